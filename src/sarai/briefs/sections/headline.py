"""What the sources hold, in one table: kind of money by source."""

from sarai.answers.briefing import Desk
from sarai.briefs.content import Block, Section, sentence, table, words
from sarai.briefs.sections._shared import kind, prices, span, to_whom, verb, who
from sarai.briefs.words import Cell, Quoted, Year


def section(desk: Desk) -> Section:
    """The totals of every kind of money, low, preferred and high."""
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    for basis in desk.bases:
        now, then = desk.money(basis), desk.money(basis, prices=desk.constant)
        if not now:
            continue
        cell = now[0]
        rows.append(
            (kind(basis), Quoted(basis.title), span(basis), cell.n, cell.low, cell.preferred, cell.high,
             then[0].preferred)
        )  # fmt: skip
        blocks.append(
            sentence(
                Quoted(basis.title), ": ", Quoted(desk.session.release.currency), " ", cell.preferred, " million ",
                verb(basis), " by ", who(desk), " to ", to_whom(desk), " in ", span(basis), ", in ", cell.n,
                " records.",
            )
        )  # fmt: skip
    if not rows:
        blocks.append(
            sentence(
                "No source in this release holds money of ", who(desk), " to ", to_whom(desk),
                ". That is not zero: see below what the sources cover.",
            )
        )  # fmt: skip
        return Section("headline", words("In short"), tuple(blocks))
    found = table(
        "headline",
        prices(desk, "Money by kind and source"),
        [("Kind", False), ("Source", False), ("Years", False), ("Records", True), ("Low", True), ("Preferred", True),
         ("High", True), ("Preferred, constant prices", True)],
        rows,
        [
            ("Low leaves out what a rule doubts; high takes in what may be told twice, as long as that is not proven. "
             "Constant prices are those of ", Year(desk.session.release.price_year), "."),
            ("Rows of different sources and kinds are never added up: they tell of the same things on other bases.",),
        ],
    )  # fmt: skip
    return Section("headline", words("In short"), (*blocks, found))
