"""Figures recomputed from the publisher's cells by a script that imports nothing of Sarai."""

import ast
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sarai
from sarai import pipeline, sources
from sarai.model.errors import SaraiError
from sarai.study import Study

SCRIPT = Path(__file__).with_name("recompute.py")
KINDS = "commitment,pledge"
SEED = 20261123


def run(folder: Path, told: str) -> tuple[int, str]:
    """Exit code and output of the script."""
    done = subprocess.run(
        [sys.executable, SCRIPT, str(folder)], input=told, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def explained(session: Study, prices: str, dataset: str) -> list[dict[str, object]]:
    """The rows of a dataset in one of the three totals, with their values, as the command line prints them."""
    answer = session.explain(prices=prices, dataset=dataset, kind=KINDS, counting="high")
    rows: list[dict[str, object]] = answer.to_json()["rows"]  # type: ignore[assignment]
    return [row for row in rows if row["value"] is not None]


def test_the_script_is_short_and_knows_nothing_of_sarai() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }
    assert imported - sys.stdlib_module_names == {"python_calamine"}


def known(path: Path) -> bool:
    """Whether a reader knows the file; the panel of countries and years is no file of records."""
    try:
        return sources.recognise(path).card.id == "aiddata"
    except SaraiError:
        return False


@pytest.fixture(scope="module")
def published(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of every AidData file of the family that Sarai reads."""
    folder = pipeline.new(tmp_path_factory.mktemp("independent") / "study")
    data = shared / "data"
    files = [*sorted((data / "aiddata_china").iterdir()), *sorted((data / "gcdf_v3_projects").iterdir())]
    added = list(pipeline.add(folder, [each for each in files if known(each)]))
    assert [(each.source, error) for _, each, error in added if each is not None] == [("aiddata", None)] * 7
    assert not pipeline.build(folder, jobs=2).refused
    return folder


@pytest.mark.shared
def test_300_random_figures_of_all_workbooks(published: Path) -> None:
    session = sarai.open(published)
    draw = random.Random(SEED)
    prices = ("source", "current", f"constant:{session.release.price_year}")
    pools = {
        (dataset, each): explained(session, each, dataset) for dataset in session.release.datasets for each in prices
    }
    assert len(pools) == 7 * 3
    # Every pool is drawn from, and so are cells that list several amounts.
    drawn = [draw.choice(rows) for _ in range(13) for rows in pools.values()]
    listed = [row for rows in pools.values() for row in rows if " part " in str(row["locator"])]
    drawn += draw.sample(listed, 300 - len(drawn))
    assert len(drawn) == 300
    code, printed = run(published / "files", json.dumps({"rows": drawn}))
    assert (code, printed.splitlines()[-1]) == (0, "300 recomputed, 0 differ"), printed


@pytest.fixture
def built(tmp_path: Path, made_up: Callable[..., Path]) -> Callable[..., Study]:
    """Build a study of the made-up GCOF workbook, in which ``cells`` stand otherwise: (record, column) -> text."""

    def build(name: str, cells: dict[tuple[str, str], str] | None = None) -> Study:
        def change(sheets: dict[str, list[list[str]]]) -> None:
            header, *rows = next(iter(sheets.values()))
            for (record, column), text in (cells or {}).items():
                row = next(row for row in rows if row[header.index("project_id")] == record)
                row[header.index(column)] = text

        folder = pipeline.new(tmp_path / name)
        list(pipeline.add(folder, [made_up("aiddata", "gcof-1.0", tmp_path, change)]))
        pipeline.build(folder, jobs=1)
        return sarai.open(folder)

    return build


def totals(session: Study, prices: str) -> dict[object, object]:
    answer = session.total(by="activity", prices=prices, counting="high", kind=KINDS)
    return {row["activity"]: row["high"] for row in answer}


@pytest.mark.parametrize(
    ("record", "column", "text", "moves"),
    [
        ("100", "amount", "1000.01", {"current", "constant:2024"}),
        ("100", "usd_defl_2014", "1300.13", set()),
        ("100", "usd_defl_2014", "1300.14", {"source"}),
        ("101", "currency", "USD", {"current", "constant:2024"}),
        ("101", "year", "2006", {"current", "constant:2024"}),
        ("101", "title", "another title", set()),
    ],
)
def test_a_changed_cell_moves_exactly_its_figures(
    built: Callable[..., Study], record: str, column: str, text: str, moves: set[str]
) -> None:
    before, after = built("before"), built("after", {(record, column): text})
    for prices in ("source", "current", "constant:2024"):
        was, now = totals(before, prices), totals(after, prices)
        assert was.keys() == now.keys()
        changed = {key for key in was if was[key] != now[key]}
        assert changed == ({f"aiddata:{record}"} if prices in moves else set()), prices


def test_a_wrong_value_is_found(built: Callable[..., Study], tmp_path: Path) -> None:
    session = built("study")
    rows = explained(session, "current", "gcof-1.0")
    told = json.dumps({"rows": rows})
    code, printed = run(session.folder / "files", told)
    assert (code, printed) == (0, f"{len(rows)} recomputed, 0 differ\n")
    value = str(rows[0]["value"])
    wrong = value[:-1] + ("1" if value[-1] != "1" else "2")
    code, printed = run(session.folder / "files", json.dumps({"rows": [rows[0] | {"value": wrong}]}))
    assert code == 1
    assert f"{wrong} explained, {value} recomputed" in printed
    # Another file of that name is another file.
    (copied := tmp_path / "copied").mkdir()
    shutil.copy(built("other", {("100", "amount"): "5"}).folder / "files" / "gcof-1.0.xlsx", copied)
    assert run(copied, told)[0] == 1
