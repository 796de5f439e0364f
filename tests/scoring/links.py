"""Scores the matcher of promises and activities against the labelled pairs: ``python -m tests.scoring.links``.

``--fit`` sets the weights anew on half ``a`` and prints them. Precision is that of the automatic links, with its lower
90 % bound after Clopper and Pearson (one-sided); recall is the share of the belonging pairs that are linked, and that
are linked or left to a person. ``by project`` is cross-validation: weights are set without a fifth of the projects and
scored on that fifth. ``without names`` blanks titles and places, as in the releases that the bundled study holds.
"""

import csv
import datetime as dt
import os
import random
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path

from sarai.linking import serves
from sarai.linking.serves import Money, Reach, Side
from sarai.model.vocabulary import Precision, Verdict
from sarai.money import deflators, rates

DATA = Path(__file__).parents[1] / "linking" / "data" / "pairs.csv"
AIDDATA = DATA.with_name("aiddata_pairs.csv")
PACKAGES = {"JP016", "JP030", "JP041", "JP042"}
"""Promises that are a headline sum; the pairs were frozen without a column for it."""

RIDGE = 0.3


@dataclass(frozen=True)
class Pair:
    """A labelled pair and what it is made of."""

    name: str
    project: str
    half: str
    belongs: bool
    hard: str
    why: str
    promise: Side
    activity: Side


@cache
def _rates() -> dict[tuple[str, str], float]:
    return {(row["currency"], row["period"]): row["rate"] for row in rates.chosen(rates.published()).to_pylist()}


@cache
def _levels() -> dict[tuple[str, int], float]:
    return {(row["provider"], row["year"]): row["value"] for row in deflators.published().to_pylist()}


def _money(amount: str, currency: str, date: str, base_year: str = "", party: str = "CN") -> tuple[Money, ...]:
    if not amount:
        return ()
    rate = _rates().get((currency, date[:7]), _rates().get((currency, date[:4])))
    usd = None if rate is None else float(amount) * rate
    if base_year and usd is not None:
        # In the build the deflator of the provider does this; an amount without a date has no prices of its time.
        level = _levels().get((party, int(date[:4] or 0))), _levels().get((party, int(base_year)))
        usd = None if None in level or currency != "USD" else float(amount) * level[0] / level[1]  # type: ignore[operator]
    return (Money(Decimal(amount), currency, usd, int(base_year) if base_year else None),)


def _date(told: str) -> tuple[dt.date | None, Precision]:
    if not told:
        return None, Precision.YEAR
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(told)]
    return dt.date.fromisoformat(f"{told}-01-01"[:10] if len(told) == 4 else f"{told}-01"[:10]), precision


def _split(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace(",", ";").split(";") if each.strip())


def pairs() -> list[Pair]:
    """The labelled pairs."""
    with DATA.open(encoding="utf-8", newline="") as stream:
        return [_pair(row) for row in csv.DictReader(stream)]


def _pair(row: Mapping[str, str]) -> Pair:
    promised, promised_precision = _date(row["promised_on"])
    agreed, agreed_precision = _date(row["date"])
    promise = Side(
        key=row["promise"], text=row["wording"], parties=frozenset({row["maker"]}),
        places_to=frozenset(_split(row["recipients"])), date=promised, precision=promised_precision,
        money=_money(row["promise_amount"], row["promise_currency"], row["promised_on"]),
        instrument=row["promise_instrument"] or None, sectors=_split(row["promise_sectors"]),
        places=_split(row["promise_places"]), reach=Reach.PACKAGE if row["promise"] in PACKAGES else Reach.ONE,
    )  # fmt: skip
    activity = Side(
        key=row["activity"], text=row["title"], parties=frozenset({row["provider"]}),
        places_to=frozenset(_split(row["recipient"])), date=agreed, precision=agreed_precision,
        money=_money(row["amount"], row["currency"], row["date"], row["base_year"]),
        instrument=row["instrument"] or None, sectors=_split(row["sector"]), places=_split(row["place"]),
    )  # fmt: skip
    project = row["promise"].removeprefix("as-promised:").split("#")[0].split(":")[-1]
    return Pair(row["pair"], project, row["half"], row["label"] == "link", row["hard"], row["why"], promise, activity)


