"""The verb of claims: what somebody states of a portfolio beside what the records show."""

from typing import Annotated

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app


@app.command(epilog="Example: sarai claim mystudy jica-tajikistan")
def claim(
    folder: Dir,
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="A claim; the study's only one otherwise.")] = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Set a stated portfolio beside the records that can be shown: claimed, found, counted, and why they differ."""
    from sarai.cli import draw
    from sarai.study import Study

    found = Study(folder, release=release).claim(name)
    if output is Output.TABLE:
        draw.claim(found)
    else:
        draw.machine(found, output.value)
