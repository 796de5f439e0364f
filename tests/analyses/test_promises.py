"""Questions about the promises of the bundled study, and of a study whose lists contradict themselves."""

import csv
import datetime as dt
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import sarai
from sarai import pipeline, sources
from sarai.analyses.promises.book import who_read
from sarai.model.errors import QuestionError
from sarai.pictures import write_funnel
from sarai.promises.statuses import METHOD as VERSION
from sarai.study import Study

ON = "2026-04-30"


def by_id(session: Study, on: str = ON, **filters: str) -> dict[str, dict[str, object]]:
    return {row["id"]: row for row in session.promises(on=on, **filters)}


def test_the_bundled_study_shows_its_promises_and_looks(bundled: Study) -> None:
    assert len(bundled.promises(on=ON)) >= 150
    assert bundled.table("observation").num_rows >= 280
    assert all(row["sources"] and row["locator"] for row in bundled.promises(on=ON))


def test_the_summit_of_december_2025_is_there_with_what_is_known(bundled: Study) -> None:
    found = by_id(bundled, maker="JP", occasion="December 2025")
    target = found["JP053"]
    assert (target["comparator"], target["amount"], target["currency"], target["due"]) == (
        "~",
        Decimal(3_000_000_000_000),
        "JPY",
        "2030-12",
    )
    assert target["repeats"] == "JP036"
    assert (found["JP054"]["count"], found["JP054"]["count_unit"]) == (150, "documents")
    assert (found["JP055"]["count"], found["JP055"]["amount"]) == (60, Decimal(3_700_000_000))
    assert {"JP057", "JP058", "JP059"} <= found.keys()
    assert all(row["last_seen"] is None or row["last_seen"] <= dt.date(2026, 4, 30) for row in found.values())


def test_the_two_headlines_of_three_trillion_yen_like_for_like(bundled: Study) -> None:
    (row,) = [each for each in bundled.promises(on=ON, maker="JP").other("announced_again") if each["later"] == "JP053"]
    assert (row["first"], row["change_stated"]) == ("JP036", 0.0)
    assert row["first_current"] == pytest.approx(Decimal("25.0e9"), rel=Decimal("0.01"))
    assert row["later_current"] == pytest.approx(Decimal("19.2e9"), rel=Decimal("0.01"))
    assert row["change_current"] == pytest.approx(-23, abs=0.5)
    # 1.095 and 1.004 are the deflators of 2015 and 2025 in prices of 2023.
    assert row["change_constant"] == pytest.approx(((19.24 / 1.0043) / (24.99 / 1.0951) - 1) * 100, abs=0.2)


def test_what_is_announced_again_is_known_from_its_own_day_on(bundled: Study) -> None:
    day = next(row["date"] for row in bundled.promises(maker="JP").rows if row["id"] == "JP053")
    before = dt.date.fromisoformat(day) - dt.timedelta(days=1)
    for on, known in ((day, True), (before.isoformat(), False)):
        again = bundled.promises(on=on, maker="JP").other("announced_again")
        assert ("JP053" in {each["later"] for each in again}) == known


def test_the_tour_of_2015_with_what_came_of_it(bundled: Study) -> None:
    found = by_id(bundled, maker="Japan", addressee="Turkmenistan", year="2015")
    assert found["JP025"]["outcome"] == "kept late"
    group = found["JP026"]
    assert (group["outcome"], group["said"], group["shown"]) == (
        "not checkable as worded", "said again", "a search found nothing"
    )  # fmt: skip
    assert group["missing"] == ["a date", "who pays"]
    assert (found["JP024"]["outcome"], found["JP024"]["shown"]) == ("not checkable as worded", "in part")


def test_the_three_statuses_of_promises_that_once_contradicted_their_records(bundled: Study) -> None:
    on = "2026-11-27"
    found = by_id(bundled, on=on)
    road = found["JP017"]
    assert (road["outcome"], road["said"], road["shown"]) == ("unknown", "says complete", "no independent look")
    assert road["told"].startswith("Complete by the list of Japan (japan:jp-tj-011); no independent look")
    assert road["contradiction"] is None
    railway = found["CN011"]
    assert (railway["outcome"], railway["shown"]) == ("result reached, not by the maker",) * 2
    assert (railway["schedule"], railway["months_late"], railway["contradiction"]) == ("late", 106, None)
    assert found["CN009"]["missing"] == ["a deliverable", "who pays"]
    assert found["JP008"]["checkable"] == "no" and found["JP009"]["checkable"] == "yes"
    assert {row["shown"] for name, row in found.items() if name in ("MD003", "MD005")} == {"money set aside"}
    assert {row["method"] for row in found.values()} == {VERSION}


