"""The verbs of promises: the list and its roll-ups, one promise, what to act on, a partner's timeline."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app, filtered_by

_HELP: dict[str, tuple[tuple[str, ...], str]] = {
    "maker": (("--maker", "--partner"), "Who promised: ISO or organisation codes, or names."),
    "addressee": (("--addressee", "--recipient"), "To whom: ISO or DAC codes, or names."),
    "year": (("--year",), "Years in which it was promised: 2015, 2010-2015, or several with commas."),
    "due": (("--due",), "Years in which it falls due; none = no date was given."),
    "kind": (("--kind",), "project, headline, policy, or derived-from-a-record (kept apart)."),
    "firmness": (("--firmness",), "pledge, target, proposal, request, signed or framework."),
    "instrument": (("--instrument",), "loan, grant, investment, scholarships, ..."),
    "sector": (("--sector",), "DAC sectors or groups, by code or name."),
    "topic": (("--topic",), "Words in the topic."),
    "occasion": (("--occasion",), "Words in the occasion: a summit, a tour."),
    "place": (("--place",), "Words in the place below the country."),
    "money": (("--money",), "public, private or mixed."),
    "outcome": (("--outcome",), "kept, kept late, partly, overdue, broken, not yet due, unknown, ..."),
}
promised = filtered_by({name: typer.Option(*names, help=told) for name, (names, told) in _HELP.items()})
On = Annotated[str | None, typer.Option(metavar="DATE", help="As known on this day, YYYY-MM-DD, which is then today.")]


class Show(StrEnum):
    """What of the promises is shown."""

    LIST = "list"
    FUNNEL = "funnel"


class Measured(StrEnum):
    """What a roll-up adds up."""

    COUNT = "count"
    CURRENT = "current"
    CONSTANT = "constant"


@app.command(epilog="Example: sarai promises mystudy --maker JP --year 2015")
@promised
def promises(
    folder: Dir,
    by: Annotated[
        str,
        typer.Option(
            help="Roll up by: maker, addressee, instrument, sector, topic, occasion, size, kind, due_year, ..."
        ),
    ] = "",
    measure: Annotated[Measured, typer.Option(help="With --by: how many promises, or which money.")] = Measured.COUNT,
    show: Annotated[Show, typer.Option(help="The list, or rhetoric to result as a funnel.")] = Show.LIST,
    chart: Annotated[
        Path | None, typer.Option(help="Write rhetoric to result as .svg or .png, or its numbers as .csv.")
    ] = None,
    on: On = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
    *,
    filters: dict[str, Any],
) -> None:
    """Who promised what to whom, and what came of it: by stated rules, from dated looks."""
    from sarai.cli import draw_promises as draw
    from sarai.study import Study

    study = Study(folder, release=release)
    if chart is not None:
        from sarai import pictures as promise_pictures

        typer.echo(f"wrote {promise_pictures.write_funnel(study, chart, on=on, **filters)}")
    elif by:
        draw.rolled(study.promises_by(by, measure=measure.value, on=on, **filters), output.value)
    elif show is Show.FUNNEL:
        draw.funnel(study.funnel(on=on, **filters), output.value)
    else:
        draw.listed(study.promises(on=on, **filters), output.value)


@app.command(epilog="Example: sarai promise mystudy JP053")
def promise(
    folder: Dir,
    name: Annotated[str, typer.Argument(metavar="ID", help="A promise, as `sarai promises` names it.")],
    on: On = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """One promise on a page: its life line with sources, the outcome with its rule in words, and how to cite it."""
    from sarai.cli import draw_promises as draw
    from sarai.study import Study

    draw.card(Study(folder, release=release).promise(name, on=on), output.value)


@app.command(epilog="Example: sarai overdue mystudy --maker JP")
@promised
def overdue(
    folder: Dir,
    on: On = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
    *,
    filters: dict[str, Any],
) -> None:
    """Promises to act on: due in 90 days, overdue, not looked at for a year, with growing evidence."""
    from sarai.cli import draw_promises as draw
    from sarai.study import Study

    draw.to_act_on(Study(folder, release=release).overdue(on=on, **filters), output.value)


@app.command(epilog="Example: sarai timeline mystudy --partner JP")
def timeline(
    folder: Dir,
    partner: Annotated[str | None, typer.Option(help="A party to the agreements and events: code or name.")] = None,
    on: On = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Agreements and events in order of time: what replaced what, and who was eligible on which date."""
    from sarai.cli import draw_promises as draw
    from sarai.study import Study

    draw.timeline(Study(folder, release=release).timeline(partner=partner, on=on), output.value)
