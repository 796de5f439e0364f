"""From the words of a question to conditions on contributions: names become codes, or an error with near ones."""

import difflib
import re
from collections.abc import Callable, Mapping

from sarai import codelists
from sarai.analyses.portfolio import Condition, Selection
from sarai.analyses.portfolio.select import CONTRIBUTION
from sarai.codelists.folding import fold
from sarai.ledger import Release
from sarai.model.dimensions import DIMENSIONS, Asked, Dimension
from sarai.model.errors import CodeError, QuestionError
from sarai.model.question import NOT_STATED, Question
from sarai.model.vocabulary import KINDS_OF, OFFICIAL_DEVELOPMENT, Kind, Measure, Standing, Status, Tier

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")

Distinct = Callable[[str], list[str]]
"""The values that a column of the release holds."""


def selection(question: Question, release: Release, distinct: Distinct, *, relation: str = CONTRIBUTION) -> Selection:
    """The selection that a question means in a release; ``relation`` holds the rows in the prices that it asks.

    Raises:
        QuestionError: a value that no code list and no row knows, or prices the release does not hold.
    """
    kinds = KINDS_OF[question.measure]
    conditions = []
    for name, values in question.filters.items():
        if not values:
            continue
        if name == "kind":
            kinds = tuple(Kind(_word(Kind, value, name)) for value in values)
        elif name == "year":
            conditions.append(_years(values))
        else:
            conditions.append(_among(name, values, release, distinct))
    if question.measure in (Measure.ODF, Measure.ODF_COMMITTED):
        marks = ", ".join("?" for _ in OFFICIAL_DEVELOPMENT)
        conditions.append(
            Condition(f"flow_class IN ({marks})", OFFICIAL_DEVELOPMENT, dimension="flow_class", of_measure=True)
        )
    debts = [value.startswith("6") for value in question.filters.get("finance_type", ())]
    return Selection(
        _value_column(question, release, relation),
        kinds,
        tuple(conditions),
        asked=_debts(question, by_name=bool(debts) and all(debts)),
        relation=relation,
    )


def _debts(question: Question, *, by_name: bool) -> tuple[tuple[str, Standing], ...]:
    """Where reorganised debts stand that are asked for: by their finance types, or as their publishers count them.

    Whoever asks for the publishers' own series asks for figures that can be held against what they print.
    """
    if by_name:
        return (("debt_reorganised", Standing.CERTAIN),)
    published = question.as_published or question.prices == "source"
    return (("debt_reorganised", Standing.PREFERRED),) if published else ()


def _value_column(question: Question, release: Release, relation: str) -> str:
    if question.prices == "source":
        return "value_source"
    if question.price_year is None:
        return "value_current"
    if question.price_year != release.price_year and relation == CONTRIBUTION:
        raise QuestionError(
            f"release {release.number} is priced in constant {release.price_year}, not {question.price_year}",
            where="--prices",
            cure=f"ask constant:{release.price_year}, or set price_year = {question.price_year} "
            "in study.toml and build again",
        )
    return "value_constant"


def _among(name: str, values: tuple[str, ...], release: Release, distinct: Distinct) -> Condition:
    absent = NOT_STATED in values
    stated = tuple(value for value in values if value != NOT_STATED)
    if len(stated) > 1:
        stated = codelists.rejoined(stated, _is_one(name, distinct))
    sql, parameters = _RESOLVERS[name](stated, release, distinct) if stated else ("", ())
    if absent:
        sql = f"({sql} OR {name} IS NULL)" if sql else f"{name} IS NULL"
    return Condition(sql, parameters, before_ranking=name in ("source", "dataset"), dimension=None if absent else name)


def _is_one(name: str, distinct: Distinct) -> Callable[[str], bool]:
    """Tells of values that were parted at a comma whether they are one name: of this release, of a list, of a party."""
    if name in _LISTS:
        return codelists.load(_LISTS[name]).knows
    held = {fold(part) for value in distinct(name) for part in (value, value.partition(":")[2])}
    parties = name in ("partner", "recipient", "agency")
    return lambda whole: fold(whole) in held or (parties and codelists.is_party(whole))


_LISTS = {each.name: each.codelist for each in DIMENSIONS if each.asked in (Asked.LISTED, Asked.SECTOR)}

Resolved = tuple[str, tuple[object, ...]]


def _is_one_of(name: str, codes: tuple[str, ...]) -> Resolved:
    return f"{name} IN ({', '.join('?' for _ in codes)})", codes


