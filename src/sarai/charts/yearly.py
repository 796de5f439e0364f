"""Money by year and stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sarai.charts import lettering, palette
from sarai.charts.frame import (
    LINE,
    NOT_KNOWN,
    NOTHING,
    SIZE,
    SMALL,
    WIDTH,
    Columns,
    Key,
    Row,
    Spec,
    Units,
    boxes,
    checked,
    columns,
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
    year_of,
)  # fmt: skip
from sarai.model.errors import ChartError

_COLOURS = palette.STATUSES | palette.MEASURES
_NO_RECORD = Key("no record", palette.GROUND, palette.EDGE, dash=(3, 3))
_HIGH, _WIDEST = 150, 64
_ABOVE, _BELOW = 12, 30
"""Room for the mark above the highest bar, and for the names of the years."""

_Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class _Plot:
    """One panel: its rows, its columns of years, the lines of its scale, and where its top stands."""

    rows: _Rows
    columns: Columns
    marks: Sequence[float]
    told: Units
    top: float

    @property
    def bottom(self) -> float:
        """Where its lowest line stands."""
        return self.top + _HIGH

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.bottom - (value - self.marks[0]) / (self.marks[-1] - self.marks[0]) * _HIGH


def money_by_year(
    rows: Iterable[Row], *, unit: str = "", width: float = WIDTH, names: Mapping[str, str] = MappingProxyType({})
) -> Spec:
    """Bars by year: statuses stacked, kinds of money in panels of one scale, since they are not to be added.

    ``rows`` are ``{year, stage, value, unknown}``. Stages are all statuses (pledge, commitment, implementation,
    completion ...) or all kinds of money (committed, disbursed, spent, planned). ``value`` is in ``unit``; None with
    ``unknown`` is "amount not known", a value with ``unknown`` is marked as a part of more. A year that no row
    names, or names without a value and without ``unknown``, is drawn as "no record"; zero is a value. ``names`` are
    the words of the legend for statuses, where they are to be others than the statuses themselves.

    Raises:
        ChartError: a stage that is not known, statuses beside kinds of money, or a value that is no number.
    """
    name = "money_by_year"
    found = checked(rows, name, ("year", "stage", "value", "unknown"))
    for at, row in enumerate(found, start=1):
        row["year"] = year_of(row["year"], name, at)
        row["stage"] = one_of(row["stage"], _COLOURS, name, at, "stage")
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
    ends = [end for panel in panels for part in _stacked(panel) for end in (part["from"], part["to"])]
    told = units([max(map(abs, ends), default=0.0)])
    marks = ticks(min([0.0, *ends]), max([0.0, *ends]), 4) if any(ends) else [0.0, 1.0]
    left = max(lettering.width(told.tick(each), SMALL) for each in marks) + 8
    across = columns(years, left=left, width=width, widest=_WIDEST)
    layers: list[Spec] = []
    top = 0.0
    if not kinds:
        present = [each for each in palette.STATUSES if each in stages]
        layers, top = legend(
            [Key(names.get(each, each), palette.STATUSES[each], palette.EDGE) for each in present], width=width, top=0
        )
    if told.axis(unit):
        layers.append(texts([{"x": 0, "y": top + 12, "text": told.axis(unit)}], size=SMALL, colour=palette.QUIET))
        top += LINE + 4
    for at, panel in enumerate(panels):
        if kinds:
            layers.append(texts([{"x": left, "y": top + 12, "text": kinds[at]}], bold=True))
            top += LINE + 4
        layers += _panel(_Plot(panel, across, marks, told, top + _ABOVE))
        top += _ABOVE + _HIGH + _BELOW
    notes = _not_known(found, across)
    for line in lettering.wrapped(notes, SMALL, width) if notes else ():
        layers.append(texts([{"x": 0, "y": top + 10, "text": line}], size=SMALL, colour=palette.QUIET))
        top += LINE
    if any(not _way(span, across) for panel in panels for span in _unrecorded(panel, years)):
        frame, taken = legend([_NO_RECORD], width=width, top=top + 2)
        layers += frame
        top += taken + 2
    return sheet(width, top, layers)


def _stacked(rows: _Rows) -> list[dict[str, Any]]:
    """The parts of each year's bar, each from where the one below ends; below zero they grow downward."""
    sums: dict[tuple[int, str], float] = {}
    for row in rows:
        if row["value"] is not None:
            place = (row["year"], row["stage"])
            sums[place] = sums.get(place, 0.0) + row["value"]
    order = list(_COLOURS)
    ends: dict[tuple[int, bool], float] = {}
    parts = []
    for year, stage in sorted(sums, key=lambda place: (place[0], order.index(place[1]))):
        value = sums[year, stage]
        start = ends.get((year, value >= 0), 0.0)
        ends[year, value >= 0] = start + value
        parts.append({"year": year, "stage": stage, "value": value, "from": start, "to": start + value})
    return parts


