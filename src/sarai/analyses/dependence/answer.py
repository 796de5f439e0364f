"""The measures of a state's dependence as one table, with an answer in words per channel."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sarai import codelists
from sarai.analyses.dependence import channels, diversity
from sarai.analyses.dependence.channels import Measured
from sarai.analyses.dependence.receipts import Receipts, Rows, kinds_of_partner, receipts_of
from sarai.estimators import concentration, trend
from sarai.estimators.trend import Direction
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.session import Session, query_arrow

MEASURES: Mapping[str, tuple[str, str]] = {
    "share": (
        "a partner's amounts over all partners' in the same years, source, kind and prices",
        "the source's partners alone; givers that it does not hold are named, and bound the share where figures exist",
    ),
    "Herfindahl": (
        "the sum of the squared shares, 1/n to 1 (Acharya, de Lima and Moore 2006)",
        "one large fund can make most of it: read the largest partner beside it",
    ),
    "effective partners": (
        "Hill's numbers: exp of the entropy (order 1), one over Herfindahl (order 2) (Hill 1973)",
        "not a count of partners: as many equal ones would give the same concentration",
    ),
    "Theil": (
        "Theil's T over partners, between and within states and organisations (Fløgstad and Hagen 2017)",
        "grows with the number of partners that give little",
    ),
    "overlap": (
        "the cosine of two partners' shares over DAC sector groups, and the sum of the smaller shares (Hagen 2015)",
        "of what states a sector; each partner's commitments as its own source tells them",
    ),
    "partners that came, left, stayed; volatility": (
        "partners with money in one half of the years and not in the other (Acharya, de Lima and Moore 2006); "
        "the standard deviation of yearly amounts over their mean (Bulíř and Hamann 2003)",
        "a partner that reports nothing in a span may have given all the same",
    ),
    "significant": (
        "the partner's share here above its share of the world's receipts, or among the largest that make 90 per cent "
        "(OECD 2011, adapted: CRS totals stand for country programmable aid)",
        "says nothing of one kind of money alone: the totals hold ODA and other official flows together",
    ),
    "public debt": (
        "a creditor's part of public and publicly guaranteed debt at the end of a year, as debtors report it",
        "a stock that is owed and not what was lent; bondholders and unnamed lenders are the rest that is not told",
    ),
    "students there, migrants, remittances": (
        "numbers between the two as their source states them, and shares where all countries are told",
        "one country's number says nothing of the others that its source does not hold",
    ),
    "position": (
        "the stock of direct investment at the end of a year, as either end reports it",
        "money through third countries is booked there; a blank report is not zero",
    ),
    "distance in the General Assembly": (
        "the distance of two ideal points, votes on final passage (Bailey, Strezhnev and Voeten 2017)",
        "closeness of votes is no proof of influence",
    ),
    "formal bilateral influence capacity": (
        "bandwidth times dependence, as the Pardee Institute publishes it (Moyer and others 2021)",
        "shown from a copy, not recomputed",
    ),
}
"""Measure or unit: how it is made and where the method comes from, and what it cannot say."""

DEPENDENCE = Card(
    id="dependence",
    name="dependence",
    unit="as each row says",
    formula="; ".join(f"{name}: {how}" for name, (how, _) in MEASURES.items()),
    needs=("a source of totals or records by partner and year", "the list relations of the study"),
    method="as each measure says; docs/dependence.md",
    caveats=tuple(f"{name}: {caveat}" for name, (_, caveat) in MEASURES.items()),
    tables={
        "rows": """
