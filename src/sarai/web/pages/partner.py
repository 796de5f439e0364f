"""A partner in all recipients: how much, to whom, when, for what, and what became of its promises."""

import itertools
from decimal import Decimal

from sarai.charts import maps
from sarai.charts.amounts import ticks
from sarai.charts.sheet import Key as Swatch
from sarai.web import names, rows, sentences, titles
from sarai.web.ask import Ask, neighbours
from sarai.web.page import Chart, Column, Key, Nav, Page, Section, Table
from sarai.web.pages import money as shared
from sarai.web.pages import pair as pairs
from sarai.web.pages import promised
from sarai.web.pages.doubts import doubts_of
from sarai.web.pages.money import Told
from sarai.web.sentences import phrase, q
from sarai.web.words import Beside, Cell, Figure, Link, Words, count, millions, percent, short


def path(partner: str) -> str:
    """Where the page of a partner stands."""
    return f"partner/{names.slug(partner)}.html"


def page(ask: Ask, partner: str) -> Page:
    """The page of a partner."""
    name = f"partner-{names.slug(partner)}"
    region = names.region(ask.recipients)
    who = names.opening(names.partner(partner))
    found = shared.tells_of(ask, name, f"{names.opening(names.spoken(partner))} to {region}", partner=partner)
    main = found[0]
    cls = ask.colours.get(partner, "p3")
    promises = promised.tell(ask, name, ask.promises_of(partner), f"of {names.spoken(partner)}")
    states = by_state(main)
    told_states = [each for each in states if each[0] in ask.recipients]
    most = next(((code, value, panel) for code, value, panel, _ in told_states if value), None)
    sure, doubts = doubts_of(ask, found)
    first = [
        chart for chart in (heads_map(ask, main, partner, "map"), shared.years_chart(ask, found, "years", cls)) if chart
    ]
    sections = [Section("whom", Words("To whom"), (_states_table(ask, found, partner),))]
    sectors = shared.sector_chart(main, "sectors", cls)
    if sectors is not None:
        sections.append(Section("what-for", Words("What for"), (sectors,)))
    if any(rows.is_project(row) for row in main.rows):
        sections.append(
            Section("projects", Words("Every project, by name"), (shared.projects_table(ask, main, whom=True),))
        )
    if promises is not None:
        sections.append(
            Section(
                "promises",
                Words("What was promised"),
                (
                    promised.squares_chart(ask, promises, "promises"),
                    promised.table(ask, promises, makers=False),
                ),
            )
        )
    keys = []
    if main.sum.value is not None:
        words = phrase(q(main.base.did), " in ", q(count(main.sum.records, "records")), q(main.sum.gap))
        keys.append(Key(Figure(main.sum.brief, main.panel), words))
    if most is not None and main.sum.value:
        keys.append(
            Key(
                Figure(short(most[1], ask.currency), most[2]),
                phrase(
                    "in ",
                    q(names.spoken(most[0])),
                    ", ",
                    Beside(percent(most[1], main.sum.value)),
                    " of all",
                ),
            )
        )
    if promises is not None:
        keys.append(promises.key)
    for other in found[1:]:
        if other.sum.value is not None and len(keys) < 3:
            keys.append(
                Key(
                    Figure(other.sum.brief, other.panel),
                    phrase(
                        q(other.base.did),
                        " by another count, ",
                        q(other.base.title),
                    ),
                )
            )
    return Page(
        path(partner),
        Nav.PAIRS,
        f"{who} in {region}",
        phrase(Link("Partners and states", "pairs.html")),
        sentences.partner(
            partner,
            region,
            main.sum,
            main.panel,
            most=most,
            states=len([each for each in told_states if each[3]]),
            of=len(ask.recipients),
            promises=() if promises is None else promises.sentence,
        ),
        f"What {names.spoken(partner)} {main.base.did} in {region}, by state, year and project.",
        sure=sure,
        doubts=doubts,
        keys=tuple(keys),
        first=tuple(first),
        sections=tuple(sections),
        slices=(*(each.slice for each in found), *(() if promises is None else (promises.slice,))),
        found=(who, partner),
    )


