"""Every promise on record and what came of it, by who made it, to be filtered by maker, addressee and outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Chart, Column, Nav, Page, Phone, Prose, Section, Table, line
from sarai.web.pages import occasions, people, promised
from sarai.web.pages.lived import path
from sarai.web.pages.promise import LIST
from sarai.web.sentences import phrase
from sarai.web.slices import Slice
from sarai.web.words import Beside, Cell, Figure, Link, Part, When, Words, count, listed, millions, quoted

Row = Mapping[str, Any]


def page(ask: Ask) -> Page:
    """The list of promises, with what came of each."""
    held = promised.tell(ask, "promises", ask.promises)
    lines: list[tuple[Cell, ...]] = []
    order: Sequence[Row] = sorted(ask.promises, key=lambda row: (row["date"], row["id"]), reverse=True)
    for row in order:
        who = listed([names.place(code) for code in row["maker"].split("; ")])
        lines.append(
            (
                Link(quoted(row["promised"]), path(row["id"])),
                Beside(
                    "no sum" if row["current"] is None else f"{millions(row['current'])}", float(row["current"] or -1)
                ),
                quoted(who),
                quoted(
                    listed([names.place(code) for code in row["addressees"]])
                    if len(row["addressees"]) < 4
                    else f"{len(row['addressees'])} states and partners"
                ),
                When(names.day(row["date"])),
                When(names.day(row["due"]) if row["due"] else "no date"),
                When(names.day(str(row["last_seen"])) if row["last_seen"] else "nobody"),
                promised.pill(row["outcome"]),
                quoted(str(row["counts_as"])),
            )
        )
    heads = (
        ("Promise", False),
        (f"{ask.currency} m", True),
        ("By", False),
        ("To", False),
        ("Made", False),
        ("Due", False),
        ("Last look", False),
        ("Outcome", False),
        ("Counts as", False),
    )
    table = Table(
        tuple(
            Column(Words(head), number, head in ("By", "To", "Outcome", "Counts as"), head == "Made")
            for head, number in heads
        ),
        tuple(lines),
        phone=Phone.LIST,
        tools=True,
        what=Words("promises"),
        caption=() if held is None else held.apart,
    )
    sections = []
    slices: tuple[Slice, ...] = ()
    say: tuple[Part, ...] = phrase("No promise is on record.")
    first: tuple[Chart, ...] = ()
    if held is not None:
        say = held.sentence
        first = (promised.squares_chart(ask, held, "promises"),)
        slices = (held.slice,)
        sections.append(Section("makers", Words("By who made them"), (_by_maker(held),)))
    sections.append(Section("list", Words("Every promise on record"), (table,)))
    if held_at := occasions.of(ask):
        more = Link("Every summit, tour and meeting on record, and what was promised at it", occasions.PATH)
        latest = [part for each in held_at[:6] for part in (Link(quoted(each.name), each.path), ". ")]
        sections.append(
            Section("occasions", Words("By occasion"), (Prose((line(more), line("The newest: ", *latest))),))
        )
    if people.of(ask):
        more = Link("How many people were to be trained or to study, and what was seen of it", people.PATH)
        sections.append(Section("people", Words("People"), (Prose((line(more),)),)))
    return Page(
        LIST,
        Nav.PROMISES,
        "Promises",
        (Words("Promises"),),
        say,
        "Every promise, and what came of it.",
        sure=phrase("they were found by looking and are no sample; no share of them is a rate of success."),
        doubts=(
            line("A promise is judged by stated rules from dated looks; a look that cannot carry decides nothing."),
        ),
        first=first,
        sections=tuple(sections),
        slices=slices,
    )


def _by_maker(held: promised.Told) -> Table:
    makers: dict[str, list[int]] = {}
    for at, row in enumerate(held.counted):
        makers.setdefault(row["maker"], []).append(at)
    groups = (
        ("Kept", ("kept",)),
        ("Late", ("kept late",)),
        ("Partly", ("partly",)),
        ("Under way or not due", ("under way without a date", "not yet due")),
        ("Repeated, nothing seen", ("restated only",)),
        ("Not known", promised.UNKNOWN),
        ("Missed", promised.MISSED),
        ("Reached by others", ("result reached, not by the maker",)),
        ("Not checkable", ("not checkable as worded",)),
    )
    lines: list[tuple[Cell, ...]] = []
    for maker, places in sorted(makers.items(), key=lambda each: (-len(each[1]), each[0])):
        who = listed([names.place(code) for code in maker.split("; ")])
        panel = held.slice.open(
            f"of-{names.slug(maker)}",
            title=f"{count(len(places), 'promises')} by {who}",
            tells="",
            rows=places,
            total=len(places),
        )
        cells: list[Cell] = [quoted(who), Figure(f"{len(places)}", panel, len(places))]
        for _, among in groups:
            n = sum(held.counted[at]["outcome"] in among for at in places)
            cells.append(Beside(f"{n}" if n else "", n))
        lines.append(tuple(cells))
    heads = (("Made by", False), ("Promises", True), *((name, True) for name, _ in groups))
    return Table(tuple(Column(Words(head), number) for head, number in heads), tuple(lines))
