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

    made = web.publish(
        Study(folder, release=release, public=True), out, progress=lambda told: typer.echo(told, err=True)
    )
    typer.echo(f"wrote {made.pages:,} pages, {made.files:,} files, {made.size / 1e6:,.0f} MB")
    typer.echo(f"open {made.first} in a browser")
    if made.failed:
        typer.echo(f"not made: {', '.join(made.failed)}", err=True)
        raise typer.Exit(2)


@app.command(epilog="Example: sarai serve demo --port 8000")
def serve(
    folder: Dir,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; only this machine otherwise.")] = "127.0.0.1",
    release: ReleaseOption = None,
) -> None:
    """Serve the pages of a study, and every question as JSON and CSV under /api. Needs sarai[web]."""
    from sarai.model.errors import QuestionError
    from sarai.study import Study

    try:
        import uvicorn

        from sarai.web import serve as server
    except ImportError as error:
        raise QuestionError("serving needs FastAPI and uvicorn", cure="pip install 'sarai[web]'") from error
    hosts = ("127.0.0.1", "localhost", "[::1]", host)
    typer.echo(f"open http://{host}:{port}/ in a browser; Ctrl-C ends it")
    uvicorn.run(
        server.app(Study(folder, release=release, public=True), hosts=hosts), host=host, port=port, log_level="warning"
    )
