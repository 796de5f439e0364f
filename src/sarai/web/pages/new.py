"""What is new since the release before: data sets, money by pair and reason, promises and what came of them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.model.errors import QuestionError
from sarai.study import Study
from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Column, Key, Nav, Page, Prose, Section, Table, line
from sarai.web.pages import lived, pair, promised
from sarai.web.sentences import phrase, q
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import Beside, Cell, Figure, Link, Part, When, Words, count, listed, millions, money, quoted

Row = Mapping[str, Any]
PATH = "new.html"
STEPS: Mapping[str, str] = {
    "new": "new records",
    "gone": "records that are gone",
    "out_of_scope": "records out of what is loaded now",
    "amounts": "revised amounts",
    "shares": "revised shares",
    "rates": "other exchange rates",
    "deflators": "other deflators",
    "classification": "another classification",
    "counting": "another counting",
}
"""Why a total changed, in words."""


def page(ask: Ask) -> Page:
    """What changed since the release before; for the first release, what it holds."""
    before = ask.study.previous()
    return _first(ask) if before is None else _since(ask, before)


def _made(ask: Ask, say: tuple[Part, ...], sections: Sequence[Section], **more: Any) -> Page:
    return Page(
        PATH,
        Nav.DATA,
        "What is new",
        phrase(Link("Data and method", "data.html")),
        say,
        "What changed since the release before.",
        sections=tuple(sections),
        found=("new", "changes", "releases", "updates"),
        **more,
    )


def _first(ask: Ask) -> Page:
    counts = ask.study.release.counts
    promises = phrase(" and ", q(count(len(ask.promises), "promises"))) if ask.promises else ()
    say = phrase(
        "This is the first release of this study, so that nothing stands before it to compare with. It holds ",
        q(count(counts.get("activity", 0), "records")),
        *promises,
        " from ",
        q(count(len(ask.datasets), "data sets")),
        ".",
    )
    lines: list[tuple[Cell, ...]] = [
        (quoted(str(each.get("title") or name)), When(_as_of(each)), Words("came")) for name, each in _ordered(ask)
    ]
    return _made(ask, say, (Section("data", Words("Data sets"), (_data_table(lines),)),))


def _ordered(ask: Ask) -> list[tuple[str, Row]]:
    return sorted(ask.datasets.items(), key=lambda each: str(each[1].get("title") or each[0]))


def _as_of(told_set: Row) -> str:
    return names.day(str(told_set["as_of"])) if told_set.get("as_of") else "not dated"


def _data_table(lines: Sequence[tuple[Cell, ...]]) -> Table:
    heads = ("Data set", "As of", "Since the release before")
    return Table(tuple(Column(Words(head)) for head in heads), tuple(lines), tools=True, what=Words("data sets"))


def _since(ask: Ask, before: Study) -> Page:
    """Money, promises and data sets beside those of the release before."""
    data = _changed_data(ask, before)
    slices, changes, fault = _changed_money(ask, before)
    outcomes = _changed_promises(ask, before)
    when = names.day(before.release.committed_at.date().isoformat())
    say = phrase(q(f"Since release {before.release.number} of {when}"), ", ")
    parts: list[tuple[Part, ...]] = []
    for held, rows_ in zip(slices, changes, strict=True):
        change = sum((row["after"] or 0) - (row["before"] or 0) for row in rows_)
        more = "more" if change >= 0 else "less"
        figure = Figure(money(abs(change), ask.currency), f"{held.name}-all", float(change))
        parts.append(phrase(figure, f" {more} is known as ", q(held_words(ask, rows_[0])), " in ", q(_pairs(rows_))))
    if outcomes:
        parts.append(phrase(q(count(len(outcomes), "promises")), f" {_be(len(outcomes))} new or of another outcome"))
    came = sum(str(row[2]) != "as before" for row in data)
    parts.append(phrase(q(count(came, "data sets")), f" {_be(came)} new, gone or newer"))
    say += tuple(part for at, each in enumerate(parts) for part in (*(phrase("; ") if at else ()), *each))
    sections: list[Section] = []
    for held, rows_ in zip(slices, changes, strict=True):
        head = phrase("Money ", q(held_words(ask, rows_[0])))
        sections.append(Section(held.name, head, (_money_table(ask, held, rows_),)))
    if fault:
        sections.append(Section("money", Words("Money"), (Prose((line(q(fault)),)),)))
    if outcomes:
        sections.append(Section("promises", Words("Promises"), (_promise_table(outcomes),)))
    sections.append(Section("data", Words("Data sets"), (_data_table(data),)))
    same = ask.study.release.counts.get("activity", 0) - before.release.counts.get("activity", 0)
    keys = (Key(Beside(f"{same:+,}".replace("-", "−")), phrase("records beside the release before")),)
    return _made(ask, phrase(*say, "."), sections, slices=tuple(slices), keys=keys)


def held_words(ask: Ask, row: Row) -> str:
    """What a kind of money is called: its verb, and who tells it."""
    for base in ask.bases:
        if (base.measure, base.family) == (row["measure"], row["family"]):
            return f"{base.did}, told by {base.title}"
    return f"{row['measure']}, told as {row['family'].replace('-', ' ')}"


def _be(n: int) -> str:
    return "is" if n == 1 else "are"


def _pairs(rows_: Sequence[Row]) -> str:
    return count(len(rows_), "pairs of partner and state")


def _changed_money(ask: Ask, before: Study) -> tuple[list[Slice], list[list[Row]], str]:
    """A slice for each kind of money that changed: a row for each reason of each pair."""
    slices: list[Slice] = []
    changes: list[list[Row]] = []
    for measure in ("committed", "spent"):
        try:
            rows_ = ask.study.diff(before, by=["family", "partner", "recipient"], measure=measure).rows
        except QuestionError as error:
            return [], [], f"The two releases cannot be compared in money: {error.what}."
        for family in sorted({row["family"] for row in rows_}):
            found: list[Row] = [dict(row, measure=measure) for row in rows_ if row["family"] == family and _moved(row)]
            if found:
                found.sort(key=lambda row: -abs((row["after"] or 0) - (row["before"] or 0)))
                slices.append(_slice(ask, f"new-{measure}-{names.slug(family)}", found))
                changes.append(found)
    return slices, changes, ""


def _moved(row: Row) -> bool:
    return any(row[step] for step in STEPS)


def _name(row: Row) -> str:
    return f"{names.opening(names.partner(row['partner']))} and {names.place(row['recipient'])}"


def _slice(ask: Ask, name: str, rows_: Sequence[Row]) -> Slice:
    cells, values, of_pair = [], [], []
    for at, row in enumerate(rows_):
        for step, words in STEPS.items():
            if row[step]:
                cells.append((Told_cell(_name(row)), Told_cell(words)))
                values.append(row[step])
                of_pair.append(at)
    held = Slice(name, (SliceColumn("Pair"), SliceColumn("Why")), cells, values, ask.currency)
    whole = sum(values, Decimal())
    tells = "A row for each reason; the reasons of a pair add up to its change."
    held.open(f"{name}-all", title=f"{money(whole, ask.currency)} beside the release before", tells=tells, total=whole)
    for at, row in enumerate(rows_):
        own = [place for place, pair_at in enumerate(of_pair) if pair_at == at]
        held.open(f"{name}-{at}", title=f"{_name(row)}: what changed", tells=tells, rows=own, total=_change(row))
    return held


def _change(row: Row) -> Decimal:
    return Decimal((row["after"] or 0) - (row["before"] or 0))


def _money_table(ask: Ask, held: Slice, rows_: Sequence[Row]) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for at, row in enumerate(rows_):
        why = sorted((step for step in STEPS if row[step]), key=lambda step: -abs(row[step]))
        linked = (row["partner"], row["recipient"]) in set(ask.pairs)
        lines.append(
            (
                Link(_name(row), pair.path(row["partner"], row["recipient"])) if linked else quoted(_name(row)),
                Beside("none" if row["before"] is None else millions(row["before"])),
                Beside("none" if row["after"] is None else millions(row["after"])),
                Figure(millions(_change(row)), f"{held.name}-{at}", float(_change(row))),
                quoted(listed([STEPS[step] for step in why])),
            )
        )
    heads = (("Pair", False), ("Before", True), ("Now", True), (f"Change, {ask.currency} m", True), ("Why", False))
    return Table(
        tuple(Column(Words(head), number) for head, number in heads), tuple(lines), tools=True, what=Words("pairs")
    )


def _changed_promises(ask: Ask, before: Study) -> list[tuple[Row | None, Row]]:
    """Promises that are new, or of which something else is known than on the day of the release before."""
    if not ask.promises or not before.release.counts.get("promise"):
        return [(None, row) for row in ask.promises]
    then = {row["id"]: row for row in before.promises(on=before.release.committed_at.date()).rows}
    return [
        (then.get(row["id"]), row)
        for row in ask.promises
        if row["id"] not in then or then[row["id"]]["outcome"] != row["outcome"]
    ]


def _promise_table(changed: Sequence[tuple[Row | None, Row]]) -> Table:
    lines: list[tuple[Cell, ...]] = [
        (
            Link(quoted(row["promised"]), lived.path(row["id"])),
            Words("not on record") if then is None else promised.pill(then["outcome"]),
            promised.pill(row["outcome"]),
            When(names.day(str(row["last_seen"])) if row["last_seen"] else "nobody looked"),
        )
        for then, row in changed
    ]
    heads = ("Promise", "Before", "Now", "Last look")
    return Table(tuple(Column(Words(head)) for head in heads), tuple(lines), tools=True, what=Words("promises"))


def _changed_data(ask: Ask, before: Study) -> list[tuple[Cell, ...]]:
    """Each data set of either release, and whether it came, went, or has other files."""
    old, lines = before.release.datasets, []
    for name, each in _ordered(ask):
        was = old.get(name)
        word = (
            "came" if was is None else "as before" if was.get("files") == each.get("files") else "newer or other file"
        )
        lines.append((quoted(str(each.get("title") or name)), When(_as_of(each)), Words(word)))
    for name, each in sorted(old.items()):
        if name not in ask.datasets:
            lines.append((quoted(str(each.get("title") or name)), When(_as_of(each)), Words("went")))
    return sorted(lines, key=lambda cells: str(cells[2]) == "as before")
