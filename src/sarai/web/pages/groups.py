"""The projects of a study: records of one thing, with all their tellings, and where their pages stand."""

from collections.abc import Mapping
from typing import Any

from sarai.web import rows
from sarai.web.ask import COUNTED, Ask, Base

Row = Mapping[str, Any]
PROJECTS = "projects.html"


def groups(ask: Ask) -> dict[str, tuple[Base, list[Row]]]:
    """Every project of the study by its group: records that are told one by one, with all their tellings."""
    return ask.study.once(("projects", ask.scale), lambda: _groups(ask))


def _groups(ask: Ask) -> dict[str, tuple[Base, list[Row]]]:
    """Records of one group; one that its source calls another telling of a record stands with that record."""
    found: dict[str, tuple[Base, list[Row]]] = {}
    every = [(base, row) for base in ask.bases for row in ask.records(base) if rows.is_project(row)]
    group_of: dict[str, Any] = {row["activity"]: row["same_group"] for _, row in every}
    for base, row in sorted(every, key=lambda each: each[1]["activity"] in ask.retells):
        told = group_of.get(ask.retells.get(row["activity"]) or "") or row["same_group"]
        found.setdefault(told, (base, []))[1].append(row)
    return {group: held for group, held in found.items() if any(row["counts"] in COUNTED for row in held[1])}


def path(group: str) -> str:
    """Where the page of a project stands."""
    return f"project/{rows.project_slug(group)}.html"
