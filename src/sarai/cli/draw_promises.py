"""Promises as terminal tables, JSON and CSV. Draws only; every word comes from an answer."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sarai import codelists
from sarai.cli import draw
from sarai.model.answer import Answer

_STYLES = {
    "kept": "green", "kept late": "green", "partly": "yellow", "overdue": "red", "broken": "red",
    "result reached, not by the maker": "yellow", "not checkable as worded": "dim",
    "unknown": "dim", "due has passed and nobody looked": "dim",
}  # fmt: skip


def listed(found: Answer, output: str) -> None:
    """Print promises and, below, those announced again beside their first."""
    if output != "table":
        draw.machine(found, output)
        return
    out = draw.console()
    out.print(f"Promises: {len(found)}, release {found.release}", style="bold", markup=False)
    table = draw.plain_table()
    for name in ("id", "date", "by", "to", "promised", "sum", "due", "outcome", "last seen", "sure"):
        table.add_column(name, overflow="fold", no_wrap=name in ("id", "date", "due"))
    for row in found.rows:
        outcome = row["outcome"]
        table.add_row(
            row["id"], row["date"], _parties(row["maker"].split("; ")), _parties(row["addressees"]),
            _promised(row), _sum(row), row["due"] or "no date", Text(outcome, style=_STYLES.get(outcome, "")),
            _seen(row), row["sure"],
        )  # fmt: skip
    out.print(table)
    if again := found.other("announced_again"):
        _again(again, found)
    _notes(found.notes)


def _again(rows: Sequence[dict[str, Any]], found: Answer) -> None:
    out = draw.console()
    out.print()
    out.print("Announced again, like for like", style="bold")
    table = draw.plain_table()
    constant = found.prices.rpartition(" ")[2]
    for name in ("first", "later", "as stated", f"{found.unit} then", f"{found.unit} of {constant}", "change"):
        table.add_column(name, overflow="fold")
    for row in rows:
        stated = [_stated(row, side) for side in ("first", "later")]
        current = [_short(row[f"{side}_current"]) for side in ("first", "later")]
        fixed = [_short(row[f"{side}_constant"]) for side in ("first", "later")]
        sums = row["first_amount"] is not None and row["later_amount"] is not None
        table.add_row(
            f"{row['first']} {row['first_date']}", f"{row['later']} {row['later_date']}",
            " > ".join(stated) if sums else "no sums to compare",
            " > ".join(current) if sums else "-", " > ".join(fixed) if sums else "-", _change(row),
        )  # fmt: skip
    out.print(table)


def _change(row: dict[str, Any]) -> str:
    told = [
        f"{words} {row[name]:+.0f} %" if row[name] else f"the same {words}"
        for name, words in (
            ("change_stated", f"in {row['later_currency']}"),
            ("change_current", "in money of the day"),
            ("change_constant", "in constant prices"),
        )
        if row[name] is not None
    ]
    return ", ".join(told) or "-"


def rolled(found: Answer, output: str) -> None:
    """Print a roll-up; outcomes that nothing came to are left out of a terminal's table."""
    if output != "table":
        plain(found, output)
        return
    rows = found.rows
    names = [name for name in found.table.column_names if rows and any(row[name] for row in rows)]
    out = draw.console()
    out.print(_title(found), style="bold", markup=False)
    table = draw.plain_table()
    for name in names:
        told = _HEADS.get(name, name.replace("_", " "))
        table.add_column(told, justify="left" if _is_word(rows, name) else "right", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(name, row[name]) for name in names))
    out.print(table)
    _notes(found.notes)


_HEADS = {
    "under way without a date": "under way",
    "due has passed and nobody looked": "not looked since due",
    "without_a_sum": "no sum",
}
"""Short heads for the widest columns of a terminal's table."""


