"""A page before it is drawn: its answer first, then pictures, then tables. The same for the server and for disk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sarai.charts.sheet import Picture
from sarai.model.errors import BriefError
from sarai.web.slices import Slice
from sarai.web.words import Cell, Part, Words

ROWS = Words("rows")


class Nav(StrEnum):
    """The parts of the site, as its head names them."""

    REGION = "Region"
    PAIRS = "Partners and states"
    PROJECTS = "Projects"
    PROMISES = "Promises"
    CORRIDORS = "Corridors"
    DOCUMENTS = "Documents"
    QUESTIONS = "Questions"
    DATA = "Data and method"


class Phone(StrEnum):
    """How a table stands on a phone: name and amount with the rest as one line, or its first column staying."""

    LIST = "list"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words and figures."""

    parts: tuple[Part, ...]


def line(*parts: Part | str) -> Line:
    """A line; plain strings are our own words."""
    return Line(tuple(Words(part) if type(part) is str else part for part in parts))  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Key:
    """A key figure: the number, then what it is in at most two lines."""

    figure: Part
    words: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; a reader may ``pick`` one of its values; a year filtered by is one of ``dated``."""

    head: Words
    number: bool = False
    pick: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: largest first, a total row, at most fifteen rows before all of them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    caption: tuple[Part, ...] = ()
    phone: Phone = Phone.WIDE
    tools: bool = False
    what: Words = ROWS


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, and how many of the page's twelve columns it takes."""

    picture: Picture
    span: int = 6

    @property
    def is_map(self) -> bool:
        """Whether it is a map."""
        return "latitude" in self.picture.columns


@dataclass(frozen=True, slots=True)
class Prose:
    """A few lines of words, under a small heading where it has one."""

    lines: tuple[Line, ...]
    heading: Words | None = None
    span: int = 12


@dataclass(frozen=True, slots=True)
class Look:
    """A moment of a life line on a page: the day, what was seen, by whom, and whether it carries."""

    head: tuple[Part, ...]
    told: tuple[Part, ...]
    look: str = ""


@dataclass(frozen=True, slots=True)
class Looks:
    """Moments in order of time."""

    looks: tuple[Look, ...]
    span: int = 12


@dataclass(frozen=True, slots=True)
class Status:
    """A promise's status from one side: said, seen, or against the date."""

    head: Words
    value: tuple[Part, ...]
    pill: Cell
    told: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """Two lists of places, for each pair that has one its page, and a script that tells the way between any two."""

    start: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str, str], ...]
    script: Callable[[], str]
    """Made when it is asked for: thousands of ways are worked out for it."""


Block = Table | Chart | Prose | Looks | Ways


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a question."""

    name: str
    heading: Words | tuple[Part, ...]
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Its heading as plain text."""
        parts: tuple[Part, ...] = (self.heading,) if isinstance(self.heading, str) else self.heading
        return "".join(str(getattr(part, "text", part)) for part in parts)


@dataclass(frozen=True, slots=True)
class Known:
    """What a search knows of a page without making it: its part of the site, its name, other names, and its parts,
    each with its place on the page and its heading."""

    nav: Nav
    name: str
    found: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


class Said(NamedTuple):
    """A page's place, its name and its first sentence."""

    path: str
    name: str
    say: tuple[Part, ...]


@dataclass
class Page:
    """A page. ``path`` is its place in the site; ``found`` are other names under which a search finds it."""

    path: str
    nav: Nav
    name: str
    crumbs: tuple[Part, ...]
    say: tuple[Part, ...]
    about: str
    sure: tuple[Part, ...] = ()
    doubts: tuple[Line, ...] = ()
    keys: tuple[Key, ...] = ()
    statuses: tuple[Status, ...] = ()
    first: tuple[Chart, ...] = ()
    sections: tuple[Section, ...] = ()
    slices: tuple[Slice, ...] = ()
    found: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)

    @property
    def known(self) -> Known:
        """What a search knows of it."""
        parts = [(each.name, each.title) for each in self.sections]
        maps = [(f"c-{each.picture.name}", f"Map: {each.picture.title}") for each in self.first if each.is_map]
        return Known(self.nav, self.name, self.found, (*maps, *parts))

    @property
    def said(self) -> Said:
        """What other pages tell of it."""
        return Said(self.path, self.name, self.say)

    @property
    def depth(self) -> str:
        """The way from the page to the root of the release."""
        return "../" * self.path.count("/")

    @property
    def charts(self) -> Iterator[Chart]:
        """Every picture of the page."""
        yield from self.first
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Chart))

    @property
    def slice_of(self) -> dict[str, str]:
        """Which slice holds a panel.

        Raises:
            BriefError: two slices hold a panel of one name, so that a figure would open the rows of another.
        """
        found: dict[str, str] = {}
        for each in self.slices:
            for panel in each.panels:
                if found.setdefault(panel, each.name) != each.name:
                    raise BriefError(
                        f"the panel {panel!r} stands in {found[panel]!r} and in {each.name!r}",
                        where=self.path,
                        cure="name the panel after its slice: the figure would open the rows of another",
                    )
        return found
