"""Studies that the tests of this room share, each built once."""

from pathlib import Path

import pytest

import sarai
from sarai import pipeline
from sarai.study import Study

GCOF = "GlobalChineseOfficialFinanceDataset_v1.0.xlsx"
SCA = "ChinasFinancialDiplomacyProjectDetails.xlsx"
AFRICA = "aiddata_china_1.0.xlsx"
GCDF = "gcdf_v3_projects/gcdf_v3_central_asia_partial.csv"


def study_of(folder: Path, *paths: Path) -> Path:
    """A study made with `new --from empty`, `add` and `build` of files."""
    pipeline.new(folder, template="empty")
    take(folder, *paths)
    return folder


def take(folder: Path, *paths: Path) -> None:
    """Add files to a study and build it."""
    assert [error for _, _, error in pipeline.add(folder, list(paths)) if error is not None] == []
    assert not pipeline.build(folder, jobs=1).refused


@pytest.fixture(scope="session")
def bundled(bundled_study: Path) -> Study:
    """The bundled study of Central Asia, opened."""
    return sarai.open(bundled_study)


@pytest.fixture(scope="session")
def vintages(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """GCOF 1.0, South and Central Asia 2020 and the GCDF 3.0 rows as three releases of one study."""
    data = shared / "data"
    folder = study_of(tmp_path_factory.mktemp("vintages") / "study", data / "aiddata_china" / GCOF)
    take(folder, data / "aiddata_china" / SCA)
    take(folder, data / GCDF)
    return folder


@pytest.fixture(scope="session")
def gcof(vintages: Path) -> Study:
    """Global Chinese Official Finance 1.0 alone."""
    return sarai.open(vintages, release=1)


@pytest.fixture(scope="session")
def sca(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """South and Central Asia 2020 alone."""
    folder = tmp_path_factory.mktemp("sca") / "study"
    return sarai.open(study_of(folder, shared / "data" / "aiddata_china" / SCA))


@pytest.fixture(scope="session")
def africa(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Chinese Official Finance to Africa 1.0 alone."""
    folder = tmp_path_factory.mktemp("africa") / "study"
    return sarai.open(study_of(folder, shared / "data" / "aiddata_china" / AFRICA))
