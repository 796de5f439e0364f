"""What pages about money share: totals that open, doubts with numbers, pictures of years, sectors, peers and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sarai.charts import amounts, maps
from sarai.web import names, rows, titles
from sarai.web.ask import Ask, Base, neighbours
from sarai.web.page import Chart, Column, Phone, Table
from sarai.web.sentences import Sum, phrase, q
from sarai.web.slices import Slice
from sarai.web.spots import placed
from sarai.web.words import (
    Beside,
    Cell,
    Figure,
    Link,
    Pill,
    Words,
    Year,
    count,
    millions,
    money,
    number_word,
    percent,
    quoted,
)

Row = Mapping[str, Any]
MOST_ROWS = 300
"""Rows of a table that a page holds itself; a figure opens all of them."""


@dataclass
class Told:
    """One kind of money of a page: its base, total, rows, and the slice that its figures open from."""

    base: Base
    sum: Sum
    slice: Slice
    rows: list[Row]
    panel: str
    where: dict[str, str]


def tell(ask: Ask, base: Base, page: str, title: str, **where: str) -> Told | None:
    """A kind of money for a page, its total opened under the name of its slice; none where nothing is told."""
    cell = ask.whole(base, **where)
    if cell is None:
        return None
    held, counted = rows.of_money(ask, f"{page}-{base.id}", ask.records(base, **where))
    dated = [row["year"] for row in counted if row["year"] is not None]
    unvalued = {row["activity"] for row in counted if row["value"] is None}
    total = Sum(
        base.did,
        cell["low"],
        cell["preferred"],
        cell["high"],
        cell["n"],
        len(unvalued),
        min(dated, default=None),
        max(dated, default=None),
        ask.currency,
    )
    low = (
        ""
        if total.low == total.value or total.low is None
        else (f" Counting only what no rule doubts: {money(total.low, ask.currency)}.")
    )
    ends = ask.complete_of(base)
    panel = held.open(
        held.name,
        title=f"{total.ranged} {base.did}: {title}",
        tells=f"{count(total.records, 'records')} told by {base.title}"
        + (f", complete to {ends}" if ends else "")
        + (f", {unvalued_words(len(unvalued))}" if unvalued else "")
        + f".{low}",
        total=total.value,
        rule=RULES[base.measure],
    )
    found = Told(base, total, held, counted, panel, dict(where))
    if {"partner", "recipient"} <= set(where) and any(row["sector_group"] for row in counted):
        for code, value, places in by_sector(found):
            words = names.opening(names.sector(code))
            open_rows(found, sector_panel(found, code), places, title=f"{words}: {title}", working=_of(value, total))
    return found


def sector_panel(held: "Told", code: str | None) -> str:
    """The panel of a sector of what a partner gave a recipient; every page that shows the pair opens it."""
    return f"{held.slice.name}-{names.slug(code or 'none')}"


def _of(value: Decimal | None, total: Sum) -> str:
    return f"{percent(value, total.value)} of {total.ranged}." if value and total.value else ""


RULES = {
    "committed": "Commitments that were signed or stated as firm; pledges, umbrellas, cancelled records and second "
    "tellings stay out. Of several editions of one publisher the newest that tells of a record speaks for it.",
    "spent": "What was paid out, as it was reported; plans and repayments stay out.",
}
"""What was counted, in words."""


def unvalued_words(n: int) -> str:
    """How many records have no amount or date."""
    return f"{n:,} without a published amount or date: counted as records, never as zero"


def tells_of(ask: Ask, page: str, title: str, **where: str) -> list[Told]:
    """Every kind of money of a partner, a recipient or both, committed first, the most records first."""
    found = [held for base in ask.bases if (held := tell(ask, base, page, title, **where)) is not None]
    return sorted(found, key=lambda each: (each.base.measure, -(each.sum.value or 0)))


def open_rows(held: Told, name: str, chosen: Sequence[int], *, title: str, working: str = "") -> str:
    """Open a part of a kind of money; the id of its panel."""
    part = [held.rows[at] for at in chosen]
    return held.slice.open(
        name,
        title=title,
        tells=f"{count(rows.distinct(part), 'records')} told by {held.base.title}.",
        rows=chosen,
        total=rows.sum_of(part),
        rule=RULES[held.base.measure],
        working=working,
    )


def by_sector(held: Told) -> list[tuple[str | None, Decimal | None, list[int]]]:
    """The sectors of a kind of money with their rows, largest first, not stated last."""
    found: dict[str | None, list[int]] = {}
    for at, row in enumerate(held.rows):
        found.setdefault(row["sector_group"], []).append(at)
    told_sectors = [(code, rows.sum_of(held.rows[at] for at in places), places) for code, places in found.items()]
    return sorted(told_sectors, key=lambda each: (each[0] is None, -(each[1] or 0), str(each[0])))


def sector_chart(held: Told, name: str, cls: str) -> Chart | None:
    """Bars of what the money was for, with shares; none where no sector is told."""
    sectors = by_sector(held)
    if all(code is None for code, _, _ in sectors) or not held.sum.value:
        return None
    whole = held.sum.value
    shown, rest = sectors[:10], sectors[10:]
    bars = [_bar(names.opening(names.sector(code)), value, held, cls, whole, len(at)) for code, value, at in shown]
    if rest:
        values = [value for _, value, _ in rest if value is not None]
        more = _bar(
            count(len(rest), "smaller sectors"),
            sum(values, Decimal()) if values else None,
            held,
            "beside",
            whole,
            sum(len(at) for *_, at in rest),
        )
        bars.append(more)
    named = [(names.sector(code), value) for code, value, _ in sectors if code is not None and value]
    return Chart(
        amounts.bars(
            name,
            [amounts.Group("", tuple(bars))],
            title=titles.of_sectors(named, whole),
            unit=f"{held.sum.currency} million {held.base.did}{_span_words(held)}, share of the total",
            source=source_line(held),
            unit_of_rows=f"{held.sum.currency} {held.base.did}",
        )
    )


def _bar(name: str, value: Decimal | None, held: Told, cls: str, whole: Decimal, records: int) -> amounts.Bar:
    if value is None:
        words = f"{count(records, 'records')}, amount not published"
        return amounts.Bar(name, None, words, nothing=amounts.Nothing.NO_AMOUNT)
    return amounts.Bar(name, float(value), millions(value), cls, share=percent(value, whole))


def _span_words(held: Told) -> str:
    if held.sum.first is None:
        return ""
    return f" {held.sum.first}–{held.sum.last}" if held.sum.first != held.sum.last else f" {held.sum.first}"


def source_line(*held: Told) -> str:
    """Who says what a picture shows, and the release."""
    return "; ".join(dict.fromkeys(each.base.title for each in held))


def years_chart(ask: Ask, found: Sequence[Told], name: str, cls: str) -> Chart | None:
    """Columns of years, a panel for each kind of money, with what is not told said under the line."""
    panels, spans = [], []
    for held in found:
        if held.sum.first is not None:
            spans.append((held.sum.first, held.sum.last or held.sum.first))
    if not spans:
        return None
    stated = ask.years
    first = min(stated[0] if stated else 9999, *(span[0] for span in spans))
    last = max(stated[1] if stated else 0, *(span[1] for span in spans))
    for at, held in enumerate(found[:3]):
        inside = ask.span_of(held.base)
        cells: dict[int, list[Row]] = {}
        for row in held.rows:
            if row["year"] is not None:
                cells.setdefault(row["year"], []).append(row)
        told_years = []
        for year in range(first, last + 1):
            value = rows.sum_of(cells.get(year, ()))
            nothing = None
            if value is None:
                out = inside is not None and not inside[0] <= year <= inside[1]
                nothing = (
                    amounts.Nothing.NO_AMOUNT
                    if year in cells
                    else amounts.Nothing.OUTSIDE
                    if out
                    else amounts.Nothing.NOT_DUE
                    if year > ask.on.year
                    else amounts.Nothing.NO_RECORD
                )
            told_years.append(amounts.Year(year, None if value is None else float(value) / 1e6, nothing))
        words = f"{names.opening(held.base.did)}, told by {held.base.title}"
        panels.append(amounts.Panel(words, tuple(told_years), cls if at == 0 else "p2" if cls != "p2" else "p3"))
    main = found[0]
    totals: dict[int, Decimal] = {}
    for row in main.rows:
        if row["year"] is not None and row["value"] is not None:
            totals[row["year"]] = totals.get(row["year"], Decimal()) + row["value"]
    kinds = "" if len(panels) == 1 else f"; {number_word(len(panels))} kinds of money on one scale, never added"
    return Chart(
        amounts.years(
            name,
            panels,
            title=titles.of_years(main.base.did, sorted(totals.items()), ask.currency),
            unit=f"{ask.currency} million by year{kinds}",
            source=source_line(*found[:3]),
            unit_of_rows=f"{ask.currency} million",
        )
    )


def place_chart(ask: Ask, held: Told, recipient: str, name: str, mark: str) -> Chart | None:
    """Where the records of a recipient are, as far as their sources name places; none where none names one."""
    found = placed(held.rows, currency=ask.currency)
    if not found.spots:
        return None
    best = found.spots[0] if found.spots and found.spots[0].value else None
    notes = []
    if found.named < len(held.rows):
        parts = []
        if found.wide:
            parts.append(
                f"{count(found.wide, 'records')} in wide areas or several places"
                + (f" ({money(found.wide_value, ask.currency)})" if found.wide_value else "")
            )
        if found.nowhere:
            parts.append(f"{count(found.nowhere, 'records')} countrywide or without a place")
        if parts:
            notes.append(f"Not drawn as points: {' and '.join(parts)}.")
        notes += found.told
    title = titles.of_map(
        found.named, len(held.rows), None if best is None else (best.name, Decimal(str(best.value))), held.sum.value
    )
    picture = maps.places(
        name,
        [maps.Country(recipient, names.place(recipient))],
        found.spots,
        title=title,
        unit=f"{names.opening(held.base.did)}{_span_words(held)}, by the place that each source names",
        source=source_line(held),
        neighbours=neighbours(),
        notes=notes,
        mark=mark,
    )
    return Chart(picture)


_MARKS = {"p1": "t1", "p2": "t2", "p3": "point"}


def mark_of(cls: str) -> str:
    """The class of a partner's points."""
    return _MARKS.get(cls, "point")


