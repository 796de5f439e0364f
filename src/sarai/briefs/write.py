"""A brief from a release: composed of its sections, drawn, and written with its data."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from sarai.briefs import draw
from sarai.briefs.content import Brief, Section, figures_of, line
from sarai.briefs.opening import opening
from sarai.briefs.sections import SECTIONS
from sarai.briefs.sections._shared import to_whom, who
from sarai.briefs.words import Day, Quoted
from sarai.model.errors import BriefError
from sarai.model.figures import Passport
from sarai.model.files import put
from sarai.study import Desk, Study

_DRAWN = {".html": draw.html, ".md": draw.markdown}


def compose(
    study: Study, *, partners: Sequence[str] = (), recipients: Sequence[str] = (), on: dt.date | None = None
) -> Brief:
    """The brief about some partners and recipients; empty means all of the study's.

    Raises:
        QuestionError: a partner or recipient that no code list and no row knows.
    """
    desk = study.desk(partners=partners, recipients=recipients, on=on)
    sections = tuple(found for each in SECTIONS if (found := each(desk)) is not None)
    release = study.release
    return Brief(
        title=line(who(desk) if desk.partners else "All partners", " and ", to_whom(desk)),
        about=line(
            "Made from release ", Quoted(f"number {release.number}"), " of the study “", Quoted(study.title),
            "”, committed on ", Day(release.committed_at.date()), ". Every figure opens into the rows behind it.",
        ),
        sections=sections,
        passports=_used(desk, sections),
        opening=opening(desk, sections),
    )  # fmt: skip


def _used(desk: Desk, sections: tuple[Section, ...]) -> tuple[Passport, ...]:
    """The passports that a figure of the brief leads to, at once or through others."""
    open_ids = [figure.passport for each in sections for block in each.blocks for figure in figures_of(block)]
    used: set[str] = set()
    while open_ids:
        name = open_ids.pop()
        if name not in used:
            used.add(name)
            open_ids += desk.passports[name].parts
    return tuple(each for each in desk.passports if each.id in used)


def brief(
    study: Study,
    path: Path,
    *,
    partners: Sequence[str] = (),
    recipients: Sequence[str] = (),
    on: dt.date | None = None,
    data: Path | None = None,
) -> list[Path]:
    """Write the brief to ``path`` (.html or .md) and, where ``data`` names a folder, its tables; what was written.

    Raises:
        BriefError: another ending, or a file that cannot be written.
        QuestionError: as :func:`compose`.
    """
    return write(compose(study, partners=partners, recipients=recipients, on=on), path, data=data)


def write(composed: Brief, path: Path, *, data: Path | None = None) -> list[Path]:
    """Draw a composed brief into a file and write its tables as data.

    Raises:
        BriefError: the file or folder cannot be written.
    """
    from sarai.briefs import export

    if path.suffix not in _DRAWN:
        raise BriefError(f"cannot write a {path.suffix or 'nameless'} file", where=str(path), cure="use .html or .md")
    text = _DRAWN[path.suffix](composed)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, text)
        return [path, *(export.write(composed, data) if data is not None else [])]
    except OSError as error:
        raise BriefError(f"cannot be written: {error}", where=str(path), cure="check path, rights and space") from error
