"""Pictures of lines: shares by years with their bands, and what was promised of a route beside what was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sarai.charts.amounts import tick, ticks
from sarai.charts.sheet import Key, Picture, Sheet, Value, lines_of, picture, wide_of


@dataclass(frozen=True, slots=True)
class Step:
    """From a moment on, a share between 0 and 1 with its interval, where one could be worked out."""

    at: float
    share: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of steps under its name."""

    name: str
    steps: tuple[Step, ...]


def shares(
    name: str, lines: Sequence[Line], *, until: float, across: str, title: str, unit: str, source: str,
    wide: float = 720,
) -> Picture:  # fmt: skip
    """Steps of shares from zero to ``until``, each with its interval as a band; ``across`` names what runs across."""

    def draw(sheet: Sheet, top: float) -> float:
        left, high = wide_of("100 %", 11) + 8, 300.0 if not sheet.narrow else 200.0
        base, room = top + 10 + high, sheet.width - left - 10

        def spot(at: float, share: float) -> tuple[float, float]:
            return left + min(at, until) / until * room, base - share * high

        for percent in range(0, 101, 20):
            y = base - percent / 100 * high
            sheet.line(left, y, left + room, y, "ax" if percent else "base")
            sheet.text(left - 6, y + 4, f"{percent} %", cls="s q", anchor="end")
        for mark in ticks(0, until, 10 if not sheet.narrow else 5):
            sheet.text(spot(mark, 0)[0], base + 16, tick(mark), cls="s q", anchor="middle")
        sheet.text(left + room, base + 31, across, cls="s q", anchor="end")
        for at, line in enumerate(lines, start=1):
            band = [
                (when, step.low, step.high)
                for step, end in _spans(line.steps, until)
                if step.low is not None and step.high is not None
                for when in (step.at, end)
            ]
            around = [spot(when, high) for when, _, high in band] + [spot(when, low) for when, low, _ in reversed(band)]
            if around:
                sheet.path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in around) + "Z", f"n{at}")
        for at, line in enumerate(lines, start=1):
            points = [
                spot(when, step.share) for step, end in _spans(line.steps, until) for when in (step.at, end)
            ]  # fmt: skip
            sheet.path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), f"l{at}")
        return base + 34

    rows: list[tuple[Value, ...]] = [
        (line.name, step.at, step.share, step.low, step.high) for line in lines for step in line.steps
    ]
    keys = [Key(f"l{at}", line.name, "line") for at, line in enumerate(lines, start=1)]
    alt = f"Lines, {unit}. " + "; ".join(f"{line.name}: {line.steps[-1].share:.0%} at the end" for line in lines)
    columns = ("line", across, "share", "low", "high")
    return picture(
        name, draw, title=title, unit=unit, source=source, alt=alt, columns=columns, rows=rows, keys=keys, wide=wide
    )


def _spans(steps: Sequence[Step], until: float) -> list[tuple[Step, float]]:
    """Each step with where the next begins."""
    ends = [*(step.at for step in steps[1:]), until]
    return [(step, min(end, until)) for step, end in zip(steps, ends, strict=True) if step.at <= until]


@dataclass(frozen=True, slots=True)
class Told:
    """A figure told for a year, of a kind, between low and high, with words beside it."""

    year: int
    value: float
    low: float
    high: float
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A panel: what is measured, and the figures told of it."""

    name: str
    told: tuple[Told, ...]


def told(
    name: str, panels: Sequence[Quantity], *, kinds: Mapping[str, tuple[str, str]], joined: str, title: str, unit: str,
    source: str, wide: float = 560,
) -> Picture:  # fmt: skip
    """Figures by year, a panel for each quantity on a scale of its own from zero; the first told of a year are joined.

    ``kinds`` gives each kind its class and shape (dot, square or line); the kind ``joined`` is joined by a line.
    """
    years = sorted({each.year for panel in panels for each in panel.told})
    span = range(years[0], years[-1] + 1)

    def draw(sheet: Sheet, top: float) -> float:
        y = top
        scales = {panel.name: ticks(0, max(each.high for each in panel.told), 4) for panel in panels}
        left = max(wide_of(tick(mark), 11) for marks in scales.values() for mark in marks) + 8
        step = (sheet.width - left - 14) / len(span)
        for panel in panels:
            y = sheet.texts(0, y + 16, lines_of(panel.name, 12.5, sheet.width, bold=True), step=15, cls="b")
            y = _figures(
                sheet, panel, y, scales[panel.name], left=left, step=step, first=span[0], kinds=kinds, joined=joined
            )
        every = next(n for n in (1, 2, 5, 10, 20, 50) if n * step >= wide_of("2020", 11) + 6)
        for year in span:
            if year % every == 0:
                sheet.text(left + (year - span[0] + 0.5) * step, y + 2, str(year), cls="s q", anchor="middle")
        return y + 6

    used = {each.kind for panel in panels for each in panel.told}
    rows: list[tuple[Value, ...]] = [
        (panel.name, each.kind, each.year, each.value, each.low, each.high, each.words)
        for panel in panels for each in panel.told
    ]  # fmt: skip
    alt = f"{unit}. " + " ".join(
        f"{panel.name}: " + ", ".join(f"{each.year} {each.kind} {each.value:g}" for each in panel.told) + "."
        for panel in panels
    )
    columns = ("quantity", "kind", "year", "value", "low", "high", "note")
    keys = [Key(cls, kind, shape) for kind, (cls, shape) in kinds.items() if kind in used]
    return picture(
        name, draw, title=title, unit=unit, source=source, alt=alt, columns=columns, rows=rows, keys=keys, wide=wide
    )


def _figures(
    sheet: Sheet, panel: Quantity, top: float, marks: Sequence[float], *, left: float, step: float, first: int,
    kinds: Mapping[str, tuple[str, str]], joined: str,
) -> float:  # fmt: skip
    high = 120.0
    base = top + high + 4

    def spot(year: int, value: float) -> tuple[float, float]:
        return left + (year - first + 0.5) * step, base - value / marks[-1] * high

    for mark in marks:
        y = spot(first, mark)[1]
        sheet.line(left, y, sheet.width, y, "ax" if mark else "base")
        sheet.text(left - 6, y + 4, tick(mark), cls="s q", anchor="end")
    line: dict[int, float] = {}
    for each in panel.told:
        if each.kind == joined:
            line.setdefault(each.year, each.value)
    if len(line) > 1:
        points = [spot(year, line[year]) for year in sorted(line)]
        sheet.path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), "l1")
    for each in panel.told:
        cls, shape = kinds[each.kind]
        x, y = spot(each.year, each.value)
        if each.low < each.high:
            sheet.line(x, spot(each.year, each.low)[1], x, spot(each.year, each.high)[1], "thin")
        if shape == "dot":
            sheet.circle(x, y, 4.6, cls)
        elif shape == "square":
            sheet.rect(x - 4.2, y - 4.2, 8.4, 8.4, cls)
        else:
            sheet.line(x - 9, y, x + 9, y, cls)
    for each in panel.told:
        if each.words:
            x, y = spot(each.year, each.value)
            half = wide_of(each.words, 11) / 2
            sheet.text(min(max(x, half), sheet.width - half), y - 9, each.words, cls="s q halo", anchor="middle")
    return base + 14
