"""What became of a made table: its total is right, or it was asked about, or an error named what is wrong, or wrong.

Only the last is a failure. A table that was asked about is answered as its maker knows, and has to be right then.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from foreign import COUNTRIES, Made
from sarai.model.errors import SaraiError
from sarai.model.provenance import ReadSettings
from sarai.sources import draft
from sarai.sources.table import read
from sarai.sources.table.checking import UNFILLED


class Outcome(StrEnum):
    """What became of a table."""

    RIGHT = "right"
    ASKED = "asked"
    NAMED = "named"
    WRONG = "wrong"


@dataclass(frozen=True)
class Judged:
    """The outcome of a table and, where it was asked or wrong, the words."""

    outcome: Outcome
    told: str = ""


def judge(path: Path, made: Made, folder: Path) -> Judged:
    """Draft a mapping as ``add`` does, answer what it asks, read by it as ``build`` does, and hold the sums against
    the truth."""
    try:
        drafted = draft(path)
    except SaraiError as error:
        return Judged(Outcome.NAMED, str(error))
    if drafted is None or not drafted.guessed:
        return Judged(Outcome.NAMED, "no table")
    yaml, asked = drafted.yaml, drafted.open
    if f'"{UNFILLED}"' in yaml.partition("\n")[2]:
        yaml = answered(yaml, made)
        if f'"{UNFILLED}"' in yaml.partition("\n")[2]:
            return Judged(Outcome.ASKED, "; ".join(asked))
    mapping = folder / f"{path.name}.yaml"
    mapping.write_text(yaml, encoding="utf-8")
    found = _read(path, made, drafted.dataset, mapping)
    if found.outcome is Outcome.WRONG:
        return Judged(Outcome.WRONG, f"{found.told}\n{yaml}")
    return Judged(Outcome.ASKED, "; ".join(asked)) if asked and found.outcome is Outcome.RIGHT else found


def answered(yaml: str, made: Made) -> str:
    """A draft with its questions answered as the maker of the table knows; one he cannot answer stays."""
    lines = yaml.splitlines()
    for at, line in enumerate(lines[1:], 1):
        for key in ("kind", "grain", "numbers", "dates", "fill", "sections", "currency"):
            lines[at] = lines[at].replace(f'{key}: "{UNFILLED}"', f"{key}: {made.answers[key]}")
        lines[at] = lines[at].replace(f'written: "{UNFILLED}"', f"written: {made.answers['numbers']}")
        name = line.strip().partition(":")[0].strip('"')
        if f': "{UNFILLED}"' in lines[at] and (code := code_of(name)):
            lines[at] = lines[at].replace(f'"{UNFILLED}"', code, 1)
        if "the sum of other rows" in line:
            sums = [word for word in made.answers["sums"].split(";") if repr(word) in line]
            lines[at] = lines[at].replace(f'"{UNFILLED}"', f'["{sums[0]}"]' if sums else "none", 1)
    return "\n".join(lines) + "\n"


def code_of(name: str) -> str | None:
    """The country that a made table calls so."""
    return next((code for code, names in COUNTRIES.items() if name in names), None)


def _read(path: Path, made: Made, dataset: str, mapping: Path) -> Judged:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    by_country: dict[str, Decimal] = defaultdict(Decimal)
    owners: dict[str, list[tuple[str, float]]] = defaultdict(list)
    flows, refused, cells = [], 0, 0
    try:
        for table, batch in read(path, ReadSettings(file="made", dataset=dataset, mapping=mapping)):
            if table == "flow":
                flows += batch.select(["key", "activity", "kind", "currency", "amount"]).to_pylist()
            elif table == "split":
                for row in batch.to_pylist():
                    if row["dimension"] == "recipient":
                        owners[row["owner"]].append((row["code"], row["percent"] / 100))
            elif table == "reject":
                scopes = batch["scope"].to_pylist()
                refused, cells = refused + scopes.count("row"), cells + scopes.count("cell")
    except SaraiError as error:
        return Judged(Outcome.NAMED, str(error))
    for flow in flows:
        if flow["amount"] is not None:
            sums[(flow["kind"], flow["currency"])] += flow["amount"]
            for code, share in owners.get(flow["key"]) or owners.get(flow["activity"]) or [("", 1.0)]:
                by_country[code] += flow["amount"] * Decimal(share)
    found = {key: value for key, value in sums.items() if value}
    if found != made.sums():
        told = f"{found} where {made.sums()} is right; {refused} refused"
        return Judged(Outcome.NAMED if refused else Outcome.WRONG, told)
    placed = {code: round(value, 1) for code, value in by_country.items() if value}
    if placed != {code: round(value, 1) for code, value in made.by_country().items()}:
        return Judged(Outcome.NAMED if cells else Outcome.WRONG, f"{placed} where {made.by_country()} is right")
    return Judged(Outcome.RIGHT)
