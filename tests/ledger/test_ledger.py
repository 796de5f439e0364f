"""Releases pin versions: what was committed reads the same for ever, and what was not is not seen."""

import datetime as dt
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from releases import as_bytes, commit, measures, read, release
from sarai.ledger import Ledger, Part
from sarai.ledger.write import Writer, write_part, writing
from sarai.model import tables
from sarai.model.errors import LedgerError, StudyBusy, UnknownRelease


def test_an_empty_ledger_has_no_release_and_says_what_to_do(tmp_path: Path) -> None:
    assert Ledger(tmp_path).releases == ()
    with pytest.raises(UnknownRelease, match="sarai build"):
        Ledger(tmp_path).pin()


def test_a_release_tells_what_it_is(tmp_path: Path) -> None:
    made = release(tmp_path, "a", measures(1.5, 2.5))
    assert Ledger(tmp_path).releases == (made,)
    assert (made.number, made.currency, made.price_year, made.counts) == (1, "USD", 2020, {"measure": 2})
    assert made.committed_at.tzinfo is not None
    assert dt.datetime.now(dt.UTC) - made.committed_at < dt.timedelta(minutes=5)
    with pytest.raises(UnknownRelease, match=r"releases: 1$"):
        Ledger(tmp_path).pin(2)


def test_a_table_reads_with_the_canonical_schema(tmp_path: Path) -> None:
    release(tmp_path, "a", measures(1.5))
    for table in ("measure", "flow", "contribution"):
        found = read(tmp_path, table=table)
        assert found.schema.names == tables.schema(table).names
        assert [field.type for field in found.schema] == [field.type for field in tables.schema(table)]
    assert read(tmp_path, table="flow").num_rows == 0


def test_reading_a_release_is_byte_equal_before_and_after_later_ones(tmp_path: Path) -> None:
    release(tmp_path, "a", measures(1, 2, 3))
    first = as_bytes(read(tmp_path, 1))
    release(tmp_path, "b", measures(4, 5))
    second = as_bytes(read(tmp_path, 2))
    with writing(tmp_path) as writer:
        commit(writer, {"measure": []})
    assert read(tmp_path).num_rows == 0
    assert as_bytes(read(tmp_path, 1)) == first
    assert as_bytes(read(tmp_path, 2)) == second
    assert len({first, second}) == 2


def of_last(writer: Writer, prefix: str) -> list[Part]:
    assert writer.last is not None
    return [part for part in writer.last.release.parts["measure"] if part.name.startswith(prefix)]


def test_a_part_can_stand_in_several_releases(tmp_path: Path) -> None:
    release(tmp_path, "kept", measures(1))
    with writing(tmp_path) as writer:
        parts = [*of_last(writer, "kept"), write_part(writer.folder, "measure", "new", measures(2))]
        commit(writer, {"measure": parts})
    assert sorted(read(tmp_path)["value"].to_pylist()) == [1, 2]
    with writing(tmp_path) as writer:
        commit(writer, {"measure": of_last(writer, "new")})
    assert read(tmp_path)["value"].to_pylist() == [2]
    assert read(tmp_path, 1)["value"].to_pylist() == [1]


def test_a_part_that_was_written_and_not_committed_is_not_seen(tmp_path: Path) -> None:
    release(tmp_path, "a", measures(1))
    write_part(tmp_path / "ledger", "measure", "stray", measures(99))
    (tmp_path / "ledger" / "measure" / ".b.1.unfinished").write_bytes(b"half")
    assert read(tmp_path)["value"].to_pylist() == [1]


def test_tables_committed_without_the_manifest_are_not_seen(tmp_path: Path) -> None:
    """What a build leaves that dies between the commit of a table and the manifest that pins it."""
    release(tmp_path, "a", measures(1))
    before = as_bytes(read(tmp_path))
    with writing(tmp_path) as writer:
        part = write_part(writer.folder, "measure", "b", measures(2))
        with pytest.raises(LedgerError):
            commit(writer, {"measure": [part], "result": [Part("result", "never written.parquet", 1, 1, "")]})
    assert [each.number for each in Ledger(tmp_path).releases] == [1]
    assert as_bytes(read(tmp_path)) == before
    assert release(tmp_path, "c", measures(3)).number == 2
    assert read(tmp_path)["value"].to_pylist() == [3]


