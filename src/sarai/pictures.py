"""Pictures of answers that verbs write: rhetoric to result, delivery by years, bars of a total."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sarai.charts import amounts, files, series
from sarai.model.answer import Answer
from sarai.model.errors import QuestionError

if TYPE_CHECKING:
    from sarai.study import Stated, Study

_STAGES = {
    "delivered": "o-kept",
    "partly delivered or paid": "o-partly",
    "unknown": "o-unseen",
    "called off": "o-broken",
}
"""How the last stages are drawn; those before are plain."""


def write_funnel(study: "Study", path: Path, *, on: dt.date | str | None = None, **filter_by: "Stated") -> Path:
    """Write rhetoric to result as SVG, PNG or CSV, by the file's ending; returns the path.

    A bar is as long as promises are many: the set is no sample, and a share would be none of anything.

    Raises:
        QuestionError: an ending that cannot be drawn, nothing to draw, no drawing library, a file that cannot be
            written, or as :func:`sarai.analyses.promises.book.book`.
    """
    files.check(path)
    found = study.funnel(on=on, **filter_by)
    if not len(found):
        raise QuestionError("there is nothing to draw: no promise is counted", where="filters", cure="ask for more")
    asked = "; ".join(f"{name} {value}" for name, value in filter_by.items() if value is not None)
    bars = [
        amounts.Bar(each["stage"], float(each["promises"]), f"{each['promises']:,}", _STAGES.get(each["stage"], "p3"))
        for each in found.rows
    ]
    picture = amounts.bars(
        "funnel", [amounts.Group("", tuple(bars))], title=f"Rhetoric to result{f': {asked}' if asked else ''}",
        unit="Promises", source=" ".join([_made(found), *found.notes]), unit_of_rows="promises", wide=720,
    )  # fmt: skip
    return files.save(picture, path)


def write_delivery(path: Path, *, milestone: str = "95 %", classes: Sequence[str] = ()) -> Path:
    """Draw the share delivered by years as SVG, PNG or CSV, by the file's ending.

    Raises:
        QuestionError: an unknown class or ending, or no drawing library.
    """
    from sarai import study

    files.check(path)
    found = study.delivery_curve(milestone=milestone, classes=classes)
    about = found.other("about")[0]
    names = list(dict.fromkeys(step["class"] for step in found.rows))
    lines = [
        series.Line(
            name,
            tuple(
                series.Step(step["years"], step["share"], step["low"], step["high"])
                for step in found.rows
                if step["class"] == name
            ),
        )
        for name in names
    ]
    picture = series.shares(
        "delivery", lines, until=10, across="years since approval",
        title=f"World Bank projects: share with {about['milestone']} of the total paid",
        unit=f"Kaplan-Meier; bands are pointwise {about['level'] * 100:.0f} % intervals; last checked "
        f"{about['checked']}. What was open then counts as open. Dollars of the time",
        source="payments: Dreher and Lohmann 2015; projects: AidData",
    )  # fmt: skip
    return files.save(picture, path)


def _made(found: Answer) -> str:
    return f"Sarai, release {found.release}."


MOST_BARS = 40
"""Bars of one picture; a total of more cells is no picture."""


def write_total(found: Answer, path: Path) -> Path:
    """Write a total as bars, largest first, a group for each kind of money; SVG, PNG or CSV, by the file's ending.

    What the lower count leaves out is hatched at the end of a bar; a cell without a value is an open square.
    Title, unit, source and release stand inside the picture.

    Raises:
        QuestionError: another ending, no or too many cells, no drawing library, or a file that cannot be written.
    """
    from sarai import codelists

    files.check(path)
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
    return files.save(picture, path)
