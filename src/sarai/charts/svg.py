"""A picture as inline SVG: the same bytes each time, no two ids alike in a page, nothing loaded from anywhere."""

import re
from collections.abc import Callable
from typing import Any

from sarai.charts import frame, lettering
from sarai.model.errors import ChartError

STYLE = (
    ".for-wide,.for-narrow{break-inside:avoid}.for-narrow{display:none}"
    "@media screen and (max-width:520px){.for-wide{display:none}.for-narrow{display:block}}"
)
"""What a page needs in its style sheet for the pictures of :func:`fitted`."""

_VEGA_LITE = "5.21"
_SVG = "{http://www.w3.org/2000/svg}"
_NEEDLESS = ("class", "role", "pointer-events", "font-family", "href", "{http://www.w3.org/1999/xlink}href")
"""Names of a style sheet that is not there, the font, which the root states once, and links."""
_URL = re.compile(r"url\((?:[^)#]*)#([^)]*)\)")
_LONG = re.compile(r"-?\d+\.\d{3,}")


def inline(spec: dict[str, Any], *, prefix: str, title: str, desc: str) -> str:
    """An ``<svg>`` to set into an HTML page, as wide as what it stands in.

    ``prefix`` makes its ids unlike those of every other picture of the page; ``title`` and ``desc`` are what a
    screen reader says of it. Links are taken out; what is left refers to nothing outside the element.

    Raises:
        ChartError: the prefix cannot begin an id, the picture would load data or an image from elsewhere or
            cannot be drawn, or vl-convert is not installed.
    """
    from lxml import etree

    if not re.fullmatch(r"[A-Za-z][\w-]*", prefix):
        raise ChartError(
            f"{prefix!r} cannot begin an id", where="prefix", cure="a letter, then letters, digits, - or _"
        )
    # An anchor without a link is a plain group to its children, and it would still take the focus.
    root = etree.fromstring(_drawn(spec).encode())
    etree.strip_tags(root, f"{_SVG}a")
    for each in list(root.iter()):
        parent = each.getparent()
        if parent is not None and _unseen(each):
            parent.remove(each)
    _name_ids(root, prefix)
    for each in root.iter():
        for name in [str(key) for key in each.attrib]:
            if name in _NEEDLESS or name.startswith("aria"):
                del each.attrib[name]
    box = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib.update(
        {"viewBox": box, "width": "100%", "role": "img", "aria-labelledby": f"{prefix}-title {prefix}-desc",
         "font-family": frame.FONT}
    )  # fmt: skip
    for at, (tag, text) in enumerate((("title", title), ("desc", desc))):
        told = etree.Element(f"{_SVG}{tag}", {"id": f"{prefix}-{tag}"})
        told.text = lettering.readable(text)
        root.insert(at, told)
    # Inside HTML the parser knows the namespaces; their addresses only look like links.
    first, _, rest = etree.tostring(root, encoding="unicode").partition(">")
    return re.sub(r'\sxmlns(?::\w+)?="[^"]*"', "", first) + ">" + rest


def fitted(draw: Callable[..., dict[str, Any]], rows: Any, *, prefix: str, title: str, desc: str, **more: Any) -> str:
    """A picture drawn twice, for the page and for the phone; :data:`STYLE` shows the one that fits.

    ``draw`` is a function of this room that takes ``rows`` and ``width``; ``more`` is handed to it.

    Raises:
        ChartError: as :func:`inline` and ``draw``.
    """
    drawn = [
        inline(draw(rows, width=width, **more), prefix=f"{prefix}-{name}", title=title, desc=desc)
        for name, width in (("wide", frame.WIDTH), ("narrow", frame.NARROW))
    ]
    return f'<div class="for-wide">{drawn[0]}</div><div class="for-narrow">{drawn[1]}</div>'


def _drawn(spec: dict[str, Any]) -> str:
    try:
        import vl_convert
    except ImportError as error:
        raise ChartError("drawing needs vl-convert", cure="pip install 'sarai[charts]'") from error
    if "url" in _keys(spec):
        raise ChartError(
            "the picture would be loaded from elsewhere", where="url", cure="give data as values in the specification"
        )
    try:
        return str(vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE))
    except ValueError as error:
        said = next((line for line in str(error).splitlines() if "Error: " in line), str(error))
        raise ChartError(
            f"Vega-Lite cannot draw the picture: {said}", where="specification", cure="compare it with the one before"
        ) from error


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(_keys(each) for each in value.values()))
    return set().union(*(_keys(each) for each in value)) if isinstance(value, list) else set()


def _unseen(each: Any) -> bool:
    nothing = each.get("d") in ("", "M0,0h0v0h0Z")
    return nothing or each.get("display") == "none" or each.get("opacity") == "0"


def _name_ids(root: Any, prefix: str) -> None:
    """Number the ids anew in the order they stand in, since the renderer counts on from picture to picture."""
    named: dict[str, str] = {}
    for each in root.iter():
        if "id" in each.attrib:
            named[each.get("id")] = f"{prefix}-{len(named) + 1}"
    for each in root.iter():
        for name, value in each.attrib.items():
            if name == "id":
                value = named[value]
            value = _URL.sub(lambda found: f"url(#{named.get(found[1], found[1])})", value)
            each.set(name, _LONG.sub(lambda found: f"{round(float(found[0]), 2):g}", value))
