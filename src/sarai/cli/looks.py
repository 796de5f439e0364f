"""The verb that adds a dated look at a promise."""

import datetime as dt
import sys
from typing import Annotated

import typer

from sarai.cli.app import Dir, app
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Seen, Tier

_ASKED = {
    "status": f"What was seen ({', '.join(Seen)})",
    "source": "Who published it (a name or host)",
    "url": "Where (the whole address)",
    "tier": f"How close the source stands to the fact ({', '.join(each for each in Tier)})",
}


@app.command(epilog="Example: sarai look mystudy JP017 --status completed --source news.tj --url https://news.tj/...")
def look(
    folder: Dir,
    name: Annotated[str, typer.Argument(metavar="ID", help="A promise, as `sarai promises` names it.")],
    status: Annotated[str | None, typer.Option(help="What was seen: completed, started, no-trace-found, ...")] = None,
    source: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    tier: Annotated[str | None, typer.Option(help="How close the source stands to the fact.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When it was seen; today unless named.")] = None,
    words: Annotated[str, typer.Option(help="What was seen, in your own words.")] = "",
    value: Annotated[str, typer.Option(help="How much, with --unit.")] = "",
    unit: Annotated[str, typer.Option(help="Unit of the value: a currency's code, or what is counted.")] = "",
    note: Annotated[str, typer.Option(help="What is doubtful or has to be known.")] = "",
) -> None:
    """Add a dated look at a promise: what was seen, by whom, where. What is missing is asked for."""
    from sarai.pipeline import looks
    from sarai.study import Study

    study = Study(folder)
    promise = study.promise(name).rows[0]
    told = _asked({"status": status, "source": source, "url": url, "tier": tier})
    today = dt.datetime.now(dt.UTC).date()
    made = looks.Look(
        promise["id"], date or today.isoformat(), told["status"], told["source"], told["url"], told["tier"], words,
        value, unit, note,
    )  # fmt: skip
    row = looks.add(folder, made, made=promise["date"], on=today)
    typer.echo(f"{row}: a look at {promise['id']} ({promise['promised']}), {made.status} on {made.date}")
    typer.echo(f"It stands in {folder / 'files' / looks.FILE} and counts from the next build: sarai build {folder}")


def _asked(given: dict[str, str | None]) -> dict[str, str]:
    """What was given, and what a person at a terminal says to the rest.

    Raises:
        QuestionError: something is missing and nobody can be asked.
    """
    missing = [name for name, value in given.items() if not value]
    if missing and not sys.stdin.isatty():
        options = ", ".join(f"--{name}" for name in missing)
        raise QuestionError(f"{options} missing: a look names what, who, where and how close", where="sarai look",
                            cure=f"give {options}")  # fmt: skip
    return {name: value or typer.prompt(_ASKED[name]) for name, value in given.items()}
