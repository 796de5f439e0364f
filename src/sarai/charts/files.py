"""A picture as a file: SVG, PNG or its numbers as CSV, by the file's ending."""

import io
from functools import cache
from pathlib import Path

from sarai.charts.sheet import Picture
from sarai.model.errors import QuestionError
from sarai.model.files import put
from sarai.model.spreadsheets import write_csv

ENDINGS = (".svg", ".png", ".csv")


def check(path: Path) -> None:
    """Refuse a file that no picture can be written to, before anything is worked out for it.

    Raises:
        QuestionError: another ending.
    """
    if path.suffix not in ENDINGS:
        raise QuestionError(f"cannot draw a {path.suffix or 'nameless'} file", where=str(path), cure=", ".join(ENDINGS))


def save(picture: Picture, path: Path) -> Path:
    """Write a picture as what the file's ending names; returns the path.

    Raises:
        QuestionError: another ending, no drawing library or font for a PNG, or a file that cannot be written.
    """
    check(path)
    try:
        put(path, _drawn(picture, path.suffix))
    except OSError as error:
        raise QuestionError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check folder, space and rights"
        ) from error
    return path


def _drawn(picture: Picture, suffix: str) -> bytes | str:
    if suffix == ".csv":
        told = io.StringIO()
        write_csv(told, picture.columns, picture.rows)
        return told.getvalue()
    return picture.standalone() if suffix == ".svg" else png(picture.standalone())


def png(svg: str, *, zoom: float = 2) -> bytes:
    """An SVG as PNG, its words in a font of this machine.

    Raises:
        QuestionError: no drawing library, or no font: the words would be missing.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise QuestionError("drawing a PNG needs resvg", cure="pip install 'sarai[charts]', or write .svg") from error
    return resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, sans_serif_family=_font())


_FONTS = ("Helvetica", "Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans", "Roboto", "Segoe UI", "FreeSans")
"""What the sans-serif of a picture may be, the nearest to the widths that pictures are laid out by first."""


@cache
def _font() -> str:
    """The first font of the list that draws a letter here: a font that is not there draws nothing and says nothing."""
    import resvg_py

    def drawn(letter: str, font: str) -> bytes:
        told = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16">{letter}</text></svg>'
        return resvg_py.svg_to_bytes(svg_string=told, font_family=font)

    for font in _FONTS:
        if drawn("M", font) != drawn("", font):
            return font
    raise QuestionError(
        "no font of this machine draws the words of a picture",
        cure=f"install one of {', '.join(_FONTS[:5])}, or write .svg",
    )
