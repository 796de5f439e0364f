"""World Development Indicators: numbers about countries, with the unit of each series."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarai import codelists, sources
from sarai.model import tables
from sarai.model.provenance import ReadSettings
from sarai.sources.lists._measure_units import UNITS
from sarai.sources.lists.measures import read

MadeUp = Callable[..., Path]
DATASETS = ("wdi", "wdi-facts")


def rows_of(path: Path, dataset: str) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, batch in read(path, ReadSettings(file="made-up", dataset=dataset, batch_rows=7)):
        assert batch.schema.equals(tables.schema(table), check_metadata=True)
        rows.setdefault(table, []).extend(batch.to_pylist())
    return rows


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_made_up_lines_become_what_is_expected(
    dataset: str, tmp_path: Path, made_up: MadeUp, golden: Callable[[str, str], None]
) -> None:
    rows = rows_of(made_up("measures", dataset, tmp_path), dataset)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["at", "key", "value", "unit", "why"])
    for row in rows["measure"]:
        value = "not reported" if row["value"] is None else f"{row['value']:g}"
        writer.writerow([row["locator"], row["key"], value, row["unit"], ""])
    for row in rows["reject"]:
        writer.writerow([row["locator"], row["record"], "", "", f"{row['reason']}: {row['value']!r}"])
    golden(out.getvalue(), f"../sources/data/measures/{dataset}/expected.csv")


@pytest.mark.parametrize("dataset", DATASETS)
def test_read_is_kept_plus_rejected(dataset: str, tmp_path: Path, made_up: MadeUp) -> None:
    rows = rows_of(made_up("measures", dataset, tmp_path), dataset)
    (tally,) = rows["tally"]
    assert tally["stated"] == tally["kept"] + tally["rejected"]
    assert (tally["kept"], tally["rejected"]) == (len(rows["measure"]), len(rows["reject"]))


def test_keys_are_unique_and_places_are_countries(tmp_path: Path, made_up: MadeUp) -> None:
    rows = rows_of(made_up("measures", "wdi", tmp_path), "wdi")["measure"]
    keys = [row["key"] for row in rows]
    assert len(set(keys)) == len(keys) > 8
    assert {row["place"] for row in rows} <= {code.code for code in codelists.load("countries")}
    assert all(row["unit"] == UNITS[row["indicator"]] for row in rows)


def test_a_blank_value_is_not_reported_and_never_zero(tmp_path: Path, made_up: MadeUp) -> None:
    rows = rows_of(made_up("measures", "wdi", tmp_path), "wdi")["measure"]
    told = {row["key"]: row["value"] for row in rows}
    assert told["measures:NY.GNP.ATLS.CD/TJ/2019"] is None
    assert told["measures:NY.GNP.PCAP.CD/KZ/2019"] == 0


@pytest.mark.shared
def test_the_published_file_ties_out(shared: Path) -> None:
    path = shared / "data" / "wdi" / "wdi_subset_long.csv"
    seen = sources.recognise(path)
    assert (seen.card.id, seen.format.dataset) == ("measures", "wdi")
    counts = {"measure": 0, "reject": 0}
    tally: dict[str, Any] = {}
    for table, batch in read(path, ReadSettings(file="f", dataset="wdi")):
        if table in counts:
            counts[table] += batch.num_rows
        else:
            (tally,) = batch.to_pylist()
    assert tally["stated"] == counts["measure"] + counts["reject"] == 85_982
    assert counts["measure"] == 22_018
