"""The CRS in each form in which the OECD publishes it: the same rows give the same money; what tells money twice is
left out and said, or refused."""

import csv
import gzip
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sarai import sources
from sarai.model.errors import SourceChanged
from sarai.model.provenance import ReadSettings

Run = Callable[..., "Ran"]  # noqa: F821

DATA = Path(__file__).parent / "data" / "crs"
M = 1_000_000
BULK = {
    ("commitment", "JP", "oda"): Decimal("1.5") * M,
    ("disbursement", "JP", "oda"): Decimal("0.75") * M,
    ("grant-equivalent", "JP", "oda"): Decimal("0.9") * M,
    ("commitment", "DE", "oof"): Decimal(20),
    ("repayment", "DE", "oof"): Decimal("0.3") * M,
    ("commitment", "IDA", "oda"): Decimal("-1.25") * M,
    ("disbursement", "IDA", "oda"): Decimal("-0.1") * M,
    ("disbursement", "A made-up foundation", "private"): Decimal("0.01") * M,
}
EXPLORER = {
    ("commitment", "JP", "oda"): Decimal("2.5") * M,
    ("disbursement", "JP", "oda"): Decimal("0.25") * M,
    ("grant-equivalent", "DE", "oof"): Decimal("0.75") * M,
    ("commitment", "IDA", "oda"): Decimal(-1) * M,
}


def lines(dataset: str) -> list[list[str]]:
    with (DATA / dataset / "file.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def written(path: Path, rows: list[list[str]], *, between: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=between, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return path


def parquet(path: Path, rows: list[list[str]], *, name: Callable[[str], str] = str) -> Path:
    """A typed file, as programs make it: what reads as a number in all rows is one."""
    columns = {}
    for at, head in enumerate(rows[0]):
        cells = [row[at] or None for row in rows[1:]]
        try:
            columns[name(head)] = pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())
        except ValueError:
            columns[name(head)] = pa.array(cells, pa.string())
    pq.write_table(pa.table(columns), path)
    return path


def snake(column: str) -> str:
    return (
        column.lower() if "_" in column else "".join(f"_{c.lower()}" if c.isupper() else c for c in column).strip("_")
    )


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    seen = sources.recognise(path)
    assert seen.card.id == "crs"
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for table, batch in sources.reader("crs")(path, ReadSettings(file="made up", dataset=seen.format.dataset)):
        rows[table] += batch.to_pylist()
    return rows


def money(rows: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, str, str], Decimal]:
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for flow in rows["flow"]:
        sums[(flow["kind"], flow["provider"], flow["flow_class"])] += flow["amount"] or 0
    return {key: value for key, value in sums.items() if value}


def forms(folder: Path) -> Iterator[Path]:
    rows = lines("crs-bulk")
    yield written(folder / "CRS 2020 data.txt", rows, between="|")
    yield written(folder / "CRS 2020 (old).txt", rows, between="|", encoding="utf-16")
    yield written(folder / "crs-bom.csv", rows, encoding="utf-8-sig")
    yield written(folder / "crs-semicolon.csv", rows, between=";", encoding="cp1252")
    yield written(folder / "crs-lower.txt", [[snake(each) for each in rows[0]], *rows[1:]], between="|")
    (folder / "crs.txt.gz").write_bytes(gzip.compress((folder / "CRS 2020 data.txt").read_bytes()))
    yield folder / "crs.txt.gz"
    yield parquet(folder / "CRS.parquet", rows)
    yield parquet(folder / "crs_snake.parquet", rows, name=snake)


def test_every_form_of_the_bulk_file_tells_the_same_money(tmp_path: Path) -> None:
    for path in forms(tmp_path):
        rows = read(path)
        assert money(rows) == BULK, path.name
        assert sorted((row["column"], row["scope"]) for row in rows["reject"]) == [
            ("USD_Commitment", "row"), ("donor", "row"), ("recipient", "cell"), ("sector", "cell"), ("year", "row"),
        ]  # fmt: skip
        records = next(row for row in rows["tally"] if row["quantity"] == "records")
        assert (records["stated"], records["kept"], records["rejected"]) == (9, 6, 3)
        assert {row["value"] for row in rows["identifier"] if row["type"] == "A2"} == {
            "2020000001", "2020000002", "2019000077", "2018001234",
        }  # fmt: skip
        placed = {row["code"] for row in rows["split"] if row["dimension"] == "recipient"}
        assert placed == {"TJ", "UZ", "619", "998", "KZ"}


