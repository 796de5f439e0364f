"""A partner beside its peers."""

from collections.abc import Iterable

from sarai.charts import lettering, palette
from sarai.charts.bars import Bar, bars
from sarai.charts.frame import LINE, SIZE, WIDTH, Row, Spec, checked, number, sheet, texts, units, words


def peers(rows: Iterable[Row], *, unit: str = "", width: float = WIDTH) -> Spec:
    """Bars by partner, the largest first; each basis in a panel with an axis of its own.

    ``rows`` are ``{partner, value, basis, marked}``. ``basis`` says in words what kind of money in what prices the
    value is; lengths in unlike panels are not to be compared, and the picture says so. ``marked`` rows are the ones
    the page is about. A value of None is "not known" and has no bar. Panels stand in the order of the rows.

    Raises:
        ChartError: a value that is no number.
    """
    name = "peers"
    found = checked(rows, name, ("partner", "value", "basis", "marked"))
    for at, row in enumerate(found, start=1):
        row["value"] = number(row["value"], name, at, "value")
    if not found:
        return words("No partner has a record of this in the sources that were read.", width)
    bases = list(dict.fromkeys(str(row["basis"]) for row in found))
    layers: list[Spec] = []
    top = 0.0
    if len(bases) > 1:
        note = (
            "The bases below are unlike: each panel has its own axis, and bars of different panels cannot be compared."
        )
        lines = lettering.wrapped(note, SIZE, width)
        told = [{"x": 0, "y": SIZE + at * LINE, "text": line} for at, line in enumerate(lines)]
        layers.append(texts(told, colour=palette.QUIET))
        top = len(lines) * LINE + 14
    for basis in bases:
        own = [row for row in found if str(row["basis"]) == basis]
        own.sort(key=lambda row: (row["value"] is None, -(row["value"] or 0.0), str(row["partner"])))
        lines = lettering.wrapped(basis, SIZE, width, bold=True)
        head = [{"x": 0, "y": top + SIZE + at * LINE, "text": line} for at, line in enumerate(lines)]
        layers.append(texts(head, bold=True, colour=palette.ACCENT))
        top += len(lines) * LINE + 4
        scale = units(row["value"] for row in own if row["value"] is not None)
        drawn = [
            Bar(
                label=str(row["partner"]), value=row["value"], beside="", marked=bool(row["marked"]),
                said="not known" if row["value"] is None else scale.written(row["value"]),
                colour=palette.ACCENT if row["marked"] else palette.BESIDE,
            )
            for row in own
        ]  # fmt: skip
        panel, height = bars(drawn, scale, unit=unit, width=width, top=top)
        layers += panel
        top += height + 12
    return sheet(width, top - 12, layers)
