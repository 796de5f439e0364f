"""The tokens of the site: colours for light and dark paper, and fonts. Everything that is drawn takes them from here.

Partners and outcomes are told apart by people who are colour-blind, and always named in words too; a test keeps the
distances and the contrasts.
"""

from collections.abc import Mapping
from types import MappingProxyType

SERIF = (
    '"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Charter,Georgia,"Liberation Serif",'
    '"DejaVu Serif",serif'
)
SANS = '-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans","Noto Sans","DejaVu Sans",sans-serif'

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#fffefa",
        "ground": "#f3f1ea",
        "raise": "#ffffff",
        "rule": "#dad7cc",
        "edge": "#82868a",
        "ink": "#1b2428",
        "quiet": "#566066",
        "link": "#0f4f7a",
        "focus": "#c25700",
        "water": "#e9eff1",
        "land": "#f0ece1",
        "landline": "#cfc8b6",
        "p1": "#b4521a",
        "p2": "#4f9d8d",
        "p3": "#12608f",
        "beside": "#b9c6cc",
        "kept": "#0d4c76",
        "late": "#5b95b8",
        "partly": "#a7c8db",
        "way": "#d9e6ed",
        "over": "#cd7a1c",
        "broken": "#8c3410",
        "said": "#d6d2c4",
        "ch1": "#f3d9c0",
        "ch2": "#e9b48a",
        "ch3": "#d58a53",
        "ch4": "#b4521a",
        "s1": "#cfe3ef",
        "s2": "#a5c5d8",
        "s3": "#7fa9c1",
        "s4": "#5489a6",
        "s5": "#326b8b",
        "s6": "#164a66",
        "s7": "#05141e",
        "halted": "#c9935c",
        "ended": "#e8d2bb",
    }
)
"""On light paper."""

DARK: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#14191c",
        "ground": "#1d2428",
        "raise": "#1b2226",
        "rule": "#364046",
        "edge": "#7f8b91",
        "ink": "#e9ecea",
        "quiet": "#a3adb1",
        "link": "#8cc4ea",
        "focus": "#ffb066",
        "water": "#10161a",
        "land": "#232b2f",
        "landline": "#3d484e",
        "p1": "#e58a4e",
        "p2": "#2f937c",
        "p3": "#5fb0e0",
        "beside": "#5c6a72",
        "kept": "#7cc0ec",
        "late": "#4f8db3",
        "partly": "#356682",
        "way": "#26404f",
        "over": "#e9a04a",
        "broken": "#e0704a",
        "said": "#545248",
        "ch1": "#45342a",
        "ch2": "#6d4830",
        "ch3": "#a5663a",
        "ch4": "#e58a4e",
        "s1": "#26333c",
        "s2": "#37505f",
        "s3": "#4b6d83",
        "s4": "#648ca6",
        "s5": "#86aec7",
        "s6": "#aed0e4",
        "s7": "#e6f3fa",
        "halted": "#b5762f",
        "ended": "#6b4a2c",
    }
)
"""On dark paper."""

PARTNERS = ("p1", "p2", "p3")
"""The colours of a study's three largest partners, in their order; all others are ``beside``."""

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "kept": "kept",
        "kept late": "late",
        "result reached, not by the maker": "way",
        "partly": "partly",
        "under way without a date": "way",
        "not yet due": "due",
        "restated only": "said",
        "unknown": "unseen",
        "due has passed and nobody looked": "unseen",
        "overdue": "over",
        "broken": "broken",
        "not checkable as worded": "said",
    }
)
"""Which token an outcome is drawn with; ``due`` is a dashed outline and ``unseen`` a hatching."""

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "pledge": "s1",
        "commitment": "s2",
        "pipeline": "s3",
        "implementation": "s4",
        "finalisation": "s5",
        "completion": "s6",
        "closed": "s7",
        "suspended": "halted",
        "cancelled": "ended",
        "not stated": "blank",
    }
)
"""Where activities stand, as stacked: the further, the stronger; ``blank`` is an outline."""


def variables(tokens: Mapping[str, str]) -> str:
    """The tokens as custom properties of a style sheet."""
    return "".join(f"--{name}:{value};" for name, value in tokens.items())
