"""Pages as HTML. The templates take figures and named kinds of text; a bare number ends in an error."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from sarai.charts.sheet import HATCH, Picture
from sarai.model.errors import BriefError
from sarai.model.vocabulary import SEVERAL
from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Chart, Looks, Nav, Page, Table, Ways
from sarai.web.slices import Panel, Slice
from sarai.web.words import (
    Beside,
    Day,
    Figure,
    Link,
    Marked,
    Month,
    Pill,
    Quoted,
    When,
    Words,
    Year,
    Years,
    count,
)

POLICY = Markup(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"
)
"""What a page may load: its own style, scripts and pictures, and nothing from elsewhere."""

STILL = Markup("default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'")
"""What a page of rows may load, which has no script, picture or form."""

NAV: tuple[tuple[Nav, str], ...] = ((Nav.REGION, "index.html"), (Nav.PAIRS, "pairs.html"))
HATCHING = Markup(HATCH)
SHORT = 22
"""Letters up to which an outcome stays on one line."""
ROWS = 300
"""Rows of a page for readers without scripts."""


class _Plain(str):
    """Text that a template marks as such: names, addresses and dates of the page's own frame."""

    __slots__ = ()


@dataclass(frozen=True)
class Site:
    """What all pages of a site share."""

    title: str
    release: int
    on: str
    day: str
    nav: tuple[tuple[Nav, str], ...]
    hint: str
    policy: Markup = POLICY
    hatch: Markup = HATCHING


def site_of(ask: Ask, nav: Sequence[tuple[Nav, str]] = NAV) -> Site:
    """The frame of a study's site."""
    on = ask.on.isoformat()
    named = [partner for partner in ask.partners if partner != SEVERAL]
    hint = ", ".join(
        [*(names.place(code) for code in ask.recipients[:1]), *(names.partner(p) for p in named[:1]), "road"]
    )
    return Site(ask.title, ask.release, on, names.day(on), tuple(nav), f"{hint}…")


def html(site: Site, page: Page) -> str:
    """A page.

    Raises:
        BriefError: a template was given a number that does not open.
    """
    numbers = _Numbers(page)
    said = sum(len(part.text if isinstance(part, Figure | Link | Beside) else part) for part in page.say)
    names_of = {
        value: name
        for section in page.sections
        for block in section.blocks
        if isinstance(block, Ways)
        for value, name in block.start
    }
    drawn = (
        _environment()
        .get_template("page.html.j2")
        .render(
            site=site,
            page=page,
            root=page.depth,
            drawn=lambda picture: Markup(stamped(site, page, picture).inline()),
            stem=lambda picture: stem(page, picture),
            sort_of=_sort_of,
            long_say=said > 230,
            numbers=numbers,
            notes=numbers.notes,
            names_of=names_of,
        )
    )
    # The pattern of hatching is drawn on pages that hatch anything: most pages of a site are of one project.
    hatches = any(mark in drawn for mark in ('hatch"', "hatch ", "o-unseen"))
    return drawn if hatches else drawn.replace(_PATTERN, "")


_PATTERN = f'<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">{HATCHING}</svg>\n'