channel  text  -  finance, trade, investment ...
measure  text  -  what is measured
partner  text  -  partner, null where the measure is of all
first  int  -  first year
last  int  -  last year
value  number  -  value
low  number  -  lower bound
high  number  -  upper bound
unit  text  -  of the value
direction  text  -  of a trend
note  text  -  what has to be known
opens  texts  -  keys of the rows it is made of
"""
    },
)


def dependence(
    session: Session,
    recipient: str,
    *,
    disbursed: Mapping[str, Rows],
    committed: Mapping[str, Rows],
    by_sector: Rows = (),
    partner: str | None = None,
) -> Answer:
    """Every measure of a recipient's dependence that the release can bear, one a row.

    Columns: ``channel``, ``measure``, ``partner`` (null where the measure is of all), ``first`` and ``last`` year,
    ``value`` with ``low`` and ``high``, ``unit``, ``direction`` of a trend, ``note``, and ``opens``: the keys of the
    rows it is made of. ``disbursed`` and ``committed`` are totals by partner, year and family of each source asked
    alone; ``by_sector`` are commitments by partner, year, sector and family.
    """
    measures = session.once(("measures of dependence",), lambda: _measures(session))
    titles = {
        str(told["source"]): str(told.get("title") or told["source"]) for told in session.release.datasets.values()
    }
    receipts = session.once(
        ("receipts", recipient),
        lambda: receipts_of(recipient, disbursed=disbursed, committed=committed, measures=measures, titles=titles),
    )
    found = session.once(("channels", recipient), lambda: _beside_finance(session, measures, recipient))
    rows = [each for told in receipts for each in _finance(told, partner)]
    if partner is not None:
        portfolios, years = session.once(("portfolios", recipient), lambda: diversity.portfolios_of(by_sector))
        rows += diversity.overlaps(portfolios, partner, years)
    rows += [each for each in found if partner is None or _is_of(each, partner)]
    answers = () if partner is None else tuple(_in_words(rows, recipient, partner))
    return Answer.of(
        DEPENDENCE,
        [each._asdict() for each in rows],
        indicator=f"dependence of {codelists.name_of_partner(recipient) or recipient}",
        prices="current",
        release=session.release.number,
        notes=(*answers, *_notes(receipts, rows)),
    )


def _beside_finance(session: Session, measures: Sequence[Mapping[str, Any]], recipient: str) -> list[Measured]:
    """The rows of all channels but official finance, of every partner, with their directions."""
    return _with_trends(
        [
            *channels.trade(measures, recipient),
            *channels.debt(measures, recipient),
            *channels.investment(measures, recipient),
            *channels.people(measures, recipient),
            *channels.influence(measures, recipient),
            *channels.votes(measures, recipient),
            *channels.meetings(_rows(session, "event", recipient), recipient),
            *channels.minerals(measures, recipient),
            *channels.memberships(_rows(session, "membership", recipient), recipient),
        ]
    )


def _is_of(each: Measured, partner: str) -> bool:
    """Whether a row belongs to an answer about one partner: mines and memberships are the state's own."""
    return each.partner in (None, partner) and each.channel != "minerals" and each.unit != "membership"


def _measures(session: Session) -> list[dict[str, Any]]:
    session.pinned.attach(session.connection, "measure")
    wanted = (
        "regexp_matches(indicator, '^(trade|mined|debt|people)\\.') "
        "OR indicator IN ('fdi.position', 'fbic', 'un.ideal_point', 'crs.given', 'lender')"
    )
    found = query_arrow(
        session.connection,
        "SELECT key, dataset, indicator, place, partner, year, value, unit, told_by FROM measure "
        f"WHERE {wanted} ORDER BY key",
    )
    return found.to_pylist()


def _rows(session: Session, table: str, place: str) -> list[dict[str, Any]]:
    session.pinned.attach(session.connection, table)
    of_place = "list_contains(actors, ?)" if table == "event" else "state = ?"
    return query_arrow(
        session.connection, f'SELECT * FROM "{table}" WHERE {of_place} ORDER BY key', [place]
    ).to_pylist()


def _finance(told: Receipts, partner: str | None) -> Iterator[Measured]:
    """Shares, concentration, significance, and what others did when the first partner's money fell."""
    periods = told.halves()
    if periods is None:
        return
    yield from diversity.over_time(told, periods, partner)
    for years in periods:
        parts = told.over(years)
        if not parts:
            continue
        shares = concentration.shares(parts)
        taken_back = told.below_zero(years)
        together = told.together(years)
        besides = ""
        if together > 0:
            besides = (
                f"; without {together / (together + sum(parts.values())):.1%} that several gave and nobody shares out"
            )
        for name in shares if partner is None else [each for each in shares if each == partner]:
            bounds, unknown = told.bounded(name, years)
            seen = told.share_trend(name)
            note = f"{told.what}, {told.source}{besides}"
            if taken_back:
                note += f"; without {', '.join(map(_name, taken_back))}, who took back more than they gave"
            if unknown:
                note += f"; not bounded for {', '.join(map(_name, unknown))}, of whom no figure is loaded"
            yield Measured(
                "official finance", "share", name, *years, bounds.seen, "share", bounds.low, bounds.high,
                str(seen.direction), note,
            )  # fmt: skip
            world = told.world_share(name)
            if world is not None:
                test = concentration.significance(parts, name, world_share=world)
                yield Measured(
                    "official finance", "significant", name, *years, float(test.significant), "yes or no",
                    note=f"share {test.share:.1%}, of the world's receipts {test.world_share:.1%}; "
                    f"{'among' if test.among_largest else 'not among'} the largest that make 90 %",
                )  # fmt: skip
        if partner is not None and partner not in shares and partner in told.unseen:
            bounds, _ = told.bounded(partner, years)
            note = f"{told.source} holds nothing of {_name(partner)}; "
            note += "no loaded source has a figure" if bounds.high is None else "commitments in another source bound it"
            yield Measured("official finance", NOT_HELD, partner, *years, None, "share", 0.0, bounds.high, note=note)
        first = next(iter(shares))
        largest = f"largest: {_name(first)} {shares[first]:.1%}; {told.source}, without {_unseen(told)}{besides}"
        for measure, value, unit in (
            ("Herfindahl", concentration.herfindahl(parts), "Herfindahl"),
            ("effective partners", concentration.hill(parts, order=1), "order 1"),
            ("effective partners", concentration.hill(parts, order=2), "order 2"),
            ("Theil", concentration.theil(parts), "T"),
        ):
            yield Measured("official finance", measure, None, *years, value, unit, note=largest)
        between, within = concentration.theil_by_groups(parts, kinds_of_partner(parts))
        note = "between states and organisations, and within each"
        yield Measured("official finance", "Theil between", None, *years, between, "T", note=note)
        yield Measured("official finance", "Theil within", None, *years, within, "T", note=note)
        falls = trend.replacements(told.by_year, first)
        made_up = sum(each.replaced >= 1 for each in falls)
        yield Measured(
            "official finance", "loss if the first partner leaves", first, *years, shares[first], "share",
            note=f"in {made_up} of the {len(falls)} years in which its money fell, others rose by as much",
        )  # fmt: skip


