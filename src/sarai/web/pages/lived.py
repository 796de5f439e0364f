"""The life of a promise on its page: its line as a picture, its looks as rows, who looked and what else is known."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sarai.charts import outcomes
from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Block, Look, Looks, Prose, Section, line
from sarai.web.pages import groups, promised
from sarai.web.sentences import phrase, q
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import Link, Part, When, Words, count, listed, quoted

Row = Mapping[str, Any]

FIRM = {
    "signed": "Signed",
    "pledge": "Pledged",
    "target": "Set as a target",
    "proposal": "Proposed",
    "request": "Asked for",
    "framework": "Framed in a document",
}
"""How binding a promise was, as its page says it."""
SAID = {"said again": "repeated; nothing more", "promised": "promised, and nothing since"}
"""The maker's last word, where the status in itself reads as no answer."""


def path(name: str) -> str:
    """Where the page of a promise stands."""
    return f"promise/{name.lower()}.html"


_KINDS = {"completed": "kept", "cancelled": "broken", "partly-delivered": "partly", "partly-disbursed": "partly"}


def life(ask: Ask, card: Row) -> Any:
    """The life line of a promise as a picture; none where nothing is dated but the promise itself."""
    marks = [outcomes.Mark(_day(card["date"]), "promised", "start")]
    if card["due"]:
        marks.append(outcomes.Mark(_day(card["due"], last=True), f"due {names.day(card['due'])}", "due"))
    for look in card["looks"]:
        kind = _KINDS.get(look["status"], "carries") if look["carries"] == "yes" else "open"
        if kind == "kept" and str(card["outcome"]) == "kept late":
            kind = "late"
        marks.append(outcomes.Mark(_day(look["date"]), look["status"].replace("-", " "), kind, look["seen"] or ""))
    if len(marks) < 2:
        return None
    due = f"Due {names.day(card['due'])}" if card["due"] else "No date was given"
    last = f"last looked at {names.day(str(card['last_seen']))}" if card["last_seen"] else "nobody has looked"
    return outcomes.lives(
        "life",
        [outcomes.Life("", tuple(marks), str(card["outcome"]))],
        until=ask.on,
        title=f"{due}; {last}: {card['outcome']}",
        unit="Filled = a look that carries the outcome; open and dashed = one that cannot; dotted = nobody has looked since",
        source=", ".join(dict.fromkeys(names.host(url) for url in card["sources"][:4])),
        wide=720,
    )


