"""What there is: sources and their datasets, releases, refused rows, indicators."""

from pathlib import Path

from sarai import settings as studies
from sarai import sources as readers
from sarai.counting.rules import RULES
from sarai.ledger import Ledger
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.session import Session

SOURCES = Card(
    id="sources",
    name="sources",
    unit="datasets",
    formula="every dataset that can be read",
    needs=(),
    method="the cards of the sources: docs/sources.md",
    tables={
        "rows": """
source   text  -  id of the source
dataset  text  -  id of the dataset
title    text  -  its title
kind     text  -  kind of file
as_of    day   -  date it speaks for
licence  text  -  licence of the data
"""
    },
)

COUNTING_RULES = Card(
    id="rules",
    name="counting rules",
    unit="rules",
    formula="the rules that say whether a row is in a total, in order: the first that holds decides",
    needs=(),
    method="docs/rules.md",
    tables={
        "rows": """
rule      text  -  id
standing  text  <vocabulary.Standing>  where its rows stand
title     text  -  what it holds, in one line
about     text  -  what it does and why
source    text  -  text that it rests on
"""
    },
)

SOURCE = Card(
    id="source",
    name="source",
    unit="datasets",
    formula="one source: its datasets, what they could hold, what is read of them, what is left out and why",
    needs=(),
    method="the card of the source: docs/sources.md",
    tables={
        "rows": """
dataset        text  -  id of the dataset
title          text  -  its title
recognised_by  text  -  what a file is recognised by
columns        int   -  columns that are read
as_of          day   -  date it speaks for
could_hold     text  -  what it could hold at all
""",
        "about": """
id         text   -  id of the source
title      text   -  title
publisher  text   -  publisher
licence    text   -  licence
citation   text   -  how to cite it
url        text   -  address
caveats    texts  -  what has to be known
""",
        "mapped": "path  text  -  what is read\ngoes_to  text  -  where it goes",
        "ignored": "column  text  -  what is left out\nwhy  text  -  why",
    },
)

RELEASES = Card(
    id="releases",
    name="releases",
    unit="releases",
    formula="the releases of a study, oldest first",
    needs=("a built study",),
    method="the manifests of the ledger",
    tables={
        "rows": """
release        int   -  number
committed_at   time  -  when
datasets       text  -  datasets with the dates they speak for
activities     int   [rows]  records of all files
contributions  int   [rows]  rows of the atom of every figure
rejected       int   [rows]  refused rows and cells
currency       text  <currencies>  study currency
price_year     int   [year]  price year
code           text  -  version of Sarai
"""
    },
)

REJECTS = Card(
    id="rejects",
    name="refused rows and cells",
    unit="rows",
    formula="what was refused, each with its place and the reason; read = kept + rejected, per file",
    needs=("a built study",),
    method="readers of sources, and the build where rows contradict others",
    tables={
        "rows": """
scope    text  -  row or cell
file     text  -  file of the study
locator  text  -  where it stands there
record   text  -  the source's own identifier
reason   text  -  what is wrong
value    text  -  what stands there
"""
    },
)

REJECTS_BY_KIND = Card(
    id="rejects-by-kind",
    name="refused rows and cells, by kind",
    unit="kinds",
    formula="what was refused, once for each reason, rows first, most frequent first",
    needs=("a built study",),
    method="the refused rows and cells of the release, counted",
    tables={
        "rows": """
scope   text  -  row or cell
reason  text  -  what is wrong
times   int   [rows]  how often
files   int   [files]  in how many files
first   text  -  file and place of the first
value   text  -  what stands there
"""
    },
)


def sources() -> Answer:
    """Every dataset that can be read."""
    named = [
        {
            "source": card.id, "dataset": each.dataset, "title": each.title, "kind": each.kind, "as_of": each.as_of,
            "licence": card.licence,
        }
        for card in readers.cards().values()
        for each in card.formats
    ]  # fmt: skip
    by_mapping = [
        {
            "source": card.id, "dataset": "named by its mapping", "title": card.title, "kind": "csv, xlsx",
            "as_of": None, "licence": card.licence,
        }
        for card in readers.cards().values()
        if not card.formats
    ]  # fmt: skip
    return Answer.of(SOURCES, [*named, *by_mapping], release=None)


