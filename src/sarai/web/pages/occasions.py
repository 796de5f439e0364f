"""Summits, tours and talks: a list of those on record, and a page of each at which promises were made."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sarai import codelists
from sarai.charts import outcomes
from sarai.charts.tokens import OUTCOMES
from sarai.web import names, rows
from sarai.web.ask import Ask
from sarai.web.page import Chart, Column, Key, Nav, Page, Phone, Prose, Section, Table, line
from sarai.web.pages import promised
from sarai.web.sentences import phrase, q
from sarai.web.words import Beside, Cell, Figure, Link, Part, When, Words, count, listed, millions, number_word, quoted

Row = Mapping[str, Any]
PATH = "occasions.html"
MEETINGS = ("summit", "visit", "ministerial-meeting")
"""Kinds of events at which governments promise; others are no occasion of a promise."""
KINDS = {"ministerial-meeting": "meeting of ministers", "other": "other event"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a list of promises calls the occasion of some of them, and the events of those days and makers."""

    name: str
    promises: tuple[Row, ...]
    events: tuple[Row, ...]

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"occasion/{names.slug(self.name)}.html"

    @property
    def days(self) -> tuple[str, str]:
        """Its first and last day, as fine as they are known."""
        days = sorted({str(row["date"]) for row in self.promises})
        return days[0], days[-1]

    @property
    def made(self) -> tuple[Row, ...]:
        """What was promised; what was asked for or proposed is no promise."""
        return tuple(row for row in self.promises if row["firmness"] not in ("proposal", "request"))

    @property
    def makers(self) -> tuple[str, ...]:
        """Who promised, those with most promises first."""
        return _often(code for row in self.made for code in row["maker"].split("; "))

    @property
    def addressees(self) -> tuple[str, ...]:
        """To whom."""
        return _often(code for row in self.made for code in row["addressees"])


def of(ask: Ask) -> tuple[Occasion, ...]:
    """The occasions that have a page, newest first: a meeting on record, or more than one promise of one occasion."""
    found: tuple[Occasion, ...] = ask._kept("occasions", lambda: _of(ask))
    return found


def _of(ask: Ask) -> tuple[Occasion, ...]:
    held: dict[str, list[Row]] = {}
    for row in ask.promises:
        if row["occasion"]:
            held.setdefault(str(row["occasion"]), []).append(row)
    made = [Occasion(name, tuple(rows), _events(ask, rows)) for name, rows in held.items()]
    made = [each for each in made if _together(each.days)]
    return tuple(
        sorted(
            (each for each in made if each.made and (len(each.promises) > 1 or each.events)),
            key=lambda each: each.days,
            reverse=True,
        )
    )


LASTS = 31
"""Days that a tour may take."""


def _together(days: tuple[str, str]) -> bool:
    """Whether what is called alike is one occasion: contracts of one name lie years apart, and a year is no day."""
    if any(len(day) < 7 for day in days):
        return False
    first, last = (dt.date.fromisoformat(day if len(day) == 10 else f"{day}-01") for day in days)
    return (last - first).days <= LASTS


def _events(ask: Ask, promises: Sequence[Row]) -> tuple[Row, ...]:
    """The meetings on the day of one of the promises, of its maker and one whom it is to."""
    return tuple(
        event
        for event in ask.events
        if event["type"] in MEETINGS
        and any(
            str(event["date"]) == str(row["date"])
            and set(row["maker"].split("; ")) & set(event["actors"])
            and set(row["addressees"]) & set(event["actors"])
            for row in promises
        )
    )


def _often(codes: Any) -> tuple[str, ...]:
    every = list(codes)
    return tuple(sorted(set(every), key=lambda code: (-every.count(code), names.place(code))))


def of_promise(ask: Ask, name: str) -> Occasion | None:
    """The occasion of a promise, where it has a page."""
    known: dict[str, Occasion] = ask._kept(
        "occasions of promises", lambda: {row["id"]: each for each in of(ask) for row in each.promises}
    )
    return known.get(name)


