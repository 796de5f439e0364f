"""From a text as it was extracted to one that can be read, with the place of every character kept.

``Clean.at`` gives for each code point of the cleaned text its offset in the raw one, so that a span of the
cleaned text is a span of the file. Cleaning drops backslashes before money signs, joins words broken over
lines, joins sentences cut across columns over captions that stand between, and turns line ends inside a
paragraph into spaces.
"""

import re
from array import array
from dataclasses import dataclass

_ENDED = re.compile(r"""[.!?:;]["'”’)\]]*\s*$""")
_DROPPED = re.compile(
    r"\\(?=[$%&_#*\[\]])|[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
    # Marks of Markdown: bold, links and the place they lead to, headings, quotations.
    r"|\*\*+|\[(?=[^\[\]\n]{1,200}\]\()|\]\([^()\s]{0,500}\)|(?m:^(?:\#{1,6}|>)[ ])"
    # The mark of a note after a word, not the power of km or m.
    r"|(?<=[^\W\d_]{3})[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+"
)
_CAPTION = re.compile(r"^\s*(?:[●•©▲■]|(?:photo|source|figure|fig\.|table|image|credit)\b)|●|©", re.IGNORECASE)
_CREDIT = re.compile(r"(?im)^[ \t]*(?:[●©▲■]|(?:photo|image|credit|source)s?[ \t]*:)[^\n]*(?:\n|$)")
_OPEN = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|by|for|from|in|its|of|on|or|than|that|the|their|to|which|with))\s*$", re.IGNORECASE
)
_FIGURE = re.compile(r"(?:\\?[$€£¥]\s?)?\d(?!\d?[.)]\s)")
_HYPHENED = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]++")
_LAST_WORD = re.compile(r"[^\W\d_]+-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SPAN = re.compile(r"\d[-–]$")
_SECONDS = frozenset("based border economic funded income level owned quality scale sector speed tech term".split())
"""Words that follow a hyphen that is the compound's own: long-term, state-owned, socio-economic."""
_MOST_REPEATS = 200
"""Blocks that are looked for in the rest of a text to tell a repeated one: each look goes through all of it."""


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
            found += _without_credits(raw, position, gap.start())
        position = gap.end()
        if gap.start() == len(raw):
            break
    return found


def _without_credits(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    """A block, cut where the credit of a picture stands inside a sentence."""
    parts = []
    position = start
    for credit in _CREDIT.finditer(raw, start, end):
        before = raw[max(position, credit.start() - 20) : credit.start()].rstrip()
        after = raw[credit.end() : min(end, credit.end() + 20)].lstrip()
        if before and after[:1].islower() and not _ENDED.search(before):
            parts += [(position, credit.start()), (credit.start(), credit.end())]
            position = credit.end()
    return [*parts, (position, end)]


class _Repeats:
    """Whether a block's words stand elsewhere in the text too, as those of a pull quote do."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._dense: str | None = None
        self._asked = 0

    def __call__(self, start: int, end: int) -> bool:
        if self._asked >= _MOST_REPEATS:
            return False
        self._asked += 1
        if self._dense is None:
            self._dense = _dense(self._raw)
        words = _dense(self._raw[start:end])
        first = self._dense.find(words)
        return self._dense.find(words, first + 1) >= 0


def _dense(text: str) -> str:
    return re.sub(r"[\s\\\"'“”‘’.…-]+", "", text).casefold()


def _order(raw: str, blocks: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Blocks as paragraphs: a block cut in mid-sentence is joined with its continuation, captions passed over."""
    taken = [False] * len(blocks)
    repeated = _Repeats(raw)
    paragraphs = []
    for index, block in enumerate(blocks):
        if taken[index]:
            continue
        paragraph = [block]
        here = index
        while not _ENDED.search(raw, max(paragraph[-1][0], paragraph[-1][1] - 8), paragraph[-1][1]):
            length = sum(end - start for start, end in paragraph)
            following = _continuation(raw, blocks, taken, here, repeated, length) if length >= 40 else None
            if following is None:
                break
            taken[following] = True
            paragraph.append(blocks[following])
            here = following
        paragraphs.append(paragraph)
    return paragraphs


def _continuation(
    raw: str, blocks: list[tuple[int, int]], taken: list[bool], here: int, repeated: _Repeats, length: int
) -> int | None:
    """The block that goes on with a sentence cut at the end of block ``here``; ``length`` is what it has so far."""
    cut = raw[blocks[here][0] : blocks[here][1]]
    if _CAPTION.search(cut):
        return None
    is_open = bool(_OPEN.search(cut[-20:]))
    for step, following in enumerate(range(here + 1, min(here + 4, len(blocks)))):
        start, end = blocks[following]
        head = raw[start : start + 40].lstrip()
        caption = bool(_CAPTION.search(raw[start:end]))
        if not taken[following] and head[:1].islower():
            return following
        # A name or a figure may begin a line too: where the sentence cannot have ended before it, it goes on.
        if step == 0 and not taken[following] and not caption:
            if is_open and head[:1].isalnum() and not _starts_item(head, 0, len(head)):
                return following
            if length >= 100 and _FIGURE.match(head):
                return following
        skippable = caption or end - start < 200 or repeated(start, end)
        if step == 3 or not skippable:
            return None
    return None


def clean(raw: str) -> Clean:
    """The readable form of a raw text. Pure; linear in the length of the text."""
    out: list[str] = []
    at: array[int] = array("i")
    compounds = frozenset(word.casefold() for word in _HYPHENED.findall(raw))
    for paragraph in _order(raw, _blocks(raw)):
        for number, (start, end) in enumerate(paragraph):
            if number:
                _join(raw, start, out, at, compounds)
            _emit(raw, start, end, out, at, compounds)
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


def _join(raw: str, start: int, out: list[str], at: "array[int]", compounds: frozenset[str]) -> None:
    while out and out[-1][-1].isspace():
        _drop(out, at)
    while start < len(raw) and raw[start].isspace():
        start += 1
    if not _hyphened(raw, start, out, at, compounds):
        out.append(" ")
        at.append(start - 1)


def _hyphened(raw: str, following: int, out: list[str], at: "array[int]", compounds: frozenset[str]) -> bool:
    """Whether what was written goes on without a space; a hyphen that only broke the word is taken out."""
    tail = _last(out, 40)
    if _SPAN.search(tail) and raw[following : following + 1].isdigit():
        return True
    first, second = _LAST_WORD.search(tail), _FIRST_WORD.match(raw, following)
    if first is None or second is None or not (second[0][0].islower() or second[0][0].isupper()):
        return False
    own = f"{first[0]}{second[0]}".casefold() in compounds or second[0] in _SECONDS
    if second[0][0].islower() and not own:
        _drop(out, at)
    return True


def _emit(raw: str, start: int, end: int, out: list[str], at: "array[int]", compounds: frozenset[str]) -> None:
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
            position = _line_end(raw, position, end, out, at, compounds)
        elif character in "\t\u00a0\u202f":
            out.append(" ")
            at.append(position)
            position += 1
        else:
            position = match.end()
    if position < end:
        out.append(raw[position:end])
        at.extend(range(position, end))


def _line_end(raw: str, position: int, end: int, out: list[str], at: "array[int]", compounds: frozenset[str]) -> int:
    following = position
    while following < end and raw[following].isspace():
        following += 1
    if following < end and not (out and _hyphened(raw, following, out, at, compounds)):
        before = _last(out, 2) if out else " "
        if before[-1] != " ":
            out.append("\n" if _starts_item(raw, following, end) else " ")
            at.append(position)
    return following


_SPECIAL = re.compile(r"[\n\r\t\u00a0\u202f]|" + _DROPPED.pattern)

_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-*•●–])\s")


def _starts_item(raw: str, position: int, end: int) -> bool:
    return bool(_ITEM.match(raw, position, end))
