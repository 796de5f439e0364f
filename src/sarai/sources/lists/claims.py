"""What somebody states of a portfolio: ``claims/claims.csv``, and the records that may belong to it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from sarai.model.keys import child_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import Membership
from sarai.sources.kit.cells import BadCell, number, text, year
from sarai.sources.lists import _promise_cells as cells
from sarai.sources.lists._rows import Row, Told, list_card, list_format, read_rows

SOURCE = list_card(
    id="claims",
    title="What somebody states of a portfolio, and the records that may belong to it",
    formats=(
        list_format(
            "claims",
            "Stated figures of portfolios",
            "claim claimer partner agency recipient first last quantity component value unit precision source url "
            "retrieved tier",
            "claims/claims.csv",
        ),
        list_format(
            "claim-records",
            "Records that may belong to a stated portfolio",
            "claim record membership component counted_with series named why",
            "claims/claim_records.csv",
        ),
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one list into ``claimed`` or ``claimed_record``, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    yield from read_rows(SOURCE, path, settings, _TAKE[settings.dataset], named="claim")


def _figure(row: Row) -> Told:
    words = ("claim", "claimer", "partner", "agency", "quantity", "component", "unit", "source", "url")
    said = {name: row.required(name, "a stated figure says whose it is and where it stands") for name in words}
    value, first, last = (
        number(row.get("value"), "value"),
        year(row.get("first"), "first"),
        year(row.get("last"), "last"),
    )
    for name, found in (("value", value), ("first", first), ("last", last)):
        if found is None:
            raise BadCell(name, "", "is blank: a stated figure has a value and a span of years")
    if first is not None and last is not None and last < first:
        raise BadCell("last", str(last), "lies before first: put the earlier year first")
    yield (
        "claimed",
        {
            "key": child_key(said["claim"], said["quantity"], said["component"]),
            **{name: said[name] for name in words if name != "source"}, "told_by": said["source"],
            "recipient": cells.parties(row, "recipient", required=True)[0], "first": first, "last": last,
            "value": value, "precision": text(row.get("precision")), "retrieved": text(row.get("retrieved")),
            "tier": cells.tier(row),
        },
    )  # fmt: skip


def _record(row: Row) -> Told:
    said = {name: row.required(name, "say which record of which claim") for name in ("claim", "record", "component")}
    optional = {name: text(row.get(name)) for name in ("counted_with", "series", "named", "why")}
    key = child_key(said["claim"], said["record"])
    yield "claimed_record", {"key": key, **said, "membership": row.word("membership", Membership), **optional}


_TAKE: Mapping[str, Callable[[Row], Told]] = MappingProxyType({"claims": _figure, "claim-records": _record})
