"""What an answer shows: its indicator, how it is made, and the columns of its tables.

A card stands beside the function that answers; all of them stand in ``sarai.analyses.indicators``. Columns are written
down as those of the canonical tables are, ``name  type  codelist-or-unit  about``, where a type may also be ``sum``
(decimal(38,2)), ``shares``, ``counts`` or ``words`` (a number, whole number or text for each of some words),
``numbers``, ``flag``, ``one:PART`` and ``many:PART``, whose columns are written down under the name of the part, or
``as:TABLE``, the column of that name in a canonical table. A ``~`` in a name stands for a blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

MAIN = "rows"
"""The table that every answer has."""


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator: its ``formula`` in words, what has to be loaded (``needs``), where its ``method`` comes from.

    ``tables`` are the columns of the answer's tables by name, those of ``rows`` first, ``parts`` the columns of what is
    nested in them. Where ``by`` is true the rows begin with the dimensions that were asked for.
    """

    id: str
    name: str
    unit: str
    formula: str
    needs: tuple[str, ...]
    method: str
    tables: Mapping[str, str]
    caveats: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    by: bool = False

    def schema(self, table: str = MAIN, *, by: Sequence[str] = ()) -> "pa.Schema":
        """The Arrow schema of one of the tables.

        Raises:
            KeyError: the answer has no such table.
        """
        import pyarrow as pa

        from sarai.model import tables

        fields = tables.fields(self.tables[table], self.parts)
        if table == MAIN and by:
            fields = [*(tables.dimension(name) for name in by), *fields]
        return pa.schema(fields)
