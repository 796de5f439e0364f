"""Lists rather than figures: sources, releases, refused rows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.text import Text

from sarai import study
from sarai.cli import draw
from sarai.model.answer import Answer, plain
from sarai.pipeline import Checked

_SHOWN = 25
"""So many of the organisations that a text may mean are drawn; JSON and CSV have all."""


def sources(source: str | None, output: str) -> None:
    """Print the sources, or one of them whole."""
    found = study.sources(source)
    if output != "table":
        draw.machine(found, output)
        return
    if source is None:
        rows("Sources", found.rows)
        return
    out = draw.console()
    for name, value in found.other("about")[0].items():
        for place, line in enumerate(value if isinstance(value, list) else [value]):
            out.print(Text.assemble((f"{name if place == 0 else '':<10}", "bold"), f" {line}"))
    rows("Datasets", found.rows)
    mapped, ignored = found.other("mapped"), found.other("ignored")
    if mapped:
        rows("What is read, and where it goes", mapped)
        out.print(f"{len(mapped)} paths are read, {len(ignored)} are left out and counted in each file's own sums")
    rows("Left out, and why", ignored)


def listed(title: str, found: Answer, output: str) -> None:
    """Print a list that is no figure: releases, refused rows."""
    if output == "table":
        rows(title, found.rows)
    else:
        draw.machine(found, output)


def in_study(complete: Answer, found: Answer, output: str) -> None:
    """Print to which year each dataset is complete, and how well each publisher of a source publishes."""
    if output != "table":
        draw.machine(found if found.rows else complete, output)
        return
    rows("To which year each dataset is complete", complete.rows)
    for note in complete.notes:
        draw.console().print(f"- {note}", style="dim", markup=False)
    if not found.rows:
        return
    numbers = ["publisher", "files", "refused", "activities", "rejected", "cells_set_right"]
    numbers += ["committed", "spent", "newest"]
    shares = ["publisher", *(name for name in found.table.column_names if name not in numbers)]
    # Two tables, since one row has more columns than a terminal.
    rows(f"Publishers, {found.unit}, current prices", [_shown(row, numbers) for row in found.rows])
    rows("Per cent of their activities", [_shown(row, shares) for row in found.rows])
    for note in found.notes:
        draw.console().print(f"- {note}", style="dim", markup=False)


def _shown(row: dict[str, Any], names: list[str]) -> dict[str, object]:
    """Some columns of a row, money without cents."""
    return {name: f"{row[name]:,.0f}" if isinstance(row[name], Decimal) else row[name] for name in names}


def indicators(name: str | None, output: str) -> None:
    """Print the indicators, or one of them with the columns of its tables."""
    found = study.indicators(name)
    if output != "table":
        draw.machine(found, output)
        return
    out = draw.console()
    if name is None:
        rows("Indicators", [{key: row[key] for key in ("id", "name", "unit", "formula")} for row in found.rows])
        out.print("each with method, needs, caveats and columns: sarai indicators ID", style="dim")
        return
    for row in found.rows:
        for key, value in row.items():
            for place, line in enumerate(value if isinstance(value, list) else [value]):
                out.print(Text.assemble((f"{key if place == 0 else '':<8}", "bold"), f" {line}"))
    rows(
        "Columns", [{key: each[key] for key in ("table", "column", "type", "about")} for each in found.other("columns")]
    )


def checked(found: Checked, output: str) -> bool:
    """Print what a check found; whether everything is as it was written."""
    faults: list[dict[str, object]] = [
        {"what": each.what, "where": each.where, "do": each.cure} for each in found.faults
    ]
    notes = (found.looked, *found.notes)
    if output != "table":
        if output == "json":
            draw.print_json({"notes": list(notes), "rows": faults})
        else:
            draw.csv_rows(faults)
        return not faults
    out = draw.console()
    for fault in found.faults:
        out.print(f"{fault.where}: {fault.what}", markup=False, soft_wrap=True)
        out.print(f"  {fault.cure}", style="dim", markup=False, soft_wrap=True)
    for note in notes:
        out.print(f"- {note}", style="dim", markup=False)
    out.print(f"{len(faults)} fault(s)" if faults else "everything is as it was written", style="bold")
    return not faults


def organisations(name: str | None, found: Answer, output: str) -> None:
    """Print those that give, one organisation with what belongs to it, or those that a text may mean."""
    if output != "table":
        draw.machine(found, output)
        return
    below, about = found.rows, found.other("about")
    if name is None:
        rows("Organisations that give", below)
        return
    out = draw.console()
    if not about:
        if not below:
            out.print(f"no organisation is like {name!r}", markup=False)
            return
        rows(f"{name!r} means no one organisation; it may mean", below[:_SHOWN])
        if len(below) > _SHOWN:
            out.print(f"- and {len(below) - _SHOWN} more: --format csv has all", style="dim")
        return
    for label, value in about[0].items():
        for place, line in enumerate(value if isinstance(value, list) else [value]):
            if line is not None:
                out.print(f"{label.replace('_', ' ') if place == 0 else '':<13}", style="bold", end="")
                out.print(str(line), markup=False)
    if below:
        rows("What belongs to it or counts under it", below)


def meanings(text: str, found: Answer, output: str) -> None:
    """Print what a text becomes in each sort of field; what it is not, in one line."""
    if output != "table":
        draw.machine(found, output)
        return
    told = [row for row in found.rows if row["outcome"] != "unknown" or row["near"]]
    rows(repr(text), [{**row, "near": "; ".join(row["near"]) or None} for row in told])
    rest = [str(row["as"]) for row in found.rows if row not in told]
    if rest:
        draw.console().print(f"- unknown as: {', '.join(rest)}", style="dim", markup=False)


def rows(title: str, found: Sequence[Mapping[str, object]]) -> None:
    """Print plain rows under a title."""
    out = draw.console()
    if not found:
        out.print(f"{title}: none")
        return
    table = draw.plain_table()
    for name in found[0]:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in found:
        table.add_row(*("-" if value is None else str(plain(value)) for value in row.values()))
    out.print(title, style="bold")
    out.print(table)
