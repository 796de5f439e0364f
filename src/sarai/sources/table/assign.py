"""Which field each column of an unknown table fills: told by what its cells are, then by what its header says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from sarai import codelists
from sarai.model.vocabulary import Kind
from sarai.sources.kit.cells import LARGEST, text
from sarai.sources.table import numbers, units, words
from sarai.sources.table.columns import Column
from sarai.sources.table.fields import FIELDS
from sarai.sources.table.frame import Look
from sarai.sources.table.places import several

_MOSTLY = 0.7
_SOME = 0.2
_MOST = {"latitude": 90, "longitude": 180, "interest_rate": 10_000, "maturity": 1200, "grace_period": 1200}
"""The largest number of a field: degrees, basis points, months."""
_ORDER = (
    "provider", "recipient", "record_id", "title", "year", "date", "status", "kind", "currency", "unit", "power",
    "agency",
    "sector", "instrument", "implementer", "receiver", "reference", "place", "latitude", "longitude", "start_planned",
    "start_actual", "end_planned", "end_actual", "updated", "interest_rate", "maturity", "grace_period", "description",
    "url", "flow_class", "finance_type", "aid_type", "channel", "recommended", "parent", "base_year",
)  # fmt: skip
"""The order in which fields choose among columns."""


@dataclass
class Assigned:
    """The columns by field, why others fill none, and the columns about which a person is asked; ``places`` are those
    of countries among the last."""

    fields: dict[str, Column] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    places: list[Column] = field(default_factory=list)

    def taken(self, column: Column) -> list[str]:
        """The fields that a column fills."""
        return [name for name, each in self.fields.items() if each is column]


def assign(columns: Sequence[Column]) -> Assigned:
    """The columns of everything but money."""
    found = Assigned()
    free = [column for column in columns if column.filled]
    for name in _ORDER:
        ranked = sorted(
            ((surely, -at, column) for at, column in enumerate(free) if (surely := _suits(name, column)) > 0),
            key=lambda each: (-each[0], -each[1]),
        )
        if ranked:
            chosen = ranked[0][2]
            found.fields[name] = chosen
            free.remove(chosen)
    for name in ("start_planned", "start_actual", "end_planned", "end_actual", "updated"):
        # Only the date of the money is worth a question.
        if name in found.fields and found.fields[name].dates.dates is None:
            found.reasons[found.fields.pop(name).name] = "day and month cannot be told apart"
    _numbered_by_cells(found, free)
    _codes_give_way(found, columns)
    _places_unnamed(found, free)
    _givers_called_countries(found)
    _loans_and_grants(found)
    _second_best(found)
    for column in list(free):
        named = column.meaning("channel") or ("recipient" not in found.fields and column.meaning("recipient"))
        if named and "implementer" not in found.fields and not (column.is_number or column.is_date or column.is_year):
            # Through whose hands it goes is worth its words, also where no list of channels has them.
            found.fields["implementer"] = column
            free.remove(column)
    for column in free:
        if column.meaning("power"):
            found.asked[column.name] = 'sizes of the amounts: "power" for exponents of ten, or the reason under ignored'
    return found


_NUMBERING = frozenset("id cod code kod codice codigo nr no nummer number numero num ref smis № код номер".split())
_LONGEST_ID = 40


def _numbered_by_cells(found: Assigned, free: list[Column]) -> None:
    """A column of codes of which each stands once names the records, whatever its header calls it.

    Numbers alone may be anything; they name records where the header says that they number something.
    """
    if "record_id" in found.fields:
        return
    for column in free:
        if column.filled < 3 or column.filled != len(column.cells) or len(column.values) != column.filled:
            continue
        told = list(column.values)
        if any(len(each) > _LONGEST_ID or " " in each or not any(map(str.isdigit, each)) for each in told):
            continue
        lettered = sum(any(map(str.isalpha, each)) for each in told) >= 0.9 * len(told)
        called = set(words.plain(column.name).split()) & _NUMBERING and all(each.isalnum() for each in told)
        if (lettered and not column.is_date and not column.is_number) or (called and not column.unit.says_something):
            found.fields["record_id"] = column
            free.remove(column)
            return


def _suits(name: str, column: Column) -> float:
    """How surely a column fills a field: none where its cells are of another kind."""
    named = column.meaning(name)
    if name == "unit" and named is None and (sized := column.meaning("power")):
        # A column of sizes in words or as powers of ten; one of exponents is a power.
        told = [units.of_cell(each) for each in column.values]
        return sized.surely - 0.05 if told and all(each.times is not None for each in told) else 0.0
    if named is None:
        # A year that calls itself a date, and a date that calls itself a year.
        other = {"date": "year", "year": "date"}.get(name)
        named = column.meaning(other) if other else None
        if named is None or not (column.is_date if name == "date" else column.is_year):
            return 0.0
        return named.surely - 0.1 if _holds(name, column) else 0.0
    fit = _holds(name, column)
    if name == "kind" and fit:
        known = [words.plain(each) in words.codes("kind") or each.strip() in tuple(Kind) for each in column.values]
        fit = fit if sum(known) >= 0.3 * len(known) else 0.5 if named.surely > 0.99 and column.currencies < 0.5 else 0.0
    if name == "currency" and not fit and named.surely > 0.99 and not (column.is_number or column.is_date):
        # It calls itself so; what its words mean is asked, not the currency of all rows.
        fit = 0.5
    if not fit and named.surely > 0.99 and FIELDS[name].takes == "place" and not (column.is_number or column.is_date):
        # It calls itself so; which of its words are no countries is asked. A beneficiary may be an organisation.
        fit = 0.5 if column.places + column.place_codes >= _SOME or _only_a_country(column) else 0.0
    return named.surely + fit - 1 if fit else 0.0


def _holds(name: str, column: Column) -> float:
    """How well the cells are of the kind that a field takes, 0 to 1."""
    takes = FIELDS[name].takes
    if name == "record_id":
        return 0.0 if column.is_date or column.share(Look.YEAR) > 0.9 or _is_broken_number(column) else 1.0
    if takes == "place":
        if column.places >= _MOSTLY:
            return 1.0
        return 0.8 if column.place_codes >= 0.9 else 0.6 if _are_place_numbers(column) else 0.0
    if name == "provider":
        return 0.0 if column.is_number or column.is_date or column.is_year else 1.0
    if takes == "date":
        return (
            1.0
            if column.is_date or column.is_serial or (column.is_year and name in ("date", "end_actual", "start_actual"))
            else 0.0
        )
    if takes == "year":
        return 1.0 if column.is_year else 0.0
    if name == "power":
        small = all(told.isdecimal() and int(told) <= 12 for told in column.values)
        return 1.0 if small else 0.0
    if takes == "number":
        most = _MOST.get(name)
        judged = numbers.judge(column.cells, most=LARGEST if most is None else Decimal(most))
        return (
            1.0
            if column.is_number and judged.numbers is not None and len(judged.strange) <= 0.2 * column.filled
            else 0.0
        )
    if takes == "currencies":
        return 1.0 if column.currencies >= 0.8 else 0.0
    if takes == "unit":
        return 1.0 if column.unit_words > 0 and not column.is_number else 0.0
    if takes in ("sectors", "channels", "finance_types", "aid_types", "flow_classes"):
        return 1.0 if column.known(takes) >= _MOSTLY or _says_loan_or_grant(column, name) else 0.0
    return 0.0 if column.is_number or column.is_date else 1.0


def _is_broken_number(column: Column) -> bool:
    return column.is_number and any(
        "." in told or "," in told for told in column.values if told.replace(".", "").isdecimal()
    )


def _are_place_numbers(column: Column) -> bool:
    """Whether a column called a code holds the numbers that a list of countries has."""
    return (
        column.is_number and "code" in column.name.casefold()
        and sum(count for told, count in column.values.items() if several(told)) >= 0.95 * column.filled
    )  # fmt: skip


def _codes_give_way(found: Assigned, columns: Sequence[Column]) -> None:
    """Names before codes: a column of numbers that happen to be codes never wins over one of names."""
    chosen = found.fields.get("recipient")
    if chosen is None or chosen.places >= _MOSTLY:
        return
    names = [
        each for each in columns
        if each.places >= _MOSTLY and each not in found.fields.values() and each.meaning("recipient")
    ]  # fmt: skip
    if names:
        found.fields["recipient"] = names[0]


def _places_unnamed(found: Assigned, free: Sequence[Column]) -> None:
    """A column of countries whose header is not understood: whose money, or who receives it, only a person knows."""
    if "recipient" in found.fields:
        return
    for column in free:
        if column.places >= 0.8 and not column.named:
            found.asked[column.name] = 'countries: "recipient" receives the money, "provider" gives it'
            found.places.append(column)
            return


_FEWEST_GIVERS = 5
"""Countries of a column that tell whose list it is; of fewer, any may be."""


def _givers_called_countries(found: Assigned) -> None:
    """A list by country of what donors give names them as others name who receives: all but all of them give aid."""
    column = found.fields.get("recipient")
    if column is None or "provider" in found.fields or not _only_a_country(column):
        return
    codes = {code for told in column.values for code in several(told)}
    if len(codes) >= _FEWEST_GIVERS and len(codes & _givers()) >= _MOSTLY_GIVERS * len(codes):
        del found.fields["recipient"]
        found.places.append(column)
        found.asked[column.name] = 'all of them give aid: "provider" if this is theirs, "recipient" if they get it'


_MOSTLY_GIVERS = 0.9


def _only_a_country(column: Column) -> bool:
    """Whether a header says no more than that it holds countries."""
    return words.plain(column.name) in _COUNTRY


_COUNTRY = frozenset(
    ("country", "countries", "country name", "country area", "pays", "pais", "land", "staat", "страна")
)


@cache
def _givers() -> frozenset[str]:
    """The states that are members of the OECD's Development Assistance Committee, or of the EU."""
    named = ("European Union", "G7", "Nordic countries")
    members = {code for name in named for code in codelists.groups()[name].members}
    return frozenset({*members, "AU", "CH", "KR", "NZ"})


