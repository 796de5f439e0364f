"""The sentences that open pages, and the titles of pictures: each written by a rule from facts that can be checked.

Every function takes what is known and gives parts of a sentence; where the data are thin it says less. A test gives
each rule its facts and reads the sentence, and tries the thin cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

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
    ordinal,
    percent,
    short,
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
    held = [each for each in partners if each[1].value]
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
                q(whom),
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
    return phrase(*said, ".", *promises)


def recipient(
    whom: str, partners: Sequence[tuple[str, Sum, str]], promises: tuple[Part, ...], *, others: int = 0
) -> tuple[Part, ...]:
    """What the largest partners of a recipient did, each by its own ledger, and what came of promises to it.

    ``others`` are partners told in another count only, beside whose money these are not set.
    """
    held = [each for each in partners if each[1].value]
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
    if len(held) > 1:
        said += phrase(", each by a ledger of its own")
    if others:
        more = "one more partner is" if others == 1 else f"{number_word(others)} more partners are"
        said += phrase("; ", q(more), " told in another count")
    return phrase(*said, ".", *promises)


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


def title_of_years(did: str, told_years: Sequence[tuple[int, Decimal]], currency: str = "USD") -> str:
    """What the columns of years show: a burst, else the largest year."""
    held = [(year, value) for year, value in told_years if value > 0]
    noun = "committed" if did == "committed" else "paid out"
    if not held:
        return f"No dated amount was {noun}"
    if len(held) == 1:
        return f"All dated money was {noun} in {held[0][0]}"
    whole = sum(value for _, value in held)
    best = sorted(held, key=lambda each: -each[1])
    span = held[-1][0] - held[0][0] + 1
    for most in (1, 2, 3, 4, 5):
        part = sum(value for _, value in best[:most])
        if part / whole >= Decimal("0.6") and span >= 3 * most and most < len(held):
            within = "year" if most == 1 else "years"
            return f"{percent(part, whole)} of the money was {noun} in {number_word(most)} {within} of {span}"
    return f"Most was {noun} in {best[0][0]}: {money(best[0][1], currency)}"


def title_of_sectors(told_sectors: Sequence[tuple[str, Decimal]], whole: Decimal) -> str:
    """What the bars of sectors show: one that stands out, else the two largest."""
    held = [(name, value) for name, value in told_sectors if value > 0]
    if not held or whole <= 0:
        return "No amount is known by sector"
    first = held[0]
    if len(held) == 1:
        return f"All of it went to {first[0]}"
    share = percent(first[1], whole)
    if first[1] >= whole / 2:
        return f"{names.opening(first[0])} took {share} of the money"
    return f"{names.opening(first[0])} took {share}, {held[1][0]} {percent(held[1][1], whole)}"


def title_of_peers(code: str, told_peers: Sequence[tuple[str, Decimal]], did: str, whom: str) -> str:
    """Where a partner stands among the funders of a recipient in one ledger."""
    held = [each for each in told_peers if each[1] > 0]
    place = next((at for at, (each, _) in enumerate(held, 1) if each == code), None)
    if place is None:
        return (
            f"{number_word(len(held)).capitalize()} funders {did} to {whom}"
            if held
            else f"No funder of {whom} is known"
        )
    if len(held) == 1:
        return f"{names.opening(names.spoken(code))} is the only funder of {whom} told here"
    largest = "the largest" if place == 1 else f"the {ordinal(place)} largest"
    return f"{names.opening(names.spoken(code))} is {largest} of {len(held)} funders told here"


def title_of_partners(found: Sequence[tuple[str, dict[str, Decimal]]], recipients: Sequence[str]) -> str:
    """Who leads in how many of the recipients, among partners whose ledgers are set side by side."""
    leads: dict[str, int] = {}
    told_states = 0
    for state in recipients:
        held = [(values[state], code) for code, values in found if values.get(state)]
        if held:
            told_states += 1
            leads[max(held)[1]] = leads.get(max(held)[1], 0) + 1
    if not leads:
        return "No commitment has a published amount"
    code, n = max(leads.items(), key=lambda each: each[1])
    who = names.opening(names.spoken(code))
    if n == told_states:
        where = f"all {number_word(n)} states" if n > 1 else "the one state told"
    else:
        where = f"{number_word(n)} of {number_word(told_states)} states"
    if len(found) == 1:
        return f"{who}’s commitments are the only ones told, in {where}"
    return f"Of {number_word(len(found))} ledgers of commitments, {who}’s is the largest in {where}"


def title_of_map(named: int, records: int, best: tuple[str, Decimal] | None, value: Value) -> str:
    """What the points of a map show: how many records name a place, and where most money is."""
    if not named:
        return "No record here names a place"
    if best is not None and value:
        return f"{named} of {records} records name a place; most money at {best[0]}: {short(best[1])}"
    return f"{named} of {records} records name a place"


def title_of_heads(code: str, per_head: Sequence[tuple[str, float]]) -> str:
    """Where a partner's money per person is most."""
    held = sorted(per_head, key=lambda each: -each[1])
    who = names.opening(names.spoken(code))
    if not held:
        return f"{who}’s money per person is not known"
    if len(held) == 1:
        return f"{who}: money in {held[0][0]} alone"
    top = [name for name, value in held if value >= held[0][1] * 0.5]
    return f"{who}: most money per person in {listed(top[:2])}"


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


def title_of_promises(found: Promises, between: str = "") -> str:
    """How the promises ended, and whose they are."""
    whose = f" {between}" if between else ""
    if found.followed == 0:
        return f"No promise{whose} can be checked as it was worded"
    kept = f"{found.kept} kept" + (f", {found.late} of them late" if found.late else "")
    missed = f"{found.missed} broken or overdue" if found.missed else "none broken or overdue"
    return f"Of {count(found.followed, 'promises')}{whose} that can be checked, {kept}; {missed}"


def title_of_bridge(claimer: str, claimed: Decimal, found: Value, currency: str = "USD") -> str:
    """How much of a stated portfolio cannot be shown."""
    if found is None:
        return f"Nothing of {claimer}’s {money(claimed, currency)} can be shown"
    gap = claimed - found
    if gap <= 0:
        return f"All of {claimer}’s {money(claimed, currency)} can be shown"
    return (
        f"{money(gap, currency)} of {claimer}’s {money(claimed, currency).removeprefix(currency + ' ')} cannot be shown"
    )
