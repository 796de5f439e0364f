"""Published files with something wrong in them, of every format that is read: rows, refused rows, or a named error."""

import io
import random
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from tests.torture.tally import Tally, Until, never

from sarai import settings, sources
from sarai.model.errors import UnknownFormat
from sarai.model.provenance import ReadSettings
from sarai.reading import read as read_text
from sarai.sources.table import checks

TESTS = Path(__file__).resolve().parents[1]
TEXTS = {".txt", ".md", ".html", ".pdf", ".docx"}
APART = {".xls", ".xlsb", ".ods"}
"""Read in a process apart, which takes a hundred times as long: they come up more seldom."""

TOKENS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b"\r", b"\n\n\n", b'"', b"'", b",", b";", b"\t", b"<", b">", b"&", b"&#0;", b"&a;",
    b"]]>", b"<!--", b"<![CDATA[", b'<!DOCTYPE a [<!ENTITY a "b">]>', b"-", b"=", b"=1+1", b"%", b"%s", b"{}", b"{{", b"[", b"(",
    b"NaN", b"inf", b"-inf", b"1e400", b"1e-400", b"9" * 40, b"-0", b"0x10", b"1,000", b"1.000,5", b"(100)", b"2023-13-45",
    b"0000-00-00", b"9999-12-31", b"-0001-01-01", b"10000-01-01", b"null", b"none", b"all", b"\xe2\x80\xae", b"\xed\xa0\x80",
    "É".encode("latin-1"), "ё".encode("cp1251"), "日本".encode("shift-jis"), "٣".encode(), "½".encode(), b"*a", b"&a *a", b": ", b"- ",
    b"!!python/object:a", b"<script>", b"\x1b[31m", b"A" * 5000, b" " * 5000, b"a," * 3000, b"$5 million ", b"of the of the ",
)  # fmt: skip

Content = tuple[str, bytes]


def seeds() -> dict[str, list[Content]]:
    """Whole files by format: a name and the bytes."""
    support = str(TESTS / "support")
    if support not in sys.path:
        sys.path.insert(0, support)
    import pdfs
    import workbooks

    found: dict[str, list[Content]] = {}
    for path in sorted((TESTS / "sources" / "data").rglob("file.*")):
        found.setdefault(path.suffix, []).append((f"{path.parent.name}{path.suffix}", path.read_bytes()))
    mappings = TESTS.parent / "src" / "sarai" / "studies" / "central_asia"
    for path in sorted(mappings.glob("mappings/*.yaml")):
        found.setdefault("mapping", []).append((path.name, path.read_bytes()))
    found["study"] = [("study.toml", (mappings / "study.toml").read_bytes())]
    rows: list[list[object]] = [["Made-up register of grants"], ["Id", "Country", "Signed", "Amount (USD)", "Status"]]
    rows += [
        [f"G-{nth}", ["Kenya", "Malawi", "Peru"][nth % 3], f"2021-0{1 + nth % 9}-15", 1000.5 * nth, "ongoing"]
        for nth in range(1, 30)
    ]
    for suffix in sorted(APART):
        found[suffix] = [(f"register{suffix}", _written(workbooks.write, suffix, rows))]
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    found[".xlsx"] = [("register.xlsx", content.getvalue())]
    table = "\n".join(",".join(map(str, row)) for row in rows[1:])
    found.setdefault(".csv", []).append(("register.csv", table.encode()))
    found[".tsv"] = [("register.tsv", table.replace(",", "\t").encode())]
    words = [
        path.read_text(encoding="utf-8") for path in sorted((TESTS / "scoring" / "data" / "unseen").glob("*.txt"))[:8]
    ]
    found[".txt"] = [(f"text{nth}.txt", each.encode()) for nth, each in enumerate(words)]
    found[".md"] = [(f"text{nth}.md", f"# Made up\n\n> {each}".encode()) for nth, each in enumerate(words[:3])]
    page = "<!doctype html><html><head><title>Made up</title><meta charset=utf-8></head><body><article><p>{}</p></article></body></html>"
    found[".html"] = [
        (f"page{nth}.html", page.format(each.replace("\n\n", "</p><p>")).encode()) for nth, each in enumerate(words[:3])
    ]
    lines = [
        (50.0, 800.0 - 14 * nth, line[:90].encode("cp1252", "ignore").decode("cp1252"))
        for nth, line in enumerate(words[0].split("\n")[:40])
        if line
    ]
    found[".pdf"] = [("text.pdf", pdfs.pdf([lines]))]
    found[".docx"] = [("text.docx", _docx(words[0]))]
    return found


def _written(write: Callable[..., Path], suffix: str, rows: list[list[object]]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / f"a{suffix}", {"Grants": rows}).read_bytes()


def _docx(text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    told = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in re.sub("[<&]", "", text).split("\n"))
    files = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{told}</w:body></w:document>',
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return content.getvalue()


