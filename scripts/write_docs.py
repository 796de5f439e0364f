"""Write the pages of docs/ that are made from the code: tables, cli, python, rules, sources, errors, indicators.

``python scripts/write_docs.py`` writes them; with ``--check`` it writes nothing, names the pages that are not
current, and exits with 1.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args, get_origin

import pyarrow as pa
from typer.models import ArgumentInfo, CommandInfo, OptionInfo

import sarai
from sarai import codelists, study
from sarai.analyses.indicators import CARDS
from sarai.cli import app
from sarai.counting.rules import COUNTED, MEETINGS, RULES, Rule
from sarai.model import errors, tables, vocabulary
from sarai.model.card import MAIN
from sarai.model.lines import builds, corridors, facts, iati, links, promises, sources, stated, texts
from sarai.model.provenance import Format, Scope, SourceCard
from sarai.model.question import DIMENSIONS
from sarai.sources import cards

DOCS = Path(__file__).parents[1] / "docs"

NOTE = "<!-- Written by scripts/write_docs.py from {origin}; change it there and run `make docs-write`. -->"

GROUPS = (
    ("What readers fill", sources.LINES),
    ("What readers of IATI fill besides", iati.LINES),
    ("Statements, links and facts", facts.LINES),
    ("Promises and what was seen of them", promises.LINES),
    ("What is stated of portfolios, and forecasts", stated.LINES),
    ("Corridors", corridors.LINES),
    ("Texts and what they say", texts.LINES),
    ("What belongs together", links.LINES),
    ("What a build adds", builds.LINES),
)

TYPES = {
    pa.string(): "text",
    pa.list_(pa.string()): "list of text",
    tables.TELLINGS: "list of (field, value, dataset, file, locator)",
    pa.int64(): "int64",
    pa.int16(): "int16",
    pa.float64(): "float64",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "time, UTC",
    pa.decimal128(28, 6): "decimal(28,6)",
    pa.decimal128(18, 2): "decimal(18,2)",
    pa.decimal128(38, 2): "decimal(38,2)",
    pa.list_(pa.float64()): "list of float64",
    pa.map_(pa.string(), pa.float64()): "float64 by word",
    pa.map_(pa.string(), pa.int64()): "int64 by word",
    pa.bool_(): "true or false",
}


def pages() -> dict[Path, str]:
    """Every generated page: its path and its text."""
    made: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
        "tables.md": ("sarai.model.tables", tables_page),
        "cli.md": ("sarai.cli", cli_page),
        "python.md": ("sarai.study", python_page),
        "rules.md": ("sarai.counting.rules", rules_page),
        "sources.md": ("the cards in sarai.sources", sources_page),
        "errors.md": ("sarai.model.errors", errors_page),
        "indicators.md": ("the cards in sarai.analyses.indicators", indicators_page),
    }
    return {
        DOCS / name: "\n".join([NOTE.format(origin=origin), "", *lines()]).rstrip("\n") + "\n"
        for name, (origin, lines) in made.items()
    }


def tables_page() -> Iterator[str]:
    """The canonical tables: columns with type, unit or code list, and what they hold."""
    yield from (
        "# Tables",
        "",
        "The ledger is a folder of Delta Lake tables with these columns; `sarai export` writes them out, one file a",
        "table. A column that is not *required* may be empty, and empty means not reported: it never means zero.",
        "Amounts as stated are decimal(28,6), priced values decimal(18,2), rates, deflators and percentages float64.",
        "",
        "A unit stands in brackets. A code list is one of `codelists/` or, written `vocabulary.X`, one of",
        "[the words below](#words).",
    )
    for heading, group in GROUPS:
        yield from ("", f"## {heading}")
        for name in group:
            yield from _table_section(name)
    yield from ("", "## Words", "", "Values of columns that belong to no published standard.")
    for each in _vocabularies():
        told = " ".join((each.__doc__ or "").split()).replace("``", "`")
        yield from ("", f"### {each.__name__}", "", told, "", ", ".join(f"`{word}`" for word in each))
    yield from ("", "## Code lists")
    yield from rows(
        ("list", "codes", "publisher", "licence"),
        ((f"`{each}`", len(codelists.load(each)), *_whose(each)) for each in codelists.names()),
    )
    yield from ("", "Names and places beside them, by which codes are found:")
    yield from rows(
        ("table", "publisher", "licence"),
        ((f"`{each}`", *_whose(each)) for each in codelists.provenance_names() if each not in codelists.names()),
    )


def _table_section(name: str) -> Iterator[str]:
    schema = tables.schema(name)
    yield from ("", f"### {name}", "", f"One row is {_about(schema.metadata)}.")
    yield from rows(
        ("column", "type", "unit or codes", "required", "holds"),
        (
            (
                f"`{field.name}`",
                TYPES[field.type],
                _unit(field.metadata),
                "no" if field.nullable else "yes",
                _about(field.metadata),
            )
            for field in schema
        ),
    )


def _about(metadata: dict[bytes, bytes]) -> str:
    return metadata.get(b"about", b"").decode()


def _unit(metadata: dict[bytes, bytes]) -> str:
    if b"codelist" in metadata:
        return f"`{metadata[b'codelist'].decode()}`"
    return f"[{metadata[b'unit'].decode()}]" if b"unit" in metadata else ""


def _whose(name: str) -> tuple[str, str]:
    card = codelists.provenance(name)
    return card["publisher"], card["licence"]


def _vocabularies() -> list[type[StrEnum]]:
    return [
        each
        for each in vars(vocabulary).values()
        if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum
    ]


def cli_page() -> Iterator[str]:
    """The verbs of the command line: arguments, options, an example."""
    yield from (
        "# Command line",
        "",
        "Every reading verb prints a table, JSON or CSV. Filters take ISO codes, organisation codes or names, lists",
        "with commas, and `none` for what no source states. Exit code 0 is fine; 2 is bad use or bad input, with what,",
        "where and what to do on standard error.",
        "",
        "`sarai --help` lists the verbs, `sarai VERB --help` their options, `sarai --version` the version.",
    )
    for command in app.registered_commands:
        yield from _verb(command)
    yield from ("", "## Dimensions", "", "What `--by` can break a figure down by.")
    yield from rows(("dimension", "is"), ((f"`{name}`", told) for name, told in DIMENSIONS.items()))


def _verb(command: CommandInfo) -> Iterator[str]:
    verb = command.callback
    if verb is None:
        return
    stated = [(name, kind, card, default) for name, kind, card, default in _parameters(verb) if not card.hidden]
    arguments = [each for each in stated if isinstance(each[2], ArgumentInfo)]
    options = [each for each in stated if isinstance(each[2], OptionInfo)]
    name = command.name or verb.__name__
    usage = " ".join(["sarai", name, *(each[2].metavar or each[0].upper() for each in arguments)])
    yield from ("", f"## {name}", "", inspect.getdoc(verb) or "", "", f"`{usage}{' [OPTIONS]' if options else ''}`")
    yield from rows(
        ("argument", "is"), ((f"`{card.metavar or each}`", _markdown(card.help)) for each, _, card, _ in arguments)
    )
    yield from rows(
        ("option", "takes", "default", "is"),
        (
            (
                f"`{option}`",
                _takes(kind),
                f"`{default}`" if default not in (None, "") else "",
                _markdown(card.help) if place == 0 else f"the same as `{_options(each, card)[0]}`",
            )
            for each, kind, card, default in options
            for place, option in enumerate(_options(each, card))
        ),
    )
    if command.epilog:
        yield from ("", f"Example: `{command.epilog.removeprefix('Example: ')}`")


def _parameters(verb: Callable[..., object]) -> Iterator[tuple[str, object, ArgumentInfo | OptionInfo, object]]:
    for name, parameter in inspect.signature(verb).parameters.items():
        if get_origin(parameter.annotation) is Annotated:
            kind, card = get_args(parameter.annotation)[:2]
            yield name, kind, card, None if parameter.default is inspect.Parameter.empty else parameter.default


def _options(name: str, card: ArgumentInfo | OptionInfo) -> list[str]:
    # Inside Annotated, Typer takes the first word it is given for the option's name, though it calls it the default.
    stated = [each for each in (card.default, *(card.param_decls or ())) if isinstance(each, str)]
    return stated or [f"--{name.replace('_', '-')}"]


def _takes(kind: object) -> str:
    for each in get_args(kind) or (kind,):
        if isinstance(each, type) and issubclass(each, StrEnum):
            return ", ".join(f"`{word}`" for word in each)
        if each in (bool, int, Path, str):
            return {bool: "flag", int: "number", Path: "path", str: "text"}[each]
    return str(kind)


def _markdown(text: str | None) -> str:
    return (text or "").replace("[b]", "`").replace("[/b]", "`")


def python_page() -> Iterator[str]:
    """The public face: how a study is opened and what it answers, with the first words of each docstring."""
    yield from (
        "# Python",
        "",
        "Command line, web and briefs ask here and nowhere else: `sarai.study`, the public face. A question gives an",
        "`Answer`: Arrow tables with notes, prices and release; their columns stand among the",
        "[indicators](indicators.md).",
        "",
        "```sh",
        "sarai new mystudy --from central-asia",
        "sarai build mystudy",
        "```",
        "",
        "```python",
        "import sarai",
        "",
        'study = sarai.open("mystudy")',
        'study.total(by=["recipient"]).to_pandas()',
        "```",
        "",
        "## Opening and reading",
    )
    yield from _calls("sarai.", ((name, getattr(sarai, name)) for name in sarai.__all__))
    yield from ("", "## Questions about a study", "", "`study` is what `sarai.open` gives.")
    asked = inspect.getmembers(study.Study, inspect.isfunction)
    yield from _calls("study.", ((name, each) for name, each in asked if not name.startswith("_")))
    yield from ("", "## Questions that need no study", "", "`from sarai import study as face`; these come with Sarai.")
    public = [(name, getattr(study, name)) for name in study.__all__]
    yield from _calls("face.", ((name, each) for name, each in public if inspect.isfunction(each)))
    yield from ("", "## What else is handed out")
    classes = [
        (name, of) for name, each in public if inspect.isclass(of := get_origin(each) or each) and name != "Study"
    ]
    told = [(f"`{name}`", _first_words(each)) for name, each in classes if each.__module__.startswith("sarai")]
    yield from rows(("name", "what it is"), told)


def _calls(begin: str, named: Iterable[tuple[str, Callable[..., object]]]) -> Iterator[str]:
    told = []
    for name, call in named:
        parameters = [each for each in inspect.signature(call).parameters.values() if each.name != "self"]
        given = [
            f"{'*' if each.kind is each.VAR_POSITIONAL else '**' if each.kind is each.VAR_KEYWORD else ''}{each.name}"
            + ("" if each.default is each.empty else f"={each.default!r}")
            for each in parameters
        ]
        told.append((f"`{begin}{name}({', '.join(given)})`", _first_words(call)))
    yield from rows(("call", "gives"), told)


def _first_words(of: object) -> str:
    """The first paragraph of a docstring, names of code as code."""
    first = " ".join((inspect.getdoc(of) or "").split("\n\n")[0].split())
    first = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", first)
    # Where the inside of an answer is told is of no use to who asks for it.
    return re.sub(r": (see |takes what )?`sarai\.analyses.*", ".", first)


def rules_page() -> Iterator[str]:
    """The counting rules in the order in which they are asked."""
    standing = inspect.getdoc(vocabulary.Standing) or ""
    yield from (
        "# Counting rules",
        "",
        "Every row of money stands in or out of a total by one named rule: the first, in this order, that holds.",
        f"`sarai explain` prints it with each row; a row that no rule holds for is `{COUNTED}` and certain. A rule",
        "changes what is added up, never what is kept: rows that are set aside stay in the ledger. Rules of rows that",
        "depend on other rows (a total and its records) are asked last and stand at the end.",
        "",
        *standing.replace("``", "`").splitlines(),
    )
    yield from rows(
        ("rule", "standing", "why", "rests on"),
        ((f"[`{rule.id}`](#{rule.id})", rule.standing, rule.about, rule.source) for rule in (*RULES, *MEETINGS)),
    )
    for rule in RULES:
        yield from _rule_section(rule, f"`{rule.when}`")
    for rule in MEETINGS:
        yield from _rule_section(rule, rule.when)


def _rule_section(rule: Rule, holds: str) -> Iterator[str]:
    yield from ("", f"## {rule.id}", "", rule.title, "", f"- standing: {rule.standing}")
    yield from (f"- holds where: {holds}", f"- why: {rule.about}", f"- rests on: {rule.source}")


def indicators_page() -> Iterator[str]:
    """The indicators: what can be asked, how each answer is made, and its columns."""
    yield from (
        "# Indicators",
        "",
        "What can be asked, how each answer is made, what it needs, where its method comes from, what to mind. An",
        "answer is one or more tables with the columns below, whose names, types and order never differ from them;",
        "JSON, CSV and pages are made from it. `sarai indicators [ID]` prints the same.",
    )
    yield from rows(("id", "shows", "unit"), ((f"[{c.id}](#{c.id})", c.name, c.unit or "-") for c in CARDS))
    for card in CARDS:
        yield from (
            "",
            f"## {card.id}",
            "",
            f"**{card.name[0].upper()}{card.name[1:]}**, unit: {card.unit or '-'}.",
            "",
        )
        yield f"How it is made: {card.formula}."
        yield from ("", f"- needs: {'; '.join(card.needs) or 'nothing but Sarai'}", f"- method: {card.method}")
        yield from (f"- mind: {caveat}" for caveat in card.caveats)
        for table in card.tables:
            begin = " The rows begin with the dimensions that were asked for." if card.by and table == MAIN else ""
            yield from ("", f"Table `{table}`.{begin}")
            yield from rows(
                ("column", "type", "unit or codes", "holds"),
                (
                    (f"`{each.name}`", _answer_type(each.type), _unit(each.metadata or {}), _about(each.metadata or {}))
                    for each in card.schema(table)
                ),
            )


def _answer_type(kind: pa.DataType) -> str:
    if pa.types.is_struct(kind):
        return f"one of: {', '.join(f'`{each.name}`' for each in kind)}"
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        return f"several of: {', '.join(f'`{each.name}`' for each in kind.value_type)}"
    return TYPES[kind]


def sources_page() -> Iterator[str]:
    """The sources: whose data, which datasets, what each could hold, what is left out and why."""
    yield from (
        "# Sources",
        "",
        "What Sarai reads. A *source* is a publisher's family of data with one set of record ids; a *dataset* is one",
        "release of it. A dataset's *scope* is what it could hold at all: a record that a later dataset could not hold",
        "is out of its scope, never gone. A table is recognised by its sheets and columns, all of them: a column that",
        "is missing, renamed or new stops the file with a message that names it. XML is recognised by its root and",
        "the version it states; what it holds beyond the standard is listed row by row and never stops the file.",
    )
    for card in cards().values():
        yield from _source_section(card)


def _source_section(card: SourceCard) -> Iterator[str]:
    yield from ("", f"## {card.id}", "", f"{card.title}. Publisher: {card.publisher}. Licence: {card.licence}.", "")
    yield from (f"- address: <{card.url}>", f"- cite as: {card.citation}", f"- source tier: {card.tier}")
    yield from (f"- years are: {card.year_basis}", f"- reader version: {card.version}")
    yield from ("", "What to mind:", "", *(f"- {caveat}" for caveat in card.caveats))
    yield from ("", "Datasets:")
    yield from rows(
        ("dataset", "title", "file", "columns", "as of", "rows expected", "could hold"),
        (
            (
                f"`{each.dataset}`",
                f"[{each.title}]({each.url})" if each.url else each.title,
                _kind(each),
                len(each.columns) or len(card.mapped),
                each.as_of.isoformat() if each.as_of else "-",
                f"at least {each.expect.rows:,}" if each.expect else "not stated",
                _scope(each.scope),
            )
            for each in card.formats
        ),
    )
    if card.mapped:
        yield from ("", "What is read, and the column it goes to:")
        yield from rows(("in the file", "goes to"), ((f"`{path}`", target) for path, target in card.mapped.items()))
    yield from ("", "What is left out, and why:")
    yield from rows(("left out", "why"), ((f"`{name}`", why) for name, why in card.ignored.items()))


def _kind(layout: Format) -> str:
    sheets = ", ".join(f"`{sheet}`" for sheet in layout.sheets)
    return f"{layout.kind}, sheet{'s' if len(layout.sheets) > 1 else ''} {sheets}" if sheets else layout.kind


def _scope(scope: Scope) -> str:
    told = []
    if scope.recipients is not None:
        told.append(f"recipients {', '.join(sorted(scope.recipients))}")
    if scope.years is not None:
        told.append(f"years {scope.years[0]}-{scope.years[1]}")
    if scope.statuses is not None:
        told.append(f"statuses {', '.join(sorted(scope.statuses))}")
    if scope.without_marks:
        told.append(f"nothing marked {', '.join(sorted(scope.without_marks))}")
    if scope.recommended_only:
        told.append("recommended records only")
    if scope.note:
        told.append(scope.note)
    return "; ".join(told) or "no limit stated"


def errors_page() -> Iterator[str]:
    """The error tree and what each error means."""
    about = inspect.getdoc(errors) or ""
    drawn = [line.removeprefix("    ") for line in about.splitlines() if line.startswith("    ")]
    yield from (
        "# Errors",
        "",
        "Bad use and bad input end with one of these, never with a traceback. The message says what is wrong, where it",
        "stands (`file:locator`, a setting, an option) and what to do; the command line prints it on standard error",
        "and exits with 2. In Python, `except sarai.model.errors.SaraiError` catches them all; `what`, `where` and",
        "`cure` are its attributes.",
        "",
        "A faulty row does not stop a file: it is kept in the table `reject` with its place and the reason, counted.",
        "See them with `sarai rejects DIR`.",
        "",
        "```text",
        *drawn,
        "```",
    )
    yield from rows(
        ("error", "is a", "means"),
        (
            (f"`{each.__name__}`", f"`{each.__base__.__name__}`", " ".join((each.__doc__ or "").split()))
            for each in _errors()
        ),
    )


def _errors() -> list[type[Exception]]:
    return [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.SaraiError)]


def rows(header: Sequence[str], body: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table after a blank line; nothing where it would have no rows."""
    lines = [f"| {' | '.join(_cell(value) for value in row)} |" for row in body]
    if lines:
        yield from ("", f"| {' | '.join(header)} |")
        yield f"|{' --- |' * len(header)}"
        yield from lines


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ").replace("``", "`")


def main(arguments: Sequence[str]) -> int:
    """Write or check the pages; the exit code."""
    stale = [path for path, text in pages().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"docs/{path.name} is not current: run make docs-write")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages()[path], encoding="utf-8", newline="\n")
        print(f"wrote docs/{path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
