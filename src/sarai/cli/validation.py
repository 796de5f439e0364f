"""The verbs of a ministry's unit: what is still to come, and a validation round with its corrections."""

from pathlib import Path
from typing import Annotated, Any

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app, filtered


@app.command(epilog="Example: sarai validate mystudy --partner JP --out round-1")
def validate(
    folder: Dir,
    partner: Annotated[str | None, typer.Option(help="Write the sheet of this partner; all for every one.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the sheets.")] = Path("validation"),
    take: Annotated[Path | None, typer.Option(help="Take the corrections of a sheet that came back.")] = None,
    judge: Annotated[
        str | None, typer.Option(help="Decide about a correction: RECORD FIELD (and which, of several), in quotes.")
    ] = None,
    answer: Annotated[str, typer.Option(help="accepted or refused.")] = "",
    who: Annotated[str, typer.Option(help="Who decides.")] = "",
    why: Annotated[str, typer.Option(help="Why.")] = "",
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Let partners read their records: a sheet for each; corrections stand beside the records, never over them.

    Without an option, the corrections of the release are listed.
    """
    import datetime as dt

    from sarai.cli import draw
    from sarai.model.errors import QuestionError
    from sarai.pipeline import validation
    from sarai.study import Study

    if take is not None:
        study = Study(folder, release=release)
        every = (row for code in study.partners_to_validate(None) for row in study.records_to_validate(code).rows)
        n = validation.take(folder, take, validation.held(every), today=dt.date.today())
        typer.echo(f"took {n} correction(s); next: sarai build {folder}")
    elif judge is not None:
        validation.judge(folder, judge, answer=answer, who=who, why=why, on=dt.date.today())
        typer.echo(f"{answer.strip().casefold()}; next: sarai build {folder}")
    elif partner is not None:
        study = Study(folder, release=release)
        for code in study.partners_to_validate(None if partner == "all" else partner):
            rows = study.records_to_validate(code).rows
            if not rows and partner != "all":
                raise QuestionError(f"release {study.release.number} holds no record of {code}", where="--partner")
            path = validation.write(out / f"{code}.xlsx", rows)
            typer.echo(f"wrote {path}: {len({row['record'] for row in rows}):,} record(s)")
    else:
        draw.answer(Study(folder, release=release).corrections_of_records(), output.value)


@app.command(epilog="Example: sarai forward mystudy --recipient TJ --status implementation")
@filtered
def forward(
    folder: Dir,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
    *,
    filters: dict[str, Any],
) -> None:
    """Show what is still to come: undisbursed balances, closing dates, and debt service where terms are stated."""
    from sarai.cli import draw
    from sarai.study import Study

    found = Study(folder, release=release).forward(**filters)
    draw.answer(found, output.value)
    if output is Output.TABLE and found.other("service"):
        out = draw.console()
        out.print(f"\nDebt service of loans with all three terms, {found.unit}", style="bold")
        table = draw.plain_table()
        for name in ("year", "loans", "principal", "interest"):
            table.add_column(name, justify="right")
        for row in found.other("service"):
            sums = (f"{row[name]:,.2f}" for name in ("principal", "interest"))
            table.add_row(str(row["year"]), str(row["records"]), *sums)
        out.print(table)
