"""The corridors of a study: places, legs, shapes, figures, series by year, works, distances, each a CSV list.

What spans lists (a leg between places that are not there, hours out of order) is checked when all files of a study
are together, in ``sarai.corridors.settled``.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from sarai import codelists
from sarai.model.keys import child_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import Cargo, FigureBasis, LegStatus, Mode, Quantity, Scale, Series
from sarai.model.vocabulary import Told as By
from sarai.sources.kit.cells import BadCell, listed, number, real, text, year
from sarai.sources.lists import _promise_cells as cells
from sarai.sources.lists._rows import Row, Told, list_card, list_format, read_rows

SOURCE = list_card(
    id="corridors",
    title="A study's own corridors: places, legs and what is said of them",
    formats=tuple(
        list_format(f"corridor-{name}", title, columns, f"corridors/{name}.csv")
        for name, title, columns in (
            ("nodes", "Places of corridors", "node name country lat lon kind aliases"),
            (
                "legs",
                "Legs of corridors",
                "leg from to mode status oneway countries group passage carries service service_source note",
            ),
            ("shapes", "Where legs run", "leg points source"),
            ("figures", "Figures of legs and places", "item quantity value unit scale basis how date source"),
            (
                "series",
                "Figures of routes by year",
                "id route quantity kind low value high unit year period said source note along",
            ),
            (
                "projects",
                "Projects on legs",
                "id leg project partner amount currency agreed completed status source",
            ),
            ("distances", "Published distances", "from to modes km km_most passes avoid about source"),
        )
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one list into its canonical table, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    name, make = _TAKE[settings.dataset]
    yield from read_rows(SOURCE, path, settings, make(), named=name)


def _node(row: Row) -> Told:
    name = row.required("node", "give the place a short name of its own")
    lat, lon = _number(row, "lat"), _number(row, "lon")
    for column, value, most in (("lat", lat, 90), ("lon", lon, 180)):
        if abs(value) > most:
            raise BadCell(column, f"{value:g}", f"is outside -{most} to {most} degrees")
    yield (
        "node",
        {
            "key": child_key("node", name), "id": name, "name": row.required("name", "say what it is called"),
            "country": _country(row.required("country", "write its ISO code"), "country"), "lat": lat, "lon": lon,
            "kind": row.required("kind", "city, port, border ..."), "aliases": listed(row.get("aliases")),
        },
    )  # fmt: skip


def _leg(row: Row) -> Told:
    name = row.required("leg", "give the leg a short name of its own")
    start, end = (row.required(each, "name a place of nodes.csv") for each in ("from", "to"))
    if start == end:
        told = f"makes leg {name} a loop: it ends where it starts; time spent at a place is a figure of the place"
        raise BadCell("to", end, told)
    service, teller = text(row.get("service")), text(row.get("service_source"))
    if service is not None and teller is None:
        raise BadCell("service_source", "", f"is blank: the service of leg {name} has no source, say who tells of it")
    countries = [_country(each, "countries") for each in listed(row.get("countries"))]
    yield (
        "leg",
        {
            "key": child_key("leg", name), "id": name, "start": start, "end": end, "mode": row.word("mode", Mode),
            "status": row.word("status", LegStatus), "oneway": cells.yes_or_no(row, "oneway"), "countries": countries,
            "group": text(row.get("group")), "passage": text(row.get("passage")), "carries": _carries(row),
            "service": service, "service_told_by": teller, "note": text(row.get("note")),
        },
    )  # fmt: skip


def _carries(row: Row) -> list[str]:
    """The cargo of a cell; all of it where the cell is blank."""
    found = listed(row.get("carries"))
    for word in found:
        if word not in set(Cargo):
            raise BadCell("carries", word, f"is no cargo: use {', '.join(Cargo)}")
    return found or list(Cargo)


def _shape(row: Row) -> Told:
    leg = row.required("leg", "name the leg that runs there")
    points = listed(row.get("points"))
    if len(points) < _LINE:
        raise BadCell("points", ";".join(points), "is no line: write two points or more, as 51.22 43.60;49.40 39.95")
    for point in points:
        east, _, north = point.partition(" ")
        lon, lat = real(east, "points"), real(north, "points")
        if lon is None or lat is None or abs(lon) > 180 or abs(lat) > 90:
            raise BadCell("points", point, "is no point: write degrees east and north, as 51.22 43.60")
    teller = row.required("source", "say whose line it is")
    yield "shape", {"key": child_key("shape", leg), "leg": leg, "points": points, "told_by": teller}


_LINE = 2
_UNITS = {
    Quantity.KM: {"km"},
    Quantity.HOURS_LOW: {"hours"},
    Quantity.HOURS_TYPICAL: {"hours"},
    Quantity.HOURS_HIGH: {"hours"},
    Quantity.COST: {"USD"},
    Quantity.CAPACITY: {"TEU/year", "Mt/year", "train pairs/day", "vehicles/day"},
    Quantity.DEPARTURES: {"per week"},
}


def _figures() -> Callable[[Row], Told]:
    before: Counter[str] = Counter()

    def figure(row: Row) -> Told:
        item = row.required("item", "name the leg or place that it is a figure of")
        quantity, basis = row.word("quantity", Quantity), row.word("basis", FigureBasis)
        value, unit = _number(row, "value"), row.required("unit", f"known: {', '.join(sorted(_UNITS[quantity]))}")
        if value < 0:
            raise BadCell("value", f"{value:g}", f"is negative: {quantity} of {item}")
        if quantity is Quantity.CAPACITY and value == 0:
            cure = "close a leg with a scenario (close: [LEG]); leave the row out where capacity is not known"
            raise BadCell("value", "0", f"makes the capacity of {item} zero: {cure}")
        if unit not in _UNITS[quantity]:
            raise BadCell("unit", unit, f"is no unit of {quantity}: known are {', '.join(sorted(_UNITS[quantity]))}")
        scale = row.word_or_none("scale", Scale)
        if (quantity is Quantity.COST) != (scale is not None):
            raise BadCell("scale", scale or "", f"does not fit: a cost needs one of {', '.join(Scale)}, others none")
        how, teller = text(row.get("how")), row.required("source", "a figure needs a source")
        if basis is FigureBasis.DERIVED and how is None:
            raise BadCell("how", "", "is blank: a derived figure says how it was derived")
        stated = _date(row, "date")
        if stated is None:
            raise BadCell("date", "", "is blank: a figure needs a date")
        alike = child_key(item, quantity, unit, scale or "", stated)
        before[alike] += 1
        yield (
            "figure",
            {
                "key": child_key("figure", alike, before[alike]), "item": item, "quantity": quantity, "value": value,
                "unit": unit, "scale": scale, "basis": basis, "how": how, "date": stated, "told_by": teller,
            },
        )  # fmt: skip

    return figure


def _series(row: Row) -> Told:
    name = row.required("id", "give the figure a short name of its own")
    when, said, kind = year(row.get("year"), "year"), _date(row, "said"), row.word("kind", By)
    if when is None and (kind != By.PROMISED or said is None):
        raise BadCell("year", "", "is blank: say which year it is of; a promise of no year needs the day it was said")
    value = _number(row, "value")
    if value <= 0:
        raise BadCell("value", f"{value:g}", "is no figure: leave the row out where none is known")
    low, high = real(row.get("low"), "low"), real(row.get("high"), "high")
    for column, bound, wrong in (
        ("low", low, low is not None and low > value),
        ("high", high, (high or value) < value),
    ):
        if wrong:
            raise BadCell(column, f"{bound:g}", f"is on the wrong side of {value:g}")
    yield (
        "series",
        {
            "key": child_key("series", name), "id": name, "route": row.required("route", "say along which route"),
            "quantity": row.word("quantity", Series), "kind": kind, "low": low, "value": value,
            "high": high, "unit": row.required("unit", "Mt, TEU, days, USD/FEU ..."), "year": when,
            "period": text(row.get("period")), "said": said, "along": listed(row.get("along")),
            "told_by": row.required("source", "say where it is told"), "note": text(row.get("note")),
        },
    )  # fmt: skip


def _work(row: Row) -> Told:
    name = row.required("id", "give the record's id, or a short name")
    leg = row.required("leg", "name the leg that it is on")
    amount = number(row.get("amount"), "amount")
    yield (
        "work",
        {
            "key": child_key("work", name, leg), "id": name, "leg": leg,
            "project": row.required("project", "say what it is called"), "partner": text(row.get("partner")),
            "amount": amount, "currency": cells.currency(row, "currency", amount), "agreed": _date(row, "agreed"),
            "completed": _date(row, "completed"), "status": text(row.get("status")),
            "told_by": row.required("source", "say where it is told"),
        },
    )  # fmt: skip


def _distances() -> Callable[[Row], Told]:
    before: Counter[str] = Counter()

    def distance(row: Row) -> Told:
        start, end = (row.required(each, "name a place") for each in ("from", "to"))
        km = _number(row, "km")
        if km <= 0:
            raise BadCell("km", f"{km:g}", "is no distance: write the kilometres as published")
        most = real(row.get("km_most"), "km_most")
        if most is not None and most < km:
            raise BadCell("km_most", f"{most:g}", f"is less than the least, {km:g}")
        pair = child_key(start, end)
        before[pair] += 1
        yield (
            "distance",
            {
                "key": child_key("distance", pair, before[pair]), "start": start, "end": end,
                "mode": row.word_or_none("modes", Mode), "km": km, "km_most": most, "passes": listed(row.get("passes")),
                "avoid": listed(row.get("avoid")), "about": text(row.get("about")),
                "told_by": row.required("source", "say where it is told"),
            },
        )  # fmt: skip

    return distance


def _number(row: Row, column: str) -> float:
    found = real(row.get(column), column)
    if found is None:
        raise BadCell(column, "", "is blank: write digits with a point")
    return found


def _date(row: Row, column: str) -> str | None:
    """A date as it is stated; none where it is blank."""
    return None if cells.when_or_none(row, column) is None else text(row.get(column))


def _country(code: str, column: str) -> str:
    if code not in codelists.load("countries"):
        raise BadCell(column, code, "is no ISO code of a country: write for example KE")
    return code


_TAKE: Mapping[str, tuple[str, Callable[[], Callable[[Row], Told]]]] = MappingProxyType(
    {
        "corridor-nodes": ("node", lambda: _node),
        "corridor-legs": ("leg", lambda: _leg),
        "corridor-shapes": ("leg", lambda: _shape),
        "corridor-figures": ("item", _figures),
        "corridor-series": ("id", lambda: _series),
        "corridor-projects": ("id", lambda: _work),
        "corridor-distances": ("from", _distances),
    }
)
"""The column that names a row of each list, and what makes the taker of its rows."""
