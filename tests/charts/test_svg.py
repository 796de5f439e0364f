"""Inline SVG: the same bytes, ids of its own, nothing from elsewhere."""

import re
from typing import Any

import pytest
from lxml import etree

from sarai import charts
from sarai.charts import svg
from sarai.model.errors import ChartError

GROUPS = [
    {"label": "Roads & bridges <b>", "value": 5e6, "low": 4e6, "high": 7e6, "n": 3},
    {"label": "Не указано", "value": None, "low": None, "high": None, "n": 1},
]


def counted() -> dict[str, Any]:
    """A picture with everything the renderer numbers or links: clip paths, gradients, anchors."""
    stops = [{"offset": 0, "color": "#ffffff"}, {"offset": 1, "color": "#000000"}]
    return {
        "data": {"values": [{"a": 1, "b": "one"}, {"a": 2, "b": "two"}]},
        "mark": {"type": "bar", "clip": True, "color": {"gradient": "linear", "stops": stops}},
        "encoding": {
            "x": {"field": "a", "type": "quantitative"},
            "y": {"field": "b", "type": "nominal"},
            "href": {"value": "https://example.org/"},
        },
    }


def inline(spec: dict[str, Any], prefix: str = "one") -> str:
    """An SVG with made-up words."""
    return svg.inline(spec, prefix=prefix, title="Money by sector", desc="Two sectors")


def test_the_same_rows_give_the_same_bytes() -> None:
    # Between the two, another picture moves the counter of the renderer on.
    first = inline(counted()), inline(charts.money_by_group(GROUPS))
    inline(counted(), "other")
    assert (inline(counted()), inline(charts.money_by_group(GROUPS))) == first


def test_nothing_leads_out() -> None:
    for spec in (counted(), charts.money_by_group(GROUPS)):
        text = inline(spec)
        assert "http" not in text
        assert "href" not in text
        assert "xlink" not in text


def test_ids_in_a_page_are_unique_and_what_they_name_is_there() -> None:
    page = inline(counted(), "one") + inline(counted(), "two") + inline(charts.money_by_group(GROUPS), "three")
    ids = re.findall(r'\bid="([^"]*)"', page)
    named = re.findall(r"url\(#([^)]*)\)", page)
    assert len(ids) == len(set(ids))
    assert named
    assert set(named) <= set(ids)
    assert "gradient_" not in page
    for prefix in ("one", "two", "three"):
        assert f'aria-labelledby="{prefix}-title {prefix}-desc"' in page


def test_a_picture_fits_where_it_stands_and_has_a_name() -> None:
    root = etree.fromstring(inline(charts.money_by_group(GROUPS)))
    assert root.get("viewBox", "").startswith("0 0 560 ")
    assert (root.get("width"), root.get("height"), root.get("role")) == ("100%", None, "img")
    assert [(each.tag, each.text) for each in root[:2]] == [("title", "Money by sector"), ("desc", "Two sectors")]


def test_words_of_a_source_stay_words() -> None:
    rows = [{**GROUPS[0], "label": '<script>alert("a")</script> xmlns="b" \x00'}]
    text = svg.inline(charts.money_by_group(rows), prefix="a", title="<img> \x01", desc="a & b")
    root = etree.fromstring(text)
    assert not list(root.iter("script", "img"))
    assert [each.text for each in root.iter("text") if "script" in (each.text or "")] == [
        '<script>alert("a")</script> xmlns="b"'
    ]
    assert root[0].text == "<img> "


@pytest.mark.parametrize(
    "spec",
    [
        {"data": {"url": "http://example.org/a.json"}, "mark": "bar"},
        {"data": {"values": [{"u": "http://example.org/a.png"}]}, "mark": "image", "encoding": {"url": {"field": "u"}}},
    ],
)
def test_nothing_is_loaded(spec: dict[str, Any]) -> None:
    with pytest.raises(ChartError, match="loaded from elsewhere"):
        inline(spec)


def test_what_cannot_be_drawn_is_told() -> None:
    with pytest.raises(ChartError, match="cannot draw the picture"):
        inline({"mark": "nonsense"})
    with pytest.raises(ChartError, match="cannot begin an id"):
        inline(charts.money_by_group(GROUPS), "1 a")


def test_a_page_gets_a_picture_for_each_of_two_widths() -> None:
    text = svg.fitted(charts.money_by_group, GROUPS, prefix="a", title="t", desc="d", unit="USD")
    assert re.findall(r'viewBox="0 0 (\d+) ', text) == ["560", "340"]
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert len(ids) == len(set(ids)) == 4
    assert all(f".{name}" in svg.STYLE for name in re.findall(r'<div class="([^"]*)"', text))
