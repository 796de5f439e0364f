"""One rate for each currency and period, of that period alone; and what a study's own rates may say."""

import csv
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.model.errors import CodeError, SaraiError, SourceError, UnreadableFile
from sarai.money import _data, rates

Chosen = dict[tuple[str, str], tuple[float, str]]


def lookup(table: pa.Table) -> Chosen:
    found = {(r["currency"], r["period"]): (r["rate"], r["rate_source"]) for r in table.to_pylist()}
    assert len(found) == table.num_rows
    return found


def made(*rows: tuple[str, str, float, str]) -> pa.Table:
    """Published rates of our own making: currency, period, dollars per unit, source."""
    names = ("currency", "period", "value", "source")
    return pa.Table.from_pylist(
        [{**dict(zip(names, row, strict=True)), "vintage": "v"} for row in rows], schema=rates.published().schema
    )


@pytest.fixture(scope="module")
def dollars() -> Chosen:
    return lookup(rates.chosen(rates.published()))


@pytest.fixture(scope="module")
def euros() -> Chosen:
    return lookup(rates.chosen(rates.published(), target="EUR"))


def columns(table: pa.Table) -> dict[str, str]:
    return {field.name: str(field.type) for field in table.schema}


def test_columns() -> None:
    text = "string"
    assert columns(rates.published()) == {
        "currency": text,
        "period": text,
        "value": "double",
        "source": text,
        "vintage": text,
    }
    one = rates.chosen(made(("JPY", "2010-01", 0.01, "fed-h10")))
    assert columns(one) == {"currency": text, "period": text, "rate": "double", "rate_source": text}


def test_the_first_source_of_a_month_speaks() -> None:
    both = made(("JPY", "2010-01", 0.011, "fed-h10"), ("JPY", "2010-01", 0.012, "imf-monthly"))
    found = lookup(rates.chosen(both))
    assert found["JPY", "2010-01"] == (0.012, "imf-monthly (v)")


def test_a_month_goes_on_with_the_next_source(dollars: Chosen) -> None:
    assert dollars["JPY", "2025-04"][1] == "imf-monthly (2025-04)"
    assert dollars["JPY", "2025-05"][1] == "fed-h10 (2026-06)"
    rate, source = dollars["AED", "2025-05"]
    assert rate == pytest.approx(1 / 3.6725)
    assert source == "parity (2026-06)"


def test_the_official_average_of_a_year_speaks_before_the_mean_of_its_months(dollars: Chosen) -> None:
    rate, source = dollars["JPY", "2015"]
    assert rate == pytest.approx(1 / 121.044, rel=1e-5)
    assert source == "wdi-year (2025)"
    assert dollars["NOK", "2015"][1] == "imf-monthly (2025-04), mean of 12 months"


def test_a_year_is_the_mean_of_currency_per_dollar() -> None:
    months = [("NOK", f"2010-{n:02}", 1 / n, "fed-h10") for n in range(1, 13)]
    assert lookup(rates.chosen(made(*months)))["NOK", "2010"][0] == pytest.approx(1 / 6.5)


def test_eleven_months_are_no_year() -> None:
    months = [("NOK", f"2010-{n:02}", 0.2, "fed-h10") for n in range(1, 12)]
    assert ("NOK", "2010") not in lookup(rates.chosen(made(*months)))


def test_two_sources_do_not_make_up_a_year_together() -> None:
    months = [("NOK", f"2010-{n:02}", 0.2, "fed-h10" if n > 6 else "imf-monthly") for n in range(1, 13)]
    assert ("NOK", "2010") not in lookup(rates.chosen(made(*months)))


def test_an_old_date_never_gets_a_recent_rate(dollars: Chosen) -> None:
    # Each of these has rates, only not for then.
    for currency, period in (
        ("EUR", "1998-06"),
        ("EUR", "1998"),
        ("TJS", "1999"),
        ("UZS", "2015-03"),
        ("BYN", "2015"),
        ("BRL", "1994-06"),
        ("PLN", "1994-12"),
        ("TRY", "2004"),
        ("DEM", "2002-01"),
        ("JPY", "2026-07"),
        ("XOF", "1994-01"),
    ):
        assert (currency, period) not in dollars
        assert currency in {code for code, _ in dollars}


