"""Money handed on from activity to activity counts once, where it crosses into the recipient."""

import random
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

import sarai as library
from sarai import pipeline
from sarai.analyses.portfolio import Condition, Selection, total
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Kind
from worlds import World, contributions

SPENT = (Kind.DISBURSEMENT, Kind.EXPENDITURE)
NEWER = {"file": "theirs", "dataset": "made-2"}

Levels = tuple[Decimal | None, Decimal | None, Decimal | None]


def told(world: World, *conditions: Condition, kinds: tuple[Kind, ...] = SPENT) -> Levels:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("contribution", contributions(world, families={"made-1": "r", "made-2": "r"}))
        (row,) = total(connection, Selection("value_current", kinds, conditions), []).to_pylist()
    return row["low"], row["preferred"], row["high"]


def world(*, giver: str | None = "KE", taker: str | None = "KE", spends: str = "9000", named: str = "both") -> World:
    """DFID hands UNDP 10,000; UNDP says that it came in and spends it. ``named``: who names the other's activity."""
    made = World().file().file("theirs", dataset="made-2")
    made.activity("GB-1").activity("XM-2", **NEWER)
    for key, place, more in (("GB-1", giver, {}), ("XM-2", taker, NEWER)):
        if place is not None:
            made.split(key, "recipient", {place: 100.0}, **more)
    by_giver, by_taker = named in ("both", "giver"), named in ("both", "taker")
    made.flow("GB-1", "10000", kind="disbursement", provider="GB", receiver_activity=" xm-2 " if by_giver else None)
    made.flow("XM-2", "10000", kind="incoming", provider_activity="GB-1" if by_taker else None, **NEWER)
    return made.flow("XM-2", spends, kind="expenditure", provider="41114", ordinal=2, **NEWER)


@pytest.mark.parametrize("named", ["both", "giver", "taker"])
def test_what_is_handed_on_counts_once_where_the_giver_tells_it(named: str) -> None:
    """`spent` was 19,000."""
    assert told(world(named=named)) == (10000, 10000, 19000)
    by_funder = Condition("partner = ?", ("GB",))
    assert told(world(named=named), by_funder) == (10000, 10000, 10000)
    rows = {row["key"]: row for row in contributions(world(named=named)).to_pylist()}
    assert (rows["XM-2#2"]["rule"], rows["XM-2#2"]["standing"]) == ("handed_on", "possible")
    assert rows["XM-2#2"]["beside"] == "GB-1#1"


def test_without_activity_identifiers_nothing_is_netted() -> None:
    assert told(world(named="none")) == (19000, 19000, 19000)


def test_a_dataset_asked_alone_shows_all_that_it_says() -> None:
    alone = Condition("dataset = ?", ("made-2",), before_ranking=True)
    assert told(world(), alone) == (9000, 9000, 9000)
    assert told(world(spends="12000"), alone) == (12000, 12000, 12000)


def test_what_a_receiver_spends_beyond_what_it_was_handed_is_other_money() -> None:
    assert told(world(spends="12000")) == (12000, 12000, 22000)


def test_money_crosses_at_the_receiver_where_the_giver_names_no_country() -> None:
    made = world(giver=None)
    assert told(made) == (10000, 10000, 19000)
    # 9,000 are Kenya's; the 1,000 that nobody placed stay with no country.
    assert told(made, Condition("recipient = ?", ("KE",))) == (9000, 9000, 9000)
    assert told(made, Condition("recipient IS NULL")) == (1000, 1000, 10000)


def test_money_is_handed_to_a_project_and_spent_by_its_parts() -> None:
    made = World().file().activity("GB-1").activity("XM-2").activity("XM-2-A", parent="XM-2")
    made.split("GB-1", "recipient", {"KE": 100.0}).split("XM-2-A", "recipient", {"KE": 100.0})
    made.flow("GB-1", "10", kind="disbursement", receiver_activity="XM-2").flow("XM-2-A", "8", kind="expenditure")
    assert told(made) == (10, 10, 18)


def test_commitments_are_handed_on_too() -> None:
    made = World().file().activity("a").activity("b").split("a", "recipient", {"KE": 100.0})
    made.flow("a", "10", receiver_activity="b").flow("b", "7")
    assert told(made, kinds=(Kind.COMMITMENT,)) == (10, 10, 17)


