"""Promises in a brief: to whom, counted or not, beside the records that serve them, and never a list without end."""

import datetime as dt
import json
import shlex
from functools import cache

import pytest
from typer.testing import CliRunner

from sarai.briefs import compose
from sarai.briefs.content import Brief, Table
from sarai.cli import app
from sarai.model.figures import Figure
from sarai.study import Study

ON = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def tajikistan(bundled: Study) -> Brief:
    """Japan and Tajikistan."""
    return compose(bundled, partners=["JP"], recipients=["TJ"], on=ON)


@pytest.fixture(scope="module")
def everyone(bundled: Study) -> Brief:
    """All partners, all recipients."""
    return compose(bundled, on=ON)


def table_of(brief: Brief, name: str) -> Table:
    """A table by its name."""
    return next(each for each in brief.tables if each.name == name)


def rows(brief: Brief, name: str) -> dict[str, dict[str, str]]:
    """A table's rows by their first cell."""
    found = table_of(brief, name)
    heads = [str(column.head) for column in found.columns]
    return {
        str(row[0]): {
            head: cell.text if isinstance(cell, Figure) else str(cell) for head, cell in zip(heads, row, strict=True)
        }
        for row in found.rows
    }


def test_a_promise_says_to_whom_it_was_made(tajikistan: Brief) -> None:
    listed = rows(tajikistan, "promises")
    assert listed["JP017"]["For"] == "Tajikistan"
    assert listed["JP064"]["For"] == "the whole region"
    assert listed["JP016"]["For"] == "Kazakhstan, Kyrgyzstan, Tajikistan, Uzbekistan"


def test_a_promise_that_is_not_counted_says_why(tajikistan: Brief) -> None:
    listed = rows(tajikistan, "promises")
    assert listed["JP017"]["Counted"] == "yes"
    assert listed["JP058"]["Counted"] == "no: part of JP057"
    assert listed["JP053"]["Counted"] == "no: said before, in JP036"
    assert listed["JP054"]["Counted"] == "no: an umbrella over others"


def test_the_counted_promises_are_as_many_as_the_sentence_says(tajikistan: Brief) -> None:
    listed = rows(tajikistan, "promises")
    tally = rows(tajikistan, "promise-outcomes")
    counted = [each for each in listed.values() if each["Counted"] == "yes"]
    assert len(counted) == sum(int(each["Promises"]) for each in tally.values())


def test_a_record_that_serves_a_promise_stands_with_it_in_both_places(tajikistan: Brief) -> None:
    pair = rows(tajikistan, "promises-served")["JP038"]
    assert "japan:jp-tj-032" in pair["Record"]
    assert pair["Link"] == "linked"
    named = {row["Record"]: row for row in rows_by(tajikistan, "named-jica-tajikistan", "Record")}
    assert named["Dushanbe airport improvement, phase 1 (cargo terminal, ILS/PALS)"]["Promise"] == "JP038: kept"


def test_a_pair_left_to_a_person_is_not_told_as_linked(tajikistan: Brief) -> None:
    pairs = rows_by(tajikistan, "promises-served", "Link")
    told = {pair["Link"] for pair in pairs}
    assert told == {"linked", "likely the same; a person has to say"}
    sure = next(pair for pair in pairs if pair["Promise"] == "JP017")
    assert (sure["Outcome of the promise"], sure["Status of the record"], sure["Link"]) == (
        "unknown", "Completed", "linked",
    )  # fmt: skip


def rows_by(brief: Brief, name: str, head: str) -> list[dict[str, str]]:
    """A table's rows, where the first cell repeats."""
    found = table_of(brief, name)
    heads = [str(column.head) for column in found.columns]
    assert head in heads
    return [
        {key: cell.text if isinstance(cell, Figure) else str(cell) for key, cell in zip(heads, row, strict=True)}
        for row in found.rows
    ]


def test_a_brief_about_everyone_has_the_promises_of_everyone(everyone: Brief) -> None:
    listed = rows(everyone, "promises")
    assert "Japan" in {each["By"] for each in listed.values()}
    assert "Japan" in rows(everyone, "promise-makers")


def test_a_long_list_is_cut_with_a_count_and_a_table_by_maker(everyone: Brief) -> None:
    made = rows(everyone, "promise-makers")
    assert sum(int(each["Listed"]) for each in made.values()) > 150
    assert len(table_of(everyone, "promises").rows) == 30
    assert any(isinstance(cell, Figure) for note in table_of(everyone, "promises").notes for cell in note)


@cache
def answer_of(folder: str, command: str) -> str:
    """What a passport's command prints, run over the folder."""
    verb, _, *options = shlex.split(command)[1:]
    told = CliRunner().invoke(app, [verb, folder, *options, "--format", "json"])
    assert told.exit_code == 0, command
    return told.stdout


def test_a_count_of_promises_opens_with_its_command(bundled: Study, tajikistan: Brief) -> None:
    checked = 0
    for passport in tajikistan.passports:
        if passport.says.startswith("promises counted: "):
            outcome = passport.says.removeprefix("promises counted: ").partition(", ")[0]
            told = json.loads(answer_of(str(bundled.folder), passport.command))["rows"]
            assert next(row["promises"] for row in told if row["outcome"] == outcome) == passport.value
            checked += 1
    assert checked >= 4
