"""What AidData's titles say of other records: which a record is linked to, and whether it is a facility for others.

AidData writes links into titles, "(Linked to Project ID#53545, #40234)" or "(linked to Umbrella #53184)". A link says
that two records belong to one undertaking, never that they are the same money: a syndicate's shares, phases of a works
and a grant beside a loan are linked, and each is money of its own.
"""

import re

_LINKED = re.compile(r"\(\s*(?:lined|linked)\b([^()]*)\)?", re.IGNORECASE)
_UMBRELLA = re.compile(r"umbrella[^#\d]*#?\s*(\d+)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{2,}")
_FACILITY = re.compile(r"\bmaster (?:loan )?facility agreement\b", re.IGNORECASE)


def linked(title: str | None) -> tuple[tuple[str, str], ...]:
    """The records that a title names, each as (id, ``sibling`` or ``parent``), an umbrella being the parent."""
    found: dict[str, str] = {}
    for told in _LINKED.findall(title or ""):
        umbrellas = set(_UMBRELLA.findall(told))
        for number in _NUMBER.findall(told):
            found.setdefault(number, "parent" if number in umbrellas else "sibling")
    return tuple(found.items())


def is_facility(title: str | None) -> bool:
    """Whether a title names a master facility, out of which loans are made that may be records of their own."""
    return _FACILITY.search(title or "") is not None
