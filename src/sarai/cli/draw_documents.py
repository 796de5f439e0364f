"""Claims, positions and checked figures as terminal tables, JSON and CSV."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table

from sarai.cli.draw import console, machine, plain_table
from sarai.model.answer import Answer, plain
from sarai.model.claim import Claim, Item
from sarai.model.spreadsheets import write_csv

if TYPE_CHECKING:
    from sarai.reading.positions import Position


def claims(found: Sequence[Claim], output: str) -> None:
    """Print claims: a table to read, or the whole of each as JSON Lines."""
    if output in ("json", "jsonl"):
        made = [claim.to_json() for claim in found]
        if output == "json":
            _out(json.dumps(_whole("claims", None, None, made, []), ensure_ascii=False, indent=1))
        else:
            for each in made:
                _out(json.dumps(each, ensure_ascii=False))
        return
    rows = [_row(claim) for claim in found]
    if output == "csv":
        _csv(rows, list(_row_names()))
        return
    table = _table("claim", "says", "who", "to whom", "how much", "when", "quote")
    for claim, row in zip(found, rows, strict=True):
        sign = "not " if claim.polarity == "-" else ""
        amounts = "; ".join(each for each in (row["amounts"], row["counts"]) if each)
        table.add_row(
            claim.id,
            f"{sign}{claim.modality}",
            row["actors"],
            row["recipients"],
            amounts,
            row["periods"],
            _short(claim.quote),
        )
    console().print(table)


def _row_names() -> tuple[str, ...]:
    return (
        "id",
        "doc",
        "page",
        "start",
        "end",
        "modality",
        "polarity",
        "certainty",
        "actors",
        "recipients",
        "amounts",
        "counts",
        "periods",
        "instruments",
        "sectors",
        "places",
        "part_of",
        "rules",
        "quote",
    )


def _row(claim: Claim) -> dict[str, Any]:
    def values(slot: str) -> str:
        return "; ".join(dict.fromkeys(str(item.value) for item in claim.items(slot)))

    def texts(slot: str) -> str:
        return "; ".join(" ".join(item.text.replace("\\", "").split()) for item in claim.items(slot))

    return {
        "id": claim.id,
        "doc": claim.doc,
        "page": claim.page,
        "start": claim.start,
        "end": claim.end,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "actors": values("actor"),
        "recipients": values("recipient"),
        "amounts": texts("amount"),
        "counts": texts("count"),
        "periods": texts("period"),
        "instruments": values("instrument"),
        "sectors": values("sector"),
        "places": values("place"),
        "part_of": claim.part_of,
        "rules": "; ".join(claim.rules),
        "quote": claim.quote,
    }


def one(claim: Claim, number: str) -> None:
    """Print one claim for review: the quote, then what was read from it."""
    out = console()
    out.print(
        f"\n{number}  {claim.modality}{' (negated)' if claim.polarity == '-' else ''}, {claim.certainty}", style="bold"
    )
    out.print(f"  “{' '.join(claim.quote.split())}”", markup=False)
    for name, value in _row(claim).items():
        if value and name in ("actors", "recipients", "amounts", "counts", "periods", "instruments", "sectors"):
            out.print(f"  {name}: {value}", markup=False, style="dim")


def positions(cells: "Sequence[Position]", output: str, *, quotes: bool) -> None:
    """Print positions: governments down, stances across; with ``quotes`` each cell opened."""
    rows: list[dict[str, Any]] = [
        {
            "code": cell.code,
            "government": cell.government,
            "topic": cell.topic,
            "stance": cell.stance,
            "n": len(cell.claims),
            "claims": [claim.id for claim in cell.claims],
            "quotes": [" ".join(claim.quote.split()) for claim in cell.claims],
        }
        for cell in cells
    ]
    if output == "json":
        _out(json.dumps(_whole("positions", "claims", None, rows, []), ensure_ascii=False, indent=1))
    elif output == "jsonl":
        for row in rows:
            _out(json.dumps(row, ensure_ascii=False))
    elif output == "csv":
        flat = [{**row, "claims": "; ".join(row["claims"]), "quotes": " | ".join(row["quotes"])} for row in rows]
        _csv(flat, list(flat[0]) if flat else ["code", "government", "topic", "stance", "n", "claims", "quotes"])
    elif quotes:
        table = _table("government", "topic", "stance", "quotes")
        for row in rows:
            table.add_row(row["government"], row["topic"], row["stance"], "\n".join(row["quotes"]))
        console().print(table)
    else:
        _grid(cells)


def _grid(cells: "Sequence[Position]") -> None:
    stances = [s for s in ("asked", "offered", "declared", "interested") if any(c.stance == s for c in cells)]
    stances += sorted({cell.stance for cell in cells} - set(stances))
    table = _table("government", *stances)
    for name in sorted({cell.government for cell in cells}):
        said = []
        for stance in stances:
            own = [cell for cell in cells if cell.government == name and cell.stance == stance]
            said.append(", ".join(f"{cell.topic} ({len(cell.claims)})" for cell in own) or "-")
        table.add_row(name, *said)
    console().print(table)


def checked(found: Answer, unsound: Sequence[Claim], output: str) -> None:
    """Print each figure of a text with the ledger's verdict, then the sums that do not hold."""
    if output == "jsonl":
        for row in found.rows:
            _out(json.dumps(plain(row), ensure_ascii=False))
        for each in unsound:
            told = {"claim": each.id, "verdict": "does not hold", "why": dict(each.relation or {}), "quote": each.quote}
            _out(json.dumps(told, ensure_ascii=False))
    elif output != "table":
        machine(found, output)
    else:
        table = _table("claim", "figure", "verdict", "why", "quote")
        for row in found.rows:
            figure = f"{row['amount']:,.0f} {row['currency']}"
            table.add_row(row["claim"], figure, row["verdict"], row["why"], _short(row["quote"]))
        console().print(table)
        for note in found.notes:
            console().print(f"does not hold: {note}", markup=False)


def _whole(
    indicator: str, unit: str | None, prices: str | None, rows: list[dict[str, Any]], notes: list[str]
) -> dict[str, Any]:
    return {"indicator": indicator, "unit": unit, "prices": prices, "release": None, "rows": rows, "notes": notes}


def _table(*names: str) -> Table:
    table = plain_table()
    for name in names:
        table.add_column(name)
    return table


def _short(quote: str) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= 110 else plain[:107] + "..."


def _csv(rows: list[dict[str, Any]], names: list[str]) -> None:
    write_csv(sys.stdout, names, ([row.get(name) for name in names] for row in rows))


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")


__all__ = ["Item", "checked", "claims", "one", "positions"]
