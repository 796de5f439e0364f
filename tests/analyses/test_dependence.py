"""Dependence on the bundled study: published figures, bounds from unseen lenders, and answers in words."""

import csv
from decimal import Decimal
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import pytest

from sarai.analyses.dependence import channels, diversity
from sarai.analyses.dependence.receipts import receipts_of
from sarai.model.errors import QuestionError
from sarai.study import Study

EARLY, LATE = (2012, 2015), (2016, 2019)

# Shares of Japan in the CRS totals, worked out apart from Sarai from the published files (per cent).
JAPAN = {
    "KZ": (3.20, 0.56), "KG": (5.19, 4.56), "TJ": (7.31, 7.59), "TM": (1.19, 1.21), "UZ": (9.80, 18.92),
}  # fmt: skip
HERFINDAHL = {
    "KZ": (0.557, 0.279), "KG": (0.096, 0.106), "TJ": (0.071, 0.092), "TM": (0.113, 0.382), "UZ": (0.206, 0.222),
}  # fmt: skip


def found(study: Study, recipient: str, measure: str, partner: str | None = None) -> dict[tuple[int, int], Any]:
    rows = study.dependence(recipient).rows
    return {
        (row["first"], row["last"]): row
        for row in rows
        if row["measure"] == measure and row["partner"] == partner
    }  # fmt: skip


@pytest.mark.parametrize("recipient", JAPAN)
def test_japans_share_of_reported_flows(bundled: Study, recipient: str) -> None:
    told = found(bundled, recipient, "share", "JP")
    # A donor that took back more than it gave in a span has no share and is left out: the third digit can differ.
    assert [100 * told[years]["value"] for years in (EARLY, LATE)] == pytest.approx(JAPAN[recipient], abs=0.01)
    index = found(bundled, recipient, "Herfindahl")
    assert [index[years]["value"] for years in (EARLY, LATE)] == pytest.approx(HERFINDAHL[recipient], abs=0.0006)


def test_effective_donors_of_kyrgyzstan(bundled: Study) -> None:
    rows = [row for row in bundled.dependence("KG").rows if row["unit"] == "order 2"]
    assert [round(row["value"], 1) for row in rows] == [10.5, 9.4]


def test_significant_by_the_oecds_definition(bundled: Study) -> None:
    uzbekistan, tajikistan = (found(bundled, each, "significant", "JP")[LATE] for each in ("UZ", "TJ"))
    assert "of the world's receipts 7.9%" in uzbekistan["note"]
    assert uzbekistan["note"].startswith("share 18.9%") and tajikistan["note"].startswith("share 7.6%")
    assert uzbekistan["value"] == 1.0


@pytest.mark.parametrize(
    ("place", "point"), [("KZ", -0.51), ("CN", -0.85), ("RU", -0.60), ("JP", 0.80)], ids=lambda value: str(value)
)
def test_ideal_points_are_the_published_ones(bundled: Study, place: str, point: float) -> None:
    told = {
        (row["place"], row["year"]): row["value"]
        for row in bundled.table("measure").to_pylist()
        if row["indicator"] == "un.ideal_point"
    }
    assert told[place, 2024] == pytest.approx(point, abs=0.006)


def test_distances_are_those_of_the_points(bundled: Study) -> None:
    told = found(bundled, "KZ", "distance in the General Assembly", "JP")[2024, 2024]
    assert told["value"] == pytest.approx(1.301, abs=0.001)
    assert told["note"] == "KZ -0.51, JP +0.80" and len(told["opens"]) == 2


@pytest.mark.parametrize(
    ("recipient", "early", "late"),
    [("KZ", 0.03, 0.18), ("KG", 0.04, 0.27), ("TJ", 0.01, 0.18), ("TM", 0.00, 0.32), ("UZ", 0.01, 0.21)],
)
def test_chinas_formal_influence_as_published(bundled: Study, recipient: str, early: float, late: float) -> None:
    told = found(bundled, recipient, "formal bilateral influence capacity", "CN")
    assert [told[1995, 1995]["value"], told[2023, 2023]["value"]] == pytest.approx([early, late], abs=0.0051)


