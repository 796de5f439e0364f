"""What the build decided of promises is read back as it was decided, and another day is judged from the same rows."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from promised import DAYS, ledgers, look, looks, promise
from sarai.model import tables
from sarai.money import deflators as published_deflators
from sarai.money import rates as published_rates
from sarai.promises import pinned
from sarai.promises.ledger import Observation, Promise
from sarai.promises.outcome import judge
from sarai.promises.pricing import Prices
from sarai.promises.statuses import statuses
from worlds import deflators, rates

PRICES = Prices(
    published_rates.chosen(rates()), published_deflators.chosen(deflators(), price_year=2020), currency="USD"
)


def row(kept: Promise | Observation, **more: object) -> dict[str, Any]:
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(kept).items()}
    return {**told, "source": "promises", "dataset": "made-up", **more}


def stored(promises: list[Promise], seen: list[Observation], on: dt.date) -> tuple[list[Any], list[Any]]:
    """The rows as a release gives them back."""
    looked = [row(each) for each in seen]
    made = pinned.rows([row(each) for each in promises], looked, own_words={}, prices=PRICES, on=on)
    told = tables.from_rows("judged", made), tables.from_rows("look", looked)
    return told[0].to_pylist(), told[1].to_pylist()


@given(ledgers(), st.data(), DAYS, DAYS)
def test_any_day_is_judged_as_it_would_be_from_the_lists(
    promises: list[Promise], data: st.DataObject, built: dt.date, asked: dt.date
) -> None:
    seen = [each for place in promises for each in data.draw(looks(of=place.id))]
    for day in (built, asked):
        found = pinned.read(*stored(promises, seen, built), own_words={}, on=day)
        assert found.ledger.promises == tuple(promises)
        whole = found.ledger
        assert list(found.judged) == [judge(each, whole.of(each), on=day) for each in promises if each.date <= day]
        assert found.prices == {each.key: PRICES.of(each) for each in promises}
        assert found.statuses == {each.promise.key: statuses(each) for each in found.judged}


def test_on_the_day_of_the_build_what_was_decided_is_read_not_decided_again() -> None:
    day = dt.date(2021, 1, 1)
    judged, seen = stored([promise(due=dt.date(2020, 12, 1))], [look("completed", "2020-11-01")], day)
    judged[0]["outcome"] = "broken"
    judged[0]["shown"] = "unfinished"
    found, later = (pinned.read(judged, seen, own_words={}, on=day + dt.timedelta(more)) for more in (0, 1))
    assert [str(each.outcome) for each in found.judged] == ["broken"]
    assert [str(each.outcome) for each in later.judged] == ["kept"]
    shown = [[str(each.shown) for each in read.statuses.values()] for read in (found, later)]
    assert shown == [["unfinished"], ["result reached"]]


def test_a_release_of_another_method_is_judged_by_this_one() -> None:
    day = dt.date(2021, 1, 1)
    judged, seen = stored([promise(due=dt.date(2020, 12, 1))], [look("completed", "2020-11-01")], day)
    judged[0] |= {"method": "promises-0", "shown": "a word that is none today"}
    (three,) = pinned.read(judged, seen, own_words={}, on=day).statuses.values()
    assert str(three.shown) == "result reached"


def test_evidence_is_what_can_carry_an_outcome() -> None:
    weak = look("completed", "2020-12-01", tier="weak-or-mirror", name="weak")
    judged, _ = stored([promise()], [weak, look("started", "2020-11-01", name="works")], dt.date(2021, 1, 1))
    assert judged[0]["evidence"] == ["works"]
    assert (judged[0]["status"], judged[0]["sure"], judged[0]["last_seen"]) == (
        "started", "one source", dt.date(2020, 12, 1),
    )  # fmt: skip
