"""One promise on a page, the lists that people act on, and the timeline of a partner's frameworks."""

import datetime as dt
import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sarai.analyses.promises import book as asked
from sarai.analyses.promises import links
from sarai.analyses.promises.book import COLUMNS, METHOD, NEEDS, Book, name_of, stated_date
from sarai.analyses.promises.filters import Stated, parties_of, party_name
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import PromiseKind
from sarai.promises.lists import teaches, to_act_on
from sarai.promises.outcome import Judged

if TYPE_CHECKING:
    from sarai.session import Session


_TO_ACT_ON = tuple(
    "id maker addressees promised due status status_on last_seen outcome sure settled_by sources".split()
)
"""What of a promise matters where it is to be acted on."""

PROMISE = Card(
    id="promise",
    name="promise",
    unit="the study's currency",
    formula="one promise with each dated look at it, the rule that decided its outcome, and the records that serve it",
    needs=NEEDS,
    method=METHOD,
    tables={
        "rows": COLUMNS
        + """
why              text         -  the rule in words
quote            text         -  the words themselves, where a document is loaded
document         text         -  key of that document
price            one:price    -  what the current and constant sums are made of
looks            many:look    -  dated looks known on the day, oldest first
parts            texts        -  promises that are a part of it
announced_again  texts        -  promises that say it again
unseen           text         -  whether a loaded source could show its delivery
citation         text         -  how to cite it
served_by        many:serves  -  records that are linked to it
"""
    },
    parts={
        "price": """
rate             number  -  rate used
rate_period      text    -  its month or year
rate_source      text    -  whose rate
deflator         number  -  deflator used
deflator_source  text    -  whose deflator
without          text    -  why a price is missing
""",
        "look": """
date         text    -  as fine as it is known
status       text    -  what was seen
seen         text    -  in words
value        number  -  how much
unit         text    -  of the value
basis        text    -  report or absence
tier         text    -  how close its source stands
source       text    -  who published it
url          text    -  where
carries      text    -  yes where it can carry an outcome
reviewed_by  text    -  who read it
note         text    -  what has to be known
file         text    -  file of the study
locator      text    -  where it stands there
""",
        "serves": "".join(f"{line}\n" for line in links.COLUMNS.strip().splitlines() if line.split()[0] in links.KEPT),
        "decided": links.DECIDED,
    },
)

OVERDUE = Card(
    id="overdue",
    name="promises to act on",
    unit="promises",
    formula="promises due in 90 days, overdue, due and not looked at, not looked at for a year, with growing evidence; "
    "in each list first what a look would teach most",
    needs=NEEDS,
    method=METHOD,
    tables={
        "rows": "list  text  -  why it is to be acted on\n"
        "teaches  int  [outcomes]  how many other outcomes one look of today could bring\n"
        + "".join(f"{line}\n" for line in COLUMNS.strip().splitlines() if line.split()[0] in _TO_ACT_ON)
    },
)

TIMELINE = Card(
    id="timeline",
    name="timeline",
    unit="agreements and events",
    formula="agreements and events in order of time, with what replaced what and who was eligible when",
    needs=("the lists agreements and events of the study",),
    method="as the lists state it",
    tables={
        "rows": """
id            text   -  short name
date          text   -  as fine as it is known
type          text   -  kind of agreement or event
what          text   -  agreement or event
title         text   -  in our words
parties       texts  -  ISO, DAC region or CRS channel codes
place         text   -  place
replaces      text   -  agreement that it replaces
eligible      texts  -  parties that could use it, with the date
not_eligible  texts  -  parties that could not, with the date
tier          text   <vocabulary.Tier>  how close its source stands to the fact
url           text   -  where it is told
note          text   -  what has to be known
reviewed_by   text   -  person who read the row against its source
file          text   -  file of the study
locator       text   -  where it stands there
"""
    },
)


