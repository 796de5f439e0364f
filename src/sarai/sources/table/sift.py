"""Which rows of an unknown table are no records: sums of others, shares, notes, names of the rows below them.

A sum is known by its word, by its place, and by adding up; where these disagree a person is asked.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sarai.sources.kit.cells import text
from sarai.sources.table import words
from sarai.sources.table.amounts import Money
from sarai.sources.table.assign import Assigned
from sarai.sources.table.columns import PSEUDO, Column
from sarai.sources.table.places import several
from sarai.sources.table.ties import Amounts, Tie, Ties, equal

_NAMING = ("record_id", "title", "recipient", "provider", "sector", "agency", "implementer", "place", "date", "year")
_LONGEST_LABEL = 6


@dataclass
class Sifted:
    """The rows that are records, by their index, and the rows that are not: sums by column and word, with how they
    add up, and rows to pass over; ``asked`` are the words about which a person has to say, by column."""

    records: list[int]
    totals: dict[str, list[str]] = field(default_factory=dict)
    skip: dict[str, list[str]] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    asked: dict[str, list[str]] = field(default_factory=dict)


def sum_word(told: str) -> bool:
    """Whether a cell is called like a sum of others: TOTAL, Sub-total roads, Kazakhstan Total, Итого по разделу."""
    if len(told) > 80:
        return False
    plain = words.plain(told)
    tokens = plain.split()
    if not tokens or len(tokens) > _LONGEST_LABEL:
        return False
    names = words.totals()
    first = any(" ".join(tokens[:length]) in names for length in (1, 2, 3))
    # "All" begins many names that are no sums, and ends none.
    return (
        plain in names or (first and tokens[0] != "all") or (tokens[-1] in names and tokens[-1] not in ("all", "sum"))
    )


def likely_sums(columns: Sequence[Column], rows: Sequence[int]) -> dict[int, tuple[Column, str]]:
    """Rows that are called like sums, with the column and the word."""
    found: dict[int, tuple[Column, str]] = {}
    wanted = set(rows)
    for column in columns:
        calling = {told for told in column.values if sum_word(told)}
        # A column in which most cells are called so does not tell sums: it is a kind of amount.
        if not calling or sum(column.values[each] for each in calling) > 0.5 * len(column.cells):
            continue
        for row, cell in column.cells:
            if row in wanted and (told := text(cell)) in calling and row not in found:
                found[row] = (column, str(told))
    return found


def sift(
    rows: Sequence[int], likely: Mapping[int, tuple[Column, str]], assigned: Assigned, money: Sequence[Money]
) -> Sifted:
    """Tell records from other rows, given what the columns are."""
    naming = [*(assigned.fields[name] for name in _NAMING if name in assigned.fields), *assigned.places]

    def amounts(row: int) -> tuple[Decimal | None, ...]:
        return tuple(each.value(row) for each in money)

    found = Sifted([])
    doubtful: dict[int, tuple[str, str]] = {}
    sums: dict[int, tuple[str, str]] = {}
    plain = [row for row in rows if row not in likely]
    blank = [column for column in naming if sum(bool(column.cell_text(row)) for row in plain) >= 0.6 * len(plain)]
    for row in rows:
        if row in likely:
            sums[row] = (likely[row][0].name, likely[row][1])
        elif _is_share(row, naming, money) or (not any(amounts(row)) and _is_note(row, naming)):
            name, word = _label(row, naming)
            found.skip.setdefault(name, []).append(word)
        elif blank and any(amounts(row)) and not any(column.cell_text(row) for column in naming):
            doubtful[row] = (blank[0].name, "")
        else:
            found.records.append(row)
    doubtful |= _unnamed(found, assigned, amounts)
    found.records = [row for row in found.records if row not in doubtful]
    ties = Ties()
    records = set(found.records)
    for row in rows:
        if row in records:
            ties.record(amounts(row), tuple(words.plain(column.cell_text(row)) for column in naming))
        elif row in sums or row in doubtful:
            ties.total(row, amounts(row), (sums.get(row) or doubtful[row])[1])
    names: set[int] = set()
    found.ties = ties.judged()
    for tie in found.ties:
        column_name, word = sums.get(tie.row) or doubtful[tie.row]
        own = [each for each in naming if each.at < PSEUDO]
        alone = sum(bool(each.cell_text(tie.row)) for each in own if each.name != column_name) <= 0.34 * len(own)
        sure = tie.holds if tie.row in sums or word == "" else False
        if tie.row in sums and not tie.holds and _is_record(word, tie.row, column_name, naming, found.records):
            names.add(tie.row)
            continue
        if sure or (tie.row in sums and alone):
            found.totals.setdefault(column_name, []).append(word)
        else:
            found.asked.setdefault(column_name, []).append(word)
    found.ties = [tie for tie in found.ties if tie.row not in names]
    found.records += [*names, *(tie.row for tie in found.ties if not _is_out(tie, sums, doubtful, found))]
    found.records.sort()
    return found


def _is_record(word: str, row: int, column: str, naming: Sequence[Column], records: Sequence[int]) -> bool:
    """Whether a row is called like a sum by chance ("Total Energies", "Entreprendre Ensemble"): it adds up nothing, is
    filled like the records, and the rest of its name is no country, and none of the words by which others are filed."""
    rest = [told for told in words.plain(word).split() if told not in words.totals()]
    others = [each for each in naming if each.name != column]
    if not rest or several(" ".join(rest)) or len(others) < 2:
        return False
    if any(" ".join(rest) in {words.plain(told) for told in each.values} for each in naming):
        return False
    usual = [each for each in others if sum(bool(each.cell_text(at)) for at in records) >= 0.6 * len(records)]
    return len(usual) >= 2 and all(each.cell_text(row) for each in usual)


def _is_out(
    tie: Tie, sums: Mapping[int, tuple[str, str]], doubtful: Mapping[int, tuple[str, str]], found: Sifted
) -> bool:
    column, word = sums.get(tie.row) or doubtful[tie.row]
    return word in found.totals.get(column, ())


def _unnamed(found: Sifted, assigned: Assigned, amounts: Callable[[int], Amounts]) -> dict[int, tuple[str, str]]:
    """Rows without a word for it that others add up to: a region beside its countries, the last row, the first."""
    recipient = assigned.fields.get("recipient")
    label = next(iter(assigned.places), None) or recipient or assigned.fields.get("provider")
    label = label or assigned.fields.get("title")
    if label is None or len(found.records) < 3:
        return {}
    running: list[tuple[Decimal, ...]] = [(Decimal(),) * len(amounts(found.records[0]))]
    for row in found.records:
        running.append(tuple(one + (two or 0) for one, two in zip(running[-1], amounts(row), strict=True)))
    last = len(found.records)
    called = Counter(label.cell_text(row) for row in found.records)
    told: dict[int, tuple[str, str]] = {}
    of_countries = label.places >= 0.5
    for at, row in enumerate(found.records):
        if of_countries and _is_group(label.cell_text(row)):
            told[row] = label.name, label.cell_text(row)
            continue
        region = label is recipient and (codes := several(label.cell_text(row))) and codes[0].isdecimal()
        edge = at in (0, last - 1) and called[label.cell_text(row)] == 1
        if not label.cell_text(row) or not (region or edge):
            continue
        said = amounts(row)
        above, below = running[at], tuple(a - b for a, b in zip(running[last], running[at + 1], strict=True))
        others = tuple(a + b for a, b in zip(above, below, strict=True))
        tried = [(others, last - 1)] + [(above, at)] * (at > 1) + [(below, last - 1 - at)] * (last - 1 - at > 1)
        if any(equal(said, added, count) for added, count in tried):
            told[row] = label.name, label.cell_text(row)
    return told


def _is_group(told: str) -> bool:
    """Whether a name among countries is one of several of them ("DAC-EU countries"), which no list has as a region."""
    listed = any(mark in told for mark in ";|") or bool(
        {"multiple", "several", "various"} & set(words.plain(told).split())
    )
    return (
        not listed and not several(told) and bool(set(words.plain(told).split()) & words.group("groups of countries"))
    )


def _label(row: int, naming: Sequence[Column]) -> tuple[str, str]:
    for column in naming:
        if word := column.cell_text(row):
            return column.name, word
    return naming[0].name if naming else "", ""


def _is_share(row: int, naming: Sequence[Column], money: Sequence[Money]) -> bool:
    """Whether a row states shares of the rows above it."""
    if any(each.column.cell_text(row).endswith("%") for each in money[:1]):
        return True
    _, word = _label(row, naming)
    return word.startswith("%") or words.plain(word) in words.group("shares")


def _is_note(row: int, naming: Sequence[Column]) -> bool:
    _, word = _label(row, naming)
    return bool(word) and (words.plain(word).split() or [""])[0] in words.group("notes")
