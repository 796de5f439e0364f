"""The scoring itself, and that the page of scores says what a run on the texts of our own gives today."""

import re
from pathlib import Path

import pytest
from tests.scoring.claims import Figures, exact, matched, measure, overlap, report, shared_folder
from tests.scoring.unseen import developed, held_out, parsed, unseen

PAGE = Path(__file__).parents[2] / "docs" / "reading-scores.md"


def rows(page: str) -> dict[str, list[str]]:
    """The rows of all tables of the page by their first cell."""
    found = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and not set(line) <= set("|-: "):
            found.setdefault(cells[0], cells[1:])
    return found


@pytest.mark.parametrize(("title", "texts"), [("own texts, improved on", developed), ("own texts, held out", held_out)])
def test_the_page_says_what_is_measured(title: str, texts: object) -> None:
    made: Figures = measure(texts())  # type: ignore[operator]
    cells = rows(PAGE.read_text(encoding="utf-8"))[title]
    assert int(cells[1]) == made.exact.gold
    assert float(cells[4]) == pytest.approx(made.exact.f1, abs=0.0006), "run scripts/write_reading_scores.py"
    assert float(cells[5]) == pytest.approx(made.stages.f1, abs=0.0006)


def test_the_page_is_dated() -> None:
    assert re.search(r"Measured on \d{2} \w+ \d{4}", PAGE.read_text(encoding="utf-8"))


def test_every_span_of_the_unseen_texts_is_valid() -> None:
    made = measure(unseen())
    assert made.spans.hits == made.spans.gold > 1_000


def test_a_quote_that_is_not_in_the_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "01-made-up.txt"
    path.write_text("kind: x\ndate: 2024-01-01\n\nJapan met Kenya.\n\n== claims\n- signed + fact | Japan signed\n")
    with pytest.raises(ValueError, match="0 times"):
        parsed(path)


def test_matching_is_one_to_one_and_largest() -> None:
    def claim(start: int, end: int, modality: str = "signed") -> dict[str, object]:
        return {"start": start, "end": end, "modality": modality, "polarity": "+"}

    gold = [claim(0, 10), claim(5, 20)]
    # The first span meets both marks, the second only the first: both must be matched.
    assert len(matched(gold, [claim(8, 9), claim(0, 4)], exact)) == 2
    assert matched(gold, [claim(0, 20, "pledged")], exact) == []
    assert overlap(gold[0], gold[1])


@pytest.mark.shared
def test_the_shared_gold_keeps_its_bars(shared: Path) -> None:
    found = report(shared, out=lambda _: None)
    seen = found["shared, seen"]
    bars = {"amount": 0.98, "count": 0.9, "period": 0.85}
    for slot, bar in bars.items():
        assert (seen.recall(slot) or 0) >= bar, slot
    for title, made in found.items():
        assert made.spans.hits == made.spans.gold
        bar = 0.6 if "world" in title else 0.75
        assert made.direction.hits >= bar * made.direction.gold, title


def test_the_shared_folder_is_optional(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SARAI_SHARED", str(tmp_path))
    assert shared_folder() is None
    found = report(None, out=lambda _: None)
    assert {"own texts, improved on", "own texts, held out"} <= set(found)
    assert not any(title.startswith("shared") for title in found)
