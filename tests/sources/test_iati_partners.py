"""Whose money it is."""

import pytest

from sarai.sources.iati.partners import Funder, funder, funding


@pytest.mark.parametrize(
    ("ref", "name", "expected"),
    [
        (None, "Japan", Funder("JP", None)),
        (None, "Government of Japan", Funder("JP", None)),
        (None, "UK Government", Funder("GB", None)),
        (None, "Kyrgyzstan Government", Funder("KG", None)),
        (None, "Japan International Cooperation Agency", Funder("JP", "JP:Japan International Cooperation Agency")),
        (None, "USAID", Funder("US", "US:United States Agency for International Development")),
        (None, "A made-up Commercial Bank", Funder(*["A made-up Commercial Bank"] * 2)),
        ("XM-DAC-701-8", "Anything", Funder("JP", "JP:Japan International Cooperation Agency")),
        ("XM-DAC-701-999", "A made-up bureau", Funder("JP", "JP:A made-up bureau")),
        ("JP-8", None, Funder("JP", "JP:Japan International Cooperation Agency")),
        ("GB-GOV-1", "FCDO", Funder("GB", "GB:Foreign, Commonwealth and Development Office")),
        ("XM-DAC-41114", "UNDP", Funder("UNDP", None)),
        ("41122", "UNICEF", Funder("UNICEF", None)),
        (None, "United Nations Children's Fund", Funder("UNICEF", None)),
        ("US-USAGOV", "United States", Funder("US", None)),
        (None, "EC", Funder("EU", "EU:European Commission")),
        (None, "SC", Funder("SC", "SC")),
        ("44002", "Asian Development Bank", Funder("44002", "Asian Development Bank")),
        ("US-EIN-31-1640316", "Made-up Foundation", Funder("US-EIN-31-1640316", "Made-up Foundation")),
        (None, None, None),
    ],
)
def test_the_partner_that_an_organisation_means(ref, name, expected):
    assert funder(ref, name) == expected


def test_one_funder_named_twice_is_one():
    assert funding([(None, "Japan"), (None, "Government of Japan")]).partner == "JP"


def test_two_agencies_of_one_state_are_one_partner_and_several_agencies():
    found = funding([(None, "JICA"), (None, "JBIC")])
    assert (found.partner, found.agency) == ("JP", "several")


def test_several_funders_without_shares_are_a_partner_of_their_own():
    found = funding([(None, "Japan"), (None, "Made-up Bank")])
    assert (found.partner, found.rule) == ("several", "2 funding organisations, shares not stated")


def test_nobody_named_is_not_stated():
    assert funding([]).partner is None
