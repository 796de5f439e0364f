"""How sure a page about money is: with numbers in one line, and what to mind, source by source."""

from collections.abc import Sequence
from decimal import Decimal

from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Line
from sarai.web.pages.money import Told
from sarai.web.sentences import phrase, q
from sarai.web.words import Part, count, money, percent


def doubts_of(ask: Ask, found: Sequence[Told]) -> tuple[tuple[Part, ...], tuple[Line, ...]]:
    """How sure a page is, with numbers in one line, and what to mind, source by source."""
    main = found[0]
    valued = main.sum.records - main.sum.unvalued
    tiers: dict[str, Decimal] = {}
    for row in main.rows:
        tiers[str(row["tier"])] = tiers.get(str(row["tier"]), Decimal()) + (row["value"] or 0)
    whole = sum(tiers.values())
    rests = [
        f"{percent(value, whole)} of the money rests on {names.tier(tier)}"
        for tier, value in sorted(tiers.items(), key=lambda each: -each[1])[:2]
        if whole and value
    ]
    rests = [rests[0], *(each.replace(" of the money rests", "") for each in rests[1:])] if rests else []
    summary = (
        f"{valued:,} of {count(main.sum.records, 'records')} {'has' if main.sum.records == 1 else 'have'} an amount"
    )
    lines: list[Line] = []
    if len(found) > 1:
        lines.append(Line(phrase("These are different kinds of money or evidence and are never added up.")))
    for each in found:
        lines += [
            Line(phrase(q(each.base.title), ": ", q(caveat)))
            for caveat in dict.fromkeys(
                str(said) for row in each.rows for said in ask.datasets.get(row["dataset"], {}).get("caveats") or ()
            )
        ]
        if each.sum.low is not None and each.sum.value is not None and each.sum.low < each.sum.value:
            out = {str(row["rule"]).replace("_", " ") for row in each.rows if row["counts"] == "preferred"}
            lines.append(
                Line(
                    phrase(
                        "The lower count leaves out ",
                        q(money(each.sum.value - each.sum.low, ask.currency)),
                        ", by the rules: ",
                        q(", ".join(sorted(out))),
                        ".",
                    )
                )
            )
    return phrase(q("; ".join([summary, *rests])), "."), tuple(lines)
