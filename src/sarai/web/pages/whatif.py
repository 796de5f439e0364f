"""What scenarios of a study make of the ways of its corridors: a section of each route page, and of their list."""

from collections.abc import Callable, Mapping
from typing import Any

from sarai.web.ask import Ask
from sarai.web.page import Column, Section, Table
from sarai.web.sentences import phrase
from sarai.web.words import Beside, Cell, Link, Words, quoted

Row = Mapping[str, Any]


def days(hours: float) -> str:
    """Hours as days: with a tenth below ten."""
    return f"{hours / 24:.0f}" if hours >= 240 else f"{hours / 24:.1f}"


def what_if(ask: Ask, row: Row) -> tuple[Section, ...]:
    """What each scenario of the study makes of the way; none where the study has no scenarios."""
    lines: list[tuple[Cell, ...]] = []
    for title, pairs in ask.scenes.what_ifs.items():
        told = pairs.get((row["from"], row["to"]))
        if told is not None:
            lines.append(_scenario(title, told))
    if not lines:
        return ()
    heads = (
        ("What if", False),
        ("Days", True),
        ("Change, hours", True),
        ("Eight trips in ten", True),
        ("What comes of it", False),
        ("Through", False),
    )
    table = Table(tuple(Column(Words(head), number) for head, number in heads), tuple(lines), what=Words("scenarios"))
    return (Section("whatif", Words("What if a sea, a canal or a border closes, or a line opens"), (table,)),)


def _scenario(title: str, told: Row) -> tuple[Cell, ...]:
    if told["after_hours"] is None:
        return (quoted(title), Words("no way"), Words(""), Words(""), Words(told["result"]), Words(""))
    through = ", ".join(told["after_through"]) or "nothing between"
    change = told["change_hours"]
    compared = "not compared" if change is None else f"{change:+,.0f}" if change else "none"
    return (
        quoted(title),
        Beside(days(told["after_hours"]), told["after_hours"]),
        Beside(compared, change or 0.0),
        Beside(f"{days(told['after_p10'])} to {days(told['after_p90'])}", told["after_p10"]),
        Words(told["result"]),
        quoted(through if told["after_sensible"] else f"{through} (not sensible)"),
    )


def matrix(ask: Ask, path: Callable[[Row], str]) -> tuple[Section, ...]:
    """Every way under every scenario that changes one of them, in days, to be filtered."""
    told = {
        title: pairs
        for title, pairs in ask.scenes.what_ifs.items()
        if any(row["result"] != SAME for row in pairs.values()) and not any(map(str.isdigit, title))
    }
    if not told:
        return ()
    lines = [
        (
            Link(f"{row['from']} to {row['to']}", f"{path(row)}#whatif"),
            Beside(days(row["timetable_hours"]), row["timetable_hours"]),
            *(_under(pairs.get((row["from"], row["to"]))) for pairs in told.values()),
        )
        for row in ask.ways
    ]
    heads = (("Way", False), ("As it is", True), *((title, True) for title in told))
    table = Table(
        tuple(Column(Words(head), number) for head, number in heads), tuple(lines), tools=True,
        what=Words("ways under scenarios"), caption=phrase("* By another way. † Not sensible: nobody would send it so."),
    )  # fmt: skip
    name = Words("What if: the same ways when something closes or opens, in days")
    return (Section("whatifs", name, (table,)),)


SAME = "same route"
"""What a scenario is said to do where it changes nothing of a way."""


def _under(told: Row | None) -> Cell:
    if told is None or told["after_hours"] is None:
        return Words("no way")
    changed = "*" if told["before_legs"] != told["after_legs"] else ""
    sense = "" if told["after_sensible"] else "†"
    return Beside(f"{days(told['after_hours'])}{changed}{sense}", told["after_hours"])
