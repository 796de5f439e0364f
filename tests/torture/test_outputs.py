"""Everything that every verb writes about a study whose every text is hostile: no formula, no markup, no script of theirs."""

import csv
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import openpyxl
import pytest
from lxml import etree
from tests.torture.commands import ran, verbs
from tests.torture.study import hostile

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"\s*[+-]?[\d,.\s]+(e[+-]?\d+)?\s*%?")
MANY = 15
"""Files of one kind and folder, above which some stand for all: a site has a thousand pages of a dozen kinds."""
ASKED: dict[str, list[list[str]]] = {
    "releases": [["{study}"]],
    "rejects": [["{study}"], ["{study}", "--each"]],
    "check": [["{study}"]],
    "sources": [["--study", "{study}"], ["aiddata"]],
    "indicators": [[], ["total"]],
    "organisations": [[], ["JICA"]],
    "names": [["=1+1 <script>alert(1)</script> Japan"]],
    "total": [["{study}", "--by", each] for each in ("recipient,partner", "agency", "source,dataset", "place,topic")]
    + [["{study}", "--why", "--by", "agency"], ["{study}", "--agency", "=HYPERLINK"], ["{study}", "--activity", "<script>"]],
    "explain": [["{study}"], ["{study}", "--counting", "high"]],
    "diff": [["{study}", "1", "1"]],
    "vintages": [["{study}", "iati-2.0x", "iati-2.0x"]],
    "claim": [["{study}"], ["{study}", "{claim}"]],
    "route": [["{study}", "Almaty", "Tashkent"], ["{study}", "<script>", "=1+1"]],
    "corridors": [["{study}", "--show", each] for each in ("sense", "scenarios", "prices", "network", "places")],
    "delivery": [["{study}"], ["{study}", "--show", "curve"], ["{study}", "--show", "forecasts"]],
    "dependence": [["{study}", "KZ"]],
    "read": [["{text}"], ["{text}", "--all"]],
    "positions": [["{study}"], ["{study}", "--quotes"]],
    "alignment": [["{study}", "--partner", "JP"]],
    "profile": [["{study}", "JP"]],
    "forward": [["{study}"]],
    "link": [["{study}"], ["{study}", "--promise", "{promise}"]],
    "promises": [["{study}"], ["{study}", "--by", "maker,topic"], ["{study}", "--show", "funnel"], ["{study}", "--by", "occasion"]],
    "promise": [["{study}", "{promise}"]],
    "overdue": [["{study}"]],
    "timeline": [["{study}"], ["{study}", "--partner", "JP"]],
}  # fmt: skip
WRITERS = {"new", "validate", "add", "build", "look", "review", "chain", "serve", "export", "brief", "publish"}
"""Verbs that print nothing of this study, which has no chain, or whose files are looked at below."""


