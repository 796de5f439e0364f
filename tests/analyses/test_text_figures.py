"""When a figure of the ledger bears out what a text states, at and beside each bound."""

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
