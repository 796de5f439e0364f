"""A question to the ledger: which money, of whom, by what, in which prices, counted how."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Counting, Measure

NOT_STATED = "none"
"""What a filter calls a value that no source states."""

DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "recipient": "ISO code of the country, or DAC code of the region",
        "partner": "the provider of the money: ISO code, organisation code, or `several`",
        "agency": "donor and agency",
        "year": "year of the statement in the source's year basis",
        "kind": "commitment, disbursement, ...",
        "flow_class": "ODA, other official flows, vague, ...",
        "family": "whose definition of money: reported, tracked, ...",
        "finance_type": "DAC finance type",
        "sector": "sector as stated",
        "sector_group": "DAC group of the sector",
        "status": "where the activity stands",
        "source": "publisher's family of data",
        "dataset": "release of that family",
        "place": "place below the country",
        "topic": "today's topic",
        "tier": "how close the source stands to the fact",
        "currency": "currency as stated",
        "source_basis": "the publisher's own series: currency, prices, base year",
        "rule": "the rule that decided whether a row is counted",
        "activity": "the record itself",
    }
)
"""What a total can be broken down by, and what each is."""

FILTERS: tuple[str, ...] = (
    "partner",
    "agency",
    "recipient",
    "year",
    "kind",
    "flow_class",
    "family",
    "finance_type",
    "sector",
    "status",
    "source",
    "dataset",
    "place",
    "topic",
    "tier",
    "activity",
)
"""What a question can be narrowed by."""

Word = TypeVar("Word", Measure, Counting)

_PRICES = re.compile(r"source|current|constant:(\d{4})")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Filters hold the values as they were asked; answers resolve them to codes.

    ``prices`` is ``source`` (the publisher's own series), ``current`` or ``constant:YEAR``. Unlike money comes apart
    unless it is asked for ``mixed``. ``as_published`` counts reorganised debts as their publishers do,
    and so do prices of ``source``.

    Raises:
        QuestionError: an unknown dimension or filter, or prices that are none of the three.
    """

    by: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prices: str = "current"
    measure: Measure = Measure.COMMITTED
    counting: Counting = Counting.PREFERRED
    mixed: bool = False
    as_published: bool = False

    def __post_init__(self) -> None:
        for dimension in self.by:
            if dimension not in DIMENSIONS:
                raise QuestionError(
                    f"unknown dimension {dimension!r}", where="--by", cure=f"known: {', '.join(DIMENSIONS)}"
                )
        if len(set(self.by)) != len(self.by):
            raise QuestionError("a dimension stands twice", where="--by", cure="name each once")
        for name in self.filters:
            if name not in FILTERS:
                raise QuestionError(f"unknown filter {name!r}", cure=f"known: {', '.join(FILTERS)}")
        if not _PRICES.fullmatch(self.prices):
            raise QuestionError(
                f"unknown prices {self.prices!r}",
                where="--prices",
                cure="use source, current or constant:YEAR",
            )

    @property
    def price_year(self) -> int | None:
        """The year of constant prices, if the question asks for them."""
        match = _PRICES.fullmatch(self.prices)
        return int(match.group(1)) if match and match.group(1) else None


def ask(
    *,
    by: str | Sequence[str] = (),
    prices: str = "current",
    measure: str = "committed",
    counting: str = "preferred",
    mixed: bool = False,
    as_published: bool = False,
    filters: Mapping[str, str | int | Sequence[str | int] | None] = MappingProxyType({}),
) -> Question:
    """A question from plain words, as the command line and the Python API state it.

    Lists may be written with commas; a filter of ``None`` is no filter, ``"none"`` asks for rows
    where the value is not stated.

    Raises:
        QuestionError: a word that is none of those the option takes.
    """
    return Question(
        by=_listed(by),
        filters=MappingProxyType({name: _listed(value) for name, value in filters.items() if value is not None}),
        prices=prices,
        measure=_word(Measure, measure, "--measure"),
        counting=_word(Counting, counting, "--counting"),
        mixed=mixed,
        as_published=as_published,
    )


def _listed(value: str | int | Sequence[str | int]) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, int):
        return (str(value),)
    return tuple(str(part) for part in value)


def _word(kind: type[Word], value: str, where: str) -> Word:
    try:
        return kind(value)
    except ValueError as error:
        raise QuestionError(f"unknown word {value!r}", where=where, cure=f"use {', '.join(kind)}") from error
