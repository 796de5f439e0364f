"""Each rule: rows that it holds for and rows that it does not. The first rule in order decides."""

import datetime as dt
from collections.abc import Callable

import pytest

from sarai.counting.rules import COUNTED, RULES
from sarai.model.provenance import Scope
from sarai.model.vocabulary import Standing
from worlds import World, made, rows, study


def ruled(world: World, **told: object) -> dict[str, tuple[str, str]]:
    """Rule and standing of each flow."""
    return {str(row["key"]): (str(row["rule"]), str(row["standing"])) for row in rows(world, **told)}


def of(flow: dict[str, object] | None = None, **activity: object) -> World:
    """A world of one activity, told of in ``activity``, with one flow."""
    return World().file().activity("a", **activity).flow("a", "100", **(flow or {}))


def test_rules_have_one_name_each_and_say_why() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.about.endswith(".") and rule.source for rule in RULES)


def test_rules_that_put_out_come_before_those_that_doubt() -> None:
    weight = {Standing.OUT: 0, Standing.POSSIBLE: 1, Standing.PREFERRED: 2}
    doubts = [weight[rule.standing] for rule in RULES if rule.standing is not Standing.POSSIBLE]
    assert doubts == sorted(doubts)


def split_by(basis: str) -> World:
    return of().split("a", "recipient", {"KZ": 100.0}, basis=basis)


@pytest.mark.parametrize(
    ("rule", "standing", "holds", "holds_not"),
    [
        ("cancelled", "out", of(status="cancelled"), of(status="closed")),
        ("suspended", "out", of(status="suspended"), of(status="implementation")),
        ("umbrella", "out", of(marks=["cofinanced", "umbrella"]), of(marks=["line-of-credit"])),
        ("pledge_not_firm", "out", of({"kind": "pledge"}), of({"kind": "commitment"}, status="pledge")),
        ("not_recommended_by_source", "out", of(recommended="no"), of(recommended=None)),
        ("told_again", "out", of(marks=["retold"]), of(marks=["ground-truthed"])),
        ("stock_on_a_date", "out", of({"timing": "cumulative"}), of({"timing": "in-period"})),
        ("cofinanced", "preferred", of(marks=["cofinanced"]), of(marks=[])),
        ("debt_reorganised", "out", of({"finance_type": "610"}, finance_type="110"), of(finance_type="421")),
        (
            "debt_relief",
            "preferred",
            of({"kind": "disbursement"}, finance_type="610"),
            of({"kind": "disbursement"}, finance_type="421"),
        ),
        ("assumed_share", "preferred", split_by("assumed"), split_by("stated")),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_a_rule_holds_for_its_rows_alone(rule: str, standing: str, holds: World, holds_not: World) -> None:
    assert ruled(holds) == {"a#1": (rule, standing)}
    assert ruled(holds_not) == {"a#1": (COUNTED, Standing.CERTAIN)}


def test_a_flow_s_own_finance_type_goes_before_the_activity_s() -> None:
    assert ruled(of({"finance_type": "110"}, finance_type="610")) == {"a#1": (COUNTED, "certain")}


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({}, "outside_the_study"),
        ({"recipients": frozenset({"KZ"})}, COUNTED),
        ({"recipients": frozenset({"KZ"}), "partners": frozenset({"CN"})}, "outside_the_study"),
        ({"recipients": None, "years": (2010, 2010)}, COUNTED),
        ({"recipients": None, "years": (2011, 2020)}, "outside_the_study"),
    ],
)
def test_outside_the_study(told: dict[str, object], rule: str) -> None:
    world = made().split("a", "recipient", {"KZ": 100.0})
    default: dict[str, object] = {"recipients": frozenset({"UZ"})}
    assert ruled(world, of=study(**(default | told)))["a#1"][0] == rule


def test_the_study_is_asked_share_by_share() -> None:
    world = made().split("a", "recipient", {"KZ": 40.0, "UZ": 60.0})
    found = {row["recipient"]: row["rule"] for row in rows(world, of=study(recipients=frozenset({"UZ"})))}
    assert found == {"KZ": "outside_the_study", "UZ": COUNTED}


def test_a_year_not_stated_is_not_outside() -> None:
    world = made(date=None, year=None)
    assert ruled(world, of=study(years=(2000, 2001))) == {"a#1": (COUNTED, "certain")}


