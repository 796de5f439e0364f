"""A drafted mapping as YAML, every open place with its question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sarai.model.vocabulary import PriceBasis
from sarai.sources.table import terms
from sarai.sources.table.amounts import Money
from sarai.sources.table.asking import (
    ask_dates,
    ask_numbers,
    codes,
    common_numbers,
    currency_of,
    in_years_or_months,
)
from sarai.sources.table.assign import reason
from sarai.sources.table.checking import UNFILLED
from sarai.sources.table.columns import Column
from sarai.sources.table.fields import FIELDS
from sarai.sources.table.mapping import Grain
from sarai.sources.table.numbers import Numbers
from sarai.sources.table.study import Studied


@dataclass
class _Lines:
    """YAML as it is written, and the questions in it."""

    lines: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def put(self, key: str, value: object, *, depth: int = 0, why: str = "") -> None:
        """A line ``key: value``; what is None is a question."""
        if value is None:
            self.asked.append(f"{key}: {why}" if why else key)
        told = told_as(UNFILLED if value is None else value)
        self.lines.append(f"{'  ' * depth}{quoted(key)}: {told}{_comment(why)}".rstrip())

    def head(self, key: str, why: str = "", *, depth: int = 0) -> None:
        """A line that begins a block."""
        self.lines.append(f"{'  ' * depth}{quoted(key)}:{_comment(why)}")

    def long(self, begin: str, column: str, why: str) -> None:
        """A line as it stands; one that asks is a question about its column."""
        if why:
            self.asked.append(f"{column}: {why}")
        self.lines.append(begin + _comment(why))


def _comment(why: str) -> str:
    return f"    # {' '.join(why.split())}" if why else ""


def told_as(told: object) -> str:
    """A value as YAML writes it on one line."""
    if isinstance(told, Mapping):
        return "{" + ", ".join(f"{quoted(str(key))}: {told_as(each)}" for key, each in told.items()) + "}"
    if isinstance(told, list | tuple):
        return "[" + ", ".join(told_as(each) for each in told) + "]"
    return quoted(str(told)) if told != "" else ""


def quoted(told: str) -> str:
    """A text as YAML holds it without surprises."""
    words = ("null", "true", "false", "yes", "no", "on", "off")
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ /.-]*", told) and told.lower() not in words and told == told.strip():
        return told
    if re.fullmatch(r"[1-9][0-9]*", told):
        return told
    escaped = told.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", lambda odd: f"\\u{ord(odd[0]):04x}", escaped) + '"'


def write(
    path: Path, ident: str, studied: Studied, where: Mapping[str, object], not_read: Mapping[str, str | None]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The YAML of a draft, what was guessed, and what is asked."""
    out = _Lines([f'# Drafted from {path.name}. Answer every "{UNFILLED}"; look at the rest, which the cells told.'])
    title = next((told for told in studied.titles if 8 <= len(told) <= 120), path.stem)
    out.put("source", ident)
    out.put("dataset", ident)
    out.put("title", title)
    out.put("publisher", "not stated", why="whose table it is")
    out.put("licence", "not stated", why="what its publisher allows")
    out.put("tier", "not-stated", why="official-ledger, official-text, press-named-official, press-several, ...")
    for key, value in where.items():
        out.put(key, value)
    common = common_numbers(studied.money)
    if common is not None and (told := numbers_told(common)):
        out.put("numbers", told)
    _rows(out, studied)
    written = _columns(out, studied, common)
    _constants(out, studied)
    _money(out, studied, common)
    blocks = codes(studied)
    if blocks:
        out.head("codes", "field -> the table's own word -> what it means")
    for name, why, lines in blocks:
        out.head(name, why, depth=1)
        for word, code, each in lines:
            out.put(word, code, depth=2, why=each)
    _ignored(out, studied, written)
    if not_read:
        out.head("not_read", "sheets and tables beside this one")
    for place, known in not_read.items():
        asked = "holds money too: why is it not read? or give it a mapping of its own" if known is None else ""
        out.put(place, known, depth=1, why=asked)
    guessed = tuple(f"{column} -> {', '.join(fields)}" for column, fields in written.items() if fields)
    # Of a table of whose headers none is understood nothing was guessed.
    guessed = guessed or tuple(f"{each.column.name} -> amount" for each in studied.money)
    guessed = guessed if studied.assigned.fields or studied.money else ()
    return "\n".join(out.lines) + "\n", guessed, tuple(out.asked)


def numbers_told(numbers: Numbers) -> dict[str, object]:
    """A way of writing numbers, as a mapping says it; empty where it is the plain one."""
    told: dict[str, object] = {}
    if numbers.decimal != ".":
        told["decimal"] = numbers.decimal
    if numbers.thousands:
        told["thousands"] = "space" if numbers.thousands[0] == " " else numbers.thousands[0]
    if numbers.brackets:
        told["negatives"] = "brackets"
    if numbers.times != 1:
        told["times"] = f"{numbers.times:f}"
    return told


