"""AidData's words and what they are in the canonical tables: statuses, kinds of finance, roles, labels, marks."""

from collections.abc import Mapping

from sarai.model.vocabulary import Kind, Mark, Status

STATUS = {
    "Pipeline: Pledge": (Status.PLEDGE, Kind.PLEDGE),
    "Pipeline: Commitment": (Status.COMMITMENT, Kind.COMMITMENT),
    "Implementation": (Status.IMPLEMENTATION, Kind.COMMITMENT),
    "Completion": (Status.COMPLETION, Kind.COMMITMENT),
    "Completed": (Status.COMPLETION, Kind.COMMITMENT),
    "Cancelled": (Status.CANCELLED, Kind.COMMITMENT),
    "Suspended": (Status.SUSPENDED, Kind.COMMITMENT),
    "Pipeline/identification": (Status.PIPELINE, Kind.PLEDGE),
    "Pipeline: Vague": (Status.PIPELINE, Kind.PLEDGE),
    "Unset": (None, Kind.COMMITMENT),
}

INSTRUMENTS: Mapping[str, tuple[str | None, str | None]] = {
    # AidData's word: (DAC finance type, DAC type of aid)
    "Grant": ("110", None),
    "Monetary Grant (excluding debt forgiveness)": ("110", None),
    "In-kind Grant (Goods or Services)": ("110", None),
    "Grant (Vague)": ("110", None),
    "Free-standing technical assistance": ("110", "D02"),
    "Scholarships/training in the donor country": ("110", "E01"),
    "Scholarships/training in donor country": ("110", "E01"),
    "Loan (excluding debt rescheduling)": ("421", None),
    "Loan": ("421", None),
    "Export credits": ("453", None),
    "Strategic/Supplier Credit": ("452", None),
    "Debt forgiveness": ("618", "F01"),
    "Debt rescheduling": ("620", "F01"),
    "Foreign direct investment": ("710", None),
    "Joint venture with recipient": ("510", None),
    "Loan Guarantee": ("1101", None),
    "Vague TBD": (None, None),
    "Vague-TBD": (None, None),
    "Unset": (None, None),
}

PARTICIPANTS = {
    "funding_agency": "funding",
    "funding_agencies": "funding",
    "cofinancing_agency": "cofinancing",
    "implementing_agency": "implementing",
    "implementing_agencies": "implementing",
    "donor_agency": "extending",
    "donor_agencies": "extending",
    "recipient_agencies": "receiving",
}

NARRATIVES = {
    "title": "title",
    "title_without_link_note": "title",
    "description": "description",
    "sources": "sources",
    "factiva_sources": "sources found by search",
    "sector_comment": "sector comment",
    "staff_comments": "staff comments",
    "source_urls": "sources",
}

RECIPIENT_LABELS = {
    "recipient_iso3": "iso3",
    "recipient_iso2": "iso2",
    "recipient_oecd_code": "oecd-dac",
    "recipient_oecd_name": "oecd-dac-name",
    "recipient_cow_code": "cow",
    "recipient_un_code": "un-m49",
    "recipient_imf_code": "imf",
    "recipient_region": "aiddata-region",
    "all_recipients": "aiddata-named",
}

TOPIC_LABELS = {
    "SCA_Sector ": "aiddata-sca-sector",
    "type": "aiddata-type",
    "category": "aiddata-category",
    "visible_sector": "aiddata-visible",
}

COUNTED_TOPICS = {"aiddata-sca-sector", "aiddata-category"}

RENAMED = {
    "aiddata_record_id": "project_id",
    "umbrella_project": "umbrella",
    "recipient": "recipient_condensed",
    "commitment_year": "year",
    "actual_implementation_start_date": "start_actual",
    "actual_completion_date": "end_actual",
    "title_without_link_note": "title",
    # Compiled facts: what the record is called in words that are not AidData's.
    "name": "title",
    "debt_uncertian": "debt_uncertain",
}

MARKS = {
    "umbrella": Mark.UMBRELLA,
    "year_uncertain": Mark.YEAR_UNCERTAIN,
    "is_cofinanced": Mark.COFINANCED,
    "line_of_credit": Mark.LINE_OF_CREDIT,
    "debt_uncertain": Mark.DEBT_UNCERTAIN,
    "is_ground_truthing": Mark.GROUND_TRUTHED,
    "facility": Mark.FACILITY,
}

REGIONS = {"Multi-Region": "998"}
"""AidData's words for recipients that no list of places has: bilateral, unspecified."""

DAMAGED_CURRENCIES = {"D": "NAD"}

UNSPECIFIED = "Unspecified Chinese Government Institution"
