"""The table of docs/corridors.md is what the bundled study answers now."""

from pathlib import Path

import pytest

import sarai.studies
from sarai.answers.corridors import route
from sarai.corridors.network import HOURS, read

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "corridors.md").read_text(encoding="utf-8")
BUNDLED = Path(sarai.studies.__file__).parent / "central_asia"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.partition("\n## Twelve pairs\n")[2].splitlines()
    if line.startswith("| ") and not line.startswith("| From")
]


@pytest.mark.parametrize("cells", ROWS, ids=lambda cells: " ".join(cells[:3]))
def test_a_row_of_the_page_is_what_is_answered(study: Path, cells: list[str]) -> None:
    start, end, options, km, timetable, p10, p50, p90, _, usd, steps = cells
    words = options.strip("`").split()
    given = {name.removeprefix("--"): value.split(",") for name, value in zip(words[::2], words[1::2], strict=True)}
    row = route(study, start, end, avoid=given.get("avoid", ()), modes=given.get("modes", ()))["rows"][0]
    assert [leg["item"] for leg in row["legs"]] == steps.split()
    assert f"{row['km']:,}" == km
    assert f"{row['timetable_hours']:,.1f}" == timetable
    assert [f"{row['expected_hours'][q]:,.1f}" for q in ("p10", "p50", "p90")] == [p10, p50, p90]
    block = [cost["usd"] for cost in row["cost"] if cost["scale"] == "block_train_teu"]
    assert usd.split()[0] == (f"{block[0]:,}" if block else "-")


def test_the_page_covers_the_twelve_pairs_and_counts_right() -> None:
    assert len({(cells[0], cells[1]) for cells in ROWS}) == 10  # Suez and Cape, Turkmenbashi and Aktau share a pair
    network = read(BUNDLED)
    hours = [figure for figure in network.figures if figure.quantity in HOURS]
    derived = [figure for figure in hours if figure.basis == "derived"]
    ours = [figure for figure in derived if figure.source == "worked out for this study"]
    published = sum(map(network.time_published, network.legs))
    page = " ".join(PAGE.split())
    assert f"{len(network.nodes)} places and {len(network.legs)} legs, with {len(network.figures)} figures" in page
    assert f"Of {len(hours)} figures of hours {len(derived)} are derived, {len(ours)} of them" in page
    assert f"{published} of the {len(network.legs)} legs have such a figure" in page
