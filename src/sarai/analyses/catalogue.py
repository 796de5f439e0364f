"""What there is: sources and their datasets, releases, refused rows. Plain rows, ready to print."""

from pathlib import Path

from sarai import settings as studies
from sarai import sources as readers
from sarai.ledger import Ledger
from sarai.session import Session

Rows = list[dict[str, object]]


def sources() -> Rows:
    """Every dataset that can be read: source, dataset, title, kind of file, as-of date, licence."""
    of_formats: Rows = [
        {
            "source": card.id,
            "dataset": each.dataset,
            "title": each.title,
            "kind": each.kind,
            "as_of": each.as_of and each.as_of.isoformat(),
            "licence": card.licence,
        }
        for card in readers.cards().values()
        for each in card.formats
    ]
    by_mapping: Rows = [
        {
            "source": card.id,
            "dataset": "named by its mapping",
            "title": card.title,
            "kind": "csv, xlsx",
            "as_of": None,
            "licence": card.licence,
        }
        for card in readers.cards().values()
        if not card.formats
    ]
    return of_formats + by_mapping


def source(name: str) -> tuple[dict[str, object], Rows, Rows, Rows]:
    """One source: what is said of it, its datasets with their scopes, what is mapped where, what is ignored and why.

    Raises:
        UnknownFormat: there is no such source.
    """
    card = readers.card(name)
    about: dict[str, object] = {
        "id": card.id,
        "title": card.title,
        "publisher": card.publisher,
        "licence": card.licence,
        "citation": card.citation,
        "url": card.url,
        "caveats": list(card.caveats),
    }
    datasets: Rows = [
        {
            "dataset": each.dataset,
            "title": each.title,
            "recognised_by": " or ".join(f"root <{name}>" for name in each.roots) or ", ".join(each.sheets) or "header",
            "columns": len(each.columns) or len(card.mapped),
            "as_of": each.as_of and each.as_of.isoformat(),
            "could_hold": each.scope.note or "no limit stated",
        }
        for each in card.formats
    ]
    mapped: Rows = [{"path": path, "goes_to": target} for path, target in card.mapped.items()]
    ignored: Rows = [{"column": column, "why": why} for column, why in card.ignored.items()]
    return about, datasets, mapped, ignored


def releases(folder: Path) -> Rows:
    """The releases of a study, oldest first.

    Raises:
        StudyError: the folder is no study.
    """
    studies.load(folder)
    return [
        {
            "release": each.number,
            "committed_at": each.committed_at.isoformat(timespec="seconds"),
            "datasets": ", ".join(
                f"{name} ({told['as_of']})" if told["as_of"] else name for name, told in sorted(each.datasets.items())
            ),
            "activities": each.counts.get("activity", 0),
            "contributions": each.counts.get("contribution", 0),
            "rejected": each.counts.get("reject", 0),
            "currency": each.currency,
            "price_year": each.price_year,
            "code": each.code_version,
        }
        for each in Ledger(folder).releases
    ]


def kinds_of_rejects(session: Session) -> Rows:
    """What was refused in a release, once for each reason, most frequent first: times, files, and the first of them."""
    kinds: dict[tuple[object, object], list[dict[str, object]]] = {}
    for row in rejects(session):
        kinds.setdefault((row["scope"], row["reason"]), []).append(row)
    return [
        {
            "scope": scope,
            "reason": reason,
            "times": len(rows),
            "files": len({row["file"] for row in rows}),
            "first": f"{rows[0]['file']} {rows[0]['locator']}",
            "value": rows[0]["value"],
        }
        for (scope, reason), rows in sorted(kinds.items(), key=lambda each: (each[0][0] != "row", -len(each[1])))
    ]


def rejects(session: Session) -> Rows:
    """Refused rows and cells of a release: dataset, file, place, record, reason, value."""
    names = {row["file"]: row["name"] for row in session.table("file").to_pylist()}
    return [
        {
            "scope": row["scope"],
            "file": names.get(row["file"], row["file"]),
            "locator": row["locator"],
            "record": row["record"],
            "reason": row["reason"],
            "value": row["value"],
        }
        for row in session.table("reject").to_pylist()
    ]
