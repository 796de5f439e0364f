"""Search: every page by its name, other names and scripts, in one file that is loaded when somebody types."""

import json
from collections.abc import Iterable

from sarai import codelists
from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Nav, Page, Prose, Section, line
from sarai.web.sentences import told
from sarai.web.words import Words

PATH = "search.html"
INDEX = "data/search.js"

Entry = tuple[str, str, str, str]
"""Name, what it is, address, other names."""


def page(ask: Ask) -> Page:
    """The page of results; without scripts it says where the lists are."""
    return Page(
        PATH,
        Nav.DATA,
        "Search",
        (Words("Search"),),
        told("What is found stands below."),
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


def entry(page_made: Page, aliases: Iterable[str] = ()) -> Entry:
    """A page as the index holds it."""
    what = {
        Nav.PAIRS: "Partner and state",
        Nav.PROJECTS: "Project",
        Nav.PROMISES: "Promise",
        Nav.CORRIDORS: "Route",
        Nav.DOCUMENTS: "Document",
        Nav.DATA: "Data and method",
        Nav.REGION: "The region",
    }[page_made.nav]
    kind = page_made.path.partition("/")[0] if "/" in page_made.path else ""
    what = {
        "recipient": "State",
        "partner": "Partner",
        "pair": "Partner and state",
        "dependence": "What a state hangs on",
        "government": "What a government asked and agreed",
    }.get(kind, what)
    others = " ".join(sorted({each for each in (*page_made.found, *aliases) if each}))
    return page_made.name, what, page_made.path, others


def aliases_of(code: str) -> list[str]:
    """Every name under which the code lists know a country or partner."""
    held = codelists.load("countries")
    found = [alias for alias, other in held.aliases.items() if other == code]
    return [*found, names.partner(code), code, *([held.get(code).name] if held.get(code) else [])]  # type: ignore[union-attr]


def script(entries: Iterable[Entry]) -> str:
    """The index as a classic script of one call."""
    told_entries = json.dumps(list(entries), ensure_ascii=False, separators=(",", ":"))
    safe = told_entries.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"saraiIndex({safe});\n"
