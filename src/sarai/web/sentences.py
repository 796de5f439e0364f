"""The sentences that open pages: each written by a rule from facts that can be checked.

Every function takes what is known and gives parts of a sentence; where the data are thin it says less. A test gives
each rule its facts and reads the sentence, and tries the thin cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from sarai.model.vocabulary import SEVERAL
from sarai.web import names
from sarai.web.words import (
    Figure,
    Part,
    Quoted,
    Words,
    Year,
    count,
    listed,
    money,
    number_word,
    percent,
    short_spread,
    spread,
)

Value = Decimal | None


@dataclass(frozen=True, slots=True)
class Sum:
    """A total as sentences take it: its three counts, its records, those without an amount, its years, its verb."""

    did: str
    low: Value
    value: Value
    high: Value
    records: int
    unvalued: int
    first: int | None
    last: int | None
    currency: str = "USD"

    @property
    def ranged(self) -> str:
        """The total as it is said: a range where the lower count is said otherwise."""
        if self.value is None:
            return "amount not published"
        if self.low is not None and self.low != self.value and self.low > 0:
            return spread(self.low, self.value, self.currency)
        return money(self.value, self.currency)

    @property
    def brief(self) -> str:
        """The total as a key figure has it, with its range."""
        if self.value is None:
            return "not published"
        low = self.low if self.low is not None and 0 < self.low < self.value else self.value
        return short_spread(low, self.value, self.currency)

    @property
    def gap(self) -> str:
        """What a key figure leaves out: records that count and have no amount; empty where there are none."""
        return f"; {self.unvalued:,} of {self.records:,} without an amount" if self.unvalued and self.value else ""


def q(text: str) -> Quoted:
    """Names and words with digits inside a sentence."""
    return Quoted(text)


def phrase(*parts: Part | str) -> tuple[Part, ...]:
    """Parts of a sentence; plain strings are our own words."""
    return tuple(Words(part) if type(part) is str else part for part in parts)  # type: ignore[misc]


def years(first: int | None, last: int | None) -> tuple[Part, ...]:
    """`` in 2001–2025``, or nothing where no record is dated."""
    return () if first is None or last is None else phrase(" in ", Year(first, last))


@dataclass(frozen=True, slots=True)
class Stated:
    """What the partner itself states of its portfolio, and how much of it can be shown record by record."""

    claimer: str
    first: int
    last: int
    value: Decimal
    found: Value
    claimed_panel: str
    found_panel: str


def pair(
    partner: str,
    recipient: str,
    total: Sum,
    panel: str,
    *,
    sector: tuple[str, Decimal, str] | None = None,
    gap: str | None = None,
    stated: Stated | None = None,
) -> tuple[Part, ...]:
    """What a partner did in a recipient, for what most of it, what has no amount, and what it states itself.

    ``sector`` is the largest sector in words with its value and panel; it is told from a quarter of the money upwards.
    ``gap`` is the panel of the records without an amount.
    """
    who, whom = q(names.opening(names.spoken(partner))), q(names.spoken(recipient))
    if total.value is None:
        records = Figure(count(total.records, "records"), panel, total.records)
        return phrase(who, " has ", records, " in ", whom, ", none with a published amount.")
    about = " about " if total.records > 1 else " "
    said = phrase(
        who,
        f" {total.did}{about}",
        Figure(total.ranged, panel, float(total.value)),
        " to ",
        whom,
        *years(total.first, total.last),
    )
    if total.did == "paid out":
        said = phrase(
            who,
            " paid out",
            about,
            Figure(total.ranged, panel, float(total.value)),
            " in ",
            whom,
            *years(total.first, total.last),
        )
    if sector is not None and total.value > 0 and sector[1] / total.value >= Decimal("0.25"):
        name, value, opens = sector
        said += phrase(", ", Figure(percent(value, total.value), opens, float(value)), " of it for ", q(name))
    if total.unvalued and gap is not None:
        without = Figure(f"{total.unvalued:,} of {count(total.records, 'records')}", gap, total.unvalued)
        said += phrase("; ", without, " have no published amount" if total.unvalued > 1 else " has no published amount")
    said += phrase(".")
    if stated is not None:
        claimed = Figure(money(stated.value, total.currency), stated.claimed_panel, float(stated.value))
        said += phrase(" ", q(stated.claimer), " itself states ", claimed, " for ", Year(stated.first, stated.last))
        if stated.found is None:
            said += phrase(", none of which can be shown record by record.")
        else:
            shown = Figure(money(stated.found, total.currency), stated.found_panel, float(stated.found))
            said += phrase(": ", shown, " of it can be shown record by record.")
    return said


@dataclass(frozen=True, slots=True)
class Promises:
    """How promises ended: how many can be followed, kept (of them late), missed, and not known; and their panels."""

    followed: int
    kept: int
    late: int
    missed: int
    unknown: int


def promised(found: Promises, *, all_panel: str, kept_panel: str, missed_panel: str) -> tuple[Part, ...]:
    """What came of the promises that can be followed; nothing where there are none."""
    if not found.followed:
        return ()
    whole = Figure(count(found.followed, "promises"), all_panel, found.followed)
    return phrase(" Of ", whole, " that can be followed, ", *_ended(found, kept_panel, missed_panel))


def _ended(found: Promises, kept_panel: str, missed_panel: str) -> tuple[Part, ...]:
    kept = Figure(f"{found.kept} {'is' if found.kept == 1 else 'are'} known kept", kept_panel, found.kept)
    parts: tuple[Part, ...] = phrase(kept) if found.kept else phrase("none is known kept")
    if found.missed:
        verb = "is" if found.missed == 1 else "are"
        missed = Figure(f"{found.missed} {verb} broken or overdue", missed_panel, found.missed)
        return phrase(*parts, " and ", missed, ".")
    return phrase(*parts, " and none is known broken or overdue.")


def region(
    partners: Sequence[tuple[str, Sum, int, str]], whom: str, of: int, promises: tuple[Part, ...]
) -> tuple[Part, ...]:
    """What the largest partners committed, each its own ledger, and what came of promises.

    ``partners`` are code, total, in how many of the recipients, and panel; they are never added up.
    """
    held, together = _named(partners)
    if not held:
        return phrase("No source of this study tells of money to ", q(whom), ".", *promises)
    said: tuple[Part, ...] = ()
    for at, (code, total, states, panel) in enumerate(held):
        amount = Figure(total.ranged, panel, float(total.value or 0))
        if at == 0:
            said = phrase(
                q(names.opening(names.spoken(code))),
                f" {total.did} ",
                amount,
                " to ",
                q(whom if states >= of else _some_of(states, of, whom)),
                *years(total.first, total.last),
            )
            continue
        joint = " and " if at == len(held) - 1 else ", "
        part = phrase(joint if at == 1 and len(held) == 2 else (", and " if joint == " and " else joint))
        said += phrase(*part, q(names.spoken(code)), " ", amount)
        if states < of:
            said += phrase(
                " to ", q(f"{number_word(states)} of the {number_word(of)}") if states > 1 else "one of them"
            )
    return phrase(*said, *together, ".", *promises)


_Told = TypeVar("_Told", bound=tuple[Any, ...])


def _named(partners: Sequence[_Told]) -> tuple[list[_Told], tuple[Part, ...]]:
    """The partners with money, and what several gave together without stating shares: it is nobody's, so no giver's
    place in a sentence is theirs, unless nothing else is told."""
    held = [each for each in partners if each[1].value]
    named = [each for each in held if each[0] != SEVERAL]
    if not named or len(named) == len(held):
        return held, ()
    (several,) = [each for each in held if each[0] == SEVERAL][:1]
    amount = Figure(several[1].ranged, several[-1], float(several[1].value or 0))
    return named, phrase("; several together, without stated shares, ", amount)


def _some_of(states: int, of: int, whom: str) -> str:
    """Some of the recipients: ``two of the five states of Central Asia``."""
    all_of = f"the {number_word(of)} recipients" if whom.startswith("all ") else whom
    return f"{number_word(states)} of {all_of}"


def recipient(
    whom: str,
    partners: Sequence[tuple[str, Sum, str]],
    promises: tuple[Part, ...],
    *,
    ledgers: int = 1,
    others: int = 0,
) -> tuple[Part, ...]:
    """What the largest partners of a recipient did, in how many ledgers, and what came of promises to it.

    ``others`` are partners told in another count only, beside whose money these are not set.
    """
    held, together = _named(partners)
    if not held:
        if partners:
            return phrase(
                "The sources of this study tell of records in ",
                q(names.spoken(whom)),
                ", none with a published amount.",
                *promises,
            )
        return phrase("No source of this study tells of money to ", q(names.spoken(whom)), ".", *promises)
    code, total, panel = held[0]
    said = phrase(
        q(names.opening(names.spoken(code))),
        f" {total.did} ",
        Figure(total.ranged, panel, float(total.value or 0)),
        " to " if total.did == "committed" else " in ",
        q(names.spoken(whom)),
        *years(total.first, total.last),
    )
    for at, (code, total, panel) in enumerate(held[1:3], start=2):
        amount = Figure(total.ranged, panel, float(total.value or 0))
        said += phrase(" and " if at == min(len(held), 3) else ", ", q(names.spoken(code)), " ", amount)
    if 1 < min(len(held), 3) == ledgers:
        said += phrase(", each by a ledger of its own")
    if others:
        more = "one more partner is" if others == 1 else f"{number_word(others)} more partners are"
        said += phrase("; ", q(more), " told in another count")
    return phrase(*said, *together, ".", *promises)


def partner(
    code: str,
    whom: str,
    total: Sum,
    panel: str,
    *,
    most: tuple[str, Decimal, str] | None,
    states: int,
    of: int,
    promises: tuple[Part, ...],
) -> tuple[Part, ...]:
    """What a partner did in all recipients, and where most of it went (``most``: recipient, value, panel)."""
    who = q(names.opening(names.spoken(code)))
    if total.value is None:
        return phrase(
            who,
            " has ",
            Figure(count(total.records, "records"), panel, total.records),
            " in ",
            q(whom),
            ", none with a published amount.",
            *promises,
        )
    said = phrase(
        who,
        f" {total.did} ",
        Figure(total.ranged, panel, float(total.value)),
        " to " if total.did == "committed" else " in ",
        q(whom),
        *years(total.first, total.last),
    )
    if states < of:
        said += (
            phrase(", to ", q(f"{number_word(states)} of {number_word(of)}"), " states")
            if states > 1
            else phrase(", all in one state")
        )
    if most is not None and total.value > 0 and most[1] / total.value >= Decimal("0.4") and states > 1:
        said += phrase(
            ", ", Figure(percent(most[1], total.value), most[2], float(most[1])), " of it to ", q(names.spoken(most[0]))
        )
    return phrase(*said, ".", *promises)


# Titles of pictures --------------------------------------------------------------------------------------------------


def counted_of(counted: int, counts_as: Sequence[str]) -> tuple[Part, ...]:
    """How many of the promises on record a picture counts, and why it does not count the others; none where all."""
    out: dict[str, int] = {}
    for words in counts_as:
        if words != "counted":
            out[words] = out.get(words, 0) + 1
    if not out:
        return ()
    why = listed([f"{n} {words}" for words, n in sorted(out.items(), key=lambda each: (-each[1], each[0]))])
    listed_all = f"the list holds {count(len(counts_as), 'promises')}, {sum(out.values())} of them not counted ({why})"
    return phrase(q(f"The picture and the counts are of {count(counted, 'promises')}; {listed_all}."))
