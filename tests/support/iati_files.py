"""Small made-up IATI files, and what Sarai makes of them. Nothing in them stands for a real one."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import sarai
from sarai import pipeline
from sarai.model.provenance import ReadSettings
from sarai.sources import recognise
from sarai.sources.iati import read

REPORTER = '<reporting-org ref="XX-MADEUP-1" type="10"><narrative>Made-up Agency</narrative></reporting-org>'
FUNDED = '<participating-org role="1" ref="XX-MADEUP-1"><narrative>Made-up Agency</narrative></participating-org>'


def activity(
    name: str,
    *inside: str,
    reporter: str = REPORTER,
    who: str = FUNDED,
    attributes: str = 'default-currency="USD"',
) -> str:
    """An activity of the made-up agency, which reports and funds it unless other words are given."""
    return (
        f"<iati-activity {attributes}><iati-identifier>{name}</iati-identifier>{reporter}"
        f"<title><narrative>Activity {name}</narrative></title>{who}{''.join(inside)}</iati-activity>"
    )


def transaction(
    amount: object, *inside: str, kind: str = "3", day: str | None = "2020-01-01", value_day: str | None = "2020-01-01"
) -> str:
    """A transaction, a disbursement unless another ``kind`` is named; a day of None is left out."""
    dated = "" if day is None else f'<transaction-date iso-date="{day}"/>'
    valued = "" if value_day is None else f' value-date="{value_day}"'
    return (
        f'<transaction><transaction-type code="{kind}"/>{dated}<value{valued}>{amount}</value>'
        f"{''.join(inside)}</transaction>"
    )


def document(*activities: str, attributes: str = 'version="2.03" generated-datetime="2022-02-01T00:00:00Z"') -> str:
    """A file of these activities."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities {attributes}>{"".join(activities)}</iati-activities>'
    )


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of this content; folders in its name are made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """What the reader makes of a file, by table; what it states is kept or rejected, always."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table, batch in read(path, ReadSettings(file="f" * 64, dataset=recognise(path).format.dataset)):
        found.setdefault(table, []).extend(batch.to_pylist())
    assert all(row["stated"] == row["kept"] + row["rejected"] for row in found["tally"])
    return found


def built(folder: Path, *paths: Path) -> tuple[Any, Any]:
    """A study of these files, and what its build told."""
    pipeline.new(folder)
    for path, _, error in pipeline.add(folder, list(paths)):
        assert error is None, (path, error)
    made = pipeline.build(folder, jobs=1)
    assert not made.refused
    return sarai.open(folder), made


def totals(study: Any, by: str, **question: Any) -> dict[Any, Decimal]:
    """Preferred totals in the publisher's own money by one dimension."""
    asked = {"prices": "source", "measure": "disbursed", **question}
    return {row[by]: row["preferred"] for row in study.total(by=[by], **asked).rows}
