"""Trees of both standards, made at random: no traceback, and what a tree states is kept, listed or counted."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from iati_files import rows_of
from sarai.sources.iati.paths import CONTAINERS, XML_LANG, Node, tree

VALUES = st.sampled_from(
    "1|2|3|100|40|-5.5|0|KE|ke|289|15110|USD|XXQ|en|2019-02-01|2019|2019-2-1|0001-01-01|9999-12-31|2019-02-30|true|C|D"
    "|XX-MADEUP-1|many words|1,000|é|43.2 76.9| ".split("|")
)


@st.composite
def element(draw: st.DrawFn, name: str, node: Node, deep: int = 0) -> etree._Element:
    """An element with some of what the standard has there, in any order and number."""
    made = etree.Element(name)
    for attribute in sorted(node.attributes):
        if draw(st.booleans()):
            made.set(attribute if attribute != XML_LANG else XML_LANG, draw(VALUES))
    children = sorted(node.children)
    if children and deep < 6:
        for child in draw(st.lists(st.sampled_from(children), max_size=4 if deep else 9)):
            made.append(draw(element(child, node.children[child], deep + 1)))
    elif node.text is not None:
        made.text = draw(VALUES)
    return made


def file_of(record: str) -> st.SearchStrategy[bytes]:
    root = CONTAINERS[record]
    node = tree(root).children[record]

    def written(records: list[etree._Element]) -> bytes:
        top = etree.Element(root, version="2.03")
        top.extend(records)
        return etree.tostring(top)

    return st.lists(element(record, node), min_size=1, max_size=3).map(written)


def accounted(content: bytes, record: str, money: dict[str, str]) -> None:
    """Records and statements of a file by XPath, against what the reader says and what stands in its tables."""
    root = etree.fromstring(content)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.xml"
        path.write_bytes(content)
        rows = rows_of(path)
    tally = {(row["sheet"], row["quantity"], row["unit"]): row for row in rows["tally"]}
    assert tally[record, "records", "records"]["stated"] == len(root)
    table = "activity" if record == "iati-activity" else "organisation"
    refused = [row for row in rows.get("reject", ()) if row["scope"] == "row"]
    assert len(rows.get(table, ())) + len(refused) == len(root)
    for sheet, xpath in money.items():
        stated = int(root.xpath(f"count({xpath})"))
        row = tally.get((sheet, "statements", "statements"), {"stated": Decimal()})
        assert row["stated"] == stated
    for name in rows.keys() - {"reject", "tally"}:
        keys = [row["key"] for row in rows[name]]
        assert len(set(keys)) == len(keys), name
    shares: dict[tuple[str, str], float] = {}
    for row in rows.get("split", ()):
        if row["percent"] is not None:
            shares[row["owner"], row["dimension"]] = shares.get((row["owner"], row["dimension"]), 0) + row["percent"]
    assert all(abs(total - 100) < 1e-6 for total in shares.values())


@settings(max_examples=60)
@given(content=file_of("iati-activity"))
def test_activities(content: bytes) -> None:
    accounted(
        content,
        "iati-activity",
        {each: f"iati-activity/{each}" for each in ("transaction", "budget", "planned-disbursement", "location")},
    )


@settings(max_examples=60)
@given(content=file_of("iati-organisation"))
def test_organisations(content: bytes) -> None:
    kinds = ("total-budget", "recipient-org-budget", "recipient-region-budget", "recipient-country-budget")
    accounted(
        content, "iati-organisation", {each: f"iati-organisation/{each}" for each in (*kinds, "total-expenditure")}
    )
