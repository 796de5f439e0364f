"""The three briefs of the demo as Markdown, as people read them; their passports are tested by arithmetic."""

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sarai.briefs import compose, draw
from sarai.study import Study

ON = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("partners", "recipients", "name"),
    [(["JP"], ["TJ"], "japan-tajikistan"), (["CN"], ["KZ"], "china-kazakhstan"), ([], [], "all-central-asia")],
)
def test_a_brief_reads_as_expected(
    bundled: Study, golden: Callable[[str, str], None], partners: list[str], recipients: list[str], name: str
) -> None:
    text = draw.markdown(compose(bundled, partners=partners, recipients=recipients, on=ON))
    body = text.partition("\n## Where each figure comes from")[0]
    body = re.sub(r"committed on \d{4}-\d\d-\d\d", "committed on the day of the build", body)
    golden(re.sub(r"\]\(#p\d+\)", "]", body) + "\n", f"briefs/{name}.md")


def test_ten_figures_agree_with_the_raw_files() -> None:
    script = Path(__file__).parents[2] / "scripts" / "write_brief.py"
    ran = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
