"""What was promised, what came of it, and how sure that is."""

import datetime as dt
import shlex
from collections.abc import Sequence
from typing import Any

from sarai.briefs.content import Block, Section, Table, sentence, table, words
from sarai.briefs.sections._promised import by_outcome, rows_of, served
from sarai.briefs.sections._shared import status
from sarai.briefs.words import Cell, Day, Month, Quoted, Words, Year
from sarai.model.figures import Figure, Style
from sarai.study import NOT_REVIEWED, CountsAs, Desk, Outcome

LONGEST = 60
"""Promises that the list prints where they are few enough for a page or three."""
NEWEST = 30
"""Promises that the list prints where there are more."""


def section(desk: Desk) -> Section | None:
    """Outcomes counted, the promises by date with their due day, last look and outcome, and what serves them."""
    rows = rows_of(desk)
    if not rows:
        return None
    counted = [row for row in rows if row["counts_as"] == "counted"]
    came = by_outcome(desk)
    whole = _count(desk, counted, "promises counted", by="outcome", of=came.get("promises", 0))
    tally: list[tuple[Cell, ...]] = []
    for outcome in sorted((each.value for each in Outcome if came.get(each)), key=lambda each: (-came[each], each)):
        like = [row for row in counted if row["outcome"] == outcome]
        number = _count(desk, like, f"promises counted: {outcome}", by="outcome", of=came[outcome])
        tally.append((Words(outcome.capitalize()), number))
    listed = _count(desk, rows, "promises listed")
    blocks: list[Block] = [
        sentence(
            listed, " promises are known on ", Day(desk.on), "; ", whole, " of them are counted. The others repeat or "
            "belong to one that is, cover several as an umbrella, or were only asked for. The promises are a starter "
            "set found by looking, not a sample: a share of them is no rate of success.",
        ),
        sentence(*_read(desk, rows)),
        table(
            "promise-outcomes",
            ("What came of the promises that are counted",),
            [("Outcome", False), ("Promises", True)],
            tally,
            [_coverage(desk, counted)],
        ),
    ]  # fmt: skip
    newest = sorted(rows, key=lambda row: (row["date"], row["id"]), reverse=True)
    shown = newest if len(rows) <= LONGEST else newest[:NEWEST]
    if len(shown) < len(rows):
        blocks.append(_by_maker(desk, rows))
    blocks.append(_list(desk, shown, listed))
    pairs = [each for each in served(desk) if len(shown) == len(rows) or each["sure"]]
    if pairs:
        blocks.append(_pairs(pairs))
    people = [row for row in shown if row["count"] is not None]
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
                    for row in people
                ],
            )
        )  # fmt: skip
    return Section("promises", words("Promised, and what came of it"), tuple(blocks))


def _coverage(desk: Desk, counted: list[dict[str, Any]]) -> tuple[Cell | str, ...]:
    """How many could be checked, by looks until when, by which version of the method; no rate, for it is no sample."""
    checked = [row for row in counted if row["checkable"] == "yes"]
    seen = [row for row in checked if row["last_seen"] is not None]
    if not seen:
        return ("None of them can be checked as worded, or nobody has looked at one that can.",)
    return (
        _count(desk, checked, "promises that can be checked as worded"), " of them can be checked as worded, and ",
        _count(desk, seen, "promises that can be checked and were looked at"), " of these were looked at, last on ",
        Day(max(row["last_seen"] for row in seen)), ". Judged by version ", Quoted(seen[0]["method"]), " of "
        "docs/method.md. These are counts and no rate, for they are no sample.",
    )  # fmt: skip


def _read(desk: Desk, rows: list[dict[str, Any]]) -> tuple[Cell | str, ...]:
    if all(row["read"] == NOT_REVIEWED for row in rows):
        return ("None of them has been reviewed by a person.",)
    unread = [row for row in rows if not row["read"].startswith("reviewed by ")]
    if not unread:
        return ("Two people have read each of them against its source.",)
    return (_count(desk, unread, "promises not read by two people"), " of them have not been read by two people.")


def _by_maker(desk: Desk, rows: list[dict[str, Any]]) -> Table:
    """Where a list would be too long: how many promises each maker made, the most first."""
    told: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        told.setdefault(row["maker"], []).append(row)
    lines: list[tuple[Cell, ...]] = []
    for maker, of in sorted(told.items(), key=lambda each: (-len(each[1]), each[0])):
        counted = [row for row in of if row["counts_as"] == "counted"]
        done = [row for row in counted if row["outcome"] in (Outcome.KEPT, Outcome.KEPT_LATE)]
        lines.append(
            (
                _names(desk, maker.split("; ")),
                _count(desk, of, f"promises listed, made by {maker}"),
                _count(desk, counted, f"promises counted, made by {maker}") if counted else Words("–"),
                _count(desk, done, f"promises kept or kept late, made by {maker}") if done else Words("–"),
            )
        )
    return table(
        "promise-makers",
        ("Promises by who made them",),
        [("Made by", False), ("Listed", True), ("Counted", True), ("Of these kept, in time or late", True)],
        lines,
    )