def _day(told_day: str, *, last: bool = False) -> dt.date:
    """The first day that a date as it is known can mean, or the last one."""
    parts = [int(part) for part in str(told_day).split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if not last:
        return dt.date(year, month, 1)
    return (dt.date(year + month // 12, month % 12 + 1, 1)) - dt.timedelta(days=1)


def looks_slice(slug: str, card: Row) -> Slice:
    """The looks as rows that figures open into."""
    columns = (
        SliceColumn("Seen"),
        SliceColumn("Day", True),
        SliceColumn("Status"),
        SliceColumn("Carries"),
        SliceColumn("Evidence"),
        SliceColumn("Source"),
    )
    held = [
        (
            Told_cell(quoted(look["seen"] or look["status"]), str(look["note"] or "")),
            Told_cell(names.day(str(look["date"]))),
            Told_cell(look["status"].replace("-", " ")),
            Told_cell(look["carries"]),
            Told_cell(names.tier(str(look["tier"]))),
            Told_cell(quoted(look["source"] or names.host(look["url"])), str(look["locator"]), names.safe(look["url"])),
        )
        for look in card["looks"]
    ]
    return Slice(f"{slug}-looks", columns, held, [1] * len(held), "looks")


def sections(ask: Ask, card: Row) -> list[Section]:
    """Who looked and what they saw, in order of time, and beside it what else is known."""
    looks: list[Look] = [
        Look(
            phrase(When(names.day(card["date"])), ": ", q(FIRM.get(str(card["firmness"]), "said").lower())),
            phrase(
                quoted(card["promised"]), ". Said by ", *_source(card["sources"][0] if card["sources"] else "", ""), "."
            ),
        )
    ]
    moments: list[tuple[str, Look]] = []
    for look in card["looks"]:
        kind = _KINDS.get(look["status"], "")
        cls = "not" if look["carries"] != "yes" else {"kept": "kept", "broken": "bad"}.get(kind, "")
        head = phrase(q(f"{names.day(str(look['date']))}: {look['status'].replace('-', ' ')}"))
        if look["carries"] != "yes":
            head += phrase(q(", did not decide"))
        moments.append(
            (
                str(look["date"]),
                Look(
                    head,
                    phrase(
                        quoted(look["seen"] or look["status"]),
                        ". Seen by ",
                        *_source(look["url"], look["source"]),
                        q(f"; {names.tier(str(look['tier'])).removesuffix(' each')}, {look['locator']}."),
                    ),
                    cls,
                ),
            )
        )
    if card["due"]:
        moments.append((str(card["due"]), Look(phrase(q(f"{names.day(card['due'])}: due")), phrase(""), "duemark")))
    moments.sort(key=lambda each: (each[0], each[1].look == "duemark"))
    aside = [line("In one sentence: ", quoted(card["told"]))]
    if card["checkable"] == "no":
        aside.append(line("To be checked it would need ", q(listed(list(card["missing"]))), "."))
    if card["contradiction"]:
        aside.append(line("Two of the three contradict: ", quoted(card["contradiction"]), "."))
    seen = f"last looked at {names.day(str(card['last_seen']))}" if card["last_seen"] else "never looked at"
    done = str(card["outcome"]) in (*promised.KEPT, "broken", "result reached, not by the maker")
    rest = names.opening(str(card["settled_by"])) if done else f"What would settle it: {card['settled_by']}"
    aside.append(line(q(f"{names.opening(seen)}. {rest}.")))
    unused = [look for look in card["looks"] if look["carries"] != "yes"]
    if unused:
        aside.append(
            line(
                q(names.opening(count(len(unused), "looks"))),
                f" could not decide, by the kind of {'its' if len(unused) == 1 else 'their'} source.",
            )
        )
    if card["served_by"]:
        aside += [
            line(
                "A record that likely serves it: ",
                Link(quoted(row["title"] or row["activity"]), _record(ask, row)),
                q(f" ({row['status'] or 'status not stated'}, {row['dataset']})."),
            )
            for row in card["served_by"][:6]
            if _record(ask, row)
        ]
    aside.append(line(q(card["unseen"])))
    others = [(("parts", "Its parts"), card["parts"]), (("again", "Said again as"), card["announced_again"])]
    if card["part_of"]:
        others.append((("whole", "A part of"), [card["part_of"]]))
    if card["repeats"]:
        others.append((("first", "Said before as"), [card["repeats"]]))
    for (_, words), ids in others:
        known = [each for each in ids if each in ask.cards]
        if known:
            links = [part for each in known for part in (Link(each, path(each)), " ")]
            aside.append(line(words, ": ", *links))
    aside.append(line("Cite: ", quoted(card["citation"])))
    blocks: list[Block] = [
        Looks((*looks, *(look for _, look in moments)), 7),
        Prose(tuple(aside), Words("What else is known"), 5),
    ]
    return [Section("looks", Words("Who looked, and what they saw"), tuple(blocks))]


def _record(ask: Ask, row: Row) -> str:
    known: dict[str, str] = ask._kept("records to pages", lambda: _pages_of_records(ask))
    return known.get(row["activity"], "")


def _pages_of_records(ask: Ask) -> dict[str, str]:

    return {row["activity"]: groups.path(group) for group, (_, held) in groups.groups(ask).items() for row in held}


def _source(url: str, name: str) -> tuple[Part, ...]:
    safe = names.safe(url)
    words = name or names.host(url) if url else "no page"
    return (Link(quoted(words), safe),) if safe else phrase(quoted(words))
