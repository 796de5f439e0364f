"""A promise: what was said, what was seen, against the date; its life line, who looked, what it rests on."""

from collections.abc import Mapping
from typing import Any

from sarai import codelists
from sarai.charts import maps
from sarai.web import names, rows
from sarai.web.ask import Ask, neighbours
from sarai.web.page import (
    Chart,
    Line,
    Nav,
    Page,
    Status,
    line,
)
from sarai.web.pages import lived, occasions, promised, search
from sarai.web.sentences import phrase, q
from sarai.web.slices import Slice
from sarai.web.words import Beside, Figure, Link, Part, Pill, When, Words, count, listed, money, quoted

Row = Mapping[str, Any]
LIST = "promises.html"


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
    looks = lived.looks_slice(slug, card)
    seen = looks.open(
        "looks",
        title=f"{count(len(card['looks']), 'looks')} at {card['id']}",
        tells="Each is dated; those that cannot carry an outcome are shown and do not decide.",
        total=len(card["looks"]),
        rule=card["why"],
    )
    first: list[Chart] = []
    life = lived.life(ask, card)
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
        lived.path(name),
        Nav.PROMISES,
        quoted(card["promised"]),
        phrase(Link("Promises", LIST), *_occasion(ask, name), " · ", q(card["id"])),
        _say(ask, card, makers, to, whole, seen),
        f"{card['promised']}: what was promised, and what came of it.",
        sure=phrase(q(f"{card['sure']}; {card['read']}"), "."),
        doubts=_doubts(card),
        statuses=_statuses(card, makers, to),
        first=tuple(first),
        sections=tuple(lived.sections(ask, card)),
        slices=(own, looks),
        found=(card["id"], str(card["occasion"] or ""), makers, to),
    )


def _occasion(ask: Ask, name: str) -> tuple[Part, ...]:
    """The way back to the occasion that it was made at, with what else was promised there."""
    held = occasions.of_promise(ask, name)
    return () if held is None else phrase(" · ", Link(quoted(held.name), held.path))


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
    said = phrase("In ", When(names.day(card["date"][:7])), ", ", q(makers), " ")
    return said + _did(str(card["firmness"]), _amount(ask, card), to, whole) + _came(card, seen)


def _did(firmness: str, amount: str, to: str, whole: str) -> tuple[Part, ...]:
    """What the maker did, in the words of how binding it was: a target is set, and not promised."""
    match firmness:
        case "target":
            told = Figure(f"a target of {amount}" if amount else "this as a target", whole)
            return phrase("set ", told, " for ", q(to), ". ")
        case "proposal" | "request":
            verb = "proposed" if firmness == "proposal" else "asked for"
            told = Figure(f"{verb} {amount or 'this'}", whole)
            return phrase(told, " for " if amount else " with ", q(to), ". ")
        case _:
            return phrase(Figure(f"promised {amount or 'this'}", whole), " to ", q(to), ". ")


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
        case _ if str(card["said"]) == "says complete":
            return phrase("Its maker calls it complete; nobody else was seen to say so.")
        case _:
            return phrase("What came of it is not known from the sources read here.")


def _late(card: Row) -> Part:
    """How late it was seen complete."""
    years, rest = divmod(int(card["months_late"] or 0), 12)
    parts = ([count(years, "years")] if years else []) + ([count(rest, "months")] if rest else [])
    return Beside(f", {listed(parts)} late") if parts else Words("")


def _statuses(card: Row, makers: str, to: str) -> tuple[Status, ...]:
    firm = lived.FIRM.get(str(card["firmness"]), "Said")
    occasion = phrase(q(f"; {card['occasion']}")) if card["occasion"] else ()
    said = Status(
        Words("What the maker says"),
        phrase(q(names.opening(lived.SAID.get(str(card["said"]), str(card["said"]))))),
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
        Pill(count(len(card["looks"]), "looks"), "way"),
        phrase(
            *_day_of(card["shown_on"], "look"),
            "The maker’s own pages and lists are no look of others. The outcome rests on: ",
            q(str(card["sure"])),
            ".",
        ),
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
