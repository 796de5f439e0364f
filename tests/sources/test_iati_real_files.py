"""Real files tie out: what stands in the tables against an XPath count that knows nothing of the reader."""

import shutil
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pyarrow.compute as pc
import pytest
from lxml import etree

import sarai
from sarai import pipeline
from sarai.model.provenance import ReadSettings
from sarai.sources import recognise
from sarai.sources.iati import read

FILES = (
    "iati_xml/aiddata_georeleases/iati_1.04_BangladeshSelectDonors_GeocodedResearchRelease.xml",
    "iati_xml/aiddata_georeleases/iati_1.04_HondurasAIMS_GeocodedResearchRelease.xml",
    "iati_xml/aiddata_georeleases/iati_1.04_NigeriaAIMS_GeocodedResearchRelease.xml",
    "iati_xml/aiddata_georeleases/iati_1.04_TimorLesteAIMS_GeocodedResearchRelease.xml",
    "iati_xml/aiddata_georeleases/iati_2.03_IraqAIMS_GeocodedResearchRelease.xml",
    "iati_xml/aiddata_georeleases/iati_2.03_NigeriaAIMS_GeocodedResearchRelease.xml",
    "iati_xml/aiddata_georeleases/iati_2.03_SenegalAIMS_GeocodedResearchRelease.xml",
    "iati_xml/aiddata_georeleases/iati_2.03_TimorLesteAIMS_GeocodedResearchRelease.xml",
    "aiddata_adb/iati_1.04_AsDB-1998-2005_GeocodedResearchRelease.xml",
)
KINDS = {
    "C": "commitment",
    "D": "disbursement",
    "E": "expenditure",
    "2": "commitment",
    "3": "disbursement",
    "4": "expenditure",
}
COUNTS = {
    "activity": "iati-activity",
    "flow": "iati-activity/transaction",
    "budget": "iati-activity/budget",
    "location": "iati-activity/location",
    "participant": "iati-activity/participating-org",
}

pytestmark = pytest.mark.shared


def tables_of(path):
    found = {}
    for table, batch in read(path, ReadSettings(file="f" * 64, dataset=recognise(path).format.dataset)):
        found.setdefault(table, []).extend(batch.to_pylist())
    return found


@pytest.fixture(scope="module", params=FILES, ids=lambda name: name.split("/")[-1].removesuffix(".xml")[:30])
def file(request, shared):
    path = shared / "data" / request.param
    return path, etree.parse(path).getroot(), tables_of(path)


@pytest.mark.parametrize("table", COUNTS)
def test_rows_are_as_many_as_elements(file, table):
    _, root, tables = file
    assert len(tables.get(table, ())) == int(root.xpath(f"count({COUNTS[table]})"))


def test_sums_by_currency_and_type_are_the_files_own(file):
    _, root, tables = file
    stated = Counter()
    for each in root.xpath("iati-activity/transaction"):
        currency = each.xpath("string(value/@currency)") or each.xpath("string(../@default-currency)")
        kind = KINDS[each.xpath("string(transaction-type/@code)")]
        stated[currency, kind] += Decimal(each.xpath("normalize-space(value)"))
    kept = Counter()
    for row in tables["flow"]:
        kept[row["currency"], row["kind"]] += row["amount"]
    assert {key: round(value, 4) for key, value in kept.items()} == {
        key: round(value, 4) for key, value in stated.items()
    }


def test_the_tally_says_the_same_and_nothing_is_rejected(file):
    _, root, tables = file
    tally = {(row["sheet"], row["quantity"]): row for row in tables["tally"]}
    assert tally["iati-activity", "records"]["stated"] == root.xpath("count(iati-activity)")
    assert tally["transaction", "statements"]["kept"] == root.xpath("count(iati-activity/transaction)")
    assert all(row["rejected"] == 0 and row["stated"] == row["kept"] for row in tables["tally"])
    assert not [row for row in tables.get("reject", ()) if row["scope"] == "row"]


def test_every_title_and_place_name_stands_as_written(file):
    _, root, tables = file
    for element, xpath in (("title", "iati-activity/title"), ("name", "iati-activity/location/name")):
        stated = Counter(" ".join(text.split()) for text in root.xpath(f"{xpath}//text()") if text.strip())
        kept = Counter(
            " ".join(row["text"].split())
            for row in tables["narrative"]
            if row["element"] == element and (element == "title" or "/location" in row["owner"])
        )
        assert kept == stated


