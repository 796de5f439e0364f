"""The smaller form of ``make torture``: every kind that needs no process and no file system of its own, with one seed."""

import random
from pathlib import Path

import pytest
from tests.torture import commands, damage, mutations, refusals
from tests.torture.study import copied, made
from tests.torture.tally import Tally


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two releases."""
    return made(tmp_path_factory.mktemp("torture"))


def nothing_bad(tally: Tally) -> None:
    assert not tally.bad, "\n".join(tally.examples.values())


def test_a_refused_operation_leaves_the_last_release_or_the_new_one(small: Path, tmp_path: Path) -> None:
    nothing_bad(refusals.run(copied(small, tmp_path / "study"), tmp_path, random.Random(1), most=3))


def test_no_damage_is_answered_from_and_check_finds_each(small: Path, tmp_path: Path) -> None:
    tally = damage.run(copied(small, tmp_path / "study"), tmp_path, random.Random(1), most=20)
    nothing_bad(tally)
    assert tally.tried == 20


def test_mutated_inputs_are_read_counted_or_refused(tmp_path: Path) -> None:
    tally = mutations.run(tmp_path, random.Random(1), most=200)
    nothing_bad(tally)
    assert {"fine", "refused"} <= tally.ended.keys()


def test_command_lines_are_answered_or_refused(small: Path, tmp_path: Path) -> None:
    nothing_bad(commands.run(small, tmp_path, random.Random(1), most=60))


def test_every_verb_and_option_is_tried() -> None:
    chance = random.Random(1)
    for verb, params in commands.verbs().items():
        said = {word for _ in range(300) for word in commands.line(verb, params, chance)}
        for each in params:
            assert not each.opts[0].startswith("-") or said & set(each.opts), f"{verb} {each.opts}"


@pytest.mark.parametrize("how", ["wrong", "traceback", "hang"])
def test_what_must_not_be_is_counted_as_that(how: str) -> None:
    tally = Tally("made up")
    with tally.one("a try"):
        if how == "wrong":
            raise AssertionError("other money")
        if how == "traceback":
            raise KeyError("a fault of ours")
        from tests.torture.tally import Hang

        raise Hang
    assert (tally.ended, tally.bad) == ({how: 1}, 1)
    assert len(tally.examples) == 1
