"""The figures of the bundled study where several sources tell of one thing, each with the figure it was before."""

from decimal import Decimal

from sarai.study import Study


def one(study: Study, **filters: str) -> tuple[Decimal, Decimal]:
    (row,) = study.total(partner="CN", **filters).rows  # type: ignore[arg-type]
    return row["low"], row["preferred"]


def test_china_in_central_asia_carries_over_what_gcdf_3_0_has_no_column_for(bundled: Study) -> None:
    """ODA-like was 1.296 bn where South and Central Asia 2020 alone gives 4.879; Kazakhstan 0.6 m; grants 141.6 m."""
    alone = {"dataset": "sca-2020-central-asia"}
    assert one(bundled, flow_class="oda-like", **alone)[1] == Decimal("4878765021.23")
    assert one(bundled, flow_class="oda-like") == (Decimal("4534297937.32"), Decimal("4917776052.20"))
    assert one(bundled, flow_class="oda-like", recipient="KZ", **alone)[1] == Decimal("1185143899.38")
    assert one(bundled, flow_class="oda-like", recipient="KZ")[1] == Decimal("1184108283.45")
    assert one(bundled, finance_type="110", **alone)[1] == Decimal("329735452.34")
    assert one(bundled, finance_type="110")[1] == Decimal("340461155.28")


def test_twelve_records_stay_cofinanced_and_an_umbrella_of_2017_stays_doubtful(bundled: Study) -> None:
    newest = [row for row in bundled.explain(partner="CN") if row["dataset"] == "gcdf-3.0-central-asia"]
    shared = [row for row in newest if row["rule"] == "cofinanced"]
    assert (len(shared), sum(row["value"] for row in shared)) == (12, Decimal("3176499796.16"))
    (umbrella,) = [row for row in newest if row["key"] == "aiddata:40267#1"]
    assert (umbrella["rule"], umbrella["status"]) == ("umbrella_before", "completion")
    (mark,) = [each for each in umbrella["inherited"] if each["field"] == "umbrella"]
    assert mark["dataset"] == "gcof-1.0-central-asia"
    assert mark["locator"].startswith("row ")
