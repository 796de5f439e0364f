"""What is wrong in study.toml is said with the path of its key, whichever entry it stands in."""

from pathlib import Path

import pytest

from sarai import settings
from sarai.model.errors import StudyError

HEAD = 'title = "made up"\ncurrency = "USD"\nprice_year = 2023\n'
GOOD = '[[source]]\nfile = "files/{}.csv"\nsource = "aiddata"\ndataset = "gcof-1.0"\nas_of = 2017-10-11\n'


@pytest.mark.parametrize(
    ("third", "place", "what"),
    [
        ('source = "aiddata"', "source[2]", "file is missing"),
        ('file = "files/c.csv"\nnonsense = 1', "source[2] files/c.csv", "unknown key 'nonsense'"),
        (GOOD.partition("\n")[2].replace("2017-10-11", '"2017"'), "source[2] files/{}.csv", "as_of '2017' is no date"),
        (GOOD.partition("\n")[2] + "scope = { years = [1] }", "source[2] files/{}.csv scope", "scope.years cannot be"),
        (GOOD.partition("\n")[2] + "licence = 4", "source[2] files/{}.csv", "licence must be text, not 4"),
    ],
)
def test_the_third_entry_is_named(tmp_path: Path, third: str, place: str, what: str) -> None:
    (tmp_path / "study.toml").write_text(HEAD + GOOD.format("a") + GOOD.format("b") + "[[source]]\n" + third + "\n")
    with pytest.raises(StudyError) as caught:
        settings.load(tmp_path)
    assert what in str(caught.value)
    if "scope" in place:
        assert f"study.toml {place.removesuffix(' scope')}" in str(caught.value)
    else:
        assert f"study.toml {place}" in str(caught.value)
    assert caught.value.cure
