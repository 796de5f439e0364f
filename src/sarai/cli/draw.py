"""Answers as terminal tables, JSON and CSV. Draws only; every figure comes from an answer."""

import csv
import json
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from sarai.answers import Answer
from sarai.answers.answer import plain
from sarai.ingest import FileReport
from sarai.model import codelists

_MONEY = ("low", "preferred", "high", "value")


def console() -> Console:
    """The console for tables: wide enough for whole rows where the output is no terminal."""
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


def progress() -> Callable[[str], None]:
    """A reporter of what a build is doing, on standard error."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    return lambda told: errors.print(told, style="dim")


def answer(found: Answer, output: str) -> None:
    """Print an answer."""
    if output != "table":
        _machine(found, output)
        return
    table = Table(title=_title(found), title_justify="left", header_style="bold", box=None, pad_edge=False)
    money = [
        name
        for name, kind in zip(found.table.column_names, found.table.schema.types, strict=True)
        if str(kind).startswith("decimal")
    ]
    shown = [name for name in found.table.column_names if name != "tiers"]
    for name in shown:
        right = name in money or name in ("n", "records") or str(found.table.schema.field(name).type).startswith("int")
        table.add_column(name.replace("_", " "), justify="right" if right else "left", overflow="fold")
    for row in found.rows:
        table.add_row(*(_cell(name, row[name], money) for name in shown))
    out = console()
    out.print(table)
    if not len(found):
        out.print("no rows: nothing in this release answers to these filters")
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def explanation(found: Answer, output: str) -> None:
    """Print the source rows of a figure: in a terminal, the columns a person reads first."""
    if output != "table":
        _machine(found, output)
        return
    total = sum((row["value"] for row in found.rows if row["value"] is not None), Decimal())
    table = Table(
        title=f"{_title(found)}: {len(found)} rows, together {total:,.2f}",
        title_justify="left",
        header_style="bold",
        box=None,
        pad_edge=False,
    )
    columns = (
        "value",
        "stated",
        "year",
        "recipient",
        "sector",
        "rate",
        "deflator",
        "rule",
        "title",
        "locator",
    )
    for name in columns:
        table.add_column(name, justify="right" if name == "value" else "left", overflow="fold", max_width=44)
    for row in found.rows:
        stated = (
            "not published" if row["amount"] is None else f"{row['amount'].normalize():,f} {row['currency'] or '?'}"
        )
        values = {
            **row,
            "stated": stated,
            "value": _money(row["value"]),
            "rate": _factor(row["rate"], row["rate_source"]),
            "deflator": _factor(row["deflator"], row["deflator_source"]),
            "locator": f"{row['dataset']} {row['locator']}",
        }
        table.add_row(*("not stated" if values[name] is None else str(values[name]) for name in columns))
    out = console()
    out.print(table)
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def import_report(reports: Iterable[FileReport]) -> None:
    """Print what became of each file, and its own sums beside what was kept."""
    table = Table(title="Import report", title_justify="left", header_style="bold", box=None, pad_edge=False)
    for name in ("file", "dataset", "records", "kept", "rejected", "cells set right", "own sums"):
        table.add_column(name, justify="left" if name in ("file", "dataset", "own sums") else "right", overflow="fold")
    for report in reports:
        if report.outcome == "refused":
            table.add_row(report.name, report.dataset, "-", "-", "-", "-", "[red]refused[/red]")
            continue
        ties = (
            f"all {len(report.sums)} tie out" if all(each.ties for each in report.sums) else "[red]DO NOT TIE OUT[/red]"
        )
        numbers = (report.read, report.kept, report.rejects, report.cells)
        table.add_row(report.name, report.dataset, *(f"{number:,}" for number in numbers), ties)
    out = console()
    out.print(table)
    for report in reports:
        for warning in report.warnings:
            out.print(f"[yellow]warning[/yellow] {report.name}: {warning}")


def machine_rows(rows: list[dict[str, object]], output: str, **about: object) -> None:
    """Print plain rows as JSON or CSV."""
    if output == "json":
        print_json({**about, "rows": [{name: plain(value) for name, value in row.items()} for row in rows]})
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_flat(value) for value in row.values()])


def print_json(value: object) -> None:
    """Print JSON for people and machines."""
    json.dump(value, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def _machine(found: Answer, output: str) -> None:
    if output == "json":
        print_json(found.to_json())
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(found.table.column_names)
    for row in found.rows:
        writer.writerow([_flat(value) for value in row.values()])


def _flat(value: object) -> object:
    told = plain(value)
    return json.dumps(told, ensure_ascii=False) if isinstance(told, list | dict) else "" if told is None else told


def _title(found: Answer) -> str:
    return f"{found.indicator}, {found.unit}, {found.prices} prices, release {found.release}"


def _cell(name: str, value: object, money: list[str]) -> str:
    if name in money:
        return _money(value)
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


def _factor(value: float | None, source: str | None) -> str:
    return "-" if value is None else f"{value:.6g} {source}"
