"""The file that sums are read from says what the parts say; where it is not whole, the parts answer and it is said."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sarai as package
from sarai import pipeline
from sarai.analyses.portfolio import questions
from sarai.ledger import Ledger, Public, cube
from sarai.ledger.check import check
from sarai.model.dimensions import DIMENSIONS, Asked
from sarai.model.errors import SaraiError
from sarai.model.question import ask
from sarai.model.vocabulary import Measure
from sarai.study import Study
from summed import with_cube

Damage = Callable[[Path], Any]

FILTERED = [each.name for each in DIMENSIONS if each.asked is not Asked.NOT]


@pytest.fixture(scope="module")
def summed(bundled_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The bundled study with a file of sums."""
    folder = tmp_path_factory.mktemp("summed") / "study"
    shutil.copytree(bundled_study, folder)
    with_cube(folder)
    return package.open(folder)


def said(study: Study, verb: str, **asked: Any) -> object:
    """What a study answers, or why it refuses."""
    try:
        answer = getattr(study, verb)(**asked)
    except SaraiError as error:
        return type(error), error.what, error.cure
    return answer.to_json()


@st.composite
def asked(draw: st.DrawFn, study: Study) -> dict[str, Any]:
    """A question of one to three dimensions, with up to two filters of values that the release holds, or not stated."""
    chosen: dict[str, Any] = {"by": draw(st.lists(st.sampled_from([each.name for each in DIMENSIONS]), max_size=3))}
    for name in draw(st.lists(st.sampled_from(FILTERED), max_size=2, unique=True)):
        held = [str(each) for each in study.distinct(name)]
        chosen[name] = draw(st.lists(st.sampled_from([*held, "none"]), min_size=1, max_size=2, unique=True))
    if "kind" not in chosen:
        chosen["measure"] = draw(st.sampled_from(list(Measure)))
    return chosen | {
        "prices": draw(st.sampled_from(["current", "constant:2021", "source"])),
        "mixed": draw(st.booleans()),
    }


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_question_has_the_same_answer_from_the_file_and_from_the_parts(
    summed: Study, bundled: Study, data: st.DataObject
) -> None:
    question = data.draw(asked(bundled))
    assert said(summed, "total", **question) == said(bundled, "total", **question)


def test_the_questions_of_the_property_are_answered_from_the_file(summed: Study, bundled: Study) -> None:
    columns = summed.summed
    assert {each.name for each in DIMENSIONS} - columns == {"activity"}
    assert bundled.summed == frozenset()
    for by, filters, narrow in (
        (("partner", "sector", "year"), {"recipient": "KZ"}, True),
        (("recipient",), {"sector": "Education", "year": "2010-2015"}, True),
        (("activity",), {}, False),
        ((), {"source": "aiddata"}, False),
        ((), {"dataset": "gcof-1.0"}, False),
    ):
        filters = {
            name: value for name, value in filters.items() if name != "dataset" or value in bundled.distinct(name)
        }
        if by or filters:
            assert questions.select(summed, ask(by=by, filters=filters)).narrow(by) is narrow, (by, filters)


def test_words_of_filters_are_those_of_all_rows(summed: Study, bundled: Study) -> None:
    for each in DIMENSIONS:
        assert summed.distinct(each.name) == bundled.distinct(each.name), each.name


def test_why_and_explain_are_the_same(summed: Study, bundled: Study) -> None:
    assert said(summed, "why", recipient="KZ") == said(bundled, "why", recipient="KZ")
    answers = [study.total(by="recipient", partner="CN") for study in (summed, bundled)]
    for place in range(len(answers[0].rows)):
        opened = [answer.explain(place).rows for answer in answers]
        assert opened[0] == opened[1]
        assert sum(row["value"] for row in opened[0] if row["value"] is not None) == (
            answers[0].rows[place]["preferred"] or 0
        )


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-9])])
def test_a_lost_or_damaged_file_leaves_the_parts_to_answer_and_is_said(
    bundled_study: Path, bundled: Study, tmp_path: Path, damage: Damage, sarai: Callable[..., Any]
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(bundled_study, folder)
    path = folder / "ledger" / cube.FOLDER / with_cube(folder).name
    assert check(folder).faults == ()
    assert not any("file of sums" in each for each in package.open(folder).total(by="recipient").notes)
    damage(path)
    answer = package.open(folder).total(by="recipient")
    assert answer.rows == bundled.total(by="recipient").rows
    assert answer.notes[0].startswith("the file of sums of release 1")
    (fault,) = check(folder).faults
    assert fault.where == str(path)
    assert "answers from its parts" in fault.cure
    ran = sarai("check", folder)
    assert ran.code != 0
    assert path.name in ran.out + ran.err


def test_a_file_of_other_rows_than_the_parts_is_found_by_a_deep_check(tiny_study: Path, tmp_path: Path) -> None:
    path = tiny_study / "ledger" / cube.FOLDER / with_cube(tiny_study).name
    assert cube.differing(Ledger(tiny_study).pin()) == 0
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "UPDATE contribution SET value_current = value_current + 1 "
            "WHERE rowid = (SELECT min(rowid) FROM contribution WHERE value_current IS NOT NULL)"
        )
    pinned = Ledger(tiny_study).pin()
    assert pinned.release.cube is not None
    content = path.read_bytes()
    part = replace(pinned.release.cube, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    assert cube.differing(replace(pinned, release=replace(pinned.release, cube=part))) == 2


def test_who_may_not_see_all_records_reads_no_file(summed: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    assert package.open(summed.folder, public=True).summed
    looks = Public.withholds
    monkeypatch.setattr(Public, "withholds", lambda self, connection: looks(self, connection) or True)
    kept_back = package.open(summed.folder, public=True)
    assert kept_back.summed == frozenset()
    assert kept_back.slower is None
    assert kept_back.total(by="recipient").rows == summed.total(by="recipient").rows


def test_a_build_of_many_rows_writes_one_and_names_it(tiny_study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = package.open(tiny_study)
    assert before.release.cube is None
    monkeypatch.setattr(cube, "FROM_ROWS", 1)
    made = pipeline.build(tiny_study, jobs=1).release.cube
    assert made is not None
    assert (tiny_study / "ledger" / cube.FOLDER / made.name).stat().st_size == made.bytes
    after = package.open(tiny_study)
    assert after.release.cube == made
    assert after.summed
    assert after.total(by="recipient").rows == before.total(by="recipient").rows
    assert pipeline.check(tiny_study, deep=True).faults == ()
    # The release before has none and answers as ever.
    assert package.open(tiny_study, release=1).summed == frozenset()
