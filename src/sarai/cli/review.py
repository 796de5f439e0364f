"""The verb by which two people code promises blind, in the terminal or on a page, and see how far they agree."""

import datetime as dt
import html
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarai.cli.app import Dir, app
from sarai.model.errors import QuestionError

if TYPE_CHECKING:
    from sarai.pipeline.coding import Field

SHOWN = tuple(
    "id promised maker addressees date occasion firmness kind instrument money amount currency count count_unit "
    "due".split()
)
"""What a coder sees of a promise: nothing that Sarai or anybody else made of it."""


@app.command(epilog='Example: sarai review mystudy --who "A. Reader" --sample 40')
def review(
    folder: Dir,
    who: Annotated[str, typer.Option(help="Your own name: no program is a coder.")] = "",
    sample: Annotated[int | None, typer.Option(help="A sample of this size; all promises otherwise.")] = None,
    seed: Annotated[int, typer.Option(help="With --sample: the same seed draws the same promises.")] = 1,
    page: Annotated[Path | None, typer.Option(help="Write a page to code on (FILE.html), without a server.")] = None,
    take: Annotated[Path | None, typer.Option(help="Take in the file that the page has saved.")] = None,
    adjudicate: Annotated[bool, typer.Option("--adjudicate", help="Settle what coders see differently.")] = False,
    agreement: Annotated[bool, typer.Option("--agreement", help="Show how far coders agree.")] = False,
) -> None:
    """Code promises blind, two people each for herself; then see their agreement, and settle what differs."""
    from sarai.pipeline import coding
    from sarai.study import Study

    today = dt.datetime.now(dt.UTC).date()
    if agreement:
        _agreement(folder)
        return
    if take is not None:
        new = coding.code(folder, coding.taken(take, who, today))
        typer.echo(f"{new} new row(s) in {folder / coding.CODING}")
        return
    study = Study(folder)
    cards = {row["id"]: row for row in study.cards().rows}
    ids, told = coding.chosen(cards, sample=sample, seed=seed)
    if page is not None:
        page.write_text(_page(coding.FIELDS, [cards[name] for name in ids], told), encoding="utf-8")
        typer.echo(
            f"wrote {page}: promises, {told}; save its answers, then sarai review {folder} --take FILE --who NAME"
        )
        return
    name = coding.person(who)
    if adjudicate:
        _settle(folder, cards, name, today)
        return
    left = coding.waiting(coding.coded(folder), ids, name)
    typer.echo(f"{len(left)} of {len(ids)} promises left for {name} ({told}); [q] ends, and what is done is kept")
    for place, promise in enumerate(left, start=1):
        typer.echo(f"\n{place} of {len(left)}\n{_told(cards[promise])}")
        answers = []
        for field in coding.FIELDS:
            value = _ask(field)
            if value is None:
                return
            answers.append((field.name, value))
        why = typer.prompt("Why (one line for all)", default="", show_default=False)
        rows = [coding.Coded(promise, field, value, name, today.isoformat(), why, told) for field, value in answers]
        coding.code(folder, rows)


def _ask(field: "Field") -> str | None:
    """One answer, by its number or word; none where the person ends."""
    typer.echo(f"{field.asks}\n  " + "  ".join(f"{n} {word}" for n, word in enumerate(field.words, 1)))
    while True:
        try:
            told = str(typer.prompt(field.name)).strip()
        except typer.Abort:
            return None
        if told == "q":
            return None
        if told in field.words:
            return told
        if told.isdigit() and 1 <= int(told) <= len(field.words):
            return field.words[int(told) - 1]
        typer.echo("a number or word of the list, or q")


def _told(card: dict[str, Any]) -> str:
    lines = [f"  {name.replace('_', ' ')}: {_plain(card[name])}" for name in SHOWN if card[name] not in (None, [], "")]
    looks = [
        f"  {look['date']} {look['status']}: {look['seen'] or ''} ({look['tier']}, {look['url']})"
        for look in card["looks"]
    ]
    return "\n".join([*lines, "  looks:", *(looks or ["  none"])])


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else str(value)


