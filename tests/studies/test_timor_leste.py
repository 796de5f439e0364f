"""The second bundled study: every verb, a brief and a site run on it; what it has no data for says so."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sarai as package
from sarai import pipeline, studies
from sarai.study import Study

FILES = Path(str(studies.folder_of("timor-leste"))) / "files"
COMMITMENT, DISBURSEMENT = "2", "3"


@pytest.fixture(scope="session")
def folder(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    def make(folder: Path) -> None:
        pipeline.new(folder, template="timor-leste")
        built = pipeline.build(folder, jobs=1)
        assert not built.refused
        assert not any(report.rejects for report in built.reports)

    return once("timor-leste", make)


@pytest.fixture(scope="session")
def study(folder: Path) -> Study:
    return package.open(folder)


@pytest.fixture(scope="session")
def told() -> dict[str, dict[str, Decimal]]:
    """What the file says by itself, without any reader of ours: sums by status and kind of transaction."""
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for activity in ElementTree.parse(FILES / "iati-timor-leste.xml").getroot():
        status = activity.find("activity-status").get("code")
        places = {each.get("code") for each in activity.findall("recipient-country")}
        for transaction in activity.findall("transaction"):
            year = int(transaction.find("transaction-date").get("iso-date")[:4])
            kind = transaction.find("transaction-type").get("code")
            inside = "in" if 2000 <= year <= 2023 and status != "5" and "ID" not in places else "out"
            found[kind][inside] += Decimal(transaction.find("value").text)
    return found


def test_every_activity_and_amount_of_the_release_is_there(study: Study, told: dict[str, dict[str, Decimal]]) -> None:
    keys = [row["key"] for row in study.table("activity").to_pylist()]
    assert Counter(key.partition(":")[0] for key in keys) == {"iati": 773, "aiddata": 69, "oecd-crs": 235}
    flows = [row for row in study.table("flow").to_pylist() if row["source"] == "iati"]
    assert len(flows) == 2523
    for code, kind in ((COMMITMENT, "commitment"), (DISBURSEMENT, "disbursement")):
        stated = sum((row["amount"] for row in flows if row["kind"] == kind), Decimal())
        assert abs(stated - sum(told[code].values())) < Decimal("0.01")


def test_totals_are_the_files_own_sums(study: Study, told: dict[str, dict[str, Decimal]]) -> None:
    """The one activity shared with Indonesia is counted apart: half of it is Timor-Leste's."""
    for code, measure in ((COMMITMENT, "committed"), (DISBURSEMENT, "disbursed")):
        (row,) = study.total(source="iati", measure=measure).rows
        shared = [each for each in study.total(source="iati", measure=measure).explain(0).rows
                  if each["recipient_percent"] == 50]  # fmt: skip
        whole = row["preferred"] - sum((each["value"] for each in shared), Decimal())
        assert abs(whole - told[code]["in"]) < 1


def test_chinese_records_and_crs_totals_are_the_files_own_sums(study: Study) -> None:
    with (FILES / "gcdf-3.0-timor-leste.csv").open(encoding="utf-8", newline="") as stream:
        records = list(csv.DictReader(stream))
    assert len(records) == 69
    amounts = [Decimal(row["amount_constant_usd_2021"]) for row in records if row["amount_constant_usd_2021"]]
    (row,) = study.total(source="aiddata", prices="source").rows
    counted = [each for each in study.total(source="aiddata", prices="source").explain(0).rows if each["value"]]
    assert len(amounts) >= len(counted)
    left = study.total(source="aiddata", prices="source").others.get("not_counted")
    out = sum((each["value"] or 0 for each in left.to_pylist()), Decimal()) if left is not None else Decimal()
    assert abs(row["preferred"] + out - sum(amounts)) < 1
    with (FILES / "crs-totals-timor-leste.csv").open(encoding="utf-8", newline="") as stream:
        totals = [(row["donor"], Decimal(row["disbursed_usd"])) for row in csv.DictReader(stream)]
    (row,) = study.total(source="oecd-crs", measure="disbursed").rows
    assert row["preferred"] == sum(value for _, value in totals) == Decimal("1934361444")
    australia = study.total(source="oecd-crs", measure="disbursed", partner="AU").rows[0]["preferred"]
    assert australia == sum(value for donor, value in totals if donor == "AU")


