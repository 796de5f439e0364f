"""Pairs of sentences of our own that differ in negation, condition or hedge. Organisations are real, the facts made up."""

import pytest

from sarai.reading import read_text

PAIRS = [
    # sentence, modality, polarity, certainty
    ("Japan signed a loan agreement with Kazakhstan.", "signed", "+", "fact"),
    ("Japan has not signed a loan agreement with Kazakhstan.", "signed", "-", "fact"),
    ("Japan has yet to sign a loan agreement with Kazakhstan.", "signed", "-", "fact"),
    ("Japan never signed a loan agreement with Kazakhstan.", "signed", "-", "fact"),
    ("Japan plans to sign a loan agreement with Kazakhstan.", "announced", "+", "planned"),
    ("Japan will sign a loan agreement with Kazakhstan.", "announced", "+", "planned"),
    ("Japan may sign a loan agreement with Kazakhstan.", "proposed", "+", "conditional"),
    ("Japan is expected to sign a loan agreement with Kazakhstan.", "announced", "+", "hedged"),
    ("China provided Tajikistan with $20 million for schools.", "disbursed", "+", "fact"),
    ("China did not provide Tajikistan with $20 million for schools.", "disbursed", "-", "fact"),
    ("China has not provided Tajikistan with $20 million for schools.", "disbursed", "-", "fact"),
    ("China failed to provide Tajikistan with $20 million for schools.", "disbursed", "-", "fact"),
    ("China will provide Tajikistan with $20 million for schools.", "pledged", "+", "planned"),
    ("China will not provide Tajikistan with $20 million for schools.", "pledged", "-", "planned"),
    ("China won't provide Tajikistan with $20 million for schools.", "pledged", "-", "planned"),
    ("China could provide Tajikistan with $20 million for schools.", "proposed", "+", "conditional"),
    ("China plans to provide Tajikistan with $20 million for schools.", "announced", "+", "planned"),
    ("China intends to provide Tajikistan with $20 million for schools.", "announced", "+", "planned"),
    ("China is providing Tajikistan with $20 million for schools.", "ongoing", "+", "fact"),
    ("China is not providing Tajikistan with $20 million for schools.", "ongoing", "-", "fact"),
    ("Germany pledged €50 million to Uzbekistan for water supply.", "pledged", "+", "planned"),
    ("Germany has not pledged €50 million to Uzbekistan for water supply.", "pledged", "-", "fact"),
    ("Germany never pledged €50 million to Uzbekistan for water supply.", "pledged", "-", "fact"),
    ("Germany would pledge €50 million to Uzbekistan if elections were held.", "pledged", "+", "conditional"),
    ("Germany may pledge €50 million to Uzbekistan for water supply.", "pledged", "+", "conditional"),
    ("Germany promised €50 million to Uzbekistan for water supply.", "pledged", "+", "planned"),
    ("Germany reportedly promised €50 million to Uzbekistan for water supply.", "pledged", "+", "hedged"),
    ("Germany refused to promise €50 million to Uzbekistan for water supply.", "pledged", "-", "fact"),
    ("KOICA completed two hospitals in Uzbekistan.", "completed", "+", "fact"),
    ("KOICA has not completed two hospitals in Uzbekistan.", "completed", "-", "fact"),
    ("KOICA has yet to complete two hospitals in Uzbekistan.", "completed", "-", "fact"),
    ("KOICA has already completed two hospitals in Uzbekistan.", "completed", "+", "fact"),
    ("KOICA plans to complete two hospitals in Uzbekistan.", "announced", "+", "planned"),
    ("KOICA is completing two hospitals in Uzbekistan.", "ongoing", "+", "fact"),
    ("KOICA did not complete two hospitals in Uzbekistan.", "completed", "-", "fact"),
    ("KOICA may complete two hospitals in Uzbekistan.", "proposed", "+", "conditional"),
    ("The World Bank approved a $100 million loan to Kyrgyzstan.", "committed", "+", "fact"),
    ("The World Bank has not approved a $100 million loan to Kyrgyzstan.", "committed", "-", "fact"),
    ("The World Bank has yet to approve a $100 million loan to Kyrgyzstan.", "committed", "-", "fact"),
    ("The World Bank declined to approve a $100 million loan to Kyrgyzstan.", "committed", "-", "fact"),
    ("The World Bank approved no loan to Kyrgyzstan.", "committed", "-", "fact"),
    ("The World Bank will approve a $100 million loan to Kyrgyzstan.", "announced", "+", "planned"),
    ("The World Bank might approve a $100 million loan to Kyrgyzstan.", "proposed", "+", "conditional"),
    ("The World Bank is likely to approve a $100 million loan to Kyrgyzstan.", "announced", "+", "hedged"),
    ("A $100 million loan to Kyrgyzstan was approved by the World Bank.", "committed", "+", "fact"),
    ("A $100 million loan to Kyrgyzstan was not approved by the World Bank.", "committed", "-", "fact"),
    ("Turkmenistan asked Japan for help in gas processing.", "requested", "+", "fact"),
    ("Turkmenistan did not ask Japan for help in gas processing.", "requested", "-", "fact"),
    ("Turkmenistan has never asked Japan for help in gas processing.", "requested", "-", "fact"),
    ("Turkmenistan is asking Japan for help in gas processing.", "requested", "+", "fact"),
    ("Uzbekistan proposed a joint investment fund to China.", "proposed", "+", "planned"),
    ("Uzbekistan has not proposed a joint investment fund to China.", "proposed", "-", "fact"),
    ("Uzbekistan called on China to finance a railway.", "requested", "+", "fact"),
    ("Uzbekistan has not called on China to finance a railway.", "requested", "-", "fact"),
    ("Kazakhstan and Italy launched a transport dialogue.", "launched", "+", "fact"),
    ("Kazakhstan and Italy have not launched a transport dialogue.", "launched", "-", "fact"),
    ("Kazakhstan and Italy have yet to launch a transport dialogue.", "launched", "-", "fact"),
    ("Kazakhstan and Italy will launch a transport dialogue.", "announced", "+", "planned"),
    ("Kazakhstan and Italy agreed to launch a transport dialogue.", "committed", "+", "fact"),
    ("Kazakhstan and Italy could launch a transport dialogue.", "proposed", "+", "conditional"),
    ("A declaration was adopted by Turkey and Kazakhstan.", "adopted", "+", "fact"),
    ("A declaration was not adopted by Turkey and Kazakhstan.", "adopted", "-", "fact"),
    ("A declaration has yet to be adopted by Turkey and Kazakhstan.", "adopted", "-", "fact"),
    ("A declaration is to be adopted by Turkey and Kazakhstan.", "announced", "+", "planned"),
    ("Tajikistan expressed interest in Chinese investment.", "expressed_interest", "+", "fact"),
    ("Tajikistan has not expressed interest in Chinese investment.", "expressed_interest", "-", "fact"),
    ("Tajikistan is not interested in Chinese investment.", "expressed_interest", "-", "fact"),
    ("Tajikistan is interested in Chinese investment.", "expressed_interest", "+", "fact"),
    ("South Korea is ready to invest $1 billion in Uzbekistan.", "expressed_interest", "+", "fact"),
    ("South Korea is not ready to invest $1 billion in Uzbekistan.", "expressed_interest", "-", "fact"),
    ("South Korea invested $1 billion in Uzbekistan.", "disbursed", "+", "fact"),
    ("South Korea has invested $1 billion in Uzbekistan.", "disbursed", "+", "fact"),
    ("South Korea has not yet invested $1 billion in Uzbekistan.", "disbursed", "-", "fact"),
    ("South Korea would invest $1 billion in Uzbekistan.", "pledged", "+", "planned"),
    ("South Korea announced a plan to invest $1 billion in Uzbekistan.", "announced", "+", "planned"),
    ("No country invested $1 billion in Uzbekistan, and Japan did not invest either.", "disbursed", "-", "fact"),
    ("ADB allocated $30 million to Tajikistan for roads.", "committed", "+", "fact"),
    ("ADB will allocate $30 million to Tajikistan for roads.", "announced", "+", "planned"),
    ("ADB did not allocate $30 million to Tajikistan for roads.", "committed", "-", "fact"),
    ("ADB cannot allocate $30 million to Tajikistan for roads.", "committed", "-", "conditional"),
    ("JICA trains 100 Tajik officials.", "delivered", "+", "fact"),
    ("JICA no longer trains 100 Tajik officials.", "delivered", "-", "fact"),
    ("JICA trained 100 Tajik officials.", "delivered", "+", "fact"),
    ("JICA did not train 100 Tajik officials.", "delivered", "-", "fact"),
    ("France has pledged nothing to Armenia.", "pledged", "-", "fact"),
    ("Neither France nor Italy pledged money to Armenia.", "pledged", "-", "fact"),
    ("France granted Armenia no loan.", "disbursed", "-", "fact"),
    ("France has so far paid Armenia only €4 million of the loan.", "disbursed", "+", "fact"),
    ("The EIB cancelled a €40 million loan to Georgia.", "committed", "-", "fact"),
    ("The EIB did not cancel a €40 million loan to Georgia.", "committed", "+", "fact"),
    ("The EIB suspended its loan to Georgia.", "committed", "-", "fact"),
    ("The EIB has frozen a grant to Georgia.", "committed", "-", "fact"),
    ("Norway gave the green light to a NOK 50 million grant to Malawi.", "committed", "+", "fact"),
    ("Norway did not give the green light to a NOK 50 million grant to Malawi.", "committed", "-", "fact"),
    ("Norway is reluctant to finance a hospital in Malawi.", "disbursed", "-", "fact"),
    ("Norway will no longer finance hospitals in Malawi.", "pledged", "-", "planned"),
    ("Norway will finance a hospital in Malawi if parliament agrees.", "pledged", "+", "conditional"),
    ("Norway will finance a hospital in Malawi, subject to a review.", "pledged", "+", "conditional"),
    ("Unless Malawi pays its arrears, Norway will stop financing hospitals there.", "pledged", "-", "conditional"),
    ("Canada and Ghana have reached an agreement on gold mining.", "committed", "+", "fact"),
    ("Canada and Ghana have not reached an agreement on gold mining.", "committed", "-", "fact"),
    ("Canada and Ghana failed to reach an agreement on gold mining.", "committed", "-", "fact"),
    ("Canada and Ghana are expected to reach an agreement on gold mining.", "announced", "+", "hedged"),
    ("Sweden handed over 20 ambulances to Kenya.", "delivered", "+", "fact"),
    ("Sweden did not hand over 20 ambulances to Kenya.", "delivered", "-", "fact"),
    ("Sweden will hand over 20 ambulances to Kenya.", "pledged", "+", "planned"),
    ("Kenya received 20 ambulances from Sweden.", "delivered", "+", "fact"),
    ("Kenya has not received 20 ambulances from Sweden.", "delivered", "-", "fact"),
    ("India is considering a $200 million credit line to the Maldives.", "proposed", "+", "conditional"),
    ("India is not considering a $200 million credit line to the Maldives.", "proposed", "-", "fact"),
    ("India rejected a request of the Maldives for a $200 million loan.", "committed", "-", "fact"),
    ("India stands ready to support the Maldives with a loan.", "expressed_interest", "+", "fact"),
    ("India is hardly ready to support the Maldives with a loan.", "expressed_interest", "-", "fact"),
    ("Peru applied for a loan of $80 million from the World Bank.", "requested", "+", "fact"),
    ("Peru never applied for a loan of $80 million from the World Bank.", "requested", "-", "fact"),
    ("Peru turned down a loan of $80 million from the World Bank.", "committed", "-", "fact"),
    ("Spain and Morocco broke ground for a railway tunnel.", "launched", "+", "fact"),
    ("Spain and Morocco have yet to break ground for a railway tunnel.", "launched", "-", "fact"),
    ("Spain may send 30 doctors to Morocco.", "proposed", "+", "conditional"),
    ("Spain sent 30 doctors to Morocco.", "delivered", "+", "fact"),
    ("Spain has sent no doctors to Morocco.", "delivered", "-", "fact"),
    ("Brazil is due to open a cotton laboratory in Mali.", "announced", "+", "planned"),
    ("Brazil is unlikely to open a cotton laboratory in Mali.", "announced", "-", "hedged"),
    ("Brazil has ruled out a loan to Mali.", "committed", "-", "fact"),
    ("Kenya had asked Norway for a $40 million loan.", "requested", "+", "fact"),
    ("Kenya denied reports that it had asked Norway for a $40 million loan.", "requested", "-", "fact"),
    ("Norway rejected claims that it had pledged $40 million to Kenya.", "pledged", "-", "fact"),
    ("Norway denied the visa and pledged $40 million to Kenya.", "pledged", "+", "planned"),
    ("Should Kenya agree, Norway will provide $40 million for schools.", "pledged", "+", "conditional"),
]

KNOWN_TO_FAIL = 0.05
"""Share of the pairs that may be read otherwise: the bar is 0.95."""


def _wrong() -> list[str]:
    wrong = []
    for sentence, modality, polarity, certainty in PAIRS:
        found = [claim for claim in read_text(sentence) if claim.core]
        read = [(claim.modality, claim.polarity, claim.certainty) for claim in found]
        if (modality, polarity, certainty) not in read:
            wrong.append(f"{sentence} -> {read}")
    return wrong


def test_negation_condition_and_hedge() -> None:
    wrong = _wrong()
    assert len(wrong) <= KNOWN_TO_FAIL * len(PAIRS), "\n".join(wrong)


@pytest.mark.parametrize("negated", ["has not signed", "has yet to sign", "refused to sign", "never signed"])
def test_a_denied_signature_is_never_read_as_one(negated: str) -> None:
    found = read_text(f"Japan {negated} the loan agreement with Uzbekistan.")
    assert [claim.polarity for claim in found] == ["-"]


def test_the_suite_is_large_enough() -> None:
    assert len(PAIRS) >= 120
