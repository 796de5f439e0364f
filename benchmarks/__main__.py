"""``python -m benchmarks``: the questions of the command line, timed on a made-up ledger.

Prints the median and the 95th percentile of each question over repeated runs in one process, against a
limit: DuckDB summing one column of the same files with no question at all.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.generate import PER_ACTIVITY, about, ledger

ROOT = Path(__file__).parent / "ledgers"


def _processor() -> float:
    """Seconds of the processor that this process and those it waited for have taken."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def timed(ask: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Median and 95th percentile by the clock and median of the processor, in milliseconds; one run does not count."""
    ask()
    taken, spent = [], []
    for _ in range(runs):
        start, before = time.perf_counter(), _processor()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
        spent.append((_processor() - before) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1], statistics.median(spent)


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    folder = ledger(ROOT / str(options.activities), options.activities)
    print(f"{options.activities * PER_ACTIVITY:,} contributions; {about(folder)}")

    import sarai
    from sarai.analyses.portfolio import questions as asked
    from sarai.analyses.portfolio import totals
    from sarai.model.question import ask

    study = sarai.open(folder)

    def figures(by: tuple[str, ...], *, from_file: bool = True, **filters: str) -> Callable[[], object]:
        chosen = asked.select(study, ask(by=by, filters=filters))
        chosen = replace(chosen, summed=chosen.summed if from_file else frozenset())
        return lambda: totals.total(study.connection, chosen, by)

    def rows(**filters: str) -> Callable[[], object]:
        chosen = asked.select(study, ask(filters=filters))
        return lambda: totals.explained(study.connection, chosen, ask().counting)

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
        "grand total, from the parts": figures((), from_file=False),
        "by partner x sector x year, from the parts": figures(("partner", "sector", "year"), from_file=False),
        "explain a pair and year": rows(partner="CN", recipient="KZ", year="2015"),
        "whole answer with notes: pair": lambda: study.total(by="year", partner="CN", recipient="KZ"),
    }
    print(f"{'question':<44}{'median ms':>10}{'p95 ms':>10}{'processor':>10}")
    for name, question in questions.items():
        print(f"{name:<44}" + "".join(f"{told:>10.1f}" for told in timed(question, options.runs)))
    command = [sys.executable, "-c", "from sarai.cli import main; main()", "--help"]
    told = timed(lambda: subprocess.run(command, capture_output=True, check=True), options.runs)
    print(f"{'sarai --help':<44}" + "".join(f"{each:>10.1f}" for each in told))


if __name__ == "__main__":
    main()
