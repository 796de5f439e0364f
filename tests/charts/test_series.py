"""Lines: shares step by step with their bands, and figures told for years beside those seen."""

from pictures import shapes, texts
from sarai.charts.series import Line, Quantity, Step, Told, shares, told


def test_a_share_steps_and_a_band_is_drawn_where_it_could_be_worked_out() -> None:
    line = Line("made-up class (n 40)", (Step(0, 0.0, None, None), Step(2, 0.5, 0.4, 0.6)))
    picture = shares("s", [line], until=10, across="years", title="t", unit="u", source="s")
    (path,) = [each for each in shapes(picture, "l1") if "d" in each]
    points = [tuple(map(float, part.split())) for part in path["d"].lstrip("M").split("L")]
    # Flat to the second year, then up, then flat to the end of the picture.
    assert points[0][1] == points[1][1] > points[2][1] == points[3][1]
    assert points[1][0] == points[2][0]
    assert len(shapes(picture, "n1")) == 1
    assert picture.rows[1] == (line.name, 2, 0.5, 0.4, 0.6)


def test_what_was_promised_stands_beside_what_was_seen() -> None:
    figures = (
        Told(2020, 1.0, 1.0, 1.0, "seen"), Told(2022, 3.0, 2.0, 4.0, "seen"), Told(2022, 9.0, 9.0, 9.0, "seen"),
        Told(2025, 10.0, 10.0, 10.0, "promised", "said 2019"),
    )  # fmt: skip
    picture = told(
        "p", [Quantity("Carried, Mt", figures)], kinds={"seen": ("p3", "dot"), "promised": ("hole", "square")},
        joined="seen", title="t", unit="u", source="s",
    )  # fmt: skip
    (line,) = shapes(picture, "l1")
    assert line["d"].count("L") == 1  # the first told of a year is joined, another stands beside it
    assert len([each for each in shapes(picture, "p3") if "r" in each]) == 4  # three, and the key
    assert len(shapes(picture, "thin")) == 1  # only one has a span
    assert "said 2019" in texts(picture)
