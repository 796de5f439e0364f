"""Reading a mapping: every key checked, every fault told with its line and cure; the result has a card."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from sarai.model.provenance import Format, Scope, SourceCard
from sarai.model.vocabulary import Family, Tier
from sarai.sources.kit.decoding import UTF8, Written
from sarai.sources.table.check_columns import Columns
from sarai.sources.table.checking import UNFILLED, Checked
from sarai.sources.table.dates import Dates
from sarai.sources.table.fields import FIELDS
from sarai.sources.table.mapping import Correction, Grain, Shape, TableMapping, Taken, Where, silent
from sarai.sources.table.numbers import Numbers
from sarai.sources.table.yaml import read_with_lines

__all__ = ["UNFILLED", "load"]

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
    "sheet": "the sheet of a workbook, or a list of sheets with the same headers",
    "header_row": "the row that holds the headers, 1 being the first; [3, 4] where two rows do",
    "area": "the cells that the table fills, for example A3:F20, where a sheet holds more than one",
    "delimiter": "what separates the cells of a text file",
    "quotes": "none, where a quote mark in a text file is only a letter",
    "encoding": "how the text file is written, utf-8 unless it says otherwise",
    "blanks": "what stands for an empty cell",
    "numbers": "how numbers are written",
    "dates": "how dates are written: day-first, month-first, or formats such as [%d.%m.%Y]",
    "grain": f"what the rows of one record are: {', '.join(Grain)}",
    "totals": "rows that add up others: column -> the words that tell them",
    "skip": "rows that are no records: column -> the words that tell them",
    "fill": "columns in which a blank means the cell above",
    "sections": "the field that a row of one cell names for the rows below it",
    "columns": "column -> field",
    "constants": "field -> value of every row",
    "codes": "field -> the table's own word -> the code it means",
    "money": "one entry for each financial statement of a row, where there are several",
    "ignored": "column -> why it is not read",
    "not_read": "sheet or area -> why it is not read",
    "corrections": "known errors: record, column, stated, used, reason",
    "scope": "what the table could hold",
    "caveats": "what to mind, said with its figures",
    "family": f"whose definition of money it has: {', '.join(Family)}, or a name of its own",
}
_REQUIRED = ("source", "dataset", "title", "publisher", "licence", "tier", "columns")
_CORRECTION_KEYS = {"record", "column", "stated", "used", "reason"}
RESERVED = frozenset(("table", "aiddata", "iati", "measures", "crs", "fts", "gem", "between"))
"""Names of readers, which no table of somebody's has."""


def load(path: Path, *, version: str) -> TableMapping:
    """Read and check a mapping.

    Raises:
        BadMapping: it cannot be opened, is no YAML, has unknown keys or fields, two columns for one field, codes
            that no list knows, or places that a draft left open; the message names the line and the cure.
    """
    raw, lines, digest = read_with_lines(path)
    return _Reading(path, raw, lines).mapping(f"{version}-{digest[:8]}")


