"""Whose data it is: the card of a source, the datasets it publishes, what each can hold.

A *source* is a publisher's family of data with one stable set of record ids; a *dataset* is one
release of it. What a dataset could hold at all is its *scope*: a record absent from a release whose
scope excludes it is out of that scope, never gone.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from sarai.model.errors import SourceChanged

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Scope:
    """What a dataset could hold. ``None`` means no limit.

    ``recipients`` are ISO or DAC codes, ``years`` the first and last year, ``statuses`` the only
    statuses it prints, ``recommended_only`` and ``without`` what it leaves out; ``complete_to`` is the last year that
    it holds whole, where that is not the last of its ``years``.
    """

    recipients: frozenset[str] | None = None
    years: tuple[int, int] | None = None
    statuses: frozenset[str] | None = None
    recommended_only: bool = False
    without_marks: frozenset[str] = frozenset()
    complete: bool = True
    note: str = ""
    complete_to: int | None = None

    def holds(
        self,
        *,
        recipient: str | None,
        year: int | None,
        status: str | None,
        recommended: str | None,
        marks: frozenset[str],
    ) -> bool:
        """Whether a record with these properties could stand in the dataset."""
        return not (
            (self.recipients is not None and recipient not in self.recipients)
            or (self.years is not None and year is not None and not self.years[0] <= year <= self.years[1])
            or (self.statuses is not None and status is not None and status not in self.statuses)
            or (self.recommended_only and recommended == "no")
            or bool(self.without_marks & marks)
            or not self.complete
        )

    def to_json(self) -> dict[str, object]:
        """The scope as it is kept in a release."""
        return {
            "recipients": sorted(self.recipients) if self.recipients is not None else None,
            "years": list(self.years) if self.years is not None else None,
            "statuses": sorted(self.statuses) if self.statuses is not None else None,
            "recommended_only": self.recommended_only,
            "without_marks": sorted(self.without_marks),
            "complete": self.complete,
            "note": self.note,
            **({} if self.complete_to is None else {"complete_to": self.complete_to}),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> "Scope":
        """The scope that :meth:`to_json` wrote, or that a study states."""

        def codes(key: str) -> frozenset[str] | None:
            stated = value.get(key)
            return frozenset(str(code) for code in stated) if isinstance(stated, list) else None

        years, ends = value.get("years"), value.get("complete_to")
        return cls(
            recipients=codes("recipients"),
            years=(int(years[0]), int(years[1])) if isinstance(years, list) else None,
            statuses=codes("statuses"),
            recommended_only=bool(value.get("recommended_only", False)),
            without_marks=codes("without_marks") or frozenset(),
            complete=bool(value.get("complete", True)),
            note=str(value.get("note", "")),
            complete_to=ends if isinstance(ends, int) else None,
        )


@dataclass(frozen=True, slots=True)
class Expect:
    """The size a dataset should have; fewer records are told as a warning, since a part of it may be meant."""

    rows: int
    years: tuple[int, int]


EVERY = "*"
"""Among the columns of a format: every other column is kept as it stands."""


@dataclass(frozen=True, slots=True)
class Format:
    """One published shape of a source, and how a file of it is recognised.

    ``sheets`` are the sheets to read (none for a text file), ``columns`` every column a sheet has; XML is known by
    one of its ``roots`` (a path where something is wrapped around it) and the beginning of the version it states (an
    empty one stands for none of the others). ``as_of`` is the date the dataset speaks for, used to rank copies of
    one record; a file that states its own date has that. ``silent`` are the descriptors
    (:class:`~sarai.model.vocabulary.Descriptor`) that the shape has no column for. A file of ``columns`` is text, a
    workbook or Parquet of which editions have more or fewer columns: it is known by those of one of its ``keys``; where
    ``*`` is among its ``columns`` what no column names is kept as it stands. One that is ``dated`` has its date in the
    file's name or over its tables. ``place`` is where a study keeps a list of its own: a file there is read without an
    entry in ``study.toml``. ``compiled`` are the facts of a published dataset on some recipients, which a study brings
    along under a name and with a scope of its own.
    """

    dataset: str
    title: str
    kind: Literal["xlsx", "csv", "xml", "json", "yaml", "columns"]
    columns: tuple[str, ...]
    as_of: dt.date | None
    scope: Scope
    sheets: tuple[str, ...] = ()
    expect: Expect | None = None
    url: str = ""
    roots: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    place: str = ""
    keys: tuple[frozenset[str], ...] = ()
    dated: bool = False
    compiled: bool = False

    def named(self, name: str) -> str:
        """The dataset of a file of that name: what is compiled is called as the study calls it."""
        return name if self._is_called(name) else self.dataset

    def _is_called(self, dataset: str) -> bool:
        """Whether a study may call it so: ``gcof-1.0-facts`` is ``gcof-1.0-`` and anything."""
        prefix = self.dataset.rpartition("-")[0] + "-"
        return self.compiled and dataset.startswith(prefix) and dataset != prefix


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What is said about a source wherever its figures are shown.

    ``family`` is a :class:`~sarai.model.vocabulary.Family`, or nothing where its money is like no other's. ``whole`` is
    of a ledger that holds all that each provider reports of a year: other reports of that money tell it again.
    """

    id: str
    title: str
    publisher: str
    licence: str
    citation: str
    url: str
    tier: str
    year_basis: str
    version: str
    formats: tuple[Format, ...]
    ignored: Mapping[str, str] = field(default_factory=dict)
    mapped: Mapping[str, str] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    family: str = ""
    whole: bool = False

    def format(self, dataset: str) -> Format | None:
        """The format of a dataset, if the source publishes it or a study may have compiled it and call it so."""
        published = next((each for each in self.formats if each.dataset == dataset), None)
        if published is not None:
            return published
        compiled = next((each for each in self.formats if each.named(dataset) == dataset), None)
        return None if compiled is None else replace(compiled, dataset=dataset)

    def layout(self, dataset: str, *, where: str) -> Format:
        """The format of a dataset that is to be read.

        Raises:
            SourceChanged: the source publishes no such dataset; ``where`` is the file.
        """
        found = self.format(dataset)
        if found is None:
            raise SourceChanged(
                f"the reader knows no dataset {dataset!r}", where=where, cure=f"sarai sources {self.id}"
            )
        return found


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """What a reader is told about the file it reads: its hash, the dataset it was recognised as and, for
    somebody's table, its mapping."""

    file: str
    dataset: str
    batch_rows: int = 20_000
    mapping: Path | None = None


Batch = tuple[str, "pa.Table"]
"""A canonical table's name and rows of it."""


class Reader(Protocol):
    """The shape of ``read`` in every module of ``sources``."""

    def __call__(self, path: Path, settings: ReadSettings) -> Iterator[Batch]:
        """Read a file into canonical tables, rejects and tallies included."""


def sheet_row(sheet: str, row: int, part: int | None = None) -> str:
    """The locator of a workbook's row as a spreadsheet numbers it (the header is row 1)."""
    suffix = f" part {part}" if part is not None else ""
    return f"{sheet}!row {row}{suffix}" if sheet else f"row {row}{suffix}"
