"""The tables of a brief as data: JSON, CSV and one workbook, every figure with its passport beside it."""

import json
from collections.abc import Sequence
from pathlib import Path

from sarai.briefs.content import Brief, Table
from sarai.briefs.words import Cell
from sarai.model.answer import plain
from sarai.model.figures import Figure
from sarai.model.files import put, replaced
from sarai.model.spreadsheets import cell as as_cell
from sarai.model.spreadsheets import in_sheet, workbook, write_csv

Row = dict[str, object]


def write(brief: Brief, folder: Path) -> list[Path]:
    """Write every table into ``folder``: one CSV each, and all of them in ``brief.json`` and ``brief.xlsx``.

    A figure is its value, unrounded, and in the next column the id of its passport; ``passports`` is a table of its
    own. Texts that a spreadsheet would run as a formula are written with an apostrophe before them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = {each.name: _rows(each) for each in brief.tables} | {"passports": _passports(brief)}
    written = [_csv(folder / f"{name}.csv", rows) for name, rows in tables.items()]
    target = folder / "brief.json"
    told = {name: [{key: plain(value) for key, value in row.items()} for row in rows] for name, rows in tables.items()}
    put(target, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return [*written, target, _xlsx(folder / "brief.xlsx", tables)]


def _rows(table: Table) -> list[Row]:
    heads = [str(column.head) for column in table.columns]
    rows = []
    for line in table.rows:
        row: Row = {}
        for head, cell in zip(heads, line, strict=True):
            row[head] = _value(cell)
            if isinstance(cell, Figure):
                row[f"{head}: passport"] = cell.passport
        rows.append(row)
    return rows


def _value(cell: Cell) -> object:
    if isinstance(cell, Figure):
        return cell.value
    return None if cell is None else str(cell)


def _passports(brief: Brief) -> list[Row]:
    return [
        {
            "passport": each.id,
            "says": each.says,
            "value": each.value,
            "unit": each.unit,
            "how": each.how,
            "rows": len(each.rows) + each.more_rows,
            "parts": " ".join(each.parts),
            "command": each.command,
        }
        for each in brief.passports
    ]


def _heads(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(head for row in rows for head in row))


def _csv(path: Path, rows: Sequence[Row]) -> Path:
    heads = _heads(rows)
    with replaced(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as stream:
        write_csv(stream, heads, ([plain(as_cell(row.get(head))) for head in heads] for row in rows))
    return path


def _xlsx(path: Path, tables: dict[str, list[Row]]) -> Path:
    taken: set[str] = set()
    with workbook(path) as book:
        for name, rows in tables.items():
            sheet = book.create_sheet(_sheet_name(name, taken))
            heads = _heads(rows)
            sheet.append(heads)
            for row in rows:
                sheet.append([in_sheet(as_cell(row.get(head))) for head in heads])
    return path


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name as a sheet can have it: at most 31 characters, and each once."""
    found, number = name[:31], 2
    while found in taken:
        found, number = f"{name[:28]}-{number}", number + 1
    taken.add(found)
    return found
