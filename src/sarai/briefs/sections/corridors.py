"""Routes through the recipients: how far, how long, at what cost, past which narrow place."""

from typing import Any

from sarai.briefs.content import Picture, Section, Wide, sentence, table, words
from sarai.briefs.words import Cell, Quoted, Words
from sarai.model.figures import Figure, Style
from sarai.study import Desk

LONGEST = 8


def section(desk: Desk) -> Section | None:
    """The map and a row for each main pair whose route touches a recipient; none where the study has no corridors."""
    if not desk.study.release.counts.get("leg"):
        return None
    countries = set(desk.recipients) or set(desk.study.release.study.get("recipients") or ())
    rows = desk.study.main_routes(sorted(countries), first=LONGEST).rows
    if not rows:
        return None
    about = "Corridors of this study; the routes of the table run on these legs"
    return Section(
        "corridors",
        words("Corridors"),
        (
            sentence(
                "The best routes for a container between the main places, from terminal to terminal. Expected hours "
                "are drawn from low, typical and high hours of each leg; most of these are worked out by rule, see the "
                "notes of sarai route."
            ),
            Picture(
                "corridors",
                desk.study.corridor_map(),
                Words(f"{about}."),
                Wide.PAGE,
            ),
            table(
                "corridors",
                ("Routes that touch these recipients",),
                [("From", False), ("To", False), ("Kilometres", True), ("Timetable, hours", True),
                 ("Expected, lower", True), ("Expected, middle", True), ("Expected, upper", True),
                 ("Cost of a box, USD", True), ("Way", False)],
                [_row(desk, row) for row in rows],
                [("Lower and upper: one in ten is faster, one in ten slower. Costs hold estimates.",)],
            ),
        ),
    )  # fmt: skip


def _row(desk: Desk, row: dict[str, Any]) -> tuple[Cell, ...]:
    says = f"{row['from']} to {row['to']}"
    hours = row["expected_hours"]
    cost = next((each for each in row["cost"] if each["charge"] == "teu"), None)
    legs = tuple(_leg(each) for each in row["legs"] if each["hours"])
    how = f"route of least typical hours: {' '.join(each['item'] for each in row['legs'])}"

    def figure(what: str, value: float | None, unit: str, made: str, rows: tuple[dict[str, Any], ...] = ()) -> Figure:
        return desk.passports.issue(
            says=f"{says}, {what}",
            value=None if value is None else round(value),
            unit=unit,
            how=f"{how}; {made}",
            rows=rows,
            command=f"sarai route {desk.study.folder.name} {row['from']!r} {row['to']!r}",
            style=Style.COUNT,
        )

    drawn = "draws of the hours of its steps, see the timetable's passport"
    return (
        Quoted(row["from"]),
        Quoted(row["to"]),
        figure("kilometres", row["km"], "km", "sum of its legs"),
        figure("timetable", row["timetable_hours"], "hours", "sum of the typical hours of its steps", legs),
        *(figure(f"expected {name}", hours[name], "hours", drawn) for name in ("p10", "p50", "p90")),
        figure("cost", None if cost is None else cost["usd"], "USD", "sum of the prices of its legs, with estimates"),
        Quoted(" – ".join(dict.fromkeys([row["from"], *(each["to"] for each in row["legs"] if each["to"])]))),
    )


def _leg(step: dict[str, Any]) -> dict[str, Any]:
    return {
        "value": step["hours"]["typical"],
        "key": step["item"],
        "title": f"{step['from']} {step['to'] or ''} {step['mode']}".replace("  ", " "),
        "dataset": "corridors/figures.csv",
        "locator": "; ".join(
            str(each) for each in (step["hours_basis"], step["hours_how"], step["hours_source"]) if each
        ),
    }