def card(session: "Session", name: str, *, on: dt.date | str | None = None) -> Answer:
    """One promise with its life line.

    The one row is that of ``sarai promises`` with ``why`` (the rule in words), ``price``, ``quote``, ``looks`` (each
    dated look with source and locator, oldest first), ``parts``, ``announced_again``, ``citation`` and ``served_by``
    (the records that are linked to it, see :mod:`sarai.analyses.promises.links`).

    Raises:
        QuestionError: no promise of that name, or none yet on that day.
    """
    found = asked.book(session, on=on, filters={})
    if name.casefold() not in {each.promise.id.casefold() for each in found.asked}:
        typed, found = found, asked.book(session, on=on, filters={"kind": PromiseKind.DERIVED})
        found = found if any(each.promise.id == name for each in found.asked) else typed
    judged = next((each for each in found.asked if each.promise.id.casefold() == name.casefold()), None)
    if judged is None:
        near = difflib.get_close_matches(name.upper(), [each.promise.id for each in found.asked], n=3)
        like = f"near it: {', '.join(near)}; " if near else ""
        raise QuestionError(f"there is no promise {name!r} on {found.on}", cure=f"{like}list them: sarai promises DIR")
    served = _served(session, judged.promise.id)
    return Answer.of(
        PROMISE,
        [{**_card(judged, found, session.release.number), "served_by": served}],
        unit=found.currency,
        prices=found.prices_told,
        release=session.release.number,
        notes=(_unseen(judged, found), *asked.notes_of([judged], found)),
    )


def every(session: "Session", *, on: dt.date | str | None = None) -> Answer:
    """The cards of all typed promises known on a day, each as :func:`card` has it, read once.

    Raises:
        QuestionError: a day that is none.
    """
    found = asked.book(session, on=on, filters={})
    served: dict[str, list[dict[str, Any]]] = {}
    for row in links.links(session, answer="link") if found.asked else ():
        served.setdefault(row["promise"], []).append({name: row[name] for name in links.KEPT})
    rows = [
        {**_card(each, found, session.release.number), "served_by": served.get(each.promise.id, [])}
        for each in found.asked
    ]
    return Answer.of(
        PROMISE,
        rows,
        unit=found.currency,
        prices=found.prices_told,
        release=session.release.number,
        notes=asked.notes(found),
    )


def _card(judged: Judged, found: Book, release: int) -> dict[str, Any]:
    promise, price = judged.promise, found.prices[judged.promise.key]
    whole = found.ledger.promises
    return {
        **asked.row(judged, found, found.stands()[promise.key]),
        "why": judged.why,
        "quote": promise.quote,
        "document": promise.document,
        "price": {
            "rate": price.rate,
            "rate_period": price.rate_period,
            "rate_source": price.rate_source,
            "deflator": price.deflator,
            "deflator_source": price.deflator_source,
            "without": price.reason,
        },
        "looks": [
            {
                "date": stated_date(look.date, look.date_precision),
                "status": str(look.status),
                "seen": look.wording,
                "value": look.value,
                "unit": look.unit,
                "basis": str(look.basis),
                "tier": look.tier,
                "source": look.source_name,
                "url": look.url,
                "carries": "yes" if look.carries else "no",
                "reviewed_by": look.reviewed_by or asked.NOT_REVIEWED,
                "note": look.note,
                "file": found.file_names.get(look.file, look.file),
                "locator": look.locator,
            }
            for look in judged.looks
        ],
        "parts": [each.id for each in whole if each.parent == promise.key and each.date <= found.on],
        "announced_again": [each.id for each in whole if each.repeats == promise.key and each.date <= found.on],
        "unseen": _unseen(judged, found),
        "citation": (
            f"Sarai promise {promise.id}, release {release}, as known on {found.on}: {promise.wording}. "
            f"{', '.join(party_name(each) for each in promise.makers)}, "
            f"{stated_date(promise.date, promise.date_precision)}. {promise.source_name}, {promise.url}."
        ),
    }


