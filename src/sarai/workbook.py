"""A release as one Excel workbook: a flat sheet of projects first, then promises, what was asked and said,
corridors, totals, sources, how to read it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarai import codelists
from sarai.model.errors import QuestionError
from sarai.model.spreadsheets import XLSX_ROWS, cell, in_sheet, workbook
from sarai.model.vocabulary import COUNTED_IN, Counting
from sarai.study import Study

if TYPE_CHECKING:
    from openpyxl import Workbook

Row = Mapping[str, Any]

_PROJECT: tuple[tuple[str, str], ...] = (
    ("title", "what the source calls it"),
    ("partner", "who gives"),
    ("recipient", "who receives; empty where no source states it"),
    ("year", "year of the statement, in the source's own year"),
    ("measure", "committed, or spent (paid out)"),
    ("counted", "yes where it stands in the preferred total; only these rows add up"),
    ("value", "in the study's currency, current prices; empty is not reported, never zero"),
    ("value_constant", "the same in the study's constant prices"),
    ("lower_count", "yes where it stands in the lower total too"),
    ("rule", "the rule that decided"),
    ("family", "whose definition of money; values of two families are never added"),
    ("amount", "as stated"),
    ("currency", "of the amount as stated"),
    ("rate", "what the amount was multiplied by"),
    ("rate_period", "the month or year of the rate"),
    ("rate_source", "whose rate"),
    ("recipient_percent", "share of the recipient"),
    ("sector_percent", "share of the sector"),
    ("date", "day of the statement; the first day it can mean"),
    ("precision", "how fine the day is known"),
    ("status", "where it stood when it was last told"),
    ("status_stated", "the status in the source's words"),
    ("start_planned", ""),
    ("start_actual", ""),
    ("end_planned", ""),
    ("end_actual", ""),
    ("sector", "as stated"),
    ("sector_group", "its group in the DAC's list"),
    ("flow_class", "ODA, other official flows, ..."),
    ("finance_type", "the DAC's code: 110 grant, 421 loan, ..."),
    ("agency", "donor and agency"),
    ("place", "as the source names it"),
    ("latitude", "only where the source or the study states it"),
    ("longitude", ""),
    ("evidence", "how close the source stands to the fact"),
    ("reporter", "who reports"),
    ("source", "the publisher's family of data"),
    ("dataset", "the release of it"),
    ("record", "the record's key here"),
    ("group", "rows of one thing told several times share it"),
    ("page", "the publisher's page of the record, where it has one"),
    ("file_row", "where it stands in the file"),
    ("licence", "of the source"),
)
"""Columns of the projects and what they hold."""

_NAMED: Mapping[str, Callable[[str], str | None]] = {
    "partner": codelists.name_of_partner,
    "recipient": codelists.name_of_place,
}


_COMPARED = {"=": "exactly", "~": "about", ">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, heads, and rows of plain values."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[object]]


def write(study: Study, path: Path) -> dict[str, int]:
    """Write the workbook; how many rows each of its sheets holds.

    Amounts are numbers, days are days, texts that a spreadsheet would run are texts, and what is not reported is an
    empty cell. Rows told again and rows out of totals are there too; the column ``counted`` says which add up.

    Raises:
        QuestionError: another ending, a file that cannot be written, or more rows than a sheet holds.
    """
    if path.suffix != ".xlsx":
        raise QuestionError(f"cannot write a {path.suffix or 'nameless'} file", where=str(path), cure="use .xlsx")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with workbook(path) as book:
            return {each.name: _filled(book, each, path) for each in _sheets(study)}
    except OSError as error:
        raise QuestionError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check path, rights and space"
        ) from error


def _filled(book: "Workbook", each: Sheet, path: Path) -> int:
    """Write one sheet; how many rows it holds."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet(each.name)
    sheet.freeze_panes = "B2"
    for at, head in enumerate(each.heads):
        sheet.column_dimensions[_letter(at)].width = 42 if at == 0 else min(max(len(head) + 3, 11), 24)
    heads = []
    for head in each.heads:
        written = WriteOnlyCell(sheet, value=head)
        written.font = Font(bold=True)
        heads.append(written)
    sheet.append(heads)
    n = 0
    for row in each.rows:
        n += 1
        if n > XLSX_ROWS:
            raise QuestionError(
                f"the sheet {each.name} would hold more than {XLSX_ROWS:,} rows",
                where=str(path),
                cure="export tables: --to csv or parquet",
            )
        sheet.append([_in_sheet(value) for value in row])
    sheet.auto_filter.ref = f"A1:{_letter(len(each.heads) - 1)}{n + 1}"
    return n


def _in_sheet(value: object) -> object:
    return value if isinstance(value, dt.date | bool | int | float) else in_sheet(cell(value))