def page(ask: Ask, held: Occasion) -> Page:
    """The page of an occasion: what was promised at it, and what came of each.

    It is a list and no total: parts, umbrellas and what was said before stand in it with the rest.
    """
    slug = f"occasion-{names.slug(held.name)}"
    told = rows.of_promises(ask, slug, held.promises)
    whole = told.open(
        "promises",
        title=f"{count(len(held.made), 'promises')}: {held.name}",
        tells="Every promise of this occasion on record, parts and umbrellas among them.",
        rows=[at for at, row in enumerate(held.promises) if row in held.made],
        total=len(held.made),
    )
    n, asked = len(held.made), len(held.promises) - len(held.made)
    made = phrase(
        q(names.opening(_listed(held.makers))), " made ", Figure(count(n, "promises"), whole), " to ",
        q(_listed(held.addressees)), ", ", When(names.span(*held.days)), ": ",
    )  # fmt: skip
    came = came_of([str(row["outcome"]) for row in held.made])
    more = q(f". {names.opening(number_word(asked))} more {_is(asked)} on record as asked for or proposed.")
    apart = [row for row in held.made if row["counts_as"] != "counted"]
    doubts = [line("The promises were found by looking and are no sample; what nobody recorded is not here.")]
    if apart:
        doubts.append(
            line(
                Beside(names.opening(number_word(len(apart)))),
                " of them are parts of others, umbrellas, asked for, or were said before: they stand in this list and "
                "in no total, and their sums are not to be added.",
            )
        )
    sections = [Section("promises", Words("What was promised, and what came of it"), (_promises(ask, held),))]
    if held.events:
        words = [
            line(When(names.day(str(each["date"]))), ": ", quoted(each["title"]), *_place(each), ". Told by ",
                 *_source(each), ".")
            for each in held.events
        ]  # fmt: skip
        sections.append(Section("meetings", Words("Where they met"), (Prose(tuple(words)),)))
    kept = sum(row["outcome"] in promised.KEPT for row in held.made)
    unknown = sum(row["outcome"] in promised.UNKNOWN for row in held.made)
    return Page(
        held.path,
        Nav.PROMISES,
        quoted(held.name),
        phrase(Link("Promises", "promises.html"), " · ", Link("Summits, tours and talks", PATH)),
        (*made, q(came), *((more,) if asked else phrase("."))),
        f"{held.name}: what was promised, and what came of it.",
        sure=phrase("a list of what was found, no sample and no total."),
        doubts=tuple(doubts),
        keys=(
            Key(Figure(f"{n:,}", whole), phrase("promises of this occasion on record")),
            Key(Beside(f"{kept:,}"), phrase("of them known kept, late ones among them")),
            Key(Beside(f"{unknown:,}"), phrase("of which nothing is known, or nobody looked")),
        ),
        first=(
            Chart(
                outcomes.squares(
                    "promises",
                    [(each, sum(row["outcome"] == each for row in held.made)) for each in OUTCOMES],
                    title=f"{names.opening(count(n, 'promises'))}: {came}",
                    unit="One square is one promise; parts of others and umbrellas among them",
                    source=f"Promises of the study, as known on {names.day(ask.on.isoformat())}; no sample",
                    wide=1080,
                ),
                12,
            ),
        ),
        sections=tuple(sections),
        slices=(told,),
        found=_found(held),
    )


def came_of(ended: Sequence[str]) -> str:
    """What came of some promises, outcome by outcome, in words; the most settled first."""
    n = Counter(ended)
    unknown, way = sum(n[each] for each in promised.UNKNOWN), n["under way without a date"]
    parts = []
    if kept := n["kept"] + n["kept late"]:
        late = n["kept late"]
        how = "" if not late else ", though late" if late == kept else f", {number_word(late)} of them late"
        parts.append(f"{number_word(kept)} {_is(kept)} known kept{how}")
    if n["partly"]:
        parts.append(f"{number_word(n['partly'])} kept in part")
    if way:
        parts.append(f"{number_word(way)} {_is(way)} under way without a date")
    if n["not yet due"]:
        parts.append(f"{number_word(n['not yet due'])} {_is(n['not yet due'])} not yet due")
    if missed := n["broken"] + n["overdue"]:
        parts.append(f"{number_word(missed)} {_is(missed)} broken or overdue")
    if reached := n["result reached, not by the maker"]:
        parts.append(f"{number_word(reached)} came about without the maker")
    if said := n["restated only"]:
        parts.append(f"{number_word(said)} {'was' if said == 1 else 'were'} only said again")
    if unknown:
        parts.append(f"of {number_word(unknown)} nothing is known")
    if vague := n[promised.NOT_CHECKABLE]:
        parts.append(f"{number_word(vague)} cannot be checked as worded")
    return "; ".join(parts)


def _is(n: int) -> str:
    return "is" if n == 1 else "are"


def _promises(ask: Ask, held: Occasion) -> Table:
    order = sorted(held.promises, key=lambda row: (row["current"] is None, -(row["current"] or 0), row["id"]))
    lines: list[tuple[Cell, ...]] = [
        (
            Link(quoted(row["promised"]), f"promise/{row['id'].lower()}.html"),
            Beside("no sum" if row["current"] is None else millions(row["current"]), float(row["current"] or -1)),
            quoted(_few(row["addressees"])),
            When(names.day(row["due"]) if row["due"] else "no date"),
            When(names.day(str(row["last_seen"])) if row["last_seen"] else "nobody looked"),
            promised.pill(row["outcome"]),
            quoted(str(row["counts_as"])),
        )
        for row in order
    ]
    heads = (("Promise", False), (f"{ask.currency} m", True), ("To", False), ("Due", False), ("Last look", False),
             ("Outcome", False), ("Counts as", False))  # fmt: skip
    return Table(
        tuple(Column(Words(head), number) for head, number in heads),
        tuple(lines),
        phone=Phone.LIST,
        what=Words("promises"),
    )


