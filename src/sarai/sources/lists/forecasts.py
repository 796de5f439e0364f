"""Forecasts with their date: ``forecasts.csv``, to which rows are added and never altered."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from sarai.model.keys import child_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import ForecastEvent
from sarai.sources.kit.cells import BadCell, day, real, whole
from sarai.sources.lists._rows import Row, Told, list_card, list_format, read_rows

SOURCE = list_card(
    id="forecasts",
    title="A study's own forecasts of its promises, frozen when they were made",
    formats=(
        list_format(
            "forecasts",
            "Frozen forecasts",
            "promise as_of written_on event by asked answers n delivered last_checked method probability low high",
            "forecasts.csv",
        ),
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read the forecasts into ``forecast``, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    yield from read_rows(SOURCE, path, settings, _forecast, named="promise")


_CURE = "restore the row; forecasts are frozen"


def _forecast(row: Row) -> Told:
    said = {name: row.required(name, _CURE) for name in ("promise", "asked", "answers", "method")}
    days = {name: _day(row, name) for name in ("as_of", "written_on", "by", "last_checked")}
    event = row.word("event", ForecastEvent)
    yield (
        "forecast",
        {
            "key": child_key(said["promise"], days["as_of"], event),
            **said,
            **days,
            "event": event,
            **{name: _whole(row, name) for name in ("n", "delivered")},
            **{name: _share(row, name) for name in ("probability", "low", "high")},
        },
    )


def _day(row: Row, column: str) -> dt.date:
    found = day(row.get(column), column)
    if found is None:
        raise BadCell(column, "", f"is blank: {_CURE}")
    return found


def _whole(row: Row, column: str) -> int:
    found = whole(row.get(column), column)
    if found is None or found < 0:
        raise BadCell(column, str(found or ""), f"is no number of cases: {_CURE}")
    return found


def _share(row: Row, column: str) -> float | None:
    found = real(row.get(column), column)
    if found is not None and not 0 <= found <= 1:
        raise BadCell(column, f"{found:g}", f"is no share between 0 and 1: {_CURE}")
    return found