def peers_chart(ask: Ask, held: Told, code: str, recipient: str, name: str) -> Chart | None:
    """Every funder of a recipient in one ledger, one of them strong."""
    cells = [row for row in ask.cells(held.base, ["partner"], recipient=recipient) if row["partner"] and row["n"]]
    cells.sort(key=lambda row: -(row["preferred"] or 0))
    valued = [(row["partner"], row["preferred"]) for row in cells if row["preferred"]]
    if len(valued) < 2:
        return None
    shown = cells[:10]
    if code not in {row["partner"] for row in shown}:
        shown += [row for row in cells if row["partner"] == code]
    bars = tuple(
        amounts.Bar(
            names.partner(row["partner"]),
            None if row["preferred"] is None else float(row["preferred"]),
            "amount not published" if row["preferred"] is None else millions(row["preferred"]),
            ask.colours.get(code, "p3") if row["partner"] == code else "beside",
            strong=row["partner"] == code,
            nothing=amounts.Nothing.NO_AMOUNT if row["preferred"] is None else None,
        )
        for row in shown
    )
    first = min((row["year"] for row in held.rows if row["year"]), default=None)
    span = ask.span_of(held.base)
    when = f", {span[0]}–{span[1]}" if span else f", since {first}" if first else ""
    return Chart(
        amounts.bars(
            name,
            [amounts.Group("", bars)],
            title=titles.of_peers(code, valued, held.base.did, names.spoken(recipient)),
            unit=f"{ask.currency} million {held.base.did}{when}, told by one source; {len(cells)} funders",
            source=source_line(held),
            unit_of_rows=f"{ask.currency} {held.base.did}",
        )
    )


