"""What the codes of IATI mean in the words of the canonical tables.

Codes of 2.0x and, where they differ, letters and words of 1.0x. Sources: IATI code lists
TransactionType, ActivityStatus, ActivityDateType, OrganisationRole, BudgetType, BudgetStatus, ResultType,
SectorVocabulary, RegionVocabulary, GeographicVocabulary, RelatedActivityType, FlowType (2.03 and 1.05).
"""

from collections.abc import Mapping
from types import MappingProxyType

from sarai.model.vocabulary import Kind, Status

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "1": Kind.INCOMING,
        "2": Kind.COMMITMENT,
        "3": Kind.DISBURSEMENT,
        "4": Kind.EXPENDITURE,
        "5": Kind.INTEREST,
        "6": Kind.REPAYMENT,
        "7": Kind.REIMBURSEMENT,
        "8": Kind.PURCHASE_OF_EQUITY,
        "9": Kind.SALE_OF_EQUITY,
        "10": Kind.GUARANTEE,
        "11": Kind.INCOMING_COMMITMENT,
        "12": Kind.PLEDGE,
        "13": Kind.INCOMING_PLEDGE,
        "IF": Kind.INCOMING,
        "C": Kind.COMMITMENT,
        "D": Kind.DISBURSEMENT,
        "E": Kind.EXPENDITURE,
        "IR": Kind.INTEREST,
        "LR": Kind.REPAYMENT,
        "R": Kind.REIMBURSEMENT,
        "QP": Kind.PURCHASE_OF_EQUITY,
        "QS": Kind.SALE_OF_EQUITY,
        "CG": Kind.GUARANTEE,
    }
)

STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        "1": Status.PIPELINE,
        "2": Status.IMPLEMENTATION,
        "3": Status.FINALISATION,
        "4": Status.CLOSED,
        "5": Status.CANCELLED,
        "6": Status.SUSPENDED,
        "pipeline/identification": Status.PIPELINE,
        "implementation": Status.IMPLEMENTATION,
        "finalisation": Status.FINALISATION,
        "completion": Status.COMPLETION,
        "post-completion": Status.CLOSED,
        "closed": Status.CLOSED,
        "cancelled": Status.CANCELLED,
        "suspended": Status.SUSPENDED,
    }
)

DATES: Mapping[str, str] = MappingProxyType(
    {
        "1": "start_planned",
        "2": "start_actual",
        "3": "end_planned",
        "4": "end_actual",
        "start-planned": "start_planned",
        "start-actual": "start_actual",
        "end-planned": "end_planned",
        "end-actual": "end_actual",
    }
)

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "1": "funding",
        "2": "accountable",
        "3": "extending",
        "4": "implementing",
        "funding": "funding",
        "accountable": "accountable",
        "extending": "extending",
        "implementing": "implementing",
    }
)

PLANS: Mapping[str, str] = MappingProxyType(
    {"1": "original", "2": "revised", "original": "original", "revised": "revised"}
)

BUDGET_STATUSES: Mapping[str, str] = MappingProxyType({"1": "indicative", "2": "committed"})

RESULTS: Mapping[str, str] = MappingProxyType({"1": "output", "2": "outcome", "3": "impact", "9": "other"})

RELATIONS: Mapping[str, str] = MappingProxyType(
    {"1": "parent", "2": "child", "3": "sibling", "4": "co-funded", "5": "third-party"}
)

FLOW_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "10": "oda",
        "20": "oof",
        "21": "oof",
        "22": "oof",
        "30": "private",
        "35": "private",
        "36": "private",
        "37": "private",
    }
)
"""Flow classes of DAC flow types; non-flows, other flows and PSI have none."""

SECTORS: Mapping[str, str] = MappingProxyType(
    {
        "1": "oecd-dac",
        "2": "oecd-dac-3",
        "3": "cofog",
        "4": "nace",
        "5": "ntee",
        "6": "aiddata",
        "7": "sdg-goal",
        "8": "sdg-target",
        "9": "sdg-indicator",
        "10": "iasc-clusters",
        "11": "naics",
        "12": "un-system-function",
        "98": "reporter-2",
        "99": "reporter",
        "DAC": "oecd-dac",
        "DAC-3": "oecd-dac-3",
        "COFOG": "cofog",
        "NACE": "nace",
        "NTEE": "ntee",
        "ADT": "aiddata",
        "RO": "reporter",
        "RO2": "reporter-2",
        "WB": "world-bank",
        "ISO": "iso",
    }
)
"""Sector vocabularies in the order in which one is chosen to carry the money."""

REGIONS: Mapping[str, str] = MappingProxyType(
    {"1": "oecd-dac-region", "2": "un-m49", "99": "reporter", "DAC": "oecd-dac-region", "WB": "world-bank"}
)
"""Region vocabularies in the order in which one is chosen to carry the money."""

COUNTED_REGIONS = ("oecd-dac-region",)
"""The vocabulary whose codes stand in the canonical list of regions."""

COUNTED_SECTORS = ("oecd-dac", "oecd-dac-3")
"""The vocabularies whose codes stand in the canonical list of sectors."""
