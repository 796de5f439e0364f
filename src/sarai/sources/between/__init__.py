"""Numbers between two countries as their publishers let them be downloaded: trade, investment, debt, votes.

UN Comtrade, CEPII's BACI, the IMF's direct investment positions (and the survey before them), the World Bank's
International Debt Statistics by creditor, and the ideal points of the General Assembly. A file is known by its columns;
what it holds besides the numbers that are read (parts of a total, groups of countries, other series) is refused with a
reason, never added.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from sarai.model.keys import record_key
from sarai.model.provenance import EVERY, Batch, Format, ReadSettings, Scope, SourceCard
from sarai.sources.between import layouts
from sarai.sources.kit.cells import BadCell
from sarai.sources.kit.collect import Collected
from sarai.sources.kit.lines import lines

_TITLES = MappingProxyType(
    {
        "comtrade": "UN Comtrade: trade by partner",
        "baci": "CEPII BACI: trade by product and pair",
        "imf-dip": "IMF: direct investment positions by counterpart economy",
        "ids": "World Bank: International Debt Statistics by creditor",
        "ideal-points": "Bailey, Strezhnev and Voeten: ideal points in the General Assembly",
    }
)

SOURCE = SourceCard(
    id="between",
    title="Trade, investment, debt and votes between countries, as downloaded",
    publisher="UN, CEPII, IMF, World Bank; Bailey, Strezhnev and Voeten",
    licence="the publisher's own: UN Comtrade and IMF terms, Etalab 2.0 (BACI), CC BY 4.0 (World Bank)",
    citation="Each dataset's publisher, with the date of the download.",
    url="",
    tier="official-ledger",
    year_basis="calendar",
    version="1",
    formats=tuple(
        Format(
            dataset=dataset,
            title=title,
            kind="columns",
            columns=(EVERY,),
            keys=layouts.LAYOUTS[dataset].keys,
            dated=True,
            as_of=None,
            scope=Scope(complete=False, note="the countries, partners and years that somebody chose to download"),
        )
        for dataset, title in _TITLES.items()
    ),
    caveats=(
        "What a state reports and what its partner reports differ; both are kept, and nothing is added.",
        "Totals alone are read: of trade all goods together, of investment all instruments, of debt what is public.",
        "Groups of countries among partners hold their members again and are refused rows.",
    ),
)


def read(path: Path, settings: ReadSettings) -> Iterator[Batch]:
    """Read one download into ``measure``, rejects and tallies included.

    Raises:
        SourceChanged: no header has the columns of the layout.
        UnreadableFile: the file is damaged.
    """
    layout = layouts.LAYOUTS[settings.dataset]
    collected = Collected(SOURCE.id, settings)
    one = {("", "records", "records"): Decimal(1)}
    seen: dict[str, str] = {}
    found = layout.summed(lines(path, layout)) if layout.summed else lines(path, layout)
    for line in found:
        for told in layout.told(line):
            locator = line.locator + told.where
            collected.count(one)
            try:
                made = told.made()
                key = "/".join(
                    (settings.dataset, made.indicator, made.place, made.partner or "-", str(made.year), made.told_by)
                )
                if key in seen:
                    raise BadCell(layout.named, key, f"stands at {seen[key]} already")
            except BadCell as fault:
                collected.reject(fault, locator=locator, record=line.name, raw=line.raw)
                continue
            seen[key] = locator
            collected.keep(one)
            collected.add(
                "measure",
                {
                    "key": record_key(SOURCE.id, key),
                    "source": SOURCE.id,
                    "dataset": settings.dataset,
                    "file": settings.file,
                    "locator": locator,
                    **made._asdict(),
                },
            )
            if collected.full:
                yield from collected.drain()
    yield from collected.drain()
    yield collected.tally()
