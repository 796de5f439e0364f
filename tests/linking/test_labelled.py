"""The measure of docs/linking.md, on the labelled pairs."""

from tests.scoring import links

from sarai.model.vocabulary import Verdict


def test_no_automatic_link_of_the_labelled_pairs_is_wrong_and_most_are_found() -> None:
    held = links.score([pair for pair in links.pairs() if pair.half == "b"])
    assert not held.wrong
    assert held.right / held.belong >= 0.6
    assert held.bound >= 0.95


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
