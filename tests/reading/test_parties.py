"""Who acts: leaders, groups, both sides, the bank, we. States are real, the facts made up."""

import datetime as dt

import pytest

from sarai.model.claim import Claim
from sarai.reading import read_text


def told(text: str, year: int = 2024) -> Claim:
    """The last core claim of a text."""
    return [claim for claim in read_text(text, date=dt.date(year, 6, 1)) if claim.core][-1]


def values(claim: Claim, slot: str) -> list[object]:
    return [item.value for item in claim.items(slot)]


@pytest.mark.parametrize(("year", "name"), [(2019, "Gurbanguly Berdimuhamedov"), (2024, "Serdar Berdimuhamedov")])
def test_a_shared_surname_means_who_held_office(year: int, name: str) -> None:
    claim = told("President Berdimuhamedov asked Japan for a loan.", year)
    assert {"Turkmenistan", name} <= set(values(claim, "actor"))


def test_a_leader_stands_for_the_state() -> None:
    assert values(told("William Ruto asked Norway for a grant."), "actor") == ["Kenya", "William Ruto"]


def test_a_group_names_its_members() -> None:
    (actor,) = told("The Baltic states pledged €5 million to Moldova.").items("actor")
    assert actor.more["members"] == ["EE", "LV", "LT"]


def test_both_sides_are_the_two_that_met() -> None:
    claim = told("Peru and Chile met in Lima. Both sides signed an agreement on mining.")
    assert set(values(claim, "actor")) == {"Peru", "Chile"}


def test_the_bank_is_the_bank_that_acted() -> None:
    text = "The World Bank approved a $5 million loan to Ghana. The Asian Infrastructure Investment Bank joined later."
    assert values(told(f"{text.split('. ')[0]}. The bank also financed 20 schools in Ghana."), "actor") == [
        "World Bank"
    ]


def test_we_is_who_speaks() -> None:
    claim = told("We, the Leaders of the G7, met in Elmau. We will provide $600 million to Kenya.")
    assert values(claim, "actor") == ["G7"]


def test_a_small_letter_is_no_state() -> None:
    assert (
        read_text("Chad gave the cooks of Norway a grant and some turkey and china.")[0].items("recipient")[0].value
        == "Norway"
    )


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Turkey gave Somalia a grant of $5 million, the finance ministry said.", "the finance ministry"),
        ("According to the envoy, Turkey gave Somalia a grant of $5 million.", "the envoy"),
        ("The Action Plan notes Japan's readiness to support Kenya.", "Action Plan"),
        ("William Ruto said that Kenya had asked Norway for a grant.", "William Ruto"),
    ],
)
def test_whose_word_it_is(sentence: str, who: str) -> None:
    assert values(told(sentence), "attribution") == [who]


def test_a_claim_of_nobody_has_no_attribution() -> None:
    assert values(told("Turkey gave Somalia a grant of $5 million."), "attribution") == []


def test_an_amount_takes_the_currency_before_it() -> None:
    claims = [
        c
        for c in read_text("France gave Senegal a loan of 100 million euros. Germany adds 50 million for schools.")
        if c.core
    ]
    (amount,) = claims[-1].items("amount")
    assert (amount.value, amount.more["currency"], amount.more["currency_inherited"]) == (5e7, "EUR", True)


def test_people_are_no_amount() -> None:
    claim = told("The World Food Programme gave Yemen $9 million and fed 2 million people.")
    assert [item.value for item in claim.items("amount")] in ([9e6], [])


def test_an_equivalent_stays_in_its_claim() -> None:
    (claim,) = read_text("Egypt received a loan of SAR 4 billion, or about $1 billion, from Saudi Arabia.")
    assert [item.more.get("role") for item in claim.items("amount")] == [None, "equivalent"]


@pytest.mark.parametrize("joint", ["including", "of which", "comprising"])
def test_a_part_named_in_the_clause_of_its_whole_is_a_claim_of_its_own(joint: str) -> None:
    whole, part = read_text(f"Japan pledged $5 million to Kenya, {joint} $2 million for schools.")
    assert [item.value for item in whole.items("amount")] == [5e6]
    assert [item.value for item in part.items("amount")] == [2e6]
    assert part.part_of == whole.id


