"""A table read row by row: a row with a fault is refused whole, with its place, and the others are kept."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.provenance import Batch, ReadSettings, SourceCard, sheet_row
from sarai.sources.kit.cells import BadCell, Cell, text
from sarai.sources.kit.collect import Collected, Sums
from sarai.sources.kit.sheets import read_sheets

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table and where it stands."""

    cells: Mapping[str, Cell]
    locator: str

    def get(self, column: str) -> Cell:
        """The cell of a column; none where it is blank."""
        return self.cells.get(column)

    def code(self, column: str, codelist: str) -> str | None:
        """The code that the cell's code or name has in a code list; none where it is blank.

        Raises:
            BadCell: the list knows no such code or name.
        """
        found = text(self.get(column))
        if found is None:
            return None
        try:
            return codelists.load(codelist).resolve(found).code
        except CodeError as error:
            raise BadCell(column, found, f"is unknown: {error.what}") from error

    def required(self, column: str, cure: str) -> str:
        """The cell's words.

        Raises:
            BadCell: it is blank.
        """
        found = text(self.get(column))
        if found is None:
            raise BadCell(column, "", f"is blank: {cure}")
        return found

    def word(self, column: str, words: type[_Word]) -> _Word:
        """The cell's word of a list.

        Raises:
            BadCell: it is blank or not of the list.
        """
        found = self.word_or_none(column, words)
        if found is None:
            raise BadCell(column, "", f"is blank: use {', '.join(words)}")
        return found

    def word_or_none(self, column: str, words: type[_Word]) -> _Word | None:
        """The cell's word of a list; none where it is blank.

        Raises:
            BadCell: it is not of the list.
        """
        found = text(self.get(column))
        if found is None:
            return None
        if found not in set(words):
            raise BadCell(column, found, f"is no word of its list: use {', '.join(words)}")
        return words(found)


Told = Iterator[tuple[str, dict[str, object]]]
"""What a row becomes: (table, values), the first of which is the row's own; ``key`` is without the source's id."""


def _records(row: Row) -> Sums:
    return {("", "records", "records"): Decimal(1)}


def read_rows(
    card: SourceCard,
    path: Path,
    settings: ReadSettings,
    take: Callable[[Row], Told],
    *,
    sums: Callable[[Row], Sums] = _records,
    named: str = "id",
) -> Iterator[Batch]:
    """Read a table into canonical tables, rejects and tallies included.

    ``take`` makes the rows of one row; every key is put behind the source's id, and a second row of a key is refused
    for its column ``named``. ``sums`` is what a row adds to the file's own sums before it is understood.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    layout = card.layout(settings.dataset, where=str(path))
    collected = Collected(card.id, settings)
    seen: dict[object, str] = {}
    for sheet, header, rows in read_sheets(path, layout):
        for number, told in rows:
            row = Row(dict(zip(header, told, strict=True)), sheet_row(sheet, number))
            added = sums(row)
            collected.count(added)
            try:
                made = list(take(row))
                key = made[0][1]["key"]
                if key in seen:
                    again = f"stands at {seen[key]} already: give each row a name of its own"
                    raise BadCell(named, text(row.get(named)) or "", again)
                seen[key] = row.locator
            except BadCell as fault:
                collected.reject(fault, locator=row.locator, record=text(row.get(named)), raw=row.cells)
                continue
            for table, values in made:
                origin = {"source": card.id, "dataset": settings.dataset, "file": settings.file, "locator": row.locator}
                collected.add(table, {**origin, **values, "key": f"{card.id}:{values['key']}"})
            collected.keep(added)
            if collected.full:
                yield from collected.drain()
    yield from collected.drain()
    yield collected.tally()
