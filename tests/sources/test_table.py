"""Anybody's table by a mapping: what ugly cells become, and what a faulty mapping is told."""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sarai import codelists, pipeline
from sarai.model import tables, vocabulary
from sarai.model.errors import BadMapping, SourceChanged, SourceError, UnreadableFile
from sarai.model.provenance import ReadSettings
from sarai.sources.table import read

DATA = Path(__file__).parent / "data" / "table" / "ledger"

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A folder with the made-up register and its mapping, to change."""
    return Path(shutil.copytree(DATA, tmp_path / "register"))


def rows_of(folder: Path, file: str = "file.csv") -> Rows:
    rows: Rows = {}
    settings = ReadSettings(
        file="made-up", dataset="made-up-register-2021", batch_rows=9, mapping=folder / "mapping.yaml"
    )
    for table, batch in read(folder / file, settings):
        assert table in tables.READ_BY_SOURCES
        assert batch.schema.equals(tables.schema(table), check_metadata=True)
        rows.setdefault(table, []).extend(batch.to_pylist())
    return rows


def change(path: Path, before: str, after: str) -> None:
    told = path.read_text(encoding="utf-8")
    assert before in told
    path.write_text(told.replace(before, after, 1), encoding="utf-8")


def test_the_made_up_lines_become_what_is_expected(golden: Callable[[str, str], None]) -> None:
    rows = rows_of(DATA)
    owners = {row["key"]: row for row in rows["activity"]}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow("at outcome record money date timing partner agency recipient sector status marks why".split())
    for flow in rows["flow"]:
        owner = owners[flow["activity"]]
        shares = {
            name: "; ".join(
                f"{row['code']} {row['percent']:g} %"
                for row in rows["split"]
                if (row["owner"], row["dimension"]) == (owner["key"], name)
            )
            for name in ("recipient", "sector")
        }
        amount = "not reported" if flow["amount"] is None else f"{flow['amount'].normalize():f}"
        writer.writerow(
            [
                flow["locator"],
                "kept",
                flow["key"],
                f"{flow['kind']} {amount} {flow['currency'] or '?'}",
                f"{flow['date']} {flow['precision']}",
                flow["timing"],
                flow["provider"],
                owner["agency"],
                *shares.values(),
                f"{owner['status']} ({owner['status_stated']})",
                " ".join(owner["marks"]),
                "",
            ]
        )
    for row in rows["reject"]:
        outcome = "rejected" if row["scope"] == "row" else "set right"
        writer.writerow([row["locator"], outcome, row["record"], *[""] * 9, f"{row['reason']}: {row['value']!r}"])
    golden(out.getvalue(), "../sources/data/table/ledger/expected.csv")


def test_read_is_kept_plus_rejected_and_amounts_stand_in_the_flows() -> None:
    rows = rows_of(DATA)
    kept = Counter[str]()
    for row in rows["tally"]:
        assert row["stated"] == row["kept"] + row["rejected"]
        kept[row["quantity"]] += row["kept"]
    refused = [row for row in rows["reject"] if row["scope"] == "row"]
    assert kept["records"] == len(rows["activity"])
    assert sum(row["stated"] for row in rows["tally"] if row["quantity"] == "records") == kept["records"] + len(refused)
    assert kept["amount"] == sum((row["amount"] or Decimal() for row in rows["flow"]), Decimal())


def test_keys_hold_no_amount_and_no_row_number(register: Path) -> None:
    before = rows_of(register)
    change(register / "file.csv", "A-1;Road", ";;;;;;;;;;;;\nA-1;Road")
    after = rows_of(register)
    for table in ("activity", "flow", "split", "location", "narrative"):
        keys = [row["key"] for row in before[table]]
        assert len(set(keys)) == len(keys)
        assert keys == [row["key"] for row in after[table]]
        assert all(key.startswith("made-up-register:") for key in keys)


def test_codes_are_known_to_their_lists() -> None:
    rows = rows_of(DATA)
    for table, found in rows.items():
        for field in tables.schema(table):
            name = (field.metadata or {}).get(b"codelist", b"").decode()
            if name:
                known = (
                    {str(each) for each in getattr(vocabulary, name.removeprefix("vocabulary."))}
                    if name.startswith("vocabulary.")
                    else {code.code for code in codelists.load(name)}
                )
                stated = [row[field.name] for row in found if row[field.name] is not None]
                flat = [each for value in stated for each in (value if isinstance(value, list) else [value])]
                assert set(flat) <= known, f"{table}.{field.name}"


def test_a_changed_cell_moves_exactly_its_row(register: Path) -> None:
    before = rows_of(register)
    change(register / "file.csv", "1.234,5", "1.234,6")
    after = rows_of(register)
    moved = {
        row["locator"]
        for table in ("activity", "flow", "split", "location", "narrative", "reject")
        for row, other in zip(before[table], after[table], strict=True)
        if row != other
    }
    assert moved == {"row 4 part 1"}


def test_a_mended_cell_needs_no_correction(register: Path) -> None:
    change(register / "file.csv", ";999;", ";12;")
    rows = rows_of(register)
    (flow,) = [row for row in rows["flow"] if row["activity"].endswith(":A-15")]
    assert flow["amount"] == Decimal(12_000)
    assert not [row for row in rows["reject"] if row["record"] == "A-15"]


def test_others_stands_for_every_unknown_word(register: Path) -> None:
    change(register / "mapping.yaml", "    Tadschikistan: TJ\n", '    Tadschikistan: TJ\n    "*": "998"\n')
    recipients = {
        row["owner"].partition(":")[2]: row["code"]
        for row in rows_of(register)["split"]
        if row["dimension"] == "recipient"
    }
    assert (recipients["A-8"], recipients["A-1"], recipients["A-3"]) == ("998", "KZ", "TJ")


def test_a_workbook_reads_as_the_text_file_does(register: Path) -> None:
    told = [line.split(";") for line in (register / "file.csv").read_text(encoding="utf-8").splitlines()]
    book = openpyxl.Workbook()
    del book["Sheet"]
    book.create_sheet("Notes").append(["made up"])
    sheet = book.create_sheet("Register")
    for row in told:
        sheet.append([cell.strip('"').replace('""', '"') or None for cell in row])
    book.save(register / "file.xlsx")
    text = rows_of(register)
    change(register / "mapping.yaml", 'delimiter: ";"', "sheet: Register")
    workbook = rows_of(register, "file.xlsx")
    for row in workbook["flow"]:
        row["locator"] = row["locator"].removeprefix("Register!")
    assert workbook["flow"] == text["flow"]


FAULTS = {
    "an unknown field": (
        "  Sector: sector\n",
        "  Sector: sectr\n",
        ("'sectr'", "did you mean sector"),
        "Sector: sectr",
    ),
    "two columns for one field": (
        "  Where: place\n",
        "  Where: title\n",
        ("two columns", "'Project'", "'Where'"),
        "Where:",
    ),
    "an unknown key": ("publisher:", "publsher:", ("'publsher'", "did you mean publisher"), "publsher"),
    "a key twice": ("tier: official-ledger\n", "tier: official-ledger\ntier: press-several\n", ("twice",), "press-sev"),
    "no YAML": ("title: Register", "title: [Register", ("is no YAML",), None),
    "an unknown code": ("    frame: commitment\n", "    frame: framed\n", ("'framed'",), "framed"),
    "a bad tier": ("tier: official-ledger", "tier: gossip", ("'gossip'", "official-text"), "gossip"),
    "nothing fills a field": ("  Partner: provider\n", "", ("nothing fills provider",), "columns:"),
    "mixed currencies without a column": ("  Ccy: currency\n", "", ("no currency", "constants"), "Promised"),
    "one mark for two things": ('thousands: "."', 'thousands: ","', ("thousands",), "numbers"),
    "read and ignored": ("  Remark: words", "  Where: words", ("both read and ignored",), "Where: words"),
    "a place left open": ("publisher: a made-up ministry", 'publisher: "?"', ("1 place(s)", "publisher"), "publisher"),
    "no date format": ('"%m.%Y", "%Y"]', '"%Q"]', ("'%Q'",), "%Q"),
    "a reader's name": ("source: made-up-register", "source: aiddata", ("'aiddata'",), "source: aiddata"),
    "an unknown correction": ("    column: Promised", "    colum: Promised", ("'colum'",), "colum:"),
    "a country of no list": ("    Tadschikistan: TJ", "    Tadschikistan: T9", ("'T9'",), "T9"),
    "a list where one code stands": ("    Tadschikistan: TJ", "    Tadschikistan: [TJ]", ("one code",), "[TJ]"),
    "no sheet of that kind": ("header_row: 3", "header_row: three", ("'three'",), "three"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda name: name.replace(" ", "-"))
def test_a_fault_of_the_mapping_is_told_with_its_line_and_cure(register: Path, fault: str) -> None:
    before, after, words, line = FAULTS[fault]
    path = register / "mapping.yaml"
    change(path, before, after)
    with pytest.raises(BadMapping) as caught:
        rows_of(register)
    told = str(caught.value)
    assert all(word in told for word in words), told
    assert caught.value.cure
    assert str(path) in (caught.value.where or "")
    if line is not None:
        number = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if line in text)
        assert caught.value.where == f"{path}:{number}"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("No;Project", "No;Projekt", ("'Project'", "missing", "'Projekt'")),
        (";Remark", ";Remark;New", ("'New'", "not in the mapping")),
        (";Where;Remark", ";Project;Remark", ("'Where'", "missing", "'Project (column 12)'")),
    ],
)
def test_a_header_that_is_not_the_mapping_s_is_named(
    register: Path, before: str, after: str, words: tuple[str, ...]
) -> None:
    change(register / "file.csv", before, after)
    with pytest.raises(SourceChanged) as caught:
        rows_of(register)
    assert all(word in caught.value.what for word in words), caught.value.what
    assert "mapping.yaml" in (caught.value.cure or "") or "name" in (caught.value.cure or "")


def test_a_row_wider_than_the_header_is_named(register: Path) -> None:
    change(register / "file.csv", ";a remark", ";a remark;more;and more")
    with pytest.raises(UnreadableFile, match="row 4 has more cells"):
        rows_of(register)


def test_add_drafts_a_mapping_that_refuses_to_build_until_it_is_answered(tmp_path: Path) -> None:
    study = pipeline.new(tmp_path / "study")
    own = tmp_path / "our-grants.csv"
    own.write_text(
        "Project no;Country;Title;Date;Amount (EUR);Donor;Status;Remarks\n"
        "7;Tajikistan;Made-up well;13.04.2019;1.200,50;DE;Completed;none\n"
        "8;Uzbekistan;Made-up school;01.06.2020;900,00;DE;Dreaming;none\n",
        encoding="utf-8",
    )
    ((_, added, error),) = pipeline.add(study, [own])
    assert error is None
    assert added is not None
    assert added.mapping == study / "mappings" / "our-grants.yaml"
    assert [each.partition(":")[0] for each in added.left_open] == ["kind", "Dreaming"]
    drafted = added.mapping.read_text(encoding="utf-8")
    for line in (
        'delimiter: ";"',
        "Project no: record_id",
        "Country: recipient",
        '"Amount (EUR)": amount',
        "currency: EUR",
        "Donor: provider",
        'decimal: ","',
        "Completed: completion",
        'Dreaming: "?"',
        '"*": no figure needs it    # Remarks',
    ):
        assert line in drafted, line
    with pytest.raises(SourceError, match="2 place"):
        pipeline.build(study, jobs=1)
    filled = drafted.replace('kind: "?"', "kind: commitment").replace('Dreaming: "?"', "Dreaming: suspended")
    added.mapping.write_text(filled, encoding="utf-8")
    built = pipeline.build(study, jobs=1)
    assert [(report.read, report.kept) for report in built.reports] == [(2, 2)]
    own.write_text(own.read_text(encoding="utf-8") + "9;Uzbekistan;Made-up mill;02.07.2020;5,00;DE;Completed;\n")
    ((_, again, _),) = pipeline.add(study, [own])
    assert again is not None
    assert "replaced" in again.what
    assert added.mapping.read_text(encoding="utf-8") == filled
    assert pipeline.build(study, jobs=1).reports[0].read == 3


def test_a_row_that_tells_a_record_again_is_marked_and_names_it(register: Path) -> None:
    change(register / "mapping.yaml", "ignored:\n  Remark: words for people\n", "")
    change(register / "mapping.yaml", "  Where: place\n", "  Where: place\n  Remark: retells\n")
    change(register / "file.csv", "a remark", "A-2")
    rows = rows_of(register)
    told = {row["record_id"]: row["marks"] for row in rows["activity"]}
    first = rows["related"][0]
    assert (first["type"], first["ref"], first["related"].partition(":")[2]) == ("retells", "A-2", "A-2")
    assert "retold" in told["A-1"] and "retold" not in told["A-2"]
