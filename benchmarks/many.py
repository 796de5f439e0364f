"""``python -m benchmarks.many [--files N]``: many small files added, built, and built again.

The files are made up: IATI activities of N publishers, one file each, in folders as a mirror lays them out. Each verb
runs in a process of its own; told are its time, the processor's time with that of its workers, and the most memory that
it and its workers had together (sampled).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent / "ledgers" / "many"

ACTIVITY = """<iati-activity default-currency="USD" xml:lang="en" last-updated-datetime="2024-01-31T12:00:00Z">
<iati-identifier>XM-MADE-{publisher}-{nth}</iati-identifier>
<reporting-org ref="XM-MADE-{publisher}" type="10"><narrative>Made-up Agency {publisher}</narrative></reporting-org>
<title><narrative>Made-up wells {nth}</narrative></title>
<participating-org role="1" ref="XM-MADE-{publisher}" type="10"><narrative>Made-up Agency {publisher}</narrative>
</participating-org>
<activity-status code="2"/><activity-date type="2" iso-date="2020-01-01"/>
<recipient-country code="{country}"/><sector vocabulary="1" code="14030"/>
<default-flow-type code="10"/><default-finance-type code="110"/>
<transaction ref="c"><transaction-type code="2"/><transaction-date iso-date="2021-01-15"/>
<value value-date="2021-01-15">{amount}</value></transaction>
<transaction ref="d"><transaction-type code="3"/><transaction-date iso-date="2022-03-01"/>
<value value-date="2022-03-01">{half}</value></transaction>
</iati-activity>
"""


def write(folder: Path, publisher: int, *, amount: int = 1000, activities: int = 3) -> Path:
    """The file of one publisher."""
    path = folder / f"made-{publisher % 100:02}" / f"made-{publisher:05}.xml"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = "".join(
        ACTIVITY.format(
            publisher=publisher, nth=nth, country="KZ KG TJ TM UZ".split()[nth % 5], amount=amount, half=amount // 2
        )
        for nth in range(activities)
    )
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n{told}</iati-activities>\n'
    )
    return path


def measured(*words: object) -> dict[str, float]:
    """Run the command line; its wall and processor time and peak memory."""
    code = "from sarai.cli import main; main()"
    before = os.times()
    began = time.perf_counter()
    # Not a pipe: a build of a thousand files says more than one holds, and would wait for a reader.
    said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - open as long as the process
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)], stdout=subprocess.DEVNULL, stderr=said, text=True
    )
    together = 0
    while process.poll() is None:
        together = max(together, sum(map(_resident, _family(process.pid))))
        time.sleep(0.05)
    if process.returncode:
        said.seek(0)
        told = said.read()
        raise SystemExit(f"{words}: {process.returncode}\n{told[-2000:]}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return {"seconds": time.perf_counter() - began, "processor": spent, "megabytes": together / 1e6}


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def main() -> None:
    """Measure and print one line per verb."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="add,build,again,touched,total")
    options = parser.parse_args()
    shutil.rmtree(ROOT, ignore_errors=True)
    for publisher in range(options.files):
        write(ROOT / "published", publisher)
    study = ROOT / "study"
    measured("new", study)
    build = ("build", study, "--jobs", options.jobs)
    for step in options.only.split(","):
        if step == "touched":
            for publisher in range(0, options.files, 100):
                write(ROOT / "published", publisher, amount=2000)
            print("touched 1 %: add", json.dumps(measured("add", study, ROOT / "published")))
        verb = {"add": ("add", study, ROOT / "published"), "total": ("total", study, "--by", "recipient")}
        told = {name: round(value, 1) for name, value in measured(*verb.get(step, build)).items()}
        print(f"{step:8} {options.files}", json.dumps(told))


if __name__ == "__main__":
    main()
