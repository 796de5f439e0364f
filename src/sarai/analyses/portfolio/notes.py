"""What is said beside a total: what the measure is, what it rests on, what is not in it, and what has no value."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from sarai.analyses.portfolio import complete, covered, repriced, stated, totals
from sarai.analyses.portfolio.select import Selection
from sarai.model.question import Question
from sarai.model.vocabulary import FAMILY_WORDS, Kind, Measure
from sarai.session import Session, query_arrow


def beside(session: Session, question: Question, chosen: Selection) -> tuple[str, ...]:
    """The notes of a total, in the order in which they are read."""
    notes = [_WORDS[question.measure]] if not question.filters.get("kind") else []
    notes += repriced.notes(session, question)
    notes += stated.beside(session, question.filters)
    notes += complete.note(session, chosen)
    notes += _classes(session, question, chosen)
    notes += _coverage(session, question, chosen)
    notes += _caveats(session, chosen)
    notes += _no_spending(session, chosen)
    notes += _absent(session, question, chosen)
    notes += _without_value(totals.unvalued(session.connection, chosen).to_pylist())
    return tuple(notes)


def unlike(session: Session, question: Question, chosen: Selection, differ: Sequence[str]) -> Iterator[str]:
    """What is said where the money of an answer is of several kinds."""
    if not differ:
        return
    listed = ", ".join(differ)
    query, parameters = chosen.rows(list(differ))
    held = query_arrow(
        session.connection,
        f"SELECT DISTINCT {listed} FROM ({query}) WHERE stands <> 'out' AND value IS NOT NULL ORDER BY ALL",
        parameters,
    )
    words = {name: sorted({str(each) for each in held[name].to_pylist() if each is not None}) for name in differ}
    told = "; ".join(f"{name.replace('_', ' ')} {', '.join(map(_family, each))}" for name, each in words.items())
    if question.mixed:
        yield f"MIXED: these sums add unlike money, as was asked: {told}"
    else:
        yield f"unlike money is not added, so each row says its {' and '.join(words)}: {told}"


def _family(word: str) -> str:
    name = word.removesuffix("-stock")
    stock = ", a stock on a date" if name != word else ""
    return f"{word} ({FAMILY_WORDS[name]}{stock})" if name in FAMILY_WORDS else word


def _coverage(session: Session, question: Question, chosen: Selection) -> list[str]:
    """What share of their publishers' own totals the records behind an answer hold."""
    if not session.release.counts.get("stated_total", 0):
        return []
    query, parameters = chosen.rows(["dataset", "recipient"])
    held = session.connection.execute(
        f"SELECT DISTINCT dataset, recipient FROM ({query}) WHERE stands <> 'out'", parameters
    ).fetchall()
    narrowed = sorted({code for _, code in held if code}) if "recipient" in question.filters else []
    return covered.coverage_notes(session, question, sorted({name for name, _ in held}), narrowed)


def _classes(session: Session, question: Question, chosen: Selection) -> Iterator[str]:
    """How much of each family's sum is aid, other official and private money, wherever a source tells."""
    if "flow_class" in (*question.by, *question.filters) or question.prices == "source" or question.mixed:
        return
    query, parameters = chosen.rows(["family", "flow_class"])
    held = session.connection.execute(
        f"SELECT family, coalesce(flow_class, 'not stated'), sum(value) FROM ({query}) "
        "WHERE stands IN ('certain', 'preferred') GROUP BY ALL HAVING sum(value) > 0 ORDER BY 1, 3 DESC, 2",
        parameters,
    ).fetchall()
    families = {family: [each for each in held if each[0] == family] for family, *_ in held}
    told = []
    for family, rows in families.items():
        if [name for _, name, _ in rows] == ["not stated"]:
            continue
        whole = sum(value for *_, value in rows)
        shares = ", ".join(f"{name} {100 * value / whole:.1f} %" for _, name, value in rows)
        told.append(f"{family}: {shares}" if len(families) > 1 else shares)
    if told:
        yield f"of which by flow class, {'; '.join(told)} (--by flow_class)"


