"""The promises of a release on a day: those that filters ask for, as rows that answers are made of."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sarai.analyses.promises.filters import Stated, conditions_of, listed_values
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import PromiseKind
from sarai.promises import rollup
from sarai.promises.gate import gate
from sarai.promises.ledger import Ledger
from sarai.promises.lists import settles
from sarai.promises.outcome import Judged
from sarai.promises.pinned import Read, read
from sarai.promises.pricing import Price
from sarai.promises.records import OF, TELLINGS, own_words
from sarai.promises.statuses import METHOD as VERSION
from sarai.promises.statuses import Statuses, stated
from sarai.promises.voices import Record

if TYPE_CHECKING:
    from sarai.session import Session

METHOD = f"rules of Sarai over dated looks, version {VERSION}: docs/method.md"
NEEDS = ("the lists promises and observations of the study",)

NOT_A_SAMPLE = "These promises are a starter set found by looking, not a sample: a share of them is no rate of success."
NOT_REVIEWED = "not reviewed by a person"


def readers(told: str | None) -> tuple[str, ...]:
    """The people who read a row against its source, each once; several are divided by semicolons."""
    return tuple(dict.fromkeys(each.strip() for each in (told or "").split(";") if each.strip()))


def who_read(told: str | None) -> str:
    """Who read a row, in words: nothing is called reviewed that one pair of eyes saw."""
    people = readers(told)
    if len(people) > 1:
        return f"reviewed by {', '.join(people[:-1])} and {people[-1]}"
    return f"read by {people[0]} alone, which is no review" if people else NOT_REVIEWED


@dataclass(frozen=True)
class Book:
    """The promises of a release on a day: all of them, those asked for as judged, prices and statuses by key."""

    ledger: Ledger
    asked: tuple[Judged, ...]
    prices: Mapping[str, Price]
    statuses: Mapping[str, Statuses]
    on: dt.date
    refused: int
    file_names: Mapping[str, str]
    loaded: frozenset[str]
    currency: str
    price_year: int

    @property
    def prices_told(self) -> str:
        """The prices of an answer about single promises."""
        return f"current, and constant of {self.price_year}"

    def stands(self) -> dict[str, rollup.CountsAs]:
        """Where each promise asked for stands in a roll-up."""
        return rollup.places((each.promise for each in self.asked), among=self.ledger.promises)


def book(session: "Session", *, on: dt.date | str | None = None, filters: Mapping[str, Stated]) -> Book:
    """The promises of a release that the filters ask for, as they were known on a day (today, unless it is named).

    Promises made later are not there, and looks dated later are not seen.

    Raises:
        QuestionError: an unknown filter or value, or a day that is none.
    """
    day = day_of(on)
    derived = PromiseKind.DERIVED in listed_values(filters.get("kind"))
    whole = session.once(("promises", day, derived), lambda: _whole(session, day, derived=derived))
    conditions = conditions_of(filters, whole.judged)
    asked = tuple(each for each in whole.judged if all(holds(each) for holds in conditions))
    return Book(
        ledger=whole.ledger,
        asked=tuple(sorted(asked, key=lambda each: (each.promise.date, each.promise.id))),
        prices=whole.prices,
        statuses=whole.statuses,
        on=day,
        refused=session.once("refused promises", lambda: session.query(_REFUSED, of=_TABLES)["n"][0].as_py()),
        file_names=session.file_names,
        loaded=frozenset(str(told["source"]) for told in session.release.datasets.values()),
        currency=session.release.currency,
        price_year=session.release.price_year,
    )


_TABLES = ("promise", "observation", "judged", "look")
_REFUSED = """
SELECT (SELECT count(*) FROM promise ANTI JOIN judged USING (file, locator))
     + (SELECT count(*) FROM observation ANTI JOIN look USING (file, locator)) AS n
