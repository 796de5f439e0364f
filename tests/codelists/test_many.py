"""A column of names gives what each of its names gives alone: every name of the lists, every trap, and hostile text."""

import random
import time
import unicodedata

import pytest

from name_traps import NOBODY, TRAPS
from sarai import codelists
from sarai.codelists.folding import fold, fold_each, spelled, spelled_each
from sarai.codelists.lists import rows_of

LISTED = sorted(
    {name for one in codelists.every_organisation() for name in (one.name, *codelists.other_names(one.code))}
    | {row["alias"] for file in ("country_names.csv", "country_names_abroad.csv") for row in rows_of(file)}
    | {row["alias"] for file in ("overlay/country_aliases.csv", "overlay/region_aliases.csv") for row in rows_of(file)}
    | {row["name"] for row in rows_of("overlay/ambiguous_names.csv")}
)
BODIES = [
    "Government of {}", "Ministry of Finance, {}", "{} Ministry of Foreign Affairs", "Embassy of {} in Tajikistan",
    "{}'s Department of Energy", "{}: Ministry-General of Works", "The Royal Government of the {}", "{} (GOV)",
    "Правительство {}", "Gouvernement d'{}", "Ministry of Health ({})", "{} Aid", "Delegation of the European Union {}",
]  # fmt: skip
HABITS = [
    str.upper, str.lower, str.title, lambda name: name.replace(" ", "  "), lambda name: f" {name} (the)",
    lambda name: unicodedata.normalize("NFD", name), lambda name: name.replace(" and ", " & "),
    lambda name: ", ".join(reversed(name.split(" ", 1))), lambda name: name.replace(" ", "\n"),
    lambda name: f"{name} (ABC)", lambda name: f"{name} [{name[:1]}.{name[-1:]}.]", lambda name: name[:-1],
    lambda name: name.replace("Development", "Dev."), lambda name: name.replace("a", "а"), lambda name: f"{name}’s",
    lambda name: f"{name} 1/", lambda name: f"{name}²", lambda name: f"{name} (3)",
]  # fmt: skip
CHARACTERS = "aZ é&,()[]'’-\n\t\r\u2028\x00ßİıŁ゙゚かがｶﾞ가각中Ж́㌔ﬁΣς٣²_/\u0300\u200b😀"


def unseen(rng: random.Random, number: int) -> list[str]:
    """Names as the world writes them, wrong in ten ways, and texts that no one writes."""
    made = ["", " ", "\n", "(", ")", ",", "()", "(A)", "&", "The", "of", "x" * 5_000, "(" * 500, "a (AB) " * 200]
    while len(made) < number:
        name = rng.choice(LISTED)
        if rng.random() < 0.3:
            name = rng.choice(BODIES).format(name)
        for _ in range(rng.randint(0, 3)):
            name = rng.choice(HABITS)(name)
        made.append(name if rng.random() < 0.8 else "".join(rng.choices(CHARACTERS, k=rng.randint(0, 30))))
    return made


@pytest.mark.parametrize(
    "names",
    [LISTED, [name for name, _ in TRAPS] + NOBODY, unseen(random.Random(15), 6_000)],
    ids=["listed", "traps", "unseen"],
)
def test_many_names_mean_what_each_means_alone(names: list[str]) -> None:
    assert fold_each(names) == [fold(name) for name in names]
    assert spelled_each(names) == [spelled(name) for name in names]
    together = codelists.organisations_named(names)
    alone = [codelists.organisation_by_name(name).found for name in names]
    assert [each for each in zip(names, together, alone, strict=True) if each[1] is not each[2]] == []
    places = codelists.places_named(names)
    one_by_one = [codelists.place_by_name(name).found for name in names]
    assert [each for each in zip(names, places, one_by_one, strict=True) if each[1] is not each[2]] == []


def test_every_character_is_folded_the_same_beside_any_other() -> None:
    texts = [f"a{chr(code)}b" for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    random.Random(1).shuffle(texts)
    assert fold_each(texts) == [fold(text) for text in texts]
    assert spelled_each(texts) == [spelled(text) for text in texts]


def test_the_answers_stand_in_the_order_of_the_names() -> None:
    names = ["JICA", "Nobody Ltd", "Japan", "JICA", "Таджикистан", "Nobody Ltd"]
    assert [one and one.code for one in codelists.organisations_named(names)] == [
        "JP:JICA", None, "JP", "JP:JICA", "TJ", None,
    ]  # fmt: skip
    assert codelists.organisations_named([]) == codelists.places_named([]) == []


def test_a_column_of_a_million_names_is_looked_up_within_a_second() -> None:
    """As files hold them: some twenty thousand names, each often. The best of three, against a busy machine."""
    rng = random.Random(7)
    asked = rng.choices([*LISTED, *(f"Nobody {number} Ltd" for number in range(10_000))], k=1_000_000)
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        codelists.organisations_named(asked)
        best = min(best, time.process_time() - start)
    assert best < 1.0
