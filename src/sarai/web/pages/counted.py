"""Pictures of how many: bars of counts, the most first."""

from collections import Counter
from collections.abc import Iterable

from sarai.charts.site import amounts
from sarai.web.page import Chart
from sarai.web.words import count

MOST = 12


def bars(
    name: str, named: Iterable[str], noun: str, *, title: str, source: str, unit: str = "", span: int = 6
) -> Chart:
    """How often each name stands among some; those after the first twelve stay in the table behind the picture."""
    order = sorted(Counter(named).items(), key=lambda each: (-each[1], each[0]))
    shown, rest = order[:MOST], order[MOST:]
    drawn = [amounts.Bar(each, float(n), f"{n:,}", "p3") for each, n in shown]
    if rest:
        n = sum(n for _, n in rest)
        drawn.append(amounts.Bar(f"{len(rest)} others", float(n), f"{n:,}", "beside"))
    return Chart(
        amounts.bars(
            name,
            [amounts.Group("", tuple(drawn))],
            title=title,
            unit=unit or count(sum(n for _, n in order), noun),
            source=source,
            unit_of_rows=noun,
        ),
        span,
    )


def most(named: Iterable[str]) -> tuple[str, int]:
    """The name that stands most often among some, and how often; of equals the first in the alphabet."""
    return min(Counter(named).items(), key=lambda each: (-each[1], each[0]))
