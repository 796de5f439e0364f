"""The verbs of names: who an organisation is, and what a text becomes."""

from typing import Annotated

import typer

from sarai.cli.app import Format, Output, app


@app.command(epilog="Example: sarai organisations JICA")
def organisations(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A code or a name; all that give, where it is left out.")
    ] = None,
    output: Format = Output.TABLE,
) -> None:
    """Who is who: an organisation's one identity with every code and name, whom it counts under, what belongs to it."""
    from sarai import study
    from sarai.cli import catalogue

    catalogue.organisations(name, study.organisations(name), output)


@app.command(epilog="Example: sarai names EC")
def names(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A name, a code, a sign: as a file or a person states it.")
    ],
    output: Format = Output.TABLE,
) -> None:
    """What a text becomes in each sort of field, and why: found, ambiguous, or unknown with the near misses."""
    from sarai import study
    from sarai.cli import catalogue

    catalogue.meanings(text, study.names(text), output)
