"""The partners side by side in the same recipients, one panel per kind of money; unlike ones never meet."""

from sarai.briefs.content import Block, Picture, Section, sentence, table, words
from sarai.briefs.sections._shared import WIDE, kind, millions, named, prices, span
from sarai.briefs.words import Cell, Quoted, Words
from sarai.charts import amounts
from sarai.study import Basis, Desk, Peer

LONGEST = 12


def section(desk: Desk) -> Section | None:
    """Every partner of each kind of money in these recipients: total, per head and year, share of income."""
    if not desk.peer_bases:
        return None
    blocks: list[Block] = [
        sentence(
            "Each table holds one kind of money as one source tells it. Figures of different tables cannot be set "
            "beside one another: commitments found in documents and press, payments that donors report to the "
            "Committee, and a bank's loan book are counted on different bases, and their gaps are not the same."
        )
    ]
    for basis in desk.peer_bases:
        peers = desk.peers(basis)
        if not peers:
            continue
        if len(basis.partners) > 1:
            blocks.append(_picture(desk, basis))
        blocks.append(_table(desk, basis, peers))
    return Section("peers", words("Beside the other partners"), tuple(blocks))


def _shown(desk: Desk, peers: list[Peer]) -> list[Peer]:
    """The largest partners of each recipient, and those the brief is about wherever they stand."""
    found: list[Peer] = []
    for recipient in dict.fromkeys(peer.recipient for peer in peers):
        here = [peer for peer in peers if peer.recipient == recipient]
        found += [peer for place, peer in enumerate(here) if place < LONGEST or peer.partner in desk.partners]
    return found


def _picture(desk: Desk, basis: Basis) -> Picture:
    largest = sorted(desk.by_partner(basis), key=lambda each: -(each.preferred.value or 0))[:LONGEST]
    ours = {desk.name("partner", each) for each in desk.partners}
    name = f"peers-{basis.source}-{basis.kind}"
    bars = tuple(
        amounts.Bar(
            (partner := desk.name("partner", each.keys["partner"])), float(each.preferred.value or 0) / 1e6,
            millions(each.preferred), "p3" if partner in ours else "beside", strong=partner in ours,
        )
        for each in largest
    )  # fmt: skip
    picture = amounts.bars(
        name, [amounts.Group("", bars)], title=f"{kind(basis)} in these recipients: most from {bars[0].name}",
        unit=f"{desk.study.release.currency} million, by partner, the largest", source=basis.title,
        unit_of_rows=f"{desk.study.release.currency} million", wide=WIDE,
    )  # fmt: skip
    return Picture(name, picture, Words("The table has figures by recipient."))


def _table(desk: Desk, basis: Basis, peers: list[Peer]) -> Block:
    shown = _shown(desk, peers)
    rows: list[tuple[Cell, ...]] = [
        (
            named(desk, "recipient", peer.recipient),
            named(desk, "partner", peer.partner),
            peer.total,
            peer.per_head,
            peer.of_income,
        )
        for peer in shown
    ]
    notes: list[tuple[Cell | str, ...]] = [
        ("Per head and share of gross national income are averages of the years ", span(basis) or "stated",
         ": the total over the years' people or income. They are not reported where a year's number is not loaded.")
    ]  # fmt: skip
    if len(shown) < len(peers):
        notes.append(("Smaller partners are left out here; sarai total prints them all.",))
    if len(basis.partners) == 1:
        notes.append(
            ("This source tells of ", Quoted(desk.name("partner", basis.partners[0])),
             " alone, on a basis of its own: it cannot be set beside the partners of another table.")
        )  # fmt: skip
    return table(
        f"peers-{basis.source}-{basis.kind}",
        (*prices(desk, kind(basis)), ", ", span(basis), "; source: ", Quoted(basis.title)),
        [("Recipient", False), ("Partner", False), ("Total", True), ("Per head and year", True),
         ("Share of income", True)],
        rows,
        notes,
    )  # fmt: skip
