"""What CONTRIBUTING says of adding things is done here as it says it, and each example is short."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sarai
from sarai.counting import build
from sarai.counting.rules import RULES
from worlds import World, rows

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(heading: str) -> str:
    """The example under a heading."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)[0]


@pytest.mark.parametrize(
    "heading", ["Add a source in one file", "Add a dimension", "Add a counting rule", "Add an indicator"]
)
def test_an_example_is_under_40_lines(heading: str) -> None:
    assert 5 < len([line for line in block(heading).splitlines() if line]) < 40


def test_a_rule_that_is_added_decides() -> None:
    told: dict[str, object] = {}
    exec(block("Add a counting rule"), told)
    world = World().file().activity("a").flow("a", "100", aid_type="G01").activity("b").flow("b", "5", aid_type="C01")
    assert {row["rule"] for row in rows(world)} == {"counted"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "RULES", (*RULES, told["RULE"]))
        found = {row["activity"]: (row["rule"], row["standing"]) for row in rows(world)}
    assert found == {"a": ("administration", "out"), "b": ("counted", "certain")}


def test_an_indicator_that_is_added_answers(built_study: Path) -> None:
    told: dict[str, object] = {}
    exec(block("Add an indicator"), told)
    study = sarai.open(built_study)
    answer = told["undated"](study)  # type: ignore[operator]
    held = study.table("contribution").to_pylist()
    assert sum(row["n"] for row in answer.rows) == len({(row["partner"], row["record"]) for row in held})
    dated = {(row["partner"], row["record"]) for row in held if row["date"] is not None}
    assert sum(row["n"] - row["undated"] for row in answer.rows) == len(dated)
    assert json.loads(json.dumps(answer.to_json()))["unit"] == "records"


# A dimension is read at the start of the program, so that one is added in a program of its own.
ADDED = """
import importlib.util, io, json, sys, contextlib
from pathlib import Path

repository, folder, block = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
told = {}
exec(block, told)
from sarai.model import dimensions
dimensions.DIMENSIONS += (told["DIMENSION"],)

from sarai import cli, pipeline

def run(*words):
    sys.argv = ["sarai", *map(str, words)]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            cli.main()
        except SystemExit as ended:
            assert not ended.code, words
    return out.getvalue()

pipeline.build(folder, jobs=1)
by = json.loads(run("total", folder, "--by", "told_by", "--format", "json"))["rows"]
reporter = by[0]["told_by"]
one = json.loads(run("total", folder, "--told-by", reporter.upper(), "--format", "json"))["rows"]
rows = json.loads(run("explain", folder, "--told-by", reporter, "--format", "json"))["rows"]
help = " ".join(run("total", "--help").split())
spec = importlib.util.spec_from_file_location("write_docs", repository / "scripts" / "write_docs.py")
docs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(docs)
pages = {path.name: text for path, text in docs.pages().items()}
from sarai.web import serve
from sarai.model import tables
print(json.dumps({
    "by": by, "one": one, "rows": len(rows), "help": help, "cli": pages["cli.md"], "tables": pages["tables.md"],
    "web": "told_by" in serve.FILTERS and "told_by" in serve.DIMENSIONS,
    "column": tables.schema("contribution").field("told_by").nullable,
}))
"""


def test_a_dimension_that_is_added_stands_everywhere(tiny_study: Path) -> None:
    pytest.importorskip("fastapi")
    program = [sys.executable, "-c", ADDED, str(REPOSITORY), str(tiny_study), block("Add a dimension")]
    ran = subprocess.run(program, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert all(row["told_by"] for row in told["by"])
    assert told["one"][0]["preferred"] == told["by"][0]["preferred"]
    assert told["one"][0]["n"] == told["by"][0]["n"]
    assert told["rows"] >= told["by"][0]["n"]
    assert "--told-by" in told["help"] and "Who reports the record" in told["help"]
    assert "activity, told_by" in told["help"]
    assert "| `told_by` | who reports the record |" in told["cli"]
    assert "| `--told-by` | text |  | Who reports the record, by its whole name. |" in told["cli"]
    assert "| `told_by` | text |" in told["tables"]
    assert told["web"] and told["column"]
