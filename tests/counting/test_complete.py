"""To which year a dataset is complete: as stated where that can be, else by its rows, else not known."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import sarai as public_face
from sarai import pipeline
from sarai.counting.complete import Basis, complete, of
from worlds import World, connected, contributions

STEADY = {2012: 40, 2013: 44, 2014: 39, 2015: 41, 2016: 38, 2017: 36}
DAY = dt.date(2019, 6, 30)


@pytest.mark.parametrize(
    ("years", "stated", "day", "to", "basis"),
    [
        (STEADY, None, DAY, 2017, Basis.ROWS),
        (STEADY | {2018: 12}, None, DAY, 2017, Basis.ROWS),
        (STEADY | {2018: 19}, None, DAY, 2018, Basis.ROWS),  # half of the middle one, 38
        # The year in which the dataset was made was running, however full it is.
        (STEADY | {2018: 40, 2019: 39}, None, DAY, 2018, Basis.ROWS),
        (STEADY | {2018: 40}, None, dt.date(2018, 12, 31), 2018, Basis.ROWS),
        # What is stated holds, above and below what rows would say, if it was over on the day.
        (STEADY | {2018: 12}, 2018, DAY, 2018, Basis.STATED),
        (STEADY, 2016, DAY, 2016, Basis.STATED),
        (STEADY | {2018: 12}, 2025, DAY, 2017, Basis.ROWS),
        # A tail of several thin years, and a gap.
        ({2010: 20, 2011: 21, 2012: 19, 2013: 20, 2014: 6, 2015: 2}, None, DAY, 2013, Basis.ROWS),
        ({2010: 20, 2011: 21, 2012: 19, 2013: 20, 2018: 2}, None, DAY, None, Basis.UNKNOWN),
        # A few loans a year tell nothing, and no year long past is meant then.
        ({1995: 9, 1996: 8, 1997: 9, 1998: 9, 2016: 1, 2017: 2}, None, DAY, None, Basis.UNKNOWN),
        ({2018: 500}, None, DAY, None, Basis.UNKNOWN),
        ({2024: 9}, None, DAY, None, Basis.UNKNOWN),
    ],
)
def test_the_rule(years: dict[int, int], stated: int | None, day: dt.date, to: int | None, basis: Basis) -> None:
    found = of(years, stated=stated, day=day)
    assert (found.to, found.basis, found.last) == (to, basis, max(years))


def test_commitments_and_spending_are_told_apart_and_undated_rows_tell_nothing() -> None:
    world = World().file()
    for year, n in {2013: 6, 2014: 6, 2015: 6, 2016: 6, 2017: 1}.items():
        for nth in range(n):
            key = f"{year}-{nth}"
            world.activity(key).split(key, "recipient", {"KZ": 100.0})
            world.flow(key, "1", date=dt.date(year, 5, 1))
            if year < 2016:
                world.flow(key, "1", kind="disbursement", date=dt.date(year, 6, 1), ordinal=2)
            world.flow(key, "1", kind="planned-disbursement", date=dt.date(2019, 6, 1), ordinal=3)
    world.activity("undated").flow("undated", "1", date=None)
    told: dict[str, dict[str, Any]] = {"made-1": {"as_of": "2018-02-01", "scope": {}}}
    with connected(world) as connection:
        connection.register("contribution", contributions(world))
        found = complete(connection, told, today=dt.date(2026, 1, 1))
        assert found == {
            "made-1": {
                "committed": {"to": 2016, "last": 2017, "basis": "by its rows"},
                "spent": {"to": None, "last": 2015, "basis": "not known"},
            }
        }
        told["made-1"]["scope"] = {"complete": False}
        part = complete(connection, told, today=dt.date(2026, 1, 1))["made-1"]
        assert part["committed"] == {"to": None, "last": 2017, "basis": "not known"}
        told["made-1"]["scope"] = {"years": [2013, 2017], "complete_to": 2016}
        stated = {"to": 2016, "last": 2015, "basis": "stated"}
        assert complete(connection, told, today=dt.date(2026, 1, 1))["made-1"]["spent"] == stated


def test_each_organisation_that_reports_for_itself_has_its_own_year() -> None:
    """A diligent publisher hid that another's file had not been touched since 2016."""
    world = World().file()
    for reporter, last, updated in (("One", 2018, dt.date(2019, 3, 1)), ("Two", 2016, dt.date(2016, 5, 1))):
        for year in range(2012, last + 1):
            for nth in range(8):
                key = f"{reporter}-{year}-{nth}"
                world.activity(key, reporter=reporter, reporter_ref=f"XX-{reporter}", updated=updated)
                world.flow(key, "1", date=dt.date(year, 3, 1))
    world.activity("few", reporter="Three", reporter_ref="XX-Three").flow("few", "1")
    told: dict[str, dict[str, Any]] = {"made-1": {"as_of": None, "scope": {}}}
    with connected(world) as connection:
        connection.register("contribution", contributions(world))
        found = complete(connection, told, today=dt.date(2020, 1, 1))["made-1"]["committed"]
        # The year in which a file was last changed was running, whatever its rows.
        assert found == {
            "to": 2015, "last": 2018, "basis": "by the rows of each publisher",
            "publishers": {"One": 2018, "Two": 2015},
        }  # fmt: skip
        # What is stated of the whole holds for all.
        told["made-1"]["scope"] = {"complete_to": 2017}
        assert complete(connection, told, today=dt.date(2020, 1, 1))["made-1"]["committed"] == {
            "to": 2017, "last": 2018, "basis": "stated",
        }  # fmt: skip


