"""What every reader owes: one suite over each dataset of each discovered source.

A source brings ``tests/sources/data/<source>/<dataset>/``: made-up lines in the published shape (``file.csv``,
``sheets.csv`` for a workbook, ``file.xml``) and ``expected.csv``, what they are to become.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from sarai import codelists, sources
from sarai.model import tables, vocabulary
from sarai.model.errors import SourceChanged
from sarai.model.provenance import ReadSettings

DATA = Path(__file__).parent / "data"
FILES = [(card.id, each.dataset) for card in sources.cards().values() for each in card.formats]
ANCHORS = {
    "iati-organisations": "organisation",
    "promises": "promise",
    "observations": "observation",
    "agreements": "agreement",
    "events": "event",
    **{each.dataset: "measure" for each in sources.card("measures").formats},
    **{each.dataset: "measure" for each in sources.card("between").formats},
    "relations": "measure",
    "memberships": "membership",
    "positions": "position",
    "questions": "question",
    "judgements": "judgement",
    "corrections": "correction",
    "claims": "claimed",
    "claim-records": "claimed_record",
    "forecasts": "forecast",
    "publisher-totals": "stated_total",
    # One row of the CRS may be a part of a record, and it states no status.
    "crs-bulk": "activity",
    "crs-explorer": "activity",
    "fts-flows": "activity",
    "gem-units": "facility",
    "corridor-nodes": "node",
    "corridor-legs": "leg",
    "corridor-shapes": "shape",
    "corridor-figures": "figure",
    "corridor-series": "series",
    "corridor-projects": "work",
    "corridor-distances": "distance",
    "corridor-scenarios": "scenario",
}
"""The table with one row per kept record, of datasets that tell no activities."""
DATASETS = [(source, dataset) for source, dataset in FILES if dataset not in ANCHORS]
TABULAR = [
    (card.id, each.dataset)
    for card in sources.cards().values()
    for each in card.formats
    if each.kind in ("csv", "xlsx")
]
COUNTED_VOCABULARIES = {"iso2": "countries", "oecd-dac-region": "regions", "oecd-dac": "sectors"}
KEYED = (
    *("activity", "flow", "restated", "budget", "split", "participant", "narrative", "location", "result"),
    *(*ANCHORS.values(), "eligibility", "scenario_change"),
)

Rows = dict[str, list[dict[str, Any]]]
Sheets = dict[str, list[list[str]]]
MadeUp = Callable[..., Path]

every_file = pytest.mark.parametrize(("source", "dataset"), FILES, ids=lambda value: value)
every_dataset = pytest.mark.parametrize(("source", "dataset"), DATASETS, ids=lambda value: value)
every_table_of_money = pytest.mark.parametrize(
    ("source", "dataset"), [each for each in TABULAR if each in DATASETS], ids=lambda value: value
)
every_table = pytest.mark.parametrize(("source", "dataset"), TABULAR, ids=lambda value: value)


def batches(source: str, dataset: str, path: Path) -> Iterator[tuple[str, pa.Table]]:
    return sources.reader(source)(path, ReadSettings(file="made-up", dataset=dataset, batch_rows=40))


def rows_of(source: str, dataset: str, path: Path) -> Rows:
    rows: Rows = {}
    for table, batch in batches(source, dataset, path):
        rows.setdefault(table, []).extend(batch.to_pylist())
    return rows


@every_dataset
def test_the_made_up_lines_become_what_is_expected(
    source: str, dataset: str, tmp_path: Path, made_up: MadeUp, golden: Callable[[str, str], None]
) -> None:
    told = readable(rows_of(source, dataset, made_up(source, dataset, tmp_path)))
    golden(told, f"../sources/data/{source}/{dataset}/expected.csv")


@every_file
def test_a_file_is_recognised_as_its_dataset(source: str, dataset: str, tmp_path: Path, made_up: MadeUp) -> None:
    seen = sources.recognise(made_up(source, dataset, tmp_path))
    assert (seen.card.id, seen.format.dataset) == (source, dataset)
    assert seen.format.title in seen.why


@every_file
def test_every_batch_has_the_canonical_schema(source: str, dataset: str, tmp_path: Path, made_up: MadeUp) -> None:
    seen = set()
    for table, batch in batches(source, dataset, made_up(source, dataset, tmp_path)):
        assert table in tables.READ_BY_SOURCES
        assert batch.schema.equals(tables.schema(table), check_metadata=True)
        for field in batch.schema:
            assert field.nullable or not batch[field.name].null_count, f"{table}.{field.name} is empty somewhere"
        seen.add(table)
    assert ({ANCHORS[dataset], "tally"} if dataset in ANCHORS else {"activity", "flow", "tally"}) <= seen


@every_file
def test_keys_are_unique_and_hold_no_amount_and_no_row_number(
    source: str, dataset: str, tmp_path: Path, made_up: MadeUp
) -> None:
    def lower(sheets: Sheets) -> None:
        for sheet in sheets.values():
            sheet.insert(1, [""] * len(sheet[0]))

    before = rows_of(source, dataset, made_up(source, dataset, tmp_path))
    keys = {table: sorted(row["key"] for row in before[table]) for table in KEYED if table in before}
    for table, found in keys.items():
        assert len(set(found)) == len(found), f"{table}: {[k for k, n in Counter(found).items() if n > 1]}"
        assert all(str(key).startswith(f"{source}:") for key in found)
    moved = rows_of(source, dataset, made_up(source, dataset, tmp_path, lower))
    assert {table: sorted(row["key"] for row in moved[table]) for table in keys} == keys


@every_dataset
def test_rows_that_belong_to_others_find_them(source: str, dataset: str, tmp_path: Path, made_up: MadeUp) -> None:
    rows = rows_of(source, dataset, made_up(source, dataset, tmp_path))
    activities = {row["key"] for row in rows["activity"]}
    flows = {row["key"] for row in rows["flow"]}
    assert {row["activity"] for row in rows["flow"]} <= activities
    assert {row["flow"] for row in rows.get("restated", [])} <= flows
    assert {row["owner"] for row in rows["split"]} <= activities | flows
    for row in rows.get("narrative", []):
        # A text may belong to a place or a result, which are named after their activity.
        owner = row["owner"]
        assert owner in activities | flows or any(owner.startswith(f"{key}/") for key in activities | flows)
    for table in ("participant", "location", "budget", "result"):
        assert {row["activity"] for row in rows.get(table, [])} <= activities


@every_dataset
def test_codes_are_known_to_their_lists(source: str, dataset: str, tmp_path: Path, made_up: MadeUp) -> None:
    looked_at = Counter[str]()
    for table, rows in rows_of(source, dataset, made_up(source, dataset, tmp_path)).items():
        for field in tables.schema(table):
            name = (field.metadata or {}).get(b"codelist", b"").decode()
            if name:
                stated = [value for row in rows for value in several(row[field.name])]
                assert set(stated) <= known_to(name), f"{table}.{field.name}"
                looked_at[name] += len(stated)
        if table == "split":
            for row in rows:
                if row["percent"] is not None and row["vocabulary"] in COUNTED_VOCABULARIES:
                    # A code that no list knows leaves its share without one: not stated, and never another's.
                    known = codelists.load(COUNTED_VOCABULARIES[str(row["vocabulary"])])
                    assert row["code"] in known or row["code"] is None
                    looked_at[str(row["vocabulary"])] += 1
    wanted = {"currencies", "vocabulary.Status", "vocabulary.Kind", "vocabulary.Tier", "iso2", "oecd-dac"}
    assert all(looked_at[name] for name in wanted), looked_at


@every_dataset
def test_shares_that_carry_money_add_up_to_the_whole(
    source: str, dataset: str, tmp_path: Path, made_up: MadeUp
) -> None:
    sums = Counter[tuple[object, object, object]]()
    for row in rows_of(source, dataset, made_up(source, dataset, tmp_path))["split"]:
        if row["percent"] is not None:
            sums[(row["owner"], row["dimension"], row["vocabulary"])] += row["percent"]
        else:
            assert row["basis"] == "label"
    assert sums
    assert all(abs(total - 100) < 1e-9 for total in sums.values())


@every_dataset
def test_read_is_kept_plus_rejected_per_sheet_and_unit(
    source: str, dataset: str, tmp_path: Path, made_up: MadeUp
) -> None:
    rows = rows_of(source, dataset, made_up(source, dataset, tmp_path))
    records = [row for row in rows["tally"] if row["quantity"] == "records"]
    refused = [row for row in rows["reject"] if row["scope"] == "row"]
    for row in rows["tally"]:
        assert row["stated"] == row["kept"] + row["rejected"], row
    assert sum(row["kept"] for row in records) == len(rows["activity"]) > 0
    assert sum(row["rejected"] for row in records) == len(refused) > 0
    for row in records:
        assert row["rejected"] == sum(place_of(each)[0] == row["sheet"] for each in refused)
        assert row["kept"] == sum(place_of(each)[0] == row["sheet"] for each in rows["activity"])
    kept = Counter[object]()
    for row in rows["tally"]:
        if row["quantity"] == "amount":
            kept[row["unit"]] += row["kept"]
    stands = Counter[object]()
    for row in rows["flow"]:
        if kept:
            stands["all"] += row["amount"] or Decimal()
    assert sum(kept.values()) == sum(stands.values())


@every_file
def test_a_reject_says_what_where_and_keeps_the_row(source: str, dataset: str, tmp_path: Path, made_up: MadeUp) -> None:
    refused = rows_of(source, dataset, made_up(source, dataset, tmp_path))["reject"]
    assert refused
    for row in refused:
        assert row["reason"].startswith(row["column"])
        assert re.search(r"row \d+|\[\d+\]", row["locator"])
        assert row["raw"] if row["scope"] == "row" else row["raw"] is None


@every_file
def test_an_ignored_column_has_a_reason_and_exists(source: str, dataset: str) -> None:
    card = sources.card(source)
    columns = {column for each in card.formats for column in each.columns}
    assert all(len(why.split()) > 0 for why in card.ignored.values())
    assert not card.ignored.keys() & card.mapped.keys()
    if not card.mapped:
        assert {name for name in card.ignored if not name.startswith("sheet ")} <= columns


@every_table
def test_a_deleted_column_is_named(source: str, dataset: str, tmp_path: Path, made_up: MadeUp) -> None:
    for column in columns_of(source, dataset):

        def delete(sheets: Sheets, column: str = column) -> Sheets:
            first, *others = sheets
            kept = [name for name in sheets[first][0] if name != column]
            return {first: [kept]} | {sheet: [sheets[sheet][0]] for sheet in others}

        refused_by_both(source, dataset, made_up(source, dataset, tmp_path, delete), repr(column))


@every_table
def test_a_renamed_column_is_named_with_its_new_name(
    source: str, dataset: str, tmp_path: Path, made_up: MadeUp
) -> None:
    for column in columns_of(source, dataset):

        def rename(sheets: Sheets, column: str = column) -> Sheets:
            *others, last = sheets
            renamed = [f"{column}_v2" if name == column else name for name in sheets[last][0]]
            return {sheet: [sheets[sheet][0]] for sheet in others} | {last: [renamed]}

        refused_by_both(source, dataset, made_up(source, dataset, tmp_path, rename), repr(column), repr(f"{column}_v2"))


@every_table
def test_an_added_or_doubled_column_is_named(source: str, dataset: str, tmp_path: Path, made_up: MadeUp) -> None:
    for extra in ("grant_equivalent", "", columns_of(source, dataset)[0]):

        def add(sheets: Sheets, extra: str = extra) -> None:
            for place, row in enumerate(next(iter(sheets.values()))):
                row.append("7.5" if place else extra)

        refused_by_both(source, dataset, made_up(source, dataset, tmp_path, add), repr(extra))


@every_table_of_money
def test_a_changed_cell_moves_exactly_the_rows_that_hold_it(
    source: str, dataset: str, tmp_path: Path, made_up: MadeUp
) -> None:
    """Each column is either read, so that some row moves and no other does, or ignored, so that none moves."""
    ignored = sources.card(source).ignored
    first = rows_of(source, dataset, made_up(source, dataset, tmp_path))
    kept = {place_of(row) for row in first[ANCHORS.get(dataset, "activity")]}
    seen: Sheets = {}

    def without_rejects(sheets: Sheets) -> Sheets:
        for sheet, rows in sheets.items():
            seen[sheet] = [row for place, row in enumerate(rows, 1) if place == 1 or (sheet, place) in kept]
        return {sheet: [list(row) for row in rows] for sheet, rows in seen.items()}

    before = rows_of(source, dataset, made_up(source, dataset, tmp_path, without_rejects))
    assert not [row for row in before.get("reject", []) if row["scope"] == "row"]
    for column in columns_of(source, dataset):
        moved: set[tuple[str, int]] | None = None
        for sheet, place, told in candidates(seen, column):

            def change(
                sheets: Sheets, sheet: str = sheet, place: int = place, told: str = told, column: str = column
            ) -> Sheets:
                changed = {name: [list(row) for row in rows] for name, rows in seen.items()}
                changed[sheet][place - 1][changed[sheet][0].index(column)] = told
                return changed

            after = rows_of(source, dataset, made_up(source, dataset, tmp_path, change))
            if len(after.get("reject", [])) > len(before.get("reject", [])):
                continue  # the value is refused, which is another test's matter
            moved = moved_places(before, after)
            assert moved <= {(sheet, place)}, f"{column} at {sheet}!row {place} = {told!r} moved {moved}"
            if moved or column in ignored:
                break
        assert moved is not None, f"{column}: the made-up lines hold no second value that it can take"
        assert bool(moved) is (column not in ignored), (
            f"{column}: {'ignored, yet it' if moved else 'read, yet nothing'} moves"
        )


def candidates(sheets: Sheets, column: str) -> Iterator[tuple[str, int, str]]:
    """Cells of a column with another value of that column to put there; last, a value that stands nowhere."""
    cells = [
        (sheet, place, rows[place - 1][rows[0].index(column)])
        for sheet, rows in sheets.items()
        for place in range(2, len(rows) + 1)
    ]
    values = list(dict.fromkeys(told for _, _, told in cells))
    for sheet, place, here in cells:
        for told in values:
            if told.strip() != here.strip():
                yield sheet, place, told
                break
    sheet, place, here = cells[0]
    yield sheet, place, f"{here}9"


def columns_of(source: str, dataset: str) -> tuple[str, ...]:
    layout = sources.card(source).format(dataset)
    assert layout is not None
    return layout.columns


def refused_by_both(source: str, dataset: str, path: Path, *names: str) -> None:
    """Neither is the file recognised nor read; each error names the column, the file and a cure."""
    for call in (lambda: sources.recognise(path), lambda: rows_of(source, dataset, path)):
        with pytest.raises(SourceChanged) as caught:
            call()
        assert all(name in caught.value.what for name in names), caught.value.what
        assert str(path) in (caught.value.where or "")
        assert caught.value.cure


def place_of(row: dict[str, Any]) -> tuple[str, int]:
    """Sheet and row number of a locator, or element and place of an XPath."""
    if found := re.match(r"/[^/]+/(?P<element>[^/[]+)\[(?P<place>\d+)\]", str(row["locator"])):
        return found["element"], int(found["place"])
    match = re.match(r"(?:(?P<sheet>.*)!)?row (?P<row>\d+)", str(row["locator"]).partition(", from ")[0])
    assert match, row["locator"]
    return match["sheet"] or "", int(match["row"])


def moved_places(before: Rows, after: Rows) -> set[tuple[str, int]]:
    """Where the canonical rows come from that only one of two readings has."""
    moved = set()
    for table in (before.keys() | after.keys()) - {"tally"}:
        old = Counter(repr(row) for row in before.get(table, []))
        new = Counter(repr(row) for row in after.get(table, []))
        for row in (*before.get(table, []), *after.get(table, [])):
            if old[repr(row)] != new[repr(row)]:
                moved.add(place_of(row))
    return moved


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def known_to(codelist: str) -> set[str]:
    if codelist.startswith("vocabulary."):
        return {str(each) for each in getattr(vocabulary, codelist.removeprefix("vocabulary."))}
    return {code.code for code in codelists.load(codelist)}


def readable(rows: Rows) -> str:
    """Flows with their record and shares, then what was refused, in the order of the file."""
    out = io.StringIO()
    names = ("at", "outcome", "record", "money", "date", "restated", "recipient", "sector", "topic", "status", "class")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*names, "finance", "agency", "recommended", "marks", "tier", "why"])
    owners = {row["key"]: row for row in rows["activity"]}
    for flow in rows["flow"]:
        owner = owners[flow["activity"]]
        shares = {
            dimension: "; ".join(
                f"{row['vocabulary']} {row['code']} {row['percent']:g} %"
                for row in rows["split"]
                if row["owner"] == owner["key"] and row["dimension"] == dimension and row["percent"] is not None
            )
            for dimension in ("recipient", "sector", "topic")
        }
        restated = "; ".join(
            f"{row['series']} {plain(row['value'])} {row['currency']} of {row['base_year'] or row['price_basis']}"
            for row in rows.get("restated", [])
            if row["flow"] == flow["key"]
        )
        basis = f"{flow['price_basis']} {flow['base_year'] or ''}".strip()
        writer.writerow(
            [
                flow["locator"],
                "kept",
                flow["key"],
                f"{flow['kind']} {plain(flow['amount'])} {flow['currency'] or '?'} {basis}",
                f"{flow['date']} {flow['precision']}",
                restated,
                *shares.values(),
                f"{owner['status']} ({owner['status_stated']})",
                flow["flow_class"] or owner["flow_class"],
                f"{owner['finance_type'] or ''} {owner['aid_type'] or ''}".strip(),
                owner["agency"],
                owner["recommended"],
                " ".join(several(owner["marks"])),
                owner["tier"],
                "",
            ]
        )
    for row in rows["reject"]:
        outcome = "rejected" if row["scope"] == "row" else "set right"
        writer.writerow([row["locator"], outcome, row["record"], *[""] * 13, f"{row['reason']}: {row['value']!r}"])
    return out.getvalue()


def plain(value: Any) -> str:
    return "not reported" if value is None else f"{value.normalize():f}"
