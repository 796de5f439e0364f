"""A brief before it is drawn: sections of sentences, tables and pictures, the same for every format."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sarai.briefs.words import Cell, Words
from sarai.charts.sheet import Picture as Drawn
from sarai.model.figures import Figure, Passport


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of words and figures, joined as they stand."""

    parts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and whether figures stand in it."""

    head: Cell
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name for its data file, a caption that says the unit, and notes below."""

    name: str
    caption: tuple[Cell, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[Cell, ...], ...] = ()


class Wide(StrEnum):
    """How wide a picture stands: as the text, or as the page."""

    TEXT = "text"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart; its numbers stand in the table before or after it, ``about`` says what it shows."""

    name: str
    drawn: Drawn
    about: Words
    wide: Wide = Wide.TEXT


Block = Sentence | Table | Picture


def figures_of(block: Block) -> Iterator[Figure]:
    """The figures of a block."""
    if isinstance(block, Sentence):
        cells: Iterable[Cell] = block.parts
    elif isinstance(block, Picture):
        cells = ()
    else:
        notes = (cell for note in block.notes for cell in note)
        cells = (*block.caption, *(cell for row in block.rows for cell in row), *notes)
    return (cell for cell in cells if isinstance(cell, Figure))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief under a heading; ``name`` is its anchor."""

    name: str
    heading: Words
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A key figure: its unit before it where it has one, the figure, and what it is."""

    unit: Cell
    figure: Figure
    about: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """What a reader sees first: a sentence, up to three figures, and a picture that its section then leaves out."""

    say: tuple[Cell, ...] = ()
    keys: tuple[Key, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief."""

    title: tuple[Cell, ...]
    about: tuple[Cell, ...]
    sections: tuple[Section, ...]
    passports: tuple[Passport, ...] = field(default=())
    opening: Opening = field(default=Opening())

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Table))


def words(text: str) -> Words:
    """Our own words."""
    return Words(text)


def sentence(*parts: Cell | str) -> Sentence:
    """A sentence; plain strings are our own words and hold no digits."""
    return Sentence(tuple(line(*parts)))


def line(*parts: Cell | str) -> tuple[Cell, ...]:
    """Parts of a line; plain strings are our own words and hold no digits."""
    return tuple(Words(part) if type(part) is str else part for part in parts)  # type: ignore[misc]


def table(
    name: str,
    caption: Sequence[Cell | str],
    columns: Sequence[tuple[str, bool] | Column],
    rows: Sequence[Sequence[Cell]],
    notes: Sequence[Sequence[Cell | str]] = (),
) -> Table:
    """A table; a column is its head and whether figures stand in it."""
    heads = tuple(each if isinstance(each, Column) else Column(Words(each[0]), each[1]) for each in columns)
    return Table(name, line(*caption), heads, tuple(tuple(row) for row in rows), tuple(line(*note) for note in notes))