def test_a_total_names_the_year_of_each_publisher_in_it(tmp_path: Path) -> None:
    activities = [
        f"""<iati-activity default-currency="USD" last-updated-datetime="{updated}">
<iati-identifier>XX-{name}-{year}-{nth}</iati-identifier>
<reporting-org ref="XX-{name}" type="10"><narrative>Made-up {name}</narrative></reporting-org>
<title><narrative>A made-up road</narrative></title><recipient-country code="KE"/>
<transaction><transaction-type code="2"/><transaction-date iso-date="{year}-03-01"/>
<value value-date="{year}-03-01">1</value></transaction></iati-activity>"""
        for name, last, updated in (("One", 2018, "2019-03-01"), ("Two", 2016, "2016-05-01"))
        for year in range(2012, last + 1)
        for nth in range(8)
    ]
    (tmp_path / "made-up.xml").write_text(f'<iati-activities version="2.03">{"".join(activities)}</iati-activities>')
    folder = pipeline.new(tmp_path / "study", template="empty")
    list(pipeline.add(folder, [tmp_path / "made-up.xml"]))
    pipeline.build(folder, jobs=1)
    study = public_face.open(folder)
    both = "iati 2015 (by the rows of each publisher: Made-up One 2018, Made-up Two 2015)"
    assert f"complete to: {both}" in study.total().notes
    assert "partial years are among these sums: iati after 2015" in study.total().notes
    one = study.total(partner="XX-One").notes
    assert "complete to: iati 2018 (by the rows of each publisher: Made-up One 2018)" in one
    assert study.complete_to(["iati"], "committed") == 2015
    assert study.complete_to(["iati", "nobody"], "committed") is None


def test_it_stands_beside_a_headline_and_in_the_list_of_sources(bundled_study: Path) -> None:
    study = public_face.open(bundled_study)
    told = {(row["source"], row["dataset"]): (row["complete_to"], row["how"]) for row in study.complete().rows}
    assert told["aiddata", "gcdf-3.0-central-asia"] == (2021, "stated")
    assert told["worldbank-ibrd", "ibrd-loans-central-asia"] == (2022, "stated")
    # A list compiled from pages is a part: its rows go to 2025 and say nothing of what was not seen.
    assert told["japan", "japan-projects-central-asia"] == (None, "not known")
    notes = study.total(partner="CN").notes
    assert "complete to: aiddata 2021 (as its publisher states; the list in hand is a part)" in notes
    assert not any(note.startswith("partial years") for note in notes)
    notes = study.total(source="worldbank-ibrd").notes
    assert "partial years are among these sums: worldbank-ibrd after 2022" in notes
    assert study.complete("aiddata").table.num_rows == 3


def test_classes_of_flow_stand_apart_beside_a_sum_wherever_a_source_tells(bundled_study: Path) -> None:
    study = public_face.open(bundled_study)
    (told,) = [note for note in study.total(partner="CN").notes if note.startswith("of which by flow class")]
    rows = study.total(partner="CN", by="flow_class").rows
    whole = sum(row["preferred"] for row in rows)
    for row in rows:
        assert f"{row['flow_class'] or 'not stated'} {100 * row['preferred'] / whole:.1f} %" in told
    # A source that tells none says nothing, and one class that was asked for needs no words.
    for asked in ({"source": "oecd-crs", "measure": "disbursed"}, {"partner": "CN", "flow_class": "oda-like"}):
        assert not [note for note in study.total(**asked).notes if note.startswith("of which by flow class")]
