"""Cells of a workbook that say something which the library that reads it passes over."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def unsaid_cells(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Cells of a workbook whose words the library passes over as blank, by sheet, row and column (from 0).

    They are errors (``#REF!``) and formulas that no spreadsheet has computed yet; read as blank they would be
    "not reported", which is not what they say.
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    if not zipfile.is_zipfile(path):
        return found
    with zipfile.ZipFile(path) as archive:
        for name, part in _sheet_parts(archive).items():
            content = archive.read(part)
            if b't="e"' not in content and b"<f" not in content:
                continue
            told = {}
            for cell in ElementTree.fromstring(content).iter(f"{_MAIN}c"):
                value, formula = cell.findtext(f"{_MAIN}v"), cell.findtext(f"{_MAIN}f")
                if cell.get("t") == "e":
                    told[_place(cell.get("r", ""))] = value or "#ERROR!"
                elif formula is not None and not value and cell.get("t") != "str":
                    told[_place(cell.get("r", ""))] = f"={formula}"
            found[name] = told
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    parts = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_RELATIONS}id"), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]) - 1, column - 1
