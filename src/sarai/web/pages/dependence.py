"""How much of a state hangs on its partners, channel by channel, and whether more than ten years before."""

from collections.abc import Mapping, Sequence
from typing import Any

from sarai import codelists
from sarai.charts import amounts
from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Chart, Column, Known, Line, Nav, Page, Phone, Prose, Section, Table, line
from sarai.web.pages import recipient as recipients
from sarai.web.sentences import phrase, q
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import Beside, Cell, Figure, Link, Part, Pill, When, Words, count, listed, money, quoted

Row = Mapping[str, Any]
_LOOKS = {"yes": "over", "no": "kept", "cannot be said": "unseen"}


def path(recipient: str) -> str:
    """Where the page of a recipient's dependence stands."""
    return f"dependence/{names.slug(recipient)}.html"


PARTS = (
    ("partners", "More than ten years before?"),
    ("why", "Why"),
    ("numbers", "The newest number of each measure"),
)
"""The sections of a page, where anything is told."""


_FOUND = (
    *("dependence", "dependent", "depends", "influence", "debt", "trade", "imports", "exports", "investment"),
    *("students", "votes"),
)


def known(ask: Ask, recipient: str) -> Known:
    """What a search knows of the page, without asking what each partner weighs."""
    found = (*_FOUND, recipient, *map(names.place, ask.depended_on))
    return Known(Nav.PAIRS, f"What {names.spoken(recipient)} hangs on", found, PARTS)


def page(ask: Ask, recipient: str) -> Page:
    """The page of what a state hangs on."""
    whom = names.spoken(recipient)
    sections: list[Section] = []
    slices: list[Slice] = []
    first: list[Chart] = []
    say: tuple[Part, ...] = ()
    doubts: dict[str, Line] = {}
    by_partner: dict[str, list[tuple[str, str, str]]] = {}
    numbers: list[tuple[Cell, ...]] = []
    for partner in ask.depended_on:
        answer = ask.dependence(recipient, partner)
        if answer is None:
            continue
        lines = _answers(answer.notes)
        own = _until([row for row in answer.rows if row["partner"] == partner], ask.on.year)
        if not own:
            continue
        by_partner[partner] = lines
        spans = _spans(own)
        held = _slice(recipient, partner, own, spans)
        panel = held.open(
            f"on-{names.slug(partner)}",
            title=f"{names.opening(whom)} and {names.spoken(partner)}: {count(len(own), 'measures')}",
            tells="Each with its years, bounds and note; unlike things are never added.",
            total=len(own),
        )
        slices.append(held)
        if not say:
            say = _say(whom, partner, lines, panel)
            charts = (_chart(own, recipient, partner), _invested(own, recipient, partner))
            first += [chart for chart in charts if chart is not None]
        for note in answer.notes[1 + len(lines) :]:
            doubts.setdefault(note, line(q(note)))
        numbers += _numbers(own, panel, partner, spans)
    if by_partner:
        sections = [
            Section(name, Words(heading), blocks)
            for (name, heading), blocks in zip(
                PARTS,
                ((*_matrix(by_partner), _chosen()), (_table(by_partner),), (_numbers_table(numbers),)),
                strict=True,
            )
        ]
    return Page(
        path(recipient),
        Nav.PAIRS,
        f"What {whom} hangs on",
        phrase(
            Link("Partners and states", "pairs.html"), " · ", Link(names.place(recipient), recipients.path(recipient))
        ),
        say or phrase("Nothing is told of what ", q(whom), " hangs on."),
        f"How much of {whom} hangs on its partners, channel by channel.",
        doubts=tuple(doubts.values()),
        sure=phrase("a direction is told only where chance would rarely give it; what is not loaded is not zero.")
        if say
        else (),
        first=tuple(first),
        sections=tuple(sections),
        slices=tuple(slices),
        found=known(ask, recipient).found,
    )


def _chosen() -> Prose:
    return Prose(
        (
            line(
                "Ten years are the newest year that is told and the year ten before it; another first year can turn the "
                "answer. Yes or no stands only where the years between go one way. A direction over all years that are "
                "told is another question and stands by each number."
            ),
        ),
        Words("What is compared"),
    )


def _until(rows: Sequence[Row], year: int) -> list[dict[str, Any]]:
    """Spans of years that end after the release end with it: what has not been is not told."""
    return [{**row, "last": max(row["first"], min(row["last"], year))} for row in rows]


