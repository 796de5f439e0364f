"""How a brief opens in a browser: sentence, figures, picture; a figure opens where one is, and closes again."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Page, sync_playwright

from sarai.briefs import compose, draw
from sarai.briefs.content import Brief
from sarai.study import Study

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def brief(bundled: Study) -> Brief:
    """The brief of Japan and Tajikistan."""
    return compose(bundled, partners=["JP"], recipients=["TJ"])


@pytest.fixture(scope="module")
def page(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """That brief in Chromium, opened from disk."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium; Debian has it as chromium")
    path: Path = tmp_path_factory.mktemp("opening") / "brief.html"
    path.write_text(draw.html(brief), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1400, "height": 1000})
        opened.goto(path.as_uri())
        yield opened
        browser.close()


def test_the_first_screen_holds_sentence_figures_and_picture(page: Page) -> None:
    assert "million committed by Japan to Tajikistan" in page.locator(".say").inner_text()
    assert page.locator(".keys li").count() == 3
    box = page.locator("figure").first.bounding_box()
    assert box is not None and box["y"] < 900
    assert page.evaluate("document.documentElement.scrollHeight") < 20_000


def test_a_figure_opens_where_one_is_and_closes(page: Page) -> None:
    page.locator("#years a.figure").nth(20).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.locator("#years a.figure").nth(20).click()
    opened = page.locator("#passports article:visible")
    assert opened.count() == 1 and "sarai explain" in opened.inner_text()
    opened.locator(".close").click()
    assert page.locator("#passports article:visible").count() == 0
    assert page.evaluate("scrollY") == before


def test_a_long_table_stands_folded_and_is_unfolded(page: Page) -> None:
    rows = page.locator("#largest tbody tr:visible, #years tbody tr:visible")
    folded = rows.count()
    page.locator("#years label.unfold").first.click()
    assert rows.count() > folded


def test_html_is_valid_and_the_picture_stands_once(brief: Brief) -> None:
    text = draw.html(brief)
    html5lib.HTMLParser(strict=True).parse(text)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_a_brief_without_money_opens_without_figures(bundled: Study) -> None:
    opening = compose(bundled, partners=["FI"], recipients=["TM"]).opening
    assert opening.picture is None or opening.keys
    assert opening.say
