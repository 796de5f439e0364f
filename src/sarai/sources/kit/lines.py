"""The lines of a download under the header that its layout is known by, wherever that stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from sarai.model.errors import SourceChanged
from sarai.model.provenance import sheet_row
from sarai.sources.kit import stata
from sarai.sources.kit.book import text_rows, workbook_sheets
from sarai.sources.kit.cells import Cell, text
from sarai.sources.kit.decoding import sniff
from sarai.sources.kit.peek import peek
from sarai.sources.kit.sheets import folded

_ABOVE = 12
"""A header stands below a note of so many lines at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its cells by folded header, the header as printed, and where it stands."""

    cells: Mapping[str, Cell]
    header: Mapping[str, str]
    locator: str

    def get(self, column: str) -> Cell:
        """The cell of a column by its folded name."""
        return self.cells.get(column)

    def words(self, *columns: str) -> str | None:
        """The words of the first of these columns that has any."""
        return next((found for each in columns if (found := text(self.cells.get(each)))), None)

    @property
    def raw(self) -> dict[str, Cell]:
        """The cells that say something, by header as printed."""
        return {self.header[name]: cell for name, cell in self.cells.items() if text(cell) is not None}

    @property
    def name(self) -> str:
        """What a refused line is called by."""
        return " ".join(str(cell) for cell in islice((c for c in self.cells.values() if text(c)), 4))


class Known(Protocol):
    """What a header is known by."""

    @property
    def keys(self) -> tuple[frozenset[str], ...]:
        """Folded columns, all of one of which a header must have."""


def lines(path: Path, layout: Known) -> Iterator[Line]:
    """Every line under a header of the layout.

    Raises:
        SourceChanged: no sheet has such a header.
        UnreadableFile: the file is damaged.
    """
    met = False
    for sheet, rows in _sheets(path):
        above = list(islice(rows, _ABOVE))
        for at, (_, cells) in enumerate(above):
            names = [folded(str(cell or "")) for cell in cells]
            if any(key <= set(names) for key in layout.keys):
                met = True
                printed = {name: str(cell) for name, cell in zip(names, cells, strict=True) if name}
                for number, told in chain(above[at + 1 :], rows):
                    found = {name: cell for name, cell in zip(names, told, strict=False) if name}
                    if any(text(cell) is not None for cell in found.values()):
                        yield Line(found, printed, sheet_row(sheet, number))
                break
    if not met:
        raise SourceChanged(
            "no header has the columns that it was known by", where=str(path), cure="add the file as published"
        )


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, Sequence[Cell]]]]]:
    kind = peek(path).kind
    if kind == "xlsx":
        for sheet in workbook_sheets(path):
            yield sheet.name, iter(list(enumerate(sheet.rows, 1)))
    elif kind == "dta":
        yield "", chain([(0, list[Cell](stata.header(path)))], stata.rows(path))
    else:
        yield "", text_rows(path, sniff(path))
