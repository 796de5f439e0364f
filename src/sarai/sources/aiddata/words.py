"""What the words of a record mean: status, finance, marks, whom it names, and when."""

import datetime as dt

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.vocabulary import SEVERAL, Kind, Mark, Precision, Status, Tier
from sarai.sources.aiddata import codes, gcdf3, links
from sarai.sources.aiddata.row import Row, code_in, unknown
from sarai.sources.kit.cells import BadCell, day, listed, text, whole, year, yes


def status(stated: str | None) -> tuple[Status | None, Kind]:
    """The status a stated word means, and what kind of statement the money of such a record is."""
    if stated is None:
        return None, Kind.COMMITMENT
    if stated not in codes.STATUS:
        raise BadCell("status", stated, f"is no status that the reader knows: {', '.join(codes.STATUS)}")
    return codes.STATUS[stated]


def instrument(stated: str) -> tuple[str | None, str | None]:
    """The DAC's type of finance and of aid; the editions write one kind in several letters."""
    for word, meant in codes.INSTRUMENTS.items():
        if word.casefold() == stated.casefold():
            return meant
    raise BadCell("flow", stated, f"is no kind of finance that the reader knows: {', '.join(codes.INSTRUMENTS)}")


def marks(row: Row) -> list[str]:
    """What the record says of itself that decides how it counts."""
    marks: list[str] = [mark for column, mark in codes.MARKS.items() if yes(row.get(column), column)]
    if yes(row.get("is_official_finance"), "is_official_finance") is False and text(row.get("active")) != "Inactive":
        marks.append(Mark.UNOFFICIAL)
    if text(row.get("active")) == "Inactive":
        marks.append(Mark.INACTIVE)
    if Mark.FACILITY not in marks and links.is_facility(text(row.get("title"))):
        marks.append(Mark.FACILITY)
    if text(row.get("verified")) in ("Suspicious", "Raw"):
        marks.append(Mark.SUSPICIOUS)
    return sorted(marks)


def recommended(row: Row) -> str | None:
    """AidData's own word where it prints one; in the first workbooks the sheet of official finance is it."""
    stated = yes(row.get("recommended_for_research"), "recommended_for_research")
    if stated is None and row.settings.dataset.startswith("africa-"):
        stated = yes(row.get("is_official_finance"), "is_official_finance")
    return None if stated is None else "yes" if stated else "no"


def agency(row: Row) -> str | None:
    """The agency that funds it; several where more than one is named."""
    names = _agencies(row)
    named = {codelists.agency_of("CN", name) for name in names if name != codes.UNSPECIFIED}
    if not named:
        return None
    return named.pop() if len(named) == 1 and codes.UNSPECIFIED not in names else SEVERAL


def _agencies(row: Row) -> list[str]:
    if row.settings.dataset in gcdf3.COLUMNS:
        return sorted({name for name, _ in gcdf3.agencies(row.cells, "funding_agency")})
    stated = listed(row.get("funding_agency")) or listed(row.get("funding_agencies"))
    return sorted({name.rpartition(",")[0].strip() or name for name in stated})


def tier(row: Row, count: int | None) -> Tier:
    """How close the record stands to the fact; ``count`` is how many sources it rests on."""
    stated = text(row.get("source_tier"))
    if stated is not None:
        if stated not in tuple(Tier):
            raise BadCell("source_tier", stated, f"is none of {', '.join(Tier)}")
        return Tier(stated)
    sources = text(row.get("sources")) or ""
    if "Government Source" in sources or "Other Official Source" in sources:
        return Tier.OFFICIAL_TEXT
    if whole(row.get("official_source_count"), "official_source_count"):
        return Tier.OFFICIAL_TEXT
    if count is None or count == 0:
        return Tier.NOT_STATED
    return Tier.PRESS_SINGLE if count == 1 else Tier.PRESS_SEVERAL


def recipient(row: Row) -> str | None:
    """The state or region that it is for."""
    stated = text(row.get("recipient_condensed"))
    if stated in (None, "Unset"):
        return None
    if stated in codes.REGIONS:
        return codes.REGIONS[stated]
    try:
        code = codelists.place_by_name(stated).or_raise().code
        iso3 = text(row.get("recipient_iso3"))
        beside = None if iso3 is None or len(iso3) != 3 else codelists.place_by_code(iso3)
        if beside is not None and beside.code != code:
            raise BadCell("recipient_iso3", str(iso3), f"is another country than recipient_condensed {stated!r}")
    except CodeError as error:
        raise unknown("recipient_condensed", stated, error) from error
    return code


def sector(row: Row) -> tuple[str, str] | None:
    """The code of its sector, and the word that was stated."""
    column = "crs_sector_code" if "crs_sector_code" in row.cells else "sector_name"
    stated = text(row.get(column))
    return None if stated is None else (code_in("sectors", stated, column), stated)


def donor(row: Row) -> str:
    """Who gives: China where the edition names nobody."""
    stated = text(row.get("donor")) or "China"
    try:
        return codelists.place_by_name(stated).or_raise().code
    except CodeError as error:
        raise unknown("donor", stated, error) from error


def committed_on(row: Row) -> tuple[dt.date | None, Precision | None]:
    """The day of the commitment and how fine it is known; where no day is stated, its year."""
    stated = day(row.get("commitment_date"), "commitment_date")
    if stated is not None:
        # GCDF prints the first of January where only the year is known, and says so of a day that it took for another.
        only_year = (stated.month, stated.day) == (1, 1) or yes(
            row.get("commitment_date_estimated"), "commitment_date_estimated"
        )
        return stated, Precision.YEAR if only_year else Precision.DAY
    filed = year(row.get("year"), "year")
    return (None, None) if filed is None else (dt.date(filed, 1, 1), Precision.YEAR)
