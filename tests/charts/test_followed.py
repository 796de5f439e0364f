"""The funnel and the life of a promise."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictures import collisions, outside, shapes, texts, words
from sarai import charts
from sarai.model.errors import ChartError

STAGES = [
    {"stage": "Pledged", "share": 1.0, "n": 42, "unknown": False},
    {
        "stage": "Signed: an exchange of notes, an agreement or a contract names it",
        "share": 0.62,
        "n": 26,
        "unknown": False,
    },
    {"stage": "Money seen to move", "share": 0.31, "n": 13, "unknown": True},
    {"stage": "Completed", "share": 0.0, "n": 0, "unknown": False},
    {"stage": "Still working", "share": None, "n": None, "unknown": True},
]


def seen(date: str | None, what: str = "A stone was laid", kind: str = "started") -> dict[str, Any]:
    """A made-up observation."""
    return {"date": date, "what": what, "kind": kind, "source": "a made-up paper"}


def test_shares_are_drawn_on_one_scale() -> None:
    spec = charts.funnel(STAGES, width=560)
    assert {each["stage"]: each["x2"] for each in shapes(spec, "share")} == {
        "Pledged": 560, STAGES[1]["stage"]: pytest.approx(347.2), "Money seen to move": pytest.approx(173.6),
        "Completed": 0,
    }  # fmt: skip
    assert {"100 %", "62 %", "at least 31 %", "0 %", "not known", "42 promises"} <= set(texts(spec))


def test_unknown_is_an_open_frame_and_never_nothing() -> None:
    spec = charts.funnel(STAGES)
    dashed = [layer for layer in spec["layer"] if "strokeDash" in layer["mark"]]
    assert [row["stage"] for layer in dashed for row in layer["data"]["values"]] == [
        "Money seen to move",
        "Still working",
    ]
    assert "Still working" not in [each["stage"] for each in shapes(spec, "share")]


@pytest.mark.parametrize(
    ("share", "told"), [(0.0004, "<0.1 %"), (0.9999, ">99.9 %"), (0.996, "99.6 %"), (0.07, "7 %"), (0.0712, "7.1 %")]
)
def test_a_part_never_reads_as_all_or_nothing(share: float, told: str) -> None:
    assert told in texts(charts.funnel([{**STAGES[0], "share": share}]))


@pytest.mark.parametrize(
    ("change", "said"),
    [({"share": 62}, "a share of 62 is impossible"), ({"share": None}, "no share is given")],
)
def test_impossible_shares_are_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ChartError, match=said):
        charts.funnel([STAGES[0] | change])


def test_observations_stand_in_the_order_of_their_dates() -> None:
    spec = charts.life_line([seen("2020-01-30", "b"), seen("2014", "a"), seen(None, "z"), seen("2020-01-30", "c")])
    assert [text for text in texts(spec) if text in "abcz"] == ["a", "b", "c", "z"]
    assert {"2014 · started", "30 January 2020 · started", "date not reported · started"} <= set(texts(spec))
    assert len(shapes(spec, "kind")) == 3


def test_a_coarse_date_is_as_long_as_it_is() -> None:
    spec = charts.life_line([seen("2014"), seen("2015-02"), seen("2015-12-31")])
    long = {each["date"]: each["y2"] - each["y"] for each in shapes(spec, "date", "y2")}
    assert sorted(long) == ["2014", "2015-02"]
    assert long["2014"] / long["2015-02"] == pytest.approx(364 / 27, rel=0.01)


@pytest.mark.parametrize("date", ["0001", "9999-12", "9999-12-31"])
def test_the_first_and_the_last_date_there_is_are_drawn(date: str) -> None:
    spec = charts.life_line([seen(date)])
    assert shapes(spec, "date")
    assert not outside(spec)


@pytest.mark.parametrize("date", ["in spring", "2014-13", "2014-02-30", "14-02-03"])
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(ChartError, match="row 1, date"):
        charts.life_line([seen(date)])


def test_no_rows_give_words() -> None:
    assert "nothing to follow" in " ".join(texts(charts.funnel([])))
    assert "Nothing was seen" in " ".join(texts(charts.life_line([])))


@pytest.mark.parametrize("width", [560, 340])
def test_words_of_the_funnel_keep_apart(width: int) -> None:
    spec = charts.funnel(STAGES, width=width)
    assert not collisions(spec)
    assert not outside(spec)


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.dates().map(str), st.integers(1950, 2030).map(str)),
            st.text("abc de", max_size=120),
        ),
        min_size=1, max_size=12,
    ),
    st.sampled_from([560, 340]),
)  # fmt: skip
def test_words_of_a_life_never_meet(found: list[tuple[str | None, str]], width: int) -> None:
    spec = charts.life_line([seen(date, what) for date, what in found], width=width)
    assert not collisions(spec)
    assert not outside(spec)
    assert len({word.text for word in words(spec)}) >= 1
