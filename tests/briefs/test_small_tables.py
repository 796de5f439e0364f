"""Briefs of a ministry's small table, as such tables are: a status here and none there, an amount still to follow."""

from pathlib import Path

import pytest

from sarai import briefs, pipeline
from sarai.study import Study

# Made up, as a ministry might list what it was promised.
GRANTS = """\
Project ID,Project title,Country,Donor,Year,Amount (USD),Status
G-1,"Water, and <b>bold</b> pipes",Kenya,Japan,2019,1000000,Implementation
G-2,School,Kenya,Japan,2020,,Completed
G-3,Road,Uganda,Japan,2020,250000,Implementation
G-4,Road,Kenya,"Korea, Republic of",2021,500000,
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = pipeline.new(tmp_path_factory.mktemp("small") / "study", template="empty")
    table = folder.parent / "grants.csv"
    table.write_text(GRANTS, encoding="utf-8")
    for _, _, error in pipeline.add(folder, [table]):
        assert error is None
    mapping = folder / "mappings" / "grants.yaml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace('kind: "?"', "kind: commitment"), encoding="utf-8")
    pipeline.build(folder, jobs=1)
    return Study(folder)


def test_a_status_that_is_blank_beside_others_is_one_that_is_not_stated(study: Study, tmp_path: Path) -> None:
    (page,) = briefs.brief(study, tmp_path / "all.md")
    told = page.read_text(encoding="utf-8")
    assert "| Year | Under way | Completed | Not stated | All | Records |" in told
    assert "draw committed apart" not in told


def test_partners_without_people_or_names_of_their_own_stand_beside_one_another(study: Study) -> None:
    desk = study.desk(recipients=["Kenya"])
    (basis,) = desk.bases
    assert [(each.keys["partner"], each.preferred.text, each.n.text) for each in desk.by_partner(basis)] == [
        ("JP", "1.0", "2"),
        ("KR", "0.5", "1"),
    ]
    assert {peer.per_head.text for peer in desk.peers(basis)} == {"not reported"}
    assert study.people().rows == []


def test_a_record_without_an_amount_is_listed_and_is_no_zero(study: Study) -> None:
    desk = study.desk(partners=["Japan"])
    told = {each.record: each.value.text for each in desk.largest(desk.bases[0])}
    assert told == {"grants:G-1": "1.0", "grants:G-2": "amount not published", "grants:G-3": "0.2"}