def fit(chosen: Sequence[Pair], *, ridge: float = RIDGE) -> dict[str, float]:
    """Weights by logistic regression with a ridge, to two places; ``""`` is the start."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import expit

    rows = [{name for name, _ in serves.evidence(p.promise, p.activity)} for p in chosen if _is_candidate(p)]
    truth = np.array([pair.belongs for pair in chosen if _is_candidate(pair)], float)
    names = sorted(set().union(*rows))
    design = np.array([[1.0, *(name in row for name in names)] for row in rows])

    def loss(w: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
        z = design @ w
        return float(np.sum(np.logaddexp(0, z) - truth * z) + ridge / 2 * np.sum(w[1:] ** 2))

    def slope(w: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> object:
        return design.T @ (expit(design @ w) - truth) + ridge * np.concatenate([[0.0], w[1:]])

    # What two titles share is never evidence against them: such a weight would be an accident of few pairs.
    bounds = [(None, None), *((0.0 if name.endswith("shared") else None, None) for name in names)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=slope, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(value), 1) for name, value in zip(["", *names], found, strict=True)}


def _is_candidate(pair: Pair) -> bool:
    return serves.is_candidate(pair.promise, pair.activity)


def verdict(pair: Pair, weights: Mapping[str, float] | None = None) -> Verdict:
    """What the matcher says of a pair; what is no candidate is no link."""
    if not _is_candidate(pair):
        return Verdict.NO_LINK
    if weights is None:
        return serves.judge(pair.promise, pair.activity).verdict
    return serves.judge(pair.promise, pair.activity, weights=weights).verdict


@dataclass(frozen=True)
class Score:
    """Counts of a run over labelled pairs."""

    n: int
    links: int
    right: int
    asked: int
    asked_belong: int
    belong: int
    wrong: tuple[Pair, ...]

    @property
    def bound(self) -> float:
        """The lower 90 % bound of the precision of automatic links (Clopper and Pearson 1934, one-sided)."""
        from scipy.stats import binomtest

        if not self.links:
            return 0.0
        found = binomtest(self.right, self.links, alternative="greater").proportion_ci(0.9, method="exact")
        return float(found.low)

    def told(self, name: str) -> str:
        """One line."""
        precision = f"{self.right / self.links:.3f}" if self.links else "none"
        return (
            f"{name:28} n {self.n:3}  links {self.links:3}  right {self.right:3}  precision {precision}  "
            f"at least {self.bound:.3f}  recall {self.right / self.belong:.2f}  "
            f"with asked {(self.right + self.asked_belong) / self.belong:.2f}  asked {self.asked}"
        )


def score(chosen: Sequence[Pair], say: Callable[[Pair], Verdict] = verdict) -> Score:
    """Counts of the answers over labelled pairs."""
    told = [(pair, say(pair)) for pair in chosen]
    linked = [pair for pair, answer in told if answer is Verdict.LINK]
    asked = [pair for pair, answer in told if answer is Verdict.ASK]
    wrong = tuple(pair for pair in linked if not pair.belongs)
    return Score(
        len(chosen), len(linked), len(linked) - len(wrong), len(asked), sum(p.belongs for p in asked),
        sum(p.belongs for p in chosen), wrong,
    )  # fmt: skip


def across(chosen: Sequence[Pair], folds: int = 5) -> Score:
    """Cross-validation by project of the promise."""

    def fold(pair: Pair) -> int:
        return int(sha256(pair.project.encode()).hexdigest(), 16) % folds

    learnt = [fit([pair for pair in chosen if fold(pair) != each]) for each in range(folds)]
    return score(chosen, lambda pair: verdict(pair, learnt[fold(pair)]))


def published(shared: Path) -> list[Pair]:
    """The second set, its records as they stand in the published files under ``shared``."""
    records = _aiddata(shared / "data")
    with AIDDATA.open(encoding="utf-8", newline="") as stream:
        return [
            Pair(
                row["pair"], row["earlier"].partition(":")[2], "test", row["label"] == "link", row["hard"], row["why"],
                records[row["earlier"]], records[row["later"]],
            )
            for row in csv.DictReader(stream)
        ]  # fmt: skip


def _aiddata(data: Path) -> dict[str, Side]:
    from python_calamine import CalamineWorkbook

    found = {}
    for dataset, file in (
        ("gcof-1.0", "GlobalChineseOfficialFinanceDataset_v1.0.xlsx"),
        ("sca-2020", "ChinasFinancialDiplomacyProjectDetails.xlsx"),
    ):
        header, *rows = CalamineWorkbook.from_path(data / "aiddata_china" / file).get_sheet_by_index(0).to_python()
        for cells in rows:
            row = dict(zip(map(str, header), (str(cell).strip() for cell in cells), strict=True))
            flow = row["flow"].lower()
            found[f"{dataset}:{float(row['project_id']):.0f}"] = _record(
                f"{dataset}:{float(row['project_id']):.0f}", row["title"], row["recipient_iso3"], row["year"][:4],
                _money(_plain(row["amount"]), row["currency"], row["year"][:4]),
                "grant" if "grant" in flow else "loan" if "loan" in flow or "credit" in flow else None,
                row["crs_sector_code"][:3],
            )  # fmt: skip
    with (data / "gcdf_v3_projects" / "gcdf_v3_central_asia_partial.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            title = row["title_without_link_note"]
            found[f"gcdf-3.0:{row['aiddata_record_id']}"] = _record(
                f"gcdf-3.0:{row['aiddata_record_id']}", title, row["recipient_iso3"], row["commitment_date"],
                _money(row["amount_constant_usd_2021"], "USD", row["commitment_date"], "2021"),
                "grant" if "grant" in title else "loan" if "loan" in title or "credit" in title else None, "",
            )  # fmt: skip
    return found


def _plain(amount: str) -> str:
    # Some cells hold words or thousands separators; what is no number is not stated.
    told = amount.replace(",", "")
    return str(Decimal(told)) if re.fullmatch(r"\d+(\.\d+)?", told) and float(told) > 0 else ""


def _record(
    key: str, title: str, recipient: str, date: str, money: tuple[Money, ...], instrument: str | None, sector: str
) -> Side:
    day, precision = _date(date)
    return Side(
        key=key, text=title, parties=frozenset({"CN"}), places_to=frozenset({recipient}), date=day,
        precision=precision, money=money, instrument=instrument, sectors=(sector,) if sector else (),
    )  # fmt: skip


def nameless(pair: Pair) -> Pair:
    """The pair as it would be if the activity's record had neither title nor place."""
    return replace(pair, activity=replace(pair.activity, text="", places=()))


