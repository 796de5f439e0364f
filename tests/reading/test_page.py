"""The page marks each claim where it stands, escapes the text, and does not show what was denied as done."""

import datetime as dt
import re

from tests.scoring.unseen import unseen

from sarai.reading import lexicon
from sarai.reading.frames import aspects, frames
from sarai.reading.page import page
from sarai.reading.reader import read_text
from sarai.reading.rules import in_words

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


def test_kinds_of_act_and_actors_can_be_chosen_without_a_script() -> None:
    text = TEXT + "Germany disbursed €3 million to Kazakhstan for schools.\n"
    made = page(text, read_text(text, date=dt.date(2024, 3, 13)), title="made up")
    assert "<script" not in made
    for stage in ("agreed", "denied", "paid"):
        assert f'id="s-{stage}"' in made
        assert f"body:has(#s-{stage}:not(:checked)) details.c.{stage}{{display:none}}" in made
    number = re.search(r'id="(w\d+)"> Germany', made)[1]
    (unfolding,) = re.findall(r'<details class="([^"]*paid[^"]*)">', made)
    assert number in unfolding.split()


def test_rules_are_said_in_words_beside_their_ids() -> None:
    made = page(TEXT, read_text(TEXT, date=dt.date(2024, 3, 13)), title="made up")
    assert "“sign”: signed" in made or "“sign”" in made
    assert "<code>verb.sign</code>" in made
    assert "said not to be so: “not”" in made


def test_many_claims_are_marked_too() -> None:
    text = "".join(f"Germany pledged €{number} million to Kenya for roads.\n" for number in range(1, 2_500))
    claims = read_text(text)
    assert len(claims) >= 2_499
    assert page(text, claims, title="made up").count("<mark") >= 2_499


def test_every_rule_is_known_in_words() -> None:
    cues = {entry.id for entry in lexicon.cues().entries()}
    told = {
        f"frame.{frame.name}.{aspect}"
        for frame in frames().values()
        for kind, aspect in aspects()
        if kind == frame.family
    }
    fired = {rule for text in unseen() for claim in read_text(text.text, date=text.date) for rule in claim.rules}
    for rule in cues | told | fired:
        assert in_words(rule) != rule


def test_lines_that_were_left_out_are_listed() -> None:
    made = page(TEXT, (), title="made up", left_out=["Arda Gazette 1", "Arda Gazette 2", "<i>"])
    assert "3 lines were left out" in made
    assert "Arda Gazette # <span>(2 times)" in made
    assert "&lt;i&gt;" in made


def test_who_gives_to_whom_is_an_arrow_and_what_is_set_aside_has_its_reason() -> None:
    text = TEXT + "Japan gave Kenya a grant of $5 million. Japan gave Kenya a grant of $5 million.\n"
    made = page(text, read_text(text), title="made up")
    assert "<dt>who</dt><dd>Japan → Kenya</dd>" in made
    assert "1 set aside:" in made
    assert "the same sentence stands above" in made
