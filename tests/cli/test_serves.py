"""The verbs of links and of delivery, run as a person would."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def study(bundled_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundled study, since forecasts are frozen in it."""
    return Path(shutil.copytree(bundled_study, tmp_path_factory.mktemp("serves") / "study"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("link", ("link", "--promise", "JP031,JP038")),
        ("delivery", ("delivery",)),
        ("delivery-small-class", ("delivery", "--class", "World Bank, KG", "--milestone", "half")),
        ("bounds", ("delivery", "--show", "bounds")),
        ("corrections", ("delivery", "--show", "corrections")),
    ],
)
def test_a_table_reads_as_it_should(
    study: Path, sarai: Callable[..., Any], golden: Callable[[str, str], None], name: str, words: tuple[str, ...]
) -> None:
    verb, *options = words
    ran = sarai(verb, study, *options)
    assert ran.code == 0, ran.err
    golden("\n".join(line.rstrip() for line in ran.out.splitlines()) + "\n", f"serves/{name}.txt")


@pytest.mark.parametrize("words", [("link",), ("delivery",), ("delivery", "--show", "forecasts", "--on", "2021-01-01")])
def test_json_and_csv_hold_the_same_rows(study: Path, sarai: Callable[..., Any], words: tuple[str, ...]) -> None:
    verb, *options = words
    told = sarai(verb, study, *options, "--format", "json").json()
    assert {"indicator", "unit", "prices", "release", "rows", "notes"} <= told.keys()
    rows = list(csv.DictReader(io.StringIO(sarai(verb, study, *options, "--format", "csv").out)))
    assert len(rows) == len(told["rows"]) > 0
    assert list(rows[0]) == list(told["rows"][0])


def test_every_rate_names_its_size_and_its_last_look(study: Path, sarai: Callable[..., Any]) -> None:
    for show in ("classes", "bounds", "forecasts"):
        told = sarai("delivery", study, "--show", show, "--on", "2021-01-01", "--format", "json").json()
        for row in told["rows"]:
            assert row["class"]
            assert row["n"] >= 20
            assert row["last_checked"]


@pytest.mark.parametrize("ending", ["svg", "png", "csv"])
def test_the_chart_is_written(study: Path, sarai: Callable[..., Any], tmp_path: Path, ending: str) -> None:
    ran = sarai("delivery", study, "--chart", tmp_path / f"curve.{ending}")
    assert ran.code == 0, ran.err
    assert (tmp_path / f"curve.{ending}").stat().st_size > 1000


def test_a_chart_of_another_kind_is_refused(study: Path, sarai: Callable[..., Any], tmp_path: Path) -> None:
    ran = sarai("delivery", study, "--chart", tmp_path / "curve.gif")
    assert ran.code == 2
    assert ".svg, .png, .csv" in ran.err


def test_frozen_hindcasts_are_scored_apart_by_what_somebody_saw(
    study: Path, sarai: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Frozen before a class had to beat the plain rules: what was frozen stays and is scored.
    monkeypatch.setattr("sarai.promises.forecasts.proven", lambda made: (list(made), []))
    assert "froze 2 new" in sarai("delivery", study, "--freeze", "--on", "2016-06-30").out
    assert "froze 0 new" in sarai("delivery", study, "--freeze", "--on", "2016-06-30").out
    assert "takes effect with the next build" in sarai("delivery", study, "--freeze", "--on", "2016-06-30").out
    assert sarai("build", study).code == 0
    told = sarai("delivery", study, "--score", "--format", "json").json()
    assert {row["promise"]: row["fate"] for row in told["rows"]} == {
        "MD001": "did not happen", "MD008": "did not happen",
    }  # fmt: skip
    assert any("2 hindcasts" in note for note in told["notes"])


def test_nothing_frozen_is_said_with_the_cure(study: Path, sarai: Callable[..., Any], tmp_path: Path) -> None:
    (study / "forecasts.csv").unlink(missing_ok=True)
    assert sarai("build", study).code == 0
    ran = sarai("delivery", study, "--score")
    assert ran.code == 2
    assert "--freeze" in ran.err
