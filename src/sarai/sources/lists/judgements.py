"""What people decided about promises and activities: ``judgements.csv``, one row a decision, the last on a pair wins.

Rows are only ever added, so that the list tells who changed whose mind and when.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sarai.model.keys import child_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import Decision
from sarai.sources.kit.cells import BadCell, day
from sarai.sources.lists._rows import Row, Told, list_card, list_format, read_rows

SOURCE = list_card(
    id="judgements",
    title="A study's own decisions about promises and what serves them",
    formats=(
        list_format("judgements", "Decisions about pairs", "promise activity answer who on why", "judgements.csv"),
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read the decisions into ``judgement``, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    before: Counter[str] = Counter()

    def judgement(row: Row) -> Told:
        said = {name: row.required(name, "a decision says who took it, when and why") for name in _WORDS}
        on = day(row.get("on"), "on")
        if on is None:
            raise BadCell("on", "", "is blank: a decision says who took it, when and why")
        answer = row.word("answer", Decision)
        pair = child_key(said["promise"], said["activity"])
        before[pair] += 1
        yield (
            "judgement",
            {
                "key": child_key(pair, before[pair]), "promise_id": said["promise"], "activity": said["activity"],
                "ordinal": before[pair], "answer": answer, "who": said["who"], "on": on, "why": said["why"],
            },
        )  # fmt: skip

    yield from read_rows(SOURCE, path, settings, judgement, named="promise")


_WORDS = ("promise", "activity", "who", "why")
