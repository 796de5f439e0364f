"""Does money follow words: what was asked, declared and funded by sector, side by side, with how far they lie apart.

Three distributions over DAC sector groups for a partner and its recipients: *asked* counts what recipients requested,
proposed or said they were interested in, *declared* what the partner announced, pledged or promised, *funded* the
money of records that state a sector. Words are counted, money is added; a count says nothing of size.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sarai import codelists
from sarai.estimators.concentration import overlap, shares
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import QuestionError
from sarai.model.vocabulary import Act, PromiseKind
from sarai.session import Session, query_arrow

ASKING = frozenset({Act.REQUESTED, Act.PROPOSED, Act.EXPRESSED_INTEREST})
DECLARING = frozenset({Act.ANNOUNCED, Act.PLEDGED, Act.AGREED})

ALIGNMENT = Card(
    id="alignment",
    name="alignment of words and money",
    unit="counts, the study's currency",
    formula="things asked and declared, counted, and money of commitments, summed, by DAC sector group, each as a "
    "share of its own whole; overlap: the sum of the smaller shares",
    needs=("the list positions of the study", "a source of commitments that states sectors"),
    method="Sarai: docs/dependence.md",
    caveats=("words are counted, money is added: a count says nothing of size",),
    tables={
        "rows": """
sector  text  -  DAC sector group
name  text  -  its name
asked  int  -  things that recipients asked for
declared  int  -  things that the partner declared
funded  number  -  money of records, null where nothing is
asked_share  number  -  of all asked
declared_share  number  -  of all declared
funded_share  number  -  of all money
opens  texts  -  keys of the rows
"""
    },
)

ROUNDS = 2000
SEED = 20251220


class Said(NamedTuple):
    """One thing said, with its sector group and the key of its row."""

    sector: str
    key: str


def alignment(
    session: Session, partner: str, recipients: Sequence[str], *, funded: Sequence[Mapping[str, Any]]
) -> Answer:
    """What was asked, declared and funded by sector group, a row a group, where words and money differ most first.

    Columns: ``sector``, ``name``, ``asked`` and ``declared`` (counts), ``funded`` (money of the release's currency,
    null where nothing is), each as a share of its own whole, and ``opens``, the keys of the rows. ``funded`` are
    source rows of commitments with ``value``, ``sector``, ``key`` and ``source``.

    Raises:
        QuestionError: nothing was said, or no record states a sector.
    """
    asked, declared = _said(session, partner, recipients)
    money = [row for row in funded if row["value"] is not None and row["value"] > 0 and row["sector"] is not None]
    groups = {"asked": asked, "declared": declared}
    told = {name: Counter(each.sector for each in said) for name, said in groups.items()}
    sums: dict[str, float] = {}
    for row in money:
        sector = codelists.sector_group(row["sector"]) or row["sector"]
        sums[sector] = sums.get(sector, 0.0) + float(row["value"])
    if not any(told.values()) or not sums:
        raise QuestionError(
            "nothing was said by either side" if sums else "no record with money states a sector",
            where=f"{partner} and {', '.join(recipients)}",
            cure="words stand in positions and promises, money in records: ask a pair that has both",
        )
    parts = {name: shares(dict(counts)) if counts else {} for name, counts in told.items()} | {"funded": shares(sums)}
    sectors = sorted(set().union(*parts.values()), key=lambda each: -_gap(parts, each))
    rows = [
        {
            "sector": sector,
            "name": codelists.load("sectors").name_of(sector) or sector,
            "asked": told["asked"][sector],
            "declared": told["declared"][sector],
            "funded": sums.get(sector),
            **{f"{name}_share": of.get(sector, 0.0) if of else None for name, of in parts.items()},
            "opens": sorted({each.key for said in groups.values() for each in said if each.sector == sector})
            + sorted({row["key"] for row in money if (codelists.sector_group(row["sector"]) or "") == sector}),
        }
        for sector in sectors
    ]
    left = sum(row["sector"] is None for row in funded)
    return Answer.of(
        ALIGNMENT,
        rows,
        indicator=f"alignment of {codelists.name_of_partner(partner) or partner}",
        unit=f"counts, {session.release.currency}",
        prices="current",
        release=session.release.number,
        notes=(*_distances(groups, money), *_extremes(rows), *_caveats(left, len(funded), money)),
    )


POSITIONS = Card(
    id="positions",
    name="positions",
    unit="as each row says",
    formula="what governments asked, offered, declared and agreed, one saying a row",
    needs=("the list positions of the study",),
    method="as the list states it",
    caveats=("silence is not lack of interest", "agreed is a signed or joint text, not a result"),
    tables={
        "rows": """
