"""A project: every source's telling side by side, how far they agree, what became of it, where it is, what it serves."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.charts import maps, outcomes
from sarai.web import names, rows
from sarai.web.ask import COUNTED, Ask, Base, neighbours
from sarai.web.page import Block, Chart, Key, Known, Line, Nav, Page, Prose, Section, line
from sarai.web.pages import pair as pairs
from sarai.web.pages import search
from sarai.web.pages import tellings as tellings_of
from sarai.web.pages.groups import path
from sarai.web.pages.money import RULES, mark_of
from sarai.web.sentences import phrase, q
from sarai.web.spots import placed
from sarai.web.words import (
    Beside,
    Figure,
    Link,
    Part,
    When,
    Words,
    count,
    listed,
    money,
    percent,
    quoted,
    short,
)

Row = Mapping[str, Any]


def known(tellings: Sequence[Row]) -> Known:
    """What a search knows of the page of a project: every name and number that a telling gives it, and its places."""
    told_names = (
        {str(row["activity"]).partition(":")[2] for row in tellings}
        | {str(row["title"] or "") for row in tellings}
        | {str(row.get("place") or "") for row in tellings}
        | {name for row in tellings for name in search.names_of_places(row["place"], row["recipient"])}
    )
    main = _main(tellings)
    of = (names.partner(main["partner"]), names.place(main["recipient"]), names.sector(main["sector_group"]))
    return Known(Nav.PROJECTS, rows.title_of(main), (*of, *sorted(told_names)))


def _main(tellings: Sequence[Row]) -> Row:
    """The telling that speaks: the largest of those that count."""
    return min((row for row in tellings if row["counts"] in COUNTED), key=lambda row: -(row["value"] or 0))


def page(ask: Ask, base: Base, tellings: Sequence[Row]) -> Page:
    """The page of a project."""
    counted = sorted((row for row in tellings if row["counts"] in COUNTED), key=lambda row: -(row["value"] or 0))
    main = counted[0]
    told_whole, tellings = tellings, tellings_of.one_each(tellings)
    title = rows.title_of(main)
    slug = rows.project_slug(main["same_group"])
    money_slice, _ = rows.of_money(ask, f"project-{slug}", counted)
    value = rows.sum_of(counted)
    panel = money_slice.open(
        base.measure,
        title=f"{'Amount not published' if value is None else money(value, ask.currency)}: {title}",
        tells=f"{count(len(counted), 'rows')} told by {base.title}.",
        total=value,
        rule=RULES[base.measure],
    )
    slices = [money_slice]
    told_panel = ""
    if len(tellings) > 1:
        # A single telling stands whole in the table of the page.
        slices.append(tellings_of.slice_of(ask, slug, tellings))
        told_panel = slices[1].open(
            "tellings",
            title=f"{count(len(tellings), 'tellings')} of {title}",
            total=len(tellings),
            tells="Every record of this study that tells of it; one speaks, the others are set aside as told again.",
        )
    promises = [
        ask.cards[each] for each in sorted({p for row in tellings for p in ask.served.get(row["activity"], ())})
    ]
    valued = [row for row in tellings if row["value"] is not None]
    first: list[Chart] = []
    spots = placed(counted, currency=ask.currency)
    state = main["recipient"]
    if spots.spots and state:
        first.append(
            Chart(
                maps.places(
                    "map",
                    [maps.Country(state, names.place(state))],
                    spots.spots,
                    title=f"{spots.spots[0].name}, {names.place(state)}",
                    unit="The place that the source names",
                    source=base.title,
                    neighbours=neighbours(),
                    mark=mark_of(ask.colours.get(main["partner"], "p3")),
                    tall=260,
                )
            )
        )
    if len(valued) > 1:
        first.append(Chart(tellings_of.chart(ask, valued, main, base)))
    life = _life(ask, tellings, main)
    if life is not None:
        first.append(Chart(life))
    sections = [Section("tellings", Words("Every telling, side by side"), (tellings_of.table(ask, tellings, main),))]
    if promises:
        sections.append(Section("promise", Words("The promise it serves"), tuple(_promise(card) for card in promises)))
    return Page(
        path(main["same_group"]),
        Nav.PROJECTS,
        title,
        phrase(Link("Projects", "projects.html"), *_crumb(ask, main)),
        _say(ask, main, base, value, panel, told_panel, valued, tellings),
        f"{title}: every telling, amount and date.",
        sure=_sure(ask, tellings, valued),
        doubts=_doubts(main),
        keys=_keys(ask, main, value, panel, told_panel, tellings),
        first=tuple(first[:3]),
        sections=tuple(sections),
        slices=tuple(slices),
        found=known(told_whole).found,
    )


def _crumb(ask: Ask, row: Row) -> tuple[Part, ...]:
    if (row["partner"], row["recipient"]) not in set(ask.pairs):
        return ()
    name = f"{names.partner(row['partner'])} and {names.place(row['recipient'])}"
    return phrase(" · ", Link(name, pairs.path(row["partner"], row["recipient"])))


def _say(
    ask: Ask,
    main: Row,
    base: Base,
    value: Decimal | None,
    panel: str,
    told_panel: str,
    valued: Sequence[Row],
    tellings: Sequence[Row],
) -> tuple[Part, ...]:
    who, whom = q(names.opening(names.spoken(main["partner"]))), q(names.spoken(main["recipient"]))
    when = rows.when_of(main)
    dated = phrase(" on " if when.count("-") == 2 else " in ", When(names.day(when))) if when else ()
    if value is None:
        amount = Figure("an amount that is not published", panel)
        said = phrase(who, f" {base.did} ", amount, " to ", whom, *dated, ".")
    else:
        said = phrase(
            who, f" {base.did} ", Figure(money(value, ask.currency), panel, float(value)), " to ", whom, *dated, "."
        )
    said += phrase(" ", *_status(ask, main, tellings))
    if len(valued) > 1:
        low, high = min(row["value"] for row in valued), max(row["value"] for row in valued)
        spread = (high - low) / high if high else Decimal()
        n = Figure(f"{len(tellings)} tellings", told_panel, len(tellings))
        if spread < Decimal("0.005"):
            said += phrase(" Its ", n, " give the same amount.")
        elif spread <= Decimal("0.1"):
            within = Beside(percent(max(high - low, high / 100), high))
            said += phrase(" The amounts of its ", n, " agree to within ", within, ".")
        else:
            amounts_ = f"{money(low, ask.currency)} to {money(high, ask.currency)}"
            said += phrase(" The amounts of its ", n, " run from ", q(amounts_), ".")
    return said


def _status(ask: Ask, row: Row, tellings: Sequence[Row]) -> tuple[Part, ...]:
    """What is known of how far it has come, by rule; an end that another telling alone dates is told as its own."""
    ended, planned = row["end_actual"], row["end_planned"]
    status = str(row["status"])
    if status in ("completion", "closed"):
        if ended:
            return phrase("It is told as completed in ", When(names.day(str(ended)[:7])), ".")
        dated = next((each for each in tellings if each["end_actual"]), None)
        if dated is not None:
            day, who = names.day(str(dated["end_actual"])[:7]), rows.publisher(ask, dated).text
            return phrase("It is told as completed, by ", q(who), " in ", When(day), ".")
        return phrase("It is told as completed, without a date.")
    if status in ("cancelled", "suspended"):
        return phrase(f"It is told as {status}.")
    late = planned is not None and planned < ask.on
    since = phrase(", and fell due in ", When(names.day(str(planned)[:7]))) if late else ()
    if status in ("implementation", "finalisation"):
        return phrase("It is told as under way", *since, ".")
    if late:
        return phrase(
            "It fell due in ", When(names.day(str(planned)[:7])), ", and no source seen here says that work began."
        )
    return phrase("No source seen here says that work began.")


def _sure(ask: Ask, tellings: Sequence[Row], valued: Sequence[Row]) -> tuple[Part, ...]:
    publishers = {rows.publisher(ask, row).text for row in tellings}
    tiers = list(dict.fromkeys(names.tier(str(row["tier"])) for row in tellings))
    words = f"{count(len(tellings), 'tellings')} by {count(len(publishers), 'publishers')}; by {listed(tiers)}"
    return phrase(q(f"{words}; {len(valued)} with an amount"), ".")


def _doubts(main: Row) -> tuple[Line, ...]:
    lines = []
    if main["rule"] != "counted":
        lines.append(line("The rule that decided: ", q(str(main["rule"]).replace("_", " ")), "."))
    if main["price_basis"] == "constant" and main["base_year"] and main["amount"] is not None:
        lines.append(line("The amount is worked back from prices of ", When(str(main["base_year"])), "."))
    if main["no_value"]:
        lines.append(line("It has no value because: ", q(main["no_value"]), "."))
    return tuple(lines)


def _keys(
    ask: Ask, main: Row, value: Decimal | None, panel: str, told_panel: str, tellings: Sequence[Row]
) -> tuple[Key, ...]:
    sector = names.sector(main["sector_group"])
    words = phrase("for ", q(sector)) if main["sector_group"] else phrase("sector not stated")
    amount = Figure("not published" if value is None else short(value, ask.currency), panel)
    told = count(len(tellings), "tellings")
    keys = [
        Key(amount, words),
        Key(Figure(told, told_panel) if told_panel else q(told), phrase("of it in this study")),
    ]
    status, _ = names.STATUSES.get(str(main["status"]), ("not stated", ""))
    days = [row["end_actual"] or row["end_planned"] for row in tellings if row["end_actual"] or row["end_planned"]]
    when = (
        phrase("last known; ended or planned to end in ", When(names.day(str(max(days))[:7])))
        if days
        else phrase("last known; no end is stated")
    )
    keys.append(Key(q(names.opening(status)), when))
    return tuple(keys)


def _life(ask: Ask, tellings: Sequence[Row], main: Row) -> Any:
    marks: list[outcomes.Mark] = []
    start = main["date"] or (dt.date(main["year"], 1, 1) if main["year"] else None)
    if start is not None:
        marks.append(outcomes.Mark(start, "agreed", "start"))
    for name, words, kind in (
        ("start_actual", "begun", "carries"),
        ("end_planned", "planned to end", "due"),
        ("end_actual", "ended", "kept"),
    ):
        days = {row[name] for row in tellings if row[name] is not None}
        if days:
            marks.append(outcomes.Mark(max(days), words, kind))
    if len(marks) < 2:
        return None
    last = max((mark for mark in marks if mark.kind != "due"), key=lambda mark: mark.day)
    status = names.STATUSES.get(str(main["status"]), ("status not stated", ""))[0]
    title = f"{names.opening(status)}; {last.words} {names.day(str(last.day)[:7])}"
    return outcomes.lives(
        "life",
        [outcomes.Life("", tuple(marks), status)],
        until=ask.on,
        title=title,
        unit="From agreement to what was last dated; dotted = nothing dated since",
        words={"start": "agreed", "carries": "begun", "kept": "ended", "due": "planned to end"},
        source=rows.publisher(ask, main).text,
    )


def _promise(card: Row) -> Block:
    who = listed([names.place(code) for code in card["maker"].split("; ")])
    return Prose(
        (
            Line(
                phrase(
                    Link(quoted(card["promised"]), f"promise/{card['id'].lower()}.html"),
                    q(f" ({who}, {card['date'][:4]})"),
                )
            ),
            Line(
                phrase(
                    "What came of it: ",
                    q(card["outcome"]),
                    ". A link between a promise and a record is worked out from "
                    "places, sums and words; a person may decide otherwise.",
                )
            ),
        )
    )
