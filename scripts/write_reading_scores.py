"""Write ``docs/reading-scores.md``: how well texts are read, from a run of ``tests.scoring.claims``.

The figures of the shared gold need its folder (``SARAI_SHARED``, or ``shared`` beside the checkout); without it the
page is not written, so that it never loses a table.
"""

import datetime as dt
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.reading.test_modality import PAIRS, _wrong  # noqa: E402
from tests.reading.test_nothing_to_read import TEXTS  # noqa: E402
from tests.scoring.claims import SLOTS, Figures, report, shared_folder  # noqa: E402
from tests.scoring.runs import kept  # noqa: E402
from tests.scoring.unseen import developed, held_out  # noqa: E402

from sarai.reading import read_text  # noqa: E402

PAGE = ROOT / "docs" / "reading-scores.md"
WANTED = {"amount": "0.98", "count": "0.90", "period": "0.90", "actor": "0.85"}


def share(value: float | None) -> str:
    """Three digits, or a dash where the gold marks nothing."""
    return "-" if value is None else f"{value:.3f}"


def claims_row(title: str, made: Figures) -> str:
    """One set of texts in the table of claims."""
    exact = made.exact
    precision, recall = exact.hits / max(exact.said, 1), exact.hits / max(exact.gold, 1)
    return (
        f"| {title} | {len(made.by_text)} | {exact.gold} | {precision:.3f} | {recall:.3f} | {exact.f1:.3f} |"
        f" {made.stages.f1:.3f} | {made.negated.hits} of {made.negated.gold} |"
    )


def run_row(row: dict[str, str]) -> str:
    """One set of a kept run in the table of sealed texts."""

    def part(name: str) -> str:
        hits, of = row[name], row[f"of_{name}"]
        return f"{hits} of {of} ({int(hits) / int(of):.2f})" if of else "-"

    shares = " | ".join(part(name) for name in ("amounts", "directed", "denied", "certain"))
    scores = f"{row['f1'] or '-'} | {row['f1_stages'] or '-'}"
    return f"| {row['run']}, {row['date']} | {row['set']} | {row['sealed']} | {row['texts']} | {scores} | {shares} |"


def page(found: dict[str, Figures]) -> str:
    """The page as text."""
    wrong = len(_wrong())
    core = sum(claim.core for text in TEXTS.values() for claim in read_text(text))
    characters = sum(map(len, TEXTS.values()))
    lines = [
        "# How well texts are read",
        "",
        f"Measured on {dt.date.today():%d %B %Y} by `python -m tests.scoring.claims`; `scripts/write_reading_scores.py` writes",
        "this page from such a run. A claim that was read meets a marked one where their spans overlap and modality and polarity are",
        "equal, one to one. *Stages* asks only for the stage: wanted, intended, agreed, paid or delivered, stated. One person marked",
        "all texts, and the same hands wrote the rules.",
        "",
        "## Texts that nobody made a rule from",
        "",
        "Sealed sets are scored once before the rules are changed and once when that is done, and their figures are kept with",
        "the date. *Who to whom* is the part of the sums of money with a marked giver and receiver for which a claim names both and",
        "neither the wrong way round. Ten of the twenty shared texts and half of the project descriptions are sealed, drawn by the hash",
        "of their ids; the twenty texts of our own were written, with their marks, from the task alone before the code was looked at, by",
        "the hand that then changed it, so the other sealed sets say more. A project description is a paragraph by AidData's",
        "coders, whose columns hold its donor, recipient and amount; those count in which our grammar reads that amount, so their",
        "number moves with it. Of the open halves rules were made. On the sealed shared texts the frames changed little.",
        "The twenty texts in the world's kinds, half of them sealed, were marked by the hand that then changed the rules; a run *as found*",
        "is the reader as it was before, by the scorer of that day, which counts one's own contribution where no one receives it.",
        "",
        "| run | texts | sealed | number | F1 | F1, stages | amounts | who to whom | denied | certainty |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(run_row(row) for row in kept()),
        "",
        "## Claims",
        "",
        "| texts | number | claims marked | precision | recall | F1 | F1, stages | denied claims met |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(claims_row(title, made) for title, made in found.items()),
        "",
        "*Shared, seen* are an article and ten short texts whose marks were seen while rules were written; the open half of the",
        "later set was looked at after its first run. The own texts are"
        f" {len(developed()) + len(held_out())} made-up ones in the styles of banks, ministries,",
        "agencies and the press, marked before the reader was first run on them; rules were improved on one half, and none was made",
        "from a misreading of the other. **Expect on a text of your own what the sealed sets give.**",
        "",
        "## Slots",
        "",
        "Part of the marked items that a claim over the same words holds. An amount counts with value, currency and comparator, a",
        "period with first and last day.",
        "",
        "| slot | " + " | ".join(found) + " | wanted |",
        "| --- | " + "---: | " * len(found) + "---: |",
        *(
            f"| {slot} | "
            + " | ".join(share(made.recall(slot)) for made in found.values())
            + f" | {WANTED.get(slot, '')} |"
            for slot in SLOTS
        ),
        "",
        "## Checks beside the gold",
        "",
        f"- {len(PAIRS)} sentences that differ in negation, condition or hedge: {len(PAIRS) - wrong} read as meant"
        f" ({1 - wrong / len(PAIRS):.3f}).",
        f"- {len(TEXTS)} texts without cooperation facts (sport, weather, recipes, company results, a court case): {core} core claims"
        f" in {characters:,} characters, {1000 * core / characters:.1f} for every thousand, at most one in each text.",
        f"- Offsets: {sum(f.spans.hits for f in found.values()):,} of {sum(f.spans.gold for f in found.values()):,} spans point to the"
        " characters they quote.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Score and write."""
    shared = shared_folder()
    if shared is None:
        sys.exit("no shared gold: set SARAI_SHARED to its folder; the page stays as it is")
    PAGE.write_text(page(report(shared, out=lambda _: None)), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
