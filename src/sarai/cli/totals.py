"""The verbs of money: totals, the rows they are the sum of, two releases and two datasets side by side."""

from pathlib import Path
from typing import Annotated, Any

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app, filtered
from sarai.model.question import DIMENSIONS
from sarai.model.vocabulary import Measure

By = Annotated[str, typer.Option(help=f"Dimensions, with commas: {', '.join(DIMENSIONS)}.")]
Prices = Annotated[
    str,
    typer.Option(help="[b]source[/b] (the publisher's own series), [b]current[/b], or [b]constant:YEAR[/b]."),
]
MeasureOption = Annotated[str, typer.Option(help=f"{', '.join(Measure)}.")]
CountingOption = Annotated[str, typer.Option(help="low, preferred or high: which total is unfolded.")]
AsPublished = Annotated[
    bool, typer.Option("--as-published", help="Count relief and rescheduling of debts as publishers do.")
]
RatesOption = Annotated[
    str, typer.Option(help="[b]monthly[/b], or [b]annual[/b]: the average of each year, as the DAC converts.")
]
Exact = Annotated[bool, typer.Option("--exact", help="In a terminal: cents instead of thousands or millions.")]


@app.command(epilog="Example: sarai total mystudy --by recipient --year 2010-2014 --prices source")
@filtered
def total(
    folder: Dir,
    by: By = "",
    prices: Prices = "current",
    measure: MeasureOption = "committed",
    counting: CountingOption = "preferred",
    mixed: Annotated[bool, typer.Option("--mixed", help="Add up unlike money all the same.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Show how the three totals come about, rule by rule.")] = False,
    as_published: AsPublished = False,
    rates: RatesOption = "monthly",
    exact: Exact = False,
    release: ReleaseOption = None,
    chart: Annotated[
        Path | None, typer.Option(help="Draw it too: FILE.svg or FILE.png; FILE.csv has its numbers.")
    ] = None,
    output: Format = Output.TABLE,
    *,
    filters: dict[str, Any],
) -> None:
    """Add up money: low, preferred and high, by any dimensions. Unlike money comes apart by its family."""
    from sarai.cli import draw, draw_totals
    from sarai.study import Study

    session = Study(folder, release=release)
    asked: dict[str, Any] = {"prices": prices, "measure": measure, "mixed": mixed}
    asked |= {"as_published": as_published, "rates": rates}
    found = session.total(by=by, counting=counting, **asked, **filters)
    bridge = session.why(**asked, **filters) if why else None
    if chart is not None:
        from sarai import pictures

        typer.echo(f"wrote {pictures.write_total(found, chart)}", err=True)
    if output is Output.TABLE:
        draw_totals.total(found, exact=exact)
        if bridge is not None:
            typer.echo()
            draw_totals.bridge(bridge, exact=exact)
    elif bridge is None or output is Output.CSV:
        draw.machine(found if bridge is None else bridge, output.value)
    else:
        draw.print_json({**found.to_json(), "why": bridge.to_json()["rows"]})


@app.command(epilog="Example: sarai explain mystudy --recipient TJ --year 2014 --format csv")
@filtered
def explain(
    folder: Dir,
    prices: Prices = "current",
    measure: MeasureOption = "committed",
    counting: CountingOption = "preferred",
    by: Annotated[str, typer.Option(hidden=True)] = "",
    as_published: AsPublished = False,
    rates: RatesOption = "monthly",
    exact: Exact = False,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
    *,
    filters: dict[str, Any],
) -> None:
    """Open a figure: the source rows it is the sum of, with rate, deflator, shares, rule and place."""
    from sarai.cli import draw, draw_totals
    from sarai.study import Study

    asked: dict[str, Any] = {"prices": prices, "measure": measure, "as_published": as_published, "rates": rates}
    found = Study(folder, release=release).explain(by=by, counting=counting, **asked, **filters)
    if output is Output.TABLE:
        draw_totals.explanation(found, exact=exact)
    else:
        draw.machine(found, output.value)


@app.command(epilog="Example: sarai diff mystudy 1 2 --by recipient --prices source --dataset gcof-1.0")
@filtered
def diff(
    folder: Dir,
    before: Annotated[int, typer.Argument(metavar="A", help="The earlier release.")],
    after: Annotated[int, typer.Argument(metavar="B", help="The later release.")],
    by: By = "",
    prices: Prices = "current",
    measure: MeasureOption = "committed",
    counting: CountingOption = "preferred",
    output: Format = Output.TABLE,
    *,
    filters: dict[str, Any],
) -> None:
    """Compare two releases: what of each change is new, gone, revised, re-split, re-priced or re-counted."""
    from sarai.cli import draw
    from sarai.study import Study

    later = Study(folder, release=after)
    found = later.diff(before, by=by, prices=prices, measure=measure, counting=counting, **filters)
    draw.answer(found, output.value)


@app.command(epilog="Example: sarai vintages mystudy gcof-1.0 sca-2020 --recipient KZ,KG,TJ,TM,UZ")
@filtered
def vintages(
    folder: Dir,
    before: Annotated[str, typer.Argument(metavar="FROM", help="The earlier dataset.")],
    after: Annotated[str, typer.Argument(metavar="TO", help="The later dataset.")],
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
    *,
    filters: dict[str, Any],
) -> None:
    """Follow records from one dataset to the next: which status became which, what is absent, what cannot be seen."""
    from sarai.cli import draw
    from sarai.study import Study

    draw.answer(Study(folder, release=release).vintages(before, after, **filters), output.value)


@app.command(epilog="Example: sarai chain mystudy GB-GOV-1-300001")
def chain(
    folder: Dir,
    activity: Annotated[str, typer.Argument(metavar="ACTIVITY", help="Identifier of an activity.")],
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Follow money from its first funder to the last activity it was handed on to: handed, spent, counted once."""
    from sarai.cli import draw
    from sarai.study import Study

    draw.answer(Study(folder, release=release).chain(activity), output.value)
