"""Ways of corridors: how long, how sure, what it costs, step by step, and what leaving a country out changes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.charts import amounts, maps
from sarai.web import names
from sarai.web.ask import Ask, neighbours
from sarai.web.page import Chart, Column, Key, Known, Line, Nav, Page, Prose, Section, Table, line
from sarai.web.pages import search
from sarai.web.pages.whatif import days, what_if
from sarai.web.sentences import phrase, q
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import Beside, Cell, Figure, Link, Part, Words, count, listed, quoted

Row = Mapping[str, Any]
PATH = "corridors.html"
LINES = "the study’s corridors; lines © OpenStreetMap contributors (ODbL) and searoute"
"""Whose the lines of a map of ways are."""
TRANSIT = 4
"""Countries on the way, the longest first, that are tried without."""


def path(row: Row) -> str:
    """Where the page of a way stands."""
    return f"route/{names.slug(row['from'])}-{names.slug(row['to'])}.html"


def known(row: Row) -> Known:
    """What a search knows of the page of a way."""
    ends = (row["from"], row["to"])
    found = tuple(name for end in ends for name in (end, *search.names_of_places(end, None)))
    return Known(Nav.CORRIDORS, f"{row['from']} to {row['to']}", found)


def page(ask: Ask, row: Row) -> Page:
    """The page of a way."""
    steps = _steps(row)
    hours, cost = row["expected_hours"], box_price(row)
    slug = f"route-{names.slug(row['from'])}-{names.slug(row['to'])}"
    held = _slice(slug, row["legs"])
    panel = held.open(
        "steps",
        title=f"{row['from']} to {row['to']}: {count(len(steps), 'steps')}",
        tells="The typical hours of its steps add up to the timetable; each step says where its hours are from.",
        total=sum(held_values(held), Decimal()),
        rule="Expected time: seeded draws of every step between its low and high hours.",
    )
    ways = [(country, ask.way(row["from"], row["to"], (country,))) for country in _transit(ask, row)]
    return Page(
        path(row),
        Nav.CORRIDORS,
        f"{row['from']} to {row['to']}",
        phrase(Link("Corridors", PATH)),
        _say(ask, row, ways, panel, cost),
        f"How long a container takes from {row['from']} to {row['to']}, and what it costs.",
        sure=phrase(
            q(
                f"{row['basis'].get('derived', 0) * 100:.0f} % of the hours are worked out from other trains, ships and trucks"
            ),
            ".",
        ),
        doubts=_doubts(row),
        keys=_keys(ask, row, hours, cost, panel),
        first=tuple(_charts(ask, row, steps)),
        sections=(
            Section("steps", Words("Step by step"), (_table(ask, row),)),
            *what_if(ask, row),
            Section("without", Words("If a country on the way is left out"), (_without(ask, row, ways),)),
            Section("mind", Words("What to mind"), (Prose(_mind(row["notes"])),)),
        ),
        slices=(held,),
        found=known(row).found,
    )


def _mind(notes: Sequence[str]) -> tuple[Line, ...]:
    """What has to be minded of a way, as sentences; where the command line names an option, a page names its own part."""
    told = (note.partition(": --avoid")[0] for note in notes)
    return tuple(line(quoted(names.opening(note))) for note in told)


def held_values(held: Slice) -> list[Decimal]:
    """The typical hours of the steps."""
    return [Decimal(value) for value in held.values if value is not None]


def box_price(row: Row) -> float | None:
    """The price of a container on the way, in the release's currency; none where none is stated."""
    usd = [each["usd"] for each in row["cost"] if each["usd"] is not None]
    return float(usd[0]) if usd else None


def _estimated(row: Row) -> bool:
    """Whether most of a price is kilometres at an average: it does not tell which of two ways is cheaper."""
    return any(each["estimated_usd"] > each["usd"] / 2 for each in row["cost"])


def _steps(row: Row) -> list[tuple[str, Row]]:
    told_steps = []
    for each in row["legs"]:
        name = f"{each['from']} to {each['to']}" if each["to"] else f"Waiting at {each['from']}"
        told_steps.append((name, each))
    return told_steps


def _transit(ask: Ask, row: Row) -> list[str]:
    """The countries on the way that hold neither end, the longest first."""
    place = {each["name"]: each["country"] for each in ask.places}
    ends = {place.get(row["from"]), place.get(row["to"])}
    km: dict[str, float] = {}
    for each in row["legs"]:
        for country in ask.countries_of.get(each["item"], ()):
            if country not in ends:
                km[country] = km.get(country, 0.0) + float(each["km"] or 0.0)
    return sorted(km, key=lambda code: (-km[code], code))[:TRANSIT]