def _rows(out: _Lines, studied: Studied) -> None:
    """What rows are: blanks in them, records, sums, names of others."""
    read = [*(each.column for each in studied.money), *studied.assigned.fields.values()]
    blanks = sorted({told for column in read for told in column.numbers.blanks})
    if blanks:
        out.put("blanks", blanks, why="nothing is reported there")
    graining, sifted = studied.grain, studied.sifted
    if graining.ids and graining.grain is not Grain.RECORDS:
        out.put("grain", graining.grain.value if graining.grain else None, why=graining.told)
    for key, rows in (("totals", sifted.totals), ("skip", sifted.skip)):
        if rows:
            out.put(key, {column: list(dict.fromkeys(told)) for column, told in rows.items()})
    if sifted.asked:
        # Where both are asked, the sums that are sure stand under totals.
        out.head("skip" if sifted.totals and not sifted.skip else "totals", "rows that add up others are kept out")
    for column, told in sifted.asked.items():
        shown = ", ".join(map(repr, told[:5])) + (" ..." if len(told) > 5 else "")
        out.put(column, None, depth=1, why=f"is {shown} the sum of other rows? write its word; if not, write none")
    if studied.fill_asked:
        named = ", ".join(studied.fill_asked)
        out.put("fill", None, why=f"does a blank in {named} mean the row above? write {named}; if not, write none")
    if studied.sections_asked:
        some = ", ".join(map(repr, studied.sections_asked[:3]))
        out.put(
            "sections", None, why=f"rows of one cell, {some}: do they name a field for those below? recipient, or none"
        )
    if studied.sections:
        out.put("sections", studied.sections, why="a row of one cell names it for the rows below")


def _columns(out: _Lines, studied: Studied, common: Numbers | None) -> dict[str, list[str]]:
    """The block of columns; gives what each fills."""
    fills: dict[str, list[str]] = {}
    for column in studied.grain.ids:
        fills.setdefault(column.name, []).append("record_id")
    for name, column in studied.assigned.fields.items():
        if name != "record_id" and not (name == "recipient" and studied.sections):
            fills.setdefault(column.name, []).append(name)
    if alone := studied.alone:
        fills.setdefault(alone.column.name, []).extend(["amount", "currency"] if alone.in_cells else ["amount"])
    known = [*studied.columns, *studied.grain.ids, *studied.assigned.fields.values()]
    by_name = {column.name: column for column in known}
    out.head("columns", "column -> field")
    asked = {**studied.assigned.asked, **studied.found.asked}
    for name in sorted(fills, key=lambda each: by_name[each].at):
        if name not in asked:
            _column(out, by_name[name], fills[name], studied, common)
    for name, why in asked.items():
        if named := fills.get(name):
            # What it names it names whatever is answered.
            out.long(f"  {quoted(name)}: {told_as([*named, UNFILLED])}", name, why)
        else:
            out.put(name, None, depth=1, why=why)
        fills[name] = []
    return fills


def _column(out: _Lines, column: Column, fields: list[str], studied: Studied, common: Numbers | None) -> None:
    told: object = fields[0] if len(fields) == 1 else fields
    long: dict[str, object] = {"field" if len(fields) == 1 else "fields": told}
    why = ""
    if "amount" in fields:
        numbers, why = _written(studied.money[0], common)
        long |= {"numbers": numbers} if numbers else {}
    elif any(FIELDS[name].takes == "number" for name in fields):
        own, plain = column.numbers.numbers, common or Numbers()
        if own is not None and (own.decimal, own.thousands) != (plain.decimal, plain.thousands):
            long["numbers"] = numbers_told(own) or {"decimal": "."}
        for name in set(fields) & terms.TERMS.keys():
            # Cells with words beside their numbers say what these are; a grace period is counted as its maturity.
            known = in_years_or_months(name, studied)
            if known is not None and known != 1:
                long["numbers"] = {**numbers_told(own or plain), "times": str(known)}
            elif known is None and (why := terms.asked_of(name, column.name, column.plain_numbers)):
                long["numbers"] = {**numbers_told(own or plain), "times": UNFILLED}
    if any(FIELDS[name].takes in ("date", "year") for name in fields):
        judged = column.dates
        if judged.dates is None:
            long["dates"], why = UNFILLED, ask_dates(judged)
        elif judged.dates.order is not None:
            long["dates"] = judged.dates.order.value
    out.long(f"  {quoted(column.name)}: {told_as(long if len(long) > 1 else told)}", column.name, why)


def _written(money: Money, common: Numbers | None) -> tuple[object, str]:
    """How a column of money is written where the table does not say it for all, and the question about it."""
    judged = money.column.numbers
    if judged.numbers is None:
        times = money.unit.times
        told = {"written": UNFILLED, "times": f"{times:f}"} if times not in (None, 1) else UNFILLED
        return told, ask_numbers(judged)
    if "times" in money.asked:
        return {**numbers_told(judged.numbers), "times": UNFILLED}, money.asked["times"]
    if common is None and money.numbers is not None:
        return numbers_told(money.numbers), ""
    return None, ""


