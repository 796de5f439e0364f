import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.linking import serves
from sarai.linking._names import named
from sarai.linking.serves import Money, Reach, Side
from sarai.model.vocabulary import Precision, Verdict

ROAD = Side(
    key="promises:made-up-1",
    text="Rehabilitation of the Kurgan-Tyube - Dusti road, phase 2",
    parties=frozenset({"JP"}),
    places_to=frozenset({"TJ"}),
    date=dt.date(2011, 12, 1),
    precision=Precision.MONTH,
    money=(Money(Decimal(1889000000), "JPY", 24.0e6),),
    instrument="grant",
    sectors=("210",),
)
SERVED = replace(
    ROAD, key="made-up:1", text="Bokhtar-Dusti road, phase 2", date=dt.date(2011, 12, 12), precision=Precision.DAY
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kulyab water supply", "Kulob water supply"),
        ("Kurgan-Tyube", "Bokhtar"),
        ("Nizhny Pyanj bridge", "Panji Poyon bridge"),
        ("Semipalatinsk", "Semey"),
        ("Kurgan Tube road", "Qurghonteppa road"),
        ("Nur-Sultan light rail", "Astana light rail"),
    ],
)
def test_a_town_is_known_under_all_its_names(one: str, other: str) -> None:
    assert named(one).towns & named(other).towns


def test_one_town_is_no_other_whose_name_begins_alike() -> None:
    assert not named("Panj maternity").towns & named("Panjakent maternity").towns
    assert not named("Panj district water").towns & named("Nizhny Panj bridge").towns - {"Panj"}


def test_the_same_work_under_another_name_is_linked_with_its_reasons() -> None:
    found = serves.judge(ROAD, SERVED)
    assert found.verdict is Verdict.LINK
    assert {"amount the same", "same phase", "several places shared", "same month"} <= {
        piece.feature for piece in found.pieces
    }
    assert all(piece.reason for piece in found.pieces)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Bokhtar-Dusti road, phase 1"},
        {"text": "Bokhtar-Dusti road, phase 2: detailed design"},
        {"money": (Money(Decimal(3432000000), "JPY", 33.0e6),)},
        {"date": dt.date(2008, 5, 1)},
        {"text": "Khujand road, phase 2"},
        {"sectors": ("140",)},
    ],
    ids=["phase", "design", "amount", "before", "place", "sector"],
)
def test_one_contradiction_keeps_a_pair_from_being_linked_without_a_person(change: dict[str, object]) -> None:
    assert serves.judge(ROAD, replace(SERVED, **change)).verdict is not Verdict.LINK


def test_the_same_amount_in_another_country_is_no_candidate() -> None:
    assert serves.propose([ROAD], [replace(SERVED, places_to=frozenset({"KG"}))]) == []
    assert serves.propose([ROAD], [replace(SERVED, parties=frozenset({"CN"}))]) == []


def test_a_part_of_a_package_is_left_to_a_person() -> None:
    assert serves.judge(replace(ROAD, reach=Reach.PACKAGE), SERVED).verdict is Verdict.ASK


def test_a_date_and_a_sector_alone_are_left_to_a_person() -> None:
    thin = replace(SERVED, text="", money=())
    assert serves.judge(replace(ROAD, text="Roads", money=()), thin).verdict is not Verdict.LINK


def test_names_and_a_year_without_anything_measured_are_left_to_a_person() -> None:
    station = replace(
        ROAD, text="Pumping station Gulbakhor, Andijan", money=(Money(Decimal(8_800_000), "USD", 8.8e6),),
        date=dt.date(2008, 1, 1), precision=Precision.YEAR,
    )  # fmt: skip
    other = replace(
        station, key="made-up:2", text="Pumping station Ulugnar, Andijan",
        money=(Money(Decimal(13_416_400), "USD", None, 2021),),
    )  # fmt: skip
    assert serves.judge(station, other).verdict is Verdict.ASK


def test_an_amount_of_constant_prices_is_compared_in_those_of_its_year_where_a_deflator_is_known() -> None:
    made = replace(ROAD, money=(Money(Decimal(200_000_000), "USD", 2e8),))
    deflated, bare = (Money(Decimal(406_390_000), "USD", worth, 2021) for worth in (2.003e8, None))
    told = {name for name, _ in serves.evidence(made, replace(SERVED, money=(deflated,)))}
    assert "amount the same" in told
    assert "amount the same" not in {name for name, _ in serves.evidence(made, replace(SERVED, money=(bare,)))}