def test_investment_shows_both_reports_and_adds_none(bundled: Study) -> None:
    japan = found(bundled, "KZ", "position", "JP")[2024, 2024]
    assert japan["low"] == japan["high"] == japan["value"] == pytest.approx(5.66e9, rel=0.001)
    assert japan["note"] == "the state reports USD 5,660 million; the partner reports nothing"
    china = found(bundled, "KZ", "position", "CN")[2024, 2024]
    assert (china["low"], china["high"]) == pytest.approx((6.184e9, 6.329e9), rel=0.001)


def test_unseen_lenders_bound_a_share_or_are_named(bundled: Study) -> None:
    row = found(bundled, "KZ", "share", "AsDB")[LATE]
    assert row["low"] < row["value"] == row["high"]
    assert "not bounded for European Bank for Reconstruction and Development" in row["note"]
    notes = " ".join(bundled.dependence("KZ").notes)
    assert "it holds nothing of" in notes and "China" in notes


def test_what_makes_a_figure_is_said_beside_it(bundled: Study) -> None:
    assert found(bundled, "KZ", "Herfindahl")[EARLY]["note"].startswith("largest: Asian Development Bank 74")


def test_the_answer_in_words_names_what_cannot_be_said(bundled: Study) -> None:
    notes = bundled.dependence("Kazakhstan", partner="China").notes
    assert notes[0] == "Does Kazakhstan hang more on China than ten years before?"
    told = dict(note.split(": ", 1) for note in notes[1:9])
    assert told["Formal influence capacity"] == "yes (0.11 in 2013, 0.18 in 2023)."
    finance = told["Official finance that donors report"]
    assert finance.startswith("cannot be said (OECD CRS") and "holds nothing of China" in finance
    assert "at most 86% in 2012-2015" in finance
    assert told["Imports"] == "cannot be said (told for 2018 to 2023 alone: 16.0%, then 25.5%, rising)."
    assert told["Public debt abroad"].startswith("cannot be said from here")
    assert {verdict.split(" (")[0] for verdict in told.values()} <= {
        "yes", "no", "cannot be said", "cannot be said from here"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("recipient", "measure", "partner", "year", "share"),
    [
        # Each state's own statistics: thousands of dollars with the partner over those with all.
        ("KZ", "share of imports", "CN", 2023, 15_388_000 / 60_412_283),
        ("KZ", "share of imports", "RU", 2018, 13_240_000 / 33_658_519),
        ("KZ", "share of exports", "IT", 2023, 14_830_000 / 79_138_755),
    ],
)
def test_trade_is_told_by_the_state_s_own_statistics(
    bundled: Study, recipient: str, measure: str, partner: str, year: int, share: float
) -> None:
    assert found(bundled, recipient, measure, partner)[year, year]["value"] == pytest.approx(share, abs=0.001)


def test_every_state_whose_trade_is_at_hand_is_told_whole(bundled: Study, shared: Path) -> None:
    """By partner and year as many rows as the published table has that name a state, and its totals."""
    table = shared / "data" / "trade_national_eurostat" / "tidy_kaz_kgz_uzb_trade_by_partner.csv"
    with table.open(encoding="utf-8") as stream:
        totals = {
            (row["reporter"], row["flow"], row["year"]): float(row["value"]) * 1000
            for row in csv.DictReader(stream)
            if row["partner"].split("\n")[0] in ("Total", "Всего")
        }
    held = {
        (row["place"], row["indicator"], str(row["year"])): row["value"]
        for row in bundled.table("measure").to_pylist()
        if row["indicator"].startswith("trade.") and row["partner"] is None
    }
    codes = {"KAZ": "KZ", "KGZ": "KG", "UZB": "UZ"}
    assert {who for who, *_ in totals} >= {"KAZ", "KGZ"}
    for (who, flow, year), value in totals.items():
        assert held[codes[who], f"trade.{flow}s", year] == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize(
    ("channel", "share", "concentration"),
    [
        ("trade", "share of exports", "concentration of exports"),
        ("trade", "share of imports", "concentration of imports"),
    ],
)
def test_a_concentration_is_the_sum_of_squares_and_what_is_not_told_adds_to_its_bound(
    bundled: Study, channel: str, share: str, concentration: str
) -> None:
    rows = [row for row in bundled.dependence("KZ").rows if row["channel"] == channel]
    for row in (each for each in rows if each["measure"] == concentration):
        shares = [each["value"] for each in rows if (each["measure"], each["last"]) == (share, row["last"])]
        assert row["value"] == row["low"] == pytest.approx(sum(each * each for each in shares))
        # All that is not told by partner may be one partner's, and no more than that.
        assert row["low"] < row["high"] == pytest.approx(row["low"] + (1 - sum(shares)) ** 2)


