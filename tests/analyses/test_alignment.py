"""Words beside money on the bundled study, a partner's profile, and weights that a user sets."""

import pytest

from sarai import codelists
from sarai.analyses.influence import weighted
from sarai.model.errors import QuestionError
from sarai.study import Study


def test_words_and_money_by_sector_group(bundled: Study) -> None:
    found = bundled.alignment(partner="Japan", recipient="all")
    rows = {row["sector"]: row for row in found}
    positions = bundled.table("position").to_pylist()
    asked = [
        row
        for row in positions
        if "JP" in row["addressees"]
        and row["government"] != "JP"
        and row["act"] in ("requested", "proposed", "expressed_interest")
        and row["sector"] is not None
    ]
    assert sum(row["asked"] for row in rows.values()) == len(asked)
    transport = [row for row in asked if codelists.sector_group(row["sector"]) == "210"]
    assert rows["210"]["asked"] == len(transport)
    whole = sum(row["funded"] for row in rows.values() if row["funded"] is not None)
    stated = bundled.explain(partner="JP").rows
    assert whole == pytest.approx(sum(float(row["value"]) for row in stated if row["value"] and row["sector"]))
    for name in ("asked", "declared", "funded"):
        assert sum(row[f"{name}_share"] for row in rows.values()) == pytest.approx(1)


def test_every_row_opens(bundled: Study) -> None:
    held = {row["key"] for table in ("position", "promise") for row in bundled.table(table).to_pylist()}
    held |= {row["key"] for row in bundled.explain(partner="JP").rows}
    rows = bundled.alignment(partner="JP", recipient="TJ").rows
    assert all(row["opens"] and set(row["opens"]) <= held for row in rows)


def test_distances_come_with_intervals_that_are_the_same_each_time(bundled: Study) -> None:
    first, again = (bundled.alignment(partner="JP", recipient="all").notes for _ in range(2))
    assert first == again
    assert any(note.startswith("asked and funded: ") and "redrawings" in note for note in first)


def test_a_pair_without_words_is_refused(bundled: Study) -> None:
    with pytest.raises(QuestionError, match="no record with money states a sector"):
        bundled.alignment(partner="US", recipient="all")


def test_positions_of_a_government_on_a_topic(bundled: Study) -> None:
    rows = bundled.positions(government="Kazakhstan", topic="digital").rows
    assert rows and {(row["government"], row["topic"]) for row in rows} == {("KZ", "digital")}
    assert all(row["url"] and row["wording"] for row in rows)
    assert "topics: agriculture" in " ".join(bundled.positions(topic="nothing").notes)


def test_a_profile_has_its_figures_from_totals_and_measures(bundled: Study) -> None:
    rows = bundled.profile("JP").rows
    told = {(row["recipient"], row["measure"]): row for row in rows}
    total = bundled.total(by=["recipient", "family"], partner="JP", recipient="TJ").rows[0]
    assert told["TJ", f"committed, {total['family']}"]["value"] == pytest.approx(float(total["preferred"]))
    assert told["KZ", "position, told by the state"]["value"] == pytest.approx(5.66e9, rel=0.001)
    kept = sum(row["outcome"] == "kept" for row in bundled.promises(maker="JP") if "TJ" in row["addressees"])
    assert told["TJ", "kept"]["value"] == kept
    with pytest.raises(QuestionError):
        bundled.profile("Atlantis")


def test_trade_in_a_profile_is_a_share_of_the_state_s_whole_trade(bundled: Study) -> None:
    told = {(row["recipient"], row["measure"]): row for row in bundled.profile("CN").rows}
    of_state = {
        (row["measure"], row["last"]): row["value"]
        for row in bundled.dependence("KZ", partner="CN").rows if row["channel"] == "trade" and row["partner"] == "CN"
    }  # fmt: skip
    for measure in ("share of imports", "share of exports"):
        assert told["KZ", measure]["value"] == pytest.approx(of_state[measure, told["KZ", measure]["last"]])


ROWS = {
    "AA": [("trade", "share of imports", 0.5), ("votes", "distance in the General Assembly", 2.0)],
    "BB": [("trade", "share of imports", 0.2), ("votes", "distance in the General Assembly", 0.1)],
    "CC": [("trade", "share of imports", 0.1)],
}
PROFILES = {
    partner: [{"recipient": "XX", "channel": c, "measure": m, "value": v} for c, m, v in rows]
    for partner, rows in ROWS.items()
}  # fmt: skip


def test_weights_rank_and_tell_which_of_them_decide() -> None:
    rows = weighted(PROFILES, {"trade": 1.0, "votes": 0.5}, release=1).rows
    # Trade: 1, 1/2, 0. Votes, nearer above: BB 1, AA 0. AA (1 + 0) / 1.5, BB (.5 + .5) / 1.5: names settle a tie.
    assert [(row["partner"], round(row["points"], 3)) for row in rows] == [("AA", 0.667), ("BB", 0.667), ("CC", 0.0)]
    assert rows[0]["decides"] == ["trade"] and rows[2]["missing"] == ["votes"]
    assert weighted(PROFILES, {"votes": 1.0}, release=1).rows[0]["partner"] == "BB"


@pytest.mark.parametrize("weights", [{"moon": 1.0}, {"trade": 0.0}, {}])
def test_weights_over_nothing_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(QuestionError):
        weighted(PROFILES, weights, release=1)
