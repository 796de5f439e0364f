"""The largest activities with status and dates."""

from sarai.briefs.content import Block, Section, table, words
from sarai.briefs.sections._shared import kind, named, prices, status
from sarai.briefs.words import Cell, Day, Quoted, Words, Year
from sarai.study import Desk, Record


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
                    heads(desk),
                    [row(desk, each) for each in records],
                )
            )
    return Section("largest", words("The largest activities"), tuple(blocks)) if blocks else None


def heads(desk: Desk) -> list[tuple[str, bool]]:
    """The columns of a list of records; what is the same in every row is left to the title."""
    told = [("Record", False), ("Partner and agency" if len(desk.partners) != 1 else "Agency", False)]
    told += [("Recipient", False)] if len(desk.recipients) != 1 else []
    return [*told, ("Sector", False), ("Year", False), ("Amount", True), ("Status", False), ("Begins", False),
            ("Ends", False), ("Last looked at", False)]  # fmt: skip


def row(desk: Desk, each: Record) -> tuple[Cell, ...]:
    """A record as a row of a table."""
    return (
        Quoted(f"{each.title} ({each.record})" if each.title else each.record),
        _by(desk, each),
        *((named(desk, "recipient", each.recipient),) if len(desk.recipients) != 1 else ()),
        named(desk, "sector_group", each.sector_group),
        None if each.year is None else Year(each.year),
        each.value,
        None if each.status is None else Words(status(each.status)),
        None if each.start is None else Day(each.start),
        None if each.end is None else Day(each.end),
        Day(each.as_of),
    )


def _by(desk: Desk, each: Record) -> Cell:
    if len(desk.partners) == 1:
        return None if each.agency is None else Quoted(each.agency)
    partner = desk.name("partner", each.partner)
    return Quoted(f"{partner}: {each.agency}" if each.agency else partner)
