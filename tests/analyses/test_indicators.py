"""Every public answer has a card, and exactly the columns that its card declares."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pyarrow as pa
import pytest

import sarai.analyses
import sarai.corridors
import sarai.study
from sarai import reading
from sarai.analyses.indicators import CARDS
from sarai.model.answer import Answer, plain
from sarai.model.card import MAIN, Card
from sarai.model.errors import QuestionError
from sarai.study import Study

NO_ANSWERS = {
    "complete_to", "corridor_map", "desk", "distinct_or", "export", "forecasts_to_freeze", "once", "previous", "query",
    "stated", "partners_to_validate", "table", "title_of", "under_scenarios", "write_map", "write_series",
}  # fmt: skip
"""Public methods of a study that write, draw, or hand out what answers are made of."""

TEXT = "In 2019 Japan disbursed $412.7 million to Uzbekistan, the ministry said in its report."

ASKED: dict[str, Callable[[Study], Answer]] = {
    "total": lambda study: study.total(by=["recipient", "year"], recipient="TJ"),
    "why": lambda study: study.why(recipient="TJ"),
    "covered": lambda study: study.coverage(),
    "explain": lambda study: study.explain(recipient="TJ", year=2015),
    "forward": lambda study: study.forward(partner="CN", recipient="TJ"),
    "validation": lambda study: study.records_to_validate("JP"),
    "corrections": lambda study: study.corrections_of_records(),
    "records": lambda study: study.records(recipient="TJ", year=2015),
    "diff": lambda study: study.diff(1, by=["recipient"]),
    "vintages": lambda study: study.vintages("gcof-1.0-central-asia", "sca-2020-central-asia"),
    "claim": lambda study: study.claim(),
    "promises": lambda study: study.promises(maker="JP"),
    "promises-by": lambda study: study.promises_by("maker"),
    "promised-sums-by": lambda study: study.promises_by(["maker", "due_year"], measure="constant"),
    "funnel": lambda study: study.funnel(),
    "promise": lambda study: study.promise("JP031"),
    "cards": lambda study: study.cards(),
    "overdue": lambda study: study.overdue(),
    "timeline": lambda study: study.timeline(partner="JP"),
    "link": lambda study: study.links(),
    "to-review": lambda study: study.to_review(),
    "served": lambda study: study.served(),
    "text-figures": lambda study: study.figures_of(reading.read_text(TEXT)),
    "delivery": lambda study: study.delivery(),
    "delivery-bounds": lambda study: study.delivery("bounds"),
    "delivery-over": lambda study: study.delivery("over"),
    "delivery-corrections": lambda study: study.delivery("corrections"),
    "delivery-curve": lambda study: sarai.study.delivery_curve(),
    "forecasts": lambda study: study.forecasts(),
    "route": lambda study: study.route("Altynkol", "Poti", k=2, demand=1000),
    "corridors-grid": lambda study: study.first_ways(["XIA", "DUI", "BAK"]),
    "main-routes": lambda study: study.main_routes(["KZ"], first=2),
    "corridors": lambda study: study.corridors(),
    **{
        f"corridors-{show}": lambda study, show=show: study.corridors(show=show)  # type: ignore[misc]
        for show in ("places", "targets", "series", "utilisation", "projects", "distances", "critical")
    },
    "corridors-scenario": lambda study: study.corridors(show="scenario", what_if="caspian-closed"),
    "dependence": lambda study: study.dependence("TJ"),
    "alignment": lambda study: study.alignment(partner="JP", recipient="TJ"),
    "positions": lambda study: study.positions(),
    "profile": lambda study: study.profile("JP"),
    "profile-weighted": lambda study: study.weighted({"finance": 1}, partners=["JP", "CN"]),
    "sources": lambda study: sarai.study.sources(),
    "source": lambda study: sarai.study.sources("iati"),
    "rules": lambda study: sarai.study.rules(),
    "releases": lambda study: sarai.study.releases(study.folder),
    "rejects": lambda study: study.rejects(),
    "rejects-by-kind": lambda study: study.rejects(by_kind=True),
    "people": lambda study: study.people(),
    "publishers": lambda study: study.publishers("aiddata"),
    "complete": lambda study: study.complete(),
    "organisations": lambda study: sarai.study.organisations("World Bank"),
    "names": lambda study: sarai.study.names("Japan"),
    "indicators": lambda study: sarai.study.indicators(),
}
"""A question for each card."""
SAME_CARD = {"cards": "promise", "main-routes": "route", "to-review": "link"}
"""Questions that answer with the card of another."""
ASKED_ELSEWHERE = {"chain", "forecast-scores"}
"""Cards whose question needs more than the bundled study: tests/counting/test_chains.py, tests/cli/test_serves.py."""


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(each.name)


def test_no_card_is_left_out() -> None:
    found = {
        value.id: value
        for package in (sarai.analyses, sarai.corridors)
        for module in modules(package)
        for value in vars(module).values()
        if isinstance(value, Card)
    }
    assert set(found) == {each.id for each in CARDS}
    assert len({each.id for each in CARDS}) == len(CARDS)
    assert set(ASKED) - SAME_CARD.keys() | ASKED_ELSEWHERE == set(found)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_card_says_how_its_indicator_is_made(card: Card) -> None:
    assert card.name and card.formula and card.method
    assert not card.formula.endswith(".")
    assert next(iter(card.tables)) == MAIN
    for table in card.tables:
        schema = card.schema(table)
        assert len(set(schema.names)) == len(schema.names) > 0
        assert all((field.metadata or {}).get(b"about") for field in schema), f"{card.id}.{table}"


def test_every_public_method_answers_or_says_that_it_does_not() -> None:
    methods = {
        name: inspect.signature(value).return_annotation
        for name, value in inspect.getmembers(Study, callable)
        if not name.startswith("_")
    }
    functions = {
        name: inspect.signature(getattr(sarai.study, name)).return_annotation
        for name in sarai.study.__all__
        if name.islower()
    }
    silent = {name for name, told in {**methods, **functions}.items() if told not in (Answer, "Answer")}
    assert silent == NO_ANSWERS


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_has_the_columns_of_its_card(bundled: Study, name: str) -> None:
    answer = ASKED[name](bundled)
    assert answer.card in CARDS
    assert answer.card.id == SAME_CARD.get(name, name)
    begin = answer.table.column_names[: len(answer.table.column_names) - len(answer.card.schema().names)]
    assert answer.table.schema.equals(answer.card.schema(by=begin))
    assert {**answer.others}.keys() == set(answer.card.tables) - {MAIN}
    for other, table in answer.others.items():
        assert table.schema.equals(answer.card.schema(other))
    told = answer.to_json()
    assert {"indicator", "unit", "prices", "release", "rows", "notes"} <= told.keys()
    assert len(told["rows"]) == len(answer)  # type: ignore[arg-type]
    # The bundled study has been through no validation round; tests/cli/test_validation.py makes one.
    assert len(answer) > 0 or name == "corrections"


CARD = Card(
    "made-up", "made up", "things", "one and one", ("nothing",), "a test",
    {"rows": "name text - a name\nworth sum [USD] its worth\nparts many:part - its parts", "more": "n int - a number"},
    parts={"part": "name text - a name\nby counts - by word"},
)  # fmt: skip


def row(**told: object) -> dict[str, Any]:
    return {"name": "A", "worth": None, "parts": [{"name": "x", "by": {"a": 1}}], **told}


def test_rows_and_what_is_nested_in_them_come_back_as_they_went_in() -> None:
    answer = Answer.of(CARD, [row()], release=1, more=[{"n": 2}])
    assert answer.rows == [row()]
    assert answer.other("more") == [{"n": 2}]
    assert answer.to_json() == {
        "indicator": "made up", "unit": "things", "prices": "none", "release": 1, "rows": [row()], "notes": [],
        "more": [{"n": 2}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "others", "told"),
    [
        ([row(spare=1)], {"more": []}, "spare"),
        ([{"name": "A", "worth": None}], {"more": []}, "parts"),
        ([row(parts=[{"name": "x"}])], {"more": []}, "by"),
        ([row(parts=[{"name": "x", "by": {}, "of": 1}])], {"more": []}, "of"),
        ([row()], {}, "tables none"),
        ([row()], {"more": [{"m": 1}]}, "m, n"),
        (pa.table({"name": ["A"]}), {"more": []}, "parts, worth"),
    ],
)
def test_an_answer_that_differs_from_its_card_is_refused(rows: Any, others: dict[str, Any], told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        Answer.of(CARD, rows, release=1, **others)


def test_what_is_plain_is_json_however_deep(bundled: Study) -> None:
    assert plain(bundled.promise("JP031").rows) == bundled.promise("JP031").to_json()["rows"]
