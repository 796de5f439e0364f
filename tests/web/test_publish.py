"""The published site: every page, its rows and pictures, what it links, what it may load, and its size."""

import csv
import json
import re
import resource
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import html5lib
import pytest
from lxml import etree, html

import sarai
from sarai import pipeline
from sarai.model.errors import BriefError, QuestionError
from sarai.web import publish
from sarai.web.ask import Ask
from sarai.web.page import Nav, Page
from sarai.web.pages import new, tellings
from sarai.web.slices import MOST, Slice, decoded
from sarai.web.words import Figure, millions, money

PAGES = 300_000


def pages(root: Path) -> list[Path]:
    """Every page of a site."""
    return sorted(root.rglob("*.html"))


def opened_by(figure: html.HtmlElement) -> tuple[str, str]:
    """The slice and the panel that a figure opens, as its address names them."""
    path, _, panel = figure.get("href").partition("#")
    return Path(path).stem, panel


def test_every_page_is_made(site) -> None:
    assert site.made.failed == ()
    assert site.made.first.is_file()
    for name in (
        "index.html",
        "pairs.html",
        "recipient/tj.html",
        "partner/jp.html",
        "pair/jp-tj.html",
        "pair/cn-kz.html",
    ):
        assert (site.root / name).is_file(), name


def test_the_site_is_small_and_no_page_or_part_is_large(site) -> None:
    assert site.made.size < 40_000_000
    assert [path.name for path in pages(site.root) if path.stat().st_size > PAGES] == []
    assert [path.name for path in (site.root / "data").glob("*.js") if path.stat().st_size > MOST] == []


def test_links_lead_somewhere_and_nothing_is_loaded_from_elsewhere(site) -> None:
    known = {path.relative_to(site.root).as_posix() for path in site.root.rglob("*") if path.is_file()}
    missing: Counter[str] = Counter()
    for path in pages(site.root):
        tree = html.parse(str(path)).getroot()
        for node in tree.iter():
            for name in ("href", "src", "action"):
                told = node.get(name)
                if told is None or told.startswith("#"):
                    continue
                if re.match(r"https?:", told):
                    assert node.tag == "a", f"{path}: <{node.tag}> would load {told}"
                    continue
                assert not re.match(r"[a-z]+:", told, re.IGNORECASE), f"{path}: {told}"
                target = (path.parent / told.partition("#")[0].partition("?")[0]).resolve()
                if target.relative_to(site.root).as_posix() not in known:
                    missing[target.relative_to(site.root).as_posix().partition("/")[0]] += 1
    assert not missing


def test_pages_hold_no_inline_script_or_style_and_a_policy(site) -> None:
    for path in pages(site.root):
        text = path.read_text(encoding="utf-8")
        assert "Content-Security-Policy" in text and "default-src 'none'" in text
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path
        assert not re.search(r"\sstyle=", text), path
        assert not re.search(r"\son[a-z]+=", text), path
        assert "<style" not in text, path


def test_ids_are_unlike_and_what_labels_refer_to_is_there(site) -> None:
    for path in pages(site.root):
        ids = re.findall(r'\sid="([^"]+)"', path.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), (path, [name for name, n in Counter(ids).items() if n > 1])
        for told in re.findall(r'aria-labelledby="([^"]+)"', path.read_text(encoding="utf-8")):
            assert set(told.split()) <= set(ids)


def test_each_figure_opens_a_panel_whose_rows_add_up(site) -> None:
    slices: dict[str, dict[str, object]] = {}
    for part in sorted((site.root / "data").glob("*.js")):
        if part.name.startswith("search") or part.name == "corridors-ways.js":
            assert part.stat().st_size < MOST
            continue
        name, _, head, rows = decoded(part.read_text(encoding="utf-8"))
        held = slices.setdefault(name, {"head": {}, "rows": []})
        held["head"] = head or held["head"]
        held["rows"] += rows
    opened = 0
    for path in pages(site.root):
        for figure in html.parse(str(path)).getroot().xpath("//a[@class='fig']"):
            rows_of, opens = opened_by(figure)
            held = slices[rows_of]
            panel = held["head"]["panels"][opens]
            chosen = [at for first, last in panel["rows"] for at in range(first, last + 1)]
            values = [Decimal(held["rows"][at][0]) for at in chosen if held["rows"][at][0] is not None]
            assert (None if panel["total"] is None else Decimal(panel["total"])) == (sum(values) if values else None)
            opened += 1
    assert opened > 1000


def test_a_figure_of_a_state_opens_the_rows_of_its_own_partner(site) -> None:
    tree = html.parse(str(site.root / "recipient/tj.html")).getroot()
    figures = tree.xpath("//section[@id='partners' or @id='sectors']//tbody//a[@class='fig']")
    assert len(figures) > 60
    for figure in figures:
        rows_of, opens = opened_by(figure)
        part = (site.root / "data" / f"{rows_of}.js").read_text(encoding="utf-8")
        total = decoded(part)[2]["panels"][opens]["total"]
        assert figure.text == ("not published" if total is None else millions(Decimal(total)))


