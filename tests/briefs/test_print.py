"""A brief on paper and on a phone, as Chromium makes it; skipped where there is no Chromium."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from sarai.briefs import compose, draw
from sarai.study import Study

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
A4 = (595, 842)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; Debian has it as chromium")


@pytest.fixture(scope="module")
def page(bundled: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief of China and Tajikistan as a file."""
    path = tmp_path_factory.mktemp("print") / "brief.html"
    path.write_text(draw.html(compose(bundled, partners=["CN"], recipients=["TJ"])), encoding="utf-8")
    return path


def chromium(folder: Path, *words: str) -> str:
    """Run Chromium with a profile of its own; what it printed."""
    ran = subprocess.run(
        [str(CHROMIUM), *QUIET, f"--user-data-dir={folder / 'profile'}", *words],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return ran.stdout


def test_it_prints_on_a4_with_every_section_and_no_empty_page(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={out}", page.as_uri())
    document = pypdfium2.PdfDocument(out)
    assert 3 <= len(document) <= 25
    told = []
    for sheet in document:
        assert tuple(round(side) for side in sheet.get_size()) == A4
        text = sheet.get_textpage().get_text_range()
        assert len(text.split()) > 5
        told.append(text)
    whole = " ".join(" ".join(told).split())
    headings = re.findall(r"<h2>(.*?)</h2>", page.read_text(encoding="utf-8"))
    assert [heading for heading in headings if heading not in whole] == []
    # On paper the rows behind the figures stay in the file.
    assert "sarai explain" not in whole


def test_nothing_stands_wider_than_a_phone(page: Path, tmp_path: Path) -> None:
    probe = tmp_path / "probe.html"
    probe.write_text(
        page.read_text(encoding="utf-8").replace(
            "</body>",
            "<script>document.title = 'wide ' + document.documentElement.scrollWidth</script></body>",
        ),
        encoding="utf-8",
    )
    seen = chromium(tmp_path, "--window-size=500,900", "--dump-dom", probe.as_uri())
    width = re.search(r"<title>wide (\d+)</title>", seen)
    assert width is not None
    assert int(width[1]) <= 500