def test_the_government_is_that_of_the_state_an_agency_gives_to() -> None:
    text = "The Asian Development Bank approved a $250 million loan to Nepal for roads. The government will add $60 million."
    claim = read_text(text)[-1]
    assert values(claim, "actor") == ["Nepal"]
    assert "coreference.office" in claim.rules
    own = read_text("Norway approved a $250 million loan to Nepal for roads. The government will add $60 million.")[-1]
    assert values(own, "actor") == ["Norway"]


def test_the_name_of_a_currency_names_no_state() -> None:
    claim = told("China and Laos signed 15 documents on roads valued at 2.8 billion U.S. dollars.")
    assert values(claim, "actor") == ["China", "Laos"]
    assert claim.items("recipient") == ()


def test_an_ambassador_is_not_given_to() -> None:
    text = (
        "KfW lent €40 million to Nepal for roads. The German ambassador was there. Switzerland disbursed CHF 6 million."
    )
    assert values(read_text(text)[-1], "recipient") == ["Nepal"]


def test_who_is_thanked_gave_and_is_the_other_side() -> None:
    text = "Ghana and Malawi met in May. The Nepali side thanked India for a loan of $5 million for roads. Both sides signed a grant agreement."
    thanked, signed = read_text(text)[-2:]
    assert values(thanked, "actor") == ["India"] and values(thanked, "recipient") == ["Nepal"]
    assert set(values(signed, "actor")) == {"Nepal", "India"}


def test_a_city_of_institutions_is_a_place_after_in() -> None:
    claim = told("Donors meeting in Brussels pledged €5.6 billion for Syria.")
    assert values(claim, "recipient") == ["Syria"]
    assert values(told("Brussels pledged €5 million to Kenya for roads."), "actor") == ["European Union"]


def test_amounts_of_a_list_are_parted_though_a_name_stands_between() -> None:
    text = "The package consists of a €12 million grant from the fund for Central Asia, and a €10 million loan from KfW to Nepal."
    assert [[item.value for item in claim.items("amount")] for claim in read_text(text)] == [[12_000_000], [10_000_000]]


def test_what_is_announced_is_one_claim() -> None:
    text = "USAID announced today that it will invest $15 million in a new activity on water in Nepal."
    (claim,) = [each for each in read_text(text) if each.core]
    assert values(claim, "actor") == ["USAID"] and values(claim, "recipient") == ["Nepal"]
    assert (claim.modality, claim.items("amount")[0].value) == ("pledged", 15_000_000)


@pytest.mark.parametrize(
    "denied",
    [
        "No grant was signed with Azerbaijan.",
        "No loan of $5 million was granted to Azerbaijan.",
        "A loan of $5 million was not approved for Azerbaijan.",
    ],
)
def test_what_another_did_not_get_is_nobodys_to_refuse(denied: str) -> None:
    claim = told(f"The Asian Development Bank lent Georgia $100 million for its railways. {denied}")
    assert claim.polarity == "-"
    assert values(claim, "recipient") == ["Azerbaijan"]
    assert values(claim, "actor") == []


def test_what_the_same_one_did_not_get_is_the_same_givers() -> None:
    claim = told("The Asian Development Bank lent Georgia $100 million. No grant of $5 million was given to Georgia.")
    assert (claim.polarity, values(claim, "actor"), values(claim, "recipient")) == ("-", ["ADB"], ["Georgia"])


@pytest.mark.parametrize("verb", ["withheld a $120 million tranche from", "withdrew $120 million of aid from"])
def test_what_is_kept_from_a_state_is_not_given_by_it(verb: str) -> None:
    claim = told(f"The IMF {verb} Malawi.")
    assert (claim.polarity, values(claim, "actor"), values(claim, "recipient")) == ("-", ["IMF"], ["Malawi"])
