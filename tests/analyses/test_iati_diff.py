"""What a publisher dropped is gone; what is no longer loaded is out of scope."""

from decimal import Decimal

import pytest

import sarai
from iati_files import activity, document, transaction, written
from sarai import pipeline

KEPT = activity("A", transaction(5, kind="2"))
DROPPED = activity("B", transaction(7, kind="2"))


@pytest.mark.parametrize(
    ("later", "gone", "out_of_scope"),
    [
        # The same file, newer, without the record.
        ({"act.xml": document(KEPT)}, 7, 0),
        # Another file of the reporter in its place.
        ({"act-2024.xml": document(KEPT)}, 7, 0),
        # A file of somebody else alone: nobody says what the first publisher does now.
        ({"other.xml": document(activity("Z", reporter='<reporting-org ref="XX-MADEUP-2"/>', who=""))}, 0, 12),
    ],
)
def test_a_record_that_is_absent_from_a_later_release(tmp_path, later, gone, out_of_scope):
    study = tmp_path / "study"
    pipeline.new(study)
    list(pipeline.add(study, [written(tmp_path, "old/act.xml", document(KEPT, DROPPED))]))
    pipeline.build(study, jobs=1)
    text = (study / "study.toml").read_text(encoding="utf-8")
    (study / "study.toml").write_text(text.partition("[[source]]")[0], encoding="utf-8")
    for name, content in later.items():
        list(pipeline.add(study, [written(tmp_path, f"new/{name}", content)]))
    pipeline.build(study, jobs=1)
    (row,) = sarai.open(study).diff(1, prices="current").rows
    assert (row["gone"], row["out_of_scope"]) == (Decimal(-gone), Decimal(-out_of_scope))
