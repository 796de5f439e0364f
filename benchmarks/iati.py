"""``python -m benchmarks.iati [FOLDER]``: the IATI reader and the whole build against a null parse and two peers.

FOLDER holds IATI activity files of version 2 (without one, the made-up file of the tests is taken); a corpus of a
stated size is made of them by rewriting identifiers, years and currencies, so that no record repeats. The limit is
lxml's ``iterparse`` with an empty loop over the same file. Each measurement runs in a process of its own and tells
its time and peak memory.

The peers, okfn-iati and iatiflattener, run in a virtual environment of their own (``--peers``, made on the first run)
as their documents say; iatiflattener gets its code lists and rates from ours, since it otherwise fetches them.
"""

import argparse
import json
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent / "ledgers" / "iati"
MADE_UP = Path(__file__).parents[1] / "tests" / "golden" / "iati"
PEERS = ("okfn-iati==0.4.3", "iatiflattener==0.10.12")
CURRENCIES = ("USD", "EUR", "GBP", "JPY", "CHF")

_ACTIVITY = re.compile(r"<iati-activity[ >].*?</iati-activity>", re.DOTALL)
_IDENTIFIER = re.compile(r"(<iati-identifier>\s*)([^<]*?)(\s*</iati-identifier>)")
_YEAR = re.compile(r'(iso-date|value-date)="(\d{4})')
_CURRENCY = re.compile(r'currency="USD"')


def corpus(sources: list[Path], target: Path, megabytes: int) -> Path:
    """One file of that size, made of the activities of ``sources`` over and over, each time as other records."""
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    version = re.search(r'<iati-activities[^>]*version="([\d.]+)"', sources[0].read_text(encoding="utf-8"))
    written = 0
    with target.with_suffix(".unfinished").open("w", encoding="utf-8") as out:
        out.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="{version[1] if version else ""}">\n'
        )
        for activity in _rewritten(sources):
            written += out.write(activity + "\n")
            if written >= megabytes * 1_000_000:
                break
        out.write("</iati-activities>\n")
    return target.with_suffix(".unfinished").rename(target)


def _rewritten(sources: list[Path]) -> Iterator[str]:
    nth = 0
    while True:
        nth += 1
        for source in sources:
            for found in _ACTIVITY.finditer(source.read_text(encoding="utf-8")):
                told = _IDENTIFIER.sub(rf"\g<1>\g<2>-{nth}\g<3>", found[0])
                told = _YEAR.sub(lambda each, nth=nth: f'{each[1]}="{2000 + (int(each[2]) + nth) % 24}', told)
                yield _CURRENCY.sub(f'currency="{CURRENCIES[nth % len(CURRENCIES)]}"', told)


MEASURED = """
import json, sys, time
sys.argv = sys.argv[1:]
{imports}
start = time.perf_counter()
{body}
spent = time.perf_counter() - start
# The kernel's own mark for this program; getrusage would tell the peak of whoever started it.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print("BENCH" + json.dumps([spent, peak * 1024]))
"""

NULL = MEASURED.format(
    imports="from lxml import etree",
    body="for _, element in etree.iterparse(sys.argv[0]):\n    element.clear()",
)
NULL_BY_TAG = MEASURED.format(
    imports="from lxml import etree",
    body="for _, element in etree.iterparse(sys.argv[0], tag='iati-activity'):\n    element.clear()",
)
WARM = "\nfor table, batch in iati.read(Path(sys.argv[1]), settings):\n    pass"
"""A small file first: imports and code lists are loaded, as lxml is for the limit."""

READ = MEASURED.format(
    imports=(
        "from pathlib import Path\nimport pyarrow.compute\nfrom sarai.sources import iati, recognise\n"
        "from sarai.sources.iati import taken\nfrom sarai.model.provenance import ReadSettings\n"
        "path = Path(sys.argv[0])\nsettings = ReadSettings(file='b' * 64, dataset=recognise(path).format.dataset)"
        + WARM
    ),
    body="for table, batch in iati.read(path, settings):\n    pass",
)
BUILD = MEASURED.format(
    imports=(
        "import shutil\nfrom pathlib import Path\nfrom sarai import pipeline\n"
        "folder = Path(sys.argv[1])\nshutil.rmtree(folder, ignore_errors=True)\npipeline.new(folder)\n"
        "for path, added, error in pipeline.add(folder, [Path(sys.argv[0])]):\n"
        "    if error is not None:\n        raise error"
    ),
    body="pipeline.build(folder, jobs=1)",
)
OKFN = MEASURED.format(
    imports="from okfn_iati import IatiMultiCsvConverter",
    body="IatiMultiCsvConverter().xml_to_csv_folder(xml_input=sys.argv[0], csv_folder=sys.argv[1])",
)
FLATTENER = MEASURED.format(
    imports="""
import collections, contextlib, io, os, pathlib
import exchangerates, iatiflattener

given = json.loads(pathlib.Path(sys.argv[2]).read_text())

class Offline(iatiflattener.FlattenIATIData):
    def setup_codelists(self, refresh_rates):
        self.countries = given["countries"]
        self.category_group = given["groups"]
        self.organisations = {lang: dict(given["organisations"]) for lang in self.langs}
        self.exchange_rates = exchangerates.CurrencyConverter(update=False, source=given["rates"])
        self.countries_currencies = given["currencies"]
        self.reporting_organisation_groups = {}

with contextlib.redirect_stdout(io.StringIO()):
    flat = Offline(output=sys.argv[1], langs=["en"], run_publishers=False)
""",
    body="flat.process_package('made-up', os.path.basename(sys.argv[0]), os.path.dirname(sys.argv[0]))",
)


