"""What route pages show beside a way: the lines that legs run along, and what each scenario makes of the ways."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from sarai.study import Study

Row = Mapping[str, Any]
Pair = tuple[str, str]


class Scenes:
    """Lines and scenarios of one study, read and worked out once."""

    def __init__(self, study: Study, ways: Sequence[Row]) -> None:
        self._study, self._ways = study, ways

    @cached_property
    def lines(self) -> Mapping[str, tuple[tuple[float, float], ...]]:
        """Degrees east and north of points along each leg that has a shape, by its id."""
        if not self._study.release.counts.get("shape"):
            return {}
        told = {row["leg"]: [each.split() for each in row["points"]] for row in self._study.listed("shape")}
        return {leg: tuple((float(east), float(north)) for east, north in points) for leg, points in told.items()}

    @cached_property
    def what_ifs(self) -> Mapping[str, Mapping[Pair, Row]]:
        """By the title of each scenario of the study, what it makes of each way; pairs by the names of their ends."""
        if not self._ways or not self._study.release.counts.get("scenario"):
            return {}
        told = self._study.under_scenarios([f"{row['from']}:{row['to']}" for row in self._ways])
        return {title: {(row["from"], row["to"]): row for row in found.rows} for title, found in told.items()}
