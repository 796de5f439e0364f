"""Which places the mutator changes, in Python and in SQL, and what it leaves alone."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def mutate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutate", ROOT / "scripts" / "mutate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutate"] = module
    spec.loader.exec_module(module)
    return module


SOURCE = '''"""A docstring: SELECT a FROM b WHERE c = 1."""
from x import all as every


def f(*args, n=-1):
    """all of them, and more."""
    return all(a < n and not a for a in args)


SQL = f"""SELECT sum(v) FROM t LEFT JOIN u ON u.k = t.k
WHERE d BETWEEN 1 AND 2 AND {f(1) < 2} AND e IS NOT NULL"""
'''


def test_each_place_is_changed_and_the_rest_stays(mutate: ModuleType) -> None:
    found = list(mutate.mutants("made_up.py", SOURCE))
    told = {(each.line, each.old, each.new) for each in found}
    assert told == {
        (7, "all", "any"), (7, "<", "<="), (7, "and", "or"), (7, "not", ""),
        (10, "sum(", "max("), (10, "LEFT JOIN", "JOIN"), (10, "=", "<>"),
        (11, "AND", "OR"), (11, "IS NOT NULL", "IS NULL"),
    }  # fmt: skip
    for each in found:
        changed = each.of(SOURCE)
        assert changed != SOURCE
        assert len(changed) == len(SOURCE) + len(each.new) - len(each.old)
        assert changed.count("\n") == SOURCE.count("\n")


def test_places_are_drawn_by_lot_and_the_same_again(mutate: ModuleType) -> None:
    first = mutate.chosen(60, 1)
    assert [each.name for each in first] == [each.name for each in mutate.chosen(60, 1)]
    assert len({each.name for each in first}) == 60
    assert {each.path.split("/")[2] for each in first} >= {"counting", "money", "analyses"}