@pytest.mark.shared
def test_the_facts_are_those_of_the_published_files(shared: Path) -> None:
    data = shared / "data"
    release = data / "iati_xml/aiddata_georeleases/iati_2.03_TimorLesteAIMS_GeocodedResearchRelease.xml"
    published = ElementTree.parse(release).getroot()
    kept = ElementTree.parse(FILES / "iati-timor-leste.xml").getroot()
    assert [each.findtext("iati-identifier") for each in kept] == [
        each.findtext("iati-identifier") for each in published
    ]
    values = [[value.text for value in tree.iter("value")] for tree in (kept, published)]
    assert values[0] == values[1]
    assert not {each.tag for each in kept.iter()} & {"title", "description", "location"}
    with (data / "gcdf3_geocoded/gcdf3_final_input.csv").open(encoding="utf-8-sig", newline="") as stream:
        records = {row["AidData.Record.ID"] for row in csv.DictReader(stream) if row["Recipient.ISO-3"] == "TLS"}
    with (FILES / "gcdf-3.0-timor-leste.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["aiddata_record_id"] for row in csv.DictReader(stream)} == records


def test_the_whole_is_small_and_each_source_says_its_licence(study: Study) -> None:
    assert sum(each.stat().st_size for each in FILES.parent.rglob("*") if each.is_file()) < 1_000_000
    licences = {name: told["licence"] for name, told in study.release.datasets.items()}
    assert licences["iati-2.0x"].startswith("none stated by AidData")
    assert licences["gcdf-3.0-timor-leste"] == "ODC-BY 1.0"
    assert "OECD terms" in licences["crs-totals-timor-leste"]
    assert licences["wdi-timor-leste"].startswith("CC BY 4.0")
    explained = study.explain(source="iati", partner="JP")
    assert {row["licence"] for row in explained} == {licences["iati-2.0x"]}


# What each verb says where there is nothing: its exit code and words.
VERBS = [
    (("total", "--by", "partner,year"), 0, "Australia"),
    (("total", "--by", "recipient", "--measure", "spent"), 0, "Timor-Leste"),
    (("explain", "--partner", "JP"), 0, "iati"),
    (("dependence", "TL"), 0, "Nothing is loaded for: debt, influence, investment, people, trade, votes."),
    (("profile", "JP"), 0, "Timor-Leste"),
    (("releases",), 0, "1"),
    (("rejects",), 0, "is no DAC sector code"),
    (("check",), 0, "everything is as it was written"),
    (("organisations", "DFAT"), 0, ""),
    (("names", "Camões"), 0, ""),
    (("promises",), 0, "No promise answers to these filters"),
    (("delivery",), 0, "no class speaks for Timor-Leste: no dated payments there are loaded"),
    (("delivery", "--show", "forecasts"), 2, "the release holds no promises"),
    (("promise", "X"), 2, "promise"),
    (("overdue",), 0, ""),
    (("link",), 2, "the release holds no promises"),
    (("claim",), 2, "this study holds no claims"),
    (("route", "Dili", "Suai"), 2, "holds no corridors"),
    (("alignment", "--partner", "JP", "--recipient", "TL"), 2, "nothing was said by either side"),
]


@pytest.mark.parametrize(("words", "code", "says"), VERBS, ids=[" ".join(words) for words, *_ in VERBS])
def test_every_verb_answers_or_says_what_is_missing(
    folder: Path, sarai: Callable[..., object], words: tuple[str, ...], code: int, says: str
) -> None:
    ran = sarai(words[0], *((folder, *words[1:]) if words[0] not in ("organisations", "names") else words[1:]))
    assert ran.code == code, ran.err + ran.out
    assert says in re.sub(r"\s+", " ", ran.out + ran.err)
    assert "Traceback" not in ran.err


def test_several_funders_together_are_no_partner_that_could_leave(study: Study) -> None:
    rows = study.dependence("TL").rows
    finance = [row for row in rows if row["channel"] == "official finance"]
    assert "several" not in {row["partner"] for row in finance}
    register = [
        row for row in finance if row["measure"] == "share" and "several gave and nobody shares out" in row["note"]
    ]
    assert register
    for row in register:
        assert row["low"] < row["value"] < row["high"]


def test_a_brief_is_written(folder: Path, tmp_path: Path, sarai: Callable[..., object]) -> None:
    path = tmp_path / "brief.md"
    assert sarai("brief", folder, "--partner", "AU", "--recipient", "TL", "-o", path).code == 0
    text = path.read_text(encoding="utf-8")
    assert "Australia" in text and "Timor-Leste" in text
    assert "Kazakh" not in text and "Central Asia" not in text
    assert "none stated by AidData" in text


@pytest.mark.slow
def test_a_site_is_published(folder: Path, tmp_path: Path, sarai: Callable[..., object]) -> None:
    assert sarai("publish", folder, tmp_path / "site").code == 0
    pages = sorted((tmp_path / "site" / "r1").glob("*.html"))
    index = (tmp_path / "site" / "r1" / "index.html").read_text(encoding="utf-8")
    assert "Partners of Timor-Leste" in index
    # 329 activities name no recipient: what they got is in the totals, and is not said to have gone to Timor-Leste.
    assert "to Timor-Leste or to a recipient that is not stated in" in re.sub(r"<[^>]+>", "", index)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "five states" not in text and "Central Asia" not in text, page.name
