"""Year by year, who to whom: where a brief is about several partners or recipients."""

from sarai.briefs.content import Block, Column, Section, table, words
from sarai.briefs.sections._shared import kind, named, prices
from sarai.briefs.words import Cell, Quoted, Words, Year
from sarai.model.figures import Figure
from sarai.study import Basis, Desk

WIDEST = 10
"""Years that stand side by side on a printed page."""
LONGEST = 8
"""Partners of one recipient; the smaller ones stand in what ``sarai total`` prints."""

Pair = tuple[str | None, str | None]


def section(desk: Desk) -> Section | None:
    """A table of pairs by year for every kind of money; none where the brief is about one pair."""
    if len(desk.partners) == 1 and len(desk.recipients) == 1:
        return None
    blocks: list[Block] = []
    for basis in desk.bases:
        blocks += _tables(desk, basis)
    return Section("pairs", words("Year by year, who to whom"), tuple(blocks)) if blocks else None


def _tables(desk: Desk, basis: Basis) -> list[Block]:
    if basis.years is None:
        return []
    sizes: dict[Pair, float] = {}
    for cell in desk.money(basis, by=["recipient", "partner"]):
        sizes[cell.keys["recipient"], cell.keys["partner"]] = float(cell.preferred.value or 0)
    pairs = _largest(desk, sizes)
    first, last = basis.years
    found: list[Block] = []
    for start in range(first, last + 1, WIDEST):
        years = range(start, min(start + WIDEST, last + 1))
        figures: dict[tuple[Pair, int], Figure] = {
            ((cell.keys["recipient"], cell.keys["partner"]), cell.keys["year"]): cell.preferred
            for cell in desk.money(basis, by=["recipient", "partner", "year"], year=f"{years[0]}-{years[-1]}")
        }
        rows: list[tuple[Cell, ...]] = [
            (
                named(desk, "recipient", pair[0]),
                named(desk, "partner", pair[1]),
                *(figures.get((pair, year), Words("–")) for year in years),
            )
            for pair in pairs
            if any((pair, year) in figures for year in years)
        ]
        if rows:
            found.append(
                table(
                    f"pairs-{basis.source}-{basis.kind}-{start}",
                    (*prices(desk, kind(basis)), "; source: ", Quoted(basis.title)),
                    [("Recipient", False), ("Partner", False), *(Column(Year(year), figures=True) for year in years)],
                    rows,
                    [
                        ("A dash: no record in that year.",),
                        *(
                            [("The largest partners of each recipient are printed.",)]
                            if len(pairs) < len(sizes)
                            else []
                        ),
                    ],
                )
            )
    return found


def _largest(desk: Desk, sizes: dict[Pair, float]) -> list[Pair]:
    found: list[Pair] = []
    for recipient in sorted({pair[0] for pair in sizes}, key=lambda code: desk.name("recipient", code)):
        here = sorted((pair for pair in sizes if pair[0] == recipient), key=lambda pair: (-sizes[pair], str(pair[1])))
        found += here[:LONGEST]
    return found
