"""Reading the part of a mapping that says what fills each field: columns, constants, money, codes."""

from collections.abc import Mapping
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

from sarai.sources.table.checking import Checked
from sarai.sources.table.dates import Dates
from sarai.sources.table.fields import FIELDS, MONEY, NEEDED, unknown
from sarai.sources.table.mapping import SECTION, Taken
from sarai.sources.table.numbers import Numbers
from sarai.sources.table.terms import TERMS, in_header

_COLUMN_KEYS = {"field", "fields", "numbers", "dates"}


class Columns(Checked):
    """What fills the record's fields, and each financial statement's."""

    def __init__(self, path: Path, raw: Any, lines: Mapping[tuple[str | int, ...], int], *, numbers: Numbers) -> None:
        super().__init__(path, raw, lines)
        self.numbers_of: dict[str, Numbers] = {}
        self.times_of: dict[str, Fraction] = {}
        self.dates_of: dict[str, Dates] = {}
        self.ids: tuple[str, ...] = ()
        self.record, self.money = self.taken(numbers)
        self.needed()

    def taken(self, numbers: Numbers) -> tuple[Taken, tuple[Taken, ...]]:
        """What fills the record's fields, and each financial statement's."""
        columns = self.columns(self.mapped("columns"), "columns")
        constants = self.constants(self.mapped("constants"), "constants")
        if (sections := self.raw.get("sections")) not in (None, "none"):
            columns = {**columns, str(sections): SECTION}
        entries = self.raw.get("money")
        own = {name: column for name, column in columns.items() if name in MONEY}
        fixed = {name: value for name, value in constants.items() if name in MONEY}
        record = Taken(
            {name: column for name, column in columns.items() if name not in MONEY},
            {name: value for name, value in constants.items() if name not in MONEY},
        )
        if entries is None:
            # A table without amounts has records all the same: amount not published.
            return record, (Taken(own, fixed, numbers),) if own or fixed else ()
        if not isinstance(entries, list):
            self.fail("money must be a list", "begin each statement with a dash: - columns: {...}", "money")
        money = []
        for place, entry in enumerate(entries):
            told = self.mapped("money", entry, "money", place)
            self.known(told, {"columns", "constants", "numbers"}, "money", place)
            at = ("money", place)
            mine = self.columns(self.mapped("columns", told.get("columns") or {}, *at), *at, "columns")
            said = self.constants(self.mapped("constants", told.get("constants") or {}, *at), *at, "constants")
            for name in (*mine, *said):
                if name not in MONEY and name != "finance_type":
                    self.fail(f"{name} belongs to the record, not to a statement", "move it to the top columns", *at)
            both = {name: column for name, column in own.items() if name not in said}
            money.append(
                Taken(
                    {**both, **mine},
                    {**{name: value for name, value in fixed.items() if name not in mine}, **said},
                    self.numbers(told.get("numbers"), *at, "numbers") or numbers,
                )
            )
            if "amount" not in money[-1].columns:
                self.fail("a statement without an amount", "name the column of its amount", *at)
        return record, tuple(money)

    def columns(self, told: Mapping[str, Any], *at: str | int) -> dict[str, str]:
        """The column of each field; several columns may name the record together."""
        found: dict[str, str] = {}
        for column, said in told.items():
            for name in self.fields(column, said, *at):
                if name not in FIELDS:
                    near = get_close_matches(str(name), FIELDS, n=1)
                    meant = f"did you mean {near[0]}? " if near else ""
                    self.fail(
                        f"column {column!r}: there is no field {name!r}",
                        f"{meant}fields: {', '.join(FIELDS)}; a column not to be read goes under ignored",
                        *at,
                        column,
                    )
                if name == "record_id":
                    self.ids = (*self.ids, column)
                    found.setdefault(name, column)
                    continue
                if name in found:
                    self.fail(
                        f"two columns for one field: {found[name]!r} and {column!r} both fill {name}",
                        "keep one, and put the other under ignored or, where it is other money, under money",
                        *at,
                        column,
                    )
                found[name] = column
        return found

    def fields(self, column: str, said: Any, *at: str | int) -> list[Any]:
        """The fields of a column; the long form also says how it writes numbers and dates."""
        if not isinstance(said, dict):
            return said if isinstance(said, list) else [said]
        self.known(said, _COLUMN_KEYS, *at, column)
        if (numbers := self.numbers(said.get("numbers"), *at, column, "numbers")) is not None:
            self.numbers_of[column] = numbers
        if (dates := self.dates(said.get("dates"), *at, column, "dates")) is not None:
            self.dates_of[column] = dates
        named = said.get("fields") or said.get("field")
        if named is None:
            self.fail(f"column {column!r} has no field", "write for example {field: amount, numbers: ...}", *at, column)
        listed = named if isinstance(named, list) else [named]
        if numbers is not None and "times" in (said["numbers"] if isinstance(said["numbers"], dict) else ()):
            self.times(column, listed, said["numbers"]["times"], *at, column, "numbers", "times")
        return listed

    def times(self, column: str, fields: list[Any], told: Any, *at: str | int) -> None:
        """Refuse a size that multiplies nothing, or is not the one that the header of a term names."""
        terms = [name for name in fields if name in TERMS]
        if not terms and "amount" not in fields:
            self.fail(f"column {column!r}: times multiplies nothing", f"it is for amounts and {', '.join(TERMS)}", *at)
        for name in terms:
            header, times = in_header(column, name), self.fraction(told, *at)
            if header.times is not None:
                # 0.0833 is a month.
                if abs(times - header.times) > header.times / 100:
                    self.fail(
                        f"column {column!r} says that it is counted in {float(header.times):.4g}, and times {told}",
                        f"leave times out: the header is understood; {name} is in {FIELDS[name].about}",
                        *at,
                    )
                times = header.times
            self.times_of[column] = times

    def constants(self, told: Mapping[str, Any], *at: str | int) -> dict[str, str | None]:
        """The value of every row for each field."""
        for name, value in told.items():
            if name not in FIELDS:
                near = get_close_matches(str(name), FIELDS, n=1)
                meant = f"did you mean {near[0]}? " if near else ""
                self.fail(f"there is no field {name!r}", f"{meant}fields: {', '.join(FIELDS)}", *at, name)
            if value is not None and not isinstance(value, str):
                self.fail(f"{name} must be one value", "write a list of marks with semicolons", *at, name)
            if value is not None and (fault := unknown(name, value)):
                self.fail(f"{name}: {fault}", "write a code of its list", *at, name)
        return dict(told)

    def codes(self) -> dict[str, dict[str, str | None]]:
        """What the table's own words mean, by field."""
        found: dict[str, dict[str, str | None]] = {}
        for name, told in self.mapped("codes").items():
            if name not in FIELDS:
                near = get_close_matches(name, FIELDS, n=1)
                self.fail(f"codes: there is no field {name!r}", f"fields: {', '.join(near or FIELDS)}", "codes", name)
            for word, code in self.mapped(name, told, "codes").items():
                if code is not None and (not isinstance(code, str) or (fault := unknown(name, code))):
                    self.fail(
                        f"codes of {name}: {fault if isinstance(code, str) else 'one code a word'}",
                        "write a code of its list, or nothing for not stated",
                        "codes",
                        name,
                        word,
                    )
            found[name] = dict(told or {})
        return found

    def needed(self) -> None:
        """Refuse a mapping that leaves open what every record has, or the currency of its amounts."""
        sections = self.raw.get("sections")
        for name in NEEDED:
            where = self.money if name in MONEY else (self.record,)
            if name != sections and not all(_fills(each, name) for each in where):
                self.fail(
                    f"nothing fills {name}",
                    f"map a column to {name} ({FIELDS[name].about}), or write it under constants",
                    "columns",
                )
        for place, each in enumerate(self.money):
            # A table whose amounts are only words has none that could have a currency.
            if "amount" in each.columns and not (_fills(each, "currency") or "unit" in each.columns):
                at = ("money", place) if self.raw.get("money") else ("columns", each.columns.get("amount", ""))
                self.fail(
                    "the amounts have no currency",
                    "write constants: {currency: USD} if all amounts are in one, or map the column that names it",
                    *at,
                )


def _fills(taken: Taken, name: str) -> bool:
    return name in taken.columns or name in taken.constants
