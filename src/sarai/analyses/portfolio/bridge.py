"""What somebody states of a portfolio beside the records that can be shown: claimed and found, never reconciled.

What is stated is data of the study (``sarai.analyses.portfolio.stated``); found figures come from the release and
open into its rows.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.analyses.portfolio import steps
from sarai.analyses.portfolio.questions import source_rows
from sarai.analyses.portfolio.select import Condition, Selection
from sarai.analyses.portfolio.stated import StatedPortfolio, count, stated_portfolios
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Counting, Kind, Precision
from sarai.session import Session

CLAIM = Card(
    id="claim",
    name="claimed and found",
    unit="the study's currency",
    formula="the figures that somebody states of its portfolio beside the sum of the records that surely belong to it, "
    "in current prices; projects counted by each unit that may be meant",
    needs=("the lists claims and claim-records of the study", "the source of the records"),
    method="decision 021: claims stand beside records and are never reconciled",
    caveats=("an amount that is not published is not zero: found sums hold published amounts only",),
    tables={
        "rows": """
component    text    -  all, grant, technical-cooperation ...
claimed      sum     [unit]  as stated
records      int     [records]  records that surely belong to it
with_amount  int     [records]  of them with a published amount
stated       text    -  their amounts as stated, by currency
found        sum     [unit]  their sum
percent      number  [percent]  found of claimed
""",
        "counts": """
unit           text  -  what counts as one project
sure           int   [projects]  among the records that surely belong
with_possible  int   [projects]  with those that may
""",
        "named": """
