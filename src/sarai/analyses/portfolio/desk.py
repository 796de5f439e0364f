"""What a brief asks of a release about some partners and recipients. Every number comes with its passport."""

import datetime as dt
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from sarai import codelists
from sarai.analyses.portfolio import complete, peers, questions
from sarai.analyses.portfolio.coverage import Basis, Coverage, bases, coverage
from sarai.analyses.portfolio.held import Held, held, silent
from sarai.analyses.portfolio.passports import SHOWN, MoneyPassports
from sarai.analyses.refused import refused
from sarai.codelists import CodeList
from sarai.model.errors import CodeError, QuestionError
from sarai.model.figures import Figure, Style, Total
from sarai.model.question import ask
from sarai.model.vocabulary import OPEN_STATUSES, Kind
from sarai.session import Session, query_arrow

S = TypeVar("S", bound=Session)


@dataclass(frozen=True, slots=True)
class Record:
    """An activity as the copy tells it that speaks for it."""

    record: str
    title: str | None
    partner: str | None
    agency: str | None
    recipient: str | None
    sector_group: str | None
    status: str | None
    stated: str | None
    year: int | None
    start: dt.date | None
    end: dt.date | None
    value: Figure
    dataset: str
    as_of: str
    locator: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset that rows come from: its day and limits, and what its source's card says to mind."""

    title: str
    licence: str
    as_of: str
    note: str
    url: str
    caveats: tuple[str, ...]