def _say(
    ask: Ask, row: Row, ways: Sequence[tuple[str, Row | None]], panel: str, cost: float | None
) -> tuple[Part, ...]:
    hours = row["expected_hours"]
    said = phrase(
        "A container from ",
        q(row["from"]),
        " to ",
        q(row["to"]),
        " takes about ",
        Figure(f"{days(row['timetable_hours'])} days", panel, row["timetable_hours"]),
        " if every step takes its typical hours, ",
        Beside(f"{days(hours['p10'])} to {days(hours['p90'])}"),
        " in eight trips of ten",
    )
    if cost is not None:
        quoted_price = not _estimated(row)
        about = ", and costs about " if quoted_price else ", and by kilometres, which nobody quotes, costs about "
        said += phrase(about, Beside(f"{ask.currency} {round(cost, -1):,.0f}"))
    said += phrase(".")
    longest = next(((country, way) for country, way in ways if way is not None and way["sensible"]), None)
    russia = next(
        ((country, way) for country, way in ways if country == "RU" and way is not None and way["sensible"]), None
    )
    if (chosen := russia or longest) is not None and chosen[1] is not None:
        other = box_price(chosen[1])
        said += phrase(
            " Without ",
            q(names.spoken(chosen[0])),
            " it takes about ",
            Beside(days(chosen[1]["timetable_hours"])),
            " days",
        )
        if other is not None and not _estimated(row) and not _estimated(chosen[1]):
            said += phrase(" and ", Beside(f"{ask.currency} {round(other, -1):,.0f}"))
        said += phrase(".")
    if not row["sensible"]:
        said += phrase(" Nobody would send a box this way: it passes a place twice or goes far round.")
    return said


def _doubts(row: Row) -> tuple[Line, ...]:
    lines = [line(quoted(str(doubt))) for doubt in row["doubts"]]
    for cost in row["cost"]:
        missing = [cost["named"].get(leg, leg) for leg in cost["legs_without"]]
        if missing:
            lines.append(line("The price leaves out ", q(listed(missing)), ", of which none is stated."))
    return tuple(lines)


def _keys(ask: Ask, row: Row, hours: Row, cost: float | None, panel: str) -> tuple[Key, ...]:
    keys = [
        Key(
            Figure(f"{days(row['timetable_hours'])} days", panel, row["timetable_hours"]),
            phrase("if every step takes its typical hours"),
        ),
        Key(Beside(f"{days(hours['p10'])} to {days(hours['p90'])} days"), phrase("in eight trips of ten")),
    ]
    if cost is not None:
        priced = "a container, by kilometres; nobody quotes it" if _estimated(row) else "a container"
        keys.append(Key(Beside(f"{ask.currency} {round(cost, -1):,.0f}"), phrase(priced)))
    return tuple(keys)


def legs_of(ask: Ask, row: Row) -> list[maps.Leg]:
    """The stretches of a way between places that are known, each by its mode."""
    place = {each["name"]: each for each in ask.places}
    legs = []
    for _, each in _steps(row):
        a, b = place.get(each["from"]), place.get(each["to"] or "")
        if a is not None and b is not None:
            mode = "sea" if each["mode"] == "sea" else "road" if "road" in each["mode"] else "rail"
            straight = ((a["lon"], a["lat"]), (b["lon"], b["lat"]))
            legs.append(maps.Leg(tuple(ask.scenes.lines.get(each["item"], straight)), mode, True))
    return legs


def _charts(ask: Ask, row: Row, steps: Sequence[tuple[str, Row]]) -> list[Chart]:
    place = {each["name"]: each for each in ask.places}
    legs = legs_of(ask, row)
    stops: dict[str, maps.Spot] = {}
    for _, each in steps:
        for name in (each["from"], each["to"] or ""):
            if name in place and each["to"] is not None:
                stops.setdefault(name, maps.Spot(place[name]["lon"], place[name]["lat"], name))
    ends = [stops[name] for name in (row["from"], row["to"]) if name in stops]
    between = [spot for name, spot in stops.items() if name not in (row["from"], row["to"])]
    charts = []
    if legs:
        km = "" if row["km"] is None else f"{row['km']:,.0f} km "
        charts.append(
            Chart(
                maps.ways(
                    "map",
                    legs,
                    [*ends, *between],
                    title=f"{km}from {row['from']} to {row['to']}",
                    unit="Lines as railways, roads and ships run, coarsely",
                    source=LINES,
                    neighbours=neighbours(),
                    wide=540,
                    tall=300,
                )
            )
        )
    bars = tuple(
        amounts.Bar(
            name,
            each["hours"]["typical"],
            f"{each['hours']['typical']:,.0f} h ({each['hours']['low']:,.0f} to {each['hours']['high']:,.0f})",
            "p1" if each["to"] is None or each["mode"].startswith("border") else "p3",
        )
        for name, each in steps
    )
    widest = max(steps, key=lambda step: step[1]["hours"]["high"] - step[1]["hours"]["low"])
    charts.append(
        Chart(
            amounts.bars(
                "steps",
                [amounts.Group("", bars)],
                title=f"The widest doubt: {widest[0]}",
                unit="Typical hours of each step, in brackets low to high; orange is waiting and borders",
                source="the study’s corridors",
                unit_of_rows="hours",
            )
        )
    )
    return charts


