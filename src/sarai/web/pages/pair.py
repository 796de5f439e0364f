"""A partner and a recipient: what was committed, for what, where, beside what is stated, and what was promised."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sarai.web import names, rows, sentences
from sarai.web.ask import Ask
from sarai.web.page import Block, Column, Key, Known, Nav, Page, Prose, Section, Table, line
from sarai.web.pages import coded, promised
from sarai.web.pages import money as shared
from sarai.web.pages.doubts import doubts_of
from sarai.web.pages.money import Told
from sarai.web.pages.stated import stated_parts
from sarai.web.sentences import Stated, phrase, q
from sarai.web.words import (
    Beside,
    Cell,
    Figure,
    Link,
    Words,
    count,
    millions,
    money,
    quoted,
    short,
)

READING = (
    "Start at the outline on top: what is stated. Hollow steps take away what no record shows. Solid is what can be "
    "opened row by row. Pale steps add what the statement never held."
)
HELD = ("implementation", "finalisation", "completion", "closed")
"""Statuses that say work was seen to begin or to end."""


def path(partner: str, recipient: str) -> str:
    """Where the page of a pair stands."""
    return f"pair/{names.slug(partner)}-{names.slug(recipient)}.html"


def known(partner: str, recipient: str) -> Known:
    """What a search knows of the page of a pair."""
    who, whom = names.opening(names.partner(partner)), names.place(recipient)
    between = f"{names.opening(names.spoken(partner))} to {names.spoken(recipient)}"
    return Known(Nav.PAIRS, f"{who} and {whom}", (f"{whom} {who}", between))


def page(ask: Ask, partner: str, recipient: str) -> Page:
    """The page of a pair."""
    name = f"{names.slug(partner)}-{names.slug(recipient)}"
    who, whom = names.opening(names.partner(partner)), names.place(recipient)
    between = f"{names.opening(names.spoken(partner))} to {names.spoken(recipient)}"
    found = shared.tells_of(ask, name, between, partner=partner, recipient=recipient)
    main = found[0]
    cls = ask.colours.get(partner, "p3")
    promises = promised.tell(
        ask, name, ask.promises_of(partner, recipient), f"of {names.spoken(partner)} to {names.spoken(recipient)}"
    )
    stated, bridge, own = stated_parts(ask, main, name, partner, recipient)
    sector = _largest_sector(main)
    gap = _gap(main)
    sure, doubts = doubts_of(ask, found)
    charts = [chart for chart in (shared.place_chart(ask, main, recipient, "map", shared.mark_of(cls)),) if chart]
    if not charts:
        doubts = (*doubts, line("No record here names a place that is a point, so that there is no map."))
    years = shared.years_chart(ask, found, "years", cls)
    if years is not None:
        charts.append(years)
    sections: list[Section] = []
    if bridge is not None and stated is not None:
        sections.append(
            Section(
                "bridge",
                phrase("From ", q(f"{stated.claimer}’s figure"), " to this study’s"),
                (
                    bridge,
                    Prose(
                        (line(READING),),
                        Words("Reading it"),
                        4,
                    ),
                ),
            )
        )
    sections += _what_for(ask, found, partner, recipient, cls)
    if any(rows.is_project(row) for row in main.rows):
        sections.append(Section("projects", Words("Every project, by name"), (shared.projects_table(ask, main),)))
    alignment = _alignment(ask, partner, recipient)
    if alignment is not None:
        sections.append(alignment)
    if promises is not None:
        sections.append(
            Section(
                "promises",
                Words("What was promised"),
                (
                    promised.squares_chart(ask, promises, "promises"),
                    promised.table(ask, promises, makers=False, alone=True),
                ),
            )
        )
    more = () if promises is None else (promises.slice,)
    return Page(
        path(partner, recipient),
        Nav.PAIRS,
        known(partner, recipient).name,
        phrase(
            Link("Partners and states", "pairs.html"),
            " · ",
            Link(who, f"partner/{names.slug(partner)}.html"),
            " · ",
            Link(whom, f"recipient/{names.slug(recipient)}.html"),
        ),
        sentences.pair(partner, recipient, main.sum, main.panel, sector=sector, gap=gap, stated=stated),
        f"What {names.spoken(partner)} {main.base.did} in {names.spoken(recipient)}, record by record.",
        sure=sure,
        doubts=doubts,
        keys=_keys(ask, found, partner, recipient, promises, stated),
        first=tuple(charts),
        sections=tuple(sections),
        slices=(*(each.slice for each in found), *more, *own),
        found=known(partner, recipient).found,
    )


def _alignment(ask: Ask, partner: str, recipient: str) -> Section | None:
    """What was asked and declared beside what was funded, sector by sector, each as a share of its own."""
    answer = ask.alignment(partner, recipient)
    if answer is None or not answer.rows:
        return None
    lines: list[tuple[Cell, ...]] = []
    order = ("funded_share", "declared_share", "asked_share")
    rows_ = sorted(answer.rows, key=lambda row: (*(-round(row[name] or 0, 6) for name in order), row["sector"]))
    for row in rows_:
        shares = [row[f"{name}_share"] for name in ("asked", "declared", "funded")]
        lines.append(
            (
                quoted(names.opening(names.sector(row["sector"]))),
                *(Beside("" if not share else f"{share * 100:.0f} %", round(share or 0.0, 4)) for share in shares),
                Beside("" if not row["funded"] else millions(row["funded"]), round(row["funded"] or 0.0)),
            )
        )
    heads = (("Sector", False), ("Asked for", True), ("Declared", True), ("Funded", True), (f"{ask.currency} m", True))
    table = Table(tuple(Column(Words(head), number) for head, number in heads), tuple(lines), what=Words("sectors"))
    notes = Prose(tuple(line(q(note)) for note in answer.notes[:4]), Words("How far they lie apart"))
    return Section("alignment", Words("What was said beside what was funded"), (table, notes))


def _largest_sector(main: Told) -> tuple[str, Decimal, str] | None:
    for code, value, _ in shared.by_sector(main):
        if code is None or not value:
            return None
        return names.sector(code), value, shared.sector_panel(main, code)
    return None


def _gap(main: Told) -> str | None:
    chosen = [at for at, row in enumerate(main.rows) if row["value"] is None]
    if not chosen:
        return None
    n = rows.distinct(main.rows[at] for at in chosen)
    return shared.open_rows(
        main, "without-amount", chosen, title=f"{count(n, 'records')} without a published amount or date"
    )


def _keys(
    ask: Ask, found: Sequence[Told], partner: str, recipient: str, promises: promised.Told | None, stated: Stated | None
) -> tuple[Key, ...]:
    main = found[0]
    keys: list[Key] = []
    if stated is not None and stated.found is not None and stated.value > stated.found:
        gap = stated.value - stated.found
        keys.append(
            Key(
                Figure(short(gap, ask.currency), stated.claimed_panel),
                phrase(
                    "of ",
                    q(f"{stated.claimer}’s {money(stated.value, '').strip()}"),
                    " cannot be shown record by record",
                ),
            )
        )
    elif main.sum.value is not None:
        keys.append(
            Key(
                Figure(main.sum.brief, main.panel),
                phrase(
                    q(main.base.did),
                    " by ",
                    q(names.spoken(partner)),
                    " in ",
                    q(count(main.sum.records, "records")),
                    q(main.sum.gap),
                ),
            )
        )
    seen = [at for at, row in enumerate(main.rows) if row["status"] in HELD]
    if any(row["status"] for row in main.rows):
        n = rows.distinct(main.rows[at] for at in seen)
        title = f"{count(n, 'records')} where work was seen to begin or to end"
        panel = shared.open_rows(main, "seen", seen, title=title)
        keys.append(
            Key(
                Figure(f"{n:,} of {main.sum.records:,}", panel),
                phrase(
                    "records where anyone has said that work began or ended",
                ),
            )
        )
    for other in found[1:]:
        if other.sum.value is not None:
            words = phrase(q(other.base.did), *_when(other), " by another count, ", q(other.base.title))
            keys.append(Key(Figure(other.sum.brief, other.panel), words))
    if promises is not None:
        keys.append(promises.key)
    if len(keys) < 3 and main.rows and main.rows[0]["value"] and main.sum.value and main.sum.records > 1:
        largest = main.rows[0]
        panel = shared.open_rows(main, "largest", [0], title=rows.title_of(largest))
        keys.append(
            Key(
                Figure(short(largest["value"], ask.currency), panel),
                phrase(
                    "the largest record: ",
                    q(rows.title_of(largest)),
                ),
            )
        )
    return tuple(keys[:3])


def _when(held: Told) -> tuple[Any, ...]:
    return sentences.years(held.sum.first, held.sum.last)


def _what_for(ask: Ask, found: Sequence[Told], partner: str, recipient: str, cls: str) -> list[Section]:
    blocks: list[Block] = []
    sectors = shared.sector_chart(found[0], "sectors", cls)
    if sectors is not None:
        blocks.append(sectors)
    peers = [
        chart
        for at, held in enumerate(found)
        if (chart := shared.peers_chart(ask, held, partner, recipient, f"funders-{at}")) is not None
    ]
    blocks += peers
    lines = []
    told_bases = {held.base for held in found}
    for base in ask.bases:
        whole = [row for row in ask.cells(base, ["partner"], recipient=recipient) if row["n"] and row["partner"]]
        if base not in told_bases and len(whole) == 1 and whole[0]["preferred"]:
            other = whole[0]["partner"]
            lines.append(
                line(
                    q(names.opening(names.spoken(other))),
                    " ",
                    q(base.did),
                    " ",
                    q(money(whole[0]["preferred"], ask.currency)),
                    " by another source, ",
                    q(base.title),
                    ": ",
                    Link(f"{names.partner(other)} and {names.place(recipient)}", path(other, recipient)),
                    ".",
                )
            )
    if alike := coded.unlike(ask, found[0].rows):
        blocks.append(Prose(alike, Words("Like works, coded to several sectors")))
    if lines:
        blocks.append(Prose(tuple(lines), Words("Told by other sources, and so without a bar here")))
    return [Section("what-for", Words("What for, and who else"), tuple(blocks))] if blocks else []
