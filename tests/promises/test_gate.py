"""Whether a promise can be checked as worded: what the gate lets through, and what it names as missing."""

import datetime as dt

import pytest

from promised import promise
from sarai.promises.gate import Part, gate

D, T, W, P = Part.DELIVERABLE, Part.TARGET, Part.DATE, Part.OWNER
NONE = {"amount": None, "currency": None}
YEAR_END = dt.date(2030, 12, 31)

WORDED = {
    "two thousand people in three years": (
        {**NONE, "firmness": "pledge", "instrument": "training", "count": 2000.0, "count_unit": "people",
         "due": YEAR_END},
        (P,),
    ),
    "trade of 70 bn by 2030, a target that several share": (
        {**NONE, "kind": "policy", "firmness": "target", "instrument": "framework", "count": 7e10,
         "count_unit": "USD of trade", "due": YEAR_END, "money": "mixed"},
        (D, P),
    ),
    "an action plan in five fields": (
        {**NONE, "kind": "policy", "firmness": "framework", "instrument": "framework"}, (D, T, W, P),
    ),
    "a signed loan without a date": ({}, (W,)),
    "a grant that a state pledges, without a date": ({"firmness": "pledge", "instrument": "grant"}, (W, P)),
    "a bank's own loan, pledged": ({"firmness": "pledge", "makers": ("WB",)}, (W,)),
    "a summit in a year": (
        {**NONE, "kind": "policy", "firmness": "pledge", "instrument": "framework", "due": YEAR_END}, (P,),
    ),
    "a summit one day": ({**NONE, "kind": "policy", "firmness": "pledge", "instrument": "framework"}, (D, T, W, P)),
    "deals for billions": (
        {"kind": "headline", "umbrella": "yes", "instrument": "business-deals", "money": "mixed"}, (D, W, P),
    ),
    "a plant that a private investor signed for": (
        {**NONE, "instrument": "investment", "money": "private", "places": ("Navoi",)}, (W,),
    ),
    "works that nobody says who pays": ({**NONE, "instrument": "works", "money": "mixed"}, (W, P)),
    "what was only asked for": ({"firmness": "request", "due": YEAR_END}, (D, P)),
    "several makers without shares": ({"makers": ("JP", "CN")}, (W, P)),
}  # fmt: skip


@pytest.mark.parametrize("words", WORDED)
def test_what_is_missing_is_named(words: str) -> None:
    told, missing = WORDED[words]
    assert gate(promise(**told)).missing == missing


@pytest.mark.parametrize("words", WORDED)
def test_a_deliverable_and_two_of_target_date_and_owner_pass(words: str) -> None:
    found = gate(promise(**WORDED[words][0]))
    assert found.passes is (D not in found.missing and len({T, W, P} - set(found.missing)) >= 2)


def test_a_record_of_data_names_its_thing_and_who_pays() -> None:
    derived = promise(kind="derived-from-a-record", firmness="pledge", instrument=None)
    assert gate(derived).missing == (W,)