def test_money_handed_round_in_a_circle_is_never_erased() -> None:
    made = World().file()
    for giver, taker in (("a", "b"), ("b", "c"), ("c", "a")):
        made.activity(giver).split(giver, "recipient", {"KE": 100.0})
        made.flow(giver, "10", kind="disbursement", receiver_activity=taker)
    assert told(made) == (30, 30, 30)
    itself = World().file().activity("a").flow("a", "10", kind="disbursement", receiver_activity="A")
    assert told(itself) == (10, 10, 10)


@pytest.mark.parametrize(("back", "levels"), [("1000", (10000, 10000, 20000)), ("10000", (29000, 29000, 29000))])
def test_what_is_handed_back_to_the_giver_is_no_more_money(back: str, levels: Levels) -> None:
    """UNDP returns what it did not spend; of the same sum both ways nobody can tell who gave."""
    made = world().flow(
        "XM-2", back, kind="disbursement", provider="41114", ordinal=3, receiver_activity="GB-1", **NEWER
    )
    assert told(made) == levels


def chain(*statements: tuple[str, str, str | None, str | None]) -> World:
    """Who states how much, in which place, handed to whom: ("GB-1", "100", "KE", "XM-2")."""
    made = World().file()
    for nth, (key, amount, place, to) in enumerate(statements, 1):
        if key not in [row["key"] for row in made.rows["activity"]]:
            made.activity(key)
        made.flow(key, amount, kind="disbursement", ordinal=nth, receiver_activity=to)
        if place is not None:
            made.split(f"{key}#{nth}", "recipient", {place: 100.0})
    return made


@pytest.mark.parametrize(
    ("statements", "places"),
    [
        # A region, or "developing countries" (998), is no country: the receiver knows where.
        ((("G", "100", "289", "T"), ("T", "50", "KE", None), ("T", "50", "UG", None)), {"KE": 50, "UG": 50, "289": 0}),
        ((("G", "100", "998", "T"), ("T", "80", "KE", None)), {"KE": 80, "998": 20}),
        # Both sides tell no country: it is one hundred, not two.
        ((("G", "100", None, "T"), ("T", "100", None, None)), {None: 100}),
        # A sum that the giver corrects was handed on corrected; so with what the receiver corrects.
        ((("G", "100", "KE", "T"), ("G", "-10", "KE", "T"), ("T", "120", "KE", None)), {"KE": 120}),
        ((("G", "100", "KE", "T"), ("T", "120", "KE", None), ("T", "-20", "KE", None)), {"KE": 100}),
        ((("G", "150", "KE", "T"), ("T", "120", "KE", None), ("T", "-20", "KE", None)), {"KE": 150}),
        # A pool: what was handed for Kenya is Kenya's, the other giver's is where the rest was spent.
        ((("G", "100", "KE", "T"), ("S", "100", None, "T"), ("T", "120", "KE", None), ("T", "80", "UG", None)),
         {"KE": 120, "UG": 80, None: 0}),
        # What is not spent yet stays with who gave it, and is not erased by what another's money paid for.
        ((("G", "100", "KE", "T"), ("S", "100", None, "T"), ("T", "100", "KE", None)), {"KE": 100, None: 100}),
        ((("R", "100", None, "T"), ("S", "100", None, "T"), ("T", "100", "KE", None)), {"KE": 100, None: 100}),
        # Three hands, of which the last alone knows the country; then one that was placed at the start.
        ((("G", "100", None, "T"), ("T", "80", None, "N"), ("N", "60", "KE", None)), {"KE": 60, None: 40}),
        ((("G", "100", "KE", "T"), ("T", "80", None, "N"), ("N", "80", "UG", None)), {"KE": 100, None: 0, "UG": 0}),
        ((("G", "100", None, "T"), ("T", "100", "KE", "N"), ("N", "100", "KE", None)), {"KE": 100, None: 0}),
        # Two receivers of one giver, of which one spends other money too.
        ((("G", "60", "KE", "T"), ("G", "40", "KE", "N"), ("T", "70", "KE", None), ("N", "30", "KE", None)),
         {"KE": 110}),
    ],
)  # fmt: skip
def test_money_counts_where_it_first_crosses_into_a_country(
    statements: tuple[tuple[str, str, str | None, str | None], ...], places: dict[str | None, int]
) -> None:
    made = chain(*statements)
    high = sum(int(amount) for _, amount, *_ in statements)
    assert told(made) == (sum(places.values()), sum(places.values()), high)
    for place, value in places.items():
        where = Condition("recipient IS NULL") if place is None else Condition("recipient = ?", (place,))
        assert told(made, where)[1] == value, place


