"""One small table for each way in which strangers' tables have misled a reader, with what is right; all made up."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sarai.model.errors import UnreadableFile
from sarai.model.provenance import ReadSettings
from sarai.sources import draft
from sarai.sources.table import read

Sums = dict[tuple[str, str], Decimal]

KINDS: dict[str, tuple[str, str, dict[str, str], Sums]] = {
    "english thousands": (
        "a.csv", 'No,Country,Amount (USD),Signed\n1,Nepal,"30,000",2019-01-02\n2,Nepal,"2,500,000",2020-05-01\n', {},
        {("commitment", "USD"): Decimal(2_530_000)},
    ),
    "an amount that is one throughout": (
        "a.csv", "Project no,Country,Amount (USD),Signed\nA,Nepal,1,2019-01-02\nB,Kenya,1,2019-01-02\n", {},
        {("commitment", "USD"): Decimal(2)},
    ),
    "a size in the header": (
        "a.csv", "Project no,Country,Commitment (USD million),Date\nA,Nepal,2.5,2019-01-02\nB,Kenya,4,2019-01-02\n", {},
        {("commitment", "USD"): Decimal(6_500_000)},
    ),
    "a row of units under the headers": (
        "a.csv",
        "Project no,Country,Year,Commitment,Disbursement\n(text),(text),(year),USD million,USD '000\n"
        "A,Nepal,2019,2.5,1500\nB,Kenya,2019,4,1000.5\n",
        {}, {("commitment", "USD"): Decimal(6_500_000), ("disbursement", "USD"): Decimal(2_500_500)},
    ),
    "one unit under the headers": (
        "a.csv", "Projekt;Land;Jahr;Zusage\n;;;in Mio. EUR\nA;Nepal;2019;2,5\nB;Kenia;2019;4,0\n", {},
        {("commitment", "EUR"): Decimal(6_500_000)},
    ),
    "only a size under the headers": (
        "a.csv", "Project no,Country,Year,Commitment\n,,,'000\nA,Nepal,2019,2500\nB,Kenya,2019,4000\n",
        {'currency: "?"': "currency: USD"}, {("commitment", "USD"): Decimal(6_500_000)},
    ),
    "a unit in a note under the table": (
        "a.csv",
        "Project no,Country,Year,Commitment\nA,Nepal,2019,2.5\nB,Kenya,2019,4\n\n"
        "Note: all figures are in millions of US dollars.\n",
        {}, {("commitment", "USD"): Decimal(6_500_000)},
    ),
    "a sum of money in a note under the table": (
        "a.csv",
        "Project no,Country,Year,Commitment\nA,Nepal,2019,2.5\nB,Kenya,2019,4\n\n"
        "Note: the second part of USD 20 million was cancelled.\n",
        {'currency: "?"': "currency: USD"}, {("commitment", "USD"): Decimal("6.5")},
    ),
    "units under years": (
        "commitments.csv", "Country,2019,2020\n,USD million,USD million\nNepal,10,12\nKenya,10,10\n", {},
        {("commitment", "USD"): Decimal(42_000_000)},
    ),
    "quarters as columns": (
        "commitments.csv", "Project,Country,Q1 2020,Q2 2020\nA,Nepal,10,12.5\nB,Kenya,10,10\n",
        {'currency: "?"': "currency: USD"}, {("commitment", "USD"): Decimal("42.5")},
    ),
    "a column of loans beside one of grants": (
        "a.csv", "Project no,Country,Year,Grant (USD),Loan (USD)\nA,Nepal,2019,10,\nB,Kenya,2020,,20\n", {},
        {("commitment", "USD"): Decimal(30)},
    ),
    "a sum by its word": (
        "a.csv",
        "Line,Country,Fund,Commitment (EUR),Year\nL1,Nepal,A,10,2020\nL2,Nepal,B,5,2020\nL3,Nepal,TOTAL,15,2020\n",
        {}, {("commitment", "EUR"): Decimal(15)},
    ),
    "several payments of one record": (
        "a.csv", "Project no,Country,Payment date,Amount (USD)\nP,Nepal,2019-01-02,10\nP,Nepal,2019-06-02,5\n", {},
        {("disbursement", "USD"): Decimal(15)},
    ),
    "years as columns": (
        "commitments.csv", "Donor,Country,2019,2020\nGermany,Nepal,10,20\nGermany,Kenya,1,2\n",
        {'currency: "?"': "currency: EUR"}, {("commitment", "EUR"): Decimal(33)},
    ),
    "years as columns, each with its unit": (
        "commitments.csv",
        'Bénéficiaire,Donor,2019 (k€),2020 (k€),2021 (k€)\nNepal,Korea,"120,5",,"80,0"\nKenya,Korea,"300,0","250,0",\n',
        {}, {("commitment", "EUR"): Decimal(750_500)},
    ),
    "the OECD's bulk text": (
        "crs.txt",
        "Year|DonorName|CrsID|RecipientName|FlowName|USD_Commitment|USD_Disbursement|Commitment_National|ProjectTitle\n"
        "2020|Japan|1|Nepal|ODA Loans|1.5|0.25|160|Road\n2021|Japan|1|Nepal|ODA Loans|0|0.5|0|Road\n"
        "2021|Japan|2|Kenya|ODA Grants|2|1|200|Well\n",
        {}, {("commitment", "USD"): Decimal(3_500_000), ("disbursement", "USD"): Decimal(1_750_000)},
    ),
    "dates of every kind": (
        "a.csv",
        'Project no,Country,Amount (USD),Approval Date\nA,Nepal,1,"May 5, 2015"\nB,Nepal,1,05-Nov-15\n'
        "C,Nepal,1,FY2015\nD,Nepal,1,2014/15\nE,Nepal,1,Q3 2015\nF,Nepal,2,20151105\nG,Nepal,1,2015-11-05T00:00:00Z\n",
        {}, {("commitment", "USD"): Decimal(8)},
    ),
    "a count beside countries": (
        "a.csv",
        "Project no,Donor,recipient_count,recipient_condensed,Commitment (USD)\n"
        "1,Germany,1,Nepal,10\n2,Germany,2,Kenya,5\n",
        {}, {("commitment", "USD"): Decimal(15)},
    ),
    "signs, brackets, a dash": (
        "a.csv", 'Project no,Country,Commitment\nA,Nepal,"US$ 1,500.50"\nB,Nepal,"(US$ 500.50)"\nC,Kenya,$-\n', {},
        {("commitment", "USD"): Decimal(1_000)},
    ),
    "yen or yuan": (
        "a.csv", "Project no,Country,Commitment (¥)\nA,Nepal,15\nB,Kenya,20\n", {'currency: "?"': "currency: JPY"},
        {("commitment", "JPY"): Decimal(35)},
    ),
    "exponents of ten for each row": (
        "a.csv",
        "Project no,Country,Year,UNIT_MULT,Commitment (USD)\nA,Nepal,2019,6,1.5\nB,Kenya,2019,3,250\n"
        "C,Kenya,2019,0,10\n",
        {}, {("commitment", "USD"): Decimal(1_750_010)},
    ),
    "sizes for each row in words": (
        "a.csv",
        "Project no,Country,Year,Commitment,Currency,Multiplier\nA,Nepal,2019,1.5,USD,Millions\n"
        "B,Kenya,2019,250,USD,Thousands\n",
        {}, {("commitment", "USD"): Decimal(1_750_000)},
    ),
    "sizes for each row in figures": (
        "a.csv",
        'Project no,Country,Year,Commitment,Currency,Scale\nA,Nepal,2019,1.5,USD,"1,000,000"\n'
        'B,Kenya,2019,250,USD,"1,000"\n',
        {}, {("commitment", "USD"): Decimal(1_750_000)},
    ),
    "a title with a comma, cut in two": (
        "a.csv", "Commitments to a country, by partner (thousand EUR)\nPartner,2022,2023\nJapan,12,8\nKorea,3,4\n",
        {}, {("commitment", "EUR"): Decimal(27_000)},
    ),
    "a hundred millions in brackets": (
        "a.csv", "Project no,Country,Year,Commitment (RMB 100 million)\nA,Nepal,2014,1.5\nB,Kenya,2015,2\n", {},
        {("commitment", "CNY"): Decimal(350_000_000)},
    ),
    "a hundred millions in a title": (
        "a.csv",
        "Commitments in 100 million yen\nProject no,Country,Year,Commitment\nA,Nepal,2014,34.32\nB,Kenya,2015,2\n",
        {}, {("commitment", "JPY"): Decimal(3_632_000_000)},
    ),
    "a sum in a title": (
        "a.csv",
        "A loan for a made-up dam (USD 100 million)\nProject no,Country,Year,Commitment (USD)\nA,Nepal,2014,1.5\n"
        "B,Kenya,2015,2\n",
        {}, {("commitment", "USD"): Decimal("3.5")},
    ),
    "a thousand in figures": (
        "a.csv", 'Project no,Country,Year,"Commitment (EUR x 1,000)"\nA,Nepal,2014,1.5\nB,Kenya,2015,2\n', {},
        {("commitment", "EUR"): Decimal(3_500)},
    ),
    "thousands behind a comma": (
        "a.csv", 'Project no,Country,Year,"Commitment, EUR, 1000s"\nA,Nepal,2014,1.5\nB,Kenya,2015,2\n', {},
        {("commitment", "EUR"): Decimal(3_500)},
    ),
    "a power of ten": (
        "a.csv", "Project no,Country,Year,Commitment (10⁶ USD)\nA,Nepal,2014,1.5\nB,Kenya,2015,2\n", {},
        {("commitment", "USD"): Decimal(3_500_000)},
    ),
    "prices of a round year": (
        "a.csv", 'Project no,Country,Year,"Commitment (USD, 2000 prices)"\nA,Nepal,2014,1.5\nB,Kenya,2015,2\n', {},
        {("commitment", "USD"): Decimal("3.5")},
    ),
    "a size glued before the money": (
        "a.csv", "N° de projet;Pays;Année;Montant engagé (M€)\nA;Népal;2014;1,5\nB;Kenya;2015;12,25\n", {},
        {("commitment", "EUR"): Decimal(13_750_000)},
    ),
    "two tables, one under the other": (
        "a.csv",
        "Commitments 2019 (EUR)\nProject no,Country,Commitment\nA,Nepal,10\nB,Kenya,20\n\n"
        "Commitments 2020 (EUR)\nProject no,Country,Commitment\nC,Nepal,30\nD,Kenya,40\n",
        {}, {("commitment", "EUR"): Decimal(100)},
    ),
    "two tables of different money, one under the other": (
        "a.csv",
        "Commitments (EUR)\nProject no,Country,Commitment\nA,Nepal,10\nB,Kenya,20\n\n"
        "Disbursements (EUR)\nProject no,Country,Disbursed\nA,Nepal,3\nB,Kenya,4\n",
        {'"A7:C9": "?"': '"A7:C9": payments have a mapping of their own'}, {("commitment", "EUR"): Decimal(30)},
    ),
    "money through another's hands": (
        "a.csv",
        "Project no,Donor,Country,Channel of delivery,Year,Commitment (USD)\nA,Japan,Nepal,UNDP,2019,5\n"
        "B,Japan,Kenya,Recipient Government,2019,6\n",
        {}, {("commitment", "USD"): Decimal(11)},
    ),
    "cells with sizes and moneys in words": (
        "a.csv",
        'Project no,Country,Year,Commitment\nA,Nepal,2014,USD 1.2 million\nB,Kenya,2015,"EUR 500,000"\n'
        "C,Kenya,2015,US$ 3m\n",
        {}, {("commitment", "USD"): Decimal(4_200_000), ("commitment", "EUR"): Decimal(500_000)},
    ),
    "lakhs": (
        "a.csv", "Project no,Country,Year,Commitment (INR lakh)\nA,Nepal,2014,150\nB,Bhutan,2015,20.5\n", {},
        {("commitment", "INR"): Decimal(17_050_000)},
    ),
}  # fmt: skip

KINDS |= {
    "loans by number beside their amounts": (
        "a.csv",
        "Loan,Country,Effective date,Loan amount (EUR)\n1,Serbia,2015-01-01,1000\n2,Serbia,2016-01-01,2000\n", {},
        {("commitment", "EUR"): Decimal(3000)},
    ),
    "a currency of two meanings": (
        "a.csv",
        "Project,Member country,Approval,Financing (ID million)\nA,Kazakhstan,2012-04-04,10.5\nB,Mali,2013-04-04,20\n",
        {'currency: "?"': "currency: XDR"}, {("commitment", "XDR"): Decimal(30_500_000)},
    ),
    "a name in other letters": (
        "реестр.csv",
        "№;Страна;Дата подписания;Сумма, тыс. долл. США\n1;Казахстан;12.03.2018;1 250,5\n"
        "2;Кыргызстан;01.11.2019;300,0\n", {},
        {("commitment", "USD"): Decimal(1_550_500)},
    ),
    "a name that is a reader's": (
        "crs.csv", "No,Country,Amount (USD),Signed\n1,Nepal,3,2019-01-02\n2,Nepal,2,2020-05-01\n", {},
        {("commitment", "USD"): Decimal(5)},
    ),
    "a list of what donors give, with a sum over some of them": (
        "given.csv",
        "Country,2019,2020\nAustria,10,11\nFrance,20,21\nGermany,30,31\nJapan,40,41\nNorway,50,51\nTOTAL DAC,150,155\n"
        "DAC-EU countries,60,63\n",
        {
            'Country: "?"': "Country: DAC-EU countries", 'Country: [record_id, "?"]': "Country: [record_id, provider]",
            'kind: "?"': "kind: disbursement", 'currency: "?"': "currency: USD",
        },
        {("disbursement", "USD"): Decimal(305)},
    ),
    "the money twice, once in words": (
        "a.csv",
        "Project name,Country,Date approved,Funding,Funding label\nA,Congo DR,2016,378000000,$378m\n"
        "B,Nepal,2017,1500000,$1.5m\n",
        {
            'Funding: "?"': "Funding: amount", '  Funding label: "?"': "  # Funding label",
            'kind: "?"': "kind: commitment", 'currency: "?"': "currency: USD\nignored: {Funding label: words}",
        },
        {("commitment", "USD"): Decimal(379_500_000)},
    ),
}  # fmt: skip

KINDS |= {
    "the whole cost is what is eligible, and no spending": (
        "a.csv",
        "Operation,Beneficiary name,Country,Total eligible expenditure,Union co-financing rate\n"
        "A,Made-up works,Malta,1000.50,85\nB,Made-up mill,Malta,2000,50\n",
        {
            'Total eligible expenditure: "?"': "Total eligible expenditure: amount", 'kind: "?"': "kind: commitment",
            'currency: "?"': "currency: EUR",
        },
        {("commitment", "EUR"): Decimal("3000.50")},
    ),
    "blocks named above headers that are said again": (
        "a.csv",
        "Projects of a made-up agency\n\nNepal,,\nProject no,Title,Commitment (USD)\nA-1,Well,10\nA-2,Mill,5\n"
        ",TOTAL,15\n\n"
        "Kenya,,\nProject no,Title,Commitment (USD)\nB-1,School,20\nB-2,Road,30\n,TOTAL,50\n",
        {}, {("commitment", "USD"): Decimal(65)},
    ),
    "names that are called like sums by chance": (
        "a.csv",
        "Project,Grantee,Country,Signed,Grant (USD)\nA,Ensemble pour demain,Nepal,2019-01-02,10\n"
        "B,Total Made-up e.V.,Kenya,2019-03-02,5\nC,Others united,Kenya,2020-03-02,7\nD,A school,Kenya,2020-04-02,9\n",
        {}, {("commitment", "USD"): Decimal(31)},
    ),
    "loans by number, dated in general": (
        "a.csv", "Loan no,Country,Date,Amount (USD)\nL-1,Nepal,2019-01-02,10\nL-2,Kenya,2019-05-02,20\n", {},
        {("commitment", "USD"): Decimal(30)},
    ),
    "payments of loans by number, dated in general": (
        "a.csv", "Loan no,Country,Date,Amount (USD)\nL-1,Nepal,2019-01-02,10\nL-1,Nepal,2019-05-02,20\n",
        {'kind: "?"': "kind: disbursement"}, {("disbursement", "USD"): Decimal(30)},
    ),
    "a currency in the name of the file": (
        "oda_commitments_usd_millions_2020.csv", "Project no,Country,Year,Amount\nA,Nepal,2019,1.5\nB,Kenya,2020,2\n",
        {},
        {("commitment", "USD"): Decimal(3_500_000)},
    ),
    "a word in the name of the file that is a currency elsewhere": (
        "php_commitments.csv", "Project no,Country,Year,Amount\nA,Nepal,2019,1.5\nB,Kenya,2020,2\n",
        {'currency: "?"': "currency: EUR"}, {("commitment", "EUR"): Decimal("3.5")},
    ),
    "kinds by code beside a currency of transactions": (
        "a.csv",
        "transaction_id,project_id,recipient,transaction_year,transaction_value_code,transaction_currency,"
        "transaction_value\nT1,P1,Nepal,2012,C,USD,100\nT2,P1,Nepal,2013,D,USD,40\nT3,P2,Kenya,2013,D,EUR,7\n",
        {},
        {
            ("commitment", "USD"): Decimal(100), ("disbursement", "USD"): Decimal(40),
            ("disbursement", "EUR"): Decimal(7),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.replace(" ", "-"))
def test_a_kind_of_table_is_read_right(tmp_path: Path, kind: str) -> None:
    name, told, answers, right = KINDS[kind]
    path = tmp_path / name
    path.write_text(told, encoding="utf-8")
    drafted = draft(path)
    assert drafted is not None
    assert len(drafted.open) == len(answers), drafted.yaml
    yaml = drafted.yaml
    for question, answer in answers.items():
        assert question in yaml, yaml
        yaml = yaml.replace(question, answer)
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(yaml, encoding="utf-8")
    sums: Sums = defaultdict(Decimal)
    for table, batch in read(path, ReadSettings(file="made up", dataset=drafted.dataset, mapping=mapping)):
        if table == "flow":
            for row in batch.to_pylist():
                sums[(row["kind"], row["currency"])] += row["amount"] or 0
        assert table != "reject", batch.to_pylist()
    assert {key: value for key, value in sums.items() if value} == right, yaml


def test_a_column_of_sizes_that_are_none_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Project no,Country,Year,Commitment (USD),Multiplier\nA,Nepal,2019,1.5,1500\nB,Kenya,2019,250,7\n",
        encoding="utf-8",
    )
    drafted = draft(path)
    assert drafted is not None
    assert [told.partition(":")[0] for told in drafted.open] == ["Multiplier"]


def test_money_through_anothers_hands_counts_under_the_donor_and_says_whose_hands(tmp_path: Path) -> None:
    """Multi-bi: Japan's money through UNDP is Japan's, with UNDP as its channel."""
    path = tmp_path / "a.csv"
    path.write_text(KINDS["money through another's hands"][1], encoding="utf-8")
    drafted = draft(path)
    assert drafted is not None
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(drafted.yaml, encoding="utf-8")
    found: dict[str, list[object]] = defaultdict(list)
    for table, batch in read(path, ReadSettings(file="made up", dataset=drafted.dataset, mapping=mapping)):
        for row in batch.to_pylist():
            found["provider"] += [row["provider"]] if table == "flow" else []
            found["channel"] += [row["channel"]] if table == "activity" else []
    assert found == {"provider": ["JP", "JP"], "channel": ["41114", "12000"]}


@pytest.mark.parametrize(
    ("column", "field", "values", "asked"),
    [
        ("Interest rate", "interest_rate", ("0.02", "0.035", "0.01"), "a rate of 0.035 % or of 3.5 %"),
        ("Interest rate", "interest_rate", ("2", "0.035", "1"), ""),
        ("Interest rate (%)", "interest_rate", ("0.02", "0.035", "0.01"), ""),
        ("Interest rate", "interest_rate", ("0.02%", "0.035%", "0.01%"), ""),
        ("Maturity", "maturity", ("60", "84", "72"), "years or months"),
        ("Maturity", "maturity", ("36", "48", "24"), "years or months"),
        ("Maturity", "maturity", ("25", "40", "30"), ""),
        ("Maturity (months)", "maturity", ("60", "84", "72"), ""),
        ("Maturity", "maturity", ("18", "30", "42"), "years or months"),
        ("Maturity", "maturity", ("22.5", "30", "12"), ""),
        ("Grace period", "grace_period", ("5", "10", "7"), ""),
        ("Grace period", "grace_period", ("5", "6", "7"), "years or months"),
        ("Grace period", "grace_period", ("5", "7.5", "3"), ""),
        ("Grace period", "grace_period", ("36", "24", "60"), "years or months"),
    ],
)
def test_bare_terms_that_may_be_months_or_shares_are_asked_about(
    tmp_path: Path, column: str, field: str, values: tuple[str, ...], asked: str
) -> None:
    path = tmp_path / "a.csv"
    lines = [f"L{at},Nepal,2019-01-02,1000,Loan,{value}" for at, value in enumerate(values)]
    path.write_text("\n".join([f"Loan no,Country,Signed,Amount (USD),Type,{column}", *lines]) + "\n")
    drafted = draft(path)
    told = next(line for line in drafted.yaml.splitlines() if field in line)
    assert (asked in told and '"?"' in told) if asked else ('"?"' not in told)


@pytest.mark.parametrize(
    ("ends", "grace", "wanted"),
    [
        (("2037-01-02", "2046-03-04", "2030-06-07"), "3", "18 27 11"),
        (("2020-07-02", "2021-06-04", "2020-05-07"), "6", "1.5 2.25 0.92"),
        (("2020-01-02", "2020-03-04", "2022-06-07"), "3", "?"),
    ],
)
def test_the_dates_of_a_loan_prove_whether_its_maturity_is_years_or_months(
    tmp_path: Path, ends: tuple[str, ...], grace: str, wanted: str
) -> None:
    path, mapping = tmp_path / "a.csv", tmp_path / "a.yaml"
    signed = ("2019-01-02", "2019-03-04", "2019-06-07")
    rows = [f"L{at},Nepal,{signed[at]},{ends[at]},1000,{told},{grace}" for at, told in enumerate(("18", "27", "11"))]
    header = "Loan no,Country,Signed,Final repayment due date,Amount (USD),Maturity,Grace period"
    path.write_text("\n".join([header, *rows]) + "\n")
    drafted = draft(path)
    assert drafted is not None
    if wanted == "?":
        assert [told.partition(":")[0] for told in drafted.open] == ["Maturity", "Grace period"]
        return
    assert not drafted.open
    mapping.write_text(drafted.yaml)
    made = dict(read(path, ReadSettings(file="0" * 64, dataset="a", mapping=mapping)))["activity"]
    assert " ".join(f"{told:.2f}".rstrip("0").rstrip(".") for told in made["maturity"].to_pylist()) == wanted
    assert set(made["grace_period"].to_pylist()) == {3.0 if grace == "3" else 0.5}


def read_of(path: Path, column: str, table: str = "activity") -> list[object]:
    """A column of what a table says by its draft, which asks nothing."""
    drafted = draft(path)
    assert drafted is not None
    assert not drafted.open, drafted.yaml
    mapping = path.with_suffix(".yaml")
    mapping.write_text(drafted.yaml, encoding="utf-8")
    rows: list[object] = []
    for name, batch in read(path, ReadSettings(file="0" * 64, dataset=drafted.dataset, mapping=mapping)):
        rows += batch[column].to_pylist() if name == table else []
    return rows


def test_a_block_named_above_the_first_headers_names_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(KINDS["blocks named above headers that are said again"][1])
    assert read_of(path, "code", "split") == ["NP", "NP", "KE", "KE"]


@pytest.mark.parametrize(
    ("told", "records"),
    [
        # Codes that no header word names, each once.
        (
            "Cod SMIS,Title,Country,Commitment (EUR),Year\n"
            "6987,Well,Nepal,1,2019\n6905,Well,Nepal,2,2019\n7001,Well,Nepal,3,2019\n",
            ["6987", "6905", "7001"],
        ),
        # A counter that begins anew with each country.
        (
            "Number,Recipient,Title,Commitment (EUR),Year\n"
            "1,Nepal,A,1,2019\n2,Nepal,B,2,2019\n1,Kenya,C,3,2019\n2,Kenya,D,4,2019\n",
            ["1 / Nepal", "2 / Nepal", "1 / Kenya", "2 / Kenya"],
        ),
        # Names of programmes tell few rows apart; those who carry them out do.
        (
            "Programme,Carried out by,Country,Commitment (EUR),Year\n"
            "X,A,Nepal,1,2019\nX,B,Nepal,2,2019\nX,C,Nepal,3,2019\n",
            3,
        ),
    ],
)
def test_what_names_a_record_is_told_by_its_cells(tmp_path: Path, told: str, records: list[str] | int) -> None:
    path = tmp_path / "a.csv"
    path.write_text(told)
    found = read_of(path, "record_id")
    assert len(set(found)) == records if isinstance(records, int) else len(found) == len(records)
    if not isinstance(records, int):
        assert [
            all(part in str(one) for part in wanted.split(" / ")) for one, wanted in zip(found, records, strict=True)
        ]


def test_who_is_called_a_beneficiary_and_no_country_receives_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Project no,Responsible partner / Beneficiary name,Land / Country,Signed,Grant (EUR)\n"
        "1,Made-up University,Nepal,2019-01-02,5\n2,Made-up Ltd,Kenya,2020-01-02,6\n"
    )
    assert read_of(path, "provider", "flow") == [None, None]


def test_blocks_under_headers_of_their_own_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book, header = (
        openpyxl.Workbook(),
        ("Loan no", "Lender", "Project", "Date signed", "Loan amount (EUR)", "Paid (EUR)"),
    )
    for row in (
        ("Tajikistan",), header, ("L-14", "ADB", "Made-up road", "2016-03-01", 40, 12.5),
        ("L-15", "World Bank", "Made-up dam", "2018-07-15", 65.5, 20), (None, None, "Total", None, 105.5, 32.5),
        ("Uzbekistan",), header, ("L-16", "JICA", "Made-up line", "2017-09-09", 100, 100),
        (None, None, "Total", None, 100, 100),
    ):  # fmt: skip
        book.active.append(row)
    book.save(path)
    assert read_of(path, "amount", "flow") == [40, Decimal("12.5"), Decimal("65.5"), 20, 100, 100]
    assert read_of(path, "code", "split") == ["TJ", "TJ", "UZ"]


def test_a_sheet_of_notes_says_what_amounts_are_counted_in(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["All amounts are in thousands of euros."])
    sheet = book.create_sheet("Data")
    for row in (("Project no", "Country", "Year", "Commitment"), ("A", "Nepal", 2019, 1.5), ("B", "Kenya", 2020, 2)):
        sheet.append(row)
    book.save(path)
    assert read_of(path, "amount", "flow") == [1500, 2000]
    assert any("Read me" in told for told in draft(path).shown)


def test_a_table_of_neither_money_nor_countries_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("file,field,type\na.csv,id,string\na.csv,name,string\n")
    with pytest.raises(UnreadableFile, match="neither money nor who gives or receives"):
        draft(path)


@pytest.mark.parametrize("header", ["Type", "Finance type", "Loan/Grant"])
def test_a_column_that_says_loan_or_grant_tells_the_finance_type(tmp_path: Path, header: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"Project no,Country,Signed,Amount (USD),{header}\n1,Nepal,2019-01-02,10,Loan\n2,Nepal,2019-01-02,5,Grants\n"
    )
    drafted = draft(path)
    mapping = tmp_path / "a.yaml"
    mapping.write_text(drafted.yaml)
    made = dict(read(path, ReadSettings(file="0" * 64, dataset="a", mapping=mapping)))
    assert made["activity"]["finance_type"].to_pylist() == ["421", "110"]


def test_columns_of_loans_and_of_grants_say_so_of_their_money(tmp_path: Path) -> None:
    path, mapping = tmp_path / "a.csv", tmp_path / "a.yaml"
    path.write_text("Project no,Country,Year,Grant (USD),Loan (USD)\nA,Nepal,2019,10,\nB,Kenya,2020,,20\n")
    mapping.write_text(draft(path).yaml)
    made = dict(read(path, ReadSettings(file="0" * 64, dataset="a", mapping=mapping)))["flow"]
    stated = zip(made["amount"].to_pylist(), made["finance_type"].to_pylist(), strict=True)
    assert {(amount, told) for amount, told in stated if amount is not None} == {(10, "110"), (20, "421")}


def test_a_column_of_currencies_is_not_answered_for_all_rows(tmp_path: Path) -> None:
    """Half of its words are no code: they are asked one by one, since one answer for all would be wrong of the rest."""
    path = tmp_path / "a.csv"
    path.write_text(
        "Project no,Country,Year,Commitment,Currency\nA,Nepal,2019,1,EU\nB,Nepal,2019,2,EU\nC,Kenya,2019,7,USD\n"
    )
    drafted = draft(path)
    assert drafted is not None
    assert [told.partition(":")[0] for told in drafted.open] == ["EU"]


def test_a_list_that_states_its_cost_alone_is_asked_about_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Code,Title,Project Cost\n1.40,Made-up campaign,"€544,310"\n2.4,Made-up works,"€4,922,133"\n')
    drafted = draft(path)
    assert drafted is not None
    assert drafted.open[0].startswith("Project Cost: money of others, or the whole cost of a project")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Loan amount disbursed (USD)", "disbursement"),
        ("Grant expenditure (USD)", "expenditure"),
        ("Amount of loan repaid (USD)", "repayment"),
        ("Funds awarded (USD)", "commitment"),
        ("Signed loan amount (USD)", "commitment"),
        ("Budget spent (USD)", "expenditure"),
        ("Interest paid (USD)", "interest"),
        ("Montant du prêt décaissé (USD)", "disbursement"),
        ("Ausbezahlter Betrag (USD)", "disbursement"),
        ("Сумма выплаченного кредита (USD)", "disbursement"),
        ("Committed and disbursed amount (USD)", None),
    ],
)
def test_what_happened_to_the_money_decides_before_what_it_is_called_by(
    tmp_path: Path, header: str, kind: str | None
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Project no,Country,Year,{header}\nA,Nepal,2019,1000\nB,Kenya,2020,2500\n", encoding="utf-8")
    if kind is None:
        drafted = draft(path)
        assert drafted is not None
        assert [told.partition(":")[0] for told in drafted.open] == ["kind"]
    else:
        assert read_of(path, "kind", "flow") == [kind, kind]


def test_several_countries_of_a_region_are_the_region_and_no_sum_of_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Project no,Countries,Year,Commitment (USD)\nA,Africa multiple countries,2019,1\nB,Kenya,2020,2\n"
        "C,Asia Region,2020,4\nD,Nepal,2020,8\n"
    )
    assert read_of(path, "code", "split") == ["298", "KE", "798", "NP"]
