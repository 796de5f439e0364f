"""A partner in a region, side by side: finance, trade, investment, people, diplomacy, projects, promises, security.

There is no single score. Whoever wants one sets weights, and is told which weights change the order of partners.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarai import codelists
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.session import Session, query_arrow

PROFILE = Card(
    id="profile",
    name="profile of a partner",
    unit="as each row says",
    formula="what a partner is to each recipient, one number a row, as its source states it or as totals give it",
    needs=("any source of flows", "the lists relations, events and promises of the study"),
    method="Sarai: docs/dependence.md",
    caveats=("no single score: the channels are of unlike things", "a blank is said in words, never zero"),
    tables={
        "rows": """
recipient  text  -  ISO code
channel  text  -  finance, trade, people ...
measure  text  -  what is measured
value  number  -  value
unit  text  -  of the value
first  int  -  first year
last  int  -  last year
source  text  -  whose number it is
note  text  -  what has to be known
"""
    },
)

WEIGHTED = Card(
    id="profile-weighted",
    name="partners by your own weights",
    unit="points",
    formula="the part of the other partners that stand below one in each channel, by ranks, weighed by channel",
    needs=("any source of flows", "the lists relations, events and promises of the study"),
    method="Sarai: docs/dependence.md; no unit enters, and there is no score without weights of your own",
    caveats=("a partner of which a channel tells nothing gets no points there",),
    tables={
        "rows": """
