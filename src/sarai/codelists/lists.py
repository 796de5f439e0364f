"""Code lists: the codes that sources use, the names they stand for, and how they nest.

The lists are CSV files compiled from published ones by ``scripts/compile_codelists.py``;
``provenance.json`` names publisher, address, licence and changes for each. What no published file
holds (the spellings of AidData's workbooks, codes that left the ISO list) stands in ``overlay/``,
one reason per row, and is laid over the compiled lists when they are read.

Conventions: region, flow, finance, aid and sector codes are those of the OECD DAC's Creditor
Reporting System as IATI republishes them; countries are ISO 3166-1, currencies ISO 4217.
"""

import csv
import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

from sarai.codelists.folding import fold
from sarai.model.errors import CodeError

__all__ = [
    "Code",
    "CodeList",
    "load",
    "names",
    "provenance",
    "provenance_names",
    "rows_of",
    "sector_category",
    "sector_group",
]

_NAMES = (
    "activity_statuses",
    "aid_types",
    "channels",
    "countries",
    "currencies",
    "finance_types",
    "flow_classes",
    "flow_types",
    "organisation_types",
    "policy_markers",
    "region_vocabularies",
    "regions",
    "sector_vocabularies",
    "sectors",
    "tied_statuses",
    "transaction_types",
)

_ALIASES = {
    "countries": ("country_names.csv", "overlay/country_aliases.csv"),
    "flow_classes": ("overlay/flow_class_aliases.csv",),
    "regions": ("overlay/region_aliases.csv",),
    "sectors": ("overlay/sector_aliases.csv",),
}

_PATCHES = {
    "countries": "overlay/countries.csv",
    "currencies": "overlay/currencies.csv",
    "sectors": "overlay/sectors.csv",
}

# A wider code wins over a narrower one of the same name: whoever writes "Trade Policies & Regulations"
# without a code has claimed no more than the group.
_LEVELS = ("group", "category", "purpose")

