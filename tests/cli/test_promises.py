"""The verbs of promises, run as a person would: tables people can read, JSON and CSV that keep the contract."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarai import pipeline

CONTRACT = "id date maker addressees promised amount currency due status last_seen outcome sources".split()
ON = ("--on", "2026-04-30")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled study with its promises alone, which is quick to build."""
    folder = pipeline.new(tmp_path_factory.mktemp("promises") / "study", template="central-asia")
    text = (folder / "study.toml").read_text(encoding="utf-8")
    head, *entries = text.split("[[source]]")
    kept = [entry for entry in entries if 'source = "promises"' in entry]
    (folder / "study.toml").write_text("[[source]]".join([head, *kept]), encoding="utf-8")
    pipeline.build(folder, jobs=1)
    return folder


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("december-2025", ("promises", "--maker", "JP", "--occasion", "December 2025")),
        ("by-maker", ("promises", "--by", "maker")),
        ("funnel", ("promises", "--show", "funnel", "--maker", "JP")),
        ("card", ("promise", "JP025")),
        ("card-unknown", ("promise", "CN004")),
        ("overdue", ("overdue", "--maker", "CN")),
        ("timeline", ("timeline", "--partner", "CN")),
    ],
)
def test_what_a_person_reads(
    name: str, words: tuple[str, ...], study: Path, sarai: Callable[..., Any], golden: Callable[[str, str], None]
) -> None:
    verb, *rest = words
    ran = sarai(verb, study, *rest, *ON)
    assert (ran.code, ran.err) == (0, "")
    golden("".join(f"{line.rstrip()}\n" for line in ran.out.splitlines()), f"promises/{name}.txt")


def test_json_and_csv_keep_the_contract(study: Path, sarai: Callable[..., Any]) -> None:
    told = json.loads(sarai("promises", study, "--maker", "JP", *ON, "--format", "json").out)
    assert {"indicator", "unit", "prices", "release", "rows", "notes", "announced_again"} == told.keys()
    for row in told["rows"]:
        assert set(CONTRACT) <= row.keys()
        assert row["amount"] is None or isinstance(row["amount"], str)
    lines = list(csv.DictReader(io.StringIO(sarai("promises", study, "--maker", "JP", *ON, "--format", "csv").out)))
    assert [line["id"] for line in lines] == [row["id"] for row in told["rows"]]
    again = next(row for row in told["announced_again"] if row["later"] == "JP053")
    assert (again["change_stated"], again["first_amount"]) == (0.0, "3000000000000")


@pytest.mark.parametrize(
    "words", [("overdue",), ("timeline",), ("promises", "--by", "maker"), ("promises", "--show", "again")]
)
def test_every_answer_comes_as_json_and_csv(words: tuple[str, ...], study: Path, sarai: Callable[..., Any]) -> None:
    verb, *rest = words
    told = json.loads(sarai(verb, study, *rest, *ON, "--format", "json").out)
    assert {"indicator", "unit", "prices", "release", "rows", "notes"} <= told.keys()
    lines = list(csv.reader(io.StringIO(sarai(verb, study, *rest, *ON, "--format", "csv").out)))
    assert len(lines) == len(told["rows"]) + 1 > 1


def test_a_card_as_json_and_csv(study: Path, sarai: Callable[..., Any]) -> None:
    (row,) = json.loads(sarai("promise", study, "JP025", *ON, "--format", "json").out)["rows"]
    lines = list(csv.DictReader(io.StringIO(sarai("promise", study, "JP025", *ON, "--format", "csv").out)))
    assert [line["status"] for line in lines] == [look["status"] for look in row["looks"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("promise", "JP0025"), "there is no promise"),
        (("promises", "--maker", "Narnia"), "is no known organisation"),
        (("promises", "--on", "soon"), "no day"),
        (("promises", "--by", "colour"), "unknown dimension"),
        (("promises", "--chart", "x.doc"), "cannot draw"),
        (("overdue", "--due", "later"), "is no year"),
        (("timeline", "--partner", "Narnia"), "is no known organisation"),
    ],
)
def test_bad_use_ends_with_two_and_a_cure(
    words: tuple[str, ...], told: str, study: Path, sarai: Callable[..., Any]
) -> None:
    verb, *rest = words
    ran = sarai(verb, study, *rest)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "\n  " in ran.err


def test_the_filters_told_in_help_are_those_that_are_known() -> None:
    from sarai.analyses.promises.filters import FILTERS
    from sarai.cli.promises import _HELP

    assert _HELP.keys() == FILTERS.keys()
