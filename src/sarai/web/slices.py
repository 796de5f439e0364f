"""Rows behind figures: loaded when a figure is opened, from disk or from a server, and whole without scripts.

A slice is one table of rows; its panels say which of them each figure is the sum of. It is written as a classic script
(``data/<name>.js``, one call, at most :data:`MOST` bytes a part), since pages opened from disk may load nothing else,
and as a plain page for readers without scripts.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sarai.model.errors import BriefError

MOST = 300_000
"""Bytes of one part."""

Value = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A cell of a row: text, a second line, and an address where it leads."""

    text: str
    note: str = ""
    href: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Its texts, as many as there are: text, note, address."""
        return (self.text, self.note, self.href) if self.href else (self.text, self.note) if self.note else (self.text,)

    def plain(self, again: Mapping[str, int]) -> str | int | list[str | int]:
        """As the script holds it: a text, or text, note and address; one told ``again`` by its place."""
        texts: list[str | int] = [again.get(each, each) for each in self.texts]
        return texts if len(texts) > 1 else texts[0]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of rows; ``number`` stands right."""

    head: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """What a figure opens into: a title with its value, what and how many in words, its rows and their sum.

    ``rows`` are places in the slice. ``total`` is the exact sum of their values, ``unit`` its unit; ``rule`` says in
    words what was counted, ``working`` how a figure that is no plain sum was worked out from it.
    """

    id: str
    title: str
    tells: str
    rows: tuple[int, ...]
    total: Value
    unit: str
    rule: str = ""
    working: str = ""


@dataclass
class Slice:
    """Rows of one kind with their values, and the panels that are sums of some of them."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Told, ...]]
    values: Sequence[Value]
    unit: str
    panels: dict[str, Panel] = field(default_factory=dict)
    elsewhere: bool = False
    """Whether another page writes it, so that this one only refers to it."""

    def open(
        self,
        name: str,
        *,
        title: str,
        tells: str,
        rows: Iterable[int] | None = None,
        total: Value = None,
        rule: str = "",
        working: str = "",
    ) -> str:
        """Make a panel of some rows, all of them where none are named; its id.

        Raises:
            BriefError: the rows do not add up to the total that is told, which is a fault of the program.
        """
        chosen = tuple(range(len(self.rows)) if rows is None else rows)
        held = [value for at in chosen if (value := self.values[at]) is not None]
        found: Value = sum(held[1:], held[0]) if held else None
        if total is not None and (found or 0) != total:
            raise BriefError(
                f"the rows of {name!r} add up to {found}, the figure is {total}",
                where=self.name,
                cure="report it: the rows behind a figure are to add up to it",
            )
        self.panels[name] = Panel(name, title, tells, chosen, found, self.unit, rule, working)
        return name

    def parts(self) -> list[str]:
        """The scripts that hold the slice: the first with heads and panels, each with as many rows as fit."""
        rules = dict.fromkeys(panel.rule for panel in self.panels.values() if panel.rule)
        head: dict[str, Any] = {
            "columns": [[column.head, int(column.number)] for column in self.columns],
            "unit": self.unit,
            "panels": {panel.id: _panel(panel, rules) for panel in self.panels.values()},
            "rules": list(rules),
        }
        again = self._again()
        told = [
            _encoded([None if value is None else _plain(value), *(cell.plain(again) for cell in row)])
            for row, value in zip(self.rows, self.values, strict=True)
        ]
        head["again"] = list(again)
        chunks: list[list[str]] = [[]]
        room = MOST - len(_encoded(head)) - 200
        for row in told:
            if chunks[-1] and room < len(row.encode()):
                chunks.append([])
                room = MOST - 200
            chunks[-1].append(row)
            room -= len(row.encode()) + 1
        head |= {"parts": len(chunks), "n": len(told)}
        return [
            f"sarai({_encoded(self.name)},{at},{_encoded(head if not at else {})},[{','.join(rows)}]);\n"
            for at, rows in enumerate(chunks)
        ]

    def _again(self) -> dict[str, int]:
        """Texts that stand in its rows more than once, and the place of each among them."""
        seen = Counter(text for row in self.rows for cell in row for text in cell.texts if len(text) > 5)
        return {text: at for at, text in enumerate(text for text, n in seen.items() if n > 1)}


def _panel(panel: Panel, rules: Iterable[str]) -> dict[str, Any]:
    """A panel as the script holds it; its rule, which many share, by its place among the slice's."""
    return {
        "title": panel.title,
        "tells": panel.tells,
        "rows": _runs(panel.rows),
        "total": None if panel.total is None else _plain(panel.total),
        "unit": panel.unit,
        "rule": list(rules).index(panel.rule) if panel.rule else None,
        "working": panel.working,
    }


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Places as spans, which are shorter."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return runs


def _plain(value: Decimal | int) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _encoded(value: object) -> str:
    """JSON that cannot end a script: no ``<``, none of the line ends that JavaScript knows and JSON does not."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return told.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def decoded(script: str) -> tuple[str, int, Mapping[str, Any], list[Any]]:
    """What a part of a slice holds; for readers other than the page.

    Texts told again are whole in the first part, which holds them, and their places in the others.
    """
    inner = script.strip().removeprefix("sarai(").removesuffix(");")
    name, part, head, rows = json.loads(f"[{inner}]")
    again = head.get("again", [])

    def whole(cell: Any) -> Any:
        if isinstance(cell, list):
            return [whole(each) for each in cell]
        return again[cell] if isinstance(cell, int) and again else cell

    return name, part, head, [[row[0], *map(whole, row[1:])] for row in rows]
