"""Sarai follows international cooperation from promise to result.

``sarai.open(DIR)`` opens a built study; its methods are the verbs of the command line::

    import sarai

    study = sarai.open("mystudy")
    totals = study.total(by=["recipient"], prices="source")
    totals.explain(0)
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sarai.model.version import VERSION

if TYPE_CHECKING:
    import datetime as dt

    import pyarrow as pa

    from sarai.study import Study

__version__ = VERSION

__all__ = ["open", "read"]


def open(folder: "str | Path", *, release: int | None = None, public: bool = False) -> "Study":
    """Open a study at its newest release, or at an earlier one; ``public`` as it may leave the house.

    Raises:
        StudyError: the folder is no study.
        UnknownRelease: nothing has been built yet, or there is no such release.
    """
    from sarai.study import Study

    return Study(folder, release=release, public=public)


def read(path: "str | Path", *, date: "dt.date | None" = None) -> "pa.Table":
    """The claims of a text as rows of the table ``claim``; ``date`` is that of the text.

    Raises:
        DocumentError: the file cannot be read, is empty, or is not in English.
    """
    from sarai import reading
    from sarai.reading import table

    return table.tables(reading.read(Path(path), date=date), date=date)["claim"]
