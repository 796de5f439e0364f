"""Route pages: lines that bend, what scenarios make of each way, and the same over all ways."""

import json
import re
from pathlib import Path

from lxml import html


def rows(path: Path, section: str) -> list[list[str]]:
    """The cells of the table in a section of a page."""
    tree = html.parse(str(path)).getroot()
    (found,) = tree.xpath(f"//section[@id='{section}']")
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td|./th")] for row in found.xpath(".//tbody/tr")
    ]


def test_a_way_says_what_each_scenario_makes_of_it(site) -> None:
    told = {row[0]: row[1:] for row in rows(site.root / "route" / "xi-an-duisburg.html", "whatif")}
    assert {"The Caspian is closed", "The Suez canal is closed", "The northern route through Russia is closed"} <= set(
        told
    )
    (_, change, _, result, _), (days, more, spread, other, through) = (
        told[title] for title in ("The Caspian is closed", "The northern route through Russia is closed")
    )
    assert (change, result, other) == ("none", "same route", "another route")
    assert float(more) > 0
    assert re.fullmatch(r"\d+ to \d+", spread), "the range of the way that is left"
    assert int(days) > 0
    assert "Moscow" not in through


def test_every_way_stands_under_every_scenario(site) -> None:
    listed = rows(site.root / "corridors.html", "whatifs")
    assert len(listed) >= 30
    page = (site.root / "corridors.html").read_text(encoding="utf-8")
    assert "The Caspian is closed" in page
    assert "The northern route through Russia is closed" in page
    assert len({len(row) for row in listed}) == 1
    assert any("*" in cell for row in listed for cell in row) and "* By another way." in page


def test_the_line_of_a_way_bends_and_names_its_licence(site) -> None:
    page = (site.root / "route" / "xi-an-duisburg.html").read_text(encoding="utf-8")
    assert "OpenStreetMap contributors (ODbL)" in page
    bent = re.findall(r'class="way" d="([^"]+)"|d="([^"]+)" class="way"', page)
    assert any(max(path, key=len).count("L") > 8 for path in bent)


def test_the_finder_knows_every_pair_that_has_a_page(site) -> None:
    script = (site.root / "data" / "corridors-ways.js").read_text(encoding="utf-8")
    held = json.loads(script.removeprefix("saraiWays(").removesuffix(");\n"))
    at = {name: place for place, name in enumerate(held["names"])}
    listed = [row[0].split(" to ") for row in rows(site.root / "corridors.html", "ways")]
    pairs = [(at.get(start), at.get(end)) for start, end in listed]
    assert [pair for pair in pairs if not {f"{pair[0]}-{pair[1]}", f"{pair[1]}-{pair[0]}"} & set(held["pairs"])] == []


def test_the_finder_tells_what_the_command_line_tells(site) -> None:
    script = (site.root / "data" / "corridors-ways.js").read_text(encoding="utf-8")
    assert len(script) < 300_000
    held = json.loads(script.removeprefix("saraiWays(").removesuffix(");\n"))
    names = held["names"]
    for start, end, what_if in (
        ("Altynkol", "Baku", None), ("Xi'an", "Duisburg", None), ("Tashkent", "Istanbul", None), ("Baku", "Tashkent", "caspian-closed"),
        ("Kabul", "Tashkent", None), ("Kashgar", "Tashkent", "kashgar-andijan-opened"),
    ):  # fmt: skip
        asked = site.study.route(start, end, what_if=what_if).rows[0]
        a, b = names.index(start), names.index(end)
        pair = held["pairs"].get(f"{a}-{b}") or held["pairs"][f"{b}-{a}"]
        titles = {"caspian-closed": "The Caspian is closed", None: "As it is"}
        at = held["whats"].index(titles.get(what_if, "The railway from Kashgar to Andijan is open"))
        truck, low, hours, high, derived, sensible, through, km = held["ways"][pair[at]]
        legs = [each for each in asked["legs"] if each["to"]]
        assert hours == asked["timetable_hours"], (start, end)
        assert bool(sensible) == asked["sensible"], (start, end)
        assert sorted(names[each] for each in through) == sorted(each["from"] for each in legs[1:])
        assert km == asked["km"]
        assert bool(truck) == all("road" in each["mode"] for each in legs)
        assert abs(derived / 100 - asked["basis"].get("derived", 0)) < 0.006
        assert low <= hours <= high
