"""The verb of links: which activities serve a promise, and a person's decisions about them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app

if TYPE_CHECKING:
    from decimal import Decimal

    from sarai.model.answer import Answer


@app.command(epilog="Example: sarai link mystudy --promise JP031")
def link(
    folder: Dir,
    promise: Annotated[str | None, typer.Option(help="Promises by their ids, with commas.")] = None,
    answer: Annotated[str | None, typer.Option(help="link, ask or no-link: only these.")] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Ask about the pairs left to a person; decisions go to judgements.csv.")
    ] = False,
    who: Annotated[str | None, typer.Option(help="Who decides; asked for otherwise.")] = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Activities that serve promises: links, pairs left to a person, and every reason with its weight."""
    from sarai.cli import draw
    from sarai.study import Study

    promises = tuple(each.strip() for each in (promise or "").split(",") if each.strip())
    if review:
        _review(folder, promises, who)
        return
    found = Study(folder, release=release).links(promise=promises, answer=answer)
    if output is Output.TABLE:
        _table(found)
    else:
        draw.machine(found, output.value)


def _review(folder: Path, promises: tuple[str, ...], who: str | None) -> None:
    import datetime as dt

    from sarai.cli import draw
    from sarai.model.vocabulary import Decision
    from sarai.pipeline import lists
    from sarai.study import Study

    since = lists.decided(folder)
    asked = Study(folder).to_review(promise=promises).rows
    rows = [row for row in asked if (row["promise"], row["activity"]) not in since]
    out = draw.console()
    if not rows:
        out.print("Nothing is left to a person.")
        return
    name = who or typer.prompt("Who decides")
    decided = 0
    for place, row in enumerate(rows, start=1):
        out.print(f"\n{place} of {len(rows)}", style="bold")
        _pair(out, row)
        told = ""
        while told not in ("l", "n", "s", "q"):
            told = (
                typer.prompt("[l]ink, [n]o link, [s]kip, [q]uit", default="s", show_default=False).strip().lower()[:1]
            )
        if told == "q":
            break
        if told != "s":
            made = Decision.LINK if told == "l" else Decision.NO_LINK
            lists.decide(folder, row, answer=made, who=name, why=typer.prompt("Why"), on=dt.date.today())
            decided += 1
    out.print(f"\n{decided} decided, {len(rows) - decided} left. Decisions stand in {folder / 'judgements.csv'}.")
    if decided:
        out.print(f"What was decided takes effect with the next build: sarai build {folder}", highlight=False)


def _table(found: "Answer") -> None:
    from sarai.cli import draw

    out = draw.console()
    last = None
    for row in found.rows:
        if row["promise"] != last:
            if last is not None:
                out.print()
            _promise(out, row)
            last = row["promise"]
        _activity(out, row)
    out.print()
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def _pair(out: Any, row: dict[str, Any]) -> None:
    _promise(out, row)
    _activity(out, row)


def _promise(out: Any, row: dict[str, Any]) -> None:
    from rich.text import Text

    sum_ = "" if row["promised"] is None else f", {_sum(row['promised'], row['promised_currency'], None)}"
    parties = f"{', '.join(row['makers'])} to {', '.join(row['addressees'])}"
    out.print(Text.assemble((row["promise"], "bold"), f"  {row['wording']}"))
    out.print(f"       {parties}, {row['promised_on']}{sum_}", highlight=False)


_COLOURS = {"link": "green", "ask a person": "yellow", "no link": "red"}


def _activity(out: Any, row: dict[str, Any]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    score = "" if row["score"] is None else f" {row['score']:.1f}"
    title = row["title"] or "(the record has no title)"
    agreed = "" if row["agreed"] is None else f", agreed {row['agreed']}"
    sum_ = "" if row["amount"] is None else f", {_sum(row['amount'], row['currency'], row['base_year'])}"
    status = "" if row["status"] is None else f", {row['status']}"
    answer = row["answer"]
    told = (f"{row['activity']}{agreed}{sum_}{status}", "dim")
    out.print(Text.assemble("  ", (f"{answer}{score}", _COLOURS[answer]), f"  {title}  ", told))
    if row["decided"] is not None:
        made = row["decided"]
        out.print(Padding(Text(f"decided by {made['who']} on {made['on']}: {made['why']}"), (0, 0, 0, 7)))
    if row["reasons"]:
        why = f"{row['start']:+.1f} to begin with; {'; '.join(row['reasons'])}"
        out.print(Padding(Text(why, style="dim"), (0, 0, 0, 7)))


def _sum(amount: "Decimal", currency: str, base_year: int | None) -> str:
    value = float(amount)
    year = f" of {base_year}" if base_year else ""
    return f"{currency}{year} {value / 1e6:,.6g} m" if value >= 1e6 else f"{currency}{year} {value:,.0f}"
