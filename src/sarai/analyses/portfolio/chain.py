"""Money handed on from activity to activity, from its first funder to the last that is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.session import Session

CHAIN = Card(
    id="chain",
    name="a chain of activities, from first funder to last",
    unit="the study's currency",
    formula="activities that name each other in statements: what each was handed, spent and counts for in preferred",
    needs=("IATI files that state provider-activity-id or receiver-activity-id",),
    method="UN OCHA FTS: a flow is counted once, at the boundary of the recipient; docs/semantics.md",
    caveats=(
        "activities that name no other by an identifier are in no chain",
        "unspent is handed less spent, from what is loaded: later spending may not be published yet",
    ),
    tables={
        "rows": """
step      int   -  distance from the first funder, from 1
activity  text  -  identifier
title     text  -  its title; none where it is not loaded
reporter  text  -  who tells it
from      text  -  identifiers of those that handed it money; none of a first funder
handed    sum   [unit]  what it was handed, as the givers tell; as it tells itself where they do not
received  sum   [unit]  what it tells that came in
spent     sum   [unit]  what it disbursed and spent
unspent   sum   [unit]  handed less spent, where it spent less
more      sum   [unit]  spent beyond what it was handed: other money
counted   sum   [unit]  what of its spending is in the preferred total
""",
        "links": """
giver     text  -  identifier of the activity that hands money on
taker     text  -  identifier of the activity that receives it
given     sum   [unit]  as the giver tells
received  sum   [unit]  as the taker tells
""",
    },
)

_RECORDS = """
SELECT coalesce(c.same_group, a.key) AS record, lower(trim(a.record_id)) AS id, trim(a.record_id) AS identifier,
       a.title, a.reporter
FROM activity a LEFT JOIN (
    SELECT DISTINCT file, activity, same_group, same_rank FROM contribution WHERE rule <> 'handed_on_in_part'
) c ON c.file = a.file AND c.activity = a.key
WHERE a.copy_of IS NULL AND coalesce(c.same_rank, 1) = 1
"""

_MONEY = """
SELECT c.same_group AS record,
       sum(c.value_current) FILTER (c.rule <> 'handed_on_in_part' AND c.standing <> 'out') AS spent,
       sum(c.value_current) FILTER (c.standing IN ('certain', 'preferred')) AS counted
FROM (
    SELECT * REPLACE (regexp_replace(same_group, ' (less|if not) handed on$', '') AS same_group) FROM contribution
) c WHERE c.same_rank = 1 AND c.kind IN ('disbursement', 'expenditure') GROUP BY ALL
"""

_LINKS = """
SELECT c.same_group AS record, c.kind = 'incoming' AS incoming,
       trim(CASE WHEN c.kind = 'incoming' THEN f.provider_activity ELSE f.receiver_activity END) AS other,
       sum(c.value_current) AS value
