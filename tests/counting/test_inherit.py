"""Newest speaks per field: descriptors that its file has no column for come from an older telling, marked."""

import datetime as dt
from decimal import Decimal

import pytest

from sarai.model.vocabulary import Descriptor
from sarai.sources import cards
from worlds import World, rows

NEWER = {"file": "newer", "dataset": "made-2"}
SILENT = {"made-2": frozenset(Descriptor)}


def vintages(older: dict[str, object], newer: dict[str, object] | None = None) -> World:
    """A record told twice: 100 in 2020, 7 in 2022."""
    world = World().file().file("newer", dataset="made-2", as_of=dt.date(2022, 1, 1))
    world.activity("a", **older).flow("a", "100").split("a", "sector", {"210": 100.0})
    return world.activity("a", **NEWER, **(newer or {})).flow("a", "7", **NEWER)


def told(world: World, silent: dict[str, frozenset[Descriptor]]) -> dict[str, object]:
    (row,) = [row for row in rows(world, silent=silent) if row["same_rank"] == 1]
    return row


def test_descriptors_come_from_the_older_telling_with_their_place() -> None:
    row = told(vintages({"flow_class": "oda-like", "finance_type": "110", "agency": "JP:Bank"}), SILENT)
    assert (row["flow_class"], row["finance_type"], row["agency"]) == ("oda-like", "110", "JP:Bank")
    assert row["sector"] == "210"
    assert row["value_current"] == Decimal(7)
    found = {each["field"]: (each["value"], each["dataset"], each["locator"]) for each in row["inherited"]}  # type: ignore[attr-defined]
    assert found["flow_class"] == ("oda-like", "made-1", "row of a")
    assert found["sector"] == ("210", "made-1", "row of a")
    assert set(found) == {"flow_class", "finance_type", "agency", "sector"}


def test_a_field_that_the_newer_file_has_and_leaves_empty_is_empty() -> None:
    row = told(vintages({"flow_class": "oda-like", "finance_type": "110"}), {"made-2": frozenset({"finance type"})})  # type: ignore[dict-item]
    assert (row["flow_class"], row["finance_type"], row["sector"]) == (None, "110", None)
    assert told(vintages({"flow_class": "oda-like"}), {})["inherited"] is None


def test_its_own_word_is_never_replaced() -> None:
    row = told(vintages({"flow_class": "oda-like", "title": "Old"}, {"title": "New"}), SILENT)
    assert (row["title"], row["flow_class"]) == ("New", "oda-like")
    assert "title" not in {each["field"] for each in row["inherited"]}  # type: ignore[attr-defined]


def test_the_newest_that_has_the_column_speaks() -> None:
    world = vintages({"flow_class": "oda-like"}).file("middle", dataset="made-3", as_of=dt.date(2021, 1, 1))
    middle = {"file": "middle", "dataset": "made-3"}
    world.activity("a", **middle).flow("a", "50", **middle)
    assert told(world, SILENT)["flow_class"] is None
    assert told(world, SILENT | {"made-3": frozenset(Descriptor)})["flow_class"] == "oda-like"


def test_amount_and_status_are_never_inherited() -> None:
    world = World().file().file("newer", dataset="made-2", as_of=dt.date(2022, 1, 1))
    world.activity("a", status="cancelled").flow("a", "100").activity("a", **NEWER).flow("a", None, **NEWER)
    row = told(world, SILENT)
    assert (row["value_current"], row["status"], row["rule"]) == (None, None, "counted")


@pytest.mark.parametrize(
    ("mark", "rule", "standing"),
    [("umbrella", "umbrella_before", "preferred"), ("cofinanced", "cofinanced", "preferred")],
)
def test_an_inherited_mark_takes_a_record_out_of_low_and_never_out_of_preferred(
    mark: str, rule: str, standing: str
) -> None:
    row = told(vintages({"marks": [mark]}), SILENT)
    assert (row["rule"], row["standing"]) == (rule, standing)
    assert told(vintages({"marks": [mark]}), {})["rule"] == "counted"


def test_what_each_dataset_is_silent_on_is_what_it_has_no_column_for() -> None:
    layouts = {each.dataset: each for each in cards()["aiddata"].formats}
    assert layouts["gcdf-3.0-facts"].silent == {
        "agency", "flow class", "finance type", "loan terms", "place", "topic", "umbrella", "cofinanced",
    }  # fmt: skip
    assert layouts["gcdf-3.0"].silent == layouts["gcdf-3.0-facts"].silent
    assert layouts["gcof-1.0"].silent == {"topic"}
    assert layouts["sca-2020"].silent == set()
