"""Every project of the study by name, largest first, to be filtered by partner, state, sector and status."""

from collections.abc import Mapping, Sequence
from typing import Any

from sarai.charts import maps
from sarai.web import names, rows
from sarai.web.ask import COUNTED, Ask, neighbours
from sarai.web.page import Chart, Column, Key, Nav, Page, Phone, Section, Table
from sarai.web.pages import counted, search
from sarai.web.pages.groups import PROJECTS, groups, path
from sarai.web.sentences import phrase, q
from sarai.web.spots import placed
from sarai.web.words import Beside, Cell, Link, Pill, When, Words, count, millions, quoted

Row = Mapping[str, Any]
PATH = PROJECTS
ROOM = 268_000
"""Bytes that the list may take of a page; what a cell is marked up with counts as :data:`MARKUP`."""
MARKUP = 30


def page(ask: Ask) -> Page:
    """The list of every project of the study."""
    found = groups(ask)
    lines: list[tuple[Cell, ...]] = []
    order = sorted(found.values(), key=lambda each: -(rows.sum_of(r for r in each[1] if r["counts"] in COUNTED) or -1))
    room = ROOM
    for _, tellings in order:
        spoken = [row for row in tellings if row["counts"] in COUNTED]
        many = rows.tellings(tellings)
        main, value = spoken[0], rows.sum_of(spoken)
        status, look = names.STATUSES.get(str(main["status"]), ("not stated", "unseen"))
        cells: tuple[Cell, ...] = (
            Link(rows.title_of(main), path(main["same_group"])),
            Beside("not published" if value is None else millions(value), float(-1 if value is None else value)),
            quoted(names.partner(main["partner"])),
            quoted(names.place(main["recipient"])),
            When(names.day(rows.when_of(main)) if rows.when_of(main) else "no date"),
            quoted(names.opening(names.sector(main["sector_group"]))),
            quoted(_place(tellings)),
            Beside(f"{many}", many),
            Pill(status, look),
        )
        room -= sum(len(str(getattr(cell, "text", cell)).encode()) + MARKUP for cell in cells)
        if room < 0:
            break
        lines.append(cells)
    heads = (
        ("Project", False),
        (f"{ask.currency} m", True),
        ("Partner", False),
        ("State", False),
        ("Dated", False),
        ("Sector", False),
        ("Place", False),
        ("Tellings", True),
        ("Last known", False),
    )
    places = sum(1 for _, tellings in found.values() if placed(tellings, currency=ask.currency).named)
    several = sum(1 for _, tellings in found.values() if rows.tellings(tellings) > 1)
    cut = (
        phrase("The largest ", q(f"{len(lines):,} of {len(found):,}"), "; the pages of pairs hold the others.")
        if len(found) > len(lines)
        else ()
    )
    table = Table(
        tuple(
            Column(Words(head), number, head in ("Partner", "State", "Sector", "Last known"), head == "Dated")
            for head, number in heads
        ),
        tuple(lines),
        caption=cut,
        phone=Phone.LIST,
        tools=True,
        what=Words("projects"),
    )
    sectors = [names.opening(names.sector(tellings[0]["sector_group"])) for _, tellings in found.values()]
    states = [maps.Country(code, names.place(code)) for code in ask.recipients]
    spots = placed([row for _, each in found.values() for row in each if row["counts"] in COUNTED], currency="").spots
    first = [
        counted.bars(
            "sectors",
            sectors,
            "projects",
            title=counted.most(sectors, "projects", things="sectors"),
            source="all sources of the study that tell projects one by one",
            unit="Projects by sector; a count, since money of unlike kinds is never added",
        )
    ]
    if spots:
        pointed = [maps.Spot(spot.lon, spot.lat, spot.name) for spot in spots]
        first.insert(
            0,
            Chart(
                maps.places(
                    "map",
                    states,
                    pointed,
                    title=f"{places:,} of {count(len(found), 'projects')} name one place",
                    unit="A dot is a place that the source of a project names",
                    source="all sources of the study that tell projects one by one",
                    neighbours=neighbours(),
                )
            ),
        )
    return Page(
        PATH,
        Nav.PROJECTS,
        "Projects",
        (Words("Projects"),),
        phrase(
            "This study tells of ",
            q(count(len(found), "projects")),
            " one by one; ",
            Beside(f"{several:,}"),
            " of them by more than one telling, ",
            Beside(f"{places:,}"),
            " with a place on the map.",
        ),
        "Every project of the study by name.",
        keys=(
            Key(Beside(f"{len(found):,}"), phrase("projects that a source tells one by one")),
            Key(Beside(f"{several:,}"), phrase("told more than once: the tellings stand side by side")),
            Key(Beside(f"{places:,}"), phrase("with one place that the source names")),
        ),
        first=tuple(first),
        sections=(Section("projects", Words("Every project"), (table,)),),
    )


def _place(tellings: Sequence[Row]) -> str:
    """The first place that a telling names, and the towns and regions in it under the names that are searched."""
    for row in tellings:
        if row["place"]:
            known = [place.name for place in search.places_in(row["place"], row["recipient"])]
            more = [name for name in known if name.casefold() not in str(row["place"]).casefold()]
            return "; ".join([str(row["place"]), *more])
    return "no place stated"
