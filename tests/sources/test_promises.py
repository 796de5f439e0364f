"""A study's own lists: what each row becomes, and that every fault is refused with its line and a cure."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarai import sources
from sarai.model.provenance import ReadSettings

LISTS = {"promises": "promise", "observations": "observation", "agreements": "agreement", "events": "event"}
ORIGIN = ("source", "dataset", "file", "raw", "scope", "column")


def read(dataset: str, path: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, batch in sources.reader("promises")(path, ReadSettings(file="made-up", dataset=dataset)):
        rows.setdefault(table, []).extend(batch.to_pylist())
    return rows


@pytest.mark.parametrize("dataset", LISTS)
def test_the_made_up_rows_become_what_is_expected(
    dataset: str, tmp_path: Path, made_up: Callable[..., Path], golden: Callable[[str, str], None]
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("table", "locator", "told"))
    for table, rows in read(dataset, made_up("promises", dataset, tmp_path)).items():
        for row in rows:
            told = {name: value for name, value in row.items() if value not in (None, []) and name not in ORIGIN}
            writer.writerow((table, told.pop("locator", ""), "; ".join(f"{name} {told[name]}" for name in told)))
    golden(out.getvalue(), f"../sources/data/promises/{dataset}/expected.csv")


@pytest.mark.parametrize(
    ("dataset", "column", "value", "told"),
    [
        ("promises", "makers", "Narnia", "unknown party"),
        ("promises", "currency", "", "blank beside an amount"),
        ("promises", "source_url", "", "give the address"),
        ("promises", "source_name", " ", "name who published it"),
        ("promises", "period_from", "2021", "lies before period_from"),
        ("promises", "period_to", "2014", "put the earlier date first"),
        ("observations", "unit", "", "a value needs its unit"),
        ("observations", "source_url", "", "give the address"),
        ("observations", "status", "burnt", "no word of its list"),
        ("agreements", "eligible", "PH", "has no date"),
    ],
)
def test_a_bad_row_is_refused_with_line_and_cure(
    dataset: str, column: str, value: str, told: str, tmp_path: Path, made_up: Callable[..., Path]
) -> None:
    def spoil(sheets: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
        header, first = sheets[""][:2]
        spoilt = [*first]
        spoilt[header.index(column)] = value
        return {"": [header, spoilt]}

    rows = read(dataset, made_up("promises", dataset, tmp_path, spoil))
    assert LISTS[dataset] not in rows
    (refused,) = rows["reject"]
    assert refused["locator"] == "row 2"
    assert told in refused["reason"]


@pytest.mark.parametrize("dataset", LISTS)
def test_read_is_kept_plus_rejected(dataset: str, tmp_path: Path, made_up: Callable[..., Path]) -> None:
    rows = read(dataset, made_up("promises", dataset, tmp_path))
    (records,) = [row for row in rows["tally"] if row["quantity"] == "records"]
    assert records["kept"] == len(rows[LISTS[dataset]]) > 0
    assert records["rejected"] == len(rows["reject"]) > 0
    assert records["stated"] == records["kept"] + records["rejected"]
    for row in rows["tally"]:
        assert row["stated"] == row["kept"] + row["rejected"]


def test_a_date_stands_for_all_days_it_can_mean(tmp_path: Path, made_up: Callable[..., Path]) -> None:
    first, second, third, _ = read("observations", made_up("promises", "observations", tmp_path))["observation"]
    assert (str(first["date"]), str(first["known_by"]), first["date_precision"]) == (
        "2016-04-01",
        "2016-04-30",
        "month",
    )
    assert (str(second["date"]), str(second["known_by"])) == ("2017-05-05", "2017-05-05")
    assert (str(third["date"]), str(third["known_by"])) == ("2021-01-01", "2021-12-31")
    assert [first["date_precision"], second["date_precision"], third["date_precision"]] == ["month", "day", "year"]