_OWN_FIELDS = ("code", "name", "level", "parent", "status", "why")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list.

    ``level`` and ``parent`` are None in flat lists, ``status`` (active, withdrawn, aiddata) is None
    where the publisher states none. ``attributes`` holds the list's other columns; a column that is
    blank for this code is absent.
    """

    code: str
    name: str
    level: str | None
    parent: str | None
    status: str | None
    attributes: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, eq=False)
class CodeList:
    """A code list: iterates over its :class:`Code` rows in the order of their codes."""

    name: str
    codes: Mapping[str, Code]
    aliases: Mapping[str, str]

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def knows(self, text: str) -> bool:
        """Whether a text is a code, a name or an alias of this list."""
        return text.strip().casefold() in self._by_code or fold(text) in self._by_name or fold(text) in self._by_alias

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __len__(self) -> int:
        return len(self.codes)

    def get(self, code: str) -> Code | None:
        """The row of exactly this code, or None."""
        return self.codes.get(code)

    def name_of(self, code: str) -> str | None:
        """The name of exactly this code, or None."""
        found = self.codes.get(code)
        return None if found is None else found.name

    def resolve(self, text: str) -> Code:
        """The row meant by a code, a name or an alias.

        Codes are compared without case, names and aliases without case, accents, spaces and
        punctuation. Of several codes with one name the active and then the widest is taken; where
        that leaves more than one, and where nothing fits, a CodeError is raised that names the
        candidates.
        """
        found = self._find(text)
        if found is None:
            raise CodeError(
                f"{text!r} is no code or name of the list {self.name}",
                cure=_cure(text, (self,)),
            )
        return found

    @cached_property
    def _by_code(self) -> dict[str, Code]:
        return {row.code.casefold(): row for row in self}

    @cached_property
    def _by_name(self) -> dict[str, list[Code]]:
        index: dict[str, list[Code]] = {}
        for row in self:
            index.setdefault(fold(row.name), []).append(row)
        for rows in index.values():
            rows.sort(key=_precedence)
        return index

    @cached_property
    def _by_alias(self) -> dict[str, Code]:
        return {fold(alias): self.codes[code] for alias, code in self.aliases.items()}

    def _find(self, text: str) -> Code | None:
        found = self._by_code.get(text.strip().casefold())
        if found is not None:
            return found
        key = fold(text)
        # An alias was written by someone who had looked at the clash; a bare name was not.
        found = self._by_alias.get(key)
        if found is not None:
            return found
        rows = self._by_name.get(key)
        if not rows:
            return None
        if len(rows) > 1 and _precedence(rows[0]) == _precedence(rows[1]):
            same = ", ".join(row.code for row in rows if _precedence(row) == _precedence(rows[0]))
            raise CodeError(
                f"{text!r} is the name of several codes of the list {self.name}",
                cure=f"Give the code itself: {same}.",
            )
        return rows[0]


def names() -> tuple[str, ...]:
    """The names of all lists, sorted."""
    return _NAMES


@cache
def load(name: str) -> CodeList:
    """The list of this name; read once and kept. Raises CodeError for an unknown name."""
    if name not in _NAMES:
        raise CodeError(f"There is no code list {name!r}", cure=f"The lists are: {', '.join(_NAMES)}.")
    rows = {row["code"]: row for row in rows_of(f"{name}.csv")}
    for patch in rows_of(_PATCHES[name]) if name in _PATCHES else ():
        stated = {field: value for field, value in patch.items() if value}
        rows[patch["code"]] = {**rows.get(patch["code"], {}), **stated}
    aliases: dict[str, str] = {}
    for file in _ALIASES.get(name, ()):
        aliases.update((row["alias"], row["code"]) for row in rows_of(file))
    codes = {code: _code(rows[code]) for code in sorted(rows)}
    return CodeList(name, MappingProxyType(codes), MappingProxyType(aliases))


def provenance_names() -> tuple[str, ...]:
    """The lists and tables that :func:`provenance` knows, sorted."""
    return tuple(sorted(json.loads(_read("provenance.json"))))


@cache
def provenance(name: str) -> Mapping[str, str]:
    """Publisher, url, licence, retrieved, compiled_by and changed of a list or table of this room.

    Raises CodeError for an unknown name.
    """
    cards: dict[str, dict[str, str]] = json.loads(_read("provenance.json"))
    if name not in cards:
        raise CodeError(f"There is no code list {name!r}", cure=f"The lists are: {', '.join(sorted(cards))}.")
    return MappingProxyType(cards[name])


def sector_group(code: str) -> str | None:
    """The DAC sector group (110, 210 ...) that a purpose, category or group belongs to.

    None for a code that the list of sectors does not hold.
    """
    sectors = load("sectors")
    row = sectors.get(code)
    while row is not None and row.level != "group":
        row = sectors.get(row.parent) if row.parent else None
    return None if row is None else row.code


@cache
def sector_category(code: str) -> str | None:
    """The DAC sector category (111, 210 ...) of a purpose or category.

    A group that is its own only category (210, 430 ...) is its own answer; one that is split into
    categories (110, 320 ...) has none, since its money is not told apart below the group.
    """
    row = load("sectors").get(code)
    if row is None:
        return None
    if row.level == "purpose":
        return row.parent
    return row.code if row.level == "category" or row.attributes.get("doubles_as") == "category" else None


def _precedence(row: Code) -> tuple[bool, int]:
    return row.status == "withdrawn", _LEVELS.index(row.level) if row.level else 0


def _cure(text: str, lists: tuple[CodeList, ...]) -> str:
    known: dict[str, Code] = {}
    for codelist in lists:
        known.update(codelist._by_alias)
        known.update((key, rows[0]) for key, rows in codelist._by_name.items())
    near = {known[key].code: known[key] for key in difflib.get_close_matches(fold(text), known, n=3, cutoff=0.6)}
    if near:
        guesses = ", ".join(f"{row.name} ({row.code})" for row in near.values())
        return f"Did you mean {guesses}?"
    where = " or ".join(codelist.name for codelist in lists)
    return f"Correct it, or have it added to the list {where}."


def _code(row: Mapping[str, str]) -> Code:
    return Code(
        code=row["code"],
        name=row["name"],
        level=row.get("level") or None,
        parent=row.get("parent") or None,
        status=row.get("status") or None,
        attributes=MappingProxyType({k: v for k, v in row.items() if k not in _OWN_FIELDS and v}),
    )


def rows_of(file: str) -> list[dict[str, str]]:
    """The rows of a table of this room, by its file's name."""
    return list(csv.DictReader(_read(file).splitlines()))


def _read(file: str) -> str:
    return files(__package__).joinpath(file).read_text(encoding="utf-8")
