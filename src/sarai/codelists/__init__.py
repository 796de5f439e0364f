"""Code lists: what a code, a name, a currency's word or a place means, and what is printed for it.

Ask with the function of what you hold; **a code is never taken for a name, nor a name for a code**:

========================================  ==============================================================
you hold                                  ask
========================================  ==============================================================
a field of codes of organisations         ``organisation_by_code(code, scheme=None)``: ``44002``, ``XM-DAC-41114``,
                                          ``JP-8``, ``GB-GOV-1``, ``701-8``, ``US-USAGOV``
a field of names of organisations         ``organisation_by_name(name, donor=None)``: states and their governments too;
                                          ``donor`` makes "Ministry of Finance" tell
a record with code and name               ``organisation_of(code, name)``
a field of names of countries, regions    ``place_by_name(name)``, ``country_by_name(name)``
a field of codes of countries, regions    ``place_by_code(code)``, ``country_by_code(code)``: ISO, DAC
a whole column of names                   ``organisations_named(names)``, ``places_named(names)``: the same, in bulk
what a person typed, among codes held     ``partners_meant(text, held)``, ``recipients_meant(text, held)``
what a person typed elsewhere             ``organisation_asked(text)``, ``find_place(text)``, ``resolve_place(text)``
a cell that names a currency              ``currency(text, country=None)``: a code, a sign or a word; ``$``, ``¥``,
                                          ``kr`` are ambiguous, ``country`` being the state whose money it is
a place below the country                 ``locality(name, country=None)``: regions, towns, ports, with coordinates
a name of a group of states               ``group(name)``: Central Asia, G7
a text that names any of these            ``parties()``: every English name, with people, adjectives and capitals
any other list, sectors in plain words    ``load("sectors").resolve(text)``
========================================  ==============================================================

The first four give a :class:`Resolution`: ``outcome`` is FOUND, AMBIGUOUS or UNKNOWN; ``found`` is set where it
is FOUND and only there; ``candidates`` are the meanings of an ambiguous text, the nearest names of an unknown one
(looked for when asked: a thousand times slower than a look-up); ``why`` says by which name or rule, ``cure`` what to
do; ``or_raise()`` gives the thing or a CodeError. **Nothing is guessed**: keep what is unknown as it was stated.

An :class:`Organisation` has ``code`` (print and store this one: ``JP``, ``JP:JICA``, ``UNDP``), ``name``, ``kind``,
``parent``, and ``donor``: the code its money counts under. So the partner of a flow is ``found.donor``, its agency
``found.agency`` ("JP:Japan International Cooperation Agency", none where the donor itself gives); the channel of
multi-bi money is the organisation that carries it out, found the same way: store its ``code``. A kind of channel
("Central Government", ``kind`` CATEGORY) is no organisation. ``family(code)`` are those that a group's name stands
for (World Bank: WB, IBRD, IDA). ``name_of_partner`` and ``name_of_place`` give what is printed; all that is printed
is accepted as a filter.
"""

from sarai.codelists.asked import identity, is_party, partners_meant, recipients_meant, rejoined
from sarai.codelists.currencies import currency, currency_by_code, currency_by_name, english_names, signs
from sarai.codelists.groups import Group, group, groups
from sarai.codelists.lists import (
    Code,
    CodeList,
    load,
    names,
    provenance,
    provenance_names,
    sector_category,
    sector_group,
)
from sarai.codelists.localities import Locality, LocalityKind, localities, locality, names_of_locality
from sarai.codelists.many import organisations_named, places_named
from sarai.codelists.organisations import (
    Organisation,
    OrganisationKind,
    Scheme,
    agency_of,
    codes_of,
    country_of_agency,
    every_organisation,
    family,
    name_of_partner,
    names_of_agency,
    organisation,
    organisation_asked,
    organisation_by_code,
    organisation_by_name,
    organisation_of,
    other_names,
)
from sarai.codelists.parties import Party, PartyKind, parties, short_name
from sarai.codelists.places import (
    country_by_code,
    country_by_name,
    every_name_of_country,
    find_place,
    name_of_place,
    place_by_code,
    place_by_name,
    resolve_place,
)
from sarai.codelists.resolve import Outcome, Resolution

__all__ = [
    "Code",
    "CodeList",
    "Group",
    "Locality",
    "LocalityKind",
    "Organisation",
    "OrganisationKind",
    "Outcome",
    "Party",
    "PartyKind",
    "Resolution",
    "Scheme",
    "agency_of",
    "codes_of",
    "country_by_code",
    "country_by_name",
    "country_of_agency",
    "currency",
    "currency_by_code",
    "currency_by_name",
    "english_names",
    "every_name_of_country",
    "every_organisation",
    "family",
    "find_place",
    "group",
    "groups",
    "identity",
    "is_party",
    "load",
    "localities",
    "locality",
    "name_of_partner",
    "name_of_place",
    "names",
    "names_of_agency",
    "names_of_locality",
    "organisation",
    "organisation_asked",
    "organisation_by_code",
    "organisation_by_name",
    "organisation_of",
    "organisations_named",
    "other_names",
    "parties",
    "partners_meant",
    "place_by_code",
    "place_by_name",
    "places_named",
    "provenance",
    "provenance_names",
    "recipients_meant",
    "rejoined",
    "resolve_place",
    "sector_category",
    "sector_group",
    "short_name",
    "signs",
]
