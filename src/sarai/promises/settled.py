"""What no single row shows: rows that stand in no other row's way, when all lists of a study are together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sarai.model.study_lists import Refused

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Settled:
    """The rows that stand, and those that were refused."""

    promises: tuple[Row, ...]
    observations: tuple[Row, ...]
    refused: tuple[Refused, ...]


def settle(promises: Iterable[Row], observations: Iterable[Row]) -> Settled:
    """Take out what contradicts another row: a second row of a name, a parent or first that is not there, a loop
    of parents, the repeat of a repeat, a repeat before its first, a look at no promise or before it was made.

    Refusing one row can leave another without its parent; it is refused in turn.
    """
    refused: list[Refused] = []
    kept: dict[str, Row] = {}
    for row in promises:
        if row["key"] in kept:
            refused.append(Refused(row, "id", row["id"], f"stands in {_place(kept[row['key']])} too: rename one"))
        else:
            kept[row["key"]] = row
    faults = _faults(kept)
    while faults:
        refused += faults
        for fault in faults:
            del kept[fault.row["key"]]
        faults = _faults(kept)
    looks: dict[str, Row] = {}
    for row in observations:
        found = _look_fault(row, kept, looks)
        if found is None:
            looks[row["key"]] = row
        else:
            refused.append(found)
    return Settled(tuple(kept.values()), tuple(looks.values()), tuple(refused))


def _place(row: Row) -> str:
    return f"{row['file'][:8]}:{row['locator']}"


def _name(key: str) -> str:
    return key.partition(":")[2] or key


def _faults(kept: Mapping[str, Row]) -> Sequence[Refused]:
    found = []
    for row in kept.values():
        fault = _parent_fault(row, kept) or _repeat_fault(row, kept)
        if fault is not None:
            found.append(fault)
    return found


def _parent_fault(row: Row, kept: Mapping[str, Row]) -> Refused | None:
    passed = [row["key"]]
    parent = row.get("parent")
    while parent is not None:
        if parent in passed:
            loop = " > ".join(_name(key) for key in [*passed[passed.index(parent) :], parent])
            told = f"closes a loop ({loop}): a promise is no part of its own part"
            # Only rows of the loop are refused for it; what hangs on them loses its parent next.
            return Refused(row, "parent", _name(str(row["parent"])), told) if parent == row["key"] else None
        if parent not in kept:
            if passed == [row["key"]]:
                return Refused(row, "parent", _name(parent), "is no promise of the study: add it, or leave it blank")
            return None
        passed.append(parent)
        parent = kept[parent].get("parent")
    return None


def _repeat_fault(row: Row, kept: Mapping[str, Row]) -> Refused | None:
    first = row.get("repeats")
    if first is None:
        return None
    if first == row["key"]:
        return Refused(row, "repeats", _name(first), "is the promise itself: name the first announcement")
    if first not in kept:
        return Refused(row, "repeats", _name(first), "is no promise of the study: add it, or leave it blank")
    earlier = kept[first].get("repeats")
    if earlier is not None:
        told = f"is a repeat of {_name(earlier)} itself: name {_name(earlier)}, the first announcement"
        return Refused(row, "repeats", _name(first), told)
    if row["date"] < kept[first]["date"]:
        told = f"was made later, on {kept[first]['date']}: the later one is the repeat"
        return Refused(row, "repeats", _name(first), told)
    return None


def _look_fault(row: Row, kept: Mapping[str, Row], looks: Mapping[str, Row]) -> Refused | None:
    if row["key"] in looks:
        return Refused(row, "id", row["id"], f"stands in {_place(looks[row['key']])} too: rename one")
    promise = kept.get(row["promise"])
    if promise is None:
        return Refused(row, "promise", _name(row["promise"]), "is no promise that stands: add it, or mend its row")
    if row["known_by"] < promise["date"]:
        told = f"lies before the promise was made on {promise['date']}: look at both dates"
        return Refused(row, "date", str(row["date"]), told)
    return None
