"""Scores the matcher on another region, against the publisher's own numbers: ``python -m tests.scoring.links_abroad``.

AidData's list of 2017 is matched with the geocoded records of 2023 of the same recipient, Central Asia left out. Every
pair of a recipient is judged, as in a build; a link is right where both records have one number. The publisher splits
and numbers records anew between editions, so that a link of two numbers may be right as well: precision is a lower
bound. Recipients are parted by the hash of their code. No weight was set here. One half is open: a rule came of it; of
the other none came, though it was run more than once.
"""

import csv
import os
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from tests.scoring.links import _aiddata, _money, _record

from sarai.linking import serves
from sarai.linking.serves import Side
from sarai.model.vocabulary import Verdict

CENTRAL_ASIA = frozenset({"KAZ", "KGZ", "TJK", "TKM", "UZB"})


def newer(path: Path) -> dict[str, Side]:
    """The geocoded records, by the publisher's number."""
    csv.field_size_limit(10**9)
    found: dict[str, Side] = {}
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            month, day, year = [*row["Commitment.Date.(MM/DD/YYYY)"].split("/"), "", ""][:3]
            when = f"{year}-{int(month):02}-{int(day):02}" if year else row["Commitment.Year"][:4]
            number, title = row["AidData.Record.ID"].split(".")[0], row["Title"]
            found.setdefault(number, _record(
                f"gcdf-3.0:{number}", title, row["Recipient.ISO-3"], when,
                _money(row["Amount.(Constant.USD.2021)"], "USD", when, "2021"),
                "grant" if "grant" in title else "loan" if "loan" in title or "credit" in title else None, "",
            ))  # fmt: skip
    return found


def score(data: Path, *, sealed: bool) -> str:
    """One line: how many records stand in both, links, how many of them join one number, asked."""
    old = {key.partition(":")[2]: side for key, side in _aiddata(data).items() if key.startswith("gcof-1.0:")}
    new = newer(data / "gcdf3_geocoded" / "gcdf3_final_input.csv")
    by_place: dict[str, list[tuple[str, Side]]] = defaultdict(list)
    for number, side in new.items():
        for place in side.places_to:
            by_place[place].append((number, side))
    both = right = other = asked = 0
    for number, side in old.items():
        (place,) = side.places_to
        if place in CENTRAL_ASIA or (int(sha256(place.encode()).hexdigest(), 16) % 2 == 1) is not sealed:
            continue
        both += any(number == each for each, _ in by_place[place])
        for each, told in by_place[place]:
            verdict = serves.judge(side, told).verdict
            right += verdict is Verdict.LINK and each == number
            other += verdict is Verdict.LINK and each != number
            asked += verdict is Verdict.ASK and each == number
    return (
        f"{'sealed' if sealed else 'open':6}  in both {both}  links {right + other}  of one number {right}  "
        f"precision at least {right / (right + other):.3f}  recall {right / both:.3f}  asked {asked / both:.3f}"
    )


if __name__ == "__main__":
    root = Path(os.environ.get("SARAI_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    for half in (False, True):
        print(score(root / "data", sealed=half))
