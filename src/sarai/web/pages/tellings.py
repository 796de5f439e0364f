"""The tellings of a project side by side: one a record of a file, however many statements it makes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.charts import amounts
from sarai.web import names, rows
from sarai.web.ask import COUNTED, Ask, Base
from sarai.web.page import Column, Phone, Table
from sarai.web.slices import Column as SliceColumn
from sarai.web.slices import Slice
from sarai.web.slices import Told as Told_cell
from sarai.web.words import Beside, Cell, Link, Pill, When, Words, count, millions, percent, quoted

Row = Mapping[str, Any]


def one_each(told: Sequence[Row]) -> list[Row]:
    """A row a telling, which is a record of a file: its statements, and their parts by sector or recipient, added up.

    Seven payments of one record are one telling of it, and no seven publishers that disagree.
    """
    held: dict[tuple[str, str], list[Row]] = {}
    for row in told:
        held.setdefault((row["file"], row["activity"]), []).append(row)
    return [_whole(each) for each in held.values()]


def _whole(parts: Sequence[Row]) -> Row:
    speaks = next((row for row in parts if row["counts"] in COUNTED), parts[0])
    if len(parts) == 1:
        return speaks
    values = [row["value"] for row in parts if row["value"] is not None]
    # Parts of one statement repeat its whole amount, each at the place where it stands in the file.
    stated = {(row["locator"], row["date"], row["amount"], row["currency"]) for row in parts}
    stated_amounts = [amount for *_, amount, _ in stated if amount is not None]
    one = len({currency for *_, currency in stated}) == 1
    return {
        **speaks,
        "value": sum(values, Decimal()) if values else None,
        "amount": sum(stated_amounts, Decimal()) if stated_amounts and one else None,
        "mixed": bool(stated_amounts) and not one,
        "statements": len(stated),
    }


def slice_of(ask: Ask, slug: str, tellings: Sequence[Row]) -> Slice:
    """The tellings of a project as rows that a figure opens."""
    columns = (SliceColumn("Told by"), SliceColumn("Stated", True), SliceColumn("Status"), SliceColumn("Rule"))
    held = []
    for row in tellings:
        who = rows.publisher(ask, row)
        held.append(
            (
                Told_cell(who.text, f"{names.day(rows.when_of(row))}; {who.note}", who.href),
                Told_cell(_stated(row)),
                Told_cell(_status_in(row)),
                Told_cell(_rule(row)),
            )
        )
    return Slice(f"project-{slug}-tellings", columns, held, [1] * len(held), "tellings")


def _is_of(row: Row, main: Row) -> bool:
    return (row["file"], row["activity"]) == (main["file"], main["activity"])


def _stated(row: Row) -> str:
    """What a telling states in all, and in how many statements."""
    if row.get("mixed"):
        return f"{row['statements']} statements in several currencies"
    many = f" in {count(row['statements'], 'statements')}" if row.get("statements", 1) > 1 else ""
    return f"{rows.stated(row)}{many}"


def _status_in(row: Row) -> str:
    """The status as the source words it; the meaning of one that is a mere number."""
    word = str(row["status_stated"] or "")
    if not word or word.isdigit():
        return names.STATUSES.get(str(row["status"]), (word or "not stated", ""))[0]
    return word


def _rule(row: Row) -> str:
    if row["counts"] in COUNTED:
        return "counted"
    return str(row["counts"]) if row["counts"] != "out" else str(row["rule"]).replace("_", " ")


def chart(ask: Ask, valued: Sequence[Row], main: Row, base: Base) -> Any:
    """The amounts of the tellings as bars, the one that counts in colour."""
    top = max(row["value"] for row in valued)
    low = min(row["value"] for row in valued)
    cls = ask.colours.get(main["partner"], "p3")
    bars = tuple(
        amounts.Bar(
            f"{rows.publisher(ask, row).text}, {names.day(rows.when_of(row))}",
            float(row["value"]),
            millions(row["value"]),
            cls if row["counts"] in COUNTED else "beside",
            strong=row["counts"] in COUNTED,
        )
        for row in sorted(valued, key=lambda row: -row["value"])[:12]
    )
    spread = percent(top - low, top) if top else "0 %"
    same = top == low
    title = (
        f"{len(valued)} tellings give the same amount"
        if same
        else f"{len(valued)} tellings differ by {spread} of the largest"
    )
    return amounts.bars(
        "amounts",
        [amounts.Group("", bars)],
        title=title,
        unit=f"{ask.currency} million; the one that is counted in colour, those told again pale",
        source=base.title,
        unit_of_rows=ask.currency,
    )


def table(ask: Ask, tellings: Sequence[Row], main: Row) -> Table:
    """Every telling side by side: by whom, when, how much, against the one that counts."""
    lines: list[tuple[Cell, ...]] = []
    whole = next((row["value"] for row in tellings if _is_of(row, main)), None)
    for row in tellings:
        who = rows.publisher(ask, row)
        against = (
            ""
            if _is_of(row, main) or not whole or row["value"] is None
            else f"{(row['value'] / whole - 1) * 100:+.0f} %"
        )
        lines.append(
            (
                Link(who.text, who.href, who.note) if who.href else quoted(f"{who.text} ({who.note})"),
                When(names.day(rows.when_of(row))),
                Beside(_stated(row)),
                Beside(
                    "" if row["value"] is None else millions(row["value"]),
                    None if row["value"] is None else float(row["value"]),
                ),
                Beside("same" if against in ("+0 %", "-0 %") else against.replace("-", "−")),
                quoted(_status_in(row)),
                quoted(names.tier(str(row["tier"]))),
                Pill(_rule(row), "kept" if row["counts"] in COUNTED else "unseen"),
            )
        )
    heads = (
        ("Said by", False),
        ("Dated", False),
        ("Stated", True),
        (f"{ask.currency} m", True),
        ("Against counted", True),
        ("Status in the source", False),
        ("Evidence", False),
        ("Rule", False),
    )
    return Table(tuple(Column(Words(head), number) for head, number in heads), tuple(lines), phone=Phone.WIDE)
