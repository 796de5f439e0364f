"""Made-up studies: a small one that is built again and again, and one whose every text is hostile."""

import csv
import json
import re
import shutil
from pathlib import Path

import sarai
from sarai import pipeline

ACTIVITY = """<iati-activity default-currency="USD" last-updated-datetime="2024-01-31T12:00:00Z">
<iati-identifier>XM-MADE-{name}-{nth}</iati-identifier>
<reporting-org ref="XM-MADE" type="10"><narrative>{who}</narrative></reporting-org>
<title><narrative>{title} {nth}</narrative></title><activity-status code="2"/>
<participating-org role="1" ref="XM-MADE" type="10"><narrative>{who}</narrative></participating-org>
<recipient-country code="{country}"/><sector vocabulary="1" code="14030"/>
<transaction><transaction-type code="2"/><transaction-date iso-date="2021-01-15"/>
<value value-date="2021-01-15">{amount}</value></transaction></iati-activity>"""

HOSTILE = (
    '=HYPERLINK("http://x.example/"&A1)',
    "<script>alert(1)</script>",
    "[press](javascript:alert(1))",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1) <img src=x onerror=alert(1)>",
    "</style><svg onload=alert(1)>",
    "\"'><iframe src=javascript:alert(1)>",
    "-2+3 [bold]red[/bold] [/] {{ 7*7 }} {% raw %} `code` **b** | pipe",
)
"""What a published text may hold; a spreadsheet, a page or a terminal must not act on it."""

FREE = re.compile(
    r"wording|quote|note|title|occasion|source_name|why|by|service|project_name|purpose|told_by_whom|method"
)


def publish(
    path: Path, *, amount: int = 1000, activities: int = 3, title: str = "Made-up wells", who: str = "Made up"
) -> Path:
    """An IATI file of made-up activities."""
    title, who = (text.replace("&", "&amp;").replace("<", "&lt;") for text in (title, who))
    told = "".join(
        ACTIVITY.format(
            name=path.stem, nth=nth, country="KZ KG TJ".split()[nth % 3], amount=amount + nth, title=title, who=who
        )
        for nth in range(activities)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<iati-activities version="2.03">{told}</iati-activities>')
    return path


def made(folder: Path) -> Path:
    """A study of two files and two releases."""
    study = pipeline.new(folder / "study")
    for _, _, error in pipeline.add(study, [publish(folder / "published" / f"{name}.xml") for name in ("aa", "bb")]):
        if error is not None:
            raise error
    pipeline.build(study, jobs=1)
    publish(study / "files" / "bb.xml", amount=5000)
    pipeline.build(study, jobs=1)
    return study


def hostile(folder: Path) -> Path:
    """The bundled study's own lists, corridors and claims with a hostile text in every cell that holds words, an IATI
    file of hostile names, and a text; its large sources are left out."""
    study = pipeline.new(folder / "<b>study [bold] = 'x'", template="central-asia")
    toml = study / "study.toml"
    settings = toml.read_text(encoding="utf-8")
    for entry in re.findall(r"^\[\[source\]\].*?(?=^\[\[|\Z)", settings, re.M | re.S):
        if re.search(r"gcof|gcdf|sca-2020|wdi|crs-totals|ibrd", entry):
            settings = settings.replace(entry, "")
    title = json.dumps(" ".join(HOSTILE))
    toml.write_text(
        re.sub(r"^title = .*$", lambda _: f"title = {title}", settings, count=1, flags=re.M), encoding="utf-8"
    )
    for path in sorted(study.rglob("*.csv")):
        _poison(path)
    published = folder / "published"
    files = [
        publish(published / f"=a<b>{nth}.xml", title=text, who=text, amount=10_000 * (nth + 1))
        for nth, text in enumerate(HOSTILE)
    ]
    text = published / "=1+1 <script>.txt"
    text.write_text(
        "Japan pledged $5 million to Tajikistan for =HYPERLINK(1) <script>alert(1)</script> roads.\n\n"
        "The minister of Kazakhstan said that Japan will build <img src=x onerror=alert(1)> a hospital in Osh.\n"
    )
    for _, _, error in pipeline.add(study, [*files, text]):
        if error is not None:
            raise error
    pipeline.build(study, jobs=1)
    return study


def _poison(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    for nth, row in enumerate(rows):
        for place, name in enumerate(head):
            if place < len(row) and row[place] and FREE.search(name) and not re.fullmatch(r"[\w.:/-]*", row[place]):
                row[place] = f"{HOSTILE[(nth + place) % len(HOSTILE)]} {row[place]}"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([head, *rows])


def says(study: Path, release: int | None = None) -> str:
    """All money that a release tells, without its number."""
    session = sarai.open(study, release=release)
    told = [session.total(by=["recipient", "partner"]), session.explain(counting="high")]
    return json.dumps([each.to_json() | {"release": None} for each in told], sort_keys=True)


def copied(study: Path, to: Path) -> Path:
    """A copy, in the place of what stood there."""
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(study, to))
