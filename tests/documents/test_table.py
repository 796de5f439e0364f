"""Claims as canonical rows."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from sarai.documents import read
from sarai.documents.table import tables


def test_claims_are_canonical_rows(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Germany pledged between €2 million and €3 million to Uzbekistan for water supply.\n")
    made = tables(read(path, date=dt.date(2024, 3, 1)), date=dt.date(2024, 3, 1))
    assert made["document"].num_rows == 1
    (row,) = made["claim"].to_pylist()
    assert (row["actors"], row["recipients"], row["modality"]) == (["DE"], ["UZ"], "pledged")
    assert (row["amount"], row["amount_high"], row["currency"]) == (Decimal(2_000_000), Decimal(3_000_000), "EUR")
    assert path.read_text()[row["span_start"] : row["span_end"]] == row["quote"]
