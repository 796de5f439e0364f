"""Write docs/method.md: how promises are followed, with the codebook and worked examples made from the code.

``python scripts/write_method.py`` writes the page; with ``--check`` it writes nothing and exits with 1 where the page
is not current. Every outcome in the page is computed by the rules, none is typed.
"""

import datetime as dt
import sys
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from sarai.model import vocabulary
from sarai.model.lines.promises import LINES
from sarai.model.vocabulary import Basis, Seen, Tier
from sarai.promises.gate import ABOUT, gate
from sarai.promises.ledger import Observation, Promise
from sarai.promises.never import NEVER, PILOT, why_not
from sarai.promises.outcome import judge
from sarai.promises.rules import RULES
from sarai.promises.statuses import COMPARABLE, METHOD, Said, Schedule, Shown, statuses
from sarai.promises.voices import HOSTS

PAGE = Path(__file__).parents[1] / "docs" / "method.md"
ON = dt.date(2026, 11, 27)

SHOWN_FIELDS = {
    "promise": "kind firmness makers addressees date occasion wording amount currency comparator count count_unit due "
    "instrument money umbrella parent repeats tier reviewed_by",
    "observation": "promise date known_by status value unit basis tier source_name url reviewed_by",
}
"""The fields that a coder fills and the rules read; docs/tables.md has every column."""


def page() -> str:
    """The page as text."""
    parts = (_head(), _unit(), _gate(), _looks(), _never(), _statuses(), _outcome(), _coverage(), _coding(), _others(),
             _codebook(), _edges())  # fmt: skip
    return "\n".join(line for part in parts for line in part) + "\n"


def _head() -> Iterator[str]:
    yield "<!-- Written by scripts/write_method.py; change it there or in sarai.promises. -->"
    yield from ("", "# Following promises: the method", "", f"Version `{METHOD}`.")
    yield from _say(
        "A promise of one government or bank to another is made in a few words and kept, if at all, over ten years, by "
        "several hands. This page states how Sarai follows one: what has to be in it so that anybody can check it, "
        "what counts as seeing, what never counts as delivery, which three things are said of it and kept apart, and "
        "what a figure made of many promises may and may not say. It can be used without Sarai. Every rule below is "
        "a line of code with a test of its own; the tables and the worked examples are printed by that code."
    )


def _unit() -> Iterator[str]:
    yield from ("", "## What is followed")
    yield from _say(
        "The unit is one promise: who, to whom, on which day, what, how much, by when, by what means, as it was said, "
        "with the source of its wording. It is never rewritten. A sum over many promises (an umbrella), the parts of "
        "one, and the same promise said again are kept, linked and counted once. What was only proposed or asked for "
        "is kept apart. A promise made again is linked by a person who has read both; finding such pairs by rule was "
        "tried and withdrawn ([decision 080](decisions/080-re-announcement-withdrawn.md))."
    )


def _gate() -> Iterator[str]:
    yield from ("", "## Can it be checked?")
    yield from _say(
        "Before anything else, and whatever became of it, a promise passes the gate or does not. It passes with a "
        "deliverable and two of target, date and owner. One that fails is *not checkable as worded*: it is neither "
        "kept nor broken, it enters no count of kept or broken promises, and its page says what is missing. The gate "
        "is asked of promises that turned out well as of those that did not, since a gate that stopped failures alone "
        "would flatter the maker. What was seen of it is still told."
    )
    yield from ("", "| part | there where the wording has |", "| --- | --- |")
    for part, about in ABOUT.items():
        yield f"| {part} | {about} |"


