"""One identity per organisation: every code and name of it lead there, and nowhere else."""

import csv
from pathlib import Path

import pytest

import sarai.codelists.organisations as room
from sarai import codelists
from sarai.codelists import (
    OrganisationKind,
    Outcome,
    Scheme,
    codes_of,
    every_organisation,
    family,
    organisation,
    organisation_asked,
    organisation_by_code,
    organisation_by_name,
    organisation_of,
    other_names,
    partners_meant,
    recipients_meant,
)
from sarai.model.errors import CodeError

BY_HAND = Path(codelists.__file__).parent / "overlay" / "organisations.csv"


def means(found: codelists.Resolution) -> str | None:
    return None if found.found is None else found.found.code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("44002", "IDA"),
        ("905", "IDA"),
        ("XM-DAC-905", "IDA"),
        ("XM-DAC-41114", "UNDP"),
        ("41114", "UNDP"),
        ("959", "UNDP"),
        ("XM-DAC-46004", "AsDB"),
        ("915", "AsDB"),
        ("US-USAGOV", "US"),
        ("302", "US"),
        ("41122", "UNICEF"),
        ("XM-DAC-41122", "UNICEF"),
        ("44000", "WB"),
        ("XI-IATI-EBRD", "EBRD"),
        ("xi-iati-ebrd", "EBRD"),
        ("JP-8", "JP:JICA"),
        ("XM-DAC-701-8", "JP:JICA"),
        ("701-8", "JP:JICA"),
        ("GB-GOV-1", "GB:FCDO"),
        ("GB-1", "GB:FCDO"),
        ("XM-DAC-918-3", "EU:EIB"),
        ("42004", "EU:EIB"),
        ("42001", "EU:EC"),
        ("DAC-1601", "BMGF"),
        ("UK", "GB"),
        ("EC", "EC"),
        ("JPN", "JP"),
        ("701", "JP"),
        # A body that no list has is its state's; a publisher that no list has is nobody's.
        ("GB-GOV-999", "GB"),
        ("XM-DAC-701-999", "JP"),
        ("GB-CHC-1", None),
        ("World Bank", None),
        ("", None),
    ],
)
def test_a_code_means_one_organisation(code: str, expected: str | None) -> None:
    assert means(organisation_by_code(code)) == expected


def test_a_code_is_asked_within_its_scheme() -> None:
    assert means(organisation_by_code("905", Scheme.DAC_DONOR)) == "IDA"
    assert means(organisation_by_code("905", Scheme.CHANNEL)) is None
    assert means(organisation_by_code("41114", Scheme.CHANNEL)) == "UNDP"
    assert means(organisation_by_code("KZ", Scheme.ISO2)) == "KZ"
    assert means(organisation_by_code("KZ", Scheme.OWN)) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("World Bank", "WB"),
        ("The World Bank", "WB"),
        ("IBRD", "IBRD"),
        ("European Union", "EU"),
        ("EU Institutions", "EU"),
        ("European Commission", "EU:EC"),
        ("Asian Development Bank", "AsDB"),
        ("Asian Development Bank (ADB)", "AsDB"),
        ("UK", "GB"),
        ("US", "US"),
        ("Government of Japan", "JP"),
        ("Govt. of the Kyrgyz Republic", "KG"),
        ("JICA", "JP:JICA"),
        ("Japan International Co-operation Agency", "JP:JICA"),
        ("Export-Import Bank of China", "CN:EXIM"),
        ("U.S. Department of State", "US:STATE"),
        ("United Nations Development Program", "UNDP"),
        ("Food & Agriculture Organisation", "FAO"),
        ("WHO", "WHO"),
        ("World Health Organisation", "WHO"),
        # In the languages in which governments of the region and their partners write.
        ("国際協力機構", "JP:JICA"),
        ("Японское агентство международного сотрудничества", "JP:JICA"),
        ("Yaponiya xalqaro hamkorlik agentligi", "JP:JICA"),
        ("中国进出口银行", "CN:EXIM"),
        ("Эксимбанк Китая", "CN:EXIM"),
        ("Азия даму банкі", "AsDB"),
        ("Бонки осиёии рушд", "AsDB"),
        ("Aziýanyň ösüş banky", "AsDB"),
        ("АБР", "AsDB"),
        ("亚投行", "AIIB"),
        ("ЕБРР", "EBRD"),
        ("ПРООН", "UNDP"),
        ("上海合作组织", "SCO"),
        ("الصندوق السعودي للتنمية", "SA:SFD"),
        # A bare code of two letters is no name.
        ("SC", None),
        ("MC", None),
        ("JP", None),
        ("KZ", None),
        ("EC", "EU:EC"),
        # Every state has one.
        ("Ministry of Foreign Affairs", None),
        ("Municipalities", None),
        ("Prefectures", None),
        ("44002", None),
        ("", None),
    ],
)
def test_a_name_means_one_organisation_and_no_code(name: str, expected: str | None) -> None:
    assert means(organisation_by_name(name)) == expected


def test_a_name_that_tells_within_its_state_is_found_beside_it() -> None:
    assert means(organisation_by_name("Ministry of Foreign Affairs", "NO")) == "NO:4"
    assert means(organisation_by_name("CDB", "CN")) == "CN:CDB"


@pytest.mark.parametrize("name", ["CDB", "ADF", "Exim Bank", "CAREC", "IDB"])
def test_what_may_mean_several_is_asked(name: str) -> None:
    found = organisation_by_name(name)
    assert found.outcome is Outcome.AMBIGUOUS and found.found is None and len(found.candidates) > 1
    with pytest.raises(CodeError, match="Say which: "):
        found.or_raise()


