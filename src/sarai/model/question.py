"""A question to the ledger: which money, of whom, by what, in which prices, counted how."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from sarai.model import dimensions
from sarai.model.dimensions import Asked
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Counting, Measure, Rates

NOT_STATED = "none"
"""What a filter calls a value that no source states."""

DIMENSIONS: Mapping[str, str] = MappingProxyType({each.name: each.is_ for each in dimensions.DIMENSIONS})
"""What a total can be broken down by, and what each is."""

FILTERS: Mapping[str, str] = MappingProxyType(
    {each.name: each.filter for each in dimensions.DIMENSIONS if each.asked is not Asked.NOT}
)
"""What a question can be narrowed by, and what each filter takes."""

Word = TypeVar("Word", Measure, Counting, Rates)

_PRICES = re.compile(r"source|current|constant:(\d{4})")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Filters hold the values as they were asked; answers resolve them to codes.

    ``prices`` is ``source`` (the publisher's own series), ``current`` or ``constant:YEAR``. Unlike money comes apart
    unless it is asked for ``mixed``. ``as_published`` counts reorganised debts as their publishers do,
    and so do prices of ``source``. ``rates`` are those of months, or yearly averages alone.

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
    rates: Rates = Rates.MONTHLY

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
        if self.rates is Rates.ANNUAL and self.prices == "source":
            raise QuestionError(
                "the publishers' own series rest on no rate of ours",
                where="--rates",
                cure="leave it out, or ask --prices current or constant:YEAR",
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
    rates: str = "monthly",
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
        rates=_word(Rates, rates, "--rates"),
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
