"""From a name to what it means: one thing, several it may mean, or none, with those that are near."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from sarai.codelists.folding import TURNING, fold, fold_each, spelled_each, spellings, turned_round
from sarai.model.errors import CodeError

__all__ = ["Named", "Names", "Outcome", "Resolution"]


class Outcome(StrEnum):
    """What became of a name or a code."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Named(Protocol):
    """What a name can mean: it has a code and a name."""

    @property
    def code(self) -> str:
        """What is stored."""
        ...

    @property
    def name(self) -> str:
        """What is printed."""
        ...


T = TypeVar("T", bound=Named)
T_co = TypeVar("T_co", bound=Named, covariant=True)


@dataclass(frozen=True)
class Resolution(Generic[T_co]):
    """What a text means.

    ``found`` is set where the outcome is FOUND and only there. ``meanings`` holds what an ambiguous text may
    mean. ``why`` says in words by which name, code or rule.
    """

    asked: str
    outcome: Outcome
    found: T_co | None
    meanings: tuple[T_co, ...]
    why: str
    _near: Callable[[str], tuple[T_co, ...]] = field(repr=False, compare=False)

    @cached_property
    def candidates(self) -> tuple[T_co, ...]:
        """What may be meant: the meanings of an ambiguous text, names near an unknown one; looked for when asked."""
        if self.outcome is Outcome.UNKNOWN:
            return self._near(self.asked)
        return self.meanings if self.found is None else (self.found,)

    @property
    def cure(self) -> str:
        """What to do about a text that means no one thing."""
        if not self.candidates:
            return "correct it, or have it added to the code lists"
        told = ", ".join(f"{each.name} ({each.code})" for each in self.candidates)
        return f"say which: {told}" if self.outcome is Outcome.AMBIGUOUS else f"did you mean {told}?"

    def or_raise(self) -> T_co:
        """What was found.

        Raises:
            CodeError: nothing was, or several things are meant; the cure names the candidates.
        """
        if self.found is None:
            raise CodeError(f"{self.asked!r} {self.why}", cure=f"{self.cure[0].upper()}{self.cure[1:]}")
        return self.found


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    means: tuple[T, ...]
    why: str


# Of two or three letters every name is as near as any other.
_LETTERS_TO_COMPARE = 4
# What is so much less like the text than the best is no suggestion a person would make.
_CLEARLY_WORSE = 12
_ACRONYM = re.compile(r"(.+?)\s*[(\[]\s*([A-Z][\w&./-]{1,11})\s*[)\]]\s*", re.UNICODE)


def _add(index: dict[str, _Entry[T]], key: str, thing: T, why: str) -> None:
    entry = index.get(key)
    if entry is None:
        index[key] = _Entry((thing,), why)
    elif all(each.code != thing.code for each in entry.means):
        index[key] = _Entry((*entry.means, thing), entry.why)


