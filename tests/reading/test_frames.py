"""Each frame's examples are read as they say; states and organisations are real, the facts made up."""

import pytest

from sarai.model.claim import Claim
from sarai.reading import lexicon, read_text
from sarai.reading.frames import aspects, frames, noun_places

EXAMPLES = lexicon.rows("examples.csv")


def told(claim: Claim) -> str:
    """A claim as the examples write it: *committed+ fact ADB>Kenya 5000000 USD*."""

    def names(slot: str) -> str:
        parties = (str(item.value) for item in claim.items(slot) if item.more.get("kind") != "leader")
        return "+".join(dict.fromkeys(parties))

    amount = next((item for item in claim.items("amount") if item.more.get("role") != "equivalent"), None)
    sum_ = f" {amount.value:.0f} {amount.more['currency']}" if amount is not None else ""
    return f"{claim.modality}{claim.polarity} {claim.certainty} {names('actor')}>{names('recipient')}{sum_}"


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["example"][:60])
def test_an_example_is_read_as_it_says(row: dict[str, str]) -> None:
    read = [told(claim) for claim in read_text(row["example"]) if claim.core]
    wanted = [each for each in row["claims"].split(" ; ") if each]
    assert set(wanted) <= set(read) if wanted else not read, read


def test_every_frame_has_an_example() -> None:
    assert set(frames()) <= {row["frame"] for row in EXAMPLES}


def test_every_verb_and_noun_evokes_a_frame() -> None:
    evoked = {row["frame"] for name in ("verbs.csv", "nouns.csv") for row in lexicon.rows(name)} - {"none"}
    assert evoked == set(frames())
    assert {row["otherwise"] for row in lexicon.rows("verbs.csv")} - {""} <= set(frames())


def test_every_frame_has_places_and_every_class_its_tenses() -> None:
    for frame in frames().values():
        assert frame.active, frame.name
        assert {aspect for family, aspect in aspects() if family == frame.family} >= {"past", "present", "future"}, (
            frame
        )
    assert noun_places()["owner"] == ("giver", 0)
