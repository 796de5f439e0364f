"""A study: a folder with a ``study.toml`` that names a region, its partners and its sources."""

import datetime as dt
import difflib
import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sarai import codelists
from sarai.model.errors import CodeError, StudyError
from sarai.model.provenance import Scope

FILE = "study.toml"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One file of a study: its path inside the folder and what it was recognised as.

    ``licence`` is what the study states where the card of the source cannot know it.
    """

    file: str
    source: str
    dataset: str
    as_of: dt.date | None
    scope: Scope | None = None
    mapping: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class TextEntry:
    """One text of a study: its path inside the folder, the date of the text, and where it was published."""

    file: str
    date: dt.date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ReaderEntry:
    """A second reader of texts that a study plugs in: where its server answers, and which model is asked."""

    url: str
    model: str


@dataclass(frozen=True, slots=True)
class Study:
    """What a build is told. ``None`` for recipients, partners or years means all."""

    folder: Path
    title: str
    recipients: frozenset[str] | None
    partners: frozenset[str] | None
    years: tuple[int, int] | None
    currency: str
    price_year: int
    sources: tuple[SourceEntry, ...]
    hash: str
    texts: tuple[TextEntry, ...] = ()
    reader: ReaderEntry | None = None

    def path_of(self, entry: SourceEntry | TextEntry) -> Path:
        """Where a file of the study lies."""
        return self.folder / entry.file

    def mapping_of(self, entry: SourceEntry) -> Path | None:
        """Where the mapping of a source file lies, if it has one."""
        return None if entry.mapping is None else self.folder / entry.mapping


_KEYS = {"title", "recipients", "partners", "years", "currency", "price_year", "source", "text", "reader"}
_SOURCE_KEYS = {"file", "source", "dataset", "as_of", "scope", "mapping", "licence"}


def load(folder: Path) -> Study:
    """Read and check ``study.toml``.

    Raises:
        StudyError: no such file, not TOML, an unknown or missing key, or a value that is not of the
            kind the key takes; the message names the key and the cure.
    """
    path = folder / FILE
    if not folder.is_dir() or not path.is_file():
        raise no_study(folder)
    content = _content(path)
    return _study(folder, path, _parsed(path, content), hashlib.sha256(content).hexdigest())


_MOST = 16_000_000
"""The bytes of a study.toml: some 80,000 entries."""

_TOO_LONG = {
    "a number of thousands of digits": re.compile(r"[0-9_]{4000}"),
    "a key of hundreds of parts": re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++\s*+\.\s*+){100}"),
}
"""What the parser answers with an error of its own, or takes minutes for."""


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _MOST:
            raise StudyError(
                f"has {size / 1e6:,.0f} MB, and a study.toml may have {_MOST / 1e6:,.0f}",
                where=str(path),
                cure="keep data in the files that it names",
            )
        return path.read_bytes()
    except OSError as error:
        raise StudyError(f"cannot be read: {error.strerror}", where=str(path), cure="check its rights") from error


def _parsed(path: Path, content: bytes) -> dict[str, Any]:
    try:
        # Editors on Windows put a mark before the first line.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"{path}:{content[: error.start].count(10) + 1}"
        raise StudyError("is not TOML: no UTF-8", where=place, cure="save it as UTF-8") from error
    for what, pattern in _TOO_LONG.items():
        if found := pattern.search(text):
            raise StudyError(
                f"is not TOML: {what}",
                where=f"{path}:{text.count(chr(10), 0, found.start()) + 1}",
                cure="mend that line",
            )
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        lines = text.split("\n")
        deepest = max(range(len(lines)), key=lambda place: lines[place].count("[") + lines[place].count("{"))
        raise StudyError("nests too deep", where=f"{path}:{deepest + 1}", cure="mend that line") from error
    except ValueError as error:
        raise StudyError(f"is not TOML: {error}", where=str(path), cure="mend the line it names") from error


def no_study(folder: Path) -> StudyError:
    """What is said of a folder that is no study: which one beside it may be meant, if its name is near."""
    try:
        beside = [each.name for each in folder.parent.iterdir() if (each / FILE).is_file()]
    except OSError:
        beside = []
    near = difflib.get_close_matches(folder.name, beside, n=1, cutoff=0.7)
    cure = f"did you mean {folder.with_name(near[0])}?" if near else f"make one: sarai new {folder}"
    if folder.exists():
        return StudyError("is no study: there is no study.toml in it", where=str(folder), cure=cure)
    return StudyError("is no study: there is no such folder", where=str(folder), cure=cure)


def _study(folder: Path, path: Path, raw: Mapping[str, Any], digest: str) -> Study:
    _check_keys(raw, _KEYS, str(path))
    for key in ("title", "currency", "price_year"):
        if key not in raw:
            raise StudyError(f"{key} is missing", where=str(path), cure=f"add a line: {key} = ...")
    if not isinstance(raw["title"], str):
        raise StudyError(
            f"title must be text, not {_shown(raw['title'])}", where=str(path), cure='write for example title = "..."'
        )
    currency = raw["currency"]
    if not isinstance(currency, str) or currency not in codelists.load("currencies"):
        raise StudyError(
            f"currency {_shown(currency)} is no ISO 4217 code",
            where=str(path),
            cure='write for example currency = "USD"',
        )
    if not _is_year(raw["price_year"]):
        raise StudyError(
            f"price_year {_shown(raw['price_year'])} is no year",
            where=str(path),
            cure="write for example price_year = 2023",
        )
    return Study(
        folder=folder,
        title=raw["title"],
        recipients=_codes(raw, "recipients", str(path)),
        partners=_codes(raw, "partners", str(path)),
        years=_years(raw, str(path)),
        currency=currency,
        price_year=raw["price_year"],
        sources=tuple(_entry(each, place) for each, place in _tables(raw, "source", str(path))),
        hash=digest,
        texts=tuple(_text(each, place) for each, place in _tables(raw, "text", str(path))),
        reader=_reader(raw.get("reader"), str(path)),
    )


def _shown(value: object) -> str:
    told = repr(value)
    return told if len(told) <= 80 else f"{told[:80]}..."


def _tables(raw: Mapping[str, Any], key: str, where: str) -> Iterator[tuple[object, str]]:
    """Each table of a list with its place: the key, which one it is from 0, and the file it names, if it does."""
    found = raw.get(key, [])
    if not isinstance(found, list):
        raise StudyError(f"{key} must be a table", where=where, cure=f"write [[{key}]] above its keys")
    for number, each in enumerate(found):
        file = each.get("file") if isinstance(each, dict) else None
        yield each, f"{where} {key}[{number}]" + (f" {_shown(file)[1:-1]}" if isinstance(file, str) else "")


def _reader(raw: object, where: str) -> ReaderEntry | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or not all(isinstance(raw.get(key), str) for key in ("url", "model")):
        raise StudyError(
            "a reader must name its url and its model",
            where=f"{where} [reader]",
            cure='write for example url = "http://localhost:11434/v1" and model = "some-model"',
        )
    _check_keys(raw, {"url", "model"}, f"{where} [reader]")
    return ReaderEntry(raw["url"], raw["model"])


def _text(raw: object, where: str) -> TextEntry:
    if not isinstance(raw, dict) or not isinstance(raw.get("file"), str):
        raise StudyError("a text must name its file", where=where, cure="or let `sarai add` write the entry")
    _check_keys(raw, {"file", "date", "url"}, where)
    _check_file("file", raw["file"], where)
    date, url = raw.get("date"), raw.get("url")
    if date is not None and not _is_day(date):
        raise StudyError(
            f"date {_shown(date)} is no date",
            where=where,
            cure="write it without quotes and hours: date = 2017-10-11",
        )
    if url is not None and not isinstance(url, str):
        raise StudyError("url must be text", where=where, cure="write it in quotes")
    return TextEntry(raw["file"], date, url)


def _check_keys(raw: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in raw:
        if key not in known:
            raise StudyError(f"unknown key {key!r}", where=where, cure=f"known keys: {', '.join(sorted(known))}")


def _codes(raw: Mapping[str, Any], key: str, where: str) -> frozenset[str] | None:
    value = raw.get(key, "all")
    if value == "all":
        return None
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise StudyError(
            f'{key} must be a list of codes or "all"',
            where=where,
            cure=f'write for example {key} = ["KE", "UG"]',
        )
    codes = set()
    for code in value:
        try:
            codes.add(codelists.resolve_place(code).code)
        except CodeError as error:
            if key == "partners":
                codes.add(code)
                continue
            raise StudyError(f"{key}: {error.what}", where=where, cure=error.cure) from error
    return frozenset(codes)


def _check_file(key: str, told: object, where: str) -> None:
    path = Path(told) if isinstance(told, str) and "\0" not in told else Path()
    if path == Path() or path.is_absolute() or ".." in path.parts:
        raise StudyError(
            f"{key} {_shown(told)} lies outside the study" if path != Path() else f"{key} {_shown(told)} names no file",
            where=where,
            cure="let `sarai add DIR PATH` bring it in",
        )


def _is_day(value: object) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999


def _years(raw: Mapping[str, Any], where: str) -> tuple[int, int] | None:
    value = raw.get("years", "all")
    if value == "all":
        return None
    if isinstance(value, list) and len(value) == 2 and all(map(_is_year, value)):
        if value[0] <= value[1]:
            return (value[0], value[1])
        raise StudyError(f"years {value} run backwards", where=where, cure="write the first year first")
    raise StudyError('years must be two years or "all"', where=where, cure="write for example years = [2000, 2025]")


def _entry(raw: object, where: str) -> SourceEntry:
    if not isinstance(raw, dict):
        raise StudyError("source must be a table", where=where, cure="write [[source]] above its keys")
    _check_keys(raw, _SOURCE_KEYS, where)
    for key in ("file", "source", "dataset", "as_of"):
        if key not in raw:
            raise StudyError(f"{key} is missing", where=where, cure="or let `sarai add` write the entry")
    for key in ("file", "source", "dataset", "licence"):
        if not isinstance(raw.get(key, ""), str):
            raise StudyError(
                f"{key} must be text, not {_shown(raw[key])}",
                where=where,
                cure=f'write it in quotes: {key} = "..."',
            )
    if not _is_day(raw["as_of"]):
        raise StudyError(
            f"as_of {_shown(raw['as_of'])} is no date",
            where=where,
            cure="write it without quotes and hours: as_of = 2017-10-11",
        )
    for key in {"file", "mapping"} & raw.keys():
        _check_file(key, raw[key], where)
    scope = raw.get("scope")
    return SourceEntry(
        file=raw["file"],
        source=raw["source"],
        dataset=raw["dataset"],
        as_of=raw["as_of"],
        mapping=raw.get("mapping"),
        licence=raw.get("licence"),
        scope=None if scope is None else _scope(scope, where),
    )


_SCOPE_KEYS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "recipients": ('["KE", "UG"]', lambda value: _is_list_of_texts(value)),
    "years": ("[2000, 2014]", lambda value: isinstance(value, list) and len(value) == 2 and all(map(_is_year, value))),
    "statuses": ('["commitment"]', lambda value: _is_list_of_texts(value)),
    "recommended_only": ("true", lambda value: isinstance(value, bool)),
    "without_marks": ('["umbrella"]', lambda value: _is_list_of_texts(value)),
    "complete_to": ("2013", lambda value: _is_year(value)),
    "complete": ("false", lambda value: isinstance(value, bool)),
    "note": ('"geocoded records only"', lambda value: isinstance(value, str)),
}


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _scope(stated: object, where: str) -> Scope:
    if not isinstance(stated, dict):
        raise StudyError(
            "scope must be a table", where=where, cure="write for example scope = { years = [2000, 2014] }"
        )
    _check_keys(stated, set(_SCOPE_KEYS), f"{where} scope")
    for key, value in stated.items():
        example, fits = _SCOPE_KEYS[key]
        if not fits(value):
            raise StudyError(
                f"scope.{key} cannot be {_shown(value)}", where=where, cure=f"write for example {key} = {example}"
            )
    return Scope.from_json(stated)
