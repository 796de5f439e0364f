"""What each publisher's columns mean: which lines are read, and of whom, by whom and when they tell."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from types import MappingProxyType
from typing import NamedTuple

from sarai import codelists
from sarai.model.vocabulary import ToldBy
from sarai.sources.kit.cells import BadCell, number, text, year
from sarai.sources.kit.lines import Line


class Number(NamedTuple):
    """One number between a place and a partner; of the place and all partners together where there is none."""

    indicator: str
    place: str
    partner: str | None
    year: int
    value: float | None
    unit: str
    told_by: str
    note: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """A number that a line tells, to be understood; ``where`` is its column on the line."""

    made: Callable[[], Number]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a publisher's file is known and read; ``summed`` adds the lines that are parts of one number first."""

    keys: tuple[frozenset[str], ...]
    told: Callable[[Line], Iterator[Told]]
    named: str
    summed: Callable[[Iterator[Line]], Iterator[Line]] | None = field(default=None)


_NO_COUNTRY = "is no country: a group of countries, or unknown"


@cache
def country(code: str | None, name: str | None) -> str | None:
    """The country of a code (two or three letters, or the UN's number) or, where that says nothing, of a name."""
    countries = codelists.load("countries")
    if code:
        found = _by_number().get(code.lstrip("0")) if code.isdecimal() else codelists.find_place(code)
        if isinstance(found, str):
            return found
        if found is not None and found.code in countries:
            return found.code
    named = codelists.country_by_name(name).found if name else None
    return None if named is None else named.code


@cache
def _by_number() -> Mapping[str, str]:
    countries = codelists.load("countries")
    told = {str(each.attributes.get("m49", "")).lstrip("0"): each.code for each in countries}
    told.pop("", None)
    return {**told, **_TRADE_NUMBERS}


_TRADE_NUMBERS = {"251": "FR", "381": "IT", "579": "NO", "699": "IN", "757": "CH", "842": "US", "490": "TW"}
"""Numbers that statistics of trade use for a country with its dependencies, beside the UN's own."""


def _place(line: Line, column: str, code: str, name: str) -> str:
    stated = line.words(code), line.words(name)
    found = country(*stated)
    if found is None:
        raise BadCell(column, str(stated[0] or stated[1] or ""), _NO_COUNTRY)
    return found


def _year(line: Line, column: str) -> int:
    found = year(line.get(column), column)
    if found is None:
        raise BadCell(column, "", "is blank")
    return found


def _value(line: Line, column: str, times: float = 1.0) -> float | None:
    found = number(line.get(column), column)
    return None if found is None else float(found) * times


# UN Comtrade ----------------------------------------------------------------------------------------------------------

_COMTRADE = "https://comtradeplus.un.org"
_WHOLE = {"customscode": ("C00",), "motcode": ("0",), "partner2code": ("0",), "freqcode": ("A",), "typecode": ("C",)}
_FLOWS = {"x": "exports", "m": "imports", "export": "exports", "import": "imports"}


def _comtrade(line: Line) -> Iterator[Told]:
    yield Told(partial(_of_comtrade, line))


def _of_comtrade(line: Line) -> Number:
    for column, whole in _WHOLE.items():
        found = line.words(column)
        if found is not None and found.upper() not in whole:
            raise BadCell(column, found, "is a part of the total: a way, a procedure, a month, or services")
    goods = line.words("cmdcode", "commoditycode") or ""
    if goods.upper() != "TOTAL":
        raise BadCell("commodity", goods, "is one kind of goods: all together are read")
    flow = _FLOWS.get((line.words("flowcode", "tradeflow") or "").casefold())
    if flow is None:
        stated = line.words("flowcode", "tradeflow") or ""
        raise BadCell("flow", stated, "is neither exports nor imports: re-exports are within exports")
    place = _place(line, "reporter", "reporteriso", "reporterdesc" if line.get("reporterdesc") else "reporter")
    partner: str | None = None
    code = (line.words("partneriso") or "").upper()
    if code not in ("W00", "WLD") and (line.words("partnerdesc", "partner") or "").casefold() != "world":
        partner = _place(line, "partner", "partneriso", "partnerdesc" if line.get("partnerdesc") else "partner")
        if partner == place:
            raise BadCell("partner", partner, "is the state itself: goods that came back")
    value = _value(line, "primaryvalue") if line.get("primaryvalue") is not None else _value(line, "tradevalueus")
    when = _year(line, "refyear" if line.get("refyear") is not None else "year")
    return Number(f"trade.{flow}", place, partner, when, value, "USD", ToldBy.PLACE, None, _COMTRADE)


