"""Totals of contributions by dimensions, and the source rows that each is the sum of."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyarrow as pa

from sarai.analyses.portfolio import filters, measured, notes, repriced, totals, validation
from sarai.analyses.portfolio.select import Condition, Selection
from sarai.analyses.refused import refused
from sarai.counting.rules import MEETINGS, RULES
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.model.question import Question
from sarai.model.vocabulary import Counting, Measure
from sarai.session import Session

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
    method="rules and pricing of Sarai: docs/semantics.md, docs/rules.md; grant equivalents and what is concessional: "
    "OECD DAC, Converged Statistical Reporting Directives, DCD/DAC(2013)15/FINAL (25 % at 10 %, before 2018) and "
    "DCD/DAC(2016)3/FINAL (from 2018: 45 % at 9 % for LDCs and LICs, 15 % at 7 % for LMICs, 10 % at 6 % for UMICs, by "
    "the DAC List of the commitment's year); IMF and World Bank, 2013 (35 % at 5 %)",
    caveats=(
        "an amount that is not published is no zero: such records are counted in n and named in the notes",
        "money of several families or kinds is never one sum unless it is asked mixed",
        "a grant equivalent is computed where rate, maturity and grace of a loan are all stated, never from an average",
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
            *([session.slower] if session.slower else []),
            *notes.unlike(session, question, chosen, differ),
            *notes.undoubted(table),
            *notes.beside(session, question, chosen),
        ),
        not_counted=_not_counted(session, chosen),
        unfold=lambda row: _explain_cell(session, question, row),
    )


def sums(session: Session, question: Question) -> pa.Table:
    """The rows of :func:`total` alone, as asked, for who reads many and tells none of what is said beside them."""
    return totals.total(session.connection, select(session, question), question.by)


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
        notes=(
            *repriced.notes(session, question),
            *([_OF_GIFTS] if question.measure is Measure.GRANT_EQUIVALENT else []),
        ),
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
    keys = {str(key).rpartition("#")[0] for key in told["key"].to_pylist()}
    said = (_ARITHMETIC, *notes, *validation.beside(session, keys))
    number = session.release.number
    return Answer.of(EXPLAIN, told, indicator=indicator, unit=unit, prices=prices, release=number, notes=said)


def select(session: Session, question: Question) -> Selection:
    """The rows that a question is about; names are resolved once for each of the last questions of a session."""
    kept = session.once("selections", dict[str, Selection])
    key = repr(question)
    if key not in kept:
        if len(kept) >= _SELECTIONS:
            kept.clear()
        kept[key] = _select(session, question)
    return kept[key]


_SELECTIONS = 2_000
"""Selections that are kept: a brief asks for hundreds, and a server is asked without end."""


def _select(session: Session, question: Question) -> Selection:
    relation = measured.relation(session, question.measure, repriced.relation(session, question))
    chosen = filters.selection(question, session.release, session.distinct, relation=relation)
    return replace(chosen, summed=session.summed)


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
            cure=f"{'leave out --mixed, ' if question.mixed else ''}ask one --dataset, or ask --prices current",
        )
    return series[0] if len(series) == 1 else _PER_ROW if series else "none"


_PER_ROW = "the series named in each row"


def _indicator(question: Question) -> str:
    """What is added up: the kinds that were asked for by name, else the measure."""
    told = ", ".join(question.filters.get("kind", ())) or str(question.measure)
    return f"{told}, mixed" if question.mixed else told


_OF_GIFTS = (
    "of commitments and disbursements the value is multiplied by grant_element/100, which grant_element_rule tells"
)

_ARITHMETIC = (
    "value = amount x rate / deflator x recipient_percent/100 x sector_percent/100 x year_percent/100, to the cent; "
    "a blank factor is one"
)