def test_registers_and_records_are_witnesses_that_nobody_typed(bundled: Study) -> None:
    cards = {
        name: bundled.promise(name, on="2026-11-27").rows[0] for name in ("JP013", "CN003", "CN012", "MD003", "MD004")
    }
    derived = {
        name: {look["status"] for look in card["looks"] if look["tier"] == "independent-list"}
        for name, card in cards.items()
    }
    assert derived == {
        "JP013": {"completed"},
        "CN003": {"started"},
        "CN012": {"completed"},
        "MD003": set(),
        "MD004": set(),
    }
    assert (cards["JP013"]["outcome"], cards["JP013"]["shown"]) == ("kept late", "result reached")
    seen = {look["source"].partition(",")[0] for look in cards["CN012"]["looks"]}
    assert {"AidData", "Global Energy Monitor"} <= seen


def test_every_answer_says_how_many_could_be_checked_and_by_which_method(bundled: Study) -> None:
    rows = bundled.promises(on=ON)
    checkable = [row for row in rows if row["checkable"] == "yes"]
    seen = [row for row in checkable if row["last_seen"] is not None]
    (note,) = [each for each in rows.notes if "can be checked" in each]
    assert note.startswith(f"{len(checkable)} of {len(rows)} can be checked as worded, and {len(seen)} of these were")
    assert f"method {VERSION}" in note
    assert note in bundled.promises_by("maker", on=ON).notes
    assert not [row for row in rows if row["checkable"] == "no" and row["outcome"] != "not checkable as worded"]


def test_a_day_before_a_promise_knows_nothing_of_it(bundled: Study) -> None:
    assert "JP053" not in by_id(bundled, on="2025-12-19")
    before = by_id(bundled, on="2018-12-31")["JP025"]
    assert (before["outcome"], before["status"]) == ("not yet due", "delayed")


def test_filters_take_names_codes_and_none(bundled: Study) -> None:
    assert by_id(bundled, maker="Japan").keys() == by_id(bundled, maker="JP").keys()
    assert by_id(bundled, maker="European Union").keys() == by_id(bundled, maker="42000").keys()
    assert all(row["due"] is None for row in by_id(bundled, due="none").values())
    assert all(str(row["due"]).startswith("2026") for row in by_id(bundled, due="2026").values())
    assert "CN015" in by_id(bundled, outcome="kept late", sector="210")


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"maker": "Narnia"}, "is no known organisation"),
        ({"due": "soon"}, "is no year"),
        ({"outcome": "splendid"}, "unknown word"),
        ({"sector": "moonshots"}, "moonshots"),
        ({"colour": "red"}, "unknown filter"),
    ],
)
def test_a_filter_that_means_nothing_is_refused_with_a_cure(bundled: Study, filters: dict[str, str], told: str) -> None:
    with pytest.raises(QuestionError, match=told) as caught:
        bundled.promises(on=ON, **filters)
    assert caught.value.cure


def test_a_day_that_is_none_is_refused(bundled: Study) -> None:
    with pytest.raises(QuestionError, match="no day"):
        bundled.promises(on="yesterday")


def test_roll_ups_add_up_and_say_that_they_are_no_sample(bundled: Study) -> None:
    whole = bundled.promises_by((), on=ON).rows[0]
    for by in ("maker", "addressee", "sector", "size", "due_year", "outcome", "occasion", "kind", "topic"):
        found = bundled.promises_by(by, on=ON)
        assert sum(row["promises"] for row in found) == whole["promises"]
        assert sum(row["umbrella_sum"] for row in found) == whole["umbrella_sum"]
        assert any("not a sample" in note for note in found.notes)
    money = bundled.promises_by("maker", measure="constant", on=ON)
    assert all(isinstance(row["kept"], Decimal) for row in money)
    with pytest.raises(QuestionError, match="unknown dimension"):
        bundled.promises_by("colour", on=ON)


