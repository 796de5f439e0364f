"""Fixtures that every test may use."""

import csv
import datetime as dt
import difflib
import fcntl
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code; CI draws the same examples every time.
settings.register_profile(
    "sarai", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("sarai")

# Tables are drawn as wide as this; what runs tests side by side may say otherwise.
os.environ["COLUMNS"] = "160"

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected texts of tests/golden/ anew instead of comparing with them",
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the published data sets; tests that need it are skipped where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("SARAI_SHARED", beside))
    if not (folder / "data").is_dir():
        pytest.skip(f"no data sets in {folder}; set SARAI_SHARED")
    return folder


@pytest.fixture(scope="session")
def golden(pytestconfig: pytest.Config) -> Callable[[str, str], None]:
    """Compare a text with the file of that name under ``tests/golden/``: ``golden(text, "total/by-recipient.txt")``.

    Expected texts that belong beside their data are named from there, ``"../sources/data/..."``. A text without a
    file fails: what is expected is looked at before it is kept. ``make golden`` writes it.
    """
    update = bool(pytestconfig.getoption("--update-golden"))

    def compare(text: str, name: str) -> None:
        # Normalised, since a clone has no folder tests/golden/ to lead out of while nothing stands in it.
        path = Path(os.path.normpath(GOLDEN / name))
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        # What to look at is printed, so that the message stays one line in the summary of the run.
        if not path.is_file():
            print(text)
            pytest.fail(f"{name}: no expected text; look at what was printed, then run make golden", pytrace=False)
        expected = path.read_text(encoding="utf-8")
        if text != expected:
            old, new = expected.splitlines(keepends=True), text.splitlines(keepends=True)
            print("".join(difflib.unified_diff(old, new, "expected", "now")))
            pytest.fail(f"{name}: another text than expected; if it is right, run make golden", pytrace=False)

    return compare


MADE_UP = Path(__file__).parent / "sources" / "data"

Sheets = dict[str, list[list[str]]]


@pytest.fixture(scope="session")
def made_up() -> Callable[..., Path]:
    """Write the made-up file of a dataset: ``made_up("aiddata", "gcof-1.0", folder)`` returns its path.

    ``change`` may alter the sheets (name to rows of text, header first) before they are written, in which a
    nameless sheet is a CSV. In a workbook a text that reads as a number, date or truth value becomes one,
    unless an apostrophe stands before it. XML and YAML stand as they are, and nothing alters them.
    """

    def make(
        source: str, dataset: str, folder: Path, change: Callable[[Sheets], Sheets | None] = lambda sheets: None
    ) -> Path:
        for whole in (MADE_UP / source / dataset / f"file.{ending}" for ending in ("xml", "yaml")):
            if whole.is_file():
                return Path(shutil.copy(whole, folder / f"{dataset}{whole.suffix}"))
        sheets = made_up_sheets(MADE_UP / source / dataset)
        sheets = change(sheets) or sheets
        path = folder / f"{dataset}.{'csv' if '' in sheets else 'xlsx'}"
        (write_csv if "" in sheets else write_workbook)(path, sheets)
        return path

    return make


def made_up_sheets(folder: Path) -> Sheets:
    """The sheets of a made-up file; in ``sheets.csv`` the first column names the sheet."""
    if (folder / "file.csv").is_file():
        with (folder / "file.csv").open(encoding="utf-8", newline="") as stream:
            return {"": list(csv.reader(stream))}
    sheets: Sheets = {}
    with (folder / "sheets.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    for sheet, *cells in rows:
        sheets.setdefault(sheet, [header[1:]]).append(cells)
    return sheets


def write_csv(path: Path, sheets: Sheets) -> None:
    """Write the nameless sheet as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(sheets[""])


def write_workbook(path: Path, sheets: Sheets) -> None:
    """Write sheets as an Excel workbook, each cell as what its text says."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for place, row in enumerate(rows, 1):
            for column, told in enumerate(row, 1):
                if told:
                    cell = sheet.cell(place, column)
                    cell.value = _said(told)
                    if isinstance(cell.value, str):
                        cell.data_type = "s"  # a title that begins with = is no formula
    book.save(path)


def _said(told: str) -> object:
    if told.startswith("'"):
        return told[1:]
    if told in ("TRUE", "FALSE"):
        return told == "TRUE"
    if re.fullmatch(r"-?\d+(\.\d+)?", told):
        return float(told)
    return dt.date.fromisoformat(told) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", told) else told


@pytest.fixture(scope="session")
def built_study(tmp_path_factory: pytest.TempPathFactory, made_up: Callable[..., Path]) -> Path:
    """A study of two made-up files, built once; tests that change it take ``tiny_study``."""
    from sarai import pipeline

    folder = tmp_path_factory.mktemp("built") / "study"
    files = tmp_path_factory.mktemp("published")
    pipeline.new(folder)

    def own_ids(sheets: Sheets) -> None:
        for row in sheets[""][1:]:
            row[0] = f"9{row[0]}" if row[0].strip() else row[0]

    published = [
        made_up("aiddata", "gcof-1.0-facts", files).rename(files / "gcof-1.0-central-asia.csv"),
        made_up("aiddata", "gcdf-3.0-facts", files, own_ids).rename(files / "gcdf-3.0-central-asia.csv"),
    ]
    for _, _, error in pipeline.add(folder, published):
        assert error is None
    pipeline.build(folder, jobs=1)
    return folder


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Make a folder once for all workers: ``once("site", make)`` calls ``make(folder)`` in the first that asks."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def of(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = common / name, common / f"{name}.done"
        with (common / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                make(folder)
                done.touch()
        return folder

    return of


@pytest.fixture(scope="session")
def bundled_study(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The bundled study of Central Asia, built once for all workers. Nothing may change it: copy it to change it."""
    from sarai import pipeline

    def make(folder: Path) -> None:
        pipeline.new(folder, template="central-asia")
        assert not pipeline.build(folder, jobs=1).refused

    return once("central-asia", make)


@pytest.fixture
def tiny_study(built_study: Path, tmp_path: Path) -> Path:
    """A copy of ``built_study``, release 1, to change and build again."""
    return Path(shutil.copytree(built_study, tmp_path / "study"))


@dataclass(frozen=True)
class Ran:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """What was printed, as JSON."""
        return json.loads(self.out)


@pytest.fixture
def sarai(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process: ``sarai("total", folder, "--by", "recipient")``.

    Only what ``main`` lets through as an exit is an exit; any other exception fails the test, as it would have been
    a traceback.
    """
    from sarai import cli

    def run(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["sarai", *map(str, words)])
        capfd.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        printed = capfd.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
