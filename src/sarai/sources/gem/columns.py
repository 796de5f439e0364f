"""The columns of Global Energy Monitor's lists: how a list is known by its header, and what its columns are called.

The same thing has another name in each of some fifteen trackers and in the files behind their maps
(``GEM unit/phase ID``, ``gem-unit-id``, ``Unit ID``): names are compared by their letters and digits alone.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sarai.model.vocabulary import FacilityType
from sarai.sources.kit.sheets import folded

_T = FacilityType

KEYS: Sequence[tuple[FacilityType | None, frozenset[str]]] = tuple(
    (kind, frozenset(words.split()))
    for kind, words in (
        # Maps and what covers several trackers say the type in each row.
        (None, "name url status areas capacity trackeracro"),
        (None, "plantprojectname unitphasename type capacitymw status"),
        (None, "terminalname pipelinename areas status trackeracro"),
        (None, "name url status tracker capacityprod capacityoutput mapid"),
        (_T.COAL_PLANT, "plantname unitname combustiontechnology coaltype status"),
        (_T.OIL_GAS_PLANT, "project projectloc unit fueltype technology capacity status"),
        (_T.OIL_GAS_PLANT, "plantname unitname fuel capacitymw status wikiurl"),
        (_T.NUCLEAR, "projectname unitname reactortype status"),
        (_T.HYDROPOWER, "projectname capacitymw binational riverwatercourse status"),
        (_T.SOLAR, "projectname phasename capacityrating status"),
        (_T.WIND, "projectname phasename installationtype status"),
        (_T.BIOENERGY, "projectname unitname fuel1 operatingstatus"),
        (_T.BIOENERGY, "projectname unitname fuel gemphaseid status"),
        (_T.GEOTHERMAL, "projectname unitname unitcapacitymw status"),
        (_T.GEOTHERMAL, "projectname unitname capacitymw technology operator gemunitid status"),
        (_T.COAL_TERMINAL, "coalterminalname capacitymt status"),
        (_T.COAL_MINE, "gemmineid minename capacitymtpa status"),
        (_T.OIL_GAS_FIELD, "unitid wikiname discoveryyear productionstartyear status"),
        (_T.PIPELINE, "pipelinename segmentname countries status"),
        (_T.LNG_TERMINAL, "terminalname unitname facilitytype status"),
        (_T.IRON_STEEL, "gemplantid gemunitid plantnameenglish unitname currentcapacityttpa status"),
        (_T.IRON_STEEL, "plantid plantnameenglish coordinates plantstatus"),
        (_T.IRON_STEEL, "plantid plantnameenglish coordinates nominalcrudesteelcapacityttpa status"),
        (_T.IRON_MINE, "assetnameenglish designcapacityttpa operatingstatus"),
        (_T.IRON_MINE, "nameenglish designcapacityttpa status"),
    )
)
"""What a list tells of, by columns that only such a list has; none where each row says it."""

FIELDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        field: tuple(words.split())
        for field, words in {
            "id": "gemunitphaseid gemunitid gemphaseid gemmineid gemassetid comboid projectid terminalid unitid "
                  "plantid id mapid",
            "id_2": "gogetid",
            "name": "plantname projectname plantprojectname project plantnameenglish assetnameenglish nameenglish "
                    "minename coalterminalname terminalname pipelinename wikiname name",
            "name_2": "pipelinename",
            "unit": "unitname phasename unitphasename unit segmentname projectphase coalterminalnamedetailorother",
            "country": "countryarea country countries areas country1",
            "country_2": "area2 country2",
            "place": "city city1 location localareatalukcounty localarea1 municipality",
            "province": "subnationalunitprovincestate stateprovince stateprovince1 subnationalunit province subnat",
            "fuel": "fuel fueltype fuel1 coaltype producttype",
            "technology": "technology technologytype combustiontechnology reactortype installationtype facilitytype "
                          "minetype tabtype trackerdisplay",
            "capacity": "capacitymw unitcapacitymw capacity capacitymt capacitymtpa designcapacityttpa "
                        "currentcapacityttpa nominalcrudesteelcapacityttpa capacityinbcmy",
            "capacity_2": "capacitybcmy",
            "capacity_unit": "capacityunits unitsofm",
            "capacity_words": "capacitytable",
            "status": "status operatingstatus plantstatus",
            "start": "startyear unitstartyear startyear1 startdate openingyear productionstartyear "
                     "commercialoperationdate",
            "end": "retiredyear retirementyear retireyear retirementdate stopyear stopdate closingyear",
            "owner": "owner owners",
            "operator": "operator operators",
            "parent": "parent parentcompany",
            "lat": "latitude lat",
            "lon": "longitude lng",
            "coordinates": "coordinates",
            "accuracy": "locationaccuracy coordinateaccuracy accuracy",
            "url": "wikiurl gemwikiurl url wiki gemwikipage gemwikipageurl gemwiki gemwikiurls",
            "researched": "datelastresearched lastupdated",
            "type": "trackeracro tracker type",
        }.items()
    }
)  # fmt: skip
"""What a row says, and the names that its column goes by, the one to prefer first."""

NAMES = tuple(
    "plantnameother plantnamelocal plantnamelocalscript otherplantnames projectloc projectnameinlocallanguagescript "
    "projectnamelocallangscript othernames otherenglishnames otherlanguagename otherlanguageprimarypipelinename "
    "nameotherlanguage assetnameotherlanguage plantnameotherlanguage otherplantnamesenglish minenameakas "
    "minenamenoneng coalterminalakas otherplantnamesotherlanguage".split()
)
"""Columns of other names, several in a cell."""

UNITS = MappingProxyType(
    {
        "capacitymw": "MW", "unitcapacitymw": "MW", "capacitymt": "Mt", "capacitymtpa": "Mt/year",
        "designcapacityttpa": "kt/year", "currentcapacityttpa": "kt/year", "nominalcrudesteelcapacityttpa": "kt/year",
        "capacityinbcmy": "bcm/y", "capacitybcmy": "bcm/y",
    }
)  # fmt: skip
"""The unit that a column of capacity names in its header."""

TRACKERS = MappingProxyType(
    {
        "GCPT": _T.COAL_PLANT, "coal": _T.COAL_PLANT, "GOGPT": _T.OIL_GAS_PLANT, "oil/gas": _T.OIL_GAS_PLANT,
        "GNPT": _T.NUCLEAR, "nuclear": _T.NUCLEAR, "GHPT": _T.HYDROPOWER, "hydropower": _T.HYDROPOWER,
        "GSPT": _T.SOLAR, "solar": _T.SOLAR, "utility-scale solar": _T.SOLAR, "GWPT": _T.WIND, "wind": _T.WIND,
        "GBPT": _T.BIOENERGY, "bioenergy": _T.BIOENERGY, "GGPT": _T.GEOTHERMAL, "GGtPT": _T.GEOTHERMAL,
        "geothermal": _T.GEOTHERMAL, "GCMT": _T.COAL_MINE, "GCTT": _T.COAL_TERMINAL, "GOGET": _T.OIL_GAS_FIELD,
        "GOGET-oil": _T.OIL_GAS_FIELD, "GOGET-gas": _T.OIL_GAS_FIELD, "GOGET - gas": _T.OIL_GAS_FIELD,
        "GOGET - oil": _T.OIL_GAS_FIELD, "GGIT": _T.PIPELINE, "GGIT-eu": _T.PIPELINE, "GOIT": _T.PIPELINE,
        "GGIT-lng": _T.LNG_TERMINAL, "GIST": _T.IRON_STEEL, "GIOMT": _T.IRON_MINE, "ggit": _T.PIPELINE,
        "coal-mines": _T.COAL_MINE, "coal mines": _T.COAL_MINE,
        "oil-and-gas-extraction-areas": _T.OIL_GAS_FIELD, "oil and gas extraction areas": _T.OIL_GAS_FIELD,
    }
)  # fmt: skip
"""The publisher's word for a tracker, in a row -> what it tells of."""

SEEN = frozenset(("plumes", "plumes-attrib", "plumes-unattrib"))
"""Words for rows that tell what a satellite saw, and no unit of works."""

POWER = frozenset(
    {_T.COAL_PLANT, _T.OIL_GAS_PLANT, _T.NUCLEAR, _T.HYDROPOWER, _T.SOLAR, _T.WIND, _T.BIOENERGY, _T.GEOTHERMAL}
)
"""What has its capacity in megawatts, also where no header says so."""


def list_of(header: Sequence[str]) -> tuple[FacilityType | None, frozenset[str]] | None:
    """What a header's list tells of, and the columns it is known by; none where it is no such list."""
    told = {folded(name) for name in header}
    return next(((kind, key) for kind, key in KEYS if key <= told), None)


def places(header: Sequence[str]) -> dict[str, int]:
    """The place of the column of each field that a header has."""
    told: dict[str, int] = {}
    for place, name in enumerate(header):
        told.setdefault(folded(name), place)
    return {
        field: told[found]
        for field, names in FIELDS.items()
        if (found := next((name for name in names if name in told), None)) is not None
    }
