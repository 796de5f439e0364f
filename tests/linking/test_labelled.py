"""The measure of docs/linking.md, on the labelled pairs."""

from pathlib import Path

import pytest
from tests.scoring import links

from sarai.model.vocabulary import Verdict


def test_no_automatic_link_of_the_held_out_half_is_wrong() -> None:
    held = links.score([pair for pair in links.pairs() if pair.half == "b"])
    assert not held.wrong
    assert held.right / held.belong >= 0.4
    assert (held.right + held.asked_belong) / held.belong >= 0.9


@pytest.mark.shared
def test_no_automatic_link_of_the_second_set_is_wrong(shared: Path) -> None:
    found = links.score(links.published(shared))
    assert not found.wrong
    assert found.right / found.belong >= 0.2
    assert (found.right + found.asked_belong) / found.belong >= 0.9


def test_cross_validated_precision_has_a_lower_bound_of_97_percent() -> None:
    assert links.across(links.pairs()).bound >= 0.97


def test_the_weights_are_those_that_half_a_gives() -> None:
    from sarai.linking import serves

    fitted = links.fit([pair for pair in links.pairs() if pair.half == "a"])
    assert fitted.keys() == serves.WEIGHTS.keys()
    assert all(abs(fitted[name] - weight) < 0.11 for name, weight in serves.WEIGHTS.items())


def test_records_without_names_are_rarely_linked_and_never_wrongly() -> None:
    nameless = [links.nameless(pair) for pair in links.pairs()]
    found = links.score(nameless)
    assert not [pair for pair in found.wrong if pair.half == "b"]
    assert any(links.verdict(pair) is Verdict.ASK for pair in nameless)
