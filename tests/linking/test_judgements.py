import datetime as dt
from pathlib import Path

import pytest

from lists import rows
from sarai.model.errors import QuestionError, SourceChanged
from sarai.model.vocabulary import Decision
from sarai.pipeline import lists

HEADER = "promise,activity,answer,who,on,why\n"
PAIR = {"promise": "JP1", "activity": "work:1"}


def decide(folder: Path, answer: Decision, who: str, why: str) -> None:
    lists.decide(folder, PAIR, answer=answer, who=who, why=why, on=dt.date(2026, 1, 2))


def test_what_is_added_is_read_back_in_its_order(tmp_path: Path) -> None:
    decide(tmp_path, Decision.LINK, "a tester", "same road")
    decide(tmp_path, Decision.NO_LINK, "another", 'the "second" road, after all')
    found = rows(tmp_path)["judgement"]
    assert [(each["answer"], each["who"], each["why"], each["ordinal"], each["locator"]) for each in found] == [
        ("link", "a tester", "same road", 1, "row 2"),
        ("no link", "another", 'the "second" road, after all', 2, "row 3"),
    ]
    assert lists.decided(tmp_path) == {("JP1", "work:1")}


def test_a_list_whose_last_line_is_open_is_not_spoilt(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(f"{HEADER}JP1,work:2,link,a tester,2026-01-01,same town", encoding="utf-8")
    decide(tmp_path, Decision.LINK, "a tester", "same road")
    assert len(rows(tmp_path)["judgement"]) == 2


@pytest.mark.parametrize(("who", "why", "told"), [(" ", "why", "who is blank"), ("a tester", "", "why is blank")])
def test_a_decision_says_who_and_why(tmp_path: Path, who: str, why: str, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        decide(tmp_path, Decision.LINK, who, why)
    assert not (tmp_path / "judgements.csv").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("JP1,work:1,link,,2026-01-01,why", "who is blank"),
        ("JP1,work:1,maybe,a tester,2026-01-01,why", "answer is no word of its list"),
        ("JP1,work:1,link,a tester,yesterday,why", "on is no date"),
        ("JP1,work:1,link,a tester,2026-01-01,", "why is blank"),
    ],
)
def test_a_bad_row_is_refused_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "judgements.csv").write_text(f"{HEADER}JP1,work:2,link,b,2026-01-01,x\n{line}\n", encoding="utf-8")
    found = rows(tmp_path)
    assert len(found["judgement"]) == 1
    (fault,) = found["reject"]
    assert fault["locator"] == "row 3"
    assert fault["reason"].startswith(told)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "judgements.csv").write_text("promise,activity,answer,who,why\n", encoding="utf-8")
    with pytest.raises(SourceChanged, match="'on' is missing"):
        rows(tmp_path)
