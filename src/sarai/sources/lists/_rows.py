"""The lists that people keep in a study: their card and layouts."""

from sarai.model.provenance import Format, Scope, SourceCard
from sarai.sources.kit.rows import Row, Told, read_rows

__all__ = ["Row", "Told", "list_card", "list_format", "read_rows"]


def list_card(*, id: str, title: str, formats: tuple[Format, ...]) -> SourceCard:
    """The card of lists that a study's editors keep."""
    return SourceCard(
        id=id,
        title=title,
        publisher="the study's editors; each row names the publisher it rests on",
        licence="facts compiled by the study's editors; the texts behind them are their publishers'",
        citation="Each row names its source.",
        url="",
        tier="not-stated",
        year_basis="calendar",
        version="1",
        formats=formats,
    )


def list_format(dataset: str, title: str, columns: str, place: str) -> Format:
    """The layout of one list: its columns in words, and its place in a study."""
    return Format(
        dataset=dataset,
        title=title,
        kind="csv",
        columns=tuple(columns.split()),
        as_of=None,
        scope=Scope(note="what its editors wrote down; absence says nothing"),
        place=place,
    )
