"""Pictures of money: bars of who or what, columns of years, and the bridge from one figure to another.

What has no value never looks like zero: a record without an amount is an open square, no record an open circle, a
year or partner that the source cannot hold a hatched strip, a day that has not come a dashed circle.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sarai.charts.sheet import Key, Picture, Sheet, lines_of, picture, shortened, wide_of


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round values from ``low`` to ``high`` or just beyond, by 1, 2 or 5 times a power of ten, about ``most`` steps."""
    reach = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(reach / most))
    step = next(step for step in (power, 2 * power, 5 * power, 10 * power) if reach / step <= most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{at * step:.12g}") for at in range(first, max(last, first + 1) + 1)]


class Nothing(StrEnum):
    """Why there is no bar."""

    NO_RECORD = "no record seen"
    NO_AMOUNT = "record without an amount"
    OUTSIDE = "outside this source"
    NOT_DUE = "not yet due"


KEYS = {
    Nothing.NO_RECORD: Key("ring", "no record seen", "dot"),
    Nothing.NO_AMOUNT: Key("hole", "record without an amount", "square"),
    Nothing.OUTSIDE: Key("hatch", "outside this source"),
    Nothing.NOT_DUE: Key("ringd", "not yet due", "dot"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what the lower count leaves out is hatched at its end. ``told`` is written behind it."""

    name: str
    value: float | None
    told: str
    cls: str = "p3"
    low: float | None = None
    nothing: Nothing | None = None
    share: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under one name, or a single bar with none."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a series: its value, and where it is made of ``parts`` (class and value), these on each other."""

    year: int
    value: float | None
    nothing: Nothing | None = None
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def ends(self) -> tuple[float, float]:
        """How far down and up the column reaches from zero."""
        sizes = [size for _, size in self.parts] or [self.value or 0.0]
        return sum(size for size in sizes if size < 0), sum(size for size in sizes if size > 0)


@dataclass(frozen=True, slots=True)
class Panel:
    """One kind of money by year."""

    name: str
    years: tuple[Year, ...]
    cls: str = "p3"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a bridge: a whole that is stated, shown or worked out, or what is taken away or added."""

    name: str
    note: str
    value: float
    kind: str
    told: str


def bars(
    name: str, groups: Sequence[Group], *, title: str, unit: str, source: str, unit_of_rows: str, wide: float = 540
) -> Picture:
    """Bars on one scale, in groups; largest first is the caller's order."""
    whole = [bar for group in groups for bar in group.bars]
    most = max((bar.value for bar in whole if bar.value is not None), default=0.0)
    least = -min(0.0, *(bar.value for bar in whole if bar.value is not None), 0.0)
    hatched = any(bar.low is not None and bar.value is not None and bar.low < bar.value for bar in whole)
    shares = any(bar.share for bar in whole)

    def draw(sheet: Sheet, top: float) -> float:
        grouped = any(group.name for group in groups)
        beside = not sheet.narrow and grouped
        heads = max((wide_of(group.name, 12.5, bold=True) for group in groups), default=0) if beside else 0
        heads = min(heads, sheet.width * 0.2)
        most_names = max((wide_of(bar.name, 12.5, bold=bar.strong) for bar in whole), default=0)
        names = min(most_names, sheet.width * (0.46 if not grouped else 0.24))
        # On a phone, names that find no room beside their bars stand above them.
        above = sheet.narrow and names < most_names
        left = 0.0 if above else (heads + 10 if heads else 0) + names + 10
        behind = max((wide_of(bar.told, 12.5, bold=True) for bar in whole), default=0) + 8 + (38 if shares else 0)
        behind = min(behind, sheet.width - left - 60)
        scale = (sheet.width - left - behind) / (max(most, 0.0) + least or 1.0)
        y = top + 4
        for group in groups:
            if group.name and not beside:
                sheet.text(0, y + 12, shortened(group.name, 12.5, sheet.width, bold=True), cls="b")
                y += 18
            elif group.name:
                sheet.text(0, y + 12, shortened(group.name, 12.5, heads, bold=True), cls="b")
            for bar in group.bars:
                cls = "b" if bar.strong else ""
                if above:
                    sheet.text(0, y + 11, shortened(bar.name, 12.5, sheet.width, bold=bar.strong), cls=cls)
                    y += 13
                else:
                    shown = shortened(bar.name, 12.5, names, bold=bar.strong)
                    sheet.text(left - 10, y + 12, shown, cls=cls, anchor="end")
                _bar(sheet, bar, y, zero=left + least * scale, scale=scale, shares=shares)
                y += 19
            y += 8 if grouped else 0
        return y

    rows = [
        (group.name, bar.name, bar.value, bar.low, str(bar.nothing or "")) for group in groups for bar in group.bars
    ]
    keys = [Key("hatch", "at the end of a bar: what the lower count leaves out")] if hatched else []
    keys += [
        key
        for nothing, key in KEYS.items()
        if any(bar.nothing is nothing for bar in whole)
        and nothing is not Nothing.NO_AMOUNT
        and nothing is not Nothing.OUTSIDE
    ]
    alt = f"Bars, {unit}: " + "; ".join(
        f"{' '.join(part for part in (group.name, bar.name) if part)} {bar.told}"
        for group in groups
        for bar in group.bars
    )
    columns = ("group", "name", unit_of_rows, f"{unit_of_rows}, lower count", "why no value")
    return picture(
        name, draw, title=title, unit=unit, source=source, alt=alt, columns=columns, rows=rows, keys=keys, wide=wide
    )


def _bar(sheet: Sheet, bar: Bar, y: float, *, zero: float, scale: float, shares: bool) -> None:
    if bar.value is None:
        # Where all that is known lies below zero, the words would leave the sheet.
        zero = min(zero, sheet.width - 19 - wide_of(bar.told, 11))
        if bar.nothing is Nothing.NO_AMOUNT:
            sheet.rect(zero + 1, y + 4, 8, 8, "hole")
        elif bar.nothing is Nothing.OUTSIDE:
            sheet.rect(zero, y + 4, 13, 9, "hatch")
        else:
            sheet.circle(zero + 5, y + 8, 4, "ring")
        sheet.text(zero + 19, y + 12, bar.told, cls="s q")
        return
    low = bar.value if bar.low is None else bar.low
    if bar.value < 0:
        sheet.rect(zero + bar.value * scale, y + 2, -bar.value * scale, 13, bar.cls)
    else:
        sheet.rect(zero, y + 2, max(low * scale, 0.8 if low else 0), 13, bar.cls)
        sheet.rect(zero + low * scale, y + 2, (bar.value - low) * scale, 13, "hatch")
    sheet.text(zero + max(bar.value, 0.0) * scale + 6, y + 12, bar.told, cls="b")
    if shares and bar.share:
        sheet.text(sheet.width, y + 12, bar.share, cls="q", anchor="end")


def years(
    name: str,
    panels: Sequence[Panel],
    *,
    title: str,
    unit: str,
    source: str,
    unit_of_rows: str,
    of: Mapping[str, str] = MappingProxyType({}),
    wide: float = 540,
) -> Picture:
    """Columns of years, one panel a kind of money, all on one scale and one axis of years.

    ``of`` says what the classes of the parts of columns are, in the order of the key. What is below zero hangs down.
    """
    span = range(
        min(each.year for p in panels for each in p.years), max(each.year for p in panels for each in p.years) + 1
    )
    ends = [end for p in panels for each in p.years for end in each.ends]
    marks = ticks(min(ends), max(ends), 3) if any(ends) else [0.0, 1.0]

    def draw(sheet: Sheet, top: float) -> float:
        left = max(wide_of(tick(mark), 11) for mark in marks) + 8
        step = (sheet.width - left) / len(span)
        high = 96.0 if len(panels) > 1 else 170.0
        if sheet.narrow:
            high = high * 0.9
        y = top
        for panel in panels:
            if panel.name:
                sheet.texts(0, y + 12, lines_of(panel.name, 12.5, sheet.width, bold=True)[:1], step=15, cls="b")
                y += 14
            y = _columns(sheet, panel, y + 12, left=left, step=step, high=high, marks=marks, span=span)
        year_names(sheet, span, y + 2, left=left, step=step)
        return y + 6

    nothings = {each.nothing for panel in panels for each in panel.years}
    drawn = {cls for panel in panels for each in panel.years for cls, _ in each.parts}
    keys = [Key(cls, words) for cls, words in of.items() if cls in drawn]
    keys += [key for nothing, key in KEYS.items() if nothing in nothings]
    alt = f"Columns, {unit}. " + " ".join(
        f"{panel.name}: "
        + ", ".join(f"{each.year} {each.value:,.1f}" for each in panel.years if each.value is not None)
        + "."
        for panel in panels
    )
    rows = [(panel.name, each.year, each.value, str(each.nothing or "")) for panel in panels for each in panel.years]
    columns = ("kind of money", "year", unit_of_rows, "why no value")
    return picture(
        name, draw, title=title, unit=unit, source=source, alt=alt, columns=columns, rows=rows, keys=keys, wide=wide
    )


def _columns(
    sheet: Sheet,
    panel: Panel,
    top: float,
    *,
    left: float,
    step: float,
    high: float,
    marks: Sequence[float],
    span: range,
) -> float:
    def at(value: float) -> float:
        return top + (marks[-1] - value) / (marks[-1] - marks[0]) * high

    base = top + high
    for mark in marks:
        sheet.line(left, at(mark), sheet.width, at(mark), "base" if mark == 0 else "ax")
        sheet.text(left - 6, at(mark) + 4, tick(mark), cls="s q", anchor="end")
    best = max((each for each in panel.years if each.value is not None), key=lambda each: each.value or 0, default=None)
    outside: list[int] = []
    for each in panel.years:
        x = left + (each.year - span[0]) * step
        middle, wide = x + step / 2, min(step * 0.72, 26.0)
        if each.value is not None:
            down, up = 0.0, 0.0
            for cls, size in each.parts or ((panel.cls, each.value),):
                first = up if size >= 0 else down
                sheet.rect(middle - wide / 2, at(max(first, first + size)), wide, abs(at(0) - at(size)), cls)
                up, down = (first + size, down) if size >= 0 else (up, first + size)
            if each.value == 0 and not up:
                sheet.text(middle, base + 13, "0", cls="s", anchor="middle")
            elif each is best and at(up) > top + 0.01 * high:
                told = f"{each.value:,.0f}" if each.value >= 10 else f"{each.value:,.1f}"
                edge = wide_of(told, 11, bold=True) / 2
                sheet.text(
                    min(max(middle, left + edge), sheet.width - edge), at(up) - 4, told, cls="s b", anchor="middle"
                )
        small = min(3.6, step * 0.36)
        if each.nothing is Nothing.NO_RECORD:
            sheet.circle(middle, base + 8, small, "ring")
        elif each.nothing is Nothing.NO_AMOUNT:
            sheet.rect(middle - small, base + 8 - small, 2 * small, 2 * small, "hole")
        elif each.nothing is Nothing.NOT_DUE:
            sheet.circle(middle, base + 8, small, "ringd")
        elif each.nothing is Nothing.OUTSIDE:
            outside.append(each.year)
    for first, last in _runs(outside):
        sheet.rect(left + (first - span[0]) * step, base + 4, (last - first + 1) * step, 8, "hatch")
    return base + 24


def tick(mark: float) -> str:
    """A round value as an axis shows it."""
    return f"{mark:,g}".replace("-", "−")


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for each in sorted(numbers):
        if runs and each == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], each)
        else:
            runs.append((each, each))
    return runs


def year_names(sheet: Sheet, span: range, y: float, *, left: float, step: float) -> None:
    """The names of years under their columns, as many as have room."""
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100) if n * step >= wide_of("2020", 11) + 6)
    shown = [year for year in span if year % every == 0] or [span[0]]
    for year in shown:
        half = wide_of("2020", 11) / 2
        x = min(max(left + (year - span[0] + 0.5) * step, half), sheet.width - half)
        sheet.text(x, y, str(year), cls="s q", anchor="middle")


