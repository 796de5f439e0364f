"""Every element and attribute of the standard is mapped, or left out with a reason: the list is the schema's own."""

import re
from collections.abc import Iterator

import pytest
from lxml import etree

from sarai.model import tables
from sarai.model.provenance import ReadSettings
from sarai.sources.iati import SOURCE, read

XS = "{http://www.w3.org/2001/XMLSchema}"

MONEY_DATES_ORGANISATIONS_PLACES_RESULTS = re.compile(
    r"/(transaction|budget|planned-disbursement|value|loan-status|loan-terms|forecast|crs-add|activity-date"
    r"|period-start|period-end|participating-org|reporting-org|provider-org|receiver-org|location|recipient-country"
    r"|recipient-region|recipient-org|sector|total-budget|total-expenditure|recipient-(org|region|country)-budget|result|country-budget-items|related-activity|humanitarian-scope|tag|policy-marker)(/|$)"
)


class Schema:
    """The paths of an XML schema, element by element."""

    def __init__(self, folder, root="iati-activities"):
        self.root = root
        roots = [etree.parse(folder / name).getroot() for name in (f"{root}-schema.xsd", "iati-common.xsd")]
        self.elements = {each.get("name"): each for root in roots for each in root.findall(f"{XS}element")}
        self.types = {each.get("name"): each for root in roots for each in root.findall(f"{XS}complexType")}

    def paths(self) -> Iterator[str]:
        yield from self._element(self.elements[self.root], "")

    def _element(self, element, above) -> Iterator[str]:
        element = self.elements[element.get("ref")] if element.get("ref") else element
        path = f"{above}/{element.get('name')}" if above else element.get("name")
        yield path
        if element.get("type") in self.types:
            yield from self._type(self.types[element.get("type")], path)
        elif element.get("type"):
            yield f"{path}/text()"
        inner = element.find(f"{XS}complexType")
        if inner is not None:
            yield from self._type(inner, path)

    def _type(self, kind, path) -> Iterator[str]:
        for each in self._own(kind, "attribute"):
            yield f"{path}/@{each.get('name') or each.get('ref')}"
        for each in self._own(kind, "element"):
            yield from self._element(each, path)
        for each in self._own(kind, "extension"):
            if each.get("base") in self.types:
                yield from self._type(self.types[each.get("base")], path)
            elif re.match("xsd?:", each.get("base")):
                yield f"{path}/text()"

    @staticmethod
    def _own(kind, name):
        for each in kind.iter(XS + name):
            above = each.getparent()
            while above is not kind and above.tag != f"{XS}element":
                above = above.getparent()
            if above is kind:
                yield each


XSD = "data/iati_xml/iati_schemas/xsd_2.03"
ROOTS = ("iati-activities", "iati-organisations")


@pytest.fixture(scope="module")
def schema(shared):
    found = {(root, path) for root in ROOTS for path in Schema(shared / XSD, root).paths()}
    return {path.removeprefix(f"{root}/") for root, path in found if path != root}


def told():
    return {**SOURCE.mapped, **SOURCE.ignored}


def is_told(path):
    """A path is told itself, below something left out whole, or as an element that only holds others."""
    listed = told()
    parts = path.split("/")
    if any("/".join(parts[: n + 1]) in SOURCE.ignored for n in range(len(parts))):
        return True
    return path in listed or any(each.startswith(f"{path}/") for each in listed)


@pytest.mark.shared
def test_the_schema_has_what_the_standard_is_known_to_have(schema):
    assert len(schema) > 530
    assert "iati-organisation/recipient-country-budget/budget-line/value/@value-date" in schema
    assert "iati-activity/transaction/value/@value-date" in schema
    assert "iati-activity/result/indicator/period/actual/dimension/@name" in schema
    assert "iati-activity/crs-add/loan-status/principal-arrears/text()" in schema


@pytest.mark.shared
def test_every_element_and_attribute_is_mapped_or_left_out_with_a_reason(schema):
    assert sorted(path for path in schema if not is_told(path)) == []


@pytest.mark.shared
def test_nothing_of_money_dates_organisations_places_or_results_is_left_out(schema):
    # The name of a code is the code list's own word; 2.03 has none, so nothing of the schema is lost.
    left = {path for path in SOURCE.ignored if path in schema}
    assert sorted(path for path in left if MONEY_DATES_ORGANISATIONS_PLACES_RESULTS.search(f"/{path}")) == []


@pytest.mark.parametrize(("path", "why"), sorted(SOURCE.ignored.items()))
def test_what_is_left_out_says_why(path, why):
    assert len(why.split()) >= 4, path


@pytest.mark.parametrize(("path", "target"), sorted(SOURCE.mapped.items()))
def test_what_is_mapped_goes_to_a_column_that_there_is(path, target):
    for told_one in target.split(", "):
        table, _, column = told_one.partition(".")
        table = table.partition(" (")[0]
        assert table in tables.READ_BY_SOURCES, path
        assert column == "" or column in tables.schema(table).names, (path, target)