def _loans_and_grants(found: Assigned) -> None:
    """A column of instruments that says loan or grant in every cell tells the finance type as well."""
    column = found.fields.get("instrument")
    if column is None or "finance_type" in found.fields or not column.values:
        return
    if _says_loan_or_grant(column, "finance_type"):
        found.fields["finance_type"] = column


def _says_loan_or_grant(column: Column, name: str) -> bool:
    return name == "finance_type" and all(words.plain(told) in words.codes(name) for told in column.values)


def _second_best(found: Assigned) -> None:
    """Dates of a project stand in for the date of its money where no other is told."""
    if "date" in found.fields or "year" in found.fields:
        return
    for name in ("start_actual", "start_planned"):
        if name in found.fields:
            found.fields["date"] = found.fields[name]
            return


def reason(column: Column) -> str:
    """Why a column that carries money or dates is not read."""
    if column.is_date and not column.is_number:
        return "a date that no field takes"
    named = column.meaning(
        "-others' money", "-a balance", "-a share", "-a count", "-an exchange rate", "-a received value"
    )
    if named:
        return {
            "-others' money": "money of others, or the whole cost of a project: not what the provider gives",
            "-a balance": "what is left, due or cancelled: no flow of money",
            "-a share": "a share, no amount",
            "-a count": "a count, no amount",
            "-an exchange rate": "a rate, no amount",
            "-a received value": "the same money by another measure",
        }[named.meaning.field]
    return "numbers that no field takes"


def has_words(column: Column) -> bool:
    """Whether a column says anything at all."""
    return any(text(cell) is not None for _, cell in column.cells)


def period(name: str) -> tuple[str, str]:
    """The year, quarter or fiscal year that a header names, as it names it, and its other words; empty where none."""
    import re

    parts = name.split(" / ")
    for place, part in enumerate(parts):
        bare = re.sub(r"\s*\(column \d+\)$", "", part)
        found = re.search(
            r"(?<![\d.])(?:FY|CY|JFY)?\s?'?((?:19|20)\d\d(?:\s?[-/–]\s?(?:(?:19|20)?\d\d))?)(?![\d.])",
            bare,
            re.IGNORECASE,
        )
        if found and not re.search(r"(?i)usd?(?:19|20)\d\d", bare.replace(" ", "")):
            rest = " ".join((*parts[:place], bare[: found.start()] + " " + bare[found.end() :], *parts[place + 1 :]))
            year, rest = found[1].replace(" ", ""), " ".join(units.without(rest).split()).strip(" _-/()")
            if quarter := re.fullmatch(r"([QH]) ?([1-4])", rest, re.IGNORECASE):
                return f"{quarter[1]}{quarter[2]} {year}", ""
            return year, rest
    return "", ""
