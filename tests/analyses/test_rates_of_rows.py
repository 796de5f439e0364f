"""A row's own date and unit, from a ministry's table to dollars: its rate, how good it is, or why it has none."""

from decimal import Decimal
from typing import Any

import pytest

import sarai
from sarai import pipeline

YEARLY, OFFICIAL = "yearly rate", "official rate"

# Unit, amount, date, dollars, period of the rate, quality; or why it has no value. Yearly rates are the World Bank's.
ROWS: tuple[tuple[str, str, str, str | None, str | None, list[str] | str], ...] = (
    ("UZS", "806960", "2018", "100.00", "2018", [YEARLY]),
    # The soum has no monthly series in hand: a day of 2018 had no value at all.
    ("UZS", "806960", "2018-06-15", "100.00", "2018", [YEARLY]),
    ("UZS", "296525", "2016-06-15", "100.00", "2016", [YEARLY, OFFICIAL]),
    # Days of the lira went unpriced; its year is 4.83 a dollar.
    ("TRY", "4828.37", "2018-06-15", "1000.00", "2018", [YEARLY]),
    ("TRY", "1549.96", "2009-03-02", "1000.00", "2009", [YEARLY]),
    ("TRL", "150088500", "2003-06-15", "100.00", "2003", [YEARLY]),
    ("BYR", "297851", "2010-05-10", "100.00", "2010", [YEARLY]),
    ("AZM", "472710", "2005-06-15", "100.00", "2005", [YEARLY]),
    ("TJR", "123779", "1999-05-10", "100.00", "1999", [YEARLY]),
    ("RUR", "512083", "1996-06-15", "100.00", "1996", [YEARLY]),
    ("TMM", "1425000", "2010-05-20", "100.00", "2010-05", []),
    ("TMT", "285", "2012-03-01", "100.00", "2012-03", []),
    ("TMT", "350", "2018-06-15", "100.00", "2018-06", [OFFICIAL]),
    ("XDR", "100", "2005-06-15", "146.74", "2005-06", []),
    ("USD", "100", "", "100.00", None, []),
    ("EUR", "100", "", None, None, "no date"),
    # No series in hand, and this table states no dollars of its own.
    *(
        (unit, "100", "2018-06-15", None, None, f"no rate for {unit} in 2018-06")
        for unit in ("KES", "GHS", "NGN", "EGP")
    ),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("units")
    lines = [f"{n},KZ,JP,{amount},{unit},{date}" for n, (unit, amount, date, *_) in enumerate(ROWS, 100)]
    (folder / "t.csv").write_text("id,country,donor,amount,currency,signed\n" + "\n".join(lines) + "\n")
    study = pipeline.new(folder / "study", template="empty")
    assert [error for *_, error in pipeline.add(study, [folder / "t.csv"]) if error] == []
    assert not pipeline.build(study, jobs=1).refused
    rows = sarai.open(study).explain(counting="high").rows
    return {row["key"].split(":")[-1].split("#")[0]: row for row in rows}


@pytest.mark.parametrize(
    ("nth", "row"), list(enumerate(ROWS, 100)), ids=[f"{unit} {date or 'undated'}" for unit, _, date, *_ in ROWS]
)
def test_each_row_has_its_rate_or_says_why_not(told: dict[str, dict[str, Any]], nth: int, row: tuple[Any, ...]) -> None:
    found = told[str(nth)]
    _, _, _, dollars, period, quality = row
    if dollars is None:
        assert (found["value"], found["rate_month"], found["no_value"]) == (None, None, quality)
    else:
        assert abs(found["value"] - Decimal(dollars)) <= Decimal("0.05")
        assert (found["rate_month"], found["quality"]) == (period, quality)