def test_a_missing_part_is_refused(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        part = write_part(writer.folder, "measure", "a", measures(1))
        (writer.folder / "measure" / part.name).unlink()
        with pytest.raises(LedgerError, match="a part is missing") as caught:
            commit(writer, {"measure": [part]})
    assert part.name in str(caught.value)
    assert Ledger(tmp_path).releases == ()


@pytest.mark.parametrize(
    "bend",
    [
        lambda rows: rows.drop_columns(["partner"]),
        lambda rows: rows.append_column("colour", pa.array(["red"])),
        lambda rows: rows.set_column(rows.column_names.index("value"), "value", pa.array(["1"])),
    ],
    ids=["fewer columns", "more columns", "another type"],
)
def test_a_part_of_another_schema_is_refused(tmp_path: Path, bend) -> None:
    release(tmp_path, "a", measures(1))
    with writing(tmp_path) as writer:
        path = writer.folder / "measure" / "bent.parquet"
        pq.write_table(bend(measures(2)), path)
        with pytest.raises(LedgerError, match="another schema"):
            commit(writer, {"measure": [Part("measure", path.name, 1, path.stat().st_size, "")]})
    assert read(tmp_path)["value"].to_pylist() == [1]


def test_a_lost_part_of_a_release_is_an_error_with_a_cure(tmp_path: Path) -> None:
    release(tmp_path, "a", measures(1))
    next((tmp_path / "ledger" / "measure").glob("a-*.parquet")).write_bytes(b"PAR1 and no more")
    with pytest.raises(LedgerError, match="a part of the release is damaged") as caught:
        read(tmp_path)
    assert caught.value.cure


OLDER = """
import sys
from pathlib import Path
from sarai.model.lines import LINES
about, lines = LINES["measure"]
LINES["measure"] = (about, "\\n".join(line for line in lines.splitlines() if line.split()[:1] != ["partner"]))
from sarai.ledger.write import write_part, writing
from sarai.model import tables
rows = tables.from_rows("measure", [{
    "key": "made:0", "source": "made", "dataset": "made-1", "file": "f", "locator": "row 1", "indicator": "MADE.UP",
    "place": "KZ", "year": 2010, "value": 7.0, "unit": "USD"}])
assert "partner" not in rows.column_names
with writing(Path(sys.argv[1])) as writer:
    part = write_part(writer.folder, "measure", "older", rows)
    told = dict(code_version="0", study_hash="made up", currency="USD", price_year=2020, datasets={})
    writer.commit({"measure": [part]}, **told)
"""


def test_a_column_added_after_a_release_is_null_in_it(tmp_path: Path) -> None:
    """Release 1 is made by a Sarai whose table has one column less."""
    subprocess.run([sys.executable, "-c", OLDER, str(tmp_path)], check=True)
    assert read(tmp_path)["partner"].to_pylist() == [None]
    first = as_bytes(read(tmp_path, 1))
    with writing(tmp_path) as writer:
        new = write_part(writer.folder, "measure", "new", measures(8, partner="JP"))
        commit(writer, {"measure": [new]})
    assert read(tmp_path).select(["value", "partner"]).to_pylist() == [{"value": 8.0, "partner": "JP"}]
    assert read(tmp_path, 1).select(["value", "partner"]).to_pylist() == [{"value": 7.0, "partner": None}]
    assert as_bytes(read(tmp_path, 1)) == first


def test_one_build_at_a_time(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(StudyBusy, match=r"process \d+") as caught, writing(tmp_path):
        pass
    assert caught.value.cure
    with writing(tmp_path) as writer:
        assert writer.number == 1


HOLDER = """
import sys
from pathlib import Path
from sarai.ledger.write import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_goes_with_its_process(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StudyBusy, match=f"process {holder.pid}"), writing(tmp_path):
            pass
        holder.kill()
        assert holder.wait() == -signal.SIGKILL
    assert release(tmp_path, "a", measures(1)).number == 1


def test_history_never_expires(tmp_path: Path) -> None:
    import deltalake

    release(tmp_path, "a", measures(1))
    settings = deltalake.DeltaTable(tmp_path / "ledger" / "measure").metadata().configuration
    assert settings["delta.enableExpiredLogCleanup"] == "false"
    for kept in ("delta.logRetentionDuration", "delta.deletedFileRetentionDuration"):
        assert settings[kept] == "interval 36500 days"


def test_other_programs_read_the_pinned_version(tmp_path: Path) -> None:
    import deltalake

    made = release(tmp_path, "a", measures(1))
    release(tmp_path, "b", measures(2))
    plain = deltalake.DeltaTable(tmp_path / "ledger" / "measure", version=made.tables["measure"])
    assert plain.to_pyarrow_table()["value"].to_pylist() == [1]
