"""What a person should see of how an unknown table is read, before anything is built."""

import contextlib
import re
from dataclasses import replace

from sarai.model.vocabulary import Precision
from sarai.sources.kit.cells import BadCell, text
from sarai.sources.table import dates, units
from sarai.sources.table.amounts import Money
from sarai.sources.table.asking import currency_of
from sarai.sources.table.columns import Column
from sarai.sources.table.study import Studied

_MOST = 6
"""Columns of money that are shown one by one."""


def shown(studied: Studied) -> list[str]:
    """How rows, amounts and dates are read, by example; what is passed over; whether sums agree."""
    told = [f"{len(studied.sifted.records):,} rows; {studied.grain.told}"]
    if not studied.money:
        told.append("no column of money is understood: its records stand without amounts")
    common = currency_of(studied)
    for each in studied.money[:_MOST]:
        codes = sorted(each.unit.currencies)
        currency = common[0] if common else codes[0] if len(codes) == 1 else None
        if sample := _sample(each, currency):
            told.append(f"{each.column.name}: {sample}" + (f": {each.known}" if each.known else ""))
    if len(studied.money) > _MOST:
        told.append(f"and {len(studied.money) - _MOST} more columns of money")
    for name in ("date", "year"):
        column = studied.assigned.fields.get(name)
        if column is not None and column.is_date and column.dates.dates is not None:
            told += _dates(column)
    missing = [name for name in ("recipient", "provider") if name not in studied.assigned.fields]
    told += [f"no column names the {name}: not stated, unless the mapping says it under constants" for name in missing]
    told += studied.proofs if any(not each.column.unit.currencies for each in studied.money) else []
    told += _sums(studied)
    if studied.notes:
        told.append(f"{len(studied.notes)} rows of one cell are passed over, among them {studied.notes[0][:60]!r}")
    told += [f"{place}: its amount is merged with the row above and counts there" for place in studied.merged_amounts]
    return told


def _sums(studied: Studied) -> list[str]:
    ties = studied.sifted.ties
    if not ties:
        return []
    held = sum(tie.holds for tie in ties)
    told = [f"{len(ties)} rows add up others; {held} of them agree with the rows they add up"]
    for tie in ties:
        if not tie.holds:
            said = ", ".join(f"{each.normalize():,f}" for each in tie.said if each is not None)
            near = ", ".join(f"{each.normalize():,f}" for each in tie.nearest)
            name = tie.label or "without a name"
            told.append(f"{studied.places[tie.row]}, {name}: says {said}; the rows add up to {near}")
    return told


def _dates(column: Column) -> list[str]:
    judged = column.dates
    told = []
    for word in column.values if judged.dates is not None else ():
        # A year that no record can have costs its row in the build, and is no example here.
        with contextlib.suppress(BadCell):
            if dates.meanings(word) and judged.dates is not None and (found := judged.dates.read(word, column.name)):
                told.append(f"{column.name}: {word!r} is read as {found[0]:%-d %B %Y}")
                break
    years = [word for word, _ in column.values.most_common() if not re.fullmatch(r"\d{4}", word) and _is_year(word)]
    if years:
        some = ", ".join(map(repr, years[:4]))
        told.append(f"{column.name}: of {some} only the year is known; of a fiscal year that in which it begins")
    if judged.strange:
        some = ", ".join(repr(word) for _, word in judged.strange[:3])
        told.append(f"{column.name}: {len(judged.strange)} cells are no dates, {some} among them: those rows have none")
    return told


def _is_year(word: str) -> bool:
    found = dates.meanings(word)
    return bool(found) and all(precision is Precision.YEAR for _, precision in found.values())


def _sample(money: Money, currency: str | None) -> str:
    """How a cell of the column is read, by example: its longest."""
    best = ""
    for _, cell in money.column.cells:
        told = text(cell)
        if told is not None and money.numbers is not None and len(told) > len(best):
            try:
                value, beside = replace(money.numbers, brackets=True).money(cell, "")
            except BadCell:
                continue
            if value is not None:
                best, shown = told, value * (units.read(beside, units.Place.CELL).times or 1)
    return f"{best!r} is read as {shown.normalize():,f} {currency or ''}".strip() if best else ""
