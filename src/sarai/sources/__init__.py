"""One module or package per published format. Adding a source is adding one; discovery is automatic.

A module of this package, or of its package ``lists``, holds exactly two public names: ``SOURCE``, its card, and
``read``, its reader (see ``sarai.model.provenance``). Packages of one source hold them in their ``__init__``; what
readers share stands in ``kit``.
"""

import calendar
import contextlib
import datetime as dt
import difflib
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from sarai.model import files
from sarai.model.errors import SourceChanged, UnknownFormat, UnreadableFile
from sarai.model.provenance import EVERY, Format, Reader, SourceCard
from sarai.sources import lists
from sarai.sources.kit.peek import Peek, peek
from sarai.sources.kit.peek_xml import Root
from sarai.sources.kit.sheets import folded, header_faults

if TYPE_CHECKING:
    from sarai.sources.table.draft import Draft

__all__ = ["TABLE", "Recognition", "card", "cards", "draft", "in_place", "is_table", "reader", "recognise"]


_SHARED = ("kit", "lists")
"""Packages that are no source themselves."""

TABLE = "table"
"""The reader of tables that a mapping describes."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which reader takes a file, as which dataset, and why."""

    card: SourceCard
    format: Format
    why: str


@cache
def cards() -> Mapping[str, SourceCard]:
    """The cards of all sources, by id."""
    return {module.SOURCE.id: module.SOURCE for module in _modules().values()}


@cache
def _modules() -> Mapping[str, ModuleType]:
    """The modules and packages that are sources, by the id of their card."""
    names = [f"{__name__}.{each.name}" for each in pkgutil.iter_modules(__path__) if each.name not in _SHARED]
    names += [f"{lists.__name__}.{each.name}" for each in pkgutil.iter_modules(lists.__path__)]
    found = [importlib.import_module(name) for name in sorted(names) if not name.rpartition(".")[2].startswith("_")]
    return {module.SOURCE.id: module for module in found}


def card(source: str, *, mapping: Path | None = None) -> SourceCard:
    """The card of a source; that of somebody's table is written in its mapping.

    Raises:
        UnknownFormat: no reader of that id.
        BadMapping: the mapping has a fault or is not filled in.
    """
    if source not in cards():
        raise UnknownFormat(f"there is no reader {source!r}", cure=f"readers: {', '.join(sorted(cards()))}")
    found = cards()[source]
    if mapping is None or source != TABLE:
        return found
    try:
        return _mapped(mapping, files.content(mapping), found.version)
    except OSError:
        return _mapped(mapping, b"", found.version)  # what is wrong with it is told by who reads it


@lru_cache(maxsize=64)
def _mapped(mapping: Path, content: bytes, version: str) -> SourceCard:
    """The card of a mapping, read once for each of its contents: a build asks for it at every turn."""
    from sarai.sources.table.checks import load

    return load(mapping, version=version).card


def draft(path: Path) -> "Draft | None":
    """A first mapping for a table that no reader knows; none where the file is no table.

    Raises:
        UnreadableFile: the file cannot be looked into, or holds no headers with rows under them.
    """
    from sarai.sources.table import draft as table_draft

    kind = peek(path).kind
    if kind not in ("xlsx", "csv"):
        return None
    # Any text looks like CSV to a first look; only what calls itself a table, or is one, is drafted as one.
    calls_itself = kind == "xlsx" or {each.lower() for each in path.suffixes} & _TABLES
    return table_draft.draft(path, kind=kind) if calls_itself or is_table(path) else None


_TABLES = {".csv", ".tsv", ".tab", ".psv"}


def is_table(path: Path) -> bool:
    """Whether a text is a table: rows of one width under headers, not sentences with commas."""
    from sarai.sources.kit.decoding import evenness, sniff

    try:
        if peek(path).kind != "csv":
            return False
        even, wide = evenness(path, written := sniff(path))
    except UnreadableFile:
        return False
    return even >= 0.8 and wide >= (4 if written.delimiter == "," else 3)


def reader(source: str) -> Reader:
    """The ``read`` of a source."""
    card(source)
    found: Reader = _modules()[source].read
    return found