def test_two_panels_of_one_name_on_a_page_are_refused() -> None:
    slices = tuple(Slice(name, (), [()], [1], "records") for name in ("one", "other"))
    for held in slices:
        held.open("whole", title="", tells="")
    page = Page("a.html", Nav.REGION, "A", (), (), "", slices=slices)
    with pytest.raises(BriefError, match="stands in 'one' and in 'other'"):
        _ = page.slice_of


KINDS = (
    "index pairs recipient/tj partner/jp pair/jp-tj projects project/japan-jp-tj-010 promises promise/cn011 occasions occasion/xi-an-summit-may-2023 people "
    "dependence/kz corridors route/xi-an-duisburg documents government/kz data method new search rows/jp-tj-committed-ceiling"
).split()


@pytest.mark.parametrize("name", KINDS)
def test_html_is_valid(site, name: str) -> None:
    html5lib.HTMLParser(strict=True).parse((site.root / f"{name}.html").read_text(encoding="utf-8"))


def test_sectors_of_a_state_say_who_funds_roads_and_what_cannot_be_split(site) -> None:
    section = html.parse(str(site.root / "recipient/tj.html")).getroot().get_element_by_id("sectors")
    told = " ".join(section.text_content().split())
    assert re.search(r"roads \d+\.\d", told) and "TransportChina" in told
    assert "OECD CRS disbursement totals states no sector" in told


def test_people_are_not_added_up_and_a_repeated_promise_is_no_result(site) -> None:
    text = " ".join(html.parse(str(site.root / "people.html")).getroot().text_content().split())
    assert "JICA alone states a sum: at least 2,550 people trained in Tajikistan in 1993–2023" in text
    assert "it is not a result of any promise" in text
    assert "3,000 places by China in 2025" in text
    assert "No number that came of a promise is on record" in text
    assert "people trained so far" not in text


def test_the_first_release_says_so_and_a_later_one_what_changed(site, built_study: Path, tmp_path: Path) -> None:
    first = html.parse(str(site.root / "new.html")).getroot().text_content()
    assert "This is the first release of this study" in first
    folder = shutil.copytree(built_study, tmp_path / "study")
    gone = next((folder / "files").iterdir())
    gone.unlink()
    pipeline.build(folder, jobs=1)
    study = sarai.open(folder)
    page = new.page(Ask(study))
    told = " ".join(part.text if isinstance(part, Figure) else str(part) for part in page.say)
    assert told.startswith("Since release 1 of ") and "is known as" in told
    change = sum(row["after"] - row["before"] for row in study.diff(1).rows)
    (held,) = page.slices
    assert held.panels[f"{held.name}-all"].total == change


def test_the_figure_of_japan_and_tajikistan_is_that_of_the_command_line(site) -> None:
    text = (site.root / "pair/jp-tj.html").read_text(encoding="utf-8")
    total = site.study.total(partner="JP", recipient="TJ").rows[0]["preferred"]
    assert money(total).replace("USD ", "USD\u00a0") in text and "USD\u00a0427 million" in text
    held = [decoded(path.read_text(encoding="utf-8")) for path in (site.root / "data").glob("jp-tj-committed-*.js")]
    (panel,) = [head["panels"][name] for name, _, head, _ in held if name in head.get("panels", {})]
    assert panel["total"] == str(total)


def test_a_figure_leads_to_its_rows_without_scripts(site) -> None:
    figure = (
        html.parse(str(site.root / "pair/jp-tj.html")).getroot().xpath("//p[@class='say' or @class='say two']//a")[0]
    )
    path, _, name = figure.get("href").partition("#")
    tree = html.parse(str((site.root / "pair" / path).resolve())).getroot()
    assert tree.get_element_by_id(name) is not None
    links = tree.xpath("//td/a[starts-with(@href, 'http')]/@href")
    assert any("mofa.go.jp" in link for link in links)


