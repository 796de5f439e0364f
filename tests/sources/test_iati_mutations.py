"""Damaged files: every one ends in data, counted rejects or a named error; never in a traceback or a silent loss."""

import gzip
import io
import resource
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sarai.model.errors import SourceError, UnreadableFile
from sarai.model.provenance import ReadSettings
from sarai.sources import recognise
from sarai.sources.iati import read

SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made up -->
<iati-activities version="2.03" generated-datetime="2024-02-01T00:00:00Z">
  <iati-activity default-currency="EUR" xml:lang="en">
    <iati-identifier>XX-MADEUP-1-1</iati-identifier>
    <reporting-org ref="XX-MADEUP-1" type="10"><narrative>Made-up Agency</narrative></reporting-org>
    <title><narrative>Brücke &amp; Straße</narrative></title>
    <participating-org role="1"><narrative>Japan</narrative></participating-org>
    <recipient-country code="KZ" percentage="50"/><recipient-country code="KG" percentage="50"/>
    <sector vocabulary="1" code="21020"/>
    <transaction ref="a"><transaction-type code="2"/><transaction-date iso-date="2022-06-15"/>
      <value value-date="2022-06-15">1000.50</value></transaction>
    <transaction><transaction-type code="3"/><transaction-date iso-date="2022-07-15"/>
      <value currency="USD" value-date="2022-07-15">-20</value></transaction>
  </iati-activity>
  <iati-activity default-currency="EUR">
    <iati-identifier>XX-MADEUP-1-2</iati-identifier>
    <title><narrative xml:lang="ru">Мост</narrative></title>
    <transaction><transaction-type code="3"/><transaction-date iso-date="2022-07-15"/>
      <value value-date="2022-07-15">7</value></transaction>
  </iati-activity>
</iati-activities>
"""


def outcome(content: bytes, name: str = "file.xml"):
    """The rows of a file with this content; a named error with a place and a cure is let through."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            seen = recognise(path)
            found: dict[str, list] = {}
            for table, batch in read(path, ReadSettings(file="f" * 64, dataset=seen.format.dataset)):
                found.setdefault(table, []).extend(batch.to_pylist())
        except SourceError as error:
            assert error.where and error.cure
            raise
    for row in found["tally"]:
        assert row["stated"] == row["kept"] + row["rejected"]
        assert row["rejected"] >= 0 or row["quantity"].startswith("amount")
    return found


def sums(found):
    return {(row["sheet"], row["unit"]): row["kept"] for row in found["tally"] if row["quantity"] == "amount"}


WHOLE = {
    ("transaction 2", "EUR"): Decimal("1000.5"),
    ("transaction 3", "USD"): Decimal(-20),
    ("transaction 3", "EUR"): Decimal(7),
}


def test_the_small_file_is_whole():
    found = outcome(SMALL.encode())
    assert sums(found) == WHOLE
    assert "reject" not in found


def test_cut_off_at_every_byte_it_is_refused_and_never_half_taken():
    content = SMALL.encode()
    end = content.index(b"</iati-activities>") + len(b"</iati-activities>")
    for length in range(end):
        with pytest.raises(SourceError):
            outcome(content[:length])
    assert sums(outcome(content[:end])) == WHOLE


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "windows-1252", "koi8-r"]
)
def test_encodings_that_say_what_they_are(encoding):
    text = SMALL if encoding.startswith("utf") or encoding == "koi8-r" else SMALL.replace("Мост", "Pont")
    if encoding == "koi8-r":
        text = text.replace("Brücke", "Bridge").replace("Straße", "road")
    stated = {"utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "latin-1": "ISO-8859-1"}.get(
        encoding, encoding
    )
    content = text.replace('encoding="UTF-8"', f'encoding="{stated}"').encode(encoding)
    if encoding in ("utf-16-le", "utf-16-be"):
        content = ("\ufeff").encode(encoding) + content
    found = outcome(content)
    assert sums(found) == WHOLE
    titles = {row["text"] for row in found["narrative"] if row["element"] == "title"}
    assert titles == (
        {"Bridge & road", "Мост"}
        if encoding == "koi8-r"
        else {"Brücke & Straße", "Мост" if encoding.startswith("utf") else "Pont"}
    )


def test_a_byte_that_is_no_utf8_costs_its_cell_and_not_the_file():
    found = outcome(SMALL.replace("Мост", "Pont").encode("latin-1"))
    assert sums(found) == WHOLE
    lost = [row for row in found["reject"] if "cannot be read" in row["reason"]]
    assert [(row["scope"], row["value"]) for row in lost] == [("cell", "Br\ufffdcke & Stra\ufffde")]


@pytest.mark.parametrize("byte", [b"\xff", b"\x80", b"\x00", b"\x0b", b"\x1f", b"&#11;", b"&#x1F;", b"\xed\xa0\x80"])
def test_one_wrong_byte_in_a_text_an_amount_a_code_or_an_identifier(byte):
    content = SMALL.replace('code="KZ"', 'code="Kq"').replace(">7<", ">7q<").encode()
    content = content.replace("Мост".encode(), "Моqст".encode()).replace(b"MADEUP-1-2<", b"MADEUP-1-2q<")
    found = outcome(content.replace(b"q", byte))
    assert len(found["activity"]) == 2
    assert {row["column"] for row in found["reject"]} >= {"@code", "amount", "text()"}
    assert {key: value for key, value in sums(found).items() if key != ("transaction 3", "EUR")} == {
        key: value for key, value in WHOLE.items() if key != ("transaction 3", "EUR")
    }


