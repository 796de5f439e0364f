"""The verb of claims: what somebody states of a portfolio beside what the records show."""

from typing import Annotated, Any

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
    from sarai.analyses.portfolio import bridge as claimed
    from sarai.cli import draw
    from sarai.study import Study

    found = claimed.bridge(Study(folder, release=release), name)
    if output is Output.JSON:
        told: dict[str, Any] = {**found.found.to_json(), "counts": found.counts.to_json()["rows"]}
        told["named"] = found.named.to_json()["rows"]
        told["notes"] = [*found.found.notes, *found.counts.notes, *found.named.notes, *found.why]
        draw.print_json(told)
        return
    if output is Output.CSV:
        draw.answer(found.found, output.value)
        return
    draw.claim(found)
