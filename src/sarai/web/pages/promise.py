"""A promise: what was said, what was seen, against the date; its life line, who looked, what it rests on."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sarai import codelists
from sarai.charts.site import maps, outcomes
from sarai.web import names, rows
from sarai.web.ask import Ask, neighbours
from sarai.web.page import (
    Block,
    Chart,
    Line,
    Look,
    Looks,
    Nav,
    Page,
    Prose,
    Section,
    Status,
    line,
)
from sarai.web.pages import groups, promised, search
from sarai.web.sentences import phrase, q
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import Beside, Figure, Link, Part, Pill, When, Words, count, listed, money, quoted

Row = Mapping[str, Any]
LIST = "promises.html"

FIRM = {
    "signed": "Signed",
    "pledge": "Pledged",
    "target": "Set as a target",
    "proposal": "Proposed",
    "request": "Asked for",
    "framework": "Framed in a document",
}
"""How binding a promise was, as its page says it."""


def path(name: str) -> str:
    """Where the page of a promise stands."""
    return f"promise/{name.lower()}.html"


def page(ask: Ask, name: str) -> Page:
    """The page of a promise."""
    card = ask.cards[name]
    makers, to = _makers(card), _to(card)
    slug = f"promise-{name.lower()}"
    own = Slice(slug, rows.PROMISE, [rows.promise_row(ask, _typed(ask, name))], [1], "promises")
    whole = own.open(
        "promise",
        title=f"{card['id']}: {card['promised']}",
        tells="One promise, as it was typed from its source.",
        total=1,
        rule=card["why"],
    )
    looks = _looks_slice(slug, card)
    seen = looks.open(
        "looks",
        title=f"{count(len(card['looks']), 'looks')} at {card['id']}",
        tells="Each is dated; those that cannot carry an outcome are shown and do not decide.",
        total=len(card["looks"]),
        rule=card["why"],
    )
    first: list[Chart] = []
    life = _life(ask, card)
    if life is not None:
        first.append(Chart(life, 8))
    states = [code for code in card["addressees"] if code in ask.recipients]
    # A promise to several states says no place; a map of all of them would tell nothing.
    if len(states) == 1:
        spots = _spots(ask, name, states[0])
        first.append(
            Chart(
                maps.places(
                    "map",
                    [maps.Country(code, names.place(code)) for code in states],
                    spots,
                    title=listed([*(spot.name for spot in spots), *(names.place(code) for code in states)]),
                    unit="To whom it was promised; " + ("the places that it names" if spots else "no point is stated"),
                    source=names.host(card["sources"][0]) if card["sources"] else "the list of promises",
                    neighbours=neighbours(),
                    tall=220,
                    wide=340,
                ),
                4,
            )
        )
    return Page(
        path(name),
        Nav.PROMISES,
        quoted(card["promised"]),
        phrase(Link("Promises", LIST), " · ", q(card["id"])),
        _say(ask, card, makers, to, whole, seen),
        f"{card['promised']}: what was promised, and what came of it.",
        sure=phrase(q(f"{card['sure']}; {card['reviewed_by']}"), "."),
        doubts=_doubts(card),
        statuses=_statuses(card, makers, to),
        first=tuple(first),
        sections=tuple(_sections(ask, card)),
        slices=(own, looks),
        found=(card["id"], str(card["occasion"] or ""), makers, to),
    )


def _spots(ask: Ask, name: str, state: str) -> list[maps.Spot]:
    """The towns and ports that a promise names, where the lists of places know a point."""
    told_places = [place for row in ask.listed_promises if row["id"] == name for place in row["places"] or ()]
    found = dict.fromkeys(each for place in told_places for each in search.places_in(place, state))
    return [
        maps.Spot(each.longitude, each.latitude, each.name)
        for each in found
        if each.longitude is not None and each.latitude is not None and each.kind is codelists.LocalityKind.TOWN
    ]


def _typed(ask: Ask, name: str) -> Row:
    return next(row for row in ask.promises if row["id"] == name)


def _makers(card: Row) -> str:
    return listed([names.spoken(code) for code in card["maker"].split("; ")])


def _to(card: Row) -> str:
    return listed([names.spoken(code) for code in card["addressees"]]) if card["addressees"] else "nobody named"


def _say(ask: Ask, card: Row, makers: str, to: str, whole: str, seen: str) -> tuple[Part, ...]:
    """Who promised what to whom, and what is known to have come of it, by the rule that decided."""
    verb = {"proposal": "proposed", "request": "asked for"}.get(str(card["firmness"]), "promised")
    amount = _amount(ask, card)
    said = phrase("In ", When(names.day(card["date"][:7])), ", ", q(makers), " ")
    if amount:
        said += phrase(Figure(verb, whole), " ", Figure(amount, whole), " to " if verb == "promised" else " for ")
    else:
        said += phrase(Figure(f"{verb} this", whole), " to " if verb == "promised" else " with ")
    said += phrase(q(to), ". ")
    return said + _came(card, seen)


def _amount(ask: Ask, card: Row) -> str:
    if card["amount"] is None or card["currency"] is None:
        return ""
    more = {">=": "at least ", ">": "over ", "<=": "up to ", "<": "under ", "~": "about "}.get(
        str(card["comparator"]), ""
    )
    value = float(card["amount"])
    return f"{more}{money(value, str(card['currency']))}"


def _came(card: Row, seen: str) -> tuple[Part, ...]:
    due = phrase("in ", When(names.day(card["due"]))) if card["due"] else ()
    last = When(names.day(str(card["status_on"] or card["last_seen"]))) if card["last_seen"] else q("no day")
    match str(card["outcome"]):
        case "kept":
            return phrase(
                "It was ", Figure("seen complete", seen), " by ", last, *(phrase(", due ", *due) if due else ()), "."
            )
        case "kept late":
            return phrase(
                "It was ", Figure("seen complete", seen), " by ", last, ", after it fell due ", *due, _late(card), "."
            )
        case "result reached, not by the maker":
            return phrase(
                "It was ", Figure("seen complete", seen), " by ", last, ", but the maker had called it off before."
            )
        case "not checkable as worded":
            return phrase("As it was worded nobody can check it: it lacks ", q(listed(list(card["missing"]))), ".")
        case "partly":
            return phrase("Part of it was ", Figure("seen delivered", seen), " by ", last, ".")
        case "overdue":
            return phrase("It fell due ", *due, ", and ", Figure("a look", seen), " of ", last, " found it unfinished.")
        case "broken":
            return phrase("By ", Figure("a look", seen), " of ", last, ", it was called off or its target was missed.")
        case "not yet due":
            return phrase("It falls due ", *due, ".") if due else phrase("Its day has not come.")
        case "under way without a date":
            return phrase("It was ", Figure("seen under way", seen), " by ", last, "; no date was given.")
        case "restated only":
            return phrase("It has been ", Figure("said again", seen), " since; nothing else was seen.")
        case "due has passed and nobody looked":
            return phrase("It fell due ", *due, ", and nobody on record has looked since.")
        case _:
            return phrase("What came of it is not known from the sources read here.")


def _late(card: Row) -> Part:
    """How late it was seen complete."""
    years, rest = divmod(int(card["months_late"] or 0), 12)
    parts = ([count(years, "years")] if years else []) + ([count(rest, "months")] if rest else [])
    return Beside(f", {listed(parts)} late") if parts else Words("")


def _statuses(card: Row, makers: str, to: str) -> tuple[Status, ...]:
    firm = FIRM.get(str(card["firmness"]), "Said")
    occasion = phrase(q(f"; {card['occasion']}")) if card["occasion"] else ()
    said = Status(
        Words("What the maker says"),
        phrase(q(names.opening(str(card["said"])))),
        Pill(firm, "unseen"),
        phrase(
            *_day_of(card["said_on"], "word"),
            q(f"{names.opening(makers)} to {to}, {names.day(card['date'])}"),
            *occasion,
            ".",
        ),
    )
    seen = Status(
        Words("What others were seen to show"),
        phrase(q(names.opening(str(card["shown"])))),
        Pill(str(card["sure"]), "way"),
        phrase(*_day_of(card["shown_on"], "look"), q(count(len(card["looks"]), "looks")), " in all."),
    )
    due = phrase("Due ", When(names.day(card["due"])), ".") if card["due"] else ()
    against = Status(
        Words("Against its schedule"),
        phrase(q(names.opening(str(card["schedule"])))),
        promised.pill(card["outcome"]),
        phrase(*due, " By rule: ", q(card["why"])),
    )
    return said, seen, against


def _day_of(day: object, what: str) -> tuple[Part, ...]:
    return phrase(q(f"By a {what} of "), When(names.day(str(day))), ". ") if day else ()


def _doubts(card: Row) -> tuple[Line, ...]:
    lines = [line("A look by a weak or mirrored page is shown and decides nothing."), line(q(card["unseen"]))]
    lines.append(line(q(f"Judged by version {card['method']} of the method.")))
    if card["counts_as"] != "counted":
        lines.append(line("It is counted in no total: ", q(str(card["counts_as"])), "."))
    if card["price"].get("without"):
        lines.append(line("It has no sum in the study’s currency: ", q(card["price"]["without"]), "."))
    if card["note"]:
        lines.append(line("Noted by its editor: ", quoted(card["note"])))
    return tuple(lines)


_KINDS = {"completed": "kept", "cancelled": "broken", "partly-delivered": "partly", "partly-disbursed": "partly"}


def _life(ask: Ask, card: Row) -> Any:
    marks = [outcomes.Mark(_day(card["date"]), "promised", "start")]
    if card["due"]:
        marks.append(outcomes.Mark(_day(card["due"], last=True), "due", "due"))
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


def _looks_slice(slug: str, card: Row) -> Slice:
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


def _sections(ask: Ask, card: Row) -> list[Section]:
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
                        q(f"; {names.tier(str(look['tier']))}, {look['locator']}."),
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
    aside.append(line(q(f"{names.opening(seen)}. What would settle it: {card['settled_by']}.")))
    unused = [look for look in card["looks"] if look["carries"] != "yes"]
    if unused:
        aside.append(
            line(q(names.opening(count(len(unused), "looks"))), " could not decide, by the kind of their source.")
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
