"""An unknown table looked at as a whole: what its columns are, which rows are records, what the rows of one are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sarai.sources.kit.book import Sheet
from sarai.sources.kit.cells import Cell, text
from sarai.sources.table import amounts, grain, sift, units
from sarai.sources.table.amounts import Money
from sarai.sources.table.assign import Assigned, assign, has_words
from sarai.sources.table.columns import PSEUDO, Column, columns_of
from sarai.sources.table.frame import Frame
from sarai.sources.table.mapping import SECTION, SHEET
from sarai.sources.table.places import several
from sarai.sources.table.sheet import first_block


@dataclass
class Studied:
    """All that an unknown table tells of itself. Rows are counted by ``places``, which says where each stands."""

    columns: list[Column]
    assigned: Assigned
    found: amounts.Found
    sifted: sift.Sifted
    grain: grain.Grained
    places: dict[int, str]
    titles: tuple[str, ...]
    notes: list[str] = field(default_factory=list)
    sections: str | None = None
    sections_asked: list[str] = field(default_factory=list)
    fill_asked: list[str] = field(default_factory=list)
    merged_amounts: list[str] = field(default_factory=list)
    proofs: list[str] = field(default_factory=list)

    @property
    def money(self) -> list[Money]:
        """The columns of money."""
        return self.found.money

    @property
    def alone(self) -> Money | None:
        """The one column of money, where there is no other."""
        return self.found.money[0] if len(self.found.money) == 1 and not self.found.wide else None

    @property
    def weight(self) -> int:
        """How much stands in it."""
        return sum(column.filled for column in self.columns)


def study(parts: Sequence[tuple[Sheet, Frame]], name: str, beside: Sequence[tuple[str, str]] = ()) -> Studied:
    """Look at a table, which may go on over several sheets, as a whole; ``beside`` are sheets that hold none, and
    what they say of units."""
    rows: list[tuple[int, Sequence[Cell]]] = []
    places: dict[int, str] = {}
    singles: list[tuple[int, str, bool]] = []
    merged_amounts: list[tuple[int, int, int]] = []
    sheet_names: list[tuple[int, Cell]] = []
    sections: list[tuple[int, Cell]] = []
    frame = parts[0][1]
    for sheet, each in parts:
        held: Cell = first_block(sheet.rows[: each.header[0]], each.left)
        under = {
            (row, left): top for top, left, bottom, right in sheet.merged if bottom > top and left == right
            for row in range(top + 1, bottom + 1)
        }  # fmt: skip
        header = [text(cell) for cell in sheet.rows[each.header[-1]] if text(cell) is not None]
        for at in range(each.first, each.last):
            cells = list(sheet.rows[at][each.left : each.right])
            told = [text(cell) for cell in cells if text(cell) is not None]
            if not told or told == header:
                continue
            number = len(places) + 1
            places[number] = f"{sheet.name}!row {at + 1}" if len(parts) > 1 else f"row {at + 1}"
            place = next(place for place, cell in enumerate(cells) if text(cell) is not None)
            if len(told) == 1 and isinstance(cells[place], str) and not _is_amount(cells[place]):
                held = cells[place]
                singles.append((number, str(told[0]), at + 1 < each.last))
                continue
            for place in range(len(cells)):
                top = under.get((at, each.left + place))
                if top is not None:
                    above = sheet.rows[top][each.left + place] if each.left + place < len(sheet.rows[top]) else None
                    merged_amounts.append((number, place, top))
                    cells[place] = above
            rows.append((number, cells))
            sheet_names.append((number, sheet.name))
            sections.append((number, held))
    columns = columns_of(frame.names, rows)
    numbers = [number for number, _ in rows]
    likely = sift.likely_sums(columns, numbers)
    plain = [(number, cells) for number, cells in rows if number not in likely]
    bare = columns_of(frame.names, plain)
    pseudo = _pseudo(sheet_names, sections, singles, parts)
    assigned = assign(bare)
    for column in pseudo:
        name = "year" if column.is_year else "recipient"
        if not {name, "date" if name == "year" else name} & assigned.fields.keys():
            assigned.fields[name] = column
            assigned.asked.clear()
    # A note among the rows or under them may say what they are counted in, as a title does.
    said = (*frame.titles, *dict.fromkeys(told for _, told, _ in singles if _says_a_unit(told)))
    proofs: list[str] = []
    for by, unit in (*beside, ("the name of the file", units.of_name(name))):
        if unit and not any(_says_a_unit(each) for each in said):
            said = (*said, unit)
            proofs.append(f"what amounts are counted in is said by {by}: {unit[:80]!r}")
    found = amounts.find(bare, assigned, said, f"{name} {parts[0][0].name}" if len(parts) == 1 else name)
    # A merged amount is one amount; told of each row it would be added up.
    paid = {each.column.at: each.column for each in found.money}
    split = [(number, place) for number, place, _ in merged_amounts if place in paid]
    for number, place in split:
        column = paid[place]
        column.cells = [(row, None if row == number else cell) for row, cell in column.cells]
        column.__dict__.pop("by_row", None)
    _same_columns(columns, bare, assigned, found, pseudo)
    sifted = sift.sift(numbers, likely, assigned, found.money)
    graining = grain.decide(assigned, found.money, [*columns, *pseudo], sifted.records)
    return Studied(
        columns, assigned, found, sifted, graining, places, frame.titles,
        notes=[told for _, told, _ in singles],
        sections="recipient" if assigned.fields.get("recipient") in pseudo and _is(assigned, SECTION) else None,
        sections_asked=_unknown_sections(singles, assigned, pseudo),
        fill_asked=_fill(assigned, sifted.records, {place for _, place, _ in merged_amounts}),
        merged_amounts=[places[number] for number, _ in split], proofs=proofs,
    )  # fmt: skip


def _says_a_unit(told: str) -> bool:
    return units.read(told, units.Place.TITLE).says_something


def _is_amount(cell: Cell) -> bool:
    from sarai.sources.table.frame import Look, look

    return look(cell) is Look.NUMBER


def _is(assigned: Assigned, name: str) -> bool:
    return assigned.fields["recipient"].name == name


def _pseudo(
    sheets: list[tuple[int, Cell]], sections: list[tuple[int, Cell]], singles: list[tuple[int, str, bool]],
    parts: Sequence[tuple[Sheet, Frame]],
) -> list[Column]:  # fmt: skip
    """The names of sheets and of blocks as columns, where they say a year or a country."""
    found = []
    if len(parts) > 1:
        column = Column(SHEET, PSEUDO, sheets)
        if column.is_year or column.places >= 0.9:
            found.append(column)
    inside = {str(each) for _, each, more in singles if more}
    known = sum(bool(several(each)) for each in inside)
    if inside and known >= 0.5 * len(inside):
        found.append(Column(SECTION, PSEUDO + 1, sections))
    return found


def _unknown_sections(singles: list[tuple[int, str, bool]], assigned: Assigned, pseudo: Sequence[Column]) -> list[str]:
    """Rows of one cell among the records that may name what no column does."""
    inside = list(dict.fromkeys(each for _, each, more in singles if more))
    return inside if len(inside) > 1 and "recipient" not in assigned.fields and not pseudo else []


def _same_columns(
    columns: list[Column], bare: list[Column], assigned: Assigned, found: amounts.Found, pseudo: list[Column]
) -> None:
    """Let the fields and the money stand on the columns with all of their rows."""
    whole = {id(old): new for old, new in zip(bare, columns, strict=True)}
    for old, new in zip(bare, columns, strict=True):
        # What a column is was judged without rows that are called sums; how it is written is judged with them.
        for known in ("looks", "values", "named", "unit"):
            if known in old.__dict__:
                new.__dict__[known] = old.__dict__[known]
    for name, column in assigned.fields.items():
        assigned.fields[name] = whole.get(id(column), column)
    for each in found.money:
        new = whole[id(each.column)]
        new.cells = [(row, each.column.by_row.get(row, cell)) for row, cell in new.cells]
        new.__dict__.pop("numbers", None)
        new.__dict__.pop("by_row", None)
        each.__dict__.pop("values", None)
        each.column = new


def _fill(assigned: Assigned, records: Sequence[int], merged: set[int]) -> list[str]:
    """Columns that seem to name a block in its first row alone: whether a blank means the row above is asked."""
    found = []
    for name in ("recipient", "provider", "agency", "sector", "year"):
        column = assigned.fields.get(name)
        if column is None or column.at in merged or not has_words(column):
            continue
        cells = dict(column.cells)
        told = [text(cells.get(row)) for row in records]
        blank = sum(each is None for each in told)
        named = [each for each in told if each is not None]
        twice = any(a == b for a, b in pairwise(told) if a is not None)
        if told and told[0] is not None and blank and not twice and len(named) > 1 and len(set(named)) == len(named):
            found.append(column.name)
    return found
