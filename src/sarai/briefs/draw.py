"""A brief as HTML and as Markdown. The templates take figures and named kinds of text, and nothing else."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Undefined
from markupsafe import Markup

from sarai.briefs.content import Brief, Picture, Sentence, Table
from sarai.briefs.words import Day, Month, Quoted, Words, Year, Years
from sarai.charts import sheet, tokens
from sarai.model.errors import BriefError
from sarai.model.figures import Figure, Passport
from sarai.model.vocabulary import MADE

NOT_STATED = "not stated"

FOLDED = 15
"""Rows of a table that stand before all of them."""

LONG = 60
"""Letters from which a cell needs a column wide enough to be read."""


class _Entry(str):
    """A cell of a source row in a passport: the one place where a number stands beside its locator."""

    __slots__ = ()


class _Command(_Entry):
    """What is typed to see a figure, printed as code."""

    __slots__ = ()


class _Anchor(str):
    """The name of a passport, for links."""

    __slots__ = ()


def html(brief: Brief) -> str:
    """The brief as one HTML file that loads nothing.

    Raises:
        BriefError: a template was given a number without a passport.
    """
    return _environment("html").get_template("brief.html.j2").render(_context(brief))


def markdown(brief: Brief) -> str:
    """The brief as Markdown, with the same figures and passports; pictures are told by their table.

    Raises:
        BriefError: a template was given a number without a passport.
    """
    return _environment("md").get_template("brief.md.j2").render(_context(brief))


@cache
def _environment(kind: str) -> Environment:
    folder = files("sarai.briefs") / "templates"
    sources = {each.name: each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith(".j2")}
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=kind == "html",
        finalize=_finalize(_html_figure if kind == "html" else _markdown_figure, kind),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["anchor"] = _Anchor
    environment.tests["day"] = lambda value: isinstance(value, Day | Month | Year)
    environment.tests["long"] = lambda value: isinstance(value, Quoted) and len(value) > LONG
    environment.tests["short"] = _is_short
    environment.tests["folded"] = lambda table: len(table.rows) > FOLDED
    environment.filters["fold"] = lambda table: _Entry(f"Show all {len(table.rows):,} rows")
    environment.tests["sentence"] = lambda value: isinstance(value, Sentence)
    environment.tests["table"] = lambda value: isinstance(value, Table)
    environment.tests["picture"] = lambda value: isinstance(value, Picture)
    return environment


def _is_short(table: Table) -> bool:
    """Whether a table stands whole on a printed page; a wide one has rows of many lines."""
    return len(table.rows) <= (24 if len(table.columns) <= 7 else 8)


def _finalize(figure: Callable[[Figure], str], kind: str) -> Callable[[Any], Any]:
    def finalize(value: Any) -> Any:
        if value is None:
            return Markup('<span class="none">not stated</span>') if kind == "html" else NOT_STATED
        if isinstance(value, Figure):
            return figure(value)
        if isinstance(value, Markup | Words | Quoted | Year | Years | Month | Day | _Entry | _Anchor | Undefined):
            return value if kind == "html" else _plain(value)
        raise BriefError(
            f"{value!r} would be printed without saying where it is from",
            cure="give the template a Figure, Words, Quoted, Year or Day",
        )

    return finalize


_MARKS = re.compile(r"[\\`\[\]|]")
_HTML = (("&(?=#?[0-9A-Za-z]+;)", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
"""An ampersand that begins nothing stays one."""


def _plain(value: Any) -> str:
    """Text as Markdown shows it: no link, no code, no HTML, no end of a cell or line, whatever stands in it."""
    if isinstance(value, _Anchor):
        return str(value)
    if isinstance(value, _Command):
        # In code nothing is escaped, and a backtick ends it.
        return " ".join(value.split()).replace("`", "'").replace("|", "\\|")
    told = " ".join(str(value).splitlines())
    for mark, instead in _HTML:
        told = re.sub(mark, instead, told)
    return _MARKS.sub(r"\\\g<0>", told)


def _html_figure(figure: Figure) -> Markup:
    if figure.value is None:
        return Markup('<a class="none" href="#{}">{}</a>').format(figure.passport, figure.text)
    return Markup('<a class="figure" href="#{}">{}</a>').format(figure.passport, figure.text.replace(" ", "\u202f"))


def _markdown_figure(figure: Figure) -> str:
    return f"[{figure.text}](#{figure.passport})"


def _context(brief: Brief) -> dict[str, Any]:
    return {
        "brief": brief,
        "passports": [_shown(each) for each in brief.passports],
        "style": Markup(_style()),
        "svg": lambda picture: Markup(picture.drawn.inline()),
        "hatching": Markup(f'<svg class="defs" width="0" height="0" aria-hidden="true">{sheet.HATCH}</svg>'),
    }


def _style() -> str:
    """The brief's style sheet with the tokens of the site: the same colours and letters, light and dark."""
    css = (files("sarai.briefs") / "templates" / "brief.css").read_text(encoding="utf-8")
    light, dark = tokens.variables(tokens.LIGHT), tokens.variables(tokens.DARK)
    fonts = f"--serif:{tokens.SERIF};--sans:{tokens.SANS};"
    head = f":root{{color-scheme:light dark;{light}{fonts}}}\n"
    return f"{head}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{css}{sheet.style()}"


