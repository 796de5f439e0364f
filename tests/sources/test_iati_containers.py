"""The containers in which records arrive: wrapped, alone, in a namespace, gzipped; what the root states for all."""

import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from iati_files import activity, built, document, rows_of, totals, transaction, written
from sarai.model.errors import SourceError
from sarai.sources import recognise

ONE = activity("XX-MADEUP-1-A", transaction(5), '<recipient-country code="KE"/>')
TWO = activity("XX-MADEUP-1-B", transaction(7), '<recipient-country code="KE"/>')
ORGANISATION = """<iati-organisation default-currency="EUR">
<organisation-identifier>XX-MADEUP-1</organisation-identifier>
<name><narrative>Made-up Agency</narrative></name><reporting-org ref="XX-MADEUP-1" type="10"/>
<total-budget><period-start iso-date="2022-01-01"/><period-end iso-date="2022-12-31"/>
<value value-date="2022-01-01">9</value></total-budget></iati-organisation>"""

NAMESPACE = 'xmlns="http://example.org/iati"'

SAME = {
    "the standard's root": document(ONE, TWO),
    "a default namespace": document(ONE, TWO, attributes=f'version="2.03" {NAMESPACE}'),
    "a prefix": document(ONE, TWO)
    .replace("<", "<i:")
    .replace("<i:/", "</i:")
    .replace("<i:?", "<?")
    .replace("<i:iati-activities", '<i:iati-activities xmlns:i="http://example.org/iati"'),
    "a datastore's answer": "<result><ok>True</ok><iati-activities generated-datetime='2022-02-01T00:00:00'>"
    f"<query><total-count>2</total-count></query>{ONE}{TWO}</iati-activities></result>",
    "two roots in an answer": f"<result><iati-activities version='2.03'>{ONE}</iati-activities>"
    f"<iati-activities version='2.03'>{TWO}</iati-activities></result>",
    "blanks before the declaration": "\n  " + document(ONE, TWO),
    "a byte order mark and blanks": "\ufeff\r\n" + document(ONE, TWO),
    "declared UTF-16 in eight bits": document(ONE, TWO).replace("UTF-8", "utf-16"),
    "declared ASCII": document(ONE, TWO).replace("UTF-8", "us-ascii").replace("XX-MADEUP-1-B<", "XX-MADEUP-1-B<"),
    "a stylesheet and a DOCTYPE": document(ONE, TWO).replace(
        "<iati-activities", '<?xml-stylesheet href="x.xsl"?><!DOCTYPE iati-activities><iati-activities', 1
    ),
}


@pytest.mark.parametrize("content", SAME.values(), ids=SAME)
def test_the_same_records_in_any_container(tmp_path, content):
    study, _ = built(tmp_path / "study", written(tmp_path, "file.xml", content))
    assert totals(study, "recipient") == {"KE": 12}
    assert {row["record_id"] for row in study.table("activity").to_pylist()} == {"XX-MADEUP-1-A", "XX-MADEUP-1-B"}


def test_locators_name_the_container(tmp_path):
    rows = rows_of(written(tmp_path, "file.xml", SAME["two roots in an answer"]))
    assert [row["locator"] for row in rows["activity"]] == [
        "/result/iati-activities/iati-activity[1]",
        "/result/iati-activities[2]/iati-activity[1]",
    ]


@pytest.mark.parametrize("content", [ONE, ONE.replace("<iati-activity", f"<iati-activity {NAMESPACE}", 1)])
def test_a_record_alone(tmp_path, content):
    path = written(tmp_path, "file.xml", content)
    assert recognise(path).format.dataset == "iati-1.0x"
    rows = rows_of(path)
    assert (rows["activity"][0]["locator"], rows["flow"][0]["amount"]) == ("/iati-activity", Decimal(5))
    assert "reject" not in rows


def test_a_record_alone_says_its_own_version(tmp_path):
    path = written(tmp_path, "file.xml", ONE.replace("<iati-activity", '<iati-activity version="2.02"', 1))
    assert recognise(path).format.dataset == "iati-2.0x"


def test_the_version_of_the_first_record_is_that_of_an_answer(tmp_path):
    space = "xmlns:iati-extra='http://example.org/ns' iati-extra:version='2.01'"
    inside = ONE.replace("<iati-activity", f"<iati-activity {space}", 1)
    path = written(tmp_path, "file.xml", f"<result><ok>True</ok><iati-activities>{inside}</iati-activities></result>")
    assert recognise(path).format.dataset == "iati-2.0x"


