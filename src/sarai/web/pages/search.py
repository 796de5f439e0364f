"""Search: every page by its name, other names and scripts, in one file that is loaded when somebody types."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from urllib.parse import quote

from sarai import codelists
from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Known, Nav, Page, Prose, Section, line
from sarai.web.pages.groups import PROJECTS, groups
from sarai.web.sentences import phrase
from sarai.web.slices import MOST
from sarai.web.words import Words, count

PATH = "search.html"
STEM = "data/search"

Entry = tuple[str, str, str, tuple[str, ...]]
"""Name, what it is, address, other names."""


def page(ask: Ask) -> Page:
    """The page of results; without scripts it says where the lists are."""
    return Page(
        PATH,
        Nav.DATA,
        "Search",
        (Words("Search"),),
        phrase("What is found stands below."),
        "Search over names, places, projects, promises and documents.",
        sections=(
            Section(
                "hits",
                Words("Found"),
                (
                    Prose(
                        (
                            line(
                                "Without scripts nothing can be searched here: every partner and state is listed under “Partners and states”, every "
                                "project under “Projects”, every promise under “Promises”."
                            ),
                        )
                    ),
                ),
            ),
        ),
    )


PARTED = ("", "recipient", "dependence")
"""Folders of pages whose parts are found by themselves; others are found whole."""


def entries(path: str, known: Known, aliases: Iterable[str] = ()) -> list[Entry]:
    """A page as the index holds it, and its parts: the questions, who funds what, the map."""
    whole = _entry(path, known, aliases)
    folder = path.partition("/")[0] if "/" in path else ""
    if folder not in PARTED or path == PATH:
        return [whole]
    return [
        whole,
        *((heading, f"{known.name}: {whole[1].lower()}", f"{path}#{at}", whole[3]) for at, heading in known.parts),
    ]


def _entry(path: str, known: Known, aliases: Iterable[str]) -> Entry:
    # Most parts of the site are called on a hit what one page of them is; what is not named here is called as its part.
    what = {
        Nav.PAIRS: "Partner and state",
        Nav.PROJECTS: "Project",
        Nav.PROMISES: "Promise",
        Nav.CORRIDORS: "Route",
        Nav.DOCUMENTS: "Document",
        Nav.REGION: "The region",
    }.get(known.nav, known.nav.value)
    kind = path.partition("/")[0] if "/" in path else ""
    what = {
        "recipient": "State",
        "partner": "Partner",
        "pair": "Partner and state",
        "occasion": "Summit, tour or talks",
        "dependence": "What a state hangs on",
        "government": "What a government asked and agreed",
    }.get(kind, what)
    others = dict.fromkeys(each for each in (*known.found, *aliases) if each and each != known.name)
    return known.name, what, path, tuple(others)


def aliases_of(code: str) -> list[str]:
    """Every name under which the code lists know a country or partner, in every script."""
    countries = codelists.load("countries")
    found = [*codelists.every_name_of_country(code)] if code in countries else [*codelists.other_names(code)]
    return list(dict.fromkeys([*found, names.partner(code), code]))


_JOINED = re.compile(r"[;,/()–—-]|\band\b")
"""What stands between the names of places in one text."""


@cache
def places_in(told_place: str | None, country: str | None) -> tuple[codelists.Locality, ...]:
    """The towns and regions that a text about a place names."""
    parts = [told_place or "", *_JOINED.split(told_place or "")]
    meant = (codelists.locality(part.strip(), country).found for part in parts if part.strip())
    return tuple(dict.fromkeys(place for place in meant if place is not None))


def names_of_places(told_place: str | None, country: str | None) -> list[str]:
    """Every name, in every script, of the places that a text names."""
    return [name for place in places_in(told_place, country) for name in codelists.names_of_locality(place.code)]


def places(ask: Ask) -> list[Entry]:
    """The towns and regions that projects name: each leads to the list of projects, filtered by its name."""
    found: dict[codelists.Locality, int] = {}
    for _, tellings in groups(ask).values():
        named = {place for row in tellings for place in places_in(row["place"], row["recipient"])}
        for place in named:
            found[place] = found.get(place, 0) + 1
    return [
        (
            place.name,
            f"{place.kind.value.capitalize()} in {names.place(place.country)}; {count(n, 'projects')}",
            f"{PROJECTS}#find={quote(place.name)}",
            codelists.names_of_locality(place.code),
        )
        for place, n in sorted(found.items(), key=lambda each: (-each[1], each[0].name))
    ]


def scripts(found: Iterable[Entry]) -> Mapping[str, str]:
    """The index as classic scripts of one call each, none larger than a part may be, by their places.

    A part holds pages, and what they are and their other names, each once, that pages refer to; and how many parts
    there are.
    """
    rooms: list[tuple[list[Entry], set[str], int]] = [([], set(), 0)]
    for each in found:
        kept, known, size = rooms[-1]
        new = {each[1], *each[3]} - known
        more = len(_encoded([*each[:3], *new]).encode()) + 6 * len(each[3])
        if kept and size + more > MOST - 1000:
            rooms.append(([each], {each[1], *each[3]}, len(_encoded([*each[:3], *each[3]]).encode())))
            continue
        kept.append(each)
        known |= new
        rooms[-1] = (kept, known, size + more)
    return {
        f"{STEM}{f'-{at}' if at > 1 else ''}.js": _script(kept, len(rooms)) for at, (kept, _, _) in enumerate(rooms, 1)
    }


def _script(part: Sequence[Entry], parts: int) -> str:
    held: dict[str, int] = {}
    pages = [
        [name, held.setdefault(what, len(held)), path, [held.setdefault(other, len(held)) for other in others]]
        for name, what, path, others in part
    ]
    return f"saraiIndex({_encoded(pages)},{_encoded(list(held))},{parts});\n"


def _encoded(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return told.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
