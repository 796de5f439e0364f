"""Money by year and stage, and money by group."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarai.charts import lettering, palette
from sarai.charts.bars import Bar, bars
from sarai.charts.frame import (
    LINE,
    SMALL,
    WIDTH,
    Key,
    Row,
    Spec,
    Units,
    boxes,
    checked,
    counted,
    legend,
    number,
    one_of,
    rules,
    scaled,
    sheet,
    texts,
    ticks,
    units,
    words,
)  # fmt: skip
from sarai.model.errors import ChartError

NOTHING = "No record of these in the sources that were read."
_NOT_KNOWN = "amount not known"
_NO_RECORD = Key("no record", palette.GROUND, palette.EDGE, dash=(3, 3))
_PLOT, _BAND_MOST = 150, 64


def money_by_year(rows: Iterable[Row], *, unit: str = "", width: float = WIDTH) -> Spec:
    """Bars by year: statuses stacked, kinds of money in panels of one height, since they are not to be added.

    ``rows`` are ``{year, stage, value, unknown}``. Stages are all statuses (pledge, commitment, implementation,
    completion ...) or all kinds of money (committed, disbursed, spent, planned). ``value`` is in ``unit``; None with
    ``unknown`` is "amount not known", a value with ``unknown`` is marked as a part of more. A year that no row
    names, or names without a value and without ``unknown``, is drawn as "no record"; zero is a value.

    Raises:
        ChartError: a stage that is not known, statuses beside kinds of money, or a value that is no number.
    """
    name = "money_by_year"
    found = checked(rows, name, ("year", "stage", "value", "unknown"))
    for at, row in enumerate(found, start=1):
        row["stage"] = one_of(row["stage"], (*palette.STATUSES, *palette.MEASURES), name, at, "stage")
        row["value"] = number(row["value"], name, at, "value")
    if not found:
        return words(NOTHING, width)
    stages = {row["stage"] for row in found}
    kinds = [each for each in palette.MEASURES if each in stages]
    if kinds and stages - set(kinds):
        raise ChartError(
            "kinds of money and statuses stand in one picture", where=f"{name}: stage",
            cure=f"draw {', '.join(kinds)} apart from {', '.join(sorted(stages - set(kinds)))}",
        )  # fmt: skip
    years = range(min(row["year"] for row in found), max(row["year"] for row in found) + 1)
    panels = [[row for row in found if row["stage"] == kind] for kind in kinds] or [found]
    stacks = [_stacked(panel, years) for panel in panels]
    ends = [end for stack in stacks for part in stack for end in (part["from"], part["to"])]
    told = units([max(map(abs, ends), default=0.0)])
    marks = ticks(min([0.0, *ends]), max([0.0, *ends]), 4) if any(ends) else [0.0, 1.0]
    left = max(lettering.width(told.tick(each), SMALL) for each in marks) + 8
    step = min((width - left) / len(years), _BAND_MOST)
    layers: list[Spec] = []
    top = 0.0
    if not kinds:
        present = [each for each in palette.STATUSES if each in stages]
        layers, top = legend([Key(each, palette.STATUSES[each], palette.EDGE) for each in present], width=width, top=0)
    if told.axis(unit):
        layers.append(texts([{"x": 0, "y": top + 12, "text": told.axis(unit)}], size=SMALL, colour=palette.QUIET))
        top += LINE + 4
    for at, panel in enumerate(panels):
        if kinds:
            layers.append(texts([{"x": left, "y": top + 12, "text": kinds[at]}], bold=True))
            top += LINE + 4
        # The mark above a bar needs room even where the bar reaches the highest line.
        layers += _panel(panel, stacks[at], years, marks, told, left=left, step=step, top=top + 12)
        top += 12 + _PLOT + 30
    if any(row["unknown"] for row in found):
        key = f"?: {_NOT_KNOWN} for some or all records of the year"
        layers.append(texts([{"x": 0, "y": top + 10, "text": key}], size=SMALL, colour=palette.QUIET))
        top += LINE + 2
    if any(not room for panel in panels for *_, room in _unrecorded(panel, years, step)):
        frame, taken = legend([_NO_RECORD], width=width, top=top)
        layers += frame
        top += taken
    return sheet(width, top, layers)


def money_by_group(rows: Iterable[Row], *, unit: str = "", width: float = WIDTH, noun: str = "records") -> Spec:
    """Bars by group, the largest first, each with its value, the span from low to high, and the number of records.

    ``rows`` are ``{label, value, low, high, n}`` in ``unit``; a value of None is "amount not known" and has no bar.

    Raises:
        ChartError: a value that is no number, or low above high.
    """
    name = "money_by_group"
    found = checked(rows, name, ("label", "value", "low", "high", "n"))
    for at, row in enumerate(found, start=1):
        for field in ("value", "low", "high"):
            row[field] = number(row[field], name, at, field)
        if row["low"] is not None and row["high"] is not None and row["low"] > row["high"]:
            raise ChartError("low is above high", where=f"{name}: row {at}", cure="exchange the two, or look why")
    if not found:
        return words(NOTHING, width)
    found.sort(key=lambda row: (row["value"] is None, -(row["value"] or 0.0), str(row["label"])))
    told = units(each for row in found for each in (row["value"], row["low"], row["high"]) if each is not None)
    layers, height = bars([_bar(row, told, noun) for row in found], told, unit=unit, width=width, top=0)
    return sheet(width, height, layers)


def _bar(row: Mapping[str, Any], told: Units, noun: str) -> Bar:
    low, high = row["low"], row["high"]
    ranged = low is not None and high is not None and told.told(low) != told.told(high)
    beside = [f"{told.told(low)} to {told.told(high)}"] if ranged else []
    return Bar(
        label=str(row["label"]), value=row["value"], low=low if ranged else None, high=high if ranged else None,
        said=_NOT_KNOWN if row["value"] is None else told.told(row["value"]),
        beside=" · ".join([*beside, counted(row["n"], noun)]), colour=palette.PLAIN,
    )  # fmt: skip


def _stacked(panel: Sequence[Mapping[str, Any]], years: range) -> list[dict[str, Any]]:
    """The parts of each year's bar, each from where the one below ends; below zero they grow downward."""
    order = [*palette.STATUSES, *palette.MEASURES]
    parts = []
    for year in years:
        ends = {True: 0.0, False: 0.0}
        for stage in order:
            values = [row["value"] for row in panel if (row["year"], row["stage"]) == (year, stage)]
            known = [value for value in values if value is not None]
            if known:
                value = sum(known)
                start = ends[value >= 0]
                ends[value >= 0] = start + value
                parts.append({"year": year, "stage": stage, "value": value, "from": start, "to": start + value})
    return parts


