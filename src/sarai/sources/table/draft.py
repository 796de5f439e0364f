"""A first mapping of somebody's table, told from all of its cells; what they cannot tell is asked.

Nothing is guessed that could make a total wrong: each place that a person has to fill in is a ``"?"`` with the question
behind it, and a draft with one does not build.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sarai.model.errors import UnreadableFile
from sarai.sources.kit.book import Book, Sheet, open_book
from sarai.sources.kit.cells import text
from sarai.sources.kit.decoding import UTF8
from sarai.sources.kit.tags import is_tags
from sarai.sources.table import units
from sarai.sources.table.checking import column_letters
from sarai.sources.table.checks import RESERVED
from sarai.sources.table.frame import Frame, frames
from sarai.sources.table.shown import shown
from sarai.sources.table.study import Studied, study
from sarai.sources.table.writing import write


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted mapping: its YAML, its dataset, what was guessed, what is asked, and what a person should see of how
    it is read, in words."""

    yaml: str
    dataset: str
    guessed: tuple[str, ...]
    open: tuple[str, ...]
    shown: tuple[str, ...] = ()

    def renamed(self, package: str) -> "Draft":
        """The same draft, its table called after the package that it came in as well; as it is where there is none."""
        if not package:
            return self
        name = f"{_ident(package)}-{self.dataset}"
        lines = [
            f"{key}: {name}" if (key := line.partition(":")[0]) in ("source", "dataset") else line
            for line in self.yaml.split("\n")
        ]
        return replace(self, yaml="\n".join(lines), dataset=name)


def draft(path: Path, *, kind: Literal["xlsx", "csv"]) -> Draft:
    """Draft a mapping for a text file or workbook that no reader knows.

    Raises:
        UnreadableFile: it holds no table: no row of headers with rows under it.
    """
    book = open_book(path, kind)
    for sheet in book.sheets:
        for at, row in enumerate(sheet.rows):
            if is_tags(row):
                sheet.rows[at] = []
    found = [
        (sheet, frame, study([(sheet, frame)], path.stem))
        for sheet in book.sheets if not sheet.hidden for frame in frames(sheet)
    ]  # fmt: skip
    if not found:
        hidden = [sheet.name for sheet in book.sheets if sheet.hidden and frames(sheet)]
        told = f"; its hidden sheet(s) {', '.join(map(repr, hidden))} do: show them and save it" if hidden else ""
        raise UnreadableFile(
            f"holds no table: no row of headers with rows under it{told}",
            where=str(path),
            cure="see what is in it first",
        )
    main = max(found, key=lambda each: (bool(each[2].money), each[2].weight))
    if not _is_of_money_or_countries(main[2]):
        raise UnreadableFile(
            "holds neither money nor who gives or receives it: no list of projects that a draft can be made of",
            where=str(path),
            cure="leave it out; or say what its columns are in a mapping of your own: docs/your-spreadsheet.md",
        )
    same = [
        each for each in found
        if each[1].names == main[1].names and each[1].header == main[1].header and each[0] is not main[0]
        and main[1].left == each[1].left == 0
    ]  # fmt: skip
    alone = [each for each in found if each[0] is main[0]]
    together = [each for each in found if each is main or each in same] if same and len(alone) == 1 else [main]
    said = _said_beside(book, [sheet for sheet, _, studied in found if studied.money])
    studied = main[2]
    if len(together) > 1 or said:
        studied = study([(sheet, frame) for sheet, frame, _ in together], path.stem, said)
    not_read = _not_read(book, found, together)
    ident = _ident(path.stem)
    where = _where(book, main[0], main[1], together, len(alone))
    yaml, guessed, asked = write(path, ident, studied, where, not_read)
    return Draft(yaml, ident, guessed, asked, (*shown(studied), *_left_out(book)))


def _is_of_money_or_countries(studied: Studied) -> bool:
    """Whether a table states money, or may, or names who gives or receives it."""
    fields = studied.assigned.fields
    return bool(studied.money or studied.found.asked or {"recipient", "provider"} & fields.keys() or studied.sections)


_LONGEST_NOTE = 300


def _said_beside(book: Book, paid: Sequence[Sheet]) -> list[tuple[str, str]]:
    """What sheets without money say that amounts are counted in: *Notes*, *Read me*."""
    return [
        (f"sheet {sheet.name!r}", told)
        for sheet in book.sheets if not sheet.hidden and sheet.name and not any(sheet is each for each in paid)
        for row in sheet.rows[:200] for cell in row
        if isinstance(cell, str) and (told := " ".join(cell.split())) and len(told) <= _LONGEST_NOTE
        and ((said := units.read(told, units.Place.TITLE)).currencies or said.times is not None)
    ]  # fmt: skip


def _ident(stem: str) -> str:
    """The name of a table: its file's, where that has Latin letters and is no reader's; else one that is its own."""
    name = re.sub("[^a-z0-9]+", "-", stem.lower()).strip("-")
    if not re.search("[a-z]{2}", name):
        name = "-".join(filter(None, ("list", name, hashlib.sha256(stem.encode()).hexdigest()[:6])))
    return f"{name}-list" if name in RESERVED else name


def _where(
    book: Book, sheet: Sheet, frame: Frame, together: Sequence[tuple[Sheet, Frame, Studied]], tables: int
) -> dict[str, object]:
    """Where the table stands, as a mapping says it."""
    told: dict[str, object] = {}
    if book.written is None:
        told["sheet"] = [each.name for each, _, _ in together] if len(together) > 1 else sheet.name
    else:
        if book.written.delimiter != ",":
            told["delimiter"] = "tab" if book.written.delimiter == "\t" else book.written.delimiter
        if book.written.encoding != UTF8:
            told["encoding"] = book.written.encoding
        if not book.written.quoted:
            told["quotes"] = "none"
    if frame.header != (0,):
        rows = [at + 1 for at in frame.header]
        told["header_row"] = rows[0] if len(rows) == 1 else rows
    if tables > 1:
        told["area"] = area(frame)
    return told


def area(frame: Frame) -> str:
    """The cells that a table fills, as a spreadsheet names them."""
    return f"{column_letters(frame.left + 1)}{frame.header[0] + 1}:{column_letters(frame.right)}{frame.last}"


def _not_read(
    book: Book, found: Sequence[tuple[Sheet, Frame, Studied]], together: Sequence[tuple[Sheet, Frame, Studied]]
) -> dict[str, str | None]:
    """Sheets and tables that the mapping does not read, with the reason; none where they hold money too."""
    told: dict[str, str | None] = {}
    read = {(id(sheet), frame) for sheet, frame, _ in together}
    for sheet, frame, studied in found:
        if (id(sheet), frame) in read:
            continue
        on_main = any(sheet is each for each, _, _ in together)
        name = area(frame) if on_main else sheet.name
        told[name] = None if studied.money or told.get(name, "") is None else "holds no money"
    for sheet in book.sheets:
        beside = not sheet.hidden and sheet.name and not any(sheet is each for each, _, _ in together)
        if beside and sheet.name not in told and any(text(cell) is not None for row in sheet.rows for cell in row):
            told[sheet.name] = "holds no table"
    return told


def _left_out(book: Book) -> list[str]:
    """What is said of sheets that nobody sees."""
    return [
        f"hidden sheet {sheet.name!r} is not read" for sheet in book.sheets
        if sheet.hidden and any(text(cell) is not None for row in sheet.rows for cell in row)
    ]  # fmt: skip
