"""What a name becomes and why: organisations of the table, and a text asked of every list."""

from collections.abc import Iterable, Iterator

from sarai import codelists
from sarai.codelists import Organisation, OrganisationKind, Outcome, Resolution
from sarai.codelists.folding import fold
from sarai.codelists.resolve import Named
from sarai.model.answer import Answer
from sarai.model.card import Card
from sarai.model.errors import CodeError

_NEEDS = ("code lists and the table of organisations, which come with Sarai",)

_ONE = """
code          text  -  its one code
name          text  -  its name
kind          text  -  state, group, multilateral, foundation, agency, ...
belongs_to    text  -  organisation that it is a body of
counts_under  text  -  donor that its money counts under
"""

ORGANISATIONS = Card(
    id="organisations",
    name="organisations",
    unit="",
    formula="the one identity of an organisation over all schemes and names, and what belongs to it or counts "
    "under it; where a text means no one of them, those that it may mean",
    needs=_NEEDS,
    method="docs/names.md",
    caveats=("nothing is merged by guess: two names are one organisation where a list or a decision says so",),
    tables={
        "rows": _ONE,
        "about": _ONE
        + """
country   text   -  where it is at home
since     int    [year]  when it began, where a list says so
until     int    [year]  when it ended
found_by  text   -  how the text was understood
codes     texts  -  its codes by scheme
names     texts  -  its other names
""",
    },
)

NAMES = Card(
    id="names",
    name="what a text becomes",
    unit="",
    formula="what a text becomes in each sort of field: found, ambiguous or unknown",
    needs=_NEEDS,
    method="docs/names.md",
    caveats=("a field knows its sort: one text can be a country in one column and a currency in another",),
    tables={
        "rows": """
as       text   -  sort of field
outcome  text   -  found, ambiguous or unknown
code     text   -  code that it becomes
name     text   -  name of what is meant
why      text   -  which list or rule decided
near     texts  -  what it may mean, or is like
"""
    },
)

Rows = list[dict[str, object]]

_GIVERS = (OrganisationKind.GROUP, OrganisationKind.MULTILATERAL, OrganisationKind.FOUNDATION, OrganisationKind.AGENCY)


def organisations(name: str | None = None) -> Answer:
    """The organisations that give most and have a short name for a code, by kind and code; or one, by code or name.

    Found, the rows are its members and bodies, and it stands in ``about``. Not found, they are the meanings of an
    ambiguous text or those whose names are like it, and then the organisations that have the text in a name.
    """
    about, rows = (None, _giving()) if name is None else _organisation(name)
    return Answer.of(ORGANISATIONS, rows, release=None, about=[about] if about else [], notes=ORGANISATIONS.caveats)


def _giving() -> Rows:
    short = [one for one in codelists.every_organisation() if not any(map(str.isdigit, one.code))]
    return [_row(one) for kind in _GIVERS for one in short if one.kind is kind]


def _organisation(name: str) -> tuple[dict[str, object] | None, Rows]:
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


def names(text: str) -> Answer:
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
    return Answer.of(NAMES, rows, release=None, notes=NAMES.caveats)


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
