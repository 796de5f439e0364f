"""When a figure of the ledger bears out what a text states, at and beside each bound."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarai.analyses.portfolio.text_figures import fits


@pytest.mark.parametrize(
    ("held", "comparator", "expected"),
    [
        (100, "=", True),
        (102, "=", True),
        (98, "=", True),
        (102.1, "=", False),
        (97.9, "=", False),
        # "More than 100" is borne out by up to a quarter more, and by nothing that falls short of it.
        (125, ">", True),
        (125.1, ">", False),
        (97.9, ">", False),
        (76, ">", False),
        (125, ">=", True),
        (97.9, ">=", False),
        # "Up to 100" is borne out by down to a quarter less, and by nothing that goes beyond.
        (75, "<", True),
        (74.9, "<", False),
        (102.1, "<", False),
        (75, "<=", True),
        (124, "<=", False),
        # Nearly 100 is 100 within the tolerance, and no licence to be a quarter off.
        (90, "~", False),
        (110, "~", False),
    ],
)
def test_what_bears_out_a_figure_of_100(held: float, comparator: str, expected: bool) -> None:
    assert fits(held, 100, comparator, tolerance=0.02) is expected


@pytest.mark.parametrize(("yen", "verdict"), [("738 million", "matches"), ("2 billion", "differs")])
def test_yen_are_held_against_dollars_at_the_mean_rate_of_their_year(
    bundled_study: Path, tmp_path: Path, sarai: Callable[..., Any], yen: str, verdict: str
) -> None:
    """USD 6,094,694.58 at 121.044 yen per dollar are 737.7 million yen."""
    text = tmp_path / "made-up.txt"
    text.write_text(
        f"In 2015 Japan signed a loan agreement of {yen} yen with Tajikistan for a made-up road.\n", "utf-8"
    )
    (row,) = sarai("read", text, "--check", bundled_study, "--format", "json").json()["rows"]
    assert (row["verdict"], row["rows"][0]["preferred"]) == (verdict, "6094694.58")
    assert "JPY at the mean rate of 2015" in row["why"]
