"""The verbs of promises, run as a person would: tables people can read, JSON and CSV that keep the contract."""

import csv
import io
import json
import re
import shutil
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


def test_what_to_act_on_is_read_at_eighty_columns(
    study: Path, sarai: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word is broken, each promise begins a line with its id, and what would settle it is one sentence."""
    monkeypatch.setenv("COLUMNS", "80")
    rows = sarai("overdue", study, *ON, "--format", "json").json()["rows"]
    lines = sarai("overdue", study, *ON).out.splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 80
    assert [line.split()[0] for line in lines if re.match(r"[A-Z]{2}\d{3} ", line)] == [row["id"] for row in rows]
    told = " ".join(" ".join(lines).split())
    assert all(f"would settle it: {row['settled_by']}" in told for row in rows)
    assert all(f"; teaches {row['teaches']}" in told for row in rows)


@pytest.mark.parametrize("words", [("overdue",), ("timeline",), ("promises", "--by", "maker")])
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


SEEN = ("--source", "Made-up Gazette", "--url", "https://example.org/opened", "--tier", "press-single-source")


@pytest.fixture
def own(study: Path, tmp_path: Path) -> Path:
    """A copy of the study that a test may add to."""
    return Path(shutil.copytree(study, tmp_path / "own"))


def test_a_look_is_added_by_one_command_and_counts_from_the_next_build(own: Path, sarai: Callable[..., Any]) -> None:
    before = json.loads(sarai("promise", own, "JP004", "--format", "json").out)["rows"][0]
    assert (before["outcome"], before["last_seen"]) == ("unknown", "2000-12-21")
    ran = sarai("look", own, "jp004", "--status", "completed", "--date", "2008-05", *SEEN, "--words", "Made-up opening")
    assert (ran.code, ran.err) == (0, "")
    assert "L-JP004-2008-05: a look at JP004" in ran.out
    again = sarai("look", own, "JP004", "--status", "no-trace-found", "--date", "2008-05", *SEEN)
    assert "L-JP004-2008-05-2" in again.out
    pipeline.build(own, jobs=1)
    after = json.loads(sarai("promise", own, "JP004", "--format", "json").out)["rows"][0]
    assert (after["outcome"], after["shown"], after["shown_on"]) == ("kept", "result reached", "2008-05-31")
    told = {look["date"]: look for look in after["looks"] if look["file"].endswith("looks.csv")}
    assert told["2008-05"]["url"] == "https://example.org/opened"
    assert sum(look["basis"] == "absence-in-one-pass" for look in after["looks"]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("JP004", "--status", "completed"), "--source, --url, --tier missing"),
        (("JP004", "--status", "burnt", *SEEN), "is no word of its list"),
        (("JP004", "--status", "completed", *SEEN, "--value", "3"), "a value needs its unit"),
        (("JP004", "--status", "completed", *SEEN, "--date", "1999"), "lies before the promise was made on 2000-12-21"),
        (("JP004", "--status", "completed", *SEEN, "--date", "2999-01-01"), "lies ahead"),
        (("JP004", "--status", "completed", *SEEN, "--date", "last spring"), "date"),
        (("JP04", "--status", "completed", *SEEN), "there is no promise 'JP04'"),
        (("JP004", "--status", "completed", "--source", "x", "--url", "example.org", "--tier", "press-single-source"),
         "is no address"),
    ],
)  # fmt: skip
def test_a_look_that_cannot_stand_is_refused_with_a_cure_and_not_kept(
    words: tuple[str, ...], told: str, study: Path, sarai: Callable[..., Any]
) -> None:
    ran = sarai("look", study, *words)
    assert ran.code == 2
    assert told in ran.err and len(ran.err.strip().splitlines()) > 1
    assert not (study / "files" / "looks.csv").exists()
