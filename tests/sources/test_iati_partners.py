"""Whose money it is."""

import pytest

from sarai.model.vocabulary import Tier
from sarai.sources.iati.partners import Funder, Parties, Party, funder


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
        (None, "SC", Funder("SC (as named)", "SC")),
        ("44002", "Asian Development Bank", Funder("44002", "Asian Development Bank")),
        ("US-EIN-31-1640316", "Made-up Foundation", Funder("US-EIN-31-1640316", "Made-up Foundation")),
        (None, None, None),
    ],
)
def test_the_partner_that_an_organisation_means(ref, name, expected):
    assert funder(ref, name) == expected


def told(*named, reporter=("XX-MADEUP-9", "Made-up Register", "21"), role=None, record="ABC-1"):
    """Parties of a record; each of ``named`` is ``(code, name)`` of a funder, or with another role behind."""
    parties = (Party(*each[:2], *(each[2:] or ("funding",))) for each in named)
    return Parties(Party(*reporter), role, record, tuple(parties))


JAPAN, BANK, HELPER = (None, "Japan"), (None, "Made-up Bank"), ("XX-MADEUP-7", "Made-up Helper", "implementing")
OWN = ("XX-MADEUP-9", "Made-up Register")


def test_one_funder_named_twice_is_one():
    assert told(JAPAN, (None, "Government of Japan")).funding().partner == "JP"


def test_two_agencies_of_one_state_are_one_partner_and_several_agencies():
    found = told((None, "JICA"), (None, "JBIC")).funding()
    assert (found.partner, found.agency) == ("JP", "several")


def test_several_funders_without_shares_are_a_partner_of_their_own():
    found = told(JAPAN, BANK).funding()
    assert (found.partner, found.rule) == ("several", "2 funding organisations, shares not stated")


def test_the_reporter_is_the_giver_where_it_is_one_of_the_funders_or_nobody_is_named():
    assert told(JAPAN, OWN).funding().partner == "XX-MADEUP-9"
    assert told().funding().partner == "XX-MADEUP-9"
    assert told(HELPER, reporter=(*OWN, "10"), record="XX-MADEUP-9-1").funding().partner == "XX-MADEUP-9"
    assert "reporter" in told().funding().rule


def test_the_reporter_is_not_the_giver_where_others_fund_or_it_is_secondary():
    assert told(JAPAN).funding().partner == "JP"
    assert told(role="secondary").funding().partner is None
    # It takes no part and the record is not its own: what AidData's files look like where they name no funder.
    assert told(HELPER, record="XX-MADEUP-9-1").funding().partner is None


def test_a_proxy_says_that_it_is_no_secondary_reporter():
    assert told(HELPER, role="primary").funding().partner == "XX-MADEUP-9"


def test_of_incoming_money_the_reporter_is_never_the_giver():
    assert told().funding(incoming=True).partner is None
    assert told(OWN).funding(incoming=True).partner is None
    assert told(OWN, JAPAN).funding(incoming=True).partner == "JP"


@pytest.mark.parametrize(
    ("parties", "tier"),
    [
        (told(OWN), Tier.OFFICIAL_LEDGER),
        (told(), Tier.OFFICIAL_LEDGER),
        (told(OWN, role="secondary"), Tier.WEAK_OR_MIRROR),
        (told(JAPAN), Tier.WEAK_OR_MIRROR),
        (told(JAPAN, reporter=("JP-8", "JICA", "10")), Tier.OFFICIAL_LEDGER),
        (told(JAPAN, reporter=(*OWN, "10"), record="XX-MADEUP-9-1"), Tier.OFFICIAL_LEDGER),
        (told(JAPAN, record="XX-MADEUP-9-1"), Tier.WEAK_OR_MIRROR),
        (told(JAPAN, (*OWN, "implementing")), Tier.OWN_RECORD),
        (told(JAPAN, (*OWN, "extending"), reporter=(*OWN, "40")), Tier.OFFICIAL_LEDGER),
        (told(JAPAN, reporter=(*OWN, "40")), Tier.WEAK_OR_MIRROR),
        (told(JAPAN, reporter=(*OWN, "10"), role="primary"), Tier.OFFICIAL_LEDGER),
        (told(JAPAN, role="primary"), Tier.OWN_RECORD),
        (told(HELPER), Tier.WEAK_OR_MIRROR),
    ],
)
def test_how_close_a_reporter_stands_to_the_money(parties, tier):
    assert parties.tier() is tier