BLIND = DATA.with_name("blind.csv")
_HIDDEN = frozenset({"family", "half", "label", "hard", "why", "basis"})


def blind(count: int = 100, seed: int = 1) -> list[dict[str, str]]:
    """Pairs for a second reader, in chance order: both sides as they stand, and nothing of what the first one said."""
    with DATA.open(encoding="utf-8", newline="") as stream:
        drawn = random.Random(seed).sample(list(csv.DictReader(stream)), count)
    kept = [{name: value for name, value in row.items() if name not in _HIDDEN} for row in drawn]
    return [{**row, "label": "", "who": "", "why": ""} for row in kept]


def second(path: Path) -> str:
    """How far a second reader agrees with the first, from the sheet that she filled in.

    Raises:
        SystemExit: a label that is none, no name of a person, or nothing filled in.
    """
    from sarai.estimators.agreement import Metric, agreement
    from sarai.pipeline.coding import person

    with DATA.open(encoding="utf-8", newline="") as stream:
        first = {row["pair"]: row["label"] for row in csv.DictReader(stream)}
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["label"]]
    for row in rows:
        person(row["who"])
        if row["label"] not in ("link", "no link"):
            raise SystemExit(f"{row['pair']}: {row['label']!r} is no label; write link or no link")
    if not rows:
        raise SystemExit(f"nobody has filled in {path}")
    found = agreement([(first[row["pair"]], row["label"]) for row in rows], Metric.NOMINAL)
    same = sum(first[row["pair"]] == row["label"] for row in rows)
    readers = ", ".join(sorted({row["who"] for row in rows}))
    return f"second reader {readers}: {len(rows)} pairs, {same} alike; Krippendorff's alpha {found.printed}"


def main() -> None:
    """Print the scores."""
    if "--second" in sys.argv:
        print(second(Path(sys.argv[sys.argv.index("--second") + 1])))
        return
    found = pairs()
    fitted, held = ([pair for pair in found if pair.half == half] for half in "ab")
    if "--fit" in sys.argv:
        for name, weight in fit(fitted).items():
            print(f'    "{name}": {weight},')
    runs = {
        "half a (weights set here)": score(fitted),
        "half b (held out)": score(held),
        "by project, five folds": across(found),
        "half b, without names": score([nameless(pair) for pair in held]),
    }
    shared = Path(os.environ.get("SARAI_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    if (shared / "data").is_dir():
        runs["second set, published titles"] = score(published(shared))
    for name, run in runs.items():
        print(run.told(name))
        for pair in run.wrong:
            print(f"    wrong: {pair.name} {pair.promise.text} | {pair.activity.text}: {pair.why}")
    if "--missed" in sys.argv:
        for pair in found:
            if pair.belongs and verdict(pair) is not Verdict.LINK:
                told = serves.judge(pair.promise, pair.activity)
                print(pair.name, pair.half, verdict(pair), told.score, pair.promise.text, "|", pair.activity.text,
                      [(piece.feature, piece.weight) for piece in told.pieces])  # fmt: skip


if __name__ == "__main__":
    main()
