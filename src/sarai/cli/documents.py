"""The verbs on texts: ``read`` and ``positions``."""

import datetime as dt
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sarai.cli.app import app
from sarai.model.errors import QuestionError, SaraiError

if TYPE_CHECKING:
    from sarai.documents import Reading


class Printed(StrEnum):
    """How claims are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"


Date = Annotated[
    str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of the text, for `last year` and `Saturday`.")
]


@app.command(epilog="Example: sarai read article.txt --date 2026-01-15 --html claims.html")
def read(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Texts; with --accept, the study first.")],
    date: Date = None,
    output: Annotated[Printed, typer.Option("--format", help="table, jsonl, json or csv.")] = Printed.TABLE,
    html: Annotated[Path | None, typer.Option("--html", help="Write the text with its claims marked.")] = None,
    check: Annotated[Path | None, typer.Option("--check", metavar="DIR", help="Hold figures against a study.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Review claims one by one into the study.")] = False,
    reviewer: Annotated[str | None, typer.Option(help="Who reviews; stands on every accepted row.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also opinion and repetition.")] = False,
) -> None:
    """Turn texts into claims, each with the exact characters it came from."""
    from sarai import documents

    day = _day(date)
    if accept:
        _accept(paths, day, reviewer)
        return
    readings, refused = [], 0
    for path in paths:
        try:
            readings.append(documents.read(path, date=day, progress=lambda told: typer.echo(told, err=True)))
        except SaraiError as error:
            refused += 1
            typer.echo(f"sarai: {error}", err=True)
    if html is not None and readings:
        _write_html(html, readings)
    elif check is not None:
        _check(check, readings, output)
    else:
        _print(readings, output, everything=everything)
    if refused:
        raise typer.Exit(2)


@app.command(epilog="Example: sarai positions texts --date 2026-01-15 --topic digital --quotes")
def positions(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of texts.")],
    date: Date = None,
    topic: Annotated[str | None, typer.Option(help="One topic.")] = None,
    government: Annotated[str | None, typer.Option(help="One government, by code or name.")] = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="Open every cell to its quotes.")] = False,
    output: Annotated[Printed, typer.Option("--format", help="table, jsonl, json or csv.")] = Printed.TABLE,
) -> None:
    """What each government asked, offered, declared and showed interest in, by topic."""
    from sarai import documents
    from sarai.cli import draw_documents
    from sarai.documents.positions import positions as pivot

    day = _day(date)
    found: list[documents.Claim] = []
    for path in _texts(folder):
        try:
            found += documents.read(path, date=day).claims
        except SaraiError as error:
            typer.echo(f"sarai: {error}", err=True)
    cells = [
        cell
        for cell in pivot(found)
        if (topic is None or cell.topic == topic)
        and (government is None or government.casefold() in (cell.code.casefold(), cell.government.casefold()))
    ]
    draw_documents.positions(cells, output.value, quotes=quotes)


def _texts(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise QuestionError("there is no such folder", where=str(folder), cure="name a folder of texts")
    kinds = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
    found = sorted(each for each in folder.rglob("*") if each.suffix.lower() in kinds and each.is_file())
    if not found:
        raise QuestionError("no text in the folder", where=str(folder), cure=f"texts end in {', '.join(kinds)}")
    return found


def _day(date: str | None) -> dt.date | None:
    if date is None:
        return None
    try:
        return dt.date.fromisoformat(date)
    except ValueError as error:
        raise QuestionError(f"{date!r} is no date", where="--date", cure="write for example 2026-01-15") from error


def _write_html(target: Path, readings: "list[Reading]") -> None:
    from sarai.documents.page import page

    for reading in readings:
        path = target if len(readings) == 1 else target.with_name(f"{target.stem}-{reading.source.path.stem}.html")
        try:
            path.write_text(page(reading.source.text, reading.claims, title=reading.source.path.name), encoding="utf-8")
        except OSError as error:
            raise QuestionError(
                f"cannot be written: {error.strerror}", where=str(path), cure="check the path"
            ) from error
        typer.echo(f"wrote {path}: {len(reading.claims)} claims")


def _print(readings: "list[Reading]", output: Printed, *, everything: bool) -> None:
    from sarai.cli import draw_documents

    claims = [claim for reading in readings for claim in reading.claims if claim.core or everything]
    draw_documents.claims(claims, output.value)
    if output is Printed.TABLE:
        aside = sum(not claim.core for reading in readings for claim in reading.claims)
        told = f"; {aside} set aside as opinion or repetition (--all shows them)" if aside and not everything else ""
        typer.echo(f"{len(claims)} claims{told}", err=True)


def _check(folder: Path, readings: "list[Reading]", output: Printed) -> None:
    from sarai.answers import Session
    from sarai.answers.figures import check, unsound
    from sarai.cli import draw_documents

    session = Session(folder)
    claims = [claim for reading in readings for claim in reading.claims]
    draw_documents.checked(check(session, claims), unsound(claims), output.value)


def _accept(paths: list[Path], day: dt.date | None, reviewer: str | None) -> None:
    import hashlib

    from sarai import documents
    from sarai.documents import review
    from sarai.model import study

    if len(paths) < 2:
        raise QuestionError("--accept takes a study and a text", cure="sarai read DIR FILE --accept --reviewer NAME")
    if not reviewer:
        raise QuestionError("nobody is named as reviewer", where="--reviewer", cure="add --reviewer NAME")
    folder, *files = paths
    study.load(folder)
    for path in files:
        reading = documents.read(path, date=day)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        accepted = _reviewed([claim for claim in reading.claims if claim.core])
        written = review.write(folder, accepted, file=digest, reviewer=reviewer, day=dt.datetime.now(dt.UTC).date())
        for target, number in written:
            typer.echo(f"{target}: {number} row(s) by {reviewer}")
        if not written:
            typer.echo("nothing accepted")


def _reviewed(claims: "list[documents.Claim]") -> "list[review.Accepted]":  # type: ignore[name-defined]  # noqa: F821
    from sarai.cli import draw_documents
    from sarai.documents import review

    accepted = []
    keys = {"p": "promise", "o": "observation", "a": "agreement", "e": "event"}
    for number, claim in enumerate(claims, 1):
        suggested = review.kind_of(claim)
        draw_documents.one(claim, f"{number} of {len(claims)}")
        typer.echo(f"[enter] {suggested}  [p]romise [o]bservation [a]greement [e]vent  [s]kip  [q]uit: ", nl=False)
        line = sys.stdin.readline()
        answer = line.strip().casefold()[:1]
        if not line or answer == "q":
            break
        if answer == "" or answer in keys:
            accepted.append(review.Accepted(claim, keys.get(answer, suggested)))
    typer.echo("")
    return accepted
