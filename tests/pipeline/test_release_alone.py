"""A release answers alone: what is edited or deleted in a built study changes no answer of it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from iati_files import activity, document, transaction, written
from sarai import cli, pipeline

pytestmark = pytest.mark.slow

WRITE = {"new", "add", "build", "look", "review"}
"""Verbs that make or change a study, not asked here."""
PAGES = {"publish", "serve"}
"""Verbs that make or serve a whole site: tests/web asks them."""

JSON = ("--format", "json")
ASKED: dict[str, tuple[tuple[str, ...], ...]] = {
    "total": (("--by", "recipient", *JSON), ("--agency", "JICA", "--recipient", "TJ", *JSON)),
    "explain": (("--recipient", "TJ", "--year", "2015", *JSON),),
    "diff": (("1", "1", "--by", "recipient", *JSON),),
    "vintages": (("gcof-1.0-central-asia", "sca-2020-central-asia", *JSON),),
    "sources": (JSON,),
    "indicators": (JSON,),
    "names": (("Japan", *JSON),),
    "organisations": (("JICA", *JSON),),
    "releases": (JSON,),
    "rejects": (JSON,),
    "export": (("--to", "csv", "--out", "{out}"),),
    "brief": (("--partner", "JP", "--recipient", "TJ", "-o", "{out}/jp-tj.html"),),
    "chain": (("XX-MADEUP-1-A", *JSON),),
    "claim": (JSON,),
    "route": (
        ("Altynkol", "Poti", *JSON),
        ("Altynkol", "Baku", "--what-if", "caspian-closed", *JSON),
        ("Altynkol", "Baku", "-o", "{out}/way.html"),
    ),
    "corridors": (
        *(("--show", show, *JSON) for show in ("legs", "places", "targets", "series", "utilisation", "projects")),
        ("--show", "distances", *JSON),
        ("--show", "critical", *JSON),
        ("--chart", "{out}/promised.svg"),
        ("--what-if", "caspian-closed", *JSON),
        ("--map", "{out}/map.svg"),
    ),
    "delivery": (JSON, ("--show", "forecasts", *JSON), ("--score", *JSON)),
    "dependence": (("TJ", *JSON), ("KZ", "--partner", "CN", *JSON)),
    "alignment": (("--partner", "JP", "--recipient", "TJ", *JSON),),
    "profile": (("JP", *JSON),),
    "forward": (JSON,),
    "validate": (JSON,),
    "check": ((),),
    "read": (),
    "positions": (JSON,),
    "link": (JSON,),
    "promises": (JSON, ("--by", "maker", "--measure", "constant", *JSON), ("--show", "funnel", *JSON)),
    "promise": (("JP031", *JSON),),
    "overdue": (JSON,),
    "timeline": (("--partner", "JP", *JSON),),
}
"""What is asked of each verb; ``read`` is about texts outside of a study."""
WITHOUT_STUDY = {"indicators", "names", "organisations", "sources"}
OF_ALL_RELEASES = {"diff", "releases", "check"}


def test_every_verb_is_asked_here() -> None:
    verbs = {name for name, verb in vars(get_command(cli.app))["commands"].items() if not verb.hidden}
    assert verbs == WRITE | PAGES | ASKED.keys()


@pytest.fixture
def study(tmp_path: Path, sarai: Callable[..., Any]) -> Path:
    """The bundled study with a text, a chain of two activities, a decision and frozen forecasts, built."""
    folder = pipeline.new(tmp_path / "study", template="central-asia")
    text = tmp_path / "made-up.txt"
    text.write_text("Japan pledged a grant of 12 million US dollars to Tajikistan for a made-up bridge.\n", "utf-8")
    there = '<recipient-country code="TJ"/>'
    handed = transaction(10000, '<receiver-org receiver-activity-id="XX-MADEUP-1-B"/>', kind="3")
    given = activity("XX-MADEUP-1-A", there, handed)
    taken = activity("XX-MADEUP-1-B", there, transaction(9000, kind="4"))
    chain = written(tmp_path, "made-up.xml", document(given, taken))
    for _, _, error in pipeline.add(folder, [text, chain]):
        assert error is None
    (folder / "judgements.csv").write_text(
        "promise,activity,answer,who,on,why\nJP031,japan:jp-kg-013,no link,A. Tester,2026-01-02,another grant\n",
        "utf-8",
    )
    pipeline.build(folder, jobs=1)
    assert sarai("delivery", folder, "--freeze", "--on", "2020-12-31").code == 0
    shutil.rmtree(folder / "ledger")
    pipeline.build(folder, jobs=1)
    return folder


def answers(sarai: Callable[..., Any], study: Path, out: Path, *more: str) -> dict[str, str]:
    """What every verb says, and what it writes."""
    told: dict[str, str] = {}
    for verb, questions in ASKED.items():
        release = () if verb in WITHOUT_STUDY | OF_ALL_RELEASES else more
        if more and verb in OF_ALL_RELEASES:
            continue
        for words in questions:
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            asked = [word.replace("{out}", str(out)) for word in words]
            ran = sarai(verb, *(() if verb in WITHOUT_STUDY else (study,)), *asked, *release)
            assert ran.code == 0, (verb, words, ran.err)
            name = " ".join((verb, *words))
            told[name] = ran.out
            told |= {f"{name}: {path.name}": path.read_text("utf-8") for path in sorted(out.iterdir())}
    return told


def edited(study: Path) -> None:
    """Every list changed so that its answers would change, were it read."""
    for path in sorted(study.rglob("*")):
        if path.suffix not in (".csv", ".yaml", ".txt") or "ledger" in path.parts:
            continue
        lines = path.read_text("utf-8").splitlines()
        kept = lines[:1] + [line.replace("1", "7").replace("JP", "CN") for line in lines[1:-1]]
        path.write_text("\n".join(kept) + "\n", "utf-8")
    toml = study / "study.toml"
    toml.write_text(toml.read_text("utf-8").replace('"KZ", "KG", "TJ"', '"KZ"').replace("2023", "2019"), "utf-8")


def test_editing_and_deleting_lists_changes_no_answer_and_a_rebuild_none_of_the_old_release(
    study: Path, tmp_path: Path, sarai: Callable[..., Any]
) -> None:
    shutil.copytree(study, tmp_path / "kept")
    before = answers(sarai, study, tmp_path / "out")
    assert all(told.strip() for told in before.values())
    edited(study)
    same(answers(sarai, study, tmp_path / "out"), before)
    for path in study.iterdir():
        if path.name not in ("study.toml", "ledger"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    same(answers(sarai, study, tmp_path / "out"), before)
    for path in (tmp_path / "kept").iterdir():
        if path.name != "ledger":
            shutil.copytree(path, study / path.name) if path.is_dir() else shutil.copy(path, study / path.name)
    claims = study / "claims" / "claim_records.csv"
    claims.write_text(claims.read_text("utf-8").replace(",sure,", ",possible,"), "utf-8")
    (study / "forecasts.csv").unlink()
    (study / "corridors" / "scenarios" / "caspian-closed.yaml").unlink()
    pipeline.build(study, jobs=1)
    old = answers(sarai, study, tmp_path / "out", "--release", "1")
    same(old, {name: told for name, told in before.items() if name in old})
    now = sarai("claim", study, *JSON).json()
    assert {row["records"] for row in now["rows"]} == {0}


def same(now: dict[str, str], before: dict[str, str]) -> None:
    """Fail with the questions whose answers differ."""
    assert now.keys() == before.keys()
    assert [name for name in now if now[name] != before[name]] == []