def family(parent: object, *children: object, **told: object) -> World:
    world = World().file().activity("p").flow("p", parent)
    for place, amount in enumerate(children):
        world.activity(f"c{place}", parent="p").flow(f"c{place}", amount, **told)
    return world


@pytest.mark.parametrize(
    ("world", "rule"),
    [
        (family("100", "60", "40"), "parent_of_counted"),
        (family("100", "60"), "parent_beside_children"),
        (family("100", None), COUNTED),
        (family(None, "60"), COUNTED),
        # What is of another kind is no repetition of the parent's money; in another currency nobody can tell.
        (family("100", "100", kind="disbursement"), COUNTED),
        (family("100", "100", currency="EUR"), "parent_beside_children"),
        (World().file().activity("p").flow("p", "100").activity("c").flow("c", "100"), COUNTED),
    ],
)
def test_a_parent_is_set_aside_only_for_its_children_s_sum(world: World, rule: str) -> None:
    found = ruled(world)
    assert found["p#1"][0] == rule
    assert {told[0] for key, told in found.items() if key != "p#1"} <= {COUNTED}
    assert found["p#1"][1] == {"parent_of_counted": "out", "parent_beside_children": "possible"}.get(rule, "certain")


def reporter(activities: int, equal: int) -> World:
    world = World().file()
    for place in range(activities):
        world.activity(f"m{place}", reporter="mirror").flow(f"m{place}", "100")
        world.flow(f"m{place}", "100" if place < equal else "70", kind="expenditure", ordinal=2)
    world.activity("x", reporter="other").flow("x", "5").flow("x", "5", kind="expenditure", ordinal=2)
    return world


@pytest.mark.parametrize(
    ("activities", "equal", "mirrored"), [(10, 10, True), (10, 9, True), (10, 8, False), (9, 9, False)]
)
def test_expenditures_that_mirror_commitments(activities: int, equal: int, mirrored: bool) -> None:
    found = ruled(reporter(activities, equal))
    spent = {told for key, told in found.items() if key.startswith("m") and key.endswith("#2")}
    assert spent == {("mirrored_expenditure", "out") if mirrored else (COUNTED, "certain")}
    # Its commitments stand, and so does the expenditure of any other reporter.
    assert {told for key, told in found.items() if key.endswith("#1")} == {(COUNTED, "certain")}
    assert found["x#2"] == (COUNTED, "certain")


COST = "total_cost_expenditure"


def cost(
    activities: int, *, holds: int = 99, very: int = 99, once: int = 99, committed: int = 99, currency: str = "USD"
) -> World:
    """A register that tells the cost of each project as an expenditure beside 40 disbursed of 50 committed."""
    world = World().file()
    for place in range(activities):
        key = f"m{place}"
        world.activity(key, reporter="register").flow(key, "50")
        world.flow(key, "40", kind="disbursement", ordinal=2)
        told = "30" if place >= holds else "45" if place >= committed else "50" if place < very else "500"
        if place >= once:
            world.flow(key, "1", currency, kind="expenditure", ordinal=4)
        world.flow(key, told, currency, kind="expenditure", ordinal=3)
    return world


@pytest.mark.parametrize(
    ("world", "flagged"),
    [
        (cost(20, very=2), True),
        (cost(20, very=2, holds=18), True),
        # Too few activities to tell, and too few of them that hold what was disbursed or committed.
        (cost(9, very=2), False),
        (cost(20, very=2, holds=17), False),
        (cost(20, very=2, committed=17), False),
        # An organisation that spends most of its money itself: never the very sum, or month by month.
        (cost(20, very=1), False),
        (cost(20, very=2, once=17), False),
        # Sums of two currencies are not compared.
        (cost(20, very=2, currency="EUR"), False),
    ],
)
def test_expenditures_that_are_what_projects_cost(world: World, flagged: bool) -> None:
    found = ruled(world)
    spent = {told for key, told in found.items() if key.endswith(("#3", "#4"))}
    assert spent == ({(COST, "out")} if flagged else {(COUNTED, "certain")})
    assert {told for key, told in found.items() if key.endswith(("#1", "#2"))} == {(COUNTED, "certain")}


def later(**scope: object) -> Callable[[World], dict[str, tuple[str, str]]]:
    def ask(world: World) -> dict[str, tuple[str, str]]:
        world.file("later", dataset="made-2", as_of=dt.date(2021, 1, 1))
        return ruled(world, scopes={"made-1": Scope(), "made-2": Scope(**scope)})  # type: ignore[arg-type]

    return ask


