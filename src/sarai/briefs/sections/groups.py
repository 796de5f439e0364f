"""Money by sector group, topic and instrument."""

from sarai.briefs.content import Block, Picture, Section, table, words
from sarai.briefs.sections._shared import WIDE, kind, millions, prices
from sarai.briefs.words import Cell, Quoted, Words
from sarai.charts import amounts
from sarai.model.figures import Total
from sarai.study import Basis, Desk

DIMENSIONS = (
    ("sector_group", "Sector group"),
    ("topic", "Topic"),
    ("finance_type", "Instrument"),
    ("flow_class", "Flow class"),
)
LONGEST = 14


def section(desk: Desk) -> Section | None:
    """A table per kind of money and dimension in which anything is stated, the largest with a picture."""
    blocks: list[Block] = []
    for basis in desk.bases:
        for dimension, head in DIMENSIONS:
            cells = desk.money(basis, by=[dimension])
            if len(cells) > 1 and any(cell.keys[dimension] is not None for cell in cells):
                blocks += _blocks(desk, basis, dimension, head, cells)
    return Section("groups", words("By sector, topic and instrument"), tuple(blocks)) if blocks else None


def _blocks(desk: Desk, basis: Basis, dimension: str, head: str, cells: list[Total]) -> list[Block]:
    whole = desk.money(basis)[0].preferred
    ranked = sorted(cells, key=lambda cell: (-(cell.preferred.value or 0), str(cell.keys[dimension])))
    label = {id(cell): desk.name(dimension, cell.keys[dimension]) for cell in ranked}
    rows: list[tuple[Cell, ...]] = [
        (
            None if cell.keys[dimension] is None else Quoted(label[id(cell)]),
            cell.n,
            cell.low,
            cell.preferred,
            cell.high,
            desk.share(
                cell.preferred,
                whole,
                says=f"share of {desk.passports[cell.preferred.passport].says}",
            ),
        )
        for cell in ranked
    ]
    name = f"{dimension.replace('_', '-')}-{basis.source}-{basis.kind}"
    found: list[Block] = []
    if dimension == "sector_group":
        drawn = tuple(
            amounts.Bar(
                label[id(cell)], float(cell.preferred.value) / 1e6, millions(cell.preferred),
                low=float(cell.low.value or 0) / 1e6,
            )
            for cell in ranked[:LONGEST]
            if cell.preferred.value is not None
        )  # fmt: skip
        if drawn:
            picture = amounts.bars(
                name, [amounts.Group("", drawn)], title=f"{kind(basis)}: most for {drawn[0].name}",
                unit=f"{desk.study.release.currency} million, by sector group, the largest", source=basis.title,
                unit_of_rows=f"{desk.study.release.currency} million", wide=WIDE,
            )  # fmt: skip
            found.append(Picture(name, picture, Words("The table has the same figures.")))
    found.append(
        table(
            name,
            (*prices(desk, f"{kind(basis)} by {head.lower()}"), "; source: ", Quoted(basis.title)),
            [(head, False), ("Records", True), ("Low", True), ("Preferred", True), ("High", True), ("Share", True)],
            rows,
        )
    )
    return found
