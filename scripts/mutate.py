"""Change one place of the counting, the analyses or the money at a time and see whether a test notices.

    python scripts/mutate.py RESULTS.jsonl [--places 300] [--minutes 40] [--seed 14] [--list] [--anew]

Comparisons, and/or, all/any, aggregates, arithmetic and truth values are changed in Python and in the SQL that stands
in strings, which no tool for Python touches. The tests of the three rooms are run once, noting which functions each
calls; then, for each changed place, only the tests that call its function, the quickest first, until one fails. Results
are added to a file, and a run that was broken off goes on from it. Not part of CI: it takes as long as it is given.

A place counts as noticed where a test fails with it and passes again without it. Builds that tests share are not made
anew, so that what only they would notice counts as unnoticed: the share that is printed is a lower bound. ``--anew``
tries those once more, each in a process of its own and on a copy of the tree, where every build is made changed.
"""

import argparse
import ast
import functools
import gc
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tokenize
import types
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "sarai"
ROOMS = {"counting": ("counting", "model/dimensions.py"), "money": ("money",), "analyses": ("analyses",)}
TESTS = ("tests/counting", "tests/money", "tests/analyses", "tests/studies")
SECONDS = 30
"""What the tests of one place may take."""

PYTHON: Mapping[str, str] = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "*": "/", "/": "*",
    "and": "or", "or": "and", "all": "any", "any": "all", "min": "max", "max": "min", "sum": "max", "not": "",
    "True": "False", "False": "True",
}  # fmt: skip
SQL: tuple[tuple[str, str], ...] = (
    (r"(?<!BETWEEN \? )(?<!BETWEEN )\bAND\b", "OR"), (r"\bOR\b(?! REPLACE)", "AND"), (r"\bIS NULL\b", "IS NOT NULL"),
    (r"\bIS NOT NULL\b", "IS NULL"), (r"(?<= )<(?= )", "<="), (r"(?<= )<=(?= )", "<"), (r"(?<= )>(?= )", ">="),
    (r"(?<= )>=(?= )", ">"), (r"(?<= )=(?= )", "<>"), (r"(?<= )<>(?= )", "="), (r"\bsum\(", "max("),
    (r"\bmin\(", "max("), (r"\bmax\(", "min("), (r"\bbool_or\(", "bool_and("), (r"\bbool_and\(", "bool_or("),
    (r"\bcount\(DISTINCT ", "count("), (r"\bLEFT JOIN\b", "JOIN"), (r"\bANTI JOIN\b", "SEMI JOIN"),
    (r"\bSEMI JOIN\b", "ANTI JOIN"), (r"\bUNION ALL\b(?! BY)", "UNION"), (r"\bNOT EXISTS\b", "EXISTS"),
    (r"\bNOT IN\b", "IN"), (r"(?<= )\+(?= )", "-"), (r"(?<= )\*(?= )", "/"), (r"(?<= )/(?= )", "*"),
    (r"(?<= )-(?= )", "+"), (r" DESC\b", ""), (r"\bNOT (?=\w+_|\()", ""),
)  # fmt: skip
IS_SQL = re.compile(
    r"\b(?:SELECT|WHERE|CASE WHEN|JOIN|UNION ALL|GROUP BY|IS (?:NOT )?NULL|LIKE|FILTER|BETWEEN)\b|\w+ = '"
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One place: characters of a file that something else stands for."""

    path: str
    start: int
    end: int
    line: int
    new: str
    old: str

    def of(self, source: str) -> str:
        """The source with the place changed."""
        return source[: self.start] + self.new + source[self.end :]

    @property
    def name(self) -> str:
        """What it is told apart by, also from run to run."""
        return f"{self.path}:{self.line}@{self.start} {self.old!r} -> {self.new!r}"


def mutants(path: str, source: str) -> Iterator[Mutant]:
    """Every place of a file that can be changed: operators and words of Python, and SQL in its strings."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    spoken = {
        node.value.lineno for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }  # fmt: skip
    before = ""
    imports = False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        at = starts[token.start[0] - 1] + token.start[1]
        if token.type == tokenize.NEWLINE:
            imports = False
        elif token.type == tokenize.NAME and token.string in ("import", "from"):
            imports = True
        if token.type == tokenize.STRING and token.start[0] not in spoken and IS_SQL.search(token.string):
            yield from _in_sql(path, token.string, at, token.start[0])
        elif token.string in PYTHON and token.type in (tokenize.OP, tokenize.NAME) and not imports:
            operand = before in (")", "]") or bool(re.fullmatch(r"[\w.]+|['\"].*", before))
            if token.string not in "+-*/" or (operand and before not in ("return", "in", "lambda", "yield")):
                new = PYTHON[token.string]
                yield Mutant(path, at, at + len(token.string), token.start[0], new, token.string)
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            before = token.string


