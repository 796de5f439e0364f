"""From what an agency states of its portfolio to what can be shown, step by step; each step opens by a command."""

import shlex
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from sarai.analyses.portfolio import questions
from sarai.analyses.portfolio.stated import StatedPortfolio
from sarai.model.question import ask
from sarai.model.vocabulary import Kind
from sarai.session import Session

TABLE = """
step           text    -  what the figure is
value          sum     [unit]  the figure; below zero where a step takes off
records        int     [records]  records in it; none of a figure that is stated whole
without_value  int     [records]  of them without a value
opens          text    -  the command that shows its rows
"""

_Row = dict[str, Any]


def steps(session: Session, claim: StatedPortfolio) -> list[_Row]:
    """Claimed; then all that the records' source tells of the pair, within the claim's years, surely the agency's.

    The last is what other sources' totals of the pair come to: another definition of money, never taken off.
    """
    whole = claim.figure("money", "all")
    source = {each.record.partition(":")[0] for each in claim.members}
    if whole is None or len(source) != 1:
        return []
    pair = {"partner": claim.partner, "recipient": claim.recipient}
    own = {**pair, "source": source.pop()}
    rows = questions.explain(session, ask(filters=own)).rows
    first, last = session.release.study.get("years") or (claim.first, claim.last)
    sure = {each.record for each in claim.sure}

    def dated(row: Mapping[str, Any]) -> bool:
        return row["year"] is not None

    def within(row: Mapping[str, Any]) -> bool:
        return dated(row) and claim.first <= row["year"] <= claim.last

    def surely(row: Mapping[str, Any]) -> bool:
        return row["key"].rpartition("#")[0] in sure

    def step(name: str, holds: Callable[[Mapping[str, Any]], bool], opens: str, sign: int = 1) -> _Row:
        return _row(name, [row for row in rows if holds(row)], opens, sign)

    def only(name: str, holds: Callable[[Mapping[str, Any]], bool], sign: int = 1) -> _Row:
        keys = sorted({row["key"].rpartition("#")[0] for row in rows if holds(row)})
        return step(name, holds, _opens(session, {**own, "activity": ",".join(keys)}), sign)

    span = f"{claim.first}-{claim.last}"
    found = [
        {
            "step": "claimed, as stated",
            "value": whole.value,
            "records": None,
            "without_value": None,
            "opens": whole.url,
        },
        step("all that the records' source tells of the pair", lambda row: True, _opens(session, own)),
        step("less what has no year", lambda row: not dated(row), _opens(session, {**own, "year": "none"}), -1),
        step("in a known year", dated, _opens(session, {**own, "year": f"{first}-{last}"})),
        step(
            f"less other years than {span}",
            lambda row: dated(row) and not within(row),
            _opens(session, {**own, "year": _others(claim, first, last)}),
            -1,
        ),
        step("within the claim's years", within, _opens(session, {**own, "year": span})),
        only("less what is not surely the agency's", lambda row: within(row) and not surely(row), -1),
        only("surely the agency's, within its years", lambda row: within(row) and surely(row)),
    ]
    return found + list(_elsewhere(session, pair))


def _others(claim: StatedPortfolio, first: int, last: int) -> str:
    spans = [(first, claim.first - 1), (claim.last + 1, last)]
    return ",".join(f"{start}-{end}" for start, end in spans if start <= end) or "none"


def _row(name: str, rows: list[Mapping[str, Any]], opens: str, sign: int) -> _Row:
    value = sum((row["value"] for row in rows if row["value"] is not None), Decimal())
    silent = sum(1 for row in rows if row["value"] is None)
    return {"step": name, "value": sign * value, "records": len(rows), "without_value": silent, "opens": opens}


def _elsewhere(session: Session, pair: Mapping[str, str]) -> Iterable[_Row]:
    """What other sources total of the pair as disbursed: another definition."""
    question = ask(by=["source"], filters={**pair, "kind": Kind.DISBURSEMENT})
    for row in questions.total(session, question).rows:
        told = questions.explain(
            session, ask(filters={**pair, "kind": Kind.DISBURSEMENT, "source": row["source"]})
        ).rows
        yield {
            "step": f"beside it, not taken off: disbursed by {session.title_of(row['source'])}",
            "value": row["preferred"],
            "records": row["n"],
            "without_value": sum(1 for each in told if each["value"] is None),
            "opens": _opens(session, {**pair, "source": row["source"], "kind": Kind.DISBURSEMENT}),
        }


def _opens(session: Session, asked: Mapping[str, str]) -> str:
    told = " ".join(f"--{name} {shlex.quote(str(value))}" for name, value in asked.items())
    return f"sarai explain {shlex.quote(session.folder.name)} {told}"
