"""The page of the demo's ten figures is what the bundled study says and what the published cells add up to."""

import importlib.util
import re
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

import sarai
from sarai.pipeline import build, new

ROOT = Path(__file__).parent.parent.parent
HEADING = re.compile(r"^## \d+\. (.+), (\w+): ([\d,.]+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new(tmp_path_factory.mktemp("headline") / "demo", template="central-asia")
    build(folder, jobs=1)
    return folder


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_headline", ROOT / "scripts" / "write_headline.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("scripts/write_headline.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_shows_the_ten_figures_of_the_bundled_study(demo: Path, script: ModuleType) -> None:
    told = [Decimal(figure.replace(",", "")) for _, _, figure in HEADING.findall(script.PAGE.read_text())]
    total = sarai.open(demo).total(by="recipient,status", status=script.OPEN, source="aiddata")
    assert len(told) == 10
    assert told == [row["preferred"] for row in total.rows]


def test_the_makefile_prints_the_table_that_the_page_opens(script: ModuleType) -> None:
    asked = script.COMMAND.removeprefix("sarai ")
    assert asked in (ROOT / "Makefile").read_text()


@pytest.mark.shared
def test_every_figure_is_the_sum_of_its_published_cells(shared: Path, demo: Path, script: ModuleType) -> None:
    assert script.page(sarai.open(demo), script.Raw(shared / "data")) == script.PAGE.read_text()
