"""Every name that the lists of countries, regions, groups and organisations print is accepted as a filter.

Letters that mean two things are asked about, with both.
"""

from collections.abc import Iterator

import pytest

from sarai import codelists
from sarai.codelists.asked import identity, partners_meant, recipients_meant
from sarai.codelists.groups import groups
from sarai.codelists.organisations import OrganisationKind, every_organisation, family, other_names
from sarai.model.errors import CodeError


def places() -> Iterator[tuple[str, str]]:
    for listed in ("countries", "regions"):
        for row in codelists.load(listed):
            yield row.code, row.code
            yield row.name, row.code


def test_every_place_is_a_recipient() -> None:
    wrong = [(told, code) for told, code in places() if recipients_meant(told, []) != (code,)]
    assert not wrong


def test_every_group_is_a_recipient_and_a_partner() -> None:
    assert groups()
    for name, states in groups().items():
        if not states.codes:
            with pytest.raises(CodeError, match="are not listed"):
                recipients_meant(name, [])
            continue
        assert set(recipients_meant(name, [])) == set(states.codes), name
        # The European Union gives as one.
        if codelists.organisation_by_name(name).found is None:
            assert set(states.members) <= set(partners_meant(name, list(states.members))), name


def test_every_organisation_is_a_partner_by_its_code_and_its_name() -> None:
    wrong = []
    for each in every_organisation():
        if each.kind is OrganisationKind.AGENCY:
            continue
        members = set(family(each.code)) if each.kind is OrganisationKind.GROUP else {each.donor, each.code}
        for told in (each.code, each.name):
            try:
                found = set(partners_meant(told, []))
            except CodeError as error:
                if "may mean" not in error.what:
                    wrong.append((told, each.code, error.what))
                continue
            if not found & members:
                wrong.append((told, each.code, f"means {sorted(found)}"))
    assert not wrong, wrong[:20]


def test_every_agency_says_under_whom_it_counts() -> None:
    wrong = []
    for each in every_organisation():
        if each.kind is OrganisationKind.AGENCY:
            try:
                found = partners_meant(each.name, [])
            except CodeError as error:
                if each.donor not in (error.cure or "") and "say which" not in (error.cure or "").casefold():
                    wrong.append((each.name, error.what, error.cure))
            else:
                # The name of an agency may be the name of a partner as well.
                if not found:
                    wrong.append((each.name, "", ""))
    assert not wrong, wrong[:20]


@pytest.mark.parametrize("held", [["CN"], ["JP", "several"], ["A made-up fund, Inc."]])
def test_what_a_release_holds_means_itself(held: list[str]) -> None:
    for code in held:
        assert set(partners_meant(code, held)) >= {code}
        assert identity(code)


def test_other_names_of_an_organisation_lead_to_it() -> None:
    wrong = []
    for each in every_organisation():
        if each.kind in (OrganisationKind.AGENCY, OrganisationKind.GROUP):
            continue
        for told in other_names(each.code):
            try:
                found = partners_meant(told, [])
            except CodeError as error:
                if "may mean" not in error.what:
                    wrong.append((told, each.code, error.what))
            else:
                if not {each.donor, each.code} & set(found):
                    wrong.append((told, each.code, found))
    assert not wrong, wrong[:20]
