"""Anybody's table, text or workbook, read as a mapping kept in the study says.

A mapping (``mappings/<name>.yaml``) names for each column the canonical field it fills, or why it is not read, and what
the rows of one record are. Nothing is converted here.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path

from sarai.model.errors import BadMapping
from sarai.model.keys import child_key, flow_key, record_key
from sarai.model.provenance import Batch, ReadSettings, SourceCard
from sarai.sources.kit.cells import BadCell, text
from sarai.sources.kit.collect import Collected
from sarai.sources.table import named, records
from sarai.sources.table.checks import load
from sarai.sources.table.mapping import Grain, TableMapping, Taken
from sarai.sources.table.row import Row
from sarai.sources.table.sheet import Line, Sort, lines
from sarai.sources.table.ties import Tie, Ties

SOURCE = SourceCard(
    id="table",
    title="Anybody's spreadsheet (text or workbook), by a mapping kept in the study",
    publisher="named by the mapping",
    licence="named by the mapping",
    citation="named by the mapping",
    url="",
    tier="not-stated",
    year_basis="named by the mapping",
    version="2",
    formats=(),
    caveats=("What a figure means is what the mapping says; it is part of the study and travels with it.",),
)

_Sums = dict[tuple[str, str, str], Decimal]


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one table into canonical tables, rejects and tallies included.

    Raises:
        BadMapping: the mapping has a fault.
        SourceChanged: a column that the mapping names is missing or stands twice, a column is not named, or the
            sheet is missing.
        UnreadableFile: the file is damaged.
    """
    if settings.mapping is None:
        raise BadMapping(
            "a table needs a mapping", where=str(path), cure="let `sarai add` draft one, or name it: mapping = ..."
        )
    mapping = load(settings.mapping, version=SOURCE.version)
    collected = Collected(mapping.source, settings)
    taking = _Taking(mapping, collected)
    ties: dict[str, Ties] = {}
    for line in _in_batches(lines(path, mapping), mapping):
        row = Row(mapping, settings, line.sheet, line.number, line.cells)
        if line.sort is Sort.PASSED_OVER:
            continue
        held = ties.setdefault(line.sheet, Ties())
        amounts = _amounts(row)
        if line.sort is Sort.TOTAL:
            held.total(line.number, amounts, _label(row))
            continue
        if mapping.shape.totals:
            held.record(amounts, _said(row))
        taking.row(row)
        if collected.full:
            yield from collected.drain()
    taking.end()
    for sheet, each in ties.items():
        _hold(sheet, each.judged(), mapping, settings, collected)
    yield from collected.drain()
    yield collected.tally()


_ROWS_AT_ONCE = 4_096


def _in_batches(found: Iterator[Line], mapping: TableMapping) -> Iterator[Line]:
    """The lines of a table, the names of whose givers and places are looked up some thousands at a time."""
    givers = {taken.columns["provider"] for taken in mapping.money if "provider" in taken.columns}
    receiving = {mapping.record.columns[name] for name in ("recipient",) if name in mapping.record.columns}
    while batch := list(islice(found, _ROWS_AT_ONCE)):
        named.expect_partners(_told(batch, givers))
        named.expect_places(_told(batch, receiving))
        yield from batch


def _told(batch: Sequence[Line], columns: Set[str]) -> set[str]:
    return {told for column in columns for line in batch if (told := text(line.cells.get(column))) is not None}


def _amounts(row: Row) -> tuple[Decimal | None, ...]:
    found = []
    for taken in row.mapping.money:
        try:
            found.append(row.money(taken)[0])
        except BadCell:
            found.append(None)
    return tuple(found)


def _said(row: Row) -> tuple[str, ...]:
    from sarai.sources.table import words

    return tuple(words.plain(told) for column in row.mapping.shape.totals if (told := text(row.cells.get(column))))


def _label(row: Row) -> str:
    told = [text(row.cells.get(column)) for column in row.mapping.shape.totals]
    return next((each for each in told if each), "")