def _panel(plot: _Plot) -> list[Spec]:
    across = plot.columns
    parts = _stacked(plot.rows)
    grid = [{"x": across.left, "x2": across.right, "y": plot.y(each), "y2": plot.y(each)} for each in plot.marks]
    figures = [{"x": across.left - 6, "y": plot.y(each) + 4, "text": plot.told.tick(each)} for each in plot.marks]
    layers = [
        rules([line for line, each in zip(grid, plot.marks, strict=True) if each]),
        texts(figures, size=SMALL, colour=palette.QUIET, align="right"),
        *_frames(plot),
    ]
    gap = max(1.0, across.step * 0.14)
    scale = scaled("y", ("from", "to"), (plot.marks[0], plot.marks[-1]), (plot.bottom, plot.top))
    for stage in dict.fromkeys(part["stage"] for part in parts):
        own = [
            {**part, "x": across.start(part["year"]) + gap, "x2": across.start(part["year"]) + across.step - gap}
            for part in parts if part["stage"] == stage
        ]  # fmt: skip
        layers.append(boxes(own, fill=_COLOURS[stage], stroke=palette.EDGE, thick=0.6, y=scale))
    zero = [line for line, each in zip(grid, plot.marks, strict=True) if not each]
    layers.append(rules(zero, colour=palette.QUIET))
    names = [{"x": x, "y": plot.bottom + 16, "text": str(year)} for year, x in across.names()]
    return [
        *layers,
        texts(_above(plot, parts), bold=True, align="center"),
        texts(names, size=SMALL, colour=palette.QUIET, align="center"),
    ]


def _above(plot: _Plot, parts: _Rows) -> list[Row]:
    """What stands over the bars: "?" where more is not known, a stated zero, and each value if all have room."""
    across = plot.columns
    if not _marked(across):
        return []
    reach: dict[int, float] = {}
    for part in parts:
        reach[part["year"]] = max(reach.get(part["year"], 0.0), part["to"])
    unknown = {row["year"] for row in plot.rows if row["unknown"]}
    # The parts of a stack are unlike, so only a bar of one part is told as a sum.
    alone = len({part["stage"] for part in parts}) == 1
    values = {part["year"]: plot.told.written(part["value"]) for part in parts} if alone else {}
    told = {year: f"{text} ?" if year in unknown else text for year, text in values.items()}
    if max((lettering.width(text, SIZE, bold=True) for text in told.values()), default=0.0) > across.step - 6:
        told = {}
    zeros = {part["year"] for part in parts} - {part["year"] for part in parts if part["value"]}
    marks = dict.fromkeys(zeros, "0") | dict.fromkeys(unknown, "?") | told
    return [
        {"x": across.middle(year), "y": plot.y(reach.get(year, 0.0)) - 4, "text": marks[year]} for year in sorted(marks)
    ]


def _marked(across: Columns) -> bool:
    """Whether a mark finds room above a bar."""
    return across.step > lettering.width("?", SIZE, bold=True) + 0.5


def _not_known(rows: _Rows, across: Columns) -> str:
    years = sorted({row["year"] for row in rows if row["unknown"]})
    if not years:
        return ""
    if _marked(across):
        return f"?: {NOT_KNOWN} for some or all records of the year"
    spans = [str(first) if first == last else f"{first} to {last}" for first, last in _spans(years)]
    return f"{NOT_KNOWN.capitalize()} for some or all records of {', '.join(spans)}"


def _spans(years: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of years without a gap."""
    found: list[tuple[int, int]] = []
    for year in years:
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def _unrecorded(rows: _Rows, years: range) -> list[tuple[int, int]]:
    recorded = {row["year"] for row in rows if row["value"] is not None or row["unknown"]}
    return _spans(year for year in years if year not in recorded)


def _way(span: tuple[int, int], across: Columns) -> str:
    """Which way a span of years has room for its words, ``flat`` or ``upright``, or "" for neither."""
    room = across.step * (span[1] - span[0] + 1) - 9
    if room > lettering.width(_NO_RECORD.text, SMALL):
        return "flat"
    return "upright" if room >= SMALL - 3 else ""


def _frames(plot: _Plot) -> list[Spec]:
    """Years without any record as empty dashed frames that say so."""
    across = plot.columns
    frames = []
    told: dict[str, list[Row]] = {"flat": [], "upright": [], "": []}
    for span in _unrecorded(plot.rows, across.years):
        x, x2 = across.start(span[0]) + 1.5, across.start(span[1]) + across.step - 1.5
        frames.append({"from": span[0], "to": span[1], "x": x, "x2": x2, "y": plot.top, "y2": plot.bottom})
        way = _way(span, across)
        # Baselines of flat and of turned words lie on different sides of the middle.
        right, down = (0, 4) if way == "flat" else (4, 0)
        middle = {"x": (x + x2) / 2 + right, "y": (plot.top + plot.bottom) / 2 + down, "text": _NO_RECORD.text}
        told[way].append(middle)
    flat = texts(told["flat"], size=SMALL, colour=palette.QUIET, align="center")
    upright = texts(told["upright"], size=SMALL, colour=palette.QUIET, align="center")
    upright["mark"]["angle"] = 270
    key = _NO_RECORD
    return [boxes(frames, fill=key.fill, stroke=key.stroke, dash=key.dash, thick=0.8), flat, upright]