def test_a_promise_that_outweighs_the_rest_is_named(bundled: Study) -> None:
    said = "One promise is"
    (note,) = [each for each in bundled.promises_by("maker", measure="current", on=ON).notes if said in each]
    rows = bundled.promises(on=ON).table.to_pylist()
    counted = [row["current"] for row in rows if row["counts_as"] == "counted" and row["current"] is not None]
    assert f"{round(100 * max(counted) / sum(counted))} % of the money counted: US007 (" in note
    drawn = bundled.funnel(on=ON)
    assert f"Apart, in no sum of this picture: {note}" in drawn.notes
    assert sum(row["sum"] or 0 for row in drawn) == sum(counted) - max(counted)
    (constant,) = [each for each in bundled.promises_by("maker", measure="constant", on=ON).notes if said in each]
    (price,) = [row["constant"] for row in rows if row["id"] == "US007"]
    assert f"USD {price:,.0f})" in constant
    assert not any(said in each for each in bundled.promises_by("maker", on=ON).notes)
    japan = bundled.promises_by("maker", measure="current", maker="JP", on=ON)
    assert not any(said in each for each in japan.notes)


def test_rhetoric_to_result_shows_the_unknown_at_its_size(bundled: Study) -> None:
    found = bundled.funnel(on=ON)
    counted = bundled.promises_by((), on=ON).rows[0]
    unknown = counted["unknown"] + counted["due has passed and nobody looked"]
    assert {row["stage"]: row["promises"] for row in found}["unknown"] == unknown > 0
    assert sum(row["promises"] for row in found) == counted["promises"]
    assert any("not a sample" in note for note in found.notes)


def test_derived_promises_are_there_when_asked_for_and_apart(bundled: Study) -> None:
    found = bundled.promises(kind="derived-from-a-record", on=ON)
    assert len(found) > 100
    assert {row["counts_as"] for row in found} == {"derived from a record"}
    assert not {row["id"] for row in found} & by_id(bundled).keys()
    assert bundled.promises_by((), kind="derived-from-a-record", on=ON).rows == []
    told = bundled.promise(found.rows[0]["id"], on=ON).rows[0]
    assert told["looks"]


def test_a_card_opens_into_dated_looks_with_their_sources(bundled: Study) -> None:
    found = bundled.promise("jp025", on=ON)
    (row,) = found.rows
    assert json.loads(json.dumps(found.to_json())) == found.to_json()
    derived = [look for look in row["looks"] if look["tier"] == "independent-list"]
    assert [look["status"] for look in row["looks"] if look not in derived] == ["delayed", "completed"]
    assert [look["source"] for look in derived] == ["Global Energy Monitor, list of 2024-08-29"]
    assert all(look["url"].startswith("http") and look["locator"].startswith("row ") for look in row["looks"])
    assert row["why"].startswith("A carrying source first saw it complete")
    assert "JP025" in row["citation"] and "Japan" in row["citation"]
    assert row["reviewed_by"] == "not reviewed by a person"
    assert any("Cannot be seen from here" in note for note in found.notes)
    assert bundled.promise("CN012", on=ON).notes[0] == "Its delivery could show in: aiddata."
    with pytest.raises(QuestionError, match="JP999") as caught:
        bundled.promise("JP999", on=ON)
    assert "JP0" in str(caught.value.cure)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (None, "not reviewed by a person"),
        ("A. Reader", "read by A. Reader alone, which is no review"),
        ("A. Reader; A. Reader ;", "read by A. Reader alone, which is no review"),
        ("A. Reader; B. Reader", "reviewed by A. Reader and B. Reader"),
        ("A; B; C", "reviewed by A, B and C"),
    ],
)
def test_nothing_is_called_reviewed_that_one_pair_of_eyes_saw(told: str | None, said: str) -> None:
    assert who_read(told) == said


def test_lists_to_act_on(bundled: Study) -> None:
    found = bundled.overdue(on="2026-07-15", maker="JP")
    lists = {name: {row["id"] for row in found if row["list"] == name} for name in {row["list"] for row in found}}
    assert "JP061" in lists["due in the next 90 days"]
    assert "JP044" in lists["overdue"]
    assert "JP017" in lists["not looked at for a year"]
    assert not lists["overdue"] & lists["due has passed and nobody looked"]