def test_no_rate_comes_from_another_period(dollars: Chosen) -> None:
    stated = {(r["currency"], r["period"]) for r in rates.published().to_pylist()}
    whole_years = {(c, p[:4]) for c, p in stated}
    # An old unit has the rate of the one that replaced it, in the very period.
    replaced = {row["old"]: row["new"] for row in _data.rows("redenominations.csv")}
    for unit, period in dollars:
        currency = unit
        while currency in replaced and (currency, period) not in stated | whole_years:
            currency = replaced[currency]
        assert currency == "USD" or (currency, period) in (stated if len(period) == 7 else stated | whole_years)


@pytest.mark.parametrize("target", ["USD", "EUR", "JPY"])
def test_money_of_the_target_needs_no_rate(target: str) -> None:
    found = lookup(rates.chosen(rates.published(), target=target))
    for period in ("1961", "1998-12", "2026-06", "2026-11", "2031"):
        assert found[target, period] == (1.0, "the same currency")


def test_both_sources_of_a_cross_rate_are_named(euros: Chosen) -> None:
    assert euros["KGS", "2015"][1] == "wdi-year (2025) / wdi-year (2025)"
    assert euros["XOF", "2025-03"][1] == "parity (2026-06) / imf-monthly (2025-04)"
    assert euros["XOF", "2025-03"][0] == pytest.approx(1 / 655.957, rel=1e-9)
    assert euros["USD", "2025-05"][1] == "fed-h10 (2026-06)"


def test_a_cross_rate_needs_both_rates_of_the_period(euros: Chosen) -> None:
    assert ("JPY", "1995-01") not in euros
    assert ("USD", "1995-01") not in euros


def test_a_target_without_rates_is_refused() -> None:
    with pytest.raises(CodeError, match="KES"):
        rates.chosen(rates.published(), target="KES")


@pytest.mark.parametrize(
    ("currency", "period", "per_dollar", "told"),
    [
        # The unit of its time, as the World Bank states it in the later one.
        ("TRL", "2003", 1_500_885, "wdi-year (2025)"),
        ("BYR", "2010", 2_978.51, "wdi-year (2025)"),
        ("AZM", "2005", 4_727.1, "wdi-year (2025)"),
        ("RUR", "1996", 5_120.83, "wdi-year (2025)"),
        ("TJR", "1999", 1_237.79, "wdi-year (2025)"),
        # The old unit after the new one's first day, by the ratio that the law fixed.
        ("TRL", "2006", 1_428_453, "wdi-year (2025), 1 TRY = 1,000,000 TRL"),
        ("TMM", "2010-05", 14_250, "parity (2026-06), 1 TMT = 5,000 TMM"),
        ("TMT", "2012-03", 2.85, "parity (2026-06)"),
        ("TMT", "2018-06", 3.5, "parity (2026-06), official, parallel rate differs"),
        ("UZS", "2016", 2965.25, "wdi-year (2025), official, parallel rate differs"),
        ("UZS", "2018", 8069.6, "wdi-year (2025)"),
        ("XDR", "2005-06", 0.68, "imf-monthly (2025-04)"),
    ],
)
def test_units_that_were_replaced_and_rates_beside_which_another_ruled(
    dollars: Chosen, currency: str, period: str, per_dollar: float, told: str
) -> None:
    value, source = dollars[currency, period]
    assert (1 / value, source) == (pytest.approx(per_dollar, rel=0.01), told)


def test_a_new_unit_has_no_rate_before_its_first_day(dollars: Chosen) -> None:
    for currency, period in (("TRY", "2003"), ("BYN", "2010"), ("TMT", "2008"), ("RUB", "1996")):
        assert (currency, period) not in dollars


