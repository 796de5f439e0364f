"""The columns of the CRS in both forms in which the OECD publishes it.

The bulk files (text with bars, Parquet) changed their letters over the years (``Finance_t``, ``Finance_T``,
``finance_t``): a name is compared without case, bars and spaces. Each is read or ignored for a reason.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

BULK: Mapping[str, str] = MappingProxyType(
    {
        "year": "year", "donorcode": "donor", "donorname": "donor_name", "agencycode": "agency",
        "agencyname": "agency_name", "crsid": "crs_id", "projectnumber": "project", "recipientcode": "recipient",
        "recipientname": "recipient_name", "flowcode": "flow_code", "bimulti": "collaboration",
        "category": "category", "financet": "finance_type", "aidt": "aid_type",
        "usdcommitment": "commitment", "usddisbursement": "disbursement", "usdreceived": "repayment",
        "usdgrantequiv": "grant_equivalent", "shortdescription": "short", "projecttitle": "title",
        "purposecode": "sector", "purposename": "sector_name", "channelcode": "channel",
        "channelname": "channel_name", "channelreportedname": "channel_reported", "geography": "place_name",
        "expectedstartdate": "starts", "completiondate": "ends", "commitmentdate": "committed_on",
    }
)  # fmt: skip
"""A column of a bulk file, folded -> what it fills."""

_SAME = "the same in another classification; the code that is read says it"
_CONSTANT = "the OECD's constant dollars; the current ones are read, and Sarai names its own deflator"
_PART = "a part or another measure of the money that is read"
_TERMS = "terms of a loan; its grant equivalent is reported beside them"
_MARKER = "a policy marker: no share of money"

BULK_IGNORED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("dedonorcode", "derecipientcode", "deregioncode", "donoriso3"), _SAME),
        **dict.fromkeys(("regioncode", "regionname", "incomegroupcode", "incomegroupname"), _SAME),
        **dict.fromkeys(("flowname", "sectorcode", "sectorname", "parentchannelcode"), _SAME),
        **dict.fromkeys(("ldcflag", "ldcflagname", "ldcflagcode"), _SAME),
        **dict.fromkeys(
            ("usdcommitmentdefl", "usddisbursementdefl", "usdreceiveddefl", "usdadjustmentdefl", "usdgrantequivdefl",
             "usdamountuntieddefl", "usdamountpartialtieddefl", "usdamounttieddefl"), _CONSTANT),
        **dict.fromkeys(
            ("usdadjustment", "usdamountuntied", "usdamountpartialtied", "usdamounttied", "usdirtc",
             "usdexpertcommitment", "usdexpertextended", "usdexpertcredit", "usdexportcredit", "usdinterest",
             "usdoutstanding", "usdarrearsprincipal", "usdarrearsinterest", "capitalexpend", "capitalexpenditure"),
            _PART),
        **dict.fromkeys(
            ("currencycode", "commitmentnational", "disbursementnational", "grantequiv"),
            "the same money in the provider's currency; the OECD's dollars are read"),
        **dict.fromkeys(
            ("typerepayment", "numberrepayment", "interest1", "interest2", "repaydate1", "repaydate2", "psiflag",
             "psiaddtype", "psiaddassess", "psiadddevobj", "budgetident", "assocfinance", "pba", "ftc",
             "investmentproject"), _TERMS),
        **dict.fromkeys(
            ("gender", "environment", "pdgg", "dig", "trade", "rmnch", "drr", "nutrition", "disability",
             "biodiversity", "climatemitigation", "climateadaptation", "desertification", "sdgfocus", "keywords"),
            _MARKER),
        "longdescription": "a text; no figure needs it",
        "initialreport": "whether the row is new or a revision of an earlier report",
        "": "a number of rows that a program wrote in front",
        "unnamed0": "a number of rows that a program wrote in front",
    }
)  # fmt: skip

BULK_KEY = frozenset({"year", "donorcode", "recipientcode", "purposecode", "usdcommitment", "usddisbursement"})
"""By these a bulk file is known, whatever else it holds."""

EXPLORER: Mapping[str, str] = MappingProxyType(
    {
        "TIME_PERIOD": "year", "DONOR": "donor", "DONOR_AGENCY": "agency", "OECD_ID": "crs_id",
        "DONOR_PROJECT_ID": "project", "RECIPIENT": "recipient", "SECTOR": "sector", "MEASURE": "flow_code",
        "CHANNEL": "channel", "MODALITY": "aid_type", "FLOW_TYPE": "statement", "PRICE_BASE": "prices",
        "UNIT_MEASURE": "currency", "UNIT_MULT": "power", "BASE_PER": "base_year", "OBS_VALUE": "value",
        "MD_DIM": "drill", "MD_ID": "microdata", "CHANNELDELIVERY_CODE": "channel_code",
        "CHANNEL_DELIVERY_CODE": "channel_code", "CHANNELDELIVERY_NAME": "channel_reported",
        "CATEGORY_CODE": "category", "FINANCETYPE_CODE": "finance_type", "BIMULTI_CODE": "collaboration",
        "SHORT_DESCRIPTION": "short", "PROJECT_TITLE": "title",
    }
)  # fmt: skip
"""A column of a file of the Data Explorer -> what it fills; a label stands beside many, in words."""

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "Donor": "donor_name", "Recipient": "recipient_name", "Sector": "sector_name", "Channel": "channel_name",
        "Donor agency": "agency_name",
    }
)  # fmt: skip
"""Labels that name what a code list may not hold."""

_FRAME = "how the file was made"

EXPLORER_IGNORED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "DATAFLOW", "FREQ"), _FRAME),
        **dict.fromkeys(("OBS_STATUS", "DECIMALS", "NATURE_OF_SUBMISSION", "CONF_STATUS"), _FRAME),
        **dict.fromkeys(("REGION", "INCOME_GROUP", "CATEGORY_NAME", "FINANCETYPE_NAME"), _SAME),
        **dict.fromkeys(("AMOUNT_TIED", "AMOUNT_UNTIED", "AMOUNT_PARTLY_UNTIED"), _PART),
        **dict.fromkeys(
            ("GENDER_EQUALITY", "ENVIRONMENT", "GOVERNANCE", "RMNCH", "DRR", "NUTRITION", "DISABILITY",
             "BIODIVERSITY", "CLIMATE_MITIGATION", "CLIMATE_ADAPTATION", "DESERTIFICATION", "SDG_FOCUS", "TRADE"),
            _MARKER),
        "LONG_DESCRIPTION": "a text; no figure needs it",
    }
)  # fmt: skip

EXPLORER_KEY = frozenset(
    {"DONOR", "RECIPIENT", "SECTOR", "MEASURE", "FLOW_TYPE", "PRICE_BASE", "UNIT_MULT", "TIME_PERIOD", "OBS_VALUE"}
)
"""By these a file of the Data Explorer is known."""

_CODE = re.compile(r"[A-Z][A-Z0-9_]*")


def is_label(column: str) -> bool:
    """Whether a column of the Data Explorer is a label: words beside the code that is read."""
    return _CODE.fullmatch(column) is None
