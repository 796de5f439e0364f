"""Questions about corridors: the places, legs and figures that a release holds."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

from sarai.corridors import cards, choice, followed, grid, indicators, scenarios
from sarai.corridors.network import CHARGE_FOR, Charge, Corridors
from sarai.corridors.routes import By, Router
from sarai.corridors.scenarios import Scenario
from sarai.corridors.settled import network as network_of
from sarai.corridors.way import Ends, Route
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import CorridorError, QuestionError
from sarai.model.vocabulary import Cargo, Mode
from sarai.session import Session

_E = TypeVar("_E", bound=StrEnum)


def route(
    session: Session,
    start: str,
    end: str,
    *,
    by: str = "time",
    charge: str | None = None,
    cargo: str | None = None,
    value_of_time: float | None = None,
    avoid: Sequence[str] = (),
    modes: Sequence[str] = (),
    k: int = 1,
    ends: str = "terminal",
    first_km: float | None = None,
    last_km: float | None = None,
    demand: float | None = None,
    what_if: Scenario | str | None = None,
) -> Answer:
    """The ``k`` best routes.

    Raises:
        QuestionError: an unknown place or option, or no route between the two places.
        CorridorError: the study's corridors or the scenario do not hold.
    """
    if demand is not None and demand < 0:
        raise QuestionError("demand cannot be negative", where="--demand", cure="TEU a year, 0 or more")
    corridors, notes = under(session, what_if)
    haulage = None if first_km is None and last_km is None else (first_km or 0.0, last_km or 0.0)
    a, b = corridors.place(start), corridors.place(end)
    kinds = (Cargo.CONTAINER, Cargo.TRUCK) if cargo is None else (_enum(Cargo, cargo, "--cargo"),)

    def make(kind: Cargo, closed: Sequence[str]) -> Router:
        return Router(
            corridors, by=_enum(By, by, "--by"), value_of_time=value_of_time, avoid=(*avoid, *closed), cargo=kind,
            charge=CHARGE_FOR[kind] if charge is None else _enum(Charge, charge, "--charge"),
            modes=[_mode(mode) for mode in modes], ends=_enum(Ends, ends, "--ends"), haulage=haulage,
        )  # fmt: skip

    chosen = choice.choose(corridors, make, a, b, kinds=kinds, k=k)
    if not chosen.ways:
        by_truck = choice.by_truck_to(corridors, make, a, b) if len(kinds) > 1 else ""
        cure = by_truck or _cure(make(kinds[-1], ()))
        raise QuestionError(f"no route leads from {a.name} to {b.name}", where="corridors/legs.csv", cure=cure)
    stands_for = [
        f"{stated} is taken as {node.name}: name a place to choose another"
        for stated, node in ((start, a), (end, b))
        if corridors.is_stand_in(stated, node)
    ]
    rows = [
        cards.route_row(corridors, each, demand=demand, by_rank=rank) for rank, each in enumerate(chosen.ways, start=1)
    ]
    for row, way in zip(rows, chosen.ways, strict=True):
        passed, series = (*way.legs, *way.places), session.listed("series")
        row["notes"] += [*followed.trains_a_week(series, passed), *followed.closed_by_weather(series, passed)]
    senseless = (
        (f"this network knows no sensible way from {a.name} to {b.name}: what it found is the least bad one",)
        if not any(row["sensible"] for row in rows)
        else ()
    )
    fewer = (f"only {len(rows)} of {k} ways differ in more than a siding",) if len(rows) < k else ()
    notes = (*senseless, *chosen.notes, *stands_for, *notes, *fewer, _carried(chosen.cargo, cargo))
    return _told(session, indicators.ROUTES, rows, notes)


def _carried(kind: Cargo, asked: str | None) -> str:
    if kind is Cargo.TRUCK and asked is None:
        return "by truck: no sensible container route by rail and sea leads there"
    return {
        Cargo.CONTAINER: "a container by rail and sea; trucks and their ferries are asked for with --cargo truck",
        Cargo.WAGON: "a wagon by rail and ferry",
        Cargo.TRUCK: "a truck by road and ferry",
    }[kind]


def _cure(router: Router) -> str:
    told = f"avoid less, allow more modes, or another --cargo than {router.cargo}"
    unpriced = router.prices.unpriced(router.charge) if router.by is not By.TIME else ()
    return f"{told}; legs without a price or an estimate: {', '.join(unpriced)}" if unpriced else told


def network(
    session: Session,
    *,
    show: str = "legs",
    what_if: Scenario | str | None = None,
    demand: float | None = None,
    pairs: Sequence[str] = (),
) -> Answer:
    """One table of the network."""
    before, _ = under(session, None)
    after, notes = under(session, what_if)
    asked = [_pair(each) for each in pairs] or cards.open_pairs(before)
    if show == "scenario":
        if what_if is None:
            raise QuestionError("no scenario was named", where="--what-if", cure="a YAML file or the name of one")
        return _told(
            session,
            indicators.SCENARIO,
            cards.compared(Router(before), Router(after), asked),
            notes,
        )
    if show == "critical":
        return _told(session, indicators.CRITICAL, cards.critical(Router(after), asked), notes)
    if show == "targets":
        return _told(session, indicators.TARGETS, followed.targets(session.listed("series")), notes)
    if show == "series":
        return _told(session, indicators.SERIES, followed.by_year(session.listed("series")), notes)
    if show == "utilisation":
        return _told(session, indicators.UTILISATION, followed.utilisation(after, session.listed("series")), notes)
    if show == "projects":
        rows = _with_records(session, followed.works(after, session.listed("work")))
        return _told(session, indicators.PROJECTS, rows, notes)
    if show == "distances":
        return _told(session, indicators.DISTANCES, followed.distances(after, session.listed("distance")), notes)
    if show == "places":
        rows = [
            {"id": n.id, "name": n.name, "country": n.country, "kind": n.kind, "also": list(n.aliases)}
            for n in after.nodes.values()
        ]
        return _told(session, indicators.PLACES, rows, notes)
    return _told(session, indicators.LEGS, cards.legs_rows(after, demand=demand), notes)


def _with_records(session: Session, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Projects with what the ledger's own records say of them, where the release holds the record."""
    session.pinned.attach(session.connection, "activity")
    found = session.connection.execute(
        "SELECT record_id, key, status FROM activity WHERE list_contains(CAST(? AS VARCHAR[]), record_id) ORDER BY ALL",
        [[row["id"] for row in rows]],
    ).fetchall()
    records = {record: (key, status) for record, key, status in found}
    return [
        row | dict(zip(("record", "record_status"), records.get(row["id"], (None, None)), strict=True)) for row in rows
    ]


