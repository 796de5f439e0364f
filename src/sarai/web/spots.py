"""Which records are points on a map: those whose source names one place, by the precision that it states."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sarai.charts import globe
from sarai.charts.maps import Spot
from sarai.web.words import millions

Row = Mapping[str, Any]

_JOINED = re.compile(r"\b[\w'’]+[-–—][A-ZА-Я]")
"""Two names joined: a stretch between places, and no place of its own."""


@dataclass
class Places:
    """Records by where their sources place them: points, wide areas or several places, and nowhere."""

    spots: list[Spot] = field(default_factory=list)
    named: int = 0
    wide: int = 0
    wide_value: Decimal = Decimal()
    nowhere: int = 0
    astray: int = 0
    """Records whose source states degrees that lie far outside of the country that it names."""

    @property
    def told(self) -> list[str]:
        """What is said of records that are not drawn where their source places them."""
        if not self.astray:
            return []
        whose = "1 record is" if self.astray == 1 else f"{self.astray:,} records are"
        return [f"{whose} not drawn: the degrees that the source states lie outside of the country."]


def is_point(row: Row) -> bool:
    """Whether a record's source names one place and says where it is."""
    name = row.get("place") or ""
    if row.get("latitude") is None or row.get("longitude") is None or (row.get("places") or 1) > 1:
        return False
    if (row.get("place_precision") or "") in ("adm1", "adm2", "country", "area", "region", "approximate"):
        return False
    return not (re.search(r";|/|\band\b|,[^,]*,", name) or _JOINED.search(name))


def _spot(known: Iterable[tuple[str, float, float]], row: Row) -> tuple[str, float, float]:
    """Where a record is: with those that name the same place, however many digits each source gives."""
    name, lat, lon = row["place"].partition(",")[0].strip(), float(row["latitude"]), float(row["longitude"])
    for other in known:
        if other[0] == name and abs(other[1] - lat) < 0.3 and abs(other[2] - lon) < 0.3:
            return other
    return name, lat, lon


def placed(rows: Iterable[Row], *, currency: str) -> Places:
    """The points of some records, those of one place together, largest first."""
    found = Places()
    at: dict[tuple[str, float, float], list[Row]] = {}
    for row in rows:
        if is_point(row) and not globe.near(row["recipient"], float(row["longitude"]), float(row["latitude"])):
            found.astray += 1
        elif is_point(row):
            found.named += 1
            at.setdefault(_spot(at, row), []).append(row)
        elif row.get("place") and row["place"].casefold() not in ("countrywide", "nationwide"):
            found.wide += 1
            found.wide_value += row["value"] or 0
        else:
            found.nowhere += 1
    for (name, lat, lon), held in at.items():
        values = [row["value"] for row in held if row["value"] is not None]
        value = sum(values, Decimal()) if values else None
        told = f"{millions(value)} m" if value is not None else "amount not published"
        found.spots.append(Spot(lon, lat, name, told, None if value is None else float(value), len(held)))
    found.spots.sort(key=lambda spot: (-(spot.value or 0), spot.name))
    return found
