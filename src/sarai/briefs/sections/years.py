"""Money by year and stage: each kind of money of a source by itself."""

from sarai.briefs.content import Block, Picture, Section, Table, table, words
from sarai.briefs.sections._shared import STATUSES, kind, prices, status
from sarai.briefs.words import Cell, Quoted, Words, Year
from sarai.charts import money_by_year
from sarai.charts.svg import fitted
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
        blocks += [_picture(desk, basis, stages), _table(desk, basis, years, stages)]
    return Section("years", words("Money by year and stage"), tuple(blocks)) if blocks else None


def _name(stated: str | None) -> str:
    return stated or NOT_STATED


def _picture(desk: Desk, basis: Basis, stages: list[Total]) -> Picture:
    dated = [cell for cell in stages if cell.keys["year"] is not None]
    # Statuses and kinds of money are never drawn together: a blank beside a status is a status not stated.
    blank = NOT_STATED if any(cell.keys["status"] for cell in dated) else STAGES.get(basis.kind, NOT_STATED)
    rows = [
        {
            "year": cell.keys["year"],
            "stage": cell.keys["status"] or blank,
            "value": None if cell.preferred.value is None else float(cell.preferred.value) / 1e6,
            "unknown": cell.preferred.value is None,
        }
        for cell in dated
    ]
    about = f"{kind(basis)} by year and by where the activity stands"
    drawn = fitted(
        money_by_year,
        rows,
        prefix=f"y-{basis.source}-{basis.kind}",
        title=about,
        desc=f"Source: {basis.title}. The table below has the same figures.",
        unit=f"{desk.study.release.currency} million",
        names=STATUSES,
    )
    return Picture(f"years-{basis.source}-{basis.kind}", drawn, Words(f"{about}. The table has the same figures."))


STAGES = {"commitment": "committed", "disbursement": "disbursed", "expenditure": "spent",
          "planned-disbursement": "planned"}  # fmt: skip


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
