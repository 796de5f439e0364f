"""Which source speaks of whom and when."""

from collections.abc import Iterable

from sarai.charts import lettering, palette
from sarai.charts.frame import (
    LINE,
    SIZE,
    SMALL,
    WIDTH,
    Key,
    Row,
    Spec,
    boxes,
    checked,
    columns,
    legend,
    one_of,
    rules,
    sheet,
    texts,
    words,
    year_of,
)  # fmt: skip
from sarai.model.errors import ChartError

STATES = {
    "speaks": Key("speaks: has records", palette.ACCENT, palette.ACCENT),
    "silent": Key("silent: could, and has none", "#ffffff", palette.ACCENT),
    "out of scope": Key("out of its scope"),
}
_CELL, _STEP = 16, 30.0


def coverage(rows: Iterable[Row], *, width: float = WIDTH) -> Spec:
    """A grid of years by partner and source: full where the source speaks, open where silent, a dash out of scope.

    ``rows`` are ``{partner, year, source, state}``, in the order in which partners and sources are to stand. A
    place that no row names stays blank.

    Raises:
        ChartError: a state that is not known, or two states for one place.
    """
    name = "coverage"
    states: dict[tuple[str, str, int], str] = {}
    for at, row in enumerate(checked(rows, name, ("partner", "year", "source", "state")), start=1):
        state = one_of(row["state"], STATES, name, at, "state")
        place = (str(row["partner"]), str(row["source"]), year_of(row["year"], name, at))
        if states.setdefault(place, state) != state:
            raise ChartError(
                f"{place[1]} on {place[0]} in {place[2]} is {states[place]} and {state}",
                where=f"{name}: row {at}", cure="one state for a partner, source and year",
            )  # fmt: skip
    if not states:
        return words("No source in this study covers these partners.", width)
    years = range(min(year for *_, year in states), max(year for *_, year in states) + 1)
    sources: dict[str, list[str]] = {}
    for partner, source, _ in states:
        if source not in sources.setdefault(partner, []):
            sources[partner].append(source)
    # Names stand left of the cells where they leave enough room, else above them.
    wide = max(lettering.width(each, SMALL) for own in sources.values() for each in own) + 20
    beside = wide <= 0.36 * width
    left = wide if beside else 0.0
    across = columns(years, left=left, width=width, widest=_STEP)
    cell = min(across.step - 2, _CELL)

    present = [key for state, key in STATES.items() if state in states.values()]
    layers, y = legend(present, width=width, top=0)
    heads, names, labels = [], [], []
    cells: dict[str, list[Row]] = {state: [] for state in STATES}
    for partner, own in sources.items():
        y += 10
        lines = lettering.wrapped(partner, SIZE, width if not beside else wide - 10, bold=True)
        heads += [{"x": 0, "y": y + SIZE + at * LINE, "text": line} for at, line in enumerate(lines)]
        y += (len(lines) - beside) * LINE
        # The years stand with each partner: over a whole page the eye loses the column.
        labels += [{"x": x, "y": y + SIZE, "text": str(year)} for year, x in across.names()]
        y += LINE + 4
        for source in own:
            if not beside:
                wrapped = lettering.wrapped(source, SMALL, width)
                names += [{"x": 0, "y": y + SMALL + at * LINE, "text": line} for at, line in enumerate(wrapped)]
                y += len(wrapped) * LINE + 1
            else:
                names.append({"x": 10, "y": y + cell / 2 + 4, "text": source})
            for year in years:
                if state := states.get((partner, source, year), ""):
                    x, middle = across.middle(year), y + cell / 2
                    # An outline is drawn half inside and half outside of its box.
                    half = cell / 2 - (0.5 if state == "silent" else 0)
                    reach, high = (min(2.5, cell / 4), 0.0) if state == "out of scope" else (half, half)
                    cells[state].append({
                        "partner": partner, "source": source, "year": year, "state": state,
                        "x": x - reach, "x2": x + reach, "y": middle - high, "y2": middle + high,
                    })  # fmt: skip
            y += max(cell, _CELL if beside else 0) + 5
    layers += [
        boxes(cells["speaks"], fill=palette.ACCENT),
        boxes(cells["silent"], fill="#ffffff", stroke=palette.ACCENT),
        rules(cells["out of scope"], colour=palette.EDGE, thick=1.5),
        texts(heads, bold=True),
        texts(names, size=SMALL),
        texts(labels, size=SMALL, colour=palette.QUIET, align="center"),
    ]
    return sheet(width, y, layers)