def _constants(out: _Lines, studied: Studied) -> None:
    """What every row has: told by headers and titles, else asked, or left as not stated."""
    fields, money = studied.assigned.fields, studied.money
    lines: list[tuple[str, str | None, str]] = []
    if not studied.grain.ids:
        lines.append(("record_id", None, "which columns together name a record? move it to columns"))
    if "recipient" not in fields:
        lines.append(("recipient", "", "no column names it: not stated, or a country's code for all rows"))
    if "provider" not in fields:
        lines.append(("provider", "", "no column names it: not stated, or a code or name for all rows"))
    kinds = {each.kind for each in money}
    if not money and studied.found.asked:
        # Which column is the money is asked; what it says of the money has to be known with it, not after it.
        if "kind" not in fields:
            lines.append(
                ("kind", None, "what happened to the money that is asked about above? commitment, disbursement, ...")
            )
        if "currency" not in fields:
            lines.append(("currency", None, "and its currency: an ISO 4217 code"))
    elif not money:
        lines.append(("kind", "not-stated", "no column of money was found: records without amounts"))
    elif "kind" not in fields and kinds == {None}:
        lines.append(("kind", None, "what happened to the money? commitment, disbursement, expenditure, ..."))
    elif "kind" not in fields and len(kinds) == 1 and (studied.alone or studied.found.wide):
        lines.append(("kind", str(kinds.pop()), ""))
    if money and (told := currency_of(studied)) is not None:
        lines.append(("currency", *told))
    if studied.alone or (studied.found.wide and len({(each.unit.basis, each.unit.base_year) for each in money}) == 1):
        lines += _statement(money[0])
    if lines:
        out.head("constants", "what every row has")
    for name, value, why in lines:
        out.put(name, value, depth=1, why=why)


def _statement(money: Money) -> list[tuple[str, str | None, str]]:
    """What is fixed of a statement besides its kind and currency."""
    lines: list[tuple[str, str | None, str]] = []
    if money.unit.basis in (PriceBasis.CONSTANT, PriceBasis.CONSTANT_UNSTATED):
        lines.append(("price_basis", money.unit.basis.value, ""))
        if money.unit.base_year is not None:
            lines.append(("base_year", str(money.unit.base_year), ""))
    if money.cumulative:
        lines.append(("timing", "cumulative", "all that was paid up to some day, not on the day of the approval"))
    return lines


def _money(out: _Lines, studied: Studied, common: Numbers | None) -> None:
    """One entry for each statement, where a row has several."""
    if not studied.money or studied.alone:
        return
    money, fields = studied.money, studied.assigned.fields
    kinds = {each.kind for each in money}
    currencies = {each.unit.currencies for each in money}
    out.head("money", "one entry for each amount of a row")
    for each in money:
        fixed: dict[str, object] = {"date": each.year} if each.year else {}
        why = ""
        if "kind" not in fields and kinds != {None} and (len(kinds) > 1 or not studied.found.wide):
            fixed["kind"] = each.kind or UNFILLED
            why = "" if each.kind else "what happened to the money?"
        if "currency" not in fields and len(currencies) > 1 and not each.in_cells:
            codes_of = sorted(each.unit.currencies)
            fixed["currency"] = codes_of[0] if len(codes_of) == 1 else UNFILLED
            why = why or ("" if len(codes_of) == 1 else f"which currency? {' or '.join(codes_of[:6])}")
        if not studied.found.wide:
            fixed |= {name: value for name, value, _ in _statement(each)}
        if each.finance_type:
            fixed["finance_type"] = each.finance_type
        numbers, asked = _written(each, common)
        entry: dict[str, object] = {
            "columns": {each.column.name: ["amount", "currency"] if each.in_cells else "amount"}
        }
        entry |= {"constants": fixed} if fixed else {}
        entry |= {"numbers": numbers} if numbers else {}
        out.long(f"  - {told_as(entry)}", each.column.name, asked or why)


def _ignored(out: _Lines, studied: Studied, written: Mapping[str, Sequence[str]]) -> None:
    """Why columns are not read: those of money and dates by name, the others in one line."""
    paid = {each.column.name for each in studied.money}
    spare = [column for column in studied.columns if column.name not in written and column.name not in paid]
    reasons = studied.found.reasons
    named = [column for column in spare if column.carries_money_or_dates or column.name in reasons]
    rest = [column.name for column in spare if column not in named]
    if spare:
        out.head("ignored", "column -> why it is not read")
    for column in named:
        out.put(column.name, reasons.get(column.name) or reason(column), depth=1)
    if rest:
        told = ", ".join(rest[:8]) + (f" and {len(rest) - 8} more" if len(rest) > 8 else "")
        out.put("*", "no figure needs it", depth=1, why=told)