def test_statements_of_a_record_are_in_order_and_their_keys_stay_when_an_amount_is_revised(tmp_path: Path) -> None:
    head, first, *_ = lines("crs-bulk")
    at = {name: place for place, name in enumerate(head)}

    def line(commitment: str, disbursement: str, recipient: str = "615") -> list[str]:
        row = list(first)
        row[at["USD_Commitment"]], row[at["USD_Disbursement"]] = commitment, disbursement
        row[at["USD_Received"]] = row[at["USD_GrantEquiv"]] = ""
        row[at["RecipientCode"]] = recipient
        return row

    def flows(*rows: list[str]) -> list[dict[str, Any]]:
        told = read(written(tmp_path / f"{len(rows)}-{rows[0][at['USD_Commitment']]}.txt", [head, *rows], between="|"))
        assert len(told["activity"]) == 1
        assert len({row["key"] for row in told["flow"]}) == len(told["flow"])
        assert sorted(row["ordinal"] for row in told["flow"]) == list(range(1, len(told["flow"]) + 1))
        return sorted(told["flow"], key=lambda row: row["ordinal"])

    before = flows(line("1", "2"), line("3", ""), line("5", "6", "617"))
    assert [(row["kind"], row["amount"] / M) for row in before] == [
        ("commitment", 1), ("disbursement", 2), ("commitment", 3), ("commitment", 5), ("disbursement", 6),
    ]  # fmt: skip
    after = flows(line("0", "2"), line("4", ""), line("5", "6", "617"))
    keys = {row["amount"]: row["key"] for row in before}
    assert {row["amount"]: row["key"] for row in after} == {
        2 * M: keys[2 * M], 4 * M: keys[3 * M], 5 * M: keys[5 * M], 6 * M: keys[6 * M],
    }  # fmt: skip


def test_a_table_of_the_data_explorer(tmp_path: Path) -> None:
    rows = lines("crs-explorer")
    without = [at for at, name in enumerate(rows[0]) if name in ("Flow type", "Measure", "Sector", "Unit multiplier")]
    bare = [[cell for at, cell in enumerate(row) if at not in without] for row in rows]
    for path in (
        written(tmp_path / "a.csv", rows),
        written(tmp_path / "b.csv", bare),
        parquet(tmp_path / "c.parquet", rows),
    ):
        found = read(path)
        assert money(found) == EXPLORER, path.name
        assert [row["column"] for row in found["reject"] if row["scope"] == "row"] == [
            "FLOW_TYPE", "UNIT_MULT", "UNIT_MEASURE", "OBS_VALUE",
        ]  # fmt: skip


def changed(rows: list[list[str]], **cells: str) -> list[str]:
    """The first record with other cells."""
    return [cells.get(name, cell) for name, cell in zip(rows[0], rows[1], strict=True)]


def test_money_told_again_in_constant_prices_or_as_a_sum_is_left_out_and_said(tmp_path: Path) -> None:
    rows = lines("crs-explorer")[:3]
    more = [
        changed(rows, PRICE_BASE="Q", BASE_PER="2022", OBS_VALUE="2.7"),
        changed(rows, MD_ID="_T", MD_DIM="_T", OECD_ID="", SECTOR="1000", OBS_VALUE="2.5", CHANNEL="_T"),
    ]
    found = read(written(tmp_path / "a.csv", [*rows, *more]))
    assert sum(flow["amount"] for flow in found["flow"]) == Decimal("2.75") * M
    assert {row["column"]: row["value"] for row in found["reject"]} == {"PRICE_BASE": "1", "MD_ID": "1"}


def test_constant_prices_alone_keep_their_year(tmp_path: Path) -> None:
    rows = lines("crs-explorer")
    found = read(written(tmp_path / "a.csv", [rows[0], changed(rows, PRICE_BASE="Q", BASE_PER="2022")]))
    assert [(flow["price_basis"], flow["base_year"]) for flow in found["flow"]] == [("constant", 2022)]


def test_sums_without_records_are_read_at_one_level(tmp_path: Path) -> None:
    rows = lines("crs-explorer")
    whole = {"MD_ID": "_T", "MD_DIM": "_T", "OECD_ID": "", "CHANNEL": "_T", "MODALITY": "_T", "MEASURE": "100"}
    two = [changed(rows, **whole, SECTOR="110"), changed(rows, **whole, SECTOR="210", OBS_VALUE="4")]
    found = read(written(tmp_path / "a.csv", [rows[0], *two]))
    assert sum(flow["amount"] for flow in found["flow"]) == Decimal("6.5") * M
    assert {mark for row in found["activity"] for mark in row["marks"]} == {"aggregate"}


