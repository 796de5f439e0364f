"""Files as their publishers printed them, added as a stranger would: at most five edits each, and their own sums."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from sarai import pipeline
from sarai.ingest import FileReport
from sarai.session import Session
from sarai.sources.table.checking import UNFILLED

MOST_EDITS = 5


@dataclass(frozen=True)
class Published:
    """A published file: how many rows it has, what is edited in its draft, and the columns whose sums it must have."""

    file: str
    rows: int
    columns: tuple[str, ...]
    times: int = 1
    sheet: str | None = None
    edits: dict[str, str] = field(default_factory=dict)
    repeats: int = 0


FILES = (
    Published(
        "aiddata_donors/Korea_Project.xlsx", 29_549, ("won_amount",), sheet="Data",
        edits={
            'kind: "?"': "kind: disbursement",
            'currency: "?"': "currency: KRW",
            '"*": "?"': '"*":',
            "  provider:": "  provider: KR",
        },
    ),
    Published(
        "aiddata_donors/EBRD_Project.xlsx", 1_513, (), sheet="Data",
        edits={
            'structure review, Pending final review": "?"': 'structure review, Pending final review": pipeline',
            'Pending concept review: "?"': "Pending concept review: pipeline",
            'concept review, Pending final review": "?"': 'concept review, Pending final review": pipeline',
            'Inactive: "?"': "Inactive:",
        },
    ),
    Published(
        "aiddata_donors/SaudiArabia_TUFFDonorDataset_Level1_v1.0.csv", 228, ("amount",),
        edits={'kind: "?"': "kind: commitment"},
    ),
    Published(
        "aiddata_donors/Qatar_TUFFDonorDataset_Level1_v1.0.csv", 136, ("amount",), repeats=1,
        edits={'kind: "?"': "kind: commitment", 'grain: "?"': "grain: duplicates", 'Vague": "?"': 'Vague": pledge'},
    ),
    Published(
        "aiddata_donors/TaiwanICDF_lending_and_investment_projects_for_AidData.xlsx", 68,
        ("commitment_amount", "disbursement_amount"), sheet="Sheet1", edits={'{times: "?"}': "{times: 100}"},
    ),
    Published(
        "worldbank_projects/World_Bank_Disbursements_Dreher_and_Lohmann.xlsx", 64_878, ("disbursements",),
        sheet="data_2000-2011",
        edits={
            'grain: "?"': "grain: flows",
            'currency: "?"': 'currency: USD\n  price_basis: constant\n  base_year: "2011"',
        },
    ),
    Published(
        "worldbank_ibrd/IBRD_Statement_of_Loans_2023-05-31.csv", 9_012,
        ("Original Principal Amount", "Disbursed Amount", "Repaid to IBRD"),
        edits={
            'currency: "?"': "currency: USD",
            'Eastern and Southern Africa: "?"': 'Eastern and Southern Africa: "289"',
            'Western and Central Africa: "?"': 'Western and Central Africa: "289"',
            'Fully Transferred: "?"': "Fully Transferred: closed",
        },
    ),
    Published("plaid/plaid19_agg_central_asia.csv", 2_723, ("commitment_usd2000",)),
    Published(
        "oecd_crs_microextract/crs_1980_2021_AgencyName-RecipientName_central_asia.csv", 673,
        ("USD_Commitment_Defl", "USD_Disbursement_Defl"), times=1_000_000,
    ),
    Published(
        "oecd_crs_microextract/crs_1980_2021_RecipientName-SectorName-PurposeName_central_asia.csv", 757,
        ("USD_Commitment_Defl", "USD_Disbursement_Defl"), times=1_000_000,
    ),
    Published(
        "oecd_crs_microextract/crs_commitment_microdata_central_asia.csv", 45,
        ("USD_Commitment_Defl", "USD_Disbursement_Defl"), times=1_000_000,
    ),
    Published(
        "aiddata_flows_sample/flows-sample.csv", 10_484, ("sum_amount_usd_constant",),
        edits={
            'grain: "?"': "grain: flows",
            'kind: "?"': "kind: commitment",
            'Arab Countries: "?"': 'Arab Countries: "998"',
            'regional": "?"': 'regional": "998"',
            'MADCT Unspecified: "?"': 'MADCT Unspecified: "998"',
        },
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """What became of a file in the release: its report, its rows refused, and the amounts of its flows."""

    report: FileReport
    refused: list[str]
    amounts: Decimal


@pytest.fixture(scope="module")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """One study of all the files, as ``sarai add``, the edits named here and ``sarai build`` make it."""
    folder = pipeline.new(tmp_path_factory.mktemp("published") / "mine")
    for path, added, error in pipeline.add(folder, [shared / "data" / each.file for each in FILES]):
        assert error is None, error
        assert added is not None
        assert added.mapping is not None, f"{path}: {added}"
        edits = next(each.edits for each in FILES if Path(each.file).name == path.name)
        yaml = added.mapping.read_text(encoding="utf-8")
        for before, after in edits.items():
            assert before in yaml, f"{before} is not asked:\n{yaml}"
            yaml = yaml.replace(before, after, 1)
        assert f'"{UNFILLED}"' not in yaml.partition("\n")[2], yaml
        added.mapping.write_text(yaml, encoding="utf-8")
    made = pipeline.build(folder, jobs=2)
    told = Session(folder).query(
        "SELECT name, (SELECT coalesce(sum(amount), 0) FROM flow WHERE flow.file = file.file) AS amounts, "
        "(SELECT list(raw) FROM reject WHERE reject.file = file.file AND scope = 'row') AS refused FROM file",
        of=("file", "flow", "reject"),
    )
    held = {row["name"]: (row["amounts"], row["refused"] or []) for row in told.to_pylist()}
    return {Path(each.name).name: Built(each, held[each.name][1], held[each.name][0]) for each in made.reports}


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("published", FILES, ids=lambda each: Path(each.file).name)
def test_a_published_file_goes_in_by_five_edits_and_has_its_own_sums(
    shared: Path, built: dict[str, Built], published: Published
) -> None:
    assert len(published.edits) <= MOST_EDITS
    found = built[Path(published.file).name]
    assert found.report.lost is None
    assert all(each.ties for each in found.report.sums)
    assert found.report.read == published.rows
    assert len(found.refused) == published.repeats, found.refused[:3]
    path = shared / "data" / published.file
    stated = sum((_sum(path, published.sheet, column) for column in published.columns), Decimal()) * published.times
    repeated = sum((Decimal(str(_amount(raw, published.columns))) for raw in found.refused), Decimal())
    assert abs(found.amounts + repeated - stated) <= Decimal("0.01") * max(1, published.rows // 100)


def _amount(raw: str, columns: tuple[str, ...]) -> str:
    told = json.loads(raw)
    return next((str(told[column]).replace(",", "") for column in columns if told[column] not in (None, "")), "0")


def _sum(path: Path, sheet: str | None, column: str) -> Decimal:
    """The sum of a column, added up here by the plainest means."""
    return sum((value for cell in _cells(path, sheet, column) if (value := _plain(cell)) is not None), Decimal())


def _plain(cell: object) -> Decimal | None:
    told = str(cell).replace(",", "").strip()
    return Decimal(told) if told not in ("", "None", "..", "-", "nan") else None


def _cells(path: Path, sheet: str | None, column: str) -> Iterator[object]:
    if sheet is None:
        encoding = "cp1252" if "TUFF" in path.name else "utf-8-sig"
        with path.open(encoding=encoding, newline="") as stream:
            lines = csv.DictReader(stream)
            name = next(each for each in lines.fieldnames or () if each.strip('ï»¿"') == column)
            for row in lines:
                yield row[name]
        return
    import python_calamine

    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    place = rows[0].index(column)
    for cells in rows[1:]:
        yield cells[place]