def _looks() -> Iterator[str]:
    yield from ("", "## What counts as seeing")
    yield from _say(
        "A look is what one named source said of the promise on one day, with its address. A look is never overwritten "
        "by a later one. It is known from the last day that its date can mean. Its tier says how close its source "
        "stands to the fact. Weak and mirror sources are shown and decide nothing. A search that found nothing is a "
        "look too, weak evidence, and never makes a promise broken."
    )
    yield from _say(
        "A page on the maker's own host is the maker speaking, and so is a record in an official list; both are what "
        f"the maker says and no independent look. The hosts are a printed list of {len(HOSTS)} endings in "
        "`sarai.promises.voices`. A saying again is the maker's word whoever prints it."
    )
    yield from _say(
        f"Some looks are derived in the build and never typed; their tier is `{Tier.INDEPENDENT_LIST}`. A record that "
        "a third party compiled (AidData's lists of 2017, 2020 and 2023), or that press tells of, and that is surely "
        "linked to the promise ([linking](linking.md)), is one look for each status that it came to: begun, complete, "
        "suspended, cancelled. It is dated by the day that the record states for it, else by the edition; a status "
        "that a later edition repeats is no second look, for it may be that nothing happened or that nobody looked. "
        "A beginning that is only told after the end is none, and what began before the promise was made proves "
        "nothing for it. A record that is only likely the same shows nothing."
    )
    yield from _say(
        "A register of works (Global Energy Monitor's lists of plants and pipelines) is a witness too. A promise "
        "of one thing names units there by the plant's whole name, the kind, the number of units and the "
        "capacity, which may be off by a tenth; units that worked before the promise are left out, and where two "
        "plants could be meant none is. All working is complete in the year of the last, some is a part, building "
        "is begun, all cancelled is called off. The register's own cautions hold: a plant that works in part may "
        "stand as operating at its whole size (Rogun, since 2018, proves nothing for a grant of 2024), and a list "
        "lags behind the works. Roads and bridges have no such register here, and no tenders are loaded; they are "
        "seen by linked records alone."
    )


def _never() -> Iterator[str]:
    yield from ("", "## What never counts as delivery", "", "| | rule | what it is |", "| ---: | --- | --- |")
    for place, each in enumerate(NEVER, 1):
        yield f"| {place} | `{each.id}` | {each.about} |"
    yield from _say(
        f"The share of {PILOT:.0%} that tells a pilot from a part is our judgement. A status that an official list "
        "of works gives a project is the list's own word and carries the list's day; what ran before the promise was "
        "made proves nothing for it."
    )


def _statuses() -> Iterator[str]:
    yield from ("", "## Three statuses, kept apart", "", "| what | one of |", "| --- | --- |")
    for words, status in (
        ("what the maker says of it", Said),
        ("what others were seen to show", Shown),
        ("where it stands against its schedule", Schedule),
    ):
        yield f"| {words} | {', '.join(status)} |"
    yield from _say(
        "One sentence puts them together, always in this order: the maker's last word with its day; the furthest that "
        "others saw, with its day; the date promised; what it lacks, where it cannot be checked; a contradiction, "
        f"where there is one. Two statuses contradict only where the looks behind them are at most {COMPARABLE.days} "
        "days apart and the later one could have known of the earlier: a list of 2020 that calls works under way says "
        "nothing against an opening in 2026."
    )


def _outcome() -> Iterator[str]:
    yield from ("", "## The outcome")
    yield from _say(
        f"The outcome is decided by the first of {len(RULES)} rules that holds for the looks known on a day. They are "
        "printed with their words on [a page of their own](promise-outcomes.md), beside the judgement of those who "
        "compiled the bundled promises, and every difference with its reason."
    )


def _coverage() -> Iterator[str]:
    yield from ("", "## What figures may say")
    yield from _say(
        "Every count comes with its coverage: how many promises could be checked as worded, how many of these were "
        "looked at, until when, and the version of the method. A set that was found by looking is no sample: of it "
        "there are counts and no rate. There is no composite score, and no mean of kept and broken. A promise whose "
        "money is more than a third of all stands apart in every picture of money."
    )


def _coding() -> Iterator[str]:
    yield from ("", "## Who has read it")
    yield from _say(
        "No row of the bundled study has been read against its source by two people, and each says so. `reviewed_by` "
        "holds people's names, divided by semicolons; a row that one of them read alone is not called reviewed, and no "
        "program counts as a coder. `sarai review` gives two people the same promises blind. "
        "Their agreement is Krippendorff's alpha (2011) by field, nominal for words and ordinal for how far a promise "
        "came, with a 95 % bootstrap interval over promises. None is printed below .667, the smallest value from which "
        "its author draws tentative conclusions, and none before two people have coded. What they see differently is "
        "settled with a reason, in a log."
    )


