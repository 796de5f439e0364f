"""Where tables stand on a sheet: titles above, rows of headers, the rows of the table, what comes after."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from sarai.model.vocabulary import Precision
from sarai.sources.kit.book import Range, Sheet
from sarai.sources.kit.cells import Cell, text
from sarai.sources.table import dates, numbers, units, words

_HEADERS_WITHIN = 80
"""Rows of a table within which its headers are looked for."""
_BELOW = 60
"""Rows below a header that are compared with it."""
_LONGEST_LABEL = 160
_LONGEST_GROUP = 60
"""Letters of a name over several columns: what is longer is a title."""


class Look(StrEnum):
    """What a cell looks like by itself."""

    BLANK = "blank"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    WORDS = "words"


def look(cell: Cell) -> Look:
    """What a cell looks like by itself."""
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return Look.DATE
    if isinstance(cell, bool):
        return Look.WORDS
    if isinstance(cell, int | float):
        return Look.YEAR if float(cell).is_integer() and 1900 <= cell <= 2100 else Look.NUMBER
    told = text(cell)
    return Look.BLANK if told is None else _look(told)


_PERIOD = re.compile(r"(?:Q|H|S|T)[1-4][ -/]+(?:19|20)\d\d\s+[A-Za-z]", re.IGNORECASE)
"""A quarter or half of a year with words behind it: a header, whose digits are no amount."""


@lru_cache(maxsize=200_000)
def _look(told: str) -> Look:
    if not any(map(str.isdigit, told)):
        return Look.WORDS
    # Five digits are a day only where a header says so.
    if len(told) < 40 and not re.fullmatch(r"\d{5}(?:\.\d+)?", told) and (found := dates.meanings(told)):
        fine = {precision for _, precision in found.values()}
        return Look.YEAR if fine == {Precision.YEAR} else Look.DATE
    if _PERIOD.match(told):
        return Look.WORDS
    number = numbers.taken_apart(told)
    beside = len(number.before) + len(number.behind) if number else 99
    return Look.NUMBER if beside <= 12 else Look.WORDS


@dataclass(frozen=True, slots=True)
class Frame:
    """One table on a sheet; rows and columns count from 0, ``last`` and ``right`` are outside.

    ``header`` are the rows of its headers, ``names`` its columns' names, ``titles`` what stands above them.
    """

    titles: tuple[str, ...]
    header: tuple[int, ...]
    names: tuple[str, ...]
    last: int
    left: int = 0
    right: int = 0

    @property
    def first(self) -> int:
        """The first row under the headers."""
        return self.header[-1] + 1


def frames(sheet: Sheet) -> list[Frame]:
    """The tables of a sheet, from the top down; side by side ones from the left."""
    found: list[Frame] = []
    start = 0
    while (band := _header(sheet, start)) is not None:
        stop = _end(sheet, band)
        titles = tuple(told for row in sheet.rows[start : band[0]] if (told := " ".join(filter(None, map(text, row)))))
        found += _split(sheet, titles, band, stop)
        start = stop
    return found


def _split(sheet: Sheet, titles: tuple[str, ...], band: tuple[int, ...], stop: int) -> Iterator[Frame]:
    """A frame, or those that stand side by side in it, apart by a column in which nothing stands."""
    names = header_names(sheet.rows, band, sheet.merged)
    width = len(names)
    empty = [
        at for at in range(width)
        if not any(text(row[at]) is not None for row in sheet.rows[band[0] : stop] if at < len(row))
    ]  # fmt: skip
    edges = [-1, *empty, width]
    parts = [(a + 1, b) for a, b in pairwise(edges) if b - a > 2]
    alike = [{words.plain(name) for name in names[a:b] if not name.startswith("(column ")} for a, b in parts]
    if len(parts) > 1 and all(len(alike[0] & each) >= 2 for each in alike[1:]):
        for left, right in parts:
            yield Frame(titles, band, names[left:right], stop, left, right)
    else:
        yield Frame(titles, band, names, stop, 0, width)


def header_names(rows: Sequence[Sequence[Cell]], band: Sequence[int], merged: Sequence[Range] = ()) -> tuple[str, ...]:
    """The names of the columns under a band of header rows.

    A cell over several columns names all of them; a column without a name is called by its place, ``(column 4)``,
    and so is told the second of two with one name.
    """
    wide = max((len(rows[at]) for at in band), default=0)
    told_of: list[list[str]] = [[] for _ in range(wide)]
    for depth, at in enumerate(band):
        row = rows[at]
        held = ""
        for place in range(wide):
            told = " ".join((text(row[place]) or "").split()) if place < len(row) else ""
            if depth and _names_a_sort(told):
                told = ""
            span = next((each for each in merged if each[0] <= at <= each[2] and each[1] <= place <= each[3]), None)
            if span is not None:
                over = " ".join((text(rows[span[0]][span[1]]) or "").split())
                # A name over several columns holds for each, one over several rows is said once.
                told = over if span[0] == at else ""
                held = ""
            elif told:
                held = told
            elif held and depth + 1 < len(band) and any(text(_cell(rows[low], place)) for low in band[depth + 1 :]):
                told = held
            else:
                held = ""
            if told and told not in told_of[place]:
                told_of[place].append(told)
    names: list[str] = []
    for place, parts in enumerate(told_of, 1):
        name = " / ".join(parts) or f"(column {place})"
        names.append(name if name not in names else f"{name} (column {place})")
    while names and not told_of[len(names) - 1]:
        names.pop()
    return tuple(names)


def _cell(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def is_label_row(row: Sequence[Cell]) -> bool:
    """Whether all that stands in a row could be headers: words, years and periods."""
    looks = [look(cell) for cell in row]
    filled = [each for each in looks if each is not Look.BLANK]
    odd = [cell for cell, each in zip(row, looks, strict=True) if each in (Look.NUMBER, Look.DATE)]
    odd = [cell for cell in odd if not _is_year_of_money(cell)]
    # A header may hold a number: "Sold 3rd Party", "capacity2".
    labels = len(odd) <= 0.2 * len(filled) and all(_mostly_letters(cell) for cell in odd)
    short = all(len(text(cell) or "") <= _LONGEST_LABEL for cell in row)
    return len(filled) >= 2 and labels and short and not all(each is Look.YEAR for each in filled[:1])


def _is_year_of_money(cell: Cell) -> bool:
    """Whether a cell is a year and the money that is counted under it: *2019 (k EUR)*, *USD million 2020*."""
    if not isinstance(cell, str) or not re.fullmatch(r"\D*(?:19|20)\d\d\D*", cell):
        return False
    return not units.without(cell) and bool(units.read(cell).currencies)


def _mostly_letters(cell: Cell) -> bool:
    return isinstance(cell, str) and sum(map(str.isalpha, cell)) >= max(3, 2 * sum(map(str.isdigit, cell)))


def _header(sheet: Sheet, start: int) -> tuple[int, ...] | None:
    """The rows of headers of the next table from a row on."""
    rows = sheet.rows
    near = [at for at in range(start, len(rows)) if any(text(cell) is not None for cell in rows[at])][:_HEADERS_WITHIN]
    if not near:
        return None
    widest = max(sum(text(cell) is not None for cell in rows[at]) for at in near)
    scored = [
        (score, -at) for at in near
        if is_label_row(rows[at]) and not _under_labels(rows, at) and (score := _score(rows, at, widest)) > 0
        and any(text(cell) is not None for row in rows[at + 1 : at + 4] for cell in row)
    ]  # fmt: skip
    if not scored:
        # A table of words alone: its first row that is filled as widely as the others.
        wide = [at for at in near[:-1] if is_label_row(rows[at]) and _filled(rows[at]) >= 0.6 * widest]
        return _band(sheet, start, wide[0]) if wide and start == 0 else None
    at = -max(scored)[1]
    # Headers that are said again over each block are those of the first.
    told = _labels(rows[at])
    return _band(sheet, start, next((each for each in near if _labels(rows[each]) == told), at))


def _labels(row: Sequence[Cell]) -> list[str]:
    return [told for cell in row if (told := text(cell)) is not None]


def _filled(row: Sequence[Cell]) -> int:
    return sum(text(cell) is not None for cell in row)


def _score(rows: Sequence[Sequence[Cell]], at: int, widest: int) -> float:
    """How much a row looks like headers: words that headers use, and cells unlike those below them."""
    filled = [(place, cell) for place, cell in enumerate(rows[at]) if text(cell) is not None]
    if len(filled) < max(2, 0.4 * widest):
        return 0
    known = sum(is_known(text(cell) or "") for _, cell in filled)
    below = rows[at + 1 : at + 1 + _BELOW]
    contrast = 0
    for place, cell in filled:
        looks = [look(row[place]) for row in below if place < len(row) and text(row[place]) is not None]
        unlike = sum(
            each in (Look.NUMBER, Look.DATE) or (each is Look.YEAR and look(cell) is Look.WORDS) for each in looks
        )
        contrast += bool(looks) and unlike > 0.6 * len(looks)
    return 2 * known + contrast + len(filled) / widest if known or contrast else 0


@cache
def is_known(told: str) -> bool:
    """Whether a cell says what headers say: a word of their list, a unit, or a year."""
    bare = words.plain(units.without(told))
    return (
        bare in words.headers()
        or words.plain(told) in words.headers()
        or (not bare and units.read(told).says_something)
    )


def _band(sheet: Sheet, start: int, at: int) -> tuple[int, ...]:
    """The row of headers with those above and below that belong to it."""
    rows, band = sheet.rows, [at]
    if at > start and _groups(sheet, at - 1, at):
        band.insert(0, at - 1)
    while band[-1] + 1 < len(rows) and _goes_on(rows, band, sheet.merged):
        band.append(band[-1] + 1)
    return tuple(band)


def _groups(sheet: Sheet, upper: int, lower: int) -> bool:
    """Whether a row names groups of the columns below it."""
    row = sheet.rows[upper]
    filled = [place for place, cell in enumerate(row) if text(cell) is not None]
    if not filled or not all(look(row[place]) in (Look.WORDS, Look.YEAR) for place in filled):
        return False
    if any(place - 1 in filled and str(row[place]).startswith(" ") for place in filled):
        # A title with a comma, which the marks between cells have cut.
        return False
    told = [text(row[place]) or "" for place in filled]
    if any(len(each) > _LONGEST_GROUP or each.endswith(":") for each in told):
        return False
    wide = sum(text(cell) is not None for cell in sheet.rows[lower])
    spans = [each for each in sheet.merged if each[0] == upper == each[2] and each[3] > each[1]]
    if len(filled) == 1:
        # One name alone is of a group of numbers, else the title of the table or of its first block.
        right = next((each[3] for each in spans if each[1] == filled[0]), filled[0])
        under = [place for place in range(filled[0], right + 1) if text(_cell(sheet.rows[lower], place)) is not None]
        if not all(_over_numbers(sheet.rows, lower, place) for place in under):
            return False
    if any(each[3] - each[1] + 1 < wide for each in spans):
        return True
    return (
        not spans
        and any(place > 0 for place in filled)
        and len(filled) < max(wide, 3)
        and any(_over_numbers(sheet.rows, lower, place) for place in filled)
    )


def _over_numbers(rows: Sequence[Sequence[Cell]], lower: int, place: int) -> bool:
    """Whether numbers stand under a cell above the headers, or a year or unit between: what a group is named for."""
    if look(_cell(rows[lower], place)) is Look.YEAR or units.read(text(_cell(rows[lower], place)) or "").currencies:
        return True
    looks = [look(_cell(row, place)) for row in rows[lower + 1 : lower + 1 + _BELOW]]
    told = [each for each in looks if each is not Look.BLANK]
    return not told or sum(each in (Look.NUMBER, Look.YEAR, Look.DATE) for each in told) >= 0.5 * len(told)


def _goes_on(rows: Sequence[Sequence[Cell]], band: Sequence[int], merged: Sequence[Range]) -> bool:
    """Whether the row under a band belongs to it: it names what the band left open, or units, or counts columns."""
    lower = rows[band[-1] + 1]
    filled = [(place, cell) for place, cell in enumerate(lower) if text(cell) is not None]
    if len(band) > 2:
        return False
    if _is_of_units(rows, band[-1] + 1, filled):
        return True
    if len(filled) < 2:
        return False
    told = [text(cell) or "" for _, cell in filled]
    if told == [str(number) for number in range(1, len(told) + 1)]:
        return True
    if all(look(cell) in (Look.WORDS, Look.YEAR) for _, cell in filled):
        if all(
            units.read(each, units.Place.CELL).says_something and not units.read(each, units.Place.CELL).spare
            for each in told
        ):
            return True
        open_above = [place for place, _ in filled if text(_cell(rows[band[-1]], place)) is None]
        spanned = [
            place for place, _ in filled
            if any(
                each[0] <= band[-1] <= each[2] and each[3] > each[1] and each[1] <= place <= each[3] for each in merged
            )
        ]  # fmt: skip
        return len({*open_above, *spanned}) >= 1 and all(
            place in spanned or place in open_above or text(_cell(rows[band[-1]], place + 1)) is None
            for place, _ in filled
        )
    return False


_SORT_OF_CELL = re.compile(r"[(\[]\s*[^\W\d_][^()\[\]]{0,20}[)\]]|\W+")
"""What stands for columns of no money in a row of units: "(text)", "(year)", a dash."""
_SIZE_IN_DIGITS = re.compile(r"['’]?\b0?00s?\b['’]?|10\^\d|\b1(?:[ ,.]?000)+\b")


def _names_a_sort(told: str) -> bool:
    return bool(_SORT_OF_CELL.fullmatch(told)) and not units.read(told, units.Place.CELL).says_something


def _under_labels(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether a row is one of units and has labels of its columns above it: years, which look like amounts."""
    filled = [(place, cell) for place, cell in enumerate(rows[at]) if text(cell) is not None]
    return at > 0 and is_label_row(rows[at - 1]) and _is_of_units(rows, at, filled)


