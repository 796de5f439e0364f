"""A study's own lists as rows of canonical tables, without a build."""

from pathlib import Path
from typing import Any

from sarai import sources
from sarai.corridors import scenarios, settled
from sarai.corridors.network import Corridors
from sarai.corridors.scenarios import Scenario
from sarai.model.provenance import ReadSettings
from sarai.model.study_lists import Refused

Rows = dict[str, list[dict[str, Any]]]


def rows(*folders: Path, source: str = "") -> Rows:
    """The rows of the lists that lie at their places, rejects included; of one source alone where it is named."""
    found: Rows = {}
    for folder in folders:
        for file, card, layout in sources.in_place(folder):
            if source not in ("", card.id):
                continue
            settings = ReadSettings(file=file, dataset=layout.dataset)
            for table, batch in sources.reader(card.id)(folder / file, settings):
                found.setdefault(table, []).extend(batch.to_pylist())
    return found


def corridors_of(folder: Path) -> Corridors:
    """The corridors of a study's lists, none of which may be refused."""
    found = rows(folder, source="corridors")
    assert not found.get("reject"), found["reject"]
    assert not refused(found)
    return settled.network(found["node"], found["leg"], found["figure"], found.get("shape", []))


def refused(found: Rows) -> list[Refused]:
    """The rows of corridors that contradict others."""
    return settled.settle(*(found.get(name, []) for name in ("node", "leg", "figure", "work", "shape")))


def scenario_of(folder: Path, name: str) -> Scenario:
    """A scenario of a study by its name."""
    found = rows(folder, source="scenarios")
    files = {row["file"]: row["file"] for row in found["scenario"]}
    return scenarios.named(found["scenario"], found.get("scenario_change", []), files)[name]
