"""A build says first, and with its exit code, what is refused and of which files nothing or too little is kept."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from sarai.cli import draw
from sarai.ingest import FileReport
from sarai.ingest.report import Sum

Run = Callable[..., "Ran"]  # noqa: F821

HEADER = "Project no,Country,Signed on,Commitment (USD)\n"
GOOD = "A-1,Nepal,2019-01-02,1000\nA-2,Kenya,2019-03-04,2000\n"


def report(name: str, *, read: int, kept: int, money: tuple[int, int] = (0, 0), outcome: str = "read") -> FileReport:
    """A made-up report: records and money, stated and kept."""
    sums = [
        Sum("", quantity, unit, Decimal(stated), Decimal(held), Decimal(stated - held))
        for quantity, unit, (stated, held) in (("records", "records", (read, kept)), ("amount", "EUR", money))
    ]
    reason = "is no table" if outcome == "refused" else None
    return FileReport(name, "table", "made-up", outcome, reason, False, read - kept, 0, sums=tuple(sums))


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (report("a", read=10, kept=5), None),
        (report("a", read=10, kept=4), "less than half kept: 4 of 10 records"),
        (report("a", read=10, kept=0), "nothing kept: 0 of 10 records"),
        (report("a", read=10, kept=9, money=(1000, 499)), "less than half of its money kept: 499 of 1,000 EUR"),
        (report("a", read=10, kept=9, money=(1000, 500)), None),
        (report("a", read=10, kept=9, money=(-1000, -100)), None),
        (report("a", read=0, kept=0), None),
        (report("a", read=0, kept=0, outcome="refused"), "refused: is no table"),
    ],
)
def test_what_is_lost_of_a_file(found: FileReport, told: str | None) -> None:
    assert found.lost == told


def test_of_many_the_worst_are_said_and_all_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    little = [report(f"little-{each}.csv", read=10, kept=1) for each in range(30)]
    draw.lost([*little, report("whole.csv", read=3, kept=3), report("none.csv", read=3, kept=0)], "mine")
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "31 of 32 file(s) refused, or not half kept:"
    assert told[1] == "none.csv: nothing kept: 0 of 3 records"
    assert told[-2:] == ["... and 11 more", "why, with the place of each: sarai rejects mine"]


def study(sarai: Run, folder: Path, **files: str) -> Path:
    """A study of tables, none of which has anything to ask."""
    made = folder / "mine"
    assert sarai("new", made).code == 0
    for name, rows in files.items():
        path = folder / f"{name}.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        assert sarai("add", made, path).code == 0
    return made


def test_a_file_whose_next_edition_is_refused_row_by_row_ends_a_build_with_two(sarai: Run, tmp_path: Path) -> None:
    folder = study(sarai, tmp_path, good=GOOD, other=GOOD.replace("A-", "B-"))
    assert sarai("build", folder, "--jobs", 1).code == 0
    path = tmp_path / "other.csv"
    path.write_text(HEADER + "B-1,Nepal,2019-01-02,see annex\nB-2,Kenya,2019-03-04,see annex\n", encoding="utf-8")
    assert sarai("add", folder, path).code == 0
    ran = sarai("build", folder, "--jobs", 1)
    assert ran.code == 2
    assert "files/other.csv: nothing kept: 0 of 2 records" in ran.err
    assert "sarai rejects" in ran.err
    assert "release 2" in ran.out, "the rest is built"
    again = sarai("build", folder, "--jobs", 1)
    assert again.code == 2, "what was read before is told again"
    assert "nothing kept" in again.err


def test_less_than_half_is_said_first_and_is_no_failure(sarai: Run, tmp_path: Path) -> None:
    folder = study(sarai, tmp_path, good=GOOD)
    bad = "".join(f"C-{each},Nepal,2019-01-02,see annex\n" for each in range(3))
    (tmp_path / "good.csv").write_text(HEADER + GOOD + bad, encoding="utf-8")
    assert sarai("add", folder, tmp_path / "good.csv").code == 0
    ran = sarai("build", folder, "--jobs", 1)
    assert ran.code == 0
    assert "files/good.csv: less than half kept: 2 of 5 records" in ran.err


def test_every_refused_file_is_named_and_the_code_is_two(sarai: Run, tmp_path: Path) -> None:
    names = [f"part{each}" for each in range(8)]
    folder = study(
        sarai,
        tmp_path,
        **{name: GOOD.replace("A-", f"{name.upper()}-").replace("1000", f"1{name[-1]}") for name in names},
    )
    for name in names[1:]:
        (folder / "files" / f"{name}.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00" + name.encode())
    ran = sarai("build", folder, "--jobs", 1)
    assert ran.code == 2
    assert "7 of 8 file(s) refused, or not half kept:" in ran.err
    for name in names[1:]:
        assert f"files/{name}.csv: refused: " in ran.err