_LOOKS = {"claimed": "claimed", "less": "neg", "shown": "p3", "more": "beside"}


def bridge(
    name: str, steps: Sequence[Step], *, title: str, unit: str, source: str, unit_of_rows: str, wide: float = 760
) -> Picture:
    """From what is stated to what is shown: outline = stated, hollow = taken away, solid = shown, pale = added."""
    most = 0.0
    at = 0.0
    places = []
    for step in steps:
        if step.kind in ("claimed", "shown"):
            first, last = 0.0, step.value
        elif step.kind == "less":
            first, last = at - step.value, at
        else:
            first, last = at, at + step.value
        at = first if step.kind == "less" else last
        most = max(most, last)
        places.append((step, first, last, at))

    def draw(sheet: Sheet, top: float) -> float:
        names = (
            0.0
            if sheet.narrow
            else min(max(max(wide_of(s.name, 12.5, bold=True), wide_of(s.note, 11)) for s in steps), sheet.width * 0.42)
        )
        left = names + 12 if names else 0.0
        behind = max(wide_of(step.told, 12.5, bold=True) for step in steps) + 8
        scale = (sheet.width - left - behind) / (most or 1)
        y, before = top + 4, None
        for step, first, last, end in places:
            bold = step.kind in ("claimed", "shown")
            room = names or sheet.width
            sheet.text(0, y + 11, shortened(step.name, 12.5, room, bold=bold), cls="b" if bold else "")
            if step.note:
                sheet.text(0, y + 25, shortened(step.note, 11, room), cls="s q")
            if sheet.narrow:
                y += 31 if step.note else 17
            sheet.rect(left + first * scale, y + 3, max((last - first) * scale, 1), 16, _LOOKS[step.kind])
            if before is not None:
                sheet.line(left + before[0] * scale, before[1], left + before[0] * scale, y + 3, "thin")
            sheet.text(left + last * scale + 6, y + 15, step.told, cls="b" if bold else "")
            before = (end, y + 19)
            y += 26 if sheet.narrow else 34
        return y

    alt = f"{unit}. " + "; ".join(f"{step.name} {step.told}" for step in steps)
    rows = [(step.name, step.kind, step.value, step.note) for step in steps]
    return picture(
        name,
        draw,
        title=title,
        unit=unit,
        source=source,
        alt=alt,
        columns=("step", "kind", unit_of_rows, "note"),
        rows=rows,
        wide=wide,
    )
