"""The channels beside aid: trade, debt, direct investment, people, influence, votes, security and diplomacy."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sarai.analyses.dependence.told import tellings
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


def trade(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """Shares of partners in exports and imports, and Herfindahl with bounds from what is not listed, by year."""
    for flow in ("exports", "imports"):
        mirror = "trade.exports" if flow == "imports" else None
        yield from _shares(
            measures, f"trade.{flow}", place, "trade", (f"share of {flow}", f"concentration of {flow}"), mirror=mirror
        )


def debt(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """The state's public debt abroad, and who holds which share of it, where a source tells it by creditor."""
    for found in tellings(measures, "debt.public", place):
        for told in found[:1] if found[0].whole is not None else ():
            yield Measured(
                "debt", "public debt abroad", None, told.year, told.year, told.whole, "USD",
                note="public and publicly guaranteed, end of the year", opens=(told.keys[None],),
            )  # fmt: skip
    names = ("share of public debt", "concentration of creditors")
    yield from _shares(measures, "debt.public", place, "debt", names)


def people(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """Students and migrants of the state with each partner, and what is sent home from there, by year."""
    units = {}
    for row in measures:
        if row["place"] == place and str(row["indicator"]).startswith("people."):
            units[row["indicator"]] = row["unit"]
    for indicator, unit in sorted(units.items()):
        name = indicator.removeprefix("people.")
        for found in tellings(measures, indicator, place):
            first = next((each for each in found if each.parts), found[0])
            for partner, value in sorted(first.parts.items()):
                others = [each.parts[partner] for each in found if partner in each.parts]
                low, high = (min(others), max(others)) if len(others) > 1 else (None, None)
                yield Measured(
                    "people", f"{name} there", partner, first.year, first.year, value, unit, low, high,
                    opens=(first.keys[partner],),
                )  # fmt: skip
                if first.whole:
                    yield Measured(
                        "people", f"share of {name}", partner, first.year, first.year, value / first.whole, "share",
                        opens=(first.keys[partner], first.keys[None]),
                    )  # fmt: skip
            whole = next((each for each in found if each.whole is not None and not each.summed), None)
            if whole is not None:
                yield Measured(
                    "people", f"{name}, all countries", None, whole.year, whole.year, whole.whole, unit,
                    opens=(whole.keys[None],),
                )  # fmt: skip


def _shares(
    measures: Sequence[Row],
    indicator: str,
    place: str,
    channel: str,
    names: tuple[str, str],
    *,
    mirror: str | None = None,
) -> Iterator[Measured]:
    """Each partner's share of one series, and its concentration: what is not told by partner may be one partner's."""
    share_name, concentration_name = names
    for found in tellings(measures, indicator, place, mirror=mirror):
        able = [each for each in found if each.whole and each.parts]
        if not able:
            continue
        told, year = able[0], able[0].year
        whole = told.whole or 0.0
        shares = {partner: value / whole for partner, value in told.parts.items()}
        rest = max(0.0, 1 - sum(shares.values()))
        squares = sum(share * share for share in shares.values())
        of_whole = () if told.summed else (told.keys[None],)
        for partner, share in shares.items():
            others = [each.parts[partner] / each.whole for each in able if partner in each.parts and each.whole]
            low, high = (min(others), max(others)) if len(others) > 1 else (None, None)
            note = f"as {told.source} tells it; {len(others) - 1} more tell it" if len(others) > 1 else ""
            keys = (told.keys[partner], *of_whole)
            yield Measured(channel, share_name, partner, year, year, share, "share", low, high, note=note, opens=keys)
        yield Measured(
            channel, concentration_name, None, year, year, squares, "Herfindahl", squares,
            squares + rest * rest,
            note=f"{rest:.1%} of the total is not told by partner",
            opens=(*of_whole, *(told.keys[partner] for partner in shares)),
        )  # fmt: skip


def investment(measures: Sequence[Row], place: str) -> Iterator[Measured]:
    """Direct investment positions by partner and year, as either end tells them; the two are never added."""
    pairs: dict[tuple[str, int], list[Row]] = {}
    for row in measures:
        if row["indicator"] == "fdi.position" and row["place"] == place and row["value"] is not None:
            pairs.setdefault((row["partner"], row["year"]), []).append(row)
    for (partner, year), rows in sorted(pairs.items()):
        # Of two files that tell one report, the download speaks before the study's own list; both are in the spread.
        ends = {row["told_by"]: row for row in sorted(rows, key=lambda row: (row["dataset"] != _LISTED, row["key"]))}
        values = [row["value"] for row in rows]
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


_LISTED = "relations"
"""The dataset of a study's own list of numbers."""


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
    by_dataset: dict[str, dict[tuple[str, int], Row]] = {}
    for row in measures:
        if row["indicator"] == "un.ideal_point" and row["value"] is not None:
            by_dataset.setdefault(row["dataset"], {})[row["place"], row["year"]] = row
    told: set[tuple[str, int]] = set()
    # Points of two releases are on two scales: a distance is of one, and a download speaks before the study's list.
    for _, points in sorted(by_dataset.items(), key=lambda each: (each[0] == _LISTED, each[0])):
        for (partner, year), row in sorted(points.items()):
            own = points.get((place, year))
            if own is not None and partner != place and (partner, year) not in told:
                told.add((partner, year))
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
    return f"{value:,.0f} {each.unit}" if each.channel == "people" else f"{value:.2f}"
