"""Which source speaks of whom and when: a grid of years by partner and source."""

from collections.abc import Sequence
from dataclasses import dataclass

from sarai.charts.amounts import year_names
from sarai.charts.sheet import Key, Picture, Sheet, lines_of, picture, wide_of
from sarai.model.vocabulary import Says


@dataclass(frozen=True, slots=True)
class Cell:
    """A source on a partner in a year."""

    partner: str
    source: str
    year: int
    state: Says


_KEYS = {
    Says.SPEAKS: Key("p3", "speaks: has records", "square"),
    Says.SILENT: Key("hole", "silent: could, and has none", "square"),
    Says.OUT_OF_SCOPE: Key("thin", "out of its scope", "line"),
}
_SIDE, _WIDEST = 13.0, 30.0


def coverage(name: str, cells: Sequence[Cell], *, title: str, source: str, wide: float = 560) -> Picture:
    """A square a year: full where the source speaks, open where it is silent, a dash out of scope, else blank.

    Partners and sources stand in the order of ``cells``, which are not empty and name a place once.
    """
    years = range(min(cell.year for cell in cells), max(cell.year for cell in cells) + 1)
    lines: dict[str, dict[str, dict[int, Says]]] = {}
    for cell in cells:
        lines.setdefault(cell.partner, {}).setdefault(cell.source, {})[cell.year] = cell.state

    def draw(sheet: Sheet, top: float) -> float:
        room = max(wide_of(source, 11) for held in lines.values() for source in held) + 14
        # Names stand left of the squares where they leave enough room, else above them.
        left = room if room <= 0.4 * sheet.width else 0.0
        step = min((sheet.width - left) / len(years), _WIDEST)
        side = min(step - 1.5, _SIDE)
        y = top
        for partner, held in lines.items():
            y = sheet.texts(0, y + 16, lines_of(partner, 12.5, sheet.width, bold=True), step=15, cls="b")
            # The years stand with each partner: over a whole page the eye loses the column.
            year_names(sheet, years, y + 1, left=left, step=step)
            y += 6
            for told, states in held.items():
                if left:
                    sheet.text(4, y + side / 2 + 4, told, cls="s")
                else:
                    y = sheet.texts(0, y + 11, lines_of(told, 11, sheet.width), step=14, cls="s") - 8
                for year, state in states.items():
                    _cell(sheet, left + (year - years[0] + 0.5) * step, y, side, state)
                y += max(side, 13) + 5
            y += 4
        return y

    used = {cell.state for cell in cells}
    return picture(
        name,
        draw,
        title=title,
        unit=f"{years[0]} to {years[-1]}",
        source=source,
        alt="; ".join(
            f"{partner}, {told}: speaks in {list(states.values()).count(Says.SPEAKS)} of {len(states)} years"
            for partner, held in lines.items()
            for told, states in held.items()
        ),
        columns=("partner", "source", "year", "state"),
        rows=[(cell.partner, cell.source, cell.year, str(cell.state)) for cell in cells],
        keys=[key for state, key in _KEYS.items() if state in used],
        wide=wide,
    )


def _cell(sheet: Sheet, middle: float, y: float, side: float, state: Says) -> None:
    if state is Says.OUT_OF_SCOPE:
        reach = min(3.0, side / 4)
        sheet.line(middle - reach, y + side / 2, middle + reach, y + side / 2, "thin")
        return
    # An outline is drawn half inside and half outside of its box.
    off = 0.75 if state is Says.SILENT else 0.0
    cls = "hole" if state is Says.SILENT else "p3"
    sheet.rect(middle - side / 2 + off, y + off, side - 2 * off, side - 2 * off, cls)
