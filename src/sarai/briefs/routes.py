"""A route on a page of its own: map, steps, cost and narrow places, every figure with where it comes from."""

from collections.abc import Mapping
from typing import Any

from sarai.briefs.content import Block, Brief, Picture, Section, Wide, line, sentence, table, words
from sarai.briefs.words import Cell, Quoted, Words
from sarai.model.figures import Figure, Passports, Style
from sarai.study import Study

ABOUT = "The route on the map of these corridors"


def compose(study: Study, start: str, end: str, **asked: Any) -> Brief:
    """The best route between two places as a page; takes what :meth:`sarai.study.Study.route` takes.

    Raises:
        QuestionError: an unknown place or option, or no route.
        CorridorError: the study's corridors do not hold.
    """
    found = study.route(start, end, **{**asked, "k": 1})
    row = found.rows[0]
    passports = Passports()
    drawn = study.corridor_map(
        what_if=asked.get("what_if"), legs=[each["item"] for each in row["legs"]], title=f"{row['from']} to {row['to']}"
    )
    picture = Picture("map", drawn, words(f"{ABOUT}."), Wide.PAGE)
    notes = [Quoted(each) for each in (*row["notes"], *found.notes)]
    sections = (
        Section("route", words("The route"), tuple(_short(passports, row))),
        Section("map", words("On the map"), (picture,)),
        Section("steps", words("Step by step"), (_steps(passports, row),)),
        Section("mind", words("What to mind"), tuple(sentence(each) for each in notes)),
    )
    return Brief(
        title=line(Quoted(row["from"]), " to ", Quoted(row["to"])),
        about=line("A route over the corridors of the study; every figure opens into the figures it rests on."),
        sections=sections,
        passports=tuple(passports),
    )


def _short(passports: Passports, row: Mapping[str, Any]) -> list[Block]:
    legs = tuple(_leg(each, each["hours"]["typical"]) for each in row["legs"])
    lengths = tuple(_leg(each, each["km"], told="km") for each in row["legs"] if each["km"] is not None)

    def figure(says: str, value: float | None, unit: str, how: str, rows: tuple[dict[str, Any], ...] = ()) -> Figure:
        shown = None if value is None else round(value)
        return passports.issue(says=says, value=shown, unit=unit, how=how, rows=rows, style=Style.COUNT)

    hours = row["expected_hours"]
    drawn = "quantile of seeded draws of every step between its low and high hours"
    blocks: list[Block] = [
        sentence(
            figure("kilometres", row["km"], "km", "sum of its legs", lengths), " kilometres. Timetable: ",
            figure("timetable", row["timetable_hours"], "hours", "sum of the typical hours of its steps", legs),
            " hours. Expected: ",
            figure("expected, middle", hours["p50"], "hours", drawn), " hours, in one of ten under ",
            figure("expected, lower", hours["p10"], "hours", drawn), " and in one of ten over ",
            figure("expected, upper", hours["p90"], "hours", drawn), ".",
        )
    ]  # fmt: skip
    for cost in row["cost"]:
        missing = ", ".join(cost["named"][each] for each in cost["legs_without"])
        told: list[Cell | str] = [
            "Cost, USD for one ", Quoted(cost["charge"]), ": ",
            figure("cost", cost["usd"], "USD", "sum of the prices of its legs"), ", of it estimated ",
            figure("cost estimated", cost["estimated_usd"], "USD", "kilometres at the median price of the mode"),
        ]  # fmt: skip
        blocks.append(sentence(*told, *([", without ", Quoted(missing)] if missing else []), "."))
    narrow = [
        (
            Quoted(each["at"]),
            passports.issue(
                says=f"capacity of {each['at']}", value=each["capacity"], unit=each["unit"], how=each["basis"],
                rows=({"value": each["capacity"], "key": each["item"], "dataset": "corridors/figures.csv",
                       "locator": f"{each['date']}; {each['source']}"},),
                style=Style.RATIO if float(each["capacity"]) < 100 else Style.COUNT,
            ),
            Quoted(each["unit"]),
            Words(each["basis"]),
        )
        for each in row["bottleneck"]
    ]  # fmt: skip
    if narrow:
        heads = [("Place or leg", False), ("Capacity", True), ("Unit", False), ("Basis", False)]
        blocks.append(table("narrow", ("The narrowest place, by unit",), heads, narrow))
    return blocks


def _steps(passports: Passports, row: Mapping[str, Any]) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for place, each in enumerate(row["legs"]):
        hours = [
            passports.issue(
                says=f"{name} hours of {each['item']}, {each['mode']}, step {place + 1}", value=each["hours"][name],
                unit="hours", how=each["hours_basis"] or "worked out", rows=(_leg(each, each["hours"][name]),),
                style=Style.RATIO,
            )
            for name in ("low", "typical", "high")
        ]  # fmt: skip
        km = passports.issue(
            says=f"kilometres of {each['item']}, step {place + 1}", value=each["km"], unit="km",
            how=each["km_basis"] or "not a distance",
            rows=(_leg(each, each["km"], told="km"),) if each["km"] is not None else (),
            style=Style.COUNT,
        )  # fmt: skip
        rows.append(
            (
                Quoted(each["item"]),
                Quoted(" – ".join(name for name in (each["from"], each["to"]) if name)),
                Words(each["mode"].replace("_", " ")),
                km if each["km"] is not None else Words("–"),
                *hours,
                Words(each["hours_basis"] or "worked out"),
                Words(each["time_published"]),
            )
        )
    return table(
        "steps",
        ("Hours: low, typical and high",),
        [("Step", False), ("Between", False), ("Mode", False), ("Kilometres", True), ("Low", True), ("Typical", True),
         ("High", True), ("Basis", False), ("Time published", False)],
        rows,
    )  # fmt: skip


def _leg(step: Mapping[str, Any], value: float | None, *, told: str = "hours") -> dict[str, Any]:
    names = ("km_basis", "km_source") if told == "km" else ("hours_basis", "hours_how", "hours_date", "hours_source")
    return {
        "value": value,
        "key": step["item"],
        "title": " ".join(each for each in (step["from"], step["to"], step["mode"]) if each),
        "dataset": "corridors/figures.csv",
        "locator": "; ".join(str(step[name]) for name in names if step[name]),
    }
