"""Ways in which publishers write IATI that misled other tools or this one: one study of all, each with what is right.

The shapes follow public reports of faults; every record is made up. What is right was written down before it was run.
"""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from iati_files import activity, built, document, transaction, written

OTHER = '<reporting-org ref="XX-MADEUP-2" type="10"><narrative>Another Made-up Agency</narrative></reporting-org>'
JAPAN = '<participating-org role="1" ref="JP-8" type="10"><narrative>Japan</narrative></participating-org>'


def country(code: str, percent: object = None) -> str:
    return f'<recipient-country code="{code}"{_share(percent)}/>'


def region(code: str, vocabulary: str = "1", percent: object = None) -> str:
    return f'<recipient-region vocabulary="{vocabulary}" code="{code}"{_share(percent)}/>'


def _share(percent: object) -> str:
    return "" if percent is None else f' percentage="{percent}"'


def named(name: str, role: str = "1", ref: str | None = None) -> str:
    told = "" if ref is None else f' ref="{ref}"'
    return f'<participating-org role="{role}"{told}><narrative>{name}</narrative></participating-org>'


def provider(name: str, ref: str | None = None) -> str:
    told = "" if ref is None else f' ref="{ref}"'
    return f"<provider-org{told}><narrative>{name}</narrative></provider-org>"


PLACES: dict[str, tuple[str, dict[str | None, object]]] = {
    "one region in two vocabularies": (region("289", percent=100) + region("202", "2", 100), {"289": 100}),
    "a region beside a word of the reporter's": (region("289") + region("A1", "99"), {"289": 100}),
    "a country and a region told twice": (
        country("KE", 40) + region("289", percent=60) + region("A1", "99", 60), {"KE": 40, "289": 60},
    ),
    "two regions beside another telling of both": (
        region("289", percent=30) + region("189", percent=70) + region("202", "2", 100), {"289": 30, "189": 70},
    ),
    "a word of the reporter's alone": (region("A1", "99"), {"reporter:A1": 100}),
    "countries and regions that each make the whole": (
        country("KE", 50) + country("UG", 50) + region("289", percent=100), {"KE": 50, "UG": 50},
    ),
    "two countries and a region without shares": (country("KE") + country("UG") + region("289"), {"KE": 50, "UG": 50}),
    "shares that make a half": (country("KE", 25) + country("UG", 25), {"KE": 50, "UG": 50}),
    "shares that make too much": (country("KE", 90) + country("UG", 30), {"KE": 75, "UG": 25}),
    "one country with less than the whole is rebased": (country("KE", 40), {"KE": 100}),
    "no recipient": ("", {None: 100}),
    "a share in words": (country("KE", "all"), {"KE": 100}),
}  # fmt: skip

DATES: dict[str, tuple[str | None, str | None, int | None]] = {
    "a value date alone": (None, "2018-04-05", 2018),
    "a day and a month of one figure": ("2019-2-1", "2019-2-1", 2019),
    "a month of one figure": ("2019-2-01", "2019-2-01", 2019),
    "a zone behind the day": ("2019-01-31Z", "2019-01-31Z", 2019),
    "a time and a zone": ("2019-01-31T23:59:59+05:00", "2019-01-31", 2019),
    "a year alone": ("2017", "2017-01-01", 2017),
    "a year and a month": ("2017-06", "2017-06-01", 2017),
    "a day that no calendar has beside a value date": ("2019-02-30", "2019-03-01", 2019),
    "the end of time": ("9999-12-31", "9999-12-31", None),
    "the beginning of time": ("0001-01-01", "0001-01-01", None),
    "no date at all": (None, None, None),
}

PARTIES: dict[str, tuple[str, str, tuple[str | None, ...]]] = {
    "two letters that are no country": ("", provider("EC"), ("EC", "EU")),
    "a funder of two letters": (named("SC"), "", ("SC (as named)",)),
    "a provider by its code": ("", provider("Ministry of Foreign Affairs", "JP-8"), ("JP",)),
    "a provider by its name": ("", provider("Japan"), ("JP",)),
    "a funder by its name": (named("Germany"), "", ("DE",)),
    "two funders without shares": (named("Germany") + named("Japan"), "", ("several",)),
    "one funder named twice": (named("Germany") + named("Germany", ref="DE"), "", ("DE",)),
    "an implementer is no funder": (named("Germany") + named("Japan", role="4"), "", ("DE",)),
}

AMOUNTS: dict[str, tuple[tuple[str, ...], object]] = {
    "money that is taken back": (("100", "-20"), 80),
    "a sign before the figure": (("+100",), 100),
    "blanks around the figure": ((" 100.50 ",), Decimal("100.5")),
    "two payments": (("0.1", "0.2"), Decimal("0.3")),
}


