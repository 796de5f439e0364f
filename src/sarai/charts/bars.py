"""Horizontal bars with their words above them, so that long names fit a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sarai.charts import lettering, palette
from sarai.charts.frame import LINE, SIZE, SMALL, Row, Spec, Units, boxes, rules, scaled, texts, ticks

_THICK, _GAP, _APART = 12, 14, 6


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value (None draws no bar), what is said of it in bold and quietly, and its colour."""

    label: str
    value: float | None
    said: str
    beside: str
    colour: str
    low: float | None = None
    high: float | None = None
    marked: bool = False


def bars(rows: Sequence[Bar], told: Units, *, unit: str, width: float, top: float) -> tuple[list[Spec], float]:
    """Layers of one panel of bars on one axis from zero, and the height they take."""
    ends = [each for row in rows for each in (row.value, row.low, row.high) if each is not None]
    marks = ticks(min([0.0, *ends]), max([0.0, *ends]), max(2, int(width / 110))) if any(ends) else []
    layers: list[Spec] = []
    y = top
    if marks and told.axis(unit):
        layers.append(texts([{"x": 0, "y": y + 12, "text": told.axis(unit)}], size=SMALL, colour=palette.QUIET))
        y += LINE
    figures_at = y + 12
    y += LINE + 6 if marks else 0

    labels: dict[bool, list[Row]] = {False: [], True: []}
    said: dict[str, list[Row]] = {"right": [], "left": []}
    beside: dict[str, list[Row]] = {"right": [], "left": []}
    drawn, grid = [], []
    whiskers: list[Spec] = []
    for row in rows:
        quiet, loud = lettering.width(row.beside, SMALL), lettering.width(row.said, SIZE, bold=True)
        gap = _APART if row.beside else 0
        room = width - quiet - loud - gap - 16
        # Figures stand beside the words, or below them where that takes fewer lines or leaves the words no column.
        lines = lettering.wrapped(row.label, SIZE, max(room, 40.0), bold=row.marked)
        wide = lettering.wrapped(row.label, SIZE, width, bold=row.marked)
        below = len(lines) > 1 and (room < 0.4 * width or len(wide) + 1 < len(lines))
        lines = wide if below else lines
        labels[row.marked] += [{"x": 0, "y": y + SIZE + at * LINE, "text": line} for at, line in enumerate(lines)]
        line = y + SIZE + (len(lines) * LINE if below else 0)
        side = "left" if below else "right"
        said[side].append({"x": 0 if below else width - quiet - gap, "y": line, "text": row.said})
        if row.beside:
            beside[side].append({"x": loud + gap if below else width, "y": line, "text": row.beside})
        y += (len(lines) + below) * LINE + 4
        if row.value is not None:
            place = {"label": row.label, "y": y, "y2": y + _THICK}
            drawn.append({**place, "value": row.value, "zero": 0, "colour": row.colour})
            # The grid is seen behind the bars only, so that no line crosses a word.
            grid += [{"at": each, "y": y - 3, "y2": y + _THICK + 3} for each in marks]
            if row.low is not None and row.high is not None:
                whiskers.append({**place, "low": row.low, "high": row.high, "middle": y + _THICK / 2})
            y += _THICK
        y += _GAP
    if not marks:
        return layers + _words(labels, said, beside), y - top

    # The outermost figures keep to the sheet.
    right = width - lettering.width(told.tick(marks[-1]), SMALL) / 2
    left = lettering.width(told.tick(marks[0]), SMALL) / 2 if marks[0] else 0.5
    domain, span = (marks[0], marks[-1]), (left, right)
    scale = scaled("x", ("at", "at"), domain, span)
    layers.append(rules([each for each in grid if each["at"]], x=scale))
    layers.append(rules([each for each in grid if not each["at"]], x=scale, colour=palette.QUIET))
    for align, own in (("left", marks[:1] if not marks[0] else []), ("center", marks[1:] if not marks[0] else marks)):
        figures = [{"at": each, "y": figures_at, "text": told.tick(each)} for each in own]
        layer = texts(figures, size=SMALL, colour=palette.QUIET, align=align)
        layer["encoding"]["x"] = scale["x"]
        layers.append(layer)
    for colour in dict.fromkeys(each["colour"] for each in drawn):
        own_bars = [each for each in drawn if each["colour"] == colour]
        layers.append(boxes(own_bars, fill=str(colour), x=scaled("x", ("zero", "value"), domain, span)))
    reach = [{**each, "y": each["middle"], "y2": each["middle"]} for each in whiskers]
    layers.append(rules(reach, colour=palette.INK, thick=1.5, x=scaled("x", ("low", "high"), domain, span)))
    caps = [{**each, "y": each["middle"] - 4, "y2": each["middle"] + 4} for each in whiskers]
    for end in ("low", "high"):
        layers.append(rules(caps, colour=palette.INK, thick=1.5, x=scaled("x", (end, end), domain, span)))
    return layers + _words(labels, said, beside), y - top


def _words(labels: dict[bool, list[Row]], said: dict[str, list[Row]], beside: dict[str, list[Row]]) -> list[Spec]:
    found = [texts(rows, bold=marked) for marked, rows in labels.items()]
    found += [texts(rows, bold=True, align=side) for side, rows in said.items()]
    return found + [texts(rows, size=SMALL, colour=palette.QUIET, align=side) for side, rows in beside.items()]
