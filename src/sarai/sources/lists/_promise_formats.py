"""The four lists of a study, column by column."""

import datetime as dt

from sarai.model.provenance import Format, Scope

_REVIEW = ("note", "source_name", "source_url", "source_date", "tier", "reviewed_by", "reviewed_on")

PROMISE = (
    "id kind firmness makers addressees date occasion wording quote document span_start span_end amount amount_high "
    "currency comparator count count_unit period_from period_to instrument sectors topics places money observable_by "
    "parent repeats umbrella"
)
OBSERVATION = "id promise date status value unit wording basis"
AGREEMENT = "id type title parties date supersedes eligible not_eligible"
EVENT = "id type date place actors title"


def _format(dataset: str, title: str, columns: str) -> Format:
    return Format(
        dataset=dataset,
        title=title,
        kind="csv",
        columns=(*columns.split(), *_REVIEW),
        as_of=dt.date(2026, 3, 31),
        scope=Scope(note="what its editors wrote down; absence says nothing"),
    )


FORMATS = (
    _format("promises", "Promises of a study", PROMISE),
    _format("observations", "Observations of promises", OBSERVATION),
    _format("agreements", "Agreements of a study", AGREEMENT),
    _format("events", "Events of a study", EVENT),
)
