"""The compiled tables are whole, say where each value comes from, and quote every currency the right way round.

A rate that is upside down or off by a redenomination is the costliest fault a currency table can have, so each
currency is confirmed by something other than itself: the World Bank's yearly rate, a second monthly source, or
the order of magnitude that is common knowledge.
"""

import csv
import itertools
import statistics
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest

from sarai import codelists
from sarai.money import _data, deflators, rates

ROOM = Path(str(files("sarai.money"))) / "data"
TABLES = sorted(ROOM.glob("*.csv"))
MAY_BE_BLANK = {"note"}

MONTHLY = ("imf-monthly", "fed-h10")

DEPARTS_FROM_YEAR = {
    # (source, currency, year): why the mean of twelve months is not the World Bank's year.
    ("fed-h10", "INR", 1992): "two official rates from March 1992; H.10 gives the market's, the World Bank the other",
    (
        "imf-monthly",
        "IRR",
        2002,
    ): "one rate from 21 March on; the World Bank's year lies nearer to it than the months do",
}

# The baht of residents, as the IMF copy has it, and of the market abroad, as H.10 has it.
TWO_MARKETS = {("THB", month) for month in ("1997-06", *(f"2007-{n:02}" for n in range(2, 13)), "2008-01", "2008-02")}

LEAPS = {
    # (currency, month of the new rate): why a rate moved by more than 40 % in a month.
    **{("BRR", f"1994-{month:02}"): "hyperinflation" for month in (2, 4, 5, 6)},
    ("CNY", "1994-01"): "the official rate joined the swap centres' rate",
    ("IRR", "2002-04"): "the official rate joined the market's",
    ("IRR", "2013-07"): "the reference rate was given up for the exchange centre's",
    ("KRW", "1997-12"): "the band was given up",
    ("LKR", "1977-11"): "the rates were unified and floated",
    ("LYD", "2002-01"): "devaluation to one rate",
    ("MXN", "1995-01"): "the band was given up on 22 December",
    ("VEB", "1995-12"): "devaluation",
    ("VEB", "1996-05"): "controls were given up in April",
    ("VEF", "2011-01"): "the rates were unified",
    **{("VEF", f"2018-{month:02}"): "hyperinflation" for month in (2, 3, 4, 7, 8)},
}

MAGNITUDE = {
    # Currency per dollar, the middle of all months in hand: for currencies that only one source states.
    "BHD": (0.37, 0.38),
    "BND": (1.2, 1.8),
    "BRR": (300, 2_500),
    "BWP": (4, 15),
    "CLP": (400, 1_000),
    "COP": (800, 5_000),
    "CZK": (15, 40),
    "DZD": (70, 140),
    "HKD": (7.7, 7.9),
    "HUF": (150, 400),
    "IDR": (8_000, 16_000),
    "ILS": (3, 5),
    "ISK": (60, 150),
    "KWD": (0.26, 0.32),
    "LUF": (25, 45),
    "LYD": (0.3, 6),
    "MTL": (0.28, 0.48),
    "MUR": (25, 48),
    "NPR": (48, 140),
    "OMR": (0.38, 0.39),
    "PEN": (2.5, 4.2),
    "PHP": (24, 60),
    "PLN": (2, 5),
    "PLZ": (20_000, 26_000),
    "TND": (1.2, 3.4),
    "TTD": (5.5, 7),
    "TWD": (25, 41),
    "UYU": (9, 45),
    "VEB": (100, 2_200),
    "VEF": (2, 10),
}

Stated = dict[tuple[str, str, str], float]


def blanks(rows: list[dict[str, str]]) -> list[tuple[int, str]]:
    """The line and column of each blank cell."""
    return [
        (line, column)
        for line, row in enumerate(rows, start=2)
        for column, cell in row.items()
        if column not in MAY_BE_BLANK and not (cell or "").strip()
    ]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def stated() -> Stated:
    """Currency per US dollar by source, currency and period."""
    return {(r["source"], r["currency"], r["period"]): 1 / r["value"] for r in rates.published().to_pylist()}


@pytest.fixture(scope="module")
def yearly(stated: Stated) -> dict[tuple[str, str, int], float]:
    """The mean of the twelve months of each source, currency and year that has all of them."""
    months: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    for (source, currency, period), value in stated.items():
        if len(period) == 7:
            months[source, currency, int(period[:4])].append(value)
    return {key: statistics.fmean(values) for key, values in months.items() if len(values) == 12}


