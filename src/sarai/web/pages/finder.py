"""The finder of ways: two lists of places, and the script of the first way between any two, with what-ifs."""

import json
from functools import partial
from typing import Any

from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Ways
from sarai.web.pages.corridor import path

PLACE = "data/corridors-ways.js"
"""Where the script stands: a page from disk may load a script, and nothing else."""

KINDS = ("city", "port")
"""Places that are offered; whether a way leads from one to another the script says."""


def block(ask: Ask) -> Ways:
    """The finder of a study's corridors."""
    between = {each["name"] for each in ask.places if each["kind"] in KINDS}
    ends = sorted(between | {row[name] for row in ask.ways for name in ("from", "to")})
    pages = tuple((names.slug(row["from"]), names.slug(row["to"]), path(row)) for row in ask.ways)
    return Ways(tuple((names.slug(end), end) for end in ends), pages, partial(_script, ask))


def _script(ask: Ask) -> str:
    """Each way once, and for each pair which way it is under each what-if, -1 where there is none."""
    places: dict[str, int] = {}
    ways: dict[str, int] = {}
    pairs: dict[str, list[int]] = {}
    whats: dict[str | None, None] = {}

    def at(name: str) -> int:
        return places.setdefault(name, len(places))

    for row in ask.first_ways:
        whats.setdefault(row["what_if"])
        told = -1
        if row["cargo"] is not None:
            way: list[Any] = [
                int(row["cargo"] == "truck"), row["low"], row["hours"], row["high"], round(row["derived"] * 100),
                int(row["sensible"]), [at(each) for each in row["through"]], row["km"],
            ]  # fmt: skip
            told = ways.setdefault(json.dumps([at(row["from"]), at(row["to"]), way]), len(ways))
        pairs.setdefault(f"{at(row['from'])}-{at(row['to'])}", []).append(told)
    held = {
        "names": list(places), "whats": [each or "As it is" for each in whats],
        "ways": [json.loads(each)[2] for each in ways], "pairs": pairs,
    }  # fmt: skip
    return f"saraiWays({json.dumps(held, ensure_ascii=False, separators=(',', ':'))});\n"
