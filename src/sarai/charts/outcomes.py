"""Pictures of promises and works: how they ended, and their life lines."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sarai.charts.sheet import Key, Picture, Sheet, lines_of, picture, shortened, wide_of
from sarai.charts.tokens import OUTCOMES


def squares(
    name: str, counts: Sequence[tuple[str, int]], *, title: str, unit: str, source: str, wide: float = 540
) -> Picture:
    """A square a promise, outcome by outcome, in the order given."""
    held = [(outcome, n) for outcome, n in counts if n]
    every = max(1, -(-sum(n for _, n in held) // 400))

    def draw(sheet: Sheet, top: float) -> float:
        x, y, row = 0.0, top + 4, 0.0
        size = 17 if sheet.width > 900 else 13
        for outcome, n in held:
            blocks = -(-n // every)
            tall = 4 if sheet.narrow else 5
            across = -(-blocks // tall)
            words = lines_of(outcome, 11, max(across * size + 20, 72))
            room = max(across * size, *(wide_of(word, 11) for word in words), wide_of(str(n), 12.5, bold=True)) + 16
            if x and x + room > sheet.width + 14:
                x, y, row = 0.0, y + row + 14, 0.0
            sheet.text(x, y + 12, str(n), cls="b")
            for at in range(blocks):
                sheet.rect(
                    x + at // tall * size, y + 19 + at % tall * size, size - 2, size - 2, f"o-{OUTCOMES[outcome]}"
                )
            down = 19 + min(blocks, tall) * size
            sheet.texts(x, y + down + 11, words, step=13, cls="s q")
            row = max(row, down + len(words) * 13)
            x += room
        return y + row + 6

    alt = f"{unit}: " + ", ".join(f"{n} {outcome}" for outcome, n in held)
    unit = unit if every == 1 else f"{unit}; one square is {every}"
    return picture(
        name,
        draw,
        title=title,
        unit=unit,
        source=source,
        alt=alt,
        columns=("outcome", "promises"),
        rows=counts,
        wide=wide,
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment of a life line: a start, a look that carries or not, a due day, or an end with its outcome."""

    day: dt.date
    words: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """One line of a picture of lives, from its first mark to the day of the release."""

    name: str
    marks: tuple[Mark, ...]
    end: str = ""


_MARKS = {
    "start": "ink",
    "carries": "ink",
    "open": "ringd",
    "kept": "o-kept",
    "late": "o-late",
    "broken": "o-broken",
    "partly": "o-partly",
}


PROMISED: Mapping[str, str] = {
    "start": "promised",
    "carries": "a look that carries the outcome",
    "open": "a look that cannot carry it",
    "kept": "seen complete",
    "late": "seen complete, late",
    "partly": "seen delivered in part",
    "broken": "called off, or missed",
    "due": "due",
}
"""What the marks of a promise mean."""


def lives(
    name: str,
    lines: Sequence[Life],
    *,
    until: dt.date,
    title: str,
    unit: str,
    source: str,
    words: Mapping[str, str] = PROMISED,
    wide: float = 540,
) -> Picture:
    """Life lines on one axis of years: solid to the last look, dotted after it, a red tick when due.

    ``words`` is what each kind of mark means, under the picture.
    """
    days = [mark.day for line in lines for mark in line.marks]
    first, last = min(days), max([*days, until])
    whole = max((last - first).days, 1)

    def draw(sheet: Sheet, top: float) -> float:
        names = 0.0 if sheet.narrow else min(max(wide_of(line.name, 12.5) for line in lines), sheet.width * 0.36)
        left = names + 14 if names else 6.0
        across = sheet.width - left - 8

        def at(day: dt.date) -> float:
            return left + (day - first).days / whole * across

        span = last.year - first.year
        every = next((n for n in (1, 2, 5, 10, 20) if across / max(span / n, 1) >= 44), 50)
        ends = top + 16 + sum(_tall(line, sheet) for line in lines)
        for year in range(first.year, last.year + 1):
            x = at(dt.date(year, 1, 1))
            if year % every == 0 and x >= left - 1:
                sheet.line(x, top + 18, x, ends, "ax")
                edge = wide_of(str(year), 11) / 2
                sheet.text(min(max(x, edge), sheet.width - edge), top + 12, str(year), cls="s q", anchor="middle")
        y = top + 16
        for line in lines:
            if sheet.narrow and line.name:
                sheet.text(0, y + 14, shortened(line.name, 12.5, sheet.width))
                y += 16
            elif line.name:
                sheet.text(0, y + 18, shortened(line.name, 12.5, names))
            _life(sheet, line, y + 14, at, until)
            y += _tall(line, sheet) - (16 if sheet.narrow and line.name else 0)
        return y

    def _tall(line: Life, sheet: Sheet) -> float:
        told = 10 if any(mark.kind == "due" for mark in line.marks) else 0
        return 28 + told + (16 if sheet.narrow and line.name else 0)

    alt = f"{unit}: " + "; ".join(
        (f"{line.name}: " if line.name else "")
        + ", ".join(f"{mark.day.isoformat()} {mark.words}" for mark in line.marks)
        for line in lines
    )
    rows = [
        (line.name, mark.day.isoformat(), mark.words, mark.kind, mark.note) for line in lines for mark in line.marks
    ]
    kinds = {mark.kind for line in lines for mark in line.marks}
    keys = [
        Key(_MARKS.get(kind, "duel"), told, _SHAPES.get(kind, "dot")) for kind, told in words.items() if kind in kinds
    ]
    return picture(
        name,
        draw,
        title=title,
        unit=unit,
        source=source,
        alt=alt,
        columns=("of", "day", "what", "kind", "note"),
        rows=rows,
        keys=keys,
        wide=wide,
    )


_SHAPES = {"start": "small", "due": "line"}


def _life(sheet: Sheet, line: Life, y: float, at: "object", until: dt.date) -> None:
    place = at  # a function of the day
    marks = sorted(line.marks, key=lambda mark: mark.day)
    seen = [mark for mark in marks if mark.kind != "due"]
    start, last = place(marks[0].day), place(seen[-1].day) if seen else place(marks[0].day)  # type: ignore[operator]
    sheet.line(start, y, last, y, "thin")
    ended = seen and seen[-1].kind in ("kept", "late", "broken")
    if not ended:
        sheet.line(last, y, place(until), y, "dots")  # type: ignore[operator]
    for mark in marks:
        x = place(mark.day)  # type: ignore[operator]
        if mark.kind == "due":
            sheet.line(x, y - 8, x, y + 8, "duel")
            half = wide_of(mark.words, 11) / 2
            sheet.text(min(max(x, half), sheet.width - half), y + 18, mark.words, cls="s q halo", anchor="middle")
        else:
            small = 3.2 if mark.kind == "start" else 4.6
            sheet.circle(x, y, small, _MARKS.get(mark.kind, "ink"))
    if line.end:
        room = wide_of(line.end, 11)
        x = last + 9
        if x + room > sheet.width:
            sheet.text(sheet.width, y - 7, line.end, cls="s q halo", anchor="end")
        else:
            sheet.text(x, y - 6, line.end, cls="s q halo")
