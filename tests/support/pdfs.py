"""PDFs written by hand: letters of Helvetica at the places a test names."""

import hashlib
from collections.abc import Sequence

Line = tuple[float, float, str]
"""Points from the left, points from the bottom, the words."""

WIDTH, HEIGHT = 595, 842


def pdf(
    pages: Sequence[Sequence[Line]], *, size: float = 10, turned: int = 0, angle: int = 0, password: str | None = None
) -> bytes:
    """A PDF of A4 pages with each line where it is named, running at an angle (degrees, against the clock).

    ``turned`` is how far a viewer turns the pages (with the clock); ``password`` locks the file (RC4, 40 bits).
    """
    cosine, sine = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[angle]
    matrix = f"{cosine} {sine} {-sine} {cosine}"
    key = owner = user = b""
    name = bytes(range(16))
    if password is not None:
        padded = (password.encode("latin-1") + _PADDING)[:32]
        owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
        key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + name).digest()[:5]
        user = _rc4(key, _PADDING)
    bodies: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 {size} Tf {matrix} {x} {y} Tm ({_escaped(words)}) Tj ET\n" for x, y, words in lines)
        stream = drawn.encode("cp1252")
        number = len(bodies) + 1
        if password is not None:
            stream = _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], stream)
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /Rotate %d /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (turned, WIDTH, HEIGHT, number)
        )
        kids.append(number + 1)
    bodies[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    bodies[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    if password is not None:
        bodies.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (owner.hex().encode(), user.hex().encode())
        )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    locked = b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (len(bodies), name.hex().encode(), name.hex().encode())
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, locked if password is not None else b"", table,
    )  # fmt: skip
    return bytes(out)


def column(text: str, *, x: float, top: float, letters: int, step: float = 13) -> list[Line]:
    """Words set in lines of at most so many letters, from the top down."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(x, top - step * number, line) for number, line in enumerate(lines)]


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _rc4(key: bytes, content: bytes) -> bytes:
    state = list(range(256))
    other = 0
    for index in range(256):
        other = (other + state[index] + key[index % len(key)]) % 256
        state[index], state[other] = state[other], state[index]
    out = bytearray()
    first = second = 0
    for byte in content:
        first = (first + 1) % 256
        second = (second + state[first]) % 256
        state[first], state[second] = state[second], state[first]
        out.append(byte ^ state[(state[first] + state[second]) % 256])
    return bytes(out)
