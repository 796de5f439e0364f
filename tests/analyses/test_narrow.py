"""No table that is printed breaks a number or a word, on paper of 80 columns or less: over the verbs that print one."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sarai.cli import tables
from sarai.model import dimensions
from sarai.study import Study

Run = Callable[..., "Ran"]  # noqa: F821

STUDY = "STUDY"
VERBS = (
    "total STUDY --by partner,recipient,year",
    "total STUDY --by dataset,family --measure spent --exact",
    "total STUDY --by agency --counting high",
    "total STUDY --why",
    "explain STUDY --recipient TJ --partner JP",
    "releases STUDY",
    "rejects STUDY",
    "rejects STUDY --each",
    "sources",
    "sources aiddata",
    "sources crs",
    "indicators",
    "indicators total",
    "promises STUDY",
    "overdue STUDY",
    "timeline STUDY",
    "delivery STUDY",
    "corridors STUDY",
    "route STUDY Khorgos Poti",
    "dependence STUDY TJ",
    "profile STUDY CN",
    "alignment STUDY --partner JP --recipient UZ",
    "positions STUDY",
    "link STUDY",
    "organisations Japan",
    "names Kirgizia",
    "check STUDY",
    "claim STUDY",
    "promise STUDY JP025",
    "promises STUDY --by maker,topic",
    "sources --study STUDY",
    "sources gem",
    "vintages STUDY gcof-1.0-central-asia sca-2020-central-asia",
    *(f"total STUDY --by {each.name}" for each in dimensions.DIMENSIONS if each.name != "activity"),
)
NARROW = (80, 60)


@pytest.mark.parametrize("verb", VERBS)
def test_no_printed_table_breaks_a_number_or_a_word(
    sarai: Run, bundled: Study, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    told: list[str] = []
    add = tables.Plain.add_row

    def heard(self: tables.Plain, *cells: Any, **options: Any) -> None:
        for cell in cells:
            inner = cell.renderable if isinstance(cell, Padding) else cell
            told.append(inner.plain if isinstance(inner, Text) else str(inner or ""))
        add(self, *cells, **options)

    monkeypatch.setattr(tables.Plain, "add_row", heard)
    for width in NARROW:
        monkeypatch.setenv("COLUMNS", str(width))
        told.clear()
        ran = sarai(*(bundled.folder if word == STUDY else word for word in verb.split()))
        assert ran.code == 0, ran.err
        printed = set(ran.out.split())
        whole = "\n".join(ran.out.splitlines())
        assert "\u2026" not in ran.out.replace("\u2026 ", ""), "an ellipsis eats what it stands for"
        for cell in told:
            for begin, end in tables._pieces(cell):
                piece = cell[begin:end]
                assert piece in printed or piece in whole, f"{piece!r} of {cell!r} is broken at {width} columns"


def drawn(rows: list[tuple[str, ...]], *, width: int) -> str:
    table = tables.Plain()
    for name in ("name", "value"):
        table.add_column(name, justify="right" if name == "value" else "left", no_wrap=name == "value")
    for row in rows:
        table.add_row(*row)
    out = StringIO()
    Console(file=out, width=width).print(table)
    return out.getvalue()


def test_columns_give_way_to_their_longest_word_and_no_further() -> None:
    rows = [("a made-up foundation of Kyrgyzstan", "3,100,500.25"), ("x", "-1")]
    assert {"Kyrgyzstan", "3,100,500.25"} <= set(drawn(rows, width=24).split())
    assert all(len(line.rstrip()) <= 24 for line in drawn(rows, width=24).splitlines())


def test_what_fits_no_line_is_stacked() -> None:
    told = drawn([("Kyrgyzstan", "3,100,500.25")], width=20)
    assert told.split() == ["name", "Kyrgyzstan", "value", "3,100,500.25"]
    assert len(told.splitlines()) == 2


def test_a_name_is_broken_behind_its_bars_alone() -> None:
    told = drawn([("world-bank-disbursements-of-some-years", "1")], width=26)
    assert [line.split()[0] for line in told.splitlines()[1:]] == ["world-bank-", "disbursements-of-", "some-years"]
