"""Settings, mappings and scenarios that no person writes: refused at once, by line, with a cure."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sarai import settings
from sarai.model.errors import BadMapping, SaraiError, StudyError, UnreadableFile
from sarai.model.provenance import ReadSettings
from sarai.pipeline.entries import Entries
from sarai.sources import draft
from sarai.sources.lists import scenarios
from sarai.sources.table.yaml import read_with_lines

HEAD = 'title = "Made up"\ncurrency = "USD"\nprice_year = 2023\n'
SOURCE = '[[source]]\nfile = "files/a.csv"\nsource = "iati"\ndataset = "iati-2.0x"\nas_of = 2020-01-01\n'

STUDIES = {
    "source is a number": (HEAD + "source = 5", "source must be a table"),
    "source is one table": (HEAD + SOURCE.replace("[[source]]", "[source]"), "source must be a table"),
    "text is a number": (HEAD + "text = 5", "text must be a table"),
    "text is a list of numbers": (HEAD + "text = [5]", "a text must name its file"),
    "title is a list": (HEAD.replace('"Made up"', "[1]"), "title must be text"),
    "deep": (HEAD + "a = " + "[" * 20_000 + "]" * 20_000, ":4: nests too deep"),
    "deep tables": (HEAD + "a = " + "{a = " * 5_000 + "1" + "}" * 5_000, ":4: nests too deep"),
    "a key of parts": (HEAD + "a" + " .a" * 40_000 + " = 1", ":4: is not TOML: a key of hundreds of parts"),
    "digits": (HEAD.replace("2023", "2" * 5_000), ":3: is not TOML: a number of thousands of digits"),
    "many digits": (HEAD.replace("2023", "2" * 3_000), "is no year"),
    "NUL": (HEAD + "a = '\0'", "at line 4"),
    "NUL in a name": (HEAD + SOURCE.replace("a.csv", "a\\u0000b"), "names no file"),
    "no name": (HEAD + SOURCE.replace("files/a.csv", ""), "names no file"),
    "no name of a text": (HEAD + '[[text]]\nfile = "."', "names no file"),
    "a mapping that is a number": (HEAD + SOURCE + "mapping = 5", "names no file"),
    "a file above": (HEAD + SOURCE.replace("files/", "../"), "lies outside the study"),
    "an hour": (HEAD + SOURCE.replace("2020-01-01", "2020-01-01T00:00:00Z"), "is no date"),
    "no day": (HEAD + SOURCE.replace("2020-01-01", "2023-13-45"), "at line 8"),
    "no UTF-8": (HEAD + "# \udcff", ":4: is not TOML: no UTF-8"),
    "large": (HEAD + "#" * 17_000_000, "a study.toml may have 16"),
}


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_that_nobody_writes_is_refused_at_once(tmp_path: Path, name: str) -> None:
    text, told = STUDIES[name]
    (tmp_path / "study.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    began = time.process_time()
    with pytest.raises(StudyError) as raised:
        settings.load(tmp_path)
    assert told in str(raised.value)
    assert raised.value.cure
    assert len(raised.value.what) < 500
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "name", ["a", 'quote"s', "quote's", "''' \"\"\"", "Қазақстан", "a\u0085b", "🙂", "{x}", "#a [b]"]
)
def test_a_new_study_is_one_that_opens(tmp_path: Path, name: str) -> None:
    from sarai import pipeline

    assert settings.load(pipeline.new(tmp_path / name)).title == name


@pytest.mark.parametrize("name", ["a\\x", "a%20b", "a\nb", "a\x7fb"])
def test_a_name_that_would_not_open_makes_no_study(tmp_path: Path, name: str) -> None:
    from sarai import pipeline

    with pytest.raises(StudyError, match="cannot be built"):
        pipeline.new(tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", [HEAD.rstrip("\n"), "\ufeff" + HEAD, HEAD + SOURCE.rstrip("\n"), HEAD.replace("\n", "\r\n")]
)
def test_what_is_added_stands_on_a_line_of_its_own(tmp_path: Path, text: str) -> None:
    (tmp_path / "study.toml").write_bytes(text.encode())
    entries = Entries(tmp_path)
    entries.tell("text", "files/a.txt", date=dt.date(2024, 1, 31))
    entries.write()
    assert [each.file for each in settings.load(tmp_path).texts] == ["files/a.txt"]


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + nth)}: &{chr(98 + nth)} [{', '.join([f'*{chr(97 + nth)}'] * 9)}]\n" for nth in range(12)
)
YAMLS = {
    "billion laughs": (LAUGHS, ":5: stands for more than"),
    "holds itself": ("title: a\nclose: &a [*a]\n", ":2: holds itself"),
    "deep": ("title: a\nclose: " + "[" * 20_000 + "]" * 20_000, ":2: nests deeper than 50"),
    "deep by alias": (
        "a0: &a0 [x]\n" + "".join(f"a{nth}: &a{nth} [*a{nth - 1}]\n" for nth in range(1, 200)),
        "nests deeper than 50",
    ),
    "deep by indent": (
        "close:\n" + "".join(" " * nth + "- \n" for nth in range(1, 200)) + " " * 200 + "x",
        "nests deeper",
    ),
    "NUL": ("title: a\nwhy: 'b\0'\n", ":2: is no YAML"),
    "no UTF-8": ("title: \udcff", "no UTF-8"),
    "a tab": ("title: a\n\tclose: []\n", ":2: is no YAML"),
    "large": ("# " + "x" * 17_000_000, "4 MB"),
    "many": ("close: [" + "1," * 30_000 + "]", "stands for more than"),
}


def _scenarios(path: Path) -> list[tuple[str, object]]:
    return list(scenarios.read(path, ReadSettings(file="0" * 64, dataset="corridor-scenarios")))


@pytest.mark.parametrize("name", YAMLS)
@pytest.mark.parametrize("read", [read_with_lines, _scenarios], ids=["mapping", "scenarios"])
def test_yaml_that_nobody_writes_is_refused_at_once(tmp_path: Path, name: str, read: Callable[[Path], object]) -> None:
    text, told = YAMLS[name]
    path = tmp_path / "made-up.yaml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    began = time.process_time()
    with pytest.raises((BadMapping, UnreadableFile)) as raised:
        read(path)
    assert told in str(raised.value)
    assert isinstance(raised.value, SaraiError)
    assert raised.value.cure
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2023-13-45", "line 2"),
        ("9" * 5_000, "line 2"),
        ("!!python/object:os.system x", "line 4"),
        ("{[a]: b}", "line 4"),
        ("99999999999999-01-01", ""),
    ],
)
def test_a_value_that_is_none_costs_its_scenario_alone(tmp_path: Path, value: str, told: str) -> None:
    path = tmp_path / "made-up.yaml"
    path.write_text(f"---\ntitle: one\nwhy: x\nclose: [{value}]\n---\ntitle: two\nclose: [A]\n")
    tables = dict(_scenarios(path))
    refused = tables["reject"].to_pylist() if "reject" in tables else []
    titles = [row["title"] for row in tables["scenario"].to_pylist()]
    assert titles == (["two"] if told else ["one", "two"])
    assert [told in row["reason"] for row in refused] == [True] * bool(told)


@pytest.mark.parametrize("first", ["2121-02-15", "0021-02-15", "1600-01-01"])
def test_a_table_that_begins_with_a_year_no_record_has_is_drafted(tmp_path: Path, first: str) -> None:
    """Found by torture: the day that is shown as an example was read without a net."""
    path = tmp_path / "register.csv"
    rows = [f"G-{nth},Kenya,2021-0{nth}-15,{nth}000.5,ongoing" for nth in range(1, 9)]
    rows[0] = rows[0].replace("2021-01-15", first)
    path.write_text("Id,Country,Signed,Amount (USD),Status\n" + "\n".join(rows) + "\n")
    drafted = draft(path)
    assert drafted is not None
    assert any("is read as 15 February 2021" in told for told in drafted.shown), drafted.shown
