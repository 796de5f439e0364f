"""What ``add`` says: each file while there are few, then how many became what; every refusal, alike ones together."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import typer

from sarai.model.errors import SaraiError
from sarai.pipeline import Added

_FEW = 20
"""Files that are told one by one."""

_ALIKE = 3
"""Refusals for one and the same reason that are told one by one."""


def print_added(results: Iterable[tuple[Path, Added | None, SaraiError | None]]) -> int:
    """Print what became of each file; returns how many were refused."""
    taken: Counter[tuple[str, str, str, str]] = Counter()
    refused: Counter[str] = Counter()
    for path, added, error in results:
        if error is not None:
            refused[error.what] += 1
            if refused[error.what] <= _ALIKE:
                typer.echo(f"sarai: {error}", err=True)
        elif added is not None:
            taken[(added.what.partition(";")[0], added.source, added.dataset, added.why)] += 1
            if taken.total() <= _FEW or added.mapping is not None:
                _one(path, added)
    if taken.total() > _FEW:
        typer.echo(f"... {taken.total():,} files in all:")
        for (what, source, dataset, why), files in taken.most_common(_FEW):
            typer.echo(f"{files:>8,} {what}; reader {source}, dataset {dataset}: {why}")
        if len(taken) > _FEW:
            typer.echo(f"{sum(sorted(taken.values())[:-_FEW]):>8,} others, each told in study.toml")
    for what, files in refused.items():
        if files > _ALIKE:
            typer.echo(f"sarai: {files - _ALIKE:,} more: {what}", err=True)
    return refused.total()


def _one(path: Path, added: Added) -> None:
    typer.echo(f"{path.name}: {added.what}")
    typer.echo(f"  reader {added.source}, dataset {added.dataset}: {added.why}")
    for told in added.shown:
        typer.echo(f"  {told}")
    if added.mapping is not None:
        typer.echo(f"  mapping {added.mapping}" + ("" if added.left_open else ": nothing is left to answer"))
        for question in added.left_open:
            typer.echo(f"  to answer before it is built: {question}")
