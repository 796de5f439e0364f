"""Double coding: blind, kept with who and why, agreement by field, and a log of what was settled."""

import datetime as dt
from pathlib import Path

import pytest

from sarai.estimators.agreement import Metric
from sarai.model.errors import QuestionError, StudyError
from sarai.pipeline import coding
from sarai.pipeline.coding import FIELDS, Coded

ON = dt.date(2026, 11, 27)


def said(promise: str, who: str, **values: str) -> list[Coded]:
    """What a person says of a promise: yes and the last word of each list, unless told otherwise."""
    return [
        Coded(promise, field.name, values.get(field.name, field.words[0]), who, ON.isoformat(), "made up", "all 3")
        for field in FIELDS
    ]


def test_what_a_person_said_stays_and_is_kept_with_who_when_and_why(tmp_path: Path) -> None:
    assert coding.code(tmp_path, said("P1", "A. Reader")) == len(FIELDS)
    assert coding.code(tmp_path, said("P1", "A. Reader", target="no")) == 0
    kept = {row.field: row for row in coding.coded(tmp_path)}
    assert (kept["target"].value, kept["target"].who, kept["target"].on, kept["target"].why) == (
        "yes", "A. Reader", "2026-11-27", "made up"
    )  # fmt: skip


def test_what_is_left_is_what_this_person_has_not_coded_whole(tmp_path: Path) -> None:
    coding.code(tmp_path, said("P1", "A. Reader"))
    coding.code(tmp_path, said("P2", "A. Reader")[:2])
    rows = coding.coded(tmp_path)
    assert coding.waiting(rows, ["P1", "P2", "P3"], "A. Reader") == ["P2", "P3"]
    assert coding.waiting(rows, ["P1", "P2", "P3"], "B. Reader") == ["P1", "P2", "P3"]


def test_a_sample_is_drawn_again_by_its_seed_and_says_so() -> None:
    ids = [f"P{place:03}" for place in range(172)]
    first, told = coding.chosen(reversed(ids), sample=40, seed=7)
    assert (first, told) == coding.chosen(ids, sample=40, seed=7)
    assert told == "40 of 172, seed 7" and len(set(first)) == 40
    assert coding.chosen(ids, sample=40, seed=8)[0] != first
    assert coding.chosen(ids, sample=None, seed=1) == (ids, "all 172")
    with pytest.raises(QuestionError, match="no sample of 200"):
        coding.chosen(ids, sample=200, seed=1)


@pytest.mark.parametrize("name", ["", "  ", "Sarai", "bot", "MODEL"])
def test_no_program_counts_as_a_coder(name: str, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="is no person's name"):
        coding.code(tmp_path, said("P1", name))


def test_a_word_that_is_not_of_the_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="is no word of shown"):
        coding.code(tmp_path, said("P1", "A. Reader", shown="splendid"))
    assert coding.coded(tmp_path) == []


def test_agreement_is_by_field_with_the_metric_that_fits_it() -> None:
    rows: list[Coded] = []
    for place in range(20):
        shown = ("begun", "in part")[place % 2]
        rows += said(f"P{place}", "A. Reader", target=("yes", "no")[place % 2], shown=shown)
        near = "in part" if place == 0 else shown
        rows += said(f"P{place}", "B. Reader", target=("yes", "no")[place % 2], shown=near)
    rows += said("P99", "A. Reader", target="no")
    found = coding.agreements(rows, draws=50)
    assert found["target"].alpha == 1 and found["target"].units == 20
    assert found["date"].alpha is None
    metrics = {field.name: field.metric for field in FIELDS}
    assert metrics["shown"] is Metric.ORDINAL and metrics["outcome"] is Metric.NOMINAL
    assert found["shown"].alpha is not None and 0.8 < found["shown"].alpha < 1


def test_what_differs_is_settled_once_with_what_each_had_said(tmp_path: Path) -> None:
    coding.code(tmp_path, said("P1", "A. Reader"))
    coding.code(tmp_path, said("P1", "B. Reader", owner="no"))
    (differs,) = coding.apart(tmp_path)
    assert (differs.field, differs.said) == ("owner", (("A. Reader", "yes"), ("B. Reader", "no")))
    with pytest.raises(QuestionError, match="without a reason"):
        coding.adjudicate(tmp_path, differs, value="no", who="C. Judge", why=" ", on=ON)
    coding.adjudicate(tmp_path, differs, value="no", who="C. Judge", why="a pledge of a state", on=ON)
    assert coding.apart(tmp_path) == []
    log = (tmp_path / coding.ADJUDICATED).read_text(encoding="utf-8").splitlines()
    assert log[1] == "P1,owner,A. Reader: yes; B. Reader: no,no,C. Judge,2026-11-27,a pledge of a state"


def test_a_file_of_the_page_is_taken_in_and_another_refused(tmp_path: Path) -> None:
    file = tmp_path / "coding.csv"
    file.write_text('promise,field,value,why,set\n"P1","target","no","","all 3"\n"P1","date","","","all 3"\n', "utf-8")
    (row,) = coding.taken(file, "A. Reader", ON)
    assert (row.promise, row.field, row.value, row.set) == ("P1", "target", "no", "all 3")
    file.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(StudyError, match="are missing"):
        coding.taken(file, "A. Reader", ON)
