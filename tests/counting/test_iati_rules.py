"""Families, mirrored expenditure and records told in several files, over small made-up IATI files."""

from decimal import Decimal

import pytest

import sarai
from sarai import pipeline


def activity(name, *inside, reporter="XX-MADEUP-1", secondary="", updated="2024-01-01", currency="USD"):
    return f"""<iati-activity default-currency="{currency}" last-updated-datetime="{updated}T00:00:00">
      <iati-identifier>{name}</iati-identifier>
      <reporting-org ref="{reporter}" type="10"{f' secondary-reporter="{secondary}"' if secondary else ""}/>
      <participating-org role="1" ref="{reporter}"/>{"".join(inside)}</iati-activity>"""


def transaction(kind, amount, day="2022-06-15"):
    return f"""<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>
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


def test_a_register_that_tells_costs_as_expenditures_is_named_beside_what_it_spent(build):
    # As the register of a made-up ministry prints them: what a project costs in all, once, whoever pays it.
    costs = [
        activity(
            f"XX-MADEUP-9-{n}",
            transaction(2, 50),
            transaction(3, 40),
            transaction(4, 50 if n < 4 else 900),
            reporter="XX-MADEUP-9",
        )
        for n in range(12)
    ]
    payer = activity("XX-MADEUP-1-A", transaction(3, 7), transaction(4, 5))
    session, _ = build(register=costs, payer=[payer])
    answer = session.total(measure="spent")
    # 12 x 40 disbursed by the register's projects and 12 spent by another; 4 x 50 + 8 x 900 are no spending.
    assert [Decimal(answer.rows[0][each]) for each in ("low", "preferred", "high")] == [492, 492, 492]
    assert (
        "set aside: expenditures that are the total cost of projects, of XX-MADEUP-9 in 12 record(s), "
        "by rule total_cost_expenditure"
    ) in answer.notes
    aside = [row for row in answer.other("not_counted") if row["reason"] == "rule total_cost_expenditure"]
    assert [(row["n"], row["value"]) for row in aside] == [(12, Decimal(7400))]


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


def twice(*tellings):
    """Two elements of one file under one identifier, each told as (date of the record, days and amounts)."""
    return [
        activity("XX-MADEUP-1-A", *(transaction(2, amount, day=day) for day, amount in paid), updated=updated)
        for updated, *paid in tellings
    ]


JUNE, JULY = "2022-06-15", "2022-07-15"


@pytest.mark.parametrize(
    ("tellings", "expected"),
    [
        # The newer telling of the same statements speaks, wherever it stands.
        ([("2021-01-01", (JUNE, 10)), ("2022-01-01", (JUNE, 20))], (20, 20, 20)),
        ([("2022-01-01", (JUNE, 20)), ("2021-01-01", (JUNE, 10))], (20, 20, 20)),
        ([("2021-01-01", (JUNE, 10)), ("2022-01-01", (JUNE, 10), (JULY, 5))], (15, 15, 15)),
        # An older record without any money adds none.
        ([("2021-01-01",), ("2022-01-01", (JUNE, 20))], (20, 20, 20)),
        # Statements that the newer one does not have are not lost.
        ([("2021-01-01", (JUNE, 10)), ("2022-01-01", (JULY, 20))], (20, 20, 30)),
        # Where nothing says which is newer, one speaks and the other is in high.
        ([("2021-01-01", (JUNE, 10)), ("2021-01-01", (JUNE, 20))], (10, 10, 30)),
        ([("2021-01-01", (JUNE, 10)), ("2021-01-01", (JULY, 20))], (10, 10, 30)),
        # The same, word for word, is one.
        ([("2021-01-01", (JUNE, 10)), ("2021-01-01", (JUNE, 10))], (10, 10, 10)),
        ([("2021-01-01", (JUNE, 1)), ("2022-01-01", (JUNE, 2)), ("2022-01-01", (JUNE, 2))], (2, 2, 2)),
    ],
)
def test_the_same_identifier_twice_in_one_file(build, tellings, expected):
    session, made = build(file=twice(*tellings))
    assert committed(session) == expected
    (report,) = made.reports
    assert report.read == len(tellings)
    assert all(each.ties for each in report.sums)
    assert session.table("reject").num_rows == len(tellings) - 1


def test_a_copy_word_for_word_is_refused_whole_and_says_where_the_first_stands(build):
    session, _ = build(file=twice(("2021-01-01", (JUNE, 7)), ("2021-01-01", (JUNE, 7))))
    (refused,) = session.table("reject").to_pylist()
    assert (refused["scope"], refused["value"]) == ("row", "/iati-activities/iati-activity[1]")
    assert "7</value>" in refused["raw"]


def test_a_record_told_twice_in_one_file_and_newer_in_another_counts_once(build):
    newest = activity("XX-MADEUP-1-A", transaction(2, 30), updated="2023-01-01")
    session, _ = build(file=twice(("2021-01-01", (JUNE, 10)), ("2022-01-01", (JUNE, 20))), other=[newest])
    assert committed(session) == (30, 30, 30)


def test_a_family_is_found_whichever_telling_speaks(build):
    child = activity("XX-MADEUP-1-C", transaction(2, 20), '<related-activity ref="XX-MADEUP-1-A" type="1"/>')
    session, _ = build(file=[*twice(("2021-01-01", (JUNE, 10)), ("2022-01-01", (JUNE, 20))), child])
    assert committed(session) == (20, 20, 20)


def line(*members):
    """A line of descent: each ``(name, amount, currency)`` is the parent of the next."""
    found, above = [], None
    for name, amount, currency in members:
        inside = [] if above is None else [f'<related-activity ref="{above}" type="1"/>']
        if amount is not None:
            inside.append(transaction(2, amount))
        found.append(activity(name, *inside, currency=currency))
        above = name
    return found


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        # A middle level without money, and one that repeats the lowest.
        ([("P", 100, "USD"), ("M", None, "USD"), ("C", 100, "USD")], (100, 100, 100)),
        ([("P", 100, "USD"), ("M", 100, "USD"), ("C", 100, "USD")], (100, 100, 100)),
        ([("P", 300, "USD"), ("M", 100, "USD"), ("C", 100, "USD")], (100, 100, 400)),
        # In another currency the sums cannot be compared: the parent is doubtful.
        ([("P", 100, "USD"), ("C", 90, "EUR")], None),
    ],
)
def test_money_counts_at_the_lowest_level_that_has_it(build, members, expected):
    session, _ = build(file=line(*members))
    low, preferred, high = committed(session)
    if expected is None:
        assert low == preferred < high
    else:
        assert (low, preferred, high) == expected


def test_a_kind_that_only_the_parent_has_is_counted_there(build):
    parent = activity("P", transaction(2, 100), transaction(3, 7))
    child = activity("C", transaction(2, 100), '<related-activity ref="P" type="1"/>')
    session, _ = build(file=[parent, child])
    assert committed(session) == (100, 100, 100)
    assert committed(session, measure="disbursed") == (7, 7, 7)


def test_shares_by_assumption_are_out_of_low(build):
    session, _ = build(
        file=[activity("A", transaction(2, 90), '<recipient-country code="KE"/>' * 1, '<recipient-country code="UG"/>')]
    )
    rows = {row["recipient"]: (row["low"], row["preferred"]) for row in session.total(by=["recipient"]).rows}
    assert rows == {"KE": (0, 45), "UG": (0, 45)}
    assert {row["recipient_basis"] for row in session.explain().rows} == {"assumed"}


def plan(element, start, end, amount):
    return f"""<{element}><period-start iso-date="{start}"/><period-end iso-date="{end}"/>
      <value value-date="2022-06-15">{amount}</value></{element}>"""


@pytest.mark.parametrize(("element", "kind"), [("budget", "budget"), ("planned-disbursement", "planned-disbursement")])
@pytest.mark.parametrize(
    ("start", "end", "amount", "expected"),
    [
        ("2022-01-01", "2022-12-31", 365, {2022: 365}),
        # April to March: 275 days of 365 are the first year's.
        ("2022-04-01", "2023-03-31", 365, {2022: 275, 2023: 90}),
        ("2019-07-01", "2021-06-30", 731, {2019: 184, 2020: 366, 2021: 181}),
        ("2022-12-31", "2023-01-01", 2, {2022: 1, 2023: 1}),
        # One that ends before it begins is of the year in which it begins.
        ("2023-01-01", "2022-12-31", 5, {2023: 5}),
    ],
)
def test_a_plan_over_several_years_is_each_years_by_its_days(build, element, kind, start, end, amount, expected):
    session, _ = build(file=[activity("A", plan(element, start, end, amount))])
    assert {
        row["year"]: row["preferred"] for row in session.total(by=["year"], kind=kind, prices="source").rows
    } == expected
    rows = session.explain(kind=kind, prices="source").rows
    assert sum(row["value"] for row in rows) == amount
    assert len(rows) == len(expected)


def test_a_year_asked_of_a_plan_is_that_years_part_alone(build):
    session, _ = build(file=[activity("A", plan("budget", "2022-04-01", "2023-03-31", 365))])
    assert committed(session, kind="budget", year="2023", prices="source") == (90, 90, 90)