def _hold(sheet: str, ties: list[Tie], mapping: TableMapping, settings: ReadSettings, collected: Collected) -> None:
    """Hold a sheet's own sums against the rows they add up; one that differs is told."""
    if not ties:
        return
    collected.count({(sheet, "own totals", "rows"): Decimal(len(ties))})
    collected.keep({(sheet, "own totals", "rows"): Decimal(sum(tie.holds for tie in ties))})
    for tie in ties:
        if not tie.holds:
            said = ", ".join(f"{value:,f}" if value is not None else "nothing" for value in tie.said)
            near = ", ".join(f"{value.normalize():,f}" for value in tie.nearest)
            fault = BadCell(
                next(iter(mapping.shape.totals)), tie.label, f"says that the sum is {said}; the rows add up to {near}"
            )
            collected.reject(fault, locator=f"{sheet}!row {tie.row}" if sheet else f"row {tie.row}", record=None)


@dataclass
class _Taking:
    """Rows on their way, by what the rows of one record are."""

    mapping: TableMapping
    collected: Collected
    seen: dict[str, tuple[str, Mapping[str, object]]] = field(default_factory=dict)
    ordinals: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    places: set[tuple[object, ...]] = field(default_factory=set)
    printed: dict[tuple[object, ...], str] = field(default_factory=dict)
    waiting: dict[str, list[Row]] = field(default_factory=dict)

    def row(self, row: Row) -> None:
        """Take a row, or refuse it whole."""
        if self.mapping.grain is Grain.REPEATED and row.record is not None:
            self.waiting.setdefault(row.record, []).append(row)
            return
        sums = self.sums(row)
        self.collected.count(sums)
        try:
            notes = self.take([row])
        except BadCell as fault:
            self.collected.reject(fault, locator=row.place(), record=row.record, raw=row.cells)
            return
        self.collected.keep(sums)
        self.note(row, notes)

    def end(self) -> None:
        """Take the records whose rows repeat their amount."""
        for record, rows in self.waiting.items():
            same, others = [rows[0]], list[Row]()
            for row in rows[1:]:
                (same if _amounts(row) == _amounts(rows[0]) else others).append(row)
            for row in others:
                self.refuse(
                    row,
                    BadCell(_amount_column(row), "", f"is not the amount at {rows[0].place()}, which it should repeat"),
                )
            sums = self.sums(rows[0])
            self.collected.count({**sums, (rows[0].sheet, "records", "records"): Decimal(len(same))})
            try:
                notes = self.take(same)
            except BadCell as fault:
                for row in same:
                    self.collected.reject(fault, locator=row.place(), record=record, raw=row.cells)
                continue
            self.collected.keep({**sums, (rows[0].sheet, "records", "records"): Decimal(len(same))})
            self.note(rows[0], notes)

    def refuse(self, row: Row, fault: BadCell) -> None:
        """Refuse a row whole."""
        self.collected.count(self.sums(row))
        self.collected.reject(fault, locator=row.place(), record=row.record, raw=row.cells)

    def note(self, row: Row, notes: records.Notes) -> None:
        """Tell cells of a row that counts without them, and those that were set right."""
        for fault in notes:
            self.collected.reject(fault, locator=row.place(), record=row.record)
        for (owner, wrong), right in self.mapping.corrections.items():
            if owner == row.record and text(row.cells.get(wrong)) == right.stated:
                told = BadCell(wrong, right.stated, f"is read as {right.used or 'blank'}: {right.reason}")
                self.collected.reject(told, locator=row.place(), record=row.record)

    def sums(self, row: Row) -> _Sums:
        """What a row adds to the table's own sums; a cell that is no number adds nothing."""
        sums: _Sums = {(row.sheet, "records", "records"): Decimal(1)}
        for taken in self.mapping.money:
            try:
                value, unit = row.money(taken)
            except BadCell:
                continue
            if value is not None:
                key = (row.sheet, "amount", unit or "not stated")
                sums[key] = sums.get(key, Decimal()) + value
        return sums

    def take(self, rows: list[Row]) -> records.Notes:
        """Turn rows that are one statement into canonical rows; nothing is added before every cell is understood."""
        row, mapping = rows[0], self.mapping
        record = row.record
        if record is None:
            raise BadCell(
                row.column(mapping.record, "record_id"), "", "is blank: a record without an id cannot be followed"
            )
        key = record_key(mapping.source, record)
        notes: records.Notes = []
        owner = records.activity(row, key, record, notes)
        said = [(part, taken, row.money(taken)) for part, taken in enumerate(mapping.money, 1)]
        # A record of which no amount is stated has its first statement all the same: amount not published.
        stated = [each for each in said if each[2][0] is not None] or said[:1]
        first = self._first(row, record, owner)
        flows = [self._flow(row, owner, *each, notes) for each in stated]
        stems = [str(each["key"]) for each in flows]
        if mapping.grain in (Grain.FLOWS, Grain.DUPLICATES):
            for at, each in enumerate(flows):
                each["key"] = child_key(stems[at], self.keys.get(stems[at], 0) + stems[: at + 1].count(stems[at]))
                each["ordinal"] = self.ordinals.get(key, 0) + at + 1
        divided: list[dict[str, object]] = []
        for each in flows if mapping.grain in (Grain.FLOWS, Grain.DUPLICATES) else [owner]:
            divided += records.shares(rows, str(each["key"]), notes)
        places = [
            found for at, each in enumerate(rows)
            if (found := records.location(each, key, self.ordinals.get(f"{key} location", 0) + at + 1, notes))
        ]  # fmt: skip
        hung = list(records.hanging(row, key)) if first else []
        if first:
            self.seen[record] = (row.place(), owner)
            self.collected.add("activity", owner)
        self.ordinals[key] = self.ordinals.get(key, 0) + len(flows)
        for stem, each in zip(stems, flows, strict=True):
            self.keys[stem] = self.keys.get(stem, 0) + 1
            self.collected.add("flow", each)
        for each in divided:
            self.collected.add("split", each)
        for found in places:
            spot = (key, found["name"], found["latitude"], found["longitude"])
            if spot not in self.places:
                self.places.add(spot)
                self.ordinals[f"{key} location"] = self.ordinals.get(f"{key} location", 0) + 1
                self.collected.add("location", found)
        for table, made in hung:
            self.collected.add(table, made)
        return list({(note.column, note.value): note for note in notes}.values())

    def _first(self, row: Row, record: str, owner: Mapping[str, object]) -> bool:
        """Whether the record is new; one that is there may be told again only where rows are its statements."""
        grain = self.mapping.grain
        if grain is Grain.DUPLICATES:
            same = tuple(text(row.cells.get(column)) for column in self.mapping.columns)
            if same in self.printed:
                raise BadCell(
                    row.column(self.mapping.record, "record_id"), record, f"says the same as {self.printed[same]}"
                )
            self.printed[same] = row.place()
        if record not in self.seen:
            return True
        place, before = self.seen[record]
        if grain not in (Grain.FLOWS, Grain.DUPLICATES):
            column = row.column(self.mapping.record, "record_id")
            raise BadCell(column, record, f"stands already at {place}; what rows of one record are is said by grain")
        for name in ("status", "recommended", "marks", "parent"):
            if owner[name] != before[name]:
                told = before[name] or "nothing"
                raise BadCell(
                    row.column(self.mapping.record, name), str(owner[name]),
                    f"is not what {place} says of the same record ({told}); let this column name the record too",
                )  # fmt: skip
        return False

    def _flow(
        self, row: Row, owner: Mapping[str, object], part: int, taken: Taken, money: records.Money, notes: records.Notes
    ) -> dict[str, object]:
        """A statement of a row. Of a record with several rows its key is made of what the statement says: its kind,
        date and receiver, and which of those it is."""
        key = str(owner["key"])
        if self.mapping.grain in (Grain.RECORDS, Grain.REPEATED):
            return records.flow(row, flow_key(key, part), owner, part, taken, money, notes)
        made = records.flow(row, key, owner, part, taken, money, notes)
        named = made["reference"] or made["receiver"] or made["provider"] or ""
        own = {
            each: owner[each]
            for each in ("agency", "flow_class", "finance_type", "aid_type")
            if owner[each] is not None and made.get(each) is None
        }
        return {**made, **own, "key": child_key(key, made["kind"], made["date"] or "undated", named)}


def _amount_column(row: Row) -> str:
    return row.column(row.mapping.money[0], "amount") if row.mapping.money else "amount"
