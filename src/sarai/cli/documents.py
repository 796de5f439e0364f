"""The verbs on texts: ``read`` and ``positions``."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sarai.cli.app import DateOption, ReleaseOption, app, day_of
from sarai.model.errors import QuestionError, SaraiError, UnknownLanguage
from sarai.model.files import put

if TYPE_CHECKING:
    import datetime as dt

    from sarai.cli.second_reader import Server
    from sarai.reading import Claim, Reading
    from sarai.reading.partial import Known, TextDate
    from sarai.study import Study


class Reader(StrEnum):
    """Who reads a text."""

    RULES = "rules"
    LLM = "llm"


class Printed(StrEnum):
    """How claims are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"


@app.command(epilog="Example: sarai read article.txt --date 2026-01-15 --html claims.html")
def read(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Texts and folders of texts; with --accept, the study first."),
    ],
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="Date of the text: 2026-01-15, 2026-01 or 2026."),
    ] = None,
    output: Annotated[Printed, typer.Option("--format", help="table, jsonl, json or csv.")] = Printed.TABLE,
    html: Annotated[Path | None, typer.Option("--html", help="Write the text with its claims marked.")] = None,
    check: Annotated[Path | None, typer.Option("--check", metavar="DIR", help="Hold figures against a study.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Review claims one by one into the study.")] = False,
    reviewer: Annotated[str | None, typer.Option(help="Who reviews; stands on every accepted row.")] = None,
    url: Annotated[str | None, typer.Option(help="With --accept: where the text is published.")] = None,
    tier: Annotated[str, typer.Option(help="With --accept: how close the text stands to the fact.")] = "official-text",
    everything: Annotated[bool, typer.Option("--all", help="Also opinion and repetition.")] = False,
    reader: Annotated[Reader, typer.Option(help="rules, offline; or llm: ask a server as well.")] = Reader.RULES,
    reader_url: Annotated[
        str | None, typer.Option("--reader-url", help="With --reader llm: a server of the OpenAI chat protocol.")
    ] = None,
    reader_model: Annotated[str | None, typer.Option("--reader-model", help="With --reader llm: its model.")] = None,
) -> None:
    """Turn texts into claims, each with the exact characters it came from."""

    if accept:
        from sarai.cli import review_documents

        when = day_of(date, "--date")
        review_documents.accept(paths, day=when, reviewer=reviewer, url=url, tier=tier)
        return
    asked = None
    if reader is Reader.LLM:
        from sarai.cli.second_reader import server

        asked = server(reader_url, reader_model, check)
    readings, refused = _readings(_texts(paths), _dated(date), asked)
    if html is not None and readings:
        _write_html(html, readings)
    if check is not None:
        _check(check, readings, output)
    elif html is None or output is not Printed.TABLE:
        _print(readings, output, everything=everything)
    if refused:
        raise typer.Exit(2)


def _dated(told: str | None) -> "TextDate | None":
    """The date of a text, whole or to a month or a year.

    Raises:
        QuestionError: what is told is no date.
    """
    from sarai.reading.partial import text_date

    try:
        return None if told is None else text_date(told)
    except ValueError:
        cure = "write for example 2026-01-15, 2026-01 or 2026"
        raise QuestionError(f"{told!r} is no date", where="--date", cure=cure) from None


def _readings(paths: list[Path], date: "TextDate | None", asked: "Server | None" = None) -> "tuple[list[Reading], int]":
    """What was read of each text, and how many were refused, each with its message."""
    from sarai.reading.partial import Known

    day, known = (None, Known.DAY) if date is None else date
    readings, refused = [], 0
    for number, path in enumerate(paths, 1):
        if len(paths) > 1:
            typer.echo(f"{number} of {len(paths)}: {path}", err=True)
        try:
            readings.append(_read_one(path, day, known, asked))
        except SaraiError as error:
            refused += 1
            typer.echo(f"sarai: {error}", err=True)
            continue
        if dropped := len(readings[-1].source.left_out):
            typer.echo(
                f"{path.name}: {dropped} lines left out as running heads and footers (--html lists them)", err=True
            )
    return readings, refused


def _read_one(path: Path, day: "dt.date | None", known: "Known", asked: "Server | None") -> "Reading":
    """A text by the rules, and where a server is asked, what that reads beside them.

    A text in another language than English is read by the server alone.
    """
    from sarai.reading import Reading
    from sarai.reading import read as read_file
    from sarai.reading.formats import load
    from sarai.reading.plugged import differing

    try:
        made = read_file(path, date=day, known=known, progress=lambda told: typer.echo(told, err=True))
    except UnknownLanguage:
        if asked is None:
            raise
        from sarai.cli.second_reader import read_second

        source = load(path)
        return Reading(source, read_second(asked, source.text, path.stem).claims)
    if asked is None:
        return made
    from sarai.cli.second_reader import read_second

    second = read_second(asked, made.source.text, path.stem)
    unlike = tuple(differing(made.claims, second.claims))
    typer.echo(
        f"{path.name}: the two readers differ in {len(unlike)} places (--html shows them side by side)", err=True
    )
    return replace(made, differing=unlike)


