"""What a name becomes and why: organisations of the table, and a text asked of every list."""

from collections.abc import Iterable, Iterator

from sarai import codelists
from sarai.codelists import Organisation, OrganisationKind, Outcome, Resolution
from sarai.codelists.folding import fold
from sarai.codelists.resolve import Named
from sarai.model.errors import CodeError

Rows = list[dict[str, object]]

_GIVERS = (OrganisationKind.GROUP, OrganisationKind.MULTILATERAL, OrganisationKind.FOUNDATION, OrganisationKind.AGENCY)


def organisations() -> Rows:
    """The organisations that have a short name for a code: those that give most, by kind and code."""
    short = [one for one in codelists.every_organisation() if not any(map(str.isdigit, one.code))]
    return [_row(one) for kind in _GIVERS for one in short if one.kind is kind]


def organisation(name: str) -> tuple[dict[str, object] | None, Rows]:
    """One organisation whole, or those that a text may mean: what it is, and rows of the organisations near it.

    Found, the rows are its members and bodies. Not found, they are the meanings of an ambiguous text or those whose
    names are like it, and then the organisations that have the text in a name.
    """
    asked = codelists.organisation_asked(name)
    if asked.found is None:
        meant = asked.meanings or asked.candidates
        held = sorted(_holding(name), key=lambda one: (one.kind not in _GIVERS, one.code))
        return None, [_row(one) for one in dict.fromkeys((*meant, *held))]
    one = asked.found
    codes: dict[str, list[str]] = {}
    for scheme, code in codelists.codes_of(one.code):
        codes.setdefault(str(scheme), []).append(code)
    about: dict[str, object] = {
        **_row(one),
        "country": one.country,
        "since": one.since,
        "until": one.until,
        "found_by": asked.why,
        "codes": [f"{scheme}: {', '.join(sorted(its))}" for scheme, its in codes.items()],
        "names": list(codelists.other_names(one.code)),
    }
    below = [each for each in codelists.every_organisation() if one.code in (each.parent, each.donor) and each != one]
    return about, [_row(each) for each in below]


def meanings(text: str) -> Rows:
    """What a text means in each sort of field: found, ambiguous or unknown, with why and the near misses."""
    stated: list[tuple[str, Resolution[Organisation]]] = [
        ("name of an organisation", codelists.organisation_by_name(text)),
        ("code of an organisation", codelists.organisation_by_code(text)),
    ]
    rows = [_meaning(told, found) for told, found in stated]
    rows.append(_meaning("name of a country or region", codelists.place_by_name(text)))
    place = codelists.place_by_code(text)
    rows.append(_plain("code of a country or region", None if place is None else (place.code, place.name)))
    group = codelists.group(text)
    rows.append(_plain("group of states", None if group is None else (", ".join(group.codes), group.name)))
    rows.append(_meaning("place below a country", codelists.locality(text)))
    rows.append(_meaning("currency", codelists.currency(text)))
    rows.append(_listed("sector", "sectors", text))
    rows.append(_listed("finance type", "finance_types", text))
    return rows


def _row(one: Organisation) -> dict[str, object]:
    return {
        "code": one.code,
        "name": one.name,
        "kind": str(one.kind),
        "belongs_to": one.parent,
        "counts_under": one.donor,
    }


def _holding(text: str) -> Iterator[Organisation]:
    """The organisations that have a text in their name, or in another name of theirs."""
    wanted = fold(text)
    if len(wanted) < 3:
        return
    for one in codelists.every_organisation():
        if any(wanted in fold(name) for name in (one.name, *codelists.other_names(one.code))):
            yield one


def _meaning(told: str, found: Resolution[Named]) -> dict[str, object]:
    one = found.found
    near: Iterable[Named] = () if one is not None else found.candidates
    return {
        "as": told,
        "outcome": str(found.outcome),
        "code": None if one is None else one.code,
        "name": None if one is None else one.name,
        "why": found.why,
        "near": [f"{each.name} ({each.code})" for each in near],
    }


def _plain(told: str, found: tuple[str, str] | None) -> dict[str, object]:
    code, name = found or (None, None)
    outcome = Outcome.UNKNOWN if found is None else Outcome.FOUND
    why = "is none" if found is None else "is one"
    return {"as": told, "outcome": str(outcome), "code": code, "name": name, "why": why, "near": []}


def _listed(told: str, listed: str, text: str) -> dict[str, object]:
    try:
        found = codelists.load(listed).resolve(text)
    except CodeError as error:
        return {**_plain(told, None), "why": error.cure or error.what}
    return _plain(told, (found.code, found.name))
