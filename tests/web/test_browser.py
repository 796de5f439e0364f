"""The site in a real browser, opened from disk: figures that open and add up, search, filters, dark, a phone, paper.

Chromium is Debian's, driven by Playwright's package; skipped where there is none.
"""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Browser, Page, sync_playwright

from sarai.charts import tokens

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; Debian has it as chromium")

KINDS = (
    "index.html", "pairs.html", "recipient/tj.html", "partner/jp.html", "pair/jp-tj.html", "pair/us-kz.html",
    "projects.html", "project/japan-jp-tj-010.html", "promises.html", "promise/cn011.html", "occasions.html", "occasion/prime-minister-s-tour-october-2015.html", "people.html", "dependence/kz.html",
    "corridors.html", "route/xi-an-duisburg.html", "documents.html", "government/kz.html", "data.html", "method.html", "new.html",
    "search.html?q=road",
)  # fmt: skip
"""A page of each kind."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Watched:
    """A page that keeps what the browser complained of and what it asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda told: self.said.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def check(self) -> None:
        """Nothing was complained of, nothing asked of another host."""
        assert self.said == []
        assert [url for url in self.asked if not re.match(r"file:|data:|blob:", url)] == []


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page 1400 pixels wide."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    page = context.new_page()
    yield Watched(page)
    context.close()


def at(root: Path, name: str) -> str:
    """The address of a page on disk."""
    path, mark, query = name.partition("?")
    return (root / path).as_uri() + mark + query


def cents(told: str) -> int:
    """A sum as it is written, in cents."""
    return int(told.replace(",", "").replace(".", "").replace("−", "-"))


def test_a_figure_opens_in_place_adds_up_leads_to_the_publisher_and_closes(site, watched: Watched) -> None:
    page = watched.page
    page.goto(at(site.root, "pair/jp-tj.html"))
    figure = page.locator(".say a.fig").first
    figure.click()
    panel = page.locator(".panel")
    panel.locator("table").wait_for()
    assert page.url.endswith("#jp-tj-committed-ceiling")
    more = panel.get_by_text(re.compile("Show the other"))
    more.click()
    values = panel.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert len(values) == 88
    total = sum(cents(value) for value in values if value != "not zero")
    told = site.study.total(partner="JP", recipient="TJ").rows[0]["preferred"]
    assert total == cents(panel.locator("tfoot td.n").inner_text()) == int(told * 100)
    links = panel.locator("tbody tr td:last-child a").all()
    hosts = {re.sub(r"https?://(www\.)?([^/]+).*", r"\2", link.get_attribute("href") or "") for link in links}
    assert "mofa.go.jp" in hosts
    assert len(links) > 80
    panel.get_by_text("Cite this").click()
    texts = panel.locator("pre").all_inner_texts()
    assert len(texts) == 3
    assert "release 1" in texts[0]
    assert texts[1].startswith("@misc{sarai-r1-")
    assert json.loads(texts[2])[0]["URL"].endswith("pair/jp-tj.html#jp-tj-committed-ceiling")
    page.keyboard.press("Escape")
    assert panel.count() == 0
    assert page.evaluate("document.activeElement.hash") == "#jp-tj-committed-ceiling"
    assert "#" not in page.url
    watched.check()


def test_an_address_opens_its_figure(site, watched: Watched) -> None:
    watched.page.goto(at(site.root, "pair/jp-tj.html") + "#stated")
    watched.page.locator(".panel table").wait_for()
    assert "stated by JICA" in watched.page.locator(".panel h2").inner_text()
    watched.check()


def test_a_figure_of_a_table_opens_beneath_its_row(site, watched: Watched) -> None:
    page = watched.page
    page.goto(at(site.root, "pair/jp-tj.html"))
    row = page.locator("#projects tbody tr").nth(2)
    row.locator("a.fig").click()
    page.locator("tr.open-row .panel table").wait_for()
    assert page.locator("#projects tbody tr").nth(3).get_attribute("class") == "open-row"
    assert cents(page.locator(".panel tfoot td.n").inner_text()) > 0
    watched.check()