def _spans(rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """The first and last year of each measure, which its direction is of."""
    found: dict[tuple[str, str], str] = {}
    for key in {(row["channel"], row["measure"]) for row in rows}:
        of = [row for row in rows if (row["channel"], row["measure"]) == key]
        found[key] = f"{min(row['first'] for row in of)}–{max(row['last'] for row in of)}"
    return found


def told_direction(direction: str | None, span: str) -> str:
    """Which way a measure goes, and over which years."""
    return f"{direction}, {span}" if direction else "no direction told"


def told_bounds(row: Row) -> str:
    """The lower and the higher report of a number; nothing where both are one."""
    if row["low"] is None or row["high"] is None or row["low"] == row["high"]:
        return ""
    return f"{_value({**row, 'value': row['low']})} to {_value({**row, 'value': row['high']})}"


def _matrix(by_partner: Mapping[str, list[tuple[str, str, str]]]) -> tuple[Table | Prose, ...]:
    """Each partner of whom anything can be said, by which channels more and by which less; then the others in a line."""
    rows_: list[tuple[Cell, ...]] = []
    silent: list[str] = []
    for partner, lines in sorted(by_partner.items(), key=lambda each: -_said(each[1])):
        whom = names.opening(names.spoken(partner))
        more, less = ([_small(channel) for channel, told, _ in lines if told == word] for word in ("yes", "no"))
        if not more and not less:
            silent.append(names.spoken(partner))
            continue
        left = len(lines) - len(more) - len(less)
        rows_.append((quoted(whom), *(_by(each) for each in (more, less)), Beside(f"{left} of {len(lines)}", left)))
    blocks: list[Table | Prose] = []
    if rows_:
        heads = (("On", False), ("More, by", False), ("Not more, by", False), ("Cannot be said, channels", True))
        blocks.append(
            Table(
                tuple(Column(Words(head), number) for head, number in heads),
                tuple(rows_),
                phone=Phone.WIDE,
                what=Words("partners"),
                caption=phrase("Why stands below."),
            )
        )
    if silent:
        of = phrase("Of ", q(listed(silent)), " it cannot be said by any channel; what is missing stands below.")
        blocks.append(Prose((line(*of),)))
    return tuple(blocks)


def _said(lines: Sequence[tuple[str, str, str]]) -> int:
    """Of how many channels it can be said."""
    return sum(answer != "cannot be said" for _, answer, _ in lines)


def _by(channels: list[str]) -> Cell:
    return quoted(names.opening(listed(channels))) if channels else Words("none")


def _answers(notes: Sequence[str]) -> list[tuple[str, str, str]]:
    """Channel, answer and why, of the lines that follow the question."""
    found = []
    for note in notes[1:]:
        channel, colon, rest = note.partition(": ")
        answer = next((word for word in ("yes", "no", "cannot be said") if rest.startswith(word)), "")
        if not colon or not answer:
            break
        why = (
            rest.removeprefix(answer)
            .strip()
            .removeprefix("from here")
            .strip()
            .rstrip(".")
            .removeprefix("(")
            .removesuffix(")")
        )
        found.append((channel, answer, why))
    return found


def _say(whom: str, partner: str, lines: Sequence[tuple[str, str, str]], panel: str) -> tuple[Part, ...]:
    """Whether a state hangs more on a partner than ten years before, channel by channel."""
    yes = [channel for channel, answer, _ in lines if answer == "yes"]
    no = [channel for channel, answer, _ in lines if answer == "no"]
    silent = len(lines) - len(yes) - len(no)
    said = phrase("Does ", q(whom), " hang more on ", q(names.spoken(partner)), " than ten years before? ")
    parts = []
    if yes:
        parts.append(f"By {listed([_small(each) for each in yes])} it does")
    if no:
        parts.append(f"{'by' if parts else 'By'} {listed([_small(each) for each in no])} it does not")
    said += phrase(q("; ".join(parts)), "; ") if parts else ()
    n = Figure(f"{silent} of {count(len(lines), 'channels')}", panel, silent)
    return phrase(*said, "for " if parts else "For ", n, " it cannot be said from what is loaded here.")


def _small(channel: str) -> str:
    return channel[:1].lower() + channel[1:]


def _table(by_partner: Mapping[str, list[tuple[str, str, str]]]) -> Table:
    told_lines: list[tuple[Cell, ...]] = [
        (quoted(channel), quoted(names.opening(names.spoken(partner))), Pill(answer, _LOOKS[answer]), quoted(why))
        for partner, lines in by_partner.items()
        for channel, answer, why in sorted(lines, key=lambda each: each[1] == "cannot be said")
    ]
    heads = (("Channel", True), ("On", True), ("More than ten years before?", True), ("Why", False))
    columns = tuple(Column(Words(head), pick=pick) for head, pick in heads)
    return Table(columns, tuple(told_lines), tools=True, what=Words("answers"))


def _value(row: Row) -> str:
    value = row["value"]
    if value is None:
        return "not reported"
    if row["unit"] == "yes or no":
        return "yes" if value else "no"
    if row["unit"] == "share":
        return f"{value * 100:.1f} %"
    if row["unit"] in codelists.load("currencies"):
        return money(value, str(row["unit"]))
    return f"{value:,.3f}".rstrip("0").rstrip(".") if abs(value) < 1000 else f"{value:,.0f}"


def _numbers(
    rows: Sequence[Row], panel: str, partner: str, spans: Mapping[tuple[str, str], str]
) -> list[tuple[Cell, ...]]:
    newest: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["channel"], row["measure"])
        if key not in newest or (row["last"] or 0) >= (newest[key]["last"] or 0):
            newest[key] = row
    lines: list[tuple[Cell, ...]] = []
    for row in newest.values():
        years = f"{row['first']}" if row["first"] == row["last"] else f"{row['first']}–{row['last']}"
        lines.append(
            (
                quoted(f"{row['channel']}: {row['measure']}"),
                quoted(names.opening(names.spoken(partner))),
                Figure(_value(row), panel, row["value"]),
                Beside(told_bounds(row)),
                quoted(str(row["unit"] or "")),
                When(years),
                quoted(told_direction(row["direction"], spans[row["channel"], row["measure"]])),
            )
        )
    return lines


