import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring import delivery as scoring

from lists import rows
from sarai.model.vocabulary import Basis, ForecastEvent, Seen
from sarai.pipeline import lists
from sarai.promises import forecasts, reference_classes
from sarai.promises.delivery import Milestone, projects
from sarai.promises.forecasts import Fate, Forecast, fate, scores
from sarai.promises.ledger import Observation, Promise

DAY = dt.date(2010, 6, 30)


def promise(**change: object) -> Promise:
    told: dict[str, object] = {
        "key": "promises:made-up", "id": "made-up", "kind": "project", "firmness": "signed", "makers": ("44000",),
        "addressees": ("KG",), "date": dt.date(2007, 1, 1), "date_precision": "day", "wording": "a made-up road",
        "tier": "press-several", "source_name": "made up", "url": "https://example.org", "file": "f",
        "locator": "row 2",
    }  # fmt: skip
    return Promise(**(told | change))  # type: ignore[arg-type]


def look(day: dt.date, status: Seen, tier: str = "press-several", basis: Basis = Basis.REPORTED) -> Observation:
    return Observation(
        key=f"o-{day}-{status}", id="o", promise="promises:made-up", date=day, known_by=day, status=status, basis=basis,
        tier=tier, source_name="made up", url="https://example.org", file="f", locator="row 2",
    )  # fmt: skip


MADE = Forecast(
    "made-up",
    DAY,
    DAY,
    ForecastEvent.DELIVERED,
    dt.date(2012, 6, 30),
    "a",
    "b",
    30,
    12,
    dt.date(2009, 12, 31),
    "m",
    0.4,
    0.2,
    0.6,
)


def test_a_forecast_names_class_size_and_last_look_and_uses_nothing_later() -> None:
    (made,), without = forecasts.forecast([promise()], {}, as_of=DAY, written_on=dt.date(2026, 1, 1))
    assert not without
    assert made.last_checked == DAY
    assert made.n >= 20
    assert made.probability is not None and 0 < made.probability < 1
    (later,), _ = forecasts.forecast([promise()], {}, as_of=dt.date(2011, 12, 31), written_on=DAY)
    assert later.delivered > made.delivered


@pytest.mark.parametrize(
    ("change", "seen", "reason"),
    [
        ({"date": dt.date(2011, 1, 1)}, (), "made later"),
        ({"kind": "headline"}, (), "no single delivery"),
        ({"firmness": "proposal"}, (), "not yet an approval"),
        ({"makers": ("JP",)}, (), "no dated deliveries"),
        ({"date": dt.date(1999, 1, 1)}, (), "watched for"),
        ({}, (look(dt.date(2009, 1, 1), Seen.COMPLETED),), "completed or cancelled already"),
        ({"addressees": ("TL",)}, (), "no dated deliveries of this maker there"),
        ({"makers": ("CN",)}, (), "were seen on 2020-10-14 only"),
        ({"makers": ("CN",), "addressees": ("TL",)}, (), "no two looks at this maker's records there"),
    ],
)
def test_where_nothing_can_be_said_the_reason_is(
    change: dict[str, object], seen: tuple[Observation, ...], reason: str
) -> None:
    made, (without,) = forecasts.forecast([promise(**change)], {"promises:made-up": seen}, as_of=DAY, written_on=DAY)
    assert not made
    assert reason in without.reason


def test_statuses_seen_twice_give_bounds_and_no_probability() -> None:
    (made,), _ = forecasts.forecast(
        [promise(makers=("CN",), date=dt.date(2020, 1, 1))], {}, as_of=dt.date(2021, 1, 1), written_on=DAY
    )
    assert made.probability is None
    assert made.low is not None and made.high is not None and made.low < made.high
    assert made.event is ForecastEvent.MOVED


