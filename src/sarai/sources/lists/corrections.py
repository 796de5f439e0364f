"""What partners say of their records in a validation round: ``corrections.csv``, one row a correction or a word on it.

A correction never changes the record: it stands beside it, with who gave it, when and why, and what was decided of it.
Rows are only ever added. A correction is what one person says on one day of a field of a record; the last row on it
holds, and another correction of the same field stands beside it.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sarai.model.keys import child_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import Correctable, Judged
from sarai.sources.kit.cells import BadCell, day
from sarai.sources.kit.corrected import right
from sarai.sources.lists._rows import Row, Told, list_card, list_format, read_rows

SOURCE = list_card(
    id="corrections",
    title="What partners say of their records, and what was decided of it",
    formats=(
        list_format(
            "corrections",
            "Corrections of records",
            "record field stated correct who on why answer judge judged_on reason",
            "corrections.csv",
        ),
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read the corrections into ``correction``, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    before: Counter[str] = Counter()

    def correction(row: Row) -> Told:
        said = {name: row.required(name, "a correction says what is right, who says so and why") for name in _WORDS}
        answer, on, judged_on = (
            row.word("answer", Judged),
            day(row.get("on"), "on"),
            day(row.get("judged_on"), "judged_on"),
        )
        if on is None:
            raise BadCell("on", "", "is blank: a correction says when it was given")
        judge, reason = (str(told) if (told := row.get(name)) is not None else None for name in ("judge", "reason"))
        if answer is not Judged.OPEN and not (judge and reason and judged_on):
            raise BadCell("judge", judge or "", "is blank: who judges a correction says so, when and why")
        field = row.word("field", Correctable)
        told_of = child_key(said["record"], field)
        before[told_of] += 1
        stated, correct = row.get("stated"), right(Correctable(field), said["correct"])
        yield (
            "correction",
            {
                "key": child_key(told_of, before[told_of]), "record": said["record"], "field": field,
                "ordinal": before[told_of], "stated": None if stated is None else str(stated),
                "correct": correct, "who": said["who"], "on": on, "why": said["why"], "answer": answer,
                "judge": judge, "judged_on": judged_on, "reason": reason,
            },
        )  # fmt: skip

    yield from read_rows(SOURCE, path, settings, correction, named="record")


_WORDS = ("record", "correct", "who", "why")
