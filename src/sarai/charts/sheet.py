"""The sheet that a picture of a page is drawn on, and the frame around it: title, unit, key, source.

Everything is placed from :mod:`sarai.charts.lettering`, with room for fonts that run wider than Helvetica. Marks carry
classes, never colours: the page's style sheet colours them, light and dark, and :func:`standalone` writes the light
colours into a file that is taken away.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from html import escape
from importlib.resources import files

from sarai.charts import lettering
from sarai.charts.tokens import LIGHT, SANS

NARROW = 340
"""Units across on a phone."""
ROOM = 1.13
"""What fonts of the reader's system may run wider than the metrics that pictures are laid out by."""

Value = str | int | float | Decimal | None


def wide_of(text: str, size: float, *, bold: bool = False) -> float:
    """The room that a line of text may take."""
    return lettering.width(text, size, bold=bold) * ROOM


def lines_of(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The lines that a text takes in so much room."""
    return lettering.wrapped(text, size, room / ROOM, bold=bold)


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text that fits a line, cut with an ellipsis where it would not."""
    if wide_of(text, size, bold=bold) <= room:
        return text
    while text and wide_of(f"{text}…", size, bold=bold) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


_ANCHORS = {"end": "e", "middle": "m"}
"""The classes of words that end in a spot, or whose middle it is: shorter than an attribute on each."""


class Sheet:
    """Marks on a sheet of a width; ``bottom`` is how far down it has been drawn."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.narrow = width <= NARROW
        self.bottom = 0.0
        self._parts: list[str] = []

    def text(self, x: float, y: float, text: str, *, cls: str = "", anchor: str = "") -> None:
        """A line of text on its baseline; ``anchor`` is middle or end."""
        cls = f"{cls} {_ANCHORS[anchor]}".strip() if anchor else cls
        told = f' class="{cls}"' if cls else ""
        self._parts.append(f'<text x="{_n(x)}" y="{_n(y)}"{told}>{_told(text)}</text>')
        self.bottom = max(self.bottom, y + 4)

    def texts(self, x: float, y: float, lines: Sequence[str], *, step: float, cls: str = "", anchor: str = "") -> float:
        """Lines below each other; the baseline after the last."""
        for line in lines:
            self.text(x, y, line, cls=cls, anchor=anchor)
            y += step
        return y

    def rect(self, x: float, y: float, width: float, height: float, cls: str, *, round_by: float = 0) -> None:
        """A rectangle; none where it would have no width."""
        corner = f' rx="{_n(round_by)}"' if round_by else ""
        if width > 0 and height > 0:
            self._parts.append(
                f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{corner} class="{cls}"/>'
            )
        self.bottom = max(self.bottom, y + height)

    def line(self, x: float, y: float, x2: float, y2: float, cls: str) -> None:
        """A straight line."""
        self._parts.append(f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(x2)}" y2="{_n(y2)}" class="{cls}"/>')
        self.bottom = max(self.bottom, y, y2)

    def circle(self, x: float, y: float, radius: float, cls: str) -> None:
        """A circle."""
        self._parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" class="{cls}"/>')
        self.bottom = max(self.bottom, y + radius)

    def path(self, d: str, cls: str) -> None:
        """A path as it is given."""
        if d:
            self._parts.append(f'<path d="{d}" class="{cls}"/>')

    def inset(self, x: float, y: float, width: float, height: float, inner: "Sheet") -> None:
        """Another sheet in a window, cut off at its edges."""
        self._parts.append(
            f'<svg x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}">{inner.markup}</svg>'
        )
        self.bottom = max(self.bottom, y + height)

    @property
    def markup(self) -> str:
        """What has been drawn."""
        return "".join(self._parts)


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a key: the classes of its swatch, its words, and its shape: box, square, dot, small dot or line."""

    cls: str
    words: str
    shape: str = "box"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page shows it and as it is taken away.

    ``title`` states what is seen, ``unit`` what is measured, ``source`` who says it, ``alt`` tells it in words;
    ``columns`` and ``rows`` are its numbers. ``wide`` and ``narrow`` are the drawn markup with width and height.
    """

    name: str
    title: str
    unit: str
    source: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    wide: tuple[str, float, float]
    narrow: tuple[str, float, float]

    def stamped(self, words: str) -> "Picture":
        """The picture with a last line in it: of whom it tells, from which release, where it stands."""
        wide, narrow = (_stamped(drawn, words) for drawn in (self.wide, self.narrow))
        return replace(self, wide=wide, narrow=wide if self.narrow is self.wide else narrow)

    def inline(self) -> str:
        """The ``<svg>`` of the page, for wide and for narrow ones; once where it is narrow itself."""
        if self.wide is self.narrow:
            return self._inline("pic", self.wide)
        return self._inline("pic w", self.wide) + self._inline("pic n", self.narrow, again=True)

    def _inline(self, cls: str, drawn: tuple[str, float, float], *, again: bool = False) -> str:
        """The picture told in words once: what is drawn ``again`` is named after the first, seen or not."""
        markup, width, height = drawn
        words = (
            f'<title id="{self.name}-t">{_told(self.title)}</title><desc id="{self.name}-d">{_told(self.alt)}</desc>'
        )
        return (
            f'<svg class="{cls}" viewBox="0 0 {_n(width)} {_n(height)}" role="img" '
            f'aria-labelledby="{self.name}-t {self.name}-d">{"" if again else words}{markup}</svg>'
        )

    def standalone(self) -> str:
        """The wide picture as a file of its own, on white paper with a margin."""
        markup, width, height = self.wide
        frame = f"-16 -12 {_n(width + 32)} {_n(height + 24)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame}" width="{_n(width + 32)}" '
            f'height="{_n(height + 24)}" class="pic" role="img" font-family="{escape(SANS)}">'
            f"<title>{_told(self.title)}</title><desc>{_told(self.alt)}</desc><style>{_light_style(markup)}</style>"
            f"{HATCH if _used(markup) & {'hatch', 'o-unseen'} else ''}"
            f'<rect x="-16" y="-12" width="{_n(width + 32)}" height="{_n(height + 24)}" fill="#ffffff"/>'
            f"{markup}</svg>\n"
        )


def _stamped(drawn: tuple[str, float, float], words: str) -> tuple[str, float, float]:
    markup, width, height = drawn
    sheet = Sheet(width)
    y = sheet.texts(0, height + 12, lines_of(words, 11, width), step=14, cls="so")
    return markup + sheet.markup, width, y - 10


HATCH = (
    '<defs><pattern id="hat" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line x1="0" y1="0" x2="0" y2="5" class="hatl"/></pattern></defs>'
)
"""The hatching of what is unseen or out of scope; a page holds it once."""


def picture(
    name: str,
    draw: Callable[[Sheet, float], float],
    *,
    title: str,
    unit: str,
    source: str,
    alt: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Value]],
    keys: Sequence[Key] = (),
    wide: float = 540,
) -> Picture:
    """A picture in its frame, drawn twice. ``draw`` takes a sheet and where to begin, and tells where it ended."""
    drawn = []
    for width in (wide, NARROW) if wide > NARROW else (wide,):
        sheet = Sheet(width)
        big = 16 if sheet.narrow else 17
        y = sheet.texts(0, 18, lines_of(title, big, width, bold=True), step=21, cls="ct")
        y = sheet.texts(0, y - 1, lines_of(unit, 13, width), step=17, cls="cs")
        y = draw(sheet, y)
        y = _keyed(sheet, keys, y + 4) if keys else y
        y = sheet.texts(0, y + 16, lines_of(f"Source: {source}", 11, width), step=14, cls="so")
        drawn.append((sheet.markup, width, max(y - 8, sheet.bottom)))
    return Picture(name, title, unit, source, alt, tuple(columns), tuple(map(tuple, rows)), drawn[0], drawn[-1])


def _keyed(sheet: Sheet, keys: Sequence[Key], top: float) -> float:
    x, y = 0.0, top + 12
    for key in keys:
        room = 17 + wide_of(key.words, 11) + 14
        if x and x + room > sheet.width + 10:
            x, y = 0.0, y + 16
        if key.shape in ("dot", "small"):
            sheet.circle(x + 6, y - 4, 4.2 if key.shape == "dot" else 3.2, key.cls)
        elif key.shape == "square":
            sheet.rect(x + 2, y - 8, 8, 8, key.cls)
        elif key.shape == "line":
            sheet.line(x, y - 4, x + 13, y - 4, key.cls)
        else:
            sheet.rect(x, y - 9, 13, 9, key.cls)
        sheet.text(x + 17, y, key.words, cls="s q")
        x += room
    return y + 4


@cache
def style() -> str:
    """The style sheet of pictures, with the site's tokens."""
    return (files("sarai.charts") / "pictures.css").read_text(encoding="utf-8")


@cache
def _light_rules() -> tuple[tuple[str, str], ...]:
    """The rules of pictures in light colours: selectors and the whole rule."""
    told = re.sub(r"var\(--([\w-]+)\)", lambda found: _light(found[1]), style())
    return tuple((found[1], found[0].strip()) for found in re.finditer(r"([^{}]+)\{[^{}]*\}", told))


def _used(markup: str) -> set[str]:
    return {name for names in re.findall(r'class="([^"]*)"', markup) for name in names.split()}


def _light_style(markup: str) -> str:
    """Those rules that a picture needs."""
    used = _used(markup)
    used |= {"hatl"} if used & {"hatch", "o-unseen"} else set()
    # The box of a picture on a page is no matter of a file, and its letters are named on the file itself.
    kept = [
        rule
        for selectors, rule in _light_rules()
        if selectors.strip() != ".pic"
        and any(set(re.findall(r"\.([\w-]+)", each)) - {"pic"} <= used for each in selectors.split(","))
    ]
    return "".join(kept).replace("\n", "")


def _light(name: str) -> str:
    return {"sans": SANS.replace('"', "'"), "paper": "#ffffff"}.get(name) or LIGHT[name]


def _told(text: str) -> str:
    """Words of a picture as markup, without the control characters that no page may hold."""
    return escape(lettering.readable(text))


def _n(value: float) -> str:
    return f"{round(value, 1):g}"
