"""Totals of contributions by dimensions, and the source rows that each is the sum of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from sarai.analyses.portfolio import covered, filters, repriced, stated, totals
from sarai.analyses.portfolio.select import Condition, Selection
from sarai.analyses.refused import refused
from sarai.counting.rules import MEETINGS, RULES
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.model.question import Question
from sarai.model.vocabulary import FAMILY_WORDS, Counting, Kind, Measure
from sarai.session import Session, query_arrow

_OF_EXPLANATION = {
    "rate_month": "rate_month  text  -  month or year of the rate",
    "series": "series  text  -  the publisher's column, where its own prices were asked",
    "file": "file  as:contribution\nfile_name  text  -  name of the file inside the study",
    "inherited": "inherited  many:inherited  -  fields that come from an older telling of the record",
}
"""Columns of an explanation that are no columns of a contribution, or more than one."""

TOTAL = Card(
    id="total",
    name="total",
    unit="the study's currency, or the publisher's own series",
    formula="the sum of the values of the contributions in the selection: low of the certain ones alone, preferred "
    "with the documented choice where copies or doubts meet, high with all that is not proven double",
    needs=("any source of flows or budgets",),
    method="rules and pricing of Sarai: docs/semantics.md, docs/rules.md",
    caveats=(
        "an amount that is not published is no zero: such records are counted in n and named in the notes",
        "money of several families or kinds is never one sum unless it is asked mixed",
    ),
    tables={
        "rows": """
low        sum     [unit]  certain contributions alone
preferred  sum     [unit]  the documented choice
high       sum     [unit]  with what is not proven double
n          int     [records]  records counted in preferred
tiers      shares  [share]  each tier's share of preferred
quality    texts   -  what makes values of preferred less than exact
""",
        "not_counted": """
source    text   -  source whose rows were read and are not in the total
reason    text   -  why
n         int    [records]  records
value     sum    [unit]  their money, in one series
partners  texts  -  the first few whose money it is
""",
    },
    by=True,
)

WHY = Card(
    id="why",
    name="from what was read to low, preferred and high",
    unit="the study's currency, or the publisher's own series",
    formula="read - set aside = high; high - in high alone = preferred; preferred - doubted = low, rule by rule",
    needs=("any source of flows or budgets",),
    method="rules of Sarai: docs/rules.md",
    tables={
        "rows": """
step   text  -  read, set aside, high, in high alone, preferred, doubted, low or of which
rule   text  -  rule that decided it
n      int   [records]  records
value  sum   [unit]  their money; below zero where a step takes off
about  text  -  the rule in words
"""
    },
    by=True,
)

EXPLAIN = Card(
    id="explain",
    name="source rows",
    unit="the study's currency, or the publisher's own series",
    formula="value = amount x rate / deflator x recipient share x sector share, to the cent, a blank factor being one; "
    "the values add up to the figure",
    needs=("any source of flows or budgets",),
    method="pricing of Sarai: docs/semantics.md",
    tables={
        "rows": "value  sum  [unit]  the row's part of the figure\n"
        + "\n".join(_OF_EXPLANATION.get(name, f"{name}  as:contribution") for name in totals.EXPLAINED)
    },
    parts={"inherited": """
