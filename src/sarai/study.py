"""A study as people ask it: its methods are the verbs of the command line. Thin; the analyses answer.

Everybody who draws or writes (command line, web, briefs, workbook, Python) asks here and nowhere below. Besides the
questions there are the words that answers are told in (:class:`Outcome`, :class:`CountsAs`, :class:`Says`) and what a
:class:`Desk`, the questions of one page about some partners and recipients, hands out with passports.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sarai import codelists
from sarai.model.answer import Answer
from sarai.model.errors import CodeError, CorridorError, QuestionError
from sarai.model.provenance import ReadSettings
from sarai.model.question import ask
from sarai.session import Session, Stated

if TYPE_CHECKING:
    from sarai.analyses.export import Written
    from sarai.analyses.portfolio import desk
    from sarai.analyses.portfolio.coverage import Basis, Coverage
    from sarai.analyses.portfolio.desk import Record
    from sarai.analyses.portfolio.peers import Peer
    from sarai.analyses.portfolio.stated import StatedPortfolio
    from sarai.analyses.promises.book import NOT_REVIEWED
    from sarai.charts.sheet import Picture
    from sarai.corridors.scenarios import Scenario
    from sarai.model.claim import Claim
    from sarai.model.vocabulary import Says
    from sarai.promises.case import Outcome
    from sarai.promises.forecasts import Forecast
    from sarai.promises.rollup import CountsAs

    Desk: TypeAlias = desk.Desk["Study"]

__all__ = [
    "NOT_REVIEWED",
    "Answer",
    "Basis",
    "CountsAs",
    "Coverage",
    "Desk",
    "Outcome",
    "Peer",
    "Record",
    "Says",
    "Stated",
    "StatedPortfolio",
    "Study",
    "delivery_curve",
    "indicators",
    "names",
    "organisations",
    "releases",
    "rules",
    "sources",
]


_HANDED_OUT = {
    "analyses.portfolio.coverage": ("Basis", "Coverage"),
    "analyses.portfolio.desk": ("Desk", "Record"),
    "analyses.portfolio.peers": ("Peer",),
    "analyses.portfolio.stated": ("StatedPortfolio",),
    "analyses.promises.book": ("NOT_REVIEWED",),
    "model.vocabulary": ("Says",),
    "promises.case": ("Outcome",),
    "promises.rollup": ("CountsAs",),
}
"""Words and values that are not defined here; who asks a total loads none of them."""


def __getattr__(name: str) -> Any:
    for module, names in _HANDED_OUT.items():
        if name in names:
            return getattr(import_module(f"sarai.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


_GIVEN = ("disbursed", "committed")


class Study(Session):
    """A study opened at one release, the newest unless another is named, and the questions it answers.

    Raises:
        StudyError: the folder is no study.
        UnknownRelease: nothing has been built, or there is no such release.
    """

    def total(
        self,
        *,
        by: str | Sequence[str] = (),
        prices: str = "current",
        measure: str = "committed",
        counting: str = "preferred",
        mixed: bool = False,
        as_published: bool = False,
        rates: str = "monthly",
        **filter_by: Stated,
    ) -> Answer:
        """Totals by dimensions as low, preferred and high.

        Columns: the dimensions, ``low``, ``preferred``, ``high``, ``n``, ``tiers``. Money of several families is
        never added: each row then says its ``family``, unless ``mixed`` insists on one sum. Relief and rescheduling
        of debts is no new commitment unless it is asked ``as_published``. ``rates`` are ``monthly``, or ``annual`` as
        the DAC converts. Filters take ISO codes, organisation
        codes or names, lists, and ``"none"`` for what is not stated.

        Raises:
            QuestionError: an unknown word, prices the release does not hold, or the publishers' own series
                of unlike prices asked mixed.
        """
        from sarai.analyses.portfolio import questions

        return questions.total(
            self,
            ask(
                by=by,
                prices=prices,
                measure=measure,
                counting=counting,
                mixed=mixed,
                as_published=as_published,
                rates=rates,
                filters=filter_by,
            ),
        )

    def why(
        self,
        *,
        prices: str = "current",
        measure: str = "committed",
        mixed: bool = False,
        as_published: bool = False,
        rates: str = "monthly",
        **filter_by: Stated,
    ) -> Answer:
        """How a total comes to low, preferred and high, rule by rule, from all that was read of it.

        Columns: ``family`` where there are several, ``step``, ``rule``, ``n``, ``value``, ``about``.

        Raises:
            QuestionError: as :meth:`total`.
        """
        from sarai.analyses.portfolio import questions

        asked: dict[str, Any] = {"mixed": mixed, "as_published": as_published, "rates": rates}
        return questions.why(self, ask(prices=prices, measure=measure, filters=filter_by, **asked))

    def explain(
        self,
        *,
        prices: str = "current",
        measure: str = "committed",
        counting: str = "preferred",
        by: str | Sequence[str] = (),
        as_published: bool = False,
        rates: str = "monthly",
        **filter_by: Stated,
    ) -> Answer:
        """The source rows of a figure, largest first: value, factors, rule, file and locator of each.

        The values add up to the figure that :meth:`total` gives for the same filters.

        Raises:
            QuestionError: as :meth:`total`.
        """
        from sarai.analyses.portfolio import questions

        return questions.explain(
            self,
            ask(
                by=by,
                prices=prices,
                measure=measure,
                counting=counting,
                as_published=as_published,
                rates=rates,
                filters=filter_by,
            ),
        )

    def coverage(self) -> Answer:
        """What the records hold of their publishers' own totals: see :mod:`sarai.analyses.portfolio.covered`."""
        from sarai.analyses.portfolio import covered

        return covered.coverage(self)

    def complete(self, source: str | None = None) -> Answer:
        """To which year each dataset is complete: see :mod:`sarai.analyses.portfolio.complete`."""
        from sarai.analyses.portfolio import complete

        return complete.complete(self, source)

    def complete_to(self, sources: Iterable[str], measure: str) -> int | None:
        """The year to which all of several sources are complete (committed, spent); none where it is not known."""
        from sarai.analyses.portfolio import complete

        return complete.to_year(self, sources, measure)

    def records(
        self,
        *,
        prices: str = "current",
        measure: str = "committed",
        **filter_by: Stated,
    ) -> Answer:
        """Every telling of the records that a question is about: what, by whom, where, when, how much, which rule.

        A row is a contribution as one dataset tells it, the copy that speaks first: see
        :mod:`sarai.analyses.portfolio.tellings` for the columns. The values of the rows whose ``counts`` is
        ``certain`` or ``preferred`` add up to what :meth:`total` gives for the same filters.

        Raises:
            QuestionError: as :meth:`total`.
        """
        from sarai.analyses.portfolio import tellings

        return tellings.records(self, ask(prices=prices, measure=measure, filters=filter_by))

    def desk(
        self, *, partners: Sequence[str] = (), recipients: Sequence[str] = (), on: dt.date | None = None
    ) -> "Desk":
        """The questions of one page about some partners and recipients; none means all of the study's.

        Every number that it gives is a figure with a passport; promises are judged on the day ``on``, the release's own
        unless it is named.

        Raises:
            QuestionError: a partner or recipient that no code list and no row knows.
        """
        from sarai.analyses.portfolio import desk

        return desk.Desk(self, partners=partners, recipients=recipients, on=on)

    def people(self) -> Answer:
        """The newest number of people of each place: see :func:`sarai.analyses.portfolio.peers.people`."""
        from sarai.analyses.portfolio import peers

        return peers.people(self)

    def chain(self, activity: str) -> Answer:
        """Money handed on from activity to activity: see :mod:`sarai.analyses.portfolio.chain`.

        Raises:
            QuestionError: there is no such activity, or it is in no chain.
        """
        from sarai.analyses.portfolio import chain

        return chain.chain(self, activity)

    def publishers(self, source: str = "iati") -> Answer:
        """One row per publisher of a source: files, records, money, and what its records state or leave to assume."""
        from sarai.analyses.portfolio import publishers

        return publishers.publishers(self, source)

    def route(self, start: str, end: str, *, what_if: Path | str | None = None, **asked: Any) -> Answer:
        """Routes between two places of the release's corridors.

        Takes what :func:`sarai.analyses.corridors.route` takes; ``what_if`` is a scenario of the release, or a file.

        Raises:
            QuestionError: an unknown place or option, or no route.
            CorridorError: the release holds no corridors, or the scenario does not hold.
        """
        from sarai.analyses import corridors

        return corridors.route(self, start, end, what_if=self._scenario(what_if), **asked)

    def corridors(self, *, what_if: Path | str | None = None, **asked: Any) -> Answer:
        """A table of the corridors: takes what :func:`sarai.analyses.corridors.network` takes."""
        from sarai.analyses import corridors

        return corridors.network(self, what_if=self._scenario(what_if), **asked)

    def main_routes(self, countries: Sequence[str], *, first: int) -> Answer:
        """The first of the best container routes of the corridors' main pairs that touch some countries."""
        from sarai.analyses import corridors

        return corridors.main_routes(self, countries=countries, first=first)

    def first_ways(self, places: Sequence[str] = ()) -> Answer:
        """The first way between any two places of corridors, as it is and under each what-if; all, or those named."""
        from sarai.analyses import corridors

        return corridors.first_ways(self, places)

    def under_scenarios(self, pairs: Sequence[str]) -> Mapping[str, Answer]:
        """What each scenario of the study makes of pairs FROM:TO, by its title."""
        from sarai.analyses import corridors

        return corridors.under_scenarios(self, pairs)

    def corridor_map(self, *, what_if: Path | str | None = None, **asked: Any) -> "Picture":
        """The map of the corridors: takes what :func:`sarai.analyses.corridor_pictures.map_of` takes."""
        from sarai.analyses import corridor_pictures

        return corridor_pictures.map_of(self, what_if=self._scenario(what_if), **asked)

    def write_map(self, path: Path, *, what_if: Path | str | None = None, way: Sequence[str] = ()) -> Path:
        """Write the map of the corridors: see :func:`sarai.analyses.corridor_pictures.write_map`."""
        from sarai.analyses import corridor_pictures

        return corridor_pictures.write_map(self, path, what_if=self._scenario(what_if), way=way)

    def write_series(self, path: Path, *, route: str) -> Path:
        """Write what was promised and seen of a route: see :func:`sarai.analyses.corridor_pictures.write_series`."""
        from sarai.analyses import corridor_pictures

        return corridor_pictures.write_series(self, path, route=route)

    def _scenario(self, what_if: Path | str | None) -> "Scenario | str | None":
        """A scenario that is no list of the study but a file of the one who asks; else its name."""
        if what_if is None or not Path(what_if).is_file():
            return None if what_if is None else Path(what_if).name.removesuffix(".yaml")
        from sarai import sources
        from sarai.corridors import scenarios

        rows: dict[str, list[dict[str, Any]]] = {"scenario": [], "scenario_change": [], "reject": []}
        settings = ReadSettings(file="what-if", dataset="corridor-scenarios")
        for table, batch in sources.reader("scenarios")(Path(what_if), settings):
            rows.setdefault(table, []).extend(batch.to_pylist())
        for fault in rows["reject"]:
            raise CorridorError(f"{fault['reason']}: {fault['value']!r}", where=str(what_if), cure="mend the file")
        found = scenarios.named(rows["scenario"], rows["scenario_change"], {"what-if": str(what_if)})
        if len(found) != 1:
            raise CorridorError(f"holds {len(found)} scenarios", where=str(what_if), cure="ask for a file with one")
        return next(iter(found.values()))

    def dependence(self, recipient: str, *, partner: str | None = None) -> Answer:
        """How much of a state hangs on its partners, channel by channel; with ``partner``, on that one, in words.

        Columns: see :func:`sarai.analyses.dependence.dependence`.

        Raises:
            QuestionError: an unknown place.
        """
        from sarai.analyses.dependence import dependence

        place = self._one(codelists.recipients_meant, recipient, "recipient")
        other = None if partner is None else self._one(codelists.partners_meant, partner, "partner")
        disbursed, committed = (self.once(("received", each), partial(self._received, each)) for each in _GIVEN)
        by_sector = self.once(("by sector",), self._by_sector) if other is not None else {}
        return dependence(
            self,
            place,
            disbursed=disbursed.get(place, {}),
            committed=committed.get(place, {}),
            by_sector=by_sector.get(place, ()),
            partner=other,
        )

    def _by_sector(self) -> dict[str | None, list[dict[str, Any]]]:
        """What each recipient was promised by partner, year, sector and family."""
        from sarai.analyses.portfolio import questions

        found: dict[str | None, list[dict[str, Any]]] = {}
        for row in questions.sums(self, ask(by=("partner", "year", "sector", "family", "recipient"))).to_pylist():
            found.setdefault(row["recipient"], []).append(row)
        return found

    def _received(self, measure: str) -> dict[str | None, dict[str, list[dict[str, Any]]]]:
        """What each recipient was paid or promised by partner, year and family, as each source alone tells it."""
        from sarai.analyses.portfolio import questions

        found: dict[str | None, dict[str, list[dict[str, Any]]]] = {}
        for source in self.distinct("source"):
            asked = ask(by=("partner", "year", "family", "recipient"), measure=measure, filters={"source": source})
            for row in questions.sums(self, asked).to_pylist():
                found.setdefault(row["recipient"], {}).setdefault(source, []).append(row)
        return found

    def profile(self, partner: str) -> Answer:
        """What a partner is to each recipient of the study, channel by channel; there is no single score.

        Columns: see :func:`sarai.analyses.influence.profile`.

        Raises:
            QuestionError: an unknown partner, or one of which nothing is told.
        """
        from sarai.analyses.influence import profile

        code = self._one(codelists.partners_meant, partner, "partner")
        committed, disbursed = (
            self.total(by=("recipient", "family"), measure=measure, partner=code).rows
            for measure in ("committed", "disbursed")
        )
        statuses = self.total(by=("recipient", "status"), partner=code, mixed=True).rows
        stated = self.promises(maker=code).rows if self.release.counts.get("promise") else []
        return profile(
            self,
            code,
            recipients=self.recipients,
            committed=committed,
            disbursed=disbursed,
            statuses=statuses,
            promises=stated,
        )

    def weighted(self, weights: Mapping[str, float], *, partners: Sequence[str]) -> Answer:
        """Partners in the order that your own weights give, and which weights decide it.

        Raises:
            QuestionError: an unknown partner or channel, or weights of which none is above zero.
        """
        from sarai.analyses.influence import weighted

        profiles = {partner: self.profile(partner).rows for partner in partners}
        return weighted(profiles, weights, release=self.release.number)

    def alignment(self, *, partner: str, recipient: str) -> Answer:
        """What was asked, declared and funded by sector, and how far they lie apart.

        ``recipient`` is one, several with commas, or ``all``. Columns: see :func:`sarai.analyses.alignment.alignment`.

        Raises:
            QuestionError: an unknown name, or a pair of which either words or money are not told.
        """
        from sarai.analyses.alignment import alignment

        code = self._one(codelists.partners_meant, partner, "partner")
        named = (
            self.recipients
            if recipient == "all"
            else tuple(
                self._one(codelists.recipients_meant, each.strip(), "recipient") for each in recipient.split(",")
            )
        )
        funded = self.explain(partner=code, recipient=named).rows
        return alignment(self, code, named, funded=funded)

    def positions(self, *, government: str | None = None, topic: str | None = None) -> Answer:
        """What governments asked, offered, declared and agreed: see :func:`sarai.analyses.alignment.positions`."""
        from sarai.analyses.alignment import positions

        if government is not None:
            try:
                government = codelists.resolve_place(government).code
            except CodeError as error:
                raise QuestionError(error.what, where="--government", cure=error.cure) from error
        return positions(self, government=government, topic=topic)

    @property
    def recipients(self) -> tuple[str, ...]:
        """The recipients of the release, as its rows tell them."""
        return tuple(self.distinct("recipient"))

    def _one(self, meant: Callable[[str, Sequence[str]], Sequence[str]], stated: str, name: str) -> str:
        """The one code that a name means among those that the release tells.

        Raises:
            QuestionError: no list knows the name, or it means several.
        """
        try:
            codes = meant(stated, self.distinct(name))
        except CodeError as error:
            raise QuestionError(error.what, where=name, cure=error.cure) from error
        if len(codes) != 1:
            raise QuestionError(f"{stated!r} means several: {', '.join(codes)}", where=name, cure="name one of them")
        return codes[0]

    def promises(self, *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
        """Promises with what came of them: see :func:`sarai.analyses.promises.listed.listed`."""
        from sarai.analyses.promises import listed

        return listed.listed(self, on=on, **filter_by)

    def promises_by(
        self,
        by: str | Sequence[str] = "maker",
        *,
        measure: str = "count",
        on: dt.date | str | None = None,
        **filter_by: Stated,
    ) -> Answer:
        """How many promises, or how much money, came to what: see :func:`sarai.analyses.promises.rolled.rolled_up`."""
        from sarai.analyses.promises import rolled

        return rolled.rolled_up(self, by=by, measure=measure, on=on, **filter_by)

    def funnel(self, *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
        """How far promises are known to have come: see :func:`sarai.analyses.promises.rolled.rhetoric_to_result`."""
        from sarai.analyses.promises import rolled

        return rolled.rhetoric_to_result(self, on=on, **filter_by)

    def promise(self, name: str, *, on: dt.date | str | None = None) -> Answer:
        """One promise with its life line: see :func:`sarai.analyses.promises.cards.card`."""
        from sarai.analyses.promises import cards

        return cards.card(self, name, on=on)

    def cards(self, *, on: dt.date | str | None = None) -> Answer:
        """Every promise with its life line: see :func:`sarai.analyses.promises.cards.every`."""
        from sarai.analyses.promises import cards

        return cards.every(self, on=on)

    def overdue(self, *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
        """Promises to act on: see :func:`sarai.analyses.promises.cards.overdue`."""
        from sarai.analyses.promises import cards

        return cards.overdue(self, on=on, **filter_by)

    def timeline(self, *, partner: str | None = None, on: dt.date | str | None = None) -> Answer:
        """Agreements and events of a partner: see :func:`sarai.analyses.promises.cards.timeline`."""
        from sarai.analyses.promises import cards

        return cards.timeline(self, partner=partner, on=on)

    def links(self, *, promise: Sequence[str] = (), answer: str | None = None) -> Answer:
        """Promises and the activities that serve them: see :func:`sarai.analyses.promises.links.links`."""
        from sarai.analyses.promises import links

        return links.links(self, promise=promise, answer=answer)

    def served(self, *, on: dt.date | str | None = None, **filter_by: Stated) -> Answer:
        """Promises with the records that serve them: see :func:`sarai.analyses.promises.served.served`."""
        from sarai.analyses.promises import served

        return served.served(self, on=on, **filter_by)

    def forward(self, *, on: dt.date | None = None, **filter_by: Stated) -> Answer:
        """Undisbursed balances, closing dates and debt service: see :mod:`sarai.analyses.portfolio.forward`."""
        from sarai.analyses.portfolio import forward

        return forward.forward(self, ask(filters=filter_by), on=on)

    def partners_to_validate(self, partner: str | None = None) -> tuple[str, ...]:
        """The codes of partners: see :func:`sarai.analyses.portfolio.validation.partners`."""
        from sarai.analyses.portfolio import validation

        return validation.partners(self, partner)

    def records_to_validate(self, partner: str) -> Answer:
        """The statements of a partner's records: see :mod:`sarai.analyses.portfolio.validation`."""
        from sarai.analyses.portfolio import validation

        return validation.records_of(self, partner)

    def corrections_of_records(self) -> Answer:
        """What partners say of their records, beside them: see :mod:`sarai.analyses.portfolio.validation`."""
        from sarai.analyses.portfolio import validation

        return validation.corrections(self)

    def to_review(self, *, promise: Sequence[str] = ()) -> Answer:
        """Pairs left to a person, likeliest first: see :func:`sarai.analyses.promises.links.to_review`."""
        from sarai.analyses.promises import links

        return links.to_review(self, promise=promise)

    def claim(self, name: str | None = None) -> Answer:
        """A stated portfolio beside the records that can be shown: see :mod:`sarai.analyses.portfolio.bridge`."""
        from sarai.analyses.portfolio import bridge

        return bridge.bridge(self, name)

    def stated(self) -> "tuple[StatedPortfolio, ...]":
        """What somebody states of portfolios: :func:`sarai.analyses.portfolio.stated.stated_portfolios`."""
        from sarai.analyses.portfolio import stated

        return stated.stated_portfolios(self)

    def delivery(self, show: str = "classes", *, milestone: str = "95 %", classes: Sequence[str] = ()) -> Answer:
        """Delivery of others' promises, which comes with Sarai: ``classes``, ``bounds``, ``over`` or ``corrections``.

        Raises:
            QuestionError: another word, an unknown milestone or class.
        """
        from sarai.analyses import delivery

        asked = {"bounds": delivery.bounds, "over": delivery.over, "corrections": delivery.corrections}
        if show == "classes":
            recipients = self.release.study.get("recipients")
            return delivery.rates(milestone=milestone, classes=classes, recipients=recipients)
        if show not in asked:
            raise QuestionError(f"unknown word {show!r}", where="--show", cure=f"use classes, {', '.join(asked)}")
        return asked[show]()

    def forecasts(self, *, on: dt.date | None = None) -> Answer:
        """Forecasts of the study's promises: see :func:`sarai.analyses.forecasts.predict`."""
        from sarai.analyses import forecasts

        return forecasts.predict(self, on=on)

    def forecasts_to_freeze(self, *, on: dt.date | None = None) -> "list[Forecast]":
        """The forecasts as of a day, as ``sarai delivery --freeze`` writes them down."""
        from sarai.analyses import forecasts

        return forecasts.forecasts_of(self, on=on)

    def scores(self, *, on: dt.date | None = None) -> Answer:
        """How the frozen forecasts fared: see :func:`sarai.analyses.forecasts.score`."""
        from sarai.analyses import forecasts

        return forecasts.score(self, on=on)

    def diff(
        self,
        before: "int | Study",
        *,
        by: str | Sequence[str] = (),
        prices: str = "current",
        measure: str = "committed",
        counting: str = "preferred",
        **filter_by: Stated,
    ) -> Answer:
        """The change from an earlier release to this one: see :func:`sarai.analyses.portfolio.compare.diff`.

        Raises:
            UnknownRelease: the study has no such release.
            QuestionError: the two releases show values in unlike money, or the question is not understood.
        """
        from sarai.analyses.portfolio import compare

        earlier = before if isinstance(before, Study) else Study(self.folder, release=before)
        question = ask(by=by, prices=prices, measure=measure, counting=counting, filters=filter_by)
        return compare.diff(earlier, self, question)

    def previous(self) -> "Study | None":
        """The study at the release before this one; none where this is the first."""
        numbers = [each.number for each in self.ledger.releases if each.number < self.release.number]
        return Study(self.folder, release=max(numbers)) if numbers else None

    def vintages(self, before: str, after: str, **filter_by: Stated) -> Answer:
        """Records of one dataset in another: see :func:`sarai.analyses.portfolio.compare.vintages`."""
        from sarai.analyses.portfolio import compare

        return compare.vintages(self, before, after, **filter_by)

    def rejects(self, *, by_kind: bool = False) -> Answer:
        """The rows and cells that were refused, each or once for each reason: see :mod:`sarai.analyses.catalogue`."""
        from sarai.analyses import catalogue

        return catalogue.kinds_of_rejects(self) if by_kind else catalogue.rejects(self)

    def export(self, *, to: str, out: Path) -> "list[Written]":
        """Write every table of the release, one file each: see :func:`sarai.analyses.export.export`."""
        from sarai.analyses import export

        return list(export.export(self, to=to, out=out))

    def figures_of(self, claims: "Sequence[Claim]") -> Answer:
        """The figures of a text beside the ledger's: see :func:`sarai.analyses.portfolio.text_figures.check`."""
        from sarai.analyses.portfolio import text_figures

        return text_figures.check(self, claims)


def sources(name: str | None = None) -> Answer:
    """Every dataset that can be read, or one source whole: see :mod:`sarai.analyses.catalogue`."""
    from sarai.analyses import catalogue

    return catalogue.sources() if name is None else catalogue.source(name)


def releases(folder: Path | str) -> Answer:
    """The releases of a study, oldest first: see :func:`sarai.analyses.catalogue.releases`."""
    from sarai.analyses import catalogue

    return catalogue.releases(Path(folder))


def rules() -> Answer:
    """The rules of counting, in the order in which they are asked: see :func:`sarai.analyses.catalogue.rules`."""
    from sarai.analyses import catalogue

    return catalogue.rules()


def indicators(name: str | None = None) -> Answer:
    """What can be asked, how each answer is made, and its columns: see :mod:`sarai.analyses.indicators`."""
    from sarai.analyses import indicators as listed

    return listed.indicators(name)


def organisations(name: str | None = None) -> Answer:
    """The organisations that give most, or one with what belongs to it: :func:`sarai.analyses.names.organisations`."""
    from sarai.analyses import names as listed

    return listed.organisations(name)


def names(text: str) -> Answer:
    """What a text becomes in each sort of field, and why: see :func:`sarai.analyses.names.names`."""
    from sarai.analyses import names as listed

    return listed.names(text)


def delivery_curve(*, milestone: str = "95 %", classes: Sequence[str] = ()) -> Answer:
    """The share delivered by years, which comes with Sarai: see :func:`sarai.analyses.delivery.curve`."""
    from sarai.analyses import delivery

    return delivery.curve(milestone=milestone, classes=classes)
