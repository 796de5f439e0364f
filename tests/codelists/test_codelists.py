"""The code lists are whole, say where they come from, and know the labels that sources use."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sarai import codelists
from sarai.codelists import load, names, provenance, resolve_place, sector_category, sector_group
from sarai.codelists.folding import fold
from sarai.model.errors import CodeError

ROOM = Path(codelists.__file__).parent
TABLES = sorted(ROOM.glob("*.csv"))
OVERLAYS = sorted((ROOM / "overlay").glob("*.csv"))
ALIASES = {
    "country_names.csv": "countries",
    "overlay/country_aliases.csv": "countries",
    "overlay/flow_class_aliases.csv": "flow_classes",
    "overlay/region_aliases.csv": "regions",
    "overlay/sector_aliases.csv": "sectors",
}
NOT_STATED = "Unset"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_compiled_table_is_a_list_or_holds_names_of_one() -> None:
    of_organisations = {"organisations", "organisation_codes", "organisation_names"}
    of_names = {"country_names", "country_names_abroad", "currency_names"}
    assert {path.stem for path in TABLES} == {*names(), *of_names, *of_organisations, "localities"}
    assert list(names()) == sorted(names())


@pytest.mark.parametrize("name", names())
def test_codes_are_unique_named_and_sorted(name: str) -> None:
    codes = [row["code"] for row in rows(ROOM / f"{name}.csv")]
    assert codes == sorted(set(codes))
    listed = load(name)
    assert len(listed) == len(list(listed)) >= len(codes) > 0
    assert [row.code for row in listed] == sorted(row.code for row in listed)
    for row in listed:
        assert row.name.strip() == row.name != ""
        assert row.status in ("active", "withdrawn", "aiddata")
        assert row.code in listed
        assert listed.resolve(row.code) is row
        assert listed.name_of(row.code) == row.name


@pytest.mark.parametrize("name", names())
def test_parents_exist(name: str) -> None:
    listed = load(name)
    for row in listed:
        assert row.parent is None or row.parent in listed


@pytest.mark.parametrize("name", [*names(), "organisations", "country_names_abroad", "currency_names", "localities"])
def test_provenance_has_no_blanks(name: str) -> None:
    card = provenance(name)
    assert set(card) == {"publisher", "url", "licence", "retrieved", "compiled_by", "changed"}
    assert all(value.strip() for value in card.values())
    assert card["url"].startswith("http")


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.stem)
def test_every_overlay_row_says_why(path: Path) -> None:
    assert all(row["why"].strip() for row in rows(path))


@pytest.mark.parametrize(("file", "name"), ALIASES.items())
def test_aliases_point_at_existing_codes(file: str, name: str) -> None:
    listed = load(name)
    for row in rows(ROOM / file):
        assert row["code"] in listed
        assert listed.resolve(row["alias"]).code == row["code"]


@pytest.mark.parametrize("name", sorted(set(ALIASES.values())))
def test_no_alias_means_two_things(name: str) -> None:
    meant: dict[str, set[str]] = {}
    for file in (file for file, owner in ALIASES.items() if owner == name):
        for row in rows(ROOM / file):
            meant.setdefault(fold(row["alias"]), set()).add(row["code"])
    assert {alias: codes for alias, codes in meant.items() if len(codes) > 1} == {}


def test_no_country_label_is_also_a_region() -> None:
    countries, regions = load("countries"), load("regions")
    labels = [{fold(x) for x in (*listed.aliases, *(row.name for row in listed))} for listed in (countries, regions)]
    assert labels[0] & labels[1] == set()


def test_countries_have_codes_and_places() -> None:
    countries = load("countries")
    for row in countries:
        if row.status == "active":
            assert len(row.attributes["iso3"]) == 3
            assert row.code == "XK" or len(row.attributes["m49"]) == 3
            assert row.code == "AQ" or row.attributes["region"]
        currency = row.attributes.get("currency")
        assert currency is None or currency in load("currencies")
    for scheme in ("iso3", "dac_code"):
        stated = [row.attributes[scheme] for row in countries if scheme in row.attributes]
        assert len(stated) == len(set(stated))


def test_dac_codes_of_countries_and_regions_do_not_meet() -> None:
    regions = load("regions")
    assert not [row for row in load("countries") if row.attributes.get("dac_code") in regions]


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Congo, Dem. Rep.", "CD"),
        ("Congo, Rep.", "CG"),
        ("COD", "CD"),
        ("COG", "CG"),
        ("235", "CD"),
        ("234", "CG"),
        ("Congo", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("Republic of the Congo", "CG"),
        ("Korea, Dem. Rep.", "KP"),
        ("Korea", "KR"),
        ("PRK", "KP"),
        ("KOR", "KR"),
        ("740", "KP"),
        ("742", "KR"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Republic of Korea", "KR"),
    ],
)
def test_the_two_congos_and_the_two_koreas(label: str, code: str) -> None:
    assert resolve_place(label).code == code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("KZ", "KZ"),
        ("kaz", "KZ"),
        ("613", "KZ"),
        ("  kyrgyz  republic ", "KG"),
        ("Cote D'Ivoire", "CI"),
        ("CÔTE D’IVOIRE", "CI"),
        ("NA", "NA"),
        ("Kosovo", "XK"),
        ("57", "XK"),
        ("Niger", "NE"),
        ("Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("Sudan", "SD"),
        ("South Sudan", "SS"),
        ("ZR", "CD"),
        ("298", "298"),
        ("XR", "298"),
        ("Africa, regional", "298"),
        ("Asia, regional", "798"),
        ("Southeast Asia, regional", "789"),
        ("Middle East, regional", "589"),
        ("Oceania, regional", "889"),
        ("Europe, regional", "89"),
        ("Caribbean, regional", "1031"),
        ("South America, regional", "489"),
        ("Multicountry", "998"),
    ],
)
def test_places(label: str, code: str) -> None:
    assert resolve_place(label).code == code


def test_unknown_labels_name_near_matches() -> None:
    with pytest.raises(CodeError, match=r"Did you mean .*Kazakhstan \(KZ\)"):
        resolve_place("Kazahkstan")
    with pytest.raises(CodeError, match=r"Did you mean .*Uzbekistan \(UZ\)"):
        load("countries").resolve("Uzbekistn")
    with pytest.raises(CodeError, match="added to the code lists"):
        resolve_place("????")
    with pytest.raises(CodeError):
        resolve_place("")


def test_not_stated_is_no_place_and_no_flow_class() -> None:
    with pytest.raises(CodeError):
        resolve_place(NOT_STATED)
    with pytest.raises(CodeError):
        load("flow_classes").resolve(NOT_STATED)


def test_unknown_lists_are_refused() -> None:
    for asked in (load, provenance):
        with pytest.raises(CodeError, match="sectors"):
            asked("nonsense")


@pytest.mark.parametrize(
    ("code", "category", "group"),
    [
        ("11110", "111", "110"),
        ("111", "111", "110"),
        ("110", None, "110"),
        ("21010", "210", "210"),
        ("210", "210", "210"),
        ("23010", "230", "230"),
        ("23210", "232", "230"),
        ("230", None, "230"),
        ("33110", "331", "330"),
        ("33210", "332", "330"),
        ("330", None, "330"),
        ("420", "420", "420"),
        ("42010", "420", "420"),
        ("92010", "920", "920"),
        ("99810", "998", "998"),
        ("nonsense", None, None),
    ],
)
def test_sectors_nest(code: str, category: str | None, group: str | None) -> None:
    assert (sector_category(code), sector_group(code)) == (category, group)


def test_every_sector_has_a_group() -> None:
    sectors = load("sectors")
    for row in sectors:
        group = sector_group(row.code)
        assert group is not None
        assert sectors.get(group).level == "group"
        assert (row.parent is None) == (row.level == "group")
        if row.level == "purpose":
            assert sector_category(row.code) == row.parent
            assert sectors.get(row.parent).level in ("category", "group")


def test_of_one_name_the_active_and_the_widest_code_is_taken() -> None:
    sectors = load("sectors")
    assert sectors.resolve("Human rights").code == "15160"
    assert sectors.resolve("transport and storage").code == "210"
    # The donor's and the recipient's bear one name; which is meant cannot be told from it.
    with pytest.raises(CodeError, match="Give the code itself: 11001, 12001"):
        load("channels").resolve("Central Government")


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("ODA-like", "oda-like"),
        ("OOF-like", "oof-like"),
        ("Vague (Official Finance)", "vague"),
        ("Official Investment", "official-investment"),
        ("Military", "military"),
        ("FDI +Gov", "private"),
        ("FDI -Gov", "private"),
        ("JV +Gov", "private"),
        ("JV -Gov", "private"),
        ("CA +Gov", "corporate-aid"),
        ("CA -Gov", "corporate-aid"),
        ("NGO Aid", "ngo"),
        ("Vague (Com)", "private"),
    ],
)
def test_flow_class_labels(label: str, code: str) -> None:
    assert load("flow_classes").resolve(label).code == code


def test_the_room_stays_small_and_light() -> None:
    assert sum(path.stat().st_size for path in (*TABLES, *OVERLAYS)) < 1_500_000
    heavy = "import sys, sarai.codelists as c; c.resolve_place('KZ'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout
    assert not {"pyarrow", "duckdb", "openpyxl", "python_calamine", "pandas"} & set(loaded.split())


def test_the_public_names_are_complete_and_documented() -> None:
    assert codelists.__all__ == sorted(codelists.__all__)
    assert all(getattr(codelists, name).__doc__ for name in codelists.__all__)


def aiddata_columns(shared: Path, *wanted: str) -> Iterator[str]:
    """The non-blank cells of these columns in every workbook and list of AidData's."""
    data = shared / "data"
    for path in sorted((data / "aiddata_china").glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            header, *body = book.get_sheet_by_name(sheet).to_python() or [[]]
            for place in (place for place, column in enumerate(header) if column in wanted):
                yield from (str(row[place]) for row in body)
    for path in sorted(data.glob("aiddata_donors/*TUFF*.csv")):
        with path.open(encoding="cp1252", newline="") as stream:
            yield from (row[column] or "" for row in csv.DictReader(stream) for column in wanted if column in row)
    for path in sorted(data.glob("gcdf_v3_projects/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from (row[column] or "" for row in csv.DictReader(stream) for column in wanted if column in row)


@pytest.mark.shared
def test_the_recipients_of_gcof_are_known_and_agree_with_its_codes(shared: Path) -> None:
    path = shared / "data/aiddata_china/GlobalChineseOfficialFinanceDataset_v1.0.xlsx"
    header, *body = CalamineWorkbook.from_path(path).get_sheet_by_name("ChineseOfficialFinance1.0").to_python()
    label, iso2 = header.index("recipient_condensed"), header.index("recipient_iso2")
    labels = {str(row[label]) for row in body} - {NOT_STATED}
    recommended = header.index("recommended_for_research")
    assert len(labels) == 148
    assert len({str(row[label]) for row in body if row[recommended]} - {NOT_STATED}) == 147
    for row in body:
        if row[label] in labels:
            place = resolve_place(str(row[label]))
            if len(str(row[iso2])) == 2 and place.code in load("countries"):
                assert place.code == row[iso2]


@pytest.mark.shared
def test_every_recipient_label_of_aiddata_is_known(shared: Path) -> None:
    columns = ("recipient_condensed", "recipient_oecd_name", "recipient", "receiving_country")
    cells = set(aiddata_columns(shared, *columns))
    # Lists of recipients are joined by semicolons; an empty member is one that AidData's table lacks.
    cells |= {
        part for cell in set(aiddata_columns(shared, "all_recipients")) if ";" in cell for part in cell.split(";")
    }
    labels = {part.strip() for cell in cells for part in cell.split(";")} - {"", NOT_STATED}
    assert len(labels) > 140
    for label in labels:
        assert resolve_place(label)


@pytest.mark.shared
def test_every_sector_flow_class_and_currency_of_aiddata_is_known(shared: Path) -> None:
    for cell in set(aiddata_columns(shared, "crs_sector_code")) - {""}:
        assert sector_group(cell.removesuffix(".0")) is not None
    for cell in set(aiddata_columns(shared, "crs_sector_name", "sector_name")) - {"", NOT_STATED}:
        assert load("sectors").resolve(cell)
    # ORA-1 and ORA-2 stand on 39 Saudi records only and are explained in none of AidData's files.
    for cell in set(aiddata_columns(shared, "flow_class")) - {"", NOT_STATED, "ORA-1", "ORA-2"}:
        assert load("flow_classes").resolve(cell)
    codes = {part.strip() for cell in set(aiddata_columns(shared, "currency")) for part in cell.split(";")}
    # " D" and "EU" are cut-off cells of the sources, not codes.
    for code in codes - {"", "D", "EU"}:
        assert code in load("currencies")
