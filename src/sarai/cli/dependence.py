"""The verb of dependence: how much of a state hangs on one partner, channel by channel."""

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app

if TYPE_CHECKING:
    from sarai.model.answer import Answer


@app.command(epilog="Example: sarai dependence central-asia KZ --partner CN")
def dependence(
    folder: Dir,
    recipient: Annotated[str, typer.Argument(help="The state: ISO code or name.")],
    partner: Annotated[str | None, typer.Option(help="One partner alone, with an answer in words per channel.")] = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Say how much of a state's finance, trade, investment and politics hangs on its partners."""
    from sarai.cli import draw
    from sarai.study import Study

    found = Study(folder, release=release).dependence(recipient, partner=partner)
    if output is Output.TABLE:
        _draw(found, whole=partner is None)
    else:
        draw.answer(found, output.value)


_FIRST = 6
"""Partners shown of each measure, the largest first; JSON and CSV hold all."""


def _draw(found: "Answer", *, whole: bool) -> None:
    """The answer in words first, then the newest value of each measure."""
    from rich.text import Text

    from sarai import codelists
    from sarai.cli import draw

    out = draw.console()
    told = takewhile(re.compile(r".+?: (yes|no|cannot be said)\b").match, found.notes[1:])
    verdicts = 0 if whole else 1 + len(list(told))
    for place, note in enumerate(found.notes[:verdicts]):
        out.print(note, style="bold" if place == 0 else "", markup=False)
    table = draw.plain_table()
    for name in ("measure", "partner", "years", "value", "bounds", "direction"):
        table.add_column(name, justify="right" if name == "value" else "left", overflow="fold", no_wrap=name == "value")
    channel = None
    for row in _newest(found.rows):
        if row["channel"] != channel:
            channel = row["channel"]
            table.add_row(Text(channel, style="bold"))
        years = f"{row['first'] or '?'}-{row['last'] if row['last'] < 9999 else ''}"
        bounds = " to ".join(_value(row[each], row["unit"]) for each in ("low", "high") if row[each] is not None)
        table.add_row(
            f"  {row['measure']}",
            codelists.name_of_partner(row["partner"] or "") or row["partner"] or "",
            str(row["first"]) if row["first"] == row["last"] else years,
            "" if row["value"] is None else _told(row),
            bounds,
            row["direction"] or "",
        )
    out.print(table)
    for note in found.notes[verdicts:]:
        out.print(f"- {note}", style="dim", markup=False)


def _told(row: "dict[str, Any]") -> str:
    if row["measure"] == "significant":
        return "yes" if row["value"] else "no"
    return _value(row["value"], row["unit"])


def _newest(rows: "list[dict[str, Any]]") -> "list[dict[str, Any]]":
    """The newest row of each measure and partner, the largest partners first, in the order of the channels."""
    newest: dict[tuple[str, str, str | None], dict[str, Any]] = {}
    for row in rows:
        key = (row["channel"], row["measure"], row["partner"])
        if key not in newest or newest[key]["last"] <= row["last"]:
            newest[key] = row
    shown: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in newest.values():
        shown.setdefault((row["channel"], row["measure"]), []).append(row)
    return [
        row
        for group in shown.values()
        for row in sorted(group, key=lambda each: (-(each["value"] or 0), each["partner"] or ""))[:_FIRST]
    ]


def _value(value: float, unit: str) -> str:
    if unit == "share":
        return f"{value:.1%}"
    if unit == "USD":
        return f"{value / 1e6:,.0f} million"
    return f"{value:,.0f}" if unit in ("events", "yes or no") else f"{value:.3f}"