def test_what_is_mined_and_not_listed_makes_a_concentration_no_lower(bundled: Study) -> None:
    mined = [
        row for row in bundled.dependence("KZ").rows if row["measure"].endswith("mined") and row["high"] is not None
    ]
    assert mined and all(row["value"] <= row["high"] <= 1 for row in mined)
    assert any(row["value"] < row["high"] for row in mined)


def test_a_span_of_meetings_ends_with_the_newest_that_is_listed(bundled: Study) -> None:
    newest = max(row["date"].year for row in bundled.table("event").to_pylist())
    spans = found(bundled, "KZ", "visits, summits and ministers' meetings", "JP")
    assert max(last for _, last in spans) <= newest


def test_every_row_opens_into_rows_of_the_release(bundled: Study) -> None:
    held = {row["key"] for table in ("measure", "event", "membership") for row in bundled.table(table).to_pylist()}
    rows = bundled.dependence("TJ").rows
    opened = [key for row in rows for key in row["opens"]]
    assert opened and set(opened) <= held
    assert all(row["opens"] for row in rows if row["channel"] != "official finance")


def test_an_unknown_state_is_refused(bundled: Study) -> None:
    with pytest.raises(QuestionError):
        bundled.dependence("Atlantis")


def number(indicator: str, place: str, partner: str | None, value: float, dataset: str, told_by: str = "place") -> Any:
    return {
        "key": f"{dataset}:{indicator}/{place}/{partner}", "dataset": dataset, "indicator": indicator, "place": place,
        "partner": partner, "year": 2022, "value": value, "unit": "USD", "told_by": told_by,
    }  # fmt: skip


def test_a_share_is_of_one_source_and_the_others_are_its_spread() -> None:
    """Parts of one source over the whole of another would come to more than all."""
    rows = [
        number("trade.imports", "TJ", None, 100.0, "comtrade"),
        number("trade.imports", "TJ", "CN", 30.0, "comtrade"),
        number("trade.exports", "CN", "TJ", 90.0, "baci", "third"),
        number("trade.exports", "RU", "TJ", 60.0, "baci", "third"),
    ]
    told = {(each.measure, each.partner): each for each in channels.trade(rows, "TJ")}
    china = told["share of imports", "CN"]
    assert (china.value, china.low, china.high) == (
        0.3,
        0.3,
        0.6,
    ) and china.note == "as comtrade tells it; 1 more tell it"
    assert ("share of imports", "RU") not in told
    # 70 of 100 are not told by partner: they may be one partner's.
    assert told["concentration of imports", None].high == pytest.approx(0.3**2 + 0.7**2)


def test_a_number_of_one_partner_is_no_share_of_itself() -> None:
    rows = [number("people.students", "TJ", "CN", 3282.0, "relations", "third")]
    assert [(each.measure, each.value) for each in channels.people(rows, "TJ")] == [("students there", 3282.0)]


def test_debt_by_creditor_is_a_share_of_the_debt_that_the_same_source_tells() -> None:
    rows = [
        number("debt.public", "TJ", None, 3000.0, "relations"),
        number("debt.public", "TJ", None, 3100.0, "ids"),
        number("debt.public", "TJ", "CN", 1000.0, "ids"),
    ]
    told = {(each.measure, each.partner): each.value for each in channels.debt(rows, "TJ")}
    assert told["share of public debt", "CN"] == pytest.approx(1000 / 3100)
    assert told["public debt abroad", None] == 3100.0