def test_keys_are_unique_and_locators_point_at_their_elements(file):
    _, root, tables = file
    for table, rows in tables.items():
        if table not in ("reject", "tally"):
            keys = [row["key"] for row in rows]
            assert len(set(keys)) == len(keys), table
    for row in tables["flow"][:: max(len(tables["flow"]) // 20, 1)]:
        (element,) = root.xpath(row["locator"])
        assert element.tag == "transaction"
        assert Decimal(element.xpath("normalize-space(value)")) == pytest.approx(row["amount"], abs=Decimal("0.000001"))


@pytest.fixture(scope="module")
def study(shared, tmp_path_factory):
    """All nine files in one study."""
    folder = tmp_path_factory.mktemp("real") / "study"
    pipeline.new(folder)
    assert all(error is None for _, _, error in pipeline.add(folder, [shared / "data" / name for name in FILES]))
    built = pipeline.build(folder, jobs=1)
    assert not built.refused
    return sarai.open(folder), built


@pytest.mark.slow
@pytest.mark.parametrize(
    "by", ["recipient", "sector", "partner", "agency", "year", "status", "place", "currency", "aid_type"]
)
def test_rows_of_any_breakdown_and_not_stated_make_the_files_sum(study, by):
    session, _ = study
    contributions = session.table("contribution")
    flows = session.table("flow")
    for kind in ("commitment", "disbursement", "expenditure"):
        chosen = contributions.filter(pc.equal(contributions["kind"], kind))
        groups = chosen.group_by(by).aggregate([("value_source", "sum")])
        # A flow is rounded once, to the cent, before it is split.
        amounts = flows.filter(pc.equal(flows["kind"], kind))["amount"].to_pylist()
        stated = sum(each.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) for each in amounts)
        assert sum(groups["value_source_sum"].to_pylist()) == stated


@pytest.mark.slow
def test_transactions_without_a_recipient_are_a_row(study, shared):
    session, _ = study
    stated = 0
    for name in FILES:
        root = etree.parse(shared / "data" / name).getroot()
        none = "not(../recipient-country[normalize-space(@code) != '']) and not(../recipient-region)"
        stated += int(root.xpath(f"count(iati-activity/transaction[{none}])"))
    rows = session.table("contribution")
    kept = rows.filter(pc.is_null(rows["recipient"]))
    assert stated > 2000
    assert len(set(zip(kept["file"].to_pylist(), kept["key"].to_pylist(), strict=True))) >= stated


@pytest.mark.slow
def test_the_reporter_whose_expenditures_mirror_its_commitments_is_flagged_and_no_other(study):
    session, _ = study
    rows = session.table("contribution")
    names = {row["file"]: row["name"] for row in session.table("file").to_pylist()}
    flagged = rows.filter(pc.equal(rows["rule"], "mirrored_expenditure"))
    assert {names[file] for file in flagged["file"].to_pylist()} == {
        "files/iati_2.03_IraqAIMS_GeocodedResearchRelease.xml"
    }
    assert set(flagged["kind"].to_pylist()) == {"expenditure"}
    # Iraq: 10.71 bn of expenditure repeat 10.39 bn of commitments.
    assert pc.sum(flagged["value_source"]).as_py() == Decimal("10710540673.00")


@pytest.mark.slow
def test_registers_that_tell_what_projects_cost_are_flagged_and_no_other(study):
    session, _ = study
    rows = session.table("contribution")
    names = {row["file"]: row["name"] for row in session.table("file").to_pylist()}
    flagged = rows.filter(pc.equal(rows["rule"], "total_cost_expenditure"))
    assert set(flagged["kind"].to_pylist()) == {"expenditure"}
    told = flagged.group_by("file").aggregate([("value_source", "sum")]).to_pylist()
    # Nigeria: 18.18 bn of expenditure beside 6.06 bn disbursed, at least it in 361 of 361 activities.
    assert {names[row["file"]]: row["value_source_sum"] for row in told} == {
        "files/iati_1.04_NigeriaAIMS_GeocodedResearchRelease.xml": Decimal("18184282383.00"),
        "files/iati_2.03_NigeriaAIMS_GeocodedResearchRelease.xml": Decimal("3730846098.00"),
    }


@pytest.mark.slow
def test_nigeria_states_24_bn_spent_on_2_bn_committed_and_6_count(study):
    """Its expenditure is at least what was disbursed in 361 of 361 activities: what projects cost in all."""
    session, _ = study
    (nigeria,) = [row["file"] for row in session.table("file").to_pylist() if "1.04_Nigeria" in row["name"]]
    table = session.table("contribution")
    rows = table.filter(pc.equal(table["file"], nigeria)).to_pylist()
    spent, paid, committed = (
        [row for row in rows if row["kind"] == kind] for kind in ("expenditure", "disbursement", "commitment")
    )
    told = [sum(row["value_source"] for row in each) for each in (spent, paid, committed)]
    assert told == [Decimal("18184282383.00"), Decimal("6063256675.00"), Decimal("1577401589.00")]
    assert round((told[0] + told[1]) / 10**9, 2) == Decimal("24.25")
    by_activity = [Counter(), Counter()]
    for sums, each in zip(by_activity, (spent, paid), strict=True):
        for row in each:
            sums[row["activity"]] += row["value_source"]
    both = by_activity[0].keys() & by_activity[1].keys()
    assert sum(by_activity[0][each] >= by_activity[1][each] for each in both) == len(both) == 361
    assert {row["rule"] for row in spent} == {"total_cost_expenditure"}
    assert {row["standing"] for row in spent} == {"out"}


@pytest.mark.slow
def test_one_file_gzipped_gives_the_same_rows(shared, tmp_path):
    import gzip

    plain = shared / "data" / FILES[1]
    zipped = tmp_path / "honduras.xml.gz"
    with plain.open("rb") as source, gzip.open(zipped, "wb") as target:
        shutil.copyfileobj(source, target)
    assert tables_of(zipped) == tables_of(plain)
