"""What was promised, what came of it, and how sure that is."""

import datetime as dt
from collections import Counter
from typing import Any

from sarai.answers import promises as ledger
from sarai.answers.briefing import Desk, told_of
from sarai.answers.passports import Figure, Style
from sarai.briefs.content import Block, Section, sentence, table, words
from sarai.briefs.words import Cell, Day, Month, Quoted, Words, Year

LONGEST = 60


def section(desk: Desk) -> Section | None:
    """Outcomes counted, and the promises by date with their due day, last look and outcome."""
    rows = ledger.rows_for(desk.session, makers=desk.partners, recipients=desk.recipients, on=desk.on)
    if not rows:
        return None
    counted = [row for row in rows if row["counts_as"] == "counted"]
    outcomes = Counter(row["outcome"] for row in counted)
    whole = _count(desk, counted, "promises counted")
    tally: list[tuple[Cell, ...]] = []
    for outcome, _ in sorted(outcomes.items(), key=lambda each: (-each[1], each[0])):
        of = [row for row in counted if row["outcome"] == outcome]
        number = _count(desk, of, f"promises counted: {outcome}")
        tally.append(
            (
                Words(outcome.capitalize()),
                number,
                desk.share(number, whole, says=f"share of {outcome}{told_of(desk.scope)}"),
            )
        )
    shown = sorted(rows, key=lambda row: (row["date"], row["id"]), reverse=True)[:LONGEST]
    notes: list[tuple[Cell | str, ...]] = [
        ("Parts of a package, repeats and umbrella sums are listed and not counted.",),
    ]
    if len(rows) > LONGEST:
        notes.append(("The newest promises are printed; sarai promises prints all.",))
    unread = _count(desk, [row for row in rows if row["reviewed_by"] == ledger.NOT_REVIEWED], "promises not reviewed")
    blocks: list[Block] = [
        sentence(
            whole, " promises are counted, as known on ", Day(desk.on), ". They are a starter set found by looking, ",
            "not a sample: a share of them is no rate of success. Of all that are listed, ", unread,
            " were not reviewed by a person.",
        ),
        table(
            "promise-outcomes",
            ("What came of the promises that are counted",),
            [("Outcome", False), ("Promises", True), ("Share", True)],
            tally,
        ),
        table(
            "promises",
            ("Promises, the newest first; sums in millions of their own currency",),
            [("Promise", False), ("Made", False), ("What", False), ("Sum", True), ("Currency", False), ("Due", False),
             ("Outcome", False), ("Last seen", False), ("How sure", False)],
            [_row(desk, row) for row in shown],
            notes,
        ),
    ]  # fmt: skip
    people = [row for row in rows if row["count"] is not None]
    if people:
        blocks.append(
            table(
                "promised-counts",
                ("Promised in numbers other than money: people, documents, capacities",),
                [("Promise", False), ("Made", False), ("What", False), ("Number", True),
                 ("Of", False), ("Outcome", False)],
                [
                    (Quoted(row["id"]), _date(row["date"]), Quoted(row["promised"]), _number(desk, row),
                     Quoted(row["count_unit"]), Words(row["outcome"]))
                    for row in people[-LONGEST:]
                ],
            )
        )  # fmt: skip
    return Section("promises", words("Promised, and what came of it"), tuple(blocks))


def _row(desk: Desk, row: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        Quoted(row["id"]),
        _date(row["date"]),
        Quoted(row["promised"]),
        Words("no sum") if row["amount"] is None else _sum(desk, row),
        Words("–") if row["currency"] is None else Quoted(row["currency"]),
        _date(row["due"]) if row["due"] else Words("no date"),
        Words(row["outcome"]),
        None if row["last_seen"] is None else Day(row["last_seen"]),
        Words(row["sure"]),
    )


def _sum(desk: Desk, row: dict[str, Any]) -> Figure:
    return desk.passports.issue(
        says=f"promise {row['id']} of {row['date']}: {row['promised']}",
        value=row["amount"],
        unit=row["currency"],
        how="as stated" if not row["comparator"] else f"as stated: {row['comparator']}",
        rows=(_source(row, row["amount"]),),
        command=f"sarai promise {desk.session.folder.name} {row['id']}",
        style=Style.MILLIONS,
    )


def _number(desk: Desk, row: dict[str, Any]) -> Figure:
    return desk.passports.issue(
        says=f"promise {row['id']} of {row['date']}: {row['promised']}, {row['count_unit']}",
        value=row["count"],
        unit=row["count_unit"],
        how="as stated" if not row["comparator"] else f"as stated: {row['comparator']}",
        rows=(_source(row, row["count"]),),
        command=f"sarai promise {desk.session.folder.name} {row['id']}",
        style=Style.COUNT if float(row["count"]).is_integer() else Style.RATIO,
    )


def _count(desk: Desk, rows: list[dict[str, Any]], says: str) -> Figure:
    return desk.passports.issue(
        says=f"{says}{told_of(desk.scope)}",
        value=len(rows),
        unit="promises",
        how="count of the promises",
        rows=tuple(_source(row, None) for row in rows[:3]),
        more_rows=max(0, len(rows) - 3),
        command=f"sarai promises {desk.session.folder.name}",
        style=Style.COUNT,
    )


def _source(row: dict[str, Any], value: Any) -> dict[str, Any]:
    return {
        "value": value,
        "key": row["id"],
        "title": row["promised"],
        "year": row["date"][:4],
        "status": row["outcome"],
        "dataset": row["file"],
        "locator": f"{row['locator']}; {'; '.join(row['sources'][:2])}",
        "tier": row["tier"],
    }


def _date(stated: str) -> Cell:
    if len(stated) == 10:
        return Day(dt.date.fromisoformat(stated))
    return Year(int(stated)) if len(stated) == 4 else Month(int(stated[:4]), int(stated[5:]))
