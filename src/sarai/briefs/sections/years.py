"""Money by year and stage: each kind of money of a source by itself."""

from collections.abc import Mapping

from sarai.briefs.content import Block, Picture, Section, Table, table, words
from sarai.briefs.sections._shared import WIDE, kind, prices, status
from sarai.briefs.words import Cell, Quoted, Words, Year
from sarai.charts import amounts, tokens
from sarai.model.figures import Figure, Total
from sarai.study import Basis, Desk

NOT_STATED = "not stated"


def section(desk: Desk) -> Section | None:
    """One table and picture per kind of money."""
    blocks: list[Block] = []
    for basis in desk.bases:
        stages = desk.money(basis, by=["year", "status"])
        if not stages:
            continue
        years = {cell.keys["year"]: cell for cell in desk.money(basis, by=["year"])}
        if any(year is not None for year in years):
            blocks.append(_picture(desk, basis, stages, years))
        blocks.append(_table(desk, basis, years, stages))
    return Section("years", words("Money by year and stage"), tuple(blocks)) if blocks else None


def _name(stated: str | None) -> str:
    return stated or NOT_STATED


def _picture(desk: Desk, basis: Basis, stages: list[Total], years: Mapping[int | None, Total]) -> Picture:
    """Columns of years, statuses on each other; a year without a record, and records without an amount, are marked."""
    dated = {int(year): cell for year, cell in years.items() if year is not None}
    order = list(tokens.STATUSES)
    parts: dict[int, list[tuple[str, float]]] = {}
    unknown = set()
    for cell in sorted(stages, key=lambda each: order.index(_name(each.keys["status"]))):
        if (year := cell.keys["year"]) is None:
            continue
        if cell.preferred.value is None:
            unknown.add(int(year))
        else:
            cls = tokens.STATUSES[_name(cell.keys["status"])]
            parts.setdefault(int(year), []).append((cls, float(cell.preferred.value) / 1e6))
    # Where no record says where it stands, the columns are plain.
    apart = any(cell.keys["status"] for cell in stages)
    told = tuple(
        amounts.Year(
            year,
            sum(size for _, size in parts[year]) if year in parts else None,
            amounts.Nothing.NO_RECORD if year not in dated else amounts.Nothing.NO_AMOUNT if year in unknown else None,
            tuple(parts.get(year, ())) if apart else (),
        )
        for year in range(min(dated), max(dated) + 1)
    )
    unit = f"{desk.study.release.currency} million"
    picture = amounts.years(
        f"y-{basis.source}-{basis.kind}",
        [amounts.Panel("", told)],
        title=f"{kind(basis)} by year{' and by where the activity stands' if apart else ''}",
        unit=unit,
        source=basis.title,
        unit_of_rows=unit,
        of={cls: status(name) for name, cls in tokens.STATUSES.items()},
        wide=WIDE,
    )
    return Picture(f"years-{basis.source}-{basis.kind}", picture, Words("The table has the same figures."))


def _table(desk: Desk, basis: Basis, years: dict[int | None, Total], stages: list[Total]) -> Table:
    order = sorted({_name(cell.keys["status"]) for cell in stages}, key=_place)
    order = [] if order == [NOT_STATED] else order
    by_cell: dict[tuple[int | None, str], Figure] = {
        (cell.keys["year"], _name(cell.keys["status"])): cell.preferred for cell in stages
    }
    rows: list[tuple[Cell, ...]] = []
    for year, cell in sorted(years.items(), key=lambda each: (each[0] is None, each[0] or 0)):
        parts = tuple(by_cell.get((year, name), Words("–")) for name in order)
        rows.append((None if year is None else Year(year), *parts, cell.preferred, cell.n))
    heads = [("Year", False), *((status(name), True) for name in order), ("All", True), ("Records", True)]
    return table(
        f"years-{basis.source}-{basis.kind}",
        (*prices(desk, kind(basis)), "; source: ", Quoted(basis.title)),
        heads,
        rows,
        [
            ("Years without a row have no record at all.",)
            if order
            else ("The source does not say where an activity stands. Years without a row have no record at all.",),
            *([("A dash: no record of that stage in that year.",)] if order else []),
        ],
    )


_ORDER = ("pipeline", "commitment", "implementation", "finalisation", "completion", "closed")


def _place(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)
