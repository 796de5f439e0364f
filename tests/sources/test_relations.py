"""Facts between countries: numbers with their teller, memberships, positions; groups and doubled series are refused."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarai.model import tables
from sarai.model.provenance import ReadSettings
from sarai.sources.lists.relations import read

MadeUp = Callable[..., Path]
TABLES = {"relations": "measure", "memberships": "membership", "positions": "position", "questions": "question"}


def rows_of(path: Path, dataset: str) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, batch in read(path, ReadSettings(file="made-up", dataset=dataset, batch_rows=3)):
        assert batch.schema.equals(tables.schema(table), check_metadata=True)
        rows.setdefault(table, []).extend(batch.to_pylist())
    return rows


@pytest.mark.parametrize("dataset", TABLES)
def test_the_made_up_lines_become_what_is_expected(
    dataset: str, tmp_path: Path, made_up: MadeUp, golden: Callable[[str, str], None]
) -> None:
    rows = rows_of(made_up("relations", dataset, tmp_path), dataset)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["at", "key", "says", "why"])
    for row in rows[TABLES[dataset]]:
        says = (
            row.get("role")
            or row.get("wording")
            or row.get("question")
            or ("not reported" if row["value"] is None else f"{row['value']:g}")
        )
        writer.writerow([row["locator"], row["key"], says, ""])
    for row in rows["reject"]:
        writer.writerow([row["locator"], row["record"], "", f"{row['reason']}: {row['value']!r}"])
    golden(out.getvalue(), f"../sources/data/relations/{dataset}/expected.csv")
    (tally,) = rows["tally"]
    assert (tally["kept"], tally["rejected"]) == (len(rows[TABLES[dataset]]), len(rows["reject"]))


def series(path: Path, values: list[int]) -> Path:
    lines = ["indicator,place,partner,year,value,unit,told_by,note,source,source_url,licence,retrieved,tier"]
    for place, value in enumerate(values):
        year, partner = 1900 + place % 100, ("JP", "CN", "RU", "US")[place // 100]
        cells = (
            f"students,UZ,{partner},{year},{value},people,third,,Made up,https://example.org,none,2026-11,official-text"
        )
        lines.append(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_series_of_counts_that_was_added_up_twice_is_refused_whole(tmp_path: Path) -> None:
    counts = [17 * place + place % 7 + 1 for place in range(300)]
    honest = rows_of(series(tmp_path / "a.csv", counts), "relations")
    assert len(honest["measure"]) == 300 and "reject" not in honest
    doubled = rows_of(series(tmp_path / "b.csv", [2 * count for count in counts]), "relations")
    assert "measure" not in doubled and len(doubled["reject"]) == 300
    assert {row["column"] for row in doubled["reject"]} == {"value"}


def test_a_short_even_series_is_taken(tmp_path: Path) -> None:
    assert len(rows_of(series(tmp_path / "a.csv", [2, 4, 6, 8]), "relations")["measure"]) == 4


def test_the_two_ends_of_a_pair_are_two_rows(tmp_path: Path, made_up: MadeUp) -> None:
    rows = rows_of(made_up("relations", "relations", tmp_path), "relations")["measure"]
    told = {row["told_by"]: row["value"] for row in rows if row["partner"] == "CN" and row["year"] == 2020}
    assert told == {"place": 400000, "partner": 500000}


@pytest.mark.shared
def test_the_doubled_table_of_students_is_caught(tmp_path: Path, shared: Path) -> None:
    lines = ["indicator,place,partner,year,value,unit,told_by,note,source,source_url,licence,retrieved,tier"]
    with (shared / "data/influence/OECD_Intl_Student_Enrollment_2013_2019.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["TOTAL_INTL_STUDENTS"] and row["COUNTRY_OF_ORIGIN"] in ("Kazakhstan", "Uzbekistan"):
                cells = [row["COUNTRY_OF_ORIGIN"], row["COUNTRY_OF_SCHOOL"], row["YEAR"], row["TOTAL_INTL_STUDENTS"]]
                if not any("," in cell for cell in cells):
                    lines.append(
                        f"students,{','.join(cells)},people,third,,OECD,https://example.org,,2026-11,official-text"
                    )
    path = tmp_path / "students.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = rows_of(path, "relations")
    assert "measure" not in found and len(found["reject"]) > 400
