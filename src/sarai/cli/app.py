"""The verbs and their options. Each asks one thing of the rooms below and draws the answer."""

import datetime as dt
import functools
import inspect
import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sarai import studies
from sarai.model import limits
from sarai.model.errors import QuestionError
from sarai.model.question import FILTERS

app = typer.Typer(
    name="sarai",
    help="Follow international cooperation from promise to result: figures that open into their source rows.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


class Output(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


STARTS = ("empty", *studies.bundled())
"""What a new study starts from: nothing, or a study that comes with Sarai."""


class Target(StrEnum):
    """What tables are exported to."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"


Dir = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the study.")]
Format = Annotated[Output, typer.Option("--format", help="table, json or csv.")]
ReleaseOption = Annotated[int | None, typer.Option(help="An earlier release; the newest otherwise.")]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Date of the text, for `last year` and `Saturday`."),
]


def _allow(megabytes: int | None) -> None:
    """What one file may take; in the environment, where workers find it too."""
    if megabytes is not None:
        os.environ[limits.SETTING] = str(megabytes)


MostMb = Annotated[
    int | None,
    typer.Option(
        "--most-mb",
        min=1,
        callback=_allow,
        help="Megabytes that one file may take unpacked, where more than 200 times its size is right.",
    ),
]


def day_of(told: str | None, option: str) -> dt.date | None:
    """The day an option tells; None where it is not given.

    Raises:
        QuestionError: what it tells is no date.
    """
    if told is None:
        return None
    try:
        return dt.date.fromisoformat(told)
    except ValueError:
        raise QuestionError(f"{told!r} is no date", where=option, cure="write for example 2026-01-15") from None


def filtered_by(filters: Mapping[str, Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that gives a verb options by name; it receives those that were stated as ``filters``."""

    def with_options(verb: Callable[..., None]) -> Callable[..., None]:
        options = {name: Annotated[str | None, option] for name, option in filters.items()}

        @functools.wraps(verb)
        def with_filters(**stated: Any) -> None:
            chosen = {name: stated.pop(name) for name in filters}
            verb(**stated, filters={name: value for name, value in chosen.items() if value is not None})

        own = [each for each in inspect.signature(verb).parameters.values() if each.name != "filters"]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)
            for name, option in options.items()
        ]
        # Typer reads both the signature and the annotations.
        with_filters.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
        hints = {name: hint for name, hint in verb.__annotations__.items() if name != "filters"}
        with_filters.__annotations__ = {**hints, **options}
        return with_filters

    return with_options


filtered = filtered_by({name: typer.Option(help=told) for name, told in FILTERS.items()})
"""Gives a verb the filters of questions about money."""


@app.command(epilog="Example: sarai new caucasus --from empty")
def new(
    folder: Dir,
    start: Annotated[
        str, typer.Option("--from", metavar="NAME", help=f"What it starts from: {', '.join(STARTS)}.")
    ] = STARTS[0],
) -> None:
    """Make a study: a folder with a study.toml."""
    from sarai import pipeline

    made = pipeline.new(folder, template=start)
    typer.echo(f"made {made / 'study.toml'}")
    following = f"sarai build {folder}" if start != STARTS[0] else f"sarai add {folder} FILE..."
    typer.echo(f"next: {following}")


@app.command(epilog="Example: sarai add mystudy ~/Downloads/GlobalChineseOfficialFinanceDataset_v1.0.xlsx")
def add(
    folder: Dir,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders and archives.")],
    date: DateOption = None,
    url: Annotated[str | None, typer.Option(help="Of texts: where they are published.")] = None,
    most_mb: MostMb = None,
) -> None:
    """Copy published files into a study, each with the reader that recognised it; a folder keeps its places."""
    from sarai import pipeline
    from sarai.cli import adding

    if adding.print_added(pipeline.add(folder, paths, date=day_of(date, "--date"), url=url)):
        raise typer.Exit(2)