def test_points_of_two_releases_make_no_distance() -> None:
    rows = [
        number("un.ideal_point", "TJ", None, -0.5, "relations", "third"),
        number("un.ideal_point", "JP", None, 0.8, "relations", "third"),
        number("un.ideal_point", "JP", None, 1.2, "ideal-points", "third"),
    ]
    (told,) = channels.votes(rows, "TJ")
    assert told.value == pytest.approx(1.3)


def test_money_of_two_definitions_has_two_shares() -> None:
    """A source may hold sums and stocks: one must not overwrite the other in a year."""

    def paid(partner: str, family: str, value: int) -> dict[str, Any]:
        return {"partner": partner, "year": 2015, "family": family, "preferred": Decimal(value)}

    rows = [paid(each, "reported", 10) for each in ("JP", "DE", "US")]
    rows += [paid(each, "reported-stock", 70) for each in ("JP", "DE", "US")]
    found = receipts_of("TJ", disbursed={"made-up": rows}, committed={}, measures=[], titles={})
    assert [each.by_year[2015]["JP"] for each in found] == [10.0, 70.0]
    assert [each.what.rpartition(", ")[2] for each in found] == ["reported", "reported-stock"]


def test_what_is_owed_and_who_studies_there_are_told_or_named_as_missing(bundled: Study) -> None:
    told = dict(note.split(": ", 1) for note in bundled.dependence("TJ", partner="China").notes[1:9])
    assert told["Students who study there"] == "yes (332 students in 2007, 3,282 students in 2017)."
    assert "International Debt Statistics by creditor would" in told["Public debt abroad"]
    owed = found(bundled, "TJ", "public debt abroad")[2024, 2024]
    assert owed["value"] == pytest.approx(2_995_608_795, rel=1e-6) and len(owed["opens"]) == 1
    told = dict(note.split(": ", 1) for note in bundled.dependence("TJ", partner="Japan").notes[1:9])
    assert told["Students who study there"].startswith("cannot be said from here (no loaded source tells")


def test_diversification_over_time_against_the_published_totals(bundled: Study) -> None:
    """Worked out apart from Sarai: 57 donors gave to Tajikistan in 2012-2015, two of them not in 2016-2019."""
    rows = {row["measure"]: row for row in bundled.dependence("TJ").rows if row["partner"] is None}
    assert rows["partners that left"]["note"].startswith("Belgium, International Monetary Fund; between 2012-2015")
    assert rows["partners that came"]["note"].startswith("Saudi Arabia, Slovenia; between")
    assert rows["partners that stayed"]["value"] == pytest.approx(55 / 57)
    unsteady = found(bundled, "TJ", "volatility", "JP")[2012, 2019]
    values = [
        float(row["preferred"])
        for row in bundled.total(by="year", partner="JP", recipient="TJ", source="oecd-crs", measure="disbursed").rows
    ]
    assert unsteady["value"] == pytest.approx(stdev(values) / mean(values))


def test_how_far_two_portfolios_overlap_against_a_sheet_worked_by_hand() -> None:
    rows = [
        {"partner": partner, "year": 2015, "sector": sector, "family": family, "preferred": Decimal(value)}
        for partner, sector, family, value in (
            ("JP", "21010", "reported", 60), ("JP", "12220", "reported", 40), ("JP", "21010", "tracked", 9),
            ("CN", "21010", "tracked", 30), ("CN", "23010", "tracked", 10), ("CN", None, "tracked", 10),
        )
    ]  # fmt: skip
    portfolios, years = diversity.portfolios_of(rows)
    told = list(diversity.overlaps(portfolios, "JP", years))
    assert [each.measure for each in told] == ["overlap with China: cosine", "overlap with China: shares in common"]
    # 0.6 and 0.4 against 0.75 and 0.25, of which transport alone is common.
    assert told[0].value == pytest.approx(0.6 * 0.75 / ((0.6**2 + 0.4**2) ** 0.5 * (0.75**2 + 0.25**2) ** 0.5))
    assert told[1].value == pytest.approx(0.6)
    assert told[0].note == "by DAC sector group; 100% and 80% of the two states a sector"
    assert not list(diversity.overlaps(portfolios, "US", years))
