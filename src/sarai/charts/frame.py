"""What all pictures share: the sheet they are drawn on, marks in its units, ticks, and rows that are checked.

A sheet is measured in pixels at its own width; everything on it is placed from :mod:`sarai.charts.lettering`,
never from the fonts of the machine, so that the same rows give the same picture everywhere.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sarai.charts import lettering, palette
from sarai.model.errors import ChartError

Row = Mapping[str, Any]
Spec = dict[str, Any]

WIDTH = 560
"""Of a sheet for the screen and for A4."""
NARROW = 340
"""Of a sheet for a phone."""
FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
SIZE, SMALL = 13, 12
LINE = 16
"""From one line of text to the next."""

NOTHING = "No record of these in the sources that were read."
NOT_KNOWN = "amount not known"

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def sheet(width: float, height: float, layers: Sequence[Spec]) -> Spec:
    """A picture of these layers, each with scales of its own."""
    return {
        "$schema": _SCHEMA,
        "width": width, "height": math.ceil(height), "padding": 0, "autosize": "none", "background": None,
        "view": {"stroke": None},
        "layer": [layer for layer in layers if layer["data"]["values"]],
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
        "config": {"font": FONT, "aria": False},
    }  # fmt: skip


def words(text: str, width: float) -> Spec:
    """A picture that says in words why there is none."""
    lines = lettering.wrapped(text, SIZE, width - 32)
    height = len(lines) * LINE + 28
    frame = [{"x": 0.5, "x2": width - 0.5, "y": 0.5, "y2": height - 0.5}]
    told = [{"x": 16, "y": 14 + SIZE - 1 + at * LINE, "text": line} for at, line in enumerate(lines)]
    return sheet(width, height, [boxes(frame, fill=None, stroke=palette.RULE, dash=(4, 3)), texts(told)])


def texts(rows: Iterable[Row], *, size: float = SIZE, colour: str = palette.INK, bold: bool = False,
          align: str = "left") -> Spec:  # fmt: skip
    """Lines of text: ``x`` and ``y`` of the baseline in pixels, ``text``."""
    mark = {
        "type": "text", "align": align, "baseline": "alphabetic", "fontSize": size, "color": colour,
        "fontWeight": 600 if bold else 400,
    }  # fmt: skip
    return _layer(mark, rows, {"x": px("x"), "y": px("y"), "text": {"field": "text", "type": "nominal"}})


def boxes(rows: Iterable[Row], *, fill: str | None, stroke: str | None = None, dash: tuple[int, int] | None = None,
          x: Spec | None = None, y: Spec | None = None, thick: float = 1) -> Spec:  # fmt: skip
    """Rectangles from ``x`` to ``x2`` and ``y`` to ``y2``, in pixels unless a scale is given for the axis."""
    mark: Spec = {"type": "rect"}
    mark |= {"fill": fill} if fill else {"filled": False}
    mark |= {"stroke": stroke, "strokeWidth": thick} if stroke else {}
    mark |= {"strokeDash": list(dash)} if dash else {}
    return _layer(mark, rows, {**(x or _span("x")), **(y or _span("y"))})


def rules(rows: Iterable[Row], *, colour: str = palette.RULE, thick: float = 1, dash: tuple[int, int] | None = None,
          x: Spec | None = None, y: Spec | None = None) -> Spec:  # fmt: skip
    """Straight lines from (``x``, ``y``) to (``x2``, ``y2``), in pixels unless a scale is given for the axis."""
    mark: Spec = {"type": "rule", "color": colour, "strokeWidth": thick}
    mark |= {"strokeDash": list(dash)} if dash else {}
    return _layer(mark, rows, {**(x or _span("x")), **(y or _span("y"))})


def px(field: str) -> Spec:
    """A channel in pixels of the sheet."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def scaled(axis: str, fields: tuple[str, str], domain: Sequence[float], span: Sequence[float]) -> Spec:
    """The two channels of an axis, from a domain of values to a span of pixels."""
    scale = {"domain": list(domain), "range": list(span), "nice": False, "zero": False}
    return {
        axis: {"field": fields[0], "type": "quantitative", "scale": scale, "axis": None},
        f"{axis}2": {"field": fields[1]},
    }


@dataclass(frozen=True)
class Key:
    """An entry of a legend: a swatch, or a dash where it has neither fill nor stroke."""

    text: str
    fill: str | None = None
    stroke: str | None = None
    dash: tuple[int, int] | None = None