def _unseen(told: Receipts) -> str:
    return ", ".join(map(_name, sorted(told.unseen))) or "no giver that is known to be missing"


def _name(code: str) -> str:
    return codelists.name_of_partner(code) or code


def _with_trends(found: Sequence[Measured]) -> list[Measured]:
    """Rows with the direction of their measure and partner over all years, where it is told by year."""
    series: dict[tuple[str, str, str | None], list[Measured]] = {}
    for each in found:
        if each.first == each.last:
            series.setdefault((each.channel, each.measure, each.partner), []).append(each)
    directions = {key: channels.direction(of) for key, of in series.items()}
    told = []
    for each in found:
        seen = directions.get((each.channel, each.measure, each.partner)) if each.first == each.last else None
        told.append(each if seen is None else each._replace(direction=str(seen.direction)))
    return told


NOT_HELD = "share of a partner that the source does not hold"

_ASKED = (
    ("official finance", "share", "higher", "official finance that donors report"),
    ("trade", "share of imports", "higher", "imports"),
    ("trade", "share of exports", "higher", "exports"),
    ("debt", "share of public debt", "higher", "public debt abroad"),
    ("investment", "position", "higher", "direct investment"),
    ("people", "students there", "higher", "students who study there"),
    ("influence", "formal bilateral influence capacity", "higher", "formal influence capacity"),
    ("votes", "distance in the General Assembly", "lower", "votes in the General Assembly"),
)


def _in_words(rows: Sequence[Measured], recipient: str, partner: str) -> Iterator[str]:
    """More dependent than ten years before? A sentence a channel: yes, no or cannot be said, with the figures."""
    yield f"Does {_name(recipient)} hang more on {_name(partner)} than ten years before?"
    for channel, measure, more, words in _ASKED:
        of = [each for each in rows if (each.channel, each.measure, each.partner) == (channel, measure, partner)]
        if not of and channel == "official finance":
            yield f"{words[0].upper()}{words[1:]}: cannot be said ({_not_held(rows)})."
            continue
        if not of and channel in _MISSING:
            yield f"{words[0].upper()}{words[1:]}: cannot be said from here ({_MISSING[channel]})."
            continue
        verdict, why = channels.ten_years([each for each in of if each.first == each.last], more=more)
        if channel == "official finance" and of:
            last = of[-1]
            verdict, why = _of_halves(of)
            why += "" if last.high is None or last.high <= (last.value or 0) else f"; at most {last.high:.1%} unseen"
        yield f"{words[0].upper()}{words[1:]}: {verdict} ({why})."


_MISSING = {
    "debt": "no loaded source tells to whom it is owed; International Debt Statistics by creditor would",
    "people": "no loaded source tells who studies there; UNESCO's students by country of origin would",
}
"""What would have to be loaded, where nothing between the two is."""


def _not_held(rows: Sequence[Measured]) -> str:
    """What can be said of a partner that the source of the shares does not hold."""
    of = [each for each in rows if each.measure == NOT_HELD]
    if not of:
        return "nothing is loaded about it"
    spans = ", ".join(f"at most {each.high:.0%} in {each.first}-{each.last}" for each in of if each.high is not None)
    return f"{of[0].note}{f': {spans}, at least nothing' if spans else ''}"


def _of_halves(of: Sequence[Measured]) -> tuple[str, str]:
    """The same of two halves of the years there are; a direction needs a trend over them."""
    if len(of) < 2:
        return "cannot be said", "told for one span of years alone"
    before, now = of[0], of[-1]
    words = f"{before.value:.1%} in {before.first}-{before.last}, {now.value:.1%} in {now.first}-{now.last}"
    if now.direction == Direction.RISING:
        return "yes", words
    return (
        ("no", words) if now.direction == Direction.FALLING else ("cannot be said", f"{words}, without a clear trend")
    )


def _notes(receipts: Sequence[Receipts], rows: Sequence[Measured]) -> Iterator[str]:
    for told in receipts:
        yield f"Official finance is {told.what} of {told.source}; it holds nothing of {_unseen(told)}."
    silent = {"trade", "debt", "investment", "people", "influence", "votes"} - {each.channel for each in rows}
    if silent:
        yield f"Nothing is loaded for: {', '.join(sorted(silent))}. That is not zero."
    yield "A direction is told only where the order of five years or more would come by chance in under 1 of 20 cases."
    yield "Private investment, arms and remittances by partner cannot be seen from here."
