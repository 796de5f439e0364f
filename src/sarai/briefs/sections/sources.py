"""Sources, licences, how close they stand to the fact, and what to mind."""

from sarai.briefs.content import Block, Section, sentence, table, words
from sarai.briefs.sections._shared import kind, prices
from sarai.briefs.words import Cell, Day, Quoted, Words
from sarai.study import Desk


def section(desk: Desk) -> Section | None:
    """The datasets behind the brief, each kind of money by tier, and the sources' caveats."""
    datasets = desk.datasets()
    if not datasets:
        return None
    rows: list[tuple[Cell, ...]] = [
        (Quoted(each.title), Day(each.as_of), Quoted(each.licence), Quoted(each.note or "no limit stated"),
         Quoted(each.url) if each.url else None)
        for each in datasets
    ]  # fmt: skip
    blocks: list[Block] = [
        table(
            "sources",
            ("Datasets",),
            [
                ("Dataset", False),
                ("Speaks for", False),
                ("Licence", False),
                ("What it could hold", False),
                ("From", False),
            ],
            rows,
        )
    ]
    tiers: list[tuple[Cell, ...]] = [
        (kind(basis), Quoted(basis.title), Words(tier.replace("-", " ")), value, share)
        for basis in desk.bases
        for tier, value, share in desk.tiers(basis)
    ]
    if tiers:
        blocks.append(
            table(
                "tiers",
                prices(desk, "How close the sources stand to the fact"),
                [("Kind", False), ("Source", False), ("Tier", False), ("Preferred", True), ("Share", True)],
                tiers,
            )
        )
    if left_out := desk.left_out():
        blocks.append(
            table(
                "left-out",
                ("Read and in no figure; each rule with its rows: sarai total --why, each refused row: sarai rejects",),
                [("Source", False), ("What, why, and its money at current prices", False)],
                [(Quoted(title), Quoted(told)) for title, told in left_out],
            )
        )
    told = dict.fromkeys(caveat for each in datasets for caveat in each.caveats)
    blocks += [sentence(Quoted(caveat)) for caveat in told]
    return Section("sources", words("Sources and what to mind"), tuple(blocks))