def _served(session: "Session", promise: str) -> list[dict[str, Any]]:
    """The records that serve a promise, linked by the matcher or by a person."""
    if not links.has_promise(session, promise):
        return []
    rows = links.links(session, promise=[promise], answer="link").rows
    return [{name: row[name] for name in links.KEPT} for row in rows]


def _unseen(judged: Judged, found: Book) -> str:
    seen = [each for each in judged.promise.observable_by if each in found.loaded]
    if seen:
        return f"Its delivery could show in: {', '.join(seen)}."
    wanted = judged.promise.observable_by
    elsewhere = f"; it could in {', '.join(wanted)}, which is not loaded" if wanted else ""
    return f"Cannot be seen from here: no loaded source could show its delivery{elsewhere}."


def overdue(session: "Session", *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
    """What to act on: due soon, overdue, due and not looked at, not looked at for a year, growing evidence.

    Columns: ``list`` and those of ``sarai promises`` that matter here.

    Raises:
        QuestionError: as :func:`sarai.analyses.promises.book.book`.
    """
    found = asked.book(session, on=on, filters=filter_by)
    stands = found.stands()
    told = []
    for why, judged in to_act_on(found.asked):
        row = asked.row(judged, found, stands[judged.promise.key])
        told.append({"list": str(why), "teaches": teaches(judged), **{name: row[name] for name in _TO_ACT_ON}})
    return Answer.of(OVERDUE, told, release=session.release.number, notes=asked.notes(found))


def timeline(session: "Session", *, partner: str | None = None, on: dt.date | str | None = None) -> Answer:
    """Agreements and events of a partner in order of time, with what replaced what and who was eligible when.

    Columns: ``date``, ``what``, ``type``, ``title``, ``parties``, ``place``, ``replaces``, ``eligible``,
    ``not_eligible`` (each party with its date), ``tier``, ``url``, ``note``, ``file``, ``locator``.

    Raises:
        QuestionError: a partner that no agreement or event names, or a day that is none.
    """
    day = asked.day_of(on)
    agreements = session.listed("agreement")
    events = session.listed("event")
    names = session.file_names
    eligible: dict[tuple[str, str], list[str]] = {}
    for row in session.listed("eligibility"):
        if row["date"] <= day:
            eligible.setdefault((row["agreement"], row["eligible"]), []).append(
                f"{row['party']} {stated_date(row['date'], row['date_precision'])}"
            )
    told = [
        {**_dated(row), "what": "agreement", "title": row["title"], "parties": row["parties"], "place": None,
         "replaces": name_of(row["supersedes"]), "eligible": sorted(eligible.get((row["key"], "yes"), [])),
         "not_eligible": sorted(eligible.get((row["key"], "no"), [])), **_origin(row, names)}
        for row in agreements
    ] + [
        {**_dated(row), "what": "event", "title": row["title"], "parties": row["actors"], "place": row["place"],
         "replaces": None, "eligible": [], "not_eligible": [], **_origin(row, names)}
        for row in events
    ]  # fmt: skip
    told = [row for row in told if row["first_day"] <= day]
    if partner is not None:
        codes = set(parties_of(partner, {party for row in told for party in row["parties"]}, "partner"))
        told = [row for row in told if codes & set(row["parties"])]
    told.sort(key=lambda row: (row["first_day"], row["id"]))
    for row in told:
        del row["first_day"]
    note = f"{sum(row['reviewed_by'] is None for row in told)} of {len(told)} row(s): {asked.NOT_REVIEWED}."
    shown = [{**row, "reviewed_by": row["reviewed_by"] or asked.NOT_REVIEWED} for row in told]
    return Answer.of(TIMELINE, shown, release=session.release.number, notes=(note,))


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "first_day": row["date"],
        "date": stated_date(row["date"], row["date_precision"]),
        "type": row["type"],
    }


def _origin(row: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "tier": row["tier"],
        "url": row["url"],
        "note": row["note"],
        "reviewed_by": row["reviewed_by"],
        "file": names.get(row["file"], row["file"]),
        "locator": row["locator"],
    }
