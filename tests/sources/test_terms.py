"""Terms of loans as people write them; all made up."""

from pathlib import Path

import pytest

from sarai.model.errors import BadMapping
from sarai.model.provenance import ReadSettings
from sarai.sources.kit.cells import BadCell, Cell
from sarai.sources.table import read as read_table
from sarai.sources.table.columns import header_meanings
from sarai.sources.table.numbers import Numbers
from sarai.sources.table.terms import Way, in_header


def read(field: str, cell: Cell, header: str = "Terms") -> float | None:
    return Way(field, Numbers(), in_header(header, field)).read(cell, header)


@pytest.mark.parametrize(
    ("field", "header", "cell", "right"),
    [
        ("maturity", "Maturity (months)", "300", 25.0),
        ("grace_period", "Grace (months)", 60.0, 5.0),
        ("maturity", "Laufzeit in Monaten", "180", 15.0),
        ("maturity", "Срок (мес.)", "180", 15.0),
        ("maturity", "Срок, лет", "15", 15.0),
        ("maturity", "Tenor (years)", "240 months", 20.0),
        ("maturity", "Maturity", "20-year", 20.0),
        ("maturity", "Maturity", "25 years and 6 months", 25.5),
        ("maturity", "Maturity", "30 ans", 30.0),
        ("maturity", "Maturity", "25 Jahre", 25.0),
        ("interest_rate", "Interest", "200 bp", 2.0),
        ("interest_rate", "Interest (bps)", "150", 1.5),
        ("interest_rate", "Interest", "2.0% p.a.", 2.0),
        ("interest_rate", "Interest", "3.5 per cent", 3.5),
        ("interest_rate", "Interest rate (%)", "0.03", 0.03),
        ("interest_rate", "Interest", "0", 0.0),
    ],
)
def test_units_are_understood(field: str, header: str, cell: Cell, right: float) -> None:
    assert read(field, cell, header) == right


@pytest.mark.parametrize(
    ("field", "header", "cell", "why"),
    [
        ("maturity", "Maturity", "240", "no loan has"),
        ("maturity", "Maturity (years/months)", "20", "years and months"),
        ("maturity", "Maturity", "360 days", "days or weeks"),
        ("maturity", "Maturity", "approx. 20 years", "no unit of it"),
        ("maturity", "Maturity", "20 (incl. 5 grace)", "is no number"),
        ("grace_period", "Grace", "-5", "no loan has"),
        ("interest_rate", "Interest", "150", "no loan has"),
        ("interest_rate", "Interest", "0.03", "is 0.03 % or 3 %"),
        ("interest_rate", "Interest", "LIBOR + 1.5%", "a part of a rate"),
        ("interest_rate", "Interest", "20‰", "no unit of it"),
        ("interest_rate", "Interest", "2 % per month", "less than a year"),
        ("interest_rate", "Spread over LIBOR (bp)", "150", "a part of a rate"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_cell(field: str, header: str, cell: Cell, why: str) -> None:
    with pytest.raises(BadCell, match=why) as told:
        read(field, cell, header)
    assert (told.value.column, told.value.value) == (header, cell)


MAPPING = """source: made
dataset: made
title: a made-up list
publisher: nobody
licence: none
tier: not-stated
columns:
  No: record_id
  Land: recipient
  USD: amount
  Term: {field: maturity, numbers: {times: 1/12}}
  Tenor (months): {field: %s, numbers: {times: %s}}
constants: {provider: KR, kind: commitment, currency: USD}
"""


def terms(folder: Path, field: str, times: str) -> list[tuple[object, object]]:
    (folder / "a.yaml").write_text(MAPPING % (field, times), encoding="utf-8")
    (folder / "a.csv").write_text("No,Land,USD,Term,Tenor (months)\nA,Kenya,5,240,60\n", encoding="utf-8")
    settings = ReadSettings(file="made", dataset="made", mapping=folder / "a.yaml")
    return [
        (row["maturity"], row["grace_period"])
        for table, batch in read_table(folder / "a.csv", settings) if table == "activity" for row in batch.to_pylist()
    ]  # fmt: skip


@pytest.mark.parametrize("times", ["1/12", "0.0833"])
def test_a_mapping_says_what_a_term_is_counted_in(times: str, tmp_path: Path) -> None:
    assert terms(tmp_path, "grace_period", times) == [(20.0, 5.0)]


@pytest.mark.parametrize(
    ("field", "times", "why"),
    [("grace_period", "1", "says that it is counted in"), ("latitude", "2", "multiplies nothing")],
)
def test_times_that_say_otherwise_or_nothing_are_refused(field: str, times: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match=why):
        terms(tmp_path, field, times)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Maturity (months)", "maturity"),
        ("Tenor (years)", "maturity"),
        ("Laufzeit", "maturity"),
        ("Moratorium (years)", "grace_period"),
        ("Délai de grâce (mois)", "grace_period"),
        ("Lending rate", "interest_rate"),
        ("Loan title", "title"),
    ],
)
def test_a_draft_keeps_the_terms_of_loans(header: str, field: str) -> None:
    """They were thrown away, as if no figure needed them."""
    meant = header_meanings(header)
    assert meant and meant[0].meaning.field == field
