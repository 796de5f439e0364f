"""Reviewing claims in the terminal: each is shown, asked about, and kept as it was answered."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sarai.model.errors import QuestionError

if TYPE_CHECKING:
    from sarai.pipeline.accepted import Decision, Kind, Origin
    from sarai.reading import Claim

KEYS = {"p": "promise", "o": "observation", "a": "agreement", "e": "event", "s": "skip"}


class _Ended(Exception):
    """There are no more answers: the input ended or the person stopped."""


def accept(paths: list[Path], *, day: dt.date | None, reviewer: str | None, url: str | None, tier: str) -> None:
    """Review the claims of texts into a study, resuming where the last review stopped.

    Raises:
        QuestionError: the study, the reviewer, the date or the address of a text is missing.
    """
    from sarai import settings as study
    from sarai.ingest.plan import hash_of
    from sarai.model.vocabulary import Tier
    from sarai.pipeline import accepted
    from sarai.pipeline.adding import add_text
    from sarai.reading import read

    if len(paths) < 2:
        raise QuestionError("--accept takes a study and a text", cure="sarai read DIR FILE --accept --reviewer NAME")
    for value, option, cure in (
        (reviewer, "--reviewer", "say who reviews"),
        (day, "--date", "say when the text was published, YYYY-MM-DD"),
        (url, "--url", "say where the text is published; every accepted row names it"),
    ):
        if not value:
            raise QuestionError("is missing", where=option, cure=cure)
    if tier not in set(Tier):
        raise QuestionError(f"unknown word {tier!r}", where="--tier", cure=f"use {', '.join(Tier)}")
    folder, *files = paths
    study.load(folder)
    for path in files:
        reading = read(path, date=day)
        origin = accepted.Origin(
            hash_of(path), day or dt.date.min, url or "", tier, reviewer or "", dt.datetime.now(dt.UTC).date()
        )
        add_text(folder, path, date=day, url=url)
        known = accepted.decided(folder, origin.document)
        claims = [each for each in reading.claims if each.core and each.duplicate_of is None]
        settled = accepted.still_decided(known, claims)
        waiting = [each for each in claims if each.id not in settled]
        typer.echo(f"{path.name}: {len(waiting)} claims to decide, {len(claims) - len(waiting)} decided before")
        _review(folder, waiting, origin)
    typer.echo(f"what was accepted takes effect with the next build: sarai build {folder}")


def _review(folder: Path, claims: "list[Claim]", origin: "Origin") -> None:
    from sarai.cli import draw_documents
    from sarai.pipeline import accepted

    done = 0
    try:
        for number, claim in enumerate(claims, 1):
            draw_documents.one(claim, f"{number} of {len(claims)}")
            while True:
                decision = _decision(claim)
                refused = accepted.write(folder, decision, origin)
                if refused is None:
                    break
                typer.echo(f"  the list refuses this row: {refused}")
            done += decision.kind is not accepted.Kind.SKIP
    except _Ended:
        typer.echo("\nstopped: what was decided is kept, the rest will be asked again")
    typer.echo(f"{done} accepted by {origin.reviewer}")


def _decision(claim: "Claim") -> "Decision":
    from sarai.pipeline import accepted

    kind = _kind(accepted.suggested(claim))
    if kind is accepted.Kind.SKIP:
        return accepted.Decision(claim, kind)
    promise = ""
    while kind is accepted.Kind.OBSERVATION and not promise:
        promise = _asked("  which promise does it look at? its id", "")
    words = accepted.words(kind)
    word = accepted.word_of(claim, kind)
    while words:
        word = _asked(f"  {'status' if kind is accepted.Kind.OBSERVATION else 'type'}", word)
        if word in words:
            break
        typer.echo(f"  use one of {', '.join(words)}")
        word = accepted.word_of(claim, kind)
    return accepted.Decision(claim, kind, _asked("  in your words", accepted.summary(claim)), word, promise)


def _kind(suggested: "Kind") -> "Kind":
    from sarai.pipeline import accepted

    while True:
        answer = _asked("[p]romise [o]bservation [a]greement [e]vent [s]kip [q]uit", suggested.value).casefold()
        if answer in ("q", "quit"):
            raise _Ended
        found = KEYS.get(answer, answer)
        if found in set(accepted.Kind):
            return accepted.Kind(found)
        typer.echo(f"  {answer!r} is none of these")


def _asked(question: str, default: str) -> str:
    typer.echo(f"{question}{f' [{default}]' if default else ''}: ", nl=False)
    line = sys.stdin.readline()
    if not line:
        raise _Ended
    return line.strip() or default
