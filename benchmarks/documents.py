"""``python -m benchmarks.documents``: characters of text read in a second of one core.

Texts of a megabyte: the article of the shared data where it lies beside the checkout (SARAI_SHARED, else ../shared),
the texts of the scoring, in which nearly every sentence tells a claim, and prose in which one sentence in ten does.
Every copy has numbers of its own, so that nothing is read twice. Times are processor time, the median of several runs.
"""

import argparse
import os
import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.scoring.unseen import unseen

from sarai.reading import read_text

PROSE = (
    "The valley lies between two ridges, and the road follows the river through it.",
    "In the morning the market fills with people who come down from the villages above.",
    "She had worked in the archive for most of her life and knew where every folder stood.",
    "Nobody remembers why the old bridge was painted green, but it has stayed so ever since.",
    "The second part of the book is slower, with long passages on the weather and the light.",
    "Most of the houses have a garden, and in autumn the smoke of burning leaves hangs over them.",
    "What the museum shows is a small part of what it keeps, as its keepers like to say.",
    "Between the station and the harbour there are 14 bakeries, of which 3 open on Sundays.",
    "Readers have asked for shorter articles, and writers for more room; both have a point.",
)
"""Sentences of our own that tell no cooperation facts."""


def dense() -> str:
    """The texts of the scoring, one after another."""
    return "\n\n".join(text.text for text in unseen())


def mixed() -> str:
    """The sentences of the scoring's texts with nine of prose around each."""
    told = [each for each in re.split(r"(?<=[.!?])\s+", dense()) if each]
    return "\n\n".join(f"{each} {' '.join(PROSE)}" for each in told)


def copies(text: str) -> Iterator[str]:
    """The text again and again, each copy with other digits."""
    moved = "123456789"
    while True:
        yield text.translate(str.maketrans("123456789", moved))
        moved = moved[1:] + moved[0]


def filled(text: str, size: int) -> str:
    """Copies of a text up to a number of characters."""
    parts: list[str] = []
    for part in copies(text):
        parts.append(part)
        if sum(map(len, parts)) >= size:
            return "\n\n".join(parts)[:size]
    raise AssertionError("copies never ends")


def texts() -> Iterator[tuple[str, str]]:
    """The texts that are read, with what they are."""
    article = Path(os.environ.get("SARAI_SHARED", Path(__file__).parents[2] / "shared")) / "seed" / "article.txt"
    if article.is_file():
        yield "an article as it was extracted", article.read_text(encoding="utf-8")
    yield "every sentence tells a claim", dense()
    yield "one sentence in ten does", mixed()


def main() -> None:
    """Measure each text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of each text")
    parser.add_argument("--runs", type=int, default=5, help="runs whose median is given")
    options = parser.parse_args()
    read_text(dense())
    for name, text in texts():
        whole = filled(text, options.size)
        taken = []
        for _ in range(options.runs):
            began = time.process_time()
            found = read_text(whole)
            taken.append(time.process_time() - began)
        seconds = statistics.median(taken)
        print(f"{name:31} {len(whole) / 1e6 / seconds:5.2f} MB/s  {seconds:5.2f} s  {len(found):6,} claims")


if __name__ == "__main__":
    main()