def funnel(found: Answer, output: str) -> None:
    """Print rhetoric to result as a table with bars."""
    if output != "table":
        plain(found, output)
        return
    out = draw.console()
    out.print("Rhetoric to result: how far each promise is known to have come", style="bold")
    table = draw.plain_table()
    table.add_column("stage")
    table.add_column("promises", justify="right")
    table.add_column("")
    table.add_column(f"{found.unit.rpartition(' ')[2]} then", justify="right")
    scale = max(1.0, max((row["promises"] for row in found.rows), default=1) / _BAR)
    for row in found.rows:
        # What is there is seen, however long the longest bar.
        bar = "\u2588" * (max(1, round(row["promises"] / scale)) if row["promises"] else 0)
        table.add_row(row["stage"], str(row["promises"]), bar, _short(row["sum"]))
    out.print(table)
    _notes(found.notes)


_BAR = 36
"""Letters of the longest bar; where fewer promises are told, one letter is one of them."""


def card(found: Answer, output: str) -> None:
    """Print one promise on a page."""
    if output == "json":
        draw.machine(found, output)
        return
    row = found.rows[0]
    if output == "csv":
        draw.csv_rows([{"promise": row["id"], **look} for look in row["looks"]])
        return
    out = draw.console()
    out.print(f"{row['id']}  {row['promised']}", style="bold", markup=False)
    facts = [
        ("promised by", ", ".join(_name(each) for each in row["maker"].split("; "))),
        ("to", ", ".join(_name(each) for each in row["addressees"])),
        ("on", f"{row['date']}, {row['occasion']}" if row["occasion"] else row["date"]),
        ("as", f"{row['firmness']}, {row['counts_as']}"),
        ("sum", _priced(row, found)),
        ("due", row["due"] or "no date was given"),
        ("part of", row["part_of"]), ("parts", ", ".join(row["parts"])), ("says again", row["repeats"]),
        ("said again in", ", ".join(row["announced_again"])), ("mind", row["note"]),
    ]  # fmt: skip
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, told in facts:
        if told:
            grid.add_row(name, told)
    grid.add_row("outcome", Text(f"{row['outcome']}. {row['why']}", style=_STYLES.get(row["outcome"], "")))
    grid.add_row("in a sentence", row["told"])
    grid.add_row("the maker says", f"{row['said']}{_on_day(row['said_on'])}")
    grid.add_row("others show", f"{row['shown']}{_on_day(row['shown_on'])}")
    grid.add_row("schedule", row["schedule"])
    if row["checkable"] == "no":
        grid.add_row("to be checked", f"it lacks {', '.join(row['missing'])}")
    if row["contradiction"]:
        grid.add_row("contradiction", row["contradiction"])
    grid.add_row("how sure", f"{row['sure']}; {row['read']}")
    grid.add_row("last seen", _seen(row))
    grid.add_row("settled by", row["settled_by"])
    out.print(grid)
    out.print()
    out.print("Life line", style="bold")
    table = draw.plain_table()
    for name in ("date", "seen", "what", "value", "source", "address"):
        table.add_column(name, overflow="fold", no_wrap=name == "date")
    for look in row["looks"]:
        told = look["tier"].replace("-", " ") + ("" if look["carries"] == "yes" else ", carries no outcome alone")
        table.add_row(look["date"], look["status"], look["seen"] or "", _value(look), told, look["url"])
    if row["looks"]:
        out.print(table)
    else:
        out.print("nobody has looked yet")
    out.print()
    for each in row["served_by"]:
        sum_ = f", {each['currency']} {float(each['amount']):,.0f}" if each["amount"] else ""
        when = f", agreed {each['agreed']}" if each["agreed"] else ""
        out.print(
            f"Served by: {each['title'] or each['activity']} ({each['activity']}{when}{sum_}, {each['status']})",
            markup=False,
        )
    told = row["tier"].replace("-", " ")
    out.print(f"Promise told by: {told}, {row['sources'][0]} ({row['file']} {row['locator']})", markup=False)
    out.print(f"Cite as: {row['citation']}", markup=False)
    _notes(found.notes)


