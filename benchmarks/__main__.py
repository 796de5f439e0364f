"""``python -m benchmarks``: the questions of the command line, timed on a made-up ledger.

Prints the median and the 95th percentile of each question over repeated runs in one process, against a
limit: DuckDB summing one column of the same files with no question at all.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.generate import PER_ACTIVITY, about, ledger

ROOT = Path(__file__).parent / "ledgers"


def timed(ask: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after one run that does not count."""
    ask()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    folder = ledger(ROOT / str(options.activities), options.activities)
    print(f"{options.activities * PER_ACTIVITY:,} contributions; {about(folder)}")

    import sarai
    from sarai.analyses import portfolio
    from sarai.model.question import ask

    study = sarai.open(folder)

    def figures(by: tuple[str, ...], **filters: str) -> Callable[[], object]:
        chosen = study.select(ask(by=by, filters=filters))
        return lambda: portfolio.total(study.connection, chosen, by)

    def rows(**filters: str) -> Callable[[], object]:
        chosen = study.select(ask(filters=filters))
        return lambda: portfolio.explained(study.connection, chosen, ask().counting)

    questions: dict[str, Callable[[], object]] = {
        "limit: sum of one column": lambda: study.connection.execute(
            "SELECT sum(value_current) FROM contribution"
        ).fetchall(),
        "pair: partner x recipient, by year": figures(("year",), partner="CN", recipient="KZ"),
        "recipient, by partner": figures(("partner",), recipient="TJ"),
        "recipient, by sector and year": figures(("sector", "year"), recipient="UZ"),
        "grand total": figures(()),
        "grand total by partner": figures(("partner",)),
        "grand total by partner x sector x year": figures(("partner", "sector", "year")),
        "explain a pair and year": rows(partner="CN", recipient="KZ", year="2015"),
        "whole answer with notes: pair": lambda: study.total(by="year", partner="CN", recipient="KZ"),
    }
    print(f"{'question':<42}{'median ms':>10}{'p95 ms':>10}")
    for name, question in questions.items():
        median, high = timed(question, options.runs)
        print(f"{name:<42}{median:>10.1f}{high:>10.1f}")
    command = [sys.executable, "-c", "from sarai.cli import main; main()", "--help"]
    median, high = timed(lambda: subprocess.run(command, capture_output=True, check=True), options.runs)
    print(f"{'sarai --help':<42}{median:>10.1f}{high:>10.1f}")


if __name__ == "__main__":
    main()
