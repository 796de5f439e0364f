"""Method: how to read a page, the rules by which money is counted, and a card for every question that can be asked."""

from sarai.study import indicators, rules
from sarai.web.ask import Ask
from sarai.web.page import Column, Nav, Page, Phone, Prose, Section, Table, line
from sarai.web.sentences import phrase, q
from sarai.web.words import Cell, Link, Pill, Words, count, quoted

PATH = "method.html"


def page(ask: Ask) -> Page:
    """The page of rules and cards."""
    cards = indicators().rows
    return Page(
        PATH,
        Nav.DATA,
        "How money is counted, and what can be asked",
        phrase(Link("Data and method", "data.html")),
        phrase(
            "A row is in a total or out of it by the first of ",
            q(count(len(rules().rows), "rules")),
            " that holds of it; ",
            q(count(len(cards), "questions")),
            " can be asked of this study, each made by a stated formula.",
        ),
        "How to read a page, the rules of counting, and a card for each question.",
        sections=(
            Section("reading", Words("How to read a page"), (_reading(),)),
            Section("rules", Words("How money is counted"), (_rules(),)),
            Section("cards", Words("What can be asked, and how it is made"), (_cards(cards),)),
        ),
        found=("method", "rules", "indicators", "how it is counted"),
    )


def _cards(cards: list[dict[str, object]]) -> Table:
    """A row a card: what it shows, how it is made, what it needs, where the method is from, what is to be minded."""
    lines: list[tuple[Cell, ...]] = []
    for card in cards:
        needs, caveats = card["needs"], card["caveats"]
        lines.append(
            (
                quoted(str(card["name"])),
                quoted(str(card["formula"])),
                quoted(str(card["unit"])),
                quoted("; ".join(map(str, needs)) if isinstance(needs, list) and needs else "nothing besides"),
                quoted(str(card["method"])),
                quoted("; ".join(map(str, caveats)) if isinstance(caveats, list) and caveats else "nothing is stated"),
            )
        )
    heads = ("What is shown", "How it is made", "Unit", "Needs", "Method from", "To be minded")
    return Table(
        tuple(Column(Words(head)) for head in heads), tuple(lines), phone=Phone.WIDE, tools=True, what=Words("cards")
    )


_STANDS = {
    "out": ("in no total", "broken"),
    "preferred": ("not in the lower count", "late"),
    "possible": ("in the upper count alone", "way"),
    "certain": ("in every total", "kept"),
}


def _rules() -> Table:
    lines: list[tuple[Cell, ...]] = []
    for rule in rules():
        words, look = _STANDS[rule["standing"]]
        lines.append(
            (
                quoted(rule["rule"].replace("_", " ")),
                Pill(words, look),
                quoted(rule["title"]),
                quoted(rule["about"]),
                quoted(rule["source"]),
            )
        )
    heads = ("Rule", "What it holds is", "In short", "Why", "Rests on")
    return Table(
        tuple(Column(Words(head)) for head in heads),
        tuple(lines),
        phone=Phone.WIDE,
        what=Words("rules"),
        caption=phrase(
            "Asked in this order; the first that holds of a row decides. A row that none holds of is certain."
        ),
    )


def _reading() -> Prose:
    return Prose(
        (
            line(
                "A number that is underlined opens into the rows it is the sum of; each row leads to its publisher’s page, or "
                "says in which file and row it stands."
            ),
            line(
                "A range is the lower and the preferred count. The lower one holds only what no rule doubts; what it leaves out "
                "is hatched at the end of a bar."
            ),
            line(
                "An open circle is a year without a record, an open square a record without an amount, a hatched strip what the "
                "source cannot hold. None of them is zero."
            ),
            line("Money of different kinds or ledgers is never added up: it stands in its own row, panel or picture."),
            line(
                "A promise is judged by stated rules, from dated looks at it. A look of a weak or mirrored page decides nothing."
            ),
        )
    )
