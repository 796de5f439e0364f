import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.model.errors import QuestionError
from sarai.promises import delivery, reference_classes
from sarai.promises.delivery import LAST, Milestone, Project, Waited, curve, waited
from sarai.promises.reference_classes import chance, root

MADE_UP = Project("made-up", "KG", "Transportation", "", dt.date(2005, 1, 10), 100.0, ())

# Remission of 21 patients on 6-mercaptopurine, in weeks (Freireich and others 1963), the textbook case of the method.
FREIREICH = [
    *((weeks, True) for weeks in (6, 6, 6, 7, 10, 13, 16, 22, 23)),
    *((weeks, False) for weeks in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)),
]


def times(told: list[tuple[float, bool]]) -> list[Waited]:
    return [Waited(str(place), months, seen) for place, (months, seen) in enumerate(told)]


def test_the_published_example_comes_out() -> None:
    found = curve(times([(float(weeks), seen) for weeks, seen in FREIREICH]))
    alive = {weeks: 1 - found.at(weeks)[0] for weeks in (6, 7, 10, 13, 16, 22, 23)}  # type: ignore[index]
    expected = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert alive == pytest.approx(expected, abs=0.001)
    assert (found.n, found.delivered, found.longest) == (21, 9, 35.0)
    assert found.at(36) is None


_cases = st.lists(st.tuples(st.floats(0.1, 120), st.booleans()), min_size=1, max_size=40).filter(
    lambda told: any(seen for _, seen in told)
)


@given(_cases)
def test_shares_rise_from_0_and_lie_within_their_interval(told: list[tuple[float, bool]]) -> None:
    found = curve(times(told))
    assert list(found.share) == sorted(found.share)
    for share, low, high in zip(found.share, found.low, found.high, strict=True):
        assert -1e-9 <= share <= 1 + 1e-9
        assert low is None or low <= share + 1e-9
        assert high is None or high >= share - 1e-9


@given(_cases, st.randoms())
def test_the_order_of_cases_is_all_one(told: list[tuple[float, bool]], draw: object) -> None:
    mixed = told[:]
    draw.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = curve(times(told)), curve(times(mixed))
    assert (one.months, one.share) == (other.months, other.share)


@given(st.lists(st.floats(0.1, 120), min_size=1, max_size=40))
def test_without_open_cases_the_share_is_a_plain_count(months: list[float]) -> None:
    found = curve(times([(each, True) for each in months]))
    for each in months:
        told = found.at(each)
        assert told is not None
        assert told[0] == pytest.approx(sum(other <= each for other in months) / len(months))


@given(_cases, st.floats(0, 100), st.floats(0.1, 60))
def test_a_chance_lies_between_0_and_1_and_grows_with_the_time_given(
    told: list[tuple[float, bool]], age: float, within: float
) -> None:
    found = curve(times(told))
    shorter, longer = chance(found, age=age, within=within / 2), chance(found, age=age, within=within)
    if longer is None:
        return
    assert shorter is not None
    assert -1e-9 <= shorter[0] <= longer[0] <= 1 + 1e-9


def test_a_class_in_which_nothing_was_delivered_is_refused() -> None:
    with pytest.raises(QuestionError, match=r"no delivery was seen in 30 case\(s\)"):
        curve(times([(12.0, False)] * 30))


@given(
    st.lists(st.tuples(st.dates(dt.date(2005, 1, 1), dt.date(2011, 12, 1)), st.floats(-5, 60)), max_size=12),
    st.dates(dt.date(2005, 2, 1), LAST),
    st.sampled_from(Milestone),
)
def test_what_was_paid_after_a_day_changes_nothing_known_on_it(
    paid: list[tuple[dt.date, float]], until: dt.date, milestone: Milestone
) -> None:
    ordered = tuple(sorted(paid))
    known = tuple(each for each in ordered if each[0] <= until)
    whole, part = replace(MADE_UP, paid=ordered), replace(MADE_UP, paid=known)
    assert whole.reached(milestone, until=until) == part.reached(milestone, until=until)


