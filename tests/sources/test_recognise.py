from pathlib import Path

import pytest

from sarai import sources
from sarai.model.errors import SourceChanged, UnknownFormat

GCOF = "Global Chinese Official Finance 1.0"


def told(kind: type[Exception], path: Path) -> str:
    with pytest.raises(kind) as caught:
        sources.recognise(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_renamed_sheet_is_a_changed_format_and_is_named(tmp_path: Path, made_up) -> None:
    path = made_up("aiddata", "gcof-1.0", tmp_path, lambda sheets: {"Sheet A": next(iter(sheets.values()))})
    message = told(SourceChanged, path)
    assert f"looks like {GCOF}, but sheet 'ChineseOfficialFinance1.0' is missing (renamed to 'Sheet A'?)" in message


def test_one_sheet_of_several_missing(tmp_path: Path, made_up) -> None:
    def without_military(sheets: dict[str, list[list[str]]]) -> None:
        del sheets["3)Military Finance"]

    message = told(SourceChanged, made_up("aiddata", "africa-1.1", tmp_path, without_military))
    assert "sheet '3)Military Finance' is missing;" not in message
    assert "sheet '3)Military Finance' is missing" in message
    assert "column" not in message


def test_an_unknown_sheet_is_named(tmp_path: Path, made_up) -> None:
    path = made_up("aiddata", "gcof-1.0", tmp_path, lambda sheets: {**sheets, "Corrections": [["project_id"], ["7"]]})
    assert "sheet 'Corrections' is unknown" in told(SourceChanged, path)


def test_a_sheet_listed_as_ignored_is_no_fault(tmp_path: Path, made_up) -> None:
    path = made_up("aiddata", "eap-2018", tmp_path, lambda sheets: {**sheets, "Cover Sheet": [["made up"]]})
    assert sources.recognise(path).format.dataset == "eap-2018"


def test_columns_in_another_order_are_the_same_format(tmp_path: Path, made_up) -> None:
    path = made_up("aiddata", "gcdf-3.0", tmp_path, lambda sheets: {"": [row[::-1] for row in sheets[""]]})
    assert sources.recognise(path).format.dataset == "gcdf-3.0"


def test_a_near_header_names_every_fault(tmp_path: Path, made_up) -> None:
    def bend(sheets: dict[str, list[list[str]]]) -> None:
        header = sheets[""][0]
        header[header.index("status")] = "Status"
        header[header.index("recipient")] = "destination"
        for row in sheets[""]:
            row.append("x")

    message = told(SourceChanged, made_up("aiddata", "gcdf-3.0", tmp_path, bend))
    assert "column 'status' is missing (renamed to 'Status'?)" in message
    assert "column 'recipient' is missing" in message
    assert "column 'destination' is unknown" in message
    assert "column 'x' is unknown" in message


def test_two_formats_equally_near_are_both_named(tmp_path: Path, made_up) -> None:
    def drop(sheets: dict[str, list[list[str]]]) -> None:
        place = sheets[""][0].index("usd_defl_2014")
        for row in sheets[""]:
            del row[place]

    message = told(SourceChanged, made_up("aiddata", "gcof-1.0-facts", tmp_path, drop))
    assert f"like {GCOF}: compiled facts" in message
    assert "or like Chinese financial diplomacy projects in South and Central Asia 2020: compiled facts" in message
    assert "'usd_defl_2014'" in message
    assert "'usd_defl_2017'" in message


def test_an_unknown_file_that_comes_near_names_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("aiddata_record_id,status,recipient,something,else,again\n")
    message = told(UnknownFormat, path)
    assert "comes nearest to Global Chinese Development Finance 3.0" in message
    assert "% of its columns" in message


@pytest.mark.parametrize(
    ("content", "kind", "read"),
    [
        ("colour,smell\nred,sweet\n", "csv", "Global Chinese Development Finance 3.0"),
        ("<a/>", "xml", "IATI activities, versions 2.01 to 2.03"),
    ],
)
def test_an_unknown_file_that_comes_near_nothing_is_told_what_is_read(
    tmp_path: Path, content: str, kind: str, read: str
) -> None:
    path = tmp_path / "a.dat"
    path.write_text(content)
    message = told(UnknownFormat, path)
    assert kind in message
    assert read in message
    assert "sarai sources" in message


def test_a_reader_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UnknownFormat, match="aiddata"):
        sources.card("iatii")


def test_each_source_module_is_named_after_its_card() -> None:
    assert all(sources.reader(each).__module__.rpartition(".")[2] == each for each in sources.cards())
