"""The canonical fields that a mapping may fill, what each takes, and how it is found in headers."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sarai import codelists
from sarai.model import vocabulary
from sarai.model.errors import CodeError


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it takes (``text``, ``date``, ``year``, ``number``, ``yes-no``, ``money``, or a code list),
    what it is, and words that a header may call it by."""

    takes: str
    about: str
    called: tuple[str, ...] = ()


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "record_id": Field("text", "the record's own number: never its row", ("id", "project id", "project no", "no",
            "number", "code", "project code", "project number", "reference", "contract no", "loan number")),
        "title": Field("text", "title", ("title", "project", "project name", "project title", "name", "activity")),
        "status": Field("vocabulary.Status", "where it stands", ("status", "project status", "stage", "state")),
        "year": Field("year", "the year it is filed under", ("year", "project year", "fiscal year")),
        "start_planned": Field("date", "planned start", ("planned start", "start planned")),
        "start_actual": Field("date", "actual start", ("start", "start date", "actual start", "begin")),
        "end_planned": Field("date", "planned end", ("planned end", "end planned", "expected completion", "due")),
        "end_actual": Field("date", "actual end", ("end", "end date", "actual end", "completed", "completion date",
            "closing date")),
        "updated": Field("date", "when the record was last changed", ("updated", "last updated", "as of")),
        "flow_class": Field("flow_classes", "oda, oof, ...", ("flow class", "oda or oof", "oda or oa")),
        "finance_type": Field("finance_types", "DAC finance type", ("finance type", "type of finance")),
        "aid_type": Field("aid_types", "DAC type of aid", ("aid type", "type of aid")),
        "instrument": Field("text", "the source's word for the kind of finance", ("instrument", "type", "modality",
            "type of cooperation", "loan type")),
        "agency": Field("text", "the provider's agency", ("agency", "donor agency", "funding agency", "department")),
        "channel": Field("channels", "CRS channel", ("channel", "channel code")),
        "interest_rate": Field("number", "interest in per cent", ("interest", "interest rate")),
        "maturity": Field("number", "years", ("maturity",)),
        "grace_period": Field("number", "years", ("grace", "grace period")),
        "recommended": Field("yes-no", "whether totals should take the record", ("recommended", "count")),
        "marks": Field("vocabulary.Mark", "umbrella, cofinanced, aggregate, ...", ()),
        "parent": Field("text", "record_id of what it is a part of", ("parent", "parent project", "programme id")),
        "tier": Field("vocabulary.Tier", "how close the source stands to the fact", ("tier", "source tier")),
        "recipient": Field("place", "country or region", ("recipient", "country", "recipient country", "beneficiary",
            "countryname", "country name")),
        "sector": Field("sectors", "DAC sector", ("sector", "sector code", "purpose code", "crs code", "dac sector",
            "aid data purposecode")),
        "place": Field("text", "place below the country", ("place", "location", "district", "oblast", "city")),
        "latitude": Field("number", "degrees north", ("lat", "latitude")),
        "longitude": Field("number", "degrees east", ("lon", "long", "lng", "longitude")),
        "implementer": Field("text", "implementing organisation", ("implementer", "implementing agency",
            "implementing partner", "executing agency", "contractor", "borrower")),
        "description": Field("text", "free words", ("description", "project description", "summary", "objective")),
        "url": Field("text", "address of the record", ("url", "link", "source url", "website")),
        "origin": Field("text", "where a compiled row was taken from; shown with its place", ()),
        "amount": Field("money", "amount as stated", ("amount", "value", "sum", "total", "commitment", "budget",
            "total amount", "cost", "loan amount", "grant amount")),
        "currency": Field("currencies", "currency of the amount", ("currency", "ccy", "currency code")),
        "date": Field("date", "date of the statement", ("date", "signing date", "approval date", "board date",
            "agreement date", "commitment date", "transaction date")),
        "value_date": Field("date", "date whose exchange rate is used", ("value date",)),
        "kind": Field("vocabulary.Kind", "commitment, disbursement, ...", ("kind", "transaction type")),
        "timing": Field("vocabulary.Timing", "on-date, in-period, cumulative", ()),
        "price_basis": Field("vocabulary.PriceBasis", "current, constant, constant-unstated", ()),
        "base_year": Field("year", "base year of constant prices", ("base year",)),
        "provider": Field("partner", "partner: ISO or organisation code", ("provider", "donor", "partner", "funder",
            "donor name", "financier")),
        "receiver": Field("text", "receiving organisation", ("receiver", "receiving organisation", "recipient agency")),
        "reference": Field("text", "the source's own transaction reference", ("transaction reference",)),
    }
)  # fmt: skip

MONEY = (
    "amount",
    "currency",
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
    elif takes not in ("text", "date", "year", "number", "money", "partner"):
        try:
            codelists.load(takes).resolve(value)
        except CodeError as error:
            return error.what
    return None
