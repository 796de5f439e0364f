"""What is still to come: balances against the bank's own column, and debt service payment by payment."""

import csv
import datetime as dt
from decimal import Decimal
from importlib.resources import files

import pytest

from sarai.money.concessionality import grant_element, payments_of
from sarai.study import Study


def test_a_balance_is_what_the_bank_itself_prints_as_undisbursed(bundled: Study) -> None:
    path = files("sarai.studies").joinpath("central_asia", "files", "ibrd-loans-central-asia.csv")
    with path.open(encoding="utf-8") as stream:
        printed = {row["Loan Number"]: Decimal(row["Undisbursed Amount"]) for row in csv.DictReader(stream)}
    rows = [row for row in bundled.forward(source="worldbank-ibrd", on=dt.date(2023, 5, 31)) if row["undisbursed"]]
    assert len(rows) >= 10
    for row in rows:
        loan = row["record"].partition(":")[2]
        # One loan's columns do not add up, by 35.2 million, as the study says of it.
        assert abs(row["undisbursed"] - printed[loan]) <= (36_000_000 if loan == "IBRD93110" else 1), loan


def test_who_states_no_disbursement_has_no_balance(bundled: Study) -> None:
    rows = bundled.forward(partner="CN", recipient="TJ").rows
    assert rows and all(row["undisbursed"] is None and row["committed"] is not None for row in rows)
    assert {row["status"] for row in rows}.isdisjoint({"completion", "cancelled", "closed"})


def test_debt_service_of_the_loans_whose_terms_are_stated(bundled: Study) -> None:
    (loan,) = bundled.explain(activity="aiddata:39619").rows
    service = bundled.forward(activity="aiddata:39619", on=dt.date(2000, 1, 1)).other("service")
    assert {row["records"] for row in service} == {1}
    assert abs(sum(row["principal"] for row in service) - loan["value"]) < 1
    # Terms are those of the older telling that has them, as those of its grant element are.
    assert loan["grant_element"] is not None and "interest_rate" in {each["field"] for each in loan["inherited"]}
    later = bundled.forward(partner="CN", recipient="KG", on=dt.date(2030, 1, 1)).other("service")
    assert later[0]["year"] >= 2030


def test_payments_are_those_of_the_grant_element() -> None:
    period = 1.07**0.5
    worth = sum((principal + interest) / period ** (2 * years) for years, principal, interest in payments_of(2, 20, 5))
    assert 100 * (1 - worth) == pytest.approx(grant_element(2, 20, 5, discount=7))
    assert sum(principal for _, principal, _ in payments_of(2, 20, 5)) == pytest.approx(1)
    assert [principal for _, principal, _ in payments_of(3, 4, 4)][-1] == 1
