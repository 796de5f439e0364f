"""Pictures of how many: bars of counts, the most first."""

from collections import Counter
from collections.abc import Iterable

from sarai.charts import amounts
from sarai.web.page import Chart
from sarai.web.words import count, listed, number_word

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


def most(named: Iterable[str], noun: str, *, does: str = "", do: str = "", things: str = "names") -> str:
    """Which name stands most often among some, as a title: ``Diplomacy comes up most: 4 of 17 sayings``.

    A tie is told as a tie; of more than three that stand alike only how many they are.
    """
    held = Counter(named)
    best = max(held.values())
    first = sorted(name for name, n in held.items() if n == best)
    of = f"{best} of {count(held.total(), noun)}"
    if len(first) == 1:
        return f"{' '.join(part for part in (first[0], does) if part)}: {of}"
    who = listed(first) if len(first) <= 3 else f"{number_word(len(first)).capitalize()} {things}"
    return f"{' '.join(part for part in (who, do) if part)}: {of} each"