def recognise(path: Path) -> Recognition:
    """Find the reader and dataset of a file from its kind, sheets and header.

    Raises:
        UnreadableFile: the file cannot be looked into.
        SourceChanged: a format is all but met: sheets or columns are missing or unknown; they are named.
        UnknownFormat: no format is met; the message names the nearest, or all that is read where none comes near.
    """
    seen = peek(path)
    if seen.root is not None:
        return _by_root(path, seen.root)
    if seen.kind == "yaml":
        return _by_keys(path, seen)
    if (known := _by_columns(path, seen)) is not None:
        return known
    ranked = sorted(
        (
            (_overlap(seen, each), source, each)
            for source in cards().values()
            for each in source.formats
            if each.kind == seen.kind
        ),
        key=lambda found: -found[0],
    )
    if not ranked or ranked[0][0] < _NEAR:
        raise UnknownFormat(_could_be(seen, ranked), where=str(path), cure="see what is read: sarai sources")
    nearest = [(source, each) for overlap, source, each in ranked if overlap == ranked[0][0]]
    source, best = nearest[0]
    faults = [_faults(seen, owner, each) for owner, each in nearest]
    if not faults[0]:
        where = f"sheet {', '.join(map(repr, best.sheets))}" if best.sheets else "its header"
        return Recognition(source, best, f"{where} has exactly the {len(best.columns)} columns of {best.title}")
    told = [f"like {each.title}, but {'; '.join(found)}" for (_, each), found in zip(nearest, faults, strict=True)]
    raise SourceChanged(
        f"looks {'; or '.join(told)}",
        where=str(path),
        cure="put it back as published; if the publisher changed it, the reader must learn the change first",
    )


def _by_columns(path: Path, seen: Peek) -> Recognition | None:
    """The format that a table is known to be of by some of its columns; none where it is of none.

    Raises:
        SourceChanged: it is of one and has a column that is not known.
    """
    if seen.kind not in ("csv", "parquet", "xlsx", "dta"):
        return None
    for source in cards().values():
        for each in source.formats:
            for header in seen.headers.values() if each.kind == "columns" else ():
                if (known := _known_by(header, each)) is None:
                    continue
                key, unknown = known
                if unknown:
                    raise SourceChanged(
                        f"looks like {each.title}, but column(s) {', '.join(map(repr, unknown))} are unknown",
                        where=str(path),
                        cure="take them out if they are yours; what the publisher added the reader must learn first",
                    )
                found = replace(each, as_of=_date_of(path, seen)) if each.dated else each
                why = f"it has the columns of {each.title}: {', '.join(sorted(key))}"
                return Recognition(source, found, why)
    return None


def _known_by(header: Sequence[str], wanted: Format) -> tuple[frozenset[str], list[str]] | None:
    """The key by which a header is of a format, and its columns that are unknown; none where it is of another.

    Names are compared as they stand, or by case-folded letters and digits; one that is no capital code is a label.
    """
    told = [name.strip('\ufeff" ') for name in header]
    loose = {folded(name): name for name in told}
    for key in wanted.keys:
        if key <= set(told):
            return key, [name for name in told if name.isupper() and name not in wanted.columns]
        if key <= loose.keys():
            every = EVERY in wanted.columns
            return key, [name for plain, name in loose.items() if not every and plain not in wanted.columns]
    return None


_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_DATED = re.compile(
    rf"(20\d\d)[-_.]([01]\d)(?:[-_.]([0-3]\d))?(?!\d)|({'|'.join(_MONTHS)})[ _-]+(?:(\d\d?), )?(20\d\d)",
    re.IGNORECASE,
)


def _date_of(path: Path, seen: Peek) -> dt.date | None:
    """The date in a file's name, or over one of its tables: its day, or the first of its month; none where there is
    none."""
    for words in (path.stem, *(header[0] for header in seen.headers.values() if header)):
        if found := _DATED.search(words):
            year, month, day, name, day_named, year_named = found.groups()
            number = _MONTHS[name.casefold()] if name else int(month)
            with contextlib.suppress(ValueError):
                return dt.date(int(year or year_named), number, int(day or day_named or 1))
    return None


def _by_root(path: Path, root: Root) -> Recognition:
    """The format of an XML file: that of its root and, among these, of the version it states."""
    formats = [(source, each) for source in cards().values() for each in source.formats if each.roots]
    for name, element in root.named():
        named = [(source, each) for source, each in formats if name in each.roots]
        if not named:
            continue
        source, found = max(named, key=lambda each: _fit(element.version, each[1]))
        told = f"version {element.version!r}" if element.version else "no version"
        if element.generated is not None:
            found = replace(found, as_of=element.generated)
        return Recognition(source, found, f"its root is <{name}>, stating {told}: {found.title}")
    known = sorted({name for _, each in formats for name in each.roots})
    near = difflib.get_close_matches(root.name, known, n=1, cutoff=0.5)
    like = f"; it could be meant for <{near[0]}>" if near else ""
    raise UnknownFormat(
        f"no reader takes this kind of file (xml) with the root <{root.name}>{like}; the xml files that are read: "
        f"{'; '.join(each.title for _, each in formats)}",
        where=str(path),
        cure="see what is read: sarai sources",
    )


