"""What is asked of a study: each question with the first sentences of the pages that answer it, or what is missing."""

from collections.abc import Iterable

import pytest

from sarai.study import Study
from sarai.web.ask import Ask
from sarai.web.pages import questions
from sarai.web.plan import plan
from sarai.web.words import Figure, Link

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ask(bundled: Study) -> Ask:
    return Ask(bundled)


def text(parts: Iterable[object]) -> str:
    return "".join(part.text if isinstance(part, Figure | Link) else str(part) for part in parts)


def test_every_question_has_pages_of_the_site_or_says_what_is_missing(ask: Ask) -> None:
    places = {each.path for each in plan(ask).pages}
    for row in ask.questions:
        assert [path for path in row["pages"] if path not in places] == []
        assert row["pages"] or row["missing"]
    assert len(ask.questions) >= 10


def test_an_answer_is_the_first_sentence_of_its_page_and_its_figures_lead_there(ask: Ask) -> None:
    pages = {each.path: each.make for each in plan(ask).pages}
    page = pages[questions.PATH]()
    pair = pages["pair/jp-tj.html"]()
    section = next(each for each in page.sections if each.name == "q02")
    (line,) = section.blocks[0].lines
    assert text(line.parts) == f"{pair.name}: {text(pair.say)}"
    figures = [part for part in pair.say if isinstance(part, Figure)]
    links = [part.href for part in line.parts if isinstance(part, Link)]
    assert figures
    assert links == [pair.path, *(f"{pair.path}#{figure.panel}" for figure in figures)]
    assert not any(isinstance(part, Figure) for part in line.parts)


def test_a_question_whose_pages_this_release_lacks_is_not_answered(ask: Ask) -> None:
    page = questions.page(ask, {})
    assert text(page.say).startswith(f"None of the {len(ask.questions)} questions")
    assert all("Cannot be said from here." in text(each.blocks[0].lines[0].parts) for each in page.sections)
