"""The title of each picture: what it shows, in one line made by a rule; where facts are thin it says less."""

from collections.abc import Sequence
from decimal import Decimal

from sarai.model.vocabulary import SEVERAL
from sarai.web import names
from sarai.web.sentences import Promises, Value
from sarai.web.words import count, listed, money, number_word, ordinal, percent, short


def of_years(did: str, told_years: Sequence[tuple[int, Decimal]], currency: str = "USD") -> str:
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


def of_sectors(told_sectors: Sequence[tuple[str, Decimal]], whole: Decimal) -> str:
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


def of_peers(code: str, told_peers: Sequence[tuple[str, Decimal]], did: str, whom: str) -> str:
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


def of_partners(
    found: Sequence[tuple[str, dict[str, Decimal]]], recipients: Sequence[str], *, ledgers: int, state: str = ""
) -> str:
    """Who leads in how many of the recipients, among partners told in so many ``ledgers``; ``state`` names one alone.

    Where several lead in as many, all of them are named.
    """
    # What several gave together without shares is nobody's lead.
    found = [each for each in found if each[0] != SEVERAL] or found
    leads: dict[str, int] = {}
    told_states = 0
    for place in recipients:
        held = {code: values[place] for code, values in found if values.get(place)}
        if held:
            told_states += 1
            for code in (code for code, value in held.items() if value == max(held.values())):
                leads[code] = leads.get(code, 0) + 1
    if not leads:
        return "No commitment has a published amount"
    n = max(leads.values())
    first = [names.spoken(code) for code, of in leads.items() if of == n]
    if n < told_states:
        where = f"{number_word(n)} of {number_word(told_states)} states"
    else:
        where = f"all {number_word(n)} states" if n > 1 else state or "the one state told"
    whose = names.opening(listed([f"{name}’s" for name in first]))
    if len(found) == 1:
        return f"{whose} commitments are the only ones with an amount, in {where}"
    many = len(first) > 1
    if ledgers < len(found):
        who = names.opening(listed(first))
        return f"Of {number_word(len(found))} partners, {who} committed most in {where}{' each' if many else ''}"
    whose = listed([f"{name}’s" for name in first])
    are = "are the largest" if many else "is the largest"
    return f"Of {number_word(ledgers)} ledgers of commitments, {whose} {are} in {where}{' each' if many else ''}"


def of_map(named: int, records: int, best: tuple[str, Decimal] | None, value: Value) -> str:
    """What the points of a map show: how many records name a place, and where most money is."""
    if not named:
        return "No record here names a place"
    if best is not None and value:
        return f"{named} of {records} records name a place; most money at {best[0]}: {short(best[1])}"
    return f"{named} of {records} records name a place"


def of_heads(code: str, per_head: Sequence[tuple[str, float]]) -> str:
    """Where a partner's money per person is most."""
    held = sorted(per_head, key=lambda each: -each[1])
    who = names.opening(names.spoken(code))
    if not held:
        return f"{who}’s money per person is not known"
    if len(held) == 1:
        return f"{who}: money in {held[0][0]} alone"
    top = [name for name, value in held if value >= held[0][1] * 0.5]
    return f"{who}: most money per person in {listed(top[:2])}"


def of_promises(found: Promises, between: str = "") -> str:
    """How the promises ended, and whose they are."""
    whose = f" {between}" if between else ""
    if found.followed == 0:
        return f"No promise{whose} can be checked as it was worded"
    kept = f"{found.kept} kept" + (f", {found.late} of them late" if found.late else "")
    missed = f"{found.missed} broken or overdue" if found.missed else "none broken or overdue"
    return f"Of {count(found.followed, 'promises')}{whose} that can be checked, {kept}; {missed}"


def of_bridge(claimer: str, claimed: Decimal, found: Value, currency: str = "USD") -> str:
    """How much of a stated portfolio cannot be shown."""
    if found is None:
        return f"Nothing of {claimer}’s {money(claimed, currency)} can be shown"
    gap = claimed - found
    if gap <= 0:
        return f"All of {claimer}’s {money(claimed, currency)} can be shown"
    return (
        f"{money(gap, currency)} of {claimer}’s {money(claimed, currency).removeprefix(currency + ' ')} cannot be shown"
    )
