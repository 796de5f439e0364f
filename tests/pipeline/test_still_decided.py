"""What a person decided about characters of a text stays decided when rules move the ends of claims."""

from sarai.pipeline.accepted import still_decided
from sarai.reading import read_text

TEXT = "Japan gave Kenya a grant of $5 million. Norway pledged Kenya a loan of $2 million for roads."


def test_a_decision_stands_on_its_characters() -> None:
    claims = read_text(TEXT)
    first, second = claims
    assert still_decided({(first.start, first.end, first.modality)}, claims) == {first.id}
    moved = (second.start + 3, second.end - 10, second.modality)
    assert still_decided({moved}, claims) == {second.id}
    assert still_decided({(second.start + 3, second.end - 10, "signed")}, claims) == set()
    assert still_decided({(0, 5, first.modality)}, claims) == {first.id}
    assert still_decided(set(), claims) == set()
