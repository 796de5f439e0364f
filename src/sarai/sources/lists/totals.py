"""What publishers print as totals of their own, to hold the records in hand against: ``publisher-totals.csv``."""

from collections.abc import Iterator
from pathlib import Path

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.keys import child_key
from sarai.model.provenance import Batch, ReadSettings
from sarai.model.vocabulary import Kind, PriceBasis
from sarai.sources.kit.cells import BadCell, number, text, year
from sarai.sources.lists import _promise_cells as cells
from sarai.sources.lists._rows import Row, Told, list_card, list_format, read_rows

SOURCE = list_card(
    id="totals",
    title="What publishers print as totals of their own",
    formats=(
        list_format(
            "publisher-totals",
            "Totals that publishers print of their records",
            "of_dataset partner recipient kind first last value currency price_basis base_year definition source url "
            "retrieved",
            "files/publisher-totals.csv",
        ),
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read the list into ``stated_total``, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing, unknown or twice there.
        UnreadableFile: the file is damaged.
    """
    yield from read_rows(SOURCE, path, settings, _total, named="of_dataset")


def _total(row: Row) -> Told:
    words = ("of_dataset", "partner", "definition", "source", "url", "currency")
    said = {name: row.required(name, "a total says whose it is, of what, and where it stands") for name in words}
    value = number(row.get("value"), "value")
    if value is None:
        raise BadCell("value", "", "is blank: a total that is not printed is no row")
    try:
        said["currency"] = codelists.load("currencies").resolve(said["currency"]).code
    except CodeError as error:
        raise BadCell("currency", said["currency"], f"is unknown: {error.what}") from error
    basis = row.word("price_basis", PriceBasis)
    base_year = year(row.get("base_year"), "base_year")
    if (basis is PriceBasis.CONSTANT) != (base_year is not None):
        raise BadCell("base_year", text(row.get("base_year")) or "", "belongs to constant prices, and to these alone")
    recipient = cells.parties(row, "recipient", required=True)[0]
    kind = row.word("kind", Kind)
    yield (
        "stated_total",
        {
            "key": child_key(said["of_dataset"], said["partner"], recipient, kind),
            **{name: said[name] for name in words if name != "source"}, "told_by": said["source"],
            "recipient": recipient, "kind": kind, "first": year(row.get("first"), "first"),
            "last": year(row.get("last"), "last"), "value": value, "price_basis": basis, "base_year": base_year,
            "retrieved": text(row.get("retrieved")),
        },
    )  # fmt: skip
