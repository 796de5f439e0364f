"""A thousand published-looking tables whose truth is known: none gives a wrong total, and most need no answer."""

from collections import Counter
from pathlib import Path

import pytest
from judging import Outcome, judge

import foreign

TABLES = 1_000
UNASKED = 0.8
"""The least share that goes in without an answer."""


@pytest.mark.slow
def test_no_made_table_is_read_wrong(tmp_path: Path) -> None:
    outcomes: Counter[Outcome] = Counter()
    wrong = []
    for seed in range(TABLES):
        path, made = foreign.make(seed, tmp_path)
        judged = judge(path, made, tmp_path)
        outcomes[judged.outcome] += 1
        if judged.outcome is Outcome.WRONG:
            wrong.append(f"seed {seed}: {', '.join(made.hazards)}\n{judged.told}")
        path.unlink()
    assert not wrong, "\n\n".join(wrong[:5])
    assert outcomes[Outcome.RIGHT] >= UNASKED * TABLES, outcomes


def test_what_is_right_is_counted_by_its_maker(tmp_path: Path) -> None:
    """A judge that sees nothing would pass everything: a spoiled truth is told as wrong."""
    for seed in range(40):
        path, made = foreign.make(seed, tmp_path)
        if judge(path, made, tmp_path).outcome is Outcome.RIGHT:
            first = made.flows[0]
            spoiled = foreign.Flow(**{**first.__dict__, "amount": (first.amount or 0) + 1})
            told = judge(path, foreign.Made(**{**made.__dict__, "flows": (spoiled, *made.flows[1:])}), tmp_path)
            assert told.outcome is Outcome.WRONG
            return
    pytest.fail("none of forty tables was right")
