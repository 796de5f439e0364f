import importlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sarai
from sarai import ingest, pipeline
from sarai import settings as studies
from sarai.ingest import kept, shelf
from sarai.ingest.plan import hash_of
from sarai.ingest.run import read_lot
from sarai.ledger import Ledger
from sarai.ledger.check import check
from sarai.ledger.write import writing
from sarai.model.errors import SourceError, StudyError, UnreadableFile
from sarai.model.provenance import Batch, ReadSettings
from sarai.pipeline import build

GCOF = "files/gcof-1.0-central-asia.csv"


def parts(folder: Path, number: int) -> dict[str, tuple[int, str]]:
    """Modification time and hash of every part of a release, by path."""
    pinned = Ledger(folder).pin(number)
    paths = [Path(file) for table in pinned.release.tables for file in pinned.files(table)]
    assert paths
    return {str(path): (path.stat().st_mtime_ns, hash_of(path)) for path in paths}


def test_an_unchanged_file_is_not_read_again(tiny_study: Path) -> None:
    first = parts(tiny_study, 1)
    built = build(tiny_study, jobs=1)
    assert [report.taken_over for report in built.reports] == [True, True]
    assert [report.kept + report.rejects for report in built.reports] == [24, 24]
    assert all(each.ties for report in built.reports for each in report.sums)
    second = parts(tiny_study, 2)
    for table in ("activity", "flow", "split", "reject", "tally"):
        same = {path: told for path, told in second.items() if f"/{table}/" in path}
        assert same
        assert same.items() <= first.items()


def test_a_changed_file_is_read_again_and_the_others_are_not(tiny_study: Path) -> None:
    path = tiny_study / GCOF
    path.write_text(path.read_text().replace(",1000,", ",1001,"))
    assert {report.name: report.taken_over for report in build(tiny_study, jobs=1).reports} == {
        GCOF: False,
        "files/gcdf-3.0-central-asia.csv": True,
    }


def rows_of(folder: Path, table: str, number: int | None = None) -> dict[str, int]:
    """How many rows of a table each file of a release has."""
    files = Ledger(folder).pin(number).files(table)
    return Counter(name for each in files for name in pq.ParquetFile(each).read(columns=["file"])["file"].to_pylist())


def test_reading_a_file_again_never_touches_the_parts_of_an_earlier_release(tiny_study: Path) -> None:
    """A file that leaves the study and comes back is read again, into parts of its own."""
    first = parts(tiny_study, 1)
    away = (tiny_study / GCOF).rename(tiny_study / "away.csv")
    build(tiny_study, jobs=1)
    assert len(rows_of(tiny_study, "flow")) == 1, "the other file's rows alone"
    away.rename(tiny_study / GCOF)
    back = build(tiny_study, jobs=1)
    assert {report.name: report.taken_over for report in back.reports} == {
        GCOF: False,
        "files/gcdf-3.0-central-asia.csv": True,
    }
    assert parts(tiny_study, 1) == first
    assert rows_of(tiny_study, "flow", 3) == rows_of(tiny_study, "flow", 1)


def test_a_lot_that_lost_a_part_is_read_again(tiny_study: Path) -> None:
    for part in (tiny_study / "ledger" / "flow").glob("*.parquet"):
        part.unlink()
    built = build(tiny_study, jobs=1)
    assert not any(report.taken_over for report in built.reports)
    assert built.release.counts["flow"] == Ledger(tiny_study).pin(1).release.counts["flow"]


