"""Totals, what they are the sum of and how they come about, as terminal tables.

Largest first, with shares and a total, in as many digits as the values hold.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.table import Table

from sarai.cli import draw
from sarai.model.answer import Answer
from sarai.model.vocabulary import MADE, Measure, Quality, ShareBasis

LEVELS = ("low", "preferred", "high")

_SIZES = ((Decimal(10_000_000), Decimal(1_000_000), "million"), (Decimal(10_000), Decimal(1_000), "thousand"))

_VAGUE = frozenset({Quality.BACK_COMPUTED, Quality.PUBLISHERS_RATE, Quality.OFFICIAL_RATE})
"""Qualities that leave two digits of a single value; the others leave three."""

_ROUGH = frozenset({*_VAGUE, Quality.YEARLY_RATE, Quality.ASSUMED_SHARE, Quality.REBASED_SHARE})


def total(found: Answer, *, exact: bool) -> None:
    """Print a total: the largest cell first (years in their order), shares, and a total for each kind of money.

    Money stands in thousands or millions, a value that rests on rough factors with ``~`` and three digits, unless it is
    asked ``exact``. Where low, preferred and high are one because no rule speaks against anything, one column stands.
    """
    rows = list(found.rows)
    keys = [name for name in found.table.column_names if name not in (*LEVELS, "n", "tiers", "quality")]
    apart = [name for name in ("family", "kind", "source_basis") if name in keys]
    levels = LEVELS if any(len({row[each] for each in LEVELS}) > 1 for row in rows) else ("preferred",)
    size, word = (Decimal(1), "") if exact else scale([row[each] for row in rows for each in levels])
    table = draw.plain_table()
    heads = [*keys, *(each if len(levels) > 1 else "value" for each in levels), "share", "n"]
    for place, name in enumerate(heads):
        right = place >= len(keys)
        table.add_column(name.replace("_", " "), justify="right" if right else "left", no_wrap=right, overflow="fold")
    sums = sums_of(rows, apart)
    for kind, whole in sorted(sums.items(), key=lambda each: -(each[1]["preferred"] or -1)):
        held = [row for row in rows if tuple(row[each] for each in apart) == kind]
        for row in held if "year" in keys else sorted(held, key=lambda row: -(row["preferred"] or -1)):
            named = [draw.cell(each, row[each]) for each in keys]
            _add(table, named, row, levels, whole["preferred"], size, exact=exact)
        if len(held) > 1 and keys != apart:
            told = dict(zip(apart, kind, strict=True))
            named = [draw.cell(each, told[each]) if each in told else "" for each in keys]
            named[next(place for place, each in enumerate(keys) if each not in told)] = "total"
            _add(table, named, whole, levels, whole["preferred"], size, exact=exact, style="bold")
        table.add_section()
    out = draw.console()
    out.print(", ".join(each for each in (draw.title(found), word) if each), style="bold", markup=False)
    out.print(table)
    if not rows:
        out.print("no rows: nothing in this release answers to these filters")
    for note in (*_about(rows, exact=exact), *found.notes, *draw.not_counted(found)):
        out.print(f"- {note}", style="dim", markup=False)


def bridge(found: Answer, *, exact: bool) -> None:
    """Print how a total comes about: each step with its rule, what it takes off, and why."""
    rows = list(found.rows)
    size, word = (Decimal(1), "") if exact else scale([row["value"] for row in rows])
    apart = [name for name in found.table.column_names if name not in ("step", "rule", "n", "value", "about")]
    table = draw.plain_table()
    for name in (*apart, "step", "rule", "n", "value", "about"):
        right = name in ("n", "value")
        table.add_column(name.replace("_", " "), justify="right" if right else "left", no_wrap=right, overflow="fold")
    for _, group in itertools.groupby(rows, key=lambda row: [row[each] for each in apart]):
        for row in group:
            level = row["rule"] is None
            table.add_row(
                *(draw.cell(each, row[each]) for each in apart),
                f"= {row['step']}" if level else f"  {row['step']}",
                row["rule"] or "",
                f"{row['n']:,}",
                number(row["value"], size, exact=exact),
                row["about"] or "",
                style="bold" if level else None,
            )
        table.add_section()
    out = draw.console()
    out.print(", ".join(each for each in (draw.title(found), word) if each), style="bold", markup=False)
    out.print(table)
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def explanation(found: Answer, *, exact: bool) -> None:
    """Print the source rows of a figure: the columns a person reads first."""
    sums: dict[str, Decimal] = {}
    for row in found.rows:
        sums[row["family"]] = sums.get(row["family"], Decimal()) + (row["value"] or 0)
    size, word = (Decimal(1), "") if exact else scale([row["value"] for row in found.rows])
    told_of = {name: number(value, size, exact=exact) for name, value in sums.items()}
    together = "; ".join(f"{value}{f' {name}' if len(sums) > 1 else ''}" for name, value in told_of.items())
    table = draw.plain_table()
    for name in ("value", "stated", "factors", "year", "to", "sector", "rule", "record", "stands in"):
        table.add_column(name, justify="right" if name in ("value", "stated") else "left", overflow="fold")
    for row in found.rows:
        told = (
            number(row["value"], size, exact=exact, digits=digits_of(row["quality"])),
            _stated(row),
            _factors(row, gift=found.indicator.startswith(Measure.GRANT_EQUIVALENT)),
            row["year"],
            row["recipient"],
            row["sector"],
            row["rule"],
            row["title"] or row["key"],
            "; ".join([f"{row['dataset']} {row['locator']}", *_inherited(row)]),
        )
        table.add_row(*("not stated" if each is None else str(each) for each in told))
    out = draw.console()
    told_in = f" {word}" if word else ""
    out.print(
        f"{draw.title(found)}: {len(found)} rows, together {together or '0.00'}{told_in}", style="bold", markup=False
    )
    out.print(table)
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def _inherited(row: dict[str, Any]) -> list[str]:
    """What an older telling says of the record, with where it says it."""
    places: dict[str, list[str]] = {}
    for each in row["inherited"] or ():
        places.setdefault(f"{each['dataset']} {each['locator']}", []).append(each["field"].replace("_", " "))
    return [f"{', '.join(names)}: {place}" for place, names in places.items()]


def sums_of(rows: Sequence[Mapping[str, Any]], apart: Sequence[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The sum of each kind of money: levels, records, quality and how many rows it is of; unlike money apart."""
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        blank: dict[str, Any] = {**dict.fromkeys(LEVELS), "n": 0, "rows": 0, "quality": []}
        kind = sums.setdefault(tuple(row[each] for each in apart), blank)
        for each in LEVELS:
            if row[each] is not None:
                kind[each] = (kind[each] or Decimal()) + row[each]
        kind["n"] += row["n"]
        kind["rows"] += 1
        kind["quality"] = sorted({*kind["quality"], *(row["quality"] or ())})
    return sums