@pytest.mark.parametrize("seed", range(12))
def test_a_chain_of_any_length_counts_its_first_hand(seed: int) -> None:
    """Trees of activities, each of which hands on part of what it got: the first funder's money is the total."""
    draw = random.Random(seed)
    made, high = World().file(), 0
    first = draw.randint(50, 100)

    def hand(key: str, amount: int, depth: int) -> None:
        nonlocal high
        made.activity(key).split(key, "recipient", {"KE": 100.0})
        left = amount
        for place in range(draw.randint(0, 3) if depth < 4 else 0):
            part = draw.randint(0, left)
            if not part:
                continue
            below, left = f"{key}.{place}", left - part
            by_giver = draw.random() < 0.5
            made.flow(key, part, kind="disbursement", ordinal=place + 1, receiver_activity=below if by_giver else None)
            high += part
            if not by_giver or draw.random() < 0.5:
                made.flow(below, part, kind="incoming", ordinal=90, provider_activity=key)
            hand(below, part, depth + 1)
        if left and (depth == 1 or draw.random() < 0.7):
            made.flow(key, left, kind="expenditure", ordinal=50)
            high += left

    hand("root", first, 1)
    assert told(made) == (first, first, high)


FILE = """<iati-activities version="2.03">
<iati-activity default-currency="USD"><iati-identifier>GB-GOV-MADE-1</iati-identifier>
<reporting-org ref="GB-GOV-1" type="10"><narrative>A made-up ministry</narrative></reporting-org>
<title><narrative>A made-up fund</narrative></title><recipient-country code="KE"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2020-01-01"/>
<value value-date="2020-01-01">10000</value><receiver-org receiver-activity-id="XM-MADE-2"/></transaction>
</iati-activity>
<iati-activity default-currency="USD"><iati-identifier>XM-MADE-2</iati-identifier>
<reporting-org ref="XM-DAC-41114" type="40"><narrative>A made-up agency</narrative></reporting-org>
<title><narrative>Wells</narrative></title><recipient-country code="KE"/>
<transaction><transaction-type code="1"/><transaction-date iso-date="2020-02-01"/>
<value value-date="2020-02-01">10000</value><provider-org provider-activity-id="GB-GOV-MADE-1"/></transaction>
<transaction><transaction-type code="4"/><transaction-date iso-date="2020-03-01"/>
<value value-date="2020-03-01">9000</value><receiver-org receiver-activity-id="not-loaded-3"/></transaction>
</iati-activity>
<iati-activity default-currency="USD"><iati-identifier>GB-GOV-MADE-9</iati-identifier>
<reporting-org ref="GB-GOV-1" type="10"><narrative>A made-up ministry</narrative></reporting-org>
<title><narrative>Alone</narrative></title><recipient-country code="KE"/></iati-activity></iati-activities>"""


def test_a_chain_is_shown_from_first_funder_to_last(tmp_path: Path) -> None:
    folder = pipeline.new(tmp_path / "study", template="empty")
    (tmp_path / "made-up.xml").write_text(FILE, encoding="utf-8")
    list(pipeline.add(folder, [tmp_path / "made-up.xml"]))
    pipeline.build(folder, jobs=1)
    study = library.open(folder)
    (whole,) = study.total(measure="spent").rows
    assert (whole["low"], whole["preferred"], whole["high"]) == (10000, 10000, 19000)
    for asked in ("GB-GOV-MADE-1", "xm-made-2"):
        answer = study.chain(asked)
        told = [(r["step"], r["activity"], r["handed"], r["spent"], r["unspent"], r["counted"]) for r in answer.rows]
        assert told == [
            (1, "GB-GOV-MADE-1", None, 10000, None, 10000),
            (2, "XM-MADE-2", 10000, 9000, 1000, None),
            (3, "not-loaded-3", 9000, None, None, None),
        ]
        assert "1 of them not loaded: named by the others alone" in answer.notes
    with pytest.raises(QuestionError, match="in no chain"):
        study.chain("GB-GOV-MADE-9")
    with pytest.raises(QuestionError, match="no activity"):
        study.chain("nix")
