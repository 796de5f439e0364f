"""What a release says of itself: its day and currency, its data sets, who publishes them and what they could hold."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from sarai.study import Study

Row = Mapping[str, Any]


class Datasets:
    """A release and its data sets."""

    def __init__(self, study: Study) -> None:
        self.study = study

    @property
    def release(self) -> int:
        """The number of the release."""
        return self.study.release.number

    @property
    def on(self) -> dt.date:
        """The day to which the release's data reach."""
        return self.study.release.committed_at.date()

    @property
    def title(self) -> str:
        """The study's title."""
        return self.study.title

    @property
    def currency(self) -> str:
        """The release's currency."""
        return self.study.release.currency

    @cached_property
    def datasets(self) -> Mapping[str, Row]:
        """The datasets of the release by name, as its manifest tells them."""
        return self.study.release.datasets

    def title_of(self, source: str) -> str:
        """What a source's data are called: its card's title, or its dataset's where it has one only."""
        cards = self.study.source_cards
        if source in cards:
            return _brief(cards[source].title)
        told = [str(each["title"]) for each in self.datasets.values() if each["source"] == source]
        return _brief(told[0]) if len(told) == 1 else source

    def url_of(self, dataset: str | None, source: str | None) -> str:
        """The publisher's page of a dataset, where a record has none of its own."""
        told = self.datasets.get(dataset or "", {})
        card = self.study.source_cards.get(source or "")
        return str(told.get("url") or (card.url if card else "") or "")

    def publisher_of(self, dataset: str | None, source: str | None) -> str:
        """Who publishes a dataset."""
        told = self.datasets.get(dataset or "", {})
        card = self.study.source_cards.get(source or "")
        return str(told.get("publisher") or (card.publisher if card else "") or source or "")

    def scope_of(self, source: str) -> Sequence[Row]:
        """What the datasets of a source could hold."""
        return [each["scope"] for each in self.datasets.values() if each["source"] == source]


def _brief(title: str) -> str:
    """A title as pictures name their source: what stands before the first mark, and before whom, when or by what."""
    head = re.split(r"[:,;]", title)[0]
    short = re.split(r" (?:to the|to|by|on|since|for) ", head)[0]
    return short if len(short.split()) >= 2 else head