@app.command(epilog="Example: sarai build mystudy --jobs 2")
def build(
    folder: Dir,
    jobs: Annotated[int | None, typer.Option(min=1, help="Files to read at once; all cores otherwise.")] = None,
    most_mb: MostMb = None,
) -> None:
    """Read every file of a study and commit a new release; what is refused or not half kept is said first."""
    from sarai import pipeline
    from sarai.cli import draw

    built = pipeline.build(folder, jobs=jobs, progress=draw.progress())
    draw.lost(built.reports, folder)
    draw.import_report(built.reports)
    typer.echo(f"release {built.release.number}: {built.release.counts['contribution']:,} contributions")
    if built.release.counts.get("reject", 0):
        typer.echo(f"each refused row and cell with its place and reason: sarai rejects {folder}")
    if built.unkept:
        raise typer.Exit(2)


@app.command(epilog="Example: sarai sources aiddata")
def sources(
    source: Annotated[str | None, typer.Argument(metavar="[ID]", help="One source, whole.")] = None,
    study: Annotated[
        Path | None,
        typer.Option(
            "--study", metavar="DIR", help="In this study: to which year each dataset is complete, how publishers do."
        ),
    ] = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """What can be read: sources, their datasets, what is ignored in them and why; in a study, how its publishers do."""
    from sarai.cli import catalogue
    from sarai.study import Study

    if study is not None:
        opened = Study(study, release=release)
        catalogue.in_study(opened.complete(source), opened.publishers(source or "iati"), output.value)
        return
    catalogue.sources(source, output.value)


@app.command(epilog="Example: sarai indicators total")
def indicators(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="One indicator, with its columns.")] = None,
    output: Format = Output.TABLE,
) -> None:
    """What can be asked: how each answer is made, what it needs, where its method comes from, what to mind."""
    from sarai.cli import catalogue

    catalogue.indicators(name, output.value)


@app.command(epilog="Example: sarai releases mystudy")
def releases(folder: Dir, output: Format = Output.TABLE) -> None:
    """The releases of a study: when, from which files, with how many rows."""
    from sarai import study
    from sarai.cli import catalogue

    catalogue.listed("Releases", study.releases(folder), output.value)


@app.command(epilog="Example: sarai rejects mystudy --format csv")
def rejects(
    folder: Dir,
    each: Annotated[bool, typer.Option("--each", help="Every row and cell, not the kinds of them.")] = False,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """What was refused and why, by kind, with one place of each; every row and cell with --each."""
    from sarai.cli import catalogue
    from sarai.study import Study

    study = Study(folder, release=release)
    if each:
        catalogue.listed("Refused rows and cells", study.rejects(), output.value)
    else:
        catalogue.listed("Refused rows and cells, by kind", study.rejects(by_kind=True), output.value)


@app.command(epilog="Example: sarai check mystudy --deep")
def check(
    folder: Dir,
    deep: Annotated[bool, typer.Option("--deep", help="Count every release anew from its own rows.")] = False,
    output: Format = Output.TABLE,
) -> None:
    """Hold every file of the ledger against what was written, and of each release that read = kept + rejected."""
    from sarai import pipeline
    from sarai.cli import catalogue

    if not catalogue.checked(pipeline.check(folder, deep=deep), output.value):
        raise typer.Exit(2)


@app.command(epilog="Example: sarai export mystudy --to xlsx --out tables")
def export(
    folder: Dir,
    to: Annotated[Target, typer.Option("--to", help="parquet, csv or xlsx.")] = Target.CSV,
    out: Annotated[
        Path,
        typer.Option("--out", help="Folder for one file per table; FILE.xlsx is one workbook."),
    ] = Path("export"),
    release: ReleaseOption = None,
) -> None:
    """Write every table of a release, one file each, with sources and factors on every row; or one workbook."""
    from sarai.study import Study

    if to is Target.XLSX and out.suffix == ".xlsx":
        from sarai import workbook

        for name, rows in workbook.write(Study(folder, release=release, public=True), out).items():
            typer.echo(f"{out}, sheet {name}: {rows:,} rows")
        return
    for written in Study(folder, release=release, public=True).export(to=to.value, out=out):
        typer.echo(f"{written.path}: {written.rows:,} rows")


def _version(asked: bool) -> None:
    if asked:
        import sarai

        typer.echo(f"sarai {sarai.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
