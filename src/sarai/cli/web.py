"""Verbs that show a study as pages."""

from pathlib import Path
from typing import Annotated

import typer

from sarai.cli.app import Dir, ReleaseOption, app


@app.command(epilog="Example: sarai publish demo site")
def publish(
    folder: Dir,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for the site; earlier releases in it stay.")],
    release: ReleaseOption = None,
) -> None:
    """Write a site that any host or disk can show: pages that answer first, each number open to its rows."""
    from sarai import web
    from sarai.study import Study

    made = web.publish(Study(folder, release=release), out, progress=lambda told: typer.echo(told, err=True))
    typer.echo(f"wrote {made.pages:,} pages, {made.files:,} files, {made.size / 1e6:,.0f} MB")
    typer.echo(f"open {made.first} in a browser")
    if made.failed:
        typer.echo(f"not made: {', '.join(made.failed)}", err=True)
        raise typer.Exit(2)