def _table(ask: Ask, row: Row) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for name, each in _steps(row):
        url = names.safe(each["hours_source"])
        source: Cell = Link(names.host(url), url) if url else quoted(str(each["hours_source"] or "not stated"))
        usd = next(iter(each["usd"].values()), None)
        lines.append(
            (
                quoted(name),
                Beside("" if each["km"] is None else f"{each['km']:,.0f}", each["km"] or 0.0),
                *(Beside(f"{each['hours'][level]:,.0f}", each["hours"][level]) for level in ("low", "typical", "high")),
                Beside("not stated" if usd is None else f"{usd:,.0f}", usd or 0.0),
                quoted(each["mode"].replace("_", " ")),
                quoted(str(each["hours_basis"] or "worked out")),
                quoted(str(each["hours_how"] or "–")),
                source,
            )
        )
    heads = (
        ("Step", False),
        ("km", True),
        ("Low h", True),
        ("Typical h", True),
        ("High h", True),
        (f"{ask.currency} a box", True),
        ("By", False),
        ("Hours are", False),
        ("How", False),
        ("Source", False),
    )
    return Table(tuple(Column(Words(head), number) for head, number in heads), tuple(lines), what=Words("steps"))


def _without(ask: Ask, row: Row, ways: Sequence[tuple[str, Row | None]]) -> Table:
    lines: list[tuple[Cell, ...]] = [_line(ask, "As it is", row)]
    for country, way in ways:
        words = f"Without {names.spoken(country)}"
        lines.append(
            _line(ask, words, way)
            if way is not None
            else (quoted(words), Words("no way"), Words(""), Words(""), Words(""), Words(""))
        )
    heads = (
        ("If", False),
        ("Days", True),
        ("Eight trips in ten", True),
        (f"{ask.currency} a container", True),
        ("km", True),
        ("Through", False),
    )
    quicker = [way for _, way in ways if way is not None and way["timetable_hours"] < row["timetable_hours"]]
    caption: tuple[Part, ...] = ()
    if quicker:
        caption = phrase(
            "A way without a country can be quicker than the first as it is: it is not put first because it makes no sense "
            "as a way that one would send. Leaving the country out saves nothing."
        )
    return Table(
        tuple(Column(Words(head), number) for head, number in heads), tuple(lines), what=Words("ways"), caption=caption
    )


def _line(ask: Ask, words: str, way: Row) -> tuple[Cell, ...]:
    hours, cost = way["expected_hours"], box_price(way)
    stops = [each["from"] for each in way["legs"] if each["to"]][1:]
    through = ", ".join(dict.fromkeys(stops)) or "nothing between"
    return (
        quoted(words),
        Beside(days(way["timetable_hours"]), way["timetable_hours"]),
        Beside(f"{days(hours['p10'])} to {days(hours['p90'])}"),
        Beside("not priced" if cost is None else f"{cost:,.0f}", cost or 0.0),
        Beside("not known" if way["km"] is None else f"{way['km']:,.0f}"),
        quoted(through if way["sensible"] else f"{through} (not sensible)"),
    )


def _slice(slug: str, legs: Sequence[Row]) -> Slice:
    columns = (
        SliceColumn("Step"),
        SliceColumn("Low to high", True),
        SliceColumn("By"),
        SliceColumn("Hours are"),
        SliceColumn("Source"),
    )
    held = []
    for each in legs:
        name = f"{each['from']} to {each['to']}" if each["to"] else f"Waiting at {each['from']}"
        url = names.safe(each["hours_source"])
        held.append(
            (
                Told_cell(name, "" if each["km"] is None else f"{each['km']:,.0f} km"),
                Told_cell(f"{each['hours']['low']:,.1f} to {each['hours']['high']:,.1f}"),
                Told_cell(each["mode"].replace("_", " ")),
                Told_cell(str(each["hours_basis"] or "worked out"), str(each["hours_how"] or "")),
                Told_cell(
                    names.host(url) if url else str(each["hours_source"] or "not stated"),
                    str(each["hours_date"] or ""),
                    url,
                ),
            )
        )
    values = [Decimal(str(each["hours"]["typical"])) for each in legs]
    return Slice(slug, columns, held, values, "hours")
