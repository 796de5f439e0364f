import datetime as dt
from pathlib import Path

import pytest

from sarai.linking import judgements
from sarai.linking.judgements import Judgement
from sarai.model.errors import StudyError
from sarai.model.vocabulary import Decision

HEADER = "promise,activity,answer,who,on,why\n"
MADE = Judgement("JP1", "work:1", Decision.LINK, "a tester", dt.date(2026, 1, 2), "same road")


def test_what_is_appended_is_read_back_and_the_last_on_a_pair_holds(tmp_path: Path) -> None:
    path = tmp_path / judgements.FILE
    later = Judgement("JP1", "work:1", Decision.NO_LINK, "another", dt.date(2026, 2, 3), 'the "second" road, after all')
    judgements.append(path, MADE)
    judgements.append(path, later)
    found = judgements.read(path)
    assert [(each.answer, each.who, each.why, each.line) for each in found] == [
        (Decision.LINK, "a tester", "same road", 2),
        (Decision.NO_LINK, "another", 'the "second" road, after all', 3),
    ]
    assert judgements.in_force(found)["JP1", "work:1"].answer is Decision.NO_LINK


def test_a_file_whose_last_line_is_open_is_not_spoilt(tmp_path: Path) -> None:
    path = tmp_path / judgements.FILE
    path.write_text(f"{HEADER}JP1,work:2,link,a tester,2026-01-01,same town", encoding="utf-8")
    judgements.append(path, MADE)
    assert len(judgements.read(path)) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("JP1,work:1,link,,2026-01-01,why", "who is blank"),
        ("JP1,work:1,maybe,a tester,2026-01-01,why", "answer 'maybe' is unknown"),
        ("JP1,work:1,link,a tester,yesterday,why", "on 'yesterday' is no date"),
        ("JP1,work:1,link,a tester,2026-01-01,", "why is blank"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_a_cure(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / judgements.FILE
    path.write_text(f"{HEADER}{line}\n", encoding="utf-8")
    with pytest.raises(StudyError) as raised:
        judgements.read(path)
    assert raised.value.what == told
    assert str(raised.value.where).endswith(":2")
    assert raised.value.cure


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / judgements.FILE
    path.write_text("promise,activity,answer,who,why\n", encoding="utf-8")
    with pytest.raises(StudyError, match="on are missing"):
        judgements.read(path)
