"""Humanitarian flows with a row of HXL tags or without, and other people's tables that carry such a row."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sarai import sources
from sarai.model.errors import SourceChanged
from sarai.model.provenance import ReadSettings
from sarai.sources.kit.tags import is_tags

DATA = Path(__file__).parent / "data" / "fts" / "fts-flows" / "file.csv"


def tagged(path: Path) -> Path:
    """The made-up flows with a row of tags under the headers, as they are published on HDX."""
    head, *rows = DATA.read_text(encoding="utf-8").splitlines()
    tags = ",".join("#date" if name == "date" else f"#meta+{name.lower()}" for name in head.split(","))
    path.write_text("\n".join((head, tags, *rows)) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    assert sources.recognise(path).card.id == "fts"
    for table, batch in sources.reader("fts")(path, ReadSettings(file="made up", dataset="fts-flows")):
        rows[table] += batch.to_pylist()
    return rows


def test_flows_are_told_by_their_status_with_tags_or_without(tmp_path: Path) -> None:
    for path in (DATA, tagged(tmp_path / "fts_incoming_funding_tjk.csv")):
        rows = read(path)
        told = {row["activity"]: (row["kind"], row["amount"], row["currency"], row["provider"]) for row in rows["flow"]}
        assert told == {
            "fts:200001": ("disbursement", Decimal(1_400_000), "EUR", "DE"),
            "fts:200002": ("commitment", Decimal(250_000), "USD", "JP"),
            "fts:200003": ("pledge", Decimal(90_000), "USD", "CH"),
            "fts:200004": ("disbursement", Decimal(400_000), "USD", "WFP"),
            "fts:200007": ("disbursement", Decimal("5000.5"), "USD", "A made-up foundation"),
        }
        assert {row["record_id"]: row["marks"] for row in rows["activity"] if row["marks"]} == {"200004": ["retold"]}
        shares = {row["code"]: row["percent"] for row in rows["split"] if row["owner"] == "fts:200002" and row["code"]}
        assert shares == {"TJ": 50.0, "KG": 50.0}
        assert {row["record"]: (row["column"], row["scope"]) for row in rows["reject"]} == {
            "200005": ("status", "row"),
            "200006": ("amountUSD", "row"),
            "200007": ("destLocations", "cell"),
        }
        assert {row["value"] for row in rows["restated"]} >= {Decimal(1_500_000)}


def test_parts_of_one_flow_are_rows_of_their_own(tmp_path: Path) -> None:
    head, first, *_ = DATA.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "a.csv"
    path.write_text("\n".join((head, first, first.replace("World Food Programme", "UNICEF"))) + "\n", encoding="utf-8")
    assert [row["record_id"] for row in read(path)["activity"]] == ["200001", "200001-2"]


def test_a_column_that_nobody_knows_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = DATA.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join((f"{lines[0]},share", *(f"{each},1" for each in lines[1:]))) + "\n", encoding="utf-8")
    with pytest.raises(SourceChanged, match="share"):
        read(path)


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        (["#date", "#value+funding+usd", ""], True),
        (["#adm1+name", "#org +funder"], True),
        (["#date", "2020"], False),
        (["#1", "#2"], False),
        (["#date"], False),
        (["", ""], False),
    ],
)
def test_a_row_of_tags(cells: list[str], are: bool) -> None:
    assert is_tags(cells) is are


def test_a_row_of_tags_in_somebodys_table_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_text(
        "Project no,Country,Signed on,Commitment (USD)\n#activity+code,#country+name,#date+signed,#value+usd\n"
        "A-1,Nepal,2019-01-02,1000\nA-2,Kenya,2019-03-04,2000\n",
        encoding="utf-8",
    )
    drafted = sources.draft(path)
    assert drafted is not None
    assert drafted.open == ()
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(drafted.yaml, encoding="utf-8")
    rows = defaultdict(list)
    for table, batch in sources.reader("table")(path, ReadSettings(file="a", dataset=drafted.dataset, mapping=mapping)):
        rows[table] += batch.to_pylist()
    assert sum(row["amount"] for row in rows["flow"]) == 3000
    assert not rows["reject"]
