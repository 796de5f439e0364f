"""What JICA claims in Tajikistan beside the bundled records, and what agencies are called."""

import shlex
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import sarai
from lists import rows
from sarai.analyses.portfolio import stated
from sarai.analyses.portfolio.bridge import bridge
from sarai.model.errors import QuestionError
from sarai.study import Study


def test_the_sure_records_stand_beside_the_claim(bundled: Study) -> None:
    rows = {row["component"]: row for row in bridge(bundled, "jica-tajikistan")}
    grants, technical, every = rows["grant"], rows["technical-cooperation"], rows["all"]
    assert (grants["records"], grants["with_amount"], grants["stated"]) == (25, 23, "26,214,000,000 JPY")
    assert (technical["records"], technical["with_amount"]) == (10, 1)
    assert every["records"] == 35
    assert f"{grants['found'] / 10**6:.1f}" == "256.3"
    assert f"{technical['found'] / 10**6:.1f}" == "4.3"
    assert (round(grants["percent"]), round(technical["percent"])) == (78, 4)
    assert (grants["claimed"], technical["claimed"], every["claimed"]) == (330_200_000, 97_200_000, 427_440_000)


def test_one_bridge_leads_from_what_is_claimed_to_what_can_be_shown(bundled: Study) -> None:
    """427.4, 367.0, 341.6, 260.5 and 216.4 stood on several pages, and nothing led from one to the next."""
    steps = bridge(bundled).other("steps")
    millions = [f"{row['value'] / 10**6:.1f}" for row in steps]
    assert millions == ["427.4", "368.2", "-1.2", "367.0", "-25.5", "341.6", "-81.0", "260.5", "216.4"]
    assert sum(row["value"] for row in steps[1:3]) == steps[3]["value"]
    assert steps[3]["value"] + steps[4]["value"] == steps[5]["value"]
    assert steps[5]["value"] + steps[6]["value"] == steps[7]["value"]
    assert steps[8]["step"].startswith("beside it, not taken off: disbursed by OECD CRS")
    for row in steps[1:]:
        verb, folder, *options = shlex.split(row["opens"])[1:]
        assert (verb, folder) == ("explain", bundled.folder.name)
        asked = {options[at][2:]: options[at + 1] for at in range(0, len(options), 2)}
        opened = bundled.explain(**asked).rows  # type: ignore[arg-type]
        assert sum(each["value"] for each in opened if each["value"] is not None) == abs(row["value"])
        assert sum(each["value"] is None for each in opened) == row["without_value"]


def test_a_found_figure_opens_into_rows_that_add_up_to_it(bundled: Study) -> None:
    answer = bridge(bundled)
    for row in answer.rows:
        opened = answer.explain(row).rows
        assert len(opened) == row["records"]
        values = [each["value"] for each in opened if each["value"] is not None]
        assert (len(values), sum(values, Decimal())) == (row["with_amount"], row["found"])
        assert all(each["locator"] and each["licence"] for each in opened)


def test_the_same_records_are_jicas_total(bundled: Study) -> None:
    answer = bundled.total(agency="JICA", recipient="TJ")
    (row,) = answer.rows
    every = next(each for each in bridge(bundled) if each["component"] == "all")
    assert (row["n"], row["preferred"]) == (35, every["found"])
    assert any("49 projects" in note and "427.4" in note for note in answer.notes)
    assert not any("49 projects" in note for note in bundled.total(recipient="TJ").notes)


def test_counts_name_their_unit(bundled: Study) -> None:
    answer = bridge(bundled)
    told = {row["unit"]: (row["sure"], row["with_possible"]) for row in answer.other("counts")}
    assert told == {
        "each agreement is one": (35, 55),
        "a design counts with its works": (33, 52),
        "a scholarship scheme is one": (35, 48),
        "both": (33, 45),
    }
    assert "projects: low 33, preferred 35, high 55" in answer.notes


def test_each_named_project_has_its_record(bundled: Study) -> None:
    rows = bridge(bundled).other("named")
    assert {row["named"] for row in rows} == {
        "airport", "road equipment", "border livelihoods with UNDP", "rural development in GBAO", "2KR for farmers",
        "EPI equipment", "Dushanbe-Bokhtar-border road",
    }  # fmt: skip
    (epi,) = [row for row in rows if row["named"] == "EPI equipment"]
    assert (epi["stated"], epi["value"], epi["partner"]) == ("amount not published", None, "Ministry of Health; UNICEF")
    (equipment,) = [row for row in rows if row["named"] == "road equipment"]
    assert (equipment["agreed"], equipment["stated"]) == ("2016-03-03", "1,992,000,000 JPY")
    assert f"{equipment['value'] / 10**6:.1f}" == "17.6"
    for row in rows:
        assert row["place"] and row["partner"] and row["url"].startswith("http")


def test_why_it_cannot_close_names_what_is_not_published(bundled: Study) -> None:
    told = " ".join(row["reason"] for row in bridge(bundled).other("why"))
    assert all(word in told for word in ("one project", "exchange rate", "year basis", "11 of the sure records"))


def test_agencies_are_found_by_each_of_their_names(bundled: Study) -> None:
    names = (
        "China Export-Import Bank",
        "Export-Import Bank of China",
        "CN:Export-Import Bank of China",
        "China Exim Bank",
    )
    found = [bundled.total(agency=name, by="agency").rows for name in names]
    assert {row["agency"] for row in found[0]} == {"CN:Export-Import Bank of China"}
    assert all(rows == found[0] for rows in found)
    whole = bundled.total(agency="Japan International Cooperation Agency").rows
    assert whole == bundled.total(agency="JICA").rows


def test_an_unknown_claim_names_those_there_are(bundled: Study) -> None:
    with pytest.raises(QuestionError, match="jica-tajikistan"):
        bridge(bundled, "jica-kyrgyzstan")


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("claim_records.csv", ",sure,", ",surely,", "membership is no word of its list: use sure, possible"),
        ("claims.csv", ",49,", ",forty-nine,", "value is not a plain number"),
        ("claims.csv", ",1993,2023,", ",2023,1993,", "last lies before first"),
    ],
)
def test_a_fault_in_a_list_of_claims_is_refused_with_its_row(
    bundled: Study, tmp_path: Path, file: str, before: str, after: str, told: str
) -> None:
    shutil.copytree(bundled.folder / "claims", tmp_path / "claims")
    path = tmp_path / "claims" / file
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    (fault,) = rows(tmp_path, source="claims")["reject"]
    assert fault["reason"].startswith(told)
    assert fault["locator"] in ("row 2", "row 3")


def test_a_study_without_claims_says_so(built_study: Path) -> None:
    assert stated.stated_portfolios(sarai.open(built_study)) == ()
    with pytest.raises(QuestionError, match="no claims"):
        bridge(sarai.open(built_study))
