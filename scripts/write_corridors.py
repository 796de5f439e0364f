"""Write the table of main pairs in docs/corridors.md from what the bundled study answers.

Usage: write_corridors.py [--check]
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import sarai
from sarai import pipeline
from sarai.study import Study

PAGE = Path(__file__).parents[1] / "docs" / "corridors.md"
BEGIN, END = "<!-- pairs: written by scripts/write_corridors.py -->", "<!-- end of pairs -->"
ASKED: tuple[tuple[str, str, str], ...] = (
    ("Altynkol", "Baku", ""),
    ("Altynkol", "Baku", "--cargo wagon --avoid RU,IR,TM"),
    ("Altynkol", "Baku", "--by cost"),
    ("Altynkol", "Poti", ""),
    ("Altynkol", "Constanta", ""),
    ("Dostyk", "Kars", ""),
    ("Xi'an", "Mersin", ""),
    ("Xi'an", "Mersin", "--avoid caspian,RU"),
    ("Xi'an", "Duisburg", ""),
    ("Xi'an", "Tehran", ""),
    ("Shanghai", "Rotterdam", ""),
    ("Shanghai", "Rotterdam", "--modes sea"),
    ("Shanghai", "Rotterdam", "--modes sea --avoid suez"),
    ("Tashkent", "Istanbul", ""),
    ("Tashkent", "Istanbul", "--avoid TM,IR,RU"),
    ("Dushanbe", "Kunduz", ""),
)
MET_BEGIN, MET_END = "<!-- met: written by scripts/write_corridors.py -->", "<!-- end of met -->"
MET_HEAD = (
    "| From | To | Passes | Published km | Here km | Difference | Verdict | Published by |\n"
    "|---|---|---|--:|--:|--:|---|---|\n"
)
HEAD = (
    "| From | To | Options | km | Timetable h | P10 | P50 | P90 | Published | Cost, USD | of it estimated "
    "| Legs and dwells |\n"
    "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|\n"
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        built = pipeline.new(Path(folder) / "central", template="central-asia")
        pipeline.build(built)
        page = made(built)
    if "--check" in sys.argv:
        if page != PAGE.read_text(encoding="utf-8"):
            sys.exit("docs/corridors.md holds other figures than the study gives; run without --check")
        return
    PAGE.write_text(page, encoding="utf-8")


def made(folder: Path) -> str:
    """The page with the tables of a built bundled study."""
    study = sarai.open(folder)
    page = _filled(PAGE.read_text(encoding="utf-8"), BEGIN, END, HEAD + "".join(line(study, *each) for each in ASKED))
    lines = "".join(met(row) for row in study.corridors(show="distances").rows)
    return _filled(page, MET_BEGIN, MET_END, MET_HEAD + lines)


def _filled(page: str, begin: str, end: str, text: str) -> str:
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{text}\n{end}{after}"


def met(row: Any) -> str:
    """One row of the table of published ways, with its verdict."""
    most = "" if row["published_most"] is None else f" to {row['published_most']:,.0f}"
    off = "-" if row["difference"] is None else f"{row['difference']:+.1%}"
    source = f"[source]({row['source']})" if row["source"].startswith("http") else row["source"]
    cells = [
        row["from"], row["to"], ", ".join(row["passes"]), f"{row['published_km']:,.0f}{most}",
        "-" if row["km"] is None else f"{row['km']:,.0f}", off, row["verdict"], source,
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def options(text: str) -> dict[str, Any]:
    """The arguments of the Python API that options of the command line mean."""
    words = text.split()
    given = {name.removeprefix("--"): value for name, value in zip(words[::2], words[1::2], strict=True)}
    return {name: value.split(",") if name in ("avoid", "modes") else value for name, value in given.items()}


def line(study: Study, start: str, end: str, asked: str) -> str:
    """One row of the table."""
    row = study.route(start, end, **options(asked)).rows[0]
    expected = row["expected_hours"]
    hours = [leg["hours"]["typical"] for leg in row["legs"] if leg["time_published"] == "yes"]
    cost = row["cost"][0] if row["cost"] else None
    cells = [
        start,
        end,
        f"`{asked}`" if asked else "",
        f"{row['km']:,}",
        f"{row['timetable_hours']:,.1f}",
        *(f"{expected[name]:,.1f}" for name in ("p10", "p50", "p90")),
        f"{sum(hours) / row['timetable_hours']:.0%}",
        "-" if cost is None else f"{cost['usd']:,} {cost['charge']}",
        "-" if cost is None else f"{cost['estimated_usd']:,}",
        " ".join(f"{leg['item']}{' (wait)' if leg['mode'] == 'wait' else ''}" for leg in row["legs"]),
    ]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    main()