def _numbers_table(lines: Sequence[tuple[Cell, ...]]) -> Table:
    heads = ("Measure", "On", "Value", "Bounds", "Unit", "Years", "Over all its years")
    columns = tuple(Column(Words(head), head in ("Value", "Bounds"), head in ("Measure", "On")) for head in heads)
    return Table(columns, tuple(lines), tools=True, what=Words("measures"))


def _chart(rows: Sequence[Row], recipient: str, partner: str) -> Chart | None:
    series: dict[str, dict[int, float]] = {}
    for row in rows:
        if row["unit"] == "share" and row["first"] == row["last"] and row["value"] is not None:
            series.setdefault(f"{row['channel']}: {row['measure']}", {})[row["first"]] = row["value"] * 100
    held = {name: values for name, values in series.items() if len(values) >= 5}
    if not held:
        return None
    first = min(min(values) for values in held.values())
    last = max(max(values) for values in held.values())
    panels = [
        amounts.Panel(
            name,
            tuple(
                amounts.Year(year, values.get(year), None if year in values else amounts.Nothing.NO_RECORD)
                for year in range(first, last + 1)
            ),
            "p1" if at == 0 else "p3",
        )
        for at, (name, values) in enumerate(sorted(held.items())[:3])
    ]
    name, values = max(held.items(), key=lambda each: len(each[1]))
    then, now = values[min(values)], values[max(values)]
    measure = name.partition(": ")[2]
    title = (
        f"{names.opening(names.spoken(partner))}: {measure} {then:.0f} % in {min(values)}, {now:.0f} % in {max(values)}"
    )
    return Chart(
        amounts.years(
            "shares",
            panels,
            title=title,
            unit="per cent, each measure on the same scale",
            source="the study’s numbers about pairs of countries",
            unit_of_rows="per cent",
        ),
    )


def _invested(rows: Sequence[Row], recipient: str, partner: str) -> Chart | None:
    """The line behind a comparison of two years of investment, which depends on the years that are chosen."""
    held = {
        row["first"]: row["value"] / 1e9
        for row in rows
        if row["channel"] == "investment" and row["unit"] == "USD" and row["value"] and row["first"] == row["last"]
    }
    if len(held) < 5:
        return None
    first, last = min(held), max(held)
    told = tuple(
        amounts.Year(year, held.get(year), None if year in held else amounts.Nothing.NO_RECORD)
        for year in range(first, last + 1)
    )
    most = max(held, key=lambda year: held[year])
    title = (
        f"{names.opening(names.spoken(partner))}’s investment in {names.spoken(recipient)}: "
        f"{money(held[first] * 1e9)} in {first}, {money(held[last] * 1e9)} in {last}"
    )
    title += f"; most in {most}, {money(held[most] * 1e9)}" if most not in (first, last) else ""
    return Chart(
        amounts.years(
            "invested",
            [amounts.Panel("Direct investment, stock at the end of the year", told, "p1")],
            title=title,
            unit="USD billion, as the state reports it, else the partner",
            source="the study’s numbers about pairs of countries",
            unit_of_rows="USD billion",
        ),
    )


def _slice(recipient: str, partner: str, rows: Sequence[Row], spans: Mapping[tuple[str, str], str]) -> Slice:
    columns = (
        SliceColumn("Measure"),
        SliceColumn("Value", True),
        SliceColumn("Bounds"),
        SliceColumn("Over all its years"),
        SliceColumn("Note"),
    )
    held = []
    for row in rows:
        years = f"{row['first']}" if row["first"] == row["last"] else f"{row['first']}–{row['last']}"
        held.append(
            (
                Told_cell(f"{row['channel']}: {row['measure']}", years),
                Told_cell(_value(row), str(row["unit"] or "")),
                Told_cell(told_bounds(row)),
                Told_cell(told_direction(row["direction"], spans[row["channel"], row["measure"]])),
                Told_cell(quoted(row["note"] or "–")),
            )
        )
    return Slice(
        f"dependence-{names.slug(recipient)}-{names.slug(partner)}", columns, held, [1] * len(held), "measures"
    )
