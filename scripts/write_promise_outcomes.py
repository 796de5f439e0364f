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

from sarai.analyses.promises.book import book
from sarai.promises.case import Outcome
from sarai.promises.gate import gate
from sarai.promises.outcome import Judged
from sarai.promises.rules import RULES
from sarai.promises.statuses import statuses
from sarai.study import Study

PAGE = Path(__file__).parents[1] / "docs" / "promise-outcomes.md"
ON = "2026-04-30"

SAME: Mapping[str, tuple[Outcome, ...]] = {
    "kept_on_time": (Outcome.KEPT,),
    "kept_early": (Outcome.KEPT,),
    "kept_late": (Outcome.KEPT_LATE, Outcome.BY_OTHERS),
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
    return "\n".join([*_head(), *_rules(), *_compared(ours, judged_by_people)]) + "\n"


def _head() -> Iterator[str]:
    yield from (
        "<!-- Written by scripts/write_promise_outcomes.py; change it there or in sarai.promises.rules. -->",
        "",
        "# What came of a promise",
    )
    yield from _paragraph(
        "An outcome is never typed. It is decided by the first of these rules that holds for the dated looks at a "
        "promise that are known on a day. A *carrying* look is a report, not the absence of one, by a source that is "
        "no mirror and not marked weak: only such looks make a promise kept, partly kept, overdue or broken. What "
        "never counts as delivery, and what a promise needs to be checkable, is told in [the method](method.md). A "
        "look dated to a month or a year is known when the month or year is over."
    )


def _rules() -> Iterator[str]:
    yield from ("", "| | rule | outcome | when |", "| ---: | --- | --- | --- |")
    for place, rule in enumerate(RULES, 1):
        yield f"| {place} | `{rule.id}` | {rule.outcome} | {rule.about} |"
    yield from _paragraph(
        "The three years of `under_way` are our judgement. `nobody_looked` is a state of its own: the promise stands "
        "as last seen, and that says nothing of today."
    )


REASONS: Mapping[str, str] = {
    "CO008": "the last look, five weeks before the date, found it being built; nobody looked since",
    "EU006": "one loan of EUR 200 m was signed; a signature is no delivery",
    "EU014": "memoranda, told again as new agreements; a memorandum is no delivery",
    "GF003": "reported done ten days after the date; no source tells of it earlier",
    "JP011": "measured in March of the target year and never after it",
    "JP013": "a register of works has both units, the second since 2017, a year after the date",
    "JP014": "the one page that gives its closing date is a mirror; weak sources alone decide nothing",
    "JP023": "opened on 18 September 2018, due in June: the compilers' own look says some three months late",
    "JP042": "the one look at all three loans is their signature; what came of a part does not speak for the whole",
    "JP065": "the line started twelve days after spring; that a page of 2022 has no word of it proves nothing",
    "MD004": "USD 270 m of 500 m were approved; an allocation is no delivery",
    "MD006": "USD 13.6 m for studies were signed, which is some progress; no loan was found by either",
    "RU008": "the maker put one school off by two years; the date of the promise has not passed",
    "TR002": "the last look is 18 days before the end of the year that was promised",
    "US005": "ordered firmly; an order is no delivery",
}
"""Why an outcome differs from the compilers' word, where the promise can be checked: each was read again.

Two facts were mended (OB0008 of CN003, OB0013 of CN006), and one comparison: a promise that is delivered in part after
its date is delayed as well (MD001, MD008).
"""


def agrees(judged: Judged, told: str) -> bool:
    """Whether our outcome says the same as the compilers' word."""
    due = judged.promise.due
    late = due is not None and due < judged.on
    return judged.outcome in SAME[told] or (told == "delayed_ongoing" and late and judged.outcome is Outcome.PARTLY)


def _compared(ours: Mapping[str, Judged], theirs: Mapping[str, str]) -> Iterator[str]:
    checkable = {name: told for name, told in theirs.items() if gate(ours[name].promise).passes}
    same = [name for name, told in checkable.items() if agrees(ours[name], told)]
    yield from ("", "## Beside the compilers' own judgement")
    yield from _paragraph(
        "Those who compiled the promises judged each by reading. Their word is not kept in Sarai; it is only compared "
        f"with. Of {len(theirs)} promises {len(theirs) - len(checkable)} cannot be checked as worded; the compilers "
        f"judged them all the same. **{len(same)} of the other {len(checkable)} agree** as known on {ON}. The rules, "
        "and what is taken to agree, were written by people who had seen these judgements; how the rules fare on other "
        "promises is not measured."
    )
    yield from ("", "| the compilers say | Sarai says one of | agree | of |", "| --- | --- | ---: | ---: |")
    for word, accepted in SAME.items():
        names = [name for name, told in checkable.items() if told == word]
        if names:
            agree = sum(agrees(ours[name], word) for name in names)
            yield f"| {word} | {', '.join(accepted)} | {agree} | {len(names)} |"
    yield from _paragraph(
        "Every difference was read again with its looks, in November 2026. Two facts were mended by it: a tunnel that "
        "is *almost ready* is begun and not delivered (OB0008), and another line of money is no look at this one "
        "(OB0013). One comparison was mended: what is delivered in part after its date is delayed as well. The others "
        "stand, for these reasons:"
    )
    yield from (
        "",
        "| promise | the compilers | Sarai | by rule | why they differ |",
        "| --- | --- | --- | --- | --- |",
    )
    for name, told in sorted(checkable.items()):
        if name not in same:
            found = ours[name]
            yield f"| {name} {found.promise.wording} | {told} | {found.outcome} | `{found.rule}` | {REASONS[name]} |"
    yield from _paragraph(
        "What cannot be checked as worded has no outcome here, whatever the compilers said. What it lacks, and what "
        "others than the maker were seen to show:"
    )
    yield from ("", "| promise | the compilers | lacks | others show |", "| --- | --- | --- | --- |")
    for name, told in sorted(theirs.items()):
        if name not in checkable:
            three = statuses(ours[name])
            yield f"| {name} {ours[name].promise.wording} | {told} | {', '.join(three.missing)} | {three.shown} |"


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
