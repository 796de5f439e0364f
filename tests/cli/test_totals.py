"""Totals in a terminal: digits that the values hold, largest first, shares, and how the three totals come about."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sarai.cli.draw_totals import digits_of, number, scale, sums_of

MILLION = Decimal(1_000_000)


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [
        ("1497636247.78", 2, "~1,500"),
        ("1497636247.78", 3, "~1,500"),
        ("1497636247.78", None, "1,497.6"),
        ("38932309541.94", 3, "~38,900"),
        ("426000000", 3, "~426"),
        ("1230000", 2, "~1.2"),
        ("1230000", 3, "~1.2"),
        ("-646809414", 3, "~-647"),
        ("0", 3, "0.0"),
        ("12000", None, "under 0.05"),
        ("-12000", None, "over -0.05"),
        (None, 3, "not reported"),
    ],
)
def test_a_value_prints_the_digits_it_holds(value: str | None, digits: int | None, told: str) -> None:
    assert number(None if value is None else Decimal(value), MILLION, digits=digits) == told


def test_quality_decides_how_many_digits() -> None:
    assert digits_of([]) is None
    assert digits_of(["inherited field"]) is None
    assert digits_of(["yearly rate"]) == 3
    assert digits_of(["back-computed"]) == digits_of(["publisher's rate"]) == digits_of(["official rate"]) == 2
    # A sum of many is no rougher than three digits.
    assert digits_of(["back-computed"], records=40) == 3


def test_money_stands_in_a_size_that_the_largest_fits() -> None:
    assert scale([Decimal("17823428"), None, Decimal(4)]) == (MILLION, "million")
    assert scale([Decimal("-178234")]) == (Decimal(1000), "thousand")
    assert scale([Decimal("9999")]) == scale([None]) == (Decimal(1), "")


def test_unlike_money_has_sums_of_its_own() -> None:
    level = {"low": Decimal(1), "preferred": Decimal(2), "high": Decimal(3), "n": 1, "quality": ["yearly rate"]}
    rows = [{"family": "tracked", **level}, {"family": "tracked", **level}, {"family": "ceiling", **level}]
    sums = sums_of(rows, ["family"])
    assert [(kind, row["preferred"], row["n"]) for kind, row in sums.items()] == [
        (("tracked",), Decimal(4), 2),
        (("ceiling",), Decimal(2), 1),
    ]


def test_a_total_prints_largest_first_with_shares_and_a_total(sarai: Callable[..., Any], built_study: Path) -> None:
    out = sarai("total", built_study, "--by", "recipient").out.splitlines()
    body = out[2 : next(place for place, line in enumerate(out) if line.startswith("- "))]
    assert body[-1].startswith("total")
    assert "100.0 %" in body[-1]
    rows = sarai("total", built_study, "--by", "recipient", "--format", "json").json()["rows"]
    largest = max(rows, key=lambda row: Decimal(row["preferred"] or 0))
    assert body[0].split()[0] == largest["recipient"]
    exact = sarai("total", built_study, "--by", "recipient", "--exact").out
    assert f"{Decimal(largest['preferred']):,.2f}" in exact
    assert "~" not in exact


def test_why_leads_from_what_was_read_to_the_three_totals(sarai: Callable[..., Any], built_study: Path) -> None:
    answer = sarai("total", built_study, "--why", "--format", "json").json()
    (total,) = answer["rows"]
    steps = answer["why"]
    level = {row["step"]: Decimal(row["value"] or 0) for row in steps if row["rule"] is None}
    assert {name: level[name] for name in ("low", "preferred", "high")} == {
        name: Decimal(total[name]) for name in ("low", "preferred", "high")
    }
    off = {
        step: sum(Decimal(row["value"] or 0) for row in steps if row["step"] == step)
        for step in ("set aside", "in high alone", "doubted", "of which")
    }
    assert level["read"] + off["set aside"] == level["high"]
    assert level["high"] + off["in high alone"] == level["preferred"]
    assert level["preferred"] + off["doubted"] == level["low"] == off["of which"]
    assert all(row["about"] for row in steps if row["rule"] not in (None, "counted"))
    told = sarai("total", built_study, "--why").out
    assert "= read" in told
    assert "= low" in told


def test_where_no_rule_speaks_against_anything_no_doubt_is_known(sarai: Callable[..., Any], tmp_path: Path) -> None:
    folder, table = tmp_path / "study", tmp_path / "grants.csv"
    assert sarai("new", folder).code == 0
    table.write_text("id,country,donor,amount,signed\n1,KZ,JP,100000,2015-03-01\n", encoding="utf-8")
    sarai("add", folder, table)
    (mapping,) = (folder / "mappings").glob("*.yaml")
    mapping.write_text(
        "source: made-up\ndataset: grants\ntitle: made up\npublisher: made up\nlicence: made up\n"
        "tier: official-ledger\ncolumns: {id: record_id, country: recipient, donor: provider, amount: amount, "
        "signed: date}\nconstants: {kind: commitment, currency: USD}\n",
        encoding="utf-8",
    )
    assert sarai("build", folder).code == 0
    out = sarai("total", folder).out
    assert "no doubt known" in out
    # Not three equal figures that look like certainty.
    assert out.splitlines()[1].split() == ["value", "share", "n"]
