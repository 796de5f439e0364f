"""What pages about partners and recipients say of promises: counts that open, squares, and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sarai import codelists
from sarai.charts import outcomes
from sarai.charts.tokens import OUTCOMES
from sarai.web import names, rows, sentences, titles
from sarai.web.ask import Ask
from sarai.web.page import Chart, Column, Key, Phone, Table
from sarai.web.sentences import Promises, phrase
from sarai.web.slices import Slice
from sarai.web.words import Beside, Cell, Figure, Link, Part, Pill, When, Words, count, millions, number_word, quoted

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
    between: str = ""
    """Whose promises they are, for the title of a picture: ``Japan to Tajikistan``."""

    @property
    def key(self) -> Key:
        """How many are known kept, and of how many nothing is known, as a key figure."""
        words = phrase("promises that can be checked are known kept")
        if self.found.unknown:
            words += phrase("; of ", Beside(number_word(self.found.unknown)), " nothing is known")
        return Key(Figure(f"{self.found.kept} of {self.found.followed}", self.kept_panel), words)

    @property
    def apart(self) -> tuple[Part, ...]:
        """How many promises a picture counts and a list holds, where they differ."""
        return sentences.counted_of(len(self.counted), [str(row["counts_as"]) for row in self.rows])

    @property
    def sentence(self) -> tuple[Part, ...]:
        """What came of them, as a part of a page's first sentence."""
        return sentences.promised(
            self.found, all_panel=self.all_panel, kept_panel=self.kept_panel, missed_panel=self.missed_panel
        )


def tell(ask: Ask, page: str, promises: Sequence[Row], between: str = "") -> Told | None:
    """The promises of a page, ``between`` whom for a title; none where there is none that counts."""
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
        between,
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
            title=titles.of_promises(held.found, held.between),
            unit=f"One square is one of {count(len(held.counted), 'promises')}{_vague(counts)}",
            source=f"Promises of the study, as known on {names.day(ask.on.isoformat())}; found by looking, no sample",
            wide=1080 if span == 12 else 540,
        ),
        span,
    )


def _vague(counts: Sequence[tuple[str, int]]) -> str:
    n = dict(counts).get(NOT_CHECKABLE, 0)
    return f"; {n} of them cannot be checked as they were worded" if n else ""


def pill(outcome: str) -> Pill:
    """An outcome as words and colour."""
    return Pill(outcome, OUTCOMES.get(outcome, "unseen"))


def table(ask: Ask, held: Told, *, makers: bool = True, alone: bool = False) -> Table:
    """Promises with sum, day, last look and outcome, the largest first, and how many of them the picture counts.

    ``alone`` sets those to one state before those to several, whose sums are for all of them together.
    """
    order = sorted(
        held.rows,
        key=lambda row: (
            alone and len(row["addressees"]) > 1,
            row["current"] is None,
            -(row["current"] or 0),
            row["id"],
        ),
    )
    every = {row["counts_as"] for row in held.rows} == {"counted"}
    lines: list[tuple[Cell, ...]] = []
    for row in order:
        who = ", ".join(names.place(code) for code in row["maker"].split("; "))
        lines.append(
            (
                Link(
                    quoted(row["promised"]),
                    f"promise/{row['id'].lower()}.html",
                    ", ".join(
                        part for part in (who if makers else "", row["date"][:4], together(row["addressees"])) if part
                    ),
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
                *(() if every else (quoted(str(row["counts_as"])),)),
            )
        )
    heads = [("Promise", False), (f"{ask.currency}", True), ("Due", False), ("Last look", False), ("Outcome", False)]
    heads += [] if every else [("Counts as", False)]
    return Table(
        tuple(Column(Words(head), number) for head, number in heads),
        tuple(lines),
        phone=Phone.LIST,
        caption=held.apart,
        tools=len(lines) > 5,
        what=Words("promises"),
    )


def together(addressees: Sequence[str]) -> str:
    """That a promise is to several, so that its sum is for all of them: ``to five states together``."""
    if len(addressees) < 2:
        return ""
    what = "states" if all(code in codelists.load("countries") for code in addressees) else "states and partners"
    return f"to {number_word(len(addressees))} {what} together"
