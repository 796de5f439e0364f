"""A recipient: its partners, ledger by ledger, where their projects are, and what was promised to it."""

from decimal import Decimal

from sarai.charts import amounts, maps
from sarai.charts.sheet import Key as Swatch
from sarai.model.vocabulary import SEVERAL
from sarai.web import names, sentences, titles
from sarai.web.ask import Ask, neighbours
from sarai.web.page import Chart, Column, Key, Line, Nav, Page, Prose, Section, Table, line
from sarai.web.pages import money as shared
from sarai.web.pages import pair as pairs
from sarai.web.pages import promised, sectors
from sarai.web.pages.doubts import doubts_of
from sarai.web.pages.money import Told
from sarai.web.sentences import phrase, q
from sarai.web.spots import placed
from sarai.web.words import Beside, Cell, Figure, Link, Words, count, millions, percent


def path(recipient: str) -> str:
    """Where the page of a recipient stands."""
    return f"recipient/{names.slug(recipient)}.html"


def page(ask: Ask, recipient: str) -> Page:
    """The page of a recipient."""
    name = f"recipient-{names.slug(recipient)}"
    whom = names.place(recipient)
    found: list[tuple[str, Told]] = []
    for base in ask.bases:
        cells = [row for row in ask.cells(base, ["partner"], recipient=recipient) if row["n"] and row["partner"]]
        for row in sorted(cells, key=lambda row: -(row["preferred"] or 0)):
            words = f"{names.opening(names.spoken(row['partner']))} to {names.spoken(recipient)}"
            pair_name = f"{names.slug(row['partner'])}-{names.slug(recipient)}"
            held = shared.tell(ask, base, pair_name, words, partner=row["partner"], recipient=recipient)
            if held is not None:
                # The page of the pair writes the rows.
                held.slice.elsewhere = True
                found.append((row["partner"], held))
    committed = [each for each in found if each[1].base.measure == "committed"]
    leading = committed or found
    # What several gave together without shares is nobody's place among the largest.
    leading = sorted(leading, key=lambda each: (each[0] == SEVERAL, -(each[1].sum.value or 0)))
    promises = promised.tell(ask, name, ask.promises_of(None, recipient), f"to {names.spoken(recipient)}")
    said = sentences.recipient(
        recipient,
        [(code, held.sum, held.panel) for code, held in leading],
        () if promises is None else promises.sentence,
        ledgers=len({held.base for _, held in [each for each in leading if each[1].sum.value][:3]}),
        others=len({code for code, _ in found} - {code for code, _ in leading}),
    )
    first = [_map(ask, recipient, list(leading))]
    partners = _partners_chart(ask, committed, whom)
    if partners is not None:
        first.append(partners)
    sections = [Section("partners", Words("Partners, ledger by ledger"), (_table(ask, found, recipient),))]
    by_sector = sectors.section(ask, recipient, found)
    if by_sector is not None:
        sections.append(by_sector)
    funders = _funders(ask, recipient)
    if funders:
        sections.append(Section("paid", Words("Who paid out"), tuple(funders)))
    if promises is not None:
        sections.append(
            Section(
                "promises",
                Words("What was promised"),
                (
                    promised.squares_chart(ask, promises, "promises"),
                    promised.table(ask, promises, alone=True),
                ),
            )
        )
    more = []
    if ask.depended_on:
        more.append(
            Link(
                f"What {names.spoken(recipient)} hangs on, channel by channel",
                f"dependence/{names.slug(recipient)}.html",
            )
        )
    if any(row["government"] == recipient for row in ask.positions):
        more.append(
            Link(
                f"What {names.spoken(recipient)} asked, offered and agreed", f"government/{names.slug(recipient)}.html"
            )
        )
    if more:
        sections.append(Section("more", Words("More about it"), (Prose(tuple(line(each) for each in more)),)))
    keys = [
        Key(
            Figure(held.sum.brief, held.panel),
            phrase(
                q(held.base.did),
                " by ",
                q(names.spoken(code)),
                " in ",
                q(count(held.sum.records, "records")),
                q(held.sum.gap),
            ),
        )
        for code, held in leading[:2]
        if held.sum.value is not None
    ]
    if promises is not None:
        keys.append(promises.key)
    sure, doubts = doubts_of(ask, [held for _, held in leading[:3]]) if leading else ((), ())
    absent = [
        Line(phrase(q(f"{base.title} has nothing of {whom} in its scope: that is not zero.")))
        for base in ask.bases
        if not ask.could_hold(base, recipient)
    ]
    return Page(
        path(recipient),
        Nav.PAIRS,
        whom,
        phrase(Link("Partners and states", "pairs.html")),
        said,
        f"Who committed and paid what in {names.spoken(recipient)}, and what was promised.",
        sure=sure,
        doubts=(*doubts, *absent),
        keys=tuple(keys),
        first=tuple(first),
        sections=tuple(sections),
        slices=(*(held.slice for _, held in found), *(() if promises is None else (promises.slice,))),
        found=(
            recipient,
            "map",
            "funds funders money",
            *sorted({names.sector(row["sector"]) for _, held in found for row in held.rows if row["sector"]}),
        ),
    )


