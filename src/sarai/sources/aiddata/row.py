"""One record as it stands in a file of the family, and what is said of a cell that no code list knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.provenance import ReadSettings, sheet_row
from sarai.sources.kit.cells import BadCell, Cell, text

ID = "aiddata"
"""The source, in keys and on every row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it stands in the file."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    settings: ReadSettings

    @property
    def locator(self) -> str:
        """Where the record stands."""
        return self.place()

    def place(self, part: int | None = None) -> str:
        """Where the record stands; a compiled fact also says where it was taken from."""
        here = sheet_row(self.sheet, self.number, part)
        origin = text(self.cells.get("origin"))
        return f"{here}, from {origin}" if origin else here

    def get(self, column: str) -> Cell:
        """A cell; none where the edition has no such column."""
        return self.cells.get(column)

    def origin(self, key: str, *, part: int | None = None) -> dict[str, object]:
        """The columns that say where a row of any table is from."""
        return {
            "key": key,
            "source": ID,
            "dataset": self.settings.dataset,
            "file": self.settings.file,
            "locator": self.place(part),
        }


def code_in(name: str, stated: str, column: str) -> str:
    """The code of a stated word in a code list.

    Raises:
        BadCell: the list does not know it.
    """
    try:
        return codelists.load(name).resolve(stated).code
    except CodeError as error:
        raise unknown(column, stated, error) from error


def unknown(column: str, stated: str, error: CodeError) -> BadCell:
    """What is said of a cell whose word is in no list."""
    return BadCell(column, stated, f"is unknown: {error.what}. {error.cure}")