def test_one_round_sum_without_a_word_in_common_is_left_to_a_person_and_one_odd_sum_is_not() -> None:
    for amount, verdict in ((120_000_000, Verdict.ASK), (122_700_000, Verdict.LINK)):
        sum_ = (Money(Decimal(amount), "USD", float(amount)),)
        one = replace(ROAD, text="Road from Zalin to Genein", places=(), money=sum_)
        other = replace(SERVED, text="Highway by Renka and Malaka", places=(), money=sum_)
        assert serves.judge(one, other).verdict is verdict


def test_one_wording_needs_less_beside_it_but_no_place_on_one_side_alone() -> None:
    bare = {"places": (), "money": (), "instrument": None, "sectors": (), "precision": Precision.YEAR}
    here = replace(ROAD, text="Women's sewing training production centre", **bare)  # type: ignore[arg-type]
    there = replace(SERVED, text=here.text, **bare)  # type: ignore[arg-type]
    assert serves.judge(here, there).verdict is Verdict.LINK
    assert serves.judge(here, replace(there, places=("Khujand",))).verdict is Verdict.ASK


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("China loans US$230m for offices", {"USD 2.3e+08"}),
        ("RMB 1.5 billion grant", {"CNY 1.5e+09"}),
        ("60m yuan for a school", {"CNY 6e+07"}),
        ("Aid worth 396,000 USD", {"USD 396000"}),
        ("450 MW in 2008", set()),
        ("1.000.000 dollars", set()),
    ],
)
def test_sums_named_in_a_title(text: str, sums: set[str]) -> None:
    assert named(text).sums == sums


def test_an_organisation_of_a_group_serves_what_the_group_promised() -> None:
    bank = replace(ROAD, parties=frozenset({"44000"}))
    assert serves.is_candidate(bank, replace(SERVED, parties=frozenset({"44001"})))
    assert not serves.is_candidate(bank, replace(SERVED, parties=frozenset({"46015"})))


def test_amounts_in_constant_prices_do_not_outweigh_those_of_the_time() -> None:
    two = (Money(Decimal(3_000_000_000), "JPY", 38.0e6), Money(Decimal(25_000_000), "USD", 25.0e6, 2021))
    found = serves.judge(ROAD, replace(SERVED, money=two))
    assert "amount off" in {piece.feature for piece in found.pieces}


_texts = st.lists(
    st.sampled_from("Navoi Kulob Osh road airport phase 1 2 design 220 kV 2019 hospital and of".split()), max_size=7
).map(" ".join)
_sides = st.builds(
    Side,
    key=st.sampled_from(["a", "b", "c"]),
    text=_texts,
    parties=st.frozensets(st.sampled_from(["JP", "CN", "44000", "44001"]), min_size=1),
    places_to=st.frozensets(st.sampled_from(["TJ", "KG"])),
    date=st.none() | st.dates(dt.date(1995, 1, 1), dt.date(2026, 1, 1)),
    precision=st.sampled_from(Precision),
    money=st.lists(
        st.builds(
            Money, st.decimals(1, 10**10, places=0), st.sampled_from(["JPY", "USD"]), st.none() | st.floats(1, 1e9)
        ),
        max_size=2,
    ).map(tuple),
    instrument=st.none() | st.sampled_from(["grant", "loan"]),
    sectors=st.lists(st.sampled_from(["210", "21020", "140"]), max_size=2).map(tuple),
    reach=st.sampled_from(Reach),
)


@given(_sides, _sides)
def test_a_score_is_the_sum_of_what_is_shown_and_a_link_has_no_contradiction(promise: Side, activity: Side) -> None:
    found = serves.judge(promise, activity)
    shown = serves.WEIGHTS[serves.START] + sum(piece.weight for piece in found.pieces)
    assert found.score == pytest.approx(shown, abs=0.006)
    assert {piece.feature for piece in found.pieces} <= serves.WEIGHTS.keys() | {"amount off"}
    if found.verdict is Verdict.LINK:
        told = {piece.feature for piece in found.pieces}
        assert not told & serves.CONTRADICTIONS
        assert told & serves.IDENTIFYING
        assert told & serves.ANCHORS
        assert promise.reach is Reach.ONE


@given(st.lists(_sides, max_size=4), st.lists(_sides, max_size=6))
def test_proposals_do_not_depend_on_the_order_of_activities(promises: list[Side], activities: list[Side]) -> None:
    unique = list({side.key: side for side in activities}.values())
    first = serves.propose(promises, unique)
    assert first == serves.propose(promises, unique[::-1])
    assert all(proposal.verdict is not Verdict.NO_LINK for proposal in first)
