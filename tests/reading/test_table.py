"""Claims as canonical rows."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from sarai.reading import read
from sarai.reading.table import claims, tables


def test_claims_are_canonical_rows(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Germany pledged between €2 million and €3 million to Uzbekistan for water supply.\n")
    made = tables(read(path, date=dt.date(2024, 3, 1)), date=dt.date(2024, 3, 1))
    assert made["document"].num_rows == 1
    (row,) = made["claim"].to_pylist()
    assert (row["actors"], row["recipients"], row["modality"]) == (["DE"], ["UZ"], "pledged")
    assert (row["amount"], row["amount_high"], row["currency"]) == (Decimal(2_000_000), Decimal(3_000_000), "EUR")
    assert path.read_text()[row["span_start"] : row["span_end"]] == row["quote"]


def test_rows_tell_the_claims_that_made_them(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(
        "On 12 March 2024 Japan pledged between €2 million and €3 million to Uzbekistan for water supply. Of this amount, "
        "€1 million is for pumps, and €1.2 million for training. President Tokayev asked for 20 buses.\n"
    )
    reading = read(path, date=dt.date(2024, 3, 13))
    rows = tables(reading, date=dt.date(2024, 3, 13))["claim"]
    told = claims(rows)
    assert [claim.slots for claim in told] == [{k: v for k, v in c.slots.items() if v} for c in reading.claims]
    assert [claim.id for claim in told] == rows["key"].to_pylist()
    same = ("quote", "start", "end", "modality", "polarity", "certainty", "rules", "core", "type", "relation")
    for claim, read_claim in zip(told, reading.claims, strict=True):
        assert [getattr(claim, name) for name in same] == [getattr(read_claim, name) for name in same]


def test_a_claim_of_a_web_page_tells_where_it_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><head><title>News</title></head><body><article><h1>News</h1><p>The ministry said on Monday that work goes "
        "on. <b>Germany pledged €2 million</b> to Uzbekistan for water supply, and thanked the region.</p></article></body>"
        "</html>"
    )
    (row,) = [row for row in tables(read(path))["claim"].to_pylist() if row["modality"] == "pledged"]
    where = row["locator"].split(", ")[1]
    start, end = map(int, where.removesuffix(" of the file").split("-"))
    assert path.read_text()[start:end].startswith("Germany pledged €2 million</b> to Uzbekistan")
