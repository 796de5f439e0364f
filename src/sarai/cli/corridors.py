"""The verbs of corridors: routes between places, and the network with its scenarios."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app

if TYPE_CHECKING:
    from rich.console import Console

    from sarai.model.answer import Answer


class Show(StrEnum):
    """Which table of the corridors is printed."""

    LEGS = "legs"
    PLACES = "places"
    TARGETS = "targets"
    SERIES = "series"
    UTILISATION = "utilisation"
    PROJECTS = "projects"
    DISTANCES = "distances"
    CRITICAL = "critical"
    SCENARIO = "scenario"


Avoid = Annotated[
    str | None, typer.Option(help="Countries, legs, passages (caspian, suez, russia) or places, with commas.")
]
WhatIf = Annotated[Path | None, typer.Option("--what-if", help="A scenario: a YAML file or the name of the study's.")]
Demand = Annotated[float | None, typer.Option(help="TEU a year, to see how full each leg is.")]


@app.command(epilog="Example: sarai route mystudy Altynkol Poti --avoid Kuryk --k 2")
def route(
    folder: Dir,
    start: Annotated[str, typer.Argument(metavar="FROM", help="A place: id, name or other name.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="A place.")],
    by: Annotated[str, typer.Option(help="time, cost or generalised.")] = "time",
    charge: Annotated[
        str | None, typer.Option(help="What the cost is the price of: teu, truck or wagon_20t; that of the cargo.")
    ] = None,
    cargo: Annotated[
        str | None, typer.Option(help="container, wagon or truck; container, and truck where no box goes.")
    ] = None,
    value_of_time: Annotated[float | None, typer.Option(help="USD per hour and box, for generalised cost.")] = None,
    avoid: Avoid = None,
    modes: Annotated[str | None, typer.Option(help="rail, road, sea: only these.")] = None,
    k: Annotated[int, typer.Option(help="How many routes.")] = 1,
    ends: Annotated[
        str, typer.Option(help="terminal, handled (with handling at both ends) or door (with haulage by road).")
    ] = "terminal",
    first_km: Annotated[float | None, typer.Option(help="Door to door: km by road to the first terminal.")] = None,
    last_km: Annotated[float | None, typer.Option(help="Door to door: km by road from the last one.")] = None,
    demand: Demand = None,
    what_if: WhatIf = None,
    page: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write the best route as a page: .html or .md.")
    ] = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Route between two places: timetable and expected time, cost by scale, bottleneck, basis of each number."""
    from sarai.cli import draw
    from sarai.study import Study

    study = Study(folder, release=release)
    asked: dict[str, Any] = {
        "by": by, "charge": charge, "cargo": cargo, "value_of_time": value_of_time, "avoid": _words(avoid),
        "modes": _words(modes), "k": k, "ends": ends, "first_km": first_km, "last_km": last_km, "demand": demand,
        "what_if": what_if,
    }  # fmt: skip
    if page is not None:
        from sarai import briefs
        from sarai.briefs import routes

        for path in briefs.write(routes.compose(study, start, end, **asked), page):
            typer.echo(f"wrote {path}")
        return
    found = study.route(start, end, **asked)
    if output is Output.TABLE:
        _cards(found)
    else:
        draw.machine(found, output.value)


