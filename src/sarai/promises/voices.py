"""Whose word a look is: a party's own page is that party speaking, and so is a record that it publishes.

What the maker says of its own promise is kept apart from what others saw. A page is the maker's by the host that it
stands on: hosts of named bodies are a list, hosts of governments a list of patterns that registries keep for them
(``gov.kz``, ``govt.nz``, ``gouv.fr``). A host that is on neither is nobody's own.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from sarai import codelists
from sarai.model.vocabulary import Seen
from sarai.promises.delivery import rows
from sarai.promises.ledger import Observation, Promise

HOSTS: Mapping[str, str] = MappingProxyType({row["host"]: row["party"] for row in rows("hosts.csv")})
"""The hosts on which a party speaks for itself, by their endings. A party's code is that of its promises."""


GOVERNMENTS = frozenset(row["pattern"] for row in rows("government_hosts.csv"))
"""The endings under which a registry lets in governments alone; ``*`` is the ending of any state."""

_ENDINGS = MappingProxyType({"uk": "GB", "eu": "EU"})
"""The endings of states that are not their ISO codes."""


def _government(ending: str) -> str | None:
    """The state whose government alone may stand under an ending, by the patterns."""
    first, _, country = ending.rpartition(".")
    state = _ENDINGS.get(country, country.upper())
    if ending in _OF_NO_COUNTRY:
        return _OF_NO_COUNTRY[ending]
    if state not in codelists.load("countries"):
        return None
    return state if ending in GOVERNMENTS or (first and f"{first}.*" in GOVERNMENTS) else None


_OF_NO_COUNTRY = MappingProxyType(
    {row["pattern"]: row["party"] for row in rows("government_hosts.csv") if row["party"]}
)


def speaker(url: str) -> str | None:
    """The party on whose own pages an address stands; none where it is nobody's own."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    parts = host.split(".")
    for place in range(len(parts)):
        ending = ".".join(parts[place:])
        party = HOSTS.get(ending) or _government(ending)
        if party is not None:
            return party
    return None


def is_own(promise: Promise, look: Observation) -> bool:
    """Whether a look is the maker's own word of its promise."""
    return speaker(look.url) in promise.makers


@dataclass(frozen=True, slots=True)
class Record:
    """A record in an official list that is linked to a promise, or likely the same, with the status told there.

    It is the provider's own word, and no witness. ``on`` is the day for which the dataset speaks, none where it names
    none: what such a record says has no date. ``sure`` tells a link from a pair that a person has still to look at;
    ``since`` is the day from which the record states that status, none where it states none.
    """

    name: str
    title: str | None
    status: Seen | None
    on: dt.date | None
    dataset: str
    sure: bool
    since: dt.date | None = None


def known(records: Iterable[Record], promise: Promise, on: dt.date) -> tuple[Record, ...]:
    """The records that say something of a promise on a day, those linked before those only likely, the newest first.

    A status that began before the promise was made proves nothing for it: a dam that a list has as operating since
    2018 says nothing of a grant of 2024 for its completion.
    """
    found = [
        each
        for each in records
        if (each.on is None or each.on <= on) and (each.since is None or each.since >= promise.date)
    ]
    return tuple(sorted(found, key=lambda each: (not each.sure, -(each.on or dt.date.min).toordinal(), each.name)))
