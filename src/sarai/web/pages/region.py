"""The region at a glance: the largest partners, where and how much, what was promised, and who to whom."""

from decimal import Decimal

from sarai.charts import amounts, maps
from sarai.charts.sheet import Key as Swatch
from sarai.model.vocabulary import SEVERAL
from sarai.web import names, rows, sentences, titles
from sarai.web.ask import Ask, neighbours
from sarai.web.page import Chart, Column, Key, Line, Look, Looks, Nav, Page, Section, Table
from sarai.web.pages import money as shared
from sarai.web.pages import pair as pairs
from sarai.web.pages import partner as partners
from sarai.web.pages import promised
from sarai.web.pages.doubts import doubts_of
from sarai.web.pages.money import Told
from sarai.web.sentences import phrase, q
from sarai.web.spots import placed
from sarai.web.words import (
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
    percent,
    quoted,
)

PATH = "index.html"


def page(ask: Ask) -> Page:
    """The first page of a study."""
    region = names.region(ask.recipients)
    of = len(ask.recipients)
    whom = f"the {number_word(of)} states of {region}" if of > 1 and not region.startswith("all") else region
    if _not_stated(ask):
        whom += " or to a recipient that is not stated"
    found = _largest(ask, whom)
    promises = promised.tell(ask, "region", ask.promises)
    said = sentences.region(
        [
            (
                code,
                held.sum,
                len({row["recipient"] for row in held.rows if row["recipient"] in ask.recipients and row["value"]}),
                held.panel,
            )
            for code, held in found
        ],
        whom,
        of,
        () if promises is None else promises.sentence,
    )
    first: list[Chart] = []
    if found:
        first += [chart for chart in (_map(ask, found), _chart(ask, found)) if chart is not None]
    sections: list[Section] = []
    if promises is not None:
        sections.append(Section("promises", Words("Promises"), (promised.squares_chart(ask, promises, "promises"),)))
        seen = _seen(ask, promises)
        if seen is not None:
            sections.append(Section("seen", Words("Seen last"), (seen,)))
    sections.append(Section("who", Words("Who to whom"), (_table(ask, found),)))
    keys = (
        [
            Key(
                Figure(held.sum.brief, held.panel),
                phrase(
                    q(held.base.did),
                    " by ",
                    q(names.spoken(code)),
                    *_mostly(held),
                    q(held.sum.gap),
                ),
            )
            for code, held in [found[0], *found[2:3]]
            if held.sum.value is not None
        ]
        if found
        else []
    )
    if promises is not None:
        keys.append(
            Key(
                Figure(f"{promises.found.kept} of {promises.found.followed}", promises.kept_panel),
                phrase(
                    "promises known kept; of ",
                    Beside(number_word(promises.found.unknown)),
                    " nothing is known, or nobody looked after the due date",
                ),
            )
        )
    sure: tuple[Part, ...] = ()
    doubts: tuple[Line, ...] = ()
    if found:
        sure = phrase(q("; ".join(dict.fromkeys(_evidence(held) for _, held in found))), ".")
        doubts = (
            Line(phrase("These are different ledgers and kinds of evidence; they are never added up.")),
            *doubts_of(ask, [held for _, held in found])[1][1:],
        )
    return Page(
        PATH,
        Nav.REGION,
        ask.title,
        (Words("The region"),),
        said,
        f"Who committed what to {region}, and which promises were kept.",
        sure=sure,
        doubts=tuple(doubts),
        keys=tuple(keys),
        first=tuple(first),
        sections=tuple(sections),
        slices=(*(held.slice for _, held in found), *(() if promises is None else (promises.slice,))),
        found=(region,),
    )


def _not_stated(ask: Ask) -> bool:
    """Whether some of the money has no stated recipient: it is in every total, and nobody may say it went to the region."""
    bases = [base for base in ask.bases if base.measure == _measure(ask)]
    return any(
        row["recipient"] is None and row["preferred"] for base in bases for row in ask.cells(base, ["recipient"])
    )


def _measure(ask: Ask) -> str:
    return "committed" if any(base.measure == "committed" and base.value for base in ask.bases) else "spent"


