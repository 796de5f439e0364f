import csv
import hashlib
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows() -> list[dict[str, str]]:
    with (DATA / "pairs.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_labels_are_those_that_were_frozen() -> None:
    page = (DATA / "README.md").read_text(encoding="utf-8")
    for name in ("pairs.csv", "aiddata_pairs.csv"):
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() in page


def test_at_least_half_are_hard_negatives_and_every_pair_says_why() -> None:
    found = rows()
    hard = [row for row in found if row["label"] == "no link" and row["hard"]]
    assert len(found) >= 240
    assert 2 * len(hard) >= len(found)
    assert {"phase", "design", "same amount"} <= {row["hard"] for row in hard}
    assert all(row["why"] and row["basis"] for row in found)
    assert max(Counter((row["promise"], row["activity"]) for row in found).values()) == 1


def test_no_family_stands_in_both_halves() -> None:
    halves: dict[str, set[str]] = {}
    for row in rows():
        for name in ("promise", "activity", "family"):
            halves.setdefault(row[name], set()).add(row["half"])
    assert all(len(half) == 1 for half in halves.values())


def test_the_second_set_shares_no_record_with_the_first() -> None:
    first = {record.rpartition(":")[2] for row in rows() for record in (row["promise"], row["activity"])}
    with (DATA / "aiddata_pairs.csv").open(encoding="utf-8", newline="") as stream:
        second = list(csv.DictReader(stream))
    assert not first & {record.rpartition(":")[2] for row in second for record in (row["earlier"], row["later"])}
    assert all(row["why"] and row["basis"] for row in second)
