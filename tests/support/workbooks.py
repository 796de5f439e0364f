"""Workbooks of the kinds that nothing in the house writes, made of their bytes: ODS, XLS (BIFF 8) and XLSB (BIFF 12).

A sheet is a list of rows of texts, numbers, days and blanks. Only what a reader needs stands in them: the formats are
ISO 26300, [MS-XLS] with [MS-CFB], and [MS-XLSB].
"""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | float | int | dt.date | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]

_EPOCH = dt.date(1899, 12, 30)
_DAY = 14
"""The built-in number format of days."""


def write(path: Path, sheets: Sheets, *, merged: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """Write a workbook of the kind that the path's ending names. ``merged`` are first and last row, first and last
    column from 0, of the first sheet, where the kind is XLS."""
    made = {".ods": _ods, ".xlsb": _xlsb, ".xls": lambda told: _xls(told, merged)}[path.suffix](sheets)
    path.write_bytes(made)
    return path


def _ods(sheets: Sheets) -> bytes:
    told = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{told}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return _zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{cell:%d.%m.%Y}</text:p></table:table-cell>"
        )
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _xlsb(sheets: Sheets) -> bytes:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    binary = "application/vnd.ms-excel"
    named = [(f"worksheets/sheet{at}.bin", name, rows) for at, (name, rows) in enumerate(sheets.items(), 1)]
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{relations}/worksheet" Target="{place}"/>'
        for at, (place, _, _) in enumerate(named, 1)
    )
    book = b"".join(
        _record12(156, struct.pack("<II", 0, at) + _wide(f"rId{at}") + _wide(name))
        for at, (_, name, _) in enumerate(named, 1)
    )
    styles = b"".join(_record12(47, struct.pack("<HH", 0, form) + bytes(12)) for form in (0, _DAY))
    kinds = "".join(f'<Override PartName="/xl/{place}" ContentType="{binary}.worksheet"/>' for place, _, _ in named)
    return _zipped(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.bin" ContentType="{binary}.sheet.binary.macroEnabled.main"/>'
            f'<Override PartName="/xl/styles.bin" ContentType="{binary}.styles"/>{kinds}</Types>',
            "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/_rels/workbook.bin.rels": f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">{links}'
            f'<Relationship Id="rIdS" Type="{relations}/styles" Target="styles.bin"/></Relationships>',
            "xl/workbook.bin": _record12(131) + _record12(143) + book + _record12(144) + _record12(132),
            "xl/styles.bin": _record12(278) + _record12(617, struct.pack("<I", 2)) + styles + _record12(618)
            + _record12(279),
            **{f"xl/{place}": _xlsb_sheet(rows) for place, _, rows in named},
        }
    )  # fmt: skip


def _xlsb_sheet(rows: Sequence[Sequence[Cell]]) -> bytes:
    wide = max(map(len, rows))
    out = [_record12(129), _record12(148, struct.pack("<IIII", 0, len(rows) - 1, 0, wide - 1)), _record12(145)]
    for at, row in enumerate(rows):
        out.append(_record12(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0)))
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                out.append(_record12(6, struct.pack("<II", column, 0) + _wide(cell)))
            elif cell is not None:
                form, value = _numeric(cell)
                out.append(_record12(5, struct.pack("<IId", column, form, value)))
    return b"".join([*out, _record12(146), _record12(130)])


def _numeric(cell: float | int | dt.date) -> tuple[int, float]:
    """Which of the two cell formats a number has, and the number."""
    return (1, float((cell - _EPOCH).days)) if isinstance(cell, dt.date) else (0, float(cell))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record12(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, more = b"", len(content)
    while True:
        size += bytes([more & 0x7F | (0x80 if more > 127 else 0)])
        more >>= 7
        if not more:
            return head + size + content


def _record8(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _xls(sheets: Sheets, merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    bodies = [b"".join(_xls_sheet(rows, merged if not at else ())) for at, rows in enumerate(sheets.values())]
    head = _record8(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 1997, 0, 6)) + _record8(0x0042, b"\xb0\x04")
    head += b"".join(_record8(0x00E0, struct.pack("<HH", 0, form) + bytes(16)) for form in (0, _DAY))
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    start = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        head += _record8(0x0085, struct.pack("<IBB", start, 0, 0) + name)
        start += len(body)
    return _compound(head + _record8(0x000A) + b"".join(bodies))


def _xls_sheet(rows: Sequence[Sequence[Cell]], merged: Sequence[tuple[int, int, int, int]]) -> Iterator[bytes]:
    yield _record8(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    yield _record8(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                told = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                yield _record8(0x0204, struct.pack("<HHH", at, column, 0) + told)
            elif cell is not None:
                form, value = _numeric(cell)
                yield _record8(0x0203, struct.pack("<HHHd", at, column, form, value))
    if merged:
        yield _record8(
            0x00E5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *each) for each in merged)
        )
    yield _record8(0x000A)


_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _compound(stream: bytes) -> bytes:
    """A compound file with one stream, ``Workbook``: header, one sector of the table of sectors, the directory, it."""
    stream = stream.ljust(max(4096, -len(stream) % 512 + len(stream)), b"\x00")
    sectors = len(stream) // 512
    if sectors > 126:
        raise ValueError("too large for one table of sectors")
    table = [_FAT, _END, *range(3, 2 + sectors), _END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    head += struct.pack("<I", _FREE) * 108
    folder = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry("Workbook", 2, start=2, size=len(stream))
    folder = folder.ljust(512, b"\x00")
    return head + struct.pack("<128I", *table, *[_FREE] * (128 - len(table))) + folder + stream


def _entry(name: str, kind: int, *, child: int = _FREE, start: int, size: int) -> bytes:
    told = (name + "\0").encode("utf-16-le")
    return (
        told.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(told), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
