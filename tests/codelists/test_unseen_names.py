"""Names as banks, registers and clerks write them: transliterated, in other scripts, of other times, slipped, short.

``?`` is what may mean several and is asked; ``-`` is what means none.
"""

import csv
from pathlib import Path

from sarai import codelists
from sarai.codelists import Outcome

SORTS = {
    "place": codelists.place_by_name,
    "org": codelists.organisation_by_name,
    "agency": codelists.organisation_by_name,
    "loc": codelists.locality,
    "cur": codelists.currency,
}


def meant(text: str, sort: str) -> str:
    if sort == "code":
        found = codelists.place_by_code(text)
        return "-" if found is None else found.code
    told = SORTS[sort](text)
    if told.found is None:
        return "?" if told.outcome is Outcome.AMBIGUOUS else "-"
    return told.found.donor if sort == "agency" else told.found.code


def test_each_means_what_a_person_would_say() -> None:
    with (Path(__file__).parent / "data" / "unseen_names.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 250 and len({row["habit"] for row in rows}) == 8
    became = [(row["text"], row["means"], meant(row["text"], row["asked_as"])) for row in rows]
    assert [each for each in became if each[1] != each[2]] == []
