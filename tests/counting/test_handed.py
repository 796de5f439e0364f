"""Money handed on in any places: what was given first is the total, wherever the hands between it name a country."""

import random

import pytest

from sarai.counting.handed import Handed, Stated, netted

PLACES = (None, None, "KE", "UG")


def given(seed: int) -> tuple[list[Stated], list[Handed]]:
    """Two funders whose money goes down trees that may meet; who spends, spends at most what it was handed."""
    draw = random.Random(seed)
    stated: dict[tuple[str, str | None, str | None], float] = {}
    handed: dict[tuple[str, str], float] = {}

    def tell(name: str, to: str | None, amount: float) -> None:
        key = (name, to, draw.choice(PLACES))
        stated[key] = stated.get(key, 0.0) + amount

    for funder in ("A", "B"):
        layer = {f"{funder}0": 100}
        for depth in range(1, draw.randint(2, 5)):
            below: dict[str, int] = {}
            for name, amount in layer.items():
                for taker in draw.sample((f"{depth}x", f"{depth}y", f"{depth}z"), draw.randint(0, 2)):
                    part = draw.randint(0, amount)
                    amount -= part
                    if part:
                        tell(name, taker, part)
                        handed[name, taker] = handed.get((name, taker), 0.0) + part
                        below[taker] = below.get(taker, 0) + part
                if amount and (depth == 1 or draw.random() < 0.7):
                    tell(name, None, amount if depth == 1 else draw.randint(1, amount))
            layer = below
    return (
        [Stated(*key, net=value, positive=value) for key, value in stated.items()],
        [Handed(*key, value=value, named=True) for key, value in handed.items()],
    )


@pytest.mark.parametrize("seeds", [range(200), range(200, 400)], ids=["first", "second"])
def test_what_was_given_first_is_the_total(seeds: range) -> None:
    for seed in seeds:
        stated, handed = given(seed)
        shares = {(each.activity, each.to, each.place): each.share for each in netted(stated, handed)}
        assert all(0 < share <= 1 for share in shares.values())
        counted = sum(each.net * (1 - shares.get((each.activity, each.to, each.place), 0.0)) for each in stated)
        first = sum(each.net for each in stated if each.activity in ("A0", "B0"))
        assert counted == pytest.approx(first), seed


def test_a_country_that_was_named_first_keeps_its_money() -> None:
    """What a funder states of a country is that country's, however it is told further down."""
    stated = [Stated("A", "T", "KE", 100, 100), Stated("T", None, "UG", 60, 60), Stated("T", "N", None, 40, 40),
              Stated("N", None, "UG", 40, 40)]  # fmt: skip
    found = netted(stated, [Handed("A", "T", 100, True), Handed("T", "N", 40, True)])
    assert {(each.activity, each.share) for each in found} == {("T", 1.0), ("N", 1.0)}
    assert {each.other for each in found} == {"A", "T"}