def rows_html(site: Site, page: Page, held: Slice) -> Iterator[tuple[str, str]]:
    """The rows of a slice for readers without scripts, in parts: name of the file and HTML."""
    template = _environment().get_template("rows.html.j2")
    parts = max(1, -(-len(held.rows) // ROWS))
    for part in range(parts):
        places = range(part * ROWS, min((part + 1) * ROWS, len(held.rows)))
        rows = [(at + 1, held.values[at], held.rows[at]) for at in places]
        yield (
            f"rows/{held.name}{f'-{part + 1}' if part else ''}.html",
            template.render(
                site=site,
                page=page,
                root="../",
                held=held,
                rows=rows,
                part=part + 1,
                parts=parts,
                spans=_spans,
                rules=list(dict.fromkeys(panel.rule for panel in held.panels.values() if panel.rule)),
                exact=_exact,
                policy=STILL,
                summed=_summed,
                many=count(len(held.rows), "rows"),
                stem=held.name,
            ),
        )


def stamped(site: Site, page: Page, picture: Picture) -> Picture:
    """A picture that says inside of itself of whom it tells, from which release, and where it stands."""
    return picture.stamped(f"{page.name}. Sarai, release {site.release}, {site.day}: {page.path}")


def stem(page: Page, picture: Picture) -> str:
    """The name of a picture's files."""
    return f"{names.slug(page.path.removesuffix('.html'))}-{picture.name}"


@cache
def _environment() -> Environment:
    folder = files("sarai.web") / "templates"
    sources = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith(".j2")}
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["text"] = lambda value: _Plain(value)
    environment.filters["format"] = lambda told, *values: (
        told % tuple(f"{each:,}" if isinstance(each, int) else each for each in values)
    )
    environment.tests["chart_block"] = lambda block: isinstance(block, Chart)
    environment.tests["table_block"] = lambda block: isinstance(block, Table)
    environment.tests["looks_block"] = lambda block: isinstance(block, Looks)
    environment.tests["ways_block"] = lambda block: isinstance(block, Ways)
    return environment


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    if isinstance(value, Markup | Macro | Undefined):
        return value
    if value is None:
        return Markup('<span class="absent">not stated</span>')
    if isinstance(value, Figure):
        return _figure(context, value)
    if isinstance(value, Link):
        return _link(context, value)
    if isinstance(value, Pill):
        short = " one" if len(value.text) <= SHORT else ""
        return Markup('<span class="pill {}{}">{}</span>').format(value.look, short, value.text)
    if isinstance(value, Marked):
        return Markup("<mark>{}</mark>").format(value.text)
    if isinstance(value, Beside):
        return escape(value.text)
    if isinstance(value, Words | Quoted | When | Year | Years | Month | Day | _Plain):
        return str(value)
    raise BriefError(
        f"{value!r} would stand on a page without saying where it is from",
        cure="give the template a Figure, Beside, Words, Quoted, Year or Day",
    )


class _Numbers:
    """The source notes of a page on paper: a number for each panel in the order in which figures first stand."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._panels: dict[str, Panel] = {panel.id: panel for held in page.slices for panel in held.panels.values()}
        self.slice_of = page.slice_of
        self.given: dict[str, int] = {}
        self.notes: list[str] = []

    def of(self, name: str) -> int:
        if name not in self.given:
            if name not in self._panels:
                raise BriefError(
                    f"the figure {name!r} opens nothing", where=self._page.path, cure="open its rows first"
                )
            panel = self._panels[name]
            self.given[name] = len(self.given) + 1
            total = "" if panel.total is None else f" Sum of its rows: {_summed(panel.total, panel.unit)}."
            if len(self.notes) < 40:
                self.notes.append(f"{panel.title}. {panel.tells}{total} {panel.working}".strip())
        return self.given[name]


def _figure(context: Context, figure: Figure) -> Markup:
    numbers: _Numbers = context["numbers"]
    n = numbers.of(figure.panel)
    told = figure.text.replace("USD ", "USD\u00a0")
    # The script finds slice and panel in the address.
    return Markup('<a class="fig" href="{}rows/{}.html#{}" data-n="{}">{}</a>').format(
        context["root"], numbers.slice_of[figure.panel], figure.panel, n, told
    )


def _link(context: Context, link: Link) -> Markup:
    href = link.href if "://" in link.href else f"{context['root']}{link.href}"
    rel = Markup(' rel="noopener nofollow"') if "://" in link.href else ""
    note = Markup(' <span class="q">({})</span>').format(link.note) if link.note else ""
    return Markup('<a href="{}"{}>{}</a>{}').format(href, rel, link.text, note)


def _sort_of(cell: Any) -> Markup:
    if isinstance(cell, Figure | Beside) and cell.sort is not None:
        return Markup(' data-v="{}"').format(f"{cell.sort:.15g}")
    return Markup(' data-v=""') if cell is None else Markup("")


def _spans(panel: Panel) -> str:
    runs: list[list[int]] = []
    for place in panel.rows:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return ", ".join(f"{a + 1}" if a == b else f"{a + 1} to {b + 1}" for a, b in runs) or "none"


def _exact(value: Decimal | int | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}"


def _summed(total: Decimal | int, unit: str) -> str:
    """A sum with its unit; things that are counted are one or many."""
    return count(total, unit) if isinstance(total, int) else f"{_exact(total)} {unit}"


def about(site: Site, page: Page, picture: Picture) -> Mapping[str, object]:
    """What is said of a picture that is taken away."""
    return {
        "title": picture.title,
        "unit": picture.unit,
        "source": picture.source,
        "study": site.title,
        "release": site.release,
        "data_to": site.on,
        "page": f"r{site.release}/{page.path}#c-{picture.name}",
        "columns": list(picture.columns),
        "rows": len(picture.rows),
        "alternative_text": picture.alt,
        "licence": "data keep the licences of their publishers, which the page of sources lists",
        "cite_as": f"Sarai, “{picture.title}”, {site.title}, release {site.release}, as known on {site.on}.",
    }
