"""Japan and its peers in the bundled study: totals of the CRS, loan stocks, and what is never added to what."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from sarai.analyses.portfolio import peers
from sarai.study import Study

FIVE = ("KG", "KZ", "TJ", "TM", "UZ")


def test_japans_disbursements_to_uzbekistan_in_2019_open_into_the_crs_record(bundled: Study) -> None:
    answer = bundled.total(partner="JP", recipient="UZ", year=2019, measure="disbursed")
    assert [row["preferred"] for row in answer] == [Decimal("412685327.00")]
    (record,) = answer.explain(0).rows
    assert (record["dataset"], record["tier"]) == ("crs-totals-central-asia", "official-ledger")
    assert record["locator"].endswith("from crs_2019.json UZ.JP")


def test_the_limits_of_a_mapped_source_are_said_with_its_figures(bundled: Study) -> None:
    told = bundled.total(partner="JP", recipient="UZ", year=2019, measure="disbursed").notes
    assert any("gross" in note and "ODA and other official flows" in note for note in told)
    assert not any("gross" in note for note in bundled.total(partner="CN").notes)


def test_a_stock_is_no_years_money(bundled: Study) -> None:
    everywhere = bundled.total(partner="IBRD", measure="disbursed")
    assert everywhere.rows == []
    assert "not_counted" in everywhere.others
    assert "rule stock_on_a_date" in everywhere.others["not_counted"]["reason"].to_pylist()
    alone = bundled.total(source="worldbank-ibrd", measure="disbursed", by="recipient")
    assert {row["recipient"] for row in alone} == {"KZ", "TM", "UZ"}
    assert all(row["preferred"] > 0 for row in alone)


def test_a_stock_has_no_constant_prices(bundled: Study) -> None:
    answer = bundled.total(source="worldbank-ibrd", measure="disbursed", prices="constant:2023")
    assert answer.rows[0]["preferred"] is None
    assert any("a stock on a date" in note for note in answer.notes)


def test_a_known_fault_of_the_loan_book_is_set_right_and_listed(bundled: Study) -> None:
    (right,) = [row for row in bundled.table("reject").to_pylist() if row["record"] == "IBRD86190"]
    assert (right["scope"], right["column"], right["value"]) == ("cell", "Original Principal Amount", "0")
    flows = [row for row in bundled.table("flow").to_pylist() if row["activity"] == "worldbank-ibrd:IBRD86190"]
    assert [row["kind"] for row in flows if row["amount"] is None] == []
    assert "commitment" not in {row["kind"] for row in flows}


def test_second_tellings_stay_out_of_totals(bundled: Study) -> None:
    answer = bundled.total(partner="JP", recipient="TJ")
    assert "not_counted" in answer.others
    assert "rule told_again" in answer.others["not_counted"]["reason"].to_pylist()
    assert not any("/" in row["key"].partition("#")[0] for row in answer.explain(0))


def test_projects_and_totals_never_meet_in_one_sum(bundled: Study) -> None:
    """Japan's projects are commitments; the CRS totals are disbursements, and no measure holds both."""
    for measure in ("committed", "disbursed", "spent"):
        sources = [row["source"] for row in bundled.total(partner="JP", measure=measure, by="source")]
        assert len(sources) == 1, measure


def test_population_and_income_are_there_for_each_state(bundled: Study) -> None:
    rows = bundled.table("measure").to_pylist()
    for place in FIVE:
        held = {row["indicator"] for row in rows if row["place"] == place and row["year"] == 2019}
        assert {"SP.POP.TOTL", "NY.GDP.MKTP.CD"} <= held, place
    assert all(row["unit"] for row in rows)


def test_an_average_over_years_of_which_one_is_not_loaded_is_not_given(
    bundled: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sum of the years that happen to be there would make each head richer."""
    desk = bundled.desk(recipients=["UZ"])
    basis = next(each for each in desk.peer_bases if each.source == "oecd-crs")
    assert basis.years is not None
    whole = {each.partner: each for each in desk.peers(basis)}
    known = peers.measures(bundled)
    assert whole["JP"].per_head.value is not None
    less = {key: row for key, row in known.items() if key != (peers.POPULATION, "UZ", basis.years[1])}
    monkeypatch.setattr(peers, "measures", lambda session: less)
    part = {each.partner: each for each in desk.peers(basis)}
    assert part["JP"].per_head.value is None
    assert part["JP"].of_income.value == whole["JP"].of_income.value
    years = [each for each in desk.passports if each.how == f"not loaded: {basis.years[1]}"]
    assert years and all(each.value is None for each in years)


@pytest.fixture(scope="module")
def published(shared: Path) -> dict[str, str]:
    with (shared / "validation" / "published.csv").open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row["value"] for row in csv.DictReader(stream)}


@pytest.mark.shared
def test_the_published_figures_of_the_crs_are_reproduced(bundled: Study, published: dict[str, str]) -> None:
    (row,) = bundled.total(partner="JP", recipient="UZ", year=2019, measure="disbursed").rows
    assert row["preferred"] == Decimal(published["C01"])
    shares = []
    for years in ("2012-2015", "2016-2019"):
        found = by_partner(bundled, "UZ", years)
        shares.append(f"{100 * found['JP'] / sum(found.values()):.1f}")
    assert "|".join(shares) == published["C02"]


@pytest.mark.shared
def test_the_published_concentration_of_donors_is_reproduced(bundled: Study, published: dict[str, str]) -> None:
    told = []
    for years in ("2012-2015", "2016-2019"):
        # One negative value was dropped in what was published.
        found = {partner: value for partner, value in by_partner(bundled, "TJ", years).items() if value > 0}
        whole = sum(found.values())
        told.append(f"{sum((value / whole) ** 2 for value in found.values()):.3f}")
    assert "|".join(told) == published["C03"]


@pytest.mark.shared
def test_what_jica_says_adds_up_as_published(published: dict[str, str], bundled: Study) -> None:
    from sarai.analyses.portfolio.stated import stated_portfolios

    (claim,) = stated_portfolios(bundled)
    parts = [claim.figure("money", each) for each in ("technical-cooperation", "grant", "all")]
    values = [each.value / 10**6 for each in parts if each is not None]
    assert f"{values[0]:.1f} + {values[1]:.1f} = {values[2]:.1f}" == published["A01"]
    projects = claim.figure("projects")
    assert projects is not None
    assert projects.value == int(published["A02"])


@pytest.mark.shared
def test_every_total_of_the_published_files_is_in_the_study(shared: Path, bundled: Study) -> None:
    stated = Decimal()
    for year in range(2012, 2020):
        content = (shared / "data" / "oecd_crs_dportal" / f"crs_{year}.json").read_text(encoding="utf-8")
        totals = json.loads(content)
        stated += sum(Decimal(value) for place in FIVE for value in totals.get(place, {}).values())
    (row,) = bundled.total(source="oecd-crs", measure="disbursed").rows
    assert row["preferred"] == stated


def by_partner(session: Study, recipient: str, years: str) -> dict[str, Decimal]:
    """CRS disbursements to a country by partner."""
    answer = session.total(source="oecd-crs", recipient=recipient, year=years, measure="disbursed", by="partner")
    return {row["partner"]: row["preferred"] for row in answer}
