"""Sheets of workbooks and CSV files, row by row, with every column accounted for."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from sarai.model.errors import SourceChanged, UnreadableFile
from sarai.model.provenance import EVERY, Format
from sarai.sources.kit.book import sheet_names, text_rows, workbook_sheets
from sarai.sources.kit.cells import Cell, text
from sarai.sources.kit.decoding import UTF8, sniff
from sarai.sources.kit.peek import peek


def read_sheets(
    path: Path, layout: Format, *, ignored: Container[str] = ()
) -> Iterator[tuple[str, list[str], Iterator[tuple[int, list[Cell]]]]]:
    """Each sheet of a workbook or CSV: its name, its header, and its rows with the number a spreadsheet gives them.

    Blank rows are passed over; short rows are filled with blanks.

    Raises:
        SourceChanged: a sheet or column is missing, unknown or twice there.
        UnreadableFile: the file is damaged, or a row has more cells than the header.
    """
    if layout.kind == "csv":
        written = sniff(path)
        # A layout is published in Unicode; one wrong byte makes no other encoding of it.
        encoding = written.encoding if written.encoding.startswith("utf") else UTF8
        lines = text_rows(path, replace(written, encoding=encoding))
        _, header = next(lines, (0, None))
        if header is None:
            raise UnreadableFile("is empty", where=str(path), cure="get the file again from its publisher")
        _check_header(path, "", header, layout)
        yield "", header, _filled(lines, len(header), path)
        return
    names = sheet_names(path)
    unknown = [s for s in names if s not in layout.sheets and s not in ignored]
    missing = [s for s in layout.sheets if s not in names]
    if unknown or missing:
        raise SourceChanged(
            f"sheet(s) missing: {missing or 'none'}; unknown: {unknown or 'none'}",
            where=str(path),
            cure="put the sheets back as published",
        )
    for name in layout.sheets:
        for sheet in workbook_sheets(path, name):
            first = [str(cell) for cell in sheet.rows[0]] if sheet.rows else []
            _check_header(path, name, first, layout)
            yield name, first, _filled(enumerate(sheet.rows[1:], 2), len(first), path)


def _check_header(path: Path, sheet: str, header: list[str], layout: Format) -> None:
    if faults := header_faults(tuple(header), layout.columns, sheet):
        raise SourceChanged(faults, where=str(path), cure="put the columns back as published")


def _filled(rows: Iterable[tuple[int, Sequence[Cell]]], width: int, path: Path) -> Iterator[tuple[int, list[Cell]]]:
    for place, cells in rows:
        if any(text(cell) is not None for cell in cells):
            if len(cells) > width:
                raise UnreadableFile(
                    f"row {place} has {len(cells)} cells under {width} headers",
                    where=str(path),
                    cure="look for a stray separator or quote in that row",
                )
            yield place, [*cells, *[None] * (width - len(cells))]


def header_faults(header: tuple[str, ...], columns: tuple[str, ...], sheet: str) -> str:
    """What a header lacks or has too much of, in words; empty where it is as it should be."""
    missing = [column for column in columns if column not in header]
    extra = [column for column in header if column not in columns]
    doubled = sorted({column for column in header if header.count(column) > 1})
    told = []
    for column in missing:
        near = get_close_matches(column, extra, n=1, cutoff=0.6)
        told.append(f"column {column!r} is missing" + (f" (renamed to {near[0]!r}?)" if near else ""))
    renamed = {near for column in missing for near in get_close_matches(column, extra, n=1, cutoff=0.6)}
    told += [f"column {column!r} is unknown" for column in extra if column not in renamed]
    told += [f"column {column!r} stands twice" for column in doubled]
    place = f"sheet {sheet!r}: " if sheet and told else ""
    return place + ", ".join(told)


def folded(name: str) -> str:
    """A header by its case-folded letters and digits, for publishers that write one name in several ways."""
    return re.sub(r"[\W_]", "", name).casefold()


def keyed_sheets(
    path: Path, layout: Format
) -> Iterator[tuple[str, list[str], Iterator[tuple[int, Sequence[Cell]]] | None]]:
    """The sheets of a file whose layout is known by some of its columns (``keys``), wherever these stand: name, header
    and rows; no rows where a sheet holds some other table. One that explains is passed over.

    Raises:
        SourceChanged: no sheet has the columns, or one that has them has a column that is unknown or twice there.
        UnreadableFile: the file is damaged, or a row has more cells than the header.
    """
    met = False
    for sheet, lines in _sheets(path):
        header = [text(cell) or "" for cell in next(lines, (0, ()))[1]]
        names = [folded(name) for name in header]
        if not any(key <= set(names) for key in layout.keys):
            if sheet and len([name for name in names if name]) > 3 and not sheet.casefold().startswith(_EXPLAINS):
                yield sheet, header, None
            continue
        met = True
        if EVERY not in layout.columns:
            unknown = [name for name, plain in zip(header, names, strict=True) if plain not in layout.columns]
            twice = sorted({name for name in names if name and names.count(name) > 1})
            if unknown or twice:
                raise SourceChanged(
                    f"column(s) unknown: {unknown or 'none'}; twice there: {twice or 'none'}",
                    where=str(path),
                    cure="put the columns back as published; what the publisher added the reader must learn first",
                )
        yield sheet, header, _filled(lines, len(header), path)
    if not met:
        raise SourceChanged(
            f"no header has the columns of {layout.title}", where=str(path), cure="add the file as published"
        )


_EXPLAINS = ("about", "metadata", "definition", "cover", "read me", "readme")


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, Sequence[Cell]]]]]:
    if peek(path).kind == "xlsx":
        for sheet in workbook_sheets(path):
            yield sheet.name, iter(list(enumerate(sheet.rows, 1)))
    else:
        yield "", text_rows(path, sniff(path))