field    text  -  the column that comes from an older telling
value    text  -  what it says
dataset  text  -  dataset that says it
file     text  -  sha256 of its file
locator  text  -  where it stands there
"""},
)  # fmt: skip


def total(session: Session, question: Question) -> Answer:
    """The totals that a question asks for; each row unfolds into its source rows.

    Unlike money (of several families, kinds that are no one measure, several series) is broken down by what it
    differs in, unless the question asks for it mixed.

    Raises:
        QuestionError: an unknown word, prices the release does not hold, or the publishers' own series
            of unlike prices asked mixed.
    """
    chosen = select(session, question)
    differ = totals.unlike(session.connection, chosen, question.by)
    if not question.mixed:
        question = replace(question, by=(*question.by, *(each for each in differ if each not in question.by)))
    table = totals.total(session.connection, chosen, question.by)
    return Answer.of(
        TOTAL,
        table,
        indicator=_indicator(question),
        unit=unit(session, question, chosen),
        prices=question.prices,
        release=session.release.number,
        by=question.by,
        notes=(
            *_unlike(session, question, chosen, differ),
            *([NO_DOUBT] if _undoubted(table) else []),
            *_notes(session, question, chosen),
        ),
        not_counted=_not_counted(session, chosen),
        unfold=lambda row: _explain_cell(session, question, row),
    )


def _not_counted(session: Session, chosen: Selection) -> pa.Table:
    """What was read and is not in the preferred total, and what was refused when it was read."""
    told = totals.not_counted(session.connection, chosen)
    before = [each for each in chosen.conditions if each.before_ranking]
    where = " AND ".join(f"({each.sql})" for each in before) or "true"
    rows = refused(session, where, [value for each in before for value in each.values])
    # Arrow loads pandas, where there is one, before it takes rows of Python.
    return pa.concat_tables([told, pa.Table.from_pylist(rows, schema=told.schema)]) if rows else told


def why(session: Session, question: Question) -> Answer:
    """The bridge from all that was read to high, preferred and low, rule by rule; unlike money apart.

    Raises:
        QuestionError: as :func:`total`.
    """
    chosen = select(session, question)
    # What is set aside is shown too and must be of one kind as well; series are not added even when asked mixed.
    differ = totals.unlike(session.connection, chosen, (), aside=True)
    differ = tuple(each for each in differ if each == "source_basis" or not question.mixed)
    asked = replace(question, by=differ)
    table = totals.bridged(session.connection, chosen, differ)
    about = {rule.id: rule.title for rule in (*RULES, *MEETINGS)}
    told = [about.get(rule) if rule else None for rule in table["rule"].to_pylist()]
    return Answer.of(
        WHY,
        table.append_column("about", pa.array(told, pa.string())),
        by=differ,
        indicator=f"{_indicator(question)}: from what was read to low, preferred and high",
        unit=_PER_ROW if "source_basis" in differ else unit(session, asked, chosen),
        prices=question.prices,
        release=session.release.number,
        notes=(
            "a step takes off what its rule holds for; low, preferred and high are what is left",
            *repriced.notes(session, question),
        ),
    )


def explain(session: Session, question: Question, cell: tuple[Condition, ...] = ()) -> Answer:
    """The source rows of a figure, largest first: value, factors, rule, file and locator of each.

    Raises:
        QuestionError: as :func:`total`.
    """
    asked = select(session, question)
    chosen = replace(asked, conditions=(*asked.conditions, *cell))
    return source_rows(
        session,
        chosen,
        question.counting,
        indicator=f"{question.measure}: source rows",
        unit=unit(session, question, chosen),
        prices=question.prices,
        notes=repriced.notes(session, question),
    )


def source_rows(
    session: Session,
    chosen: Selection,
    counting: Counting,
    *,
    indicator: str,
    unit: str,
    prices: str,
    notes: Iterable[str] = (),
) -> Answer:
    """The source rows of a selection as the answer of :data:`EXPLAIN`."""
    told = _with_names(session, totals.explained(session.connection, chosen, counting))
    release = session.release.number
    return Answer.of(
        EXPLAIN, told, indicator=indicator, unit=unit, prices=prices, release=release, notes=(_ARITHMETIC, *notes)
    )


def select(session: Session, question: Question) -> Selection:
    """The rows that a question is about."""
    relation = repriced.relation(session, question)
    return filters.selection(question, session.release, session.distinct, relation=relation)


def _explain_cell(session: Session, question: Question, row: Mapping[str, object]) -> Answer:
    missing = [dimension for dimension in question.by if dimension not in row]
    if missing:
        raise QuestionError(f"the row does not say its {', '.join(missing)}", cure="give a row of the answer whole")
    # A cell holds what is exactly its own, among the copies that speak; a filter of the same words may ask more.
    cell = tuple(Condition(f"{each} IS NOT DISTINCT FROM ?", (row[each],)) for each in question.by)
    return explain(session, replace(question, by=()), cell)


def _with_names(session: Session, rows: pa.Table) -> pa.Table:
    """The rows with ``file_name``, the name inside the study of the file that ``file`` is the hash of."""
    column = pa.array([session.file_names.get(file or "") for file in rows["file"].to_pylist()], pa.string())
    return rows.add_column(rows.schema.get_field_index("file") + 1, "file_name", column)


def unit(session: Session, question: Question, chosen: Selection) -> str:
    """The unit of the values of a selection.

    Raises:
        QuestionError: the publishers' own series have unlike prices and the question would add them.
    """
    if question.prices != "source":
        year = f" of {question.price_year}" if question.price_year else ""
        return f"{session.release.currency}{year}"
    query, parameters = chosen.rows(["source_basis", "dataset"])
    found = session.connection.execute(
        f"SELECT DISTINCT source_basis, dataset FROM ({query}) "
        "WHERE value IS NOT NULL AND stands <> 'out' ORDER BY ALL",
        parameters,
    ).fetchall()
    series = sorted({basis for basis, _ in found})
    per_dataset = "dataset" in question.by and len({dataset for _, dataset in found}) == len(found)
    if len(series) > 1 and "source_basis" not in question.by and not per_dataset:
        told = "; ".join(f"{dataset}: {basis}" for basis, dataset in found)
        raise QuestionError(
            f"the publishers' own series have unlike prices ({told}) and do not add up",
            where="--prices source",
            cure="leave out --mixed, ask one --dataset, or ask --prices current",
        )
    return series[0] if len(series) == 1 else _PER_ROW if series else "none"


_PER_ROW = "the series named in each row"


def _notes(session: Session, question: Question, chosen: Selection) -> tuple[str, ...]:
    notes = [_WORDS[question.measure]] if not question.filters.get("kind") else []
    notes += repriced.notes(session, question)
    notes += stated.beside(session, question.filters)
    notes += _coverage(session, question, chosen)
    notes += _caveats(session, chosen)
    notes += _no_spending(session, chosen)
    notes += _without_value(totals.unvalued(session.connection, chosen).to_pylist())
    return tuple(notes)


def _unlike(session: Session, question: Question, chosen: Selection, differ: Sequence[str]) -> Iterator[str]:
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


def _indicator(question: Question) -> str:
    """What is added up: the kinds that were asked for by name, else the measure."""
    told = ", ".join(question.filters.get("kind", ())) or str(question.measure)
    return f"{told}, mixed" if question.mixed else told


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


def _undoubted(table: pa.Table) -> bool:
    """Whether the three totals are one because no rule speaks against any row."""
    low, preferred, high = (table[each].to_pylist() for each in ("low", "preferred", "high"))
    return any(value is not None for value in preferred) and low == preferred == high


NO_DOUBT = "no doubt known: no rule speaks against any of these records, which does not make them certain"
"""Said instead of three equal figures."""

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
    Measure.GRANT_EQUIVALENT: "Grant equivalents as providers report them: what is a gift in a loan, no money paid.",
}

_ARITHMETIC = (
    "value = amount x rate / deflator x recipient_percent/100 x sector_percent/100 x year_percent/100, to the cent; "
    "a blank factor is one"
)
