"""Bad input through the real command line: what is wrong, where, what to do, exit code 2, and the rest is built."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

GCOF = "files/gcof-1.0-central-asia.csv"
GCDF = "files/gcdf-3.0-central-asia.csv"

Run = Callable[..., "Ran"]  # noqa: F821


def answers(sarai: Run, folder: Path, release: int) -> str:
    """All that release says of the made-up money: totals and source rows."""
    asked = ("--release", release, "--format", "json")
    totals = sarai("total", folder, "--by", "dataset,recipient,year,status", *asked)
    rows = sarai("explain", folder, "--counting", "high", *asked)
    assert totals.code == rows.code == 0, totals.err + rows.err
    assert json.loads(totals.out)["rows"]
    return totals.out + rows.out


def renamed_column(path: Path) -> None:
    path.write_text(path.read_text().replace("crs_sector_code", "crs_sector", 1))


def missing_column(path: Path) -> None:
    path.write_text("".join(line.split(",", 1)[1] for line in path.read_text().splitlines(keepends=True)))


def extra_column(path: Path) -> None:
    head, rest = path.read_text().split("\n", 1)
    path.write_text(f"{head},grant_equivalent\n{rest}")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def binary(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")


def bad_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n")


def unclosed_quote(path: Path) -> None:
    path.write_text(path.read_text() + '999,"2014\n')


def long_row(path: Path) -> None:
    path.write_text(path.read_text() + "9," * 200 + "\n")


def gone(path: Path) -> None:
    path.unlink()


def a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (renamed_column, "column 'crs_sector_code' is missing (renamed to 'crs_sector'?)"),
        (missing_column, "column 'project_id' is missing"),
        (extra_column, "column 'grant_equivalent' is unknown"),
        (emptied, "is empty"),
        (binary, "is no text"),
        (bad_bytes, "is no CSV in utf-8"),
        (unclosed_quote, "is no CSV in utf-8"),
        (long_row, "row 27 has 201 cells under 39 headers"),
        (gone, "No such file or directory"),
        (a_directory, "Is a directory"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_spoiled_file_is_refused_by_name_and_the_rest_is_built(
    sarai: Run, tiny_study: Path, spoil: Callable[[Path], None], told: str
) -> None:
    before = answers(sarai, tiny_study, 1)
    spoil(tiny_study / GCOF)
    ran = sarai("build", tiny_study, "--jobs", 1)
    assert ran.code == 2
    refused = ran.err[ran.err.index("refused: ") :]
    assert told in refused
    assert GCOF in refused
    assert "\n  " in refused, "the cure"
    assert "release 2" in ran.out
    listed = json.loads(sarai("releases", tiny_study, "--format", "json").out)["rows"]
    assert [row["release"] for row in listed] == [1, 2]
    total = sarai("total", tiny_study, "--by", "dataset", "--format", "json")
    assert [row["dataset"] for row in json.loads(total.out)["rows"]] == ["gcdf-3.0-central-asia"]
    assert answers(sarai, tiny_study, 1) == before


def test_where_no_file_can_be_read_nothing_is_committed(sarai: Run, tiny_study: Path) -> None:
    before = answers(sarai, tiny_study, 1)
    for name in (GCOF, GCDF):
        (tiny_study / name).unlink()
    ran = sarai("build", tiny_study)
    assert ran.code == 2
    assert GCOF in ran.err
    assert GCDF in ran.err
    assert "release" not in ran.out
    assert answers(sarai, tiny_study, 1) == before
    assert len(json.loads(sarai("releases", tiny_study, "--format", "json").out)["rows"]) == 1


def test_each_refused_row_is_listed_with_file_place_and_reason(sarai: Run, tiny_study: Path) -> None:
    ran = sarai("rejects", tiny_study, "--each", "--format", "json")
    assert ran.code == 0
    rows = json.loads(ran.out)["rows"]
    told = {(row["file"], row["locator"].partition(",")[0]): (row["reason"], row["value"]) for row in rows}
    for place, reason, value in (
        ("row 11", "amount is not a plain number", "1,000.5"),
        ("row 12", "amount is not a plain number", "n/a"),
        ("row 13", "amount is not a plain number", "-"),
        ("row 14", "start_actual is a date that no calendar has", "2013-02-30"),
        ("row 15", "currency is no ISO 4217 code", "XQZ"),
        ("row 16", "recipient_condensed is unknown", "Wakanda"),
        ("row 17", "crs_sector_code is unknown", "99999"),
        ("row 18", "status is no status", "Rumoured"),
        ("row 19", "project_id stands already at row 3", "101"),
        ("row 20", "project_id is blank", ""),
    ):
        said, held = told[(GCOF, place)]
        assert said.startswith(reason), place
        assert held == value
    refused = [row for row in rows if row["scope"] == "row" and row["file"] == GCOF]
    (tiny_study / GCOF).write_bytes((tiny_study / GCOF).read_bytes() + b"\n")  # other bytes: read again
    ran = sarai("build", tiny_study, "--jobs", 1)
    assert ran.code == 0, "refused rows are counted and listed; they do not fail a build"
    assert f"24 records = {24 - len(refused)} kept + {len(refused)} rejected" in ran.err


def test_rejected_rows_are_pointed_at_after_a_build(sarai: Run, tiny_study: Path) -> None:
    assert f"sarai rejects {tiny_study}" in sarai("build", tiny_study, "--jobs", 1).out


@pytest.fixture
def offered(tmp_path: Path, made_up: Callable[..., Path]) -> Path:
    """A folder with one good workbook and many bad files."""
    folder = tmp_path / "offered"
    folder.mkdir()
    good = made_up("aiddata", "gcof-1.0", folder)
    (folder / "damaged.xlsx").write_bytes(good.read_bytes()[:2000])
    (folder / "empty.csv").write_bytes(b"")
    (folder / "text.xlsx").write_text("project_id,amount\n1,2\n")
    (folder / "unknown.csv").write_text("colour,smell\nred,sweet\n")
    (folder / "page.html").write_text("<html>404</html>")
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.writestr("a.txt", "no workbook")
    (folder / "folder.xlsx").mkdir()
    return folder


def test_one_bad_file_keeps_no_other_out(sarai: Run, tiny_study: Path, offered: Path) -> None:
    ran = sarai("add", tiny_study, offered, offered / "folder.xlsx", offered / "not there.xlsx")
    assert ran.code == 2
    assert "gcof-1.0.xlsx: added" in ran.out
    for name, told in {
        "damaged.xlsx": "is a damaged workbook",
        "empty.csv": "is empty",
        "text.xlsx": "is named like a workbook but is none",
        "unknown.csv": "holds neither money nor who gives or receives it",
        "page.html": "is a text of which no claim can be read",
        "archive.zip/a.txt": "is a text of which no claim can be read",
        "folder.xlsx": "holds no files",
        "not there.xlsx": "cannot be opened: No such file or directory",
    }.items():
        assert f"sarai: {offered / name}: {told}" in ran.err
    assert ran.err.count("\n  ") == 8, "each with a cure"
    assert sorted(each.name for each in (tiny_study / "files").iterdir()) == [
        "gcdf-3.0-central-asia.csv",
        "gcof-1.0-central-asia.csv",
        "offered",
    ]
    assert [each.name for each in (tiny_study / "files" / "offered").iterdir()] == ["gcof-1.0.xlsx"]
    assert sarai("build", tiny_study, "--jobs", 1).code == 0


def test_a_workbook_with_a_renamed_column_is_refused_when_added_and_when_built(
    sarai: Run, tiny_study: Path, tmp_path: Path, made_up: Callable[..., Path]
) -> None:
    def rename(sheets: dict[str, list[list[str]]]) -> None:
        header = sheets["ChineseOfficialFinance1.0"][0]
        header[header.index("usd_defl_2014")] = "usd_defl_2015"

    spoiled = made_up("aiddata", "gcof-1.0", tmp_path, rename)
    told = "column 'usd_defl_2014' is missing (renamed to 'usd_defl_2015'?)"
    ran = sarai("add", tiny_study, spoiled)
    assert (ran.code, told in ran.err) == (2, True)
    kept = tmp_path / "whole"
    kept.mkdir()
    assert sarai("add", tiny_study, made_up("aiddata", "gcof-1.0", kept)).code == 0
    shutil.copy(spoiled, tiny_study / "files" / "gcof-1.0.xlsx")
    ran = sarai("build", tiny_study, "--jobs", 1)
    assert ran.code == 2
    assert told in ran.err
    assert "release 2" in ran.out


def test_a_folder_without_files_is_named(sarai: Run, tiny_study: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ran = sarai("add", tiny_study, tmp_path / "nothing")
    assert ran.code == 2
    assert "holds no files" in ran.err


def test_a_file_added_twice_is_kept_once(sarai: Run, tiny_study: Path, tmp_path: Path) -> None:
    again = shutil.copy(tiny_study / GCOF, tmp_path / "other name.csv")
    ran = sarai("add", tiny_study, again)
    assert ran.code == 0
    assert f"is in the study already, as {GCOF}" in ran.out


def _set(line: str, to: str) -> Callable[[str], str]:
    return lambda text: "\n".join(to if each.startswith(line) else each for each in text.splitlines()) + "\n"


def without_scopes(text: str) -> str:
    return re.sub(r"(?m)^scope = .*\n", "", text)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: "title = \n" + text, "is not TOML"),
        (lambda text: text + "\xff", "is not TOML"),
        (lambda text: 'titel = "x"\n' + text, "unknown key 'titel'"),
        (_set("title", ""), "title is missing"),
        (_set("currency", ""), "currency is missing"),
        (_set("price_year", ""), "price_year is missing"),
        (_set("currency", 'currency = "XQZ"'), "currency 'XQZ' is no ISO 4217 code"),
        (_set("currency", "currency = 7"), "currency 7 is no ISO 4217 code"),
        (_set("price_year", 'price_year = "2020"'), "price_year '2020' is no year"),
        (_set("price_year", "price_year = true"), "price_year True is no year"),
        (_set("price_year", "price_year = 1750"), "price_year 1750 is outside the deflators"),
        (_set("years", "years = [2010]"), "years must be two years"),
        (_set("years", "years = [true, false]"), "years must be two years"),
        (_set("years", "years = [2014, 2010]"), "run backwards"),
        (_set("recipients", 'recipients = "KZ"'), "recipients must be a list of codes"),
        (_set("recipients", 'recipients = ["Wakanda"]'), "'Wakanda' is no known country or region"),
        (_set("partners", "partners = [7]"), "partners must be a list of codes"),
        (_set("file", "file = 7"), "file must be text"),
        (_set("file", 'file = "../outside.csv"'), "lies outside the study"),
        (_set("file", 'file = "/etc/hostname"'), "lies outside the study"),
        (_set("file", ""), "file is missing"),
        (_set("source", 'source = "nobody"'), "there is no reader 'nobody'"),
        (_set("dataset", 'dataset = "nothing"'), "knows no dataset 'nothing'"),
        (_set("as_of", 'as_of = "2017"'), "as_of '2017' is no date"),
        (_set("as_of", 'as_of = 2017-10-11\ncolour = "red"'), "unknown key 'colour'"),
        (_set("[[source]]", "[source]"), "study.toml"),
        (lambda text: without_scopes(text) + 'scope = "narrow"\n', "scope must be a table"),
        (lambda text: without_scopes(text) + 'scope = { years = ["a", "b"] }\n', "scope.years cannot be ['a', 'b']"),
        (lambda text: without_scopes(text) + 'scope = { complete = "no" }\n', "scope.complete cannot be 'no'"),
        (lambda text: without_scopes(text) + "scope = { yeers = [2000, 2001] }\n", "unknown key 'yeers'"),
        (lambda text: text + text[text.index("[[source]]") :].partition("\n\n")[0] + "\n", "the same file"),
    ],
)
def test_a_fault_in_study_toml_is_named_with_its_cure(
    sarai: Run, tiny_study: Path, change: Callable[[str], str], told: str
) -> None:
    path = tiny_study / "study.toml"
    whole = path.read_text()
    path.write_text(change(whole), encoding="latin-1")
    ran = sarai("build", tiny_study, "--jobs", 1)
    assert ran.code == 2
    assert told in ran.err
    assert "study.toml" in ran.err
    assert ran.err.rstrip().rpartition("\n")[2].startswith("  "), "the cure"
    path.write_text(whole)
    assert len(json.loads(sarai("releases", tiny_study, "--format", "json").out)["rows"]) == 1


def test_a_folder_that_is_no_study_is_named_by_every_verb(sarai: Run, tmp_path: Path) -> None:
    for words in (
        ("build", tmp_path),
        ("add", tmp_path, tmp_path),
        ("total", tmp_path),
        ("explain", tmp_path),
        ("releases", tmp_path),
        ("rejects", tmp_path),
        ("export", tmp_path, "--out", tmp_path / "out"),
        ("diff", tmp_path, 1, 2),
        ("vintages", tmp_path, "a", "b"),
    ):
        ran = sarai(*words)
        assert ran.code == 2, words
        assert "is no study" in ran.err
        assert "sarai new" in ran.err


def test_a_study_without_sources_or_without_a_build_says_what_is_next(sarai: Run, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    assert sarai("new", folder).code == 0
    ran = sarai("build", folder)
    assert (ran.code, "sarai add" in ran.err) == (2, True)
    ran = sarai("total", folder)
    assert (ran.code, "nothing has been built yet" in ran.err) == (2, True)
    ran = sarai("new", folder)
    assert (ran.code, "is not empty" in ran.err) == (2, True)


def test_a_release_that_is_not_there_is_named(sarai: Run, tiny_study: Path) -> None:
    ran = sarai("total", tiny_study, "--release", 7)
    assert ran.code == 2
    assert "there is no release 7" in ran.err
    assert "releases: 1" in ran.err


@pytest.mark.parametrize("lost", ["contribution", "file"])
def test_a_lost_part_of_a_release_is_named_and_the_next_build_is_whole(sarai: Run, tiny_study: Path, lost: str) -> None:
    before = json.loads(sarai("explain", tiny_study, "--format", "json").out)["rows"]
    for part in (tiny_study / "ledger" / lost).glob("*.parquet"):
        part.unlink()
    ran = sarai("explain", tiny_study)
    assert ran.code == 2
    assert "a part of the release is missing" in ran.err
    assert sarai("build", tiny_study, "--jobs", 1).code == 0
    assert json.loads(sarai("explain", tiny_study, "--format", "json").out)["rows"] == before


@pytest.mark.parametrize("content", ["", "garbage", None], ids=["emptied", "garbage", "removed"])
def test_a_damaged_delta_log_changes_no_answer_and_the_next_build_writes_it_anew(
    sarai: Run, tiny_study: Path, content: str | None
) -> None:
    """Other engines read Delta's log; Sarai reads the manifests alone."""
    import deltalake

    def told() -> list[object]:
        rows: list[object] = sarai("total", tiny_study, "--by", "recipient", "--format", "json").json()["rows"]
        return rows

    before = told()
    for commit in (tiny_study / "ledger" / "contribution" / "_delta_log").glob("*1.json"):
        commit.write_text(content) if content is not None else commit.unlink()
    assert told() == before
    assert sarai("build", tiny_study, "--jobs", 1).code == 0
    assert told() == before
    listed = json.loads(sarai("releases", tiny_study, "--format", "json").out)["rows"]
    assert [row["release"] for row in listed] == [1, 2]
    assert deltalake.DeltaTable(tiny_study / "ledger" / "contribution").to_pyarrow_table().num_rows