def test_a_part_with_one_bit_flipped_is_never_taken_over(tiny_study: Path) -> None:
    before = rows_of(tiny_study, "flow", 1)
    (part,) = (tiny_study / "ledger" / "flow").glob("*.parquet")
    content = bytearray(part.read_bytes())
    content[len(content) // 3] ^= 1
    part.write_bytes(content)
    built = build(tiny_study, jobs=1)
    assert not any(report.taken_over for report in built.reports)
    assert rows_of(tiny_study, "flow") == before


def few(name: str, *, amount: int = 10) -> str:
    return (
        f'<iati-activities version="2.03"><iati-activity default-currency="USD"><iati-identifier>XM-MADE-{name}'
        f'</iati-identifier><reporting-org ref="XM-MADE" type="10"/><title><narrative>{name}</narrative></title>'
        f'<activity-status code="2"/><recipient-country code="KZ"/><transaction><transaction-type code="2"/>'
        f'<transaction-date iso-date="2021-01-15"/><value value-date="2021-01-15">{amount}</value></transaction>'
        f"</iati-activity></iati-activities>"
    )


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A study of 60 small files, built once."""
    folder = tmp_path / "all"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.xml").write_text(few(f"{number:02}"))
    study = pipeline.new(tmp_path / "many")
    assert [error for _, _, error in pipeline.add(study, [folder]) if error] == []
    build(study, jobs=1)
    return study


def test_many_small_files_become_few_parts(many: Path) -> None:
    pinned = Ledger(many).pin()
    assert pinned.release.counts["activity"] == 60
    assert len(pinned.files("flow")) <= 3
    again = build(many, jobs=1)
    assert all(report.taken_over for report in again.reports)
    assert Ledger(many).pin().files("flow") == pinned.files("flow")


def test_one_changed_file_of_many_is_read_alone_and_the_others_stay(many: Path) -> None:
    (many / "files" / "all" / "07.xml").write_text(few("07", amount=700))
    built = build(many, jobs=1)
    assert [report.name for report in built.reports if not report.taken_over] == ["files/all/07.xml"]
    assert built.release.counts["activity"] == built.release.counts["flow"] == 60
    assert sum(float(row["value"]) for row in sarai.open(many).explain().rows) == 59 * 10 + 700
    assert sum(float(row["value"]) for row in sarai.open(many, release=1).explain().rows) == 60 * 10


def test_a_file_that_is_refused_leaves_no_row_in_the_parts_of_its_lot(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its reader gave rows, parts were written of some of them, and then it found the fault."""
    run = sys.modules["sarai.ingest.run"]  # the package has a function of that name
    known = run.reader

    def reader(source: str) -> object:
        def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
            yield from known(source)(path, settings)
            if path.name == "08.xml":
                raise SourceError("ends in the middle", where=str(path))

        return read

    monkeypatch.setattr(run, "reader", reader)
    monkeypatch.setattr(shelf, "PART_BYTES", 1)
    for name in ("08", "09"):
        (many / "files" / "all" / f"{name}.xml").write_text(few(name, amount=20))
    built = build(many, jobs=1)
    assert {report.name: report.outcome for report in built.reports if not report.taken_over} == {
        "files/all/08.xml": "refused",
        "files/all/09.xml": "read",
    }
    digest = {row["name"]: row["file"] for row in sarai.open(many).table("file").to_pylist()}["files/all/08.xml"]
    assert not any(digest in rows_of(many, table) for table in ("activity", "flow", "tally"))
    assert built.release.counts["activity"] == 59
    assert not check(many).notes, "no part is left that no release names"


def test_small_lots_of_many_builds_become_one(many: Path) -> None:
    """Twelve builds that each read one file leave no twelve parts, and every figure stands."""
    for number in range(12):
        (many / "files" / "all" / f"{number:02}.xml").write_text(few(f"{number:02}", amount=100 + number))
        build(many, jobs=1)
        assert len(Ledger(many).pin().files("flow")) <= kept.MANY_SMALL + 1
    expected = sum(100 + number for number in range(12)) + 48 * 10
    assert sum(float(row["value"]) for row in sarai.open(many).explain().rows) == expected
    assert all(report.taken_over for report in build(many, jobs=1).reports)
    assert not check(many).faults


def test_a_file_that_changes_while_it_is_read_is_refused(tiny_study: Path) -> None:
    """It is hashed before it is read and again after."""
    path = tiny_study / GCOF
    path.write_text(path.read_text().replace(",1000,", ",1001,"))
    jobs, _ = ingest.plan(studies.load(tiny_study))
    path.write_text(path.read_text().replace(",1001,", ",1002,"))
    outcomes, made = read_lot(jobs, tiny_study / "ledger", "read-made-up")
    report = {each.report.name: each.report for each in outcomes}[GCOF]
    assert report.outcome == "refused"
    assert "changed while it was read" in str(report.reason)
    assert GCOF in str(report.reason)
    assert sum(part.rows for part in made["activity"]) == 9, "of the other file"


def test_several_processes_make_the_same_rows(many: Path, tmp_path: Path) -> None:
    def rows(workers: int, name: str) -> dict[str, list[dict[str, object]]]:
        with writing(tmp_path / name) as writer:
            jobs, missing = ingest.plan(studies.load(many))
            assert not missing
            read = ingest.run(jobs, writer, workers=workers)
            assert [each.report.name for each in read.outcomes] == [job.entry.file for job in jobs]
            return {
                table: sorted(
                    (
                        row
                        for part in made
                        for row in pq.ParquetFile(writer.folder / table / part.name).read().to_pylist()
                    ),
                    key=str,
                )
                for table, made in read.parts.items()
            }

    alone = rows(1, "alone")
    assert len(alone["activity"]) == 60
    assert rows(2, "together") == alone


def test_a_part_of_a_dataset_is_told_as_a_warning(tmp_path: Path, made_up: Callable[..., Path]) -> None:
    folder = pipeline.new(tmp_path / "study")
    assert [error for *_, error in pipeline.add(folder, [made_up("aiddata", "sca-2020", tmp_path)]) if error] == []
    (report,) = build(folder, jobs=1).reports
    assert re.match(r"\d+ records, while the published dataset has at least \d+: a part of it\?", report.warnings[0])


def test_the_same_file_under_two_names_is_refused(tiny_study: Path) -> None:
    (tiny_study / "files" / "copy.csv").write_bytes((tiny_study / GCOF).read_bytes())
    toml = tiny_study / "study.toml"
    entry = ["[[source]]", 'file = "files/copy.csv"', 'source = "aiddata"', f'dataset = "{Path(GCOF).stem}"']
    toml.write_text("\n".join([toml.read_text(), *entry, "as_of = 2017-10-11", ""]))
    with pytest.raises(StudyError, match="the same file, byte for byte"):
        ingest.plan(studies.load(tiny_study))


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    for path, told in ((tmp_path / "gone.csv", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(UnreadableFile, match=told) as caught:
            hash_of(path)
        assert caught.value.where == str(path)


def test_a_file_that_the_machine_refuses_while_it_is_read_costs_no_other(tiny_study, monkeypatch):
    """Found by torture: too many open files at the second opening of a file ended the build."""
    from sarai import pipeline

    run = importlib.import_module("sarai.ingest.run")

    batches = run._batches

    def refusing(job):
        if "gcof" in job.entry.file:
            raise OSError(24, "Too many open files", str(job.path))
        return batches(job)

    monkeypatch.setattr(run, "_batches", refusing)
    path = tiny_study / "files" / "gcof-1.0-central-asia.csv"
    path.write_bytes(path.read_bytes() + b"\n")  # other bytes: read again
    built = pipeline.build(tiny_study, jobs=1)
    told = {report.name: report.reason for report in built.reports if report.outcome == "refused"}
    assert list(told) == ["files/gcof-1.0-central-asia.csv"]
    assert "Too many open files" in told["files/gcof-1.0-central-asia.csv"]
    assert built.release.number == 2
