"""The rows of slices: records of money, promises, and what else stands behind a figure, cell by cell."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sarai.web import names
from sarai.web.ask import COUNTED, Ask
from sarai.web.slices import Column, Slice, Told
from sarai.web.words import quoted

Row = Mapping[str, Any]

MONEY = (
    Column("Record, largest first"),
    Column("Stated", True),
    Column("Rate", True),
    Column("Share", True),
    Column("Rule"),
    Column("Evidence"),
    Column("Publisher"),
)


def of_money(ask: Ask, name: str, records: Iterable[Row]) -> tuple[Slice, list[Row]]:
    """The counted rows as a slice, largest first, and the rows themselves in that order."""
    rows = [row for row in records if row["counts"] in COUNTED]
    rows.sort(key=lambda row: (row["value"] is None, -(row["value"] or 0), row["activity"], str(row["sector"])))
    told = [money_row(ask, row) for row in rows]
    return Slice(name, MONEY, told, [row["value"] for row in rows], ask.currency), rows


def money_row(ask: Ask, row: Row) -> tuple[Told, ...]:
    """A record of money: who, what was stated, how it was turned into the release's currency, and by whose page."""
    rule = str(row["rule"]).replace("_", " ")
    return (
        Told(title_of(row), about(row), project_address(row) if is_project(row) else ""),
        Told(stated(row), _prices(row)),
        *_factors(row),
        Told(rule, "" if row["no_value"] is None else row["no_value"]),
        Told(names.tier(str(row["tier"])), names.STATUSES.get(str(row["status"]), ("status not stated", ""))[0]),
        publisher(ask, row),
    )


def title_of(row: Row) -> str:
    """What a record is called; its number with its publisher where no source gives it a name."""
    title = row.get("title")
    return quoted(title) if title else f"Record {row['activity'].partition(':')[2]}, without a title here"


def about(row: Row) -> str:
    """Who, to whom, and when, in one line."""
    when = names.day(when_of(row))
    sector = names.sector(row["sector_group"]) if row["sector_group"] else ""
    parts = (names.partner(row["partner"]), names.place(row["recipient"]), when if when_of(row) else "no date", sector)
    return ", ".join(part for part in parts if part)


def when_of(row: Row) -> str | None:
    """The day a record is dated, as fine as it is known."""
    if row["date"] is None:
        return None if row["year"] is None else str(row["year"])
    cut = {"year": 4, "month": 7}.get(str(row["precision"]), 10)
    return str(row["date"].isoformat())[:cut]


def stated(row: Row) -> str:
    """The amount as the source states it."""
    if row["amount"] is None:
        return "amount not published"
    return f"{row['currency']} {row['amount'].normalize():,f}"


def _prices(row: Row) -> str:
    if row["price_basis"] == "constant":
        return f"in prices of {row['base_year']}"
    return "in constant prices of no stated year" if row["price_basis"] == "constant-unstated" else ""


def _factors(row: Row) -> tuple[Told, Told]:
    rate = Told("")
    if row["amount"] is not None and row["rate"] is not None and row["rate_source"] != "the same currency":
        rate = Told(f"× {row['rate']:.6g}", f"{row['rate_period']}, {row['rate_source']}")
    elif row["amount"] is not None and row["current_factor"] not in (None, 1.0):
        rate = Told(f"÷ {1 / row['current_factor']:.4g}", f"deflator, {row['deflator_source']}")
    elif row["rate_source"] == "the same currency":
        rate = Told("1")
    shares = [row[name] for name in ("recipient_percent", "sector_percent") if row[name] not in (None, 100.0)]
    return rate, Told(" × ".join(f"{share:g} %" for share in shares) or "100 %")


def publisher(ask: Ask, row: Row) -> Told:
    """The publisher's page of a record, else that of its data, else where it stands in the file."""
    own = names.safe(row.get("url"))
    url = own or names.safe(ask.url_of(row["dataset"], row["source"]))
    place = str(row["locator"])
    text = names.host(url) if own else ask.publisher_of(row["dataset"], row["source"])
    if text.startswith("the organisation named"):
        # A source of many publishers: each record says whose it is.
        text = str(row.get("reporter") or text)
    return Told(quoted(text or "file"), place, url)


def tellings(told: Iterable[Row]) -> int:
    """How many tellings rows are: a record of a file is one, however many statements it makes."""
    return len({(row["file"], row["activity"]) for row in told})


def is_project(row: Row) -> bool:
    """Whether a record is of one thing, and not a publisher's sum of many."""
    return "aggregate" not in (row.get("marks") or ())


def project_address(row: Row) -> str:
    """Where the page of a record's project is, from the root of the release."""
    return f"project/{project_slug(row['same_group'])}.html"


def project_slug(group: str) -> str:
    """A project's name in addresses: its publisher and number."""
    return names.slug(group)


PROMISE = (
    Column("Promise"),
    Column("Promised", True),
    Column("Due"),
    Column("Last look"),
    Column("Outcome"),
    Column("Source"),
)


def of_promises(ask: Ask, name: str, promises: Sequence[Row]) -> Slice:
    """Promises as a slice: what is counted is how many they are."""
    told = [promise_row(ask, row) for row in promises]
    return Slice(name, PROMISE, told, [1 for _ in promises], "promises")


def promise_row(ask: Ask, row: Row) -> tuple[Told, ...]:
    """A promise: its words, its sum, its day, the last look, what came of it, and who says so."""
    who = ", ".join(names.place(code) for code in row["maker"].split("; "))
    url = names.safe(row["sources"][-1] if row["sources"] else "")
    amount = "" if row["current"] is None else f"{ask.currency} {row['current']:,.0f}"
    return (
        Told(
            quoted(row["promised"]),
            f"{row['id']}, {who}, {names.day(row['date'])}",
            f"promise/{row['id'].lower()}.html",
        ),
        Told(amount or "no sum", _own_sum(row)),
        Told(names.day(row["due"]) if row["due"] else "no date given"),
        Told(names.day(None if row["last_seen"] is None else str(row["last_seen"])) if row["last_seen"] else "nobody"),
        Told(row["outcome"], row["sure"]),
        Told(names.host(url), str(row["locator"]), url),
    )


def _own_sum(row: Row) -> str:
    if row["amount"] is None or row["currency"] is None:
        return ""
    return f"{row['currency']} {row['amount'].normalize():,f}"


def sum_of(rows: Iterable[Row]) -> Decimal | None:
    """The sum of rows that have a value; none where none has."""
    held = [row["value"] for row in rows if row["value"] is not None]
    return sum(held, Decimal()) if held else None


def distinct(rows: Iterable[Row]) -> int:
    """How many records some rows are of."""
    return len({row["activity"] for row in rows})
