"""The measure of docs/linking.md, on the labelled pairs."""

import csv
from pathlib import Path

import pytest
from tests.scoring import links

from sarai.model.vocabulary import Verdict


def test_no_automatic_link_of_the_held_out_half_is_wrong() -> None:
    held = links.score([pair for pair in links.pairs() if pair.half == "b"])
    assert not held.wrong
    assert held.right / held.belong >= 0.7
    assert (held.right + held.asked_belong) / held.belong >= 0.89


@pytest.mark.shared
def test_no_automatic_link_of_the_second_set_is_wrong(shared: Path) -> None:
    found = links.score(links.published(shared))
    assert not found.wrong
    assert found.right / found.belong >= 0.6
    assert (found.right + found.asked_belong) / found.belong >= 0.9


def test_cross_validated_precision_has_a_lower_bound_of_97_percent() -> None:
    found = links.across(links.pairs())
    assert found.bound >= 0.97
    assert found.right / found.belong >= 0.7


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


def test_the_second_readers_sheet_tells_nothing_of_the_first_and_is_empty(tmp_path: Path) -> None:
    with links.BLIND.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows == links.blind()
    assert not {"half", "hard", "basis", "family"} & rows[0].keys()
    assert {(row["label"], row["who"], row["why"]) for row in rows} == {("", "", "")}
    with pytest.raises(SystemExit, match="nobody"):
        links.second(links.BLIND)
    filled = tmp_path / "filled.csv"
    with filled.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        truth = {pair.name: pair.belongs for pair in links.pairs()}
        for place, row in enumerate(rows):
            said = truth[row["pair"]] is not (place % 25 == 0)
            writer.writerow({**row, "label": "link" if said else "no link", "who": "A. Reader", "why": "made up"})
    assert "100 pairs, 96 alike" in links.second(filled)
