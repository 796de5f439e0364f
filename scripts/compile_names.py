"""Compile the names of countries and currencies in other languages, from Unicode's CLDR and the UN's list of names.

CLDR is read through Babel, which only this script needs. A name that two countries or two currencies share in any of
the languages (Congo, Guiana) tells neither and is left out, and printed; so is one that is an English name of another.
"""

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version

from sarai.codelists.folding import fold, spelled

OUT = Path(__file__).resolve().parents[1] / "src" / "sarai" / "codelists"
ISO = "macro/country-codes.csv"

LANGUAGES = (
    *("ru", "kk", "ky", "tg", "tk", "uz", "uz_Cyrl", "zh", "zh_Hant", "ja", "ko", "mn", "az", "tr", "fa", "ar", "uk"),
    *("fr", "es", "pt", "de", "it"),
)
# How Russian names are written in Latin letters, by BGN/PCGN as spoken and as typed: Tadzhikistan, Kitay, Respublika.
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)
TYPED = LATIN | {"й": "i", "ю": "iu", "я": "ia", "х": "h", "ё": "e", "ц": "c", "щ": "sch"}
UN = {"French": "fr", "Spanish": "es", "Russian": "ru", "Chinese": "zh", "Arabic": "ar"}
ARTICLE = re.compile(
    r"^(?:l'|l’|la |le |les |el |los |las |the )|\s*\((?:l'|l’|la|le|les|el|los|las|the|fem\.)\)|\*+", re.IGNORECASE
)
# Plural forms as CLDR tells them apart; a language has some of them.
COUNTS = ("one", "two", "few", "many", "other")

Said = tuple[str, str, str]
"""A name, the code it means, its language."""


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(name: str, columns: Sequence[str], rows: Iterable[Said]) -> int:
    ordered = sorted(rows, key=lambda row: (row[1], row[2], row[0]))
    with (OUT / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(ordered)
    return len(ordered)


def countries(data: Path) -> Iterator[Said]:
    codes = {row["code"] for row in read(OUT / "countries.csv")}
    for language in ("en", *LANGUAGES):
        for code, name in Locale.parse(language).territories.items():
            if code in codes:
                yield name, code, language
    for row in read(data / ISO):
        for told, language in UN.items():
            for form in ("Short", "Formal"):
                name = ARTICLE.sub("", " ".join(row[f"UNTERM {told} {form}"].split())).strip()
                if name:
                    yield name, row["ISO3166-1-Alpha-2"], language


def in_latin_letters(said: Iterable[Said]) -> Iterator[Said]:
    """Russian names as those write them who have no Cyrillic letters."""
    for name, code, language in said:
        if language == "ru":
            for letters in (LATIN, TYPED):
                plain = "".join(letters.get(each, each) for each in name.casefold())
                # A short one is a word of another tongue: Чили, Мали.
                if plain.isascii() and len(plain) > 4:
                    yield plain.title(), code, "ru_Latn"


def currencies() -> Iterator[Said]:
    # A currency that is gone is asked for by its code or its years: "rouble" is not that of 1991.
    codes = {row["code"] for row in read(OUT / "currencies.csv") if row["status"] == "active"}
    for language in ("en", *LANGUAGES):
        locale = Locale.parse(language)
        plural = locale._data["currency_names_plural"]
        for code, name in locale.currencies.items():
            if code in codes and not re.search(r"\(\d{4}", name):
                yield name, code, language
                for count in COUNTS:
                    if count in plural.get(code, {}):
                        yield plural[code][count], code, language


def keys(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What names mean, under each way that they are compared."""
    return {key: means for name, means in names for key in (fold(name), spelled(name)) if key}


def apart(said: Iterable[Said], known: dict[str, str], what: str) -> list[Said]:
    """The names that mean one thing, once each; those of ``known`` are known already."""
    kept: dict[str, Said] = {}
    means: dict[str, set[str]] = defaultdict(set)
    for name, code, language in said:
        for key in {fold(name), spelled(name)}:
            if key:
                means[key].add(code)
                means[key] |= {known[key]} if key in known else set()
        if len(fold(name)) > 1 and fold(name) not in known:
            kept.setdefault(fold(name), (name, code, language))
    shared = {key for key, codes in means.items() if len(codes) > 1}
    for key, (name, code, language) in list(kept.items()):
        if {key, spelled(name)} & shared:
            others = sorted(means[key] | means[spelled(name)])
            print(f"  {what} {name!r} ({language}) of {code} left out: {others}")
            del kept[key]
    return list(kept.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds data/")
    data = parser.parse_args().shared / "data"
    english = [
        (row[column], row["code"])
        for file, column in (
            ("countries.csv", "name"),
            ("country_names.csv", "alias"),
            ("overlay/country_aliases.csv", "alias"),
            ("overlay/countries.csv", "name"),
        )
        for row in read(OUT / file)
    ]
    said = list(countries(data))
    told = apart([*said, *in_latin_letters(said)], keys(english), "country")
    print("country_names_abroad", write("country_names_abroad.csv", ("alias", "code", "language"), told))
    by_hand = [(row["word"], row["codes"]) for row in read(OUT / "overlay" / "currency_words.csv")]
    named = [(row["name"], row["code"]) for row in read(OUT / "currencies.csv") if row["status"] == "active"]
    words = keys([*by_hand, *named])
    told = apart(currencies(), words, "currency")
    print("currency_names", write("currency_names.csv", ("name", "code", "language"), told))
    path = OUT / "provenance.json"
    cards = json.loads(path.read_text(encoding="utf-8"))
    for name in ("country_names_abroad", "currency_names"):
        cards[name] = {
            "publisher": f"Unicode Consortium, CLDR {get_cldr_version()}, through Babel"
            + ("; the UN's names as the Datasets project has them" if name.startswith("country") else ""),
            "url": "https://cldr.unicode.org/",
            "licence": "Unicode-3.0" + (" (CLDR); ODC-PDDL (country-codes)" if name.startswith("country") else ""),
            "retrieved": "2026-11",
            "compiled_by": "scripts/compile_names.py",
            "changed": f"Names in {len(LANGUAGES)} languages; articles left out; names that two share left out.",
        }
    path.write_text(json.dumps(dict(sorted(cards.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
