"""Made tables in any number, with the shares per hazard: ``python tests/foreign/run.py 100000``.

Behind the number may stand the first seed, and the seconds after which no further table is begun.
"""

import sys
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from judging import Outcome, judge  # noqa: E402

import foreign  # noqa: E402

AT_ONCE = 200


def one(seed: int) -> tuple[int, tuple[str, ...], str, str]:
    """The outcome of the table of a seed."""
    with tempfile.TemporaryDirectory() as folder:
        path, made = foreign.make(seed, Path(folder))
        judged = judge(path, made, Path(folder))
    return seed, made.hazards, judged.outcome, judged.told


def main(tables: int, first: int = 0, seconds: int = 0) -> int:
    """Print how many are right, asked, named and wrong, over all and per hazard; returns the wrong ones."""
    until = time.monotonic() + seconds if seconds else float("inf")
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    wrong = []
    with ProcessPoolExecutor() as pool:
        for start in range(first, first + tables, AT_ONCE):
            if time.monotonic() > until:
                break
            for seed, hazards, outcome, told in pool.map(
                one, range(start, min(start + AT_ONCE, first + tables)), chunksize=25
            ):
                for hazard in ("all tables", *hazards):
                    outcomes[hazard][outcome] += 1
                if outcome == Outcome.WRONG:
                    wrong.append((seed, hazards, told))
    print(f"{'hazard':40} {'tables':>8} {'right':>7} {'asked':>7} {'named':>7} {'wrong':>7}")
    for hazard, counts in sorted(outcomes.items(), key=lambda item: -item[1].total()):
        shares = " ".join(f"{counts[each] / counts.total():>6.1%} " for each in Outcome)
        print(f"{hazard:40} {counts.total():>8,} {shares}")
    for seed, hazards, told in wrong[:20]:
        print(f"\nseed {seed}: {', '.join(hazards)}\n{told}")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