def test_sums_over_recipients_and_donors_are_left_out_beside_their_parts_and_said(tmp_path: Path) -> None:
    rows = lines("crs-explorer")
    whole = {
        "MD_ID": "_T",
        "MD_DIM": "_T",
        "OECD_ID": "",
        "SECTOR": "110",
        "CHANNEL": "_T",
        "MODALITY": "_T",
        "MEASURE": "100",
    }
    told = [
        changed(rows, **whole, OBS_VALUE="4"),
        changed(rows, **whole, OBS_VALUE="3", RECIPIENT="F6_X", Recipient="Asia, regional"),
        changed(rows, **whole, OBS_VALUE="7", RECIPIENT="DPGC", Recipient="Developing countries"),
        changed(rows, **whole, OBS_VALUE="7", RECIPIENT="F", Recipient="Africa"),
        changed(rows, **whole, OBS_VALUE="70", DONOR="DAC", Donor="DAC countries"),
    ]
    found = read(written(tmp_path / "a.csv", [rows[0], *told]))
    assert sum(flow["amount"] for flow in found["flow"]) == 7 * M
    assert {row["code"] for row in found["split"] if row["dimension"] == "recipient"} == {"TJ", "798"}
    assert {(row["column"], row["value"]) for row in found["reject"]} == {
        ("RECIPIENT", "DPGC"), ("RECIPIENT", "F"), ("DONOR", "DAC"),
    }  # fmt: skip


def test_a_sum_over_recipients_alone_is_nobodys_in_particular(tmp_path: Path) -> None:
    rows = lines("crs-explorer")
    whole = {"MD_ID": "_T", "MD_DIM": "_T", "OECD_ID": "", "SECTOR": "110", "CHANNEL": "_T", "MODALITY": "_T"}
    found = read(written(tmp_path / "a.csv", [rows[0], changed(rows, **whole, RECIPIENT="F", Recipient="Africa")]))
    assert [flow["amount"] for flow in found["flow"]] == [Decimal("2.5") * M]
    assert not [row for row in found["split"] if row["dimension"] == "recipient"]


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [("SECTOR", "1000", "110"), ("SECTOR", "110", "11110"), ("MEASURE", "100", "11"), ("CHANNEL", "_T", "12000")],
)
def test_totals_among_their_parts_are_refused_with_a_cure(tmp_path: Path, column: str, one: str, other: str) -> None:
    rows = lines("crs-explorer")
    whole = {"MD_ID": "_T", "OECD_ID": "", "SECTOR": "110", "MEASURE": "100", "CHANNEL": "_T", "MODALITY": "_T"}
    both = [changed(rows, **{**whole, column: one}), changed(rows, **{**whole, column: other})]
    with pytest.raises(SourceChanged) as caught:
        read(written(tmp_path / "a.csv", [rows[0], *both]))
    assert f"{column} holds totals and their parts: {one} is told again in {other}" in caught.value.what
    assert "one level" in (caught.value.cure or "")


def test_a_column_that_the_oecd_never_had_is_named(tmp_path: Path) -> None:
    rows = lines("crs-bulk")
    with pytest.raises(SourceChanged, match="'my own share'"):
        sources.recognise(written(tmp_path / "a.txt", [[*row, "my own share"] for row in rows], between="|"))


def test_years_are_files_of_their_own_and_each_counts(sarai: Run, tmp_path: Path) -> None:
    """An activity that is reported in two years is paid in both; another edition of a year revises that year alone."""
    rows = lines("crs-bulk")
    with zipfile.ZipFile(tmp_path / "years.zip", "w") as archive:
        for year in ("2020", "2021"):
            kept = [[year if at == 0 else cell for at, cell in enumerate(row)] for row in rows[1:4]]
            made = written(tmp_path / f"CRS {year} data.txt", [rows[0], *kept], between="|")
            archive.write(made, made.name)
    study = tmp_path / "mine"
    assert sarai("new", study).code == 0
    added = sarai("add", study, tmp_path / "years.zip")
    assert added.code == 0, added.err
    assert sarai("build", study, "--jobs", 1).code == 0

    def total(*words: str) -> dict[Any, str]:
        found = json.loads(sarai("total", study, "--format", "json", *words).out)["rows"]
        return {tuple(row[each] for each in words[1].split(",")): row["preferred"] for row in found}

    assert total("--by", "year,partner,flow_class") == {
        (2020, "JP", "oda"): "1500000.00", (2021, "JP", "oda"): "1500000.00",
        (2020, "DE", "oof"): "20.00", (2021, "DE", "oof"): "20.00",
    }  # fmt: skip
    assert total("--by", "recipient", "--measure", "disbursed", "--year", "2021") == {
        ("TJ",): "250000.00", ("UZ",): "500000.00"
    }  # fmt: skip
    assert total("--by", "partner", "--kind", "grant-equivalent") == {("JP",): "1800000.00"}
