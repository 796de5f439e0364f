"""Pictures of promises: rhetoric to result."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sarai.answers import promises
from sarai.answers.promise_filters import Stated
from sarai.charts import promises as charts
from sarai.model.errors import QuestionError

if TYPE_CHECKING:
    from sarai.answers.session import Session


def write_funnel(session: "Session", path: Path, *, on: dt.date | str | None = None, **filter_by: Stated) -> Path:
    """Write rhetoric to result as SVG, PNG or its Vega-Lite JSON, by the file's ending; returns the path.

    Raises:
        QuestionError: an ending that cannot be drawn, nothing to draw, no drawing library, a file that cannot be
            written, or as :func:`sarai.answers.promises.book`.
    """
    if path.suffix not in (".svg", ".png", ".json"):
        raise QuestionError(
            f"cannot draw a {path.suffix or 'nameless'} file", where=str(path), cure=".svg, .png, .json"
        )
    found = promises.rhetoric_to_result(session, on=on, **filter_by)
    if not len(found):
        raise QuestionError("there is nothing to draw: no promise is counted", where="filters", cure="ask for more")
    asked = "; ".join(f"{name} {value}" for name, value in filter_by.items() if value is not None)
    spec = charts.funnel(found.rows, title=f"Rhetoric to result{f': {asked}' if asked else ''}", notes=found.notes)
    try:
        path.write_bytes(_drawn(spec, path.suffix))
    except OSError as error:
        raise QuestionError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check folder, space and rights"
        ) from error
    return path


def _drawn(spec: dict[str, object], suffix: str) -> bytes:
    if suffix == ".json":
        return json.dumps(spec, indent=1).encode()
    try:
        import vl_convert
    except ImportError as error:
        raise QuestionError("drawing needs vl-convert", cure="pip install 'sarai[charts]'") from error
    if suffix == ".svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=1.5))