class Names(Generic[T]):
    """All names of one sort of thing; no code is looked up here.

    ``what`` is what an unknown text is not ("no known country"). Names are added as (name, thing, why), ambiguous
    ones as (name, things, why); a name that two things claim without its being called ambiguous is an error
    of the lists, which a test finds through :attr:`shared`.
    """

    def __init__(
        self,
        what: str,
        names: Iterable[tuple[str, T, str]],
        ambiguous: Iterable[tuple[str, tuple[T, ...], str]] = (),
    ) -> None:
        self.what = what
        self._by_fold: dict[str, _Entry[T]] = {}
        self._written: dict[str, T] = {}
        self._called = {fold(name): _Entry(tuple(things), why) for name, things, why in ambiguous}
        for name, thing, why in names:
            key = fold(name)
            if key not in self._called:
                self._written.setdefault(name, thing)
                _add(self._by_fold, key, thing, why)
        self.shared = {key: entry.means for key, entry in self._by_fold.items() if len(entry.means) > 1}
        self._by_fold |= self._called

    @cached_property
    def _by_spelling(self) -> dict[str, _Entry[T]]:
        """The names as they may be spelled otherwise: made when a name is first not found as it is written."""
        index: dict[str, _Entry[T]] = {}
        for name, thing in self._written.items():
            for spelling in spellings(name):
                if spelling and spelling not in self._called:
                    _add(index, spelling, thing, "a name of it")
        return index

    def __contains__(self, text: str) -> bool:
        return fold(text) in self._by_fold

    def get(self, text: str) -> T | None:
        """The one thing of exactly this name, but for case, accents and punctuation; the quick way."""
        entry = self._by_fold.get(fold(text))
        return entry.means[0] if entry is not None and len(entry.means) == 1 else None

    def find(self, text: str) -> Resolution[T]:
        """What a text means as a name."""
        found = self._entry(text)
        if found is not None:
            return self._resolution(text, found)
        if ("(" in text or "[" in text) and (acronym := _ACRONYM.fullmatch(text)):
            outer, inner = self._entry(acronym[1]), self._entry(acronym[2])
            # "Congo (Kinshasa)" is not Congo: what is no acronym may be what tells two names apart.
            if outer is not None and (inner is not None or sum(map(str.isupper, acronym[2])) > 1):
                if inner is None or set(inner.means) & set(outer.means):
                    both = tuple(each for each in outer.means if inner is None or each in inner.means)
                    return self._resolution(text, _Entry(both, f"{outer.why}, its letters in brackets"))
                return self._resolution(text, _Entry((*outer.means, *inner.means), ""))
        return Resolution(text, Outcome.UNKNOWN, None, (), f"is no known {self.what}", self.near)

    def _entry(self, text: str) -> _Entry[T] | None:
        found = self._by_fold.get(fold(text))
        if found is not None:
            return found
        for spelling in spellings(text):
            if (found := self._by_spelling.get(spelling)) is not None:
                return _Entry(found.means, f"{found.why}, spelled another way")
        return None

    def _resolution(self, text: str, entry: _Entry[T]) -> Resolution[T]:
        if len(entry.means) == 1:
            return Resolution(text, Outcome.FOUND, entry.means[0], (), entry.why, self.near)
        told = " or ".join(dict.fromkeys(each.name for each in entry.means))
        return Resolution(text, Outcome.AMBIGUOUS, None, entry.means, f"may mean {told}", self.near)

    def each(self, texts: Sequence[str]) -> list[tuple[T, ...]]:
        """What each of many texts may mean: one thing, several or none, as :meth:`find` says of it, in bulk."""
        entries = self._entries(texts)
        left = [at for at, entry in enumerate(entries) if entry is None and texts[at].rstrip().endswith((")", "]"))]
        acronyms = [(at, acronym[1]) for at in left if (acronym := _ACRONYM.fullmatch(texts[at]))]
        meant = [() if entry is None else entry.means for entry in entries]
        for (at, _), outer in zip(acronyms, self._entries([outer for _, outer in acronyms]), strict=True):
            if outer is not None:
                told = self.find(texts[at])
                meant[at] = told.meanings if told.found is None else (told.found,)
        return meant

    def _entries(self, texts: Sequence[str]) -> list[_Entry[T] | None]:
        found = list(map(self._by_fold.get, fold_each(texts)))
        left = [at for at, entry in enumerate(found) if entry is None]
        for at, spelling in zip(left, spelled_each([texts[at] for at in left]), strict=True):
            found[at] = self._by_spelling.get(spelling)
        turned = [
            (at, form)
            for at in left
            if found[at] is None and not TURNING.isdisjoint(texts[at])
            for form in turned_round(texts[at])
        ]
        for (at, _), spelling in zip(turned, spelled_each([form for _, form in turned]), strict=True):
            if found[at] is None:
                found[at] = self._by_spelling.get(spelling)
        return found

    def written(self) -> Iterator[str]:
        """Every name, as it is written."""
        return iter(self._written)

    def near(self, text: str, limit: int = 3) -> tuple[T, ...]:
        """The things whose names are most like a text, as a person would compare them: word by word."""
        from rapidfuzz import fuzz, process, utils

        if len(fold(text)) < _LETTERS_TO_COMPARE:
            return ()
        found: dict[str, T] = {}
        # The whole of a name first; only then a name within a name, which every "Bank" is.
        for scorer, cutoff, choices in (
            (fuzz.token_sort_ratio, 80, self._choices),
            (fuzz.WRatio, 86, [name for name in self._choices if len(name) > _LETTERS_TO_COMPARE]),
        ):
            best = process.extract(
                text, choices, scorer=scorer, processor=utils.default_process, limit=12, score_cutoff=cutoff
            )
            for name, score, _ in best:
                if score >= best[0][1] - _CLEARLY_WORSE:
                    found.setdefault(self._written[name].code, self._written[name])
            if found:
                break
        return tuple(found.values())[:limit]

    @cached_property
    def _choices(self) -> list[str]:
        return list(self._written)

    def names_of(self, code: str) -> tuple[str, ...]:
        """Every name of a thing, its own first."""
        return self._names_by_code.get(code, ())

    @cached_property
    def _names_by_code(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, thing in self._written.items():
            found.setdefault(thing.code, []).append(name)
        return {code: tuple(names) for code, names in found.items()}