def test_pictures_stand_alone_with_data_and_a_card(site) -> None:
    charts = site.root / "charts"
    for path in sorted(charts.glob("*.svg")):
        text = path.read_text(encoding="utf-8")
        tree = etree.fromstring(text.encode())
        assert "var(" not in text and "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert tree.get("font-family", "").rstrip().endswith("sans-serif")
        told = " ".join(tree.itertext())
        assert "Source:" in told, path.name
        # Words may break over lines: of whom it tells, the release, the day and the page stand inside of the picture.
        flat = "".join(told.split())
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        address = about["page"].partition("/")[2].partition("#")[0]
        assert f"Sarai,release{site.study.release.number}," in flat and f":{address}" in flat, path.name
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        assert about["release"] == site.study.release.number and about["title"] and about["source"]
        with path.with_suffix(".csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert rows[0] == about["columns"] and len(rows) == about["rows"] + 1


def test_the_figures_of_the_docs_stand_on_the_pages_that_they_name(site) -> None:
    """A sum for China's transport stood in the docs for a day after the page said another."""
    docs = (Path(__file__).parents[2] / "docs" / "usability.md").read_text(encoding="utf-8")
    answers = re.findall(r"^\|[^|]+\|[^|]+\| \d \| `([\w/-]+\.html)`(.*)\|$", docs, re.MULTILINE)
    assert len(answers) >= 8
    told = 0
    for page, answer in answers:
        text = " ".join(html.parse(str(site.root / page)).getroot().text_content().split())
        figures = re.findall(r"USD ([\d,]+(?:\.\d+)?)", answer)
        assert [figure for figure in figures if figure not in text] == [], page
        told += len(figures)
    assert told >= 5


def test_tellings_of_one_publisher_are_of_one_publisher(site) -> None:
    """Three data sets of AidData tell of it; that once read as three publishers."""
    tree = html.parse(str(site.root / "project" / "aiddata-40069.html")).getroot()
    said = tree.xpath("string(//*[@id='main'])")
    assert "3 tellings by 1 publisher;" in said
    assert "agree to within 1 %" in said
    assert "Source: AidData at William & Mary" in said


def test_earlier_sites_stand_until_a_new_one_is_whole_and_a_folder_that_is_not_ours_is_refused(
    built_study, tmp_path
) -> None:
    study = sarai.open(built_study)
    out = tmp_path / "site"
    (out / "r0").mkdir(parents=True)
    (out / "r0" / "site.css").write_text("kept")
    made = publish(study, out)
    assert made.failed == ()
    assert (out / "r0" / "site.css").read_text() == "kept"
    assert "r1/index.html" in (out / "index.html").read_text()
    before = {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, usual[1]))
    try:
        with pytest.raises(QuestionError, match="cannot be written"):
            publish(study, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()} == before
    other = tmp_path / "letters"
    (other / "r1").mkdir(parents=True)
    (other / "r1" / "mine.txt").write_text("mine")
    with pytest.raises(BriefError, match="no site of ours"):
        publish(study, other)


def test_another_telling_of_a_record_stands_on_its_page(site) -> None:
    """Second tellings of Japan's projects stood in the ledger, each as a record that no page showed."""
    tree = html.parse(str(site.root / "project/japan-jp-tj-010.html")).getroot()
    rows = tree.xpath("//section[@id='tellings']//tbody/tr")
    assert len(rows) == 2
    assert ["counted" in rows[0].text_content(), "told again" in rows[1].text_content()] == [True, True]
    said = " ".join(tree.xpath("string(//p[contains(@class, 'say')])").split())
    assert "2 tellings agree to within 6 %" in said and "completed, by toptj.com in January 2011" in said
    assert not (site.root / "project/japan-jp-tj-010-2.html").exists()


def test_a_key_figure_has_its_range_and_its_gap(site) -> None:
    keys = html.parse(str(site.root / "pair/cn-kz.html")).getroot().xpath("string(//ul[@class='keys']/li[1])")
    assert re.match(r"USD \d+–\d+ bn", keys.replace("\u00a0", " ")) and "without an amount" in keys


def test_like_works_coded_to_two_sectors_are_told(site) -> None:
    text = html.parse(str(site.root / "pair/cn-kz.html")).getroot().text_content()
    assert "titles say “pipeline” stand in several sectors" in text


def test_a_closure_saves_no_time(site) -> None:
    """Ways are chosen and shown by the same hours, so that a way that is left is never the quicker one."""
    lines = html.parse(str(site.root / "route/xi-an-baku.html")).getroot().xpath("//section[@id='whatif']//tbody/tr")
    told = [[" ".join(cell.text_content().split()) for cell in line] for line in lines]
    closed = [cells for cells in told if cells[0].endswith("is closed")]
    assert len(closed) >= 2
    for title, _, change, *_ in closed:
        assert not change.startswith(("-", "\u2212")), title


def test_days_of_ways_are_told_with_their_lengths(site) -> None:
    say = html.parse(str(site.root / "corridors.html")).getroot().xpath("string(//p[contains(@class, 'say')])")
    assert re.search(r"from [\d.]+ days and [\d,]+ km \(.*\) to \d+ days and [\d,]+ km", " ".join(say.split()))


def test_the_statements_of_one_record_are_one_telling() -> None:
    """Seven payments of an IATI record read as seven tellings that differ by 99 % of the largest."""
    common = {"file": "a", "counts": "certain", "currency": "USD", "date": None}
    payments = [
        {**common, "activity": "iati:1", "locator": f"transaction[{at}]", "amount": Decimal(at), "value": Decimal(at)}
        for at in (1, 2, 3)
    ]
    shares = [{**payments[0], "activity": "iati:2", "value": Decimal("0.5")} for _ in range(2)]
    one, other = tellings.one_each([*payments, *shares])
    assert (one["value"], one["amount"], one["statements"]) == (6, 6, 3)
    assert (other["value"], other["amount"], other["statements"]) == (1, 1, 1)
