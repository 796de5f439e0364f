"""Answers as terminal tables, JSON and CSV. Draws only; every figure comes from an answer."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sarai import codelists
from sarai.cli.tables import Plain
from sarai.model.answer import NO_PRICES, NO_VALUE, Answer, plain
from sarai.model.spreadsheets import write_csv

if TYPE_CHECKING:
    from sarai.ingest import FileReport

_ALWAYS = ("low", "preferred", "high", "before", "after")


def console() -> Console:
    """The console for tables: as wide as the terminal or as COLUMNS says, else wide enough for whole rows."""
    told = os.environ.get("COLUMNS", "")
    # A width of nothing is no width: a whole table would vanish.
    known = int(told) > 0 if told.isascii() and told.isdigit() else sys.stdout.isatty()
    # What stands in a file or a name is never markup: "[bold]x.csv" is called so.
    return Console(width=None if known else 160, highlight=False, markup=False)


def plain_table() -> Table:
    """A table without boxes, which breaks no word: what people paste into mails and papers."""
    return Plain()


def progress() -> Callable[[str], None]:
    """A reporter of what a build is doing, on standard error."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    return lambda told: errors.print(told, style="dim")


def answer(found: Answer, output: str) -> None:
    """Print an answer. In a terminal, columns of money in which nothing stands are left out and named."""
    if output != "table":
        machine(found, output)
        return
    kinds = dict(zip(found.table.column_names, map(str, found.table.schema.types), strict=True))
    money = [name for name, kind in kinds.items() if kind.startswith("decimal")]
    empty = [name for name in money if name not in _ALWAYS and not any(row[name] for row in found.rows)]
    shown = [name for name in kinds if name != "tiers" and name not in empty]
    table = plain_table()
    for name in shown:
        right = name in money or kinds[name].startswith("int")
        table.add_column(name.replace("_", " "), justify="right" if right else "left", no_wrap=right, overflow="fold")
    for row in found.rows:
        table.add_row(*(_cell(name, row[name], money) for name in shown))
    out = console()
    out.print(title(found), style="bold", markup=False)
    out.print(table)
    if not len(found):
        out.print("no rows: nothing in this release answers to these filters")
    elif empty:
        out.print(f"- nothing in: {', '.join(name.replace('_', ' ') for name in empty)}", style="dim", markup=False)
    for note in (*found.notes, *not_counted(found)):
        out.print(f"- {note}", style="dim", markup=False)


def not_counted(found: Answer) -> Iterator[str]:
    """One line per source of what was read and is not in a total; notes tell of what has no value."""
    per_source: dict[str, list[str]] = {}
    told = found.other("not_counted") if "not_counted" in found.others else []
    for row in (each for each in told if not each["reason"].startswith(NO_VALUE)):
        worth = f" ({row['value']:,.2f})" if row["value"] is not None else ""
        per_source.setdefault(row["source"], []).append(f"{row['n']:,} record(s), {row['reason']}{worth}")
    for source, reasons in per_source.items():
        yield f"read and not in it, {source}: {'; '.join(reasons)}"


def claim(found: Answer) -> None:
    """Print a claim beside what the records show: money, counts, the projects that the text names, and why."""
    out = console()
    answer(found, "table")
    out.print()
    if found.other("steps"):
        table = plain_table()
        for name in ("step", found.unit, "records", "without a value"):
            table.add_column(name, justify="left" if name == "step" else "right", overflow="fold")
        for row in found.other("steps"):
            counts = ("-" if row[name] is None else str(row[name]) for name in ("records", "without_value"))
            table.add_row(row["step"], f"{row['value']:,.2f}", *counts)
        out.print("From claimed to found, each step opened by a command that --format json names", style="bold")
        out.print(table)
        out.print()
    table = plain_table()
    for name in ("what counts as one project", "surely in it", "with what is possible"):
        table.add_column(name, justify="left" if name.startswith("what") else "right")
    for row in found.other("counts"):
        table.add_row(row["unit"], str(row["sure"]), str(row["with_possible"]))
    out.print("Projects by counting unit", style="bold")
    out.print(table)
    out.print()
    table = plain_table()
    for name in ("project", "agreed", "end", "status", "stated", found.unit, "place", "partner"):
        right = name in ("stated", found.unit)
        table.add_column(name, justify="right" if right else "left", overflow="fold", no_wrap=right or name == "agreed")
    group = None
    for row in found.other("named"):
        if row["named"] != group:
            group = row["named"]
            table.add_row(Text(group, style="bold"))
        end = row["ended"] or (f"planned {row['planned_end']}" if row["planned_end"] else None)
        title = row["title"] + ("" if row["membership"] == "sure" else " (possibly)")
        value = None if row["value"] is None else f"{row['value']:,.0f}"
        told = (row["agreed"], end, row["status"], row["stated"], value, row["place"], row["partner"])
        table.add_row(Padding(title, (0, 0, 0, 2)), *("-" if each is None else str(each) for each in told))
    out.print("The projects that the text names", style="bold")
    out.print(table)
    out.print()
    out.print("Why the two cannot be made to meet", style="bold")
    for row in found.other("why"):
        out.print(f"- {row['reason']}", markup=False)


