"""What somebody states of a portfolio beside the records that can be shown: claimed and found, never reconciled.

What is stated is data of the study (``sarai.analyses.portfolio.stated``); found figures come from the release and
open into its rows.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from sarai.analyses.portfolio import totals
from sarai.analyses.portfolio.select import Condition, Selection
from sarai.analyses.portfolio.stated import StatedPortfolio, count, stated_portfolios
from sarai.model.answer import Answer
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Counting, Kind, Precision
from sarai.session import Session


@dataclass(frozen=True)
class Bridge:
    """A claim beside what can be shown of it.

    ``found`` has a row per component: claimed and found money and the records behind it, and opens with
    ``found.explain(row)``; ``counts`` a row per counting unit; ``named`` a row per record that a text names;
    ``why`` says why the two cannot be made to meet.
    """

    claim: StatedPortfolio
    found: Answer
    counts: Answer
    named: Answer
    why: tuple[str, ...]


def bridge(session: Session, claim: str | None = None) -> Bridge:
    """A claim beside the records of the release; the study's only one where none is named.

    Money is in current prices of the release's currency; amounts that are not published stay so.

    Raises:
        QuestionError: the study holds no such claim, or several and none is named.
        StudyError: as :func:`stated_portfolios`.
    """
    chosen = _chosen(session, claim)
    rows = _speaking(session, [each.record for each in chosen.members])
    return Bridge(
        claim=chosen,
        found=_found(session, chosen, rows),
        counts=_counts(session, chosen),
        named=_named(session, chosen, rows),
        why=_why(chosen, rows),
    )


def _chosen(session: Session, claim: str | None) -> StatedPortfolio:
    held = stated_portfolios(session)
    if not held:
        raise QuestionError(
            "this study holds no claims", where=str(session.folder), cure="put them in claims/claims.csv"
        )
    if claim is None and len(held) == 1:
        return held[0]
    found = next((each for each in held if each.id == claim), None)
    if found is None:
        told = f"there is no claim {claim!r}" if claim else "the study holds several claims"
        raise QuestionError(told, cure=f"name one of {', '.join(each.id for each in held)}")
    return found


def _selection(records: Sequence[str]) -> Selection:
    marks = ", ".join("?" for _ in records) or "NULL"
    return Selection("value_current", (Kind.COMMITMENT,), (Condition(f"activity IN ({marks})", tuple(records)),))


def _speaking(session: Session, records: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Amount, currency and value of each record in the release; a record that is not in it is absent."""
    told = ("title", "date", "precision", "amount", "currency", "status", "tier")
    picked = ", ".join(f'any_value("{each}") AS "{each}"' for each in told)
    query, parameters = _selection(records).rows(["activity", *told])
    sql = f"""
SELECT activity, {picked}, sum(value) AS value
FROM ({query}) WHERE stands <> 'out' GROUP BY activity
"""
    found = session.connection.sql(sql, params=parameters).to_arrow_table()
    return {row["activity"]: row for row in found.to_pylist()}


def _sums(rows: Sequence[dict[str, Any]]) -> dict[str, object]:
    priced = [row for row in rows if row["value"] is not None]
    stated: dict[str, Decimal] = {}
    for row in rows:
        if row["amount"] is not None:
            stated[row["currency"]] = stated.get(row["currency"], Decimal()) + row["amount"]
    return {
        "records": len(rows),
        "with_amount": len(priced),
        "found": sum((row["value"] for row in priced), Decimal()) if priced else None,
        "stated": "; ".join(f"{amount.normalize():,f} {currency}" for currency, amount in sorted(stated.items())),
    }


def _found(session: Session, claim: StatedPortfolio, rows: dict[str, dict[str, Any]]) -> Answer:
    components = [each.component for each in claim.figures if each.quantity == "money"]
    components.sort(key=lambda each: each == "all")
    table = []
    for component in components:
        figure = claim.figure("money", component)
        of = [m for m in claim.sure if component in ("all", m.component) and m.record in rows]
        sums = _sums([rows[each.record] for each in of])
        claimed, found = figure.value if figure else None, sums["found"]
        share = round(100 * float(found) / float(claimed), 1) if claimed and isinstance(found, Decimal) else None
        table.append({"component": component, "claimed": claimed, **sums, "percent": share})
    columns: list[tuple[str, pa.DataType]] = [
        ("component", pa.string()),
        ("claimed", pa.decimal128(38, 2)),
        ("records", pa.int64()),
        ("with_amount", pa.int64()),
        ("stated", pa.string()),
        ("found", pa.decimal128(38, 2)),
        ("percent", pa.float64()),
    ]
    schema = pa.schema(columns)

    def unfold(row: Any) -> Answer:
        of = [m.record for m in claim.sure if row["component"] in ("all", m.component)]
        source_rows = totals.explained(session.connection, _selection(of), Counting.PREFERRED)
        return Answer("found: source rows", session.release.currency, "current", session.release.number, source_rows)

    projects = claim.figure("projects")
    money = claim.figure("money")
    notes = []
    if projects is not None:
        notes.append(
            f"{claim.claimer} states {projects.value:,f} projects in {claim.first}-{claim.last}; "
            f"{len([m for m in claim.sure if m.record in rows])} records here are surely among them, "
            f"{len([m for m in claim.members if m.membership == 'possible' and m.record in rows])} more possibly"
        )
    if money is not None:
        notes.append(f"stated by: {money.source} ({money.tier}), {money.url}, retrieved {money.retrieved}")
    claimed_parts = [claim.figure("money", each) for each in components if each != "all"]
    parts = sum((each.value for each in claimed_parts if each is not None), Decimal())
    whole = claim.figure("money", "all")
    if whole is not None and claimed_parts and parts != whole.value:
        notes.append(f"the parts claimed come to {parts:,f}, the whole claimed is {whole.value:,f}: both as stated")
    notes.append("an amount that is not published is not zero: found sums hold published amounts only")
    return Answer(
        indicator=f"{claim.claimer}, {claim.recipient}, {claim.first}-{claim.last}: claimed and found",
        unit=session.release.currency,
        prices="current",
        release=session.release.number,
        table=pa.Table.from_pylist(table, schema=schema),
        notes=tuple(notes),
        unfold=unfold,
    )


