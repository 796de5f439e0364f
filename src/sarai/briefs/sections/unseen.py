"""What is under way or was only promised, and when a source last looked at it."""

from sarai.answers.briefing import Desk, Record
from sarai.answers.passports import Figure
from sarai.briefs.content import Block, Section, sentence, table, words
from sarai.briefs.sections._shared import kind, prices
from sarai.briefs.sections.largest import heads, row
from sarai.briefs.words import Cell, Day, Quoted


def section(desk: Desk) -> Section | None:
    """Open records by the date of the last look, and pledges, which stand in no total."""
    blocks: list[Block] = []
    for basis in desk.bases:
        records = desk.open_records(basis)
        if not records:
            continue
        blocks.append(sentence(*_looks(desk, records, f"open {basis.kind} records told by {basis.title}"), "."))
        blocks.append(
            table(
                f"open-{basis.source}-{basis.kind}",
                (*prices(desk, f"{kind(basis)} and not finished as last seen"), "; source: ", Quoted(basis.title)),
                heads(desk),
                [row(desk, each) for each in records[:LONGEST]],
                [("A status holds for the day of the last look; the work may be finished since.",), *_rest(records)],
            )
        )
    pledges = desk.pledged()
    if pledges:
        blocks.append(sentence("Pledges, in no total: ", *_looks(desk, pledges, "pledges"), "."))
        blocks.append(
            table(
                "pledged",
                (*prices(desk, "Pledged, and no firmer step seen"),),
                heads(desk),
                [row(desk, each) for each in pledges[:LONGEST]],
                _rest(pledges),
            )
        )
    return Section("unseen", words("Open, pledged, and when last looked at"), tuple(blocks)) if blocks else None


LONGEST = 40
"""Records that a table prints; a brief about one pair seldom has more."""


def _rest(records: list[Record]) -> list[tuple[str]]:
    return [("The table holds the records looked at last; sarai total prints all.",)] if len(records) > LONGEST else []


def _looks(desk: Desk, records: list[Record], what: str) -> list[Cell | str]:
    """How many records each look of a dataset shows: the newest first."""
    told: list[Cell | str] = []
    datasets = list(dict.fromkeys((each.as_of, each.dataset) for each in records))
    for place, (as_of, dataset) in enumerate(datasets):
        here = [each for each in records if (each.as_of, each.dataset) == (as_of, dataset)]
        count: Figure = desk.count(here, says=f"{what} last seen in {dataset}{_scope(desk)}")
        told += [", " if place else "", count, " last seen on ", Day(as_of), " in ", Quoted(dataset)]
    return told


def _scope(desk: Desk) -> str:
    return "".join(f", {name} {value}" for name, value in desk.scope.items())
