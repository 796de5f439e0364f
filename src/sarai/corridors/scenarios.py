"""What if: corridors with legs closed, opened or changed, as a scenario of the study has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from sarai.corridors.network import HOURS, Corridors
from sarai.model.errors import CorridorError, QuestionError
from sarai.model.vocabulary import FigureBasis, LegStatus, Quantity


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


def named(
    scenarios: Iterable[Mapping[str, Any]], changes: Iterable[Mapping[str, Any]], files: Mapping[str, str]
) -> dict[str, Scenario]:
    """Scenarios by the name of their file without its ending; of several in a file the later ones by name and place.

    The rows are those of ``scenario`` and ``scenario_change``, ``files`` the names of files by their hash.
    """
    told: dict[tuple[str, str], list[Change]] = {}
    for row in changes:
        quantities = HOURS if row["quantity"] == "hours" else (Quantity(row["quantity"]),)
        made = Change(row["item"], quantities, row["value"], row["factor"], row["unit"])
        told.setdefault((row["file"], row["scenario"]), []).append(made)
    found = {}
    for row in scenarios:
        where = files[row["file"]]
        name = PurePath(where).stem + (f"-{row['ordinal']}" if row["ordinal"] > 1 else "")
        closes, opens = tuple(row["closes"]), tuple(row["opens"])
        changed = tuple(told.get((row["file"], row["key"]), ()))
        found[name] = Scenario(row["title"], row["why"] or "", closes, opens, changed, where)
    return found


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
                if each.basis is not FigureBasis.PROMISED and (change.unit is None or each.unit == change.unit)
            ]
            if not before:
                raise CorridorError(
                    f"{change.item} has no {quantity} to change", where=scenario.where, cure="see figures.csv"
                )
            value = change.value if change.value is not None else before[0].value * (change.factor or 0.0)
            told = replace(
                before[0],
                value=value,
                basis=FigureBasis.DERIVED,
                how=f"scenario: {scenario.title}",
                source=scenario.where,
            )
            kept = [f for f in corridors.stated(change.item, quantity) if f.unit != before[0].unit]
            dropped.append((change.item, quantity))
            changed += [told, *kept]
    made = replace(corridors, legs=legs).with_figures(changed, drop=dropped)
    for change in scenario.changes:
        hours = made.hours(change.item)
        if hours is not None and not hours.low <= hours.typical <= hours.high:
            raise CorridorError(
                f"leaves the hours of {change.item} out of order: low {hours.low:g}, typical {hours.typical:g}, "
                f"high {hours.high:g}",
                where=scenario.where,
                cure="low must not be above typical, nor typical above high",
            )
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