"""


def _whole(session: "Session", day: dt.date, *, derived: bool) -> Read:
    """The promises that hold with what is known of them, those derived from records only where they are asked for."""
    if "judged" not in session.release.tables:
        raise QuestionError(
            f"release {session.release.number} was built by earlier code, which judged no promises",
            cure=f"build again: sarai build {session.folder}",
        )
    typed = "" if derived else "WHERE record IS NULL"
    promises = session.query(f"SELECT * FROM judged {typed} ORDER BY date, key", of=_TABLES).to_pylist()
    seen = f"SELECT l.* FROM look l SEMI JOIN (FROM judged {typed}) j ON l.promise = j.key ORDER BY l.known_by, l.key"
    looks = session.query(seen, of=_TABLES).to_pylist()
    own = session.once("official records", lambda: _own_words(session))
    return read(promises, looks, own_words=own, on=day)


def _own_words(session: "Session") -> dict[str, list[Record]]:
    """What official lists say of each promise, by its id."""
    kinds = {row["id"]: row["kind"] for row in session.query("SELECT id, kind FROM judged", of=("judged",)).to_pylist()}
    return own_words(session.query(TELLINGS, of=OF).to_pylist(), kinds)


COLUMNS = """
id             text    -  short name
date           text    -  when it was made, as fine as it is known
maker          text    -  who promised, with semicolons
addressees     texts   -  to whom
occasion       text    -  summit, visit, signing
promised       text    -  what, in words
firmness       text    <vocabulary.Firmness>  how binding it was
kind           text    <vocabulary.PromiseKind>  one project, a headline sum or a policy
instrument     text    <vocabulary.Instrument>  by what means
money          text    <vocabulary.Purse>  whose money: public, private or both
amount         amount  [currency]  amount promised, the lower end of a range
amount_high    amount  [currency]  upper end of a range
currency       text    <currencies>  its currency
comparator     text    -  sign before the amount or count
count          number  [count_unit]  what was promised other than money
count_unit     text    -  what is counted
current        cents   [study currency]  amount in current prices
constant       cents   [study currency of the price year]  amount in constant prices
due            text    -  end of the period promised, as fine as it is known
status         text    <vocabulary.Seen>  what the last look that can carry an outcome saw
status_on      day     -  its day
last_seen      day     -  last day on which anybody's look ends
outcome        text    -  what came of it
said           text    -  what the maker says of it, by its last word
said_on        day     -  its day
shown          text    -  what others than the maker were seen to show
shown_on       day     -  its day
schedule       text    -  where it stands against the date that it gave
months_late    int     [months]  how late it was seen complete
checkable      text    -  yes where it can be checked as worded, no otherwise
missing        texts   -  what it lacks of a deliverable, a target, a date, and who pays
told           text    -  the three statuses in one sentence
settled_by     text    -  what would settle it
contradiction  text    -  where two of them contradict on comparable days
method         text    -  version of the method
rule           text    -  id of the rule that decided
sure           text    -  what the outcome rests on
reviewed_by    text    -  person who read the row against its source
read           text    -  how many people did, in words: one alone is no review
counts_as      text    -  whether it is counted, and if not, why
part_of        text    -  promise that it is a part of
repeats        text    -  promise that it says again
observable_by  texts   -  loaded sources that could show delivery
tier           text    <vocabulary.Tier>  how close its source stands to the fact
sources        texts   -  addresses of the promise and of the looks at it
file           text    -  file of the study
locator        text    -  where it stands there
note           text    -  what has to be known
"""


def rows(found: Book) -> list[dict[str, Any]]:
    """The promises asked for, as the rows of ``sarai promises``."""
    stands = found.stands()
    return [row(each, found, stands[each.promise.key]) for each in found.asked]


def row(judged: Judged, found: Book, place: rollup.CountsAs) -> dict[str, Any]:
    """One promise as a row."""
    promise, price = judged.promise, found.prices[judged.promise.key]
    three = found.statuses[promise.key]
    return {
        "id": promise.id,
        "date": stated_date(promise.date, promise.date_precision),
        "maker": "; ".join(promise.makers),
        "addressees": list(promise.addressees),
        "occasion": promise.occasion,
        "promised": promise.wording,
        "firmness": promise.firmness,
        "kind": promise.kind,
        "instrument": promise.instrument,
        "money": promise.money,
        "amount": promise.amount,
        "amount_high": promise.amount_high,
        "currency": promise.currency,
        "comparator": promise.comparator,
        "count": promise.count,
        "count_unit": promise.count_unit,
        "current": price.current,
        "constant": price.constant,
        "due": None if promise.due is None else stated_date(promise.due, promise.due_precision or "day"),
        "status": None if judged.as_last_seen is None else str(judged.as_last_seen),
        "status_on": judged.seen_on,
        "last_seen": judged.last_seen,
        "outcome": str(judged.outcome),
        "said": str(three.said),
        "said_on": three.said_on,
        "shown": str(three.shown),
        "shown_on": three.shown_on,
        "schedule": str(three.schedule),
        "months_late": three.months,
        "checkable": "yes" if three.checkable else "no",
        "missing": list(three.missing),
        "told": three.sentence,
        "settled_by": settles(judged),
        "contradiction": three.contradiction,
        "method": VERSION,
        "rule": judged.rule,
        "sure": str(judged.sureness),
        "reviewed_by": promise.reviewed_by or NOT_REVIEWED,
        "read": who_read(promise.reviewed_by),
        "counts_as": str(place),
        "part_of": name_of(promise.parent),
        "repeats": name_of(promise.repeats),
        "observable_by": [each for each in promise.observable_by if each in found.loaded],
        "tier": promise.tier,
        "sources": list(dict.fromkeys([promise.url, *(look.url for look in judged.looks)])),
        "file": found.file_names.get(promise.file, promise.file),
        "locator": promise.locator,
        "note": promise.note,
    }


def notes(found: Book) -> tuple[str, ...]:
    """What to mind with the promises asked for."""
    return notes_of(found.asked, found)


def notes_of(judged: Sequence[Judged], found: Book) -> tuple[str, ...]:
    """What to mind with some promises: the day, where evidence ends, what was not reviewed or was refused."""
    if not judged:
        return (f"No promise answers to these filters, as known on {found.on}.",)
    unread = sum(each.promise.reviewed_by is None for each in judged)
    ends = max((each.last_seen for each in judged if each.last_seen is not None), default=None)
    looked = f"the latest look is dated {ends}" if ends else "nobody has looked yet"
    checked = [each for each in judged if gate(each.promise).passes]
    seen = sum(each.last_seen is not None for each in checked)
    covered = f"{len(checked)} of {len(judged)} can be checked as worded, and {seen} of these were looked at"
    told = [
        NOT_A_SAMPLE,
        f"As known on {found.on}; {looked}.",
        f"{covered}; method {VERSION} (docs/method.md).",
        f"{unread} of {len(judged)} row(s): {NOT_REVIEWED}.",
    ]
    if alone := sum(len(readers(each.promise.reviewed_by)) == 1 for each in judged):
        told.append(f"{alone} of {len(judged)} row(s): read by one person alone, which is no review.")
    if found.refused:
        told.append(f"{found.refused} row(s) of the lists contradict others and are left out: sarai rejects DIR")
    return tuple(told)


def name_of(key: str | None) -> str | None:
    """The short name in the key of a typed promise."""
    return None if key is None else key.partition(":")[2]


stated_date = stated
"""A date as fine as it is known."""


def day_of(on: dt.date | str | None) -> dt.date:
    """The day that is meant, today where none is named.

    Raises:
        QuestionError: words that are no day.
    """
    if on is None:
        return dt.datetime.now(tz=dt.UTC).date()
    if isinstance(on, dt.date):
        return on
    try:
        return dt.date.fromisoformat(on)
    except ValueError as error:
        raise QuestionError(f"{on!r} is no day", where="--on", cure="write YYYY-MM-DD") from error