def legend(keys: Sequence[Key], *, width: float, top: float) -> tuple[list[Spec], float]:
    """Layers of swatches with words, on as many lines as they need, and the height they take."""
    layers: list[Spec] = []
    told = []
    x, y = 0.0, top
    for key in keys:
        wide = 18 + lettering.width(key.text, SMALL)
        if x and x + wide > width:
            x, y = 0.0, y + LINE + 2
        if key.fill or key.stroke:
            swatch = [{"x": x + 0.5, "x2": x + 11.5, "y": y + 1.5, "y2": y + 12.5}]
            layers.append(boxes(swatch, fill=key.fill, stroke=key.stroke, dash=key.dash))
        else:
            layers.append(rules([{"x": x + 3, "x2": x + 9, "y": y + 7, "y2": y + 7}], colour=palette.EDGE, thick=1.5))
        told.append({"x": x + 18, "y": y + 11, "text": key.text})
        x += wide + 16
    return [*layers, texts(told, size=SMALL, colour=palette.QUIET)], y + LINE + 2 - top


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round values from ``low`` to ``high`` or just beyond, by 1, 2 or 5 times a power of ten, about ``most`` steps."""
    reach = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(reach / most))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if reach / step <= most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{at * step:.12g}") for at in range(first, max(last, first + 1) + 1)]


@dataclass(frozen=True)
class Columns:
    """Years side by side, each ``step`` wide, from ``left`` on a sheet of ``width``."""

    years: range
    left: float
    step: float
    width: float

    @property
    def right(self) -> float:
        """Where the last year ends."""
        return self.left + self.step * len(self.years)

    def start(self, year: int) -> float:
        """Where a year begins."""
        return self.left + self.step * (year - self.years[0])

    def middle(self, year: int) -> float:
        """Where the middle of a year is."""
        return self.start(year) + self.step / 2

    def names(self) -> list[tuple[int, float]]:
        """The years whose names have room, and where these are centred: on the sheet, however narrow the column."""
        wide = lettering.width("2020", SMALL)
        every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if n * self.step >= wide + 6)
        shown = [year for year in self.years if year % every == 0] or [self.years[0]]
        names: list[tuple[int, float]] = []
        for year in shown:
            x = min(max(self.middle(year), wide / 2), self.width - wide / 2)
            # A name that is pushed back onto the sheet may come too near to the one before.
            if not names or x - names[-1][1] >= wide + 3:
                names.append((year, x))
        return names


def columns(years: range, *, left: float, width: float, widest: float) -> Columns:
    """Columns that fill the sheet right of ``left``, none wider than ``widest``."""
    return Columns(years, left, min((width - left) / len(years), widest), width)


@dataclass(frozen=True)
class Units:
    """How the values of one picture are told: divided by ``by``, which ``word`` names."""

    by: float
    word: str

    def written(self, value: float) -> str:
        """A value to three significant digits; what is not zero never reads as zero."""
        if value == 0:
            return "0"
        size = abs(value) / self.by
        sign = "" if value > 0 else "−"
        if size < 0.001:
            return f"{sign}<0.001"
        # Rounded first, since 9.996 has the places of 10.0.
        places = max(0, 2 - math.floor(math.log10(float(f"{size:.2e}"))))
        return f"{sign}{size:,.{places}f}"

    def tick(self, value: float) -> str:
        """A round value as an axis shows it."""
        text = f"{abs(value) / self.by:,.9f}".rstrip("0").rstrip(".")
        return text if value >= 0 else f"−{text}"

    def axis(self, unit: str) -> str:
        """The unit as the axis names it."""
        return f"{unit} {self.word}".strip()


def units(values: Iterable[float]) -> Units:
    """Billions, millions, or as they are: by the largest value, unless the smallest would read as next to nothing."""
    sizes = [abs(each) for each in values if each]
    most, least = max(sizes, default=0.0), min(sizes, default=0.0)
    if most >= 1e9:
        return Units(1e9, "billion") if least >= 1e7 else Units(1e6, "million")
    return Units(1e6, "million") if most >= 1e6 and least >= 1e3 else Units(1.0, "")


def counted(n: int | None, noun: str) -> str:
    """``1 record``, ``23 records``, or "" where the count is not known: the noun is given in the plural."""
    if n is None:
        return ""
    return f"{n:,} {noun.removesuffix('s') if n == 1 else noun}"


def checked(rows: Iterable[Row], picture: str, fields: Sequence[str]) -> list[dict[str, Any]]:
    """The rows as dicts of these fields.

    Raises:
        ChartError: a row lacks one of them.
    """
    found = []
    for at, row in enumerate(rows, start=1):
        lacking = [field for field in fields if field not in row]
        if lacking:
            raise ChartError(
                f"the row has no {', '.join(lacking)}", where=f"{picture}: row {at}",
                cure=f"a row needs {', '.join(fields)}",
            )  # fmt: skip
        found.append({field: row[field] for field in fields})
    return found


def number(value: Any, picture: str, at: int, field: str) -> float | None:
    """A value as a float; None stays None.

    Raises:
        ChartError: it is no finite number.
    """
    if value is None:
        return None
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise ChartError(
            f"{value!r} is no finite number", where=f"{picture}: row {at}, {field}",
            cure="a number, or None where it is not known",
        )  # fmt: skip
    return found


def year_of(value: Any, picture: str, at: int) -> int:
    """A value as a year.

    Raises:
        ChartError: it is none.
    """
    found = number(value, picture, at, "year")
    if found is None or found != int(found) or not 1 <= found <= 9999:
        raise ChartError(
            f"{value!r} is no year", where=f"{picture}: row {at}, year", cure="a whole number of four digits"
        )
    return int(found)


def one_of(value: Any, known: Iterable[str], picture: str, at: int, field: str) -> str:
    """A word that the picture has a place for.

    Raises:
        ChartError: it has none.
    """
    choices = list(known)
    if value not in choices:
        raise ChartError(
            f"{value!r} is not known", where=f"{picture}: row {at}, {field}", cure=f"one of {', '.join(choices)}"
        )
    return str(value)


def _span(axis: str) -> Spec:
    return {axis: px(axis), f"{axis}2": {"field": f"{axis}2"}}


def _layer(mark: Spec, rows: Iterable[Row], encoding: Spec) -> Spec:
    return {"data": {"values": [_rounded(row) for row in rows]}, "mark": mark, "encoding": encoding}


def _rounded(row: Row) -> Spec:
    """A row with its pixels to the hundredth; values of the data stay as they are."""
    return {name: round(value, 2) if name in ("x", "x2", "y", "y2") else value for name, value in row.items()}
