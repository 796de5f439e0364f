"""One row of a list of Global Energy Monitor as a facility: its words understood, or refused with the column."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from sarai import codelists
from sarai.model.vocabulary import FacilityStatus, FacilityType
from sarai.sources.gem import columns
from sarai.sources.kit.cells import BadCell, Cell, day, number, text
from sarai.sources.kit.sheets import folded

_S = FacilityStatus

_STATUS: Mapping[str, FacilityStatus] = MappingProxyType(
    {
        "announced": _S.ANNOUNCED, "proposed": _S.ANNOUNCED, "pre-permit": _S.PRE_CONSTRUCTION,
        "permitted": _S.PRE_CONSTRUCTION, "pre-construction": _S.PRE_CONSTRUCTION, "construction": _S.CONSTRUCTION,
        "in development": _S.CONSTRUCTION, "under development": _S.CONSTRUCTION, "operating": _S.OPERATING,
        "operating pre-retirement": _S.OPERATING, "mothballed": _S.MOTHBALLED,
        "mothballed pre-retirement": _S.MOTHBALLED,
        "idle": _S.MOTHBALLED, "shut in": _S.MOTHBALLED, "shelved": _S.SHELVED, "cancelled": _S.CANCELLED,
        "retired": _S.RETIRED, "decommissioned": _S.RETIRED, "abandoned": _S.RETIRED, "closed": _S.RETIRED,
        "discovered": _S.FOUND, "exploration": _S.FOUND, "ugs": _S.CONVERTED,
    }
)  # fmt: skip
"""The publisher's statuses; what was inferred from silence ("cancelled - inferred 4 y") is the same status."""

_NOT_SAID = frozenset(("", "*", "-", "--", "unknown", "not found", "n/a", "na", "none", "tbd", "nan", "not applicable"))
_YEAR = re.compile(
    r"((?:1[5-9]|20|21)\d\d)(?:\.0|-\d\d(?:-\d\d(?: [\d:]+)?)?|\s*\(expected\)|\s*[-–/]\s*(?:19|20|21)\d\d)?"
)
_INFERRED = re.compile(r"\s*-\s*inferred\b.*")
_OF = re.compile(r"\s+of\s.*", re.IGNORECASE)
_UNIT = re.compile(r"[A-Za-z][\w./³ ]{0,19}")


class Line:
    """One row: its cells by field, and what could not be understood in a row that is kept."""

    def __init__(self, header: Sequence[str], at: Mapping[str, int], cells: Sequence[Cell]) -> None:
        self.header, self.at, self.cells = header, dict(at), cells
        self.faults: list[BadCell] = []

    def said(self, field: str) -> str | None:
        """The words of a field; none where it is blank or says that nothing is known."""
        if field not in self.at:
            return None
        found = text(self.cells[self.at[field]])
        return None if found is None or found.casefold() in _NOT_SAID else found

    def column(self, field: str) -> str:
        """What the list calls the column of a field."""
        return self.header[self.at[field]] if field in self.at else field

    def fault(self, field: str, value: str, reason: str) -> None:
        """Note a cell that says nothing its column can mean; the row is kept without it."""
        self.faults.append(BadCell(self.column(field), value, reason))

    def number(self, field: str) -> float | None:
        """A number; none where it is not said, or is none."""
        if (found := self.said(field)) is None:
            return None
        try:
            value = number(found, self.column(field))
        except BadCell as fault:
            self.faults.append(fault)
            return None
        return None if value is None else float(value)

    def year(self, field: str) -> int | None:
        """The year of a cell that may say a month, a day or "(expected)" with it; of two years the first."""
        if (found := self.said(field)) is None:
            return None
        if (match := _YEAR.fullmatch(found)) is None:
            self.fault(field, found, "holds no year")
            return None
        return int(match[1])


def facility(line: Line, kind: FacilityType | None) -> dict[str, object]:
    """The columns of ``facility`` of one row, but its id, key and origin.

    Raises:
        BadCell: it has no name, no country, or is of a kind that no list is known for.
    """
    name = line.said("name") or line.said("name_2")
    if name is None:
        raise BadCell(line.column("name"), "", "is blank: a unit without a name cannot be followed")
    kind = kind or _kind(line)
    capacity, unit = _capacity(line, kind)
    lat, lon = _place(line)
    countries = _countries(line)
    return {
        "type": kind, "name": name, "unit": line.said("unit"), "other_names": list(_names(line, name)),
        "countries": countries, "province": line.said("province"), "place": line.said("place"),
        "fuel": line.said("fuel"), "technology": line.said("technology"), "capacity": capacity, "capacity_unit": unit,
        "status": _status(line), "status_stated": line.said("status"), "start_year": line.year("start"),
        "start_stated": line.said("start"), "end_year": line.year("end"), "owner": line.said("owner"),
        "operator": line.said("operator"), "parent": line.said("parent"), "lat": lat, "lon": lon,
        "accuracy": (line.said("accuracy") or "").casefold() or None, "url": line.said("url"),
        "researched": _researched(line), "stated": list(_others(line)),
    }  # fmt: skip


