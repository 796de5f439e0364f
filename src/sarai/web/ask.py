"""What pages ask of a study: the one place of this room that knows the public face.

A site for a disk asks each question once for the whole study and picks a page's rows from the answer; a server asks for
the page alone. Both give the same rows, since a filter on partner or recipient is applied after it is decided which
copy speaks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast

from sarai import codelists
from sarai.model.answer import Answer, plain
from sarai.model.errors import QuestionError
from sarai.study import StatedPortfolio, Study
from sarai.web import names
from sarai.web.datasets import Datasets
from sarai.web.scenes import Scenes

Row = Mapping[str, Any]
Kept = TypeVar("Kept")

POPULATION = "SP.POP.TOTL"
COUNTED = ("certain", "preferred")


class Scale(StrEnum):
    """Whether a question is asked once for the whole study, or for each page."""

    WHOLE = "whole"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Base:
    """Money that may stand in one sum: one measure of one family, told by the sources of it. ``did`` is its verb."""

    family: str
    measure: str
    sources: tuple[str, ...]
    title: str
    value: Decimal | None
    first: int | None
    last: int | None

    @property
    def did(self) -> str:
        """What the partner did: committed, or paid out."""
        return "committed" if self.measure == "committed" else "paid out"

    @property
    def id(self) -> str:
        """A name for slices and panels."""
        return f"{self.measure}-{names.slug(self.family)}"


class Ask(Datasets):
    """The questions of a site's pages, asked of one release."""

    def __init__(self, study: Study, *, scale: Scale = Scale.WHOLE) -> None:
        super().__init__(study)
        self.scale = scale
        self._answers: dict[object, Any] = {}

    @cached_property
    def bases(self) -> tuple[Base, ...]:
        """The kinds of money that the sources tell, committed first, largest first."""
        found = []
        for measure in ("committed", "spent"):
            told: dict[str, list[Row]] = {}
            for row in self.study.total(by=["family", "source", "year"], measure=measure).rows:
                if row["n"]:
                    told.setdefault(str(row["family"]), []).append(row)
            for family, rows in told.items():
                years = [row["year"] for row in rows if row["year"] is not None]
                values = [row["preferred"] for row in rows if row["preferred"] is not None]
                sources = tuple(sorted({str(row["source"]) for row in rows}))
                found.append(
                    Base(
                        family,
                        measure,
                        sources,
                        ", ".join(self.title_of(each) for each in sources),
                        sum(values, Decimal()) if values else None,
                        min(years, default=None),
                        max(years, default=None),
                    )
                )
        return tuple(sorted(found, key=lambda base: (base.measure, -(base.value or 0), base.family)))

    def complete_of(self, base: Base) -> int | None:
        """The year to which all sources of a kind of money are complete; none where that is not known of one."""
        return self.study.complete_to(base.sources, base.measure)

    def span_of(self, base: Base) -> tuple[int, int] | None:
        """The years that a source could hold, those of its rows where it states none."""
        stated = [each["years"] for source in base.sources for each in self.scope_of(source) if each.get("years")]
        firsts = [each[0] for each in stated] + ([base.first] if base.first is not None else [])
        lasts = [each[1] for each in stated] + ([base.last] if base.last is not None else [])
        return (min(firsts), max(lasts)) if firsts and lasts else None

    def could_hold(self, base: Base, recipient: str) -> bool:
        """Whether any dataset of a source could hold a recipient."""
        scopes = [each for source in base.sources for each in self.scope_of(source)]
        return any(not each.get("recipients") or recipient in each["recipients"] for each in scopes)

    # Money ----------------------------------------------------------------------------------------------------------

    def cells(self, base: Base, by: Sequence[str] = (), **where: str) -> Sequence[Row]:
        """Totals of one kind of money by dimensions, for a partner or recipient where they are named."""
        dimensions = tuple(dict.fromkeys([*by, *where]))
        if self.scale is Scale.PAGE:
            key = (base.id, dimensions, tuple(sorted(where.items())))
            return self._kept(key, lambda: self._total(base, dimensions, where))
        rows: Sequence[Row] = self._kept((base.id, dimensions), lambda: self._total(base, dimensions, {}))
        return [row for row in rows if all(row[name] == value for name, value in where.items())]

    def _total(self, base: Base, by: Sequence[str], where: Mapping[str, Any]) -> Sequence[Row]:
        return self.study.total(by=list(by), measure=base.measure, family=base.family, mixed=True, **where).rows

    def whole(self, base: Base, **where: str) -> Row | None:
        """The one total of a kind of money, for a partner or recipient; none where nothing is told."""
        rows = [row for row in self.cells(base, **where) if row["n"]]
        return rows[0] if rows else None

    def records(self, base: Base, **where: str) -> Sequence[Row]:
        """The tellings of the records behind a kind of money."""
        if self.scale is Scale.PAGE:
            key = (base.id, "records", tuple(sorted(where.items())))
            return self._kept(key, lambda: self._records(base, where))
        index = self._kept((base.id, "index"), lambda: self._index(base))
        return index.get((where.get("partner"), where.get("recipient")), [])

    def _records(self, base: Base, where: Mapping[str, str]) -> Sequence[Row]:
        return self.study.records(measure=base.measure, family=base.family, **where).rows

    def _index(self, base: Base) -> dict[tuple[str | None, str | None], list[Row]]:
        """All tellings by partner and recipient, by either alone, and all."""
        rows = self._records(base, {})
        groups: dict[str, set[tuple[str | None, str | None]]] = {}
        for row in rows:
            if row["counts"] != "told again":
                groups.setdefault(row["same_group"], set()).add((row["partner"], row["recipient"]))
        index: dict[tuple[str | None, str | None], list[Row]] = {}
        for row in rows:
            told = (
                groups.get(row["same_group"], set())
                if row["counts"] == "told again"
                else {(row["partner"], row["recipient"])}
            )
            keys = {(p if a else None, r if b else None) for p, r in told for a in (0, 1) for b in (0, 1)}
            for key in keys | {(None, None)}:
                index.setdefault(key, []).append(row)
        return index

    def counted(self, base: Base, **where: str) -> Sequence[Row]:
        """The rows that the preferred total is the sum of."""
        return [row for row in self.records(base, **where) if row["counts"] in COUNTED]

    @cached_property
    def recipients(self) -> tuple[str, ...]:
        """The recipients of the study; those that its rows name where it takes all."""
        held = self.study.release.study.get("recipients")
        if held is None:
            rows = [row for base in self.bases for row in self.cells(base, ["recipient"]) if row["n"]]
            held = sorted({row["recipient"] for row in rows if row["recipient"]})
        return tuple(sorted(held, key=names.place))

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and last year that the study asked for; none where it takes all."""
        stated = self.study.release.study.get("years")
        return None if stated is None else (int(stated[0]), int(stated[1]))

    @cached_property
    def partners(self) -> tuple[str, ...]:
        """The partners with money in the study: those that committed first, each kind largest first."""
        found: dict[str, None] = {}
        for base in self.bases:
            rows = [row for row in self.cells(base, ["partner"]) if row["partner"] and row["n"]]
            for row in sorted(rows, key=lambda row: -(row["preferred"] or 0)):
                found.setdefault(row["partner"])
        return tuple(found)

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The classes of the largest partners in pictures; every other one is ``beside``."""
        return dict(zip(self.partners, ("p1", "p2", "p3"), strict=False))

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Partner and recipient wherever money or a promise is told, in the order of partners."""
        held = {
            (row["partner"], row["recipient"])
            for base in self.bases
            for row in self.cells(base, ["partner", "recipient"])
            if row["n"] and row["partner"] and row["recipient"] in self.recipients
        }
        order = {code: at for at, code in enumerate(self.partners)}
        return tuple(sorted(held, key=lambda pair: (order[pair[0]], self.recipients.index(pair[1]))))

    # Promises and the rest ------------------------------------------------------------------------------------------

    @cached_property
    def promises(self) -> Sequence[Row]:
        """Every typed promise with what came of it, as it was known on the day of the release."""
        return [] if not self._holds("promise") else self.study.promises(on=self.on).rows

    def promises_of(self, maker: str | None = None, addressee: str | None = None) -> Sequence[Row]:
        """The promises of a maker, to a recipient, or both; one to the region is to each state that it names."""
        return [
            row
            for row in self.promises
            if (maker is None or maker in row["maker"].split("; "))
            and (addressee is None or addressee in row["addressees"])
        ]

    @cached_property
    def cards(self) -> Mapping[str, Row]:
        """Every promise with its life line, by id."""
        if not self._holds("promise"):
            return {}
        rows = self.study.cards(on=self.on).rows
        return {row["id"]: {name: plain(value) for name, value in row.items()} for row in rows}

    @cached_property
    def retells(self) -> Mapping[str, str]:
        """The record that a record tells once more, where its source says so, by its key."""
        held = self.study.table("related").to_pylist() if self._holds("related") else []
        return {row["activity"]: row["related"] for row in held if row["type"] == "retells"}

    @cached_property
    def served(self) -> Mapping[str, list[str]]:
        """The promises that a record serves, by the record's key."""
        found: dict[str, list[str]] = {}
        for name, card in self.cards.items():
            for row in card["served_by"]:
                found.setdefault(row["activity"], []).append(name)
        return found

    @cached_property
    def stated(self) -> list[tuple[StatedPortfolio, Answer]]:
        """What somebody states of a portfolio, and what can be shown of it."""
        return [(each, self.study.claim(each.id)) for each in self.study.stated()]

    @cached_property
    def positions(self) -> Sequence[Row]:
        """What governments asked, offered, declared and agreed; ``day`` is the date as fine as it is known."""
        if not self._holds("position"):
            return []
        letters = {"year": 4, "month": 7}
        fine = {row["id"]: letters.get(str(row["date_precision"]), 10) for row in self.study.listed("position")}
        return [{**row, "day": str(row["date"])[: fine[row["id"]]]} for row in self.study.positions().rows]

    @cached_property
    def questions(self) -> Sequence[Row]:
        """What is asked of this study."""
        return self.study.listed("question") if self._holds("question") else []

    @cached_property
    def events(self) -> Sequence[Row]:
        """Summits, visits, meetings and other events; ``date`` is as fine as it is known."""
        if not self._holds("event"):
            return []
        letters = {"year": 4, "month": 7}
        rows = self.study.listed("event")
        return [{**row, "date": str(row["date"])[: letters.get(str(row["date_precision"]), 10)]} for row in rows]

    @cached_property
    def listed_promises(self) -> Sequence[Row]:
        """The promises as their own list has them, with instrument and number of what was promised besides money."""
        return self.study.listed("promise") if self.promises else []

    @cached_property
    def documents(self) -> Sequence[Row]:
        """The texts that were read, newest first."""
        rows = self.study.table("document").to_pylist() if self._holds("document") else []
        return sorted(rows, key=lambda row: (row["date"] is None, str(row["date"] or ""), row["title"]), reverse=True)

    @cached_property
    def claims_of(self) -> Mapping[str, list[Row]]:
        """What each text says, by the key of the text."""
        found: dict[str, list[Row]] = {}
        for row in self.study.table("claim").to_pylist() if self._holds("claim") else ():
            found.setdefault(row["document"], []).append(row)
        return found

    @cached_property
    def sectors_of(self) -> Mapping[str, Sequence[str]]:
        """The sectors of each promise, by its id."""
        return {row["id"]: row["sectors"] or () for row in self.listed_promises}

    @cached_property
    def depended_on(self) -> tuple[str, ...]:
        """States whose weight in a recipient is asked: the two that committed most, then those that promised most."""
        states = codelists.load("countries")
        makers = [maker for row in self.promises for maker in row["maker"].split("; ") if maker in states]
        often = sorted(set(makers) - set(self.recipients), key=lambda code: (-makers.count(code), code))
        committed = [code for code in self.partners[:6] if code in states]
        return tuple(dict.fromkeys([*committed[:2], *often])) if self._holds("measure") else ()

    def dependence(self, recipient: str, partner: str) -> Answer | None:
        """How much a recipient hangs on a partner; none where nothing is told."""
        try:
            return self.study.dependence(recipient, partner=partner)
        except QuestionError:
            return None

    def alignment(self, partner: str, recipient: str) -> Answer | None:
        """What was asked, declared and funded between two; none where words or money are not told."""
        if not any(
            partner in (row["government"], *row["addressees"]) and recipient in (row["government"], *row["addressees"])
            for row in self.positions
        ):
            return None
        try:
            return self.study.alignment(partner=partner, recipient=recipient)
        except QuestionError:
            return None

    @cached_property
    def places(self) -> Sequence[Row]:
        """The places of the study's corridors."""
        return self.study.listed("node") if self._holds("node") else []

    @cached_property
    def countries_of(self) -> Mapping[str, Sequence[str]]:
        """The countries that a leg of the corridors lies in, by its id."""
        return {row["id"]: row["countries"] or () for row in self.study.listed("leg")} if self._holds("leg") else {}

    @cached_property
    def ways(self) -> Sequence[Row]:
        """The best container routes of the corridors' main pairs."""
        if not self._holds("leg"):
            return []
        countries = {row["country"] for row in self.places}
        return self.study.main_routes(sorted(countries), first=60).rows

    @cached_property
    def first_ways(self) -> Sequence[Row]:
        """The first way between any two cities and ports of the corridors, as it is and under each what-if."""
        return self.study.first_ways().rows if self.ways else []

    @cached_property
    def scenes(self) -> Scenes:
        """The lines of the corridors and what scenarios make of :attr:`ways`."""
        return Scenes(self.study, self.ways)

    def way(self, start: str, end: str, avoid: tuple[str, ...]) -> Row | None:
        """The best route without some countries; none where there is none."""
        try:
            row: Row = self.study.route(start, end, avoid=avoid, cargo="container").rows[0]
        except QuestionError:
            return None
        return row

    @cached_property
    def refused(self) -> Sequence[Row]:
        """The rows and cells that were refused, each with its place and reason."""
        return self.study.rejects().rows

    @cached_property
    def people(self) -> Mapping[str, tuple[float, int]]:
        """The newest population of each recipient, and its year."""
        return {row["place"]: (row["people"], row["year"]) for row in self.study.people()}

    def _holds(self, table: str) -> bool:
        return bool(self.study.release.counts.get(table))

    def _kept(self, key: object, asked: Callable[[], Kept]) -> Kept:
        if key not in self._answers:
            self._answers[key] = asked()
        return cast(Kept, self._answers[key])


def neighbours() -> Mapping[str, str]:
    """The names of countries that a map may write, by code."""
    from sarai.charts import globe

    held = codelists.load("countries")
    return {code: names.place(code) for code in globe.countries() if code in held}
