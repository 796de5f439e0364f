"""Everything that Sarai prints as a name is accepted as a filter, and gives what was printed: every dimension."""

from pathlib import Path

import pytest

from sarai import codelists
from sarai.analyses.portfolio import questions
from sarai.analyses.portfolio.select import Selection
from sarai.model import dimensions
from sarai.model.errors import SaraiError
from sarai.model.question import ask
from sarai.session import Session
from sarai.study import Study

# How a reader sees each dimension's value beside the value itself.
TOLD = {
    "partner": codelists.name_of_partner,
    "recipient": codelists.name_of_place,
    "sector": codelists.load("sectors").name_of,
    "sector_group": codelists.load("sectors").name_of,
    "finance_type": codelists.load("finance_types").name_of,
    "flow_class": codelists.load("flow_classes").name_of,
}
FILTER = {"sector_group": "sector"}
# Keys of activities are printed by the thousand: some of them, from all over the list.
MANY = {"activity": 60}
DIMENSIONS = tuple(each.name for each in dimensions.DIMENSIONS if each.filter or each.name in FILTER)
MEASURES = ("committed", "disbursed")


def chosen_by(opened: Session, measure: str, **filters: str) -> Selection:
    """The rows that filters choose, not yet asked for."""
    return questions.select(opened, ask(measure=measure, filters=filters))


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_what_is_printed_is_accepted_and_gives_what_was_printed(
    bundled: Study, bundled_study: Path, dimension: str
) -> None:
    opened, asked = Session(bundled_study), 0
    for measure in MEASURES:
        printed: dict[str | None, int] = {}
        for row in bundled.total(by=[dimension], measure=measure).rows:
            printed[row[dimension]] = printed.get(row[dimension], 0) + row["n"]
        step = max(1, len(printed) // MANY.get(dimension, len(printed) or 1))
        for value, records in list(printed.items())[::step]:
            words = [value if value is not None else "none"]
            if value is not None and dimension in TOLD and (told := TOLD[dimension](value)) is not None:
                words.insert(0, told)
            try:
                chosen = [chosen_by(opened, measure, **{FILTER.get(dimension, dimension): word}) for word in words]
            except SaraiError as error:
                pytest.fail(f"one of {words} of {dimension} is printed and refused: {error}")
            # What a name chooses is what its code chooses, so that one of them is counted.
            assert all(each == chosen[0] for each in chosen), (dimension, words)
            asked += 1
            if dimension not in ("sector", "sector_group"):
                found = bundled.total(measure=measure, **{FILTER.get(dimension, dimension): words[0]}).rows
                assert sum(row["n"] for row in found) >= records, (dimension, words)
    assert asked


def test_names_that_hold_a_comma_stand_beside_others(bundled: Study) -> None:
    several = bundled.total(by=["recipient"], recipient="Central Asia, regional, Kyrgyz Rep., Tajikistan").rows
    assert {row["recipient"] for row in several} <= {"619", "KG", "TJ"}
    assert {"KG", "TJ"} <= {row["recipient"] for row in several}
    with pytest.raises(SaraiError, match="Narnia"):
        bundled.total(recipient="Tajikistan, Narnia")


@pytest.mark.parametrize("dimension", ["maker", "addressee"])
def test_parties_of_promises_are_accepted_by_code_and_name(bundled: Study, dimension: str) -> None:
    column = {"maker": "maker", "addressee": "addressees"}[dimension]
    seen = set()
    for row in bundled.promises().rows:
        seen |= set(row[column].split("; ") if isinstance(row[column], str) else row[column])
    assert seen - {"several"}
    for code in seen - {"several"}:
        for word in (code, codelists.name_of_partner(code) or code):
            assert bundled.promises(**{dimension: word}).rows, (dimension, word)