def test_tables_filter_sort_unfold_and_are_copied(site, watched: Watched) -> None:
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(at(site.root, "projects.html"))
    shown = "main tbody tr:visible"
    assert page.locator(shown).count() == 15
    page.get_by_text(re.compile(r"^Show all")).click()
    assert page.locator(shown).count() > 300
    page.locator(".tools input").fill("substation")
    found = page.locator(shown).count()
    assert 0 < found < 20
    page.locator(".tools select").first.select_option("Japan")
    assert 0 < page.locator(shown).count() <= found
    page.locator(".tools input").fill("")
    page.locator("thead button").nth(1).click()
    page.locator("thead button").nth(1).click()
    values = [
        float(cell.get_attribute("data-v") or 0) for cell in page.locator("tbody tr:visible td:nth-child(2)").all()
    ]
    assert values == sorted(values)
    page.get_by_text("Copy as CSV").click()
    page.get_by_text(re.compile(r"Copied \d+ rows")).wait_for()
    watched.check()


def test_promises_are_filtered_by_maker_and_outcome(site, watched: Watched) -> None:
    page = watched.page
    page.goto(at(site.root, "promises.html"))
    selects = page.locator("#list .tools select")
    selects.nth(0).select_option("Japan")
    selects.nth(2).select_option("kept late")
    selects.nth(3).select_option("counted")
    listed = site.study.promises(maker="JP", outcome="kept late", on=site.study.release.committed_at.date()).rows
    counted = sum(row["counts_as"] == "counted" and not row["part_of"] for row in listed)
    assert page.locator("#list tbody tr:visible").count() == counted > 1
    watched.check()


def test_a_year_filters_by_the_day_of_a_promise_and_not_of_its_last_look(site, watched: Watched) -> None:
    page = watched.page
    page.goto(at(site.root, "promises.html"))
    page.locator("#list .tools input").fill("2015")
    made = [row for row in site.study.promises(on=site.study.release.committed_at.date()).rows if row["date"] >= "2015"]
    named = [row for row in made if row["date"] < "2016" or "2015" in row["promised"]]
    assert page.locator("#list tbody tr:visible").count() == len(named) > 10
    assert "made in 2015" in page.locator("#list .tools [role=status]").inner_text()


def test_counts_of_choices_are_of_the_rows_that_the_others_leave(site, watched: Watched) -> None:
    page = watched.page
    page.goto(at(site.root, "projects.html"))
    selects = page.locator("#projects .tools select")
    selects.nth(1).select_option("Tajikistan")
    option = selects.nth(0).locator("option[value='Japan']")
    told = int(re.search(r"\((\d+)\)", option.inner_text())[1])
    selects.nth(0).select_option("Japan")
    assert page.locator("#projects tbody tr:visible").count() == told > 10


@pytest.mark.parametrize("asked", ["Tajikistan", "Tadschikistan", "kurgan road", "JP017", "54489"])
def test_search_finds_names_other_names_and_numbers(site, watched: Watched, asked: str) -> None:
    page = watched.page
    page.goto(at(site.root, "pair/jp-tj.html"))
    page.locator(".find input").fill(asked)
    first = page.locator(".find li a").first
    first.wait_for()
    first.click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text()
    watched.check()