@app.command(epilog="Example: sarai positions texts --date 2026-01-15 --topic digital --quotes")
def positions(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A study with texts, or a folder of texts.")],
    date: DateOption = None,
    topic: Annotated[str | None, typer.Option(help="One topic.")] = None,
    government: Annotated[str | None, typer.Option(help="One government, by code or name.")] = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="Open every cell to its quotes.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page whose cells open to quotes.")] = None,
    release: ReleaseOption = None,
    output: Annotated[Printed, typer.Option("--format", help="table, jsonl, json or csv.")] = Printed.TABLE,
) -> None:
    """What each government asked, offered, declared and showed interest in, by topic.

    Of a study, by the claims of its release; of a folder, by its texts as they are read now.
    """
    from sarai.cli import draw_documents
    from sarai.reading.positions import positions as pivot

    refused = 0
    if (folder / "study.toml").is_file():
        from sarai.study import Study

        study = Study(folder, release=release)
        counts = study.release.counts
        if html is None and not counts.get("document") and counts.get("position"):
            _listed(study, government=government, topic=topic, output=output)
            return
        said = _of_study(study)
    else:
        readings, refused = _readings(_texts([folder]), _dated(date))
        said = [claim for reading in readings for claim in reading.claims]
    cells = [
        cell
        for cell in pivot(said)
        if (topic is None or cell.topic == topic)
        and (government is None or government.casefold() in (cell.code.casefold(), cell.government.casefold()))
    ]
    if html is not None:
        from sarai.reading.page import positions_page

        _write(html, positions_page(cells, title=str(folder)))
        typer.echo(f"wrote {html}: {len(cells)} positions")
    else:
        draw_documents.positions(cells, output.value, quotes=quotes)
    if refused:
        raise typer.Exit(2)


def _listed(study: "Study", *, government: str | None, topic: str | None, output: Printed) -> None:
    """The positions that a study lists, each a fact with its source; texts are asked with --html."""
    from sarai.cli import draw

    found = study.positions(government=government, topic=topic)
    if output is not Printed.TABLE:
        draw.answer(found, "csv" if output is Printed.CSV else "json")
        return
    table = draw.plain_table()
    for name in ("date", "who", "to", "act", "topic", "what"):
        table.add_column(name, no_wrap=name in ("date", "who"), overflow="fold")
    for row in found.rows:
        act = row["act"].replace("_", " ")
        to = " ".join(row["addressees"])
        table.add_row(str(row["date"]), row["government"], to, act, row["topic"], row["wording"])
    out = draw.console()
    out.print(table)
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def _of_study(session: "Study") -> "list[Claim]":
    """The claims of the texts of a study, as its release holds them."""
    from sarai.reading import table

    if not session.release.counts.get("document"):
        cure = "bring some in: sarai add DIR FILE, then sarai build DIR"
        raise QuestionError(
            f"release {session.release.number} of the study holds no texts", where=str(session.folder), cure=cure
        )
    return table.claims(session.table("claim"))


KINDS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")


def _texts(paths: list[Path]) -> list[Path]:
    """The files that paths name, folders searched for texts."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in KINDS and each.is_file())
        if not inside:
            raise QuestionError("no text in the folder", where=str(path), cure=f"texts end in {', '.join(KINDS)}")
        found += inside
    return found


def _write_html(target: Path, readings: "list[Reading]") -> None:
    taken: set[str] = set()
    for reading in readings:
        path = target if len(readings) == 1 else target.with_name(_name(target, reading.source.path, taken))
        _write(path, _page(reading))
        typer.echo(f"wrote {path}: {len(reading.claims)} claims", err=True)


def _page(reading: "Reading") -> str:
    from sarai.reading.page import page

    source = reading.source
    return page(source.text, reading.claims, title=source.path.name, left_out=source.left_out, unlike=reading.differing)


def _name(target: Path, source: Path, taken: set[str]) -> str:
    """A name of its own for each page, though two texts may have one name."""
    name, number = f"{target.stem}-{source.stem}.html", 2
    while name in taken:
        name, number = f"{target.stem}-{source.stem}-{number}.html", number + 1
    taken.add(name)
    return name


def _write(path: Path, text: str) -> None:
    try:
        put(path, text)
    except OSError as error:
        raise QuestionError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check path, rights and space"
        ) from error


def _print(readings: "list[Reading]", output: Printed, *, everything: bool) -> None:
    from sarai.cli import draw_documents

    claims = [claim for reading in readings for claim in reading.claims if claim.core or everything]
    draw_documents.claims(claims, output.value)
    if output is Printed.TABLE:
        aside = sum(not claim.core for reading in readings for claim in reading.claims)
        told = f"; {aside} set aside as opinion or repetition (--all shows them)" if aside and not everything else ""
        typer.echo(f"{len(claims)} claims{told}", err=True)


def _check(folder: Path, readings: "list[Reading]", output: Printed) -> None:
    from sarai.cli import draw_documents
    from sarai.study import Study

    study = Study(folder)
    claims = [claim for reading in readings for claim in reading.claims]
    unsound = [each for each in claims if each.relation is not None and not each.relation["holds"]]
    draw_documents.checked(study.figures_of(claims), unsound, output.value)
