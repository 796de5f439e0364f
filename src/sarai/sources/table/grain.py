"""What names a record of an unknown table, and what the rows of one record are; told from all rows, with counts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sarai.sources.table import words
from sarai.sources.table.amounts import Money
from sarai.sources.table.assign import Assigned
from sarai.sources.table.columns import Column
from sarai.sources.table.mapping import Grain

_NAMING = ("provider", "recipient", "title", "agency", "sector", "instrument", "implementer", "place", "reference")
_DECIDING = ("status", "recommended", "parent")


@dataclass(frozen=True, slots=True)
class Grained:
    """The columns that name a record, what its rows are (none where a person is asked), how many records there are,
    and the reason or the question in words."""

    ids: tuple[Column, ...]
    grain: Grain | None
    records: int
    told: str


def decide(assigned: Assigned, money: Sequence[Money], columns: Sequence[Column], rows: Sequence[int]) -> Grained:
    """What names a record and what its rows are."""
    own = assigned.fields.get("record_id")
    if own is not None and not _usable(own, rows):
        own = None
    if own is not None and _starts_anew(own, rows):
        pair = _with_what_restarts_it(own, assigned, rows)
        ids, own = (pair, own) if pair else ([], None)
    else:
        ids = [own] if own is not None else []
    if not ids:
        ids = _fewest(_named(assigned, money, columns), rows)
        if len(_groups(ids, rows)) < _TOLD_APART * len(rows):
            ids = _telling(ids, assigned, money, columns, rows)
    if not ids:
        return Grained((), None, len(rows), "no column names a record")
    ids += [
        assigned.fields[name] for name in _DECIDING
        if name in assigned.fields and assigned.fields[name] not in ids and _varies(assigned.fields[name], ids, rows)
    ]  # fmt: skip
    groups = _groups(ids, rows)
    if len(groups) == len(rows):
        return Grained(tuple(ids), Grain.RECORDS, len(groups), f"{len(rows):,} rows, {len(groups):,} records")
    grain, told = _rows_of_one(groups, assigned, money, columns, by_own=own is not None)
    return Grained(tuple(ids), grain, len(groups), told)


def _usable(own: Column, rows: Sequence[int]) -> bool:
    """Whether a column names records: never blank, and no counter of rows, which the next edition counts anew."""
    told = [own.cell_text(row) for row in rows]
    if not all(told):
        return False
    counts = told == [str(number) for number in range(1, len(told) + 1)]
    return not (counts and words.plain(own.name) in words.group("row counters"))


_TOLD_APART = 0.5
"""The share of rows that names have to tell apart before other columns help them."""
_MOST_NAMING = 4
_LONGEST_NAME = 160


def _starts_anew(own: Column, rows: Sequence[int]) -> bool:
    """Whether a column counts rows and begins again with each block of them: 1, 2, 3, 1, 2, 1."""
    told = [own.cell_text(row) for row in rows]
    counts = words.plain(own.name) in words.group("row counters") and all(each.isdecimal() for each in told)
    steps = [int(b) == int(a) + 1 for a, b in pairwise(told)] if counts else []
    return bool(steps) and told.count("1") > 1 and sum(steps) + told.count("1") > len(steps)


def _with_what_restarts_it(own: Column, assigned: Assigned, rows: Sequence[int]) -> list[Column]:
    """The counter with the column whose blocks it counts in; nothing where no pair tells the rows apart."""
    for name in _NAMING:
        other = assigned.fields.get(name)
        if other is not None and other is not own and len(_groups([own, other], rows)) == len(rows):
            return [own, other]
    return []


def _telling(
    ids: list[Column], assigned: Assigned, money: Sequence[Money], columns: Sequence[Column], rows: Sequence[int]
) -> list[Column]:
    """The names, and the columns of words that tell most of the rows apart with them."""
    taken = {id(each.column) for each in money} | {id(each) for each in ids}
    spare = [
        each for each in columns
        if id(each) not in taken and not each.is_number and not each.is_date and each.filled >= 0.9 * len(rows)
        and max(map(len, each.values), default=0) <= _LONGEST_NAME
    ]  # fmt: skip
    found, many = list(ids), len(_groups(ids, rows)) if ids else 1
    while spare and len(found) < len(ids) + _MOST_NAMING and many < len(rows):
        best = max(spare, key=lambda each: len(_groups([*found, each], rows)))
        more = len(_groups([*found, best], rows))
        if more <= many:
            break
        found, many = [*found, best], more
        spare.remove(best)
    return found


def _named(assigned: Assigned, money: Sequence[Money], columns: Sequence[Column]) -> list[Column]:
    """The columns that describe a record where none numbers it."""
    found = [assigned.fields[name] for name in _NAMING if name in assigned.fields]
    if not found:
        paid = {id(each.column) for each in money}
        telling = [each for each in columns if id(each) not in paid and not each.is_number and not each.is_date]
        found = [column for column in telling if len(column.values) > 1][:3]
    if not found:
        found = [assigned.fields[name] for name in ("year", "date") if name in assigned.fields][:1]
    return list(dict.fromkeys(found))


def _fewest(named: list[Column], rows: Sequence[int]) -> list[Column]:
    """As many of the columns, from the first, as tell the rows apart; all of them where none do."""
    for many in range(min(3, len(named)), len(named)):
        if len(_groups(named[:many], rows)) == len(rows):
            return named[:many]
    return named


def _groups(ids: Sequence[Column], rows: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in rows:
        groups[tuple(column.cell_text(row) for column in ids)].append(row)
    return groups


def _varies(column: Column, ids: Sequence[Column], rows: Sequence[int]) -> bool:
    return any(len({column.cell_text(row) for row in same}) > 1 for same in _groups(ids, rows).values())


def _rows_of_one(
    groups: dict[tuple[str, ...], list[int]],
    assigned: Assigned,
    money: Sequence[Money],
    columns: Sequence[Column],
    *,
    by_own: bool,
) -> tuple[Grain | None, str]:
    several = [rows for rows in groups.values() if len(rows) > 1]
    when = [assigned.fields[name] for name in ("date", "year", "reference", "kind") if name in assigned.fields]
    twins = repeated = separate = 0
    for rows in several:
        whole = [tuple(column.cell_text(row) for column in columns) for row in rows]
        if len(set(whole)) < len(whole):
            twins += 1
            continue
        paid = [tuple(each.value(row) for each in money) for row in rows]
        dated = [tuple(column.cell_text(row) for column in when) for row in rows]
        if len(set(paid)) == len(set(dated)) == 1 and any(paid[0]):
            repeated += 1
        else:
            separate += 1
    count = f"{len(several):,} of {len(groups):,} records stand on several rows"
    if twins:
        return (
            None,
            f"{count}, {twins:,} of them on rows that say the same: duplicates (counts once) or flows (all count)",
        )
    if repeated and by_own and repeated >= 0.2 * len(several):
        return (
            None,
            f"{count}, {repeated:,} of them with one amount on one day: "
            "repeated (it counts once, split) or flows (all count)",
        )
    return Grain.FLOWS, f"{count}, whose amounts or dates differ: separate statements of money, all of them count"
