"""What of the IATI standard is read, and into which column; what is left out, and why.

Made from the table of paths that the reader follows, so that it cannot say anything else than what is done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from sarai.sources.iati.paths import STANDARDS, expanded


@dataclass(frozen=True, slots=True)
class Place:
    """One path of the standard: where it goes or why not, and whether 1.0x alone has it."""

    path: str
    fate: Literal["mapped", "ignored", "container"]
    target: str
    old: bool


@cache
def coverage() -> tuple[Place, ...]:
    """Every element and attribute of the table of paths, in its order."""
    return tuple(place for lines in STANDARDS.values() for place in _places(lines))


def _places(lines: str) -> Iterator[Place]:
    path: list[str] = []
    # What stands at the root is handed down to the records below it.
    table: list[str] = ["activity" if "iati-activity " in lines else "organisation"]
    for level, name, fate, old in expanded(lines):
        del path[level:], table[level + 1 :]
        here = "/".join([*path, name])
        verb, _, rest = fate.partition(" ")
        inside = table[-1]
        if name[0] != "@" and name != "text()":
            path.append(name)
            table.append(rest.split()[0] if verb == "row" else inside)
        if verb == "no":
            yield Place(here, "ignored", rest, old)
        elif fate == "":
            yield Place(here, "container", "", old)
        else:
            yield Place(here, "mapped", _target(inside, verb, rest), old)


def _target(table: str, verb: str, rest: str) -> str:
    if verb == "row":
        opened = rest.split()[0]
        return _TABLES.get(opened, opened)
    if verb == "text":
        told, _, column = rest.partition(" > ")
        return f"narrative ({told})" + (f", {_column(table, column)}" if column else "")
    if verb in ("lang", "kind"):
        return "narrative.language" if verb == "lang" else "narrative.element"
    return _column(table, verb.rstrip("+"))


def _column(table: str, column: str) -> str:
    return _COLUMNS.get((table, column)) or _COLUMNS.get(("", column)) or f"{_TABLES.get(table, table)}.{column}"


_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "transaction": "flow",
        "planned": "flow",
        "plan": "budget",
        "sector": "split",
        "recipient": "split",
        "label": "split",
        "aid_type": "split",
        "budget_items": "split",
        "budget_item": "split",
        "date": "activity",
        "place_id": "location",
        "place_admin": "location",
        "reference": "result",
        "indicator": "result",
        "baseline": "result",
        "period": "result",
        "target": "result",
        "actual": "result",
        "value_place": "result",
        "dimension": "result",
        "forecast": "budget",
        "fss": "extra",
        "legacy": "extra",
    }
)
"""The canonical table that holds what is first gathered under a name of the standard."""

_COLUMNS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("activity", "budget_not_provided"): "extra.value",
        ("activity", "conditions"): "extra.value",
        ("activity", "status_words"): "activity.status_stated",
        ("activity", "crs_channel"): "activity.channel",
        ("date", "type"): "activity (which of its four dates)",
        ("date", "day"): "activity (one of its four dates)",
        ("date", "words"): "activity (one of its four dates)",
        ("place_id", "code"): "location.codes",
        ("place_id", "vocabulary"): "location.codes",
        ("location", "position"): "location.latitude, location.longitude",
        **{
            ("place_admin", name): "location.admins"
            for name in ("code", "vocabulary", "level", "country", "adm1", "adm2", "words")
        },
        ("budget_items", "vocabulary"): "split.vocabulary",
        ("aid_type", "code"): "activity.aid_type, flow.aid_type, split.code",
        ("planned", "updated"): "extra.value",
        ("budget_line", "label"): "narrative (line)",
        ("transaction", "type"): "flow.kind, flow.kind_stated",
        ("transaction", "date_words"): "flow.date",
        ("related", "words"): "related.ref",
        ("legacy", "name"): "extra.name",
        ("legacy", "value"): "extra.value",
        ("legacy", "equivalent"): "extra.detail",
        ("fss", "extracted"): "extra.value",
        ("fss", "priority"): "extra.value",
        ("fss", "phaseout_year"): "extra.value",
        ("forecast", "year"): "budget.period_start, budget.period_end",
        ("reference", "code"): "result.codes",
        ("reference", "vocabulary"): "result.codes",
        ("reference", "uri"): "result.codes",
        ("indicator", "title"): "result.indicator",
        ("baseline", "value"): "result.baseline",
        ("baseline", "year"): "result.baseline_year",
        ("baseline", "day"): "result.baseline_day",
        ("target", "value"): "result.target",
        ("actual", "value"): "result.actual",
        ("value_place", "ref"): "result.place",
        ("dimension", "name"): "result.dimension",
        ("dimension", "value"): "result.dimension",
    }
)
"""Columns whose name differs from what the value is first gathered under."""
