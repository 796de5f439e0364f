"""The ways that are worked out: their network on one map, how long each takes, and a finder of the way between two places."""

from collections.abc import Mapping, Sequence
from typing import Any

from sarai.charts import amounts, maps
from sarai.web.ask import Ask, neighbours
from sarai.web.page import Chart, Column, Key, Nav, Page, Section, Table, line
from sarai.web.pages import finder, search, whatif
from sarai.web.pages.corridor import LINES, PATH, box_price, legs_of, path
from sarai.web.pages.whatif import days
from sarai.web.sentences import phrase, q
from sarai.web.words import Beside, Cell, Link, Part, Words, count

Row = Mapping[str, Any]
SHOWN = 12
"""Ways of the picture, the quickest first."""


def page(ask: Ask) -> Page:
    """Every way that is worked out, to be chosen by its ends."""
    ends = sorted({row[name] for row in ask.ways for name in ("from", "to")})
    sensible = [row for row in ask.ways if row["sensible"]] or list(ask.ways)
    best, slow = (way(sensible, key=lambda row: row["timetable_hours"]) for way in (min, max))
    lines: list[tuple[Cell, ...]] = []
    for row in ask.ways:
        hours, cost = row["expected_hours"], box_price(row)
        lines.append(
            (
                Link(f"{row['from']} to {row['to']}", path(row)),
                Beside(days(row["timetable_hours"]), row["timetable_hours"]),
                Beside(f"{days(hours['p10'])} to {days(hours['p90'])}", hours["p10"]),
                Beside("not priced" if cost is None else f"{cost:,.0f}", cost or 0.0),
                Beside("not known" if row["km"] is None else f"{row['km']:,.0f}", row["km"] or 0.0),
                Words("yes" if row["sensible"] else "no: see its page"),
            )
        )
    heads = (
        ("Way", False),
        ("Days", True),
        ("Eight trips in ten", True),
        (f"{ask.currency} a container", True),
        ("km", True),
        ("A way one would send", False),
    )
    table = Table(
        tuple(Column(Words(head), number) for head, number in heads), tuple(lines), tools=True, what=Words("ways")
    )
    return Page(
        PATH,
        Nav.CORRIDORS,
        "Corridors",
        (Words("Corridors"),),
        phrase(
            "Here ",
            q(count(len(ask.ways), "ways")),
            " between ",
            q(count(len(ends), "places")),
            " are worked out: from ",
            *_end(best),
            " to ",
            *_end(slow),
            "; a day takes a container ",
            Beside(_pace(sensible)),
            " km.",
        ),
        "Ways for containers between the study's main places: time, spread, price.",
        sure=phrase(
            "days are the typical hours of the steps, eight trips in ten are drawn between low and high; most steps are worked out, not published."
        ),
        doubts=(line("Wagons, prices, other places and what-ifs of one's own are asked on the command line."),),
        keys=_keys(ask, sensible),
        first=_pictures(ask, ends, sensible),
        sections=(
            Section("find", Words("Find a way"), (finder.block(ask),)),
            Section("ways", Words("Every way worked out here"), (table,)),
            *whatif.matrix(ask, path),
        ),
        found=tuple(name for end in ends for name in (end, *search.names_of_places(end, None))),
    )


def _end(row: Row) -> tuple[Part, ...]:
    """A way with its days and its length: days of unlike lengths are told beside these."""
    far = "" if row["km"] is None else f" and {row['km']:,.0f} km"
    way = Link(f"{row['from']} to {row['to']}", path(row))
    return phrase(Beside(f"{days(row['timetable_hours'])} days{far}"), " (", way, ")")


def _pace(rows: Sequence[Row]) -> str:
    """The kilometres a day of the slowest and the quickest way, each by its days."""
    paces = [row["km"] / (row["timetable_hours"] / 24) for row in rows if row["km"]]
    return f"{min(paces):,.0f} to {max(paces):,.0f}" if paces else "an unknown number of"


def _keys(ask: Ask, sensible: Sequence[Row]) -> tuple[Key, ...]:
    slow = max(sensible, key=lambda row: row["timetable_hours"])
    priced = [(cost, row) for row in sensible if (cost := box_price(row)) is not None]
    keys = [
        Key(Beside(f"{len(sensible)} of {len(ask.ways)}"), phrase("ways that one would send a container")),
        Key(
            Beside(f"{days(slow['timetable_hours'])} days"),
            phrase("the longest of them: ", Link(f"{slow['from']} to {slow['to']}", path(slow)), _far(slow)),
        ),
    ]
    if priced:
        cost, row = min(priced, key=lambda each: each[0])
        way = Link(f"{row['from']} to {row['to']}", path(row))
        keys.append(Key(Beside(f"{ask.currency} {cost:,.0f}"), phrase("a container on the cheapest: ", way, _far(row))))
    return tuple(keys)


def _far(row: Row) -> Beside:
    return Beside("" if row["km"] is None else f", {row['km']:,.0f} km")


def _pictures(ask: Ask, ends: Sequence[str], sensible: Sequence[Row]) -> tuple[Chart, ...]:
    legs = {leg.points: leg for row in sensible for leg in legs_of(ask, row)}
    spots = [maps.Spot(each["lon"], each["lat"], each["name"]) for each in ask.places if each["name"] in set(ends)]
    order = sorted(sensible, key=lambda row: row["timetable_hours"])
    bars = tuple(
        amounts.Bar(
            f"{row['from']} to {row['to']}",
            row["timetable_hours"] / 24,
            f"{days(row['timetable_hours'])} ({days(hours['p10'])} to {days(hours['p90'])}){_far(row).text}",
        )
        for row in order[:SHOWN]
        for hours in (row["expected_hours"],)
    )
    first = order[0]
    charts = []
    if legs:
        charts.append(
            Chart(
                maps.ways(
                    "map",
                    list(legs.values()),
                    spots,
                    title=f"{count(len(sensible), 'ways')} between {count(len(ends), 'places')}",
                    unit="Stretches that a way one would send goes over",
                    source=LINES,
                    neighbours=neighbours(),
                    wide=540,
                    tall=300,
                )
            )
        )
    charts.append(
        Chart(
            amounts.bars(
                "days",
                [amounts.Group("", bars)],
                title=f"{first['from']} to {first['to']} takes about {days(first['timetable_hours'])} days{_far(first).text}",
                unit=f"Days by typical hours, in brackets eight trips in ten, and the length; the {len(bars)} that take least",
                source="the study’s corridors",
                unit_of_rows="days",
            )
        )
    )
    return tuple(charts)