def _kind(line: Line) -> FacilityType:
    told = line.said("type")
    if told is None and line.said("name") and line.said("name_2") is None and "name_2" in line.at:
        # Behind the map of gas, terminals stand among pipelines under a header of their own, and name no tracker.
        return FacilityType.LNG_TERMINAL
    if told is not None and told.casefold() in columns.SEEN:
        raise BadCell(line.column("type"), told, "is what a satellite saw on a day, and no unit of works")
    if told is None or (found := columns.TRACKERS.get(told) or columns.TRACKERS.get(told.casefold())) is None:
        raise BadCell(line.column("type"), told or "", "names no tracker that is known")
    return found


def _status(line: Line) -> FacilityStatus | None:
    told = line.said("status")
    if told is None:
        return None
    found = _STATUS.get(_INFERRED.sub("", told.casefold().replace("_", " ")).strip())
    if found is None:
        line.fault("status", told, f"is no status that is known: {', '.join(_STATUS)}")
    return found


def _capacity(line: Line, kind: FacilityType) -> tuple[float | None, str | None]:
    field = "capacity" if line.said("capacity") else "capacity_2"
    value = line.number(field)
    if value is None:
        return None, None
    words = line.said("capacity_words") or ""
    apart = _OF.sub("", words.partition(" ")[2]).strip()
    said = line.said("capacity_unit") or apart or columns.UNITS.get(folded(line.column(field)))
    unit = said or ("MW" if kind in columns.POWER else None)
    if unit is None or not _UNIT.fullmatch(unit):
        told = f"has no unit in its row or header{f': {unit!r} is none' if unit else ''}"
        line.fault(field, f"{value:g}", told)
        return None, None
    return value, unit


def _place(line: Line) -> tuple[float | None, float | None]:
    lat, lon = line.number("lat"), line.number("lon")
    if lat is None and lon is None and (told := line.said("coordinates")) is not None:
        north, _, east = told.partition(",")
        try:
            lat, lon = float(north), float(east)
        except ValueError:
            line.fault("coordinates", told, "are no degrees north and east")
            return None, None
    if lat is None or lon is None:
        return None, None
    if abs(lat) > 90 or abs(lon) > 180:
        line.fault("lat", f"{lat:g}, {lon:g}", "is outside the globe")
        return None, None
    return lat, lon


def _countries(line: Line) -> list[str]:
    """Where it stands or runs; what is no country by name is told.

    Raises:
        BadCell: none is said, or none is known.
    """
    found: list[str] = []
    unknown: list[str] = []
    for field in ("country", "country_2"):
        known, spare = split_countries(line.said(field) or "")
        found += [code for code in known if code not in found]
        unknown += spare
    if not found:
        told = line.said("country") or ""
        raise BadCell(line.column("country"), told, "is no country that is known" if told else "is blank")
    for each in unknown:
        line.fault("country", each, "is no country that is known")
    return found


@cache
def split_countries(told: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries of a cell that lists them with commas, semicolons or dashes, and the words that are none."""
    codes: list[str] = []
    unknown: list[str] = []
    for part in filter(None, (each.strip() for each in told.split(";"))):
        words = [each.strip() for each in part.split(",") if each.strip()]
        while words:
            # A name may hold a comma itself, so that the longest run of parts that is a name is taken.
            for length in range(len(words), 0, -1):
                if code := _country(", ".join(words[:length])):
                    codes.append(code)
                    break
            else:
                length = 1
                halves = [_country(each) for each in re.split(r"\s*[-–/]\s*", words[0])]
                if all(halves):
                    codes += [code for code in halves if code]
                else:
                    unknown.append(words[0])
            words = words[length:]
    return tuple(dict.fromkeys(codes)), tuple(unknown)


def _country(name: str) -> str | None:
    found = codelists.country_by_name(name).found
    return None if found is None else found.code


def _names(line: Line, name: str) -> Iterator[str]:
    seen = {name}
    for place, header in enumerate(line.header):
        if folded(header) in columns.NAMES:
            told = text(line.cells[place])
            for each in re.split(r"\s*[,;]\s*", told or ""):
                if each and each not in seen and each.casefold() not in _NOT_SAID:
                    seen.add(each)
                    yield each


def _researched(line: Line) -> dt.date | None:
    """The day of the last look where it is written year first; any other stays among what is stated."""
    told = line.said("researched")
    try:
        return day(told and told.replace("/", "-"), line.column("researched"))
    except BadCell:
        del line.at["researched"]
        return None


def _others(line: Line) -> Iterator[str]:
    """What else the row says, behind the list's own headers."""
    taken = set(line.at.values())
    for place, header in enumerate(line.header):
        if place in taken or not header.strip() or folded(header) in columns.NAMES:
            continue
        if (told := text(line.cells[place])) is not None:
            yield f"{header.strip()}: {told}"
