"""From a text as it was extracted to one that can be read, with the place of every character kept.

``Clean.at`` gives for each code point of the cleaned text its offset in the raw one, so that a span of the
cleaned text is a span of the file. Cleaning drops backslashes before money signs, joins words broken over
lines, joins sentences cut across columns over captions that stand between, and turns line ends inside a
paragraph into spaces.
"""

import re
from array import array
from dataclasses import dataclass

_BLOCK = re.compile(r"(?:[^\n]+(?:\n(?![ \t]*\n)|$)?)+")
_ENDED = re.compile(r"""[.!?:;]["'”’)\]]*\s*$""")
_ESCAPED = re.compile(r"\\(?=[$%&_#*\[\]])|[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CAPTION = re.compile(r"^\s*(?:[●•©▲■]|(?:photo|source|figure|fig\.|table|image|credit)\b)|●|©", re.IGNORECASE)
_SPLIT_WORD = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class Clean:
    """Readable text, and for each of its code points the offset in the text as it was."""

    text: str
    at: "array[int]"

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """A span of the cleaned text as a span of the raw one."""
        if end <= start:
            here = self.at[start] if start < len(self.at) else 0
            return here, here
        covered = self.at[start:end]
        return min(covered), max(covered) + 1


def _blocks(raw: str) -> list[tuple[int, int]]:
    found = []
    position = 0
    for gap in re.finditer(r"\n[ \t\r]*(?:\n[ \t\r]*)+|\Z", raw):
        if raw[position : gap.start()].strip():
            found.append((position, gap.start()))
        position = gap.end()
        if gap.start() == len(raw):
            break
    return found


def _order(raw: str, blocks: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Blocks as paragraphs: a block cut in mid-sentence is joined with its continuation, captions passed over."""
    taken = [False] * len(blocks)
    paragraphs = []
    for index, block in enumerate(blocks):
        if taken[index]:
            continue
        paragraph = [block]
        here = index
        while not _ENDED.search(raw, max(paragraph[-1][0], paragraph[-1][1] - 8), paragraph[-1][1]):
            length = sum(end - start for start, end in paragraph)
            following = _continuation(raw, blocks, taken, here) if length >= 40 else None
            if following is None:
                break
            taken[following] = True
            paragraph.append(blocks[following])
            here = following
        paragraphs.append(paragraph)
    return paragraphs


def _continuation(raw: str, blocks: list[tuple[int, int]], taken: list[bool], here: int) -> int | None:
    if _CAPTION.search(raw[blocks[here][0] : blocks[here][1]]):
        return None
    for step, following in enumerate(range(here + 1, min(here + 4, len(blocks)))):
        start, end = blocks[following]
        head = raw[start : start + 40].lstrip()
        if not taken[following] and head[:1].islower():
            return following
        skippable = _CAPTION.search(raw[start:end]) or end - start < 200
        if step == 3 or not skippable:
            return None
    return None


def clean(raw: str) -> Clean:
    """The readable form of a raw text. Pure; linear in the length of the text."""
    out: list[str] = []
    at: array[int] = array("q")
    for paragraph in _order(raw, _blocks(raw)):
        for number, (start, end) in enumerate(paragraph):
            if number:
                _join(out, at, start)
            _emit(raw, start, end, out, at)
        out.append("\n")
        at.append(paragraph[-1][1] - 1)
    return Clean("".join(out), at)


def _last(out: list[str], count: int) -> str:
    tail = ""
    for piece in reversed(out):
        tail = piece + tail
        if len(tail) >= count:
            break
    return tail[-count:]


def _drop(out: list[str], at: "array[int]") -> None:
    out[-1] = out[-1][:-1]
    at.pop()
    if not out[-1]:
        out.pop()


def _join(out: list[str], at: "array[int]", offset: int) -> None:
    while out and out[-1][-1].isspace():
        _drop(out, at)
    if _SPLIT_WORD.search(_last(out, 2)):
        _drop(out, at)
        return
    out.append(" ")
    at.append(offset - 1)


def _emit(raw: str, start: int, end: int, out: list[str], at: "array[int]") -> None:
    position = start
    for match in _SPECIAL.finditer(raw, start, end):
        if match.start() < position:
            continue
        if match.start() > position:
            out.append(raw[position : match.start()])
            at.extend(range(position, match.start()))
        position = match.start()
        character = raw[position]
        if character in "\n\r":
            position = _line_end(raw, position, end, out, at)
        elif character in "\t\u00a0\u202f":
            out.append(" ")
            at.append(position)
            position += 1
        else:
            position += 1
    if position < end:
        out.append(raw[position:end])
        at.extend(range(position, end))


def _line_end(raw: str, position: int, end: int, out: list[str], at: "array[int]") -> int:
    following = position
    while following < end and raw[following].isspace():
        following += 1
    if following < end:
        before = _last(out, 2) if out else " "
        if _SPLIT_WORD.search(before) and raw[following].islower():
            _drop(out, at)
        elif before[-1] != " ":
            out.append("\n" if _starts_item(raw, following, end) else " ")
            at.append(position)
    return following


_SPECIAL = re.compile(r"[\n\r\t\u00a0\u202f]|" + _ESCAPED.pattern)

_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-*•●–])\s")


def _starts_item(raw: str, position: int, end: int) -> bool:
    return bool(_ITEM.match(raw, position, end))
