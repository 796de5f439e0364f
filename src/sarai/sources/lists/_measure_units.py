"""The World Bank's series that are read, and their units."""

from collections.abc import Mapping
from types import MappingProxyType

UNITS: Mapping[str, str] = MappingProxyType(
    {
        "SP.POP.TOTL": "people",
        "NY.GNP.ATLS.CD": "USD current",
        "NY.GNP.PCAP.CD": "USD current per head",
        "NY.GNP.MKTP.PP.CD": "international dollars",
        "NY.GNP.PCAP.PP.CD": "international dollars per head",
        "NY.GDP.MKTP.CD": "USD current",
        "NY.GDP.PCAP.CD": "USD current per head",
        "NY.GDP.PCAP.PP.CD": "international dollars per head",
        "NY.GDP.MKTP.KD.ZG": "percent a year",
        "NY.GDP.PCAP.KD.ZG": "percent a year",
        "NY.GDP.DEFL.KD.ZG": "percent a year",
        "DT.DOD.DECT.CD": "USD current",
        "DT.DOD.DPPG.CD": "USD current",
        "BX.TRF.PWKR.CD.DT": "USD current",
        "PA.NUS.FCRF": "local currency per USD",
        "PA.NUS.PPP": "local currency per international dollar",
        "PA.NUS.PPPC.RF": "ratio",
    }
)
"""The series that are read, with the unit of each as the World Bank's metadata states it."""
