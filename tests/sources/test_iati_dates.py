"""Dates as publishers write them: what they mean, to which day, and what is no date."""

import datetime as dt
from decimal import Decimal

import pytest

from iati_files import activity, built, document, rows_of, totals, transaction, written
from sarai.sources.iati.dates import moment
from sarai.sources.kit.cells import BadCell


@pytest.mark.parametrize(
    ("stated", "first", "last", "precision"),
    [
        ("2019-02-01", "2019-02-01", "2019-02-01", "day"),
        (" 2019-02-01 ", "2019-02-01", "2019-02-01", "day"),
        ("2019-2-1", "2019-02-01", "2019-02-01", "day"),
        ("2019-02-1", "2019-02-01", "2019-02-01", "day"),
        ("2019-02-01Z", "2019-02-01", "2019-02-01", "day"),
        ("2019-02-01+05:00", "2019-02-01", "2019-02-01", "day"),
        ("2019-02-01T23:30:00-05:00", "2019-02-01", "2019-02-01", "day"),
        ("2019-02-01T23:30:00.123Z", "2019-02-01", "2019-02-01", "day"),
        ("2019-02-01 23:30:00 UTC", "2019-02-01", "2019-02-01", "day"),
        ("2019/02/01", "2019-02-01", "2019-02-01", "day"),
        ("20190201", "2019-02-01", "2019-02-01", "day"),
        ("2019-02", "2019-02-01", "2019-02-28", "month"),
        ("2020-02-00", "2020-02-01", "2020-02-29", "month"),
        ("2019", "2019-01-01", "2019-12-31", "year"),
        ("2019+02:00", "2019-01-01", "2019-12-31", "year"),
        ("2019-00-00", "2019-01-01", "2019-12-31", "year"),
    ],
)
def test_a_date_means_a_span_of_days(stated, first, last, precision):
    found = moment(stated)
    assert (found.first, found.last, str(found.precision)) == (first, last, precision)


@pytest.mark.parametrize(
    "stated", ["0001-01-01", "1900-01-01", "9999-12-31", "9999-12-31T00:00:00Z", "1899-12-30", "1900"]
)
def test_a_placeholder_is_no_date(stated):
    with pytest.raises(BadCell) as fault:
        moment(stated)
    assert "placeholder" in fault.value.reason


@pytest.mark.parametrize(
    "stated",
    [
        "01/02/2019",
        "2019-02-30",
        "2019-13-01",
        "201902",
        "20191",
        "2019-05-2019",
        "2019-0500",
        "in 2019",
        "43497",
        "2019-00-05",
    ],
)
def test_what_could_mean_two_days_or_none_is_no_date(stated):
    with pytest.raises(BadCell):
        moment(stated)


@pytest.fixture
def build(tmp_path):
    def made(*activities):
        return built(tmp_path / "study", written(tmp_path, "file.xml", document(*activities)))[0]

    return made


def test_dates_without_their_zeros_keep_date_and_year(build):
    days = ("2019-2-1", "2019-02-1", "2019-2-01")
    study = build(activity("DA", *(transaction(10**n, day=day, value_day=day) for n, day in enumerate(days))))
    assert totals(study, "year") == {2019: 111}
    assert set(study.table("flow")["date"].to_pylist()) == {dt.date(2019, 2, 1)}
    assert not study.table("reject").num_rows


def test_zones_times_and_partial_dates_give_their_year(build):
    days = ("2018-05-01+02:00", "2019-05-01T00:00:00.000+02:00", "2020-05", "2021", "2022-00-00")
    study = build(activity("D", *(transaction(10**n, day=day, value_day=None) for n, day in enumerate(days))))
    assert totals(study, "year") == {2018: 1, 2019: 10, 2020: 100, 2021: 1000, 2022: 10000}
    assert study.table("flow")["precision"].to_pylist() == ["day", "day", "month", "year", "year"]


def test_a_value_date_gives_the_year_where_no_transaction_date_can_be_read_and_is_marked(build):
    study = build(
        activity("A", transaction(900, day=None, value_day="2018-04-05")),
        activity("B", transaction(50, day="0001-01-01", value_day="2017-04-05")),
        activity("C", transaction(7, day=None, value_day="2016")),
        activity("D", transaction(1, day="2015-01-01", value_day="2014-01-01")),
    )
    assert totals(study, "year") == {2018: 900, 2017: 50, 2016: 7, 2015: 1}
    flows = study.table("flow").to_pylist()
    assert [row["year_rule"] is not None for row in flows] == [True, True, True, False]
    assert [(row["value"], row["column"]) for row in study.table("reject").to_pylist()] == [("0001-01-01", "date")]


def test_a_placeholder_gives_no_year_and_is_listed(build):
    study = build(activity("A", transaction(5, day="9999-12-31", value_day="1900-01-01")))
    assert totals(study, "year") == {None: 5}
    assert {row["value"] for row in study.table("reject").to_pylist()} == {"9999-12-31", "1900-01-01"}


def test_a_year_alone_is_priced_at_the_years_rate_unless_a_value_date_has_a_day(build):
    study = build(
        activity("A", transaction(100, day="2019", value_day=None), attributes='default-currency="EUR"'),
        activity("B", transaction(100, day="2019", value_day="2019-03-01"), attributes='default-currency="EUR"'),
    )
    rows = study.explain(measure="disbursed", prices="current").rows
    assert sorted(row["rate_month"] for row in rows) == ["2019", "2019-03"]


def test_what_ends_before_it_begins_is_listed_and_kept_as_stated(tmp_path):
    span = '<period-start iso-date="2022-01-01"/><period-end iso-date="2020-12-31"/>'
    inside = (
        '<activity-date type="2" iso-date="2021-01-01"/><activity-date type="4" iso-date="2020-01-01"/>'
        f'<budget>{span}<value value-date="2022-01-01">5</value></budget>'
        f'<planned-disbursement>{span}<value value-date="2022-01-01">6</value></planned-disbursement>'
    )
    rows = rows_of(written(tmp_path, "file.xml", document(activity("A", inside))))
    assert sorted((row["column"], row["value"]) for row in rows["reject"]) == [
        ("end_actual", "2021-01-01 to 2020-01-01"),
        ("period_end", "2022-01-01 to 2020-12-31"),
        ("period_end", "2022-01-01 to 2020-12-31"),
    ]
    assert rows["budget"][0]["period_end"] == dt.date(2020, 12, 31)
    assert rows["budget"][0]["amount"] == Decimal(5)


def test_a_date_that_states_no_day_says_which_is_taken(tmp_path):
    inside = '<activity-date type="1" iso-date="2019"/><activity-date type="3" iso-date="2020-06"/>'
    rows = rows_of(written(tmp_path, "file.xml", document(activity("A", inside))))
    (row,) = rows["activity"]
    assert (row["start_planned"], row["end_planned"]) == (dt.date(2019, 1, 1), dt.date(2020, 6, 30))
    assert {row["reason"] for row in rows["reject"]} == {
        "start_planned states no day; its first is taken",
        "end_planned states no day; its last is taken",
    }