def source(name: str) -> Answer:
    """One source, its datasets as rows; ``about``, ``mapped`` and ``ignored`` beside them.

    Raises:
        UnknownFormat: there is no such source.
    """
    card = readers.card(name)
    about = {
        "id": card.id, "title": card.title, "publisher": card.publisher, "licence": card.licence,
        "citation": card.citation, "url": card.url, "caveats": list(card.caveats),
    }  # fmt: skip
    datasets = [
        {
            "dataset": each.dataset,
            "title": each.title,
            "recognised_by": " or ".join(f"root <{name}>" for name in each.roots) or ", ".join(each.sheets) or "header",
            "columns": len(each.columns) or len(card.mapped),
            "as_of": each.as_of,
            "could_hold": each.scope.note or "no limit stated",
        }
        for each in card.formats
    ]
    return Answer.of(
        SOURCE,
        datasets,
        release=None,
        about=[about],
        mapped=[{"path": path, "goes_to": target} for path, target in card.mapped.items()],
        ignored=[{"column": column, "why": why} for column, why in card.ignored.items()],
    )


def releases(folder: Path) -> Answer:
    """The releases of a study, oldest first; none before the first build.

    Raises:
        StudyError: the folder is no study.
    """
    studies.load(folder)
    found = [
        {
            "release": each.number,
            "committed_at": each.committed_at.replace(microsecond=0),
            "datasets": ", ".join(
                f"{name} ({told['as_of']})" if told["as_of"] else name for name, told in sorted(each.datasets.items())
            ),
            "activities": each.counts.get("activity", 0),
            "contributions": each.counts.get("contribution", 0),
            "rejected": each.counts.get("reject", 0),
            "currency": each.currency,
            "price_year": each.price_year,
            "code": each.code_version,
        }
        for each in Ledger(folder).releases
    ]
    return Answer.of(RELEASES, found, release=None)


def rules() -> Answer:
    """The rules of counting, in the order in which they are asked: the first that holds decides."""
    told = [
        {
            "rule": each.id, "standing": str(each.standing), "title": each.title, "about": each.about,
            "source": each.source,
        }
        for each in RULES
    ]  # fmt: skip
    return Answer.of(COUNTING_RULES, told, release=None)


_REFUSED = """
SELECT r.scope, coalesce(f.name, r.file) AS file, r.locator, r.record, r.reason, r.value
FROM reject r LEFT JOIN (SELECT file, any_value(name) AS name FROM file GROUP BY file) f USING (file)
ORDER BY file, r.source, r.locator, r.scope DESC, r.reason
"""


def rejects(session: Session) -> Answer:
    """Refused rows and cells of a release, file by file."""
    found = session.query(_REFUSED, of=("reject", "file"))
    return Answer.of(REJECTS, found, release=session.release.number)


_KINDS = """
SELECT r.scope, r.reason, count(*) AS times, count(DISTINCT r.file) AS files,
       min_by(coalesce(f.name, r.file) || ' ' || r.locator, r.nr) AS first, min_by(r.value, r.nr) AS value
FROM (SELECT *, row_number() OVER () AS nr FROM reject) r
LEFT JOIN (SELECT file, any_value(name) AS name FROM file GROUP BY file) f USING (file)
GROUP BY r.scope, r.reason ORDER BY r.scope <> 'row', times DESC, min(r.nr)
"""


def kinds_of_rejects(session: Session) -> Answer:
    """What was refused in a release, once for each reason, rows first, most frequent first."""
    found = session.query(_KINDS, of=("reject", "file"))
    return Answer.of(REJECTS_BY_KIND, found, release=session.release.number)
