"""The CSV lists that a study keeps of its own: opened in one way, with the line in every complaint."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sarai.model.errors import SaraiError, StudyError, UnreadableFile
from sarai.model.files import opened


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot stand beside the others: its column, what is wrong and the cure."""

    row: Mapping[str, Any]
    column: str
    value: str
    reason: str


def rows(
    path: Path, columns: Sequence[str], *, only: bool = False, error: type[SaraiError] = StudyError
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a list, each with its file and line as ``path:3``, every cell as it is written.

    ``columns`` have to be there; with ``only`` there may be no others. A mark at the file's start, as spreadsheets
    write it, is passed over.

    Raises:
        SaraiError: of the kind ``error``: a column is missing or too many, or a row has more or fewer cells than the
            header; file and line are named.
        UnreadableFile: it cannot be opened, or is no CSV in UTF-8.
    """
    try:
        with io.TextIOWrapper(opened(path), encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            _check_header(reader.fieldnames or (), columns, path, only, error)
            for row in reader:
                if None in row or None in row.values():
                    raise error(
                        "a row with more or fewer cells than the header", where=f"{path}:{reader.line_num}",
                        cure="look for a stray comma or quote",
                    )  # fmt: skip
                yield f"{path}:{reader.line_num}", row
    except OSError as failed:
        raise UnreadableFile(
            f"cannot be opened: {failed.strerror}", where=str(path), cure="check the path and its rights"
        ) from failed
    except (UnicodeDecodeError, csv.Error) as failed:
        raise UnreadableFile("is no CSV in UTF-8", where=str(path), cure="save it as CSV in UTF-8") from failed


def _check_header(
    found: Sequence[str], columns: Sequence[str], path: Path, only: bool, error: type[SaraiError]
) -> None:
    missing = [name for name in columns if name not in found]
    if missing:
        raise error(
            f"column(s) {', '.join(missing)} are missing", where=f"{path}:1", cure=f"columns: {', '.join(columns)}"
        )
    others = [name for name in found if name not in columns]
    if only and others:
        raise error(
            f"column(s) {', '.join(others)} are not known", where=f"{path}:1", cure=f"columns: {', '.join(columns)}"
        )