@pytest.mark.parametrize(
    ("looks", "on", "expected"),
    [
        ((look(dt.date(2011, 5, 1), Seen.COMPLETED),), dt.date(2011, 6, 1), Fate.HAPPENED),
        ((look(dt.date(2013, 5, 1), Seen.COMPLETED),), dt.date(2013, 6, 1), Fate.DID_NOT),
        ((look(dt.date(2013, 5, 1), Seen.STARTED),), dt.date(2013, 6, 1), Fate.DID_NOT),
        ((look(dt.date(2011, 5, 1), Seen.CANCELLED),), dt.date(2011, 6, 1), Fate.DID_NOT),
        ((look(dt.date(2011, 5, 1), Seen.STARTED),), dt.date(2011, 6, 1), Fate.OPEN),
        ((look(dt.date(2011, 5, 1), Seen.STARTED),), dt.date(2013, 6, 1), Fate.NOBODY_LOOKED),
        ((look(dt.date(2013, 5, 1), Seen.NO_TRACE, basis=Basis.ABSENCE),), dt.date(2013, 6, 1), Fate.NOBODY_LOOKED),
        ((look(dt.date(2011, 5, 1), Seen.COMPLETED, "weak-or-mirror"),), dt.date(2013, 6, 1), Fate.NOBODY_LOOKED),
        ((look(dt.date(2013, 5, 1), Seen.COMPLETED),), dt.date(2012, 12, 1), Fate.NOBODY_LOOKED),
        # On the day itself it is done in time, and on that day nobody has yet looked after it.
        ((look(dt.date(2012, 6, 30), Seen.COMPLETED),), dt.date(2013, 6, 1), Fate.HAPPENED),
        ((look(dt.date(2012, 6, 30), Seen.STARTED),), dt.date(2012, 6, 30), Fate.OPEN),
        ((look(dt.date(2012, 6, 30), Seen.STARTED),), dt.date(2013, 6, 1), Fate.NOBODY_LOOKED),
        ((look(dt.date(2012, 7, 1), Seen.STARTED),), dt.date(2013, 6, 1), Fate.DID_NOT),
        # What was known on the day of the forecast is no news of it.
        ((look(DAY, Seen.CANCELLED),), dt.date(2011, 6, 1), Fate.OPEN),
        ((look(DAY, Seen.COMPLETED),), dt.date(2011, 6, 1), Fate.OPEN),
    ],
)
def test_what_came_of_a_forecast_is_what_somebody_saw(
    looks: tuple[Observation, ...], on: dt.date, expected: Fate
) -> None:
    assert fate(MADE, looks, on=on) is expected
    assert fate(MADE, looks[::-1], on=on) is expected


def test_a_frozen_forecast_is_never_altered_and_is_read_as_it_was(tmp_path: Path) -> None:
    assert lists.freeze(tmp_path, [MADE]) == 1
    before = (tmp_path / "forecasts.csv").read_bytes()
    assert lists.freeze(tmp_path, [MADE]) == 0
    assert (tmp_path / "forecasts.csv").read_bytes() == before
    assert forecasts.forecasts_of(rows(tmp_path)["forecast"]) == (MADE,)


def test_an_altered_row_that_makes_no_sense_is_refused_with_its_place(tmp_path: Path) -> None:
    lists.freeze(tmp_path, [MADE])
    path = tmp_path / "forecasts.csv"
    path.write_text(path.read_text("utf-8").replace("0.4000", "1.4000"), encoding="utf-8")
    found = rows(tmp_path)
    assert "forecast" not in found
    (fault,) = found["reject"]
    assert (fault["locator"], fault["column"]) == ("row 2", "probability")
    assert "no share" in fault["reason"]


def test_scores_of_known_cases() -> None:
    assert scores([]).brier is None
    assert scores([(1.0, True), (0.0, False)]).brier == 0
    half = scores([(0.5, True), (0.5, False)])
    assert half.brier == pytest.approx(0.25)
    assert half.log_loss == pytest.approx(0.6931, abs=1e-4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_scores_are_bounded_and_best_at_the_share_that_happened(told: list[tuple[float, bool]]) -> None:
    found = scores(told)
    assert found.brier is not None and found.log_loss is not None
    assert 0 <= found.brier <= 1
    assert found.log_loss >= 0
    share = sum(happened for _, happened in told) / len(told)
    constant = scores((share, happened) for _, happened in told).brier
    one_value = scores((told[0][0], happened) for _, happened in told).brier
    assert constant is not None and one_value is not None
    assert constant <= one_value + 1e-9


def test_a_class_that_does_not_beat_both_plain_rules_is_not_shown() -> None:
    (made,), _ = forecasts.forecast([promise()], {}, as_of=DAY, written_on=dt.date(2026, 1, 1))
    assert made.probability is not None
    shown, (without,) = forecasts.proven([made])
    assert shown == []
    assert "no better than as last year" in without.reason or "months ahead only" in without.reason


def test_bounds_claim_no_skill_and_stay() -> None:
    bounded = replace(MADE, probability=None, low=0.3, high=0.8)
    assert forecasts.proven([bounded]) == ([bounded], [])


def test_a_class_is_shown_where_it_beats_both_and_no_further_than_it_was_scored() -> None:
    half = reference_classes.unproven("World Bank, Central Asia", Milestone.HALF, 24)
    assert half is None
    assert reference_classes.unproven("World Bank, Central Asia", Milestone.HALF, 60) == "scored 24 months ahead only"
    assert "was never scored" in str(reference_classes.unproven("World Bank, KZ", Milestone.HALF, 12))
    full = reference_classes.unproven("World Bank, Europe and Central Asia", Milestone.FULL, 24)
    assert full == "no better than as last year, 24 months ahead"


def test_what_is_written_of_skill_is_what_the_rolling_cuts_give() -> None:
    those = projects()
    told = [each for cut in scoring.CUTS for each in scoring.at(cut, Milestone.FULL, those)]
    methods = {"World Bank, Europe and Central Asia": "region", "World Bank, Central Asia": "class by place"}
    for each in reference_classes.skills():
        if each.milestone is Milestone.FULL:
            found = scoring.difference(told, methods[each.name], each.against)
            assert found == pytest.approx((each.difference, each.low, each.high), abs=0.00006)
            assert (each.forecasts, each.projects) == (len(told), len({one.project for one in told}))
