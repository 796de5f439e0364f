"""What the rest of a table proves of the kind of its money where the header of an amount does not say it.

What is told for certain decides: the date that rows bear, words of titles, of the table's name and of its sheet, and
what a row is numbered as. Where these disagree, or none says anything, a person is asked.
"""

from collections.abc import Sequence
from functools import cache

from sarai.model.vocabulary import Kind
from sarai.sources.table import units, words
from sarai.sources.table.assign import Assigned
from sarai.sources.table.columns import Column

_IN_TITLES = (Kind.COMMITMENT, Kind.DISBURSEMENT, Kind.EXPENDITURE, Kind.PLEDGE, Kind.BUDGET)


def of_table(columns: Sequence[Column], assigned: Assigned, titles: Sequence[str], name: str) -> str | None:
    """The kind of money that the dates, the titles, the name of the table or the numbers of its records tell."""
    dated = assigned.fields.get("date") or assigned.fields.get("year")
    if dated is not None:
        for each in ("date", "year"):
            named = dated.meaning(each)
            if named is not None and named.meaning.kind is not None:
                return named.meaning.kind
        if words.plain(dated.name).startswith(("commitment", "approval", "signing")):
            return Kind.COMMITMENT
    for told in (*titles, name):
        found = _in_title(told)
        if len(found) == 1:
            return found.pop()
    if any(_in_title(told) for told in (*titles, name)):
        return None
    return Kind.COMMITMENT if _a_row_is_an_agreement(columns, assigned, titles, name) else None


def of_header(name: str, stated: str | None) -> tuple[str | None, bool]:
    """The kind of money that a header of an amount tells, and whether it tells two at once: that is asked.

    What happened to the money decides before what it is called by: a loan that is disbursed is a disbursement, and
    what was spent of a budget is spent. ``stated`` is what the words of headers say of it.
    """
    bare = words.plain(units.without(name))
    known = {each.kind for each in words.headers().get(bare, ()) if each.field == "amount"}
    if known - {None}:
        return stated, False
    tokens = bare.split()
    told = {kind for kind in Kind if _verbs(kind) and any(each.startswith(_verbs(kind)) for each in tokens)}
    for wide, close in _CLOSER:
        if wide in told and close & told:
            told.discard(wide)
    return (None, True) if len(told) > 1 else (told.pop() if told else stated, False)


_CLOSER: tuple[tuple[Kind, frozenset[Kind]], ...] = (
    (Kind.BUDGET, frozenset(Kind) - {Kind.BUDGET}),
    (Kind.DISBURSEMENT, frozenset((Kind.INTEREST, Kind.REPAYMENT, Kind.PLANNED))),
)
"""Kinds whose words stand beside those of kinds that say more: *budget spent*, *interest paid*."""


@cache
def _verbs(kind: Kind) -> tuple[str, ...]:
    try:
        return tuple(words.group(f"{kind} verbs"))
    except ValueError:
        return ()


def _in_title(told: str) -> set[Kind]:
    tokens = words.plain(told).split()
    return {
        kind for kind in _IN_TITLES
        if any(each in words.group(f"{kind} in titles") for each in tokens)
    }  # fmt: skip


def _a_row_is_an_agreement(columns: Sequence[Column], assigned: Assigned, titles: Sequence[str], name: str) -> bool:
    """Whether each row is a loan or a grant by its number ("Loan No"), of which the amount is what was agreed.

    Rows of one number are payments or changes of it, and rows by year what happened in the year: these prove nothing.
    """
    own = assigned.fields.get("record_id")
    if own is None or len(own.values) < own.filled or {"kind", "year"} & assigned.fields.keys():
        return False
    return bool(set(words.plain(own.name).split()) & words.group("agreements"))