def test_the_timeline_says_who_was_eligible_on_which_date(bundled: Study) -> None:
    found = bundled.timeline(partner="Japan", on=ON)
    rows = {row["id"]: row for row in found}
    assert [row["date"] for row in found] == sorted(row["date"] for row in found)
    assert rows["AG008"]["replaces"] == "AG007"
    assert "PH 2025-06-23" in rows["AG008"]["eligible"]
    assert "TJ 2025-06-23" in rows["AG008"]["not_eligible"]
    titles = " ".join(row["title"] for row in found)
    for told in ("Silk Road Diplomacy", "Central Asia plus Japan", "Action Plan", "Tokyo Declaration", "CA+JAD"):
        assert told in titles
    assert "EV019" not in rows and "EV019" in {row["id"] for row in bundled.timeline(partner="CN", on=ON)}
    assert "AG009" not in {row["id"] for row in bundled.timeline(on="2025-12-01")}


def test_people_are_promises_with_counts(bundled: Study) -> None:
    found = by_id(bundled, topic="people")
    assert (found["PE001"]["count"], found["PE001"]["count_unit"]) == (15, "scholarships a year")
    assert (found["PE002"]["count"], found["PE002"]["count_unit"]) == (100, "trainees a year")
    (look,) = bundled.promise("PE002", on=ON).rows[0]["looks"]
    assert look["value"] == 2550


def test_the_money_of_the_demo_does_not_know_of_promises(bundled: Study) -> None:
    assert {row["source"] for row in bundled.total(by=["source"])} == {"aiddata", "japan", "worldbank-ibrd"}


def test_a_picture_of_the_funnel(bundled: Study, tmp_path: Path) -> None:
    svg = write_funnel(bundled, tmp_path / "f.svg", on=ON, maker="JP").read_text()
    assert "not a sample" in " ".join(re.findall(r">([^<>]+)</text>", svg))
    rows = list(csv.DictReader(write_funnel(bundled, tmp_path / "f.csv", on=ON, maker="JP").read_text().splitlines()))
    assert sum(float(row["promises"]) for row in rows) == bundled.promises_by((), on=ON, maker="JP").rows[0]["promises"]
    assert not any(word in " ".join(rows[0]) for word in ("%", "share")), "no sample: counts, and no share"
    assert b"<svg" in write_funnel(bundled, tmp_path / "f.svg", on=ON).read_bytes()
    with pytest.raises(QuestionError, match="cannot draw"):
        write_funnel(bundled, tmp_path / "f.doc", on=ON)
    with pytest.raises(QuestionError, match="nothing to draw"):
        write_funnel(bundled, tmp_path / "f.svg", on="1990-01-01")