def to_act_on(found: Answer, output: str) -> None:
    """Print the lists that people act on, one under the other."""
    if output != "table":
        plain(found, output)
        return
    out = draw.console()
    for name in dict.fromkeys(row["list"] for row in found.rows):
        rows = [row for row in found.rows if row["list"] == name]
        out.print(f"{name[0].upper()}{name[1:]}: {len(rows)}", style="bold")
        if out.width < _WIDE:
            _one_under_another(rows)
            continue
        table = draw.plain_table()
        for column in ("id", "by", "promised", "due", "outcome", "last seen", "would settle it", "teaches"):
            table.add_column(column, overflow="fold", no_wrap=column in ("id", "due"))
        for row in rows:
            table.add_row(
                row["id"], _parties(row["maker"].split("; ")), row["promised"],
                row["due"] or "no date", Text(row["outcome"], style=_STYLES.get(row["outcome"], "")), _seen(row),
                row["settled_by"], str(row["teaches"]),
            )  # fmt: skip
        out.print(table)
        out.print()
    _notes(found.notes)


_WIDE = 110
"""Below this width eight columns of words break every other word: each promise stands in lines of its own."""


def _one_under_another(rows: Iterable[dict[str, Any]]) -> None:
    out = draw.console()
    for row in rows:
        head = Text(f"{row['id']}  {_parties(row['maker'].split('; '))}  {row['due'] or 'no date'}  ")
        head.append(row["outcome"], style=_STYLES.get(row["outcome"], ""))
        out.print(head.append(f"; teaches {row['teaches']}"))
        for told in (row["promised"], f"last seen: {_seen(row)}", f"would settle it: {row['settled_by']}"):
            out.print(Padding(Text(told), (0, 0, 0, 2)))
    out.print()


def timeline(found: Answer, output: str) -> None:
    """Print agreements and events in order of time."""
    if output != "table":
        plain(found, output)
        return
    out = draw.console()
    out.print(_title(found), style="bold", markup=False)
    table = draw.plain_table()
    for name in ("date", "id", "type", "what", "where", "parties", "replaces", "eligible", "not eligible"):
        table.add_column(name, overflow="fold", no_wrap=name in ("date", "id"))
    for row in found.rows:
        table.add_row(
            row["date"], row["id"], row["type"], row["title"], row["place"] or "", _parties(row["parties"]),
            row["replaces"] or "", _on(row["eligible"]), _on(row["not_eligible"]),
        )  # fmt: skip
    out.print(table)
    _notes(found.notes)


def plain(found: Answer, output: str) -> None:
    """Print an answer as it is: a table of all columns, JSON or CSV."""
    if output != "table":
        draw.machine(found, output)
        return
    out = draw.console()
    out.print(_title(found), style="bold", markup=False)
    table = draw.plain_table()
    for name in found.table.column_names:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in found.rows:
        table.add_row(*(_cell(name, value) for name, value in row.items()))
    out.print(table)
    _notes(found.notes)


def _title(found: Answer) -> str:
    return f"{found.indicator[0].upper()}{found.indicator[1:]}, {found.unit}, release {found.release}"


def _notes(notes: Iterable[str]) -> None:
    out = draw.console()
    for note in notes:
        out.print(f"- {note}", style="dim", markup=False)


def _is_word(rows: Sequence[dict[str, Any]], name: str) -> bool:
    return isinstance(rows[0][name], str)


def _cell(name: str, value: object) -> str:
    if isinstance(value, Decimal):
        return _short(value)
    if name in ("maker", "addressee") and isinstance(value, str):
        told = _SHORT.get(value) or _name(value)
        return f"{value} {told}" if told != value else value
    if name == "sector" and isinstance(value, str):
        sector = codelists.load("sectors").name_of(value)
        return f"{value} {sector}" if sector else value
    if value is None:
        return "-"
    return "" if value == 0 else str(value)


