"""The path of a part is folder/table/name, never an address: any name of a folder works."""

from pathlib import Path

import deltalake
import pytest

from releases import measures, read, release

NAMES = [
    "Центральная Азия 2024", "coopération é", "e\u0301", "draft #2", "who pays?", "50% done", "100%", "a%zz", "it's",
    'the "list"', "{curly}", "a[1]", "a]b", "a|b", "a^b", "a*b", "*", "~", "s3:", "file:", ":memory:", "a;b", "a&b",
    "partner=JP", "$HOME", "`x`", "<b>", "a,b", " lead", "trail ", "...", "a'; DROP", "ä" * 120, "数据",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_releases_are_written_and_read_in_a_folder_of_that_name(name: str, tmp_path: Path) -> None:
    """Delta Lake percent-encodes names, DuckDB takes some for patterns and ``partner=JP`` for a column."""
    for beside in ("axb", "a", "x"):
        release(tmp_path / beside, "part", measures(9, partner="KR"))
    study = tmp_path / name
    for value in (1, 2):
        release(study, "part", measures(value, partner="CN"))
    for number in (1, 2):
        assert read(study, number).select(["value", "partner"]).to_pylist() == [{"value": number, "partner": "CN"}]
    assert deltalake.DeltaTable(study / "ledger" / "measure").to_pyarrow_table()["value"].to_pylist() == [2]
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted({"axb", "a", "x", name})
