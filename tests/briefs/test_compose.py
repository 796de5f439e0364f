"""What stands in a brief: figures whose passports add up and reopen on the command line."""

import csv
import io
import json
import shlex
from collections.abc import Iterator
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from sarai.analyses.portfolio.passports import SUM
from sarai.briefs import compose
from sarai.briefs.content import Brief, Sentence, figures_of
from sarai.cli import app
from sarai.model.errors import QuestionError
from sarai.model.figures import Figure
from sarai.study import Study


def figures(brief: Brief) -> Iterator[Figure]:
    """Every figure of a brief."""
    return (figure for section in brief.sections for block in section.blocks for figure in figures_of(block))


def test_every_figure_has_a_passport(composed: Brief) -> None:
    issued = {each.id for each in composed.passports}
    used = {each.passport for each in figures(composed)}
    assert used
    assert used <= issued


def test_the_rows_of_a_sum_and_its_rest_are_the_figure(bundled: Study) -> None:
    checked = 0
    for passport in compose(bundled, partners=["CN"], recipients=["TJ"]).passports:
        if passport.how == SUM and passport.value is not None:
            rows = [row["value"] for row in passport.rows if row["value"] is not None]
            assert sum(rows, Decimal()) + (passport.more_value or Decimal()) == passport.value, passport.says
            checked += 1
    assert checked > 50


def test_parts_of_a_figure_are_passports_of_the_same_brief(bundled: Study) -> None:
    brief = compose(bundled, partners=["CN"], recipients=["TJ"])
    issued = {each.id for each in brief.passports}
    parts = [part for each in brief.passports for part in each.parts]
    assert parts
    assert set(parts) <= issued


def test_the_command_of_a_passport_prints_its_rows(bundled: Study) -> None:
    composed = compose(bundled, partners=["CN"], recipients=["TJ"])
    passports = [each for each in composed.passports if each.command.startswith("sarai explain")]
    for passport in passports[::6]:
        verb, folder, *options = shlex.split(passport.command)[1:]
        assert (verb, folder) == ("explain", bundled.folder.name)
        told = CliRunner().invoke(app, [verb, str(bundled.folder), *options, "--format", "csv"])
        assert told.exit_code == 0, passport.command
        rows = list(csv.DictReader(io.StringIO(told.stdout)))
        total = sum((Decimal(row["value"]) for row in rows if row["value"]), Decimal())
        assert total == (passport.value or 0), passport.command


def test_money_of_two_sources_is_never_one_figure(composed: Brief, small: Study) -> None:
    datasets = small.release.datasets
    for passport in composed.passports:
        assert len({datasets[row["dataset"]]["source"] for row in passport.rows if "kind" in row}) <= 1


def test_nobody_is_told_as_zero(bundled: Study) -> None:
    brief = compose(bundled, partners=["FJ"], recipients=["TM"])
    told = "".join(
        str(part) for block in brief.sections[0].blocks if isinstance(block, Sentence) for part in block.parts
    )
    assert "That is not zero" in told


def test_open_projects_say_when_they_were_last_looked_at(bundled: Study) -> None:
    brief = compose(bundled, partners=["CN"], recipients=["TJ"])
    unseen = next(each for each in brief.sections if each.name == "unseen")
    sentence = next(block for block in unseen.blocks if isinstance(block, Sentence))
    told = "".join(part.text if isinstance(part, Figure) else str(part) for part in sentence.parts)
    assert (
        told == "AidData: Chinese official finance (TUFF), records not finished: 17 last seen on 2023-11-06 in "
        "gcdf-3.0-central-asia, 3 last seen on 2020-10-14 in sca-2020-central-asia."
    )


def test_a_count_of_records_opens_with_its_command(bundled: Study) -> None:
    checked = 0
    for passport in compose(bundled, partners=["CN"], recipients=["TJ"]).passports:
        if passport.how == "count of the records":
            verb, _, *options = shlex.split(passport.command)[1:]
            told = CliRunner().invoke(app, [verb, str(bundled.folder), *options, "--format", "json"])
            assert told.exit_code == 0, passport.command
            counts = {row["dataset"]: row["n"] for row in json.loads(told.stdout)["rows"]}
            assert counts[passport.rows[0]["dataset"]] == passport.value, passport.command
            checked += 1
    assert checked > 1


def test_every_command_of_a_passport_names_a_verb(bundled: Study) -> None:
    passports = compose(bundled, partners=["JP"], recipients=["TJ"]).passports
    verbs = {shlex.split(each.command)[1] for each in passports if each.command}
    assert {"claim", "explain", "promises", "total"} <= verbs
    for verb in verbs:
        assert CliRunner().invoke(app, [verb, "--help"]).exit_code == 0, verb


def test_an_undated_amount_in_the_releases_currency_needs_no_rate(bundled: Study) -> None:
    brief = compose(bundled, partners=["JP"], recipients=["TJ"])
    told = {
        str(row[0]): cell
        for table in brief.tables
        if table.name.startswith("open-")
        for row in table.rows
        for cell in row
        if isinstance(cell, Figure)
    }
    figure = next(cell for record, cell in told.items() if "jp-tj-084" in record)
    assert figure.value == 180_600
    silent = next(cell for record, cell in told.items() if "jp-tj-007" in record)
    assert silent.text == "amount not published"


def test_of_one_look_the_largest_open_record_comes_first(bundled: Study) -> None:
    brief = compose(bundled, partners=["JP"], recipients=["TJ"])
    table = next(each for each in brief.tables if each.name == "open-japan-commitment")
    values = [float(cell.value or 0) for row in table.rows for cell in row if isinstance(cell, Figure)]
    assert values == sorted(values, reverse=True)


def test_a_table_by_stage_has_no_column_that_repeats_all(bundled: Study) -> None:
    brief = compose(bundled, partners=["JP"], recipients=["TJ"])
    table = next(each for each in brief.tables if each.name == "years-oecd-crs-disbursement")
    assert [str(column.head) for column in table.columns] == ["Year", "All", "Records"]


def test_records_without_a_date_are_told_beside_the_years(bundled: Study) -> None:
    brief = compose(bundled, partners=["JP"], recipients=["TJ"])
    sentence = next(block for block in brief.sections[0].blocks if isinstance(block, Sentence))
    told = "".join(part.text if isinstance(part, Figure) else str(part) for part in sentence.parts)
    assert told.endswith("in 2001–2025, in 88 records, 17 of them without a date, 20 of them without a value.")


def test_organisations_are_spelled_out(bundled: Study) -> None:
    brief = compose(bundled, partners=["JP"], recipients=["TJ"])
    table = next(each for each in brief.tables if each.name == "peers-oecd-crs-disbursement")
    partners = {str(row[1]) for row in table.rows}
    assert {"Asian Development Bank", "International Development Association"} <= partners
    assert not partners & {"AsDB", "IDA", "GFFATM", "IsDB"}


def test_an_unknown_partner_is_refused(small: Study) -> None:
    with pytest.raises(QuestionError, match="Atlantis"):
        compose(small, partners=["Atlantis"])
