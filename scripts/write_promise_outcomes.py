"""Write docs/promise-outcomes.md: the rules in words, and our outcomes beside those that the compilers judged.

``python scripts/write_promise_outcomes.py --shared FOLDER STUDY`` writes the page from a built study; with
``--check`` it writes nothing and exits with 1 where the page is not current.
"""

import argparse
import csv
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from sarai.analyses.promises.book import Book, book
from sarai.promises.announced import announced_again, score
from sarai.promises.case import Outcome
from sarai.promises.outcome import Judged
from sarai.promises.rules import RULES
from sarai.study import Study

PAGE = Path(__file__).parents[1] / "docs" / "promise-outcomes.md"
ON = "2026-04-30"

SAME: Mapping[str, tuple[Outcome, ...]] = {
    "kept_on_time": (Outcome.KEPT,),
    "kept_early": (Outcome.KEPT,),
    "kept_late": (Outcome.KEPT_LATE,),
    "kept_date_unknown": (Outcome.KEPT, Outcome.KEPT_LATE),
    "partly": (Outcome.PARTLY,),
    "missed": (Outcome.BROKEN, Outcome.OVERDUE),
    "cancelled": (Outcome.BROKEN,),
    "delayed_ongoing": (Outcome.OVERDUE, Outcome.OPEN),
    "behind": (Outcome.NOT_YET_DUE, Outcome.OPEN, Outcome.OVERDUE),
    "on_track": (Outcome.NOT_YET_DUE, Outcome.OPEN),
    "not_due": (Outcome.NOT_YET_DUE, Outcome.OPEN),
    "downsized": (Outcome.NOT_YET_DUE, Outcome.OPEN, Outcome.PARTLY),
    "re-announced": (Outcome.RESTATED_ONLY,),
    "no_trace": (Outcome.UNKNOWN, Outcome.NOT_LOOKED),
    "unverified": (Outcome.UNKNOWN, Outcome.NOT_LOOKED),
}
"""Which of our outcomes say the same as a word of the compilers."""


def page(session: Study, judged_by_people: Mapping[str, str]) -> str:
    """The page as text."""
    found = book(session, on=ON, filters={})
    ours = {each.promise.id: each for each in found.asked if each.promise.id in judged_by_people}
    return "\n".join([*_head(), *_rules(), *_compared(ours, judged_by_people), *_again(found)]) + "\n"


def _head() -> Iterator[str]:
    yield from (
        "<!-- Written by scripts/write_promise_outcomes.py; change it there or in sarai.promises.rules. -->",
        "",
        "# What came of a promise",
    )
    yield from _paragraph(
        "An outcome is never typed. It is decided by the first of these rules that holds for the dated looks at a "
        "promise that are known on a day. A *carrying* look is a report, not the absence of one, by a source that is "
        "no mirror and not marked weak: only such looks make a promise kept, partly kept, overdue or broken. A look "
        "dated to a month or a year is known when the month or year is over."
    )


def _rules() -> Iterator[str]:
    yield from ("", "| | rule | outcome | when |", "| ---: | --- | --- | --- |")
    for place, rule in enumerate(RULES, 1):
        yield f"| {place} | `{rule.id}` | {rule.outcome} | {rule.about} |"
    yield from _paragraph(
        "The three years of `under_way` are our judgement. `nobody_looked` is a state of its own: the promise stands "
        "as last seen, and that says nothing of today."
    )


def _compared(ours: Mapping[str, Judged], theirs: Mapping[str, str]) -> Iterator[str]:
    same = [name for name, told in theirs.items() if ours[name].outcome in SAME[told]]
    yield from ("", "## Beside the compilers' own judgement")
    yield from _paragraph(
        "Those who compiled the promises judged each by reading. Their word is not kept in Sarai; it is only compared "
        f"with. **{len(same)} of {len(theirs)} agree** as known on {ON}. The rules, and what is taken to agree, were "
        "written by people who had seen these judgements; how the rules fare on other promises is not measured."
    )
    yield from ("", "| the compilers say | Sarai says one of | agree | of |", "| --- | --- | ---: | ---: |")
    for word, accepted in SAME.items():
        names = [name for name, told in theirs.items() if told == word]
        if names:
            agree = sum(ours[name].outcome in accepted for name in names)
            yield f"| {word} | {', '.join(accepted)} | {agree} | {len(names)} |"
    yield from ("", "Each difference:", "", "| promise | the compilers | Sarai | by rule |")
    yield "| --- | --- | --- | --- |"
    for name, told in sorted(theirs.items()):
        if name not in same:
            yield f"| {name} {ours[name].promise.wording} | {told} | {ours[name].outcome} | `{ours[name].rule}` |"
    yield from _paragraph(
        "Most differences have one of these reasons. A compiler counts a promise as partly kept or missed on looks "
        "that end before its due date, where Sarai says that nobody looked since. A delayed promise that has been "
        "delivered in part is *partly* here. A promise of which a search found no trace, but which a source said "
        "again, is *restated only*. Weak sources alone leave it *unknown*. And a completion first reported after the "
        "due date is late here, even by days, since no earlier source tells of it."
    )


def _again(found: Book) -> Iterator[str]:
    listed = [each.promise for each in found.asked]
    looks = [look for each in found.asked for look in each.looks]
    fit = score(listed, looks)
    yield from ("", "## Announced again")
    yield from _paragraph(
        f"`sarai promises DIR --show again` finds {fit.pairs} pairs that may be one promise said twice; {fit.right} of "
        f"them were seen by people too: precision {fit.precision or 0:.2f}. People observed {fit.observed} such "
        f"announcements, of which {fit.found} are found: recall {fit.recall or 0:.2f}. Only {fit.in_ledger} could be "
        "found, since for the others no later promise of the same maker and addressee is in the list. The limits of "
        "the rule were set with these promises in view; how it does on others is not measured. No pair enters a "
        "roll-up: a person writes it into `repeats`."
    )
    yield from ("", "| first | later | why | seen by people |", "| --- | --- | --- | --- |")
    for pair in announced_again(listed):
        right = score([pair.first, pair.later], looks).right
        yield f"| {pair.first.id} | {pair.later.id} | {'; '.join(pair.reasons)} | {'yes' if right else 'no'} |"


def _paragraph(text: str) -> Iterator[str]:
    yield ""
    yield from textwrap.wrap(text, 118, break_long_words=False, break_on_hyphens=False)


def judged_by_people(shared: Path) -> dict[str, str]:
    """The compilers' own outcome of each promise."""
    with (shared / "facts" / "promises.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row["outcome"] for row in csv.DictReader(stream)}


def main() -> int:
    """Write or check the page; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    text = page(Study(asked.study), judged_by_people(asked.shared))
    current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
    if asked.check:
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {PAGE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
