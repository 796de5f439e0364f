"""Releases of a study compared: made-up workbooks, revised between two builds."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import sarai
from sarai import pipeline
from sarai.analyses.portfolio.compare import vintages
from sarai.analyses.portfolio.diff import STEPS
from sarai.model.errors import QuestionError, UnknownRelease

Cells = dict[tuple[str, str], str]

RATES = "currency,period,value,unit,source,retrieved\nCNY,2005,{rate},USD per unit,made up,2020-01-01\n"


class Revised:
    """A study of a made-up workbook that is built again and again, each time with other cells or rates."""

    def __init__(self, folder: Path, made_up: Callable[..., Path]) -> None:
        self.folder = pipeline.new(folder / "study")
        self._into, self._made_up = folder, made_up

    def build(
        self, cells: Cells | None = None, *, rate: str = "0.125", dataset: str = "gcof-1.0", without: str = ""
    ) -> None:
        def change(sheets: dict[str, list[list[str]]]) -> None:
            for header, *rows in sheets.values():
                for row in rows:
                    for (record, column), text in (cells or {}).items():
                        if row[header.index("project_id")] == record:
                            row[header.index(column)] = text
            for rows in sheets.values():
                rows[1:] = [row for row in rows[1:] if row[0] != without]

        list(pipeline.add(self.folder, [self._made_up("aiddata", dataset, self._into, change)]))
        (self.folder / "rates.csv").write_text(RATES.format(rate=rate), encoding="utf-8")
        pipeline.build(self.folder, jobs=1)

    def moved(self, before: int, after: int, **asked: str) -> dict[object, dict[str, Decimal]]:
        """The steps that are not zero, by record."""
        rows = sarai.open(self.folder, release=after).diff(before, by="activity", **asked).rows  # type: ignore[arg-type]
        found = {row["activity"]: {name: row[name] for name in STEPS if row[name]} for row in rows}
        return {key: steps for key, steps in found.items() if steps}


@pytest.fixture
def revised(tmp_path: Path, made_up: Callable[..., Path]) -> Revised:
    return Revised(tmp_path, made_up)


def test_one_amount_one_rate_and_one_recipient_were_revised(revised: Revised) -> None:
    """Record 100 states 1,000 dollars, 101 2,000 yuan of 2005; what 100 goes to moves from Kazakhstan."""
    revised.build()
    revised.build({("100", "amount"): "1500"})
    assert revised.moved(1, 2) == {"aiddata:100": {"amounts": Decimal("500.00")}}
    revised.build({("100", "amount"): "1500"}, rate="0.130")
    told = revised.moved(2, 3)
    assert told["aiddata:101"] == {"rates": Decimal("10.00")}
    assert {name for steps in told.values() for name in steps} == {"rates"}
    moved_on = {"recipient_condensed": "Uzbekistan", "recipient_iso3": "UZB", "all_recipients": "Uzbekistan"}
    revised.build(
        {("100", "amount"): "1500", **{("100", column): text for column, text in moved_on.items()}}, rate="0.130"
    )
    assert revised.moved(3, 4) == {}
    by_recipient = {
        row["recipient"]: row["shares"] for row in sarai.open(revised.folder, release=4).diff(3, by="recipient")
    }
    assert {key: value for key, value in by_recipient.items() if value} == {"KZ": -1500, "UZ": 1500}
    # All at once, each lands in its own column.
    whole = revised.moved(1, 4)
    assert whole["aiddata:100"] == {"amounts": Decimal("500.00")}
    assert whole["aiddata:101"] == {"rates": Decimal("10.00")}


def test_a_currency_brings_its_rate_with_it(revised: Revised) -> None:
    revised.build()
    revised.build({("101", "currency"): "USD"}, rate="0.130")
    assert revised.moved(1, 2)["aiddata:101"] == {"amounts": Decimal("1750.00")}


def test_a_status_is_classification_and_a_rule_is_counting(revised: Revised) -> None:
    revised.build()
    revised.build({("100", "status"): "Cancelled"})
    rows = {row["status"]: row for row in sarai.open(revised.folder, release=2).diff(1, by="status")}
    assert rows["completion"]["classification"] == Decimal("-1000.00")
    assert (rows["cancelled"]["classification"], rows["cancelled"]["counting"]) == (1000, -1000)


def test_gone_where_the_dataset_could_hold_it(revised: Revised) -> None:
    revised.build()
    revised.build(without="100")
    assert revised.moved(1, 2) == {"aiddata:100": {"gone": Decimal("-1000.00")}}
    assert revised.moved(2, 1) == {"aiddata:100": {"new": Decimal("1000.00")}}


def test_out_of_scope_where_no_dataset_could_hold_it(revised: Revised) -> None:
    """The study's own scope for its file says that it could not print Kazakhstan."""
    revised.build()
    path = revised.folder / "study.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[source.scope]\nrecipients = ["KG"]\n', encoding="utf-8")
    revised.build(without="100")
    assert revised.moved(1, 2) == {"aiddata:100": {"out_of_scope": Decimal("-1000.00")}}


def test_what_cannot_be_compared(revised: Revised) -> None:
    revised.build()
    with pytest.raises(UnknownRelease, match="there is no release 2"):
        sarai.open(revised.folder, release=2).diff(1)
    path = revised.folder / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('currency = "USD"', 'currency = "EUR"'), encoding="utf-8")
    pipeline.build(revised.folder, jobs=1)
    with pytest.raises(QuestionError, match="release 1 is in USD, release 2 in EUR"):
        sarai.open(revised.folder, release=2).diff(1)
    assert sarai.open(revised.folder, release=2).diff(1, prices="source").rows[0]["before"] is not None


def test_vintages_of_unknown_or_unlike_datasets(revised: Revised) -> None:
    revised.build()
    with pytest.raises(QuestionError, match="holds no dataset 'sca-2020'"):
        vintages(sarai.open(revised.folder), "gcof-1.0", "sca-2020")


def test_every_filter_narrows_vintages(bundled: sarai.study.Study) -> None:  # type: ignore[name-defined]
    """No filter makes the question fail, whatever its condition looks like."""
    asked = {
        "recipient": "KZ",
        "year": "2010-2012,2014",
        "status": "commitment,none",
        "sector": "210,none",
        "flow_class": "none",
        "agency": "none",
        "place": "a",
        "topic": "a",
        "dataset": "gcof-1.0-central-asia",
        "partner": "CN",
        "finance_type": "110",
        "activity": "aiddata:4",
    }
    every = sum(row["n"] for row in vintages(bundled, "gcof-1.0-central-asia", "sca-2020-central-asia"))
    for name, value in asked.items():
        answer = vintages(bundled, "gcof-1.0-central-asia", "sca-2020-central-asia", **{name: value})
        assert sum(row["n"] for row in answer) <= every, name