def _others() -> Iterator[str]:
    yield from ("", "## Where it follows others, and where it is stricter")
    yield from (
        "",
        "| practice | what it does | here |",
        "| --- | --- | --- |",
        "| G7 and G20 compliance reports (Kirton, Kokotsis, Guebert and Bracht, *Compliance Coding Manual for "
        "International Institutional Commitments*, 2016 and 2020, chapter 5) | scores +1, 0 and -1 and turns a mean "
        "into a percentage by (score + 1) / 2 | no score and no mean; counts with coverage |",
        "| the same | reads a reaffirmation, or money allocated, as steps of compliance | neither is delivery |",
        "| the same, *burden sharing* | asks whether a member gave its share of a joint sum | several makers without "
        "stated shares: who pays is missing |",
        "| the same, *multiyear financial commitments* | measures a sum over years against the part due by the day | "
        "not yet due until the last day; before it, what was seen is told |",
        "| the same, *double counting* | does not score one action for two commitments | no part with its whole, no "
        "repeat with its first |",
        "| AidData, *Tracking Underreported Financial Flows* (Custer and others, TUFF 3.0, 2023) | ranks sources, "
        "official and on-site ones first, and rates how well a record is borne out | tiers on every look; weak and "
        "mirror sources never decide; the maker's own word is kept apart from that of others |",
        "| the same | a status is that of the record's last edition | a status has the edition's day, and silence of a "
        "later edition within its scope is silence |",
    )


def _codebook() -> Iterator[str]:
    yield from ("", "## Codebook")
    yield from _say("Fields that a coder fills and the rules read. [Tables](tables.md) has every column.")
    for table, names in SHOWN_FIELDS.items():
        told = {line.split(maxsplit=1)[0]: line for line in LINES[table][1].strip().splitlines() if line.strip()}
        yield from ("", f"### {table}", "", "| field | holds | allowed |", "| --- | --- | --- |")
        for name in names.split():
            about, allowed = _field(told[name])
            yield f"| `{name}` | {about} | {allowed} |"


def _field(line: str) -> tuple[str, str]:
    _, kind, rest = line.split(maxsplit=2)
    where, _, about = rest.partition("  ")
    where = where.strip()
    if where.startswith("<vocabulary."):
        words: type[StrEnum] = getattr(vocabulary, where[12:-1])
        return about.strip(), ", ".join(f"`{each}`" for each in words)
    told = {
        "text": "words",
        "texts": "list",
        "day": "a date, as fine as known",
        "amount": "a sum",
        "number": "a number",
    }
    base = told.get(kind.rstrip("!"), kind.rstrip("!"))
    return about.strip(), f"{base}, {where.strip('<>[]')}" if where not in ("-", "") else base


def _promise(**told: object) -> Promise:
    row: dict[str, object] = {
        "key": "made-up", "id": "made-up", "kind": "project", "firmness": "signed", "makers": ("JP",),
        "addressees": ("KZ",), "date": dt.date(2020, 6, 15), "date_precision": "day", "wording": "made up",
        "tier": "official-text", "source_name": "made up", "url": "https://example.org", "file": "", "locator": "",
        "instrument": "loan", "money": "public", "amount": Decimal(100_000_000), "currency": "USD",
    }  # fmt: skip
    return Promise(**{**row, **told})  # type: ignore[arg-type]


def _look(status: Seen, when: str, **told: object) -> Observation:
    day = dt.date.fromisoformat(when)
    row: dict[str, object] = {
        "key": f"{status}-{when}", "id": f"{status}-{when}", "promise": "made-up", "date": day, "known_by": day,
        "status": status, "basis": Basis.REPORTED, "tier": "press-single-source", "source_name": "made up",
        "url": "https://example.org", "file": "", "locator": "",
    }  # fmt: skip
    return Observation(**{**row, **told})  # type: ignore[arg-type]


_NO_SUM = {"amount": None, "currency": None}
_DUE = dt.date(2024, 12, 31)
_SCHOOLS = {**_NO_SUM, "instrument": "works", "count": 100.0, "count_unit": "schools", "due": _DUE}

