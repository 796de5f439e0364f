"""How many people were to be trained or to study, promise by promise, and what was seen of it. Nothing is added up.

A promise belongs here where its list calls its instrument training or scholarships. Places a year and people in all
are unlike, so that there is no sum. What somebody states of all whom it trained is told as its word, and is no result
of a promise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sarai import codelists
from sarai.model.vocabulary import Instrument, Seen
from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Column, Key, Nav, Page, Prose, Section, Table, line
from sarai.web.pages import lived, promise
from sarai.web.sentences import phrase, q
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import Cell, Figure, Link, Part, When, Words, Year, count, listed, number_word, quoted

Row = Mapping[str, Any]
PATH = "people.html"
INSTRUMENTS = (Instrument.TRAINING, Instrument.SCHOLARSHIPS)
"""What the list of promises calls training and study."""


def of(ask: Ask) -> list[Row]:
    """The promises of training and study, as their list has them, the largest number first."""
    held = [row for row in ask.listed_promises if str(row["instrument"]) in INSTRUMENTS and not row["repeats"]]
    return sorted(held, key=lambda row: (row["count"] is None, -(row["count"] or 0), row["id"]))


def page(ask: Ask) -> Page:
    """The page of people."""
    rows_ = of(ask)
    numbered = [row for row in rows_ if row["count"] is not None]
    seen = {row["id"]: _seen(ask, row["id"]) for row in rows_}
    held = _slice(ask, rows_, seen)
    panel = held.open(
        "people",
        title=count(len(rows_), "promises of training or study"),
        tells="Each with the number that was promised and the last one that was seen.",
        total=len(rows_),
        rule="Places a year and people in all are unlike, and are not added up.",
    )
    said = Figure(f"{number_word(len(rows_))} promise{'' if len(rows_) == 1 else 's'}", panel, len(rows_))
    sums, own = _stated(ask)
    say = counted(sums)
    say += phrase(
        "Of ",
        said,
        " of training or study, ",
        q(number_word(len(numbered))),
        " name a number" if len(numbered) != 1 else " names a number",
    )
    say += phrase(": ", q(listed([_promised(row) for row in numbered[:4]]))) if numbered else ()
    say += phrase(". ", *_reached(rows_, seen))
    return Page(
        PATH,
        Nav.PROMISES,
        "People trained",
        phrase(Link("Promises", promise.LIST)),
        say,
        "How many people were to be trained or to study, and what was seen of it.",
        sure=phrase("what was promised is no count of who came; money for technical cooperation is not told by heads."),
        keys=tuple(
            Key(
                Figure(f"{each.value:,.0f}", each.panel, float(each.value)),
                phrase("people trained in ", q(each.whom), ", as ", q(each.claimer), " itself states"),
            )
            for each in sums[:1]
        )
        + tuple(
            Key(
                Figure(f"{row['count']:,.0f}", panel, float(row["count"])),
                phrase(q(_what(row)), ", promised by ", q(_by(row))),
            )
            for row in numbered[: 2 if sums else 3]
        ),
        sections=(
            Section("people", Words("What was promised, and what was seen"), (_table(rows_, seen),)),
            Section(
                "mind",
                Words("What this does not tell"),
                (
                    Prose(
                        (
                            line("Places a year, places in all and people so far are unlike, so that there is no sum."),
                            line("A number that was told on the day of a promise, or before it, is no result of it."),
                            line("Courses that nobody promised in public are not here, nor are those of other givers."),
                        )
                    ),
                ),
            ),
        ),
        slices=(held, own) if sums else (held,),
        found=("training", "trained", "trainees", "scholarships", "students", "specialists", "people", "обучение"),
    )


def _by(row: Row) -> str:
    return listed([names.spoken(code) for code in row["makers"]])


def _what(row: Row) -> str:
    return str(row["count_unit"] or "people")


def _promised(row: Row) -> str:
    about = "some " if row["comparator"] == "~" else "up to " if row["comparator"] == "<=" else ""
    return f"{about}{row['count']:,.0f} {_what(row)} by {_by(row)} in {str(row['date'])[:4]}"


DONE = (Seen.STARTED, Seen.PARTLY_DELIVERED, Seen.COMPLETED)
"""Looks that saw something done; one that only heard the promise again has the promised number and saw nobody."""


def _seen(ask: Ask, name: str) -> Row | None:
    """The last look at a promise that saw people, and not money or the promise again, and can carry an outcome.

    A look of the day of the promise or before it tells of what was, and cannot show what came of the promise.
    """
    made = {row["id"]: str(row["date"]) for row in ask.promises}[name]
    looks = ask.cards[name]["looks"] if name in ask.cards else []
    money = codelists.load("currencies")
    found = [
        look
        for look in looks
        if look["value"] is not None
        and look["status"] in DONE
        and look["carries"] == "yes"
        and look["unit"] not in money
        and is_after(str(look["date"]), made)
    ]
    return found[-1] if found else None


def is_after(day: str, made: str) -> bool:
    """Whether a day is surely later than another, each as fine as it is known."""
    known = min(len(day), len(made))
    return day[:known] > made[:known]


@dataclass(frozen=True, slots=True)
class Sum:
    """What somebody states of all the people whom it trained in a state, and the panel that the number opens."""

    claimer: str
    whom: str
    first: int
    last: int
    value: Decimal
    told: str
    panel: str


def counted(sums: Sequence[Sum]) -> tuple[Part, ...]:
    """Who states how many were trained: nobody, or each by its own word, which is no result of a promise."""
    if not sums:
        return phrase("No source of this study counts the people who were trained. ")
    said: tuple[Part, ...] = ()
    states = " alone states a sum: " if len(sums) == 1 else " states a sum: "
    for each in sums:
        figure = Figure(each.told, each.panel, float(each.value))
        span = Year(each.first, each.last)
        said += phrase("; " if said else "", q(each.claimer), states, figure, " trained in ")
        said += phrase(q(each.whom), " in ", span, ", by its own word; it is not a result of any promise")
    return phrase(*said, ". ")


def _stated(ask: Ask) -> tuple[list[Sum], Slice]:
    """What partners state of the people whom they trained, the largest number first, and what opens."""
    found = [
        (claim, figure) for claim, _ in ask.stated if (figure := claim.figure("trained")) is not None and figure.value
    ]
    found.sort(key=lambda each: (-each[1].value, each[0].id))
    columns = (SliceColumn("Said by"), SliceColumn("Stated", True), SliceColumn("Evidence"), SliceColumn("Publisher"))
    cells, sums = [], []
    for claim, figure in found:
        more = f"{figure.precision} " if figure.precision in ("at least", "about", "over") else ""
        told = f"{more}{figure.value:,.0f} {figure.unit}"
        cells.append(
            (
                Told_cell(
                    f"{claim.claimer}, {names.place(claim.recipient)}, {claim.first}–{claim.last}", figure.source
                ),
                Told_cell(told),
                Told_cell(names.tier(figure.tier)),
                Told_cell(names.host(figure.url), "", names.safe(figure.url)),
            )
        )
        whom = names.spoken(claim.recipient)
        panel = f"stated-{names.slug(claim.id)}"
        sums.append(Sum(claim.claimer, whom, claim.first, claim.last, figure.value, told, panel))
    held = Slice("people-stated", columns, cells, [int(each.value) for each in sums], "people")
    for at, each in enumerate(sums):
        held.open(
            each.panel,
            title=f"{each.told} trained in {each.whom}, by the word of {each.claimer}",
            tells="A number as it was stated; no list of those who were trained adds up to it.",
            rows=[at],
            total=int(each.value),
        )
    return sums, held


def _reached(rows_: Sequence[Row], seen: Mapping[str, Row | None]) -> tuple[Part, ...]:
    reached = [look for row in rows_ if (look := seen[row["id"]]) is not None]
    if not reached:
        return phrase("No number that came of a promise is on record.")
    only = "For one of them a number was seen" if len(reached) == 1 else "The last number seen"
    return phrase(f"{only}: ", q(str(reached[0]["seen"])), ".")


def _table(rows_: Sequence[Row], seen: Mapping[str, Row | None]) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for row in rows_:
        look = seen[row["id"]]
        number = "no number" if row["count"] is None else f"{row['count']:,.0f} {_what(row)}"
        reached = "no number was seen" if look is None else f"{look['value']:,.0f} {look['unit'] or ''}".strip()
        lines.append(
            (
                Link(quoted(row["wording"]), lived.path(row["id"])),
                quoted(number),
                quoted(names.opening(_by(row))),
                quoted(listed([names.place(code) for code in row["addressees"]])),
                When(names.day(str(row["date"])[:7])),
                quoted(reached),
                None if look is None else When(names.day(str(look["date"]))),
            )
        )
    heads = ("Promise", "Promised", "By", "To", "Made", "Seen", "On")
    return Table(tuple(Column(Words(head)) for head in heads), tuple(lines), what=Words("promises"))


def _slice(ask: Ask, rows_: Sequence[Row], seen: Mapping[str, Row | None]) -> Slice:
    columns = (SliceColumn("Promise"), SliceColumn("Promised", True), SliceColumn("Seen"), SliceColumn("Source"))
    cells = []
    for row in rows_:
        look = seen[row["id"]]
        url = names.safe(row["url"])
        cells.append(
            (
                Told_cell(quoted(row["wording"]), f"{row['id']}, {_by(row)}", lived.path(row["id"])),
                Told_cell("no number" if row["count"] is None else f"{row['count']:,.0f}", _what(row)),
                Told_cell(
                    "no number" if look is None else f"{look['value']:,.0f}", "" if look is None else look["seen"]
                ),
                Told_cell(quoted(row["source_name"] or names.host(url)), str(row["locator"]), url),
            )
        )
    return Slice("people-promises", columns, cells, [1] * len(cells), "promises")
