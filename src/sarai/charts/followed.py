"""From words to results: how far promises came, and what was seen of one of them."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarai.charts import lettering, palette
from sarai.charts.frame import (
    LINE,
    SIZE,
    SMALL,
    WIDTH,
    Row,
    Spec,
    boxes,
    checked,
    counted,
    dots,
    number,
    rules,
    sheet,
    texts,
    words,
)  # fmt: skip
from sarai.model.errors import ChartError

_THICK = 14
_LEFT, _INDENT = 52.0, 26.0
"""Where the line of a life stands, and how far right of it its words begin."""
_MONTHS = "January February March April May June July August September October November December".split()


def funnel(rows: Iterable[Row], *, width: float = WIDTH, noun: str = "promises") -> Spec:
    """Shares of what was promised by how far it came, in the order of the rows, on one scale from 0 to 100 %.

    ``rows`` are ``{stage, share, n, unknown}``, ``share`` from 0 to 1 of the same whole in every row, ``n`` the
    count of ``noun`` (None where it is not known). An ``unknown`` row without a share is an open frame that says
    "not known"; one with a share is drawn "at least".

    Raises:
        ChartError: a share outside 0 to 1, or none where it is not said to be unknown.
    """
    name = "funnel"
    found = checked(rows, name, ("stage", "share", "n", "unknown"))
    for at, row in enumerate(found, start=1):
        row["share"] = number(row["share"], name, at, "share")
        if row["share"] is None and not row["unknown"]:
            raise ChartError("no share is given", where=f"{name}: row {at}", cure="a share, or unknown: true")
        if row["share"] is not None and not 0 <= row["share"] <= 1:
            raise ChartError(
                f"a share of {row['share']:g} is impossible", where=f"{name}: row {at}, share",
                cure="a part of the whole from 0 to 1, not percent",
            )  # fmt: skip
    if not found:
        return words(f"No {noun} on record: nothing to follow.", width)
    labels, said, beside, filled = [], [], [], []
    tracks: list[Row] = []
    unknown: list[Row] = []
    y = 0.0
    for row in found:
        quiet = counted(row["n"], noun)
        percent = "not known" if row["share"] is None else _percent(row["share"])
        loud = f"at least {percent}" if row["unknown"] and row["share"] is not None else percent
        taken = lettering.width(quiet, SMALL) + 6
        room = width - taken - lettering.width(loud, SIZE, bold=True) - 16
        lines = lettering.wrapped(str(row["stage"]), SIZE, room)
        labels += [{"x": 0, "y": y + SIZE + at * LINE, "text": line} for at, line in enumerate(lines)]
        beside.append({"x": width, "y": y + SIZE, "text": quiet})
        said.append({"x": width - (taken if quiet else 0), "y": y + SIZE, "text": loud})
        y += len(lines) * LINE + 3
        track = {"stage": row["stage"], "x": 0.5, "x2": width - 0.5, "y": y + 0.5, "y2": y + _THICK - 0.5}
        (unknown if row["unknown"] else tracks).append(track)
        if row["share"] is not None:
            filled.append({"stage": row["stage"], "share": row["share"], "x": 0, "x2": row["share"] * width,
                           "y": y, "y2": y + _THICK})  # fmt: skip
        y += _THICK + 14
    layers = [
        boxes(tracks, fill=palette.GROUND),
        boxes(unknown, fill="#ffffff", stroke=palette.EDGE, dash=(4, 3)),
        boxes(filled, fill=palette.ACCENT),
        texts(labels),
        texts(said, bold=True, align="right"),
        texts([each for each in beside if each["text"]], size=SMALL, colour=palette.QUIET, align="right"),
    ]
    return sheet(width, y - 10, layers)


def life_line(rows: Iterable[Row], *, width: float = WIDTH) -> Spec:
    """What was seen of a promise, down a line of time; words that would meet are moved apart and led to their date.

    ``rows`` are ``{date, what, kind, source}``; dates are ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, and a coarse one is
    drawn as long as it is. A row without a date stands below the line as "date not reported".

    Raises:
        ChartError: a date that is none of these.
    """
    name = "life_line"
    found = checked(rows, name, ("date", "what", "kind", "source"))
    if not found:
        return words("Nothing was seen of this promise in the sources that were read.", width)
    dated, undated = [], []
    for at, row in enumerate(found, start=1):
        period = _period(row["date"], f"{name}: row {at}")
        if period is None:
            undated.append({**row, "told": "date not reported"})
        else:
            dated.append({**row, "from": period[0], "to": period[1], "told": period[2]})
    # By the middle of what is known, where the dot stands: lines to the words never cross.
    dated.sort(key=lambda row: row["from"].toordinal() + row["to"].toordinal())
    room = width - _LEFT - _INDENT
    kinds = list(dict.fromkeys(str(row["kind"]) for row in (*dated, *undated)))
    colours = dict(zip(kinds, palette.KINDS, strict=False))
    heads: list[Spec] = []
    bodies: list[Spec] = []
    notes: list[Spec] = []
    leads, spans, points, scale = [], [], [], []
    top = 8.0
    if dated:
        heights = [_height(row, room) for row in dated]
        first: int = dated[0]["from"].year
        last: int = max(row["to"] for row in dated).year + 1
        reach = _new_year(last) - _new_year(first)
        length = max(sum(heights), 22.0 * min(last - first, 12), 60.0)

        def down(day: int) -> float:
            return top + (day - _new_year(first)) / reach * length

        ends = [(down(row["from"].toordinal()), down(row["to"].toordinal())) for row in dated]
        middles = [(start + end) / 2 for start, end in ends]
        places = _apart([each - 9 for each in middles], heights, top, top + length)
        for row, middle, place, (start, end) in zip(dated, middles, places, ends, strict=True):
            colour = colours.get(str(row["kind"]), palette.QUIET)
            leads.append({"x": _LEFT, "x2": _LEFT + _INDENT - 6, "y": middle, "y2": place + 9})
            if start != end:
                spans.append({"date": row["date"], "x": _LEFT, "x2": _LEFT, "y": start, "y2": end})
            points.append({"date": row["date"], "kind": row["kind"], "x": _LEFT, "y": middle, "colour": colour})
            _tell(row, place, room, heads, bodies, notes)
        every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if n * length / (last - first) >= LINE)
        for year in range(first, last + 1):
            if year % every == 0 or last - first < every:
                y = down(_new_year(year))
                scale.append({"year": year, "x": _LEFT - 5, "x2": _LEFT, "y": y, "y2": y})
        spine = [{"x": _LEFT, "x2": _LEFT, "y": top, "y2": top + length}]
        top += length + 12
    else:
        spine = []
    for row in undated:
        _tell(row, top, room, heads, bodies, notes)
        top += _height(row, room)
    dates = [{"x": _LEFT - 9, "y": each["y"] + 4, "text": str(each["year"])} for each in scale]
    layers = [
        rules(spine, colour=palette.EDGE, thick=1.5),
        rules(scale, colour=palette.EDGE),
        texts(dates, size=SMALL, colour=palette.QUIET, align="right"),
        rules(leads, colour=palette.EDGE),
        rules(spans, colour=palette.BESIDE, thick=6),
        dots(points, size=90),
        texts(heads, bold=True),
        texts(bodies),
        texts(notes, size=SMALL, colour=palette.QUIET),
    ]
    return sheet(width, top, layers)


def _percent(share: float) -> str:
    percent = share * 100
    if 0 < percent < 0.1:
        return "<0.1 %"
    # A part never reads as the whole, nor as nothing.
    if percent < 100 <= round(percent, 1):
        return ">99.9 %"
    return f"{percent:.0f} %" if 10 <= percent < 99.5 else f"{percent:.1f}".removesuffix(".0") + " %"


def _period(text: Any, where: str) -> tuple[dt.date, dt.date, str] | None:
    """First and last day of a date as coarse as it is given, and how it is read out."""
    if text is None:
        return None
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(text))
    try:
        if parts is None:
            raise ValueError(text)
        year, month, day = (int(each) if each else None for each in parts.groups())
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        raise ChartError(
            f"{text!r} is no date", where=f"{where}, date", cure="YYYY-MM-DD, YYYY-MM, YYYY, or None"
        ) from None
    if day:
        return first, first, f"{day} {_MONTHS[first.month - 1]} {first.year}"
    if month:
        days = calendar.monthrange(first.year, first.month)[1]
        return first, first.replace(day=days), f"{_MONTHS[first.month - 1]} {first.year}"
    return first, dt.date(first.year, 12, 31), str(first.year)


def _new_year(year: int) -> int:
    """The day a year begins, counted; the last year there is has no date after it."""
    return dt.date(year - 1, 12, 31).toordinal() + 1 if year > 1 else 1


def _lines(row: Mapping[str, Any], room: float) -> tuple[list[str], list[str], list[str]]:
    head = f"{row['told']} · {row['kind']}" if row["kind"] else str(row["told"])
    return (
        lettering.wrapped(head, SIZE, room, bold=True),
        lettering.wrapped(str(row["what"] or ""), SIZE, room) if row["what"] else [],
        lettering.wrapped(str(row["source"] or ""), SMALL, room) if row["source"] else [],
    )


def _height(row: Mapping[str, Any], room: float) -> float:
    return sum(len(each) for each in _lines(row, room)) * LINE + 12


def _tell(row: Mapping[str, Any], place: float, room: float, *into: list[dict[str, Any]]) -> None:
    y = place + SIZE
    for lines, rows in zip(_lines(row, room), into, strict=True):
        for line in lines:
            rows.append({"x": _LEFT + _INDENT, "y": y, "text": line})
            y += LINE


def _apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Places as near as can be to those wanted, in order, none over another: least squares (isotonic regression).

    Heights together fit between ``top`` and ``bottom``.
    """
    above = [sum(heights[:at]) for at in range(len(heights))]
    blocks: list[list[float]] = []
    for want, stacked in zip(wanted, above, strict=True):
        blocks.append([want - stacked, 1])
        # Pool adjacent violators (Ayer et al. 1955).
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, n), (other, m) = blocks[-2:]
            blocks[-2:] = [[(one * n + other * m) / (n + m), n + m]]
    free = [value for value, n in blocks for _ in range(int(n))]
    most = bottom - sum(heights)
    return [min(max(each, top), most) + stacked for each, stacked in zip(free, above, strict=True)]