_ROW_COLUMNS = (
    ("value", "Value"),
    ("stated", "Stated in the source"),
    ("factors", "Factors"),
    ("record", "Record"),
    ("place", "Stands in"),
)


def _shown(passport: Passport) -> dict[str, Any]:
    """A passport as the templates print it."""
    rest = ""
    if passport.more_rows:
        worth = "" if passport.more_value is None else f", together {passport.more_value:,.2f}"
        rest = f"and {passport.more_rows:,} more row(s){worth}"
    return {
        "id": _Anchor(passport.id),
        "says": _Entry(passport.says),
        "value": _Entry(_value(passport)),
        "unit": _Entry("" if passport.value is None else f" {passport.unit}"),
        "how": _Entry(passport.how),
        "heads": [_Entry(head) for _, head in _ROW_COLUMNS],
        "rows": [[_Entry(_part(row, name)) for name, _ in _ROW_COLUMNS] for row in passport.rows],
        "rest": _Entry(rest) if rest else None,
        "parts": [_Anchor(each) for each in passport.parts[:40]],
        "more_parts": _Entry(f"and {len(passport.parts) - 40} more") if len(passport.parts) > 40 else None,
        "command": _Command(passport.command) if passport.command else None,
    }


def _value(passport: Passport) -> str:
    """A value, or what stands where there is none: an amount without a rate is stated, and not valued."""
    stated = any(row.get("amount") is not None for row in passport.rows)
    return "not valued" if passport.value is None and stated else _exact(passport.value)


def _exact(value: Decimal | int | float | None) -> str:
    if value is None:
        return "not reported"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6g}"


def _part(row: Mapping[str, Any], name: str) -> str:
    match name:
        case "value":
            value = row["value"]
            return "no value" if value is None else _exact(value)
        case "stated":
            return _stated(row)
        case "factors":
            return _factors(row)
        case "record":
            return ", ".join(
                str(each)
                for each in (row.get("key"), row.get("title"), row.get("recipient"), row.get("year"), row.get("status"))
                if each is not None
            )
    told = [row.get("file_name") or row.get("dataset"), row.get("locator"), row.get("tier"), row.get("licence")]
    return "; ".join(str(each) for each in told if each)


def _stated(row: Mapping[str, Any]) -> str:
    if "amount" not in row:
        return ""
    if row["amount"] is None:
        return row["no_value"] or "amount not published"
    amount = f"{row['amount']:,.6f}".rstrip("0").rstrip(".")
    date = row["date"]
    when = "" if date is None else f" ({date.year if row['precision'] == 'year' else date.isoformat()})"
    return f"{amount} {row['currency']}{when}"


def _factors(row: Mapping[str, Any]) -> str:
    told = []
    if row.get("rate") is not None and row.get("rate_source") != "the same currency":
        told.append(f"x {row['rate']:.8g} ({row['rate_source']}, {row['rate_month']})")
    if row.get("deflator") is not None:
        told.append(f"/ {row['deflator']:.8g} ({row['deflator_source']})")
    for share in ("recipient", "sector", "year"):
        if row.get(f"{share}_percent") not in (None, 100.0):
            basis = row.get(f"{share}_basis")
            told.append(f"x {row[f'{share}_percent']:g} % ({share}{f', {basis}' if basis in MADE else ''})")
    if row.get("rule"):
        told.append(f"rule: {row['rule']}")
    return " ".join(told)
