"""The names that texts are read with: those of every other room, and nothing is meant there that is not meant here."""

from collections import defaultdict

import pytest

from sarai.codelists import Party, PartyKind, organisation_by_name, parties, place_by_name
from sarai.codelists.folding import fold
from sarai.codelists.lists import load, rows_of
from sarai.reading import read_text

ASKED = {row["name"] for row in rows_of("overlay/ambiguous_in_texts.csv")}


def of(kind: PartyKind) -> list[Party]:
    return [party for party in parties() if party.kind is kind]


def test_what_a_name_means_in_a_text_it_means_in_a_field() -> None:
    wrong = [
        party
        for party in of(PartyKind.STATE)
        if party.name not in ASKED and (place_by_name(party.name).found or party).code != party.code
    ]
    for party in of(PartyKind.AGENCY):
        found = organisation_by_name(party.name).found
        if party.meanings:
            assert party.name in ASKED or found is None, party
        elif found is None or party.code not in (found.donor, found.country):
            wrong.append(party)
    assert not wrong


def test_no_two_parties_share_a_name() -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for party in parties():
        if party.name not in ASKED and not party.meanings and party.kind is not PartyKind.CAPITAL:
            told[fold(party.name)].add(party.code)
    assert {name: codes for name, codes in told.items() if len(codes) > 1} == {}


def test_every_state_has_a_name_and_every_member_of_the_un_its_people_and_its_capital() -> None:
    assert {party.code for party in of(PartyKind.STATE)} >= {state.code for state in load("countries")}
    for kind in (PartyKind.DEMONYM, PartyKind.CAPITAL):
        assert {"JP", "KZ", "KG", "TJ", "TM", "UZ", "CN", "FJ", "ET", "PE"} <= {party.code for party in of(kind)}


@pytest.mark.parametrize(
    ("text", "giver", "receiver"),
    [
        # A name of several is the one that was told; told of none, it stays as it is written.
        (
            "The Caribbean Development Bank (CDB) met. CDB lent Belize $10 million.",
            "Caribbean Development Bank",
            "Belize",
        ),
        ("Laos asked China for help. The CDB lent Laos $10 million.", "China Development Bank", "Laos"),
        ("The CDB lent Laos $10 million.", "CDB", "Laos"),
        ("Japan lent the Congo $10 million.", "Japan", "Congo"),
        (
            "Ministers of the Democratic Republic of the Congo met. Japan lent the Congo $10 million.",
            "Japan",
            "Democratic Republic of the Congo",
        ),
        # Members of groups under any noun.
        ("India granted the five Nordic states $10 million.", "India", "Nordic countries"),
        ("The Netherlands granted The Gambia $10 million.", "Netherlands", "Gambia"),
    ],
)
def test_who_is_meant_in_a_text(text: str, giver: str, receiver: str) -> None:
    claim = next(each for each in read_text(text) if each.items("amount"))
    assert [item.value for item in claim.items("actor")] == [giver]
    assert [item.value for item in claim.items("recipient")] == [receiver]
