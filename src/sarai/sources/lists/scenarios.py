"""What if: a scenario is a YAML file that closes, opens or changes legs and places.

::

    title: ...
    why: ...
    close: [C1, caspian, RU]            # legs, passages, places or countries
    open: [F1]                          # planned legs whose hours are known
    change:
      - {item: B_KHO, quantity: hours, factor: 0.5}
      - {item: AKT, quantity: capacity, unit: TEU/year, value: 240000}

A file may hold several, parted by ``---``; each is taken or refused whole. What it names is
looked for when it is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from sarai.model.keys import child_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import Quantity
from sarai.sources.kit.cells import BadCell
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.yamls import documents
from sarai.sources.lists._rows import list_card, list_format

_SCENARIOS = list_format("corridor-scenarios", "What if", "title why close open change", "corridors/scenarios/*.yaml")

SOURCE = list_card(
    id="scenarios",
    title="A study's own scenarios of its corridors",
    formats=(replace(_SCENARIOS, kind="yaml"),),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read the scenarios of a file into ``scenario`` and ``scenario_change``, rejects and tallies included.

    Raises:
        UnreadableFile: the file is no YAML in UTF-8, or out of bounds.
    """
    collected = Collected(SOURCE.id, settings)
    one = {("", "records", "records"): Decimal(1)}
    for ordinal, node in enumerate(documents(path), 1):
        collected.count(one)
        origin = {"source": SOURCE.id, "dataset": settings.dataset, "file": settings.file, "locator": f"[{ordinal}]"}
        stated: Any = None
        try:
            stated = _plain(node)
            scenario, changes = _scenario(stated)
        except BadCell as fault:
            collected.reject(fault, locator=f"[{ordinal}]", record=None, raw={"scenario": str(stated)})
            continue
        # A file's name may change while its bytes do not, so a key holds neither.
        key = f"{SOURCE.id}:{child_key(scenario['title'], ordinal)}"
        collected.add("scenario", {**origin, "key": key, "ordinal": ordinal, **scenario})
        for place, change in enumerate(changes, 1):
            collected.add("scenario_change", {**origin, "key": child_key(key, place), "scenario": key, **change})
        collected.keep(one)
    yield from collected.drain()
    yield collected.tally()


def _plain(node: yaml.Node) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or node.start_mark
        told = f"has a fault at line {mark.line + 1}: {getattr(error, 'problem', None) or error}"
        raise BadCell("scenario", "", told) from error
    except (ValueError, OverflowError) as error:
        # A date that no calendar has, a number of thousands of digits.
        line = node.start_mark.line + 1
        raise BadCell("scenario", "", f"that begins at line {line} has a value that is none: {error}") from error


def _scenario(stated: Any) -> tuple[dict[str, Any], list[dict[str, object]]]:
    if not isinstance(stated, Mapping) or not isinstance(stated.get("title"), str) or not stated["title"].strip():
        raise BadCell("title", "", "is missing: write title: what happens")
    for key in stated:
        if key not in _SCENARIOS.columns:
            raise BadCell(str(key), str(stated[key]), f"is unknown: use {', '.join(_SCENARIOS.columns)}")
    lists: dict[str, list[Any]] = {}
    for key in ("close", "open", "change"):
        lists[key] = stated.get(key) or []
        if not isinstance(lists[key], list):
            raise BadCell(key, str(lists[key]), f"is no list: write {key}: [A, B]")
    why = stated.get("why")
    return {
        "title": stated["title"].strip(),
        "why": None if why is None else str(why),
        "closes": [str(each) for each in lists["close"]],
        "opens": [str(each) for each in lists["open"]],
    }, [_change(each) for each in lists["change"]]


def _change(stated: Any) -> dict[str, object]:
    if not isinstance(stated, Mapping) or not {"item", "quantity"} <= set(stated):
        raise BadCell("change", str(stated), "needs item and quantity")
    if unknown := [str(key) for key in stated if key not in ("item", "quantity", "value", "factor", "unit")]:
        raise BadCell("change", ", ".join(unknown), "is unknown: use item, quantity, value, factor and unit")
    name = str(stated["quantity"])
    if name != "hours" and name not in set(Quantity):
        raise BadCell("change", name, f"is no quantity: use hours, {', '.join(Quantity)}")
    numbers = {key: stated[key] for key in ("value", "factor") if key in stated}
    if len(numbers) != 1:
        raise BadCell("change", str(dict(stated)), "has either a value or a factor: leave one of them out")
    for key, value in numbers.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < float("inf"):
            raise BadCell("change", str(value), f"is no {key} of {stated['item']}: write a number, 0 or more")
        if name == Quantity.CAPACITY and value == 0:
            raise BadCell("change", "0", f"is a capacity of zero: close it instead, close: [{stated['item']}]")
    unit = stated.get("unit")
    return {
        "item": str(stated["item"]), "quantity": name, "unit": None if unit is None else str(unit),
        **{key: float(numbers[key]) if key in numbers else None for key in ("value", "factor")},
    }  # fmt: skip
