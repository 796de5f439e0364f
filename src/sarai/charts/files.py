"""A picture as a file: SVG, PNG or its Vega-Lite specification, by the file's ending."""

import json
from pathlib import Path

from sarai.charts.frame import Spec
from sarai.model.errors import QuestionError
from sarai.model.files import put

ENDINGS = (".svg", ".png", ".json")


def check(path: Path) -> None:
    """Refuse a file that no picture can be written to, before anything is worked out for it.

    Raises:
        QuestionError: another ending.
    """
    if path.suffix not in ENDINGS:
        raise QuestionError(f"cannot draw a {path.suffix or 'nameless'} file", where=str(path), cure=", ".join(ENDINGS))


def save(spec: Spec, path: Path) -> Path:
    """Write a Vega-Lite specification as the picture that the file's ending names; returns the path.

    Raises:
        QuestionError: another ending, no drawing library, or a file that cannot be written.
    """
    check(path)
    try:
        put(path, _drawn(spec, path.suffix))
    except OSError as error:
        raise QuestionError(
            f"cannot be written: {error.strerror}", where=str(path), cure="check folder, space and rights"
        ) from error
    return path


def _drawn(spec: Spec, suffix: str) -> bytes:
    if suffix == ".json":
        return json.dumps(spec).encode()
    try:
        import vl_convert
    except ImportError as error:
        raise QuestionError("drawing needs vl-convert", cure="pip install 'sarai[charts]'") from error
    if suffix == ".svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=1.5))
