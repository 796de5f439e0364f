"""Families, mirrored expenditure and records told in several files, over small made-up IATI files."""

from decimal import Decimal

import pytest

import sarai
from sarai import pipeline


def activity(name, *inside, reporter="XX-MADEUP-1", secondary="", updated="2024-01-01"):
    return f"""<iati-activity default-currency="USD" last-updated-datetime="{updated}T00:00:00">
      <iati-identifier>{name}</iati-identifier>
      <reporting-org ref="{reporter}" type="10"{f' secondary-reporter="{secondary}"' if secondary else ""}/>
      <participating-org role="1" ref="{reporter}"/>{"".join(inside)}</iati-activity>"""


def transaction(kind, amount):
    return f"""<transaction><transaction-type code="{kind}"/><transaction-date iso-date="2022-06-15"/>
      <value value-date="2022-06-15">{amount}</value></transaction>"""


@pytest.fixture
def build(tmp_path):
    def built(**files):
        folder = tmp_path / "study"
        pipeline.new(folder)
        for name, activities in files.items():
            content = "<iati-activities version='2.03'>" + "".join(activities) + "</iati-activities>"
            (tmp_path / f"{name}.xml").write_text(content, encoding="utf-8")
            (_, _, error), *_ = pipeline.add(folder, [tmp_path / f"{name}.xml"])
            assert error is None
        made = pipeline.build(folder, jobs=1)
        assert not made.refused
        return sarai.open(folder), made

    return built


def committed(session, **question):
    rows = session.total(**question).rows
    return tuple(Decimal(rows[0][name] or 0) for name in ("low", "preferred", "high")) if rows else None


def test_a_parent_in_another_file_is_set_aside_where_its_sum_is_its_childrens(build):
    parent = activity("XX-MADEUP-1-P", transaction(2, 300), '<related-activity ref="XX-MADEUP-1-C1" type="2"/>')
    one = activity("XX-MADEUP-1-C1", transaction(2, 100))
    two = activity("XX-MADEUP-1-C2", transaction(2, 200), '<related-activity ref="XX-MADEUP-1-P" type="1"/>')
    session, _ = build(parents=[parent], children=[one, two])
    assert committed(session) == (300, 300, 300)


def test_a_parent_with_other_money_differs_between_low_and_high(build):
    parent = activity("XX-MADEUP-1-P", transaction(2, 301))
    child = activity("XX-MADEUP-1-C", transaction(2, 300), '<related-activity ref="XX-MADEUP-1-P" type="1"/>')
    session, _ = build(file=[parent, child])
    assert committed(session) == (300, 300, 601)


def test_an_activity_that_names_itself_as_its_parent_counts_once(build):
    own = activity("XX-MADEUP-1-P", transaction(2, 5), '<related-activity ref="XX-MADEUP-1-P" type="1"/>')
    session, _ = build(file=[own])
    assert committed(session) == (5, 5, 5)


@pytest.mark.parametrize(("equal", "flagged"), [(9, True), (8, False)])
def test_expenditure_is_set_aside_where_nine_in_ten_activities_mirror_their_commitment(build, equal, flagged):
    activities = [
        activity(f"XX-MADEUP-1-{n}", transaction(2, 100), transaction(4, 100 if n < equal else 50), transaction(3, 7))
        for n in range(10)
    ]
    session, _ = build(file=activities)
    whole = Decimal(equal * 100 + (10 - equal) * 50)
    assert committed(session, measure="spent") == ((70,) * 3 if flagged else (70 + whole,) * 3)


def test_fewer_than_ten_activities_flag_nobody(build):
    session, _ = build(file=[activity(f"XX-MADEUP-1-{n}", transaction(2, 1), transaction(4, 1)) for n in range(9)])
    assert committed(session, measure="spent") == (9, 9, 9)


def test_the_reporters_own_file_speaks_before_a_newer_one_of_another(build):
    own = activity("XX-MADEUP-1-A", transaction(2, 100), updated="2020-01-01")
    other = activity("XX-MADEUP-1-A", transaction(2, 900), reporter="XX-MADEUP-2", updated="2024-01-01")
    session, made = build(own=[own], other=[other])
    assert committed(session) == (100, 100, 100)
    warnings = {report.name: report.warnings for report in made.reports}
    assert warnings["files/own.xml"] == ()
    assert warnings["files/other.xml"] == ("1 record(s) stand in files/own.xml too, which speaks for them",)


def test_a_secondary_reporter_never_speaks_beside_another(build):
    first = activity("YY-ELSE-A", transaction(2, 100), reporter="XX-MADEUP-2", updated="2020-01-01")
    second = activity("YY-ELSE-A", transaction(2, 900), reporter="XX-MADEUP-3", secondary="1", updated="2024-01-01")
    session, _ = build(first=[first], second=[second])
    assert committed(session) == (100, 100, 100)


def test_of_two_files_of_one_reporter_the_newer_record_speaks(build):
    old = activity("XX-MADEUP-1-A", transaction(2, 100), updated="2020-01-01")
    new = activity("XX-MADEUP-1-A", transaction(2, 900), updated="2024-01-01")
    session, _ = build(old=[old], new=[new])
    assert committed(session) == (900, 900, 900)


def test_of_two_equal_records_always_the_same_file_speaks(build):
    one = activity("XX-MADEUP-1-A", transaction(2, 100))
    two = activity("XX-MADEUP-1-A", transaction(2, 200))
    session, _ = build(one=[one], two=[two])
    rows = session.table("contribution").to_pylist()
    assert next(row for row in rows if row["same_rank"] == 1)["file"] == min(row["file"] for row in rows)


def test_the_same_identifier_twice_in_one_file_is_refused_with_its_money_named(build):
    session, made = build(
        file=[activity("XX-MADEUP-1-A", transaction(2, 100)), activity("XX-MADEUP-1-A", transaction(2, 7))]
    )
    assert committed(session) == (100, 100, 100)
    (report,) = made.reports
    assert (report.read, report.kept, report.rejects) == (2, 1, 1)
    assert {(each.sheet, each.rejected) for each in report.sums if each.quantity == "amount"} == {("transaction 2", 7)}
    (refused,) = session.table("reject").to_pylist()
    assert "stands already at /iati-activities/iati-activity[1]" in refused["reason"]
    assert "7</value>" in refused["raw"]
