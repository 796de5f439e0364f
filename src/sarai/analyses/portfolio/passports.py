"""Money asked of a release as figures with passports."""

import shlex
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.analyses.portfolio import cells, questions
from sarai.model.figures import Figure, Passports, Style, Total
from sarai.model.question import Question, ask
from sarai.session import Session, Stated

SHOWN = 3
"""Source rows that a passport prints itself; the rest is told as a count and a sum."""

SUM = "sum of the rows' values; value = amount x rate / deflator x shares, a blank factor being one"


class MoneyPassports(Passports):
    """The passports issued for one document about one release, of which money is asked."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._cells: dict[object, list[Total]] = {}

    def money(
        self,
        *,
        says: str,
        by: Sequence[str] = (),
        prices: str = "current",
        style: Style = Style.MILLIONS,
        **filter_by: Stated,
    ) -> list[Total]:
        """The cells of a breakdown, each total with its passport. ``says`` is the statement without its keys.

        Raises:
            QuestionError: as :meth:`sarai.study.Study.total`.
        """
        question = ask(by=by, prices=prices, filters=filter_by)
        asked = (says, style, question.by, question.prices, tuple(sorted(question.filters.items())))
        if asked not in self._cells:
            self._cells[asked] = self._breakdown(question, says, style)
        return self._cells[asked]

    def _breakdown(self, question: Question, says: str, style: Style) -> list[Total]:
        chosen = questions.select(self.session, question)
        unit = questions.unit(self.session, question, chosen)
        names = self.session.file_names
        found = cells.of(self.session).breakdown(chosen, question.by, question.counting, first=SHOWN)
        for cell in found:
            for row in cell.behind:
                row["file_name"] = names.get(row["file"])
        return [self._cell(cell.sums, question, says, unit, cell.behind, style) for cell in found]

    def _cell(
        self,
        row: Mapping[str, Any],
        question: Question,
        says: str,
        unit: str,
        behind: Sequence[Mapping[str, Any]],
        style: Style,
    ) -> Total:
        keys = {each: row[each] for each in question.by}
        told = ", ".join([says, *(f"{name.replace('_', ' ')} {_word(value)}" for name, value in keys.items())])
        count = behind[0]["cell_rows"] if behind else 0
        whole = behind[0]["cell_value"] if behind else None
        shown = sum((each["value"] for each in behind if each["value"] is not None), Decimal())
        common: dict[str, Any] = {
            "unit": unit,
            "how": SUM,
            "rows": behind,
            "more_rows": count - len(behind),
            "more_value": None if whole is None else whole - shown,
            "command": _command(self.session, question, keys),
        }
        preferred = self.issue(says=told, value=row["preferred"], style=style, **common)
        figures = {
            level: preferred
            if row[level] == row["preferred"]
            else self.issue(
                says=f"{told}, counted {level}",
                value=row[level],
                unit=unit,
                how=f"{SUM}; counting {level}: {_LEVELS[level]}",
                parts=(preferred.passport,),
                command=_command(self.session, question, keys, counting=level),
                style=style,
            )
            for level in ("low", "high")
        }
        return Total(
            keys, figures["low"], preferred, figures["high"], Figure(row["n"], preferred.passport, Style.COUNT)
        )


_LEVELS = {
    "low": "only rows that no rule doubts",
    "high": "also rows that may be told twice, as long as that is not proven",
}


def _word(value: object) -> str:
    return "not stated" if value is None else str(value)


def _command(session: Session, question: Question, keys: Mapping[str, Any], *, counting: str = "preferred") -> str:
    """The command that prints every row behind a cell."""
    filters = {name: ",".join(values) for name, values in question.filters.items() if values}
    for name, value in keys.items():
        filters["sector" if name == "sector_group" else name] = "none" if value is None else str(value)
    told = [f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in filters.items()]
    if question.prices != "current":
        told.append(f"--prices {question.prices}")
    if counting != "preferred":
        told.append(f"--counting {counting}")
    return " ".join(["sarai explain", shlex.quote(session.folder.name), *told])