def holds_corridors(session: Session) -> bool:
    """Whether a release holds corridors."""
    return bool(session.listed("leg"))


def main_routes(session: Session, *, countries: Collection[str], first: int) -> Answer:
    """The best container routes of the study's main pairs that touch some countries."""
    corridors, _ = under(session, None)
    router = Router(corridors)
    found = (choice.first(router, corridors.place(a), corridors.place(b)) for a, b in cards.open_pairs(corridors))
    touching = (route for route in found if route is not None and route.countries.intersection(countries))
    rows = [cards.route_row(corridors, route) for route in islice(touching, first)]
    return _told(session, indicators.ROUTES, rows, (_carried(Cargo.CONTAINER, None),))


def best_way(corridors: Corridors, start: str, end: str) -> Route:
    """The best way between two places, for a container, else for a truck.

    Raises:
        QuestionError: an unknown place, or no route between the two.
    """
    a, b = corridors.place(start), corridors.place(end)
    for cargo in (Cargo.CONTAINER, Cargo.TRUCK):
        found = choice.first(Router(corridors, cargo=cargo), a, b)
        if found is not None:
            return found
    raise QuestionError(f"no route leads from {a.name} to {b.name}", where="--way", cure="name two joined places")


def under(session: Session, what_if: Scenario | str | None) -> tuple[Corridors, tuple[str, ...]]:
    """The corridors of a release under a scenario, and what is to be said of it.

    Raises:
        CorridorError: the release holds no corridors, or the scenario does not hold.
    """
    if not holds_corridors(session):
        raise CorridorError(
            f"release {session.release.number} holds no corridors",
            where=str(session.folder),
            cure="keep them in corridors/nodes.csv, legs.csv and figures.csv and build; see sarai rejects DIR",
        )
    corridors = session.once(
        ("corridors",), lambda: network_of(*(session.listed(name) for name in ("node", "leg", "figure", "shape")))
    )
    if what_if is None:
        return corridors, ()
    scenario = what_if if isinstance(what_if, Scenario) else _scenario(session, what_if)
    return scenarios.apply(corridors, scenario), (f"what if: {scenario.title}",)


def under_scenarios(session: Session, pairs: Sequence[str]) -> dict[str, Answer]:
    """By the title of each scenario of a release, what it makes of each pair, as ``--show scenario`` tells it."""
    before, _ = under(session, None)
    router, asked = Router(before), [_pair(each) for each in pairs]
    known: dict[tuple[str, str], tuple[Route | None, dict[str, Any]]] = {}
    found = {}
    for _, each in sorted(_scenarios(session).items()):
        rows = cards.compared(router, Router(scenarios.apply(before, each)), asked, known=known)
        found[each.title] = _told(session, indicators.SCENARIO, rows, (f"what if: {each.title}",))
    return found


def first_ways(session: Session, places: Sequence[str] = ()) -> Answer:
    """The first way between any two cities and ports, or the ``places`` named, under each what-if of the release."""
    corridors, _ = under(session, None)
    what_ifs = [each for _, each in sorted(_scenarios(session).items()) if each.close or each.opened]
    asked = [corridors.place(each) for each in places] or grid.places(corridors)
    return _told(session, indicators.GRID, list(grid.rows(corridors, what_ifs, asked)), ())


def _scenarios(session: Session) -> dict[str, Scenario]:
    return scenarios.named(session.listed("scenario"), session.listed("scenario_change"), session.file_names)


def _scenario(session: Session, name: str) -> Scenario:
    known = _scenarios(session)
    if name not in known:
        raise CorridorError(
            "there is no such scenario", where=name, cure=f"a YAML file, or of this release: {', '.join(sorted(known))}"
        )
    return known[name]


def _told(session: Session, card: Card, rows: list[dict[str, Any]], notes: tuple[str, ...]) -> Answer:
    return Answer.of(card, rows, release=session.release.number, notes=notes)


def _pair(text: str) -> tuple[str, str]:
    a, colon, b = text.partition(":")
    if not colon:
        raise QuestionError(f"{text!r} is no pair", where="--pairs", cure="FROM:TO, as ALK:POT")
    return a, b


def _mode(text: str) -> Mode:
    """A mode to go by; crossings of borders come with the legs that need them."""
    if text not in _MODES:
        raise QuestionError(f"{text!r} is not known", where="--modes", cure=", ".join(_MODES))
    return Mode(text)


_MODES = tuple(mode.value for mode in Mode if not mode.value.startswith("border"))


def _enum(kind: type[_E], text: str, where: str) -> _E:
    try:
        return kind(text)
    except ValueError:
        raise QuestionError(f"{text!r} is not known", where=where, cure=", ".join(kind)) from None