def measured(python: str, program: str, *arguments: object) -> tuple[float, float] | str:
    """Seconds and peak bytes of a program in a process of its own, or the last line of its complaint."""
    done = subprocess.run([python, "-c", program, *map(str, arguments)], capture_output=True, text=True, check=False)
    told = [line for line in done.stdout.splitlines() if line.startswith("BENCH")]
    if done.returncode or not told:
        return (done.stderr.strip().splitlines() or ["no answer"])[-1]
    seconds, peak = json.loads(told[-1].removeprefix("BENCH"))
    return seconds, peak


def peers(folder: Path) -> str:
    """The interpreter of the peers' own virtual environment."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return str(python)


def given(path: Path) -> Path:
    """What iatiflattener would fetch: code lists, and monthly rates in its own layout."""
    from sarai import codelists
    from sarai.money import rates

    table = path.with_name("rates.csv")
    lines = ["Date,Rate,Currency,Frequency,Source,Country code,Country"]
    lines += [
        f"{row['period']}-28,{1 / row['value']},{row['currency']},M,{row['source']},,"
        for row in rates.published().to_pylist()
        if len(row["period"]) == 7 and row["currency"] in CURRENCIES
    ]
    table.write_text("\n".join(dict.fromkeys(lines)) + "\n", encoding="utf-8")
    countries = list(codelists.load("countries"))
    stated = {
        "countries": [each.code for each in countries] + [each.code for each in codelists.load("regions")],
        "groups": {each.code: codelists.sector_group(each.code) for each in codelists.load("sectors")},
        "organisations": {"US-501c3-522318905": "AidData"},
        "currencies": {each.code: each.attributes.get("currency", "USD") for each in countries},
        "rates": str(table),
    }
    path.write_text(json.dumps(stated), encoding="utf-8")
    return path


def main() -> None:
    """Run all measurements and print them beside the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=MADE_UP, help="files to make the corpus of")
    parser.add_argument("--small", type=int, default=10, help="megabytes of the first corpus, for the memory")
    parser.add_argument("--large", type=int, default=100, help="megabytes of the second one, for the times too")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", type=Path, default=ROOT / "peers")
    options = parser.parse_args()
    sources = [
        path for path in sorted(options.folder.rglob("*.xml")) if 'version="2' in path.read_text(encoding="utf-8")[:300]
    ]
    name = options.folder.resolve().name
    small = corpus(sources, ROOT / f"{name}-{options.small}.xml", options.small)
    large = corpus(sources, ROOT / f"{name}-{options.large}.xml", options.large)
    size = large.stat().st_size / 1e6
    python, other = sys.executable, peers(options.peers)
    asked = {
        "null: iterparse, every element": (python, NULL, large),
        "null: iterparse, activities only": (python, NULL_BY_TAG, large),
        "sarai: reader": (python, READ, large, sources[0]),
        "sarai: whole build": (python, BUILD, large, ROOT / "study"),
        "okfn-iati: xml_to_csv_folder": (other, OKFN, large, ROOT / "okfn"),
        "iatiflattener: process_package": (other, FLATTENER, large, ROOT / "flat", given(ROOT / "given.json")),
    }
    print(f"{size:.1f} MB in one file; best of {options.runs}")
    print(f"{'':<36}{'seconds':>9}{'MB/s':>8}{'of null':>9}{'peak MB':>9}")
    limit = 0.0
    for name, (interpreter, program, *arguments) in asked.items():
        found = [measured(interpreter, program, *arguments) for _ in range(options.runs)]
        good = [each for each in found if not isinstance(each, str)]
        if not good:
            print(f"{name:<36} failed: {found[0]}")
            continue
        seconds, peak = min(good)
        limit = limit or seconds
        print(f"{name:<36}{seconds:>9.2f}{size / seconds:>8.1f}{f'1/{seconds / limit:.1f}':>9}{peak / 1e6:>9.0f}")
    _memory(python, small, large, sources[0])


def _memory(python: str, small: Path, large: Path, warm: Path) -> None:
    """Peak memory of the reader on the small and on the large corpus."""
    peaks = []
    for path in (small, large):
        found = measured(python, READ, path, warm)
        if isinstance(found, str):
            print(f"reader on {path.name} failed: {found}")
            return
        peaks.append(found[1])
        print(f"reader on {path.stat().st_size / 1e6:.0f} MB: {found[0]:.1f} s, peak {found[1] / 1e6:.0f} MB")
    print(f"peak memory grows by {peaks[1] / peaks[0] - 1:.1%}")


if __name__ == "__main__":
    main()