def _map(ask: Ask, recipient: str, found: list[tuple[str, Told]]) -> Chart:
    """The places that all partners' records name, and how many name none."""
    rows = [row for _, held in found for row in held.rows]
    places = placed(rows, currency=ask.currency)
    named = [(code, placed(held.rows, currency=ask.currency).named) for code, held in found]
    who = ", ".join(f"{names.partner(code)} {n}" for code, n in named if n)
    notes = places.told
    if (unplaced := len(rows) - places.named - places.astray) > 0:
        notes.append(
            f"{count(unplaced, 'records')} {'names' if unplaced == 1 else 'name'} no single place and are not drawn."
        )
    best = places.spots[0] if places.spots and places.spots[0].value else None
    picture = maps.places(
        "map",
        [maps.Country(recipient, names.place(recipient))],
        places.spots,
        title=titles.of_map(
            places.named, len(rows), None if best is None else (best.name, Decimal(str(best.value))), Decimal(1)
        ),
        unit="Committed, by the place that each source names" + (f"; records: {who}" if who else ""),
        source="; ".join(dict.fromkeys(held.base.title for _, held in found)) or "no source",
        neighbours=neighbours(),
        notes=notes,
        keys=[Swatch("point", "a place that a source names", "dot")] if places.spots else [],
    )
    return Chart(picture)


def _partners_chart(ask: Ask, committed: list[tuple[str, Told]], whom: str) -> Chart | None:
    if not committed:
        return None
    order = sorted(committed, key=lambda each: -(each[1].sum.value or 0))[:12]
    bars = tuple(
        amounts.Bar(
            names.partner(code),
            None if held.sum.value is None else float(held.sum.value),
            f"{count(held.sum.records, 'records')}, amount not published"
            if held.sum.value is None
            else millions(held.sum.value),
            ask.colours.get(code, "beside"),
            None if held.sum.low is None else float(held.sum.low),
            amounts.Nothing.NO_AMOUNT if held.sum.value is None else None,
        )
        for code, held in order
    )
    values = {code: {whom: held.sum.value} for code, held in order if held.sum.value}
    ledgers = len({held.base for _, held in order if held.sum.value})
    title = titles.of_partners(list(values.items()), [whom], ledgers=ledgers, state=whom)
    return Chart(
        amounts.bars(
            "partners",
            [amounts.Group("", bars)],
            title=title,
            unit=f"{ask.currency} million committed; each by its own source, never added up",
            source=shared.source_line(*(held for _, held in order)),
            unit_of_rows=f"{ask.currency} committed",
        )
    )


def _table(ask: Ask, found: list[tuple[str, Told]], recipient: str) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for code, held in sorted(
        found, key=lambda each: (each[1].base.measure, each[1].base.family, -(each[1].sum.value or 0))
    ):
        ledger = ask.whole(held.base, recipient=recipient)
        whole = ledger["preferred"] if ledger is not None else None
        value = held.sum.value
        lines.append(
            (
                Link(names.opening(names.partner(code)), pairs.path(code, recipient)),
                q(held.base.did),
                q(held.base.title),
                Figure(
                    "not published" if value is None else millions(value),
                    held.panel,
                    float(value if value is not None else -1),
                ),
                Beside("" if value is None or not whole else percent(value, whole)),
                Beside(f"{held.sum.records:,}", held.sum.records),
            )
        )
    heads = (
        ("Partner", False),
        ("What", False),
        ("Told by", False),
        (f"{ask.currency} m", True),
        ("Share of its ledger", True),
        ("Records", True),
    )
    return Table(
        tuple(Column(Words(head), number) for head, number in heads),
        tuple(lines),
        tools=len(lines) > 5,
        what=Words("rows"),
        caption=phrase("Shares are within one source; sources are never added up."),
    )


def _funders(ask: Ask, recipient: str) -> list[Chart]:
    charts = []
    for at, base in enumerate(each for each in ask.bases if each.measure == "spent"):
        cells = [row for row in ask.cells(base, ["partner"], recipient=recipient) if row["n"] and row["preferred"]]
        if len(cells) < 2:
            continue
        cells.sort(key=lambda row: -row["preferred"])
        whole = sum(row["preferred"] for row in cells)
        bars = tuple(
            amounts.Bar(
                names.partner(row["partner"]),
                float(row["preferred"]),
                millions(row["preferred"]),
                ask.colours.get(row["partner"] or "", "beside"),
                share=percent(row["preferred"], whole),
            )
            for row in cells[:12]
        )
        span = ask.span_of(base)
        top = names.opening(names.spoken(cells[0]["partner"]))
        share = percent(cells[0]["preferred"], whole)
        title = f"{top} paid out most, {share} of what {count(len(cells), 'funders')} report"
        when = f", {span[0]}–{span[1]}" if span else ""
        charts.append(
            Chart(
                amounts.bars(
                    f"paid-{at}",
                    [amounts.Group("", bars)],
                    title=title,
                    unit=f"{ask.currency} million paid out{when}, share; the {len(bars)} largest",
                    source=base.title,
                    unit_of_rows=f"{ask.currency} paid out",
                ),
                7,
            )
        )
    return charts