def test_an_unknown_name_gets_the_suggestion_that_a_person_would_make() -> None:
    for wrong, meant in (
        ("Wrld Bank", "WB"),
        ("European Uniom", "EU"),
        ("Asain Development Bank", "AsDB"),
        ("Japann", "JP"),
    ):
        found = organisation_by_name(wrong)
        assert found.outcome is Outcome.UNKNOWN
        assert found.candidates[0].code == meant
    assert organisation_by_name("xq").candidates == ()
    assert organisation_by_name("Quux of Nowhere Ltd").candidates == ()


def test_a_record_with_code_and_name() -> None:
    assert means(organisation_of("JP-8", "Anything")) == "JP:JICA"
    assert means(organisation_of("no such code", "UNICEF")) == "UNICEF"
    assert means(organisation_of("US-99", "USAID")) == "US:USAID"
    assert means(organisation_of("44000", "International Development Association")) == "WB"
    assert organisation_of("44002", "Asian Development Bank").outcome is Outcome.AMBIGUOUS
    assert organisation_of(None, None).outcome is Outcome.UNKNOWN


def test_what_a_person_types_is_a_code_or_a_name_and_asked_where_it_is_both() -> None:
    assert means(organisation_asked("JP")) == "JP"
    assert means(organisation_asked("us")) == "US"
    assert means(organisation_asked("World Bank")) == "WB"
    assert {each.code for each in organisation_asked("EC").candidates} == {"EC", "EU:EC"}


def test_no_name_and_no_code_is_shared() -> None:
    table = room.directory()
    assert table.names.shared == {}
    assert {name: its.shared for name, its in table.agencies.items() if its.shared} == {}
    told: dict[tuple[Scheme, str], set[str]] = {}
    for scheme, code, its in room._codes():
        told.setdefault((scheme, code.casefold()), set()).add(its)
    assert {key: its for key, its in told.items() if len(its) > 1} == {}


def test_every_code_and_name_leads_back() -> None:
    for one in every_organisation():
        assert one.donor == one.code or organisation(one.donor) is not None
        assert one.parent is None or organisation(one.parent) is not None
        for scheme, code in codes_of(one.code):
            assert means(organisation_by_code(code, scheme)) == one.code
        if one.kind is not OrganisationKind.CATEGORY:
            for name in (one.name, *other_names(one.code)):
                found = organisation_by_name(name, one.donor)
                assert one.code in {each.code for each in found.candidates}, name


def test_the_short_codes_are_no_codes_of_countries() -> None:
    own = {one.code.casefold() for one in every_organisation() if one.kind is not OrganisationKind.STATE}
    states = {code.casefold() for scheme, code, _ in room._codes() if scheme in (Scheme.ISO2, Scheme.ISO3)}
    assert own & states == set()


def test_agencies_count_under_their_state_and_organisations_under_themselves() -> None:
    for one in every_organisation():
        if one.kind is OrganisationKind.AGENCY:
            assert one.code == "KG:RKDF" or one.donor != one.code, one
            assert one.agency is None or one.agency == f"{one.donor}:{one.name}"
    assert organisation("EU:EIB").donor == "EU"
    assert organisation("UNDP").donor == "UNDP"


def test_a_family_is_its_members() -> None:
    assert set(family("WB")) == {"WB", "IBRD", "IDA", "WBTF"}
    assert {"IFC", "MIGA", *family("WB")} < set(family("WBG"))
    assert family("JP") == ("JP",)
    assert family("EU") == ("EU",)


def test_those_by_hand_give_a_reason_and_years_that_follow() -> None:
    with BY_HAND.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            assert row["why"]
            if row["since"] and row["until"]:
                assert int(row["since"]) < int(row["until"])


HELD = ["AsDB", "CN", "EC", "IDA", "IBRD", "JP", "US", "US-USAGOV", "XM-DAC-46004", "A made-up giver"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("World Bank", {"WB", "IBRD", "IDA", "WBTF"}),
        ("IDA", {"IDA"}),
        ("European Union", {"EU"}),
        ("Asian Development Bank", {"AsDB", "XM-DAC-46004"}),
        ("US", {"US", "US-USAGOV"}),
        ("United States", {"US", "US-USAGOV"}),
        # What was printed gives what was printed.
        ("US-USAGOV", {"US-USAGOV"}),
        ("EC", {"EC"}),
        ("a made-up giver", {"A made-up giver"}),
        ("Central Asia, regional", {"619"}),
        ("Spain", {"ES"}),
    ],
)
def test_the_partners_that_a_filter_means(text: str, expected: set[str]) -> None:
    assert set(partners_meant(text, HELD)) == expected


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("JICA", "Ask --agency 'JICA', or --partner JP for all that Japan gives"),
        ("CDB", "Say which: Caribbean Development Bank"),
        ("Wrld Bank", r"Did you mean World Bank \(WB\)\?"),
        ("Nobody at all", "Correct it"),
    ],
)
def test_a_filter_that_means_no_partner_is_refused_with_what_to_ask(text: str, cure: str) -> None:
    with pytest.raises(CodeError, match=cure):
        partners_meant(text, HELD)
    with pytest.raises(CodeError, match="Say which: Ecuador"):
        partners_meant("EC", ["JP"])


def test_the_recipients_that_a_filter_means() -> None:
    assert recipients_meant("Kyrgyz Rep.", ["KG"]) == ("KG",)
    assert recipients_meant("elsewhere", ["Elsewhere"]) == ("Elsewhere",)
    with pytest.raises(CodeError):
        recipients_meant("Nowhere", ["KG"])
