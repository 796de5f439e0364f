"""Each rule that writes a sentence or a title, with facts made up for it, and what it says where they are thin."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sarai.web import sentences, titles
from sarai.web.sentences import Promises, Stated, Sum
from sarai.web.words import Figure, Link, Part

FULL = Sum("committed", Decimal("341600000"), Decimal("341600000"), Decimal("341600000"), 66, 11, 1993, 2023)
ENDED = Promises(111, 30, 9, 7, 21)


def read(parts: tuple[Part, ...]) -> str:
    """The sentence as a reader sees it."""
    return "".join(
        part.text if isinstance(part, Figure | Link) or hasattr(part, "text") else str(part) for part in parts
    )


def opens(parts: tuple[Part, ...]) -> list[str]:
    """What its figures open, in order."""
    return [part.panel for part in parts if isinstance(part, Figure)]


def test_a_pair_says_how_much_for_what_what_is_missing_and_what_is_stated() -> None:
    claim = Stated("JICA", 1993, 2023, Decimal("427440000"), Decimal("260548168"), "stated", "shown")
    said = sentences.pair(
        "JP", "TJ", FULL, "all", sector=("transport", Decimal("174700000"), "sector"), gap="gap", stated=claim
    )
    assert read(said) == (
        "Japan committed about USD 342 million to Tajikistan in 1993–2023, 51 % of it for transport; 11 of 66 records "
        "have no published amount. JICA itself states USD 427 million for 1993–2023: USD 261 million of it can be shown "
        "record by record."
    )
    assert opens(said) == ["all", "sector", "gap", "stated", "shown"]


def test_a_pair_tells_the_range_where_the_lower_count_is_said_otherwise() -> None:
    total = replace(FULL, low=Decimal("2285046475"), value=Decimal("2485046475"), unvalued=0)
    assert read(sentences.pair("CN", "TJ", total, "all")) == (
        "China committed about USD 2.3 to 2.5 billion to Tajikistan in 1993–2023."
    )


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (Sum("committed", None, None, None, 1, 1, None, None),
         "Japan has 1 record in Turkmenistan, none with a published amount."),
        (Sum("committed", Decimal(5_000_000), Decimal(5_000_000), Decimal(5_000_000), 1, 0, None, None),
         "Japan committed USD 5.0 million to Turkmenistan."),
        (Sum("paid out", Decimal(5_000_000), Decimal(5_000_000), Decimal(5_000_000), 3, 0, 2014, 2014),
         "Japan paid out about USD 5.0 million in Turkmenistan in 2014."),
    ],
)  # fmt: skip
def test_a_thin_pair_says_less(total: Sum, said: str) -> None:
    assert read(sentences.pair("JP", "TM", total, "all", gap="gap")).partition(";")[0].rstrip(".") == said.rstrip(".")


def test_a_small_sector_is_not_told() -> None:
    said = sentences.pair("JP", "TJ", FULL, "all", sector=("health", Decimal("34000000"), "sector"))
    assert "health" not in read(said)


def test_nothing_found_of_what_is_stated_says_so() -> None:
    claim = Stated("JICA", 1993, 2023, Decimal("427440000"), None, "stated", "shown")
    assert read(sentences.pair("JP", "TJ", FULL, "all", stated=claim)).endswith(
        "JICA itself states USD 427 million for 1993–2023, none of which can be shown record by record."
    )


def test_names_of_organisations_and_some_countries_take_an_article() -> None:
    assert read(sentences.pair("AsDB", "PH", FULL, "all")).startswith("The Asian Development Bank committed")
    assert "to the Philippines" in read(sentences.pair("US", "PH", FULL, "all")).replace(
        "Philippines (the)", "Philippines"
    )


def test_the_region_names_the_largest_ledgers_and_never_adds_them() -> None:
    china = replace(FULL, low=Decimal("54.66e9"), value=Decimal("60.09e9"), first=2000, last=2021)
    bank, japan = (
        replace(FULL, low=Decimal("10.58e9"), value=Decimal("10.58e9")),
        replace(FULL, low=Decimal("5.9458e9"), value=Decimal("5.9458e9")),
    )
    promises = sentences.promised(ENDED, all_panel="promises", kept_panel="kept", missed_panel="missed")
    said = sentences.region(
        [("CN", china, 5, "cn"), ("IBRD", bank, 3, "ib"), ("JP", japan, 5, "jp")], "five states", 5, promises
    )
    assert read(said) == (
        "China committed USD 55 to 60 billion to five states in 2000–2021, the World Bank (IBRD) USD 11 billion to three of "
        "the five, and Japan USD 5.9 billion. Of 111 promises that can be followed, 30 are known kept and 7 are broken or "
        "overdue."
    )
    assert opens(said) == ["cn", "ib", "jp", "promises", "kept", "missed"]


def test_a_region_without_money_or_promises_says_that() -> None:
    assert read(sentences.region([], "five states", 5, ())) == "No source of this study tells of money to five states."
    one = sentences.region([("CN", FULL, 1, "cn")], "Kazakhstan", 1, ())
    assert read(one) == "China committed USD 342 million to Kazakhstan in 1993–2023."
    some = sentences.region([("CN", FULL, 2, "cn")], "the five states of Central Asia", 5, ())
    assert read(some) == "China committed USD 342 million to two of the five states of Central Asia in 1993–2023."
    everywhere = sentences.region([("CN", FULL, 2, "cn")], "all recipients", 6, ())
    assert read(everywhere) == "China committed USD 342 million to two of the six recipients in 1993–2023."
    two = sentences.region([("CN", FULL, 2, "cn"), ("JP", FULL, 1, "jp")], "two states", 2, ())
    assert read(two).endswith("in 1993–2023 and Japan USD 342 million to one of them.")


def test_promises_never_claim_that_what_is_not_known_was_kept() -> None:
    def said(found: Promises) -> str:
        return read(sentences.promised(found, all_panel="a", kept_panel="k", missed_panel="m"))

    assert said(Promises(0, 0, 0, 0, 0)) == ""
    assert said(Promises(3, 0, 0, 0, 3)) == (
        " Of 3 promises that can be followed, none is known kept and none is known broken or overdue."
    )
    assert said(Promises(9, 1, 0, 1, 0)) == (
        " Of 9 promises that can be followed, 1 is known kept and 1 is broken or overdue."
    )


def test_a_partner_says_where_most_went_only_where_it_is_much() -> None:
    most = ("KZ", Decimal("200000000"), "kz")
    said = sentences.partner("CN", "Central Asia", FULL, "all", most=most, states=5, of=5, promises=())
    assert read(said) == "China committed USD 342 million to Central Asia in 1993–2023, 59 % of it to Kazakhstan."
    said = sentences.partner(
        "CN", "Central Asia", FULL, "all", most=("KZ", Decimal(1), "kz"), states=3, of=5, promises=()
    )
    assert read(said) == "China committed USD 342 million to Central Asia in 1993–2023, to three of five states."


def test_a_recipient_names_three_partners_and_how_many_stand_in_another_count() -> None:
    """Who is the largest of all is not said: two counts are never compared."""
    partners = [("CN", FULL, "cn"), ("JP", FULL, "jp"), ("IBRD", FULL, "ib"), ("US", FULL, "us")]
    assert read(sentences.recipient("TJ", partners, (), ledgers=3, others=12)) == (
        "China committed USD 342 million to Tajikistan in 1993–2023, Japan USD 342 million and the World Bank (IBRD) "
        "USD 342 million, each by a ledger of its own; twelve more partners are told in another count."
    )
    assert read(sentences.recipient("TJ", partners[:2], (), ledgers=2, others=1)) == (
        "China committed USD 342 million to Tajikistan in 1993–2023 and Japan USD 342 million, each by a ledger of "
        "its own; one more partner is told in another count."
    )
    # Two partners of one register have no ledgers of their own.
    assert "ledger" not in read(sentences.recipient("TJ", partners[:2], (), ledgers=1))
    assert read(sentences.recipient("TJ", partners[:1], ())) == (
        "China committed USD 342 million to Tajikistan in 1993–2023."
    )
    nothing = Sum("committed", None, None, None, 1, 1, None, None)
    assert "none with a published amount" in read(sentences.recipient("TJ", [("JP", nothing, "jp")], ()))
    assert read(sentences.recipient("TJ", [], ())) == "No source of this study tells of money to Tajikistan."


def test_titles_of_years_tell_a_burst_only_where_there_is_one() -> None:
    flat = [(year, Decimal(10)) for year in range(2000, 2020)]
    assert titles.of_years("committed", flat) == "Most was committed in 2000: USD 10"
    burst = [(year, value + {2008: 500, 2009: 400}.get(year, 0)) for year, value in flat]
    assert titles.of_years("committed", burst).endswith("of the money was committed in two years of 20")
    assert titles.of_years("committed", []) == "No dated amount was committed"
    assert titles.of_years("paid out", [(2014, Decimal(5))]) == "All dated money was paid out in 2014"


def test_titles_of_sectors_and_funders_say_what_the_bars_show() -> None:
    told = [("transport", Decimal(60)), ("health", Decimal(30)), ("energy", Decimal(10))]
    assert titles.of_sectors(told, Decimal(100)) == "Transport took 60 % of the money"
    assert titles.of_sectors(told[1:], Decimal(100)) == "Health took 30 %, energy 10 %"
    assert titles.of_sectors([], Decimal(100)) == "No amount is known by sector"
    peers = [("US", Decimal(3)), ("JP", Decimal(2)), ("DE", Decimal(1))]
    assert titles.of_peers("JP", peers, "paid out", "x") == "Japan is the second largest of 3 funders told here"
    assert titles.of_peers("US", peers, "paid out", "x") == "The United States is the largest of 3 funders told here"


def test_titles_of_leaders_count_only_states_with_money_and_name_all_who_lead() -> None:
    found = [("CN", {"KZ": Decimal(3), "TJ": Decimal(2)}), ("JP", {"KZ": Decimal(1), "TJ": Decimal(4)})]
    states = ["KZ", "TJ", "UZ"]
    assert titles.of_partners(found, states, ledgers=2) == (
        "Of two ledgers of commitments, China’s and Japan’s are the largest in one of two states each"
    )
    assert titles.of_partners(found, states, ledgers=1) == (
        "Of two partners, China and Japan committed most in one of two states each"
    )
    assert titles.of_partners(found, ["KZ"], ledgers=2, state="Kazakhstan") == (
        "Of two ledgers of commitments, China’s is the largest in Kazakhstan"
    )
    assert titles.of_partners([("CN", {"KZ": Decimal(1)})], ["KZ", "TJ"], ledgers=1) == (
        "China’s commitments are the only ones with an amount, in the one state told"
    )
    assert titles.of_partners([], ["KZ"], ledgers=0) == "No commitment has a published amount"


def test_titles_of_bridges_say_what_cannot_be_shown() -> None:
    assert titles.of_bridge("JICA", Decimal("427440000"), Decimal("260548168")) == (
        "USD 167 million of JICA’s 427 million cannot be shown"
    )
    assert (
        titles.of_bridge("JICA", Decimal(5_000_000), Decimal(6_000_000)) == "All of JICA’s USD 5.0 million can be shown"
    )
    assert titles.of_bridge("JICA", Decimal(5_000_000), None) == "Nothing of JICA’s USD 5.0 million can be shown"


def test_no_sentence_has_more_than_six_figures_or_a_number_that_does_not_open() -> None:
    promises = sentences.promised(ENDED, all_panel="promises", kept_panel="kept", missed_panel="missed")
    for said in (
        sentences.pair("JP", "TJ", FULL, "all", sector=("roads", Decimal("174700000"), "s"), gap="gap"),
        sentences.recipient("TJ", [("CN", FULL, "cn"), ("JP", FULL, "jp")], promises),
    ):
        assert 1 <= len(opens(said)) <= 6


def test_what_several_gave_together_is_nobody_s_place() -> None:
    """Money of several funders without shares is told, and never as the largest giver's."""

    def gave(value: int) -> sentences.Sum:
        return Sum("committed", Decimal(value), Decimal(value), Decimal(value), 3, 0, 2004, 2014)

    found = [("several", gave(481_000_000), 1, "a"), ("AU", gave(457_000_000), 1, "b")]
    assert read(sentences.region(found, "Timor-Leste", 1, ())) == (
        "Australia committed USD 457 million to Timor-Leste in 2004–2014; several together, without stated shares, "
        "USD 481 million."
    )
    alone = read(sentences.region(found[:1], "Timor-Leste", 1, ()))
    assert alone == "Several funders, shares not stated committed USD 481 million to Timor-Leste in 2004–2014."
    led = titles.of_partners(
        [("several", {"TL": Decimal(481)}), ("AU", {"TL": Decimal(457)}), ("JP", {"TL": Decimal(1)})], ["TL"], ledgers=1
    )
    assert led == "Of two partners, Australia committed most in the one state told"
