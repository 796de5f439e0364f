"""A release of another country beside the bundled studies: a funder that most activities name, and several funders."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sarai
from sarai import pipeline
from sarai.study import Study

pytestmark = pytest.mark.shared

FILE = "data/iati_xml/aiddata_georeleases/iati_2.03_SenegalAIMS_GeocodedResearchRelease.xml"
NAMED_MOST = "International Commercial Bank Senegal"


@pytest.fixture(scope="module")
def study(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = pipeline.new(tmp_path_factory.mktemp("senegal") / "study")
    assert [error for _, _, error in pipeline.add(folder, [shared / FILE])] == [None]
    assert not pipeline.build(folder, jobs=1).refused
    return sarai.open(folder)


def activities(shared: Path) -> Iterator[tuple[list[str], dict[str, Decimal]]]:
    """Funders and sums by kind of transaction of each activity, read without Sarai."""
    for activity in ElementTree.parse(shared / FILE).getroot():
        funders = [
            "".join(each.itertext()).strip() for each in activity.findall("participating-org")
            if each.get("role") == "1"
        ]  # fmt: skip
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for each in activity.findall("transaction"):
            sums[str(each.find("transaction-type").get("code"))] += Decimal(str(each.findtext("value")))
        yield funders, sums


def test_every_amount_is_counted_or_named(shared: Path, study: Study) -> None:
    for code, measure in (("2", "committed"), ("3", "disbursed")):
        stated = sum((sums[code] for _, sums in activities(shared)), Decimal())
        answer = study.total(measure=measure)
        left = [
            each["value"] for each in answer.others["not_counted"].to_pylist()
            if each["value"] is not None and not str(each["reason"]).startswith("other kind")
        ] if "not_counted" in answer.others else []  # fmt: skip
        assert abs(answer.rows[0]["preferred"] + sum(left, Decimal()) - stated) < 1


def test_a_funder_that_561_activities_name_is_one_partner(shared: Path, study: Study) -> None:
    told = list(activities(shared))
    assert sum(NAMED_MOST in funders for funders, _ in told) == 561
    alone = sum((sums["2"] for funders, sums in told if set(funders) == {NAMED_MOST}), Decimal())
    (row,) = study.total(partner=NAMED_MOST).rows
    assert abs(row["preferred"] - alone) < 1
    partners = Counter(row["partner"] for row in study.table("contribution").to_pylist())
    assert sum("Commercial Bank" in str(each) or each == "SN:ICB" for each in partners) == 1


def test_what_several_gave_without_shares_is_nobodys(shared: Path, study: Study) -> None:
    several = sum((sums["2"] for funders, sums in activities(shared) if len(set(funders)) > 1), Decimal())
    (row,) = study.total(partner="several").rows
    assert abs(row["preferred"] - several) < 1
    finance = [row for row in study.dependence("SN").rows if row["channel"] == "official finance"]
    assert finance and "several" not in {row["partner"] for row in finance}
    shares = [row for row in finance if row["measure"] == "share"]
    assert all(row["low"] < row["value"] < row["high"] for row in shares)