@pytest.mark.parametrize(
    ("asked", "name", "leads"),
    [
        ("Душанбе", "Dushanbe", "projects.html#find=Dushanbe"),
        ("Таджикистан", "Tajikistan", "recipient/tj.html"),
        ("АБР", "Asian Development Bank in Central Asia", "partner/asdb.html"),
        ("trained", "People trained", "people.html"),
        ("Abe", "Prime Minister's tour, October 2015", "occasion/prime-minister-s-tour-october-2015.html"),
        ("which promises of the 2015 tour were kept", "Prime Minister's tour, October 2015", "october-2015.html"),
        ("who else funds roads in Tajikistan", "Who funds what, sector by sector", "recipient/tj.html#sectors"),
        ("roads Tajikistan", "Dushanbe-Khujand-Chanak road, stage 1", ".html"),
        ("map Tajikistan", "Tajikistan", "recipient/tj.html"),
        ("everything in Excel", "Everything in one workbook", "data.html#take"),
        ("fastest route Xi'an to Duisburg without Russia", "Xi'an to Duisburg", "route/xi-an-duisburg.html"),
    ],
)
def test_search_finds_other_scripts_towns_and_words(site, watched: Watched, asked: str, name: str, leads: str) -> None:
    page = watched.page
    page.goto(at(site.root, "search.html") + f"?q={asked}")
    page.locator(".hits li").first.wait_for()
    hits = page.locator(".hits li a").all()
    found = {hit.inner_text().partition("\n")[0]: str(hit.get_attribute("href")) for hit in hits}
    assert found[name].endswith(leads)
    watched.check()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("What Kazakhstan asked for in December 2025", "government/kz.html"),
        ("who funds roads in Tajikistan", "recipient/tj.html#sectors"),
        ("debt Tajikistan China", "dependence/tj.html"),
        ("2015 tour", "occasion/prime-minister-s-tour-october-2015.html"),
    ],
)
def test_a_question_leads_to_the_page_that_answers_it_first(site, watched: Watched, asked: str, first: str) -> None:
    page = watched.page
    page.goto(at(site.root, "search.html") + f"?q={asked}")
    assert str(page.locator(".hits li a").first.get_attribute("href")).endswith(first)
    watched.check()


def test_a_town_that_is_found_leads_to_the_projects_there(site, watched: Watched) -> None:
    page = watched.page
    page.goto(at(site.root, "projects.html") + "#find=Dushanbe")
    rows = page.locator("#projects tbody tr:visible")
    assert 0 < rows.count() < 100
    assert "Dushanbe" in rows.first.inner_text()
    watched.check()


def test_every_letter_of_pictures_has_a_glyph(site, watched: Watched) -> None:
    texts = (
        text for path in (site.root / "charts").glob("*.svg") for text in etree.parse(str(path)).getroot().itertext()
    )
    letters = sorted({letter for text in texts for letter in text if not letter.isspace()})
    page = watched.page
    page.goto(at(site.root, "index.html"))
    drawn = page.evaluate(
        """([letters, fonts]) => {
            const canvas = document.createElement('canvas'), pen = canvas.getContext('2d', {willReadFrequently: true});
            canvas.width = canvas.height = 40;
            return letters.map(letter => {
                pen.clearRect(0, 0, 40, 40); pen.font = '24px ' + fonts; pen.fillText(letter, 6, 28);
                return Array.from(pen.getImageData(0, 0, 40, 40).data).filter((_, at) => at % 4 === 3).join();
            });
        }""",
        [[*letters, "\u0378", " "], tokens.SANS],
    )
    # A letter that no font has is drawn as one that is none, or not at all.
    *drawn, missing, blank = drawn
    assert missing != blank
    assert [letter for letter, mark in zip(letters, drawn, strict=True) if mark in (missing, blank)] == []


def test_the_page_of_results_lists_what_is_found(site, watched: Watched) -> None:
    page = watched.page
    page.goto(at(site.root, "search.html") + "?q=Astana")
    page.locator(".hits li").first.wait_for()
    assert page.locator(".hits li").count() > 3
    page.goto(at(site.root, "search.html") + "?q=%3Cscript%3Ealert(1)%3C/script%3E")
    page.get_by_text("Nothing of that name").wait_for()
    watched.check()