FROM contribution c JOIN flow f ON f.file = c.file AND f.key = c.key
WHERE c.same_rank = 1 AND c.standing <> 'out' AND c.kind IN ('incoming', 'disbursement', 'expenditure')
GROUP BY ALL HAVING other IS NOT NULL
"""


@dataclass(slots=True)
class _Links:
    """Who hands money to whom: per pair as the giver and as the taker tells it; ends are identifiers, folded."""

    given: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    taken: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return sorted({*self.given, *self.taken})

    def around(self, start: str) -> dict[str, int]:
        """Every end above and below one, with its distance from the first funder."""
        up, down = self._walk(start, up=True), self._walk(start, up=False)
        return self._steps(up | down)

    def _walk(self, start: str, *, up: bool) -> set[str]:
        found, todo = {start}, [start]
        while todo:
            end = todo.pop()
            for giver, taker in self.pairs:
                here, there = (taker, giver) if up else (giver, taker)
                if here == end and there not in found:
                    found.add(there)
                    todo.append(there)
        return found

    def _steps(self, ends: set[str]) -> dict[str, int]:
        steps = dict.fromkeys(ends, 1)
        for _ in ends:  # as often as a chain is long; a circle stops there too
            for giver, taker in self.pairs:
                if giver in ends and taker in ends:
                    steps[taker] = min(max(steps[taker], steps[giver] + 1), len(ends))
        return steps


def chain(session: Session, activity: str) -> Answer:
    """The chain that an activity stands in: all that hand money to it, and all that it is handed on to.

    ``activity`` is an identifier, or a record's key.

    Raises:
        QuestionError: the release holds no such activity, or it names no other and none names it.
    """
    records = {row["record"]: row for row in session.query(_RECORDS, of=("contribution", "activity")).to_pylist()}
    by_id = {row["id"]: record for record, row in records.items()}
    asked = activity.strip().lower()
    record = by_id.get(asked) or next((each for each in records if each.lower() == asked), None)
    if record is None:
        raise QuestionError(
            f"there is no activity {activity!r}",
            where=str(session.folder),
            cure="name it by its identifier; `sarai explain --format csv` lists keys",
        )
    links = _links(session, records)
    start = records[record]["id"]
    steps = links.around(start)
    if len(steps) == 1:
        raise QuestionError(
            f"{activity} is in no chain: it names no other activity, and none names it, in a statement with money",
            cure="chains need provider-activity-id or receiver-activity-id",
        )
    money = {row["record"]: row for row in session.query(_MONEY, of=("contribution",)).to_pylist()}
    rows = [
        _row(end, steps[end], links, records.get(by_id.get(end, "")), money.get(by_id.get(end, ""), {}))
        for end in sorted(steps, key=lambda each: (steps[each], each))
    ]
    shown = [
        {
            "giver": links.spelled[g],
            "taker": links.spelled[t],
            "given": links.given.get((g, t)),
            "received": links.taken.get((g, t)),
        }
        for g, t in links.pairs
        if g in steps and t in steps
    ]
    away = sum(1 for row in rows if row["title"] is None and row["reporter"] is None)
    notes = (*CHAIN.caveats, *((f"{away} of them not loaded: named by the others alone",) if away else ()))
    return Answer.of(
        CHAIN,
        rows,
        unit=session.release.currency,
        prices="current",
        release=session.release.number,
        notes=notes,
        links=shown,
    )


def _links(session: Session, records: Mapping[str, Mapping[str, str]]) -> _Links:
    links = _Links(spelled={row["id"]: row["identifier"] for row in records.values()})
    for row in session.query(_LINKS, of=("contribution", "flow")).to_pylist():
        own, other = records[row["record"]]["id"], row["other"].lower()
        links.spelled.setdefault(other, row["other"])
        if own == other or row["value"] is None:
            continue
        told, pair = (links.taken, (other, own)) if row["incoming"] else (links.given, (own, other))
        told[pair] = told.get(pair, Decimal()) + row["value"]
    return links


def _row(
    end: str, step: int, links: _Links, record: Mapping[str, str] | None, money: Mapping[str, Decimal | None]
) -> dict[str, object]:
    into = [pair for pair in links.pairs if pair[1] == end]
    handed = [links.given.get(pair, links.taken.get(pair, Decimal())) for pair in into]
    received = [links.taken[pair] for pair in into if pair in links.taken]
    spent, whole = money.get("spent"), sum(handed, Decimal()) if into else None
    left = None if whole is None or record is None else whole - (spent or Decimal())
    return {
        "step": step,
        "activity": links.spelled[end],
        "title": record and record["title"],
        "reporter": record and record["reporter"],
        "from": ", ".join(links.spelled[giver] for giver, _ in into) or None,
        "handed": whole,
        "received": sum(received, Decimal()) if received else None,
        "spent": spent,
        "unspent": None if left is None or left < 0 else left,
        "more": None if left is None or left >= 0 else -left,
        "counted": money.get("counted"),
    }