def test_what_a_later_dataset_could_print_and_does_not_is_doubted() -> None:
    absent = {"a#1": ("absent_from_newer", "preferred")}
    counted = {"a#1": (COUNTED, "certain")}
    world = lambda: of(recommended="yes", status="commitment", year=2010).split("a", "recipient", {"KZ": 100.0})  # noqa: E731
    assert later()(world()) == absent
    assert later(recipients=frozenset({"KZ"}), years=(2000, 2014))(world()) == absent
    assert later(recipients=frozenset({"UZ"}))(world()) == counted
    assert later(years=(2011, 2014))(world()) == counted
    assert later(statuses=frozenset({"completion"}))(world()) == counted
    assert later(complete=False)(world()) == counted
    assert ruled(world(), scopes={"made-1": Scope()}) == counted


def test_the_first_rule_in_order_decides() -> None:
    everything = of({"kind": "pledge"}, status="cancelled", marks=["umbrella", "cofinanced"], recommended="no")
    assert ruled(everything) == {"a#1": ("cancelled", "out")}
    assert ruled(everything, of=study(partners=frozenset({"CN"}))) == {"a#1": ("outside_the_study", "out")}
    assert ruled(of(marks=["umbrella"], recommended="no")) == {"a#1": ("umbrella", "out")}
    both = of({"kind": "disbursement"}, marks=["cofinanced"], finance_type="610")
    assert ruled(both) == {"a#1": ("cofinanced", "preferred")}


def facility(**loan: object) -> World:
    """A facility of 150 and a loan of 140 that names it, of one provider and recipient unless said otherwise."""
    world = World().file().activity("f", marks=["facility"]).flow("f", "150").split("f", "recipient", {"KZ": 100.0})
    world.activity("l").flow("l", "140", provider=loan.get("provider", "JP"))
    world.split("l", "recipient", {str(loan.get("recipient", "KZ")): 100.0})
    return world.related("l", "f") if loan.get("linked", True) else world


def test_only_a_facility_and_its_own_loan_net() -> None:
    assert ruled(facility()) == {"f#1": (COUNTED, "certain"), "l#1": ("part_of_facility", "possible")}
    for other in ({"provider": "CN"}, {"recipient": "UZ"}, {"linked": False}):
        assert ruled(facility(**other))["l#1"] == (COUNTED, "certain")
    # A dataset asked alone shows all that it says: what the loan is weighed against is named.
    (loan,) = [row for row in rows(facility()) if row["key"] == "l#1"]
    assert loan["beside"] == "f#1"
    # Records that are merely linked are siblings: both count.
    siblings = made("a").activity("b").flow("b", "7").related("a", "b")
    assert {told[0] for told in ruled(siblings).values()} == {COUNTED}


@pytest.mark.parametrize(
    ("activity", "flow"),
    [({"status": "cancelled"}, {}), ({"status": "suspended"}, {}), ({"recommended": "no"}, {}),
     ({}, {"kind": "pledge"}), ({}, {"amount": None}), ({"marks": ["facility", "umbrella"]}, {})],
)  # fmt: skip
def test_a_facility_that_does_not_count_holds_no_loan(activity: dict[str, object], flow: dict[str, object]) -> None:
    """Both were out of preferred: of a loan of 140 beside a cancelled facility nothing was left."""
    world = facility()
    world.rows["activity"][0].update(activity)
    world.rows["flow"][0].update(flow)
    assert ruled(world)["l#1"] == (COUNTED, "certain")


def test_what_a_later_look_cites_is_known_to_stand() -> None:
    """A later list that is not complete speaks where it tells records of the earlier one again."""
    newer = {"file": "later", "dataset": "made-2"}

    def vintages(*, again: bool, cited: bool) -> dict[str, tuple[str, str]]:
        world = World().file().file("later", dataset="made-2", as_of=dt.date(2021, 1, 1))
        world.activity("old").flow("old", "5").activity("both").flow("both", "6")
        world.activity("new", **newer).flow("new", "7", **newer)
        if again:
            world.activity("both", **newer).flow("both", "6", **newer)
        if cited:
            world.related("new", "old", **newer)
        return ruled(world, scopes={"made-1": Scope(), "made-2": Scope(complete=False)})

    assert vintages(again=False, cited=False)["old#1"] == (COUNTED, "certain")
    assert vintages(again=True, cited=False)["old#1"] == ("absent_from_newer", "preferred")
    assert vintages(again=True, cited=True)["old#1"] == (COUNTED, "certain")