UNITS = (
    ("each agreement is one", False, False),
    ("a design counts with its works", True, False),
    ("a scholarship scheme is one", False, True),
    ("both", True, True),
)
"""What may be counted as one project: (name, designs merged, yearly series merged)."""


def _counts(session: Session, claim: StatedPortfolio) -> Answer:
    sure = [count(claim.sure, designs=designs, series=series) for _, designs, series in UNITS]
    wide = [count(claim.members, designs=designs, series=series) for _, designs, series in UNITS]
    stated = claim.figure("projects")
    notes = [f"low {min(sure)}, preferred {sure[0]}, high {max(wide)}"]
    if stated is not None:
        notes.append(f"stated: {stated.value:,f}, without saying what counts as one")
    return Answer(
        indicator="projects by counting unit",
        unit="projects",
        prices="none",
        release=session.release.number,
        table=pa.table({"unit": [name for name, _, _ in UNITS], "sure": sure, "with_possible": wide}),
        notes=tuple(notes),
    )


def _named(session: Session, claim: StatedPortfolio, rows: dict[str, dict[str, Any]]) -> Answer:
    wanted = [each for each in claim.members if each.named and each.record in rows]
    keys = {each.record for each in wanted}
    more: dict[str, dict[str, Any]] = {key: {} for key in keys}
    for name, owner, column in (
        ("location", "activity", "name"),
        ("participant", "activity", "name"),
        ("document_link", "owner", "url"),
    ):
        for row in session.table(name).to_pylist():
            if row[owner] in keys:
                more[row[owner]].setdefault(f"{name}.{column}", row[column])
    dates = {row["key"]: row for row in session.table("activity").to_pylist() if row["key"] in keys}
    table = []
    for each in wanted:
        row, told, own = rows[each.record], more[each.record], dates[each.record]
        priced = row["value"] is not None
        table.append(
            {
                "named": each.named,
                "membership": each.membership,
                "title": row["title"],
                "agreed": _as_known(row["date"], row["precision"]),
                "planned_end": own["end_planned"],
                "ended": own["end_actual"],
                "status": row["status"],
                "stated": f"{row['amount'].normalize():,f} {row['currency']}" if priced else "amount not published",
                "value": row["value"],
                "place": told.get("location.name"),
                "partner": told.get("participant.name"),
                "record": each.record,
                "url": told.get("document_link.url"),
            }
        )
    table.sort(key=lambda row: (row["named"], row["agreed"] is None, str(row["agreed"]), row["record"]))
    day, text = pa.date32(), pa.string()
    columns: list[tuple[str, pa.DataType]] = [
            ("named", text), ("membership", text), ("title", text), ("agreed", text), ("planned_end", day),
            ("ended", day), ("status", text), ("stated", text), ("value", pa.decimal128(38, 2)), ("place", text),
            ("partner", text), ("record", text), ("url", text),
        ]  # fmt: skip
    schema = pa.schema(columns)
    return Answer(
        indicator="projects named by the text",
        unit=session.release.currency,
        prices="current",
        release=session.release.number,
        table=pa.Table.from_pylist(table, schema=schema),
        notes=("a blank is not seen on the pages read, which is not the same as not published",),
        unfold=lambda row: Answer(
            "source row",
            session.release.currency,
            "current",
            session.release.number,
            totals.explained(session.connection, _selection([str(row["record"])]), Counting.PREFERRED),
        ),
    )


def _as_known(date: dt.date | None, precision: str | None) -> str | None:
    """A date no finer than it is known."""
    if date is None:
        return None
    return date.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision or "day"), 10)]


def _why(claim: StatedPortfolio, rows: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    silent = [m.component for m in claim.sure if m.record in rows and rows[m.record]["value"] is None]
    return (
        f"what counts as one project is not published: the records make "
        f"{count(claim.sure, designs=True, series=True)} (sure ones, a design with its works) to "
        f"{count(claim.members, designs=False, series=False)} (possible ones too, each agreement) projects",
        "the exchange rate is not published: amounts here are yen at the rate of the month of agreement",
        "the year basis is not published: signing, fiscal year of budget and year of spending differ",
        f"{len(silent)} of the sure records have no published amount, "
        f"{silent.count('technical-cooperation')} of them technical cooperation",
    )