def test_rows_that_contradict_each_other_are_listed_and_left_out(
    tmp_path: Path, made_up: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = pipeline.new(tmp_path / "study")

    def own(sheets: dict[str, list[list[str]]]) -> None:
        header, *rows = sheets[""]
        rows[1][header.index("repeats")] = ""
        rows[2][header.index("parent")] = "NOBODY"

    def early(sheets: dict[str, list[list[str]]]) -> None:
        header, *rows = sheets[""]
        rows[0][header.index("date")] = "2014"

    files = tmp_path / "files"
    files.mkdir()
    added = [made_up("promises", "promises", files, own), made_up("promises", "observations", files, early)]
    assert [error for _, _, error in pipeline.add(folder, added) if error] == []
    built = pipeline.build(folder, jobs=1)
    warnings = [line for report in built.reports for line in report.warnings]
    assert any("row 4: parent 'NOBODY' is no promise of the study" in line for line in warnings)
    assert any("row 2: date" in line and "before the promise was made" in line for line in warnings)
    session = Study(folder)
    assert set(by_id(session)) == {"MU1", "MU2"}
    rejects = {row["record"]: row["reason"] for row in session.table("reject").to_pylist()}
    assert "add it, or leave it blank" in rejects["MU3"]
    assert any("left out" in note for note in session.promises(on=ON).notes)


def test_an_earlier_release_is_what_was_known_then(tmp_path: Path, made_up: Callable[..., Path]) -> None:
    folder = pipeline.new(tmp_path / "study")
    files = tmp_path / "files"
    files.mkdir()

    def first_rows(sheets: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
        header, first = sheets[""][:2]
        told = [*first]
        if "firmness" in header:  # one that can be checked as worded
            for column, value in {"kind": "project", "firmness": "signed", "umbrella": "no"}.items():
                told[header.index(column)] = value
        return {"": [header, told]}

    def called_off(sheets: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
        header, first = sheets[""][:2]
        later = [*first]
        for column, value in {"id": "MO8", "date": "2018", "status": "cancelled"}.items():
            later[header.index(column)] = value
        return {"": [header, first, later]}

    for change in (first_rows, called_off):
        added = [made_up("promises", "promises", files, first_rows), made_up("promises", "observations", files, change)]
        assert [error for _, _, error in pipeline.add(folder, added) if error] == []
        pipeline.build(folder, jobs=1)
    now, then = by_id(Study(folder))["MU1"], by_id(Study(folder, release=1))["MU1"]
    assert (then["outcome"], then["status"]) == ("due has passed and nobody looked", "started")
    assert (now["outcome"], now["status"]) == ("broken", "cancelled")


def test_a_study_without_promises_has_none(built_study: Path) -> None:
    session = Study(built_study)
    assert len(session.promises(on=ON)) == 0
    assert len(session.overdue(on=ON)) == 0
    assert len(session.timeline(on=ON)) == 0
    assert session.promises_by(on=ON).rows == []
    with pytest.raises(QuestionError):
        session.promise("JP001", on=ON)


def test_the_bundled_lists_rest_on_addresses_and_are_told_in_our_words(bundled: Study) -> None:
    names = ("promises.csv", "observations.csv", "agreements.csv", "events.csv")
    for name in names:
        with (bundled.folder / "files" / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                assert row["source_url"].startswith("http") and row["source_name"]
                assert row.get("wording") or row.get("title")


@pytest.mark.shared
def test_no_fact_is_lost_between_the_facts_and_the_study(bundled: Study, shared: Path) -> None:
    with (shared / "facts" / "promises.csv").open(encoding="utf-8", newline="") as stream:
        facts = {row["id"]: row for row in csv.DictReader(stream)}
    kept = {row["id"]: row for row in bundled.table("promise").to_pylist()}
    assert facts.keys() <= kept.keys()
    for name, row in facts.items():
        assert kept[name]["url"] == row["source_url"]
        if row["amount"] and name != "RU006":
            kept_sum = kept[name]["amount"] or Decimal(kept[name]["count"])  # a goal of trade is no money promised
            assert kept_sum == Decimal(row["amount"]) * 1_000_000
        assert kept[name]["wording"] != row["promised"]
    looks = {}
    for name in ("promise_observations.csv", "new_observations.csv"):
        with (shared / "facts" / name).open(encoding="utf-8", newline="") as stream:
            looks |= {row["obs_id"]: row for row in csv.DictReader(stream)}
    seen = {row["id"]: row for row in bundled.table("observation").to_pylist()}
    assert looks.keys() - seen.keys() == {"OB0182", "OB0200", "OB0201", "OB0208"}
    for name in looks.keys() & seen.keys():
        assert seen[name]["url"] == looks[name]["source_url"]
        assert seen[name]["wording"] != looks[name]["note"]


def test_a_studys_own_rates_price_its_promises(tmp_path: Path) -> None:
    folder = pipeline.new(tmp_path / "study")
    (folder / "rates.csv").write_text(
        "currency,period,value,unit,source,retrieved\nKGS,2016-05,0.5,USD per unit,made up,2026-01-01\n", "utf-8"
    )
    columns = sources.card("promises").layout("promises", where="").columns
    told = {
        "id": "P1", "kind": "project", "firmness": "pledge", "makers": "KG", "addressees": "TJ", "date": "2016-05-06",
        "wording": "made up", "amount": "100", "currency": "KGS", "source_name": "made up",
        "source_url": "https://example.org", "tier": "official-text", "umbrella": "no",
    }  # fmt: skip
    listed = tmp_path / "promises.csv"
    listed.write_text(f"{','.join(columns)}\n{','.join(told.get(name, '') for name in columns)}\n", "utf-8")
    assert [error for _, _, error in pipeline.add(folder, [listed]) if error] == []
    pipeline.build(folder, jobs=1)
    (row,) = sarai.open(folder).promises().rows
    assert row["current"] == Decimal("50.00")
