"""Texts from the command line: read, accepted into a study, checked against it, and pivoted into positions."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

RELEASE = (
    "On 12 March 2024 Japan and Kazakhstan signed a grant agreement worth $4.5 million for a hospital in Almaty. "
    "Japan pledged a loan of 2 billion yen to Kazakhstan over the next five years. "
    "In 2019 Japan disbursed $412.7 million to Uzbekistan. "
    "In 2018 Japan disbursed $300 million to Uzbekistan. "
    "The two sides did not sign the railway contract.\n"
)
ACCEPT = ("--accept", "--reviewer", "A. Reader", "--date", "2024-03-13", "--url", "https://example.org/release")


@pytest.fixture(scope="module")
def built(bundled_study: Path) -> Path:
    """The bundled study, built once; tests that change it copy it."""
    return bundled_study


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "release.txt"
    path.write_text(RELEASE, encoding="utf-8")
    return path


def answering(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What the person types."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_accepted_claim_is_a_promise_of_the_next_build(
    sarai: Run, tmp_path: Path, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "study"
    assert sarai("new", folder).code == 0
    answering(monkeypatch, "a", "", "", "nonsense", "p", "Two billion yen for Kazakhstan", "s", "s", "s")
    ran = sarai("read", folder, text, *ACCEPT)
    assert ran.code == 0, ran.err
    assert "'nonsense' is none of these" in ran.out
    assert "2 accepted by A. Reader" in ran.out
    (promise,) = rows(folder / "files" / "accepted-promises.csv")
    assert promise["wording"] == "Two billion yen for Kazakhstan"
    assert RELEASE[int(promise["span_start"]) : int(promise["span_end"])].strip() == promise["quote"]
    assert (promise["amount"], promise["currency"]) == ("2000000000", "JPY")
    assert (promise["reviewed_by"], promise["source_url"]) == ("A. Reader", "https://example.org/release")
    assert sarai("build", folder).code == 0
    told = sarai("promises", folder, "--format", "json").json()["rows"]
    assert [(row["maker"], row["reviewed_by"], row["read"]) for row in told] == [
        ("JP", "A. Reader", "read by A. Reader alone, which is no review")
    ]
    out = tmp_path / "tables"
    assert sarai("export", folder, "--to", "csv", "--out", out).code == 0
    (document,) = rows(out / "document.csv")
    assert document["key"] == promise["document"]
    assert {row["document"] for row in rows(out / "claim.csv")} == {document["key"]}
    assert [row["type"] for row in rows(out / "agreement.csv")] == ["grant-agreement"]


def test_what_is_decided_is_not_asked_again(
    sarai: Run, tmp_path: Path, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "study"
    sarai("new", folder)
    answering(monkeypatch, "s", "q")
    first = sarai("read", folder, text, *ACCEPT)
    assert "0 decided before" in first.out
    answering(monkeypatch, "s", "s", "s", "s")
    second = sarai("read", folder, text, *ACCEPT)
    assert "1 decided before" in second.out
    answering(monkeypatch)
    assert "0 claims to decide, 5 decided before" in sarai("read", folder, text, *ACCEPT).out


def test_a_row_that_its_list_refuses_is_asked_again(
    sarai: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, path = tmp_path / "study", tmp_path / "nobody.txt"
    path.write_text("The ministry pledged $5 million to Tajikistan for roads. It is a large sum for the country.\n")
    sarai("new", folder)
    answering(monkeypatch, "e", "", "", "s", *["s"] * 8)
    ran = sarai("read", folder, path, *ACCEPT)
    assert ran.code == 0, ran.err
    assert "the list refuses this row: actors" in ran.out
    assert not (folder / "files" / "accepted-events.csv").exists()


@pytest.mark.parametrize(
    ("without", "told"),
    [("--reviewer", "say who reviews"), ("--date", "say when"), ("--url", "say where the text is published")],
)
def test_accepting_needs_reviewer_date_and_address(
    sarai: Run, tmp_path: Path, text: Path, without: str, told: str
) -> None:
    folder = tmp_path / "study"
    sarai("new", folder)
    place = ACCEPT.index(without)
    ran = sarai("read", folder, text, *ACCEPT[:place], *ACCEPT[place + 2 :])
    assert ran.code == 2
    assert told in ran.err


def test_figures_match_differ_or_are_not_visible(sarai: Run, built: Path, text: Path) -> None:
    ran = sarai("read", text, "--date", "2024-03-13", "--check", built, "--format", "jsonl")
    assert ran.code == 0, ran.err
    told = {row["amount"]: row for row in map(json.loads, ran.out.splitlines())}
    assert told[412_700_000]["verdict"] == "matches"
    assert told[412_700_000]["rows"][0]["preferred"] == "412685327.00"
    assert told[300_000_000]["verdict"] == "differs"
    assert told[2_000_000_000]["verdict"] == "not visible here"


def test_another_currency_is_moved_at_the_rate_of_its_year(sarai: Run, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "yen.txt"
    path.write_text("In 2019 Japan disbursed 45 billion yen to Uzbekistan, the ministry said in its report.\n")
    row = json.loads(sarai("read", path, "--check", built, "--format", "jsonl").out.splitlines()[0])
    assert row["verdict"] == "matches"
    assert "JPY at the mean rate of 2019" in row["why"]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("up to $420 million", "matches"), ("more than $400 million", "matches"), ("up to $900 million", "differs")],
)
def test_more_than_and_up_to_are_heard(sarai: Run, built: Path, tmp_path: Path, said: str, verdict: str) -> None:
    path = tmp_path / "about.txt"
    path.write_text(f"In 2019 Japan disbursed {said} to Uzbekistan, the ministry said in its report of the year.\n")
    (line,) = sarai("read", path, "--check", built, "--format", "jsonl").out.splitlines()
    assert json.loads(line)["verdict"] == verdict


def test_sums_that_do_not_hold_are_named(sarai: Run, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "sum.txt"
    path.write_text(
        "Japan provided $500 million to Tajikistan, including $100 million for technical cooperation and $330 million "
        "in grant aid, the agency said in its report.\n"
    )
    told = [json.loads(line) for line in sarai("read", path, "--check", built, "--format", "jsonl").out.splitlines()]
    assert [row["why"]["holds"] for row in told if row["verdict"] == "does not hold"] == [False]


def test_a_figure_that_is_repeated_is_checked_once(sarai: Run, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "twice.txt"
    sentence = "In 2019 Japan disbursed $412.7 million to Uzbekistan."
    path.write_text(f"{sentence} The ministry confirmed it in its report on the year.\n\n{sentence}\n")
    told = sarai("read", path, "--check", built, "--format", "jsonl").out.splitlines()
    assert len(told) == 1


def test_pages_of_one_name_stand_beside_one_another_and_a_check_is_printed_too(
    sarai: Run, built: Path, text: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "release.txt"
    other.parent.mkdir()
    other.write_text(RELEASE, encoding="utf-8")
    ran = sarai("read", text, other, "--html", tmp_path / "page.html", "--check", built)
    assert ran.code == 0, ran.err
    assert (tmp_path / "page-release.html").exists()
    assert (tmp_path / "page-release-2.html").exists()
    assert "matches" in ran.out


def test_a_page_does_not_keep_the_format_that_was_asked_for_back(sarai: Run, text: Path, tmp_path: Path) -> None:
    ran = sarai("read", text, "--html", tmp_path / "page.html", "--format", "jsonl")
    assert len(ran.out.splitlines()) == 5
    assert (tmp_path / "page.html").exists()


def test_a_pull_quote_is_checked_once(sarai: Run, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "pull.txt"
    said = "In 2019 Japan disbursed $412.7 million to Uzbekistan"
    path.write_text(f"{said}, the ministry said in its report.\n\n“{said}”\n\nThe harvest was good.\n")
    assert len(sarai("read", path, "--check", built, "--format", "jsonl").out.splitlines()) == 1


def test_one_figure_for_two_recipients_of_a_sentence_is_no_repetition(sarai: Run, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(
        "Japan disbursed $5 million to Uzbekistan in 2019, and disbursed $5 million to Tajikistan in 2018.\n"
    )
    assert len(sarai("read", path, "--check", built, "--format", "jsonl").out.splitlines()) == 2


def test_a_folder_of_texts_is_read_and_a_refused_one_does_not_hide_the_rest(sarai: Run, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(RELEASE, encoding="utf-8")
    (folder / "b.txt").write_text("Le gouvernement a signé un accord avec le ministère des affaires étrangères hier.\n")
    read = sarai("read", folder, "--format", "jsonl")
    assert read.code == 2
    assert len(read.out.splitlines()) == 5
    assert "French" in read.err
    positions = sarai("positions", folder, "--date", "2024-03-13", "--format", "json")
    assert positions.code == 2
    assert positions.json()["rows"]


def test_positions_of_a_study_are_those_of_its_release(sarai: Run, built: Path, tmp_path: Path, text: Path) -> None:
    assert "none reviewed by a person" in sarai("positions", built).out  # without texts, what the study lists
    folder = tmp_path / "study"
    sarai("new", folder)
    assert "sarai build" in sarai("positions", folder).err
    assert "no date" in sarai("add", folder, text, "--date", "yesterday").err
    added = sarai("add", folder, text, "--date", "2024-03-13", "--url", "https://example.org/release")
    assert added.code == 0 and "date is not known" not in added.out
    assert "2024-03-13" in (folder / "study.toml").read_text(encoding="utf-8")
    sarai("build", folder)
    page = tmp_path / "positions.html"
    assert sarai("positions", folder, "--html", page).code == 0
    told = page.read_text(encoding="utf-8")
    assert "Japan pledged a loan of 2 billion yen" in told
    assert "(release.txt, characters " in told
    assert "<script" not in told
    assert "2 billion yen" in sarai("positions", folder, "--government", "JP", "--quotes").out
    # The release holds what was read then, whatever becomes of the file.
    (folder / "files" / "release.txt").write_text("Nothing was pledged.\n", encoding="utf-8")
    assert "2 billion yen" in sarai("positions", folder, "--quotes").out
    assert "2 billion yen" in sarai("positions", folder, "--quotes", "--release", "1").out


@pytest.mark.shared
def test_the_article_gives_six_governments(sarai: Run, shared: Path, tmp_path: Path) -> None:
    ran = sarai("positions", shared / "seed", "--date", "2026-01-15", "--format", "json")
    assert ran.code == 0, ran.err
    assert {row["code"] for row in ran.json()["rows"]} >= {"JP", "KZ", "KG", "TJ", "TM", "UZ"}


def test_python_reads_a_text_into_rows_of_the_claim_table(text: Path) -> None:
    import datetime as dt

    import sarai
    from sarai.model import tables

    claims = sarai.read(text, date=dt.date(2024, 3, 13))
    assert claims.schema.equals(tables.schema("claim"))
    assert [row["modality"] for row in claims.to_pylist()] == ["signed", "pledged", "disbursed", "disbursed", "signed"]


def test_a_text_that_cannot_be_read_is_refused_and_the_rest_is_built(sarai: Run, tmp_path: Path, text: Path) -> None:
    folder = tmp_path / "study"
    sarai("new", folder)
    assert sarai("add", folder, text).code == 0
    (folder / "files" / "release.txt").unlink()
    assert sarai("add", folder, text.with_name("missing.txt")).code == 2
    other = tmp_path / "second.txt"
    other.write_text(RELEASE, encoding="utf-8")
    assert sarai("add", folder, other).code == 0
    ran = sarai("build", folder)
    assert ran.code == 2
    assert "release.txt" in ran.err
    assert "release 1" in ran.out


def test_a_pair_is_looked_for_as_it_was_read_and_said_to_be_held_the_other_way(
    sarai: Run, built: Path, tmp_path: Path
) -> None:
    path = tmp_path / "pair.txt"
    path.write_text(
        "In 2019 Uzbekistan received $412.7 million from Japan. In 2019 Uzbekistan gave Japan $90 million.\n"
    )
    told = sarai("read", path, "--check", built, "--format", "jsonl").out.splitlines()
    first, second = (json.loads(line) for line in told)
    assert first["verdict"] == "matches"
    assert second["verdict"] == "not visible here"
    assert "the ledger holds records of JP to UZ" in second["why"]