def _is_of_units(rows: Sequence[Sequence[Cell]], at: int, filled: Sequence[tuple[int, Cell]]) -> bool:
    """Whether a row says what the columns of numbers below it are counted in, and nothing else: "USD million"."""
    money = [(place, told) for place, cell in filled if not _names_a_sort(told := text(cell) or "")]
    below = rows[at + 1 : at + 1 + _BELOW]
    for place, told in money:
        said = units.read(told, units.Place.CELL)
        if not said.says_something or said.spare or re.search(r"\d", _SIZE_IN_DIGITS.sub("", told)):
            return False
        looks = [look(row[place]) for row in below if place < len(row) and text(row[place]) is not None]
        if not looks or sum(each in (Look.NUMBER, Look.YEAR) for each in looks) < 0.6 * len(looks):
            return False
    return bool(money)


def _end(sheet: Sheet, band: tuple[int, ...]) -> int:
    """Where a table ends: where another begins with headers of its own, set off by a blank row or a title."""
    rows = sheet.rows
    own = {words.plain(told) for cell in rows[band[-1]] if (told := text(cell))}
    for at in range(band[-1] + 2, len(rows)):
        if not is_label_row(rows[at]):
            continue
        before = [text(cell) for cell in rows[at - 1] if text(cell) is not None]
        if len(before) > 1:
            continue
        labels = [text(cell) or "" for cell in rows[at] if text(cell) is not None]
        if {words.plain(each) for each in labels} == own:
            continue
        known = sum(map(is_known, labels))
        widest = max(sum(text(cell) is not None for cell in row) for row in rows[at : at + _BELOW])
        if known >= 2 and known >= 0.5 * len(labels) and _score(rows, at, widest) >= 2 * known + 1:
            return _titled_from(rows, at)
    return len(rows)


def _titled_from(rows: Sequence[Sequence[Cell]], at: int) -> int:
    """The first of the single-cell rows above a header: the titles of its table."""
    while at > 0 and sum(text(cell) is not None for cell in rows[at - 1]) <= 1 and any(map(text, rows[at - 1])):
        at -= 1
    return at