def _settle(folder: Path, cards: dict[str, dict[str, Any]], who: str, on: dt.date) -> None:
    from sarai.pipeline import coding

    fields = {field.name: field for field in coding.FIELDS}
    found = coding.apart(folder)
    typer.echo(f"{len(found)} field(s) are seen differently")
    for each in found:
        if each.promise not in cards:
            continue
        typer.echo(f"\n{_told(cards[each.promise])}\n{each.field}: " + "; ".join(f"{n}: {v}" for n, v in each.said))
        value = _ask(fields[each.field])
        if value is None:
            return
        why = typer.prompt("Why")
        coding.adjudicate(folder, each, value=value, who=who, why=why, on=on)


def _agreement(folder: Path) -> None:
    from sarai.cli import draw
    from sarai.pipeline import coding

    rows = coding.coded(folder)
    people = sorted({row.who for row in rows})
    if len(people) < 2:
        raise QuestionError(
            f"{len(people)} person(s) have coded: one pair of eyes is no agreement", where=str(folder),
            cure=f'a second person codes: sarai review {folder} --who "NAME"',
        )  # fmt: skip
    out = draw.console()
    out.print(f"Agreement of {len(people)} coders, Krippendorff's alpha with a 95 % bootstrap interval", style="bold")
    table = draw.plain_table()
    for name in ("field", "metric", "promises coded twice", "alpha"):
        table.add_column(name, overflow="fold")
    metrics = {field.name: field.metric for field in coding.FIELDS}
    for name, found in coding.agreements(rows).items():
        table.add_row(name, metrics[name], str(found.units), found.printed)
    out.print(table)
    for told in sorted({row.set for row in rows}):
        out.print(f"- coded: {told}", style="dim", markup=False)
    out.print(f"- {len(coding.apart(folder))} field(s) are seen differently and not settled", style="dim", markup=False)


def _page(fields: Sequence["Field"], cards: Sequence[dict[str, Any]], told: str) -> str:
    """One page with a form for each promise, which works from a disk and saves its answers as a file."""
    forms = []
    for card in cards:
        asked = "".join(
            f"<label>{html.escape(field.asks)} <select data-p='{html.escape(card['id'])}' data-f='{field.name}'>"
            f"<option></option>{''.join(f'<option>{html.escape(w)}</option>' for w in field.words)}</select></label>"
            for field in fields
        )
        about = html.escape(_told(card))
        forms.append(
            f"<section><h2>{html.escape(card['id'])}: {html.escape(card['promised'])}</h2><pre>{about}</pre>{asked}"
            f"<label>Why <input data-w='{html.escape(card['id'])}'></label></section>"
        )
    return (
        _PAGE.replace("%SET%", json.dumps(told)).replace("%TOLD%", html.escape(told)).replace("%FORMS%", "".join(forms))
    )


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Coding promises</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1rem/1.5 sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem}pre{white-space:pre-wrap}
section{border-top:1px solid #888;padding:1rem 0}label{display:block;margin:.5rem 0}select,input,button{font:inherit}
button{position:sticky;top:0;padding:.5rem 1rem}</style><main><h1>Coding promises</h1>
<p>Promises: %TOLD%. Code each for yourself; do not ask what others say. Nothing leaves it before you save.</p>
<button id="save">Save answers as a file</button>%FORMS%</main><script>
document.getElementById("save").addEventListener("click",()=>{
const cell=t=>'"'+t.replace(/"/g,'""')+'"',rows=["promise,field,value,why,set"];
document.querySelectorAll("select").forEach(s=>{if(!s.value)return;const p=s.dataset.p,
w=document.querySelector(`[data-w="${CSS.escape(p)}"]`).value;rows.push([p,s.dataset.f,s.value,w,%SET%].map(cell).join(","))});
const a=document.createElement("a");a.href=URL.createObjectURL(new Blob([rows.join("\\n")+"\\n"],{type:"text/csv"}));
a.download="coding.csv";a.click()});</script></html>
"""