def _name(code: str) -> str:
    return codelists.name_of_partner(code) or code


_SHORT = {"EU": "EU", "WB": "World Bank", "AsDB": "ADB", "AIIB": "AIIB", "OFID": "OPEC Fund"}


def _parties(codes: Sequence[str]) -> str:
    return " ".join(_SHORT.get(code, code) for code in codes)


def _promised(row: dict[str, Any]) -> str:
    marks = [f"part of {row['part_of']}"] if row["part_of"] else []
    marks += [f"says {row['repeats']} again"] if row["repeats"] else []
    marks += ["umbrella"] if row["counts_as"] == "umbrella" else []
    marks += [f"a {row['firmness']}, not promised"] if row["firmness"] in ("proposal", "request") else []
    return f"{row['promised']} ({'; '.join(marks)})" if marks else str(row["promised"])


_SIGNS = {"=": "", "~": "about ", ">": "over ", ">=": "at least ", "<": "under ", "<=": "up to "}


def _sum(row: dict[str, Any]) -> str:
    sign = _SIGNS.get(row["comparator"] or "=", "")
    if row["amount"] is not None:
        high = f" to {_short(row['amount_high'])}" if row["amount_high"] is not None else ""
        counted = f", {sign}{_number(row['count'])} {row['count_unit']}" if row["count"] is not None else ""
        return f"{sign}{row['currency']} {_short(row['amount'])}{high}{counted}"
    return f"{sign}{_number(row['count'])} {row['count_unit']}" if row["count"] is not None else "-"


def _priced(row: dict[str, Any], found: Answer) -> str:
    told = _sum(row)
    if row["current"] is None:
        return "" if told == "-" else told
    price = row["price"]
    fixed = f", {found.unit} {_short(row['constant'])} {found.prices.rpartition('and ')[2]}" if (
        row["constant"]
    ) else f", {price['without']}"  # fmt: skip
    rate = f" (rate {price['rate']:.6g}, {price['rate_source']}, {price['rate_period']})" if price["rate"] != 1 else ""
    return f"{told} = {found.unit} {_short(row['current'])} then{rate}{fixed}"


def _stated(row: dict[str, Any], side: str) -> str:
    if row[f"{side}_amount"] is None:
        return "-"
    sign = _SIGNS.get(row[f"{side}_comparator"] or "=", "")
    return f"{sign}{row[f'{side}_currency']} {_short(row[f'{side}_amount'])}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() else f"{value:,g}"


def _short(value: Decimal | None) -> str:
    if value is None:
        return "-"
    for size, letter in ((Decimal(10) ** 12, "trn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m")):
        if abs(value) >= size:
            return f"{float(value / size):.4g} {letter}"
    return f"{value.normalize():,f}" if value else ""


def _value(look: dict[str, Any]) -> str:
    value, unit = look["value"], look["unit"]
    if value is None:
        return ""
    currency, _, rest = unit.partition(" ")
    if currency in codelists.load("currencies"):
        return f"{currency} {_short(Decimal(repr(value)))} {rest}".strip()
    return f"{_number(value)} {unit}"


def _seen(row: dict[str, Any]) -> str:
    if row["last_seen"] is None:
        return "never"
    if row["status"] is None:
        told = "weak source only" if row["sure"].startswith("weak") else "nothing found"
        return f"{told}, {row['last_seen']}"
    return f"{row['status'].replace('-', ' ')}, {row['status_on']}"


def _on_day(day: object) -> str:
    return f", {day}" if day else ""


def _on(dated: Sequence[str]) -> str:
    """Parties that share a date, told with it once."""
    together: dict[str, list[str]] = {}
    for each in dated:
        party, _, date = each.partition(" ")
        together.setdefault(date, []).append(party)
    return "; ".join(f"{' '.join(parties)} ({date})" for date, parties in together.items())
