import datetime as dt
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sarai import pipeline
from sarai.analyses.promises import links
from sarai.cli import app
from sarai.linking import judgements
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Decision

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("links") / "central"
    pipeline.new(folder, template="central-asia")
    pipeline.build(folder, jobs=1)
    return folder


@pytest.fixture
def study(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "central"))


def test_the_bundled_road_promise_is_linked_to_its_loan(built: Path) -> None:
    rows = links.links(built, promise=["JP031"])["rows"]
    linked = [row for row in rows if row["answer"] == "link"]
    assert [row["activity"] for row in linked] == ["japan:jp-kg-002"]
    assert linked[0]["url"]
    assert linked[0]["score"] == pytest.approx(
        linked[0]["start"] + sum(float(reason.split()[0]) for reason in linked[0]["reasons"]), abs=0.01
    )


def test_a_second_phase_is_not_linked_to_the_promise_of_the_first(built: Path) -> None:
    rows = links.links(built, promise=["JP038"])["rows"]
    assert {row["activity"]: row["answer"] for row in rows}.get("japan:jp-tj-033") != "link"


def test_a_decision_wins_and_outlives_a_rebuild(study: Path) -> None:
    asked = links.to_review(study)[0]
    links.decide(study, asked, answer=Decision.LINK, who="a tester", why="read both", on=dt.date(2026, 1, 2))

    def now() -> tuple[str, object]:
        rows = links.links(study, promise=[asked["promise"]])["rows"]
        row = next(row for row in rows if row["activity"] == asked["activity"])
        return row["answer"], row["decided"]

    assert now() == ("link", {"who": "a tester", "on": "2026-01-02", "why": "read both"})
    pipeline.build(study, jobs=1)
    assert now()[0] == "link"
    pair = (asked["promise"], asked["activity"])
    assert pair not in {(row["promise"], row["activity"]) for row in links.to_review(study)}


def test_a_decision_about_a_pair_that_nobody_proposed_is_shown(study: Path) -> None:
    row = {"promise": "JP031", "activity": "japan:jp-kg-013"}
    links.decide(study, row, answer=Decision.NO_LINK, who="a tester", why="another grant", on=dt.date(2026, 1, 2))
    found = {each["activity"]: each for each in links.links(study, promise=["JP031"])["rows"]}
    assert found["japan:jp-kg-013"]["answer"] == "no link"
    assert found["japan:jp-kg-013"]["decided"]["why"] == "another grant"


def test_review_asks_and_writes_what_was_answered(study: Path) -> None:
    typed = "n\nnot the same airport\nq\n"
    ran = CliRunner().invoke(app, ["link", str(study), "--review", "--who", "a tester"], input=typed)
    assert ran.exit_code == 0, ran.output
    (made,) = judgements.read(study / judgements.FILE)
    assert (made.answer, made.who, made.why) == (Decision.NO_LINK, "a tester", "not the same airport")


def test_an_unknown_promise_is_refused(built: Path) -> None:
    with pytest.raises(QuestionError, match="XX1"):
        links.links(built, promise=["XX1"])
    with pytest.raises(QuestionError, match="maybe"):
        links.links(built, answer="maybe")