def test_a_rate_of_the_studys_own_is_not_called_official() -> None:
    own = {"currency": "UZS", "period": "2015", "value": 0.0002, "source": "own: made up", "vintage": "2020-01-01"}
    table = pa.concat_tables([rates.published(), pa.Table.from_pylist([own], schema=rates.published().schema)])
    assert lookup(rates.chosen(table))["UZS", "2015"] == (0.0002, "own: made up (2020-01-01)")


def test_a_rate_of_the_studys_own_for_a_unit_that_was_replaced_is_not_worked_out_anew() -> None:
    own = {"currency": "TRL", "period": "2006", "value": 0.0000005, "source": "own: made up", "vintage": "2020-01-01"}
    table = pa.concat_tables([rates.published(), pa.Table.from_pylist([own], schema=rates.published().schema)])
    assert lookup(rates.chosen(table))["TRL", "2006"] == (0.0000005, "own: made up (2020-01-01)")


@pytest.mark.parametrize(
    ("currency", "period", "parallel"),
    [("UZS", "1996", True), ("UZS", "2017", True), ("UZS", "2018", False), ("TMT", "2015-12", False),
     ("TMT", "2016-01", True), ("TMT", "2022-12", True)],
)  # fmt: skip
def test_a_parallel_rate_is_noted_from_its_first_month_to_its_last(
    dollars: Chosen, currency: str, period: str, parallel: bool
) -> None:
    assert dollars[currency, period][1].endswith(", official, parallel rate differs") == parallel


PERIODS = sorted(r["period"] for r in rates.published().to_pylist() if r["currency"] == "EUR" and r["period"] >= "1999")


@given(st.sampled_from(PERIODS), st.floats(min_value=0.01, max_value=1e12))
def test_dollars_to_euros_and_back(period: str, amount: float) -> None:
    there = ROUND_TRIP[0]["USD", period][0]
    back = ROUND_TRIP[1]["EUR", period][0]
    assert amount * there * back == pytest.approx(amount, rel=1e-12)


ROUND_TRIP = (
    lookup(rates.chosen(rates.published(), target="EUR")),
    lookup(rates.chosen(rates.published(), target="USD")),
)


@given(st.floats(min_value=1e-9, max_value=1e9), st.floats(min_value=1e-9, max_value=1e9))
def test_a_cross_rate_is_the_quotient_of_two(yen: float, euro: float) -> None:
    table = made(("JPY", "2010-01", yen, "fed-h10"), ("EUR", "2010-01", euro, "fed-h10"))
    forth = lookup(rates.chosen(table, target="EUR"))["JPY", "2010-01"][0]
    back = lookup(rates.chosen(table, target="JPY"))["EUR", "2010-01"][0]
    assert forth * back == pytest.approx(1, rel=1e-12)
    assert forth == pytest.approx(yen / euro, rel=1e-12)


@pytest.mark.shared
def test_japans_grants_to_tajikistan(shared: Path, dollars: Chosen) -> None:
    with (shared / "facts/japan_projects.csv").open(encoding="utf-8", newline="") as stream:
        grants = [
            row
            for row in csv.DictReader(stream)
            if (row["recipient"], row["in_jica_49"], row["count_in_total"]) == ("TJ", "yes", "1")
            and row["instrument"] == "grant"
            and row["amount"]
        ]
    assert len(grants) == 23
    assert {row["currency"] for row in grants} == {"JPY"}
    assert sum(int(row["amount"]) for row in grants) == 26_214_000_000
    priced = sum(int(row["amount"]) * dollars["JPY", row["agreement_date"][:7]][0] for row in grants)
    assert priced == pytest.approx(256.3e6, abs=0.05e6)


