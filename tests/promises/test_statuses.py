"""The three statuses of a promise, apart; the sentence; and contradictions, only between looks of comparable date."""

import datetime as dt

import pytest

from promised import look, promise
from sarai.model.vocabulary import Basis, Seen, Tier
from sarai.promises.ledger import Observation, Promise
from sarai.promises.outcome import judge
from sarai.promises.statuses import Said, Schedule, Shown, Statuses, statuses
from sarai.promises.voices import HOSTS, Record, speaker

NOW = dt.date(2026, 11, 27)
DUE = dt.date(2024, 12, 31)
OWN = {"url": "https://www.mofa.go.jp/page"}


def told(made: Promise, seen: list[Observation], *records: Record, on: dt.date = NOW) -> Statuses:
    return statuses(judge(made, seen, on=on), records)


def record(status: Seen | None, on: str = "2026-11-01", **more: object) -> Record:
    row: dict[str, object] = {
        "name": "made-up:1", "title": "Made-up road", "status": status, "on": dt.date.fromisoformat(on),
        "dataset": "made-up-list", "sure": True,
    }  # fmt: skip
    return Record(**{**row, **more})  # type: ignore[arg-type]


def test_complete_by_the_donors_list_and_nobody_else_looked() -> None:
    found = told(promise(), [look("signed", "2020-06-20")], record(Seen.COMPLETED))
    assert (found.said, found.shown, found.schedule) == (Said.COMPLETE, Shown.NO_LOOK, Schedule.NO_DATE)
    assert found.sentence == "Complete by the list of Japan (made-up:1); no independent look; no date given."
    assert found.contradiction is None


def test_the_makers_own_page_is_the_makers_word_and_shows_nothing_by_itself() -> None:
    found = told(promise(due=DUE), [look("completed", "2024-06-01", **OWN)])
    assert (found.said, found.shown, found.schedule) == (Said.COMPLETE, Shown.NO_LOOK, Schedule.IN_TIME)


def test_what_others_saw_stands_beside_what_the_maker_said_last() -> None:
    seen = [look("completed", "2025-03-01"), look("reaffirmed", "2022-01-01", **OWN)]
    found = told(promise(due=DUE), seen)
    assert (found.said, found.said_on) == (Said.AGAIN, dt.date(2022, 1, 1))
    assert (found.shown, found.schedule, found.months) == (Shown.REACHED, Schedule.LATE, 3)
    assert "3 months after the date promised (2024-12-31)" in found.sentence


def test_a_result_by_another_is_not_told_as_the_makers() -> None:
    seen = [look("cancelled", "2021-01-01"), look("completed", "2025-03-01")]
    found = told(promise(due=DUE), seen)
    assert (found.said, found.shown) == (Said.CALLED_OFF, Shown.BY_OTHERS)
    assert "not by the maker" in found.sentence


def test_a_search_that_found_nothing_is_told_as_weak_and_never_as_broken() -> None:
    absent = look("no-trace-found", "2025-06-01", basis=Basis.ABSENCE)
    found = told(promise(due=DUE), [absent])
    assert (found.shown, found.schedule) == (Shown.NO_TRACE, Schedule.NOTHING_FOUND)
    assert "weak evidence" in found.sentence and "broken" not in found.sentence


def test_a_weak_source_is_no_search_that_found_nothing() -> None:
    weak = look("partly-delivered", "2025-06-01", tier=Tier.WEAK_OR_MIRROR)
    found = told(promise(due=DUE), [weak])
    assert (found.shown, found.schedule) == (Shown.WEAK, Schedule.WEAK)
    assert "found nothing" not in found.sentence and "nobody looked" not in found.sentence
    # A search of the same time takes nothing from it, nor does it from a search.
    absent = look("no-trace-found", "2025-07-01", basis=Basis.ABSENCE)
    assert told(promise(due=DUE), [weak, absent]).schedule is Schedule.WEAK
    assert told(promise(due=DUE), [absent]).schedule is Schedule.NOTHING_FOUND
    before = look("started", "2024-06-01")
    assert told(promise(due=DUE), [before, weak]).schedule is Schedule.WEAK


def test_speeches_are_the_makers_words_and_no_independent_look() -> None:
    found = told(promise(), [look("reaffirmed", "2025-01-01")])
    assert (found.said, found.shown) == (Said.AGAIN, Shown.NO_LOOK)


def test_a_framework_sinks_to_signed_whatever_was_set_aside_for_it() -> None:
    found = told(promise(firmness="framework"), [look("committed", "2025-01-01"), look("started", "2025-02-01")])
    assert found.shown is Shown.SIGNED


@pytest.mark.parametrize(
    ("others", "contradicts"),
    [("2026-03-01", True), ("2024-06-01", False), ("2028-03-01", False)],
    ids=["four months later", "before the list", "years later"],
)
def test_two_words_contradict_only_where_their_dates_compare(others: str, contradicts: bool) -> None:
    seen = [look("started", others)]
    found = told(promise(), seen, record(Seen.COMPLETED, "2025-11-01"), on=dt.date(2028, 12, 31))
    assert (found.contradiction is not None) is contradicts
    assert ("contradict" in found.sentence) is contradicts