def _largest(ask: Ask, whom: str) -> list[tuple[str, Told]]:
    """The largest partners, each by the ledger that tells most of it, all of one kind of money."""
    measure = _measure(ask)
    found: list[tuple[str, Told]] = []
    for code in ask.partners:
        bases = [base for base in ask.bases if base.measure == measure and ask.whole(base, partner=code)]
        for base in bases[:1]:
            held = shared.tell(
                ask, base, f"region-{names.slug(code)}", f"{names.opening(names.spoken(code))} to {whom}", partner=code
            )
            if held is not None and held.sum.value:
                found.append((code, held))
        if len(found) == 3:
            break
    # What several gave together without shares is nobody's place among the largest.
    return sorted(found, key=lambda each: (each[0] == SEVERAL, -(each[1].sum.value or 0)))


def _mostly(held: Told) -> tuple[Part, ...]:
    by: dict[str, list[int]] = {}
    for at, row in enumerate(held.rows):
        if row["recipient"]:
            by.setdefault(row["recipient"], []).append(at)
    best = max(by.items(), key=lambda each: rows.sum_of(held.rows[at] for at in each[1]) or 0, default=None)
    if best is None or len(by) == 1 or not held.sum.value:
        return ()
    value = rows.sum_of(held.rows[at] for at in best[1])
    return phrase(", ", Beside(percent(value, held.sum.value)), " of it to ", q(names.spoken(best[0]))) if value else ()


def _evidence(held: Told) -> str:
    by: dict[str, float] = {}
    for row in held.rows:
        by[str(row["tier"])] = by.get(str(row["tier"]), 0.0) + float(row["value"] or 0)
    whole = sum(by.values())
    best = max(by, key=by.__getitem__)
    share = percent(by[best], whole) if whole else "all"
    return f"{share} of what {held.base.title} tells rests on {names.tier(best)}"


def _map(ask: Ask, found: list[tuple[str, Told]]) -> Chart | None:
    """The largest partner's money per person as colour, the places that the others' records name as points."""
    code, held = found[0]
    base = partners.heads_map(ask, held, code, "map")
    pointed = [(other, placed(each.rows, currency=ask.currency)) for other, each in found]
    spots = [(other, spot) for other, places in pointed for spot in places.spots]
    if base is None or not spots:
        return base or shared.place_chart(ask, held, ask.recipients[0], "map", "point")
    values = {state: value for state, value, _, _ in partners.by_state(held) if state in ask.recipients and value}
    heads = {state: float(value) / ask.people[state][0] for state, value in values.items() if state in ask.people}
    if len(heads) != len(values):
        return base
    bounds = partners.classes(list(heads.values()))
    countries = [
        maps.Country(
            state,
            names.place(state),
            f"{ask.currency} {heads[state]:,.0f}" if state in heads else "",
            partners.level_of(heads[state], bounds) if state in heads else None,
            heads.get(state),
        )
        for state in ask.recipients
    ]
    who = {other for other, _ in spots}
    owners = [names.spoken(each) for each in sorted(who)]
    named = sum(places.named for _, places in pointed)
    plain = [maps.Spot(spot.lon, spot.lat, spot.name) for _, spot in spots]
    title = titles.of_heads(code, [(names.place(state), value) for state, value in heads.items()])
    year = max(ask.people[state][1] for state in heads)
    return Chart(
        maps.places(
            "map",
            countries,
            plain,
            title=title,
            unit=f"{ask.currency} per person {held.base.did} by {names.spoken(code)} (colour, people of {year}); "
            f"a dot is a place that a record of {listed(owners)} names",
            source=shared.source_line(*(each for _, each in found)) + "; World Development Indicators",
            neighbours=neighbours(),
            keys=[*partners.keys_of(bounds), Swatch("point", f"{count(named, 'records')} with a place", "dot")],
        )
    )