def _list(desk: Desk, shown: list[dict[str, Any]], listed: Figure) -> Table:
    notes: list[tuple[Cell | str, ...]] = [
        ("Counted says whether a promise is in the numbers above, and if not, why.",),
    ]
    if any(_regional(desk, row) for row in shown):
        notes.append(("The whole region: promised to all recipients of the study together, without shares.",))
    if listed.value is not None and len(shown) < listed.value:
        notes.append(
            ("The newest of ", listed, " are printed. A brief of one partner or one recipient, and ",
             Quoted(f"sarai promises {desk.study.folder.name}"), ", have the others.")
        )  # fmt: skip
    heads = [("Promise", False), ("Made", False), *([("By", False)] if len(desk.partners) != 1 else []),
             ("For", False), ("What", False), ("Sum", True), ("Currency", False), ("Due", False), ("Outcome", False),
             ("Counted", False), ("Last seen", False), ("How sure", False)]  # fmt: skip
    return table(
        "promises",
        ("Promises, the newest first; sums in millions of their own currency",),
        heads,
        [_row(desk, row) for row in shown],
        notes,
    )


def _pairs(pairs: list[dict[str, Any]]) -> Table:
    return table(
        "promises-served",
        ("Promises beside the records that serve them",),
        [("Promise", False), ("What", False), ("Outcome of the promise", False), ("Record", False),
         ("Status of the record", False), ("Link", False)],
        [
            (Quoted(each["promise"]), Quoted(each["promised"]), Words(each["outcome"]),
             Quoted(f"{each['title']} ({each['activity']})" if each["title"] else each["activity"]),
             None if each["status"] is None else Words(status(each["status"])),
             Words("linked" if each["sure"] else "likely the same; a person has to say"))
            for each in pairs
        ],
        [("The outcome rests on dated looks at the promise alone, the status on the record: they can differ, and "
          "neither is put right by the other.",)],
    )  # fmt: skip


def _row(desk: Desk, row: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        Quoted(row["id"]),
        _date(row["date"]),
        *((_names(desk, row["maker"].split("; ")),) if len(desk.partners) != 1 else ()),
        Words("the whole region") if _regional(desk, row) else _names(desk, row["addressees"]),
        Quoted(row["promised"]),
        Words("no sum") if row["amount"] is None else _sum(desk, row),
        Words("–") if row["currency"] is None else Quoted(row["currency"]),
        _date(row["due"]) if row["due"] else Words("no date"),
        Words(row["outcome"]),
        _counted(row),
        None if row["last_seen"] is None else Day(row["last_seen"]),
        Words(row["sure"]),
    )


def _names(desk: Desk, codes: Sequence[str]) -> Quoted | None:
    return Quoted(", ".join(desk.name("recipient", each) for each in codes)) if codes else None


def _regional(desk: Desk, row: dict[str, Any]) -> bool:
    """Whether a promise is to all recipients of the study, of which there are several."""
    all_of_them = set(desk.study.release.study.get("recipients") or ())
    return len(all_of_them) > 1 and all_of_them <= set(row["addressees"])


def _counted(row: dict[str, Any]) -> Cell:
    """Whether a promise is in the numbers, and if not, why."""
    match row["counts_as"]:
        case CountsAs.COUNTED:
            return Words("yes")
        case CountsAs.PART:
            return Quoted(f"no: part of {row['part_of'] or 'what it repeats'}")
        case CountsAs.REPEAT:
            return Quoted(f"no: said before, in {row['repeats']}" if row["repeats"] else "no: said again earlier")
        case CountsAs.UMBRELLA:
            return Words("no: an umbrella over others")
        case CountsAs.ASKED:
            return Words("no: only asked for")
    return Words(f"no: {row['counts_as']}")


def _sum(desk: Desk, row: dict[str, Any]) -> Figure:
    return desk.passports.issue(
        says=f"promise {row['id']} of {row['date']}: {row['promised']}",
        value=row["amount"],
        unit=row["currency"],
        how="as stated" if not row["comparator"] else f"as stated: {row['comparator']}",
        rows=(_source(row, row["amount"]),),
        command=f"sarai promise {desk.study.folder.name} {row['id']}",
        style=Style.MILLIONS,
    )


def _number(desk: Desk, row: dict[str, Any]) -> Figure:
    return desk.passports.issue(
        says=f"promise {row['id']} of {row['date']}: {row['promised']}, {row['count_unit']}",
        value=row["count"],
        unit=row["count_unit"],
        how="as stated" if not row["comparator"] else f"as stated: {row['comparator']}",
        rows=(_source(row, row["count"]),),
        command=f"sarai promise {desk.study.folder.name} {row['id']}",
        style=Style.COUNT if float(row["count"]).is_integer() else Style.RATIO,
    )


def _count(desk: Desk, rows: list[dict[str, Any]], says: str, *, by: str = "", of: int | None = None) -> Figure:
    """How many promises: those of a roll-up, which has counted them, or as many as a list has rows."""
    return desk.passports.issue(
        says=f"{says}{desk.in_words}",
        value=len(rows) if of is None else of,
        unit="promises",
        how="count of the promises",
        rows=tuple(_source(row, None) for row in rows[:3]),
        more_rows=max(0, len(rows) - 3),
        command=_command(desk, by=by),
        style=Style.COUNT,
    )


def _command(desk: Desk, *, by: str = "") -> str:
    """The command whose answer holds a count: the list, or the roll-up by a dimension."""
    told = ["sarai promises", shlex.quote(desk.study.folder.name)]
    if desk.partners:
        told.append(f"--maker {','.join(desk.partners)}")
    if desk.recipients:
        told.append(f"--addressee {','.join(desk.recipients)}")
    if by:
        told.append(f"--by {by}")
    return " ".join([*told, f"--on {desk.on}"])


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
