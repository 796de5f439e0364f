"""How wide words are, so that pictures are laid out before they are drawn, alike on every machine.

Widths are those of Helvetica, to which Arial and Liberation Sans are cut (Adobe Core 14 font metrics, in
thousandths of the size). Letters outside the table are taken as wide as their base letter, a full square for
Chinese, Japanese and Korean, and else as a wide small letter.
"""

import unicodedata

_GROUPS = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;[\\]ftI·", 333: "()-r`“”", 334: "{}", 355: '"', 389: "*", 469: "^",
    500: "ckvxyzsJ", 556: "0123456789abdeghnopquL#$_?–€", 584: "+<=>~−×±", 611: "FTZ", 667: "ABEKPSVXY&",
    722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}  # fmt: skip
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_SQUARE, _OTHER = 1000, 640
_BOLD = 1.07


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line, in the unit of its size."""
    return sum(_letter(each) for each in text) * size / 1000 * (_BOLD if bold else 1.0)


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The lines a text takes in so much room, at least one; a word that is wider than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in readable(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = ""
        for letter in word:
            if line and width(line + letter, size, bold=bold) > room:
                lines.append(line)
                line = ""
            line += letter
    return [*lines, line] if line or not lines else lines


def readable(text: str) -> str:
    """A text without the control characters that no page may hold."""
    return "".join(each for each in text if each.isspace() or unicodedata.category(each) not in ("Cc", "Cs"))


def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _SQUARE
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(base, _OTHER)
