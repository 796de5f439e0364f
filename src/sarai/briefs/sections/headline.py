"""What the sources hold, in one table: kind of money by source."""

from sarai.briefs.content import Block, Section, sentence, table, words
from sarai.briefs.sections._shared import kind, prices, span, to_whom, verb, who
from sarai.briefs.words import Cell, Quoted, Words, Year
from sarai.model.figures import Figure
from sarai.study import Basis, Desk


def section(desk: Desk) -> Section:
    """The totals of every kind of money, low, preferred and high."""
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    falls = False
    for basis in desk.bases:
        now, then = desk.money(basis), desk.money(basis, prices=desk.constant)
        if not now:
            continue
        cell = now[0]
        falls = falls or _is_less(then[0].preferred, cell.preferred)
        rows.append(
            (kind(basis), Quoted(basis.title), span(basis), cell.n, cell.low, cell.preferred, cell.high,
             then[0].preferred)
        )  # fmt: skip
        blocks.append(
            sentence(
                Quoted(basis.title), ": ", Quoted(desk.study.release.currency), " ", cell.preferred, " million ",
                verb(basis), " by ", _by(desk, basis), " to ", to_whom(desk), *_when(basis), ", in ", cell.n,
                " records", *_undated(desk, basis), *_silent(desk, basis), ".",
            )
        )  # fmt: skip
        blocks += [*_complete(desk, basis), *_covered(desk, basis)]
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
             "Constant prices are those of ", Year(desk.study.release.price_year), "."),
            ("Rows of different sources and kinds are never added up: they tell of the same things on other bases.",),
            *(((_WHY_LESS, Year(desk.study.release.price_year), "."),) if falls else ()),
        ],
    )  # fmt: skip
    return Section("headline", words("In short"), (*blocks, found))


_WHY_LESS = (
    "Constant prices can be less than current ones: an amount is turned into the currency of this page at the rate of "
    "its month and divided by the deflator of whoever gives it, which follows prices there and the rate of its "
    "currency. Money given while that currency stood higher would be worth less at the prices and rates of "
)


def _is_less(then: Figure, now: Figure) -> bool:
    return then.value is not None and now.value is not None and then.value < now.value


def _by(desk: Desk, basis: Basis) -> Words | Quoted:
    """The partners in a sentence about one source, which may tell of one alone."""
    if not desk.partners and len(basis.partners) == 1:
        return Quoted(desk.name("partner", basis.partners[0]))
    return who(desk) if desk.partners else Words("all partners that it holds")


def _complete(desk: Desk, basis: Basis) -> list[Block]:
    """To which year the source is complete; later years of it are partial."""
    found = desk.complete(basis)
    if found is None:
        return []
    if found["to"] is None:
        return [sentence(Quoted(basis.title), ": not known to which year it is complete.")]
    how = "by the records of each publisher" if "publishers" in found else "by its records year by year"
    how = "as its publisher states" if found["basis"] == "stated" else how
    how += "; the list in hand is a part" if found["partial"] else ""
    later = basis.years is not None and basis.years[1] > found["to"]
    more = "; later years are partial." if later else "."
    return [sentence(Quoted(basis.title), " is complete to ", Year(found["to"]), f", {how}{more}")]


def _covered(desk: Desk, basis: Basis) -> list[Block]:
    """How much of what the publisher itself totals the records in hand are."""
    found = desk.of_its_total(basis)
    if found is None:
        return []
    return [
        sentence(
            "Coverage: in ", Quoted(found.series), ", the publisher's own series, these records hold ", found.found,
            " million of the ", found.stated, " million that it totals itself, ", found.percent, ".",
        )
    ]  # fmt: skip


def _silent(desk: Desk, basis: Basis) -> tuple[Cell, ...]:
    """The records without a value, which no sum holds."""
    found = desk.without_value(basis)
    return (Words(", "), found, Words(" of them without a value")) if found else ()


def _when(basis: Basis) -> tuple[Cell, ...]:
    years = span(basis)
    return () if years is None else (Words(" in "), years)


def _undated(desk: Desk, basis: Basis) -> tuple[Cell, ...]:
    """The records without a date, which no span of years holds."""
    found = [cell for cell in desk.money(basis, by=["year"]) if cell.keys["year"] is None]
    return (Words(", "), found[0].n, Words(" of them without a date")) if found else ()