def _caveats(session: Session, chosen: Selection) -> list[str]:
    """What the mappings of the datasets that a figure rests on say is to be minded."""
    said = {name: told.get("caveats") for name, told in session.release.datasets.items()}
    if not any(said.values()):
        return []
    query, parameters = chosen.rows(["dataset"])
    held = session.connection.execute(
        f"SELECT DISTINCT dataset FROM ({query}) WHERE stands <> 'out' ORDER BY 1",
        parameters,
    ).fetchall()
    return [caveat for (name,) in held for caveat in said.get(name) or ()]


def _no_spending(session: Session, chosen: Selection) -> Iterator[str]:
    """The reporters whose expenditures are set aside, by name: what they call spending is none."""
    if Kind.EXPENDITURE not in chosen.kinds:
        return
    query, parameters = chosen.rows(["reporter", "rule", "record"])
    held = session.connection.execute(
        f"SELECT rule, coalesce(reporter, 'a reporter without a name'), count(DISTINCT record) FROM ({query}) "
        "WHERE list_contains(CAST(? AS VARCHAR[]), rule) GROUP BY ALL ORDER BY ALL",
        [*parameters, list(_NO_SPENDING)],
    ).fetchall()
    for rule, reporter, records in held:
        yield f"set aside: {_NO_SPENDING[rule]} of {reporter} in {records:,} record(s), by rule {rule}"


def _absent(session: Session, question: Question, chosen: Selection) -> Iterator[str]:
    """What low lacks because a later list does not print it: a doubt, which a narrower list raises too."""
    query, parameters = chosen.rows(["rule", "record", "source"])
    held = session.connection.execute(
        f"SELECT source, count(DISTINCT record), sum(value) FROM ({query}) "
        "WHERE rule = 'absent_from_newer' AND stands = 'preferred' GROUP BY ALL ORDER BY ALL",
        parameters,
    ).fetchall()
    for source, records, value in held:
        worth = f" ({value:,.2f})" if value is not None and question.prices != "source" else ""
        yield (
            f"in preferred and not in low, {source}: {records:,} record(s){worth} of an older list that no newer one "
            "prints or cites; a newer list may be narrower, so that this is a doubt and no end"
        )


def undoubted(table: pa.Table) -> Iterator[str]:
    """What is said instead of three equal figures, where no rule speaks against any row of a total."""
    low, preferred, high = (table[each].to_pylist() for each in ("low", "preferred", "high"))
    if any(value is not None for value in preferred) and low == preferred == high:
        yield "no doubt known: no rule speaks against any of these records, which does not make them certain"


def _without_value(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """One note per reason; currencies without a rate share one."""
    rateless = [row for row in rows if row["reason"].startswith(_NO_RATE)]
    for row in rows:
        if row not in rateless:
            examples = ", ".join(row["examples"])
            yield f"{row['n']:,} record(s) counted without a value: {row['reason']} (for example {examples})"
    if rateless:
        told = ", ".join(f"{row['reason'].removeprefix(_NO_RATE)} {row['n']}" for row in rateless)
        count = sum(row["n"] for row in rateless)
        yield (
            f"{count:,} record(s) counted without a value: no rate in the tables for the currency and period ({told}); "
            "the study's own rates.csv can state them"
        )


_NO_SPENDING = {
    "mirrored_expenditure": "expenditures that repeat commitments,",
    "total_cost_expenditure": "expenditures that are the total cost of projects,",
}

_NO_RATE = "no rate for "

_WORDS = {
    Measure.COMMITTED: "Commitments as stated; pledges are not commitments.",
    Measure.DISBURSED: "Disbursements alone; a commitment-only source shows none.",
    Measure.SPENT: "Disbursements and expenditures; a commitment-only source shows none.",
    Measure.PLANNED: "Planned disbursements; plans are never spending.",
    Measure.NET: "Disbursed less principal repaid, as each is stated; interest is no repayment.",
    Measure.NET_COMMITTED: "Committed less cancelled, each in the year of its commitment.",
    Measure.GRANT_EQUIVALENT: (
        "Grant equivalents, no money paid: what providers report as such, and the gift in commitments and in "
        "disbursements by the DAC's rules, where the loan's three terms are stated; whether the borrower is official "
        "is not seen here."
    ),
    Measure.ODF: "Official development finance paid out: aid and other official flows, what is neither is left out.",
    Measure.ODF_COMMITTED: (
        "Official development finance committed: aid and other official flows, what is neither is left out."
    ),
}
