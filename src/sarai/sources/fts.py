"""Flows of humanitarian money as the UN's Financial Tracking Service publishes them, with a row of HXL tags or without.

A flow is told by its status: what is paid is a disbursement, what is committed a commitment, what is pledged a pledge.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from sarai import codelists
from sarai.model.errors import SourceChanged
from sarai.model.keys import child_key, record_key
from sarai.model.provenance import Batch, Format, ReadSettings, Scope, SourceCard, sheet_row
from sarai.model.vocabulary import Family, Kind, Mark, Precision, PriceBasis, Status, Tier, Timing
from sarai.sources.kit.book import text_rows
from sarai.sources.kit.cells import BadCell, Cell, day, number, text, year
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.decoding import sniff
from sarai.sources.kit.tags import is_tags

_READ = (
    "date budgetYear description amountUSD srcOrganization srcOrganizationTypes srcLocations destOrganization "
    "destGlobalClusters destLocations destProject destUsageYearStart flowType boundary status originalAmount "
    "originalCurrency id refCode updatedAt destPlan"
).split()

_IGNORED = MappingProxyType(
    {
        **dict.fromkeys(
            ("srcUsageYearStart", "srcUsageYearEnd", "destUsageYearEnd"), "the year of use at the destination is read"
        ),
        **dict.fromkeys(
            ("destPlanCode", "destPlanId", "destProjectCode", "destEmergency", "destOrganizationTypes", "onBoundary",
             "srcPlan", "srcPlanCode", "srcPlanId", "srcEmergency", "srcGlobalClusters", "srcProject",
             "srcProjectCode"), "another name of what is read, or where the money stood before"),
        **dict.fromkeys(("contributionType", "method", "keywords", "newMoney"), "no figure needs it"),
        **dict.fromkeys(("firstReportedDate", "decisionDate", "createdAt"), "the day of the flow is read"),
        "exchangeRate": "both amounts stand in the row",
    }
)  # fmt: skip

_KEY = frozenset({"date", "amountUSD", "srcOrganization", "destOrganization", "destLocations", "status", "id"})

SOURCE = SourceCard(
    id="fts",
    title="UN OCHA: Financial Tracking Service",
    publisher="UN Office for the Coordination of Humanitarian Affairs",
    licence="CC BY-IGO 3.0",
    citation="UN OCHA. Financial Tracking Service.",
    url="https://fts.unocha.org",
    tier="official-ledger",
    year_basis="calendar",
    version="1",
    family=Family.REGISTER,
    formats=(
        Format(
            dataset="fts-flows",
            title="flows of the Financial Tracking Service",
            kind="columns",
            columns=(*_READ, *_IGNORED),
            keys=(_KEY,),
            as_of=None,
            scope=Scope(complete=False, note="the flows that somebody chose to download"),
        ),
    ),
    ignored=_IGNORED,
    caveats=(
        "A flow stands at its last status: what is paid is no longer counted as committed.",
        "Flows inside a country (boundary internal) hand on money that another flow brought, and are told again.",
        "A flow to several countries states no shares: equal parts are assumed, and marked.",
    ),
)

_KINDS = {"paid": Kind.DISBURSEMENT, "commitment": Kind.COMMITMENT, "pledge": Kind.PLEDGE}
_STATUS = {"paid": None, "commitment": Status.COMMITMENT, "pledge": Status.PLEDGE}
_OF = re.compile(r"(.+), (?:Government|Kingdom|Republic) of", re.IGNORECASE)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read flows into canonical tables, rejects and tallies included.

    Raises:
        SourceChanged: a column is missing or unknown.
        UnreadableFile: the file is damaged.
    """
    written = sniff(path)
    lines = text_rows(path, written)
    header = [name.strip('\ufeff" ') for name in next(lines, (0, []))[1]]
    layout = SOURCE.layout(settings.dataset, where=str(path))
    missing, unknown = sorted(_KEY - set(header)), [name for name in header if name not in layout.columns]
    if missing or unknown:
        raise SourceChanged(
            f"column(s) missing: {missing or 'none'}; unknown: {unknown or 'none'}",
            where=str(path),
            cure="put the columns back as published",
        )
    collected = Collected(SOURCE.id, settings)
    seen: dict[str, int] = {}
    for place, cells in lines:
        if is_tags(cells) or not any(cell.strip() for cell in cells):
            continue
        row: dict[str, Cell] = dict(zip(header, [*cells, *[""] * len(header)], strict=False))
        collected.count(_sums(row))
        try:
            _take(row, sheet_row("", place), collected, settings, seen)
        except BadCell as fault:
            collected.reject(fault, locator=sheet_row("", place), record=text(row.get("id")), raw=row)
        if collected.full:
            yield from collected.drain()
    yield from collected.drain()
    yield collected.tally()


def _money(row: Mapping[str, Cell]) -> tuple[Decimal | None, str | None]:
    """The amount as it was given, in its own currency where it is told; else in dollars."""
    own, currency = number(row.get("originalAmount"), "originalAmount"), text(row.get("originalCurrency"))
    if own is not None and currency in codelists.load("currencies"):
        return own, currency
    usd = number(row.get("amountUSD"), "amountUSD")
    return usd, None if usd is None else "USD"


def _sums(row: Mapping[str, Cell]) -> dict[tuple[str, str, str], Decimal]:
    sums = {("", "records", "records"): Decimal(1)}
    with contextlib.suppress(BadCell):
        amount, currency = _money(row)
        sums[("", "amount", currency or "not stated")] = amount or Decimal()
        sums[("", "amountUSD", "USD")] = number(row.get("amountUSD"), "amountUSD") or Decimal()
    return sums


