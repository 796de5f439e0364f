"""One promise on a page, the lists that people act on, and the timeline of a partner's frameworks."""

import datetime as dt
import difflib
from typing import TYPE_CHECKING, Any

from sarai.analyses.promises import listed as asked
from sarai.analyses.promises.filters import Stated, parties_of, party_name
from sarai.analyses.promises.listed import Book, name_of, stated_date
from sarai.model.answer import NO_PRICES, Answer, plain
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import PromiseKind
from sarai.promises.lists import to_act_on
from sarai.promises.outcome import Judged

if TYPE_CHECKING:
    from sarai.session import Session


def card(session: "Session", name: str, *, on: dt.date | str | None = None) -> dict[str, Any]:
    """One promise with its life line, as the JSON of ``sarai promise``.

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
    return {
        "indicator": "promise",
        "unit": found.currency,
        "prices": f"current, and constant of {found.price_year}",
        "release": session.release.number,
        "rows": [{**_card(judged, found, session.release.number), "served_by": _served(session, judged.promise.id)}],
        "notes": [_unseen(judged, found), *asked.notes_of([judged], found)],
    }


def every(session: "Session", *, on: dt.date | str | None = None) -> dict[str, dict[str, Any]]:
    """The cards of all typed promises known on a day, by id: the rows of :func:`card`, read once.

    Raises:
        QuestionError: a day that is none.
    """
    from sarai.analyses.promises import links

    found = asked.book(session, on=on, filters={})
    served: dict[str, list[dict[str, Any]]] = {}
    for row in links.links(session, answer="link")["rows"] if found.asked else ():
        served.setdefault(row["promise"], []).append({name: row[name] for name in _SERVED})
    return {
        judged.promise.id: {
            **_card(judged, found, session.release.number),
            "served_by": served.get(judged.promise.id, []),
            "unseen": _unseen(judged, found),
        }
        for judged in found.asked
    }


def _card(judged: Judged, found: Book, release: int) -> dict[str, Any]:
    promise, price = judged.promise, found.prices[judged.promise.key]
    whole = found.ledger.promises
    told = {
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
        "citation": (
            f"Sarai promise {promise.id}, release {release}, as known on {found.on}: {promise.wording}. "
            f"{', '.join(party_name(each) for each in promise.makers)}, "
            f"{stated_date(promise.date, promise.date_precision)}. {promise.source_name}, {promise.url}."
        ),
    }
    return {name: plain(value) for name, value in told.items()}


_SERVED = ("activity", "title", "agreed", "amount", "currency", "status", "score", "decided", "dataset", "locator")


def _served(session: "Session", promise: str) -> list[dict[str, Any]]:
    """The records that serve a promise, linked by the matcher or by a person."""
    from sarai.analyses.promises import links

    known = {row["id"] for row in session.table("promise").to_pylist()}
    if promise not in known:
        return []
    rows = links.links(session, promise=[promise], answer="link")["rows"]
    return [{name: row[name] for name in _SERVED} for row in rows]


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
        QuestionError: as :func:`sarai.analyses.promises.listed.book`.
    """
    found = asked.book(session, on=on, filters=filter_by)
    stands = found.stands()
    columns = (
        "id",
        "maker",
        "addressees",
        "promised",
        "due",
        "status",
        "status_on",
        "last_seen",
        "outcome",
        "sure",
        "sources",
    )
    told = []
    for why, judged in to_act_on(found.asked):
        row = asked.row(judged, found, stands[judged.promise.key])
        told.append({"list": str(why), **{name: row[name] for name in columns}})
    return Answer(
        "promises to act on", "promises", NO_PRICES, session.release.number, asked.arrow(told), asked.notes(found)
    )


def timeline(session: "Session", *, partner: str | None = None, on: dt.date | str | None = None) -> Answer:
    """Agreements and events of a partner in order of time, with what replaced what and who was eligible when.

    Columns: ``date``, ``what``, ``type``, ``title``, ``parties``, ``place``, ``replaces``, ``eligible``,
    ``not_eligible`` (each party with its date), ``tier``, ``url``, ``note``, ``file``, ``locator``.

    Raises:
        QuestionError: a partner that no agreement or event names, or a day that is none.
    """
    day = asked.day_of(on)
    agreements = session.table("agreement").to_pylist()
    events = session.table("event").to_pylist()
    names = {row["file"]: row["name"] for row in session.table("file").to_pylist()}
    eligible: dict[tuple[str, str], list[str]] = {}
    for row in session.table("eligibility").to_pylist():
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
    shown = asked.arrow([{**row, "reviewed_by": row["reviewed_by"] or asked.NOT_REVIEWED} for row in told])
    return Answer("timeline", "agreements and events", NO_PRICES, session.release.number, shown, (note,))


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "first_day": row["date"],
        "date": stated_date(row["date"], row["date_precision"]),
        "type": row["type"],
    }


def _origin(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {
        "tier": row["tier"],
        "url": row["url"],
        "note": row["note"],
        "reviewed_by": row["reviewed_by"],
        "file": names.get(row["file"], row["file"]),
        "locator": row["locator"],
    }