@app.command(epilog="Example: sarai corridors mystudy --what-if caspian-closed")
def corridors(
    folder: Dir,
    show: Annotated[Show, typer.Option(help="Which table.")] = Show.LEGS,
    what_if: WhatIf = None,
    demand: Demand = None,
    pairs: Annotated[str | None, typer.Option(help="FROM:TO, with commas; the study's gates otherwise.")] = None,
    picture: Annotated[
        Path | None, typer.Option("--map", help="Write the map as .svg or .png, or its numbers as .csv.")
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option(help="Write what was promised and seen of a route by year: .svg, .png or .csv."),
    ] = None,
    of: Annotated[str, typer.Option(help="Which route --chart draws.")] = "Trans-Caspian route",
    way: Annotated[str | None, typer.Option(help="On the map: FROM:TO, whose best route is drawn on top.")] = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """The network of a study: legs, targets, projects, critical legs, a scenario before and after, the map."""
    from sarai.cli import draw
    from sarai.study import Study

    study = Study(folder, release=release)
    if picture is not None:
        typer.echo(f"wrote {study.write_map(picture, what_if=what_if, way=_pair(way))}")
        return
    if chart is not None:
        typer.echo(f"wrote {study.write_series(chart, route=of)}")
        return
    chosen = Show.SCENARIO if what_if is not None and show is Show.LEGS else show
    found = study.corridors(show=chosen.value, what_if=what_if, demand=demand, pairs=_words(pairs))
    if output is Output.TABLE:
        _table(found)
    else:
        draw.machine(found, output.value)


def _pair(text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    start, colon, end = text.partition(":")
    if not colon:
        raise typer.BadParameter("write FROM:TO, as Altynkol:Poti", param_hint="--way")
    return start, end


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (text or "").split(",") if word.strip())


_ON_EIGHTY = {
    "corridors": "from to mode status km hours hours_basis",
    "corridors-places": "id name country kind also",
    "corridors-targets": "route quantity promised unit due seen seen_year share",
    "corridors-series": "route quantity kind value unit year period",
    "corridors-utilisation": "name year volume teu capacity utilisation",
    "corridors-projects": "between project partner completed change",
    "corridors-distances": "from to published_km km difference verdict",
    "corridors-critical": "from to pairs hours_added cut_off",
    "corridors-scenario": "from to before_hours after_hours change_hours result after_through",
}
"""The columns that a narrow terminal shows of each table; a wide one shows all."""

_CODES = ("before_legs", "after_legs")
"""Columns of codes whose places stand beside them by name: for machines, never in a terminal."""

_SHARES = ("share", "difference", "utilisation")


def _table(found: "Answer") -> None:
    from sarai.cli import draw

    out, table = draw.console(), draw.plain_table()
    rows = found.rows
    shown = [name for name in (rows[0] if rows else {}) if any(row[name] not in (None, []) for row in rows)]
    fitting = _ON_EIGHTY[found.card.id].split() if out.width < _WIDE else shown
    for name in (names := [name for name in shown if name in fitting and name not in _CODES]):
        table.add_column(name.replace("_", " "))
    for row in rows:
        table.add_row(*(_cell(row[name], name) for name in names))
    out.print(found.indicator, style="bold", markup=False)
    out.print(table)
    if len(names) < len(shown):
        rest = ", ".join(name.replace("_", " ") for name in shown if name not in names)
        where = "with" if out.width >= _WIDE else "on a wider terminal or with"
        out.print(f"- {where} --format csv: {rest}", style="dim", markup=False)
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def _cell(value: object, name: str) -> str:
    if value is None:
        return "-"
    if isinstance(value, dict):
        return "; ".join(f"{key} {told:,}" for key, told in value.items())
    if isinstance(value, list):
        between = ", " if any(isinstance(each, str) for each in value) else " "
        return between.join(f"{each:,g}" if isinstance(each, float) else str(each) for each in value) or "-"
    if isinstance(value, int | float) and name in _SHARES:
        return f"{value:+.1%}" if name == "difference" else f"{value:.0%}"
    if isinstance(value, int | float) and name.startswith(("before_hours", "after_hours")):
        return _days(value)
    if isinstance(value, float) and abs(value) < _LARGE:
        return f"{value:,g}"
    return f"{value:,.0f}" if isinstance(value, float) else str(value)


_LARGE = 1e6


def _days(hours: float) -> str:
    """Hours with the days that people say beside them."""
    return f"{hours:,.0f} h ({hours / 24:.1f} d)"


_MOSTLY = 0.5
"""Above this share of worked-out hours the first note, which says so, comes before any number."""

_WIDE = 150
"""From this width on, a step is printed with its source."""


def _steps(out: "Console", steps: list[dict[str, Any]]) -> None:
    """The steps of a way, places by name; where the terminal is wide, with what the hours rest on."""
    from sarai.cli import draw

    table = draw.plain_table()
    wide = out.width >= _WIDE
    for name in ("step", "by", "km", "hours", "low-high", *(("hours are", "date", "source") if wide else ("are",))):
        right = name in ("km", "hours", "low-high")
        table.add_column(name, justify="right" if right else "left", no_wrap=right, overflow="fold")
    for step in steps:
        hours = step["hours"]
        way = step["from"] if step["to"] is None else f"{step['from']} - {step['to']}"
        known = "published" if step["time_published"] == "yes" else step["hours_basis"] or ""
        rest = (known, step["hours_date"] or "", step["hours_source"] or "") if wide else (known,)
        km = "" if step["km"] is None else f"{step['km']:,.0f}"
        between = f"{hours['low']:,.0f}-{hours['high']:,.0f}"
        table.add_row(way, step["mode"].replace("_", " "), km, f"{hours['typical']:,.0f}", between, *rest)
    out.print(table)


def _cards(found: "Answer") -> None:
    from sarai.cli import draw

    out = draw.console()
    for note in found.notes:
        out.print(f"- {note}", style="bold" if "no sensible way" in note else "dim", markup=False)
    for row in found.rows:
        expected = row["expected_hours"]
        mostly = row["basis"].get("derived", 0) > _MOSTLY
        if mostly:
            out.print(f"! {row['notes'][0]}", style="yellow", markup=False)
        out.print(
            f"{row['rank']}. {row['from']} to {row['to']}: {row['km']:,} km, "
            f"timetable {_days(row['timetable_hours'])}, "
            f"expected {_days(expected['p50'])} ({_days(expected['p10'])} to {_days(expected['p90'])} in eight of ten)",
            style="bold",
            markup=False,
        )
        for doubt in row["doubts"]:
            out.print(f"! {doubt}", style="yellow", markup=False)
        _steps(out, row["legs"])
        for cost in row["cost"]:
            told = f"cost, {cost['charge']}: USD {cost['usd']:,}"
            estimated, without = (
                ", ".join(cost["named"][each] for each in cost[name]) for name in ("legs_estimated", "legs_without")
            )
            if estimated:
                told += f", of it {cost['estimated_usd']:,} estimated for {estimated}"
            if without:
                told += f", without {without} (no cost known)"
            out.print(told)
        for narrow in row["bottleneck"]:
            room = "" if narrow["room"] is None else f", room {narrow['room']:,.0f}"
            told = f"{narrow['at']}, {narrow['capacity']:,g} ({narrow['basis']}){room}"
            out.print(f"narrowest of what is stated in {narrow['unit']}: {told}")
        out.print(f"hours by basis: {', '.join(f'{name} {share:.0%}' for name, share in row['basis'].items())}")
        for note in row["notes"][mostly:]:
            out.print(f"- {note}", style="dim", markup=False)
        out.print()
