"""What a partner may write as right: a value of the field's own sort, to be set beside what the record says."""

from collections.abc import Callable, Mapping

from sarai import codelists
from sarai.model.errors import CodeError
from sarai.model.vocabulary import Correctable, Status
from sarai.sources.kit.cells import BadCell, day, number

NONE = "none"
"""What is written where nothing is right: no amount was published, no day is known."""

_COLUMN = "correct"


def right(field: Correctable, said: str) -> str:
    """What is said to be right, in the words of the field: a plain number, a day, codes of its list.

    Several recipients or sectors stand with semicolons between them. :data:`NONE` says that the field states nothing.

    Raises:
        BadCell: no value of the field; the reason says what to write.
    """
    if field not in _SORTS:
        return said
    if said.casefold() == NONE and field is not Correctable.STATUS:
        return NONE
    return _SORTS[field](said)


def _amount(said: str) -> str:
    try:
        value = number(said.replace(",", "") if _grouped(said) else said, _COLUMN)
    except BadCell as bad:
        raise BadCell(_COLUMN, said, "is no amount: write a plain number such as 90000000, or none") from bad
    return f"{value:f}".rstrip("0").rstrip(".") if value is not None else NONE


def _grouped(said: str) -> bool:
    """Whether commas stand between groups of three digits and nowhere else."""
    whole, _, rest = said.lstrip("-").partition(".")
    first, *groups = whole.split(",")
    return bool(groups) and 1 <= len(first) <= 3 and all(len(each) == 3 for each in groups) and "," not in rest


def _date(said: str) -> str:
    try:
        return str(day(said, _COLUMN))
    except BadCell as bad:
        raise BadCell(_COLUMN, said, "is no day: write 2026-01-31, or none") from bad


def _status(said: str) -> str:
    if said.casefold() not in tuple(Status):
        raise BadCell(_COLUMN, said, f"is no status: write {', '.join(Status)}")
    return said.casefold()


def _codes(meaning: Callable[[str], str | None], what: str) -> Callable[[str], str]:
    def coded(said: str) -> str:
        found = [meaning(each.strip()) for each in said.split(";") if each.strip()]
        if not found or None in found:
            raise BadCell(_COLUMN, said, f"is no {what}: write its code, or none")
        return "; ".join(dict.fromkeys(filter(None, found)))

    return coded


def _sector(said: str) -> str | None:
    try:
        return codelists.load("sectors").resolve(said).code
    except CodeError:
        return None


def _place(said: str) -> str | None:
    found = codelists.find_place(said)
    return None if found is None else found.code


def _currency(said: str) -> str | None:
    found = codelists.currency(said).found
    return None if found is None else found.code


_SORTS: Mapping[Correctable, Callable[[str], str]] = {
    Correctable.AMOUNT: _amount,
    Correctable.DATE: _date,
    Correctable.STATUS: _status,
    Correctable.CURRENCY: _codes(_currency, "currency"),
    Correctable.RECIPIENT: _codes(_place, "country or region"),
    Correctable.SECTOR: _codes(_sector, "sector"),
}