def _chart(ask: Ask, found: list[tuple[str, Told]]) -> Chart | None:
    sums: list[tuple[str, dict[str, Decimal]]] = []
    groups = []
    totals: dict[str, float] = {}
    for code, held in found:
        cells = {row["recipient"]: row for row in ask.cells(held.base, ["recipient"], partner=code)}
        sums.append((code, {state: row["preferred"] for state, row in cells.items() if row["n"]}))
        for state, row in cells.items():
            totals[state] = totals.get(state, 0) + float(row["preferred"] or 0)
    scale, size = (1e9, "billion") if max(totals.values(), default=0) >= 1e9 else (1e6, "million")
    for state in sorted(ask.recipients, key=lambda each: -totals.get(each, 0)):
        bars = []
        for code, held in found:
            cell = next(
                (row for row in ask.cells(held.base, ["recipient"], partner=code, recipient=state) if row["n"]), None
            )
            cls = ask.colours.get(code, "beside")
            if cell is None:
                out = not ask.could_hold(held.base, state)
                nothing = amounts.Nothing.OUTSIDE if out else amounts.Nothing.NO_RECORD
                bars.append(
                    amounts.Bar(
                        names.partner(code),
                        None,
                        "not in this source" if out else "no record seen",
                        cls,
                        nothing=nothing,
                    )
                )
            elif cell["preferred"] is None:
                bars.append(
                    amounts.Bar(
                        names.partner(code),
                        None,
                        f"{count(cell['n'], 'records')}, amount not published",
                        cls,
                        nothing=amounts.Nothing.NO_AMOUNT,
                    )
                )
            else:
                value = float(cell["preferred"]) / scale
                told_value = f"{value:.1f}" if value >= 0.095 else f"{value:.2f}" if value >= 0.005 else "<0.01"
                bars.append(
                    amounts.Bar(
                        names.partner(code),
                        value,
                        told_value,
                        cls,
                        None if cell["low"] is None else float(cell["low"]) / scale,
                    )
                )
        groups.append(amounts.Group(names.place(state), tuple(bars)))
    if not groups:
        return None
    spans = [year for _, held in found for year in (held.sum.first, held.sum.last) if year]
    when = f", {names.years(min(spans), max(spans))}" if spans else ""
    of = len({held.base for _, held in found})
    title = titles.of_partners(sums, list(ask.recipients), ledgers=of)
    ledgers = f"{number_word(of)} ledgers, never added up" if of > 1 else "one ledger"
    return Chart(
        amounts.bars(
            "partners",
            groups,
            title=title,
            unit=f"{ask.currency} {size} {found[0][1].base.did}{when}; {ledgers}",
            source=shared.source_line(*(held for _, held in found)),
            unit_of_rows=f"{ask.currency} {size}",
        )
    )


def _seen(ask: Ask, promises: promised.Told) -> Looks | None:
    """The newest looks at promises."""
    seen = [row for row in promises.rows if row["last_seen"] is not None and row["status"]]
    seen.sort(key=lambda row: (row["last_seen"], row["current"] or 0), reverse=True)
    looks = []
    for row in seen[:6]:
        who = ", ".join(names.place(code) for code in row["maker"].split("; "))
        looks.append(
            Look(
                phrase(When(names.day(str(row["last_seen"])))),
                phrase(
                    Link(quoted(row["promised"]), f"promise/{row['id'].lower()}.html"),
                    q(f" ({who}, {row['date'][:4]}): {row['outcome']}"),
                ),
            )
        )
    return Looks(tuple(looks)) if looks else None


def _table(ask: Ask, found: list[tuple[str, Told]]) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for code, held in found:
        for state in ask.recipients:
            cell = next(
                (row for row in ask.cells(held.base, ["recipient"], partner=code, recipient=state) if row["n"]), None
            )
            if cell is None:
                continue
            places = [at for at, row in enumerate(held.rows) if row["recipient"] == state]
            words = f"{names.partner(code)} and {names.place(state)}"
            panel = shared.open_rows(held, f"{names.slug(code)}-{names.slug(state)}", places, title=words)
            value = cell["preferred"]
            low = cell["low"]
            text = "amount not published" if value is None else f"{value / 1_000_000:,.0f}"
            lines.append(
                (
                    Link(words, pairs.path(code, state)),
                    Beside(
                        "" if low is None or low == value else f"{low / 1_000_000:,.0f}",
                        None if low is None else float(low),
                    ),
                    Figure(text, panel, float(value) if value is not None else -1),
                    Beside(f"{cell['n']:,}", cell["n"]),
                )
            )
    lines.sort(key=lambda line: -(line[2].sort or 0) if isinstance(line[2], Figure) else 0)
    heads = (
        ("Partner and state", False),
        ("Low, where it differs", True),
        (f"{ask.currency} m", True),
        ("Records", True),
    )
    return Table(
        tuple(Column(Words(head), number) for head, number in heads),
        tuple(lines),
        caption=phrase("The three largest ledgers; ", Link("all partners and states", "pairs.html"), "."),
    )
