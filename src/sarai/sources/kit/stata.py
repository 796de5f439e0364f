"""Stata's files (formats 117 to 119, since Stata 13) as a header and rows, as far as numbers and short texts go.

Source: StataCorp, "Description of .dta file format 118", Stata Programming Reference Manual. Long texts (strL) are left
out as "not read"; the missing values of Stata, which are the largest numbers of each type, are none.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from sarai.model.errors import UnreadableFile
from sarai.sources.kit.cells import Cell

BEGINS = b"<stata_dta>"
_LONG = 32768
_TYPES = {65526: ("d", 8), 65527: ("f", 4), 65528: ("i", 4), 65529: ("h", 2), 65530: ("b", 1)}
_LARGEST = {"d": 8.9884656743e307, "f": 1.70141173319e38, "i": 2147483620, "h": 32740, "b": 100}
_ORDERS: Mapping[bytes, tuple[str, Literal["little", "big"]]] = {b"LSF": ("<", "little"), b"MSF": (">", "big")}
_NAMES = {117: 33, 118: 129, 119: 129}


def header(path: Path) -> list[str]:
    """The names of the variables.

    Raises:
        UnreadableFile: it is of another format, or cut short.
    """
    return _opened(path)[0]


def rows(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Each observation with its number, from 1.

    Raises:
        UnreadableFile: it is of another format, or cut short.
    """
    _, cells, count, width, data = _opened(path)
    for at in range(count):
        yield at + 1, cells(data[at * width : (at + 1) * width])


_Opened = tuple[list[str], Callable[[bytes], list[Cell]], int, int, bytes]


def _opened(path: Path) -> _Opened:
    try:
        return _parsed(path.read_bytes())
    except (ValueError, struct.error, KeyError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"is no Stata file of the formats 117 to 119, or is cut short: {error}",
            where=str(path),
            cure="save it anew in Stata 13 or later, or get the publisher's CSV",
        ) from error


def _between(content: bytes, tag: str, start: int = 0) -> bytes:
    opens, closes = f"<{tag}>".encode(), f"</{tag}>".encode()
    first = content.index(opens, start) + len(opens)
    return content[first : content.index(closes, first)]


def _parsed(content: bytes) -> _Opened:
    release = int(_between(content, "release"))
    order, ends = _ORDERS[_between(content, "byteorder")]
    variables = int.from_bytes(_between(content, "K"), ends)
    offsets = struct.unpack(f"{order}14Q", _between(content, "map")[: 14 * 8])
    counted = content.index(b"<N>") + 3
    count = int.from_bytes(content[counted : counted + (4 if release == 117 else 8)], ends)
    kinds_at, names_at, data_at = offsets[2] + len("<variable_types>"), offsets[3] + len("<varnames>"), offsets[9]
    kinds = struct.unpack(f"{order}{variables}H", content[kinds_at : kinds_at + 2 * variables])
    long = _NAMES[release]
    told = content[names_at : names_at + long * variables]
    names = [_text(told[at * long : (at + 1) * long]) for at in range(variables)]
    takes = [_TYPES.get(kind, ("L", 8) if kind == _LONG else ("s", kind)) for kind in kinds]
    width = sum(size for _, size in takes)
    data = content[data_at + len("<data>") : data_at + len("<data>") + width * count]
    if len(data) < width * count:
        raise ValueError(f"{count:,} rows are announced, {len(data) // max(width, 1):,} are there")

    def cells(row: bytes) -> list[Cell]:
        found: list[Cell] = []
        at = 0
        for kind, size in takes:
            part, at = row[at : at + size], at + size
            if kind == "s":
                found.append(_text(part))
            elif kind == "L":
                found.append(None)
            else:
                (value,) = struct.unpack(order + kind, part)
                found.append(None if value > _LARGEST[kind] else float(value))
        return found

    return names, cells, count, width, data


def _text(part: bytes) -> str:
    return part.split(b"\x00", 1)[0].decode("utf-8")