def _letter(at: int) -> str:
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _sheets(study: Study) -> Iterator[Sheet]:
    yield Sheet("projects", [name for name, _ in _PROJECT], _projects(study))
    counts = study.release.counts
    if counts.get("promise"):
        yield _listed("promises", study.promises(on=study.release.committed_at.date()).rows, without=("file", "tiers"))
    if counts.get("position"):
        yield _listed("asked and said", study.positions().rows)
    if counts.get("leg"):
        yield _listed("corridor legs", study.corridors(show="legs").rows)
    heads = ["measure", "family", "partner", "partner_name", "recipient", "recipient_name", "year", "low", "preferred",
             "high", "records"]  # fmt: skip
    yield Sheet("totals", heads, _totals(study))
    heads = ["dataset", "title", "publisher", "licence", "as_of", "could_hold", "address", "citation", "files"]
    yield Sheet("sources", heads, _sources(study))
    yield Sheet("README", ["about", "says"], _readme(study))


def _listed(name: str, rows: Sequence[Row], *, without: Sequence[str] = ()) -> Sheet:
    """A sheet of the rows of an answer, with names where they hold codes of partners and places."""
    heads = [head for head in rows[0] if head not in without]
    return Sheet(name, heads, ([_worded(head, row[head]) for head in heads] for row in rows))


def _worded(head: str, value: Any) -> Any:
    if head in ("maker", "government"):
        return codelists.name_of_partner(value) or value
    if head == "addressees":
        return [codelists.name_of_place(each) or codelists.name_of_partner(each) or each for each in value or ()]
    return _COMPARED.get(value, value) if head == "comparator" else value


def _projects(study: Study) -> list[Sequence[object]]:
    """What adds up first, the largest on top."""
    at = {name: place for place, (name, _) in enumerate(_PROJECT)}

    def order(row: Sequence[Any]) -> tuple[bool, bool, Any]:
        value = row[at["value"]]
        return row[at["counted"]] != "yes", value is None, 0 if value is None else -value

    return sorted(_project_rows(study), key=order)


def _project_rows(study: Study) -> Iterator[Sequence[object]]:
    constant = f"constant:{study.release.price_year}"
    for measure in ("committed", "spent"):
        at_constant = {_place(row): row["value"] for row in study.records(measure=measure, prices=constant).rows}
        for row in study.records(measure=measure).rows:
            told = {
                **row,
                **{name: of(row[name]) or row[name] for name, of in _NAMED.items() if row[name]},
                "measure": measure,
                "value_constant": at_constant.get(_place(row)),
                "counted": "yes" if row["counts"] in COUNTED_IN[Counting.PREFERRED] else "no",
                "lower_count": "yes" if row["counts"] == "certain" else "no",
                "rule": "told again" if row["counts"] == "told again" else row["rule"],
                "sector_group": _sector(row["sector_group"]),
                "evidence": row["tier"],
                "record": row["activity"],
                "group": row["same_group"],
                "page": row["url"],
                "file_row": f"{study.file_names.get(row['file'], row['file'])}, {row['locator']}",
            }
            yield [told.get(name) for name, _ in _PROJECT]


def _place(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("file", "activity", "locator", "recipient", "sector", "kind", "year", "date"))


def _sector(code: str | None) -> str | None:
    return None if code is None else codelists.load("sectors").name_of(code) or code


def _totals(study: Study) -> Iterator[Sequence[object]]:
    for measure in ("committed", "spent"):
        for row in study.total(by=["family", "partner", "recipient", "year"], measure=measure, mixed=True).rows:
            yield [
                measure, row["family"], row["partner"], _called("partner", row["partner"]),
                row["recipient"], _called("recipient", row["recipient"]), row["year"],
                row["low"], row["preferred"], row["high"], row["n"],
            ]  # fmt: skip


def _called(name: str, code: str | None) -> str | None:
    return None if code is None else _NAMED[name](code) or code


def _sources(study: Study) -> Iterator[Sequence[object]]:
    for name, told in sorted(study.release.datasets.items()):
        files = [each["name"] for each in told.get("files") or ()]
        yield [
            name, told.get("title"), told.get("publisher"), told.get("licence"), _day(told.get("as_of")),
            (told.get("scope") or {}).get("note"), told.get("url"), told.get("citation"), "; ".join(files),
        ]  # fmt: skip


def _day(told: object) -> dt.date | None:
    return None if told is None else dt.date.fromisoformat(str(told))


def _readme(study: Study) -> Iterator[Sequence[object]]:
    release = study.release
    yield ["study", study.title]
    yield ["release", f"{release.number}, built on {release.committed_at.date().isoformat()}"]
    yield ["currency", f"{release.currency}, current; constant prices are those of {release.price_year}"]
    yield ["how to add up", "filter projects by counted = yes and one family; two families are unlike money"]
    yield ["empty cells", "not reported; never zero"]
    yield ["promises", "found by looking and no sample: a share of them is no rate of success"]
    yield ["licences", "data keep the licences of their publishers: see the sheet sources and the column licence"]
    for name, about in _PROJECT:
        yield [f"projects: {name}", about]
    for caveat in dict.fromkeys(str(each) for told in release.datasets.values() for each in told.get("caveats") or ()):
        yield ["to be minded", caveat]