def _meant(name: str) -> Callable[[tuple[str, ...], Release, Distinct], Resolved]:
    meant = codelists.partners_meant if name == "partner" else codelists.recipients_meant

    def resolve(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
        held = distinct(name)
        try:
            codes = tuple(code for value in values for code in meant(value, held))
        except CodeError as error:
            raise QuestionError(error.what, where=_option(name), cure=error.cure) from error
        return _is_one_of(name, tuple(dict.fromkeys(codes)))

    return resolve


def _listed(name: str, codelist: str) -> Callable[[tuple[str, ...], Release, Distinct], Resolved]:
    def resolve(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
        return _is_one_of(name, tuple(_code(value, name, codelist, distinct) for value in values))

    return resolve


def _code(value: str, name: str, codelist: str, distinct: Distinct) -> str:
    try:
        code = codelists.load(codelist).resolve(value.replace("_", "-")).code
    except CodeError as error:
        raise QuestionError(error.what, where=_option(name), cure=error.cure) from error
    held = distinct(name)
    if code not in held and f"{code}-like" in held:
        # AidData judges, the DAC's members report: the two are not the same flow class.
        raise QuestionError(
            f"no loaded source reports {code}; what AidData judges to be like it is {code}-like",
            where=_option(name),
            cure=f"ask {code}-like",
        )
    return code


def _sectors(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
    codes = tuple(_code(value, "sector", "sectors", distinct) for value in values)
    placeholders = ", ".join("?" for _ in codes)
    longer = " OR ".join("starts_with(sector, ?)" for _ in codes)
    sql = f"(sector IN ({placeholders}) OR sector_group IN ({placeholders}) OR {longer})"
    prefixes = tuple(code if len(code) == 3 and not code.endswith("0") else f"{code}/" for code in codes)
    return sql, (*codes, *codes, *prefixes)


def _statuses(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
    return _is_one_of("status", tuple(_word(Status, value, "status") for value in values))


def _word(kind: type[Kind] | type[Status] | type[Tier], value: str, name: str) -> str:
    try:
        return kind(value.lower())
    except ValueError as error:
        raise QuestionError(
            f"unknown {name} {value!r}", where=_option(name), cure=f"known: {', '.join(kind)}"
        ) from error


def _years(values: tuple[str, ...]) -> Condition:
    told = []
    parameters: list[object] = []
    for value in values:
        if value == NOT_STATED:
            told.append("year IS NULL")
            continue
        match = _YEARS.fullmatch(value)
        if not match:
            raise QuestionError(f"{value!r} is no year", where="--year", cure="write 2015 or 2010-2015")
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last:
            raise QuestionError(f"years {value} run backwards", where="--year", cure="write the first year first")
        told.append("year BETWEEN ? AND ?")
        parameters += [first, last]
    return Condition(f"({' OR '.join(told)})", tuple(parameters), dimension=None if NOT_STATED in values else "year")


def _agencies(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
    held = distinct("agency")
    found: list[str] = []
    for value in values:
        wanted = fold(value)
        names = codelists.names_of_agency(value) | {wanted}
        same = [agency for agency in held if names & {fold(agency), fold(agency.partition(":")[2])}]
        within = same or [agency for agency in held if wanted in fold(agency)]
        if not within:
            near = difflib.get_close_matches(value, [agency.partition(":")[2] for agency in held], n=3, cutoff=0.5)
            raise QuestionError(
                f"no record names an agency {value!r}",
                where="--agency",
                cure=f"did you mean {', '.join(near)}?" if near else "see them: sarai total DIR --by agency",
            )
        found += within
    return _is_one_of("agency", tuple(found))


def _held(name: str) -> Callable[[tuple[str, ...], Release, Distinct], Resolved]:
    def resolve(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
        held = distinct(name)
        by_fold = {fold(each): each for each in held}
        for value in values:
            if fold(value) not in by_fold:
                raise QuestionError(
                    f"release {release.number} holds no {name} {value!r}",
                    where=_option(name),
                    cure=f"it holds: {', '.join(held[:20])}" if held else "no loaded source states one",
                )
        return _is_one_of(name, tuple(by_fold[fold(value)] for value in values))

    return resolve


def _words(name: str) -> Callable[[tuple[str, ...], Release, Distinct], Resolved]:
    def resolve(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
        return f"({' OR '.join(f'contains(lower({name}), lower(?))' for _ in values)})", values

    return resolve


def _keys(name: str) -> Callable[[tuple[str, ...], Release, Distinct], Resolved]:
    def resolve(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
        return _is_one_of(name, values)

    return resolve


def _tiers(values: tuple[str, ...], release: Release, distinct: Distinct) -> Resolved:
    return _is_one_of("tier", tuple(_word(Tier, value, "tier") for value in values))


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _resolver(dimension: Dimension) -> Callable[[tuple[str, ...], Release, Distinct], Resolved]:
    name = dimension.name
    by_word = {Asked.AGENCY: _agencies, Asked.SECTOR: _sectors, Asked.STATUS: _statuses, Asked.TIER: _tiers}
    by_name = {Asked.PARTY: _meant, Asked.HELD: _held, Asked.PART: _words, Asked.KEY: _keys}
    if dimension.asked is Asked.LISTED:
        return _listed(name, dimension.codelist)
    return by_word[dimension.asked] if dimension.asked in by_word else by_name[dimension.asked](name)


_APART = (Asked.NOT, Asked.KIND, Asked.YEAR)
"""Kinds and years are no condition of one column each: they are resolved apart."""

_RESOLVERS: Mapping[str, Callable[[tuple[str, ...], Release, Distinct], Resolved]] = {
    each.name: _resolver(each) for each in DIMENSIONS if each.asked not in _APART
}
