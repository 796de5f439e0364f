"""Partners and states: every pair of the study, with a page for each."""

from sarai.charts import amounts
from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Chart, Column, Key, Line, Nav, Page, Prose, Section, Table
from sarai.web.pages import pair, partner, recipient
from sarai.web.sentences import phrase, q
from sarai.web.words import Beside, Cell, Link, Words, count, millions, money

PATH = "pairs.html"
FIRST = 6
"""Pairs of each kind of money in the picture."""


def _largest(ask: Ask) -> tuple[Chart, ...]:
    """The largest pairs of each kind of money, each kind on a scale of its own."""
    charts = []
    for base in ask.bases:
        cells = [row for row in ask.cells(base, ["partner", "recipient"]) if row["partner"] and row["preferred"]]
        cells = [row for row in cells if (row["partner"], row["recipient"]) in set(ask.pairs)]
        cells.sort(key=lambda row: -row["preferred"])
        if len(cells) < 2:
            continue
        shown = tuple(
            amounts.Bar(
                f"{names.partner(row['partner'])} and {names.place(row['recipient'])}",
                float(row["preferred"]),
                millions(row["preferred"]),
                ask.colours.get(row["partner"], "beside"),
            )
            for row in cells[:FIRST]
        )
        title = f"{base.title}: {shown[0].name} first, {money(cells[0]['preferred'], ask.currency)} {base.did}"
        span = ask.span_of(base)
        when = "" if span is None else f", {span[0]}–{span[1]}"
        charts.append(
            Chart(
                amounts.bars(
                    f"largest-{base.id}",
                    [amounts.Group("", shown)],
                    title=title,
                    unit=f"{ask.currency} million {base.did}{when}; the {len(shown)} largest of {len(cells)} pairs",
                    source=base.title,
                    unit_of_rows=f"{ask.currency} {base.did}",
                )
            )
        )
    return tuple(charts[:4])


def page(ask: Ask) -> Page:
    """The list of partners, recipients and pairs."""
    region = names.region(ask.recipients)
    lines: list[tuple[Cell, ...]] = []
    for base in ask.bases:
        cells = {
            (row["partner"], row["recipient"]): row for row in ask.cells(base, ["partner", "recipient"]) if row["n"]
        }
        for code in ask.partners:
            for state in ask.recipients:
                row = cells.get((code, state))
                if row is None:
                    continue
                value = row["preferred"]
                lines.append(
                    (
                        Link(f"{names.partner(code)} and {names.place(state)}", pair.path(code, state)),
                        q(base.did),
                        q(base.title),
                        Beside(
                            "not published" if value is None else millions(value),
                            float(value if value is not None else -1),
                        ),
                        Beside(f"{row['n']:,}", row["n"]),
                    )
                )
    lines.sort(key=lambda line: (str(line[1]), -(line[3].sort or 0) if isinstance(line[3], Beside) else 0))
    states = phrase(
        *(part for state in ask.recipients for part in (Link(names.place(state), recipient.path(state)), " "))
    )
    who = phrase(*(part for code in ask.partners for part in (Link(names.partner(code), partner.path(code)), " · ")))
    heads = (("Pair", False), ("What", False), ("Told by", False), (f"{ask.currency} m", True), ("Records", True))
    return Page(
        PATH,
        Nav.PAIRS,
        "Partners and states",
        (Words("Partners and states"),),
        phrase(
            "The sources of this study tell of ",
            q(count(len(ask.partners), "partners")),
            " and ",
            q(count(len(ask.pairs), "pairs")),
            " of partner and state in ",
            q(region),
            ".",
        ),
        f"Every partner and state of {region}.",
        keys=(
            Key(Beside(f"{len(ask.partners):,}"), phrase("partners of which a source tells")),
            Key(Beside(f"{len(ask.pairs):,}"), phrase("pairs of partner and state, each with a page")),
            Key(Beside(f"{len(ask.bases):,}"), phrase("kinds of money, never added up")),
        ),
        first=_largest(ask),
        sections=(
            Section("states", Words("States"), (Prose((Line(states),)),)),
            Section("partners", Words("Partners"), (Prose((Line(who[:-1]),)),)),
            Section(
                "pairs",
                Words("Every pair"),
                (
                    Table(
                        tuple(Column(Words(head), number) for head, number in heads),
                        tuple(lines),
                        tools=True,
                        what=Words("pairs"),
                        caption=phrase("One row a kind of money; kinds and sources are never added up."),
                    ),
                ),
            ),
        ),
    )