id  text  -  short name
date  day  -  when it was said
government  text  -  who said it
addressees  texts  -  to whom
act  text  -  what is done with the words
topic  text  -  topic
sector  text  -  DAC sector
wording  text  -  what was said, in our words
amount  amount  -  amount named
currency  text  -  its currency
tier  text  -  how close its source stands to the fact
source_name  text  -  who published it
url  text  -  where
note  text  -  what has to be known
"""
    },
)


def positions(session: Session, *, government: str | None = None, topic: str | None = None) -> Answer:
    """What governments asked, offered, declared and agreed, one saying a row, in our words with its source."""
    rows = [
        row
        for row in _rows(session, "position")
        if (government is None or row["government"] == government) and (topic is None or row["topic"] == topic)
    ]
    topics = sorted({row["topic"] for row in _rows(session, "position")})
    columns = POSITIONS.schema().names
    return Answer.of(
        POSITIONS,
        [{name: row[name] for name in columns} for row in rows],
        release=session.release.number,
        notes=(
            f"{len(rows)} saying(s), none reviewed by a person; silence is not lack of interest",
            "agreed is a signed or joint text, not a result",
            *(() if rows else (f"topics: {', '.join(topics) or 'none: this release holds no positions'}",)),
        ),
    )


def _gap(parts: Mapping[str, Mapping[str, float]], sector: str) -> float:
    words = max(parts["asked"].get(sector, 0.0), parts["declared"].get(sector, 0.0))
    return abs(words - parts["funded"].get(sector, 0.0))


def _said(session: Session, partner: str, recipients: Sequence[str]) -> tuple[list[Said], list[Said]]:
    """What recipients asked of the partner, and what the partner declared to them, each with a sector group."""
    asked, declared = [], []
    for row in _rows(session, "position"):
        sector = codelists.sector_group(row["sector"]) if row["sector"] else None
        if sector is None:
            continue
        said = Said(sector, row["key"])
        if row["government"] in recipients and partner in row["addressees"] and row["act"] in ASKING:
            asked.append(said)
        if row["government"] == partner and set(recipients) & set(row["addressees"]) and row["act"] in DECLARING:
            declared.append(said)
    for row in _rows(session, "promise"):
        if partner in row["makers"] and set(recipients) & set(row["addressees"]) and row["kind"] != PromiseKind.DERIVED:
            groups = {codelists.sector_group(each) for each in row["sectors"]} - {None}
            declared += [Said(str(group), row["key"]) for group in groups]
    return asked, declared


def _rows(session: Session, table: str) -> list[dict[str, Any]]:
    session.pinned.attach(session.connection, table)
    return query_arrow(session.connection, f'SELECT * FROM "{table}" ORDER BY key').to_pylist()


def _distances(groups: Mapping[str, Sequence[Said]], money: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """How alike each pair of the three is, with intervals from redrawing its items (positions, promises, records)."""
    items: dict[str, list[tuple[str, float]]] = {
        name: [(each.sector, 1.0) for each in said] for name, said in groups.items()
    }
    items["funded"] = [(codelists.sector_group(row["sector"]) or row["sector"], float(row["value"])) for row in money]
    for one, other in (("asked", "funded"), ("declared", "funded"), ("asked", "declared")):
        if len(items[one]) < _FEWEST or len(items[other]) < _FEWEST:
            yield f"{one} and {other}: too few to compare ({len(items[one])} and {len(items[other])})"
            continue
        cosine, common = overlap(_summed(items[one]), _summed(items[other]))
        low, high = _interval(items[one], items[other])
        yield (
            f"{one} and {other}: {common:.0%} of their shares in common ({low:.0%} to {high:.0%} in nine of ten "
            f"redrawings of the items), cosine {cosine:.2f} (1: the same mix of sectors, 0: none in common); "
            f"{len(items[one])} and {len(items[other])} items"
        )


_FEWEST = 5
"""Below five items a redrawing says nothing."""


def _summed(items: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for sector, weight in items:
        found[sector] = found.get(sector, 0.0) + weight
    return found


def _interval(one: Sequence[tuple[str, float]], other: Sequence[tuple[str, float]]) -> tuple[float, float]:
    """The middle nine tenths of the common share over redrawn items (bootstrap, percentile; the seed is fixed)."""
    draw = random.Random(SEED)
    found = sorted(
        overlap(_summed(draw.choices(one, k=len(one))), _summed(draw.choices(other, k=len(other))))[1]
        for _ in range(ROUNDS)
    )
    return found[ROUNDS // 20], found[ROUNDS - ROUNDS // 20 - 1]


def _extremes(rows: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """The sectors in which words and money lie furthest apart."""
    for name in ("asked", "declared"):
        of = [row for row in rows if row[name] and row[f"{name}_share"] > (row["funded_share"] or 0.0)]
        first = max(of, key=lambda row: row[f"{name}_share"] - row["funded_share"], default=None)
        if first is not None:
            yield (
                f"most {name} and least funded: {first['name']} ({first[name]} of the sayings, "
                f"{first[f'{name}_share']:.0%}; {first['funded_share']:.0%} of the money)"
            )


def _caveats(left: int, whole: int, money: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    sources = sorted({str(row["source"]) for row in money})
    told = f"records of {', '.join(sources)} that state a sector"
    yield f"money: {told}; {left} of {whole} rows state none and are in no share"
    yield "sayings are counted, each once in a sector: nothing says how much one weighs; speeches were seen in extracts"