def departures(
    yearly: dict[tuple[str, str, int], float], world_bank: dict[tuple[str, int], float]
) -> set[tuple[str, str, int]]:
    """Where the mean of twelve months is more than 5 % from the World Bank's year."""
    return {
        (source, currency, year)
        for (source, currency, year), mean in yearly.items()
        if (currency, year) in world_bank and abs(mean / world_bank[currency, year] - 1) > 0.05
    }


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_no_cell_is_blank(path: Path) -> None:
    rows = read(path)
    assert rows
    assert blanks(rows) == []


def test_a_blank_is_found() -> None:
    rows = [{"source": "a", "note": ""}, {"source": " ", "note": "b"}]
    assert blanks(rows) == [(3, "source")]


def test_every_source_is_described_and_ranked() -> None:
    for values, described, subjects in (
        ("rates.csv", "rate_sources.csv", ("month", "year")),
        ("deflators.csv", "deflator_sources.csv", ("deflator",)),
    ):
        used = {row["source"] for row in _data.rows(values)}
        assert used == {row["source"] for row in _data.rows(described)}
        assert used == {source for subject in subjects for source, _ in _data.precedence(subject)}


def test_no_source_states_a_period_twice() -> None:
    rows = _data.rows("rates.csv")
    assert len({(row["source"], row["currency"], row["period"]) for row in rows}) == len(rows)
    rows = _data.rows("deflators.csv")
    assert len({(row["source"], row["provider"], row["year"]) for row in rows}) == len(rows)


def test_every_currency_is_on_the_code_list() -> None:
    known = {code.code for code in codelists.load("currencies")}
    assert {row["currency"] for row in _data.rows("rates.csv")} <= known


def test_every_value_is_positive() -> None:
    assert all(float(row["value"]) > 0 for name in ("rates.csv", "deflators.csv") for row in _data.rows(name))


def test_months_agree_with_the_world_banks_years(stated: Stated, yearly: dict[tuple[str, str, int], float]) -> None:
    world_bank = {(c, int(p)): v for (source, c, p), v in stated.items() if source == "wdi-year"}
    assert {(c, y) for _, c, y in yearly} & set(world_bank)
    assert departures(yearly, world_bank) == set(DEPARTS_FROM_YEAR)


def test_monthly_sources_agree_with_each_other(stated: Stated) -> None:
    apart = {
        (currency, period)
        for (source, currency, period), value in stated.items()
        if source == "imf-monthly" and abs(value / stated.get(("fed-h10", currency, period), value) - 1) > 0.03
    }
    assert apart == TWO_MARKETS


def test_every_currency_is_confirmed(stated: Stated) -> None:
    by_source: dict[str, set[str]] = defaultdict(set)
    for source, currency, _ in stated:
        by_source[source].add(currency)
    only_one = (by_source["imf-monthly"] ^ by_source["fed-h10"]) - by_source["wdi-year"]
    assert only_one == {*MAGNITUDE, "XDR"}
    # The SDR is what the IMF's copy is stated in: between 1.2 and 1.7 dollars in all these years.
    assert min(v for (_, c, _), v in stated.items() if c == "XDR") > 0.6
    assert max(v for (_, c, _), v in stated.items() if c == "XDR") < 0.82
    for currency, (low, high) in MAGNITUDE.items():
        middle = statistics.median(v for (source, c, _), v in stated.items() if c == currency and source in MONTHLY)
        assert low < middle < high, currency


def test_no_rate_leaps_without_a_reason(stated: Stated) -> None:
    leaps = set()
    for source in (*MONTHLY, "parity"):
        rows = sorted((c, int(p[:4]) * 12 + int(p[5:]), p, v) for (s, c, p), v in stated.items() if s == source)
        for (c0, n0, _, v0), (c1, n1, period, v1) in itertools.pairwise(rows):
            if c0 == c1 and n1 == n0 + 1 and not 1 / 1.4 < v1 / v0 < 1.4:
                leaps.add((c1, period))
    assert leaps == set(LEAPS)


def test_the_imf_file_is_not_read_as_dollars(stated: Stated) -> None:
    # In special drawing rights, a yen of 2005 would come out at 1/163, not at 1/110.
    year = [stated["imf-monthly", "JPY", f"2005-{month:02}"] for month in range(1, 13)]
    assert statistics.fmean(year) == pytest.approx(110, rel=0.01)
    assert stated["imf-monthly", "SAR", "2005-06"] == pytest.approx(3.75, rel=0.002)