def _by_keys(path: Path, seen: Peek) -> Recognition:
    """The format of a YAML file: the one that knows all its keys."""
    keys = set(seen.headers[""])
    for source in cards().values():
        for each in source.formats:
            if each.kind == seen.kind and keys and keys <= set(each.columns):
                return Recognition(source, each, f"its keys are of {each.title}: {', '.join(seen.headers[''])}")
    raise UnknownFormat(
        "no reader knows the keys of this file", where=str(path), cure="see what is read: sarai sources"
    )


def in_place(folder: Path) -> Iterator[tuple[str, SourceCard, Format]]:
    """The lists that lie at their places in a study: path inside it, card and format."""
    for source in cards().values():
        for each in source.formats:
            for path in sorted(folder.glob(each.place)) if each.place else ():
                yield path.relative_to(folder).as_posix(), source, each


def _fit(version: str, wanted: Format) -> int:
    """How much of the stated version a format asks for; a format for any version fits worst."""
    fits = [len(each) for each in wanted.versions if version.startswith(each)]
    return max(fits, default=-1)


_NEAR = 0.5
"""From this share of its sheets' columns on, a file is a changed format rather than an unknown one."""

_ALIKE = 0.8
"""From this share of columns on, a sheet of another name may be a renamed one."""

_RENAMED = 0.65
"""What a renamed sheet counts for beside one that kept its name: enough to be near, less than any other match."""


def _faults(seen: Peek, source: SourceCard, wanted: Format) -> list[str]:
    """What sets a file apart from a format, in words."""
    spare = [sheet for sheet in seen.headers if sheet not in wanted.sheets and f"sheet {sheet}" not in source.ignored]
    told = []
    for sheet in wanted.sheets:
        if sheet not in seen.headers:
            renamed = next((each for each in spare if set(seen.headers[each]) & set(wanted.columns)), None)
            told.append(f"sheet {sheet!r} is missing" + (f" (renamed to {renamed!r}?)" if renamed else ""))
            if renamed:
                spare.remove(renamed)
    if wanted.sheets:
        told += [f"sheet {sheet!r} is unknown" for sheet in spare]
    sheets = [sheet for sheet in wanted.sheets or ("",) if sheet in seen.headers]
    told += [fault for sheet in sheets if (fault := header_faults(seen.headers[sheet], wanted.columns, sheet))]
    return told


def _could_be(seen: Peek, ranked: list[tuple[float, SourceCard, Format]]) -> str:
    """What an unknown file comes near to, or, where it comes near to nothing, all that is read of its kind."""
    near = [f"{each.title} ({overlap:.0%} of its columns)" for overlap, _, each in ranked[:3] if overlap >= 0.1]
    if near:
        return f"no reader knows this header; it comes nearest to {'; '.join(near)}"
    read = [each.title for _, _, each in ranked]
    if read:
        return f"no reader knows this header; the {seen.kind} files that are read: {'; '.join(read)}"
    every = [f"{each.title} ({each.kind})" for source in cards().values() for each in source.formats]
    return f"no reader takes this kind of file ({seen.kind}); what is read: {'; '.join(every)}"


def _overlap(seen: Peek, wanted: Format) -> float:
    """How much of a format a file shows, 0 to 1: the mean over its sheets of the columns they share with it."""
    columns = set(wanted.columns)
    sheets = wanted.sheets or ("",)
    spare = max((_shared(columns, header) for name, header in seen.headers.items() if name not in sheets), default=0.0)
    # A renamed sheet is a changed source, not an unknown one.
    renamed = _RENAMED * spare if spare >= _ALIKE else 0.0
    found = [_shared(columns, seen.headers[name]) if name in seen.headers else renamed for name in sheets]
    return sum(found) / len(found)


def _shared(columns: set[str], header: tuple[str, ...]) -> float:
    return len(columns & set(header)) / len(columns | set(header))