def by_state(held: Told) -> list[tuple[str, Decimal | None, str, int]]:
    """Recipient, value, panel and records, largest first."""
    places: dict[str, list[int]] = {}
    for at, row in enumerate(held.rows):
        places.setdefault(row["recipient"] or "", []).append(at)
    found = []
    for code, chosen in places.items():
        value = rows.sum_of(held.rows[each] for each in chosen)
        title = f"{held.base.did} in {names.place(code or None)}"
        panel = shared.open_rows(
            held, f"in-{names.slug(code or 'none')}-{held.base.id}", chosen, title=names.opening(title)
        )
        found.append((code, value, panel, rows.distinct(held.rows[each] for each in chosen)))
    return sorted(found, key=lambda each: -(each[1] or 0))


def _states_table(ask: Ask, found: list[Told], partner: str) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for held in found:
        whole = held.sum.value
        for code, value, panel, n in by_state(held):
            link: Cell = q(names.place(code or None))
            if code in ask.recipients:
                link = Link(names.place(code), pairs.path(partner, code))
            amount = "amount not published" if value is None else millions(value)
            lines.append(
                (
                    link,
                    q(f"{held.base.did}, {held.base.title}"),
                    Figure(amount, panel, float(value or -1)),
                    Beside(percent(value, whole) if value and whole else ""),
                    Beside(f"{n:,}", n),
                )
            )
        if len(lines) > 1:
            lines.append(
                (
                    Words("All"),
                    q(f"{held.base.did}, {held.base.title}"),
                    Figure("amount not published" if whole is None else millions(whole), held.panel),
                    Beside("100 %"),
                    Beside(f"{held.sum.records:,}", held.sum.records),
                )
            )
    heads = (
        ("State", False),
        ("Kind of money", False),
        (f"{ask.currency} m", True),
        ("Share", True),
        ("Records", True),
    )
    return Table(tuple(Column(Words(head), number) for head, number in heads), tuple(lines))


def heads_map(ask: Ask, held: Told, partner: str, name: str) -> Chart | None:
    """Recipients coloured by a partner's money per person, where their people are known; else by money."""
    values = {code: value for code, value, _, _ in by_state(held) if code in ask.recipients}
    if not values:
        return None
    heads = {code: float(value) / ask.people[code][0] for code, value in values.items() if value and code in ask.people}
    per_head = len(heads) == len([value for value in values.values() if value]) and bool(heads)
    shown = heads if per_head else {code: float(value) / 1e6 for code, value in values.items() if value}
    bounds = classes(list(shown.values()))
    currency = ask.currency
    countries = [
        maps.Country(
            code,
            names.place(code),
            (f"{currency} {shown[code]:,.0f}" if shown[code] >= 1 else f"{currency} {shown[code]:,.2f}")
            if code in shown
            else "amount not published"
            if code in values
            else "no record",
            level_of(shown[code], bounds) if code in shown else None,
            shown.get(code),
        )
        for code in ask.recipients
    ]
    year = max((ask.people[code][1] for code in heads), default=None)
    unit = (
        f"{currency} per person {held.base.did} in all years told, by the people of {year}"
        if per_head
        else f"{currency} million {held.base.did}"
    )
    title = (
        titles.of_heads(partner, [(names.place(code), value) for code, value in heads.items()])
        if per_head
        else (
            f"{names.opening(names.spoken(partner))}: most money in {names.place(max(shown, key=shown.__getitem__))}"
            if shown
            else f"No amount of {names.spoken(partner)} is published"
        )
    )
    return Chart(
        maps.places(
            name,
            countries,
            (),
            title=title,
            unit=unit,
            source=shared.source_line(held) + ("; World Development Indicators" if per_head else ""),
            neighbours=neighbours(),
            keys=keys_of(bounds),
        )
    )


def classes(values: list[float]) -> list[float]:
    """Round bounds that part values into at most four classes."""
    if not values:
        return []
    top = max(values)
    step = ticks(0, top, 4)
    inner = [each for each in step[1:] if each < top]
    return inner[-3:] if len(inner) > 3 else inner


def level_of(value: float, bounds: list[float]) -> int:
    """The class of a value: one of four, the last the largest."""
    return sum(value >= bound for bound in bounds) + (3 - len(bounds))


def keys_of(bounds: list[float]) -> list[Swatch]:
    """The key of the classes."""
    if not bounds:
        return []
    edges = [
        f"under {bounds[0]:,g}",
        *(f"{a:,g}–{b:,g}" for a, b in itertools.pairwise(bounds)),
        f"{bounds[-1]:,g} and more",
    ]
    first = 3 - len(bounds)
    return [Swatch(maps.CLASSES[first + at], words) for at, words in enumerate(edges)]