def test_refunds_count_and_a_milestone_is_the_first_month_that_reaches_it() -> None:
    paid = ((dt.date(2006, 1, 1), 60.0), (dt.date(2006, 2, 1), -20.0), (dt.date(2007, 3, 1), 55.0))
    project = replace(MADE_UP, paid=paid)
    assert project.reached(Milestone.HALF) == dt.date(2006, 1, 1)
    assert project.reached(Milestone.FULL) == dt.date(2007, 3, 1)
    assert project.share == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"approved": None}, "no approval date"),
        ({"approved": dt.date(1999, 5, 1)}, "approved before"),
        ({"paid": ((dt.date(2004, 12, 1), 5.0),)}, "paid before it was approved"),
    ],
)
def test_no_time_is_taken_from_a_project_that_cannot_give_one(change: dict[str, object], told: str) -> None:
    project = replace(MADE_UP, **change)  # type: ignore[arg-type]
    assert told in (project.fault or "")
    assert waited(project, Milestone.HALF) is None


def _many(n: int, country: str) -> list[Project]:
    return [
        replace(MADE_UP, id=f"{country}{each}", country=country, paid=((dt.date(2006 + each % 5, 6, 1), 100.0),))
        for each in range(n)
    ]


def test_a_small_class_gives_way_to_the_wider_one_and_says_so() -> None:
    those = [*_many(19, "KG"), *_many(3, "KZ"), *_many(30, "TR")]
    found = reference_classes.rate("World Bank, KG", Milestone.FULL, those=those)
    assert (found.asked, found.answers, found.curve.n) == ("World Bank, KG", "World Bank, Central Asia", 22)
    whole = reference_classes.rate("World Bank, TR", Milestone.FULL, those=those)
    assert (whole.answers, whole.curve.n) == ("World Bank, TR", 30)


def test_no_class_answers_below_20_cases() -> None:
    with pytest.raises(QuestionError, match="fewer than 20"):
        reference_classes.rate(root(), Milestone.FULL, those=_many(19, "KG"))
    with pytest.raises(QuestionError, match="no class"):
        reference_classes.rate("World Bank, JP", Milestone.FULL, those=_many(30, "KG"))


def test_no_class_speaks_for_states_that_no_payments_are_loaded_of() -> None:
    every = {project.country for project in delivery.projects()}
    assert every <= reference_classes.listed()[0].countries
    assert reference_classes.class_of(["44000"], ["KG"]) == "World Bank, KG"
    assert reference_classes.class_of(["44000"], ["TM"]) == "World Bank, Central Asia"
    assert reference_classes.class_of(["44000"], ["KG", "UZ"]) == "World Bank, Central Asia"
    assert reference_classes.class_of(["44000"], ["KG", "TR"]) == root()
    assert reference_classes.class_of(["44000"], ["TL"]) is None
    assert reference_classes.class_of(["44000"], ["KG", "TL"]) is None
    assert reference_classes.class_of(["JP"], ["KG"]) is None


def test_both_sides_of_the_bundled_projects_are_in_dollars_of_the_time() -> None:
    from sarai.money import deflators

    level = {row["year"]: row["value"] for row in deflators.published().to_pylist() if row["provider"] == "US"}
    rows = [row for row in delivery.rows("bank_disbursements.csv") if row["project"] == "P055383"]
    project = next(each for each in delivery.projects() if each.id == "P055383")
    expected = sum(float(row["amount"]) * level[int(row["month"][:4])] / level[2011] for row in rows)
    assert sum(amount for _, amount in project.paid) == pytest.approx(expected)
    assert expected < sum(float(row["amount"]) for row in rows)


def test_over_disbursers_are_kept() -> None:
    over = [project for project in delivery.projects() if project.share > delivery.OVER]
    assert over
    held = reference_classes.members(delivery.projects(), reference_classes.classes()[root()], Milestone.FULL)
    assert {project.id for project in over if project.fault is None} <= {each.project for each in held}


def test_bounds_never_count_what_nobody_looked_at_as_not_delivered() -> None:
    for seen in delivery.looks():
        assert 0 <= seen.low <= seen.high <= 1
        assert seen.high - seen.low == pytest.approx((seen.untouched - seen.untouched_moved) / seen.n)


def test_every_correction_has_a_reason_a_guard_and_a_source() -> None:
    rows = delivery.rows("corrections.csv")
    sources = {row["source"] for row in delivery.rows("sources.csv")}
    assert {row["target"] for row in rows} == {"World Bank projects of Africa", "P104265"}
    for row in rows:
        assert all(row.values())
        assert row["source"] in sources
    kept = {project.id for project in delivery.projects()}
    assert "P104265" not in kept