def name_of(kind: str) -> str:
    return f"XX-MADEUP-1-{kind.replace(' ', '-')}"


def documents() -> dict[str, str]:
    """The files, by name."""
    found = {
        "places.xml": document(*(activity(name_of(kind), told, transaction(100)) for kind, (told, _) in PLACES.items()))
    }
    found["dates.xml"] = document(
        *(
            activity(name_of(kind), country("KE"), transaction(100, day=day, value_day=value_day))
            for kind, (day, value_day, _) in DATES.items()
        )
    )
    found["parties.xml"] = document(
        *(
            activity(name_of(kind), country("KE"), transaction(100, inside), who=who, reporter=OTHER)
            for kind, (who, inside, _) in PARTIES.items()
        )
    )
    found["amounts.xml"] = document(
        *(activity(name_of(kind), country("KE"), *map(transaction, told)) for kind, (told, _) in AMOUNTS.items())
    )
    older = 'default-currency="USD" last-updated-datetime="2021-01-01T00:00:00Z"'
    newer = 'default-currency="USD" last-updated-datetime="2022-01-01T00:00:00Z"'
    same = activity("XX-MADEUP-1-copied", country("KE"), transaction(7), attributes=newer)
    found["twice.xml"] = document(
        activity("XX-MADEUP-1-twice", country("KE"), transaction(10), attributes=older),
        activity("XX-MADEUP-1-twice", country("SV"), transaction(20), attributes=newer),
        same,
        same,
        activity("XX-MADEUP-1-own", country("KE"), transaction(5, country("UG"))),
        activity(
            "XX-MADEUP-1-rights",
            country("KE"),
            transaction(100, kind="2", day="2018-02-01")
            .replace("<value", '<value currency="XDR"')
            .replace('value-date="2020-01-01"', 'value-date="2018-02-01"'),
        ),
    )
    return found


Money = dict[tuple[str, str], dict[Any, Decimal]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Money, Any]:
    """What was paid by each record, per recipient, year and partner; and the study."""
    folder = tmp_path_factory.mktemp("cases")
    study, _ = built(folder / "mine", *(written(folder, name, content) for name, content in documents().items()))
    found: Money = defaultdict(lambda: defaultdict(Decimal))
    for dimension in ("recipient", "year", "partner"):
        for row in study.total(by=["activity", dimension], measure="disbursed", prices="source", mixed=True).rows:
            record = row["activity"].removeprefix("iati:")
            found[(record, dimension)][row[dimension]] += row["preferred"] or 0
    return found, study


@pytest.mark.parametrize("kind", PLACES)
def test_whose_the_money_is(told: tuple[Money, Any], kind: str) -> None:
    right = {code: Decimal(str(part)) for code, part in PLACES[kind][1].items()}
    assert told[0][(name_of(kind), "recipient")] == right


@pytest.mark.parametrize("kind", DATES)
def test_which_year_it_is(told: tuple[Money, Any], kind: str) -> None:
    assert told[0][(name_of(kind), "year")] == {DATES[kind][2]: 100}


@pytest.mark.parametrize("kind", PARTIES)
def test_who_gives(told: tuple[Money, Any], kind: str) -> None:
    ((partner, value),) = told[0][(name_of(kind), "partner")].items()
    assert value == 100
    assert partner in PARTIES[kind][2]


@pytest.mark.parametrize("kind", AMOUNTS)
def test_how_much_it_is(told: tuple[Money, Any], kind: str) -> None:
    assert told[0][(name_of(kind), "recipient")] == {"KE": Decimal(str(AMOUNTS[kind][1]))}


def test_of_two_records_with_one_name_in_a_file_the_newer_speaks_and_a_copy_counts_once(
    told: tuple[Money, Any],
) -> None:
    # The second telling of a name has a key of its own.
    tellings = [
        money for (record, by), money in told[0].items() if record.startswith("XX-MADEUP-1-twice") and by == "recipient"
    ]
    assert [dict(money) for money in tellings if money] == [{"SV": 20}]
    assert told[0][("XX-MADEUP-1-copied", "recipient")] == {"KE": 7}


def test_a_payments_own_country_replaces_the_records(told: tuple[Money, Any]) -> None:
    assert told[0][("XX-MADEUP-1-own", "recipient")] == {"UG": 5}


def test_special_drawing_rights_have_a_rate(told: tuple[Money, Any]) -> None:
    rows = told[1].total(by=["activity"], measure="committed").rows
    (value,) = (row["preferred"] for row in rows if row["activity"] == "iati:XX-MADEUP-1-rights")
    assert 140 < value < 150