def _panel(panel: Sequence[Mapping[str, Any]], parts: Sequence[Mapping[str, Any]], years: range, marks: Sequence[float],
           told: Units, *, left: float, step: float, top: float) -> list[Spec]:  # fmt: skip
    bottom = top + _PLOT
    domain, span = (marks[0], marks[-1]), (bottom, top)
    gap = max(1.0, step * 0.14)
    at = {year: left + step * place for place, year in enumerate(years)}
    end = left + step * len(years)

    def height(value: float) -> float:
        return bottom - (value - domain[0]) / (domain[1] - domain[0]) * _PLOT

    grid = [{"x": left, "x2": end, "y": height(each), "y2": height(each)} for each in marks]
    figures = [{"x": left - 6, "y": height(each) + 4, "text": told.tick(each)} for each in marks]
    layers = [
        rules([line for line, each in zip(grid, marks, strict=True) if each]),
        texts(figures, size=SMALL, colour=palette.QUIET, align="right"),
    ]
    layers += _frames(_unrecorded(panel, years, step), at, step, top, bottom)
    colours = palette.STATUSES | palette.MEASURES
    for stage in dict.fromkeys(part["stage"] for part in parts):
        own = [
            {**part, "x": at[part["year"]] + gap, "x2": at[part["year"]] + step - gap}
            for part in parts if part["stage"] == stage
        ]  # fmt: skip
        scale = scaled("y", ("from", "to"), domain, span)
        layers.append(boxes(own, fill=colours[stage], stroke=palette.EDGE, thick=0.6, y=scale))
    layers.append(rules([{"x": left, "x2": end, "y": height(0), "y2": height(0)}], colour=palette.QUIET))
    above = []
    for year in years:
        reach = [part["to"] for part in parts if part["year"] == year]
        unknown = any(row["unknown"] for row in panel if row["year"] == year)
        zero = "0" if reach and not any(reach) else ""
        if unknown or zero:
            mark = {"x": at[year] + step / 2, "y": height(max([0.0, *reach])) - 4, "text": "?" if unknown else zero}
            above.append(mark)
    layers.append(texts(above, bold=True, align="center"))
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if n * step >= lettering.width("2020", SMALL) + 6)
    shown = [year for year in years if year % every == 0] or [years[0]]
    # The last year keeps to the sheet, even if its band is narrower than its name.
    most = max(end, left + lettering.width("2020", SMALL)) - lettering.width("2020", SMALL) / 2
    dates = [{"x": min(at[year] + step / 2, most), "y": bottom + 16, "text": str(year)} for year in shown]
    return [*layers, texts(dates, size=SMALL, colour=palette.QUIET, align="center")]


def _unrecorded(panel: Sequence[Mapping[str, Any]], years: range, step: float) -> list[tuple[int, int, str]]:
    """Spans of years without any record: first, last, and which way there is room to say so ("" for none)."""
    recorded = {row["year"] for row in panel if row["value"] is not None or row["unknown"]}
    spans: list[list[int]] = []
    for year in years:
        if year in recorded:
            continue
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    found = []
    for span in spans:
        room = step * len(span) - 9
        across = "upright" if room >= SMALL - 3 else ""
        found.append((span[0], span[-1], "flat" if room > lettering.width(_NO_RECORD.text, SMALL) else across))
    return found


def _frames(spans: Sequence[tuple[int, int, str]], at: Mapping[int, float], step: float, top: float,
            bottom: float) -> list[Spec]:  # fmt: skip
    """Years without any record as empty dashed frames that say so."""
    frames = []
    told: dict[str, list[Row]] = {"flat": [], "upright": [], "": []}
    for first, last, room in spans:
        x, x2 = at[first] + 1.5, at[last] + step - 1.5
        frames.append({"from": first, "to": last, "x": x, "x2": x2, "y": top, "y2": bottom})
        middle = {"x": (x + x2) / 2, "y": (top + bottom) / 2, "text": _NO_RECORD.text}
        # Baselines of flat and of turned words lie on different sides of the middle.
        told[room].append(middle | ({"y": middle["y"] + 4} if room == "flat" else {"x": middle["x"] + 4}))
    flat, upright = (
        texts(told[each], size=SMALL, colour=palette.QUIET, align="center") for each in ("flat", "upright")
    )
    upright["mark"]["angle"] = 270
    return [
        boxes(frames, fill=_NO_RECORD.fill, stroke=_NO_RECORD.stroke, dash=_NO_RECORD.dash, thick=0.8),
        flat,
        upright,
    ]