CODES = {
    "transaction-type/@code": "3",
    "activity-status/@code": "2",
    "activity-date/@type": "1",
    "participating-org/@role": "1",
    "recipient-country/@code": "KZ",
    "recipient-region/@code": "619",
    "recipient-region/@vocabulary": "1",
    "sector/@code": "15110",
    "sector/@vocabulary": "1",
    "default-flow-type/@code": "10",
    "default-finance-type/@code": "110",
    "default-aid-type/@code": "C01",
    "default-aid-type/@vocabulary": "1",
    "default-tied-status/@code": "5",
    "flow-type/@code": "21",
    "finance-type/@code": "421",
    "aid-type/@code": "D02",
    "aid-type/@vocabulary": "1",
    "tied-status/@code": "4",
    "channel-code/text()": "41114",
    "participating-org/@crs-channel-code": "41122",
    "budget/@type": "2",
    "budget/@status": "2",
    "planned-disbursement/@type": "2",
    "result/@type": "1",
    "related-activity/@type": "1",
    "pos/text()": "41.25 69.75",
    "iati-activities/@version": "2.03",
    "iati-organisations/@version": "2.03",
    "total-budget/@status": "2",
    "-budget/@status": "1",
}
"""Codes whose meaning, not their own letters, stands in the tables."""

SAYS = {
    "3": ("disbursement",),
    "2": ("revised", "committed"),
    "10": ("oda",),
    "1": ("funding", "secondary", "oecd-dac-region"),
    "41.25 69.75": ("41.25",),
}


class Filled(Schema):
    """A document that has every element and attribute of the schema once, each with a value of its own."""

    def __init__(self, folder, root):
        super().__init__(folder, root)
        self.values = {}
        self.simple = {each.get("name"): each.get("type") for each in etree.parse(folder / "iati-common.xsd").getroot()}

    def build(self):
        return etree.ElementTree(self._fill(self.elements[self.root], None))

    def _fill(self, element, above):
        element = self.elements[element.get("ref")] if element.get("ref") else element
        made = etree.Element(element.get("name")) if above is None else etree.SubElement(above, element.get("name"))
        inner = element.find(f"{XS}complexType")
        kinds = [self.types[element.get("type")]] if element.get("type") in self.types else []
        if inner is not None:
            kinds.append(inner)
        for kind in kinds:
            self._fill_type(kind, made)
        if inner is None and element.get("type") not in self.types:
            made.text = self._value(made, "text()", element.get("type") or "xsd:string")
        return made

    def _fill_type(self, kind, made):
        for each in self._own(kind, "attribute"):
            name = each.get("name") or each.get("ref")
            if name == "xml:lang":
                made.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
            else:
                made.set(name, self._value(made, f"@{name}", each.get("type") or self._restricted(each)))
        for each in self._own(kind, "element"):
            self._fill(each, made)
        for each in self._own(kind, "extension"):
            if each.get("base") in self.types:
                self._fill_type(self.types[each.get("base")], made)
            else:
                made.text = self._value(made, "text()", each.get("base"))

    @staticmethod
    def _restricted(attribute):
        found = attribute.find(f".//{XS}restriction")
        return "xsd:string" if found is None else found.get("base")

    def _value(self, element, name, kind):
        path = "/".join([*(each.tag for each in list(element.iterancestors())[::-1]), element.tag, name])
        nth = len(self.values) + 1
        listed = next((value for end, value in CODES.items() if path.endswith(end)), None)
        if listed is not None:
            value = listed
        elif "currency" in name:
            value = "EUR"
        elif kind.endswith(("date", "dateTime")) or name.endswith("-date"):
            value = f"{1910 + nth // 28 % 90}-{1 + nth // 28 % 12:02}-{1 + nth % 28:02}"
        elif name in ("@year", "@phaseout-year"):
            value = str(1900 + nth % 200)
        elif kind.endswith("decimal"):
            value = f"{nth}.25"
        elif kind.endswith("boolean"):
            value = "1"
        elif kind.endswith(("nteger", "int", "gYear")):
            value = str(1900 + nth % 200)
        elif name in ("@percentage",):
            value = f"{nth}.25"
        else:
            value = f"token{nth}"
        self.values[path] = value
        return value


@pytest.mark.shared
@pytest.mark.parametrize("root", ROOTS)
def test_every_value_of_a_document_with_everything_arrives(shared, tmp_path, root):
    filled = Filled(shared / XSD, root)
    path = tmp_path / "everything.xml"
    filled.build().write(path, encoding="utf-8")
    cells, rejects = set(), []
    for table, batch in read(path, ReadSettings(file="f" * 64, dataset="iati-2.0x")):
        if table == "reject":
            rejects += batch.to_pylist()
        elif table != "tally":
            for row in batch.to_pylist():
                cells |= {part for name, value in row.items() if name != "locator" for part in _words(value)}
    assert [(row["column"], row["reason"]) for row in rejects] == []
    lost = {}
    for where, value in filled.values.items():
        named = where.removeprefix(f"{root}/")
        if any("/".join(named.split("/")[: n + 1]) in SOURCE.ignored for n in range(named.count("/") + 1)):
            continue
        if not any(each in cells for each in (value, *SAYS.get(value, ()), _number(value))):
            lost[where] = value
    assert lost == {}


def _words(value):
    if isinstance(value, list):
        return [part for each in value for part in _words(each)]
    told = str(value)
    return [told, _number(told), *re.split(r"[:=;/ #]+", told)]


def _number(value):
    try:
        return str(float(value))
    except ValueError:
        return value