def _in_sql(path: str, text: str, at: int, line: int) -> Iterator[Mutant]:
    prefix = re.match(r"\w*", text)
    inside = [match.span() for match in re.finditer(r"\{[^{}]*\}", text)] if prefix and "f" in prefix[0] else []
    for pattern, new in SQL:
        for match in re.finditer(pattern, text):
            if not any(a <= match.start() < b for a, b in inside):
                here = line + text.count("\n", 0, match.start())
                yield Mutant(path, at + match.start(), at + match.end(), here, new, match[0])


def chosen(places: int, seed: int) -> list[Mutant]:
    """So many places, as many of each room, by lot."""
    drawn = random.Random(seed)
    found = []
    for parts in ROOMS.values():
        files = sorted(
            path for part in parts for path in ([SRC / part] if part.endswith(".py") else (SRC / part).rglob("*.py"))
        )
        every = [each for path in files for each in mutants(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))]
        found += drawn.sample(every, min(places // len(ROOMS), len(every)))
    return found


Place = tuple[str, int]
"""A function by its file and first line."""


class Plugin:
    """Runs every test once, then for each mutant those that call what it is in."""

    def __init__(self, wanted: list[Mutant], results: Path, until: float) -> None:
        self.wanted, self.results, self.until = wanted, results, until
        self.calls: dict[Any, set[Place]] = defaultdict(set)
        self.took: dict[Any, float] = {}
        self.polluted = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of the usual run."""
        files = {str(ROOT / each.path) for each in self.wanted}
        items = session.items
        for number, item in enumerate(items):
            seen: set[Place] = set()

            def note(frame: types.FrameType, event: str, _: object, seen: set[Place] = seen) -> None:
                if event == "call" and frame.f_code.co_filename in files:
                    seen.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

            began = time.monotonic()
            # Only the test itself is noted: what a fixture calls is not called again.
            whole = item.runtest

            def noted(whole: Any = whole, note: Any = note) -> None:
                sys.setprofile(note)
                try:
                    whole()
                finally:
                    sys.setprofile(None)

            item.runtest = noted  # type: ignore[method-assign]
            if self._fails(item, items[number + 1] if number + 1 < len(items) else items[0], seconds=300):
                print(f"does not pass unchanged, left out: {item.nodeid}", flush=True)
            else:
                self.calls[item], self.took[item] = seen, time.monotonic() - began
            item.runtest = whole  # type: ignore[method-assign]
        print(f"{len(self.calls)} tests pass unchanged", flush=True)
        for mutant in self.wanted:
            if time.monotonic() > self.until or self.polluted:
                break
            self._try(mutant)
        return True

    def _fails(self, item: pytest.Item, following: pytest.Item, *, seconds: float) -> bool:
        from _pytest.runner import runtestprotocol

        def stop(*_: object) -> None:
            raise TimeoutError("the test takes too long")

        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))
        except TimeoutError:
            return True
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _try(self, mutant: Mutant) -> None:
        path = str(ROOT / mutant.path)
        source = Path(path).read_text("utf-8")
        function = _function_at(source, mutant.line)
        if function is None:
            folder = str(Path(path).parent) if "dimensions" not in path else str(SRC / "counting")
            tests = [item for item, seen in self.calls.items() if any(at[0].startswith(folder) for at in seen)]
        else:
            tests = [item for item, seen in self.calls.items() if (path, function) in seen]
        tests.sort(key=lambda item: self.took[item])
        outcome, by, began = "unnoticed" if tests else "no test calls it", "", time.monotonic()
        undo = _apply(path, mutant.of(source), whole=function is None)
        if undo is None:
            outcome, by = "noticed", "cannot be imported"
        else:
            for number, item in enumerate(tests):
                if time.monotonic() - began > SECONDS:
                    break
                other = tests[number + 1] if number + 1 < len(tests) else next(i for i in self.calls if i is not item)
                if self._fails(item, other, seconds=SECONDS):
                    outcome, by = "noticed", item.nodeid
                    break
            undo()
            if by and self._fails(item, next(i for i in self.calls if i is not item), seconds=60):
                self.polluted = True  # what the mutant left behind makes it fail: nothing can be said from here on
                print(f"begins anew after {mutant.name}", flush=True)
        told = {"place": mutant.name, "outcome": outcome, "by": by, "tests": len(tests)}
        with self.results.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(told) + "\n")


def _function_at(source: str, line: int) -> int | None:
    """The first line, as its code has it, of the innermost function around a line; none at the level of the module."""
    found = None
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.body[0].lineno <= line <= (node.end_lineno or 0):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            found = max(found or 0, first)
    return found


def _apply(path: str, source: str, *, whole: bool) -> Any:
    """Let what runs be of a changed source; returns what takes it back, None where it cannot be run at all."""
    saved: list[tuple[Any, str, Any]] = []
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except SyntaxError:
        return None
    codes: dict[tuple[str, int], types.CodeType] = {}
    waiting = [code]
    while waiting:
        each = waiting.pop()
        for inner in each.co_consts:
            if isinstance(inner, types.CodeType):
                codes[inner.co_qualname, inner.co_firstlineno] = inner
                waiting.append(inner)
    for function in gc.get_objects():
        if isinstance(function, types.FunctionType) and function.__code__.co_filename == path:
            new = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if (
                new is not None
                and new != function.__code__
                and len(new.co_freevars) == len(function.__code__.co_freevars)
            ):
                saved.append((function, "__code__", function.__code__))
                function.__code__ = new
    if whole:
        modules = [each for each in list(sys.modules.values()) if getattr(each, "__file__", None) == path]
        for module in modules:
            told = {"__name__": module.__name__, "__file__": path, "__package__": module.__package__}
            try:
                exec(code, told)
            except Exception:
                for target, name, was in reversed(saved):
                    setattr(target, name, was)
                return None
            for name, new in told.items():
                old = module.__dict__.get(name)
                if isinstance(old, type | types.FunctionType | types.ModuleType | None) or name.startswith("__"):
                    continue
                for holder in list(sys.modules.values()):
                    for held, value in list(getattr(holder, "__dict__", {}).items()):
                        if value is old and getattr(holder, "__name__", "").startswith(("sarai", "test", "worlds")):
                            saved.append((holder, held, value))
                            setattr(holder, held, new)
    _forget()

    def undo() -> None:
        for target, name, was in reversed(saved):
            setattr(target, name, was)
        _forget()

    return undo


def _forget() -> None:
    """Empty what the three rooms remember of earlier calls."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            where = getattr(getattr(each, "__code__", getattr(each.__wrapped__, "__code__", None)), "co_filename", "")
            if any(f"/sarai/{room}/" in where for room in ROOMS):
                each.cache_clear()


def anew(results: Path, told: list[dict[str, Any]], until: float, places: int, seed: int) -> None:
    """Try what was not noticed once more: a copy of the tree with the change, and the tests of its room in it."""
    after = {each["place"] for each in told if each["outcome"].endswith("anew")}
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        left_out = shutil.ignore_patterns(".git", ".venv", ".*cache", ".hypothesis", "demo")
        shutil.copytree(ROOT, tree, symlinks=True, ignore=left_out)
        if (ROOT.parent / "shared").exists():
            (tree.parent / "shared").symlink_to((ROOT.parent / "shared").resolve(), target_is_directory=True)
        by_name = {each.name: each for each in chosen(places, seed)}
        for each in told:
            mutant = by_name.get(each["place"])
            if each["outcome"] == "noticed" or each["place"] in after or mutant is None or time.monotonic() > until:
                continue
            source = (ROOT / mutant.path).read_text("utf-8")
            (tree / mutant.path).write_text(mutant.of(source), "utf-8")
            try:
                ran = subprocess.run(
                    [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *_nearest(mutant.path)],
                    cwd=tree, env={**os.environ, "PYTHONPATH": str(tree / "src"), "CI": "1"}, capture_output=True,
                    text=True, timeout=600, check=False,
                )  # fmt: skip
                failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
                outcome, by = ("noticed anew", " ".join(failed)) if ran.returncode else ("unnoticed anew", "")
            except subprocess.TimeoutExpired:
                outcome, by = "unnoticed anew", "the tests took too long to say"
            (tree / mutant.path).write_text(source, "utf-8")
            with results.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps({"place": each["place"], "outcome": outcome, "by": by, "tests": 0}) + "\n")


def _nearest(path: str) -> list[str]:
    """The tests of a module's own name first, then those of its room."""
    room, stem = Path(path).relative_to("src/sarai").parts[0], Path(path).stem
    room = "counting" if room == "model" else room
    own = [found.relative_to(ROOT).as_posix() for found in sorted((ROOT / "tests" / room).glob(f"test_{stem}*.py"))]
    return [*own, f"tests/{room}"]


def main() -> int:
    """Try places until all are tried or the time is up; 3 where a new process has to go on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("--places", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--tests", nargs="*", default=TESTS, help="the tests that may notice")
    parser.add_argument("--list", action="store_true", help="print the results and the share that is noticed")
    parser.add_argument("--anew", action="store_true", help="try what was not noticed once more, builds and all")
    asked = parser.parse_args()
    told = (
        [json.loads(line) for line in asked.results.read_text("utf-8").splitlines()] if asked.results.exists() else []
    )
    if asked.anew:
        anew(asked.results, told, time.monotonic() + asked.minutes * 60, asked.places, asked.seed)
        return 0
    if asked.list:
        last = {each["place"]: each["outcome"] for each in told}
        for place, outcome in last.items():
            if not outcome.startswith("noticed"):
                print(outcome, place)
        counts = Counter(last.values())
        noticed = sum(number for outcome, number in counts.items() if outcome.startswith("noticed"))
        print(dict(counts), f"noticed: {noticed / max(1, len(last)):.0%} of {len(last)}")
        return 0
    done = {each["place"] for each in told}
    wanted = [each for each in chosen(asked.places, asked.seed) if each.name not in done]
    random.Random(asked.seed).shuffle(wanted)
    os.environ["CI"] = "1"  # the same examples every time
    plugin = Plugin(wanted, asked.results, time.monotonic() + asked.minutes * 60)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:warnings", *asked.tests], plugins=[plugin])
    return 3 if plugin.polluted else 0


if __name__ == "__main__":
    raise SystemExit(main())
