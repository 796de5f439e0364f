"""What AidData's titles say of other records."""

import pytest

from sarai.sources.aiddata.links import is_facility, linked


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("A made-up loan (Linked to Project ID#53545)", {"53545": "sibling"}),
        ("A road (linked to #40833, #39955, and #54489)", dict.fromkeys(("40833", "39955", "54489"), "sibling")),
        ("A made-up grant (Linked to Umbrella #53184)", {"53184": "parent"}),
        ("Both (Linked to Project ID#101 and Umbrella Project ID#202)", {"101": "sibling", "202": "parent"}),
        ("Misspelt (Lined to project #39955)", {"39955": "sibling"}),
        ("Not closed (Linked to Project ID#71806", {"71806": "sibling"}),
        ("Bare numbers (linked to Project ID# 101, 202, 303)", dict.fromkeys(("101", "202", "303"), "sibling")),
        ("A road of 124 km, 2015 (phase 2)", {}),
        (None, {}),
    ],
)
def test_links_in_titles(title: str | None, found: dict[str, str]) -> None:
    assert dict(linked(title)) == found


def test_only_a_facility_that_is_called_one_is_a_facility() -> None:
    assert is_facility("A bank's master facility agreement with a made-up bank, unrestricted portion")
    assert is_facility("Master loan facility agreement")
    # A loan that is drawn from one is none, nor is a facility that is a building.
    assert not is_facility("A refinery via the restricted portion of a master loan facility with a made-up bank")
    assert not is_facility("A water intake facility")
    assert not is_facility("Syndicated pre-export finance facility")