@pytest.mark.parametrize("name", KINDS)
def test_a_phone_scrolls_no_page_sideways(site, watched: Watched, name: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(at(site.root, name))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    keys = page.evaluate(
        "[...document.querySelectorAll('.keys b')].filter(b => b.scrollWidth > b.clientWidth + 1).length"
    )
    assert not keys, "a key figure runs into its words"
    figure = page.locator("a.fig").first
    if figure.count():
        figure.click()
        page.locator(".panel table").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    watched.check()


@pytest.mark.parametrize("width", [360, 768, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_reader_and_words_keep_contrast(site, browser: Browser, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(at(site.root, "index.html"))
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 200) == (scheme == "dark")
    found = Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing(site, watched: Watched, name: str) -> None:
    page = watched.page
    page.goto(at(site.root, name))
    figure = page.locator("a.fig").first
    if figure.count():
        figure.click()
        page.locator(".panel table").wait_for()
    page.locator("details.sure").evaluate_all("all => all.forEach(each => each.open = true)")
    # Its own look at style sheets is refused by the policy of the page, so that nothing is asked of the log here.
    found = Axe().run(page, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()


def test_without_scripts_everything_can_be_read(site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(at(site.root, "pair/jp-tj.html"))
    assert page.locator("#projects tbody tr:visible").count() == 88
    page.locator(".say a.fig").first.click()
    page.wait_for_load_state()
    assert "/rows/" in page.url
    assert page.locator("tbody tr").count() == 88
    assert page.locator("#jp-tj-committed-ceiling").is_visible()
    page.get_by_text(re.compile("Back to")).click()
    assert page.url.endswith("pair/jp-tj.html")
    context.close()


def test_on_paper_figures_have_source_notes_and_every_row_stands(site, watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    page.goto(at(site.root, "pair/jp-tj.html"))
    out = tmp_path / "page.pdf"
    page.pdf(path=str(out), format="A4")
    document = pypdfium2.PdfDocument(out)
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in document).replace("\r\n", " ")
    assert "Where the figures come from" in text
    assert "[1]" in text
    assert "LITACA III" in text
    assert "Search:" not in text
    assert all(len(sheet.get_textpage().get_text_range().split()) > 5 for sheet in document)


def test_a_picture_is_taken_away_as_png(site, watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    page.goto(at(site.root, "pair/jp-tj.html"))
    with page.expect_download() as told:
        page.locator("#c-map a.png").click()
    path = tmp_path / "map.png"
    told.value.save_as(path)
    assert path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert path.stat().st_size > 20_000
    watched.check()


def test_the_keyboard_alone_opens_and_closes(site, watched: Watched) -> None:
    page = watched.page
    page.goto(at(site.root, "index.html"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('fig')"):
            break
    page.keyboard.press("Enter")
    page.locator(".panel table").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.classList.contains('fig')")
    watched.check()


def test_any_two_places_have_their_way_and_what_ifs(watched: Watched, site) -> None:
    page = watched.page
    page.goto(at(site.root, "corridors.html"))
    form = page.locator("form.ways-form")
    form.locator("[name=from]").select_option(label="Xi'an")
    form.locator("[name=to]").select_option(label="Constanta")
    form.locator("button").click()
    told = page.locator(".way-told")
    told.locator(".what-ifs button").first.wait_for()
    assert told.locator(".what-ifs button").count() >= 5
    assert "Brest" in told.inner_text()
    assert "worked out, not published: read the range" in told.inner_text()
    told.get_by_role("button", name="The northern route through Russia is closed").click()
    assert "Brest" not in told.inner_text()
    assert "Poti" in told.inner_text()
    assert told.locator(".change").inner_text().startswith("As it is ")
    assert page.evaluate("document.activeElement.textContent") == "The northern route through Russia is closed"
    told.get_by_role("button", name="The Suez canal is closed").click()
    assert told.locator(".change").inner_text().startswith("This changes nothing")
    form.locator("[name=from]").select_option(label="Constanta")
    form.locator("[name=to]").select_option(label="Xi'an")
    form.locator("button").click()
    assert re.search("Malaszewicze.*Dostyk, Alashankou", told.inner_text())
    form.locator("[name=to]").select_option(label="Kabul")
    form.locator("button").click()
    assert re.search("no way of a box|Not sensible", told.inner_text())
    told_width = page.evaluate("document.documentElement.scrollWidth")
    assert told_width <= page.evaluate("innerWidth")
    watched.check()


def test_without_scripts_the_ways_are_a_list(browser: Browser, site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(at(site.root, "corridors.html"))
    assert not page.locator("form.ways-form").is_visible()
    assert page.locator(".ways-all a", has_text="Xi'an to Duisburg").is_visible()
    context.close()