def scale(values: Sequence[Decimal | None]) -> tuple[Decimal, str]:
    """What money is divided by so that the largest has few digits, and its word."""
    largest = max((abs(value) for value in values if value is not None), default=Decimal())
    return next(((size, word) for least, size, word in _SIZES if largest >= least), (Decimal(1), ""))


def number(value: Decimal | None, size: Decimal, *, exact: bool = False, digits: int | None = None) -> str:
    """A value in its size, to one decimal or, where it holds no more, to so many digits with ``~`` before it."""
    if value is None:
        return "not reported"
    if exact:
        return f"{value:,.2f}"
    told = value / size
    if digits is not None and told:
        # The place of its last digit that means something; no finer than the one decimal of all others.
        place = max(told.copy_abs().adjusted() - digits + 1, -1)
        rounded = round(told / Decimal(10) ** place) * Decimal(10) ** place
        return f"~{rounded:,.{max(-place, 0)}f}"
    if size > 1 and told and abs(told) < Decimal("0.05"):
        return "under 0.05" if told > 0 else "over -0.05"
    return f"{told:,.1f}" if size > 1 else f"{told:,.2f}"


def digits_of(quality: Sequence[str] | None, *, records: int = 1) -> int | None:
    """How many digits a value holds: two where one record rests on a vague factor, three where on a rough one."""
    found = set(quality or ())
    if records == 1 and found & _VAGUE:
        return 2
    return 3 if found & _ROUGH else None


def _add(
    table: Table,
    named: Sequence[str],
    row: Mapping[str, Any],
    levels: Sequence[str],
    whole: Decimal | None,
    size: Decimal,
    *,
    exact: bool,
    style: str | None = None,
) -> None:
    digits = digits_of(row["quality"], records=row["n"])
    share = f"{100 * row['preferred'] / whole:.1f} %" if row["preferred"] is not None and whole else ""
    table.add_row(
        *named,
        *(number(row[each], size, exact=exact, digits=digits) for each in levels),
        share,
        f"{row['n']:,}",
        style=style,
    )


def _about(rows: Sequence[Mapping[str, Any]], *, exact: bool) -> Iterator[str]:
    found = sorted({each for row in rows for each in row["quality"] or ()})
    if found:
        sign = "" if exact else "~ and "
        yield f"{sign}less than exact: {', '.join(found)}{'; --exact prints cents' if not exact else ''}"


def _stated(row: dict[str, Any]) -> str:
    if row["amount"] is None:
        return "not published"
    base = f" of {row['base_year']}" if row["base_year"] else ""
    return f"{row['amount'].normalize():,f} {row['currency'] or '?'}{base}"


def _factors(row: dict[str, Any], *, gift: bool = False) -> str:
    """The factors between the stated amount and the value, each with its source."""
    told = [row["series"]] if row["series"] else []
    if row["rate"] not in (None, 1):
        told.append(f"x {row['rate']:.6g} {row['rate_source']}, {row['rate_month']}")
    if row["deflator"] is not None:
        told.append(f"/ {row['deflator']:.6g} {row['deflator_source']}")
    for share in ("recipient", "sector", "year"):
        basis = row.get(f"{share}_basis")
        if row[f"{share}_percent"] != 100 or basis == ShareBasis.REBASED:
            told.append(f"x {row[f'{share}_percent']:g} %{f' {basis}' if basis in MADE else ''}")
    if gift and row["grant_element"] is not None:
        told.append(f"x {row['grant_element']:.1f} % gift ({row['grant_element_rule']})")
    return ", ".join(told)
