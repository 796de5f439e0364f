"""The datasets of AidData's TUFF family: their sheets, columns and scopes.

One set of record ids runs through all of them, which is why they are one source: a later dataset's
record with the same id is the same record looked at again.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from sarai import codelists
from sarai.model.provenance import Expect, Format, Scope
from sarai.model.vocabulary import Descriptor
from sarai.sources.aiddata import gcdf3

SHARED = [
    "project_id",
    "donor",
    "title",
    "year",
    "year_uncertain",
    "description",
    "crs_sector_code",
    "crs_sector_name",
    "status",
    "flow",
    "flow_class",
    "intent",
    "amount",
    "currency",
    "deflators_used",
    "exchange_rates_used",
    "sources",
    "sources_count",
    "recipient_agencies",
    "recipient_agencies_count",
    "recipient_condensed",
    "recipient_cow_code",
    "recipient_oecd_code",
    "recipient_oecd_name",
    "recipient_iso3",
    "recipient_iso2",
    "recipient_un_code",
    "recipient_imf_code",
    "start_actual",
    "start_planned",
    "end_actual",
    "end_planned",
    "line_of_credit",
    "is_cofinanced",
    "loan_type",
    "interest_rate",
    "maturity",
    "grace_period",
    "grant_element",
]

_AFRICA = [
    "all_recipients",
    "recipient_count",
    "funding_agency",
    "implementing_agency",
    "sector_comment",
    "status_code",
    "donor_agency",
    "donor_agency_count",
    "verified",
    "verified_code",
    "flow_class_code",
    "intent_code",
    "active",
    "active_code",
    "factiva_sources",
    "usd_defl",
    "debt_uncertian",
    "is_official_finance",
]

_LATER = ["usd_current", "is_ground_truthing", "location_details", "contacts"]

SOUTH_AND_CENTRAL_ASIA = frozenset(codelists.groups()["Central Asia"].members) | {
    "AF",
    "BD",
    "IN",
    "LK",
    "MV",
    "NP",
    "PK",
}
EAST_ASIA_PACIFIC = frozenset("BN CK FJ FM ID KH KP LA MM MN MY NR NU NZ PG PH SG TH TL TO TV VN VU WS".split())

_ALL_STATUSES_BUT_PLEDGES = frozenset({"commitment", "implementation", "completion"})

_PUBLISHED = (
    Format(
        dataset="africa-1.0",
        title="Chinese Official Finance to Africa 1.0",
        kind="xlsx",
        columns=tuple(SHARED + _AFRICA),
        as_of=dt.date(2013, 4, 29),
        scope=Scope(years=(2000, 2011), note="Africa only"),
        sheets=(
            "1) Official Flows",
            "2) Unofficial Flows",
            "3) Military (non-developmental)",
            "4) Cancelled&Suspended Flows",
            "5) INACTIVE&Suspicious Records",
        ),
        expect=Expect(rows=3700, years=(1990, 2014)),
    ),
    Format(
        dataset="africa-1.1",
        title="Chinese Official Finance to Africa 1.1",
        kind="xlsx",
        columns=tuple(SHARED + _AFRICA + [*_LATER, "updated_at"]),
        as_of=dt.date(2014, 1, 31),
        scope=Scope(years=(2000, 2012), note="Africa only"),
        sheets=(
            "1) Official Finance",
            "2) Unofficial Finance",
            "3)Military Finance",
            "4) Cancelled or Suspended Flows",
            "5) Suspicious Flows",
        ),
        expect=Expect(rows=2600, years=(1990, 2014)),
    ),
    Format(
        dataset="africa-1.2",
        title="Chinese Official Finance to Africa 1.2",
        kind="xlsx",
        columns=tuple(
            SHARED
            + _AFRICA
            + [
                *_LATER,
                "updated_at",
                "deflators_2011",
                "usd_2011",
                "source_triangulation",
                "field_completeness",
            ]
        ),
        as_of=dt.date(2015, 11, 30),
        scope=Scope(
            years=(2000, 2013),
            without_marks=frozenset({"unofficial", "suspicious", "inactive"}),
            note="Africa only; official finance that is neither cancelled nor suspended",
        ),
        sheets=("Official Finance",),
        expect=Expect(rows=2600, years=(2000, 2013)),
    ),
    Format(
        dataset="gcof-1.0",
        title="Global Chinese Official Finance 1.0",
        kind="xlsx",
        columns=tuple(
            SHARED
            + _LATER
            + [
                "recommended_for_research",
                "umbrella",
                "funding_agency",
                "implementing_agency",
                "usd_defl_2014",
                "cofinancing_agency",
                "all_recipients",
                "recipient_count",
                "recipient_region",
                "source_triangulation",
                "field_completeness",
            ]
        ),
        as_of=dt.date(2017, 10, 11),
        scope=Scope(years=(2000, 2014)),
        sheets=("ChineseOfficialFinance1.0",),
        expect=Expect(rows=5400, years=(2000, 2014)),
        url="https://www.aiddata.org/data/chinese-global-official-finance-dataset",
    ),
    Format(
        dataset="eap-2018",
        title="Chinese financial diplomacy projects in East Asia and the Pacific 2018",
        kind="xlsx",
        columns=tuple(
            SHARED
            + _LATER
            + [
                "recommended_for_research",
                "type",
                "category",
                "visible_sector",
                "umbrella_project",
                "funding_agencies",
                "implementing_agencies",
                "donor_agencies",
                "donor_agencies_count",
                "usd_defl",
                "debt_uncertain",
                "is_official_finance",
            ]
        ),
        as_of=dt.date(2018, 6, 27),
        scope=Scope(
            recipients=EAST_ASIA_PACIFIC,
            years=(2000, 2016),
            statuses=_ALL_STATUSES_BUT_PLEDGES,
            recommended_only=True,
            without_marks=frozenset({"umbrella"}),
            note="recommended, non-umbrella records of one country each",
        ),
        sheets=("Data",),
        expect=Expect(rows=440, years=(2000, 2016)),
        url="https://www.aiddata.org/data/chinas-public-diplomacy-in-east-asia-and-the-pacific",
    ),
    Format(
        dataset="sca-2020",
        title="Chinese financial diplomacy projects in South and Central Asia 2020",
        kind="xlsx",
        columns=tuple(
            SHARED
            + _LATER
            + ["recommended_for_research", "SCA_Sector ", "usd_defl_2017", "umbrella_project"]
            + ["funding_agency", "implementing_agency", "all_recipients", "recipient_count"]
        ),
        as_of=dt.date(2020, 10, 14),
        scope=Scope(
            recipients=SOUTH_AND_CENTRAL_ASIA | {"998"},
            years=(2000, 2017),
            statuses=_ALL_STATUSES_BUT_PLEDGES,
            recommended_only=True,
            without_marks=frozenset({"umbrella"}),
            note="recommended, non-umbrella records only; pledges, suspended and cancelled records are not printed",
        ),
        sheets=("Project-level Data",),
        expect=Expect(rows=860, years=(2000, 2017)),
        url="https://www.aiddata.org/data/chinas-public-diplomacy-in-south-and-central-asia",
    ),
    Format(
        dataset="gcdf-3.0",
        title="Global Chinese Development Finance 3.0, selected columns",
        kind="csv",
        columns=(
            "aiddata_record_id",
            "status",
            "amount_constant_usd_2021",
            "recipient",
            "recipient_iso3",
            "sector_name",
            "commitment_year",
            "commitment_date",
            "actual_implementation_start_date",
            "actual_completion_date",
            "title_without_link_note",
        ),
        as_of=dt.date(2023, 11, 6),
        scope=Scope(
            years=(2000, 2021),
            complete=False,
            note="geocoded records only: absence is doubt, never an end; no column says which records are recommended",
        ),
        url="https://www.aiddata.org/data/aiddatas-global-chinese-development-finance-dataset-version-3-0",
    ),
)

_FACTS = [
    "project_id",
    "year",
    "year_uncertain",
    "recommended_for_research",
    "umbrella",
    "status",
    "flow",
    "flow_class",
    "intent",
    "recipient_condensed",
    "recipient_iso3",
    "crs_sector_code",
    "amount",
    "currency",
    "exchange_rates_used",
    "deflators_used",
    "usd_current",
    "start_planned",
    "start_actual",
    "end_planned",
    "end_actual",
    "is_cofinanced",
    "line_of_credit",
    "loan_type",
    "interest_rate",
    "maturity",
    "grace_period",
    "grant_element",
    "funding_agency",
    "sources_count",
]

_ORIGIN = ["name", "linked", "facility", "source_tier", "origin", "source_url", "licence", "retrieved"]

_GEOGRAPHY = ["geographic_precision", "geographic_feature"]


def _facts(dataset: str, columns: Sequence[str]) -> Format:
    """The facts of a dataset on some recipients, compiled for a study, which says for which ones."""
    whole = next(each for each in _PUBLISHED if each.dataset == dataset)
    return dataclasses.replace(
        whole,
        dataset=f"{dataset}-facts",
        title=f"{whole.title}: compiled facts",
        kind="csv",
        columns=(*columns, *_ORIGIN),
        sheets=(),
        expect=None,
        compiled=True,
    )


_STATED_BY = {
    Descriptor.TITLE: {"title", "title_without_link_note", "name"},
    Descriptor.AGENCY: {"funding_agency", "funding_agencies"},
    Descriptor.FLOW_CLASS: {"flow_class"},
    Descriptor.FINANCE_TYPE: {"flow"},
    Descriptor.LOAN_TERMS: {"interest_rate", "maturity", "grace_period", "grant_element", "loan_type"},
    Descriptor.SECTOR: {"crs_sector_code", "sector_name"},
    Descriptor.PLACE: {"location_details"},
    Descriptor.TOPIC: {"SCA_Sector ", "category"},
    Descriptor.UMBRELLA: {"umbrella", "umbrella_project"},
    Descriptor.COFINANCED: {"is_cofinanced"},
}
"""The columns that state a descriptor: a dataset with none of them is silent on it."""


def _called(layout: Format) -> set[str]:
    """What the reader calls the columns of a layout."""
    names = {"gcdf-3.0-workbook": gcdf3.WORKBOOK, "gcdf-3.0-geocoded": gcdf3.GEOCODED}.get(layout.dataset)
    return set(names.values() if names else layout.columns)


FORMATS = tuple(
    dataclasses.replace(
        each, silent=frozenset(name for name, columns in _STATED_BY.items() if not columns & _called(each))
    )
    for each in (
        *_PUBLISHED,
        *gcdf3.FORMATS,
        _facts("gcof-1.0", [*_FACTS, "usd_defl_2014"]),
        _facts("sca-2020", [*_FACTS, "usd_defl_2017"]),
        _facts("gcdf-3.0", [*(c for c in _PUBLISHED[-1].columns if c != "title_without_link_note"), *_GEOGRAPHY]),
    )
)

SERIES: Mapping[str, tuple[str, int | Mapping[str, int] | None]] = {
    # column: (price basis, base year, or base year by dataset)
    "usd_current": ("current", None),
    "usd_defl": ("constant", {"africa-1.0": 2009, "africa-1.1": 2009, "africa-1.2": 2009, "eap-2018": 2014}),
    "usd_2011": ("constant", 2011),
    "usd_defl_2014": ("constant", 2014),
    "usd_defl_2017": ("constant", 2017),
    "amount_constant_usd_2021": ("constant", 2021),
}
"""The publisher's own series: prices and base year. The base years are those in which the deflators
printed beside them are 1."""

IGNORED = {
    "crs_sector_name": "words for crs_sector_code",
    "status_code": "number for status",
    "flow_class_code": "number for flow_class",
    "intent_code": "number for intent",
    "verified_code": "number for verified",
    "active_code": "number for active",
    "recipient_count": "length of the list in all_recipients",
    "recipient_agencies_count": "length of the list in recipient_agencies",
    "donor_agency_count": "length of the list in donor_agency",
    "donor_agencies_count": "length of the list in donor_agencies",
    "contacts": "names of persons; no figure needs them",
    "source_url": "the dataset's page; the card names it",
    "licence": "the licence of the source; the card names it",
    "retrieved": "when the published file was retrieved",
    "source_triangulation": "a score of how well the record is documented; sources_count is kept",
    "field_completeness": "a score of how full the record is",
}
"""Columns that are not kept, and why. None carries money, dates, organisations or places."""

IGNORED_SHEETS = {
    "Cover Sheet": "the publisher's description of the columns",
    "Sheet1": "empty",
}
