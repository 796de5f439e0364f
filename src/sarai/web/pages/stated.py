"""What a partner states of its own portfolio beside what can be shown: two figures of a sentence, and their bridge."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.charts import amounts
from sarai.charts.amounts import Step
from sarai.web import names, rows, titles
from sarai.web.ask import Ask
from sarai.web.page import Chart
from sarai.web.pages import money as shared
from sarai.web.pages.money import Told
from sarai.web.sentences import Stated
from sarai.web.slices import Column, Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import count, money

Row = Mapping[str, Any]
Parts = tuple[Stated | None, Chart | None, tuple[Slice, ...]]

COLUMNS = (Column("Said by"), Column("Stated", True), Column("Evidence"), Column("Publisher"))


def stated_parts(ask: Ask, main: Told, page: str, partner: str, recipient: str) -> Parts:
    """What is stated of a pair: its figures, the bridge to the study's own total, and the slice of what was said.

    Nothing where nobody states it, or where the records that are surely among it are not those that are told here.
    """
    of_pair = (each for each in ask.stated if (each[0].partner, each[0].recipient) == (partner, recipient))
    claim, shown_of = next((each for each in of_pair if each[0].figure("money")), (None, None))
    figure = None if claim is None else claim.figure("money")
    if claim is None or shown_of is None or figure is None:
        return None, None, ()
    parts = {row["component"]: row for row in shown_of.rows}
    sure = {each.record for each in claim.sure}
    shown = [at for at, row in enumerate(main.rows) if row["activity"] in sure]
    found = rows.sum_of(main.rows[at] for at in shown)
    if found != parts["all"]["found"]:
        return None, None, ()
    own = _own(claim, figure, page, ask.currency)
    gap = figure.value - (found or 0)
    claimed_panel = own.open(
        "stated",
        title=f"{money(figure.value, ask.currency)} stated by {claim.claimer}",
        tells="A figure as it was stated; no record adds up to it.",
        total=figure.value,
        working=f"{money(found or 0, ask.currency)} of it can be shown record by record, "
        f"{money(gap, ask.currency)} cannot.",
    )
    title = f"{money(found or 0, ask.currency)} of {claim.claimer}’s portfolio"
    found_panel = shared.open_rows(main, "shown", shown, title=title)
    chart = amounts.bridge(
        "bridge",
        _steps(claim, figure, parts, main, shown),
        title=titles.of_bridge(claim.claimer, figure.value, found, ask.currency),
        unit=f"{ask.currency} million, current prices",
        source=f"{figure.source}; {main.base.title}",
        unit_of_rows=f"{ask.currency} million",
    )
    stated = Stated(claim.claimer, claim.first, claim.last, figure.value, found, claimed_panel, found_panel)
    return stated, Chart(chart, 8), (own,)


def _own(claim: Any, figure: Any, page: str, currency: str) -> Slice:
    said = (
        Told_cell(f"{claim.claimer}, {claim.first}–{claim.last}", figure.source),
        Told_cell(f"{figure.unit} {figure.value:,.0f}", figure.precision),
        Told_cell(names.tier(figure.tier)),
        Told_cell(names.host(figure.url), "", names.safe(figure.url)),
    )
    return Slice(f"{page}-stated", COLUMNS, [said], [figure.value], currency)


def _steps(claim: Any, figure: Any, parts: Mapping[str, Row], main: Told, shown: Sequence[int]) -> list[Step]:
    """From what is stated, less what no record shows, to what is shown; and on to the study's own total."""
    projects = claim.figure("projects")
    counted = "" if projects is None else f"{projects.value:,.0f} projects"
    steps = [_step(f"{claim.claimer} states, {claim.first}–{claim.last}", counted, figure.value, "claimed")]
    whole = parts["all"]
    found = whole["found"] or Decimal()
    rest = figure.value - found
    for component, row in parts.items():
        missing = (row["claimed"] or Decimal()) - (row["found"] or Decimal())
        if component != "all" and missing > 0:
            told = f"{_m(row['claimed'])} stated, {_m(row['found'] or Decimal())} in {row['with_amount']} records"
            name = f"{names.opening(component.replace('-', ' '))}: not found"
            steps.append(_step(name, told, missing, "less"))
            rest -= missing
    if abs(rest) >= 50_000:
        note = "the parts do not add up to the whole"
        steps.append(_step("Stated, in no part", note, abs(rest), "less" if rest > 0 else "more"))
    note = f"{whole['with_amount']} records with an amount, of {whole['records']}"
    steps.append(_step(f"{claim.claimer}’s, shown record by record", note, found, "shown"))
    others = [row for at, row in enumerate(main.rows) if at not in set(shown)]
    within = [row for row in others if row["year"] is not None and claim.first <= row["year"] <= claim.last]
    for part, name in (
        (within, "Others’, or not surely its own"),
        ([row for row in others if row not in within], f"Outside {claim.first}–{claim.last}, or undated"),
    ):
        value = rows.sum_of(part)
        if value:
            steps.append(_step(name, count(rows.distinct(part), "records"), value, "more"))
    steps.append(_step("In this study", count(main.sum.records, "records"), main.sum.value or Decimal(), "shown"))
    return steps


def _step(name: str, note: str, value: Decimal, kind: str) -> Step:
    sign = {"less": "−", "more": "+"}.get(kind, "")
    return Step(name, note, float(value) / 1e6, kind, f"{sign}{_m(value)}")


def _m(value: Decimal) -> str:
    return f"{value / 1_000_000:,.1f}"
