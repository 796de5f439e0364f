"""Groups of states by name: Central Asia, G7, the Nordic countries."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sarai.codelists.folding import fold
from sarai.codelists.lists import rows_of

__all__ = ["Group", "group", "groups", "near_group"]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of states: its name, the ISO codes of its members, and the DAC's region of the same name, if there is.

    Where the members change or are not listed there are none, and what is asked of the group is asked of its region.
    """

    name: str
    members: tuple[str, ...]
    region: str | None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that money to or from the group stands under: its members', and its region's."""
        return self.members if self.region is None else (*self.members, self.region)


@cache
def groups() -> Mapping[str, Group]:
    """Every group, by its name."""
    return {
        row["group"]: Group(row["group"], tuple(filter(None, row["members"].split(";"))), row["region"] or None)
        for row in rows_of("overlay/groups.csv")
    }


def group(name: str) -> Group | None:
    """The group of states that a name means; none where it is the name of none."""
    return _by_name().get(fold(name))


def near_group(name: str) -> Group | None:
    """The group whose name a misspelt one is nearest to, if it is near."""
    found = difflib.get_close_matches(fold(name), _by_name(), n=1, cutoff=0.8)
    return _by_name()[found[0]] if found else None


@cache
def _by_name() -> Mapping[str, Group]:
    return {
        fold(name): groups()[row["group"]]
        for row in rows_of("overlay/groups.csv")
        for name in (row["group"], *filter(None, row["aliases"].split(";")))
    }