rank     int     -  1 is first
partner  text    -  partner
points   number  [points]  0 to 1
missing  texts   -  channels that tell nothing of it
decides  texts   -  weights without which another would be first
"""
    },
)


def profile(
    session: Session,
    partner: str,
    *,
    recipients: Sequence[str],
    committed: Sequence[Mapping[str, Any]],
    disbursed: Sequence[Mapping[str, Any]],
    statuses: Sequence[Mapping[str, Any]],
    promises: Sequence[Mapping[str, Any]],
) -> Answer:
    """What a partner is to each recipient, one number a row.

    ``committed`` and ``disbursed`` are totals by recipient (and family); ``statuses`` by recipient and status, with
    ``n``; ``promises`` are rows of promises with ``addressees`` and ``outcome``. A blank is said in words, never zero.

    Raises:
        QuestionError: nothing in the release tells of the partner.
    """
    rows = [
        *_money(committed, "committed"),
        *_money(disbursed, "disbursed"),
        *_projects(statuses),
        *_promises(promises, recipients),
        *_measures(session, partner, recipients),
        *_events(session, partner, recipients),
    ]
    if not rows:
        raise QuestionError(
            f"nothing in this release tells of {partner}",
            where="PARTNER",
            cure="partners: sarai total DIR --by partner",
        )
    order = {code: place for place, code in enumerate(recipients)}
    rows.sort(key=lambda row: (order.get(row["recipient"], len(order)), row["channel"], row["measure"], row["unit"]))
    silent = [code for code in recipients if not any(row["recipient"] == code for row in rows)]
    notes = ["no single score: the channels are of unlike things"]
    if silent:
        notes.append(f"nothing is told of {', '.join(silent)}: that is not zero")
    return Answer.of(
        PROFILE,
        rows,
        indicator=f"profile of {codelists.name_of_partner(partner) or partner}",
        prices="current",
        release=session.release.number,
        notes=tuple(notes),
    )


Row = dict[str, Any]


def _row(recipient: str, channel: str, measure: str, value: float, unit: str, **more: Any) -> Row:
    told = {"first": None, "last": None, "source": None, "note": None, **more}
    return {"recipient": recipient, "channel": channel, "measure": measure, "value": value, "unit": unit, **told}


def _money(rows: Iterable[Mapping[str, Any]], measure: str) -> Iterable[Row]:
    for row in rows:
        if row["preferred"] is not None and row["recipient"] is not None:
            family = row.get("family") or row.get("kind") or ""
            yield _row(
                row["recipient"], "finance", f"{measure}, {family}".rstrip(", "), float(row["preferred"]), "USD",
                note=f"{row['n']} record(s)",
            )  # fmt: skip


def _projects(rows: Iterable[Mapping[str, Any]]) -> Iterable[Row]:
    words = {"completion": "projects finished", "implementation": "projects under way"}
    for row in rows:
        if row["recipient"] is not None and row["status"] in words:
            yield _row(row["recipient"], "projects", words[row["status"]], float(row["n"]), "records")


def _promises(rows: Sequence[Mapping[str, Any]], recipients: Sequence[str]) -> Iterable[Row]:
    for recipient in recipients:
        of = [row for row in rows if recipient in row["addressees"]]
        for outcome in sorted({row["outcome"] for row in of}):
            count = sum(row["outcome"] == outcome for row in of)
            yield _row(
                recipient, "promises", str(outcome), float(count), "promises",
                note=f"of {len(of)}; the list is no sample, so that no rate is told",
            )  # fmt: skip


_LATEST = """
SELECT * FROM measure WHERE partner = ? AND value IS NOT NULL AND (indicator LIKE 'trade.%' OR indicator IN
('fdi.position', 'fbic')) QUALIFY year = max(year) OVER (PARTITION BY indicator, place, told_by) ORDER BY key
"""
_VOTES = """
SELECT a.place, a.year, abs(a.value - b.value) AS value FROM measure a JOIN measure b ON b.indicator = a.indicator AND
b.year = a.year AND b.place = ? WHERE a.indicator = 'un.ideal_point' AND a.value IS NOT NULL AND b.value IS NOT NULL
QUALIFY a.year = max(a.year) OVER (PARTITION BY a.place)
"""
_TOTALS = "SELECT indicator, place, year, value FROM measure WHERE indicator LIKE 'trade.%' AND partner IS NULL"


def _measures(session: Session, partner: str, recipients: Sequence[str]) -> Iterable[Row]:
    session.pinned.attach(session.connection, "measure")
    totals = {
        (row["indicator"], row["place"], row["year"]): row["value"]
        for row in query_arrow(session.connection, _TOTALS).to_pylist()
    }
    for row in query_arrow(session.connection, _LATEST, [partner]).to_pylist():
        when = {"first": row["year"], "last": row["year"], "source": row["url"]}
        whole = totals.get((row["indicator"], row["place"], row["year"]))
        if row["place"] not in recipients:
            continue
        if whole:
            measure = f"share of {row['indicator'].removeprefix('trade.')}"
            yield _row(row["place"], "trade", measure, row["value"] / whole, "share", **when)
        elif row["indicator"] == "fdi.position":
            told = "the state" if row["told_by"] == "place" else "the partner"
            yield _row(row["place"], "investment", f"position, told by {told}", row["value"], "USD", **when)
        elif row["indicator"] == "fbic":
            yield _row(row["place"], "influence", "formal bilateral influence capacity", row["value"], "index", **when)
    for row in query_arrow(session.connection, _VOTES, [partner]).to_pylist():
        if row["place"] in recipients:
            yield _row(
                row["place"], "votes", "distance in the General Assembly", row["value"], "points",
                first=row["year"], last=row["year"],
            )  # fmt: skip


def _events(session: Session, partner: str, recipients: Sequence[str]) -> Iterable[Row]:
    session.pinned.attach(session.connection, "event")
    found = query_arrow(
        session.connection,
        "SELECT type, actors, year(date) AS year FROM event WHERE list_contains(actors, ?) AND type IN "
        "('visit', 'summit', 'ministerial-meeting', 'exercise') AND NOT starts_with(title, 'Called off') "
        "AND NOT starts_with(title, 'Planned') ORDER BY key",
        [partner],
    ).to_pylist()
    for recipient in recipients:
        for channel, types in (("diplomacy", ("visit", "summit", "ministerial-meeting")), ("security", ("exercise",))):
            of = [row["year"] for row in found if recipient in row["actors"] and row["type"] in types]
            if of:
                what = "joint exercises" if channel == "security" else "visits, summits and ministers' meetings"
                yield _row(
                    recipient, channel, what, float(len(of)), "events", first=min(of), last=max(of),
                    note="as listed in the study: found by looking, not complete",
                )  # fmt: skip


_PICKED = {
    "finance": "committed",
    "trade": "share of imports",
    "investment": "position",
    "influence": "formal bilateral influence capacity",
    "votes": "distance in the General Assembly",
    "diplomacy": "visits, summits and ministers' meetings",
    "projects": "projects finished",
    "security": "joint exercises",
}
"""The one measure of each channel that a weighting may rank by, by the words it begins with."""


def weighted(
    profiles: Mapping[str, Sequence[Mapping[str, Any]]], weights: Mapping[str, float], *, release: int
) -> Answer:
    """Partners in the order that a user's own weights over channels give, and which weights decide it.

    Within a channel partners are ranked by one measure (the mean over the recipients for which it is told, of several
    families or reports the largest), so that no unit enters: a partner's points are the part of the others that stand
    below it. A partner of which a channel tells nothing gets no points there, and the channel stands in ``missing``.
    ``decides`` names the weights without which another partner would be first.

    Raises:
        QuestionError: a channel that is none, or weights of which none is above zero.
    """
    unknown = sorted(set(weights) - set(_PICKED))
    if unknown or not any(weight > 0 for weight in weights.values()):
        told = f"no channel {', '.join(unknown)}" if unknown else "no weight is above zero"
        raise QuestionError(told, where="--weights", cure=f"channels: {', '.join(_PICKED)}; as trade=2,finance=1")
    points = {channel: _points(profiles, channel) for channel in weights}

    def order(using: Mapping[str, float]) -> list[tuple[float, str]]:
        whole = sum(using.values())
        told = [(sum(w * points[c].get(each, 0.0) for c, w in using.items()) / whole, each) for each in profiles]
        return sorted(told, key=lambda each: (-each[0], each[1]))

    first = order(weights)[0][1]
    without = {channel: {**weights, channel: 0.0} for channel in weights}
    decides = [each for each, rest in without.items() if any(rest.values()) and order(rest)[0][1] != first]
    rows = [
        {
            "rank": place,
            "partner": partner,
            "points": score,
            "missing": sorted(channel for channel in weights if partner not in points[channel]),
            "decides": decides if place == 1 else [],
        }
        for place, (score, partner) in enumerate(order(weights), 1)
    ]
    return Answer.of(WEIGHTED, rows, release=release)


def _points(profiles: Mapping[str, Sequence[Mapping[str, Any]]], channel: str) -> dict[str, float]:
    """The part of the other partners that stand below each in a channel; a nearer vote stands above."""
    means: dict[str, float] = {}
    for partner, rows in profiles.items():
        of: dict[str, list[float]] = {}
        for row in rows:
            if row["channel"] == channel and row["measure"].startswith(_PICKED[channel]):
                of.setdefault(row["recipient"], []).append(-row["value"] if channel == "votes" else row["value"])
        if of:
            means[partner] = sum(map(max, of.values())) / len(of)
    others = max(1, len(means) - 1)
    return {partner: sum(other < mean for other in means.values()) / others for partner, mean in means.items()}
