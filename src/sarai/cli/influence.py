"""The verbs of alignment and of a partner's profile."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarai.cli.app import Dir, Format, Output, ReleaseOption, app

if TYPE_CHECKING:
    from sarai.model.answer import Answer


@app.command(epilog="Example: sarai alignment central-asia --partner JP --recipient UZ")
def alignment(
    folder: Dir,
    partner: Annotated[str, typer.Option(help="Whose declarations and money: code or name.")],
    recipient: Annotated[str, typer.Option(help="Who asked: codes or names with commas, or all.")] = "all",
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Set what was asked, declared and funded side by side, by sector."""
    from sarai.cli import draw
    from sarai.study import Study

    found = Study(folder, release=release).alignment(partner=partner, recipient=recipient)
    if output is not Output.TABLE:
        draw.answer(found, output.value)
        return
    table = draw.plain_table()
    for name in ("sector", "asked", "declared", "funded"):
        table.add_column(name, justify="left" if name == "sector" else "right", overflow="fold")
    for row in found.rows:
        money = "-"
        if row["funded"] is not None:
            money = f"{row['funded'] / 1e6:,.1f} million{_share(row['funded_share'])}"
        said = (f"{row[name]}{_share(row[f'{name}_share'])}" if row[name] else "-" for name in ("asked", "declared"))
        table.add_row(row["name"], *said, money)
    _print(found, table)


@app.command(epilog="Example: sarai profile central-asia JP")
def profile(
    folder: Dir,
    partner: Annotated[str, typer.Argument(help="The partner: code or name.")],
    beside: Annotated[str | None, typer.Option(help="Other partners to rank beside it, with --weights.")] = None,
    weights: Annotated[
        str | None, typer.Option(help="Your own weights over channels, as trade=2,finance=1; shows which decide.")
    ] = None,
    release: ReleaseOption = None,
    output: Format = Output.TABLE,
) -> None:
    """Say what a partner is to each recipient, channel by channel; there is no single score."""
    from sarai.cli import draw
    from sarai.study import Study

    study = Study(folder, release=release)
    if weights is not None:
        partners = [partner, *(each.strip() for each in (beside or "").split(",") if each.strip())]
        _ranked(study.weighted(_weights(weights), partners=partners), output)
        return
    found = study.profile(partner)
    if output is not Output.TABLE:
        draw.answer(found, output.value)
        return
    from rich.text import Text

    from sarai import codelists

    table = draw.plain_table()
    for name in ("measure", "value", "years", "note"):
        table.add_column(name, justify="right" if name == "value" else "left", overflow="fold", no_wrap=name == "value")
    recipient = None
    for row in found.rows:
        if row["recipient"] != recipient:
            recipient = row["recipient"]
            table.add_row(Text(codelists.name_of_place(recipient) or recipient, style="bold"))
        years = "" if row["first"] is None else str(row["first"])
        if row["last"] != row["first"]:
            years += f"-{row['last']}"
        table.add_row(
            f"  {row['channel']}: {row['measure']}", _value(row["value"], row["unit"]), years, row["note"] or ""
        )
    _print(found, table)


def _print(found: "Answer", table: Any) -> None:
    from sarai.cli import draw

    out = draw.console()
    out.print(f"{found.indicator}, {found.unit}, release {found.release}", style="bold", markup=False)
    out.print(table)
    for note in found.notes:
        out.print(f"- {note}", style="dim", markup=False)


def _share(share: float | None) -> str:
    return "" if share is None else f" ({share:.0%})"


def _value(value: float, unit: str) -> str:
    if unit == "USD":
        return f"{value / 1e6:,.0f} million"
    if unit == "share":
        return f"{value:.1%}"
    return f"{value:,.0f}" if unit in ("records", "events", "promises") else f"{value:.2f}"


def _weights(told: str) -> dict[str, float]:
    from sarai.model.errors import QuestionError

    found = {}
    for each in told.split(","):
        name, _, number = each.partition("=")
        try:
            found[name.strip()] = float(number)
        except ValueError:
            raise QuestionError(f"{each!r} is no weight", where="--weights", cure="as trade=2,finance=1") from None
    return found


def _ranked(found: "Answer", output: Output) -> None:
    from sarai.cli import draw

    if output is not Output.TABLE:
        draw.machine(found, output.value)
        return
    rows = found.rows
    table = draw.plain_table()
    for name in ("rank", "partner", "points", "nothing told of"):
        table.add_column(name, justify="right" if name in ("rank", "points") else "left")
    for row in rows:
        table.add_row(str(row["rank"]), row["partner"], f"{row['points']:.2f}", ", ".join(row["missing"]))
    out = draw.console()
    out.print("Partners by your own weights: ranks within each channel, no unit enters", style="bold")
    out.print(table)
    decides = rows[0]["decides"]
    out.print(
        f"- without the weight of {' or '.join(decides)} another would be first"
        if decides
        else "- no single weight decides who is first",
        style="dim",
    )
