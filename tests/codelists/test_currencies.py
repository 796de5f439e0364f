"""Signs, words and codes of money; what several states use is asked."""

import pytest

from sarai.codelists import Outcome, currency, currency_by_code, currency_by_name
from sarai.codelists.currencies import _names
from sarai.codelists.lists import load, rows_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USD", "USD"),
        ("usd", "USD"),
        ("US$", "USD"),
        ("$US", "USD"),
        ("US $", "USD"),
        ("U.S. Dollars", "USD"),
        ("US Dollar (USD)", "USD"),
        ("долларов США", "USD"),
        ("美元", "USD"),
        ("米ドル", "USD"),
        ("€", "EUR"),
        ("Euros", "EUR"),
        ("евро", "EUR"),
        ("£", "GBP"),
        ("pounds sterling", "GBP"),
        ("RMB", "CNY"),
        ("CNY (RMB)", "CNY"),
        ("人民币", "CNY"),
        ("юаней", "CNY"),
        ("円", "JPY"),
        ("Japanese Yen", "JPY"),
        ("SDR", "XDR"),
        ("Special Drawing Rights", "XDR"),
        ("UA", "XUA"),
        ("som", "KGS"),
        ("сом", "KGS"),
        ("so'm", "UZS"),
        ("soʻm", "UZS"),
        ("so‘m", "UZS"),
        ("сўм", "UZS"),
        ("sum", "UZS"),
        ("somoni", "TJS"),
        ("сомони", "TJS"),
        ("тенге", "KZT"),
        ("₸", "KZT"),
        ("Lt", "LTL"),
        ("Swiss francs", "CHF"),
        ("SEK", "SEK"),
        ("Swedish Krona", "SEK"),
        ("USD/US$", "USD"),
        ("ALL", "ALL"),
        ("Kazakhstani tenge", "KZT"),
    ],
)
def test_what_tells_one_currency(text: str, code: str) -> None:
    assert currency(text).or_raise().code == code


@pytest.mark.parametrize("text", ["$", "¥", "￥", "kr", "manat", "Rs", "dinar", "dollars", "CFA", "元", "peso", "won"])
def test_what_several_states_use_is_asked(text: str) -> None:
    found = currency(text)
    assert found.outcome is Outcome.AMBIGUOUS and found.found is None
    assert len(found.candidates) > 1


@pytest.mark.parametrize("text", ["", "all", "try", "top", "total", "toman", "USD (EUR)", "million", "12", "-", "KZ"])
def test_what_is_no_currency(text: str) -> None:
    assert currency(text).outcome is Outcome.UNKNOWN


def test_the_state_whose_money_it_is_tells_which() -> None:
    assert currency("kr", "SE").or_raise().code == "SEK"
    assert currency("manat", "TM").or_raise().code == "TMT"
    assert currency("$", "US").or_raise().code == "USD"
    assert currency("$", "KZ").outcome is Outcome.AMBIGUOUS


def test_a_code_is_no_word_and_a_word_no_code() -> None:
    assert currency_by_code("US$") is None
    assert currency_by_name("USD").found is None or currency_by_name("USD").found.code == "USD"
    assert currency_by_code("try") is None


def test_no_word_is_shared_and_every_one_leads_back() -> None:
    assert _names().shared == {}
    for row in rows_of("overlay/currency_words.csv"):
        assert row["why"]
        assert [each.code for each in currency_by_name(row["word"]).candidates] == row["codes"].split(";"), row["word"]
    for row in load("currencies"):
        if row.status == "active":
            assert row.code in {each.code for each in currency(row.name).candidates}, row.name
