"""A registry as mirrors lay it out: a report per publisher, the worst files, and how each publishes."""

import json

import pytest
from typer.testing import CliRunner

import sarai
from iati_files import FUNDED, activity, document, transaction, written
from sarai import pipeline
from sarai.cli import app
from sarai.ingest import by_publisher, worst

OTHERS = '<participating-org role="1"><narrative>Japan</narrative></participating-org>'
DATED = '<activity-date type="2" iso-date="2020-01-01"/>'
SECONDARY = '<reporting-org ref="XX-MADEUP-9" type="21" secondary-reporter="1"/>'


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    """Two publishers with a file of the same name each, one of them broken, and a file in no folder."""
    folder = tmp_path_factory.mktemp("registry")
    good = document(
        activity("G1", DATED, transaction(100, kind="2"), '<recipient-country code="KE"/>', '<sector code="15110"/>'),
        activity("G2", transaction(5), '<recipient-country code="KE"/><recipient-country code="UG"/>'),
    )
    other = document(activity("O1", transaction("a few"), reporter=SECONDARY, who=OTHERS))
    written(folder, "tree/alpha/act.xml", good)
    written(folder, "tree/alpha/broken.xml", "<iati-activities><iati-activity>")
    written(folder, "tree/beta/act.xml", other)
    alone = written(folder, "alone.xml", document(activity("A1", transaction(7), who=FUNDED)))
    study = folder / "study"
    pipeline.new(study)
    list(pipeline.add(study, [folder / "tree", alone]))
    return study, pipeline.build(study, jobs=1)


def test_one_broken_file_keeps_no_other_out_and_each_keeps_its_publisher(registry):
    _, made = registry
    found = {each.publisher: (each.files, each.refused, each.read, each.kept) for each in by_publisher(made.reports)}
    assert found["alpha"] == (2, 1, 2, 2)
    assert found["beta"] == (1, 0, 1, 1)
    assert sum(each[0] for each in found.values()) == 4


def test_the_worst_files_come_first_and_good_ones_not_at_all(registry):
    _, made = registry
    names = [each.name.rpartition("/")[2] for each in worst(made.reports)]
    assert names == ["broken.xml", "act.xml"]
    assert [each.name.rpartition("/")[2] for each in worst(made.reports, first=1)] == ["broken.xml"]


def test_how_each_publisher_publishes(registry):
    study, _ = registry
    rows = {row["publisher"]: row for row in sarai.open(study).publishers("iati").rows}
    alpha = rows["alpha"]
    assert (alpha["files"], alpha["refused"], alpha["activities"]) == (2, 1, 2)
    assert (alpha["recipient"], alpha["sector"], alpha["dates"]) == (100, 50, 50)
    assert (alpha["partner"], alpha["amounts"], alpha["assumed"], alpha["secondary"]) == (100, 100, 50, 0)
    assert (alpha["committed"], alpha["spent"]) == (100, 5)
    beta = rows["beta"]
    assert (beta["recipient"], beta["amounts"], beta["partner"], beta["secondary"], beta["cells_set_right"]) == (
        0, 0, 100, 100, 1,
    )  # fmt: skip
    assert rows["XX-MADEUP-1"]["activities"] == 1


def test_the_verb_prints_publishers_and_names_the_broken_file(registry):
    study, _ = registry
    run = CliRunner().invoke(app, ["sources", "iati", "--study", str(study), "--format", "json"])
    assert run.exit_code == 0, run.output
    told = json.loads(run.output)
    assert {row["publisher"] for row in told["rows"]} == {"alpha", "beta", "XX-MADEUP-1"}
    assert any("alpha/broken.xml: refused" in note for note in told["notes"])


def test_rejects_are_told_by_kind(registry):
    study, _ = registry
    (kind,) = sarai.open(study).rejects(by_kind=True).rows
    assert (kind["reason"], kind["times"], kind["files"], kind["value"]) == (
        "amount is not a plain number",
        1,
        1,
        "a few",
    )
    run = CliRunner().invoke(app, ["rejects", str(study), "--each", "--format", "json"])
    assert len(json.loads(run.output)["rows"]) == 1
