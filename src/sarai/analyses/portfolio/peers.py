"""Partners side by side in the same recipients, and what the sources could say of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sarai.analyses.portfolio.desk import Basis, Desk, told_of, where_of
from sarai.analyses.portfolio.passports import Cell, Figure, Style
from sarai.session import query_arrow

POPULATION = "SP.POP.TOTL"
GNI = "NY.GNP.ATLS.CD"
"""Gross national income by the Atlas method, current US dollars."""

_Measures = Mapping[tuple[str, str, int], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A partner in the recipients of a brief: the average of its years per head and as a share of income."""

    partner: str | None
    recipient: str | None
    total: Figure
    per_head: Figure
    of_income: Figure


def measures(desk: Desk) -> _Measures:
    """Numbers about countries by indicator, place and year; the last one read where two files tell one."""
    found = {}
    for row in desk.session.table("measure").to_pylist():
        if row["partner"] is None and row["value"] is not None:
            found[row["indicator"], row["place"], row["year"]] = row
    return found


def peers(desk: Desk, basis: Basis) -> list[Peer]:
    """Each partner of a kind of money in each recipient: total, a year's average per head and share of income.

    The average is the sum over the years in which the basis has rows for the recipients, from its first to
    its last, divided by the sum of the same years' population or income (people-years), so that a year
    without a record counts as a year.
    """
    scope: dict[str, Any] = {name: value for name, value in desk.scope.items() if name == "recipient"}
    says = f"{basis.kind} told by {basis.title}{told_of(scope)}"
    known = measures(desk)
    cells = desk.passports.money(says=says, by=["partner", "recipient"], source=basis.source, kind=basis.kind, **scope)
    found = [
        Peer(
            cell.keys["partner"],
            cell.keys["recipient"],
            cell.preferred,
            _per(desk, known, cell, basis, POPULATION, "per head and year", Style.RATIO, scale=1),
            _per(desk, known, cell, basis, GNI, "of gross national income, per cent", Style.PERCENT, scale=100),
        )
        for cell in cells
    ]
    return sorted(found, key=lambda each: (each.recipient or "~", -(each.total.value or 0), each.partner or "~"))


def _per(
    desk: Desk, known: _Measures, cell: Cell, basis: Basis, indicator: str, words: str, style: Style, *, scale: int
) -> Figure:
    total = cell.preferred
    whole = _over(desk, known, indicator, cell.keys["recipient"], basis.years)
    value = None
    if total.value is not None and whole.value:
        value = float(Decimal(total.value)) / float(whole.value) * scale
    return desk.passports.issue(
        says=f"{desk.passports[total.passport].says}, {words}, average of a year",
        value=value,
        unit=f"{desk.session.release.currency} {words}" if scale == 1 else "per cent",
        how=f"the total / the sum of {indicator} over the same years{' x 100' if scale != 1 else ''}",
        parts=(total.passport, whole.passport),
        style=style,
    )


def _over(desk: Desk, known: _Measures, indicator: str, place: str | None, span: tuple[int, int] | None) -> Figure:
    """A measure of a place summed over years; no value where a year of it is not loaded."""
    years = range(span[0], span[1] + 1) if span else range(0)
    rows = [known.get((indicator, place or "", year)) for year in years]
    held = [row for row in rows if row is not None]
    missing = [str(year) for year, row in zip(years, rows, strict=True) if row is None]
    complete = bool(held) and not missing
    return desk.passports.issue(
        says=f"{indicator} of {place or 'no stated place'}, sum of {years[0]}-{years[-1]}" if years else indicator,
        value=sum(float(row["value"]) for row in held) if complete else None,
        unit="people-years" if indicator == POPULATION else f"{desk.session.release.currency}",
        how="sum of the years" if complete else f"not loaded: {', '.join(missing) or 'every year'}",
        rows=tuple(_measure_row(row, desk.session.file_names) for row in held),
        style=Style.COUNT,
    )


def coverage(desk: Desk, years: Iterable[int], *, partners: Sequence[str]) -> list[dict[str, Any]]:
    """Partner, source, year: whether a source speaks, is silent, or could not hold the year or partner."""
    where, parameters = where_of({name: value for name, value in desk.scope.items() if name == "recipient"})
    spoken = {
        (row["partner"], row["source"], row["year"])
        for row in query_arrow(
            desk.session.connection,
            f"SELECT DISTINCT partner, source, year FROM contribution WHERE {where}",
            parameters,
        ).to_pylist()
    }
    tells = {(partner, source) for partner, source, _ in spoken}
    spans = _spans(desk)
    told = []
    for partner in partners:
        for source, (first, last) in spans.items():
            for year in years:
                if (partner, source, year) in spoken:
                    state = "speaks"
                elif (partner, source) in tells and first <= year <= last:
                    state = "silent"
                else:
                    state = "out of scope"
                told.append({"partner": partner, "source": source, "year": year, "state": state})
    return told


def _spans(desk: Desk) -> dict[str, tuple[int, int]]:
    """First and last year that the datasets of each source with money could hold; else those they do hold."""
    held = query_arrow(
        desk.session.connection,
        "SELECT source, min(year) AS first, max(year) AS last FROM contribution GROUP BY source ORDER BY source",
        [],
    ).to_pylist()
    spans = {row["source"]: (row["first"], row["last"]) for row in held if row["first"] is not None}
    for dataset in desk.session.release.datasets.values():
        stated = dataset["scope"].get("years") if dataset["files"] else None
        source = str(dataset["source"])
        if stated and source in spans:
            spans[source] = (min(spans[source][0], stated[0]), max(spans[source][1], stated[1]))
    return spans


def _measure_row(row: Mapping[str, Any], files: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "value": row["value"],
        "key": row["indicator"],
        "recipient": row["place"],
        "year": row["year"],
        "dataset": row["dataset"],
        "file": row["file"],
        "file_name": files.get(row["file"]),
        "locator": row["locator"],
    }
