"""The page marks each claim where it stands, escapes the text, and does not show what was denied as done."""

import datetime as dt

from sarai.documents.page import page
from sarai.documents.reading import read_text

TEXT = (
    "On 12 March 2024 Japan and Kazakhstan signed a grant agreement worth $4.5 million for <b>hospital</b> equipment. "
    "The two sides did not sign the railway contract.\n"
)


def test_the_page_marks_claims_escapes_the_text_and_loads_nothing() -> None:
    claims = read_text(TEXT, date=dt.date(2024, 3, 13))
    made = page(TEXT, claims, title="made up")
    assert "&lt;b&gt;hospital" in made
    assert "<b>hospital" not in made
    assert made.count("<mark") >= len(claims) >= 2
    assert "src=" not in made and "href=" not in made


def test_what_was_denied_is_not_counted_as_agreed() -> None:
    made = page(TEXT, read_text(TEXT, date=dt.date(2024, 3, 13)), title="made up")
    assert "agreed (signed, adopted, launched, committed): 1" in made
    assert "denied (said not to be so): 1" in made
