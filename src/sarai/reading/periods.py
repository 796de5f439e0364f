"""Periods as English texts write them, resolved against the date of the text.

A period has a first and a last day (ISO), or none where the text leaves it open; the kind says how it was
stated. A relative duration starts on the text's date; a month without a year is the nearest one before it.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sarai.reading.number_words import MONTHS
from sarai.reading.numbers import number
from sarai.reading.period_patterns import DAYS, FOLLOWING, opening
from sarai.reading.words import Keys, Spans, parts
from sarai.reading.words import keys as keys_of
from sarai.reading.words import spans as spans_of


class Period(NamedTuple):
    """A period as stated: ``first`` and ``last`` are ISO days, ``FY2025`` and its like, or None."""

    first: str | None
    last: str | None
    kind: str
    start: int
    end: int


def _month(name: str) -> int:
    return next(i for i, each in enumerate(MONTHS, 1) if each.startswith(name.casefold().rstrip(".")[:3]))


def _days(year: int, month: int) -> tuple[str, str]:
    return f"{year}-{month:02}-01", f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def _shift(day: dt.date, count: int, unit: str) -> dt.date:
    if unit in ("day", "week"):
        return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    year = min(max(year, 1), 9999)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _iso(count: int, unit: str) -> str:
    return f"P{count * 10 if unit == 'decade' else count}{'Y' if unit == 'decade' else unit[0].upper()}"


def _nearest_year(date: dt.date | None, month: int, day: int = 1) -> int | None:
    if date is None:
        return None
    ahead = (month - date.month) % 12
    return date.year - 1 if month > date.month and ahead > 1 and (month, day) > (date.month, date.day) else date.year


def periods(
    text: str, date: dt.date | None, *, start: int = 0, end: int | None = None, words: tuple[Keys, Spans] | None = None
) -> list[Period]:
    """The periods stated in ``text[start:end]``, relative to ``date`` where the text leaves the year open.

    ``words`` are the keys and spans of the words of the stretch, where they are at hand.
    """
    found: list[Period] = []
    last = len(text) if end is None else end
    taken = start
    keys, spans = (keys_of(text, start, last), spans_of(text, start, last)) if words is None else words
    for place, tried in _tried(text, keys, spans):
        if place < taken or (match := tried.match(text, place, last)) is None:
            continue
        taken = match.end()
        group = match.groupdict()
        made = _read(group, date)
        if made is not None:
            lead = match.start("year") - match.start() if group.get("year") else 0
            found.append(Period(*made, match.start() + lead, match.end()))
    return found


def _tried(text: str, keys: Keys, spans: Spans) -> Iterator[tuple[int, re.Pattern[str]]]:
    """The places at which a period may begin, each with the pattern of those that begin with its word."""
    for index, key in enumerate(keys):
        if (tried := opening(key)) is not None:
            # Most words "the" and "of" begin nothing, which the next word tells faster than the pattern.
            following = FOLLOWING.get(key)
            if following is None or (keys[index + 1] if index + 1 < len(keys) else "") in following:
                yield spans[index][0], tried
        elif not key.isalnum():
            for part, place in parts(text, *spans[index]):
                if (tried := opening(part)) is not None:
                    yield place, tried


Made = tuple[str | None, str | None, str]


def _read(group: dict[str, str | None], date: dt.date | None) -> Made | None:
    for name, said in group.items():
        if said is not None and name in _BUILDERS:
            return _BUILDERS[name](group, date)
    return None


def _date(g: dict[str, str | None], date: dt.date | None, suffix: str) -> Made | None:
    month, day = _month(str(g[f"m{suffix}"])), int(str(g[f"d{suffix}"]))
    stated = g[f"y{suffix}"]
    year = int(stated) if stated else _nearest_year(date, month, day)
    if year is None:
        return None, None, "date_no_year"
    try:
        made = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    return made, made, "date" if stated else "date_no_year"


def _relative_year(word: str | None, stated: str | None, date: dt.date | None, month: int) -> int | None:
    if stated:
        return int(stated)
    if date is None:
        return None
    if word is None:
        return _nearest_year(date, month)
    return date.year + {"last": -1, "this": 0, "next": 1}[word.casefold()]


def _two_months(g: dict[str, str | None], date: dt.date | None) -> Made:
    first, second = _month(str(g["m3"])), _month(str(g["m4"]))
    year = _relative_year(g["rel3"], g["y3"], date, second)
    if year is None:
        return None, None, "approx_range_relative"
    begin = {"early": 1, "mid": 11, "late": 21}[str(g["part1"]).casefold()]
    finish = {"early": 10, "mid": 20, "late": calendar.monthrange(year, second)[1]}[str(g["part2"]).casefold()]
    later = year + (second < first)
    return f"{year}-{first:02}-{begin:02}", f"{later}-{second:02}-{finish:02}", "approx_range_relative"


def _month_year(g: dict[str, str | None], date: dt.date | None) -> Made:
    month = _month(str(g["m5"]))
    year = _relative_year(g["rel5"], g["y5"], date, month)
    if year is None:
        return None, None, "month_no_year"
    return (*_days(year, month), "month" if g["y5"] else "month_no_year")


def _month_alone(g: dict[str, str | None], date: dt.date | None) -> Made:
    month = _month(str(g["m6"]))
    year = _nearest_year(date, month)
    return (*_days(year, month), "month_no_year") if year else (None, None, "month_no_year")


def _fiscal(g: dict[str, str | None], _: dt.date | None) -> Made:
    def whole(year: str) -> str:
        return year if len(year) == 4 else f"20{year}"

    first = whole(str(g["fy"]))
    if g["fy2"]:
        return f"FY{first}", f"FY{whole(g['fy2'])}", "fiscal_year_range"
    return f"FY{first}", f"FY{first}", "fiscal_year"


def _range(first: str, last: str) -> Made | None:
    full = last if len(last) == 4 else first[:2] + last
    return (f"{first}-01-01", f"{full}-12-31", "year_range") if full >= first else None


def _ahead(count: str, unit: str, date: dt.date | None, sign: int, kind: str) -> Made:
    steps = int(number(count) or 0)
    named = f"{kind}_{_iso(steps, unit.casefold())}"
    if date is None:
        return None, None, named
    other = _shift(date, sign * steps, unit.casefold())
    first, last = sorted((date, other))
    return first.isoformat(), last.isoformat(), named


def _duration(g: dict[str, str | None], date: dt.date | None) -> Made:
    if g["dc"]:
        steps = int(number(str(g["dn"])) or 0)
        sign = {"more than": "gt", "over": "gt", "at least": "ge", "up to": "le"}.get(g["dc"].casefold(), "approx")
        return None, None, f"duration_{sign}_{_iso(steps, str(g['du']).casefold())}"
    if g["dof"]:
        # "For 35 years of support" tells how long it was, not what is to come.
        return None, None, f"duration_{_iso(int(number(str(g['dn'])) or 0), str(g['du']).casefold())}"
    return _ahead(str(g["dn"]), str(g["du"]), date, 1, "duration")


def _weekday(g: dict[str, str | None], date: dt.date | None) -> Made:
    if date is None:
        return None, None, "weekday"
    back = (date.weekday() - DAYS.index(str(g["wd"]).casefold())) % 7
    day = (date - dt.timedelta(days=back)).isoformat()
    return day, day, "weekday"


def _relative_unit(g: dict[str, str | None], date: dt.date | None) -> Made:
    word, unit = str(g["rel"]).casefold(), str(g["relu"]).casefold()
    if date is None:
        return None, None, f"{unit}_relative"
    moved = _shift(date, {"last": -1, "this": 0, "next": 1}[word], unit)
    if unit == "year":
        return f"{moved.year}-01-01", f"{moved.year}-12-31", "year_relative"
    if unit == "week":
        monday = moved - dt.timedelta(days=moved.weekday())
        return monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat(), "week_relative"
    return (*_days(moved.year, moved.month), "month_relative")


def _year(value: str, kind: str) -> Made:
    return f"{value}-01-01", f"{value}-12-31", kind


def _deadline(g: dict[str, str | None]) -> Made:
    year, part = str(g["by"]), str(g["byp"] or "end").casefold()
    if g["bym"]:
        return None, _days(int(year), _month(str(g["bym"])))[1], "deadline"
    last = {"start": "01-31", "beginning": "01-31", "early": "04-30", "mid": "06-30", "middle": "06-30"}
    return None, f"{year}-{last.get(part, '12-31')}", "deadline"


def _deadline_day(g: dict[str, str | None], month: str, day: str, date: dt.date | None) -> Made | None:
    number_of = _month(str(g[month]))
    year = int(str(g["bdy"])) if g["bdy"] else None
    if year is None and date is not None:
        # A deadline lies ahead.
        year = date.year + ((number_of, int(str(g[day]))) < (date.month, date.day))
    try:
        return None, dt.date(year, number_of, int(str(g[day]))).isoformat() if year else None, "deadline"
    except ValueError:
        return None


def _end_of(unit: str, date: dt.date | None) -> Made:
    if date is None:
        return None, None, "deadline"
    if unit == "month":
        return None, _days(date.year, date.month)[1], "deadline"
    year = date.year if unit == "year" else date.year // 10 * 10 + 9
    return None, f"{year}-12-31", "deadline"


def _since(g: dict[str, str | None], date: dt.date | None) -> Made:
    month = _month(str(g["sm"])) if g["sm"] else 1
    return f"{g['since']}-{month:02}-01", date.isoformat() if date else None, "since_year"


def _relative_month(g: dict[str, str | None], date: dt.date | None) -> Made:
    if date is None:
        return None, None, "month_relative"
    month, word = _month(str(g["rm"])), str(g["relm"]).casefold()
    year = date.year
    if word in ("last", "past"):
        year -= month >= date.month
    elif word == "next":
        year += month <= date.month
    return (*_days(year, month), "month_relative")


def _months(g: dict[str, str | None]) -> Made | None:
    first = _days(int(str(g["fy1"])), _month(str(g["fm"])))[0]
    last = _days(int(str(g["ty1"])), _month(str(g["tm"])))[1]
    return (first, last, "month_range") if last > first else None


def _days_range(
    g: dict[str, str | None], month: str, first: str, last: str, year: str, date: dt.date | None
) -> Made | None:
    number_of = _month(str(g[month]))
    stated = int(str(g[year])) if g[year] else _nearest_year(date, number_of, int(str(g[first])))
    if stated is None:
        return None, None, "date_range"
    try:
        days = [dt.date(stated, number_of, int(str(g[each]))).isoformat() for each in (first, last)]
    except ValueError:
        return None
    return (days[0], days[1], "date_range") if days[0] <= days[1] else None


def _iso_day(said: str) -> Made | None:
    try:
        day = dt.date.fromisoformat(said).isoformat()
    except ValueError:
        return None
    return day, day, "date"


def _part_of_year(g: dict[str, str | None], date: dt.date | None) -> Made | None:
    year = int(str(g["party"])) if g["party"] else None
    if year is None and date is not None:
        year = date.year + {"last": -1, "this": 0, "next": 1}[str(g["partr"]).casefold()]
    months = 6 if str(g["unit"]).casefold() == "half" else 3
    word = str(g["part"]).casefold()
    count = 12 // months if word == "last" else ("first", "second", "third", "fourth").index(word) + 1
    if year is None or count * months > 12:
        return None
    return _days(year, (count - 1) * months + 1)[0], _days(year, count * months)[1], f"{g['unit']}_year".casefold()


def _ago(g: dict[str, str | None], date: dt.date | None) -> Made:
    unit = str(g["agou"]).casefold()
    if date is None:
        return None, None, f"{unit}_relative"
    steps = 1 if str(g["ago"]).casefold() == "a" else int(number(str(g["ago"])) or 0)
    day = _shift(date, -steps, unit)
    if unit in ("year", "decade"):
        return f"{day.year}-01-01", f"{day.year}-12-31", "year_relative"
    if unit == "month":
        return (*_days(day.year, day.month), "month_relative")
    return day.isoformat(), day.isoformat(), "day_relative"


def _one(g: dict[str, str | None], date: dt.date | None) -> Made:
    back = str(g["oned"]).casefold() in ("past", "last")
    kind = "duration_past" if back else "duration_relative"
    return _ahead("1", str(g["oneu"]), date, -1 if back else 1, kind)


def _tenor(g: dict[str, str | None], count: str, unit: str, kind: str) -> Made:
    return None, None, f"{kind}_{_iso(int(number(str(g[count])) or 0), str(g[unit]).casefold())}"


_BUILDERS: Mapping[str, Callable[[dict[str, Any], dt.date | None], Made | None]] = {
    "d1": lambda g, d: _date(g, d, "1"),
    "d2": lambda g, d: _date(g, d, "2"),
    "m3": _two_months,
    "m5": _month_year,
    "m6": _month_alone,
    "fy": _fiscal,
    "ya": lambda g, d: _range(g["ya"], g["yb"]),
    "yc": lambda g, d: _range(g["yc"], g["yd"]),
    "since": lambda g, d: _since(g, d),
    "by": lambda g, d: _deadline(g),
    "bdm": lambda g, d: _deadline_day(g, "bdm", "bdd", d),
    "bdm2": lambda g, d: _deadline_day(g, "bdm2", "bdd2", d),
    "endof": lambda g, d: _end_of(str(g["endof"]).casefold(), d),
    "relm": lambda g, d: _relative_month(g, d),
    "fm": lambda g, d: _months(g),
    "rdm": lambda g, d: _days_range(g, "rdm", "rd1", "rd2", "rdy", d),
    "rem": lambda g, d: _days_range(g, "rem", "re1", "re2", "rey", d),
    "iso": lambda g, d: _iso_day(str(g["iso"])),
    "part": lambda g, d: _part_of_year(g, d),
    "decade": lambda g, d: (f"{g['decade']}-01-01", f"{int(g['decade']) + 9}-12-31", "year_range"),
    "ago": lambda g, d: _ago(g, d),
    "oned": lambda g, d: _one(g, d),
    "term": lambda g, d: _tenor(g, "term", "termu", "duration"),
    "toward": lambda g, d: (None, None, "vague_future"),
    "nn": lambda g, d: _ahead(g["nn"], g["nu"], d, 1, "duration_relative"),
    "pn": lambda g, d: _ahead(g["pn"], g["pu"], d, -1, "duration_past"),
    "fn": lambda g, d: (None, None, f"duration_{int(number(g['fn']) or 0)}{g['fu'][0].casefold()}"),
    "gn": lambda g, d: _tenor(g, "gn", "gu", "grace"),
    "tn": lambda g, d: _tenor(g, "tn", "tu", "tenor"),
    "dn": _duration,
    "eu": lambda g, d: (None, None, f"recurring_{g['eu'].casefold()}"),
    "annual": lambda g, d: (None, None, "recurring_year"),
    "rel": _relative_unit,
    "year": lambda g, d: _year(g["year"], "year"),
    "wd": _weekday,
    "anchor": lambda g, d: (None, None, "event_anchor"),
    "present": lambda g, d: (None, None, "present"),
    "vague": lambda g, d: (None, None, "vague_future"),
    "dayrel": lambda g, d: _day_relative(g, d),
}


def _day_relative(g: dict[str, str | None], date: dt.date | None) -> Made:
    if date is None:
        return None, None, "day_relative"
    day = (date + dt.timedelta(days={"yesterday": -1, "tomorrow": 1}[str(g["dayrel"]).casefold()])).isoformat()
    return day, day, "day_relative"
