"""docs/corridors.md says what the bundled study answers now."""

import subprocess
import sys
from pathlib import Path

import sarai.studies
from lists import corridors_of
from sarai.corridors.network import HOURS

REPOSITORY = Path(__file__).parents[2]
PAGE = " ".join((REPOSITORY / "docs" / "corridors.md").read_text(encoding="utf-8").split())
BUNDLED = Path(sarai.studies.__file__).parent / "central_asia"


def test_every_row_of_the_page_is_what_is_answered() -> None:
    script = REPOSITORY / "scripts" / "write_corridors.py"
    ran = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_page_counts_right() -> None:
    network = corridors_of(BUNDLED)
    hours = [figure for figure in network.figures if figure.quantity in HOURS]
    derived = [figure for figure in hours if figure.basis == "derived"]
    ours = [figure for figure in derived if figure.source == "worked out for this study"]
    published = sum(map(network.time_published, network.legs))
    assert f"{len(network.nodes)} places and {len(network.legs)} legs, with {len(network.figures)} figures" in PAGE
    assert f"Of {len(hours)} figures of hours {len(derived)} are derived, {len(ours)} of them" in PAGE
    assert f"{published} of the {len(network.legs)} legs have such a figure" in PAGE
