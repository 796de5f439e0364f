"""Partners and states: every pair of the study, with a page for each."""

from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Column, Line, Nav, Page, Prose, Section, Table
from sarai.web.pages import pair, partner, recipient
from sarai.web.sentences import q, told
from sarai.web.words import Beside, Cell, Link, Words, count, millions

PATH = "pairs.html"


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
    states = told(
        *(part for state in ask.recipients for part in (Link(names.place(state), recipient.path(state)), " "))
    )
    who = told(*(part for code in ask.partners for part in (Link(names.partner(code), partner.path(code)), " · ")))
    heads = (("Pair", False), ("What", False), ("Told by", False), (f"{ask.currency} m", True), ("Records", True))
    return Page(
        PATH,
        Nav.PAIRS,
        "Partners and states",
        (Words("Partners and states"),),
        told(
            "The sources of this study tell of ",
            q(count(len(ask.partners), "partners")),
            " and ",
            q(count(len(ask.pairs), "pairs")),
            " of partner and state in ",
            q(region),
            ".",
        ),
        f"Every partner and state of {region}.",
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
                        caption=told("One row a kind of money; kinds and sources are never added up."),
                    ),
                ),
            ),
        ),
    )
