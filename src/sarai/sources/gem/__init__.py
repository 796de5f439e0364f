"""Global Energy Monitor: units of plants, pipelines, fields and mines, with where each stands. Facts, and no money.

A list is known by its header, whichever tracker it is of, as published or as it lies behind the publisher's maps.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from sarai.model.keys import flow_key
from sarai.model.provenance import Batch, Format, ReadSettings, Scope, SourceCard, sheet_row
from sarai.model.vocabulary import FacilityType, Tier
from sarai.sources.gem import columns
from sarai.sources.gem.rows import Line, facility
from sarai.sources.kit.cells import BadCell, Cell, text
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.sheets import keyed_sheets

SOURCE = SourceCard(
    id="gem",
    title="Global Energy Monitor: plants, pipelines, fields and mines",
    publisher="Global Energy Monitor",
    licence="CC BY 4.0",
    citation="Global Energy Monitor, the tracker and release that the file is of.",
    url="https://globalenergymonitor.org",
    tier=Tier.PRESS_SEVERAL,
    year_basis="calendar",
    version="1",
    formats=(
        Format(
            dataset="gem-units",
            title="a list of Global Energy Monitor",
            kind="columns",
            columns=("*",),
            keys=tuple(key for _, key in columns.KEYS),
            dated=True,
            as_of=None,
            scope=Scope(complete=False, note="units above the size from which each tracker lists them"),
        ),
    ),
    caveats=(
        "A plant that works in part may be told as operating at the size that is planned for the whole: Rogun stands "
        "as operating at 3,600 MW.",
        "Statuses are compiled from press and official texts; cancelled and shelved may be inferred from silence.",
        "A start year in the future, or of a unit that is not told as operating, is what is expected.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read the lists of one file into ``facility``, rejects and tallies included.

    Raises:
        SourceChanged: no sheet has the header of a list.
        UnreadableFile: the file is damaged.
    """
    layout = SOURCE.layout(settings.dataset, where=str(path))
    collected = Collected(SOURCE.id, settings)
    before: Counter[str] = Counter()
    for sheet, header, rows in keyed_sheets(path, layout):
        known = columns.list_of(header)
        if rows is None or known is None:
            told = BadCell(f"sheet {sheet}", ", ".join(filter(None, header[:4])), "has the header of no known list")
            collected.reject(told, locator=sheet_row(sheet, 1), record=None)
            continue
        yield from _read_list(sheet, header, rows, known[0], collected, before)
    yield from collected.drain()
    yield collected.tally()


def _read_list(
    sheet: str,
    header: Sequence[str],
    lines: Iterator[tuple[int, Sequence[Cell]]],
    kind: FacilityType | None,
    collected: Collected,
    before: Counter[str],
) -> Iterator[Batch]:
    at, one = columns.places(header), {(sheet, "records", "records"): Decimal(1)}
    settings = collected.settings
    for place, cells in lines:
        line, locator = Line(header, at, cells), sheet_row(sheet, place)
        raw = {name: cell for name, cell in zip(header, cells, strict=False) if name and text(cell)}
        collected.count(one)
        try:
            made = facility(line, kind)
        except BadCell as fault:
            collected.reject(fault, locator=locator, record=line.said("name"), raw=raw)
            continue
        name = _id(line, made)
        before[name] += 1
        # Segments of a pipeline and editions of a unit share an id; they are told apart in the order they stand in.
        id = name if before[name] == 1 else flow_key(name, before[name])
        for cell in line.faults:
            collected.reject(cell, locator=locator, record=id)
        origin = {"source": SOURCE.id, "dataset": settings.dataset, "file": settings.file, "locator": locator}
        collected.add("facility", {**origin, "key": f"{SOURCE.id}:{id}", "id": id, **made})
        collected.keep(one)
        if collected.full:
            yield from collected.drain()


def _id(line: Line, made: dict[str, object]) -> str:
    """The publisher's id; where it has none, or one of a whole pipeline, with the unit's own name."""
    whole = line.said("id_2") or line.said("id") or f"{made['url'] or made['type']}/{made['name']}"
    unit = made["unit"]
    return f"{whole}/{unit}" if unit and (line.said("id") is None or made["type"] == FacilityType.PIPELINE) else whole