class _Reading(Checked):
    """The checks, each of which knows its line."""

    def mapping(self, version: str) -> TableMapping:
        self.known(self.raw, set(_KEYS))
        self.filled()
        for key in _REQUIRED:
            if not self.raw.get(key):
                self.fail(f"{key} is missing", f"add a line: {key}: ... ({_KEYS[key]})")
        source, dataset = self.name("source"), self.name("dataset")
        if source in RESERVED:
            self.fail(f"source {source!r} is a reader's name", "choose a name of its own", "source")
        tier = self.one_of("tier", tuple(Tier))
        numbers = self.numbers(self.raw.get("numbers"), "numbers") or Numbers()
        columns = Columns(self.path, self.raw, self.lines, numbers=numbers)
        ignored = {column: self.words(why, "ignored", column) for column, why in self.mapped("ignored").items()}
        for column in ignored:
            if ("columns", column) in self.lines:
                self.fail(f"column {column!r} is both read and ignored", "keep one of the two", "ignored", column)
        where = self.where()
        year_basis = self.raw.get("year_basis") or "calendar"
        return TableMapping(
            path=self.path,
            source=source,
            dataset=dataset,
            title=self.raw["title"],
            ids=columns.ids,
            record=columns.record,
            money=columns.money,
            grain=Grain(self.one_of("grain", tuple(Grain)) or Grain.RECORDS),
            codes=columns.codes(),
            ignored=ignored,
            corrections=self.corrections(),
            numbers=numbers,
            numbers_of=columns.numbers_of,
            times_of=columns.times_of,
            dates=self.dates(self.raw.get("dates"), "dates") or Dates(),
            dates_of=columns.dates_of,
            blanks=frozenset(each.casefold() for each in self.listed("blanks")),
            where=where,
            shape=self.shape(),
            not_read={place: self.words(why, "not_read", place) for place, why in self.mapped("not_read").items()},
            year_basis=year_basis,
            tier=Tier(tier or Tier.NOT_STATED),
            card=self.card(source, dataset, version, where, ignored, year_basis, columns.record),
            lines=self.lines,
        )

    def card(
        self,
        source: str,
        dataset: str,
        version: str,
        where: Where,
        ignored: Mapping[str, str],
        year_basis: str,
        record: Taken,
    ) -> SourceCard:
        told: dict[str, str] = {
            key: self.raw.get(key) or "" for key in ("title", "publisher", "licence", "url", "tier")
        }
        return SourceCard(
            id=source,
            title=told["title"],
            publisher=told["publisher"],
            licence=told["licence"],
            citation=self.raw.get("citation") or told["title"],
            url=told["url"],
            tier=told["tier"],
            year_basis=year_basis,
            version=version,
            formats=(
                Format(
                    dataset=dataset,
                    title=told["title"],
                    kind="xlsx" if where.sheets else "csv",
                    columns=(),
                    as_of=dt.date(1900, 1, 1),
                    scope=self.scope(),
                    sheets=where.sheets,
                    url=told["url"],
                    silent=silent(record),
                ),
            ),
            ignored=ignored,
            caveats=tuple(self.listed("caveats")),
            family=self.name("family") if self.raw.get("family") else "",
        )

    def where(self) -> Where:
        header = self.raw.get("header_row")
        rows = tuple(
            self.positive(each, "header_row") for each in (header if isinstance(header, list) else [header or "1"])
        )
        if list(rows) != list(range(rows[0], rows[0] + len(rows))):
            self.fail(
                "header_row: the rows do not follow each other", "write for example header_row: [3, 4]", "header_row"
            )
        area = self.area("area")
        delimiter = self.raw.get("delimiter") or ","
        quotes = self.one_of("quotes", ("none",))
        return Where(
            sheets=tuple(self.listed("sheet")),
            header=rows,
            rows=(area[0][0], area[1][0]),
            columns=(area[0][1], area[1][1]),
            written=Written(
                self.raw.get("encoding") or UTF8, {"tab": "\t"}.get(delimiter, delimiter), quoted=quotes is None
            ),
        )

    def shape(self) -> Shape:
        sections = self.raw.get("sections")
        sections = None if sections == "none" else sections
        if sections is not None and sections not in FIELDS:
            self.fail(f"sections: there is no field {sections!r}", "write for example sections: recipient", "sections")
        told: dict[str, dict[str, frozenset[str]]] = {"totals": {}, "skip": {}}
        for key, found in told.items():
            for column, words in self.mapped(key).items():
                listed = words if isinstance(words, list) else [words]
                found[column] = frozenset((each or "").strip().casefold() for each in listed)
        fill = tuple(each for each in self.listed("fill") if each != "none")
        return Shape(told["totals"], told["skip"], fill, sections)

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
        self.known(told, {"recipients", "years", "complete_to", "note", "complete"}, "scope")
        meant = told.get("recipients")
        if meant is not None and not (isinstance(meant, list) and all(isinstance(each, str) for each in meant)):
            self.fail("scope: recipients must be a list of codes", "write recipients: [NP, LK]", "scope", "recipients")
        years = told.get("years")
        if years is not None and not (isinstance(years, list) and len(years) == 2 and all(map(str.isdecimal, years))):
            self.fail("scope: years must be two years", "write years: [2012, 2019]", "scope", "years")
        ends = told.get("complete_to")
        if ends is not None and not (isinstance(ends, str) and len(ends) == 4 and ends.isdecimal()):
            self.fail("scope: complete_to must be a year", "write complete_to: 2019", "scope", "complete_to")
        if told.get("complete") not in (None, "true", "false"):
            self.fail("scope: complete must be true or false", "write complete: false", "scope", "complete")
        return Scope(
            recipients=frozenset(meant) if meant else None,
            years=(int(years[0]), int(years[1])) if years else None,
            complete=told.get("complete") != "false",
            note=told.get("note") or "",
            complete_to=int(ends) if ends else None,
        )
