"""A site for any host or disk: every page of a release, the rows behind its figures, its pictures, its data."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sarai import workbook
from sarai.charts import sheet, tokens
from sarai.model.errors import BriefError, SaraiError
from sarai.model.files import put, replaced_folder
from sarai.model.spreadsheets import write_csv
from sarai.study import Study
from sarai.web import draw
from sarai.web.ask import Ask
from sarai.web.draw import Site
from sarai.web.page import Page, Ways
from sarai.web.pages import finder, search
from sarai.web.plan import plan

Progress = Callable[[str], None]
WORKBOOK = "sarai.xlsx"


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: the page to open, how many pages and files, how many bytes, and what could not be made."""

    first: Path
    pages: int
    files: int
    size: int
    failed: tuple[str, ...]


def publish(study: Study, out: Path, *, progress: Progress = lambda told: None) -> Published:
    """Write the site of a release into ``OUT/r<release>``, beside those of earlier releases, and ``OUT/index.html``.

    A page that cannot be made is told and left out; the others stand. An earlier site of the same release stands
    until the new one is whole.

    Raises:
        BriefError: the folder cannot be written, or holds something else.
    """
    ask = Ask(study)
    root = out / f"r{ask.release}"
    try:
        _ours(root)
        with replaced_folder(root) as unfinished:
            written = list(_written(ask, unfinished, progress))
        put(out / "index.html", _leads_to(ask))
    except OSError as error:
        raise BriefError(f"cannot be written: {error}", where=str(out), cure="check path, rights and space") from error
    failed = tuple(path for path, ok in written if not ok)
    held = [path for path in root.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in held)
    return Published(out / "index.html", len(written) - len(failed), len(held) + 1, size, failed)


def _ours(root: Path) -> None:
    """An earlier site of the same release is replaced; anything else in the folder is not ours to remove."""
    if root.exists() and any(root.iterdir()) and not (root / "site.css").is_file():
        raise BriefError("is no site of ours", where=str(root), cure="name another folder, or move it away")


def _written(ask: Ask, root: Path, progress: Progress) -> Iterator[tuple[str, bool]]:
    workbook.write(ask.study, root / WORKBOOK)
    planned = plan(ask, workbook=WORKBOOK)
    site = draw.site_of(ask, planned.nav)
    found: list[search.Entry] = []
    for name, text in assets().items():
        (root / name).write_text(text, encoding="utf-8")
    for at, each in enumerate(planned.pages):
        try:
            page = each.make()
            for name, text in texts(site, page):
                target = root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        except SaraiError as error:
            print(f"sarai: {each.path}: {error}", file=sys.stderr)  # noqa: T201
            yield each.path, False
            continue
        found += search.entries(
            page.path, page.known, [name for code in each.codes for name in search.aliases_of(code)]
        )
        if at % 100 == 99:
            progress(f"{at + 1} of {len(planned.pages)} pages")
        yield each.path, True
    (root / "data").mkdir(exist_ok=True)
    for name, text in search.scripts([*search.places(ask), *found]).items():
        (root / name).write_text(text, encoding="utf-8")


def texts(site: Site, page: Page) -> Iterator[tuple[str, str]]:
    """Everything that belongs to a page: itself, its slices as scripts and as pages, its pictures with their data."""
    yield page.path, draw.html(site, page)
    for held in page.slices:
        if held.elsewhere:
            continue
        for at, part in enumerate(held.parts()):
            yield f"data/{held.name}{f'-{at + 1}' if at else ''}.js", part
        yield from draw.rows_html(site, page, held)
    for block in (block for section in page.sections for block in section.blocks if isinstance(block, Ways)):
        yield finder.PLACE, block.script()
    for chart in page.charts:
        stem = f"charts/{draw.stem(page, chart.picture)}"
        yield f"{stem}.svg", draw.stamped(site, page, chart.picture).standalone()
        yield f"{stem}.csv", _csv(chart.picture)
        yield f"{stem}.json", json.dumps(draw.about(site, page, chart.picture), ensure_ascii=False, indent=1) + "\n"


def assets() -> dict[str, str]:
    """The style sheet, with the tokens and the pictures' own, and the script."""
    folder = files("sarai.web") / "static"
    css = (folder / "site.css").read_text(encoding="utf-8")
    light, dark = tokens.variables(tokens.LIGHT), tokens.variables(tokens.DARK)
    fonts = f"--serif:{tokens.SERIF};--sans:{tokens.SANS};"
    head = (
        f":root{{color-scheme:light dark;{light}{fonts}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not(.light){{{dark}}}}}\n:root.dark{{color-scheme:dark;{dark}}}\n"
        ":root.light{color-scheme:light}\n"
    )
    return {"site.css": head + css + sheet.style(), "site.js": (folder / "site.js").read_text(encoding="utf-8")}


def _csv(picture: sheet.Picture) -> str:
    stream = io.StringIO()
    write_csv(stream, picture.columns, picture.rows)
    return stream.getvalue()


def _leads_to(ask: Ask) -> str:
    first = f"r{ask.release}/index.html"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Sarai</title>'
        f'<meta http-equiv="refresh" content="0; url={first}"></head>'
        f'<body><p><a href="{first}">To the newest release</a></p></body></html>\n'
    )
