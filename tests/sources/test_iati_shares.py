"""Which codes carry the money, in what shares, and how each share is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarai.sources.iati.shares import recipients, sectors


def shared(fill, *told):
    """The shares of rows told as ``vocabulary code percent``; a blank percent is left out."""
    rows = []
    for line in told:
        vocabulary, code, *percent = line.split()
        rows.append(
            {"where": "/x", "vocabulary": vocabulary, "code": code, **({"percent": percent[0]} if percent else {})}
        )
    noted = []
    fill(rows, noted.append)
    return {
        (row["code"] if row["code"] is not None else row["label"]): (row["percent"], str(row["basis"])) for row in rows
    }, noted


def carried(fill, *told):
    found, _ = shared(fill, *told)
    return {code: share for code, share in found.items() if share[0] is not None}


STATED, REST, REBASED, ASSUMED, WHOLE = "stated", "rest", "rebased", "assumed", "whole"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # Each vocabulary of regions tells the whole once more.
        (["1 289 100", "2 202 100"], {"289": (100, STATED)}),
        (["1 289", "99 A1"], {"289": (100, WHOLE)}),
        (["2 202 100", "99 A1 100"], {"un-m49:202": (100, STATED)}),
        (["99 A1 60", "99 A2 40"], {"reporter:A1": (60, STATED), "reporter:A2": (40, STATED)}),
        (["iso2 KE 40", "1 289 60", "99 A1 60"], {"KE": (40, STATED), "289": (60, STATED)}),
        (["iso2 KE 40", "1 289", "99 A1"], {"KE": (40, STATED), "289": (60, REST)}),
        # One list that crosses vocabularies is no second telling.
        (
            ["iso2 KE 40", "1 289 30", "99 A1 30"],
            {"KE": (40, STATED), "289": (30, STATED), "reporter:A1": (30, STATED)},
        ),
        # It is one only where each row has its share and no vocabulary makes the whole with the countries alone.
        (
            ["iso2 KE 40", "1 289 40", "99 A1 20", "99 A2"],
            {"KE": (50, REBASED), "289": (50, REBASED)},
        ),
        (["iso2 KE 40", "1 289 60", "99 A1 0.3"], {"KE": (40, STATED), "289": (60, STATED)}),
        # One vocabulary that tells the whole of a lone country again is enough, whatever the others leave out.
        (["iso2 KE", "1 289 100", "99 A1"], {"KE": (100, WHOLE)}),
        # Where the countries are the whole, or nobody states a share, they carry it.
        (["iso2 KE 100", "1 289 100"], {"KE": (100, STATED)}),
        (["iso2 KE 60", "iso2 UG 40", "1 289 100"], {"KE": (60, STATED), "UG": (40, STATED)}),
        (["iso2 KE", "1 289 100"], {"KE": (100, WHOLE)}),
        (["iso2 KE", "1 289"], {"KE": (100, WHOLE)}),
        (["iso2 KE", "iso2 UG", "1 289"], {"KE": (50, ASSUMED), "UG": (50, ASSUMED)}),
        # A share left out is what the others leave; several are equal parts by assumption.
        (["iso2 KE", "1 289 60"], {"KE": (40, REST), "289": (60, STATED)}),
        (["iso2 KE", "iso2 UG", "1 289 60"], {"KE": (20, ASSUMED), "UG": (20, ASSUMED), "289": (60, STATED)}),
        (["iso2 KE 70", "iso2 UG"], {"KE": (70, STATED), "UG": (30, REST)}),
        (["iso2 KE 100", "iso2 UG"], {"KE": (100, STATED)}),
        # Shares that do not make 100 are rebased.
        (["iso2 KE 60"], {"KE": (100, REBASED)}),
        (["iso2 KE 80", "iso2 UG 80"], {"KE": (50, REBASED), "UG": (50, REBASED)}),
        (["iso2 KE 0.25", "iso2 UG 0.75"], {"KE": (25, REBASED), "UG": (75, REBASED)}),
        (["iso2 KE 120", "iso2 UG"], {"KE": (100, REBASED)}),
        (["iso2 KE 0", "iso2 UG 0"], {"KE": (50, ASSUMED), "UG": (50, ASSUMED)}),
        (["iso2 KE 0", "iso2 UG 100"], {"UG": (100, STATED)}),
    ],
)
def test_recipients(told, expected):
    assert carried(recipients, *told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (["1 15110", "7 9"], {"15110": (100, WHOLE)}),
        (["7 9", "99 A"], {"sdg-goal:9": (100, WHOLE)}),
        (["1 15110 60", "1 151 40"], {"15110": (60, STATED), "151": (40, STATED)}),
        (["1 15110 100", "2 151 100"], {"15110": (100, STATED)}),
        (["1 15110", "1 21020", "99 A 100"], {"15110": (50, ASSUMED), "21020": (50, ASSUMED)}),
        (["dac 15110", "RO A"], {"15110": (100, WHOLE)}),
    ],
)
def test_sectors(told, expected):
    assert carried(sectors, *told) == expected


def test_a_share_that_is_none_is_noted_and_taken_as_left_out():
    found, noted = shared(recipients, "iso2 KE 60,5", "iso2 UG 40")
    assert found == {"KE": (60, REST), "UG": (40, STATED)}
    assert [(each.column, each.value) for each in noted] == [("@percentage", "60,5")]


LINES = st.builds(
    lambda place, percent: " ".join([place, *percent]),
    st.sampled_from(["iso2 KE", "iso2 UG", "iso2 ZZ", "1 289", "1 298", "1 7", "2 202", "99 A1", "99 A2"]),
    st.one_of(st.just([]), st.sampled_from(["0", "33.3", "40", "50", "60", "100", "150", "x"]).map(lambda it: [it])),
)


@given(told=st.lists(LINES, min_size=1, max_size=7, unique_by=lambda line: line.split()[1]))
def test_whatever_is_told_the_shares_make_the_whole(told):
    found, _ = shared(recipients, *told)
    assert abs(sum(percent for percent, _ in found.values() if percent is not None) - 100) < 1e-6
    assert all((percent is None) == (basis == "label") for percent, basis in found.values())
