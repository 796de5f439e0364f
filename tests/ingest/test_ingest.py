from pathlib import Path

import pytest

from sarai import ingest
from sarai import settings as studies
from sarai.ingest.plan import hash_of
from sarai.ingest.run import read_file
from sarai.ledger import Ledger
from sarai.ledger.write import writing
from sarai.model.errors import StudyError, UnreadableFile
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


def test_reading_a_file_again_never_touches_the_parts_of_an_earlier_release(tiny_study: Path) -> None:
    """A file that leaves the study and comes back is read again, into parts of its own."""
    first = parts(tiny_study, 1)
    away = (tiny_study / GCOF).rename(tiny_study / "away.csv")
    build(tiny_study, jobs=1)
    away.rename(tiny_study / GCOF)
    back = build(tiny_study, jobs=1)
    assert {report.name: report.taken_over for report in back.reports}[GCOF] is False
    assert parts(tiny_study, 1) == first
    assert not {path for path in parts(tiny_study, 3) if "/flow/" in path and "gcof" in path} & set(first)


def test_a_file_whose_part_is_lost_is_read_again(tiny_study: Path) -> None:
    for part in (tiny_study / "ledger" / "flow").glob("*gcof*.parquet"):
        part.unlink()
    built = build(tiny_study, jobs=1)
    assert {report.name: report.taken_over for report in built.reports}[GCOF] is False
    assert built.release.counts["flow"] == Ledger(tiny_study).pin(1).release.counts["flow"]


def test_a_file_that_changes_while_it_is_read_is_refused(tiny_study: Path) -> None:
    """It is hashed before it is read and again after."""
    path = tiny_study / GCOF
    path.write_text(path.read_text().replace(",1000,", ",1001,"))
    jobs, _ = ingest.plan(studies.load(tiny_study))
    path.write_text(path.read_text().replace(",1001,", ",1002,"))
    outcomes = {job.entry.file: read_file(job, tiny_study / "ledger", 2) for job in jobs}
    report = outcomes[GCOF].report
    assert report.outcome == "refused"
    assert "changed while it was read" in str(report.reason)
    assert GCOF in str(report.reason)
    assert not outcomes[GCOF].parts


def test_several_processes_make_the_same_parts(tiny_study: Path, tmp_path: Path) -> None:
    def rows(workers: int, name: str) -> dict[str, list[int]]:
        with writing(tmp_path / name) as writer:
            jobs, missing = ingest.plan(studies.load(tiny_study))
            assert not missing
            outcomes = ingest.run(jobs, writer, workers=workers)
        found: dict[str, list[int]] = {}
        for outcome in outcomes:
            for table, made in outcome.parts.items():
                found.setdefault(table, []).extend(part.rows for part in made)
        return found

    alone = rows(1, "alone")
    assert alone["activity"] == [9, 9]
    assert rows(2, "together") == alone


def test_a_part_of_a_dataset_is_told_as_a_warning(tiny_study: Path) -> None:
    for report in build(tiny_study, jobs=1).reports:
        assert "24 records, while the published dataset has at least" in report.warnings[0]


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