def test_a_wrong_byte_at_the_edge_of_what_is_read_at_once():
    for place in range(65530, 65540):
        start = SMALL.encode()
        filler = b"x" * (place - start.index("Мост".encode()))
        found = outcome(start.replace("Мост".encode(), filler + "ж".encode() + b"\xffend &#38; &#x41;"))
        (title,) = [row["text"] for row in found["narrative"] if row["text"].startswith("xx")]
        assert title.lstrip("x") == "ж\ufffdend & A"


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("swapped tags", SMALL.replace("</title>", "</TITLE>").encode()),
        ("a doubled attribute", SMALL.replace('code="KZ"', 'code="KZ" code="KG"').encode()),
        ("a doubled root", SMALL.encode() + SMALL.encode()),
        ("a bare ampersand", SMALL.replace("&amp;", "&").encode()),
        ("text alone", b"<iati-activities version='2.03'>nothing here</iati-activities>"),
        ("deep nesting", b"<iati-activities version='2.03'><iati-activity>" + b"<a>" * 100_000),
        ("an organisation file without an organisation", b"<iati-organisations version='2.03'/>"),
        ("HTML", b"<!DOCTYPE html><html><body>Not found</body></html>"),
        ("a gzip file cut off", gzip.compress(SMALL.encode())[:-9]),
        ("a gzip file of noise", b"\x1f\x8b" + bytes(range(256))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_named_error(what, content):
    with pytest.raises(SourceError):
        outcome(content)


def test_an_entity_bomb_is_not_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(10)
    )
    content = SMALL.replace("<!-- made up -->", bomb + "]>").replace("Мост", "&a9;")
    with pytest.raises(UnreadableFile, match="entities"):
        outcome(content.encode())


def test_an_external_entity_is_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    content = SMALL.replace("<!-- made up -->", doctype).replace("Мост", "&s;")
    with pytest.raises(UnreadableFile, match="entities"):
        outcome(content.encode())


@pytest.mark.slow
def test_a_text_of_100_megabytes_does_not_grow_the_memory():
    content = io.BytesIO()
    with gzip.open(content, "wb", compresslevel=1) as stream:
        start, end = SMALL.encode().split("Мост".encode())
        stream.write(start)
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
        stream.write(end)
    outcome(SMALL.encode())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableFile):
        outcome(content.getvalue(), "file.xml.gz")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


SILENT = (b"", b" ", b"\n", b"\r", b"\t")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_changed_byte_changes_a_figure_is_rejected_or_is_an_error(data):
    content = SMALL.encode()
    place = data.draw(st.integers(0, len(content) - 1))
    changed = content[:place] + data.draw(st.binary(min_size=0, max_size=3)) + content[place + 1 :]
    try:
        found = outcome(changed)
    except SourceError:
        return
    stated = sum(
        row["stated"] for row in found["tally"] if row["quantity"] == "statements" and row["sheet"] == "transaction"
    )
    assert stated == changed.count(b"<transaction>") + changed.count(b"<transaction ") or found.get("reject")


TAGS = (
    "title",
    "transaction",
    "value",
    "transaction-type",
    "narrative",
    "iati-identifier",
    "sector",
    "iati-activity",
    "unheard-of",
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(one=st.sampled_from(TAGS), other=st.sampled_from(TAGS))
def test_an_element_under_another_name_is_kept_rejected_or_an_error(one, other):
    changed = (
        SMALL.replace(f"<{one}>", f"<{other}>").replace(f"<{one} ", f"<{other} ").replace(f"</{one}>", f"</{other}>")
    )
    try:
        found = outcome(changed.encode())
    except SourceError:
        return
    if one != other and changed != SMALL:
        assert found.get("reject") or sums(found) != WHOLE or found.get("activity") is None or one == "title", (
            one,
            other,
        )


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_arrives_as_written(text):
    from xml.sax.saxutils import escape

    found = outcome(SMALL.replace("Мост", escape(text)).encode())
    titles = [row["text"] for row in found["narrative"] if row["element"] == "title" and row["language"] == "ru"]
    assert titles == [text.strip()]


@settings(max_examples=150, deadline=None)
@given(
    amount=st.one_of(
        st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**16), max_value=10**16).map(str),
        st.text("0123456789.,eE+- ", max_size=12),
    )
)
def test_an_amount_is_kept_to_the_last_place_or_rejected(amount):
    found = outcome(SMALL.replace(">7<", f">{amount}<").encode())
    kept = next(row["amount"] for row in found["flow"] if row["activity"].endswith("-2"))
    rejected = [row for row in found.get("reject", ()) if row["column"] == "amount"]
    if kept is None:
        assert rejected or not amount.strip()
    else:
        assert abs(kept - Decimal(amount.strip())) <= Decimal("0.0000005")
