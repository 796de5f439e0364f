"""Pictures of promises: rhetoric to result."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from sarai.analyses.promises import listed as promises
from sarai.analyses.promises.filters import Stated
from sarai.charts import files
from sarai.charts import promises as charts
from sarai.model.errors import QuestionError

if TYPE_CHECKING:
    from sarai.session import Session


def write_funnel(session: "Session", path: Path, *, on: dt.date | str | None = None, **filter_by: Stated) -> Path:
    """Write rhetoric to result as SVG, PNG or its Vega-Lite JSON, by the file's ending; returns the path.

    Raises:
        QuestionError: an ending that cannot be drawn, nothing to draw, no drawing library, a file that cannot be
            written, or as :func:`sarai.analyses.promises.listed.book`.
    """
    files.check(path)
    found = promises.rhetoric_to_result(session, on=on, **filter_by)
    if not len(found):
        raise QuestionError("there is nothing to draw: no promise is counted", where="filters", cure="ask for more")
    asked = "; ".join(f"{name} {value}" for name, value in filter_by.items() if value is not None)
    spec = charts.funnel(found.rows, title=f"Rhetoric to result{f': {asked}' if asked else ''}", notes=found.notes)
    return files.save(spec, path)
