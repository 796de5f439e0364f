"""Who funds what in a state: each partner's money by sector, and what cannot be split because no sector is stated."""

from collections.abc import Sequence
from decimal import Decimal

from sarai.web import names, rows
from sarai.web.ask import Ask
from sarai.web.page import Block, Column, Prose, Section, Table, line
from sarai.web.pages import money as shared
from sarai.web.pages import pair as pairs
from sarai.web.pages.money import Told
from sarai.web.sentences import q
from sarai.web.words import Beside, Cell, Figure, Link, Words, count, listed, millions, money, percent, quoted

NAME = "sectors"


def section(ask: Ask, recipient: str, found: Sequence[tuple[str, Told]]) -> Section | None:
    """Partners by sector, the largest sector first; none where no source states a sector."""
    lines: list[tuple[float, str, float, tuple[Cell, ...]]] = []
    largest: dict[str, float] = {}
    for code, held in found:
        for sector, value, places in shared.by_sector(held):
            if sector is None:
                continue
            size = float(value or 0)
            largest[sector] = max(largest.get(sector, 0.0), size)
            cells: tuple[Cell, ...] = (
                quoted(names.opening(names.sector(sector))),
                Link(names.opening(names.partner(code)), pairs.path(code, recipient)),
                Figure(
                    "not published" if value is None else millions(value),
                    shared.sector_panel(held, sector),
                    float(-1 if value is None else value),
                ),
                Beside("" if not value or not held.sum.value else percent(value, held.sum.value)),
                quoted(_finer(held, places) or "no finer sector stated"),
                Beside(f"{rows.distinct(held.rows[at] for at in places):,}"),
                quoted(f"{held.base.did}, {held.base.title}"),
            )
            lines.append((size, sector, size, cells))
    if not lines:
        return None
    lines.sort(key=lambda each: (-largest[each[1]], each[1], -each[2]))
    heads = (
        ("Sector", False),
        ("Partner", False),
        (f"{ask.currency} m", True),
        ("Share of its own", True),
        ("Of it", False),
        ("Records", True),
        ("What, told by", False),
    )
    table = Table(
        tuple(Column(Words(head), number, head in ("Sector", "Partner")) for head, number in heads),
        tuple(each[3] for each in lines),
        tools=True,
        what=Words("rows"),
    )
    blocks: list[Block] = [table]
    unsaid = _without(ask, found)
    if unsaid is not None:
        blocks.insert(0, unsaid)
    return Section(NAME, Words("Who funds what, sector by sector"), tuple(blocks))


def _finer(held: Told, places: Sequence[int]) -> str:
    """The finer sectors of some rows, where the source states them: a code of five digits."""
    found: dict[str, Decimal] = {}
    for at in places:
        row = held.rows[at]
        if len(str(row["sector"] or "")) == 5 and row["value"] is not None:
            found[row["sector"]] = found.get(row["sector"], Decimal()) + row["value"]
    order = sorted(found.items(), key=lambda each: -each[1])
    return ", ".join(f"{names.sector(code)} {millions(value)}" for code, value in order[:4])


def _without(ask: Ask, found: Sequence[tuple[str, Told]]) -> Prose | None:
    """What is not in the table, since its source states no sector."""
    lines = []
    for base in ask.bases:
        silent = [(code, held) for code, held in found if held.base == base and _no_sector(held)]
        value = sum((held.sum.value or Decimal() for _, held in silent), Decimal())
        if not silent:
            continue
        silent.sort(key=lambda each: -(each[1].sum.value or 0))
        who = [names.spoken(code) for code, _ in silent[:3]]
        others = f", {listed(who)} first" if len(silent) > 3 else f": {listed(who)}"
        lines.append(
            line(
                "Not in this table, since ",
                q(base.title),
                " states no sector: ",
                q(money(value, ask.currency)),
                f" {base.did} by ",
                q(f"{count(len(silent), 'partners')}{others}"),
                ". What of it went to which sector cannot be seen from here.",
            )
        )
    return Prose(tuple(lines)) if lines else None


def _no_sector(held: Told) -> bool:
    return all(row["sector_group"] is None for row in held.rows)