def _take(
    row: Mapping[str, Cell], locator: str, collected: Collected, settings: ReadSettings, seen: dict[str, int]
) -> None:
    """Turn one flow into rows; nothing is added before every cell has been understood."""
    record, told = text(row.get("id")), text(row.get("status"))
    if record is None:
        raise BadCell("id", "", "is blank: a record without an id cannot be followed")
    if told is None or told.casefold() not in _KINDS:
        raise BadCell("status", str(told or ""), f"is no status of a flow: {', '.join(_KINDS)}")
    kind = _KINDS[told.casefold()]
    amount, currency = _money(row)
    usd = number(row.get("amountUSD"), "amountUSD")
    date, filed = day(row.get("date"), "date"), year(row.get("budgetYear"), "budgetYear")
    filed = date.year if date else filed or year(row.get("destUsageYearStart"), "destUsageYearStart")
    # A flow is told in parts, one for each destination; each part is a row of the same id.
    seen[record] = part = seen.get(record, 0) + 1
    name = f"{record}-{part}" if part > 1 else record
    key = record_key(SOURCE.id, name)
    origin = {"source": SOURCE.id, "dataset": settings.dataset, "file": settings.file, "locator": locator}
    provider = _provider(row)
    collected.keep(_sums(row))
    collected.add(
        "activity",
        {
            **origin, "key": key, "record_id": name, "title": text(row.get("description")),
            "reporter": "UN OCHA, Financial Tracking Service", "reporter_role": "secondary",
            "status": _STATUS[told.casefold()], "status_stated": told, "year": filed, "year_basis": "calendar",
            "updated": day(row.get("updatedAt"), "updatedAt"), "humanitarian": "yes",
            "instrument_stated": text(row.get("flowType")),
            "marks": [Mark.RETOLD] if (text(row.get("boundary")) or "").casefold() == "internal" else [],
            "tier": Tier.OFFICIAL_LEDGER,
        },
    )  # fmt: skip
    flow = child_key(key, kind)
    collected.add(
        "flow",
        {
            **origin, "key": flow, "activity": key, "ordinal": 1, "kind": kind, "kind_stated": told,
            "date": date or (dt.date(filed, 1, 1) if filed else None),
            "value_date": date or (dt.date(filed, 1, 1) if filed else None), "year": filed,
            "precision": Precision.DAY if date else Precision.YEAR if filed else None,
            "timing": Timing.ON_DATE if date else Timing.IN_PERIOD, "amount": amount, "currency": currency,
            "price_basis": PriceBasis.CURRENT, "provider": provider, "provider_rule": "the flow's source",
            "provider_name": text(row.get("srcOrganization")), "provider_type": text(row.get("srcOrganizationTypes")),
            "receiver": text(row.get("destOrganization")), "receiver_name": text(row.get("destOrganization")),
            "reference": text(row.get("refCode")),
        },
    )  # fmt: skip
    if usd is not None:
        series = {"series": "amountUSD", "price_basis": PriceBasis.CURRENT, "currency": "USD", "value": usd}
        collected.add("restated", {**origin, "key": child_key(flow, "usd"), "flow": flow, **series})
    for each in _shares(row, key, origin, collected, locator, record):
        collected.add("split", each)
    for role, column in (("receiving", "destOrganization"),):
        if (organisation := text(row.get(column))) is not None:
            who = {"activity": key, "role": role, "name": organisation}
            collected.add("participant", {**origin, "key": child_key(key, "participant", role), **who})
    for element, column in (("plan", "destPlan"), ("project", "destProject")):
        if (words := text(row.get(column))) is not None:
            collected.add(
                "narrative", {**origin, "key": child_key(key, element), "owner": key, "element": element, "text": words}
            )


def _provider(row: Mapping[str, Cell]) -> str | None:
    """The source of the money: "Germany, Government of" is Germany; one that no list knows is as it is told."""
    told = text(row.get("srcOrganization"))
    if told is None:
        return None
    plain = match[1] if (match := _OF.fullmatch(told)) else told
    found = codelists.organisation_by_name(plain).found
    if found is None and "overnment" in (text(row.get("srcOrganizationTypes")) or ""):
        found = codelists.organisation_by_code((text(row.get("srcLocations")) or "").strip()).found
    return told if found is None else found.donor


def _shares(
    row: Mapping[str, Cell], key: str, origin: Mapping[str, object], collected: Collected, locator: str, record: str
) -> Iterator[dict[str, object]]:
    codes = [each.strip() for each in re.split(r"[;,|]", text(row.get("destLocations")) or "") if each.strip()]
    places = []
    for code in dict.fromkeys(codes):
        found = codelists.place_by_code(code) or codelists.place_by_name(code).found
        if found is None:
            fault = BadCell("destLocations", code, "is no known country or region")
            collected.reject(fault, locator=locator, record=record)
        places.append(found)
    for found in places:
        if found is not None:
            whole = len(places) == 1
            yield {
                **origin, "key": child_key(key, "recipient", found.code), "owner": key, "dimension": "recipient",
                "vocabulary": "iso2" if found.code.isalpha() else "oecd-dac-region", "code": found.code,
                "percent": 100.0 / len(places), "basis": "whole" if whole else "assumed",
            }  # fmt: skip
    if (cluster := text(row.get("destGlobalClusters"))) is not None:
        yield {
            **origin, "key": child_key(key, "sector", "cluster"), "owner": key, "dimension": "sector",
            "vocabulary": "fts-cluster", "code": None, "label": cluster, "percent": None, "basis": "label",
        }  # fmt: skip
