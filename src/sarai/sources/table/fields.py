"""The canonical fields that a mapping may fill, and what each takes; words/headers.csv has what headers call them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sarai import codelists
from sarai.model import vocabulary
from sarai.model.errors import CodeError
from sarai.sources.table import currency


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it takes (``text``, ``date``, ``year``, ``number``, ``yes-no``, ``money``, or a code list),
    and what it is."""

    takes: str
    about: str


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "record_id": Field("text", "the record's own number: never its row"),
        "title": Field("text", "title"),
        "status": Field("vocabulary.Status", "where it stands"),
        "year": Field("year", "the year it is filed under"),
        "start_planned": Field("date", "planned start"),
        "start_actual": Field("date", "actual start"),
        "end_planned": Field("date", "planned end"),
        "end_actual": Field("date", "actual end"),
        "updated": Field("date", "when the record was last changed"),
        "flow_class": Field("flow_classes", "oda, oof, ..."),
        "finance_type": Field("finance_types", "DAC finance type"),
        "aid_type": Field("aid_types", "DAC type of aid"),
        "instrument": Field("text", "the source's word for the kind of finance"),
        "agency": Field("text", "the provider's agency"),
        "channel": Field("channels", "CRS channel"),
        "interest_rate": Field("number", "interest in per cent"),
        "maturity": Field("number", "years until the last payment"),
        "grace_period": Field("number", "years before the first payment of principal"),
        "recommended": Field("yes-no", "whether totals should take the record"),
        "programme": Field("text", "programme of the recipient's own plan or budget"),
        "fiscal_year": Field("text", "the recipient's fiscal year, as written"),
        "on_budget": Field("yes-no", "whether the money passes through the recipient's budget"),
        "marks": Field("vocabulary.Mark", "umbrella, cofinanced, aggregate, ..."),
        "parent": Field("text", "record_id of what it is a part of"),
        "retells": Field("text", "record_id of the record that the row tells once more; it is no more money"),
        "tier": Field("vocabulary.Tier", "how close the source stands to the fact"),
        "recipient": Field("place", "country or region"),
        "sector": Field("sectors", "DAC sector"),
        "place": Field("text", "place below the country"),
        "latitude": Field("number", "degrees north"),
        "longitude": Field("number", "degrees east"),
        "implementer": Field("text", "implementing organisation"),
        "description": Field("text", "free words"),
        "url": Field("text", "address of the record"),
        "origin": Field("text", "where a compiled row was taken from; shown with its place"),
        "amount": Field("money", "amount as stated"),
        "currency": Field("currencies", "currency of the amount"),
        "unit": Field("unit", "what the amount is counted in, row by row: USD million, thousands"),
        "power": Field("number", "the power of ten that the amount is multiplied by, row by row"),
        "date": Field("date", "date of the statement"),
        "value_date": Field("date", "date whose exchange rate is used"),
        "kind": Field("vocabulary.Kind", "commitment, disbursement, ..."),
        "timing": Field("vocabulary.Timing", "on-date, in-period, cumulative"),
        "price_basis": Field("vocabulary.PriceBasis", "current, constant, constant-unstated"),
        "base_year": Field("year", "base year of constant prices"),
        "provider": Field("partner", "partner: ISO or organisation code"),
        "receiver": Field("text", "receiving organisation"),
        "reference": Field("text", "the source's own transaction reference"),
    }
)

MONEY = (
    "amount",
    "currency",
    "unit",
    "power",
    "date",
    "value_date",
    "kind",
    "timing",
    "price_basis",
    "base_year",
    "provider",
    "receiver",
    "reference",
)
"""The fields of a financial statement; all others belong to the record."""

NEEDED = ("record_id", "recipient", "provider", "kind")
"""The fields that a mapping has to fill, from a column or as a constant."""


def unknown(name: str, value: str) -> str | None:
    """What is wrong with a code of a field, or nothing."""
    takes = FIELDS[name].takes
    if takes == "place":
        try:
            codelists.resolve_place(value)
        except CodeError as error:
            return error.what
    elif takes.startswith("vocabulary."):
        kind = getattr(vocabulary, takes.removeprefix("vocabulary."))
        bad = [each.strip() for each in value.split(";") if each.strip() not in tuple(kind)]
        if bad:
            return f"{bad[0]!r} is none of {', '.join(kind)}"
    elif takes == "yes-no":
        return None if value in ("yes", "no") else f"{value!r} is neither yes nor no"
    elif takes == "currencies":
        if len(currency.currencies_meant(value)) != 1:
            return f"{value!r} is no currency, or may be several"
    elif takes not in ("text", "date", "year", "number", "money", "partner", "unit"):
        try:
            codelists.load(takes).resolve(value)
        except CodeError as error:
            return error.what
    return None
