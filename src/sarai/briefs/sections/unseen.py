"""What is under way or was only promised, and when a source last looked at it."""

from collections import Counter

from sarai.briefs.content import Block, Column, Section, Table, sentence, table, words
from sarai.briefs.sections._shared import kind, named, prices
from sarai.briefs.sections.largest import heads, row
from sarai.briefs.words import Cell, Day, Quoted, Words
from sarai.model.figures import Figure
from sarai.model.vocabulary import OPEN_STATUSES, Kind
from sarai.study import Basis, Desk, Record


def section(desk: Desk) -> Section | None:
    """Open records by the date of the last look, and pledges, which stand in no total."""
    blocks: list[Block] = []
    for basis in desk.bases:
        records = desk.open_records(basis)
        if not records:
            continue
        blocks.append(
            sentence(
                Quoted(basis.title),
                ", records not finished: ",
                *_looks(desk, records, f"open {basis.kind} records told by {basis.title}", _open(basis)),
                ".",
            )
        )
        if len({each.recipient for each in records}) > 1:
            blocks.append(_by_recipient(desk, basis, records))
        blocks.append(
            table(
                f"open-{basis.source}-{basis.kind}",
                (*prices(desk, f"{kind(basis)} and not finished as last seen"), "; source: ", Quoted(basis.title)),
                heads(desk),
                [row(desk, each) for each in _in_order(desk, records)],
                [
                    ("A status holds for the day of the last look; the work may be finished since.",),
                    *_rest(desk, records),
                ],
            )
        )
    pledges = desk.pledged()
    if pledges:
        blocks.append(
            sentence("Pledges, in no total: ", *_looks(desk, pledges, "pledges", {"kind": Kind.PLEDGE.value}), ".")
        )
        blocks.append(
            table(
                "pledged",
                (*prices(desk, "Pledged, and no firmer step seen"),),
                heads(desk),
                [row(desk, each) for each in _in_order(desk, pledges)],
                _rest(desk, pledges),
            )
        )
    return Section("unseen", words("Open, pledged, and when last looked at"), tuple(blocks)) if blocks else None


LONGEST = 60
"""Records that a table prints whole."""
EACH = 8
"""Records of each recipient where there are more."""


def _in_order(desk: Desk, records: list[Record]) -> list[Record]:
    """By recipient, the newest look first within each; of a long list, the first of each recipient."""
    ordered = sorted(records, key=lambda each: desk.name("recipient", each.recipient))
    if len(ordered) <= LONGEST or len({each.recipient for each in ordered}) == 1:
        return ordered
    seen: Counter[str | None] = Counter()
    kept: list[Record] = []
    for each in ordered:
        seen[each.recipient] += 1
        if seen[each.recipient] <= EACH:
            kept.append(each)
    return kept


def _by_recipient(desk: Desk, basis: Basis, records: list[Record]) -> Table:
    looks = list(dict.fromkeys((each.as_of, each.dataset) for each in records))
    rows: list[tuple[Cell, ...]] = []
    for recipient in sorted({each.recipient for each in records}, key=lambda code: desk.name("recipient", code)):
        counts: list[Cell] = []
        for as_of, dataset in looks:
            here = [
                each for each in records if (each.recipient, each.as_of, each.dataset) == (recipient, as_of, dataset)
            ]
            says = f"open {basis.kind} records of {recipient} told by {basis.title}, last seen in {dataset}"
            asked = {**_open(basis), "recipient": recipient or "none"}
            counts.append(desk.count(here, says=f"{says}{desk.in_words}", **asked) if here else Words("–"))
        rows.append((named(desk, "recipient", recipient), *counts))
    return table(
        f"looks-{basis.source}-{basis.kind}",
        ("Open records by the day of the last look; source: ", Quoted(basis.title)),
        [("Recipient", False), *(Column(Day(as_of), figures=True) for as_of, _ in looks)],
        rows,
    )


def _rest(desk: Desk, records: list[Record]) -> list[tuple[Cell | str, ...]]:
    kept = _in_order(desk, records)
    if len(kept) == len(records):
        return []
    total = Quoted(f"sarai total {desk.study.folder.name} --by activity")
    return [
        ("Of each recipient those looked at last are printed, the largest first. A brief of one recipient has all of "
         "its records, ", total, " those of all."),
    ]  # fmt: skip


def _open(basis: Basis) -> dict[str, str]:
    """The filters that give the open records of a kind of money."""
    return {"source": basis.source, "kind": basis.kind, "status": ",".join(OPEN_STATUSES)}


def _looks(desk: Desk, records: list[Record], what: str, asked: dict[str, str]) -> list[Cell | str]:
    """How many records each look of a dataset shows: the newest first."""
    told: list[Cell | str] = []
    datasets = list(dict.fromkeys((each.as_of, each.dataset) for each in records))
    for place, (as_of, dataset) in enumerate(datasets):
        here = [each for each in records if (each.as_of, each.dataset) == (as_of, dataset)]
        count: Figure = desk.count(here, says=f"{what} last seen in {dataset}{desk.in_words}", **asked)
        told += [", " if place else "", count, " last seen on ", Day(as_of), " in ", Quoted(dataset)]
    return told