class Desk(Generic[S]):
    """The questions of one brief, asked of one release, ``study``.

    ``partners`` and ``recipients`` are ISO or organisation codes; empty means all of the study's. ``on`` is the day on
    which promises are judged, the release's own unless it is named.
    """

    def __init__(
        self,
        study: S,
        *,
        partners: Sequence[str] = (),
        recipients: Sequence[str] = (),
        on: dt.date | None = None,
    ) -> None:
        self.study = study
        self.on = on or study.release.committed_at.date()
        self.passports = MoneyPassports(study)
        self.partners = _meant("partner", partners, study)
        self.recipients = _meant("recipient", recipients, study)

    @property
    def scope(self) -> dict[str, str]:
        """The filters of this brief."""
        return self._scope("partner", "recipient")

    def _scope(self, *names: str) -> dict[str, str]:
        codes = {"partner": self.partners, "recipient": self.recipients}
        return {name: ",".join(codes[name]) for name in names if codes[name]}

    @cached_property
    def constant(self) -> str:
        """The constant prices of the release."""
        return f"constant:{self.study.release.price_year}"

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """The kinds of money that the sources tell about these partners and recipients, largest number first."""
        return bases(self.study, self.scope)

    @cached_property
    def peer_bases(self) -> tuple[Basis, ...]:
        """The kinds of money that the sources tell about these recipients, of any partner."""
        return bases(self.study, self._scope("recipient"))

    @property
    def in_words(self) -> str:
        """The brief's scope in the words of a statement."""
        return in_words(self.scope)

    def money(self, basis: Basis, *, by: Sequence[str] = (), prices: str = "current", **narrower: str) -> list[Total]:
        """Totals of one kind of money within the brief's scope."""
        says = f"{basis.kind} told by {basis.title}{self.in_words}"
        filters: dict[str, Any] = {**self.scope, **narrower}
        return self.passports.money(says=says, by=by, prices=prices, source=basis.source, kind=basis.kind, **filters)

    def by_partner(self, basis: Basis) -> list[Total]:
        """Each partner of a kind of money in the brief's recipients, all of them together."""
        return self._of_peers(basis, "partner")

    def partners_by_records(self) -> list[str]:
        """The partners of all kinds of money in the brief's recipients, those with most records first."""
        sizes: Counter[str] = Counter()
        for basis in self.peer_bases:
            for cell in self.by_partner(basis):
                if cell.keys["partner"] is not None:
                    sizes[cell.keys["partner"]] += int(cell.n.value or 0)
        return sorted(sizes, key=lambda each: (-sizes[each], each))

    def peers(self, basis: Basis) -> list[peers.Peer]:
        """Each partner of a kind of money in each recipient: see :func:`sarai.analyses.portfolio.peers.peers`."""
        return peers.peers(self.passports, basis, self._of_peers(basis, "partner", "recipient"))

    def _of_peers(self, basis: Basis, *by: str) -> list[Total]:
        scope: dict[str, Any] = {**self._scope("recipient")}
        says = f"{basis.kind} told by {basis.title}{in_words(scope)}"
        return self.passports.money(says=says, by=by, source=basis.source, kind=basis.kind, **scope)

    def coverage(self, years: Iterable[int], *, partners: Sequence[str]) -> list[Coverage]:
        """Whether each source speaks of each partner: see :func:`sarai.analyses.portfolio.coverage.coverage`."""
        return coverage(self.study, years, partners=partners, scope=self._scope("recipient"))

    def share(self, part: Figure, whole: Figure, *, says: str) -> Figure:
        """A part as per cent of a whole of the same kind of money."""
        if part.value is None or not whole.value:
            value = None
        else:
            value = float(Decimal(part.value) / Decimal(whole.value)) * 100
        return self.passports.issue(
            says=says,
            value=value,
            unit="per cent",
            how="part / whole",
            parts=(part.passport, whole.passport),
            style=Style.PERCENT,
        )

    def of_its_total(self, basis: Basis) -> Held | None:
        """What the records of one kind of money hold of their publisher's own total; none where it prints none."""
        who = {"partners": self.partners, "recipients": self.recipients}
        return held(self.study, self.passports, basis, in_words=self.in_words, share=self.share, **who)

    def complete(self, basis: Basis) -> Mapping[str, Any] | None:
        """To which year the source of one kind of money is complete, and how that is known."""
        return complete.of_source(self.study, basis.source, basis.kind)

    def without_value(self, basis: Basis) -> Figure | None:
        """The counted records of one kind of money that have no value; none where all have one."""
        return silent(self.study, self.passports, basis, scope=self.scope, in_words=self.in_words)

    # Records -------------------------------------------------------------------------------------------------

    def largest(self, basis: Basis, *, first: int = 12) -> list[Record]:
        """The largest counted records of a kind of money."""
        cells = self._records(basis)
        return sorted(cells, key=lambda each: (-(each.value.value or 0), each.record))[:first]

    def open_records(self, basis: Basis) -> list[Record]:
        """Counted records that are neither finished nor given up as their newest copy tells it, newest look first."""
        found = [each for each in self._records(basis) if each.status in OPEN_STATUSES]
        return sorted(found, key=lambda each: (each.as_of, each.value.value or 0), reverse=True)

    def pledged(self) -> list[Record]:
        """Pledges, which stand in no total, newest look first."""
        found: list[Record] = []
        for source in sorted({basis.source for basis in self.peer_bases}):
            basis = Basis(source, Kind.PLEDGE, self.study.title_of(source), None, ())
            found += self._records(basis)
        return sorted(found, key=lambda each: (each.as_of, each.value.value or 0), reverse=True)

    def _records(self, basis: Basis) -> list[Record]:
        cells = {cell.keys["activity"]: cell for cell in self.money(basis, by=["activity"])}
        question = ask(filters={**self.scope, "source": basis.source, "kind": basis.kind})
        query, parameters = questions.select(self.study, question).rows(_OF_RECORD)
        rows = self.study.query(_RECORDS.format(chosen=query), parameters, of=("activity",)).to_pylist()
        told = self.study.release.datasets
        return [
            Record(
                record=row["activity"],
                title=row["title"],
                partner=row["partner"],
                agency=_agency(row["agency"]),
                recipient=row["recipient"],
                sector_group=row["sector_group"],
                status=row["status"],
                stated=row["stated"],
                year=row["year"],
                start=row["start"],
                end=row["ends"],
                value=self._of_record(cells[row["activity"]].preferred),
                dataset=row["dataset"],
                as_of=str(told[row["dataset"]]["as_of"]),
                locator=row["locator"],
            )
            for row in rows
            if row["activity"] in cells
        ]

    def _of_record(self, figure: Figure) -> Figure:
        """The money of one record; an amount that is published and could not be valued is told as it is stated."""
        if figure.value is not None:
            return figure
        rows = self.passports[figure.passport].rows
        told = [row for row in rows if row.get("amount") is not None]
        if not told:
            return replace(figure, instead="amount not published") if rows else figure
        amounts = "; ".join(f"{row['amount'].normalize():,f} {row['currency']}" for row in told)
        undated = all(row["date"] is None and row["year"] is None for row in told)
        return replace(figure, instead=f"{amounts}, {'undated, ' if undated else ''}not valued")

    def money_of(self, records: Sequence[str], *, says: str) -> dict[str, Figure]:
        """The committed value of records, by key; ``says`` is the statement without the record."""
        cells = self.passports.money(says=says, by=["activity"], activity=list(records)) if records else []
        found = {cell.keys["activity"]: self._of_record(cell.preferred) for cell in cells}
        unit, how = self.study.release.currency, "not in this release"
        return {
            each: found.get(each)
            or self.passports.issue(says=f"{says}, activity {each}", value=None, unit=unit, how=how)
            for each in records
        }

    def count(self, records: Sequence[Record], *, says: str, **asked: str) -> Figure:
        """How many records a list holds, with the records as its rows; ``asked`` are the filters that give them."""
        return self.passports.issue(
            says=says,
            value=len(records),
            unit="records",
            how="count of the records",
            rows=tuple(
                {
                    "value": each.value.value,
                    "key": each.record,
                    "title": each.title,
                    "recipient": each.recipient,
                    "year": each.year,
                    "status": each.status,
                    "dataset": each.dataset,
                    "locator": each.locator,
                }
                for each in records[:SHOWN]
            ),
            more_rows=max(0, len(records) - SHOWN),
            command=self._total(asked),
            style=Style.COUNT,
        )

    def _total(self, asked: Mapping[str, str]) -> str:
        """The command whose column ``n``, in the row of the records' dataset, is how many they are.

        The dataset is no filter: an older copy would then speak for a record that a newer one tells.
        """
        told = [f"--{name} {shlex.quote(value)}" for name, value in {**self.scope, **asked}.items()]
        return " ".join(["sarai total", shlex.quote(self.study.folder.name), *told, "--by dataset"])

    # Sources ---------------------------------------------------------------------------------------------------

    def datasets(self) -> list[Dataset]:
        """The datasets that the scope's rows come from, by source."""
        query, parameters = questions.select(self.study, ask(filters=self.scope)).read(["dataset", "source", "licence"])
        rows = query_arrow(
            self.study.connection,
            f"""
            SELECT dataset, any_value(source) AS source, any_value(licence) AS licence
            FROM ({query}) GROUP BY dataset ORDER BY source, dataset
            """,
            parameters,
        ).to_pylist()
        told = self.study.release.datasets
        cards = self.study.source_cards
        return [
            Dataset(
                title=told[row["dataset"]].get("title") or row["dataset"],
                licence=row["licence"],
                as_of=told[row["dataset"]]["as_of"],
                note=told[row["dataset"]]["scope"].get("note") or "",
                url=cards[row["source"]].url if row["source"] in cards else "",
                caveats=tuple(cards[row["source"]].caveats) if row["source"] in cards else (),
            )
            for row in rows
        ]

    def left_out(self) -> list[tuple[str, str]]:
        """What was read and is in no figure: the source's title, and in words how many records, why, and their money.

        Rows that were refused may be anybody's: they are told wherever their source is.
        """
        chosen = questions.select(self.study, ask(filters=self.scope))
        query, parameters = chosen.read(["source", "kind", "rule", "record", "standing", "value_current"])
        rows = query_arrow(
            self.study.connection,
            f"""
            SELECT source, kind || ', rule ' || rule AS reason, count(DISTINCT record) AS n,
                   CAST(sum(value_current) AS DECIMAL(38,0)) AS value
            FROM ({query}) WHERE standing = 'out' GROUP BY ALL ORDER BY source, n DESC, reason
            """,
            parameters,
        ).to_pylist()
        query, parameters = chosen.read(["source"])
        held = set(
            query_arrow(self.study.connection, f"SELECT DISTINCT source FROM ({query})", parameters)[
                "source"
            ].to_pylist()
        )
        told = [*rows, *(each for each in refused(self.study) if each["source"] in held)]
        money = self.study.release.currency
        return [
            (
                self.study.title_of(row["source"]),
                f"{row['n']:,} {'record(s), ' if 'value' in row else ''}{row['reason']}"
                + (f": {row['value']:,} {money}" if row.get("value") is not None else ""),
            )
            for row in told
        ]

    def tiers(self, basis: Basis) -> list[tuple[str, Figure, Figure]]:
        """How close to the fact the money's sources stand: tier, value, share of the total."""
        whole = self.money(basis)
        cells = self.money(basis, by=["tier"])
        if not whole:
            return []
        return [
            (
                cell.keys["tier"],
                cell.preferred,
                self.share(
                    cell.preferred,
                    whole[0].preferred,
                    says=f"share of tier {cell.keys['tier']} in {basis.kind} by {basis.title}{self.in_words}",
                ),
            )
            for cell in cells
        ]

    # Names ---------------------------------------------------------------------------------------------------

    def name(self, dimension: str, code: str | None) -> str:
        """What a reader calls a code of a dimension."""
        if code is None:
            return "not stated"
        if dimension in ("partner", "recipient"):
            return codelists.name_of_partner(code) or code
        lists = {"sector_group": "sectors", "finance_type": "finance_types", "flow_class": "flow_classes"}
        held: CodeList | None = codelists.load(lists[dimension]) if dimension in lists else None
        return (held.name_of(code) if held else None) or code