@pytest.mark.parametrize(
    "content",
    [f"<iati-organisations version='2.03'>{ORGANISATION}</iati-organisations>", ORGANISATION],
    ids=["the standard's root", "alone"],
)
def test_an_organisation_in_any_container(tmp_path, content):
    path = written(tmp_path, "file.xml", content)
    assert recognise(path).format.dataset == "iati-organisations"
    rows = rows_of(path)
    assert [(row["kind"], row["amount"], row["currency"]) for row in rows["budget"]] == [("total-budget", 9, "EUR")]


def test_what_the_root_states_holds_for_every_record_that_does_not_state_it(tmp_path):
    bare = activity("A", transaction(1), attributes="")
    own = activity("B", transaction(2), attributes='default-currency="JPY" xml:lang="ja"')
    rows = rows_of(
        written(
            tmp_path, "file.xml", document(bare, own, attributes='version="2.03" default-currency="GBP" xml:lang="en"')
        )
    )
    assert [(row["default_currency"], row["language"]) for row in rows["activity"]] == [("GBP", "en"), ("JPY", "ja")]
    assert [row["currency"] for row in rows["flow"]] == ["GBP", "JPY"]


def test_what_stands_between_and_around_the_records_is_listed(tmp_path):
    content = document(ONE, "loose words", "<surprise/>", TWO, attributes='version="2.03" colour="blue"')
    rows = rows_of(written(tmp_path, "file.xml", content))
    assert {(row["column"], row["value"]) for row in rows["reject"]} == {
        ("@colour", "blue"),
        ("text()", "loose words"),
        ("surprise", "<surprise/>"),
    }


def test_elements_of_other_namespaces_are_no_records_and_are_counted(tmp_path):
    other = (
        '<x:iati-activity xmlns:x="http://example.org/other"><x:iati-identifier>Z</x:iati-identifier></x:iati-activity>'
    )
    rows = rows_of(written(tmp_path, "file.xml", document(ONE, other, TWO)))
    assert len(rows["activity"]) == 2
    assert [(row["sheet"], row["stated"]) for row in rows["tally"] if row["quantity"] == "left out"] == [
        ("elements and attributes of other namespaces", 1)
    ]


def test_a_record_inside_a_record_is_no_record(tmp_path):
    rows = rows_of(written(tmp_path, "file.xml", document(ONE.replace("</iati-activity>", f"{TWO}</iati-activity>"))))
    assert len(rows["activity"]) == 1
    assert rows["reject"][0]["column"] == "iati-activity"


def test_gzipped_whatever_its_name(tmp_path):
    path = written(tmp_path, "file.xml", gzip.compress(document(ONE, TWO).encode()))
    assert sum(row["amount"] for row in rows_of(path)["flow"]) == 12


@pytest.mark.parametrize("content", ["<result><ok>False</ok></result>", "<result/>", "<results><x/></results>"])
def test_an_answer_without_records_says_so(tmp_path, content):
    with pytest.raises(SourceError) as error:
        rows_of(written(tmp_path, "file.xml", content))
    assert error.value.cure


def test_legacy_data_keeps_name_value_and_text(tmp_path):
    told = "".join(
        f'<legacy-data name="{name}" value="{value}" iati-equivalent="sector">{text}</legacy-data>'
        for name, value, text in (("policy", "15110", "40%"), ("health", "13040", "60%"))
    )
    bare = '<legacy-data name="old words">only a text</legacy-data><legacy-data name="empty"/>'
    rows = rows_of(written(tmp_path, "file.xml", document(activity("L1", told, bare), attributes='version="1.01"')))
    assert "reject" not in rows
    texts = {row["owner"]: row["text"] for row in rows["narrative"] if row["element"] == "legacy-data"}
    assert [(row["name"], row["value"], row["detail"], texts.get(row["key"])) for row in rows["extra"]] == [
        ("legacy: policy", "15110", "sector", "40%"),
        ("legacy: health", "13040", "sector", "60%"),
        ("legacy: old words", "only a text", None, "only a text"),
        ("legacy: empty", None, None, None),
    ]


@pytest.mark.parametrize("address", ["https://example.org/iati.xml", "http://example.org/iati.xml"])
def test_an_address_is_told_what_to_do(tmp_path, address):
    with pytest.raises(SourceError, match="Sarai fetches nothing") as error:
        recognise(Path(address))
    assert "download" in error.value.cure