EDGES: Sequence[tuple[str, Promise, Sequence[Observation]]] = (
    (
        "2,000 people to be taught in three years, pledged by a state",
        _promise(**_NO_SUM, instrument="training", firmness="pledge", count=2000.0, count_unit="people", due=_DUE),
        (),
    ),
    (
        "Trade of USD 70 bn by 2030, a target of both sides, reached early",
        _promise(**_NO_SUM, kind="policy", firmness="target", instrument="framework", money="mixed", count=7e10,
                 count_unit="USD of trade", due=dt.date(2030, 12, 31)),
        (_look(Seen.COMPLETED, "2023-05-01"),),
    ),
    (
        "An action plan in five fields",
        _promise(**_NO_SUM, kind="policy", firmness="framework", instrument="framework"),
        (),
    ),
    ("A loan, signed, without a date; said again by a minister", _promise(), (_look(Seen.REAFFIRMED, "2025-01-01"),)),
    (
        "A railway on a loan that was called off, opened later on other money",
        _promise(due=_DUE),
        (_look(Seen.CANCELLED, "2021-01-01"), _look(Seen.COMPLETED, "2026-04-01")),
    ),
    (
        "The same, but a new loan was signed in between",
        _promise(due=_DUE),
        (_look(Seen.CANCELLED, "2021-01-01"), _look(Seen.SIGNED, "2023-01-01"), _look(Seen.COMPLETED, "2026-04-01")),
    ),
    (
        "A hundred schools: the money was paid out",
        _promise(**_SCHOOLS),
        (_look(Seen.PARTLY_DISBURSED, "2025-02-01", value=9e7, unit="USD"),),
    ),
    (
        "A hundred schools: nine opened",
        _promise(**_SCHOOLS),
        (_look(Seen.PARTLY_DELIVERED, "2025-02-01", value=9.0, unit="schools"),),
    ),
    (
        "A hundred schools: ten opened",
        _promise(**_SCHOOLS),
        (_look(Seen.PARTLY_DELIVERED, "2025-02-01", value=10.0, unit="schools"),),
    ),
    (
        "Complete by the maker's own page alone",
        _promise(due=_DUE),
        (_look(Seen.COMPLETED, "2024-06-01", url="https://www.mofa.go.jp/x"),),
    ),
    (
        "The date has passed; one search found nothing",
        _promise(due=_DUE),
        (_look(Seen.NO_TRACE, "2025-06-01", basis=Basis.ABSENCE),),
    ),
    (
        "The date has passed; the last look is older",
        _promise(due=_DUE),
        (_look(Seen.PARTLY_DELIVERED, "2024-03-01"),),
    ),
    (
        "A mirror page calls it complete",
        _promise(due=_DUE),
        (_look(Seen.COMPLETED, "2024-06-01", tier="weak-or-mirror"),),
    ),
)  # fmt: skip
"""Made-up promises at the edges of the rules; what comes of them is computed."""


def _edges() -> Iterator[str]:
    yield from ("", "### Edge cases, worked")
    yield from _say(
        f"Made-up promises of 15 June 2020, as known on {ON}; outcome and sentence are what the rules give."
    )
    yield from (
        "",
        "| promise and looks | lacks | never counted | outcome | in one sentence |",
        "| --- | --- | --- | --- | --- |",
    )
    for words, promise, looks in EDGES:
        judged = judge(promise, looks, on=ON)
        never = [found.id for at, look in enumerate(looks) if (found := why_not(promise, look, looks[:at]))]
        missing = ", ".join(gate(promise).missing) or "nothing"
        told = statuses(judged).sentence
        yield f"| {words} | {missing} | {', '.join(never) or '-'} | {judged.outcome} | {told} |"


def _say(text: str) -> Iterator[str]:
    yield ""
    yield from textwrap.wrap(text, 118, break_long_words=False, break_on_hyphens=False)


def main() -> int:
    """Write or check the page; the exit code."""
    text = page()
    current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
    if "--check" in sys.argv:
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {PAGE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
