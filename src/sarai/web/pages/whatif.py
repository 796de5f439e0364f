"""What scenarios of a study make of the ways of its corridors: a section of each route page, and of their list."""

from collections.abc import Callable, Mapping
from dataclasses import replace
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
        ("Days, middle", True),
        ("Change, hours", True),
        ("What comes of it", False),
        ("Through", False),
    )
    table = Table(tuple(Column(Words(head), number) for head, number in heads), tuple(lines), what=Words("scenarios"))
    own = [pairs.get((row["from"], row["to"])) for pairs in ask.scenes.what_ifs.values()]
    if any(each is not None and _seems_quicker(each) for each in own):
        table = replace(table, caption=phrase(SEEMS))
    return (Section("whatif", Words("What if a sea, a canal or a border closes, or a line opens"), (table,)),)


SEEMS = (
    "A way is chosen by the typical hours of its steps. At the middle of seeded draws, which weigh long waits too, another "
    "way can be quicker: where the first one closes, the days at the middle may then fall although the typical hours rise. "
    "Such a case is marked; closing saves nothing, since the other way is open as it is."
)


def _seems_quicker(told: Row) -> bool:
    """Whether the days at the middle fall although the typical hours of the way that is left are no fewer."""
    return (
        told["after_p50"] is not None
        and told["before_p50"] is not None
        and told["after_p50"] < told["before_p50"]
        and (told["change_hours"] or 0) >= 0
        and told["before_legs"] != told["after_legs"]
    )


def _scenario(title: str, told: Row) -> tuple[Cell, ...]:
    if told["after_hours"] is None:
        return (quoted(title), Words("no way"), Words(""), Words(told["result"]), Words(""))
    through = ", ".join(told["after_through"]) or "nothing between"
    return (
        quoted(title),
        Beside(days(told["after_p50"]), told["after_p50"]),
        Beside(f"{told['change_hours']:+,.0f}" if told["change_hours"] else "none", told["change_hours"] or 0.0),
        Words(f"{told['result']}{'; quicker at the middle, and open as it is' if _seems_quicker(told) else ''}"),
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
            Beside(days(row["expected_hours"]["p50"]), row["expected_hours"]["p50"]),
            *(_under(pairs.get((row["from"], row["to"]))) for pairs in told.values()),
        )
        for row in ask.ways
    ]
    heads = (("Way", False), ("As it is", True), *((title, True) for title in told))
    table = Table(
        tuple(Column(Words(head), number) for head, number in heads), tuple(lines), tools=True,
        what=Words("ways under scenarios"),
    )  # fmt: skip
    if any(_seems_quicker(row) for pairs in told.values() for row in pairs.values()):
        table = replace(table, caption=phrase(SEEMS))
    name = Words("What if: the same ways when something closes or opens, days at the middle")
    return (Section("whatifs", name, (table,)),)


SAME = "same route"
"""What a scenario is said to do where it changes nothing of a way."""


def _under(told: Row | None) -> Cell:
    if told is None or told["after_p50"] is None:
        return Words("no way")
    changed = told["before_legs"] != told["after_legs"]
    marked = ", quicker at the middle" if _seems_quicker(told) else ""
    return Beside(f"{days(told['after_p50'])}{' by another way' if changed else ''}{marked}", told["after_p50"])
