"""Rows that were read and refused are told beside every total, in briefs and in exports, with the money they state."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "Ran"]  # noqa: F821

HEADER = "Project no,Donor,Country,Signed on,Commitment (EUR),Status\n"
GOOD = "A-1,Germany,Nepal,2019-01-02,1000,Completed\nA-2,Germany,Kenya,2019-03-04,2000,Completed\n"
BAD = "A-3,Germany,Nepal,2019-05-06,500.25,Completed\nA-3,Germany,Nepal,2019-05-06,499.75,Completed\n"
UNREAD = "A-9,Germany,Nepal,2019-05-06,see annex,Completed\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two tables: of one, two rows that state money and one that states none are refused; made up."""
    from sarai import pipeline

    where = tmp_path_factory.mktemp("refused")
    made = pipeline.new(where / "mine")
    for name, rows in (("good", GOOD.replace("A-", "B-")), ("half", GOOD + GOOD.replace("A-", "C-"))):
        (where / f"{name}.csv").write_text(HEADER + rows, encoding="utf-8")
        ((_, added, error),) = pipeline.add(made, [where / f"{name}.csv"])
        assert error is None
        assert added is not None
        assert not added.left_open
    # The next edition holds rows that the mapping, as it was answered, does not take.
    told = GOOD + GOOD.replace("A-", "C-") + BAD.replace("A-3", "A-1") + UNREAD
    (where / "half.csv").write_text(HEADER + told, encoding="utf-8")
    ((_, _, error),) = pipeline.add(made, [where / "half.csv"])
    assert error is None
    pipeline.build(made, jobs=1)
    return made


def test_a_total_says_what_was_refused_and_its_money(sarai: Run, folder: Path) -> None:
    told = json.loads(sarai("total", folder, "--by", "recipient", "--format", "json").out)["not_counted"]
    refused = [row for row in told if row["reason"].startswith("refused")]
    assert [(row["source"], row["n"], row["value"]) for row in refused] == [("half", 3, None)]
    assert refused[0]["reason"] == "refused rows, which state 1,000.00 EUR"
    assert "half: 3 record(s), refused rows, which state 1,000.00 EUR" in " ".join(sarai("total", folder).out.split())


def test_a_filter_on_another_source_leaves_them_out(sarai: Run, folder: Path) -> None:
    def refused(*words: str) -> list[str]:
        told = json.loads(sarai("total", folder, "--format", "json", *words).out)["not_counted"]
        return [row["source"] for row in told if row["reason"].startswith("refused")]

    assert refused("--source", "good") == []
    assert refused("--source", "half") == ["half"]
    assert refused("--dataset", "half") == ["half"]
    assert refused("--recipient", "KE") == ["half"], "whose a row is that was not understood is not known"


def test_a_brief_and_an_export_say_it_too(sarai: Run, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "brief.md"
    assert sarai("brief", folder, "--partner", "DE", "--recipient", "NP", "-o", page).code == 0
    assert "3 refused rows, which state 1,000.00 EUR" in page.read_text(encoding="utf-8")
    assert sarai("export", folder, "--to", "csv", "--out", tmp_path / "out").code == 0
    with (tmp_path / "out" / "not_counted.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["source"] == "half"]
    assert ("refused rows, which state 1,000.00 EUR", "3") in [(row["reason"], row["n"]) for row in rows]
