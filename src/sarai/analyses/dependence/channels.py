"""The channels beside aid: trade, direct investment, formal influence, votes, security and diplomacy."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sarai.estimators.trend import Direction, Trend, trend

Row = Mapping[str, Any]


class Measured(NamedTuple):
    """One number of a channel: over which years, its bounds, and what it cannot say.

    ``opens`` names the rows that it is made of: those of ``measure``, ``event`` or ``membership`` with these keys.
    """

    channel: str
    measure: str
    partner: str | None
    first: int
    last: int
    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    direction: str | None = None
    note: str = ""
    opens: tuple[str, ...] = ()


SMALLEST = 0.001
"""Trade tables leave out partners below a thousandth of the total."""


def trade(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """Shares of partners in exports and imports, and Herfindahl with bounds from what is not listed, by year."""
    for flow in ("exports", "imports"):
        told = [row for row in measures if row["indicator"] == f"trade.{flow}" and row["place"] == place]
        for year in sorted({row["year"] for row in told}):
            of_year = {row["partner"]: row for row in told if row["year"] == year and row["value"] is not None}
            whole = of_year.pop(None, None)
            if whole is None or not whole["value"]:
                continue
            shares = {partner: row["value"] / whole["value"] for partner, row in of_year.items()}
            rest = max(0.0, 1 - sum(shares.values()))
            squares = sum(share * share for share in shares.values())
            for partner, share in shares.items():
                keys = (of_year[partner]["key"], whole["key"])
                yield Measured("trade", f"share of {flow}", partner, year, year, share, "share", opens=keys)
            yield Measured(
                "trade", f"concentration of {flow}", None, year, year, squares, "Herfindahl", squares,
                squares + rest * SMALLEST, note=f"{rest:.1%} of the total is not told by partner",
                opens=(whole["key"], *(row["key"] for row in of_year.values())),
            )  # fmt: skip


def investment(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """Direct investment positions by partner and year, as either end tells them; the two are never added."""
    told = [row for row in measures if row["indicator"] == "fdi.position" and row["place"] == place]
    for partner, year in sorted({(row["partner"], row["year"]) for row in told}):
        ends = {
            row["told_by"]: row
            for row in told
            if (row["partner"], row["year"]) == (partner, year) and row["value"] is not None
        }
        if not ends:
            continue
        values = [row["value"] for row in ends.values()]
        own = ends.get("place") or ends["partner"]
        note = "; ".join(
            f"{'the state' if end == 'place' else 'the partner'} reports USD {row['value'] / 1e6:,.0f} million"
            for end, row in sorted(ends.items(), reverse=True)
        )
        silent = {"place", "partner"} - set(ends)
        if silent:
            note += f"; {'the partner' if 'partner' in silent else 'the state'} reports nothing"
        yield Measured(
            "investment", "position", partner, year, year, own["value"], "USD", min(values), max(values), note=note,
            opens=tuple(row["key"] for row in ends.values()),
        )  # fmt: skip


def influence(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """Formal bilateral influence capacity as published, by year."""
    for row in measures:
        if row["indicator"] == "fbic" and row["place"] == place and row["value"] is not None:
            yield Measured(
                "influence", "formal bilateral influence capacity", row["partner"], row["year"], row["year"],
                row["value"], "index 0 to 1", note="as published; not recomputed here", opens=(row["key"],),
            )  # fmt: skip


def votes(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """Distance of the state's ideal point in the General Assembly from each partner's, by year."""
    points = {
        (row["place"], row["year"]): row
        for row in measures
        if row["indicator"] == "un.ideal_point" and row["value"] is not None
    }
    for (partner, year), row in sorted(points.items()):
        own = points.get((place, year))
        if own is not None and partner != place:
            yield Measured(
                "votes", "distance in the General Assembly", partner, year, year, abs(own["value"] - row["value"]),
                "points", note=f"{place} {own['value']:+.2f}, {partner} {row['value']:+.2f}",
                opens=(own["key"], row["key"]),
            )  # fmt: skip


def minerals(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """The state's share of the world's mine production, and how concentrated that is, by mineral and year."""
    told = [row for row in measures if row["indicator"].startswith("mined.") and row["value"] is not None]
    for series, year in sorted({(row["indicator"], row["year"]) for row in told if row["place"] == place}):
        of_year = {row["place"]: row for row in told if (row["indicator"], row["year"]) == (series, year)}
        whole = of_year.pop("WLD", None)
        if whole is None or not whole["value"]:
            continue
        name = series.removeprefix("mined.").replace("_", " ")
        shares = {each: row["value"] / whole["value"] for each, row in of_year.items()}
        squares, rest = sum(share * share for share in shares.values()), max(0.0, 1 - sum(shares.values()))
        first = max(shares, key=lambda each: (shares[each], each))
        keys = (of_year[place]["key"], whole["key"])
        yield Measured("minerals", f"share of {name} mined", None, year, year, shares[place], "share", opens=keys)
        yield Measured(
            "minerals", f"concentration of {name} mined", None, year, year, squares, "Herfindahl", squares,
            squares + rest * _SMALLEST_MINE, note=f"largest: {first} {shares[first]:.0%}",
            opens=(whole["key"], *(row["key"] for row in of_year.values())),
        )  # fmt: skip


_SMALLEST_MINE = 0.01
"""Tables of mines leave out countries below a hundredth of the total."""

_SPAN = 5


def meetings(events: Sequence[Row], place: str) -> Iterator[Measured]:
    """Visits, summits and exercises with each partner in spans of five years: a list found by looking, no sample.

    The last span ends with the year of the newest event that the study lists.
    """
    newest = max((event["date"].year for event in events), default=0)
    counted: dict[tuple[str, str, int], list[str]] = {}
    for event in events:
        if place not in event["actors"] or event["title"].startswith(("Called off", "Planned")):
            continue
        what = {"exercise": "security"}.get(event["type"], "diplomacy")
        if event["type"] in ("attack", "border-closure", "other"):
            continue
        span = event["date"].year // _SPAN * _SPAN
        for partner in event["actors"]:
            if partner != place:
                counted.setdefault((what, partner, span), []).append(event["key"])
    for (what, partner, span), keys in sorted(counted.items()):
        yield Measured(
            what, "joint exercises" if what == "security" else "visits, summits and ministers' meetings", partner, span,
            min(span + _SPAN - 1, newest), float(len(set(keys))), "events",
            note="as listed in the study: found by looking, not complete", opens=tuple(sorted(set(keys))),
        )  # fmt: skip


def memberships(rows: Sequence[Row], place: str) -> Iterator[Measured]:
    """What the state is in, near or outside; the partner is not named, since the bodies are."""
    for row in rows:
        if row["state"] == place:
            since = row["since"].year if row["since"] else 0
            until = row["until"].year if row["until"] else 9999
            yield Measured(
                "security", f"{row['body']}: {row['role']}", None, since, until, None, "membership",
                note=row["note"] or "", opens=(row["key"],),
            )  # fmt: skip


def direction(found: Sequence[Measured]) -> Trend:
    """The trend of one measure of one partner over its years."""
    return trend((float(each.first), each.value) for each in found if each.value is not None)


def ten_years(found: Sequence[Measured], *, more: str, years: int = 10) -> tuple[str, str]:
    """Whether a measure is higher than ten years before its last year: yes, no or cannot be said, and why.

    ``more`` says what a higher value means: ``higher`` for shares, ``lower`` for distances.
    """
    told = {each.last: each for each in found if each.value is not None}
    if not told:
        return "cannot be said", "nothing is loaded about it"
    last = max(told)
    before = told.get(last - years)
    if before is None:
        first = told[min(told)]
        if first.last == last:
            return "cannot be said", f"told for {last} alone, {_figure(first)}"
        trend = direction(list(found)).direction
        since = "" if trend in (Direction.NO_TREND, Direction.TOO_FEW) else f", {trend}"
        words = f"told for {first.last} to {last} alone: {_figure(first)}, then {_figure(told[last])}{since}"
        return "cannot be said", words
    now = told[last]
    seen = direction([each for each in found if last - years <= each.first <= last])
    rose = (now.value or 0) - (before.value or 0)
    if more == "lower":
        rose = -rose
    way = {Direction.RISING: 1, Direction.FALLING: -1}.get(seen.direction, 0) * (-1 if more == "lower" else 1)
    words = f"{_figure(before)} in {before.last}, {_figure(now)} in {last}"
    if rose > 0 and way > 0:
        return "yes", words
    if rose < 0 and way < 0:
        return "no", words
    return "cannot be said", f"{words}, with no clear trend"


def _figure(each: Measured) -> str:
    value = each.value or 0.0
    if each.unit == "share":
        return f"{value:.1%}"
    if each.unit == "USD":
        return f"USD {value / 1e9:,.2f} billion" if value >= 1e9 else f"USD {value / 1e6:,.0f} million"
    return f"{value:.2f}"
