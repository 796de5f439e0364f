"""A text's date may be known to a month or a year; what it does not resolve stays open. The facts are made up."""

import datetime as dt
from pathlib import Path

import pytest

from sarai.model.claim import Claim
from sarai.reading import read
from sarai.reading.partial import Known, TextDate, text_date


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("2025", TextDate(dt.date(2025, 12, 31), Known.YEAR)),
        ("2024-02", TextDate(dt.date(2024, 2, 29), Known.MONTH)),
        ("2025-06-03", TextDate(dt.date(2025, 6, 3), Known.DAY)),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(told: str, meant: TextDate) -> None:
    assert text_date(told) == meant


@pytest.mark.parametrize("told", ["25", "2025-13", "2025-6", "June 2025", "2025-02-30"])
def test_what_is_no_date_is_refused(told: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011: the words are the standard library's
        text_date(told)


TEXT = "Japan gave Kenya a grant of $5 million last year. On Saturday Norway gave Kenya a loan of $2 million."


def spans(path: Path, told: str) -> list[tuple[object, object]]:
    date, known = text_date(told)
    claims: tuple[Claim, ...] = read(path, date=date, known=known).claims
    return [(item.more["from"], item.more["to"]) for claim in claims for item in claim.items("period")]


def test_a_year_resolves_years_and_leaves_days_open(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT)
    assert spans(path, "2025") == [("2024-01-01", "2024-12-31"), (None, None)]
    assert spans(path, "2025-06-03") == [("2024-01-01", "2024-12-31"), ("2025-05-31", "2025-05-31")]
