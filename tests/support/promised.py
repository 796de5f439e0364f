"""Made-up promises and looks at them, for tests. No figure in them is anyone's."""

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from sarai.model.vocabulary import Basis, Firmness, Seen, Tier
from sarai.promises.ledger import Observation, Promise

DAY = dt.date(2020, 6, 15)


def promise(name: str = "P1", **told: object) -> Promise:
    """A made-up loan of Japan to Kazakhstan, signed on 2020-06-15 and checkable, unless something else is told."""
    row: dict[str, object] = {
        "key": f"promises:{name}",
        "id": name,
        "kind": "project",
        "firmness": "signed",
        "instrument": "loan",
        "money": "public",
        "amount": Decimal(1_000_000),
        "currency": "USD",
        "makers": ("JP",),
        "addressees": ("KZ",),
        "date": DAY,
        "date_precision": "day",
        "wording": f"made-up project {name}",
        "tier": "official-text",
        "source_name": "Made-up Gazette",
        "url": "https://example.org/promise",
        "file": "made-up",
        "locator": "row 2",
    }
    return Promise(**{**row, **told})  # type: ignore[arg-type]


def look(status: Seen | str, when: str | dt.date, *, of: str = "P1", **told: object) -> Observation:
    """A made-up look on a day, reported by a press source unless something else is told."""
    day = dt.date.fromisoformat(when) if isinstance(when, str) else when
    name = str(told.pop("name", f"{status}-{day}"))
    row: dict[str, object] = {
        "key": f"promises:{name}",
        "id": name,
        "promise": f"promises:{of}",
        "date": day,
        "known_by": day,
        "status": Seen(status),
        "basis": Basis.REPORTED,
        "tier": "press-single-source",
        "source_name": "Made-up Courier",
        "url": "https://example.org/look",
        "file": "made-up",
        "locator": "row 3",
    }
    return Observation(**{**row, **told})  # type: ignore[arg-type]


DAYS = st.dates(dt.date(2020, 6, 15), dt.date(2030, 12, 31))


@st.composite
def looks(draw: st.DrawFn, *, of: str = "P1") -> list[Observation]:
    """Some looks at a promise, of any status, strength and date."""
    found = []
    for place in range(draw(st.integers(0, 6))):
        status = draw(st.sampled_from(Seen))
        absent = status is Seen.NO_TRACE
        first = draw(DAYS)
        spread = draw(st.sampled_from((0, 0, 30, 364)))
        found.append(
            look(
                status,
                first,
                of=of,
                name=f"{of}-{place}",
                known_by=first + dt.timedelta(days=spread),
                basis=Basis.ABSENCE if absent else Basis.REPORTED,
                tier=draw(st.sampled_from((Tier.OFFICIAL_TEXT, Tier.PRESS_SINGLE, Tier.WEAK_OR_MIRROR))),
                value=draw(st.none() | st.floats(0, 100)),
                unit="km",
            )
        )
    return found


@st.composite
def promises(draw: st.DrawFn, name: str = "P1") -> Promise:
    """A promise with or without a due date and a count."""
    counted = draw(st.booleans())
    return promise(
        name,
        due=draw(st.none() | DAYS),
        firmness=str(draw(st.sampled_from(Firmness))),
        count=50.0 if counted else None,
        count_unit="km" if counted else None,
    )


@st.composite
def ledgers(draw: st.DrawFn) -> list[Promise]:
    """Promises with parents (never a loop) and repeats (never of a repeat, never before their first)."""
    made: list[Promise] = []
    for place in range(draw(st.integers(1, 12))):
        earlier = [each.key for each in made]
        firsts = [each.key for each in made if each.repeats is None]
        amount = draw(st.none() | st.integers(1, 10**9))
        made.append(
            promise(
                f"P{place:02}",
                date=DAY + dt.timedelta(days=place * 40),
                parent=draw(st.none() | st.sampled_from(earlier)) if earlier else None,
                repeats=draw(st.none() | st.sampled_from(firsts)) if firsts else None,
                umbrella=draw(st.sampled_from(("no", "no", "yes"))),
                makers=draw(st.sampled_from((("JP",), ("CN",), ("JP", "CN")))),
                addressees=draw(st.sampled_from((("KZ",), ("TJ",), ("KZ", "TJ")))),
                amount=None if amount is None else Decimal(amount),
                currency=None if amount is None else "USD",
            )
        )
    return draw(st.permutations(made))