@pytest.fixture(scope="module")
def study(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The hostile study, built once for all workers."""
    folder = once("hostile", hostile)
    return next(each for each in folder.iterdir() if (each / "study.toml").is_file())


@pytest.fixture(scope="module")
def words(study: Path) -> dict[str, str]:
    def first(verb: str, column: str) -> str:
        code, told, complained = ran([verb, str(study), "--format", "json"], study.parent)
        assert code == 0, complained
        return str(json.loads(told)["rows"][0][column])

    text = next(path for path in (study / "files").rglob("*.txt"))
    return {
        "study": str(study),
        "text": str(text),
        "promise": first("promises", "id"),
        "claim": next(csv.DictReader(io.StringIO((study / "claims" / "claims.csv").read_text(encoding="utf-8"))))[
            "claim"
        ],
    }


def test_every_verb_is_walked() -> None:
    assert ASKED.keys() | WRITERS == verbs().keys()


@pytest.mark.parametrize("verb", ASKED)
def test_what_is_printed_does_nothing(study: Path, words: dict[str, str], verb: str, tmp_path: Path) -> None:
    answered = 0
    for asked in ASKED[verb]:
        line = [verb, *(word.format(**words) if re.fullmatch(r"\{\w+\}", word) else word for word in asked)]
        for output in ("csv", "json", "table") if asked is ASKED[verb][0] else ("csv",):
            chosen = "jsonl" if verb == "read" and output == "json" else output
            code, told, complained = ran([*line, "--format", chosen], tmp_path)
            assert code in (0, 2), complained
            assert code == 0 or complained
            answered += code == 0
            assert "\x1b" not in told + complained
            if code == 0 and output == "csv":
                cells_do_nothing(told, " ".join(line))
            if code == 0 and chosen == "json":
                json.loads(told)
    assert answered, f"{verb} was asked nothing that it answers"


def cells_do_nothing(told: str, where: str) -> None:
    for row in csv.reader(io.StringIO(told)):
        for cell in row:
            assert not FORMULA.match(cell) or NUMBER.fullmatch(cell), f"{where}: {cell[:80]!r}"


def page_does_nothing(content: str, where: str) -> None:
    """As a browser reads it: no script, frame, handler or address of theirs."""
    for node in html5lib.parse(content, namespaceHTMLElements=False).iter():
        if not isinstance(node.tag, str):
            continue
        assert node.tag not in ("iframe", "object", "embed", "base"), f"{where}: <{node.tag}>"
        assert (
            node.tag != "script"
            or "alert(1)" not in (node.text or "").replace("\\u003cscript\\u003ealert(1)", "")
            or (node.get("type") == "application/json")
        ), f"{where}: a script of theirs"
        for name, value in node.attrib.items():
            assert not str(name).lower().startswith("on"), f"{where}: {name}={value[:60]}"
            address = re.sub(r"[\s\x00-\x20]", "", value).lower()
            assert not address.startswith(("javascript:", "vbscript:")), f"{where}: {name}={value[:60]}"
            assert (node.tag, value) != ("img", "x"), f"{where}: a picture of theirs"


def markdown_does_nothing(content: str, where: str) -> None:
    told = re.sub(r"`[^`\n]*`", "", content)
    told = re.sub(r"<a id=\"[\w.-]+\"></a>", "", told)
    found = re.search(r".{,30}(?<!\\)<[a-zA-Z/!].{,30}", told)
    assert found is None, f"{where}: {found}"
    for address in re.findall(r"(?<!\\)\]\(([^)]*)\)", told):
        assert re.match(r"#|https?://|[\w./-]+$", address.strip()), f"{where}: link to {address}"


def picture_does_nothing(content: bytes, where: str) -> None:
    for node in etree.fromstring(content).iter(etree.Element):
        assert etree.QName(node).localname not in ("script", "foreignObject", "iframe"), where
        for name, value in node.attrib.items():
            assert not etree.QName(name).localname.lower().startswith("on"), f"{where}: {name}"
            assert not re.match(r"\s*javascript:", value, re.I), f"{where}: {name}"


def book_does_nothing(path: Path) -> None:
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{path.name} {sheet.title} {cell.coordinate}: {cell.value!r}"
                link = cell.hyperlink.target if cell.hyperlink else None
                assert link is None or link.startswith(("http://", "https://")), (
                    f"{path.name} {cell.coordinate}: {link}"
                )


def every(folder: Path) -> Iterator[Path]:
    return (Path(root) / name for root, _, names in os.walk(folder) for name in names)


def looked_at(folder: Path) -> Iterator[Path]:
    """Every file, and of a folder that holds many of one kind some, from its first to its last."""
    kinds: dict[tuple[Path, str], list[Path]] = defaultdict(list)
    for path in every(folder):
        kinds[path.parent, path.suffix].append(path)
    for paths in kinds.values():
        yield from sorted(paths)[:: -(-len(paths) // MANY)]


LOOK: dict[str, Callable[[Path], Any]] = {
    ".csv": lambda path: cells_do_nothing(path.read_text(encoding="utf-8-sig"), path.name),
    ".html": lambda path: page_does_nothing(path.read_text(encoding="utf-8"), path.name),
    ".md": lambda path: markdown_does_nothing(path.read_text(encoding="utf-8"), path.name),
    ".svg": lambda path: picture_does_nothing(path.read_bytes(), path.name),
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
    ".xlsx": book_does_nothing,
}

FILES = [
    ["brief", "{study}", "--partner", "JP", "--recipient", "TJ", "-o", "{out}/a.html", "--data", "{out}/data"],
    ["brief", "{study}", "--partner", "JP", "--recipient", "TJ", "-o", "{out}/a.md"],
    ["brief", "{study}", "--partner", "all", "--recipient", "all", "-o", "{out}/all.md"],
    ["export", "{study}", "--to", "csv", "--out", "{out}"],
    ["export", "{study}", "--to", "xlsx", "--out", "{out}/book.xlsx"],
    ["route", "{study}", "Almaty", "Tashkent", "-o", "{out}/route.html"],
    ["corridors", "{study}", "--map", "{out}/map.svg"],
    ["total", "{study}", "--by", "agency", "--chart", "{out}/total.svg"],
    ["total", "{study}", "--by", "recipient,agency", "--chart", "{out}/total2.svg"],
    ["promises", "{study}", "--show", "funnel", "--chart", "{out}/promises.svg"],
    ["delivery", "{study}", "--chart", "{out}/delivery.svg"],
    ["positions", "{study}", "--html", "{out}/positions.html"],
    ["read", "{text}", "--html", "{out}/read.html"],
    ["validate", "{study}", "--partner", "all", "--out", "{out}"],
    ["publish", "{study}", "{out}/site"],
]


@pytest.mark.parametrize("line", FILES, ids=lambda line: " ".join([line[0], *re.findall(r"\w+\.\w+", line[-1])]))
def test_what_is_written_does_nothing(words: dict[str, str], tmp_path: Path, line: list[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    code, _, complained = ran([word.format(**words, out=out) for word in line], tmp_path)
    if code == 2 and line[0] in ("promises", "delivery", "total"):
        assert "\n  " in complained, complained
        pytest.skip(f"nothing to draw: {complained.splitlines()[0]}")
    assert code == 0, complained
    looked = [LOOK[path.suffix](path) for path in looked_at(out) if path.suffix in LOOK]
    assert looked
