"""What if: a scenario is a YAML file of the study that closes, opens or changes legs and places.

::

    title: ...
    why: ...
    close: [C1, caspian, RU]            # legs, passages, places or countries
    open: [F1]                          # planned legs whose hours are known
    change:
      - {item: B_KHO, quantity: hours, factor: 0.5}
      - {item: AKT, quantity: capacity, unit: TEU/year, value: 240000}
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sarai.corridors.network import FOLDER, HOURS, Basis, Corridors, LegStatus, Quantity
from sarai.corridors.reading import check
from sarai.model.errors import CorridorError, QuestionError

_KEYS = {"title", "why", "close", "open", "change"}


@dataclass(frozen=True, slots=True)
class Change:
    """One quantity of one item set to a value or multiplied by a factor; ``hours`` means all three."""

    item: str
    quantities: tuple[Quantity, ...]
    value: float | None
    factor: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a scenario file asks for, and where it stands."""

    title: str
    why: str
    close: tuple[str, ...]
    opened: tuple[str, ...]
    changes: tuple[Change, ...]
    where: str


def load(path: Path, *, folder: Path) -> Scenario:
    """Read a scenario: a path, or the name of one in ``corridors/scenarios`` of the study folder.

    Raises:
        CorridorError: no such file, no YAML, unknown keys, or values of the wrong kind.
    """
    import yaml

    named = folder / FOLDER / "scenarios" / f"{path.name.removesuffix('.yaml')}.yaml"
    found = path if path.is_file() else named
    if not found.is_file():
        known = sorted(each.stem for each in named.parent.glob("*.yaml"))
        raise CorridorError("there is no such scenario", where=str(path), cure=f"in this study: {', '.join(known)}")
    try:
        raw = yaml.safe_load(found.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorridorError(f"is not YAML: {error}", where=str(found), cure="mend the line it names") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("title"), str):
        raise CorridorError("has no title", where=str(found), cure="title: what happens")
    unknown = set(raw) - _KEYS
    if unknown:
        raise CorridorError(
            f"unknown key {', '.join(map(str, sorted(unknown, key=str)))}",
            where=str(found),
            cure=", ".join(sorted(_KEYS)),
        )
    lists = {}
    for key in ("close", "open", "change"):
        value = raw.get(key) or []
        if not isinstance(value, list):
            raise CorridorError(f"{key} is no list", where=str(found), cure=f"{key}: [A, B]")
        lists[key] = value
    return Scenario(
        raw["title"], str(raw.get("why", "")), tuple(map(str, lists["close"])), tuple(map(str, lists["open"])),
        tuple(_change(each, str(found)) for each in lists["change"]), str(found),
    )  # fmt: skip


def apply(corridors: Corridors, scenario: Scenario) -> Corridors:
    """These corridors as the scenario has them.

    Raises:
        CorridorError: it names what is not there, opens a leg without hours, or breaks the order of hours.
    """
    legs = dict(corridors.legs)
    for word in scenario.close:
        gone = _touched(corridors, word, scenario.where)
        legs = {key: leg for key, leg in legs.items() if key not in gone}
    for word in scenario.opened:
        leg = legs.get(word)
        if leg is None:
            raise CorridorError(f"cannot open the unknown leg {word!r}", where=scenario.where, cure="see legs.csv")
        if corridors.hours(word) is None:
            raise CorridorError(
                f"cannot open {word}: nobody gives its hours", where=scenario.where, cure="add hours to figures.csv"
            )
        legs[word] = replace(leg, status=LegStatus.OPEN)
    changed, dropped = [], []
    for change in scenario.changes:
        for quantity in change.quantities:
            before = [
                each
                for each in corridors.stated(change.item, quantity)
                if each.basis is not Basis.PROMISED and (change.unit is None or each.unit == change.unit)
            ]
            if not before:
                raise CorridorError(
                    f"{change.item} has no {quantity} to change", where=scenario.where, cure="see figures.csv"
                )
            value = change.value if change.value is not None else before[0].value * (change.factor or 0.0)
            told = replace(
                before[0], value=value, basis=Basis.DERIVED, how=f"scenario: {scenario.title}", source=scenario.where
            )
            kept = [f for f in corridors.stated(change.item, quantity) if f.unit != before[0].unit]
            dropped.append((change.item, quantity))
            changed += [told, *kept]
    made = replace(corridors, legs=legs).with_figures(changed, drop=dropped)
    check(made)
    return made


def _touched(corridors: Corridors, word: str, where: str) -> set[str]:
    legs = corridors.legs.values()
    found = {leg.id for leg in legs if word in (leg.id, leg.passage) or word.upper() in leg.countries}
    if found:
        return found
    try:
        place = corridors.place(word).id
    except QuestionError as error:
        raise CorridorError(f"{word!r} is no leg, passage, country or place", where=where, cure=error.cure) from error
    return {leg.id for leg in legs if place in (leg.start, leg.end)}


def _change(raw: Any, where: str) -> Change:
    if not isinstance(raw, Mapping) or not {"item", "quantity"} <= set(raw):
        raise CorridorError("a change needs item and quantity", where=where, cure="see `sarai corridors --help`")
    name = str(raw["quantity"])
    try:
        quantities = HOURS if name == "hours" else (Quantity(name),)
    except ValueError:
        raise CorridorError(f"{name!r} is no quantity", where=where, cure=f"hours, {', '.join(Quantity)}") from None
    numbers = {key: raw[key] for key in ("value", "factor") if key in raw}
    if len(numbers) != 1:
        raise CorridorError("a change has either a value or a factor", where=where, cure="leave one of them out")
    for key, value in numbers.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            raise CorridorError(f"{key} {value!r} of {raw['item']}", where=where, cure="a number, 0 or more")
    if name == "capacity" and 0 in numbers.values():
        raise CorridorError("a capacity of zero", where=where, cure=f"close it instead: close: [{raw['item']}]")
    unit = raw.get("unit")
    return Change(
        str(raw["item"]), quantities, numbers.get("value"), numbers.get("factor"), None if unit is None else str(unit)
    )
