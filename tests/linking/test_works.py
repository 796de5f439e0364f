from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sarai.linking import works
from sarai.model.errors import StudyError

GOOD = {
    "id": "made-up-1", "title": "A made-up road", "provider": "JP", "recipients": "TJ", "agreed": "2015-10",
    "amounts": "1914000000 JPY; 17.5 USD", "places": "Bokhtar; Dusti", "source_name": "made up",
    "source_url": "https://example.org", "retrieved": "2026-11",
}  # fmt: skip


def written(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / works.FILE
    lines = [",".join(works.COLUMNS), *(",".join(row.get(name, "") for name in works.COLUMNS) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_work_keeps_every_amount_and_how_fine_its_date_is(tmp_path: Path) -> None:
    (found,) = works.read(written(tmp_path, GOOD))
    assert found.amounts == ((Decimal(1914000000), "JPY"), (Decimal("17.5"), "USD"))
    assert found.precision.value == "month"
    assert found.places == ("Bokhtar", "Dusti")
    assert found.locator == "line 2"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": ""}, "title is blank"),
        ({"source_url": ""}, "source_url is blank"),
        ({"amounts": "19 million yen"}, "amount '19 million yen' is unclear"),
        ({"agreed": "spring"}, "'spring' is no date"),
        ({"recipients": "Atlantis"}, "Atlantis"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_a_cure(tmp_path: Path, change: dict[str, str], told: str) -> None:
    with pytest.raises(StudyError) as raised:
        works.read(written(tmp_path, GOOD | {"id": "made-up-2"}, GOOD | change))
    assert told in raised.value.what
    assert str(raised.value.where).endswith(":3")
    assert raised.value.cure


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="stands in line 2 too"):
        works.read(written(tmp_path, GOOD, GOOD))


def test_every_bundled_work_has_its_source() -> None:
    with as_file(files("sarai.studies").joinpath("central_asia", works.FILE)) as path:
        found = works.read(path)
    assert len(found) > 150
    assert all(each.url.startswith("http") for each in found)
