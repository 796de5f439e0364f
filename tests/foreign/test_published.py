"""Files as their publishers printed them, added as a stranger would: at most five edits each, and their own sums."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest

from sarai.model.provenance import ReadSettings
from sarai.sources import draft
from sarai.sources.table import read
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
        ("commitment_amount", "disbursement_amount"), sheet="Sheet1",
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
    Published(
        "gcdf3_geocoded/gcdf3_final_input.csv", 9_404, ("Amount.(Constant.USD.2021)",),
        edits={'Multi-Region: "?"': 'Multi-Region: "998"'},
    ),
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("published", FILES, ids=lambda each: Path(each.file).name)
def test_a_published_file_goes_in_by_five_edits_and_has_its_own_sums(
    shared: Path, tmp_path: Path, published: Published
) -> None:
    path = shared / "data" / published.file
    drafted = draft(path)
    assert drafted is not None
    yaml = drafted.yaml
    assert len(published.edits) <= MOST_EDITS
    for before, after in published.edits.items():
        assert before in yaml, f"{before} is not asked:\n{yaml}"
        yaml = yaml.replace(before, after, 1)
    assert f'"{UNFILLED}"' not in yaml.partition("\n")[2], yaml
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(yaml, encoding="utf-8")
    amounts, refused, records = Decimal(), [], Decimal()
    for table, batch in read(path, ReadSettings(file="as published", dataset=drafted.dataset, mapping=mapping)):
        if table == "flow":
            amounts += sum((each for each in batch["amount"].to_pylist() if each is not None), Decimal())
        elif table == "reject":
            refused += [row for row in batch.to_pylist() if row["scope"] == "row"]
        elif table == "tally":
            records += sum(row["stated"] for row in batch.to_pylist() if row["quantity"] == "records")
            assert all(row["stated"] == row["kept"] + row["rejected"] for row in batch.to_pylist())
    assert records == published.rows
    assert len(refused) == published.repeats, refused[:3]
    stated = sum((_sum(path, published.sheet, column) for column in published.columns), Decimal()) * published.times
    repeated = sum((Decimal(str(_amount(row["raw"], published.columns))) for row in refused), Decimal())
    assert abs(amounts + repeated - stated) <= Decimal("0.01") * max(1, published.rows // 100)


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
