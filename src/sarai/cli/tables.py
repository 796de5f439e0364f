"""Tables that break no word and no number: columns give way as far as their words let them, else rows are stacked."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.containers import Lines
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_GAP = 2
"""Blanks between columns."""

_TOKEN = re.compile(r"\S+")
_PIECE = re.compile(r"[^-_/:]*[-_/:]*")


def _pieces(text: str, width: int = 0) -> Iterator[tuple[int, int]]:
    """What must not be broken: words, numbers and dates; a name of letters that is wider than ``width`` may be broken
    behind a bar or a slash."""
    for token in _TOKEN.finditer(text):
        if cell_len(token[0]) <= width or not any(each.isalpha() for each in token[0]):
            yield token.span()
            continue
        for piece in _PIECE.finditer(token[0]):
            if piece[0]:
                yield token.start() + piece.start(), token.start() + piece.end()


class Words(Text):
    """A text that is wrapped between its pieces alone."""

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        lines = self.plain.splitlines() or [""]
        least = max((cell_len(line[a:b]) for line in lines for a, b in _pieces(line)), default=0)
        return Measurement(least, max(map(cell_len, lines)))

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """The lines of the text, each as wide as its pieces let it be."""
        lines = Lines()
        for line in self.split(allow_blank=True):
            plain, offsets, start = line.plain, list[int](), 0
            for begin, end in _pieces(plain, width):
                if begin > start and cell_len(plain[start:end]) > width:
                    offsets.append(begin)
                    start = begin
            for each in line.divide(offsets):
                each.rstrip()
                lines.append(each)
        if options.get("justify"):
            lines.justify(console, width, justify=options["justify"], overflow="ignore")
        return lines


class Plain(Table):
    """A table without boxes. Where the terminal is too narrow its rows are stacked, a line for each column."""

    def __init__(self) -> None:
        super().__init__(box=None, pad_edge=False, header_style="bold underline", padding=(0, _GAP, 0, 0))

    def add_row(self, *cells: RenderableType | None, **options: Any) -> None:
        """Add a row; its texts keep their words whole."""
        super().add_row(*(_whole(cell) for cell in cells), **options)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.columns:
            return
        measured = [self._measured(console, options, place) for place in range(len(self.columns))]
        room = options.max_width - _GAP * (len(self.columns) - 1)
        least = [each.minimum for each in measured]
        if sum(least) > room:
            yield from self._stacked(console, options)
            return
        for column, width in zip(self.columns, _fitted(least, [each.maximum for each in measured], room), strict=True):
            column.width = width
        yield from super().__rich_console__(console, options)

    def _measured(self, console: Console, options: ConsoleOptions, place: int) -> Measurement:
        column = self.columns[place]
        head = column.header if isinstance(column.header, str) else str(column.header)
        column.header = Words(head)
        wide = options.update(max_width=100_000)
        told = [Measurement.get(console, wide, each) for each in (column.header, *column.cells)]
        return Measurement(max(each.minimum for each in told), max(each.maximum for each in told))

    def _stacked(self, console: Console, options: ConsoleOptions) -> RenderResult:
        heads = [Words(str(column.header), style="bold") for column in self.columns]
        rows = zip(*(column.cells for column in self.columns), strict=True)
        for place, (row, cells) in enumerate(zip(self.rows, rows, strict=True)):
            if place:
                yield Text()
            grid = Table.grid(padding=(0, _GAP, 0, 0))
            grid.add_column(no_wrap=True)
            grid.add_column(overflow="ignore")
            for head, cell in zip(heads, cells, strict=True):
                if not isinstance(cell, Text) or cell.plain:
                    grid.add_row(head, cell, style=row.style)
            yield grid


def _whole(cell: RenderableType | None) -> RenderableType | None:
    if isinstance(cell, Words):
        return cell
    if isinstance(cell, str):
        return Words(cell)
    if isinstance(cell, Text):
        return Words(cell.plain, style=cell.style, spans=cell.spans)
    if isinstance(cell, Padding):
        return Padding(_whole(cell.renderable) or "", (cell.top, cell.right, cell.bottom, cell.left), style=cell.style)
    return cell


def _fitted(least: Sequence[int], natural: Sequence[int], room: int) -> list[int]:
    """Widths of columns in a room: the widest gives way first, none beyond its longest word."""
    widths = [max(low, min(high, room)) for low, high in zip(least, natural, strict=True)]
    while sum(widths) > room:
        free = [place for place, width in enumerate(widths) if width > least[place]]
        widest = max(free, key=lambda place: widths[place])
        widths[widest] -= 1
    return widths
