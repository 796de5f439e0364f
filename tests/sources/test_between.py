"""Downloads of numbers between two countries, and Stata's files."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sarai import sources
from sarai.model import tables
from sarai.model.errors import UnreadableFile
from sarai.model.provenance import ReadSettings
from sarai.sources.kit import stata

MadeUp = Callable[..., Path]
DATASETS = [each.dataset for each in sources.card("between").formats]

CDIS = """\
"Country Name","Country Code","Indicator Name","Indicator Code","Counterpart Country Name","Counterpart Country Code",\
"Attribute","2019","2020",
"Kazakhstan, Republic of","916","Inward Direct Investment Positions, US Dollars","IIW_BP6_USD","China, P.R.: Mainland",\
"924","Value","3000000000","3100000000",
"Kazakhstan, Republic of","916","Inward Direct Investment Positions, US Dollars","IIW_BP6_USD","Japan","158","Value",\
"5000000000","C",
"Kazakhstan, Republic of","916","Inward Direct Investment Positions, US Dollars","IIW_BP6_USD","World","001","Value",\
"150000000000","151000000000",
"""
LEGACY_COMTRADE = """\
Classification,Year,Period,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,\
Partner ISO,Commodity Code,Commodity,Trade Value (US$),Flag
H3,2019,2019,1,Import,417,Kyrgyzstan,KGZ,0,World,WLD,TOTAL,All Commodities,4900000000,0
H3,2019,2019,1,Import,417,Kyrgyzstan,KGZ,643,Russian Federation,RUS,TOTAL,All Commodities,1400000000,0
"""


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    found = sources.recognise(path)
    rows: dict[str, list[dict[str, Any]]] = {"measure": [], "reject": []}
    settings = ReadSettings(file="made-up", dataset=found.format.dataset, batch_rows=3)
    for table, batch in sources.reader(found.card.id)(path, settings):
        assert batch.schema.equals(tables.schema(table), check_metadata=True)
        rows.setdefault(table, []).extend(batch.to_pylist())
    return rows


def told(rows: dict[str, list[dict[str, Any]]]) -> list[tuple[Any, ...]]:
    return [(row["place"], row["partner"], row["year"], row["value"], row["told_by"]) for row in rows["measure"]]


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_made_up_lines_become_what_is_expected(
    dataset: str, tmp_path: Path, made_up: MadeUp, golden: Callable[[str, str], None]
) -> None:
    rows = read(made_up("between", dataset, tmp_path))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["at", "key", "value", "unit", "why"])
    for row in rows["measure"]:
        value = "not reported" if row["value"] is None else f"{row['value']:g}"
        writer.writerow([row["locator"], row["key"], value, row["unit"], ""])
    for row in rows["reject"]:
        writer.writerow([row["locator"], row["record"], "", "", f"{row['reason']}: {row['value']!r}"])
    golden(out.getvalue(), f"../sources/data/between/{dataset}/expected.csv")
    (tally,) = [row for row in rows["tally"] if row["quantity"] == "records"]
    assert (tally["kept"], tally["rejected"]) == (len(rows["measure"]), len(rows["reject"]))


def test_the_survey_before_has_a_column_for_each_year_and_words_for_countries(tmp_path: Path) -> None:
    (tmp_path / "cdis.csv").write_text(CDIS)
    rows = read(tmp_path / "cdis.csv")
    assert told(rows) == [
        ("KZ", "CN", 2019, 3e9, "place"), ("KZ", "CN", 2020, 3.1e9, "place"), ("KZ", "JP", 2019, 5e9, "place")
    ]  # fmt: skip
    assert [row["value"] for row in rows["reject"]] == ["C", "World", "World"]


def test_comtrade_as_it_was_downloaded_until_2022(tmp_path: Path) -> None:
    (tmp_path / "comtrade.csv").write_text(LEGACY_COMTRADE)
    assert told(read(tmp_path / "comtrade.csv")) == [
        ("KG", None, 2019, 4.9e9, "place"), ("KG", "RU", 2019, 1.4e9, "place")
    ]  # fmt: skip


def test_comtrade_in_the_letters_of_western_europe(tmp_path: Path, made_up: MadeUp) -> None:
    plain = made_up("between", "comtrade", tmp_path).read_text(encoding="utf-8")
    (tmp_path / "western.csv").write_bytes(plain.encode("latin-1"))
    assert ("KZ", "TR", 2024, 1.6e9, "place") in told(read(tmp_path / "western.csv"))


POINTS = pd.DataFrame(
    {
        "iso3c": ["KAZ", "JPN", "XYZ"],
        "countryname": ["Kazakhstan", "Japan", "Nowhere"],
        "year": [2024.0, 2024.0, 2024.0],
        "idealpointfp": [-0.5, None, 0.25],
        "votes": pd.Series([90, 91, 92], dtype="int16"),
        "many": pd.Series([1, 2, 3], dtype="int32"),
        "few": pd.Series([1, 2, 3], dtype="int8"),
        "half": pd.Series([0.5, 1.5, 2.5], dtype="float32"),
    }
)


@pytest.mark.parametrize("version", [117, 118, 119])
def test_a_file_of_stata_is_read_as_it_stands(tmp_path: Path, version: Any) -> None:
    path = tmp_path / "points.dta"
    POINTS.to_stata(path, version=version, write_index=False)
    assert stata.header(path) == list(POINTS.columns)
    rows = [cells for _, cells in stata.rows(path)]
    assert rows == [
        ["KAZ", "Kazakhstan", 2024.0, -0.5, 90.0, 1.0, 1.0, 0.5],
        ["JPN", "Japan", 2024.0, None, 91.0, 2.0, 2.0, 1.5],
        ["XYZ", "Nowhere", 2024.0, 0.25, 92.0, 3.0, 3.0, 2.5],
    ]
    found = read(path)
    assert told(found) == [("KZ", None, 2024, -0.5, "third"), ("JP", None, 2024, None, "third")]
    assert [row["value"] for row in found["reject"]] == ["XYZ"]


@pytest.mark.parametrize("cut", [60, 400, 900, -40])
def test_a_file_of_stata_that_is_cut_short_is_named(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "points.dta"
    POINTS.to_stata(path, version=118, write_index=False)
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"</data>") + cut] if cut < 0 else content[:cut])
    with pytest.raises(UnreadableFile, match="Stata"):
        read(path)


@pytest.mark.shared
def test_the_published_ideal_points(shared: Path) -> None:
    rows = told(read(shared / "data" / "influence" / "IdealpointsJuly2025.dta"))
    assert len(rows) > 11_000
    found = {(place, year): value for place, _, year, value, _ in rows}
    for place, point in (("KZ", -0.51), ("CN", -0.85), ("RU", -0.60), ("JP", 0.80)):
        assert found[place, 2024] == pytest.approx(point, abs=0.006)
