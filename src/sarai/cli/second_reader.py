"""A plugged-in reader of texts, as the command line asks it: what is sent where, what held, what was dropped."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from sarai.model.errors import QuestionError

if TYPE_CHECKING:
    from sarai.reading.plugged import Second

KEY = "SARAI_READER_KEY"
"""The environment variable that holds the key of the server; it is never an option, so that no shell keeps it."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a second reader answers, and which model is asked."""

    url: str
    model: str

    def ask(self, body: Mapping[str, Any]) -> Any:
        """The server's answer to one stretch of text."""
        from sarai.fetch import post_json

        key = os.environ.get(KEY)
        address = f"{self.url.rstrip('/')}/chat/completions"
        return post_json(address, body, headers={"Authorization": f"Bearer {key}"} if key else {})


def server(url: str | None, model: str | None, study: Path | None) -> Server:
    """The server that options or a study's ``[reader]`` name.

    Raises:
        QuestionError: neither names one.
    """
    if study is not None and not (url and model):
        from sarai import settings

        entry = settings.load(study).reader
        url, model = url or (entry.url if entry else None), model or (entry.model if entry else None)
    if not url or not model:
        cure = "name --reader-url and --reader-model, or write [reader] with url and model into study.toml"
        raise QuestionError("--reader llm needs a server and a model", cure=cure)
    return Server(url, model)


def read_second(asked: Server, text: str, doc: str) -> "Second":
    """What the second reader finds in a text; says first what is sent where, then what was dropped and why."""
    from sarai.reading.plugged import pieces, read_with

    stretches = list(pieces(text))
    with_key = f" with the key in {KEY}" if os.environ.get(KEY) else ", without a key"
    typer.echo(
        f"{doc}: sending {len(text):,} characters in {len(stretches)} parts to {asked.url}"
        f" (model {asked.model}){with_key}",
        err=True,
    )
    second = read_with(asked.ask, text, doc=doc, model=asked.model)
    dropped = "; ".join(f"{reason}: {number}" for reason, number in sorted(second.dropped.items()) if number)
    typer.echo(
        f"{doc}: {len(second.claims)} claims of the second reader stand in the text"
        + (f", dropped: {dropped}" if dropped else ", none was dropped"),
        err=True,
    )
    return second
