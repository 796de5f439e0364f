"""Records that belong to a promise: the maker's own words, and looks of third parties that the build derives."""

import datetime as dt
from typing import Any

from sarai.model.vocabulary import Seen, Tier
from sarai.promises.records import own_words, witnessed

MADE = dt.date(2011, 12, 9)
PROMISE: dict[str, Any] = {"id": "XX1", "key": "promises:XX1", "date": MADE, "makers": ["CN"], "record": None}


def telling(status: str | None, as_of: str | None, **more: object) -> dict[str, Any]:
    row: dict[str, Any] = {
        "promise_id": "XX1", "activity": "made-up:7", "answer": "link", "title": "Made-up road", "status": status,
        "source": "made-up", "dataset": f"made-up-{as_of}", "file": "f", "locator": "row 2", "tier": "official-text",
        "reporter": "Made-up Tracker", "reporter_role": "secondary", "start_actual": None, "end_actual": None,
        "as_of": as_of and dt.date.fromisoformat(as_of), "url": "https://example.org/7",
    }  # fmt: skip
    return {**row, **more}


def seen(*rows: dict[str, Any], **promise: object) -> list[tuple[str, str]]:
    made = {"XX1": {**PROMISE, **promise}}
    return sorted((str(each["date"]), str(each["status"])) for each in witnessed(rows, made, urls={}))


def test_each_status_that_a_third_party_tells_is_one_look_dated_by_its_edition() -> None:
    editions = [telling("commitment", "2017-10-11"), telling("implementation", "2020-10-14")]
    assert seen(*editions, telling("implementation", "2023-11-06")) == [("2020-10-14", "started")]


def test_a_completion_is_dated_by_the_day_that_the_newest_edition_states() -> None:
    rows = [
        telling("completion", "2017-10-11", end_actual=dt.date(2014, 5, 1)),
        telling("completion", "2023-11-06", end_actual=dt.date(2014, 8, 1)),
    ]
    assert seen(*rows) == [("2014-08-01", "completed")]
    ahead = telling("completion", "2017-10-11", end_actual=dt.date(2019, 1, 1))
    assert seen(ahead) == [("2017-10-11", "completed")], "an edition cannot know of a later day"


def test_a_beginning_that_is_told_after_the_end_is_none() -> None:
    rows = [
        telling("implementation", "2020-10-14"),
        telling("completion", "2023-11-06", end_actual=dt.date(2013, 6, 20)),
    ]
    assert seen(*rows) == [("2013-06-20", "completed")]


def test_what_was_done_before_the_promise_proves_nothing_for_it() -> None:
    assert seen(telling("completion", "2023-11-06", end_actual=dt.date(2009, 1, 1))) == []


def test_neither_a_likely_record_nor_the_makers_own_page_is_a_witness() -> None:
    assert seen(telling("completion", "2023-11-06", answer="ask a person")) == []
    assert seen(telling("completion", "2023-11-06", url="http://www.gov.cn/x")) == []
    assert seen(telling("completion", "2023-11-06", tier=Tier.WEAK_OR_MIRROR)) == []
    assert seen(telling("completion", "2023-11-06", reporter_role=None)) == []


def test_a_list_compiled_for_a_study_dates_nothing_by_itself() -> None:
    press = {"reporter_role": None, "tier": Tier.PRESS_SINGLE}
    assert seen(telling("implementation", "2026-11-01", **press)) == []
    dated = telling("completion", "2026-11-01", end_actual=dt.date(2015, 3, 1), **press)
    assert seen(dated) == [("2015-03-01", "completed")]


def test_a_look_that_is_derived_says_so_and_opens_to_its_row() -> None:
    (look,) = witnessed([telling("completion", "2023-11-06")], {"XX1": PROMISE}, urls={})
    assert (look["tier"], look["file"], look["locator"]) == (Tier.INDEPENDENT_LIST, "f", "row 2")
    assert "made-up:7" in str(look["note"]) and look["source_name"] == "Made-up Tracker"


def test_the_makers_words_are_official_records_as_the_newest_edition_has_them() -> None:
    own = {"reporter_role": None, "tier": Tier.OFFICIAL_LEDGER}
    rows = [telling("implementation", "2017-10-11", **own), telling("completion", "2020-10-14", **own)]
    (record,) = own_words(rows, {"XX1": "project"})["XX1"]
    assert (record.status, record.sure) == (Seen.COMPLETED, True)
    likely = [telling("completion", "2020-10-14", answer="ask a person", **own)]
    assert [each.sure for each in own_words(likely, {"XX1": "project"})["XX1"]] == [False]
    assert own_words(likely, {"XX1": "headline"})["XX1"] == []
    assert own_words([telling("completion", "2020-10-14")], {"XX1": "project"})["XX1"] == [], "AidData is no maker"
