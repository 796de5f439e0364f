"""The OECD's ledger beside files of the same reports: the larger sum counts, never both."""

from decimal import Decimal

import duckdb
import pytest

from sarai.analyses.portfolio import Condition, Selection, total
from sarai.model.vocabulary import Kind
from worlds import World, contributions

SPENT = (Kind.DISBURSEMENT, Kind.EXPENDITURE)
FILES = {"file": "files", "dataset": "made-2", "source": "iati"}

Levels = tuple[Decimal | None, Decimal | None, Decimal | None]


def told(world: World, *conditions: Condition, kinds: tuple[Kind, ...] = SPENT) -> Levels:
    with duckdb.connect(config={"threads": 1}) as connection:
        table = contributions(world, families={"made-1": "reported", "made-2": "reported"}, whole={"made-1"})
        connection.register("contribution", table)
        (row,) = total(connection, Selection("value_current", kinds, conditions), []).to_pylist()
    return row["low"], row["preferred"], row["high"]


def ledger(*records: tuple[str, str, dict[str, object]], kind: str = "disbursement") -> World:
    """Japan's 100 in Kenya in 2010 in the ledger, and records of files: key, amount and what else they state."""
    made = World().file().file("files", dataset="made-2", source="iati")
    made.activity("c", reporter="Japan", flow_class="oda").split("c", "recipient", {"KE": 100.0})
    made.flow("c", "100", kind=kind)
    for key, amount, more in records:
        flow = {name: more[name] for name in ("kind", "provider", "date", "receiver_activity") if name in more}
        made.activity(key, **({name: more[name] for name in more if name not in (*flow, "place")} | FILES))
        made.split(key, "recipient", {str(more.get("place", "KE")): 100.0}, **FILES)
        made.flow(key, amount, **({"kind": kind} | flow | FILES))
    return made


@pytest.mark.parametrize(
    ("records", "levels"),
    [
        # Japan's own file tells a part of it, all of it, or more.
        ([("j", "70", {})], (100, 100, 170)),
        ([("j", "100", {})], (100, 100, 200)),
        ([("j", "60", {}), ("k", "70", {})], (130, 130, 230)),
        # An agency that carries it out calls it expenditure and tells of it too.
        ([("u", "30", {"kind": "expenditure", "reporter": "UNDP"})], (100, 100, 130)),
        # Other money: another partner's, in another place, of another class.
        ([("j", "70", {"provider": "DE"})], (170, 170, 170)),
        ([("j", "70", {"place": "UG"})], (170, 170, 170)),
        ([("j", "130", {"flow_class": "oof"}), ("k", "30", {"flow_class": "oda"})], (230, 230, 260)),
        ([("j", "70", {"status": "cancelled"})], (100, 100, 100)),
        # A record of no year may be any of those that the ledger dates.
        ([("j", "70", {"date": None})], (100, 100, 170)),
    ],
)
def test_the_larger_of_a_ledger_and_files_of_the_same_reports_counts(
    records: list[tuple[str, str, dict[str, object]]], levels: tuple[int, int, int]
) -> None:
    assert told(ledger(*records)) == levels


def test_commitments_meet_too_and_a_source_asked_alone_shows_all_that_it_says() -> None:
    made = ledger(("j", "70", {}), kind="commitment")
    assert told(made, kinds=(Kind.COMMITMENT,)) == (100, 100, 170)
    for source, value in (("iati", 70), ("made", 100)):
        alone = Condition("source = ?", (source,), before_ranking=True)
        assert told(made, alone, kinds=(Kind.COMMITMENT,)) == (value, value, value)


@pytest.mark.parametrize(
    ("ledgers", "files", "levels"), [("100", "70", (120, 120, 190)), ("100", "130", (120, 120, 230))]
)
def test_a_ledger_files_and_a_total_of_one_money_meet(ledgers: str, files: str, levels: tuple[int, int, int]) -> None:
    """Low was above high: records that had stood aside were still taken off the total."""
    made = ledger(("j", files, {"reporter": "JICA", "reporter_ref": "JP-8"}))
    made.rows["flow"][0]["amount"] = Decimal(ledgers)
    made.rows["activity"][0]["reporter_ref"] = "JP-8"
    made.activity("t", reporter="OECD", marks=["aggregate"]).split("t", "recipient", {"KE": 100.0})
    made.flow("t", "120", kind="disbursement")
    assert told(made) == levels


def test_what_the_files_hand_on_is_the_ledgers_money_all_the_same() -> None:
    """Japan's file names the activity of UNDP that it paid; the ledger, which is larger, holds the payment."""
    made = ledger(("j", "70", {"receiver_activity": "u"}), ("u", "60", {"kind": "expenditure", "provider": "41114"}))
    assert told(made) == (100, 100, 230)
