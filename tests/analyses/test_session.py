"""Questions to the bundled study: filters, breakdowns, explanations that add up, messages that help."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sarai
from sarai.analyses.export import export
from sarai.analyses.portfolio.totals import EXPLAINED
from sarai.model import tables
from sarai.model.answer import Answer
from sarai.model.errors import QuestionError, StudyError, UnknownRelease
from sarai.model.question import DIMENSIONS
from sarai.study import Study


def whole(answer: Answer, column: str = "preferred") -> Decimal:
    return sum((row[column] for row in answer if row[column] is not None), Decimal())


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_breakdown_adds_up_to_the_grand_total(bundled: Study, dimension: str) -> None:
    for level in ("low", "preferred", "high"):
        assert whole(bundled.total(by=dimension), level) == bundled.total(mixed=True).rows[0][level]


def test_rows_stated_and_not_stated_make_the_whole(bundled: Study) -> None:
    stated = [row["flow_class"] for row in bundled.total(by="flow_class") if row["flow_class"] is not None]
    absent = bundled.total(by="flow_class", flow_class="none")
    assert {row["flow_class"] for row in absent} == {None}
    assert bundled.total(flow_class=[*stated, "none"]).rows == bundled.total().rows
    assert whole(bundled.total(by="flow_class")) - whole(absent) == whole(bundled.total(flow_class=stated))


def test_one_dataset_alone_shows_all_that_it_says(bundled: Study) -> None:
    alone = bundled.total(dataset="gcof-1.0-central-asia", prices="source").rows[0]
    beside = {row["dataset"]: row for row in bundled.total(by="dataset", prices="source", partner="CN")}
    assert alone["n"] > beside["gcof-1.0-central-asia"]["n"]
    assert alone["preferred"] > beside["gcof-1.0-central-asia"]["preferred"]
    # Copies of one record are one record, however many datasets are named.
    assert bundled.total(source="aiddata").rows == bundled.total(partner="CN").rows


def test_pledges_are_shown_to_who_asks_for_them(bundled: Study) -> None:
    assert all(row["n"] > 0 for row in bundled.total(kind="pledge"))
    assert {each["kind"] for each in bundled.total(by="kind")} == {"commitment"}


VALUES = {
    "recipient": ["KZ", "Kyrgyzstan", "TJ,TM", "none", "UZB"],
    "year": ["2010", "2005-2012", "2001,2014-2016", 2013],
    "status": ["completion", "implementation,commitment", "none"],
    "sector": ["210", "none", "230,310"],
    "flow_class": ["oda-like", "oof-like,vague", "none"],
    "dataset": ["sca-2020-central-asia", "gcof-1.0-central-asia,gcdf-3.0-central-asia"],
    "kind": ["pledge", "commitment,pledge"],
    "finance_type": ["110", "421", "none"],
    "partner": ["CN", "China"],
    "agency": ["none"],
}

filters = st.fixed_dictionaries({}, optional={name: st.sampled_from(told) for name, told in VALUES.items()})


@settings(max_examples=15, deadline=None)
@given(
    filters=filters,
    by=st.lists(st.sampled_from(["recipient", "year", "sector", "status", "dataset"]), max_size=2, unique=True),
    prices=st.sampled_from(["current", "constant", "source"]),
    counting=st.sampled_from(["low", "preferred", "high"]),
)
def test_explanations_add_up_to_the_figure(
    bundled: Study, filters: dict[str, str | int], by: list[str], prices: str, counting: str
) -> None:
    """For any question: the rows of explain add up to the total, and those of each cell to the cell."""
    if prices == "constant":
        prices = f"constant:{bundled.release.price_year}"
    if prices == "source":
        filters = filters | {"dataset": "sca-2020-central-asia"}
    asked = {"prices": prices, "counting": counting, **filters}
    answer = bundled.total(by=by, **asked)  # type: ignore[arg-type]
    rows = bundled.explain(**asked)  # type: ignore[arg-type]
    assert whole(rows, "value") == whole(answer, counting)
    for place, row in enumerate(answer.rows[:4]):
        cell = answer.explain(place)
        assert whole(cell, "value") == (row[counting] or 0)
        assert answer.explain(row).rows == cell.rows


def test_every_cell_unfolds_into_as_many_records_as_it_counts(bundled: Study) -> None:
    answer = bundled.total(by=["recipient", "status"])
    for place, row in enumerate(answer):
        rows = answer.explain(place)
        assert len({each["key"].split("#")[0] for each in rows}) == row["n"]
        assert {(each["recipient"], each["status"]) for each in rows} == {(row["recipient"], row["status"])}


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_cell_holds_what_is_exactly_its_own(bundled: Study, dimension: str) -> None:
    """Not what a filter of the same words asks: all copies of a dataset, every record whose id begins alike."""
    for prices in ("current", "source"):
        filters = {} if prices == "current" else {"dataset": "gcof-1.0-central-asia"}
        answer = bundled.total(by=dimension, prices=prices, **filters)  # type: ignore[arg-type]
        for place in sorted({0, len(answer) // 2, len(answer) - 1}):
            assert whole(answer.explain(place), "value") == (answer.rows[place]["preferred"] or 0), place


def test_a_source_row_does_not_unfold_any_further(bundled: Study) -> None:
    answer = bundled.total(by="recipient")
    with pytest.raises(QuestionError, match="there is no row 99"):
        answer.explain(99)
    with pytest.raises(QuestionError, match="source row already"):
        answer.explain(0).explain(0)
    with pytest.raises(QuestionError, match="the row does not say its recipient"):
        answer.explain({"year": 2010})


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"prices": "source", "mixed": True}, "the publishers' own series have unlike prices"),
        ({"prices": "constant:1900"}, "release 1 pins no deflator of 1900"),
        ({"rates": "weekly"}, "use monthly, annual"),
        ({"rates": "annual", "prices": "source"}, "rest on no rate of ours"),
        ({"prices": "nominal"}, "use source, current or constant:YEAR"),
        ({"measure": "promised"}, "use committed, disbursed, spent, planned"),
        ({"counting": "middle"}, "use low, preferred, high"),
        ({"by": "country"}, "unknown dimension 'country'"),
        ({"by": "year,year"}, "a dimension stands twice"),
        ({"recipient": "Tajikistna"}, "Tajikistan"),
        ({"recipient": "Atlantis"}, "Atlantis"),
        ({"country": "KZ"}, "unknown filter 'country'"),
        ({"status": "complete"}, "known: pledge, commitment"),
        ({"kind": "commitments"}, "known: commitment, disbursement"),
        ({"dataset": "gcof"}, "it holds: crs-totals-central-asia, gcdf-3.0-central-asia"),
        ({"year": "20x4"}, "--year"),
        ({"sector": "bridges"}, "--sector"),
        ({"agency": "Bank of Atlantis"}, "--agency"),
    ],
)
def test_a_question_that_is_not_understood_says_what_would_be(
    bundled: Study, asked: dict[str, object], told: str
) -> None:
    with pytest.raises(QuestionError) as caught:
        bundled.total(**asked)  # type: ignore[arg-type]
    assert told in str(caught.value)


def test_unlike_series_stand_beside_each_other(bundled: Study) -> None:
    answer = bundled.total(by="dataset", prices="source", partner="CN")
    assert answer.unit == "the series named in each row"
    assert len(answer) == 3
    japan = [row for row in bundled.total(by="dataset", prices="source") if row["dataset"].startswith("japan")]
    assert {row["source_basis"] for row in japan} >= {"JPY current", "USD current"}
    told = bundled.total(by="dataset,source_basis", prices="source", source="japan")
    assert {row["source_basis"] for row in told} >= {"JPY current", "USD current"}
    assert bundled.total(dataset="sca-2020-central-asia", prices="source").unit == "USD constant 2017"


CONTRACT_TOTAL = ["low", "preferred", "high", "n", "tiers", "quality"]
CONTRACT_EXPLAIN = set(
    "value amount currency date rate rate_month rate_source deflator deflator_source recipient_percent "
    "sector_percent rule source file locator licence".split()
)


def test_json_of_a_total(bundled: Study, golden: Callable[[str, str], None]) -> None:
    told = bundled.total(
        by=["recipient", "status"], status="commitment,implementation", recipient="KG,TM", source="aiddata"
    ).to_json()
    assert list(told) == ["indicator", "unit", "prices", "release", "rows", "notes", "not_counted"]
    assert all({"source", "n", "value"} <= row.keys() for row in told["not_counted"])  # type: ignore[attr-defined]
    assert all(list(row) == ["recipient", "status", *CONTRACT_TOTAL] for row in told["rows"])  # type: ignore[union-attr, attr-defined]
    golden(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "answers/total.json")


def test_json_of_an_explanation(bundled: Study, golden: Callable[[str, str], None]) -> None:
    told = bundled.explain(recipient="TJ", status="commitment", prices="current", source="aiddata").to_json()
    for row in told["rows"]:  # type: ignore[attr-defined]
        assert row.keys() >= CONTRACT_EXPLAIN
        assert set(row) == {"value", "file_name", *EXPLAINED}
    golden(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "answers/explain.json")


def test_amounts_are_strings_of_decimals_and_what_is_missing_is_null(bundled: Study) -> None:
    rows: list[dict[str, object]] = bundled.total(by="flow_class,activity").to_json()["rows"]  # type: ignore[assignment]
    money = [row[level] for row in rows for level in ("low", "preferred", "high")]
    assert {type(each) for each in money} == {str, type(None)}
    assert all(len(each.rpartition(".")[2]) == 2 for each in money if isinstance(each, str))
    assert None in {row["flow_class"] for row in rows}


def test_arrow_and_pandas(bundled: Study) -> None:
    answer = bundled.total(by="recipient", source="aiddata")
    frame = answer.to_pandas()
    assert list(frame.columns) == answer.table.column_names == ["recipient", *CONTRACT_TOTAL]
    assert list(frame["preferred"]) == [row["preferred"] for row in answer]
    assert len(frame) == len(answer) == 5


def test_an_export_is_one_file_a_table_named_after_it(bundled: Study, tmp_path: Path) -> None:
    written = list(export(bundled, to="csv", out=tmp_path / "out"))
    names = {each.path.name for each in written}
    assert {"contribution.csv", "activity.csv", "flow.csv", "file.csv", "rate.csv", "deflator.csv"} <= names
    assert {name.removesuffix(".csv") for name in names} <= {*tables.names(), "not_counted"}
    assert {each.path.stem: each.rows for each in written}["contribution"] == bundled.release.counts["contribution"]
    header = (tmp_path / "out" / "contribution.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",") == tables.schema("contribution").names


def test_open_is_the_public_face(bundled: Study, tmp_path: Path) -> None:
    assert sarai.__all__ == ["open", "read"]
    assert sarai.open.__doc__
    session = sarai.open(str(bundled.folder))
    assert session.total().rows == sarai.open(bundled.folder, release=1).total().rows
    for name in ("total", "explain"):
        assert getattr(session, name).__doc__
    with pytest.raises(UnknownRelease, match="there is no release 9"):
        sarai.open(bundled.folder, release=9)
    with pytest.raises(StudyError, match="is no study"):
        sarai.open(tmp_path)
