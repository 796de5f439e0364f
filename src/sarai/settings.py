"""A study: a folder with a ``study.toml`` that names a region, its partners and its sources."""

import datetime as dt
import difflib
import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sarai import codelists
from sarai.model.errors import CodeError, StudyError
from sarai.model.provenance import Scope

FILE = "study.toml"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One file of a study: its path inside the folder and what it was recognised as."""

    file: str
    source: str
    dataset: str
    as_of: dt.date | None
    scope: Scope | None = None
    mapping: str | None = None


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
_SOURCE_KEYS = {"file", "source", "dataset", "as_of", "scope", "mapping"}


def load(folder: Path) -> Study:
    """Read and check ``study.toml``.

    Raises:
        StudyError: no such file, not TOML, an unknown or missing key, or a value that is not of the
            kind the key takes; the message names the key and the cure.
    """
    path = folder / FILE
    if not folder.is_dir() or not path.is_file():
        raise no_study(folder)
    content = path.read_bytes()
    try:
        raw = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(f"is not TOML: {error}", where=str(path), cure="mend the line it names") from error
    return _study(folder, path, raw, hashlib.sha256(content).hexdigest())


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
    currency = raw["currency"]
    if not isinstance(currency, str) or currency not in codelists.load("currencies"):
        raise StudyError(
            f"currency {currency!r} is no ISO 4217 code",
            where=str(path),
            cure='write for example currency = "USD"',
        )
    if not _is_year(raw["price_year"]):
        raise StudyError(
            f"price_year {raw['price_year']!r} is no year",
            where=str(path),
            cure="write for example price_year = 2023",
        )
    return Study(
        folder=folder,
        title=str(raw["title"]),
        recipients=_codes(raw, "recipients", str(path)),
        partners=_codes(raw, "partners", str(path)),
        years=_years(raw, str(path)),
        currency=currency,
        price_year=raw["price_year"],
        sources=tuple(_entry(each, str(path)) for each in raw.get("source", [])),
        hash=digest,
        texts=tuple(_text(each, str(path)) for each in raw.get("text", [])),
        reader=_reader(raw.get("reader"), str(path)),
    )


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
        raise StudyError(
            "a text must name its file", where=f"{where} [[text]]", cure="or let `sarai add` write the entry"
        )
    _check_keys(raw, {"file", "date", "url"}, f"{where} [[text]]")
    path = Path(raw["file"])
    if path.is_absolute() or ".." in path.parts:
        raise StudyError(
            f"file {raw['file']!r} lies outside the study",
            where=f"{where} [[text]]",
            cure="let `sarai add` bring it in",
        )
    date, url = raw.get("date"), raw.get("url")
    if date is not None and not isinstance(date, dt.date):
        raise StudyError(
            f"date {date!r} is no date", where=f"{where} [[text]] {raw['file']}", cure="write it without quotes"
        )
    if url is not None and not isinstance(url, str):
        raise StudyError("url must be text", where=f"{where} [[text]] {raw['file']}", cure="write it in quotes")
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
            cure=f'write for example {key} = ["KZ", "KG"]',
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
    _check_keys(raw, _SOURCE_KEYS, f"{where} [[source]]")
    for key in ("file", "source", "dataset", "as_of"):
        if key not in raw:
            raise StudyError(
                f"{key} is missing", where=f"{where} [[source]]", cure="or let `sarai add` write the entry"
            )
    for key in ("file", "source", "dataset"):
        if not isinstance(raw[key], str):
            raise StudyError(
                f"{key} must be text, not {raw[key]!r}",
                where=f"{where} [[source]]",
                cure=f'write it in quotes: {key} = "..."',
            )
    if not isinstance(raw["as_of"], dt.date):
        raise StudyError(
            f"as_of {raw['as_of']!r} is no date",
            where=f"{where} [[source]] {raw['file']}",
            cure="write it without quotes: as_of = 2017-10-11",
        )
    for key in ("file", "mapping"):
        told = raw.get(key, "")
        path = Path(told) if isinstance(told, str) else None
        if path is None or path.is_absolute() or ".." in path.parts:
            raise StudyError(
                f"{key} {told!r} lies outside the study",
                where=f"{where} [[source]]",
                cure="let `sarai add DIR PATH` bring it in",
            )
    scope = raw.get("scope")
    return SourceEntry(
        file=raw["file"],
        source=raw["source"],
        dataset=raw["dataset"],
        as_of=raw["as_of"],
        mapping=raw.get("mapping"),
        scope=None if scope is None else _scope(scope, f"{where} [[source]] {raw['file']}"),
    )


_SCOPE_KEYS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "recipients": ('["KZ", "KG"]', lambda value: _is_list_of_texts(value)),
    "years": ("[2000, 2014]", lambda value: isinstance(value, list) and len(value) == 2 and all(map(_is_year, value))),
    "statuses": ('["commitment"]', lambda value: _is_list_of_texts(value)),
    "recommended_only": ("true", lambda value: isinstance(value, bool)),
    "without_marks": ('["umbrella"]', lambda value: _is_list_of_texts(value)),
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
                f"scope.{key} cannot be {value!r}", where=where, cure=f"write for example {key} = {example}"
            )
    return Scope.from_json(stated)
