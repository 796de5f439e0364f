"""Which contributions a question is about, as SQL with bound parameters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sarai.model import tables
from sarai.model.errors import QuestionError
from sarai.model.question import DIMENSIONS
from sarai.model.vocabulary import Kind, Standing

_DIFFERENCES = ("itemised", "records_above_total", "handed_on_in_part")
"""Rules of rows that are no money of their own, but what two others have in common or differ by."""

CONTRIBUTION = "contribution"
"""The relation of contributions as the build priced them."""

SUMMED = "cube.contribution"
"""The narrow copy of them, of the rows that speak for their records, where a release has one."""

SUMMED_TIERS = "cube.tier_words"
"""The type of its column ``tier``, which numbers the words that stand there."""

QUALITIES = "qualities"
"""The words of ``quality`` in one text, with a bar between them; a column of the narrow copy."""

VALUES = ("value_current", "value_constant", "value_source")


_JOINED = f"array_to_string(quality, '|') AS {QUALITIES}"

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: SQL with ``?`` for each of ``values``.

    A condition ``before_ranking`` chooses whose telling is asked (source, dataset); all others are
    applied after the speaking copy of each record is known. ``dimension`` is the column that it narrows, where a
    row that does not state it falls out without having been asked away; nor has any row that a condition ``of_measure``
    leaves out, since nobody named it.
    """

    sql: str
    values: tuple[object, ...] = ()
    before_ranking: bool = False
    dimension: str | None = None
    of_measure: bool = False


def speaking(rows: str, *, asked: bool) -> str:
    """The rows of the one copy that speaks for each record: of all copies, or of those that are ``asked``."""
    if not asked:
        return f"(FROM {rows} WHERE same_rank = 1)"
    first = "min(same_rank) OVER (PARTITION BY same_group) AS first_rank"
    return f"(SELECT * EXCLUDE (first_rank) FROM (SELECT *, {first} FROM {rows}) WHERE same_rank = first_rank)"


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of ``contribution`` under conditions, valued in one of its three value columns.

    ``asked`` are rules whose rows a question asks for, and where they then stand; ``relation`` holds the rows, as the
    build priced them or as :mod:`sarai.analyses.portfolio.repriced` does. ``summed`` are the columns of the narrow
    copy: a question that asks of no others, and of no one source's telling, is answered from it, by the same SQL.

    Raises:
        QuestionError: a value column that is none of the three.
    """

    value: str
    kinds: tuple[Kind, ...]
    conditions: tuple[Condition, ...] = ()
    asked: tuple[tuple[str, Standing], ...] = ()
    relation: str = CONTRIBUTION
    summed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.value not in VALUES:
            raise QuestionError(f"unknown value column {self.value!r}", cure=f"known: {', '.join(VALUES)}")

    def rows(self, columns: Sequence[str]) -> tuple[str, list[object]]:
        """A query of the given columns, with ``value`` and ``stands`` (the standing that applies here)."""
        placeholders = ", ".join("?" for _ in self.kinds)
        after = [each for each in self.conditions if not each.before_ranking]
        query, parameters = self.of_any_kind(columns)
        where = [f"kind IN ({placeholders})", *(each.sql for each in after)]
        parameters += [str(kind) for kind in self.kinds]
        parameters += [value for each in after for value in each.values]
        return f"{query} AND {' AND '.join(where)}", parameters

    def read(self, columns: Sequence[str]) -> tuple[str, list[object]]:
        """Every row under the conditions as it was read: of every kind, each copy, in a total or not."""
        where = " AND ".join(each.sql for each in self.conditions) or "true"
        values = [value for each in self.conditions for value in each.values]
        return f"SELECT {', '.join(columns)} FROM {self.relation} WHERE {where}", values

    def of_any_kind(self, columns: Sequence[str]) -> tuple[str, list[object]]:
        """As :meth:`rows`, of every kind and before any condition but whose telling is asked."""
        before = [each for each in self.conditions if each.before_ranking]
        parameters: list[object] = [value for each in before for value in each.values]
        asked = f"WITH asked AS (SELECT * FROM {self.relation} WHERE {' AND '.join(each.sql for each in before)}) "
        if self.narrow(columns):
            listed, source = ", ".join(columns), SUMMED
        else:
            listed = ", ".join(_JOINED if each == QUALITIES else each for each in columns)
            source = speaking("asked" if before else self.relation, asked=bool(before))
        query = (
            f"{asked if before else ''}SELECT {listed}{', ' if listed else ''}{self.value} AS value, "
            f"{self._stands()} AS stands FROM {source} WHERE true"
        )
        return query, parameters

    def narrow(self, columns: Sequence[str]) -> bool:
        """Whether the narrow copy holds all that is asked."""
        if not self.summed or self.relation != CONTRIBUTION or any(each.before_ranking for each in self.conditions):
            return False
        asked = " ".join([*columns, *(each.sql for each in self.conditions), self.value, "kind standing rule"])
        known = {*tables.schema("contribution").names, QUALITIES}
        return known.intersection(_WORD.findall(asked)) <= self.summed

    def _stands(self) -> str:
        # Whoever asks for pledges by name, or one source alone, asks what the rule against them set aside.
        asked = dict(self.asked)
        if self.kinds == (Kind.PLEDGE,):
            asked["pledge_not_firm"] = Standing.CERTAIN
        before = any(each.before_ranking for each in self.conditions)
        if before:
            asked["stock_on_a_date"] = Standing.CERTAIN
        if not asked:
            return "standing"
        # A rule that weighs two statements against each other holds where both are asked.
        lone = (
            f"WHEN beside NOT IN (SELECT key FROM asked) THEN CASE WHEN rule IN {_DIFFERENCES} THEN 'out' "
            "ELSE 'certain' END "
            if before
            else ""
        )
        named = "".join(f"WHEN rule = '{rule}' THEN '{stands}' " for rule, stands in asked.items())
        return f"CASE {lone}{named}ELSE standing END"


def checked(by: Sequence[str]) -> list[str]:
    """Dimensions that may stand in SQL.

    Raises:
        QuestionError: a name that is no dimension.
    """
    for dimension in by:
        if dimension not in DIMENSIONS:
            raise QuestionError(f"unknown dimension {dimension!r}", cure=f"known: {', '.join(DIMENSIONS)}")
    return list(by)
