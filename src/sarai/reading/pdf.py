"""PDF to text: columns in reading order, without running heads and footers.

A PDF holds letters with places on a page, not a text. Letters are gathered into words and words into runs, as
PDFium finds them; a page is cut into columns where few runs cross a gap that has prose on both sides
(recursively, so that three columns are two cuts), and what crosses the gap, as a title does, is read before
what stands under it. Columns of figures are no columns of prose: a table is read row by row.
"""

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sarai.model.errors import UnreadableDocument
from sarai.reading import pdf_letters

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

MOST_LETTERS = 200_000
"""Letters of a page above which it is taken as PDFium orders it: no page of print holds as many."""

_EDGE = 0.14
_FOLIO = re.compile(r"\W*(?:page\s*)?(\d{1,4})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE)
_SIDES = re.compile(r"(?:(\d{1,4})\b(?![.,)])|.*?(?<![\d.,])(\d{1,4})\W*$)")
_NUMBER = re.compile(r"\d+")
_HYPHENS = "\x02\ufffe\u00ad"


@dataclass(frozen=True, slots=True)
class Run:
    """Words side by side on one line; places in points from the lower left corner of the page as it is shown."""

    left: float
    low: float
    right: float
    high: float
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words with spaces between."""
        return " ".join(self.words)

    @property
    def height(self) -> float:
        """From the lowest to the highest letter, in points."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Page:
    """A page's runs, or its text where it was taken as it came."""

    height: float
    runs: tuple[Run, ...]
    plain: str | None = None


def text_of(
    content: bytes, *, where: str, progress: Callable[[str], None] | None = None
) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """The text of a PDF, the offsets in it (code points) at which each page starts, and the lines that were left out.

    Lines left out are running heads and footers, a line a page, as they stood.

    ``progress`` gets a line of text after every 25 pages and after the last, for a PDF of 25 pages or more.

    Raises:
        UnreadableDocument: damaged, or locked with a password.
    """
    import pypdfium2

    document: Any = None
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
        pages = []
        for index in range(count):
            pages.append(_page(document, index, where))
            if progress is not None and count >= 25 and ((index + 1) % 25 == 0 or index + 1 == count):
                progress(f"{where}: page {index + 1} of {count}")
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise UnreadableDocument(
            "is locked with a password" if locked else f"is a damaged PDF: {error}", where=where,
            cure="save a copy without password" if locked else "fetch or save it again",
        ) from error  # fmt: skip
    finally:
        if document is not None:
            document.close()
    out, starts, length = [], [], 0
    kept, left_out = without_running(pages)
    for page, rows in zip(pages, kept, strict=True):
        starts.append(length)
        said = page.plain if page.plain is not None else written(reading_order(rows))
        out.append(said.strip("\n") + "\n\n" if said.strip() else "")
        length += len(out[-1])
    return "".join(out), tuple(starts), tuple(left_out)


def _page(document: "pypdfium2.PdfDocument", index: int, where: str) -> Page:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(
            f"page {index + 1} is damaged: {error}", where=where, cure="fetch or save it again"
        ) from error
    try:
        letters = page.get_textpage()
        try:
            width, height = page.get_size()
            count = letters.count_chars()
            if count > MOST_LETTERS:
                plain = letters.get_text_range().replace("\r\n", "\n")
                return Page(height, (), _readable(plain))
            if page.get_rotation() in (90, 270):
                width, height = height, width
            turned = pdf_letters.direction(letters, count)
            return Page(width if turned in (90, 270) else height, _runs(letters, count, turned, width, height))
        finally:
            letters.close()
    finally:
        page.close()


def _readable(text: str) -> str:
    return "".join("-" if c in _HYPHENS else c for c in text if not 0xD800 <= ord(c) <= 0xDFFF)


def _runs(letters: Any, count: int, turned: int, width: float, height: float) -> tuple[Run, ...]:
    """Words with their places, those that follow each other on a line gathered into runs."""
    from ctypes import byref

    from pypdfium2 import raw

    # The loose box is as high as the font, so that a line of small letters is as high as one with tall ones.
    code, place, rectangle = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FS_RECTF()
    pointer = byref(rectangle)

    def box(index: int) -> tuple[float, float, float, float]:
        place(letters, index, pointer)
        x0, y0, x1, y1 = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
        if turned == 90:
            return y0, width - x1, y1, width - x0
        if turned == 180:
            return width - x1, height - y1, width - x0, height - y0
        if turned == 270:
            return height - y1, x0, height - y0, x1
        return x0, y0, x1, y1

    made: list[Run] = []
    word: list[str] = []
    first = 0

    def close(last: int) -> None:
        if not word:
            return
        a, z = box(first), box(last)
        low, high = min(a[1], z[1]), max(a[3], z[3])
        now = Run(min(a[0], z[0]), low, max(a[2], z[2]), high, ("".join(word),))
        if min(a[3], z[3]) < max(a[1], z[1]) or z[0] < a[0]:
            # Cells drawn one under the other come without a space between: such a word is taken apart.
            if pdf_letters.angle(letters, first) == turned:
                spread(first, word)
            else:
                made.append(now)
            word.clear()
            return
        word.clear()
        add(now)

    def add(now: Run) -> None:
        if made and _follows(made[-1], now):
            made[-1] = _joined(made[-1], now, (*made[-1].words, *now.words))
        else:
            made.append(now)

    def spread(start: int, letters: list[str]) -> None:
        part: Run | None = None
        for place, letter in enumerate(letters):
            now = Run(*box(start + place), (letter,))
            if part is not None and _follows(part, now):
                part = _joined(part, now, (part.words[0] + letter,))
                continue
            if part is not None:
                add(part)
            part = now
        if part is not None:
            add(part)

    index = 0
    while index < count:
        point = code(letters, index)
        if 0xD800 <= point <= 0xDBFF and index + 1 < count:
            point = 0x10000 + ((point - 0xD800) << 10) + (code(letters, index + 1) - 0xDC00)
            point = point if 0x10000 <= point <= 0x10FFFF else 0xFFFD
        character = chr(point) if not 0xD800 <= point <= 0xDFFF else "\ufffd"
        if character in _HYPHENS:
            # PDFium writes the hyphen at the end of a line so, and leaves the line's end out.
            word.append("-")
            first = index if len(word) == 1 else first
            close(index)
        elif character.isspace() or point < 32:
            close(index - 1)
        elif word and character.isdigit() and pdf_letters.is_note(letters, index):
            pass
        else:
            if not word:
                first = index
            word.append(character)
        index += 2 if point > 0xFFFF else 1
    close(count - 1)
    return tuple(made)


def _joined(before: Run, now: Run, words: tuple[str, ...]) -> Run:
    return Run(before.left, min(before.low, now.low), now.right, max(before.high, now.high), words)


def _follows(before: Run, now: Run) -> bool:
    height = max(before.height, now.height, 1.0)
    level = min(before.high, now.high) - max(before.low, now.low) > 0.3 * min(before.height, now.height)
    return level and -0.5 * height < now.left - before.right < 0.9 * height


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs on one level as rows from the top down, each from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda each: (-each.high, each.left)):
        level = rows[-1][0] if rows else None
        if level and min(level.high, run.high) - max(level.low, run.low) > 0.5 * min(level.height, run.height):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def without_running(pages: Sequence[Page]) -> tuple[list[list[Run]], list[str]]:
    """Each page's runs without its running heads and footers, and the lines of these.

    A head or footer stands at the edge of the page (14 % of its height), and on a third of the pages or more
    (two at least) the same words stand at the same height, or the same words with a number that counts the pages,
    or any words (a chapter's title) with such a number at one side.
    A single page loses only a line that is its own number and stands apart. The words alone decide nothing: a line
    of the body that reads as a footer does is kept, and so is a number at the foot of a table.
    """
    edges = [_edge_rows(page) for page in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for index, rows in enumerate(edges):
        seen.update({key for row in rows for key in _keys(row, index)})
    enough = max(2, -(-len(pages) // 3))
    kept, left_out = [], []
    for index, (page, rows) in enumerate(zip(pages, edges, strict=True)):
        gone: set[int] = set()
        for row in rows:
            running = any(seen[key] >= enough for key in _keys(row, index))
            if running or (len(pages) == 1 and _is_folio(row, page)):
                gone.update(id(run) for run in row)
                left_out.append(" ".join(run.text for run in row))
        kept.append([run for run in page.runs if id(run) not in gone])
    return kept, left_out


def _edge_rows(page: Page) -> list[list[Run]]:
    rows = rows_of(page.runs)
    low, high = _EDGE * page.height, (1 - _EDGE) * page.height
    return [row for row in (*rows[:3], *rows[3:][-3:]) if row[0].low >= high or row[0].high <= low]


def _keys(row: list[Run], index: int) -> set[tuple[str, int]]:
    text = " ".join(run.text for run in row).casefold()[:200]
    told = {text}
    for number in _NUMBER.finditer(text):
        if len(number[0]) < 5:
            told.add(f"{text[: number.start()]}<page {int(number[0]) - index:+}>{text[number.end() :]}")
    if sides := _SIDES.match(text):
        told.add(f"<page {int(sides[1] or sides[2]) - index:+}>")
    middle = (row[0].low + row[0].high) / 2
    # Two grids of eight points, half a step apart, so that a shift of a point or two meets in one of them.
    return {(each, place) for each in told for place in (int(middle // 8) * 2, int((middle + 4) // 8) * 2 + 1)}


def _is_folio(row: list[Run], page: Page) -> bool:
    match = _FOLIO.fullmatch(" ".join(run.text for run in row))
    above = min((run.low for run in page.runs if run.low >= row[0].high), default=page.height)
    apart = above - row[0].high > 1.5 * row[0].height
    return bool(match and int(match[1]) == 1 and row[0].high < page.height * 0.1 and apart)


def reading_order(runs: Sequence[Run]) -> list[list[Run]]:
    """Blocks of rows in the order a reader takes them: what spans the page, then each column from the top."""
    gap = _gutter(runs)
    if gap is None:
        return [list(runs)] if runs else []
    blocks: list[list[Run]] = []
    band: list[Run] = []
    for run in sorted(runs, key=lambda each: (-each.high, each.left)):
        if run.left < gap[0] and run.right > gap[1]:
            blocks += _columns(band, gap)
            band = []
            spanning = blocks[-1] if blocks and _spans(blocks[-1], gap) else None
            if spanning is None:
                blocks.append([run])
            else:
                spanning.append(run)
        else:
            band.append(run)
    return blocks + _columns(band, gap)


def _spans(block: list[Run], gap: tuple[float, float]) -> bool:
    return any(run.left < gap[0] and run.right > gap[1] for run in block)


def _columns(band: list[Run], gap: tuple[float, float]) -> list[list[Run]]:
    middle = sum(gap) / 2
    left = [run for run in band if (run.left + run.right) / 2 <= middle]
    right = [run for run in band if (run.left + run.right) / 2 > middle]
    return [*reading_order(left), *reading_order(right)]


def _gutter(runs: Sequence[Run]) -> tuple[float, float] | None:
    """The gap between two columns of prose that the fewest runs cross; None where there is none."""
    if len(runs) < 6:
        return None
    height = statistics.median(run.height for run in runs)
    start, end = min(run.left for run in runs), max(run.right for run in runs)
    best: tuple[int, float, float, float] | None = None
    for place in sorted({run.right for run in runs}):
        if not start + 0.1 * (end - start) < place < end - 0.1 * (end - start):
            continue
        after = [run for run in runs if run.left >= place + 0.5 * height]
        before = [run for run in runs if run.right <= place + 0.1]
        crossing = len(runs) - len(after) - len(before)
        if not (before and after) or crossing > 0.25 * min(len(before), len(after)) + 1:
            continue
        # A last page may end a line or two into a column; those are as wide as the lines beside them.
        if min(len(before), len(after)) < 3 and not 0.6 < _usual(before) / max(_usual(after), 1.0) < 1.7:
            continue
        following = min(run.left for run in after)
        if _prose(before) and _prose(after) and _beside(before, after):
            score = (crossing, place - following, place, following)
            best = score if best is None or score < best else best
    return (best[2], best[3]) if best else None


def _usual(runs: Sequence[Run]) -> float:
    widths = sorted(run.right - run.left for run in runs)
    return widths[round(0.9 * (len(widths) - 1))]


def _prose(runs: Sequence[Run]) -> bool:
    usual = _usual(runs)
    long = sum(run.right - run.left > 0.6 * usual and len(run.words) >= 3 for run in runs)
    return long >= 0.5 * len(runs)


def _beside(before: Sequence[Run], after: Sequence[Run]) -> bool:
    def reach(runs: Sequence[Run]) -> tuple[float, float]:
        return min(run.low for run in runs), max(run.high for run in runs)

    (a, b), (c, d) = reach(before), reach(after)
    return min(b, d) - max(a, c) > 0.3 * min(b - a, d - c)


def written(blocks: Sequence[Sequence[Run]]) -> str:
    """Blocks as text: a line for each row, an empty line where the rows stand apart or the letters change size."""
    lines: list[str] = []
    for block in blocks:
        rows = rows_of(block)
        steps = [above[0].low - below[0].low for above, below in pairwise(rows)]
        usual = statistics.median_low(steps) if steps else 0.0
        for number, row in enumerate(rows):
            if number:
                above = rows[number - 1]
                larger = max(row[0].height, above[0].height) > 1.6 * max(min(row[0].height, above[0].height), 1)
                if steps[number - 1] > 1.35 * usual or (larger and steps[number - 1] > 1.1 * usual):
                    lines.append("")
            lines.append(" ".join(run.text for run in row))
        # A sentence goes on in the next column; only one that has ended ends its paragraph there.
        if lines and re.search(r"[.!?:]\W*$", lines[-1]):
            lines.append("")
    return "\n".join(lines)
