"""docs/corridors.md says what the bundled study answers now."""

import importlib.util
from pathlib import Path

import sarai.studies
from lists import corridors_of, rows
from sarai.corridors import followed
from sarai.corridors.network import HOURS

REPOSITORY = Path(__file__).parents[2]
PAGE = " ".join((REPOSITORY / "docs" / "corridors.md").read_text(encoding="utf-8").split())
BUNDLED = Path(sarai.studies.__file__).parent / "central_asia"


def test_every_row_of_the_page_is_what_is_answered(study: Path) -> None:
    spec = importlib.util.spec_from_file_location("write_corridors", REPOSITORY / "scripts" / "write_corridors.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.made(study) == script.PAGE.read_text(encoding="utf-8")


def test_the_page_counts_right() -> None:
    network = corridors_of(BUNDLED)
    hours = [figure for figure in network.figures if figure.quantity in HOURS]
    derived = [figure for figure in hours if figure.basis == "derived"]
    ours = [figure for figure in derived if figure.source == "worked out for this study"]
    published = sum(map(network.time_published, network.legs))
    assert f"{len(network.nodes)} places and {len(network.legs)} legs, with {len(network.figures)} figures" in PAGE
    assert f"Of {len(hours)} figures of hours {len(derived)} are derived, {len(ours)} of them" in PAGE
    pairs = [row["verdict"] for row in followed.distances(network, rows(BUNDLED)["distance"])]
    exact = pairs.count(followed.EXACT)
    assert f"{len(pairs)} published ways" in PAGE
    assert f"{pairs.count('met')} of them are met by legs with figures of their own, {exact} are" in PAGE
    assert f"{published} of the {len(network.legs)} legs have such a figure" in PAGE
