"""What pages about partners and recipients say of promises: counts that open, squares, and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sarai.charts.site import outcomes
from sarai.charts.site.tokens import OUTCOMES
from sarai.web import names, rows, sentences
from sarai.web.ask import Ask
from sarai.web.page import Chart, Column, Phone, Table
from sarai.web.sentences import Promises
from sarai.web.slices import Slice
from sarai.web.words import Beside, Cell, Link, Part, Pill, When, Words, count, millions, quoted

Row = Mapping[str, Any]

KEPT = ("kept", "kept late")
MISSED = ("broken", "overdue")
NOT_CHECKABLE = "not checkable as worded"
UNKNOWN = ("unknown", "due has passed and nobody looked")


@dataclass
class Told:
    """The promises of a page: those that count, how they ended, and the slice that their figures open from."""

    rows: list[Row]
    counted: list[Row]
    found: Promises
    slice: Slice
    all_panel: str
    kept_panel: str
    missed_panel: str
    unknown_panel: str

    @property
    def sentence(self) -> tuple[Part, ...]:
        """What came of them, as a part of a page's first sentence."""
        return sentences.promised(
            self.found, all_panel=self.all_panel, kept_panel=self.kept_panel, missed_panel=self.missed_panel
        )


def tell(ask: Ask, page: str, promises: Sequence[Row]) -> Told | None:
    """The promises of a page; none where there is none that counts."""
    counted = [row for row in promises if row["counts_as"] == "counted"]
    if not counted:
        return None
    counted.sort(key=lambda row: (row["current"] is None, -(row["current"] or 0), row["id"]))
    held = rows.of_promises(ask, f"{page}-promises", counted)
    out = len(promises) - len(counted)
    rest = f" {out} more on record are parts of others, umbrellas, said before, or asked for." if out else ""
    checkable = [each for each in dict.fromkeys(row["outcome"] for row in counted) if each != NOT_CHECKABLE]
    vague = sum(row["outcome"] == NOT_CHECKABLE for row in counted)
    rest += f" {vague} more cannot be checked as they were worded." if vague else ""
    minded = "They were found by looking and are no sample: a share of them is no rate of success."

    def opened(name: str, title: str, among: Sequence[str]) -> tuple[str, int]:
        chosen = [at for at, row in enumerate(counted) if row["outcome"] in among]
        told = f"{count(len(chosen), 'promises')} {title}"
        panel = held.open(
            name,
            title=told,
            tells=f"{minded}{rest if name == 'promises' else ''}",
            rows=chosen,
            total=len(chosen),
            rule=RULES[name],
        )
        return panel, len(chosen)

    every, followed = opened("promises", "that can be followed", checkable)
    kept_panel, kept = opened("promises-kept", "known kept", KEPT)
    missed_panel, missed = opened("promises-missed", "broken or overdue", MISSED)
    unknown_panel, unknown = opened("promises-unknown", "of which nothing is known", UNKNOWN)
    late = sum(row["outcome"] == "kept late" for row in counted)
    return Told(
        list(promises),
        counted,
        Promises(followed, kept, late, missed, unknown),
        held,
        every,
        kept_panel,
        missed_panel,
        unknown_panel,
    )


RULES = {
    "promises": "Each promise is counted once; no part with its whole, no repeat with its first.",
    "promises-kept": "Seen complete by a source that can carry the outcome; late where that was after the due date.",
    "promises-missed": "Broken: called off, or the target missed. Overdue: the date is past, and a look since then "
    "found it unfinished.",
    "promises-unknown": "No source that was read says what came of it, or nobody looked after the due date.",
}


def squares_chart(ask: Ask, held: Told, name: str, *, span: int = 12) -> Chart:
    """A square a promise, by how it ended."""
    counts = [(outcome, sum(row["outcome"] == outcome for row in held.counted)) for outcome in OUTCOMES]
    return Chart(
        outcomes.squares(
            name,
            counts,
            title=sentences.title_of_promises(held.found),
            unit="One square is one promise",
            source=f"Promises of the study, as known on {names.day(ask.on.isoformat())}; found by looking, no sample",
            wide=1080 if span == 12 else 540,
        ),
        span,
    )


def pill(outcome: str) -> Pill:
    """An outcome as words and colour."""
    return Pill(outcome, OUTCOMES.get(outcome, "unseen"))


def table(ask: Ask, promises: Sequence[Row], *, makers: bool = True) -> Table:
    """Promises with sum, day, last look and outcome, the largest first."""
    order = sorted(promises, key=lambda row: (row["current"] is None, -(row["current"] or 0), row["id"]))
    lines: list[tuple[Cell, ...]] = []
    for row in order:
        who = ", ".join(names.place(code) for code in row["maker"].split("; "))
        lines.append(
            (
                Link(
                    quoted(row["promised"]),
                    f"promise/{row['id'].lower()}.html",
                    f"{who}, {row['date'][:4]}" if makers else row["date"][:4],
                ),
                Beside(
                    *(
                        ("no sum", -1.0)
                        if row["current"] is None
                        else (f"{millions(row['current'])} m", float(row["current"]))
                    )
                ),
                When(names.day(row["due"]) if row["due"] else "no date given"),
                When(names.day(str(row["last_seen"])) if row["last_seen"] else "nobody looked"),
                pill(row["outcome"]),
            )
        )
    heads = (("Promise", False), (f"{ask.currency}", True), ("Due", False), ("Last look", False), ("Outcome", False))
    return Table(
        tuple(Column(Words(head), number) for head, number in heads),
        tuple(lines),
        phone=Phone.LIST,
        tools=len(lines) > 5,
        what=Words("promises"),
    )
