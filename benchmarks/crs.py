"""How long a bulk file of the CRS takes and what it holds in memory: ``python benchmarks/crs.py 1000000``.

The file is made up; its columns and the length of its texts are those of the published ones.
"""

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from sarai import sources
from sarai.model.provenance import ReadSettings
from sarai.sources.crs import columns

DONORS = ((701, "Japan"), (5, "Germany"), (302, "United States"), (905, "International Development Association"))
PLACES = ((615, "Tajikistan"), (617, "Uzbekistan"), (613, "Kazakhstan"), (998, "Developing countries, unspecified"))
SECTORS = (21020, 23630, 11220, 15110, 14020)


def make(path: Path, rows: int) -> Path:
    """A bulk file of so many rows, with every column that is known."""
    names = [*columns.BULK, *(name for name in columns.BULK_IGNORED if name and name != "unnamed0")]
    chance = random.Random(16)
    blank = dict.fromkeys(names, "")
    with path.open("w", encoding="utf-8") as stream:
        stream.write("|".join(names) + "\n")
        for at in range(rows):
            donor, place = DONORS[at % 4], PLACES[at % 3 if at % 7 else 3]
            row = {
                **blank,
                "year": 2000 + at % 23,
                "donorcode": donor[0],
                "donorname": f'"{donor[1]}"',
                "agencycode": at % 9,
                "agencyname": f'"Agency {at % 9}"',
                "crsid": f'"{2000 + at % 23}{at // 3:06}"',
                "projectnumber": f'"P-{at}"',
                "recipientcode": place[0],
                "recipientname": f'"{place[1]}"',
                "flowcode": 11,
                "bimulti": 1,
                "category": 10,
                "financet": 110,
                "aidt": '"C01"',
                "usdcommitment": round(chance.random() * 9, 6),
                "usddisbursement": round(chance.random() * 9, 9),
                "usdgrantequiv": round(chance.random(), 6),
                "usdcommitmentdefl": 1.5,
                "projecttitle": f'"A made-up project, number {at}, with a title of usual length"',
                "shortdescription": f'"MADE-UP PROJECT {at}"',
                "purposecode": SECTORS[at % 5],
                "channelcode": 12000,
                "channelreportedname": f'"Implementer {at % 5000}"',
                "longdescription": f'"{"what it is about; " * 15}"',
            }
            stream.write("|".join(str(row[name]) for name in names) + "\n")
    return path


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = make(Path(folder) / "crs.txt", int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
        start, busy, told = time.perf_counter(), time.process_time(), 0
        for table, batch in sources.reader("crs")(made, ReadSettings(file="made up", dataset="crs-bulk")):
            told += batch.num_rows if table == "flow" else 0
        took, busy = time.perf_counter() - start, time.process_time() - busy
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = made.stat().st_size / 1e6
        print(f"{size:,.0f} MB, {told:,} statements: {took:.1f} s ({busy:.1f} s of processors), {held:,.0f} MB held")
