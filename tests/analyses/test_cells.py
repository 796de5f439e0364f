"""The cells that briefs and pages print are those of a total, with the rows of its explanation; from one query each."""

from pathlib import Path

import pytest

import sarai
from sarai.analyses.portfolio import cells, questions
from sarai.model.question import ask
from sarai.model.vocabulary import Counting
from sarai.study import Study

ASKED = [
    ((), {"source": "aiddata", "kind": "commitment"}, "current"),
    (("recipient",), {"source": "aiddata", "kind": "commitment"}, "constant:2021"),
    (("partner", "year"), {"source": "oecd-crs", "kind": "disbursement"}, "current"),
    (("activity",), {"recipient": "KG"}, "current"),
    (("sector_group", "status"), {"family": "tracked"}, "source"),
    (("tier",), {"partner": "JP", "kind": "pledge"}, "current"),
    ((), {"recipient": "KZ", "year": "1901"}, "current"),
]


@pytest.mark.parametrize(("by", "filters", "prices"), ASKED)
def test_kept_rows_give_the_cells_of_the_parts(
    bundled: Study, monkeypatch: pytest.MonkeyPatch, by: tuple[str, ...], filters: dict[str, str], prices: str
) -> None:
    chosen = questions.select(bundled, ask(by=by, filters=filters, prices=prices))
    kept = cells.Cells(bundled).breakdown(chosen, by, Counting.PREFERRED, first=3)
    monkeypatch.setattr(cells, "MOST_ROWS", -1)
    asked = cells.Cells(bundled).breakdown(chosen, by, Counting.PREFERRED, first=3)
    assert len(kept) == len(asked)
    for ours, theirs in zip(kept, asked, strict=True):
        for name in (*by, "low", "preferred", "high", "n"):
            assert ours.sums[name] == theirs.sums[name]
        assert [list(row) for row in ours.behind] != [[]]
        assert list(ours.behind) == list(theirs.behind)


def test_a_breakdown_is_one_query_and_rows_are_dropped_again(
    bundled_study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = sarai.open(bundled_study)
    monkeypatch.setattr(cells, "_KEPT", 2)
    ours = cells.Cells(study)
    for recipient in ("KZ", "KG", "TJ", "KZ"):
        chosen = questions.select(study, ask(filters={"recipient": recipient}))
        for by in (("partner",), ("year",), ("sector",)):
            assert ours.breakdown(chosen, by, Counting.PREFERRED, first=3)
        held = study.connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'kept_%'"
        ).fetchall()
        assert len(held) <= 2