# BACI -----------------------------------------------------------------------------------------------------------------


def _baci_summed(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines of all products of an exporter, importer and year as one; a line with a fault stands alone."""
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    first: dict[tuple[str, str, str], tuple[Line, int]] = {}
    for line in lines:
        key = (text(line.get("t")) or "", text(line.get("i")) or "", text(line.get("j")) or "")
        try:
            value = number(line.get("v"), "v")
        except BadCell:
            yield line
            continue
        if value is not None:
            sums[key] += value
        kept = first.get(key)
        first[key] = (line, 1) if kept is None else (kept[0], kept[1] + 1)
    for key, (line, count) in first.items():
        cells = {**line.cells, "v": str(sums[key])}
        more = f" and {count - 1:,} more of the pair" if count > 1 else ""
        yield Line(
            {each: cell for each, cell in cells.items() if each not in ("k", "q")}, line.header, line.locator + more
        )


def _baci(line: Line) -> Iterator[Told]:
    def made() -> Number:
        giver, taker = (_place(line, column, column, column) for column in ("i", "j"))
        value = _value(line, "v", 1000.0)
        return Number(
            "trade.exports", giver, taker, _year(line, "t"), value, "USD", ToldBy.THIRD,
            "both ends' reports reconciled", "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        )  # fmt: skip

    yield Told(made)


# IMF ------------------------------------------------------------------------------------------------------------------

_DIP = "https://data.imf.org/en/datasets/IMF.STA:DIP"
_ALL_OF_IT = {"INWD_D_NETLA_FALL_ALL", "OTWD_D_NETAL_FALL_ALL", "IIW_BP6_USD", "IOW_BP6_USD"}
_SCALES = {"0": 1.0, "3": 1e3, "6": 1e6, "9": 1e9, "units": 1.0, "thousands": 1e3, "millions": 1e6, "billions": 1e9}


def _imf(line: Line) -> Iterator[Told]:
    if "timeperiod" in line.cells:
        yield Told(partial(_of_imf, line, "timeperiod", "obsvalue"))
        return
    if not _is_whole(line):
        yield Told(partial(_of_imf, line, None, ""))  # refused as a whole, not a year at a time
        return
    for column, printed in line.header.items():
        if re.fullmatch(r"(19|20)\d\d", column) and text(line.get(column)) is not None:
            yield Told(partial(_of_imf, line, None, column), f", column {printed}")


def _of_imf(line: Line, time: str | None, column: str) -> Number:
    indicator = (line.words("indicatorid", "indicatorcode") or "").upper()
    words = (line.words("indicator", "indicatorname") or "").casefold()
    if not _is_whole(line):
        raise BadCell("indicator", indicator or words, "is a part of the position, or another: the whole is read")
    inward = indicator.startswith(("INWD", "IIW")) or words.startswith("inward")
    teller = _place(line, "country", "countryid", "country" if line.get("country") else "countryname")
    stated = line.words("counterpartcountryid"), line.words("counterpartcountry", "counterpartcountryname")
    if (stated[0] or "").upper() in ("G001", "W00", "WLD") or (stated[1] or "").casefold().startswith("world"):
        raise BadCell("counterpart", str(stated[1] or stated[0]), "is all partners together: pairs are read")
    other = country(*stated)
    if other is None:
        raise BadCell("counterpart", str(stated[1] or stated[0] or ""), _NO_COUNTRY)
    frequency = line.words("frequencyid", "frequency")
    if frequency is not None and frequency.casefold() not in ("a", "annual"):
        raise BadCell("frequency", frequency, "is no year's end")
    derived = (line.words("dvtypeid", "dvtype") or "").casefold()
    own = not any(word in derived for word in ("scc", "mirror", "derived", "counterpart"))
    place, partner = (teller, other) if inward else (other, teller)
    # A report of its own is told by who files it; one that is derived is the other end's.
    told = ToldBy.PLACE if inward == own else ToldBy.PARTNER
    scale = (line.words("scaleid", "scale") or "").casefold().removesuffix(".0")
    if not scale and words.endswith("us dollars"):
        scale = "units"
    if scale not in _SCALES:
        raise BadCell("scale", scale, "says no unit that is known: download the series with their scale")
    times = _SCALES[scale]
    when = _year(line, time) if time is not None else int(column)
    return Number("fdi.position", place, partner, when, _value(line, column, times), "USD", told, None, _DIP)


def _is_whole(line: Line) -> bool:
    """Whether a line tells the whole position: all instruments of all entities."""
    indicator = (line.words("indicatorid", "indicatorcode") or "").upper()
    words = (line.words("indicator", "indicatorname") or "").casefold()
    return indicator in _ALL_OF_IT or (not indicator and "all financial instruments, all entities" in words)


# International Debt Statistics ----------------------------------------------------------------------------------------

_IDS = "https://databank.worldbank.org/source/international-debt-statistics"
_DEBT = "DT.DOD.DPPG.CD"


def _ids(line: Line) -> Iterator[Told]:
    if (line.words("seriescode") or "").upper() != _DEBT:
        yield Told(partial(_of_ids, line, "", 0))  # refused as a whole: a bulk file has hundreds of series
        return
    for column, printed in line.header.items():
        when = re.match(r"((?:19|20)\d\d)(?:yr\1)?$", column)
        if when and (text(line.get(column)) or "..") != "..":
            yield Told(partial(_of_ids, line, column, int(when[1])), f", column {printed}")


def _of_ids(line: Line, column: str, when: int) -> Number:
    series = (line.words("seriescode") or "").upper()
    if series != _DEBT:
        raise BadCell("series", series, f"is no stock of public debt: {_DEBT} is read")
    place = _place(line, "country", "countrycode", "countryname")
    creditor = line.words("counterpartareaname", "creditorname") or ""
    partner: str | None = None
    if creditor.casefold() != "world":
        partner = country(None, creditor)
        if partner is None:
            found = codelists.organisation_by_name(creditor).found
            if found is None:
                raise BadCell("counterpart", creditor, "is no state and no organisation of a list")
            partner = found.donor or found.code
    note = "public and publicly guaranteed, disbursed and outstanding, end of the year"
    return Number("debt.public", place, partner, when, _value(line, column), "USD", ToldBy.PLACE, note, _IDS)


# Ideal points ---------------------------------------------------------------------------------------------------------


def _points(line: Line) -> Iterator[Told]:
    def made() -> Number:
        place = _place(line, "iso3c", "iso3c", "countryname")
        session = number(line.get("session"), "session")
        when = _year(line, "year") if session is None or line.get("year") is not None else 1945 + int(session)
        value = _value(line, "idealpointfp")
        note = "votes on final passage"
        return Number(
            "un.ideal_point",
            place,
            None,
            when,
            value,
            "score",
            ToldBy.THIRD,
            note,
            "https://doi.org/10.7910/DVN/LEJUQZ",
        )

    yield Told(made)


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "comtrade": Layout(
            (
                frozenset({"reporteriso", "flowcode", "partneriso", "cmdcode", "primaryvalue", "refyear"}),
                frozenset({"reporteriso", "tradeflow", "partneriso", "commoditycode", "tradevalueus", "year"}),
            ),
            _comtrade,
            "partner",
        ),
        "baci": Layout((frozenset("tijkvq"),), _baci, "j", summed=_baci_summed),
        "imf-dip": Layout(
            (
                frozenset({"countryid", "indicatorid", "counterpartcountryid", "timeperiod", "obsvalue"}),
                frozenset({"country", "dvtype", "indicator", "counterpartcountry", "seriescode"}),
                frozenset({"countryname", "indicatorcode", "counterpartcountryname", "attribute"}),
            ),
            _imf,
            "counterpart",
        ),
        "ids": Layout(
            (
                frozenset({"countrycode", "counterpartareaname", "seriescode"}),
                frozenset({"countrycode", "creditorname", "seriescode"}),
            ),
            _ids,
            "counterpart",
        ),
        "ideal-points": Layout((frozenset({"iso3c", "idealpointfp"}),), _points, "iso3c"),
    }
)
"""Each download by the name of its dataset."""
