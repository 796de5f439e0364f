"""What the records behind a page hold of their publishers' own totals, and how many of them have no value."""

import shlex
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sarai.analyses.portfolio import covered, questions, totals
from sarai.analyses.portfolio.coverage import Basis
from sarai.analyses.portfolio.passports import MoneyPassports
from sarai.model.figures import Figure, Style
from sarai.model.question import ask
from sarai.session import Session


@dataclass(frozen=True, slots=True)
class Held:
    """A publisher's own total in the scope of a page, what its records in hand hold of it, and in which series."""

    stated: Figure
    found: Figure
    percent: Figure
    series: str


def held(
    session: Session,
    passports: MoneyPassports,
    basis: Basis,
    *,
    partners: Collection[str],
    recipients: Collection[str],
    in_words: str,
    share: Callable[..., Figure],
) -> Held | None:
    """What the records behind one kind of money hold of their publisher's own total; none where it prints none."""
    if not session.release.counts.get("stated_total", 0):
        return None
    datasets = {name for name, told in session.release.datasets.items() if told["source"] == basis.source}
    rows = [
        row
        for row in covered.coverage(session).rows
        if row["dataset"] in datasets
        and row["kind"] == basis.kind
        and (not partners or row["partner"] in partners)
        and (not recipients or row["recipient"] in recipients)
    ]
    if not rows or any(row["found"] is None for row in rows) or len({row["series"] for row in rows}) > 1:
        return None
    series, whose = rows[0]["series"], f"{basis.title}{in_words}"

    def figure(column: str, says: str, how: str, command: str = "") -> Figure:
        told = tuple({"value": row[column], "recipient": row["recipient"], "dataset": row["dataset"]} for row in rows)
        value = sum((row[column] for row in rows), Decimal())
        return passports.issue(says=says, value=value, unit=series, how=how, rows=told, command=command)

    stated = figure(
        "stated",
        f"what the publisher of {whose} totals: {rows[0]['definition']}",
        "sum of the publisher's totals by country",
    )
    found = figure(
        "found",
        f"what the records in hand of {whose} come to in their publisher's own series",
        "sum of the publisher's own values of the records",
        f"sarai total {shlex.quote(session.folder.name)} --dataset {rows[0]['dataset']} --prices source",
    )
    percent = share(found, stated, says=f"share of its publisher's own total that the records of {whose} hold")
    return Held(stated, found, percent, series)


def silent(
    session: Session, passports: MoneyPassports, basis: Basis, *, scope: Mapping[str, str], in_words: str
) -> Figure | None:
    """The counted records of one kind of money that have no value; none where all have one."""
    question = ask(filters={**scope, "source": basis.source, "kind": basis.kind})
    rows = totals.unvalued(session.connection, questions.select(session, question)).to_pylist()
    count = sum(row["n"] for row in rows)
    if not count:
        return None
    return passports.issue(
        says=f"records of {basis.kind} told by {basis.title}{in_words} that have no value",
        value=count,
        unit="records",
        how="; ".join(f"{row['n']:,} {row['reason']}" for row in rows),
        style=Style.COUNT,
    )
