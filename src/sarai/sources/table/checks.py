"""Reading a mapping: every key checked, every fault told with its line and cure; the result has a card."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from sarai.model.errors import BadMapping
from sarai.model.provenance import Format, Scope, SourceCard
from sarai.model.vocabulary import Family, Tier
from sarai.sources.table.cells import Dates, Numbers
from sarai.sources.table.fields import FIELDS, MONEY, NEEDED, unknown
from sarai.sources.table.mapping import Correction, TableMapping, Taken, silent
from sarai.sources.table.yaml import read_with_lines

UNFILLED = "?"
"""What a draft writes where it could not guess."""

_KEYS = {
    "source": "a short name that begins every key of its rows, for example my-ministry",
    "dataset": "the name of this edition of it, for example my-ministry-2025",
    "title": "what the table is",
    "publisher": "whose table it is",
    "licence": "what its publisher allows",
    "citation": "how to name it in a paper",
    "url": "where it is published",
    "tier": f"how close it stands to the fact: {', '.join(Tier)}",
    "year_basis": "calendar, or which fiscal year",
    "sheet": "the sheet of a workbook",
    "header_row": "the row that holds the headers, 1 being the first",
    "delimiter": "what separates the cells of a text file",
    "encoding": "how the text file is written, utf-8 unless it says otherwise",
    "blanks": "what stands for an empty cell",
    "numbers": "how numbers are written",
    "dates": "how dates are written, for example [%d.%m.%Y]",
    "columns": "column -> field",
    "constants": "field -> value of every row",
    "codes": "field -> the table's own word -> the code it means",
    "money": "one entry for each financial statement of a row, where there are several",
    "ignored": "column -> why it is not read",
    "corrections": "known errors: record, column, stated, used, reason",
    "scope": "what the table could hold",
    "caveats": "what to mind, said with its figures",
    "family": f"whose definition of money it has: {', '.join(Family)}, or a name of its own",
}
_REQUIRED = ("source", "dataset", "title", "publisher", "licence", "tier", "columns")
_NUMBER_KEYS = {"decimal", "thousands", "negatives", "words", "times"}
_CORRECTION_KEYS = {"record", "column", "stated", "used", "reason"}
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_RESERVED = {"table", "aiddata", "iati", "measures"}


def load(path: Path, *, version: str) -> TableMapping:
    """Read and check a mapping.

    Raises:
        BadMapping: it cannot be opened, is no YAML, has unknown keys or fields, two columns for one field, codes
            that no list knows, or places that a draft left open; the message names the line and the cure.
    """
    raw, lines, digest = read_with_lines(path)
    return _Reading(path, raw, lines).mapping(f"{version}-{digest[:8]}")


class _Reading:
    """The checks, each of which knows its line."""

    def __init__(self, path: Path, raw: Any, lines: Mapping[tuple[str | int, ...], int]) -> None:
        self.path, self.lines = path, lines
        if not isinstance(raw, dict):
            self.fail("is no mapping", "write key: value lines, or let `sarai add` draft it")
        self.raw: dict[str, Any] = raw

    def fail(self, what: str, cure: str, *keys: str | int) -> NoReturn:
        for upto in range(len(keys), -1, -1):
            if keys[:upto] in self.lines:
                raise BadMapping(what, where=f"{self.path}:{self.lines[keys[:upto]]}", cure=cure)
        raise BadMapping(what, where=str(self.path), cure=cure)

    def mapping(self, version: str) -> TableMapping:
        self.known(self.raw, set(_KEYS))
        self.filled()
        for key in _REQUIRED:
            if not self.raw.get(key):
                self.fail(f"{key} is missing", f"add a line: {key}: ... ({_KEYS[key]})")
        source, dataset = self.name("source"), self.name("dataset")
        if source in _RESERVED:
            self.fail(f"source {source!r} is a reader's name", "choose a name of its own", "source")
        if (tier := self.raw["tier"]) not in tuple(Tier):
            self.fail(f"tier {tier!r} is none", f"write one of {', '.join(Tier)}", "tier")
        numbers = self.numbers(self.mapped("numbers"), "numbers")
        record, money = self.taken(numbers)
        self.needed(record, money)
        ignored = {column: self.words(why, "ignored", column) for column, why in self.mapped("ignored").items()}
        for column in ignored:
            if ("columns", column) in self.lines:
                self.fail(f"column {column!r} is both read and ignored", "keep one of the two", "ignored", column)
        sheet = self.raw.get("sheet")
        dates = Dates(tuple(self.listed("dates")) or Dates().formats)
        for place, each in enumerate(dates.formats):
            try:
                dt.datetime.strptime(dt.date(2001, 2, 3).strftime(each), each)
            except ValueError:
                self.fail(f"dates: {each!r} is no format of dates", "write for example [%d.%m.%Y]", "dates", place)
        return TableMapping(
            path=self.path,
            source=source,
            dataset=dataset,
            title=self.raw["title"],
            record=record,
            money=money,
            codes=self.codes(),
            ignored=ignored,
            corrections=self.corrections(),
            numbers=numbers,
            dates=dates,
            blanks=frozenset(self.listed("blanks")),
            sheet=sheet,
            header_row=self.positive("header_row", 1),
            delimiter={"tab": "\t"}.get(self.raw.get("delimiter") or ",", self.raw.get("delimiter") or ","),
            encoding=self.raw.get("encoding") or "utf-8-sig",
            year_basis=self.raw.get("year_basis") or "calendar",
            tier=Tier(tier),
            card=SourceCard(
                id=source,
                title=self.raw["title"],
                publisher=self.raw["publisher"],
                licence=self.raw["licence"],
                citation=self.raw.get("citation") or self.raw["title"],
                url=self.raw.get("url") or "",
                tier=tier,
                year_basis=self.raw.get("year_basis") or "calendar",
                version=version,
                formats=(
                    Format(
                        dataset=dataset,
                        title=self.raw["title"],
                        kind="xlsx" if sheet else "csv",
                        columns=(),
                        as_of=dt.date(1900, 1, 1),
                        scope=self.scope(),
                        sheets=(sheet,) if sheet else (),
                        url=self.raw.get("url") or "",
                        silent=silent(record),
                    ),
                ),
                ignored=ignored,
                caveats=tuple(self.listed("caveats")),
                family=self.name("family") if self.raw.get("family") else "",
            ),
            lines=self.lines,
        )

    def filled(self) -> None:
        """Every place that a draft left open, named at once."""
        found: list[tuple[int, str]] = []

        def look(value: Any, keys: tuple[str | int, ...]) -> None:
            if value == UNFILLED:
                found.append((self.lines.get(keys, 1), ".".join(map(str, keys))))
            elif isinstance(value, dict):
                for name, each in value.items():
                    look(each, (*keys, name))
            elif isinstance(value, list):
                for place, each in enumerate(value):
                    look(each, (*keys, place))

        look(self.raw, ())
        if found:
            told = "; ".join(f"line {line}: {name}" for line, name in found[:12])
            more = f"; and {len(found) - 12} more" if len(found) > 12 else ""
            raise BadMapping(
                f"is a draft with {len(found)} place(s) to fill in: {told}{more}",
                where=f"{self.path}:{found[0][0]}",
                cure=f'put a field (or, under ignored, a reason) where "{UNFILLED}" stands; '
                "fields are listed in docs/your-spreadsheet.md",
            )

    def known(self, value: Mapping[str, Any], keys: set[str], *at: str | int) -> None:
        for key in value:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                meant = f"did you mean {near[0]}? " if near else ""
                self.fail(f"unknown key {key!r}", f"{meant}known keys: {', '.join(sorted(keys))}", *at, key)

    def mapped(self, key: str, value: Any = None, *at: str | int) -> dict[str, Any]:
        told = self.raw.get(key) if value is None else value
        if told is None:
            return {}
        if not isinstance(told, dict):
            self.fail(f"{key} must be a table of key: value", "write each on a line of its own, indented", *at, key)
        return told

    def listed(self, key: str) -> list[str]:
        told = self.raw.get(key)
        if told is None:
            return []
        if isinstance(told, str):
            return [told]
        if not isinstance(told, list) or not all(isinstance(each, str) for each in told):
            self.fail(f"{key} must be a list of texts", f"write for example {key}: [..., ...]", key)
        return told

    def words(self, value: Any, *at: str | int) -> str:
        if not isinstance(value, str) or not value:
            self.fail(f"{at[-1]!r} needs words", "write in a few words why it is not read", *at)
        return value

    def name(self, key: str) -> str:
        told = self.raw[key]
        if not isinstance(told, str) or not _NAME.fullmatch(told):
            self.fail(f"{key} {told!r} is no short name", "use small letters, digits, - and . only", key)
        return told

    def positive(self, key: str, default: int) -> int:
        told = self.raw.get(key)
        if told is None:
            return default
        if not isinstance(told, str) or not told.isdecimal() or int(told) < 1:
            self.fail(f"{key} {told!r} is no row number", f"write for example {key}: 3", key)
        return int(told)

    def numbers(self, told: dict[str, Any], *at: str | int) -> Numbers:
        self.known(told, _NUMBER_KEYS, *at)
        decimal = told.get("decimal") or "."
        marks = told.get("thousands") or ()
        thousands = tuple(marks) if isinstance(marks, list) else (marks,) if marks else ()
        thousands = tuple(" " if each in ("space", "blank") else each for each in thousands)
        if decimal not in (".", ","):
            self.fail(f"numbers: decimal {decimal!r} is neither . nor ,", 'write decimal: ","', *at, "decimal")
        if decimal in thousands or any(len(each) != 1 for each in thousands):
            self.fail(
                f"numbers: thousands {marks!r} cannot be told from the decimal mark {decimal!r}",
                'write for example decimal: "," and thousands: "."',
                *at,
                "thousands",
            )
        negatives = told.get("negatives") or "minus"
        if negatives not in ("minus", "brackets"):
            self.fail(f"numbers: negatives {negatives!r} is unknown", "write minus or brackets", *at, "negatives")
        words = {
            word: self.size(size, *at, "words", word) for word, size in self.mapped("words", told.get("words")).items()
        } if told.get("words") else {}  # fmt: skip
        times = self.size(told["times"], *at, "times") if told.get("times") else Decimal(1)
        return Numbers(decimal, thousands, negatives == "brackets", words, times)

    def size(self, told: Any, *at: str | int) -> Decimal:
        try:
            value = Decimal(str(told).replace("_", "").replace(",", ""))
        except InvalidOperation:
            value = Decimal()
        if not value.is_finite() or value <= 0:
            self.fail(f"{at[-1]} {told!r} is no size", "write for example 1000000", *at)
        return value

    def taken(self, numbers: Numbers) -> tuple[Taken, tuple[Taken, ...]]:
        """What fills the record's fields, and each financial statement's."""
        columns = self.columns(self.mapped("columns"), "columns")
        constants = self.constants(self.mapped("constants"), "constants")
        entries = self.raw.get("money")
        own = {name: column for name, column in columns.items() if name in MONEY}
        fixed = {name: value for name, value in constants.items() if name in MONEY}
        record = Taken(
            {name: column for name, column in columns.items() if name not in MONEY},
            {name: value for name, value in constants.items() if name not in MONEY},
        )
        if entries is None:
            return record, (Taken(own, fixed, numbers),) if "amount" in own or "amount" in fixed else ()
        if not isinstance(entries, list):
            self.fail("money must be a list", "begin each statement with a dash: - columns: {...}", "money")
        money = []
        for place, entry in enumerate(entries):
            told = self.mapped("money", entry, "money", place)
            self.known(told, {"columns", "constants", "numbers"}, "money", place)
            at = ("money", place)
            mine = self.columns(self.mapped("columns", told.get("columns") or {}, *at), *at, "columns")
            said = self.constants(self.mapped("constants", told.get("constants") or {}, *at), *at, "constants")
            for name in (*mine, *said):
                if name not in MONEY:
                    self.fail(f"{name} belongs to the record, not to a statement", "move it to the top columns", *at)
            both = {name: column for name, column in own.items() if name not in said}
            money.append(
                Taken(
                    {**both, **mine},
                    {**{name: value for name, value in fixed.items() if name not in mine}, **said},
                    self.numbers(told["numbers"], *at, "numbers") if told.get("numbers") else numbers,
                )
            )
            if "amount" not in money[-1].columns:
                self.fail("a statement without an amount", "name the column of its amount", *at)
        return record, tuple(money)

    def columns(self, told: Mapping[str, Any], *at: str | int) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, names in told.items():
            for name in names if isinstance(names, list) else [names]:
                if name not in FIELDS:
                    near = get_close_matches(str(name), FIELDS, n=1)
                    meant = f"did you mean {near[0]}? " if near else ""
                    self.fail(
                        f"column {column!r}: there is no field {name!r}",
                        f"{meant}fields: {', '.join(FIELDS)}; a column not to be read goes under ignored",
                        *at,
                        column,
                    )
                if name in found:
                    self.fail(
                        f"two columns for one field: {found[name]!r} and {column!r} both fill {name}",
                        "keep one, and put the other under ignored or, where it is other money, under money",
                        *at,
                        column,
                    )
                found[name] = column
        return found

    def constants(self, told: Mapping[str, Any], *at: str | int) -> dict[str, str | None]:
        for name, value in told.items():
            if name not in FIELDS:
                near = get_close_matches(str(name), FIELDS, n=1)
                meant = f"did you mean {near[0]}? " if near else ""
                self.fail(f"there is no field {name!r}", f"{meant}fields: {', '.join(FIELDS)}", *at, name)
            if value is not None and not isinstance(value, str):
                self.fail(f"{name} must be one value", "write a list of marks with semicolons", *at, name)
            if value is not None and (fault := unknown(name, value)):
                self.fail(f"{name}: {fault}", "write a code of its list", *at, name)
        return dict(told)

    def codes(self) -> dict[str, dict[str, str | None]]:
        found: dict[str, dict[str, str | None]] = {}
        for name, told in self.mapped("codes").items():
            if name not in FIELDS:
                near = get_close_matches(name, FIELDS, n=1)
                self.fail(f"codes: there is no field {name!r}", f"fields: {', '.join(near or FIELDS)}", "codes", name)
            for word, code in self.mapped(name, told, "codes").items():
                if code is not None and (not isinstance(code, str) or (fault := unknown(name, code))):
                    self.fail(
                        f"codes of {name}: {fault if isinstance(code, str) else 'one code a word'}",
                        "write a code of its list, or nothing for not stated",
                        "codes",
                        name,
                        word,
                    )
            found[name] = dict(told or {})
        return found

    def needed(self, record: Taken, money: tuple[Taken, ...]) -> None:
        for name in NEEDED:
            where = money if name in MONEY else (record,)
            if not all(_fills(each, name) for each in where):
                self.fail(
                    f"nothing fills {name}",
                    f"map a column to {name} ({FIELDS[name].about}), or write it under constants",
                    "columns",
                )
        for place, each in enumerate(money):
            # A table whose amounts are only words has none that could have a currency.
            if "amount" in each.columns and not _fills(each, "currency"):
                at = ("money", place) if self.raw.get("money") else ("columns", each.columns.get("amount", ""))
                self.fail(
                    "the amounts have no currency",
                    "write constants: {currency: USD} if all amounts are in one, or map the column that names it",
                    *at,
                )

    def corrections(self) -> dict[tuple[str, str], Correction]:
        found = {}
        told = self.raw.get("corrections") or []
        if not isinstance(told, list):
            self.fail("corrections must be a list", "begin each with a dash", "corrections")
        for place, each in enumerate(told):
            said = self.mapped("corrections", each, "corrections", place)
            self.known(said, _CORRECTION_KEYS, "corrections", place)
            for key in _CORRECTION_KEYS - {"used"}:
                if said.get(key) is None:
                    self.fail(f"a correction without {key}", f"add {key}: ...", "corrections", place)
            found[(said["record"], said["column"])] = Correction(
                said["record"], said["column"], said["stated"], said.get("used"), said["reason"]
            )
        return found

    def scope(self) -> Scope:
        told = self.mapped("scope")
        self.known(told, {"recipients", "years", "note", "complete"}, "scope")
        years = told.get("years")
        if years is not None and not (isinstance(years, list) and len(years) == 2 and all(map(str.isdecimal, years))):
            self.fail("scope: years must be two years", "write years: [2012, 2019]", "scope", "years")
        if told.get("complete") not in (None, "true", "false"):
            self.fail("scope: complete must be true or false", "write complete: false", "scope", "complete")
        return Scope(
            recipients=frozenset(told["recipients"]) if told.get("recipients") else None,
            years=(int(years[0]), int(years[1])) if years else None,
            complete=told.get("complete") != "false",
            note=told.get("note") or "",
        )


def _fills(taken: Taken, name: str) -> bool:
    return name in taken.columns or name in taken.constants
