"""What governments asked, offered, declared and agreed; and what is on record since in the same sector."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Chart, Column, Key, Line, Nav, Page, Phone, Prose, Section, Table, line
from sarai.web.pages import counted, lived, promised, texts
from sarai.web.sentences import phrase, q
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import (
    LARGEST_WORD,
    Beside,
    Cell,
    Figure,
    Link,
    Part,
    When,
    Words,
    count,
    listed,
    number_word,
    quoted,
)

Row = Mapping[str, Any]
PATH = "documents.html"
ASKED = ("asked", "requested", "proposed", "expressed interest")
"""Acts by which a government asks for something."""


def path(government: str) -> str:
    """Where the page of a government stands."""
    return f"government/{names.slug(government)}.html"


def page(ask: Ask) -> Page:
    """Every saying on record, to be filtered by government, act and topic; and the texts that were read."""
    read = texts.section(ask)
    more = () if read is None else (read,)
    sayings = ask.positions
    if not sayings:
        n = q(count(len(ask.documents), "texts"))
        say = phrase(
            "No position of a government is on record here; ",
            n,
            " of this study " + ("was" if len(ask.documents) == 1 else "were") + " read, claim by claim.",
        )
        name = "Texts of this study"
        return Page(PATH, Nav.DOCUMENTS, name, (Words("Documents"),), say, "What texts say.", sections=more)
    governments = _governments(sayings)
    span = When(names.span(*_days(sayings)))
    links = [part for code in governments for part in (Link(names.place(code), path(code)), " ")]
    return Page(
        PATH,
        Nav.DOCUMENTS,
        "What governments asked, offered and agreed",
        (Words("Documents"),),
        phrase(
            q(names.opening(count(len(sayings), "sayings"))),
            " of ",
            q(count(len(governments), "governments")),
            " are on record from ",
            span,
            ": what each asked for, offered, declared and agreed.",
        ),
        "What each government asked, offered, declared and agreed, with its source.",
        sure=phrase(
            "speeches were seen in extracts, so that silence is not lack of interest; agreed is a signed or joint "
            "text, not a result."
        ),
        keys=tuple(
            Key(Beside(f"{n:,}"), phrase(words))
            for n, words in (
                (sum(_is_asked(row) for row in sayings), "times a government asked for something, or proposed it"),
                (sum(row["act"] == "agreed" for row in sayings), "times something was agreed"),
                (sum(row["act"] == "pledged" for row in sayings), "times something was pledged"),
            )
        ),
        first=(
            _counts("who", [names.place(row["government"]) for row in sayings], "speaks", "speak", "governments"),
            _counts("topics", _topics(sayings), "comes up", "come up", "topics"),
        ),
        doubts=_read(ask),
        sections=(
            Section("governments", Words("Government by government"), (Prose((line(*links),)),)),
            Section("sayings", Words("Every saying"), (_table(sayings, who=True),)),
            *more,
        ),
        found=("positions", "statements", "requests", "summit"),
    )


def _is_asked(row: Row) -> bool:
    return str(row["act"]).replace("_", " ") in ASKED


def _topics(sayings: Sequence[Row]) -> list[str]:
    return [names.opening(str(row["topic"] or "no topic")) for row in sayings]


def _counts(name: str, named: Sequence[str], does: str, do: str, things: str, *, of: str = "") -> Chart:
    noun = f"sayings of {names.spoken(of)}" if of else "sayings"
    title = counted.most(named, "sayings", does=f"{does} most", do=f"{do} most", things=things)
    title = title.replace(" sayings", f" {noun}")
    return counted.bars(name, named, "sayings", title=title, source="the study’s list of positions")


def _read(ask: Ask) -> tuple[Line, ...]:
    n = ask.study.release.counts.get("document", 0)
    words = (
        f"{count(n, 'texts')} of this study were read into claims."
        if n
        else "No text of this study was read into claims."
    )
    return (line(q(words)),)


def _governments(sayings: Sequence[Row]) -> list[str]:
    return sorted({row["government"] for row in sayings}, key=names.place)


def of(ask: Ask, government: str) -> Page:
    """What one government said, and what is on record since of what it asked for."""
    said = [row for row in ask.positions if row["government"] == government]
    asked = [row for row in said if _is_asked(row)]
    agreed = [row for row in said if row["act"] == "agreed"]
    held = _slice(government, said)
    who = names.opening(names.spoken(government))
    asked_panel = held.open(
        "asked",
        title=f"{count(len(asked), 'things')} that {names.spoken(government)} asked for or proposed",
        tells="Each as it was told, in our words, with its source.",
        total=len(asked),
        rows=[at for at, row in enumerate(said) if row in asked],
    )
    agreed_panel = held.open(
        "agreed",
        title=f"{count(len(agreed), 'things')} that {names.spoken(government)} agreed",
        tells=("A signed or joint text, not a result."),
        total=len(agreed),
        rows=[at for at, row in enumerate(said) if row in agreed],
    )
    since = {row["id"]: _since(ask, row) for row in asked}
    when = names.span(*_days([*asked, *agreed] if asked else said))
    start = "From " if " to " in when else "In "
    say = phrase(start, When(when), ", ", q(who if government not in names.ARTICLE else names.spoken(government)), " ")
    said_as = number_word if max(len(asked), len(agreed)) <= LARGEST_WORD else "{:,}".format
    if asked:
        say += phrase("asked for or proposed ", Figure(_things(len(asked), said_as), asked_panel, len(asked)))
        say += phrase(" and agreed ", Figure(said_as(len(agreed)), agreed_panel, len(agreed))) if agreed else ()
        say += phrase(". ", *came(list(since.values())))
    else:
        say += phrase("is not on record as asking for anything; it made ", q(count(len(said), "statements")), ".")
    sections = []
    if asked:
        sections.append(
            Section("asked", Words("What was asked, and what is on record since"), (_answered(asked, since),))
        )
    sections.append(Section("said", Words("Everything it said"), (_table(said, who=False),)))
    return Page(
        path(government),
        Nav.DOCUMENTS,
        f"What {names.spoken(government)} asked, offered and agreed",
        phrase(Link("Documents", PATH)),
        say,
        f"What {names.spoken(government)} asked, offered, declared and agreed.",
        sure=phrase("speeches were seen in extracts, so that silence is not lack of interest."),
        first=(_counts("topics", _topics(said), "comes up", "come up", "topics", of=government),),
        doubts=(
            line(
                "What is on record since is of the same sector and between the same two, from that day on; that it came "
                "of what was asked is nobody’s word."
            ),
        ),
        sections=tuple(sections),
        slices=(held,),
        found=(government, "positions", "asked", *dict.fromkeys(names.day(row["day"][:7]) for row in said)),
    )


def _things(n: int, said_as: Callable[[int], str]) -> str:
    return f"{said_as(n)} thing{'' if n == 1 else 's'}"


def _days(sayings: Sequence[Row]) -> tuple[str, str]:
    days = [row["date"] for row in sayings]
    return str(min(days))[:7], str(max(days))[:7]


def came(since: Sequence[Sequence[Row]]) -> tuple[Part, ...]:
    """How many promises are on record since of the sectors that were asked about, each promise once."""
    n = len({row["id"] for found in since for row in found})
    if not n:
        return phrase("No promise in the same sectors is on record from that day on.")
    told = f"{names.opening(number_word(n))} promise{'' if n == 1 else 's'}"
    be = "is" if n == 1 else "are"
    found = phrase(q(told), f" in the same sectors {be} on record from that day on")
    return phrase(*found, ", matched by sector alone: none is shown to be an answer.")


def _since(ask: Ask, saying: Row) -> list[Row]:
    """Promises between the same two in the same sector, from the day of the saying on; none that was made before."""
    group = str(saying["sector"] or "")[:3]
    return [
        row
        for row in ask.promises
        if group
        and not row["repeats"]
        and any(str(code)[:3] == group for code in ask.sectors_of.get(row["id"], ()))
        and saying["government"] in row["addressees"]
        and set(row["maker"].split("; ")) & set(saying["addressees"])
        and _first_day(row["date"]) >= saying["date"]
    ]


def _first_day(told_day: str) -> dt.date:
    parts = [int(part) for part in told_day.split("-")]
    return dt.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _answered(asked: Sequence[Row], since: Mapping[str, list[Row]]) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for row in asked:
        found = since[row["id"]]
        first: Cell = (
            Link(quoted(found[0]["promised"]), lived.path(found[0]["id"]), _more(row, found))
            if found
            else Words("nothing on record")
        )
        outcome: Cell = promised.pill(found[0]["outcome"]) if found else Words("")
        lines.append(
            (
                quoted(row["wording"]),
                quoted(_to(row)),
                quoted(row["topic"] or "no topic"),
                When(names.day(row["day"])),
                first,
                outcome,
                _source(row),
            )
        )
    heads = (
        "What was asked or proposed",
        "Of whom",
        "Topic",
        "When",
        "In the same sector, from that day on",
        "What came of that",
        "Source",
    )
    return Table(tuple(Column(Words(head)) for head in heads), tuple(lines), what=Words("things"))


def _more(saying: Row, found: Sequence[Row]) -> str:
    """Whether the first promise of a sector is of the very day, and how many more there are."""
    told = ["of the same day"] if str(found[0]["date"]) == str(saying["date"]) else []
    told += [f"and {len(found) - 1} more"] if len(found) > 1 else []
    return ", ".join(told)


def _table(sayings: Sequence[Row], *, who: bool) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for row in sorted(sayings, key=lambda row: (row["date"], row["id"]), reverse=True):
        lines.append(
            (
                quoted(row["wording"]),
                *((quoted(names.place(row["government"])),) if who else ()),
                quoted(row["act"].replace("_", " ")),
                quoted(_to(row)),
                quoted(row["topic"] or "no topic"),
                When(names.day(row["day"])),
                _source(row),
            )
        )
    heads = [
        ("What was said", False),
        *([("By", True)] if who else []),
        ("Act", True),
        ("To", False),
        ("Topic", True),
        ("When", False),
        ("Source", False),
    ]
    return Table(
        tuple(Column(Words(head), pick=pick) for head, pick in heads),
        tuple(lines),
        phone=Phone.WIDE,
        tools=True,
        what=Words("sayings"),
    )


def _to(row: Row) -> str:
    known = [names.place(code) for code in row["addressees"]]
    return listed(known) if 0 < len(known) < 4 else f"{len(known)} states" if known else "nobody named"


def _source(row: Row) -> Cell:
    url = names.safe(row["url"])
    return (
        Link(quoted(row["source_name"] or names.host(url)), url) if url else quoted(row["source_name"] or "not stated")
    )


def _slice(government: str, said: Sequence[Row]) -> Slice:
    columns = (
        SliceColumn("What was said"),
        SliceColumn("When", True),
        SliceColumn("Act"),
        SliceColumn("To"),
        SliceColumn("Evidence"),
        SliceColumn("Source"),
    )
    held = [
        (
            Told_cell(quoted(row["wording"]), str(row["topic"] or "")),
            Told_cell(names.day(row["day"])),
            Told_cell(row["act"].replace("_", " ")),
            Told_cell(_to(row)),
            Told_cell(names.tier(str(row["tier"]))),
            Told_cell(quoted(row["source_name"] or names.host(row["url"] or "")), row["id"], names.safe(row["url"])),
        )
        for row in said
    ]
    return Slice(f"government-{names.slug(government)}", columns, held, [1] * len(held), "sayings")
