"""What goes into a spreadsheet: the one place where a cell is made safe and a CSV is written."""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

_RUNS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def safe(value: object) -> object:
    """A cell as it may stand in a spreadsheet: a text that one would run as a formula gets an apostrophe before it.

    What is not reported is an empty cell. A text that is a number stays one.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    # A bare carriage return is not put into quotes by the library, and what follows it would begin a row.
    told = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{told}" if told.lstrip(" ").startswith(_RUNS) and not _NUMBER.fullmatch(told) else told


def write_csv(stream: TextIO, heads: Sequence[object], rows: Iterable[Iterable[object]]) -> None:
    """Write a CSV for people and their spreadsheets; every text in it is safe.

    Raises:
        OSError: the stream refuses.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([safe(head) for head in heads])
    writer.writerows([safe(value) for value in row] for row in rows)
