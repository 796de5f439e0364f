"""Pictures of answers that verbs write: rhetoric to result, delivery by years, bars of a total."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sarai.charts import files
from sarai.charts import promises as charts
from sarai.model.answer import Answer
from sarai.model.errors import QuestionError
from sarai.model.files import put

if TYPE_CHECKING:
    from sarai.study import Stated, Study


def write_funnel(study: "Study", path: Path, *, on: dt.date | str | None = None, **filter_by: "Stated") -> Path:
    """Write rhetoric to result as SVG, PNG or its Vega-Lite JSON, by the file's ending; returns the path.

    Raises:
        QuestionError: an ending that cannot be drawn, nothing to draw, no drawing library, a file that cannot be
            written, or as :func:`sarai.analyses.promises.book.book`.
    """
    files.check(path)
    found = study.funnel(on=on, **filter_by)
    if not len(found):
        raise QuestionError("there is nothing to draw: no promise is counted", where="filters", cure="ask for more")
    asked = "; ".join(f"{name} {value}" for name, value in filter_by.items() if value is not None)
    spec = charts.funnel(found.rows, title=f"Rhetoric to result{f': {asked}' if asked else ''}", notes=found.notes)
    return files.save(spec, path)


def write_delivery(path: Path, *, milestone: str = "95 %", classes: Sequence[str] = ()) -> Path:
    """Draw the share delivered by years as SVG, PNG or its Vega-Lite JSON, by the file's ending.

    Raises:
        QuestionError: an unknown class or ending, or no vl-convert.
    """
    from sarai import study
    from sarai.charts import delivery as curves

    files.check(path)
    found = study.delivery_curve(milestone=milestone, classes=classes)
    return files.save(curves.curve_of(found.rows, **found.other("about")[0]), path)


MOST_BARS = 40
"""Bars of one picture; a total of more cells is no picture."""


def write_total(found: Answer, path: Path) -> Path:
    """Write a total as bars, largest first, a group for each kind of money; SVG or PNG, by the file's ending.

    What the lower count leaves out is hatched at the end of a bar; a cell without a value is an open square.
    Title, unit, source and release stand inside the picture.

    Raises:
        QuestionError: another ending, no or too many cells, no drawing library, or a file that cannot be written.
    """
    from sarai import codelists
    from sarai.charts.site import amounts

    if path.suffix not in (".svg", ".png"):
        raise QuestionError(f"cannot draw a {path.suffix or 'nameless'} file", where=str(path), cure="use .svg or .png")
    rows = list(found.rows)
    if not rows or len(rows) > MOST_BARS:
        raise QuestionError(
            f"{len(rows)} cells make no picture",
            where="--chart",
            cure=f"ask --by and filters for 1 to {MOST_BARS} cells",
        )
    apart = [name for name in ("family", "kind", "source_basis") if name in found.table.column_names]
    keys = [
        n for n in found.table.column_names if n not in (*apart, "low", "preferred", "high", "n", "tiers", "quality")
    ]

    def named(name: str, value: object) -> str:
        if value is None:
            return f"{name.replace('_', ' ')} not stated"
        return codelists.name_of_partner(str(value)) or str(value) if name in ("partner", "recipient") else str(value)

    groups: dict[str, list[amounts.Bar]] = {}
    for row in rows if "year" in keys else sorted(rows, key=lambda row: -(row["preferred"] or -1)):
        value, low = row["preferred"], row["low"]
        told = "amount not published" if value is None else f"{value / 1_000_000:,.1f}"
        words = ", ".join(named(name, row[name]) for name in keys) or found.indicator
        bar = amounts.Bar(
            words, None if value is None else float(value), told, "p3", None if low is None else float(low),
            amounts.Nothing.NO_AMOUNT if value is None else None,
        )  # fmt: skip
        groups.setdefault(", ".join(named(name, row[name]) for name in apart), []).append(bar)
    valued = [bar for bars in groups.values() for bar in bars if bar.value]
    best = max(valued, key=lambda bar: bar.value or 0, default=None)
    title = (
        f"{found.indicator.capitalize()}: most by {best.name}"
        if best and len(rows) > 1
        else found.indicator.capitalize()
    )
    picture = amounts.bars(
        "total", [amounts.Group(name, tuple(bars)) for name, bars in groups.items()], title=title,
        unit=f"{found.unit} million, {found.prices} prices", source=f"Sarai, release {found.release}",
        unit_of_rows=found.unit, wide=760,
    )  # fmt: skip
    try:
        if path.suffix == ".svg":
            put(path, picture.standalone())
        else:
            import vl_convert

            put(path, vl_convert.svg_to_png(picture.standalone(), scale=2))
    except ImportError as error:
        raise QuestionError("drawing needs vl-convert", cure="pip install 'sarai[charts]'") from error
    except OSError as error:
        raise QuestionError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check folder, space and rights"
        ) from error
    return path
