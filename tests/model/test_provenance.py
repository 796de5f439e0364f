"""A source's card: which of its formats a dataset is read in."""

import pytest

from sarai.model.errors import SourceChanged
from sarai.sources import cards


def test_every_dataset_of_a_source_has_its_layout() -> None:
    for card in cards().values():
        for each in card.formats:
            assert card.layout(each.dataset, where="file.csv") is each


def test_a_dataset_that_a_source_does_not_publish_is_refused_with_the_file() -> None:
    with pytest.raises(SourceChanged, match=r"file.csv: the reader knows no dataset 'none'") as caught:
        cards()["aiddata"].layout("none", where="file.csv")
    assert caught.value.cure == "sarai sources aiddata"
