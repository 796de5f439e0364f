"""Places: coordinates of both dialects, and every code of a place in gazetteers and administrative lists."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from sarai.sources.iati.walk import Oddity, Raw


def places(found: Mapping[str, list[Raw]], note: Callable[[Oddity], None]) -> list[Raw]:
    """The ``location`` rows of one activity with latitude, longitude, codes and administrative codes filled."""
    listed = found.get("location", [])
    ids = owned(found.get("place_id", ())) if listed else {}
    admins = owned(found.get("place_admin", ())) if listed else {}
    for raw in listed:
        if codes := ids.get(id(raw)):
            raw["codes"] = [_coded(each, "vocabulary", "code") for each in codes]
        if areas := admins.get(id(raw)):
            names = ("vocabulary", "level", "country", "adm1", "adm2", "code", "words")
            raw["admins"] = [_coded(each, *names) for each in areas]
            finest = ("code", "adm2", "adm1", "words")
            raw["admin"] = next((each[name] for each in areas for name in finest if name in each), None)
        if (stated := raw.get("position")) is not None:
            parts = stated.replace(",", " ").split()
            if len(parts) == 2:
                raw["latitude"], raw["longitude"] = parts
            else:
                note(Oddity(raw["where"], "pos", stated, "is no latitude and longitude"))
    return listed


def owned(raws: Iterable[Raw]) -> dict[int, list[Raw]]:
    """Rows by the row they stand in."""
    found: dict[int, list[Raw]] = defaultdict(list)
    for raw in raws:
        found[id(raw["in"])].append(raw)
    return found


def _coded(raw: Raw, *names: str) -> str:
    return ":".join([raw[name] for name in names if name in raw])