def _meant(name: str, texts: Sequence[str], session: Session) -> tuple[str, ...]:
    """The codes of the partners or recipients that a brief is asked for."""
    held = session.distinct_or()(name) if texts else ()
    meant = codelists.partners_meant if name == "partner" else codelists.recipients_meant
    try:
        return tuple(dict.fromkeys(code for text in texts for code in meant(text, held)))
    except CodeError as error:
        raise QuestionError(error.what, where=f"--{name}", cure=error.cure) from error


_OF_RECORD = ("activity", "file", "title", "partner", "agency", "status", "year", "dataset", "locator", "recipient",
              "sector_group")  # fmt: skip

_RECORDS = """
SELECT c.activity, any_value(c.title) AS title, any_value(c.partner) AS partner, any_value(c.agency) AS agency,
       any_value(c.status) AS status, any_value(c.year) AS year, any_value(c.dataset) AS dataset,
       any_value(c.locator) AS locator, any_value(c.recipient ORDER BY c.recipient) AS recipient,
       any_value(c.sector_group ORDER BY c.sector_group) AS sector_group, any_value(a.status_stated) AS stated,
       any_value(coalesce(a.start_actual, a.start_planned)) AS start,
       any_value(coalesce(a.end_actual, a.end_planned)) AS ends
FROM ({chosen}) c JOIN activity a ON a.file = c.file AND a.key = c.activity
WHERE c.stands <> 'out' GROUP BY c.activity ORDER BY c.activity
"""


def in_words(scope: Mapping[str, str]) -> str:
    """A scope in the words of a statement."""
    return "".join(f", {name} {value}" for name, value in scope.items())


def _agency(agency: str | None) -> str | None:
    return None if agency is None else agency.partition(":")[2] or agency
