"""A first mapping of somebody's table, guessed from its headers and cells; what cannot be guessed is left open."""

import csv
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from sarai import codelists
from sarai.model.errors import CodeError, UnreadableFile
from sarai.sources.kit.cells import Cell, text
from sarai.sources.table.checks import UNFILLED
from sarai.sources.table.fields import FIELDS, MONEY, unknown
from sarai.sources.table.sheet import headers

_LOOK = 50_000
"""Rows that a draft looks at."""

_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%d %b %Y", "%Y-%m", "%Y")

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_CONTINENTAL = re.compile(r"\(?[+-]?\d{1,3}(\.\d{3})*,\d+\)?|\(?[+-]?\d{1,3}(\.\d{3}){2,}\)?")
_ENGLISH = re.compile(r"\(?[+-]?\d{1,3}(,\d{3})+(\.\d+)?\)?")
_SPACED = re.compile(r"\(?[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?\)?")
_CURRENCY_IN_HEADER = re.compile(r"\b([A-Z]{3})\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted mapping: its YAML, its dataset, what was guessed and what is left to a person, in words."""

    yaml: str
    dataset: str
    guessed: tuple[str, ...]
    open: tuple[str, ...]


def draft(path: Path, *, kind: str) -> Draft:
    """Draft a mapping for a CSV or workbook that no reader knows.

    Raises:
        UnreadableFile: it holds no table: no row of headers with rows under it.
    """
    sheet, delimiter, encoding, rows = _workbook(path) if kind == "xlsx" else _text(path)
    at = _header_row(rows)
    if at is None:
        raise UnreadableFile(
            "holds no table: no row of headers with rows under it", where=str(path), cure="see what is in it first"
        )
    names = headers(rows[at])
    body = [row for row in rows[at + 1 :] if any(text(cell) is not None for cell in row)]
    columns = {name: [row[place] if place < len(row) else None for row in body] for place, name in enumerate(names)}
    fields = _fields(columns)
    filled = {field: name for name, field in fields.items() if field}
    ident = re.sub("[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "table"
    lines = [
        f'# Drafted from the headers of {path.name}. Fill in every "{UNFILLED}", then build.',
        f"source: {ident}",
        f"dataset: {ident}",
        f"title: {_quoted(path.stem)}",
        f'publisher: "{UNFILLED}"    # whose table it is',
        f'licence: "{UNFILLED}"    # what its publisher allows; "not stated" if nothing is said',
        f'tier: "{UNFILLED}"    # official-ledger, official-text, press-named-official, press-several, ...',
    ]
    if sheet is not None:
        lines.append(f"sheet: {_quoted(sheet)}")
    if delimiter != ",":
        lines.append(f"delimiter: {_quoted('tab' if delimiter == chr(9) else delimiter)}")
    if encoding != "utf-8-sig":
        lines.append(f"encoding: {encoding}")
    if at:
        lines.append(f"header_row: {at + 1}")
    numbers = _numbers([text(cell) or "" for name, field in fields.items() if field == "amount"
                        for cell in columns[name] if isinstance(cell, str)])  # fmt: skip
    if numbers:
        lines.append(f"numbers: {numbers}")
    dated = [name for field, name in filled.items() if FIELDS[field].takes == "date"]
    formats = _date_formats([text(cell) or "" for name in dated for cell in columns[name] if isinstance(cell, str)])
    if formats:
        lines.append(f"dates: [{', '.join(_quoted(each) for each in formats)}]")
    lines.append("columns:")
    lines += [f"  {_quoted(name)}: {field}" for name, field in fields.items() if field]
    fixed, left = _constants(filled, columns)
    lines.append("constants:")
    lines += [f"  {field}: {value}" for field, value in fixed.items()]
    codes = _codes(filled, columns)
    if codes:
        lines.append("codes:")
        lines += codes
    spare = [name for name, field in fields.items() if not field]
    if spare:
        lines.append("ignored:    # for each: the reason, or move it to columns with a field")
        lines += [f'  {_quoted(name)}: "{UNFILLED}"' for name in spare]
    guessed = tuple(f"{name} -> {field}" for name, field in fields.items() if field)
    missing = ("publisher", "licence", "tier", *left, *(f"column {name!r}" for name in spare))
    return Draft("\n".join(lines) + "\n", ident, guessed, missing)


def _quoted(told: str) -> str:
    """A text as YAML holds it without surprises."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ ()/-]*", told) and told.lower() not in (
        "null",
        "true",
        "false",
        "yes",
        "no",
    ):
        return told.strip()
    return '"' + told.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _workbook(path: Path) -> tuple[str, str, str, list[list[Cell]]]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    found: tuple[int, str, list[list[Cell]]] | None = None
    for name in book.sheet_names:
        rows: list[list[Cell]] = [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        # The sheet with the most cells is the data; others are cover and notes.
        size = sum(text(cell) is not None for row in rows[:2000] for cell in row)
        if found is None or size > found[0]:
            found = (size, name, rows)
    if found is None:
        raise UnreadableFile("has no sheets", where=str(path), cure="get the file again")
    return found[1], ",", "utf-8-sig", found[2][:_LOOK]


def _text(path: Path) -> tuple[None, str, str, list[list[Cell]]]:
    content = path.read_bytes()
    encoding = "utf-8-sig"
    try:
        told = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        told = content.decode(encoding, errors="replace")
    head = "\n".join(told.splitlines()[:20])
    delimiter = max((",", ";", "\t", "|"), key=head.count)
    rows: list[list[Cell]] = [list(row) for row in csv.reader(told.splitlines(), delimiter=delimiter)]
    return None, delimiter, encoding, rows[:_LOOK]


def _header_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The first row that is filled as widely as the table and holds words alone."""
    widths = [sum(text(cell) is not None for cell in row) for row in rows]
    widest = max(widths, default=0)
    for place, row in enumerate(rows[:-1]):
        words = [cell for cell in row if text(cell) is not None]
        if widths[place] >= max(2, 0.6 * widest) and all(
            isinstance(cell, str) and not _PLAIN.fullmatch(cell.strip()) for cell in words
        ):
            return place
    return None


def _fields(columns: dict[str, list[Cell]]) -> dict[str, str | None]:
    """The field of each column; none where no field is called so, or one before it took the field."""
    taken: dict[str, str | None] = dict.fromkeys(columns)
    free = set(FIELDS)
    for exact in (True, False):
        for name in columns:
            told = " ".join(re.sub("[^a-z0-9]+", " ", name.lower()).split())
            for field in FIELDS:
                called = taken[name] is None and field in free and _is_called(told, field, exact=exact)
                if called and _fits(field, columns[name]):
                    taken[name] = field
                    free.discard(field)
    return taken


def _is_called(told: str, field: str, *, exact: bool) -> bool:
    names = (field.replace("_", " "), *FIELDS[field].called)
    if exact:
        return told in names
    if FIELDS[field].takes == "money":
        return any(re.search(rf"\b{name}\b", told) for name in names)
    return bool(get_close_matches(told, names, n=1, cutoff=0.85))


def _fits(field: str, cells: list[Cell]) -> bool:
    """Whether the cells are of the kind that the field takes; a column of another kind is left to a person."""
    stated = [told for cell in cells if (told := text(cell)) is not None]
    if not stated:
        return False
    takes = FIELDS[field].takes
    if field == "record_id":
        return len(set(stated)) == len(stated) == len(cells)
    if takes in ("money", "number"):
        return sum(bool(re.search(r"\d", told)) for told in stated) > 0.7 * len(stated)
    if takes == "date":
        dates = sum(isinstance(cell, dt.date) or _is_date(text(cell) or "") for cell in cells if text(cell) is not None)
        return dates > 0.7 * len(stated)
    if takes == "year":
        return all(re.fullmatch(r"(19|20)\d\d", told) for told in stated)
    if takes == "place":
        return sum(codelists.find_place(told) is not None for told in stated) > 0.7 * len(stated)
    if takes in ("sectors", "currencies"):
        known = sum(_resolves(takes, told) for told in dict.fromkeys(stated))
        return known > 0.7 * len(dict.fromkeys(stated))
    return True


def _resolves(name: str, told: str) -> bool:
    try:
        codelists.load(name).resolve(told)
    except CodeError:
        return False
    return True


def _is_date(told: str) -> bool:
    return any(_reads(form, told) for form in _FORMATS)


def _date_formats(stated: list[str]) -> list[str]:
    """The fewest formats that read the dates; a day above 12 tells which of day and month comes first."""
    left, chosen = {each for each in stated if each}, []
    while left:
        best = max(_FORMATS, key=lambda form: sum(_reads(form, each) for each in left))
        read = {each for each in left if _reads(best, each)}
        if not read:
            break
        chosen.append(best)
        left -= read
    return chosen


def _reads(form: str, told: str) -> bool:
    try:
        dt.datetime.strptime(told, form)
    except ValueError:
        return False
    return True


def _numbers(stated: list[str]) -> str:
    """How amounts are written, as the mapping says it; nothing where they are plain."""
    told = []
    spaced = [each for each in stated if _SPACED.fullmatch(each)]
    if any(_CONTINENTAL.fullmatch(each) for each in stated):
        told += ['decimal: ","', 'thousands: "."']
    elif spaced:
        told += ['decimal: ","'] if any("," in each for each in spaced) else []
        told.append("thousands: space")
    elif any(_ENGLISH.fullmatch(each) for each in stated):
        told.append('thousands: ","')
    if any(each.startswith("(") and each.endswith(")") for each in stated):
        told.append("negatives: brackets")
    return f"{{{', '.join(told)}}}" if told else ""


def _constants(filled: dict[str, str], columns: dict[str, list[Cell]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What every row has: guessed where the headers say it, else left open."""
    fixed: dict[str, str] = {}
    for field, hint in (
        ("record_id", "map the column that numbers the records"),
        ("recipient", "a country code, if all rows are of one"),
        ("provider", "the partner: an ISO code or a short name"),
        ("kind", "commitment, disbursement, ..."),
        ("currency", "an ISO 4217 code, if all amounts are in one"),
    ):
        if field in filled or (field in MONEY and field == "currency" and "amount" not in filled):
            continue
        found = _CURRENCY_IN_HEADER.findall(filled.get("amount", "").upper()) if field == "currency" else []
        known = [each for each in found if each in codelists.load("currencies")]
        fixed[field] = known[0] if len(known) == 1 else f'"{UNFILLED}"    # {hint}'
    return fixed, tuple(field for field, value in fixed.items() if value.startswith('"'))


def _codes(filled: dict[str, str], columns: dict[str, list[Cell]]) -> list[str]:
    """The words of status and kind, each to be given its code."""
    lines = []
    for field in ("status", "kind", "flow_class", "finance_type", "recommended", "tier", "marks", "timing"):
        if field not in filled:
            continue
        words = sorted({told for cell in columns[filled[field]] if (told := text(cell)) is not None})
        strange = [word for word in words[:30] if unknown(field, word) is not None]
        if strange:
            lines.append(f"  {field}:    # {FIELDS[field].about}; leave blank for not stated")
            lines += [f"    {_quoted(word)}: {_meant(field, word)}" for word in strange]
    return lines


_WORDS = {
    "status": {
        "completed": "completion", "complete": "completion", "finished": "completion", "closed": "closed",
        "ongoing": "implementation", "on going": "implementation", "active": "implementation",
        "under implementation": "implementation", "in progress": "implementation", "signed": "commitment",
        "approved": "commitment", "agreed": "commitment", "planned": "pipeline", "proposed": "pipeline",
        "cancelled": "cancelled", "canceled": "cancelled", "suspended": "suspended", "pledged": "pledge",
    },
    "kind": {"grant": "commitment", "loan": "commitment", "payment": "disbursement", "paid": "disbursement"},
    "recommended": {"1": "yes", "0": "no", "true": "yes", "false": "no", "y": "yes", "n": "no"},
}  # fmt: skip


def _meant(field: str, word: str) -> str:
    return _WORDS.get(field, {}).get(word.strip().lower().replace("-", " "), f'"{UNFILLED}"')
