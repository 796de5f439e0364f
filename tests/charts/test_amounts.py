"""Money as bars and columns: what is not known is not zero, what is below zero hangs down, parts add up."""

from hypothesis import given
from hypothesis import strategies as st

from pictures import shapes, texts
from sarai.charts.amounts import Bar, Group, Nothing, Panel, Year, bars, ticks, years
from sarai.charts.sheet import Picture


def columns(*found: Year) -> Picture:
    """Columns of made-up years."""
    return years(
        "y", [Panel("", found)], title="t", unit="u", source="s", unit_of_rows="USD",
        of={"s2": "Agreed", "s6": "Completed"},
    )  # fmt: skip


def beside(*found: Bar) -> Picture:
    """Bars of made-up names."""
    return bars("b", [Group("", found)], title="t", unit="u", source="s", unit_of_rows="USD")


def test_parts_stand_on_each_other_and_make_the_column() -> None:
    picture = columns(Year(2012, 10.0, parts=(("s2", 4.0), ("s6", 6.0))))
    (low,), (high,) = shapes(picture, "s2")[:1], shapes(picture, "s6")[:1]
    assert float(high["y"]) + float(high["height"]) == float(low["y"])
    assert round(float(high["height"]) / float(low["height"]), 2) == 1.5
    assert {"Agreed", "Completed"} <= set(texts(picture))


def test_a_part_below_zero_hangs_down() -> None:
    picture = columns(Year(2012, 10.0), Year(2013, -5.0))
    up, down = shapes(picture, "p3")
    (base,) = shapes(picture, "base")
    assert float(up["y"]) + float(up["height"]) == float(base["y1"]) == float(down["y"])
    assert round(float(up["height"]) / float(down["height"]), 1) == 2
    assert "−5" in texts(picture)


def test_a_bar_below_zero_hangs_left() -> None:
    picture = beside(Bar("one", 10.0, "10"), Bar("two", -5.0, "−5"))
    right, left = shapes(picture, "p3")
    assert float(left["x"]) + float(left["width"]) == float(right["x"])
    assert round(float(right["width"]) / float(left["width"]), 1) == 2


def test_what_is_not_known_is_no_bar_and_no_zero() -> None:
    picture = beside(Bar("known", 3.0, "3"), Bar("not known", None, "no amount", nothing=Nothing.NO_AMOUNT))
    assert len(shapes(picture, "p3")) == 1
    assert len(shapes(picture, "hole")) == 1
    assert picture.rows[1][2] is None


def test_what_the_lower_count_leaves_out_is_hatched() -> None:
    picture = beside(Bar("one", 10.0, "10", low=6.0))
    (solid,), hatched = shapes(picture, "p3"), shapes(picture, "hatch")
    assert round(float(solid["width"]) / float(hatched[0]["width"]), 2) == 1.5
    assert "at the end of a bar: what the lower count leaves out" in texts(picture)


def test_a_year_without_a_record_a_stated_zero_and_one_without_an_amount_look_different() -> None:
    picture = columns(
        Year(2012, 1.0), Year(2013, None, Nothing.NO_RECORD), Year(2014, 0.0), Year(2015, None, Nothing.NO_AMOUNT)
    )
    # One of each stands at its year, another in the key.
    assert (len(shapes(picture, "ring")), len(shapes(picture, "hole"))) == (2, 2)
    assert texts(picture).count("0") == 2  # of the axis, and of the year


def test_on_a_phone_long_names_stand_above_their_bars() -> None:
    name = "Other Social Infrastructure and Services of all kinds"
    picture = beside(Bar(name, 10.0, "10"))
    assert name in picture.narrow[0]


@given(st.floats(-1e12, 0), st.floats(0, 1e12), st.integers(2, 12))
def test_ticks_hold_the_span_and_its_zero(low: float, high: float, most: int) -> None:
    found = ticks(low, high, most)
    reach = max(high - low, 1e-9)
    assert found[0] <= low + reach * 1e-6 and found[-1] >= high - reach * 1e-6
    assert 0.0 in found
    assert 2 <= len(found) <= most + 3