HEAD = "currency,period,value,unit,source,retrieved"
GOOD = "TMT,2015-03,0.285714,USD per unit,Central Bank of Turkmenistan,2026-05-01"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "rates.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_study_states_a_rate_of_its_own(tmp_path: Path) -> None:
    own = rates.read_user_rates(written(tmp_path, HEAD, GOOD))
    assert own.schema == rates.published().schema
    found = lookup(rates.chosen(pa.concat_tables([rates.published(), own])))
    assert found["TMT", "2015-03"] == (0.285714, "own: Central Bank of Turkmenistan (2026-05-01)")


def test_a_study_may_have_no_rate_of_its_own_yet(tmp_path: Path) -> None:
    assert rates.read_user_rates(written(tmp_path, HEAD)).num_rows == 0


def test_a_studys_own_rate_speaks_before_all_others(tmp_path: Path) -> None:
    own = rates.read_user_rates(
        written(
            tmp_path,
            HEAD,
            "JPY,2015-03,0.5,USD per unit,contract,2026-05",
            "JPY,2015,0.25,USD per unit,contract,2026-05",
        )
    )
    found = lookup(rates.chosen(pa.concat_tables([rates.published(), own])))
    assert found["JPY", "2015-03"] == (0.5, "own: contract (2026-05)")
    assert found["JPY", "2015"] == (0.25, "own: contract (2026-05)")
    assert found["JPY", "2015-04"][1] == "imf-monthly (2025-04)"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (GOOD.replace("0.285714", "about 3"), "'about 3' is no number"),
        (GOOD.replace("0.285714", '"0,285"'), "'0,285' is no number"),
        (GOOD.replace("0.285714", "1_000"), "'1_000' is no number"),
        (GOOD.replace("0.285714", "nan"), "'nan' is no number"),
        (GOOD.replace("0.285714", "0"), "value 0 is no rate"),
        (GOOD.replace("0.285714", "-3.5"), "value -3.5 is no rate"),
        (GOOD.replace("0.285714", "1e999"), "value 1e999 is no rate"),
        (GOOD.replace("USD per unit", "TMT per USD"), "unit 'TMT per USD' is unknown"),
        (GOOD.replace("Central Bank of Turkmenistan", " "), "source is blank"),
        (GOOD.replace("2026-05-01", ""), "retrieved is blank"),
        (GOOD.rsplit(",", 1)[0], "more or fewer cells"),
        (GOOD.replace("2015-03", "2015-13"), "'2015-13' is no month or year"),
        (GOOD.replace("2015-03", "2015-03-01"), "'2015-03-01' is no month or year"),
        (GOOD.replace("TMT", "QQQ"), "QQQ"),
        (GOOD.replace("TMT", "USD"), "a rate of the dollar in dollars"),
    ],
)
def test_a_faulty_rate_is_refused_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    path = written(tmp_path, HEAD, "EUR,2015-03,1.08,USD per unit,contract,2026-05", line)
    with pytest.raises(SourceError) as caught:
        rates.read_user_rates(path)
    assert told in caught.value.what
    assert caught.value.where == f"{path}:3"
    assert caught.value.cure


def test_two_rates_of_one_period_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, GOOD, GOOD.replace("0.285714", "0.3"))
    with pytest.raises(SourceError, match="TMT 2015-03 has a rate already, in line 2") as caught:
        rates.read_user_rates(path)
    assert caught.value.where == f"{path}:3"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="unit, retrieved are missing"):
        rates.read_user_rates(written(tmp_path, "currency,period,value,source", "TMT,2015,0.28,bank"))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_bytes(b"")
    with pytest.raises(SaraiError, match="missing"):
        rates.read_user_rates(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        rates.read_user_rates(path)
    path.write_bytes(HEAD.encode() + b"\nTMT,2015,0.28,USD per unit,\xff\xfe,2026\n")
    with pytest.raises(UnreadableFile, match="UTF-8"):
        rates.read_user_rates(path)


def test_a_spreadsheets_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(f"{HEAD}\r\n{GOOD}\r\n", encoding="utf-8-sig", newline="")
    assert rates.read_user_rates(path)["currency"].to_pylist() == ["TMT"]
