"""``python -m benchmarks.names``: names of organisations looked up, a million at a time, as columns hold them.

Prints medians of processor time for names that are known, names that nobody has, and a column as files hold it.
Known names are spelled at will, so that a million of them differ; each round asks the same list.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence

from sarai import codelists

_WORDS = (
    "Ministry of Public Works Fund Bank National Agency Development Water Railways Holding Company Ltd Trust Institute "
    "Global North River Power Energy the and for Group International Foundation"
).split()


def known(rng: random.Random) -> str:
    """A name of the lists, its letters large and small at will."""
    name = rng.choice(_LISTED)
    return "".join(letter.upper() if rng.random() < 0.5 else letter.lower() for letter in name)


def nobody(rng: random.Random) -> str:
    """A name as bodies have, which none has."""
    return f"{' '.join(rng.choices(_WORDS, k=rng.randint(2, 5)))} {rng.randint(1, 10**6)}"


_LISTED = [name for one in codelists.every_organisation() for name in (one.name, *codelists.other_names(one.code))]


def different(make: Callable[[random.Random], str], number: int) -> list[str]:
    """So many different names."""
    rng, found = random.Random(3), set()
    while len(found) < number:
        found.add(make(rng))
    return sorted(found, key=lambda name: rng.random())


def column(number: int) -> list[str]:
    """A column as files hold it: 20,000 different names, four of five known, each many times."""
    rng = random.Random(5)
    held = [known(rng) for _ in range(16_000)] + [nobody(rng) for _ in range(4_000)]
    return rng.choices(held, k=number)


def seconds(ask: Callable[[Sequence[str]], object], names: Sequence[str], runs: int) -> float:
    """Median processor time."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        ask(names)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    codelists.organisations_named(["Japan", "Ministry of nowhere"])
    print(f"{options.names:,} names, processor seconds, median of {options.runs}")
    for told, names in (
        ("a column as files hold it (20,000 different)", column(options.names)),
        ("all different, known", different(known, options.names)),
        ("all different, nobody's", different(nobody, options.names)),
    ):
        together = seconds(codelists.organisations_named, names, options.runs)
        alone = seconds(
            lambda some: [codelists.organisation_by_name.__wrapped__(name) for name in some], names[:50_000], 1
        )
        print(f"{told:<48}{together:>8.2f}   a name at a time {alone * options.names / 50_000:>8.2f}")


if __name__ == "__main__":
    main()
