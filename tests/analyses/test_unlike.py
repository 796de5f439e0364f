"""Unlike money is never one number, and a total says what was read and is not in it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sarai.analyses.portfolio import Condition, not_counted
from sarai.analyses.portfolio.select import Selection
from sarai.analyses.portfolio.totals import unlike
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Kind
from sarai.study import Study
from worlds import World, connected, contributions

Rows = list[dict[str, Any]]


def test_the_first_total_of_the_tour_comes_apart_by_family(bundled: Study) -> None:
    answer = bundled.total(by="recipient", year="2010-2017")
    assert {row["family"] for row in answer} == {"tracked", "ceiling", "loan-book"}
    of_kazakhstan = {row["family"]: row["preferred"] for row in answer if row["recipient"] == "KZ"}
    assert of_kazakhstan["loan-book"] == Decimal("3726132440.00")
    assert of_kazakhstan["ceiling"] == Decimal("74426414.97")
    # Each row opens into rows of its own family alone.
    for place, row in enumerate(answer):
        assert {each["family"] for each in answer.explain(place)} == {row["family"]}
    assert "so each row says its family" in answer.notes[0]


def test_who_insists_gets_one_sum_that_says_so(bundled: Study) -> None:
    apart = bundled.total(by="recipient")
    mixed = bundled.total(by="recipient", mixed=True)
    assert "family" not in mixed.table.column_names
    for row in mixed:
        assert row["preferred"] == sum(
            each["preferred"] or 0 for each in apart if each["recipient"] == row["recipient"]
        )
    assert mixed.indicator == "committed, mixed"
    assert mixed.notes[0].startswith("MIXED: these sums add unlike money")


def test_a_family_can_be_asked_for(bundled: Study) -> None:
    assert bundled.total(by="recipient", family="tracked").rows == bundled.total(by="recipient", source="aiddata").rows
    assert "family" not in bundled.total(by="recipient", family="tracked").table.column_names


def test_kinds_that_are_no_measure_and_unlike_series_come_apart_too(bundled: Study) -> None:
    assert {row["kind"] for row in bundled.total(kind="commitment,disbursement", partner="JP")} == {
        "commitment",
        "disbursement",
    }
    assert "kind" not in bundled.total(measure="spent", partner="JP").table.column_names
    series = bundled.total(prices="source", partner="CN")
    assert len({row["source_basis"] for row in series}) == len(series) > 1
    with pytest.raises(QuestionError, match="unlike prices"):
        bundled.total(prices="source", partner="CN", mixed=True)


def test_a_stock_is_no_flow() -> None:
    world = World().file().activity("a").flow("a", "7")
    world.activity("b").flow("b", "100", kind="disbursement", timing="cumulative")
    table = contributions(world, families={"made-1": "loan-book"})
    assert {row["key"]: row["family"] for row in table.to_pylist()} == {"a#1": "loan-book", "b#1": "loan-book-stock"}


def test_a_secondary_report_is_a_register() -> None:
    world = World().file().activity("a").flow("a", "7").activity("b", reporter_role="secondary").flow("b", "1")
    table = contributions(world, families={"made-1": "reported"})
    assert {row["key"]: row["family"] for row in table.to_pylist()} == {"a#1": "reported", "b#1": "register"}
    # A source that is nobody's family is its own.
    assert {row["family"] for row in contributions(world).to_pylist()} == {"made"}


def test_a_filter_says_which_sources_fell_out(bundled: Study) -> None:
    answer = bundled.total(measure="disbursed", recipient="TJ", sector="210")
    assert "not_counted" in answer.others
    fell = {
        row["source"]: row for row in answer.others["not_counted"].to_pylist() if row["reason"].startswith("sector")
    }
    assert fell["oecd-crs"]["reason"] == "sector not stated: no row of this source states it"
    assert (fell["oecd-crs"]["n"], fell["oecd-crs"]["value"]) == (373, Decimal("2901908122.00"))
    assert {"AsDB"} <= set(fell["oecd-crs"]["partners"])


def test_everything_read_is_in_a_total_or_not_counted(bundled: Study) -> None:
    """Rows counted with a value and rows not counted are all rows that speak."""
    answer = bundled.total(mixed=True)
    assert "not_counted" in answer.others
    rows = bundled.connection.execute(
        "SELECT count(DISTINCT record) FROM contribution WHERE same_rank = 1 "
        "AND (standing = 'out' OR kind <> 'commitment' OR value_current IS NULL)"
    ).fetchall()
    told = answer.others["not_counted"].to_pylist()
    assert rows[0][0] <= sum(row["n"] for row in told)
    aside = {row["reason"]: row["n"] for row in told if row["source"] == "oecd-crs"}
    assert aside == {"other kind of money: disbursement": 1649}


def test_reasons_and_sums_of_what_is_not_counted() -> None:
    world = World().file().activity("a").flow("a", "100").split("a", "sector", {"210": 100.0})
    world.activity("x", status="cancelled").flow("x", "9").split("x", "sector", {"210": 100.0})
    world.activity("y").flow("y", "1", "KZT").split("y", "sector", {"210": 100.0})
    world.activity("q").flow("q", "50", kind="pledge").split("q", "sector", {"210": 100.0})
    world.activity("s").flow("s", "30").activity("o").flow("o", "8").split("o", "sector", {"110": 100.0})
    with connected(world) as connection:
        connection.register("contribution", contributions(world))
        chosen = Selection(
            "value_current", (Kind.COMMITMENT,), (Condition("sector IN (?)", ("210",), dimension="sector"),)
        )
        assert not unlike(connection, chosen, [])
        told = {row["reason"]: (row["n"], row["value"]) for row in not_counted(connection, chosen).to_pylist()}
    # What was asked away (o) is not among them; what does not say what was asked for (s) is.
    assert told == {
        "rule cancelled": (1, Decimal(9)),
        "no value: no rate for the currency and period": (1, None),
        "other kind of money: pledge": (1, Decimal(50)),
        "sector not stated": (1, Decimal(30)),
    }


def test_what_is_set_aside_never_mixes_series() -> None:
    world = World().file().file("newer", dataset="made-2", as_of=dt.date(2022, 1, 1))
    for file, dataset, base, key in (("made-up-file", "made-1", 2014, "a"), ("newer", "made-2", 2017, "b")):
        told = {"file": file, "dataset": dataset}
        world.activity(key, status="cancelled", **told).flow(key, "9", **told)
        world.restated(f"{key}#1", "8", base_year=base, **told)
    with connected(world) as connection:
        connection.register("contribution", contributions(world))
        told = not_counted(connection, Selection("value_source", (Kind.COMMITMENT,))).to_pylist()
    assert [(row["reason"], row["value"]) for row in told] == [
        ("rule cancelled, in USD constant 2014", Decimal(8)),
        ("rule cancelled, in USD constant 2017", Decimal(8)),
    ]


def test_the_bridge_never_adds_what_is_set_aside_in_another_series(tiny_study: Path) -> None:
    """One series counts and one is set aside: both stand apart in --why, asked mixed or not."""
    study = Study(tiny_study)
    # What counts in 2009 is stated in dollars of 2014 and 2021; here the later file's is asked to be out.
    rows = study.why(prices="source").rows
    assert {row["source_basis"] for row in rows} >= {"USD constant 2014", "USD constant 2021"}
    assert study.why(prices="source").unit == "the series named in each row"


def test_a_mapping_names_its_family(sarai: Callable[..., Any], tmp_path: Path) -> None:
    """Two tables of a ministry's own that say they are alike are added; a third that says nothing is not."""
    folder = tmp_path / "study"
    assert sarai("new", folder).code == 0
    known: set[Path] = set()
    for name, family in (("a", "family: our-register\n"), ("b", "family: our-register\n"), ("c", "")):
        (tmp_path / f"{name}.csv").write_text(f"id,country,donor,amount,signed\n{name}1,KZ,JP,100,2015-03-01\n")
        assert sarai("add", folder, tmp_path / f"{name}.csv").code == 0
        (mapping,) = set((folder / "mappings").glob("*.yaml")) - known
        known.add(mapping)
        mapping.write_text(
            f"source: table-{name}\ndataset: {mapping.stem}\ntitle: made up\npublisher: made up\nlicence: made up\n"
            f"tier: official-ledger\n{family}columns:\n  id: record_id\n  country: recipient\n  donor: provider\n"
            "  amount: amount\n  signed: date\nconstants:\n  kind: commitment\n  currency: USD\n"
        )
    assert sarai("build", folder).code == 0
    rows: Rows = sarai("total", folder, "--format", "json").json()["rows"]
    assert [(row["family"], row["preferred"]) for row in rows] == [("our-register", "200.00"), ("table-c", "100.00")]
    (row,) = sarai("total", folder, "--mixed", "--format", "json").json()["rows"]
    assert row["preferred"] == "300.00"
