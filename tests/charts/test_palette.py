"""Colours that are told apart, whoever looks and whatever they are printed on."""

from itertools import combinations, pairwise

import pytest

from sarai.charts import tokens

# Machado, Oliveira, Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency",
# severity 1.0; on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
TOLD_APART = 10
"""Distance in CIELAB (CIE 1976): over four times what is just noticeable side by side (2.3)."""


def linear(colour: str) -> list[float]:
    """Linear RGB from 0 to 1 (IEC 61966-2-1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    """CIELAB under D65, as seen by a kind of sight."""
    r, g, b = (
        min(1.0, max(0.0, sum(w * each for w, each in zip(row, linear(colour), strict=True)))) for row in SIGHTS[sight]
    )
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, sight: str) -> float:
    """How far two colours stand apart."""
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def contrast(colour: str, paper: str = "#ffffff") -> float:
    """Contrast of a colour with paper, white unless it is named (WCAG 2.2, 1.4.3)."""
    bright, dark = sorted((_luminance(colour), _luminance(paper)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    r, g, b = linear(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


PAPERS = {"light": tokens.LIGHT, "dark": tokens.DARK}
SITE = {
    "partners": (*tokens.PARTNERS, "beside"),
    "outcomes": ("kept", "late", "partly", "way", "over", "broken", "said"),
    "classes": ("ch1", "ch2", "ch3", "ch4"),
    "statuses": tuple(token for token in tokens.STATUSES.values() if token != "blank"),
}
"""What stands side by side in pictures of the site."""


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", SITE)
def test_colours_of_the_site_are_told_apart(name: str, paper: str, sight: str) -> None:
    close = [
        (one, other, round(distance(PAPERS[paper][one], PAPERS[paper][other], sight), 1))
        for one, other in combinations(SITE[name], 2)
        if distance(PAPERS[paper][one], PAPERS[paper][other], sight) < TOLD_APART
    ]
    assert not close


@pytest.mark.parametrize("paper", PAPERS)
def test_statuses_that_stand_on_each_other_differ_on_grey_paper(paper: str) -> None:
    main = [PAPERS[paper][tokens.STATUSES[each]] for each in ("pledge", "commitment", "implementation", "completion")]
    lightness = [lab(each, "normal")[0] for each in main]
    assert all(abs(above - below) > 8 for above, below in pairwise(lightness))
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))


@pytest.mark.parametrize("paper", PAPERS)
def test_words_of_the_site_can_be_read(paper: str) -> None:
    held = PAPERS[paper]
    grounds = [held[name] for name in ("paper", "ground", "raise")]
    assert min(contrast(held[name], ground) for name in ("ink", "quiet", "link") for ground in grounds) >= 4.5
    assert min(contrast(held[name], held["paper"]) for name in ("edge", "focus", "p1", "p2", "p3")) >= 3