_MANY = 40
"""From this many files on, an import report is told publisher by publisher."""


_FIRST = 20
"""Files that are told one by one before a report."""


def lost(reports: "Sequence[FileReport]", folder: object) -> None:
    """Say on standard error, before all else, which files are refused and of which nothing or too little is kept."""
    found = [(each, told) for each in reports if (told := each.lost) is not None]
    if not found:
        return
    # Standard output may be a pipe that holds back what was said before.
    sys.stdout.flush()
    out = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    out.print(f"{len(found):,} of {len(reports):,} file(s) refused, or not half kept:", style="bold red")
    for each, told in sorted(found, key=lambda one: (one[0].outcome != "refused", not one[0].in_vain))[:_FIRST]:
        out.print(Text.assemble((each.name, "red"), f": {told}"))
    if len(found) > _FIRST:
        out.print(f"... and {len(found) - _FIRST:,} more")
    if any(each.outcome == "read" for each, _ in found):
        out.print(f"why, with the place of each: sarai rejects {folder}")


def import_report(reports: "Sequence[FileReport]") -> None:
    """Print what became of each file, and its own sums beside what was kept; of many, of each publisher's."""
    if len(reports) > _MANY:
        _import_of_many(reports)
        return
    _import_of_each(reports)


def _import_of_many(reports: "Sequence[FileReport]") -> None:
    from sarai.ingest import by_publisher, worst

    table = plain_table()
    for name in ("publisher", "files", "refused", "records", "kept", "rejected", "cells set right"):
        table.add_column(name, justify="left" if name == "publisher" else "right", overflow="fold")
    for told in by_publisher(reports):
        numbers = (told.files, told.refused, told.read, told.kept, told.rejects, told.cells)
        table.add_row(told.publisher, *(f"{number:,}" for number in numbers))
    untied = [each for each in reports if not all(one.ties for one in each.sums)]
    out = console()
    out.print(f"Import report, {len(reports):,} files by the folder they lie in", style="bold")
    out.print(table)
    out.print(f"{len(untied)} file(s) DO NOT TIE OUT" if untied else "the own sums of every file tie out")
    if faulty := worst(reports):
        out.print("The worst files, at most ten", style="bold")
        _import_of_each(faulty, titled=False)
    warned = sum(len(each.warnings) for each in reports)
    if warned:
        out.print(f"{warned:,} warning(s), such as records that several files tell")


def _import_of_each(reports: "Sequence[FileReport]", *, titled: bool = True) -> None:
    table = plain_table()
    for name in ("file", "dataset", "records", "kept", "rejected", "cells set right", "own sums"):
        table.add_column(name, justify="left" if name in ("file", "dataset", "own sums") else "right", overflow="fold")
    for report in reports:
        if report.outcome == "refused":
            table.add_row(report.name, report.dataset, "-", "-", "-", "-", Text("refused", style="red"))
            continue
        ties = (
            Text(f"all {len(report.sums)} tie out")
            if all(each.ties for each in report.sums)
            else Text("DO NOT TIE OUT", style="red")
        )
        numbers = (report.read, report.kept, report.rejects, report.cells)
        table.add_row(report.name, report.dataset, *(f"{number:,}" for number in numbers), ties)
    out = console()
    if titled:
        out.print("Import report", style="bold")
    out.print(table)
    for report in reports:
        for warning in report.warnings:
            out.print(Text.assemble(("warning", "yellow"), f" {report.name}: {warning}"))


def csv_rows(rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows as CSV; what is nested stands as JSON in its cell."""
    if rows:
        write_csv(sys.stdout, list(rows[0]), (map(_flat, row.values()) for row in rows))


def print_json(value: object) -> None:
    """Print JSON for people and machines."""
    json.dump(value, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def machine(found: Answer, output: str) -> None:
    """Print an answer as JSON or CSV: exact, in the order in which it was given."""
    if output == "json":
        print_json(found.to_json())
        return
    write_csv(sys.stdout, found.table.column_names, (map(_flat, row.values()) for row in found.rows))


def _flat(value: object) -> object:
    told = plain(value)
    return json.dumps(told, ensure_ascii=False) if isinstance(told, list | dict) else "" if told is None else told


def title(found: Answer) -> str:
    """What an answer shows, in which money, of which release."""
    prices = [f"{found.prices} prices"] if found.prices != NO_PRICES else []
    return ", ".join(filter(None, [found.indicator, found.unit, *prices, f"release {found.release}"]))


def _cell(name: str, value: object, money: list[str]) -> str:
    return _money(value) if name in money else cell(name, value)


def cell(name: str, value: object) -> str:
    """A value that is no money as a table shows it, codes with their names."""
    if value is None:
        return "not stated"
    if name in ("recipient", "partner"):
        place = codelists.name_of_place(str(value))
        return f"{value} {place}" if place else str(value)
    if name in ("sector", "sector_group"):
        words = codelists.load("sectors").name_of(str(value))
        return f"{value} {words}" if words else str(value)
    return f"{value:,}" if isinstance(value, int) and name in ("n", "records") else str(plain(value))


def _money(value: object) -> str:
    return "not reported" if value is None else f"{value:,.2f}"
