"""From a text as it was extracted to one that can be read, with the place of every character kept.

``Clean.raw`` gives for a span of the cleaned text the span in the raw one, so that it is a span of the file. Cleaning
drops backslashes before money signs, composes letters with marks written apart, joins words broken over lines, joins
sentences cut across columns over captions that stand between, and turns line ends inside a paragraph into spaces.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_ENDED = re.compile(r"""[.!?:;]["'”’)\]]*\s*$""")
_DROPPED = re.compile(
    r"\\(?=[$%&_#*\[\]])|[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
    # Marks of Markdown: bold, links and the place they lead to, headings, quotations.
    r"|\*\*+|\[(?=[^\[\]\n]{1,200}\]\()|\]\([^()\s]{0,500}\)|(?m:^(?:\#{1,6}|>)[ ])"
    # The mark of a note after a word, not the power of km or m.
    r"|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079](?<=[^\W\d_]{3}.)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]*"
)
_CAPTION = re.compile(r"^\s*(?:[●•©▲■]|(?:photo|source|figure|fig\.|table|image|credit)\b)|●|©", re.IGNORECASE)
_CREDIT = re.compile(r"(?im)^[ \t]*(?:[●©▲■]|(?:photo|image|credit|source)s?[ \t]*:)[^\n]*(?:\n|$)")
_OPEN = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|by|for|from|in|its|of|on|or|than|that|the|their|to|which|with))\s*$", re.IGNORECASE
)
_FIGURE = re.compile(r"(?:\\?[$€£¥]\s?)?\d(?!\d?[.)]\s)")
_HYPHENED = re.compile(r"-(?<=[^\W\d_]-)[^\W\d_]+")
_BROKEN = re.compile(r"-[ \t]*[\r\n]")
_LONGEST_HEADING = 120
_LAST_LETTERS = re.compile(r"[^\W\d_]+\Z")
_LONGEST_WORD = 40
_LAST_WORD = re.compile(r"[^\W\d_]+-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SPAN = re.compile(r"\d[-–]$")
_SECONDS = frozenset("based border economic funded income level owned quality scale sector speed tech term".split())
"""Words that follow a hyphen that is the compound's own: long-term, state-owned, socio-economic."""
_MOST_REPEATS = 200
"""Blocks that are looked for in the rest of a text to tell a repeated one: each look goes through all of it."""


@dataclass(frozen=True, slots=True)
class Clean:
    """Readable text, and where each stretch of it stands in the text as it was.

    ``starts`` are the places in ``text`` at which a stretch begins that was taken over as it was, ``places`` where that
    stretch begins in the raw text. ``widths`` tells of single characters that several raw ones were composed to.
    """

    text: str
    starts: "array[int]"
    places: "array[int]"
    widths: Mapping[int, int]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """A span of the cleaned text as a span of the raw one."""
        if end <= start:
            here = self._place(start) if start < len(self.text) else 0
            return here, here
        starts, places = self.starts, self.places
        first = bisect_right(starts, start) - 1
        low, last = places[first] + start - starts[first], first + 1
        if last == len(starts) or end <= starts[last]:
            return low, low + end - start + self.widths.get(end - 1, 1) - 1
        high = self._place(end - 1) + self.widths.get(end - 1, 1)
        # Stretches of one span may stand in another order, where a caption cut a sentence.
        while last < len(starts) and starts[last] < end:
            low = min(low, places[last])
            high = max(high, places[last - 1] + starts[last] - starts[last - 1])
            last += 1
        return low, high

    def _place(self, at: int) -> int:
        stretch = bisect_right(self.starts, at) - 1
        return self.places[stretch] + at - self.starts[stretch]


class _Writing:
    """Cleaned text as it is written, with the places of its stretches."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._size = 0
        self._starts = array("i")
        self._places = array("i")
        self._widths: dict[int, int] = {}

    def put(self, piece: str, place: int, width: int = 1) -> None:
        """Write what stands at a place of the raw text; a single character may stand for ``width`` raw ones."""
        if not self._starts or place - self._size != self._places[-1] - self._starts[-1]:
            self._starts.append(self._size)
            self._places.append(place)
        if width > 1:
            self._widths[self._size] = width
        self.pieces.append(piece)
        self._size += len(piece)

    def drop(self) -> None:
        """Take the last character back."""
        self._size -= 1
        self._widths.pop(self._size, None)
        if self._starts[-1] == self._size:
            self._starts.pop()
            self._places.pop()
        self.pieces[-1] = self.pieces[-1][:-1]
        if not self.pieces[-1]:
            self.pieces.pop()

    def tail(self, count: int) -> str:
        """The last characters."""
        tail = ""
        for piece in reversed(self.pieces):
            tail = piece[-count:] + tail
            if len(tail) >= count:
                break
        return tail[-count:]

    def finished(self) -> Clean:
        """The text and its places."""
        return Clean("".join(self.pieces), self._starts, self._places, self._widths)


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
    words = "".join(text.split())
    for mark in "\\\"'“”‘’.…-":
        words = words.replace(mark, "")
    return words.casefold()


def _order(raw: str, blocks: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Blocks as paragraphs: a block cut in mid-sentence is joined with its continuation, captions passed over."""
    taken = [False] * len(blocks)
    repeated = _Repeats(raw)
    paragraphs = []
    for index, block in enumerate(blocks):
        if taken[index]:
            continue
        paragraph = [block]
        here, length = index, block[1] - block[0]
        while not _ENDED.search(raw, max(paragraph[-1][0], paragraph[-1][1] - 8), paragraph[-1][1]):
            following = _continuation(raw, blocks, taken, here, repeated, length) if length >= 40 else None
            if following is None:
                break
            taken[following] = True
            paragraph.append(blocks[following])
            length += blocks[following][1] - blocks[following][0]
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
    out = _Writing()
    compounds = frozenset(_compounds(raw) if _BROKEN.search(raw) else ())
    special = _SPECIAL if unicodedata.is_normalized("NFC", raw) else _SPECIAL_OR_MARKED
    for paragraph in _order(raw, _blocks(raw)):
        for number, (start, end) in enumerate(paragraph):
            if number:
                _join(raw, start, out, compounds)
            _emit(raw, start, end, out, compounds, special)
        out.put("\n", paragraph[-1][1] - 1)
    return out.finished()


def _compounds(raw: str) -> Iterator[str]:
    for second in _HYPHENED.finditer(raw):
        first = _LAST_LETTERS.search(raw, max(0, second.start() - _LONGEST_WORD), second.start())
        if first is not None:
            yield f"{first[0]}{second[0]}".casefold()


def _join(raw: str, start: int, out: _Writing, compounds: frozenset[str]) -> None:
    while out.pieces and out.pieces[-1][-1].isspace():
        out.drop()
    while start < len(raw) and raw[start].isspace():
        start += 1
    if not _hyphened(raw, start, out, compounds):
        out.put(" ", start - 1)


def _hyphened(raw: str, following: int, out: _Writing, compounds: frozenset[str]) -> bool:
    """Whether what was written goes on without a space; a hyphen that only broke the word is taken out."""
    tail = out.tail(40)
    if not tail.endswith(("-", "–")):
        return False
    if _SPAN.search(tail) and raw[following : following + 1].isdigit():
        return True
    first, second = _LAST_WORD.search(tail), _FIRST_WORD.match(raw, following)
    if first is None or second is None or not (second[0][0].islower() or second[0][0].isupper()):
        return False
    own = f"{first[0]}{second[0]}".casefold() in compounds or second[0] in _SECONDS
    if second[0][0].islower() and not own:
        out.drop()
    return True


def _emit(raw: str, start: int, end: int, out: _Writing, compounds: frozenset[str], special: re.Pattern[str]) -> None:
    position = start
    for match in special.finditer(raw, start, end):
        if match.start() < position:
            continue
        if match.start() > position:
            out.put(raw[position : match.start()], position)
        position = match.start()
        character = raw[position]
        if character in "\n\r":
            position = _line_end(raw, start, position, end, out, compounds)
        elif character in "\t\u00a0\u202f":
            out.put(" ", position)
            position += 1
        else:
            position = match.end()
            composed = unicodedata.normalize("NFC", match[0]) if match.lastgroup == "marked" else ""
            if len(composed) == 1:
                out.put(composed, match.start(), position - match.start())
            elif composed:
                out.put(match[0], match.start())
    if position < end:
        out.put(raw[position:end], position)


def _line_end(raw: str, start: int, position: int, end: int, out: _Writing, compounds: frozenset[str]) -> int:
    following = position
    while following < end and raw[following].isspace():
        following += 1
    goes_on = bool(out.pieces) and following < end and _hyphened(raw, following, out, compounds)
    if following < end and not goes_on and out.tail(1) not in (" ", ""):
        apart = _starts_item(raw, following, end) or _is_heading(raw, start, position, following, end)
        apart = apart or _between_rows(raw, start, position, following, end)
        out.put("\n" if apart else " ", position)
    return following


_ROW = re.compile(
    r"[^\n]{2,100}(?:[:|/\t–—]|-(?=\s)|\s{2}) {0,3}(?:(?:[A-Z]{1,4}[$€£]?|[$€£¥]) ?)?\d[\d.,]*"
    r"(?: ?(?:million|mln|mn|m|billion|bn|thousand|%))? *(?=\n|\r|\Z)"
)
"""A line of a table: who or what, a mark that parts it, and a number that ends it."""


def _between_rows(raw: str, start: int, position: int, following: int, end: int) -> bool:
    """Whether a line ends before or behind a row of a table, so that what follows is another sentence."""
    if not (raw[following].isupper() or raw[following].isdigit()):
        return False
    line = max(start, raw.rfind("\n", start, position) + 1)
    return _ROW.match(raw, following, end) is not None or _ROW.fullmatch(raw, line, position) is not None


def _is_heading(raw: str, start: int, position: int, following: int, end: int) -> bool:
    """Whether the first line of a block is a heading: no sentence, and much shorter than the line under it."""
    line = raw[start:position].strip()
    if "\n" in line or not 0 < len(line) <= _LONGEST_HEADING or not raw[following].isupper():
        return False
    if _ENDED.search(line) or _OPEN.search(line):
        return False
    under = raw.find("\n", following, end)
    return len(line) < 0.6 * ((under if under >= 0 else end) - following)


_SPECIAL = re.compile(r"[\n\r\t\u00a0\u202f]|" + _DROPPED.pattern)
_SPECIAL_OR_MARKED = re.compile(_SPECIAL.pattern + r"|(?P<marked>[^\W\d_][\u0300-\u036f]{1,8})(?![\u0300-\u036f])")

_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-*•●–])\s")


def _starts_item(raw: str, position: int, end: int) -> bool:
    return bool(_ITEM.match(raw, position, end))