def test_what_was_left_out_is_not_there(stated: Stated) -> None:
    for row in _data.rows("rate_corrections.csv"):
        assert (row["source"], row["currency"], row["period"]) not in stated
        if row["action"].startswith("read as "):
            moved = stated[row["source"], row["action"].removeprefix("read as "), row["period"]]
            assert moved == pytest.approx(float(row["currency_per_usd"]), rel=1e-4)


@pytest.mark.parametrize(
    ("currency", "anchor", "units", "period"),
    [
        ("XOF", "FRF", 100, "1997-05"),
        ("XOF", "EUR", 655.957, "2011-03"),
        ("XAF", "EUR", 655.957, "2026-06"),
        ("KMF", "FRF", 75, "1998-12"),
        ("KMF", "EUR", 491.96775, "1999-01"),
        ("NAD", "ZAR", 1, "2004-10"),
        ("LSL", "ZAR", 1, "2004-10"),
        ("SZL", "ZAR", 1, "2004-10"),
    ],
)
def test_parities_hold_to_their_anchor(stated: Stated, currency: str, anchor: str, units: float, period: str) -> None:
    anchored = stated.get(("imf-monthly", anchor, period), stated.get(("fed-h10", anchor, period)))
    assert anchored is not None
    assert stated["parity", currency, period] == pytest.approx(anchored * units, rel=1e-9)


def test_the_franc_zone_begins_after_its_devaluation(stated: Stated) -> None:
    first = {c: min(p for s, code, p in stated if s == "parity" and code == c) for c in ("XOF", "XAF", "KMF")}
    assert set(first.values()) == {"1994-02"}


def test_first_members_of_the_euro_keep_its_fixed_rates(stated: Stated) -> None:
    fixed = {"ATS": 13.7603, "BEF": 40.3399, "DEM": 1.95583, "ESP": 166.386, "FIM": 5.94573, "FRF": 6.55957}
    fixed |= {"IEP": 0.787564, "ITL": 1936.27, "NLG": 2.20371, "PTE": 200.482}
    for currency, units in fixed.items():
        assert stated["fed-h10", currency, "2000-06"] == pytest.approx(
            stated["fed-h10", "EUR", "2000-06"] * units, rel=1e-3
        )
        assert max(p for s, c, p in stated if s == "fed-h10" and c == currency) == "2001-12"


@pytest.mark.parametrize(
    ("currency", "since"),
    [("AZN", 2006), ("BYN", 2016), ("TRY", 2005), ("RUB", 1998), ("AFN", 2003), ("TJS", 2001), ("EUR", 1999)],
)
def test_a_year_is_not_stated_in_a_unit_that_came_later(stated: Stated, currency: str, since: int) -> None:
    assert min(int(p[:4]) for _, c, p in stated if c == currency) >= min(since, 1998)
    assert min(int(p) for s, c, p in stated if s == "wdi-year" and c == currency) == since


def test_kosovo_has_a_deflator() -> None:
    assert "XK" in set(deflators.published()["provider"].to_pylist())


@pytest.mark.shared
def test_months_agree_with_the_world_banks_own_file(shared: Path, yearly: dict[tuple[str, str, int], float]) -> None:
    # The file itself, not our rows of it: so an error of the compilation cannot confirm itself. The euro's
    # members are read here in their own currency, for the years in which it was.
    own = {"DEU": "DEM", "FRA": "FRF", "ITA": "ITL", "NLD": "NLG"}
    named = "ARE AED CHE CHF CHN CNY EMU EUR GBR GBP IND INR IRN IRR JPN JPY KAZ KZT KOR KRW PAK PKR QAT QAR RUS RUB"
    words = f"{named} SAU SAR".split()
    others = dict(zip(words[::2], words[1::2], strict=True))
    world_bank: dict[tuple[str, int], float] = {}
    for row in read(shared / "data/wdi/wdi_subset_long.csv"):
        if row["indicator"] == "PA.NUS.FCRF" and row["value"]:
            year = int(row["year"])
            currency = own.get(row["country_code"]) if year < 1999 else None
            currency = currency or others.get(row["country_code"])
            if currency:
                world_bank[currency, year] = float(row["value"])
    compared = {currency for _, currency, year in yearly if (currency, year) in world_bank}
    assert compared == {*own.values(), *others.values()}
    assert departures(yearly, world_bank) == set(DEPARTS_FROM_YEAR)
