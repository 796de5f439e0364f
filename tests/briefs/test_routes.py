"""A route as a page: its figures lead to the figures of its legs."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarai.briefs import draw, routes
from sarai.briefs.content import figures_of
from sarai.model.errors import QuestionError
from sarai.study import Study


def test_every_figure_of_a_route_has_a_passport_with_its_rows(bundled: Study) -> None:
    page = routes.compose(bundled, "Altynkol", "Poti")
    issued = {each.id: each for each in page.passports}
    used = [figure for section in page.sections for block in section.blocks for figure in figures_of(block)]
    assert used
    assert {figure.passport for figure in used} <= set(issued)
    (timetable,) = (each for each in page.passports if each.says == "timetable")
    assert sum(row["value"] for row in timetable.rows) == pytest.approx(timetable.value, abs=0.5)
    assert all(row["locator"] for row in timetable.rows)


def test_the_page_has_its_map_and_loads_nothing(sarai: Callable[..., Any], bundled: Study, tmp_path: Path) -> None:
    out = tmp_path / "route.html"
    ran = sarai("route", bundled.folder, "Dushanbe", "Kunduz", "-o", out)
    assert ran.code == 0, ran.err
    page = out.read_text(encoding="utf-8")
    assert "<svg" in page
    assert not re.search(r"<(script|link|img|iframe)\b", page)
    assert "Sherkhan Bandar" in page


def test_another_ending_is_refused(sarai: Callable[..., Any], bundled: Study, tmp_path: Path) -> None:
    ran = sarai("route", bundled.folder, "Altynkol", "Poti", "-o", tmp_path / "route.docx")
    assert ran.code == 2
    assert "use .html or .md" in ran.err


def test_a_route_that_does_not_exist_is_told(bundled: Study) -> None:
    with pytest.raises(QuestionError, match="did you mean Altynkol"):
        routes.compose(bundled, "Altinkol", "Poti")


def test_the_same_route_gives_the_same_bytes(bundled: Study) -> None:
    first, second = (draw.html(routes.compose(bundled, "Altynkol", "Baku")) for _ in range(2))
    assert first == second


def test_a_route_opens_with_a_sentence_its_figures_and_the_map(bundled: Study) -> None:
    page = routes.compose(bundled, "Altynkol", "Poti")
    told = "".join(str(getattr(part, "text", part)) for part in page.opening.say)
    assert re.fullmatch(
        r"A container \(TEU\) takes about \d+ days \(eight trips in ten: \d+ to \d+\) over [\d,]+ kilometres; "
        r"\d+ % of the hours are worked out, not published\.",
        told,
    )
    assert page.opening.picture is not None
    assert [str(key.figure.text) for key in page.opening.keys][1] in told
    short = routes.compose(bundled, "Dushanbe", "Kunduz")
    assert "hours (eight trips in ten" in "".join(str(getattr(part, "text", part)) for part in short.opening.say)
