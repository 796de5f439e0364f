"""Every format that strangers send: one study of all of them, each with its own right sum, through the command line."""

import datetime as dt
import gzip
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import workbooks

Run = Callable[..., "Ran"]  # noqa: F821

HEADS = {
    "en": ("Project no", "Country", "Signing date", "Commitment (EUR)"),
    "ru": ("Номер проекта", "Страна", "Дата подписания", "Сумма обязательств (EUR)"),
    "fr": ("N° de projet", "Pays", "Date de signature", "Montant engagé (EUR)"),
    "de": ("Projektnummer", "Land", "Zusagedatum", "Zusage (EUR)"),
    "es": ("Código del proyecto", "País", "Fecha de firma", "Monto comprometido (EUR)"),
}
PLACES = {
    "en": ("Nepal", "Kenya"), "ru": ("Непал", "Кения"), "fr": ("Népal", "Sénégal"), "de": ("Ägypten", "Südafrika"),
    "es": ("Perú", "México"),
}  # fmt: skip


def lines(name: str, language: str, *, between: str = ",", mark: str = ".", end: str = "\n") -> str:
    """A table of 12 rows of a language as text; it adds up to 12,345.75."""
    amounts = [f"1000{mark}50"] * 11 + [f"1340{mark}25"]
    places = PLACES[language]
    rows = [(f"{name}-{at}", places[at % 2], f"2019-0{1 + at % 9}-15", amount) for at, amount in enumerate(amounts)]
    return end.join(between.join(row) for row in (HEADS[language], *rows)) + end


SUM = "12345.75"


def sheet(name: str) -> list[list[workbooks.Cell]]:
    """The same as cells, with a title above, one sum below and days as days."""
    rows = [
        [f"{name}-{at}", PLACES["en"][at % 2], dt.date(2019, 1 + at % 9, 15), 1000.5 if at < 11 else 1340.25]
        for at in range(12)
    ]
    return [["Register of a made-up fund"], [], list(HEADS["en"]), *rows, ["Total", None, None, 12345.75]]


