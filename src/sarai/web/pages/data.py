"""Data: where everything comes from and under which licence, who could tell what, and what was refused."""

from collections.abc import Mapping
from typing import Any

from sarai.web import names
from sarai.web.ask import Ask
from sarai.web.page import Block, Column, Key, Line, Nav, Page, Prose, Section, Table, line
from sarai.web.pages.method import PATH as METHOD
from sarai.web.pages.new import PATH as NEW
from sarai.web.sentences import phrase, q
from sarai.web.words import Beside, Cell, Link, Part, When, Words, count, quoted

Row = Mapping[str, Any]
PATH = "data.html"


def page(ask: Ask, *, workbook: str | None = None) -> Page:
    """The page of sources, coverage, refusals, rules and downloads."""
    sections = [Section("sources", Words("Sources and licences"), (_sources(ask),))]
    if workbook is not None:
        sections.append(
            Section(
                "take",
                Words("Everything in one workbook"),
                (
                    Prose(
                        (
                            line(
                                Link("One Excel workbook", workbook),
                                " with a sheet each for projects, promises, what was asked and said, corridors, totals, "
                                "sources, and what each column means. Every picture of this site has its own data beside it, and every figure its rows.",
                            ),
                        )
                    ),
                ),
            )
        )
    coverage = _coverage(ask)
    if coverage is not None:
        sections.append(Section("coverage", Words("Who speaks of whom"), (coverage,)))
    sections.append(Section("refused", Words("What was refused"), _refused(ask)))
    more = phrase(
        Link("How money is counted, and what can be asked", METHOD),
        " · ",
        Link("What is new in this release", NEW),
    )
    sections.append(Section("more", Words("Method, and what is new"), (Prose((Line(more),)),)))
    published = len({str(each.get("publisher") or each["source"]) for each in ask.datasets.values()})
    counts = ask.study.release.counts
    return Page(
        PATH,
        Nav.DATA,
        "Sources and downloads",
        phrase(Words("Data and method")),
        phrase(
            "Everything here comes from ",
            q(count(len(ask.datasets), "data sets")),
            " of ",
            q(count(published, "publishers")),
            ", ",
            q(count(counts.get("activity", 0), "records")),
            " in all; ",
            *_refusals(counts.get("reject", 0)),
        ),
        "Sources, licences, coverage and refused rows.",
        keys=(
            Key(Beside(f"{len(ask.datasets):,}"), phrase("data sets, each with its licence and day")),
            Key(Beside(f"{counts.get('activity', 0):,}"), phrase("records of money, each with its place in its file")),
            Key(Beside(f"{counts.get('reject', 0):,}"), phrase("rows or cells refused, none in silence")),
        ),
        sections=tuple(sections),
        found=("sources", "licences", "coverage", "download", "Excel", "charts", "pictures", "PNG", "SVG", "CSV"),
    )


def _refusals(n: int) -> tuple[Part, ...]:
    if not n:
        return phrase("nothing was refused.")
    was = "row or cell was" if n == 1 else "rows or cells were"
    return phrase(Beside(f"{n:,}"), f" {was} refused, with place and reason.")


def _sources(ask: Ask) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for name, told_set in sorted(ask.datasets.items(), key=lambda each: str(each[1].get("title"))):
        url = names.safe(ask.url_of(name, str(told_set["source"])))
        title = quoted(str(told_set.get("title") or name))
        files = told_set.get("files") or []
        lines.append(
            (
                Link(title, url) if url else title,
                quoted(ask.publisher_of(name, str(told_set["source"]))),
                quoted(str(told_set.get("licence") or "not stated")),
                When(names.day(str(told_set["as_of"])) if told_set.get("as_of") else "not dated"),
                quoted(_complete(told_set)),
                quoted(str((told_set.get("scope") or {}).get("note") or "no limit stated")),
                quoted(", ".join(str(each["name"]) for each in files) or "not read"),
            )
        )
    heads = ("Data set", "Publisher", "Licence", "As of", "Complete to", "What it could hold", "File")
    return Table(tuple(Column(Words(head)) for head in heads), tuple(lines), what=Words("data sets"))


def _complete(told_set: Mapping[str, Any]) -> str:
    """To which year a data set is complete, commitments and spending apart where they differ."""
    years = {
        measure: f"{each['to']}, {each['basis']}" if each["to"] else "not known"
        for measure, each in (told_set.get("complete") or {}).items()
    }
    if len(set(years.values())) == 1:
        return next(iter(years.values()))
    return "; ".join(f"{measure}: {each}" for measure, each in years.items()) or "no money"


def _coverage(ask: Ask) -> Table | None:
    """For each partner and source: the years in which it speaks, and those it could not hold."""
    lines: list[tuple[Cell, ...]] = []
    for base in ask.bases:
        cells: dict[str, list[int]] = {}
        n: dict[str, int] = {}
        for row in ask.cells(base, ["partner", "year"]):
            if row["partner"] and row["n"]:
                n[row["partner"]] = n.get(row["partner"], 0) + row["n"]
                if row["year"] is not None:
                    cells.setdefault(row["partner"], []).append(row["year"])
        span = ask.span_of(base)
        for code in sorted(n, key=lambda code: (-n[code], code)):
            years = sorted(cells.get(code, []))
            silent = [] if span is None else [y for y in range(span[0], span[1] + 1) if y not in set(years)]
            lines.append(
                (
                    Link(names.opening(names.partner(code)), f"partner/{names.slug(code)}.html"),
                    quoted(f"{base.did}, {base.title}"),
                    When(_spans(years) or "undated"),
                    When(_spans(silent) or "none"),
                    quoted("not known" if span is None else f"before {span[0]} and after {span[1]}"),
                    Beside(f"{n[code]:,}", n[code]),
                )
            )
    if not lines:
        return None
    heads = (
        ("Partner", False),
        ("Source", False),
        ("Speaks of", False),
        ("Could speak, and is silent", False),
        ("Outside its scope", False),
        ("Records", True),
    )
    return Table(
        tuple(Column(Words(head), number) for head, number in heads), tuple(lines), tools=True, what=Words("rows")
    )


def _spans(years: list[int]) -> str:
    spans: list[list[int]] = []
    for year in years:
        if spans and year <= spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)


def _refused(ask: Ask) -> tuple[Block, ...]:
    rows = ask.refused
    if not rows:
        return (Prose((line("Nothing was refused: every row of every file was read and kept."),)),)
    lines: list[tuple[Cell, ...]] = [
        (
            quoted(f"{row['file']}, {row['locator']}"),
            quoted(str(row["scope"])),
            quoted(str(row["reason"])),
            None if row["value"] is None else quoted(str(row["value"])[:200]),
        )
        for row in rows[:300]
    ]
    heads = ("Where", "What", "Why", "What stood there")
    cut = phrase("The first ", q(f"300 of {len(rows):,}"), ".") if len(rows) > 300 else ()
    return (Table(tuple(Column(Words(head)) for head in heads), tuple(lines), caption=cut, what=Words("refusals")),)
