"""Summits, tours and talks: which promises are of one occasion, and what its page says of them."""

from lxml import html

from sarai.web.ask import Ask
from sarai.web.pages import occasions


def test_the_tour_of_2015_has_a_page_with_every_promise_and_what_came_of_it(site) -> None:
    path = site.root / "occasion/prime-minister-s-tour-october-2015.html"
    tree = html.parse(str(path)).getroot()
    typed = [row for row in site.study.listed("promise") if row["occasion"] == "Prime Minister's tour, October 2015"]
    said = " ".join(tree.xpath("string(//p[contains(@class, 'say')])").split())
    assert said.startswith(f"Japan made {len(typed)} promises to five states, 23 to 27 October 2015: ")
    assert len(tree.xpath("//section[@id='promises']//tbody/tr")) == len(typed)
    cards = {row["id"]: row for row in site.study.cards(on=Ask(site.study).on).rows}
    kept = [each for each in typed if cards[each["id"]]["outcome"] in ("kept", "kept late")]
    assert len(kept) == 1 and "one is known kept, though late;" in said
    assert "Ashgabat" in tree.xpath("string(//section[@id='meetings'])")
    promise = html.parse(str(site.root / "promise/jp025.html")).getroot()
    assert promise.xpath("//p[@class='crumb']//a[contains(@href, 'october-2015')]")


def test_what_is_asked_for_at_a_summit_is_no_promise_of_it(site) -> None:
    (tokyo,) = [each for each in occasions.of(Ask(site.study)) if "CA+JAD" in each.name]
    assert tokyo.makers == ("JP",)
    assert len(tokyo.made) < len(tokyo.promises)


def test_what_is_called_alike_years_apart_is_no_occasion(site) -> None:
    names = {each.name for each in occasions.of(Ask(site.study))}
    assert not names & {"Contract", "Loan agreement", "Agreement, 2007", "Agreement, 2023", "Bank approval"}


def test_what_came_of_some_promises_is_told_outcome_by_outcome() -> None:
    assert occasions.came_of(["kept", "kept late", "unknown", "overdue"]) == (
        "two are known kept, one of them late; one is broken or overdue; of one nothing is known"
    )
    assert occasions.came_of(["not checkable as worded"]) == "one cannot be checked as worded"
