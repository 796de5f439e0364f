"""Everything that Sarai prints as a name is accepted as a filter, and gives what was printed: every dimension."""

import pytest

from sarai import codelists
from sarai.model import dimensions
from sarai.model.errors import SaraiError
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


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_what_is_printed_is_accepted_and_gives_what_was_printed(bundled: Study, dimension: str) -> None:
    asked = 0
    for measure in MEASURES:
        printed: dict[str | None, int] = {}
        for row in bundled.total(by=[dimension], measure=measure).rows:
            printed[row[dimension]] = printed.get(row[dimension], 0) + row["n"]
        step = max(1, len(printed) // MANY.get(dimension, len(printed) or 1))
        for value, records in list(printed.items())[::step]:
            words = {value if value is not None else "none"}
            if value is not None and dimension in TOLD:
                words |= {told for told in (TOLD[dimension](value),) if told is not None}
            for word in words:
                try:
                    found = bundled.total(measure=measure, **{FILTER.get(dimension, dimension): word}).rows
                except SaraiError as error:
                    pytest.fail(f"{dimension} {word!r} is printed and refused: {error}")
                asked += 1
                if dimension not in ("sector", "sector_group"):
                    assert sum(row["n"] for row in found) >= records, (dimension, word)
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
