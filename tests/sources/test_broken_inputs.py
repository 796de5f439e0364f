"""Inputs that mutation made and that once ended in a traceback: each is refused by name."""

import struct
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from iati_files import activity, document
from sarai.model.errors import BadMapping, UnreadableFile
from sarai.sources.iati.records import records
from sarai.sources.kit.guard import is_xlsx
from sarai.sources.kit.peek import peek
from sarai.sources.table import checks

MAPPINGS = files("sarai.studies") / "central_asia" / "mappings"


def mapping(tmp_path: Path, name: str, key: str, told: str) -> Path:
    """A bundled mapping in which a line says something else."""
    path = tmp_path / name
    lines = (MAPPINGS / name).read_text("utf-8").splitlines()
    assert any(line.strip().startswith(f"{key}:") for line in lines)
    made = [f"{line[: line.index(key)]}{key}: {told}" if line.strip().startswith(f"{key}:") else line for line in lines]
    path.write_text("\n".join(made) + "\n", "utf-8")
    return path


def test_a_format_of_dates_that_says_a_part_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match="is no format of dates"):
        checks.load(mapping(tmp_path, "japan-projects.yaml", "dates", '["%Y-%m-%d %Y"]'), version="1")


def test_recipients_that_are_no_codes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match="recipients must be a list of codes"):
        checks.load(mapping(tmp_path, "crs-totals.yaml", "recipients", "[{KG: 300}, KZ]"), version="1")


def test_an_archive_of_a_version_that_nobody_knows_is_a_damaged_workbook(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    whole = bytearray(path.read_bytes())
    # What version is needed to unpack a member stands six bytes into its entry of the directory.
    at = whole.index(b"PK\x01\x02")
    whole[at + 6 : at + 8] = struct.pack("<H", 148)
    path.write_bytes(whole)
    with pytest.raises(UnreadableFile, match="damaged workbook"):
        peek(path)
    assert not is_xlsx(path)


class Nobody:
    """Who listens to nothing beside the records."""

    def contained(self, container: Any, where: str) -> None: ...

    def stray(self, element: Any, where: str) -> None: ...


def test_an_element_whose_name_is_none_holds_no_record(tmp_path: Path) -> None:
    told = document(activity("XX-1", "<:><iati-activity></iati-activity></:>"))
    path = tmp_path / "made-up.xml"
    path.write_text(told, "utf-8")
    with pytest.raises(UnreadableFile, match="is damaged or cut off"):
        list(records(path, Nobody()))
