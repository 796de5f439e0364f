"""Write docs/architecture.svg: the rooms of the house and which imports which, read off the code.

``python scripts/write_architecture.py`` writes it; with ``--check`` it writes nothing and exits with 1 where the
picture is not current. Rows are the layers of the import contracts in pyproject.toml, from the top; an arrow stands
for an import where no longer way of arrows leads to the same room.
"""

import sys
import tomllib
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"
WIDE, TALL, GAP, ROW = 118, 40, 22, 92
MARGIN = 24


def layers() -> list[list[str]]:
    """The rooms by layer, top first, as the import contracts state them; rooms that are not built are left out."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(each for each in settings["tool"]["importlinter"]["contracts"] if each["id"] == "layers")
    rows = [[room.strip().strip("()") for room in row.split("|")] for row in contract["layers"]]
    built = [[room for room in row if (ROOT / "src/sarai" / room).is_dir() or module(room).is_file()] for row in rows]
    return [row for row in built if row]


def module(room: str) -> Path:
    """Where a room of one file stands."""
    return ROOT / "src" / "sarai" / f"{room}.py"


def imports(rooms: list[str]) -> set[tuple[str, str]]:
    """Which room imports which, without the arrows that a longer way makes superfluous."""
    graph = grimp.build_graph("sarai", cache_dir=None)
    found = set()
    for room in rooms:
        for other in rooms:
            importer, imported = f"sarai.{room}", f"sarai.{other}"
            if room != other and graph.direct_import_exists(importer=importer, imported=imported, as_packages=True):
                found.add((room, other))
    below = {room: {other for importer, other in found if importer == room} for room in rooms}
    reach: dict[str, set[str]] = {}

    def reached(room: str) -> set[str]:
        if room not in reach:
            reach[room] = below[room] | {far for other in below[room] for far in reached(other)}
        return reach[room]

    return {
        (room, other)
        for room, other in found
        if not any(other in reached(near) for near in below[room] if near != other)
    }


def draw() -> str:
    """The picture as SVG."""
    rows = layers()
    widest = max(map(len, rows))
    width = 2 * MARGIN + widest * WIDE + (widest - 1) * GAP
    height = 2 * MARGIN + len(rows) * ROW - (ROW - TALL)
    at: dict[str, tuple[float, float]] = {}
    for depth, row in enumerate(rows):
        left = (width - len(row) * WIDE - (len(row) - 1) * GAP) / 2
        for place, room in enumerate(row):
            at[room] = (left + place * (WIDE + GAP), MARGIN + depth * ROW)
    told = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        'font-family="Helvetica, Arial, sans-serif">',
        "<title>The rooms of Sarai: an arrow leads from a room to one that it imports</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#667"/></marker></defs>',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>',
    ]
    for room, other in sorted(imports(list(at))):
        (x, y), (a, b) = at[room], at[other]
        start, end = (x + WIDE / 2, y + TALL), (a + WIDE / 2, b - 2)
        bend = (end[1] - start[1]) / 2
        told.append(
            f'<path d="M{start[0]:.0f} {start[1]:.0f} C{start[0]:.0f} {start[1] + bend:.0f} '
            f'{end[0]:.0f} {end[1] - bend:.0f} {end[0]:.0f} {end[1]:.0f}" fill="none" stroke="#889" '
            'stroke-width="1" marker-end="url(#tip)"/>'
        )
    for room, (x, y) in at.items():
        told.append(
            f'<rect x="{x:.0f}" y="{y:.0f}" width="{WIDE}" height="{TALL}" rx="4" fill="#f3f4f8" stroke="#556"/>'
            f'<text x="{x + WIDE / 2:.0f}" y="{y + 25:.0f}" text-anchor="middle" font-size="14" fill="#112">'
            f"{escape(room)}</text>"
        )
    return "\n".join([*told, "</svg>"]) + "\n"


def main() -> None:
    """Write the picture, or say that it is not current."""
    made = draw()
    if "--check" in sys.argv[1:]:
        if not PICTURE.is_file() or PICTURE.read_text(encoding="utf-8") != made:
            sys.exit("docs/architecture.svg is not current: python scripts/write_architecture.py")
    else:
        PICTURE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
