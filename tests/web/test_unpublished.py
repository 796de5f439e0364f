"""Records that a unit marks unpublished stay in its own answers and in nothing that leaves the house."""

import io
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import sarai as public_face

SECRETS = ("Quiet-Bridge", "SEC-77", "7654983", "Quiet Ministry", "Quietville", "PRG-QUIET", "quiet.example")
OPEN = ("Open-Bridge", "PUB-1")

TABLE = """id,title,country,place,implementer,url,donor,amount,signed,programme,fy,budget,public
PUB-1,Open-Bridge,KZ,Almaty,Ministry of Roads,https://open.example/1,JP,100,2015-03-01,PRG-1,2015/16,on,yes
SEC-77,Quiet-Bridge,KZ,Quietville,Quiet Ministry,https://quiet.example/1,JP,7654983,2015-03-02,PRG-QUIET,2015/16,off,no
SEC-77,Quiet-Bridge,KZ,Quietville,Quiet Ministry,https://quiet.example/1,JP,7654983,no day,PRG-QUIET,2015/16,off,no
PUB-2,Second,KZ,Almaty,Ministry of Roads,https://open.example/2,DE,50,2016-03-01,PRG-1,2016/17,,yes
"""
MAPPING = """source: unit
dataset: unit
title: made-up register of a made-up unit
publisher: made up
licence: made up
tier: official-ledger
grain: flows
columns:
  id: record_id
  title: title
  country: recipient
  place: place
  implementer: implementer
  url: url
  donor: provider
  amount: amount
  signed: date
  programme: programme
  fy: fiscal_year
  budget: on_budget
  public: marks
constants:
  kind: commitment
  currency: USD
codes:
  on_budget: {"on": "yes", "off": "no"}
  marks: {"no": unpublished, "yes": }
"""


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from sarai import pipeline

    folder = tmp_path_factory.mktemp("unit") / "study"
    table = folder.parent / "unit.csv"
    table.write_text(TABLE, encoding="utf-8")
    pipeline.new(folder)
    list(pipeline.add(folder, [table]))
    (mapping,) = (folder / "mappings").glob("*.yaml")
    mapping.write_text(MAPPING, encoding="utf-8")
    built = pipeline.build(folder, jobs=1)
    assert not built.refused, built.refused
    return folder


def test_the_unit_itself_sees_all_its_records_by_its_own_codes(unit: Path) -> None:
    study = public_face.open(unit)
    assert study.total(partner="JP").rows[0]["high"] >= Decimal("7654983")
    by = {(row["programme"], row["fiscal_year"], row["on_budget"]): row["n"] for row in
          study.total(by="programme,fiscal_year,on_budget")}  # fmt: skip
    assert by == {("PRG-1", "2015/16", "yes"): 1, ("PRG-1", "2016/17", None): 1, ("PRG-QUIET", "2015/16", "no"): 1}
    assert study.total(programme="PRG-1", on_budget="yes").rows[0]["preferred"] == Decimal("100.00")


def _texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in (each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        if path.suffix == ".parquet":
            yield path.name, repr(pq.read_table(path).to_pylist()).encode()
        elif content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                for name in book.namelist():
                    yield f"{path.name}/{name}", book.read(name)
        else:
            yield path.name, content


@pytest.mark.parametrize(
    "words",
    [
        ("publish", "{study}", "{out}"),
        ("export", "{study}", "--to", "csv", "--out", "{out}"),
        ("export", "{study}", "--to", "parquet", "--out", "{out}"),
        ("export", "{study}", "--to", "xlsx", "--out", "{out}"),
        ("export", "{study}", "--to", "xlsx", "--out", "{out}/all.xlsx"),
        ("brief", "{study}", "--partner", "JP", "--recipient", "KZ", "-o", "{out}/b.html"),
        ("brief", "{study}", "--partner", "JP", "--recipient", "KZ", "-o", "{out}/b.md"),
    ],
    ids=lambda words: " ".join(words[::2])[:40],
)
def test_nothing_that_leaves_the_house_holds_them(
    unit: Path, tmp_path: Path, sarai: Callable[..., Any], words: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    ran = sarai(*(each.format(study=unit, out=out) for each in words))
    assert ran.code == 0, ran.err
    told = dict(_texts(out))
    whole = b"\n".join(told.values())
    assert any(each.encode() in whole for each in OPEN), "nothing was written, so that nothing was tried"
    for secret in SECRETS:
        written = [secret, *([f"{int(secret):,}"] if secret.isdigit() else [])]
        leaks = [name for name, content in told.items() if any(each.encode() in content for each in written)]
        assert not leaks, (secret, leaks[:5])
    for secret in SECRETS:
        assert secret not in ran.out, secret


def test_sums_of_a_file_do_not_give_away_what_is_withheld_of_it(unit: Path) -> None:
    assert public_face.open(unit).table("tally").num_rows
    assert not public_face.open(unit, public=True).table("tally").num_rows


def test_python_opens_what_may_be_shown(unit: Path) -> None:
    shown = public_face.open(unit, public=True)
    assert [row["preferred"] for row in shown.total(partner="JP")] == [Decimal("100.00")]
    assert "PRG-QUIET" not in shown.distinct("programme")
    for table in shown.release.counts:
        text = repr(shown.table(table).to_pylist()) if shown.release.counts[table] else ""
        assert not [secret for secret in SECRETS if secret in text], table