def _found(held: Occasion) -> tuple[str, ...]:
    """The words under which a search finds it: who met, where, and what their meeting was called."""
    codes = dict.fromkeys([*held.makers, *held.addressees])
    meetings = [word for each in held.events for word in (str(each["title"]), str(each["place"] or ""), _kind(each))]
    return (*map(names.place, codes), *meetings, "promises kept", held.days[0][:4])


def _listed(codes: Sequence[str]) -> str:
    if len(codes) < 4:
        return listed([names.spoken(code) for code in codes]) if codes else "nobody named"
    states = all(code in codelists.load("countries") for code in codes)
    return f"{number_word(len(codes))} {'states' if states else 'states and partners'}"


def _kind(event: Row) -> str:
    return KINDS.get(str(event["type"]), str(event["type"]))


def _place(event: Row) -> tuple[Part, ...]:
    return phrase(", ", quoted(event["place"])) if event["place"] else ()


def _source(event: Row) -> tuple[Part, ...]:
    safe = names.safe(event["url"])
    words = quoted(event["source_name"] or names.host(event["url"] or "") or "its list")
    return (Link(words, safe),) if safe else (words,)


def page_of_all(ask: Ask) -> Page:
    """Every summit, tour, meeting and other event on record, newest first, with the promises that were made at it."""
    occasions = of(ask)
    within = {event["id"] for each in occasions for event in each.events}
    lines = [
        (each.days[0], _line(ask, Link(quoted(each.name), each.path), each.days[0], each)) for each in occasions
    ] + [
        (str(event["date"]), _event_line(event)) for event in ask.events if event["id"] not in within
    ]  # fmt: skip
    lines.sort(key=lambda each: each[0], reverse=True)
    heads = (("Event", False), ("Day", False), ("Kind", False), ("Who", False), ("Place", False),
             ("Promises", True), ("Known kept", True))  # fmt: skip
    table = Table(
        tuple(Column(Words(head), number, head == "Kind", head == "Day") for head, number in heads),
        tuple(cells for _, cells in lines),
        tools=True,
        what=Words("events"),
    )
    promises = sum(len(each.made) for each in occasions)
    return Page(
        PATH,
        Nav.PROMISES,
        "Summits, tours and talks",
        phrase(Link("Promises", "promises.html")),
        phrase(
            q(names.opening(count(promises, "promises"))), " were made at ", q(count(len(occasions), "occasions")),
            " that have a page here; ", Beside(f"{len(ask.events):,}"),
            " events of the region are on record in all.",
        ),
        "Summits, tours and talks, and what was promised at each.",
        sure=phrase("events were found by looking; one that is not here may have taken place."),
        sections=(Section("events", Words("Every event on record"), (table,)),),
        found=("events", "summits", "visits", "meetings", "tours"),
    )  # fmt: skip


def _line(ask: Ask, link: Link, day: str, held: Occasion) -> tuple[Cell, ...]:
    kept = sum(row["outcome"] in promised.KEPT for row in held.made)
    kinds = dict.fromkeys(_kind(each) for each in held.events)
    places = dict.fromkeys(str(each["place"]) for each in held.events if each["place"])
    codes = tuple(dict.fromkeys([*held.makers, *held.addressees]))
    return (
        link,
        When(names.day(day)),
        quoted(listed(list(kinds)) if kinds else "agreement"),
        quoted(_few(codes)),
        quoted(listed(list(places)) if places else "not stated"),
        Beside(f"{len(held.made)}", len(held.made)),
        Beside(f"{kept}", kept),
    )


def _event_line(event: Row) -> tuple[Cell, ...]:
    safe = names.safe(event["url"])
    return (
        Link(quoted(event["title"]), safe, names.host(safe)) if safe else quoted(event["title"]),
        When(names.day(str(event["date"]))),
        quoted(_kind(event)),
        quoted(_few(tuple(event["actors"]))),
        quoted(event["place"] or "not stated"),
        Beside("", 0),
        Beside("", 0),
    )


def _few(codes: Sequence[str]) -> str:
    told = [names.place(code) for code in codes]
    return ", ".join(told) if len(told) <= 6 else f"{', '.join(told[:5])} and {len(told) - 5} more"