def projects_table(ask: Ask, held: Told, *, who: bool = False, whom: bool = False) -> Table:
    """Every project of a kind of money by name, largest first; each amount opens its rows."""
    groups: dict[str, list[int]] = {}
    for at, row in enumerate(held.rows):
        groups.setdefault(row["same_group"], []).append(at)
    whole = held.sum.value
    lines: list[tuple[Cell, ...]] = []
    order = sorted(groups.items(), key=lambda each: -(rows.sum_of(held.rows[at] for at in each[1]) or -1))
    for group, places in order[:MOST_ROWS]:
        row, value = held.rows[places[0]], rows.sum_of(held.rows[at] for at in places)
        title = rows.title_of(row)
        panel = open_rows(held, f"{rows.project_slug(group)}-{held.base.id}", places, title=title)
        words, look = names.STATUSES.get(str(row["status"]), ("not stated", "unseen"))
        lines.append(
            (
                Link(title, rows.project_address(row)) if rows.is_project(row) else quoted(title),
                Figure(
                    "not published" if value is None else millions(value), panel, float(-1 if value is None else value)
                ),
                Beside("" if value is None or not whole else percent(value, whole), None),
                *((quoted(names.partner(row["partner"])),) if who else ()),
                *((quoted(names.place(row["recipient"])),) if whom else ()),
                None if row["year"] is None else Year(row["year"]),
                quoted(names.opening(names.sector(row["sector_group"]))),
                Pill(words, look),
            )
        )
    total = (
        Words("Sum"),
        Figure("not published" if whole is None else millions(whole), held.panel),
        Beside("100 %" if whole else ""),
    )
    cut = len(order) > MOST_ROWS
    caption = (
        phrase("The largest ", q(f"{MOST_ROWS} of {count(len(order), 'projects')}"), "; the sum opens all of them")
        if cut
        else ()
    )
    heads = [("Project", False), (f"{ask.currency} m", True), ("Share", True)]
    heads += [("Partner", False)] if who else []
    heads += [("State", False)] if whom else []
    heads += [("Year", False), ("Sector", False), ("Last known", False)]
    return Table(
        tuple(Column(Words(head), number) for head, number in heads),
        tuple(lines),
        total,
        caption,
        Phone.LIST,
        tools=len(lines) > 5,
        what=Words("projects"),
    )
