"""Totals in prices of another year and at yearly rates, asked of a release as it stands."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

import sarai
from sarai import pipeline
from sarai.study import Study

CENT = Decimal("0.01")


def by_key(study: Study, **asked: object) -> dict[tuple[object, ...], Decimal | None]:
    rows = study.explain(counting="high", **asked).rows  # type: ignore[arg-type]
    return {(row["key"], row["recipient"], row["sector"], row["locator"]): row["value"] for row in rows}


def test_prices_of_another_year_are_those_of_a_build_in_that_year(tiny_study: Path) -> None:
    asked = by_key(sarai.open(tiny_study), prices="constant:2016")
    told = (tiny_study / "study.toml").read_text(encoding="utf-8")
    (tiny_study / "study.toml").write_text(re.sub(r"price_year = \d+", "price_year = 2016", told), encoding="utf-8")
    pipeline.build(tiny_study, jobs=1)
    rebuilt = sarai.open(tiny_study)
    assert rebuilt.release.price_year == 2016
    built = by_key(rebuilt, prices="constant:2016")
    assert asked.keys() == built.keys() and any(value is not None for value in built.values())
    for key, value in built.items():
        moved = asked[key]
        assert (value is None) == (moved is None), key
        assert value is None or abs(value - (moved or 0)) <= CENT, (key, value, moved)


def test_a_row_is_recomputed_from_its_factors_and_the_chain_is_shown(bundled: Study) -> None:
    (row,) = bundled.explain(prices="constant:2021", activity="japan:jp-tj-005").rows
    # 595,000,000 yen of September 2006; Japan's price level is 1.17403 in 2006 and 1.228 in 2021, 2023 being 1.
    assert (row["amount"], row["currency"], row["rate_month"]) == (Decimal("595000000.000000"), "JPY", "2006-09")
    assert row["deflator_source"] == "1.17403 by oecd (Apr2025) over 1.228 of 2021 by oecd (Apr2025), 2023 being 1"
    assert row["deflator"] == pytest.approx(1.17403 / 1.228, rel=1e-5)
    made = Decimal(float(row["amount"]) * row["rate"] / row["deflator"]).quantize(CENT, ROUND_HALF_UP)
    assert row["value"] == made == Decimal("5317961.35")


def test_the_prices_of_the_build_are_not_touched(bundled: Study) -> None:
    whole = bundled.total(by="recipient", partner="CN", prices="constant:2023")
    assert whole.unit == "USD of 2023"
    assert not [note for note in whole.notes if note.startswith("prices of")]
    moved = bundled.total(by="recipient", partner="CN", prices="constant:2021")
    assert moved.unit == "USD of 2021"
    assert [note for note in moved.notes if note.startswith("prices of 2021: moved from those of 2023")]
    for place, row in enumerate(moved):
        opened = moved.explain(place).rows
        assert sum((each["value"] or Decimal() for each in opened), Decimal()) == row["preferred"]
    # The bridge and its rows are in the same prices.
    (preferred,) = [
        row["value"] for row in bundled.why(partner="CN", prices="constant:2021") if row["step"] == "preferred"
    ]
    assert preferred == sum(row["preferred"] for row in moved)


def test_yearly_rates_convert_as_the_dac_does(bundled: Study) -> None:
    """Every yen of 2006 at the average of 2006, 116.2993 a dollar (PA.NUS.FCRF), whatever its month."""
    rows = bundled.explain(partner="JP", recipient="TJ", year=2006, rates="annual").rows
    assert {(row["rate_month"], row["rate_source"]) for row in rows} == {("2006", "wdi-year (2025)")}
    for row in rows:
        assert 1 / row["rate"] == pytest.approx(116.2993, abs=1e-3)
        assert row["value"] == Decimal(float(row["amount"]) * row["rate"]).quantize(CENT, ROUND_HALF_UP)
        assert "yearly rate" in row["quality"]
    answer = bundled.total(partner="JP", recipient="TJ", year=2006, rates="annual")
    assert (
        answer.rows[0]["preferred"]
        == sum(row["value"] for row in rows)
        != bundled.total(partner="JP", recipient="TJ", year=2006).rows[0]["preferred"]
    )
    assert [note for note in answer.notes if note.startswith("yearly rates: ")]


def test_money_in_the_study_s_currency_needs_no_yearly_rate(bundled: Study) -> None:
    asked = {"source": "oecd-crs", "measure": "disbursed", "recipient": "TJ"}
    assert bundled.total(rates="annual", **asked).rows == bundled.total(**asked).rows


def test_the_command_line_takes_both(bundled_study: Path, sarai: Callable[..., Any]) -> None:
    asked = ("--partner", "JP", "--recipient", "TJ", "--year", "2006", "--prices", "constant:2021", "--rates", "annual")
    total = sarai("total", bundled_study, *asked, "--format", "json").json()
    opened = sarai("explain", bundled_study, *asked, "--format", "json").json()
    assert Decimal(total["rows"][0]["preferred"]) == sum(Decimal(row["value"]) for row in opened["rows"])
    assert total["unit"] == "USD of 2021"
    shown = sarai("explain", bundled_study, *asked).out
    assert "of 2021 by oecd" in " ".join(shown.split())
