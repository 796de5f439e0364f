"""The verb that writes a brief."""

from pathlib import Path
from typing import Annotated

import typer

from sarai.cli.app import Dir, ReleaseOption, app, day_of


@app.command(epilog="Example: sarai brief demo --partner CN --recipient TJ -o china-tajikistan.html")
def brief(
    folder: Dir,
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write: .html or .md.")],
    partner: Annotated[str, typer.Option(help="Partners: codes or names, with commas, or all.")] = "all",
    recipient: Annotated[str, typer.Option(help="Recipients: codes or names, with commas, or all.")] = "all",
    data: Annotated[Path | None, typer.Option(help="Folder for every table as CSV, JSON and XLSX.")] = None,
    on: Annotated[
        str | None, typer.Option(help="Judge promises on this day, YYYY-MM-DD; the release's own else.")
    ] = None,
    release: ReleaseOption = None,
) -> None:
    """Write a brief: one page about partners and recipients in which every figure opens into its source rows."""
    from sarai import briefs
    from sarai.study import Study

    session = Study(folder, release=release, public=True)
    day = day_of(on, "--on")
    for path in briefs.brief(session, out, partners=_listed(partner), recipients=_listed(recipient), on=day, data=data):
        typer.echo(f"wrote {path}")


def _listed(text: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in text.split(",") if each.strip())
    return () if found == ("all",) else found