def merged(name: str) -> list[list[workbooks.Cell]]:
    """Two countries, each named in the first of its six merged cells."""
    rows = sheet(name)[2:-1]
    for at, row in enumerate(rows[1:]):
        row[1] = PLACES["en"][at // 6] if at % 6 == 0 else None
    return rows


def made(folder: Path) -> Iterator[Path]:
    """The files, made up."""

    def text(name: str, told: str, encoding: str) -> Path:
        path = folder / name
        path.write_bytes(told.encode(encoding))
        return path

    yield workbooks.write(folder / "old.xls", {"Projects": sheet("old"), "Notes": [["nothing to add"]]})
    yield workbooks.write(folder / "old-merged.xls", {"Projects": merged("om")}, merged=[(1, 6, 1, 1), (7, 12, 1, 1)])
    yield workbooks.write(folder / "binary.xlsb", {"Projects": sheet("binary")})
    yield workbooks.write(folder / "binary-second.xlsb", {"Read me": [["a note"]], "Données": sheet("second")})
    yield workbooks.write(folder / "open.ods", {"Projects": sheet("open")})
    yield workbooks.write(folder / "open-cyrillic.ods", {"Проекты": sheet("ф")})
    yield text("unicode-text.txt", lines("u16", "ru", between="\t", mark=",", end="\r\n"), "utf-16")
    yield text("unicode-big.csv", "\ufeff" + lines("u16be", "en"), "utf-16-be")
    yield text("cyrillic.csv", lines("cp", "ru", between=";", mark=","), "cp1251")
    yield text("cyrillic-dos.csv", lines("dos", "ru", between=";", mark=","), "cp866")
    yield text("western.csv", lines("w", "fr", between=";", mark=","), "latin-1")
    yield text("western-windows.csv", lines("ww", "de", between=";", mark=",").replace("EUR", "€"), "cp1252")
    yield text("western-es.csv", lines("es", "es", between=";", mark=","), "cp1252")
    yield text("marked.csv", lines("bom", "fr", end="\r\n"), "utf-8-sig")
    yield text("pipes.txt", lines("p", "en", between="|"), "utf-8")
    yield text("tabs.tsv", lines("t", "es", between="\t"), "utf-8")
    yield text("old-mac.csv", lines("mac", "en", end="\r"), "utf-8")
    packed = folder / "packed.csv.gz"
    packed.write_bytes(gzip.compress(lines("gz", "en").encode()))
    yield packed
    packed = folder / "packed-cyrillic.csv.gz"
    packed.write_bytes(gzip.compress(lines("gzr", "ru", between=";", mark=",").encode("cp1251")))
    yield packed
    with zipfile.ZipFile(folder / "one.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in-one.csv", lines("z1", "en"))
    yield folder / "one.zip"
    with zipfile.ZipFile(folder / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2019/in-many-a.csv", lines("za", "en"))
        archive.writestr("2020/in-many-b.csv", lines("zb", "ru", between=";", mark=",").encode("cp1251"))
        archive.writestr("__MACOSX/2019/._in-many-a.csv", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X")
        archive.write(workbooks.write(folder / "in-many-c.xls", {"Projects": sheet("zc")}), "book/in-many-c.xls")
        (folder / "in-many-c.xls").unlink()
    yield folder / "many.zip"


@pytest.mark.slow
def test_every_format_has_its_own_sum(sarai: Run, tmp_path: Path) -> None:
    files = list(made(tmp_path))
    study = tmp_path / "mine"
    assert sarai("new", study).code == 0
    added = sarai("add", study, *files)
    assert added.code == 0, added.err
    assert "to answer before" not in added.out, added.out
    ran = sarai("build", study, "--jobs", 1)
    assert ran.code == 0, ran.err
    totals: list[dict[str, Any]] = json.loads(
        sarai("total", study, "--by", "dataset", "--prices", "source", "--format", "json").out
    )["rows"]
    found = {row["dataset"]: (row["preferred"], row["n"]) for row in totals}
    expected = [path.name.partition(".")[0] for path in files if path.suffix != ".zip"]
    expected += ["in-one", "in-many-a", "in-many-b", "in-many-c"]
    assert found == dict.fromkeys(expected, (SUM, 12))
    placed = json.loads(
        sarai(
            "total", study, "--dataset", "old-merged", "--by", "recipient", "--prices", "source", "--format", "json"
        ).out
    )["rows"]
    assert {row["recipient"]: row["preferred"] for row in placed} == {"NP": "6003.00", "KE": "6342.75"}


@pytest.mark.parametrize("said", ["on standard input", "as a plain script"])
def test_a_script_that_asks_for_no_main_opens_and_builds(said: str, tmp_path: Path) -> None:
    """Files of old kinds are opened, and all are read, in processes of their own, which run no script again."""
    rows: list[list[workbooks.Cell]] = [
        ["Project id", "Country", "Commitment year", "Amount (USD)"],
        *([f"P-{at}", "Tajikistan", 2014, 1000.0 + at] for at in range(1, 6)),
    ]
    for name in ("old.xls", "open.ods"):
        workbooks.write(tmp_path / name, {"Projects": rows})
    script = (
        "import pathlib, sys\nfrom sarai import pipeline\nfrom sarai.sources.kit.book import sheet_names\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        "print(sheet_names(folder / 'old.xls'), sheet_names(folder / 'open.ods'))\n"
        "study = pipeline.new(folder / 'mine')\n"
        "for _ in pipeline.add(study, [folder / 'old.xls', folder / 'open.ods']): pass\n"
        "print([each.outcome for each in pipeline.build(study, jobs=2).reports])\n"
    )
    if said == "as a plain script":
        (tmp_path / "script.py").write_text(script, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-" if said == "on standard input" else str(tmp_path / "script.py")],
        input=script if said == "on standard input" else None,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.splitlines() == ["['Projects'] ['Projects']", "['read', 'read']"]