def test_a_witness_of_an_older_day_says_nothing_against_a_later_opening() -> None:
    seen = [look("completed", "2026-04-01"), look("started", "2020-10-14", tier=Tier.INDEPENDENT_LIST)]
    found = told(promise(), seen)
    assert (found.shown, found.contradiction) == (Shown.REACHED, None)


def test_a_third_partys_list_is_a_witness_and_the_makers_own_list_is_not() -> None:
    assert told(promise(), [look("completed", "2025-01-01", tier=Tier.INDEPENDENT_LIST)]).shown is Shown.REACHED
    assert told(promise(), [], record(Seen.COMPLETED)).shown is Shown.NO_LOOK
    assert "likely the same" in told(promise(), [], record(Seen.COMPLETED, sure=False)).sentence


def test_a_list_that_tells_an_old_commitment_again_does_not_bring_the_maker_back() -> None:
    seen = [look("cancelled", "2021-01-01"), look("completed", "2025-03-01")]
    again = look("committed", "2023-11-06", tier=Tier.INDEPENDENT_LIST)
    assert told(promise(due=DUE), [*seen, again]).shown is Shown.BY_OTHERS
    assert told(promise(due=DUE), [*seen, look("committed", "2023-11-06")]).shown is Shown.REACHED


def test_a_record_of_a_later_day_is_not_known_yet() -> None:
    assert told(promise(), [], record(Seen.COMPLETED, "2026-12-01")).said is Said.SIGNED


def test_what_a_list_tells_of_before_the_promise_was_made_proves_nothing_for_it() -> None:
    operating = record(Seen.COMPLETED, since=dt.date(2018, 11, 16))
    dam = promise(date=dt.date(2024, 12, 17), instrument="grant")
    assert told(dam, [], operating).said is Said.SIGNED
    assert told(promise(date=dt.date(2015, 1, 1)), [], operating).said is Said.COMPLETE


def test_what_cannot_be_checked_says_what_it_lacks() -> None:
    found = told(promise(firmness="pledge", due=None), [])
    assert not found.checkable
    assert found.sentence.endswith("as worded it cannot be checked: it lacks a date and who pays.")


def test_a_party_speaks_on_its_own_hosts_and_on_no_host_that_ends_alike() -> None:
    assert speaker("https://www.mofa.go.jp/a") == "JP"
    assert speaker("https://documents1.worldbank.org./x") == "WB"
    assert speaker("https://example.org/go.jp") is None
    assert speaker("https://cargo.jp/") is None
    assert speaker("no address") is None
    assert all(party == party.strip() and "." in host for host, party in HOSTS.items())


@pytest.mark.parametrize(
    ("host", "party"),
    [
        ("www.mfat.govt.nz", "NZ"), ("www.gov.uk", "GB"), ("assets.publishing.service.gov.uk", "GB"),
        ("www.meti.go.jp", "JP"), ("koica.go.kr", "KR"), ("www.diplomatie.gouv.fr", "FR"), ("www.gob.mx", "MX"),
        ("www.eda.admin.ch", "CH"), ("ec.europa.eu", "EU"), ("www.dfat.gov.au", "AU"), ("www.usaid.gov", "US"),
        ("international.gc.ca", "CA"), ("www.bmeia.gv.at", "AT"), ("www.gouv.ci", "CI"), ("cancilleria.gub.uy", "UY"),
        ("www.gov.br", "BR"), ("mfa.gov.il", "IL"), ("setkab.go.id", "ID"), ("www.gov.scot", "GB"),
        ("www.gov.pl", "PL"), ("mofa.gov.sa", "SA"), ("WWW.GOV.UZ", "UZ"), ("www.regjeringen.no", "NO"),
        # Nobody's own: `go` is no ending of governments in Italy, a shop calls itself gov, endings that look alike.
        ("www.go.it", None), ("gov.example.com", None), ("mygov.uk", None), ("gouvernement.com", None),
        ("admin.com", None), ("www.gc.com", None), ("gov.xx", None), ("www.bbc.co.uk", None), ("japan.travel", None),
    ],
)  # fmt: skip
def test_governments_speak_under_the_endings_that_registries_keep_for_them(host: str, party: str | None) -> None:
    assert speaker(f"https://{host}/page") == party


def test_a_governments_own_page_is_no_independent_look() -> None:
    made = promise(makers=("NZ",), due=DUE)
    found = told(made, [look("completed", "2024-06-01", url="https://www.mfat.govt.nz/aid")])
    assert (found.said, found.shown) == (Said.COMPLETE, Shown.NO_LOOK)


def test_a_number_that_was_not_reached_is_shown_in_part() -> None:
    nurses = promise(count=500.0, count_unit="nurses", instrument="training", due=DUE)
    found = told(nurses, [look("completed", "2024-12-01", value=480.0, unit="nurses")])
    assert found.shown is Shown.PART and "in part" in found.sentence


def test_a_record_without_a_giver_is_a_promise_whose_maker_no_source_says() -> None:
    found = told(promise(makers=()), [look("committed", "2020-06-20")], record(Seen.COMPLETED))
    assert "no source says" in found.sentence
