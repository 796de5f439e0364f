"""The indicators: the card of every public answer, in one tuple, and their list."""

from sarai.analyses import alignment, catalogue, delivery, forecasts, influence, names
from sarai.analyses.dependence import answer as dependence
from sarai.analyses.portfolio import (
    bridge,
    chain,
    compare,
    complete,
    covered,
    forward,
    peers,
    publishers,
    questions,
    tellings,
    text_figures,
    validation,
)
from sarai.analyses.promises import cards, links, listed, rolled, served
from sarai.corridors import indicators as corridors
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError

INDICATORS = Card(
    id="indicators",
    name="indicators",
    unit="indicators",
    formula="what can be asked, how each is made, what it needs and what is to be minded",
    needs=(),
    method="the cards that stand beside the functions",
    tables={
        "rows": """
id       text   -  id
name     text   -  what is shown
unit     text   -  its unit
formula  text   -  how it is made, in words
needs    texts  -  what has to be loaded
method   text   -  where the method comes from
caveats  texts  -  what has to be minded
""",
        "columns": """
indicator  text  -  id
table      text  -  table of the answer
column     text  -  its column
type       text  -  type
about      text  -  what it holds
""",
    },
)

CARDS: tuple[Card, ...] = (
    questions.TOTAL,
    questions.WHY,
    covered.COVERED,
    complete.COMPLETE,
    chain.CHAIN,
    questions.EXPLAIN,
    tellings.RECORDS,
    compare.DIFF,
    compare.VINTAGES,
    bridge.CLAIM,
    text_figures.CHECKED,
    listed.PROMISES,
    rolled.ROLLED,
    rolled.ROLLED_SUMS,
    rolled.FUNNEL,
    cards.PROMISE,
    cards.OVERDUE,
    cards.TIMELINE,
    links.LINKS,
    served.SERVED,
    delivery.RATES,
    delivery.BOUNDS,
    delivery.OVER,
    delivery.CURVE,
    delivery.CORRECTIONS,
    forecasts.FORECASTS,
    forecasts.SCORES,
    corridors.ROUTES,
    corridors.LEGS,
    corridors.PLACES,
    corridors.TARGETS,
    corridors.SERIES,
    corridors.UTILISATION,
    corridors.PROJECTS,
    corridors.DISTANCES,
    corridors.CRITICAL,
    corridors.SCENARIO,
    corridors.GRID,
    dependence.DEPENDENCE,
    alignment.ALIGNMENT,
    alignment.POSITIONS,
    influence.PROFILE,
    influence.WEIGHTED,
    catalogue.SOURCES,
    catalogue.SOURCE,
    catalogue.COUNTING_RULES,
    catalogue.RELEASES,
    catalogue.REJECTS,
    catalogue.REJECTS_BY_KIND,
    publishers.PUBLISHERS,
    peers.PEOPLE,
    forward.FORWARD,
    validation.RECORDS_OF,
    validation.CORRECTED,
    names.ORGANISATIONS,
    names.NAMES,
    INDICATORS,
)
"""Every card; a test looks for one that is left out."""


def indicators(name: str | None = None) -> Answer:
    """The indicators, or one of them; ``columns`` are those of their tables.

    Raises:
        QuestionError: there is no such indicator.
    """
    chosen = [each for each in CARDS if name in (None, each.id)]
    if not chosen:
        raise QuestionError(f"there is no indicator {name!r}", cure=f"indicators: {', '.join(c.id for c in CARDS)}")
    rows = [
        {
            "id": each.id, "name": each.name, "unit": each.unit, "formula": each.formula, "needs": list(each.needs),
            "method": each.method, "caveats": list(each.caveats),
        }
        for each in chosen
    ]  # fmt: skip
    columns = [
        {
            "indicator": each.id,
            "table": table,
            "column": field.name,
            "type": str(field.type),
            "about": (field.metadata or {}).get(b"about", b"").decode(),
        }
        for each in chosen
        for table in each.tables
        for field in each.schema(table)
    ]
    return Answer.of(INDICATORS, rows, release=None, columns=columns)
