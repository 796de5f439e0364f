"""Pairs that may be one promise said twice: what makes a pair, what does not, and how pairs are scored."""

import datetime as dt
from decimal import Decimal

import pytest

from promised import DAY, look, promise
from sarai.promises.announced import announced_again, score
from sarai.promises.ledger import Promise

LATER = DAY + dt.timedelta(days=400)


def pairs(*promises: Promise) -> list[tuple[str, str]]:
    return [(pair.first.id, pair.later.id) for pair in announced_again(promises)]


def summed(name: str, amount: int, **told: object) -> Promise:
    return promise(name, amount=Decimal(amount), currency="JPY", wording=f"sum {name}", **told)


FIRST = summed("A", 3_000, occasion="tour", sectors=("210",))


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, True),
        ({"amount": Decimal(2_400)}, True),
        ({"amount": Decimal(2_399)}, False),
        ({"currency": "USD"}, False),
        ({"makers": ("CN",)}, False),
        ({"addressees": ("TJ",)}, False),
        ({"addressees": ("KZ", "TJ")}, True),
        ({"occasion": "tour"}, False),
        ({"date": DAY + dt.timedelta(days=29)}, False),
        ({"sectors": ("230",)}, False),
        ({"sectors": ("430",)}, True),
        ({"parent": "promises:A"}, False),
    ],
)
def test_close_amounts_on_a_later_occasion_make_a_pair(told: dict[str, object], found: bool) -> None:
    row: dict[str, object] = {"amount": 3_000, "date": LATER, "occasion": "summit", "sectors": ("210",), **told}
    amount = row.pop("amount")
    later = promise("B", **{"currency": "JPY", "amount": Decimal(str(amount)), "wording": "another sum", **row})
    assert (pairs(FIRST, later) == [("A", "B")]) is found


def test_the_same_project_by_name() -> None:
    first = promise("A", wording="Satellite internet for remote places", occasion="one")
    later = promise("B", wording="The satellite internet part", occasion="two", date=LATER)
    (pair,) = announced_again([first, later])
    assert pair.reasons == ("the same project by name: internet, satellite",)


def test_words_that_stand_in_many_promises_name_no_project() -> None:
    many = [
        promise(f"P{place}", wording="Middle corridor", occasion=str(place), date=DAY + dt.timedelta(days=40 * place))
        for place in range(8)
    ]
    assert pairs(*many) == []
    assert len(pairs(*many[:2])) == 1


def test_a_part_that_was_made_before_its_package() -> None:
    part = promise("A", wording="x", parent="promises:B", occasion="one")
    package = promise("B", wording="y", occasion="two", date=LATER)
    assert pairs(part, package) == [("A", "B")]


def test_the_order_of_rows_does_not_matter() -> None:
    later = summed("B", 3_000, occasion="summit", date=LATER)
    assert pairs(FIRST, later) == pairs(later, FIRST) == [("A", "B")]


def test_pairs_are_scored_against_what_people_observed() -> None:
    later = summed("B", 3_000, occasion="summit", date=LATER)
    other = promise("C", wording="unlike", occasion="else", date=LATER, makers=("CN",))
    seen = [
        look("announced-again", LATER + dt.timedelta(days=20), of="A", name="1"),
        look("announced-again", LATER + dt.timedelta(days=20), of="C", name="2"),
        look("reaffirmed", LATER, of="A", name="3"),
    ]
    fit = score([FIRST, later, other], seen)
    assert (fit.pairs, fit.right, fit.observed, fit.found, fit.in_ledger) == (1, 1, 2, 1, 1)
    assert (fit.precision, fit.recall) == (1.0, 0.5)
    nothing = score([FIRST], [])
    assert (nothing.precision, nothing.recall) == (None, None)
