"""Making a study's folder."""

import contextlib
import shutil
from importlib.resources import as_file
from pathlib import Path

import tomlkit

from sarai import studies
from sarai.ledger.delta import refuse_unopenable
from sarai.model.errors import StudyError
from sarai.model.files import write_text
from sarai.money import deflators
from sarai.settings import FILE

FILES = "files"
EMPTY = "empty"

_EMPTY = """\
title = {title}
recipients = "all"    # or a list of codes: ["KE", "UG"]
partners = "all"      # or a list of codes: ["JP", "CN"]
years = "all"         # or the first and the last: [2000, 2025]
currency = "USD"      # values are shown in this currency
price_year = {year}     # constant prices are those of this year
"""


def new(folder: Path, *, template: str = EMPTY) -> Path:
    """Make a study in a folder that is empty or does not exist yet; returns the folder.

    ``template`` is ``empty`` or the name of a bundled study.

    Raises:
        StudyError: the folder holds something already, cannot be made or have that name, or there is no such template.
    """
    refuse_unopenable(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StudyError("exists already and is not empty", where=str(folder), cure="choose another folder")
    if template != EMPTY and template not in studies.bundled():
        known = ", ".join((EMPTY, *studies.bundled()))
        raise StudyError(f"there is no bundled study {template!r}", where="--from", cure=f"one of: {known}")
    there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if template == EMPTY:
            year = deflators.newest_year(deflators.published())
            title = tomlkit.string(folder.resolve().name).as_string()
            (folder / FILES).mkdir()
            write_text(folder / FILE, _EMPTY.format(title=title, year=year))
            return folder
        with as_file(studies.folder_of(template)) as source:
            shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__*"))
    except OSError as error:
        # Half a study would be taken for somebody's.
        for each in list(folder.iterdir()) if there else [folder]:
            shutil.rmtree(each, ignore_errors=True)
            with contextlib.suppress(OSError):
                each.unlink()
        told = str(error) if isinstance(error, shutil.Error) else error.strerror
        raise StudyError(f"cannot be made: {told}", where=str(folder), cure="check path, rights and space") from error
    return folder
