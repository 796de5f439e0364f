import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lists import rows
from sarai import pipeline
from sarai.cli import app
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Decision
from sarai.pipeline import lists
from sarai.study import Study

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def built(bundled_study: Path) -> Path:
    return bundled_study


@pytest.fixture
def study(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "central"))


def test_the_bundled_road_promise_is_linked_to_its_loan(built: Path) -> None:
    rows = Study(built).links(promise=["JP031"]).rows
    linked = [row for row in rows if row["answer"] == "link"]
    assert [row["activity"] for row in linked] == ["japan:jp-kg-002"]
    assert linked[0]["url"]
    assert linked[0]["score"] == pytest.approx(
        linked[0]["start"] + sum(float(reason.split()[0]) for reason in linked[0]["reasons"]), abs=0.01
    )


def test_a_second_phase_is_not_linked_to_the_promise_of_the_first(built: Path) -> None:
    rows = Study(built).links(promise=["JP038"]).rows
    assert {row["activity"]: row["answer"] for row in rows}.get("japan:jp-tj-033") != "link"


def test_a_decision_wins_and_outlives_a_rebuild(study: Path) -> None:
    asked = Study(study).to_review().rows[0]
    lists.decide(study, asked, answer=Decision.LINK, who="a tester", why="read both", on=dt.date(2026, 1, 2))

    def now() -> tuple[str, object]:
        rows = Study(study).links(promise=[asked["promise"]]).rows
        row = next(row for row in rows if row["activity"] == asked["activity"])
        return row["answer"], row["decided"]

    assert now() == ("ask a person", None)
    pipeline.build(study, jobs=1)
    assert now() == ("link", {"who": "a tester", "on": dt.date(2026, 1, 2), "why": "read both"})
    pipeline.build(study, jobs=1)
    assert now()[0] == "link"
    assert (
        Study(study, release=1).links(promise=[asked["promise"]]).rows
        != Study(study).links(promise=[asked["promise"]]).rows
    )
    pair = (asked["promise"], asked["activity"])
    assert pair not in {(row["promise"], row["activity"]) for row in Study(study).to_review().rows}


def test_a_decision_about_a_pair_that_nobody_proposed_is_shown(study: Path) -> None:
    row = {"promise": "JP031", "activity": "japan:jp-kg-013"}
    lists.decide(study, row, answer=Decision.NO_LINK, who="a tester", why="another grant", on=dt.date(2026, 1, 2))
    pipeline.build(study, jobs=1)
    found = {each["activity"]: each for each in Study(study).links(promise=["JP031"]).rows}
    assert found["japan:jp-kg-013"]["answer"] == "no link"
    assert found["japan:jp-kg-013"]["decided"]["why"] == "another grant"


def test_review_asks_and_writes_what_was_answered(study: Path) -> None:
    typed = "n\nnot the same airport\nq\n"
    ran = CliRunner().invoke(app, ["link", str(study), "--review", "--who", "a tester"], input=typed)
    assert ran.exit_code == 0, ran.output
    (made,) = rows(study, source="judgements")["judgement"]
    assert (made["answer"], made["who"], made["why"]) == ("no link", "a tester", "not the same airport")
    assert "takes effect with the next build" in ran.output
    again = CliRunner().invoke(app, ["link", str(study), "--review", "--who", "a tester"], input="q\n")
    first = ran.output.partition("1 of ")[2].partition("2 of ")[0]
    assert first not in again.output


def test_a_question_that_gets_no_answer_ends_with_a_cure(
    study: Path, sarai: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    ran = sarai("link", study, "--review")
    assert ran.code == 2
    assert "sarai: a question got no answer" in ran.err
    assert "answer it in a terminal" in ran.err


def test_an_unknown_promise_is_refused(built: Path) -> None:
    with pytest.raises(QuestionError, match="XX1"):
        Study(built).links(promise=["XX1"])
    with pytest.raises(QuestionError, match="maybe"):
        Study(built).links(answer="maybe")


def test_what_stands_in_a_promise_or_title_is_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    from sarai.cli import draw, linking

    row = {
        "promise": "[bold]P1", "wording": "[/x] to build [red]a road[/red]", "makers": ["JP"], "addressees": ["TM"],
        "promised": None, "promised_on": "2015-01-01", "score": 2.5, "title": "[link=x]a road", "agreed": None,
        "amount": None, "status": None, "answer": "link", "activity": "made:1", "decided": None, "start": 0.5,
        "reasons": ["[dim]words"],
    }  # fmt: skip
    linking._pair(draw.console(), row)
    said = capsys.readouterr().out
    for words in ("[bold]P1  [/x] to build [red]a road[/red]", "link 2.5  [link=x]a road  made:1", "[dim]words"):
        assert words in said
    assert "[green]" not in said
