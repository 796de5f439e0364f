"""A route on a page of its own: map, steps, cost and narrow places, every figure with where it comes from."""

from collections.abc import Mapping
from typing import Any

from sarai.briefs.content import (
    Block,
    Brief,
    Key,
    Opening,
    Picture,
    Section,
    Sentence,
    Wide,
    line,
    sentence,
    table,
    words,
)
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
    told = _Told(passports, row)
    narrow = _narrow(passports, row)
    sections = (
        Section("route", words("The route"), (sentence(*told.say), told.hours, *told.costs, *narrow)),
        Section("steps", words("Step by step"), (_steps(passports, row),)),
        Section("mind", words("What to mind"), tuple(sentence(each) for each in notes)),
    )
    return Brief(
        title=line(Quoted(row["from"]), " to ", Quoted(row["to"])),
        about=line("A route over the corridors of the study; every figure opens into the figures it rests on."),
        sections=sections,
        passports=tuple(passports),
        opening=Opening(told.say, told.keys, picture),
    )


class _Told:
    """What is told of a route before its tables: a sentence, its key figures, its hours and its costs."""

    def __init__(self, passports: Passports, row: Mapping[str, Any]) -> None:
        self._passports = passports
        legs = tuple(_leg(each, each["hours"]["typical"]) for each in row["legs"])
        lengths = tuple(_leg(each, each["km"], told="km") for each in row["legs"] if each["km"] is not None)
        hours = row["expected_hours"]
        drawn = "quantile of seeded draws of every step between its low and high hours"
        km = self._figure("kilometres", row["km"], "km", "sum of its legs", lengths)
        timetable = self._figure(
            "timetable", row["timetable_hours"], "hours", "sum of the typical hours of its steps", legs
        )
        # What takes less than two days is told in hours.
        unit, by = ("days", 24) if hours["p50"] >= 48 else ("hours", 1)
        low, middle, high = (
            self._figure(
                f"{says}, in {unit}", hours[name] / by, unit, drawn if by == 1 else f"{drawn}, divided by {by}"
            )
            for says, name in (("expected, lower", "p10"), ("expected, middle", "p50"), ("expected, upper", "p90"))
        )
        made = self._figure(
            "share of the hours that is worked out", 100 * row["basis"].get("derived", 0.0), "%",
            "hours of steps without a published time, of all typical hours", legs,
        )  # fmt: skip
        costs = [
            (cost, self._figure("cost", cost["usd"], "USD", "sum of the prices of its legs")) for cost in row["cost"]
        ]
        self.say = line(
            "A ", _load(row["cost"][0]) if row["cost"] else "load", " takes about ", middle,
            f" {unit} (eight trips in ten: ", low, " to ", high, ") over ", km, " kilometres; ", made,
            " % of the hours are worked out, not published.",
        )  # fmt: skip
        self.keys = (
            Key(None, middle, line(f"{unit}, the middle of what is expected")),
            Key(None, km, line("kilometres")),
            *(Key(Quoted("USD "), usd, line("for one ", _load(cost), _made(cost))) for cost, usd in costs[:1]),
        )
        self.hours = sentence(
            "Timetable: ", timetable, " hours. Expected: ",
            self._figure("expected, middle", hours["p50"], "hours", drawn), " hours, in one of ten under ",
            self._figure("expected, lower", hours["p10"], "hours", drawn), " and in one of ten over ",
            self._figure("expected, upper", hours["p90"], "hours", drawn), ".",
        )  # fmt: skip
        self.costs = tuple(self._cost(cost, usd) for cost, usd in costs)

    def _cost(self, cost: Mapping[str, Any], usd: Figure) -> Sentence:
        missing = ", ".join(cost["named"][each] for each in cost["legs_without"])
        return sentence(
            "One ", _load(cost), " costs USD ", usd, ", of it estimated ",
            self._figure("cost estimated", cost["estimated_usd"], "USD", "kilometres at the median price of the mode"),
            *(["; no price is known for ", Quoted(missing)] if missing else []), ".",
        )  # fmt: skip

    def _figure(
        self, says: str, value: float | None, unit: str, how: str, rows: tuple[dict[str, Any], ...] = ()
    ) -> Figure:
        shown = None if value is None else round(value)
        return self._passports.issue(says=says, value=shown, unit=unit, how=how, rows=rows, style=Style.COUNT)


_LOADS = {"teu": "container (TEU)", "truck": "truck", "wagon_20t": "wagon of 20 t"}


def _load(cost: Mapping[str, Any]) -> Words:
    """What a charge is for, as a forwarder says it."""
    return Words(_LOADS[cost["charge"]])


def _made(cost: Mapping[str, Any]) -> Words:
    """How much of a cost is an estimate."""
    if not cost["estimated_usd"]:
        return Words("")
    return Words(", all of it estimated" if cost["estimated_usd"] == cost["usd"] else ", a part of it estimated")


def _narrow(passports: Passports, row: Mapping[str, Any]) -> list[Block]:
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
    if not narrow:
        return []
    heads = [("Place or leg", False), ("Capacity", True), ("Unit", False), ("Basis", False)]
    return [table("narrow", ("The narrowest place, by unit",), heads, narrow)]


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
