"""Results: one row for each indicator, period and disaggregation, with target, actual and baseline side by side."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from sarai.sources.iati.codes import RESULTS
from sarai.sources.iati.walk import Raw

Found = Mapping[str, list[Raw]]
Signature = tuple[str, str]

_YES = {"1": "yes", "true": "yes", "0": "no", "false": "no"}


def results(found: Found, activity: str, key: Callable[[Raw], str]) -> Iterator[Raw]:
    """The canonical ``result`` rows of one activity.

    A target, an actual and a baseline share a row where they state the same dimensions and places, the first
    with the first, the second with the second. What has no partner has a row of its own, and so have a
    period without values, an indicator without periods and a result without indicators.
    """
    below = _below(found)
    for result in found.get("result", ()):
        indicators = below("indicator", result)
        shared = {
            "activity": activity,
            "type": RESULTS.get(result.get("type", ""), result.get("type")),
            "title": result.get("title"),
            "aggregation": _yes(result.get("aggregation")),
            "codes": _codes(below, result),
        }
        if not indicators:
            yield {**shared, "where": result["where"], "key": key(result)}
        for indicator in indicators:
            yield from _of_indicator(indicator, shared, below, key)


Below = Callable[[str, Raw], list[Raw]]


def _below(found: Found) -> Below:
    index: dict[tuple[str, int], list[Raw]] = defaultdict(list)
    for table in ("indicator", "period", "baseline", "target", "actual", "dimension", "value_place", "reference"):
        for raw in found.get(table, ()):
            index[(table, id(raw["in"]))].append(raw)
    return lambda table, owner: index.get((table, id(owner)), [])


def _of_indicator(indicator: Raw, shared: Raw, below: Below, key: Callable[[Raw], str]) -> Iterator[Raw]:
    told = {
        **shared,
        "indicator": indicator.get("title"),
        "unit": indicator.get("unit"),
        "ascending": _yes(indicator.get("ascending")),
        "aggregation": _yes(indicator.get("aggregation")) or shared["aggregation"],
        "codes": [*(shared["codes"] or ()), *(_codes(below, indicator) or ())] or None,
    }
    baselines = _by_signature(below("baseline", indicator), below)
    used: set[int] = set()
    rows = 0
    for period in below("period", indicator):
        dates = {"period_start": period.get("period_start"), "period_end": period.get("period_end")}
        targets = _by_signature(below("target", period), below)
        actuals = _by_signature(below("actual", period), below)
        signatures = dict.fromkeys([*targets, *actuals]) or {("", ""): None}
        for signature in signatures:
            wanted, reached = targets.get(signature, []), actuals.get(signature, [])
            based = baselines.get(signature, [])
            for place in range(max(len(wanted), len(reached), 1)):
                baseline = based[min(place, len(based) - 1)] if based else None
                if baseline is not None:
                    used.add(id(baseline))
                nth = rows = rows + 1
                yield {
                    **told,
                    **dates,
                    **_baseline(baseline),
                    "where": period["where"],
                    "key": f"{key(indicator)}/{nth}",
                    "target": wanted[place].get("value") if place < len(wanted) else None,
                    "actual": reached[place].get("value") if place < len(reached) else None,
                    **_told(signature),
                }
    for signature, stated in baselines.items():
        for baseline in stated:
            if id(baseline) not in used:
                rows += 1
                told_here = {**told, **_baseline(baseline), **_told(signature)}
                yield {**told_here, "where": baseline["where"], "key": f"{key(indicator)}/{rows}"}
    if rows == 0:
        yield {**told, "where": indicator["where"], "key": key(indicator)}


def _by_signature(raws: Iterable[Raw], below: Below) -> dict[Signature, list[Raw]]:
    found: dict[Signature, list[Raw]] = {}
    for raw in raws:
        dimensions = "; ".join(f"{each.get('name', '')}={each.get('value', '')}" for each in below("dimension", raw))
        places = "; ".join(each.get("ref", "") for each in below("value_place", raw))
        found.setdefault((dimensions, places), []).append(raw)
    return found


def _yes(stated: str | None) -> str | None:
    return None if stated is None else _YES.get(stated, stated)


def _told(signature: Signature) -> Raw:
    return {"dimension": signature[0] or None, "place": signature[1] or None}


def _baseline(raw: Raw | None) -> Raw:
    if raw is None:
        return {}
    return {"baseline": raw.get("value"), "baseline_year": raw.get("year"), "baseline_day": raw.get("day")}


def _codes(below: Below, owner: Raw) -> list[str] | None:
    return [
        ":".join(each[name] for name in ("vocabulary", "code", "uri") if name in each)
        for each in below("reference", owner)
    ] or None