named        text  -  words by which the text names it
membership   text  <vocabulary.Membership>  whether the record surely belongs
title        text  -  title of the record
agreed       text  -  when it was agreed, as fine as it is known
planned_end  day   -  planned end
ended        day   -  actual end
status       text  <vocabulary.Status>  status of the record
stated       text  -  amount as stated
value        sum   [unit]  value
place        text  -  place
partner      text  -  who carries it out
record       text  -  key of the record
url          text  -  where it is published
""",
        "steps": steps.TABLE,
        "why": "reason  text  -  why the two cannot be made to meet",
    },
)


def bridge(session: Session, claim: str | None = None) -> Answer:
    """A stated portfolio beside the records of the release; the study's only one where none is named.

    A row per component, which unfolds into its source rows; ``steps`` lead from claimed to found, ``counts`` per
    counting unit, ``named`` per record that a text names, ``why`` the two cannot be made to meet. Amounts that are not
    published stay so.

    Raises:
        QuestionError: the release holds no such claim, or several and none is named.
    """
    chosen = _chosen(session, claim)
    rows = _speaking(session, [each.record for each in chosen.members])
    counts = _counts(chosen)

    def unfold(row: Mapping[str, object]) -> Answer:
        of = [m.record for m in chosen.sure if row["component"] in ("all", m.component)]
        return source_rows(
            session, _selection(of), Counting.PREFERRED, indicator="found: source rows",
            unit=session.release.currency, prices="current",
        )  # fmt: skip

    return Answer.of(
        CLAIM,
        _found(chosen, rows),
        indicator=f"{chosen.claimer}, {chosen.recipient}, {chosen.first}-{chosen.last}: claimed and found",
        unit=session.release.currency,
        prices="current",
        release=session.release.number,
        notes=(*_found_notes(chosen, rows), *_counts_notes(chosen, counts), _UNSEEN),
        unfold=unfold,
        counts=counts,
        named=_named(session, chosen, rows),
        steps=steps.steps(session, chosen),
        why=[{"reason": each} for each in _why(chosen, rows)],
    )


_UNSEEN = "a blank is not seen on the pages read, which is not the same as not published"


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


def _found(claim: StatedPortfolio, rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    told = []
    for component in _components(claim):
        figure = claim.figure("money", component)
        of = [m for m in claim.sure if component in ("all", m.component) and m.record in rows]
        sums = _sums([rows[each.record] for each in of])
        claimed, found = figure.value if figure else None, sums["found"]
        share = round(100 * float(found) / float(claimed), 1) if claimed and isinstance(found, Decimal) else None
        told.append({"component": component, "claimed": claimed, **sums, "percent": share})
    return told


def _components(claim: StatedPortfolio) -> list[str]:
    """The components whose money is stated, the whole last."""
    return sorted(
        (each.component for each in claim.figures if each.quantity == "money"), key=lambda each: each == "all"
    )


def _found_notes(claim: StatedPortfolio, rows: dict[str, dict[str, Any]]) -> Iterator[str]:
    projects, money, whole = claim.figure("projects"), claim.figure("money"), claim.figure("money", "all")
    if projects is not None:
        yield (
            f"{claim.claimer} states {projects.value:,f} projects in {claim.first}-{claim.last}; "
            f"{len([m for m in claim.sure if m.record in rows])} records here are surely among them, "
            f"{len([m for m in claim.members if m.membership == 'possible' and m.record in rows])} more possibly"
        )
    if money is not None:
        yield f"stated by: {money.source} ({money.tier}), {money.url}, retrieved {money.retrieved}"
    parts = [each.value for name in _components(claim) if name != "all" and (each := claim.figure("money", name))]
    if whole is not None and parts and sum(parts, Decimal()) != whole.value:
        come = f"the parts claimed come to {sum(parts, Decimal()):,f}"
        yield f"{come}, the whole claimed is {whole.value:,f}: both as stated"
    yield from CLAIM.caveats


UNITS = (
    ("each agreement is one", False, False),
    ("a design counts with its works", True, False),
    ("a scholarship scheme is one", False, True),
    ("both", True, True),
)
"""What may be counted as one project: (name, designs merged, yearly series merged)."""


def _counts(claim: StatedPortfolio) -> list[dict[str, Any]]:
    return [
        {
            "unit": name,
            "sure": count(claim.sure, designs=designs, series=series),
            "with_possible": count(claim.members, designs=designs, series=series),
        }
        for name, designs, series in UNITS
    ]


def _counts_notes(claim: StatedPortfolio, counts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    sure, stated = [row["sure"] for row in counts], claim.figure("projects")
    yield f"projects: low {min(sure)}, preferred {sure[0]}, high {max(row['with_possible'] for row in counts)}"
    if stated is not None:
        yield f"projects stated: {stated.value:,f}, without saying what counts as one"


_TOLD = """
SELECT a.key, a.end_planned, a.end_actual,
       (SELECT arg_min(name, l.key) FROM location l WHERE l.activity = a.key) AS place,
       (SELECT arg_min(name, p.key) FROM participant p WHERE p.activity = a.key) AS partner,
       (SELECT arg_min(url, d.key) FROM document_link d WHERE d.owner = a.key) AS url
FROM activity a WHERE list_contains(CAST(? AS VARCHAR[]), a.key)
"""
"""What is told of records besides their money; of several places, participants or links the first."""


def _named(session: Session, claim: StatedPortfolio, rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    wanted = [each for each in claim.members if each.named and each.record in rows]
    of = ("activity", "location", "participant", "document_link")
    more = {row["key"]: row for row in session.query(_TOLD, [[each.record for each in wanted]], of=of).to_pylist()}
    found = []
    for each in wanted:
        row, told = rows[each.record], more[each.record]
        priced = row["value"] is not None
        found.append(
            {
                "named": each.named,
                "membership": each.membership,
                "title": row["title"],
                "agreed": _as_known(row["date"], row["precision"]),
                "planned_end": told["end_planned"],
                "ended": told["end_actual"],
                "status": row["status"],
                "stated": f"{row['amount'].normalize():,f} {row['currency']}" if priced else "amount not published",
                "value": row["value"],
                "place": told["place"],
                "partner": told["partner"],
                "record": each.record,
                "url": told["url"],
            }
        )
    return sorted(found, key=lambda row: (row["named"], row["agreed"] is None, str(row["agreed"]), row["record"]))


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