def mutated(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """One to four things done to the bytes; in an archive, as often to what it holds."""
    if content[:2] == b"PK" and chance.random() < 0.7:
        return _inside(content, other, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(CHANGES)(content, other, chance)
    return content


def _inside(content: bytes, other: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as held, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        names = held.namelist()
        spoilt = chance.choice(names)
        for name in names:
            each = held.read(name)
            if name == spoilt:
                each = chance.choice(CHANGES)(each, other, chance)
            archive.writestr(name, each)
    return made.getvalue()


def _place(content: bytes, chance: random.Random) -> tuple[int, int]:
    begin = chance.randrange(len(content) + 1)
    return begin, min(len(content), begin + chance.choice((1, 2, 8, 64, 512)))


def _flipped(content: bytes, other: bytes, chance: random.Random) -> bytes:
    if not content:
        return content
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]


def _cut(content: bytes, other: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _without(content: bytes, other: bytes, chance: random.Random) -> bytes:
    begin, end = _place(content, chance)
    return content[:begin] + content[end:]


def _twice(content: bytes, other: bytes, chance: random.Random) -> bytes:
    begin, end = _place(content, chance)
    return content[:end] + content[begin:end] * chance.choice((1, 2, 50)) + content[end:]


def _token(content: bytes, other: bytes, chance: random.Random) -> bytes:
    begin, end = _place(content, chance)
    return content[:begin] + chance.choice(TOKENS) + content[chance.choice((begin, end)) :]


def _cell(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """What stands between two separators becomes a token."""
    marks = [found.start() for found in re.finditer(rb'[,;\t\n"<>=: ]', content[:20_000])]
    if len(marks) < 2:
        return content
    nth = chance.randrange(len(marks) - 1)
    return content[: marks[nth] + 1] + chance.choice(TOKENS) + content[marks[nth + 1] :]


def _spliced(content: bytes, other: bytes, chance: random.Random) -> bytes:
    begin, end = _place(other, chance)
    place = chance.randrange(len(content) + 1)
    return content[:place] + other[begin:end] + content[place:]


def _lines(content: bytes, other: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    chance.shuffle(lines) if chance.random() < 0.3 else lines.pop(chance.randrange(len(lines)))
    return b"\n".join(lines)


CHANGES = (_flipped, _flipped, _cut, _without, _twice, _token, _cell, _cell, _spliced, _lines)


def judge(path: Path, kind: str) -> None:
    """Read a file as a build or ``add`` would.

    Raises:
        SaraiError: it is refused.
        AssertionError: something is taken that does not tie out.
    """
    if kind == "study":
        settings.load(path.parent)
    elif kind == "mapping":
        checks.load(path, version="1")
    elif kind in TEXTS:
        reading = read_text(path)
        for each in reading.claims:
            assert 0 <= each.start <= each.end, "a claim ends before it begins"
    else:
        try:
            seen = sources.recognise(path)
        except UnknownFormat:
            sources.draft(path)
            return
        tallied = False
        told = ReadSettings(file="f" * 64, dataset=seen.format.dataset)
        for table, rows in sources.reader(seen.card.id)(path, told):
            if table == "tally":
                tallied = True
                for row in rows.to_pylist():
                    assert row["stated"] == row["kept"] + row["rejected"], f"does not tie out: {row}"
            for name in {"amount", "value"} & set(rows.schema.names) if table in ("flow", "budget", "measure") else ():
                for amount in rows[name].to_pylist():
                    assert amount is None or Decimal(amount).is_finite(), f"{name} {amount}"
        assert tallied, "nothing was counted"


def tries(chance: random.Random) -> Iterator[tuple[str, str, bytes]]:
    """Formats, names and bytes without end."""
    whole = seeds()
    kinds = sorted(whole)
    weights = [0.2 if kind in APART else 4 if kind in TEXTS else 30 for kind in kinds]
    everything = [each for kind in kinds for each in whole[kind]]
    while True:
        (kind,) = chance.choices(kinds, weights)
        name, content = chance.choice(whole[kind])
        yield kind, name, mutated(content, chance.choice(everything)[1], chance)


def run(room: Path, chance: random.Random, *, most: int, until: Until = never) -> Tally:
    """Mutate and read, ``most`` times or until there is no time; what ended badly is kept in the room."""
    tally = Tally("mutated inputs")
    room.mkdir(parents=True, exist_ok=True)
    for nth, (kind, name, content) in zip(range(most), tries(chance), strict=False):
        if until():
            break
        path = room / name
        path.write_bytes(content)
        bad = tally.bad
        with tally.one(f"{kind} try {nth}"):
            judge(path, kind)
        if tally.bad > bad:
            kept = room / "kept" / f"{nth}-{name}"
            kept.parent.mkdir(exist_ok=True)
            path.rename(kept)
        path.unlink(missing_ok=True)
    return tally
