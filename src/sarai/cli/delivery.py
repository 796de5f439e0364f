"""The verb of delivery rates: classes, bounds, forecasts and their scores."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app, day_of

if TYPE_CHECKING:
    from sarai.model.answer import Answer


class Shown(StrEnum):
    """What is shown of delivery."""

    CLASSES = "classes"
    BOUNDS = "bounds"
    OVER = "over"
    CORRECTIONS = "corrections"
    FORECASTS = "forecasts"


@app.command(epilog="Example: sarai delivery mystudy --show forecasts")
def delivery(
    folder: Dir,
    show: Annotated[
        Shown, typer.Option(help="Rates by class, bounds from statuses, projects paid over, corrections, forecasts.")
    ] = Shown.CLASSES,
    milestone: Annotated[str, typer.Option(help="half or full (95 % of the total paid).")] = "full",
    named: Annotated[str | None, typer.Option("--class", help="Classes by name, with semicolons.")] = None,
    freeze: Annotated[bool, typer.Option("--freeze", help="Write the forecasts into forecasts.csv, dated.")] = False,
    score: Annotated[bool, typer.Option("--score", help="How the frozen forecasts fared.")] = False,
    on: Annotated[str | None, typer.Option(help="As of a day, YYYY-MM-DD; today otherwise.")] = None,
    picture: Annotated[
        Path | None, typer.Option("--chart", help="Write the curve as .svg or .png, or its numbers as .csv.")
    ] = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """How long deliveries take, by reference class: shares with intervals where dated, bounds where only seen."""
    from sarai import pictures
    from sarai.cli import draw
    from sarai.study import Study

    study = Study(folder, release=release)
    day = day_of(on, "--on")
    classes = tuple(each.strip() for each in (named or "").split(";") if each.strip())
    if picture is not None:
        typer.echo(f"wrote {pictures.write_delivery(picture, milestone=milestone, classes=classes)}")
        return
    if freeze:
        from sarai.pipeline import lists

        made = lists.freeze(folder, study.forecasts_to_freeze(on=day))
        typer.echo(f"froze {made} new forecast(s) in {folder / 'forecasts.csv'}")
        typer.echo(f"what was frozen takes effect with the next build: sarai build {folder}")
        return
    found = (
        study.scores(on=day)
        if score
        else study.forecasts(on=day)
        if show is Shown.FORECASTS
        else study.delivery(show.value, milestone=milestone, classes=classes)
    )
    if output is Output.TABLE:
        _table(found)
    else:
        draw.machine(found, output.value)


def _table(found: "Answer") -> None:
    from sarai.cli import draw

    table = draw.plain_table()
    rows = [_drawn(row) for row in found.rows]
    names = list(rows[0]) if rows else []
    for name in names:
        right = all(isinstance(row[name], int | float) or row[name] is None for row in found.rows if name in row)
        table.add_column(name.replace("_", " "), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row.values())
    out = draw.console()
    out.print(found.indicator, style="bold", markup=False)
    out.print(table)
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def _drawn(row: dict[str, Any]) -> dict[str, str]:
    """The row as cells; a share and its interval stand in one."""
    drawn: dict[str, str] = {}
    for name, value in row.items():
        if name.endswith(("_low", "_high")):
            continue
        told = _cell(name, value)
        low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
        if low is not None and high is not None:
            told += f" ({low:.0%}-{high:.0%})".replace("%-", "-")
        drawn[name] = told
    if "answers" in drawn:
        if drawn["answers"] != drawn["class"]:
            drawn["class"] += f", answered by {drawn['answers']}"
        del drawn["answers"]
    return drawn


def _cell(name: str, value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        if name == "median_months":
            return f"{value:.0f}"
        return f"{value:.2f}" if name == "share" else f"{value:.0%}"
    return f"{value:,}" if isinstance(value, int) else str(value)
