"""The OECD's Creditor Reporting System: bulk files (text with bars, Parquet) and tables of the Data Explorer.

A file is read column by column in DuckDB, since one year has 300,000 rows and the whole more than five million. A
record is one report of an activity in one year: the OECD publishes years as files of their own, and what is said of an
activity in another year revises nothing. Method and names: DAC Statistical Reporting Directives, DCD/DAC/STAT(2024)40.
"""

from collections.abc import Iterator
from pathlib import Path

from sarai.model.provenance import Batch, Format, ReadSettings, Scope, SourceCard
from sarai.model.vocabulary import Family
from sarai.sources.crs import columns

SOURCE = SourceCard(
    id="crs",
    title="OECD: Creditor Reporting System",
    publisher="OECD, Development Co-operation Directorate",
    licence="CC BY 4.0",
    citation="OECD. Creditor Reporting System: aid activities. Data Explorer.",
    url="https://data-explorer.oecd.org",
    tier="official-ledger",
    year_basis="calendar",
    version="2",
    family=Family.REPORTED,
    whole=True,
    formats=(
        Format(
            dataset="crs-bulk",
            title="the CRS as a bulk file (text with bars, or Parquet)",
            kind="columns",
            columns=(*columns.BULK, *columns.BULK_IGNORED),
            keys=(columns.BULK_KEY,),
            as_of=None,
            scope=Scope(note="what providers report to the OECD, by the years that the file holds"),
        ),
        Format(
            dataset="crs-explorer",
            title="the CRS as a table of the OECD's Data Explorer",
            kind="columns",
            columns=(*columns.EXPLORER, *columns.EXPLORER_IGNORED),
            keys=(columns.EXPLORER_KEY,),
            as_of=None,
            scope=Scope(complete=False, note="the part of the CRS that somebody chose to download"),
        ),
    ),
    ignored={**columns.BULK_IGNORED, **columns.EXPLORER_IGNORED},
    caveats=(
        "Amounts are the OECD's dollars at current prices; a provider's own currency is not read.",
        "A record is one report of an activity in one year; the CRS id that joins the years stands on each.",
        "Multilateral organisations report their own outflows beside the core contributions that they receive.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read a file of the CRS into canonical tables, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing or unknown, or totals stand among their parts.
        UnreadableFile: the file is damaged.
    """
    from sarai.sources.crs.rows import batches

    yield from batches(path, settings, SOURCE)
