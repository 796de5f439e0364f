"""The names of partners that are no country: organisations by the short codes that donors' tables use."""

from collections.abc import Mapping
from types import MappingProxyType

from sarai.model import codelists

SHORT: Mapping[str, str] = MappingProxyType(
    {
        "AsDB": "Asian Development Bank",
        "BMGF": "Bill & Melinda Gates Foundation",
        "EU": "European Union institutions",
        "GAVI": "Gavi, the Vaccine Alliance",
        "GEF": "Global Environment Facility",
        "GFFATM": "Global Fund to Fight AIDS, Tuberculosis and Malaria",
        "IAEA": "International Atomic Energy Agency",
        "IBRD": "International Bank for Reconstruction and Development",
        "IDA": "International Development Association",
        "IFAD": "International Fund for Agricultural Development",
        "IMF": "International Monetary Fund",
        "IsDB": "Islamic Development Bank",
        "OFID": "OPEC Fund for International Development",
        "OSCE": "Organization for Security and Co-operation in Europe",
        "UNAIDS": "Joint United Nations Programme on HIV/AIDS",
        "UNDP": "United Nations Development Programme",
        "UNECE": "United Nations Economic Commission for Europe",
        "UNFPA": "United Nations Population Fund",
        "UNHCR": "United Nations High Commissioner for Refugees",
        "UNICEF": "United Nations Children's Fund",
        "UNPBF": "United Nations Peacebuilding Fund",
        "WFP": "World Food Programme",
        "WHO": "World Health Organization",
    }
)
"""What the short codes stand for; no code list of the DAC or of IATI holds them."""


def name_of_partner(code: str) -> str | None:
    """What a reader calls a country, a region, a DAC channel or an organisation told by its short code."""
    return codelists.name_of_place(code) or codelists.load("channels").name_of(code) or SHORT.get(code)
