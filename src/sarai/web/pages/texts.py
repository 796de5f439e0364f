"""Texts of a study: what each says, claim by claim, each with the words it stands on and where they stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Chart, Column, Key, Nav, Page, Section, Table, line
from sarai.web.pages import counted
from sarai.web.sentences import phrase
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import Beside, Cell, Figure, Link, Marked, Pill, When, Words, count, listed, quoted

Row = Mapping[str, Any]
LOOKS = {"conditional": "due", "planned": "way", "hedged": "unseen", "fact": "kept"}


def path(document: Row) -> str:
    """Where the page of a text stands."""
    return f"document/{names.slug(str(document['key']))}.html"


def section(ask: Ask) -> Section | None:
    """The texts that were read, each with how much it says; none where no text was read."""
    if not ask.documents:
        return None
    lines: list[tuple[Cell, ...]] = []
    for document in ask.documents:
        said = ask.claims_of.get(document["key"], [])
        lines.append(
            (
                Link(quoted(document["title"]), path(document)),
                When(names.day(None if document["date"] is None else document["date"].isoformat())),
                Beside(f"{len(said):,}", len(said)),
                Beside(f"{sum(row['core'] == 'yes' for row in said):,}"),
                quoted(str(document["kind"])),
            )
        )
    heads = (("Text", False), ("Dated", False), ("Claims", True), ("Of cooperation", True), ("Kind", False))
    columns = tuple(Column(Words(head), number) for head, number in heads)
    return Section("texts", Words("Texts that were read"), (Table(columns, tuple(lines), what=Words("texts")),))


def page(ask: Ask, document: Row) -> Page:
    """What one text says: its claims in the order in which they stand."""
    said = sorted(ask.claims_of.get(document["key"], []), key=lambda row: (row["span_start"], row["span_end"]))
    core = [row for row in said if row["core"] == "yes"]
    held = _slice(document, said)
    title = quoted(document["title"])
    panel = held.open(
        "claims",
        title=f"{count(len(said), 'claims')} of {title}",
        tells="Each with the characters that it stands on, counted from the beginning of the text.",
        total=len(said),
    )
    denied = sum(row["polarity"] == "-" for row in said)
    say = phrase("This text makes ", Figure(count(len(said), "claims"), panel, len(said)))
    say += phrase("; ", Beside(f"{len(core)}" if core else "none"), " of them of cooperation") if said else ()
    say += phrase(", ", Beside(f"{denied}"), " of them denied") if denied else ()
    stages = [names.opening(str(row["modality"]).replace("_", " ")) for row in said]
    first: tuple[Chart, ...] = ()
    if stages:
        head = counted.most(stages, "claims", things="stages")
        first = (counted.bars("stages", stages, "claims", title=head, source=title),)
    return Page(
        path(document),
        Nav.DOCUMENTS,
        title,
        phrase(Link("Documents", "documents.html")),
        phrase(*say, "."),
        f"What {title} says, claim by claim.",
        sure=phrase("claims were read by rules; what a text says is no proof that it came about."),
        doubts=(line("An opinion, or a sentence said again, is a claim and no fact of cooperation."),),
        keys=(Key(Beside(f"{document['characters']:,}"), phrase("characters were read")),),
        first=first,
        sections=(Section("claims", Words("What it says, in its order"), (_table(said),)),),
        slices=(held,),
        found=(str(document["title"]), "document", "text", "claims"),
    )


def _table(said: Sequence[Row]) -> Table:
    lines: list[tuple[Cell, ...]] = [
        (
            Marked(quoted(" ".join(str(row["quote"]).split()))),
            quoted(str(row["modality"]).replace("_", " ")),
            _sure(row),
            quoted(_who(row["actors"]) or "nobody named"),
            quoted(_who(row["recipients"]) or "nobody named"),
            quoted(_amount(row) or "no amount"),
            quoted(_place(row)),
        )
        for row in said
    ]
    heads = (
        ("The words", False),
        ("What", True),
        ("How sure", True),
        ("By", True),
        ("To", True),
        ("Amount", False),
        ("Stands at", False),
    )
    columns = tuple(Column(Words(head), pick=pick) for head, pick in heads)
    return Table(columns, tuple(lines), tools=True, what=Words("claims"))


def _sure(row: Row) -> Pill:
    if row["polarity"] == "-":
        return Pill("denied", "broken")
    return Pill(str(row["certainty"]), LOOKS.get(row["certainty"], "unseen"))


def _who(codes: Sequence[str]) -> str:
    return listed([names.place(code) for code in codes]) if codes else ""


def _amount(row: Row) -> str:
    told_amount = ""
    if row["amount"] is not None:
        high = "" if row["amount_high"] is None else f" to {row['amount_high'].normalize():,f}"
        told_amount = f"{row['currency'] or ''} {row['amount'].normalize():,f}{high}".strip()
    if row["count"] is not None:
        told_amount = "; ".join(filter(None, (told_amount, f"{row['count']:,.0f} {row['count_unit'] or ''}".strip())))
    mark = {"~": "about ", "<=": "up to ", "<": "under ", ">": "over ", ">=": "at least "}.get(
        row["comparator"] or "", ""
    )
    return f"{mark}{told_amount}" if told_amount else ""


def _place(row: Row) -> str:
    page_of = "" if row["page"] is None else f"page {row['page']}, "
    return f"{page_of}characters {row['span_start']:,} to {row['span_end']:,}"


def _slice(document: Row, said: Sequence[Row]) -> Slice:
    columns = (SliceColumn("The words"), SliceColumn("Amount", True), SliceColumn("What"), SliceColumn("Stands at"))
    cells = [
        (
            Told_cell(quoted(" ".join(str(row["quote"]).split()))),
            Told_cell(_amount(row)),
            Told_cell(str(row["modality"]).replace("_", " "), "denied" if row["polarity"] == "-" else row["certainty"]),
            Told_cell(str(document["title"]), _place(row)),
        )
        for row in said
    ]
    return Slice(f"document-{names.slug(str(document['key']))}", columns, cells, [1] * len(cells), "claims")
