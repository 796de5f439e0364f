"""What the sources could say: partner by source, the years in which it speaks, is silent, or could not hold it."""

from itertools import groupby

from sarai.briefs.content import Picture, Section, sentence, table, words
from sarai.briefs.sections._shared import named
from sarai.briefs.words import Cell, Quoted, Words, Years
from sarai.charts import seen
from sarai.study import Desk, Says

LONGEST = 14


def section(desk: Desk) -> Section | None:
    """A picture and a table of partner, source and years."""
    partners = _partners(desk)
    years = _years(desk)
    if not partners or not years:
        return None
    told = desk.coverage(years, partners=partners)
    cells = [
        seen.Cell(desk.name("partner", each.partner), desk.study.title_of(each.source), each.year, each.says)
        for each in told
    ]
    about = "What each source says of each partner, year by year"
    lines: list[tuple[Cell, ...]] = []
    for (partner, source), group in groupby(told, key=lambda each: (each.partner, each.source)):
        states = list(group)
        lines.append(
            (named(desk, "partner", partner), Quoted(desk.study.title_of(source)),
             *(Years(each.year for each in states if each.says is word) or Words("–")
               for word in Says))
        )  # fmt: skip
    return Section(
        "coverage",
        words("What the sources cover"),
        (
            sentence(
                "Silent is a year that a source could hold and has no record of; out of scope is a year or partner "
                "that it could not hold. Neither is zero."
            ),
            Picture(
                "coverage",
                seen.coverage("coverage", cells, title=about, source="the records of this release"),
                Words("The table has the same spans."),
            ),
            table(
                "coverage",
                ("Years by what the source says",),
                [("Partner", False), ("Source", False), ("Speaks", False), ("Silent", False), ("Out of scope", False)],
                lines,
            ),
        ),
    )


def _partners(desk: Desk) -> list[str]:
    if desk.partners:
        return list(desk.partners)
    return desk.partners_by_records()[:LONGEST]


def _years(desk: Desk) -> list[int]:
    spans = [basis.years for basis in desk.peer_bases if basis.years is not None]
    return list(range(min(first for first, _ in spans), max(last for _, last in spans) + 1)) if spans else []
