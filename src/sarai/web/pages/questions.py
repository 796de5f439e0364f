"""What is asked of a study: each question with the first sentences of the pages that answer it, or what is missing."""

from collections.abc import Callable, Mapping
from typing import Any

from sarai.web.ask import Ask
from sarai.web.page import Known, Line, Nav, Page, Prose, Said, Section, line
from sarai.web.sentences import phrase, q
from sarai.web.words import Figure, Link, Part, Words, count, number_word, quoted

Row = Mapping[str, Any]
PATH = "questions.html"
FOUND = ("questions", "answers")


def known(ask: Ask) -> Known:
    """What a search knows of the page, without asking what answers the questions."""
    return Known(
        Nav.QUESTIONS, "What is asked", FOUND, tuple((row["id"].lower(), row["question"]) for row in ask.questions)
    )


def page(ask: Ask, pages: Mapping[str, Callable[[], Said]]) -> Page:
    """Every question of the study; ``pages`` gives what a page of the site says first by its place.

    A question whose pages are not of this release is told as unanswered here, with the pages that would answer it.
    """
    sections, answered = [], 0
    for row in ask.questions:
        held = [path for path in row["pages"] or () if path in pages]
        answered += bool(held)
        lines = [_answer(pages[path]()) for path in held]
        if not held:
            lines.append(line("Cannot be said from here."))
        if row["missing"]:
            lines.append(line("What is missing: ", quoted(row["missing"])))
        sections.append(Section(row["id"].lower(), (quoted(row["question"]),), (Prose(tuple(lines)),)))
    asked = len(sections)
    return Page(
        PATH,
        Nav.QUESTIONS,
        "What is asked",
        (Words("Questions"),),
        _say(answered, asked),
        "The questions of this study, each with its answer and where it stands.",
        sure=phrase("each answer is the first sentence of a page, by the rule of that page; a question is no finding."),
        sections=tuple(sections),
        found=FOUND,
    )


def _say(answered: int, asked: int) -> tuple[Part, ...]:
    whole = q(count(asked, "questions"))
    if answered == asked:
        return phrase("All of the ", whole, " asked of this study have an answer here.")
    if not answered:
        return phrase(
            "None of the ", whole, " asked of this study has an answer here; it is said what would be needed."
        )
    return phrase(
        "Of ", whole, " asked of this study ", q(f"{number_word(answered)} have an answer here; "),
        q(f"for {number_word(asked - answered)} it is said what would be needed."),
    )  # fmt: skip


def _answer(page: Said) -> Line:
    """The first sentence of a page, its figures leading to where they open, and the page's name before it."""
    parts: list[Part] = [Link(page.name, page.path), Words(": ")]
    for part in page.say:
        parts.append(Link(part.text, f"{page.path}#{part.panel}") if isinstance(part, Figure) else part)
    return line(*parts)
