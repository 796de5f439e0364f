"""The largest activities with status and dates."""

from sarai.answers.briefing import Desk, Record
from sarai.briefs.content import Block, Section, table, words
from sarai.briefs.sections._shared import kind, named, prices, status
from sarai.briefs.words import Cell, Day, Quoted, Words, Year


def section(desk: Desk) -> Section | None:
    """A table of the largest counted records per kind of money."""
    blocks: list[Block] = []
    for basis in desk.bases:
        records = desk.largest(basis)
        if records:
            blocks.append(
                table(
                    f"largest-{basis.source}-{basis.kind}",
                    (*prices(desk, f"{kind(basis)}, the largest records"), "; source: ", Quoted(basis.title)),
                    HEADS,
                    [row(desk, each) for each in records],
                )
            )
    return Section("largest", words("The largest activities"), tuple(blocks)) if blocks else None


HEADS = (
    ("Record", False),
    ("Partner and agency", False),
    ("Recipient", False),
    ("Sector", False),
    ("Year", False),
    ("Amount", True),
    ("Status", False),
    ("Begins", False),
    ("Ends", False),
    ("Last looked at", False),
)


def row(desk: Desk, each: Record) -> tuple[Cell, ...]:
    """A record as a row of a table."""
    partner = desk.name("partner", each.partner)
    return (
        Quoted(f"{each.title} ({each.record})" if each.title else each.record),
        Quoted(f"{partner}: {each.agency}" if each.agency else partner),
        named(desk, "recipient", each.recipient),
        named(desk, "sector_group", each.sector_group),
        None if each.year is None else Year(each.year),
        each.value,
        None if each.status is None else Words(status(each.status)),
        None if each.start is None else Day(each.start),
        None if each.end is None else Day(each.end),
        Day(each.as_of),
    )
