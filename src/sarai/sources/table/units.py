"""The money that words speak of: currency, size, prices. ``USD million``, ``in Tsd. EUR``, ``млн долл. США (2015)``.

Headers, titles, cells of a unit column and the words beside a number are read with one grammar, so that what is
understood in one place is understood in all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from sarai import codelists
from sarai.model.vocabulary import PriceBasis
from sarai.sources.table import words
from sarai.sources.table.currency import currencies_meant

_TOKEN = re.compile(
    r"['’]?000s?\b['’]?|[A-Za-z]{0,3}\$|[A-Za-z]{0,2}[€£¥₽₸₩₹₺₴₦₫₱]|[^\W\d_]+\.?(?:['’](?=\s|$))?|\d+(?:[.,]\d+)*|№|%|[()\[\],;:/=&–-]|\S"
)
_GLUED = re.compile(r"^([A-Za-z]{3}|[A-Za-z]{0,3}\$|[€£¥])(k|m|mn|mln|bn|mm|tn)$", re.IGNORECASE)
_PREFIXED = re.compile(r"^(k|K|T|M|Md|Mrd)(EUR|USD|GBP|CHF|€|\$|£)$")
_PREFIXES = {"k": 3, "K": 3, "T": 3, "M": 6, "Md": 9, "Mrd": 9}
"""Sizes glued before money: k€, TEUR, M€, Md€."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 4


class Place(StrEnum):
    """Where words stand: in a title money is spoken of in passing, in a header and a unit cell on purpose."""

    HEADER = "header"
    TITLE = "title"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Unit:
    """What words say of money. ``currencies`` has several codes where the word is ambiguous; ``times`` is none where
    no size is named; ``doubt`` is a word for a size that differs between languages; ``spare`` are words that
    nothing was understood of."""

    currencies: frozenset[str] = frozenset()
    times: Decimal | None = None
    basis: PriceBasis | None = None
    base_year: int | None = None
    doubt: str = ""
    spare: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether a currency, a size or prices are named."""
        return bool(self.currencies or self.times is not None or self.doubt or self.basis)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    told: str
    value: object = None


_TEN = re.compile(r"1(?:[ ,.'\u00a0\u202f]?0{3})*0{0,2}(?:\.0+)?")


@cache
def of_cell(told: str) -> Unit:
    """What a cell of a column of units says; a power of ten is a size there: 1000, 1,000,000."""
    if _TEN.fullmatch(told.strip()):
        return Unit(times=Decimal(re.sub(r"\.0+$|\D", "", told.strip())))
    return read(told, Place.CELL)


@cache
def read(told: str, place: Place = Place.HEADER) -> Unit:
    """What words say of money."""
    pieces = _pieces(told, place)
    currencies: list[frozenset[str]] = []
    times: list[Decimal] = []
    doubt = ""
    money = set()
    for at, piece in enumerate(pieces):
        if piece.kind not in ("money", "size", "both"):
            continue
        if place is Place.TITLE and not _meant_as_unit(pieces, at):
            continue
        if place is Place.HEADER and piece.kind == "size" and not _by_money_or_set_off(pieces, at):
            continue
        money.add(at)
        if piece.kind in ("money", "both"):
            currencies.append(_currency(piece))
        if piece.kind == "size" and piece.value is None:
            doubt = piece.told
        elif piece.kind == "size" and isinstance(piece.value, Decimal):
            times.append(piece.value)
        elif piece.kind == "both" and isinstance(piece.value, tuple):
            times.append(piece.value[1])
    basis, base_year = _prices(pieces, bool(currencies))
    size: Decimal | None = None
    if times:
        size = Decimal(1)
        for each in times:
            size *= each
        if len(set(times)) == 1:
            # "USD million (millions)" says one thing twice.
            size = times[0]
    spare = tuple(piece.told for at, piece in enumerate(pieces) if at not in money and piece.kind == "word")
    return Unit(_common(currencies), size, basis, base_year, doubt, spare)


def without(told: str) -> str:
    """A header without the words that speak of its unit."""
    pieces = [piece for piece in _pieces(told, Place.HEADER) if piece.kind != "mark"]
    spoken = [
        piece.kind in ("money", "both")
        or (piece.kind == "size" and _by_money_or_set_off(pieces, at))
        or words.plain(piece.told) in _prices_words()
        for at, piece in enumerate(pieces)
    ]
    kept = []
    for at, piece in enumerate(pieces):
        near = spoken[at - 1 if at else at] or spoken[at + 1 if at + 1 < len(pieces) else at]
        if not spoken[at] and not (
            near and (piece.kind == "number" or words.plain(piece.told) in words.group("small words"))
        ):
            kept.append(piece.told)
    return " ".join(kept)


def _pieces(told: str, place: Place) -> list[_Piece]:
    # usd2000 and USD_million are two words; a year or a size stands behind the money.
    apart = re.sub(r"_+", " ", told if place is Place.CELL else _numbers(told))
    apart = re.sub(r"(?<=[A-Za-z])(?=(?:19|20)\d\d(?!\d))", " ", apart)
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", apart) if not re.search(r"[A-Z]{2}", apart[:4]) else apart
    tokens = [match.group() for match in _TOKEN.finditer(apart)]
    pieces: list[_Piece] = []
    at = 0
    # In capitals throughout, ALL is no lek and TOP no paʻanga.
    shouted = told.isupper() and len(tokens) > 1
    while at < len(tokens):
        piece, used = _piece(tokens, at, shouted)
        pieces.append(piece)
        at += used
    return _settled(pieces if place is Place.CELL else _hundreds(pieces, place), place)


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _numbers(told: str) -> str:
    """A header in which a power of ten is written out: 10^6, 10⁶, x 1,000."""
    told = re.sub(r"\b10([⁰¹²³⁴-⁹]+)", lambda found: f"10^{found[1].translate(_SUPERSCRIPTS)}", told)
    told = re.sub(r"\b10\s*\^\s*(\d{1,2})\b", lambda found: "1" + "0" * int(found[1]), told)
    told = re.sub(r"(?<=\d)[ ,.'’\u00a0\u202f](?=000\b)", "", told)
    told = re.sub(r"\b(10{3,})s\b", r"\1", told)
    return re.sub(r"(?i)(?<![a-z])[x×*]\s*(?=10{3,}\b)", " ", told)


def _hundreds(pieces: list[_Piece], place: Place) -> list[_Piece]:
    """Pieces in which "100 million" is one size, where it is set off as a unit: (RMB 100 million), in 100 million yen;
    and 1000 alone, beside money: (1000 EUR). Behind "over" or "up to" it is a sum, and two pieces."""
    found: list[_Piece] = []
    at = 0
    while at < len(pieces):
        piece, after = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
        if after is not None and re.fullmatch(r"10{1,3}", piece.told) and isinstance(after.value, Decimal):
            before = [each for each in found if each.kind not in ("money", "maybe")]
            unit = found and (len(found) - len(before) <= 1) and _sets_off(before[-1] if before else None, place)
            if unit or (place is Place.HEADER and not found):
                found.append(_Piece("size", f"{piece.told} {after.told}", int(piece.told) * after.value))
                at += 2
                continue
        if re.fullmatch(r"10{3,12}", piece.told):
            before = [each for each in found if each.kind not in ("money", "maybe")]
            beside = [*[each for each in found if each.kind != "mark"][-1:], *([after] if after is not None else [])]
            if any(each.kind in ("money", "maybe") for each in beside) and _sets_off(
                before[-1] if before else None, place
            ):
                piece = _Piece("size", piece.told, Decimal(int(piece.told)))
        found.append(piece)
        at += 1
    return found


def _sets_off(piece: _Piece | None, place: Place) -> bool:
    """Whether a unit begins behind a piece; a title names sums in brackets, and its unit behind "in"."""
    if piece is not None and words.plain(piece.told) in ("in", "en", "em", "в"):
        return True
    return place is Place.HEADER and (piece is None or piece.told in "([,;:/–-")


def _piece(tokens: list[str], at: int, shouted: bool) -> tuple[_Piece, int]:
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        span = tokens[at : at + length]
        if any(each in "()[],;:/=&%" for each in span):
            continue
        told = " ".join(span)
        bare = told.rstrip(".")
        low = bare.casefold()
        for sized in (told.casefold(), low):
            if sized in words.scales():
                return _Piece("size", told, words.scales()[sized]), length
        if length == 1 and ((len(bare) < 2 and bare.isalpha()) or low in _prices_words()):
            continue
        for named in (told, bare):
            if currencies_meant(named):
                return _Piece("money" if _is_sure(named, shouted) else "maybe", named), length
    token = tokens[at]
    glued = _GLUED.match(token)
    if glued and currencies_meant(glued[1]) and (size := words.scales().get(glued[2].casefold())):
        return _Piece("both", token, (glued[1], size)), 1
    if prefixed := _PREFIXED.match(token):
        return _Piece("both", token, (prefixed[2], Decimal(10) ** _PREFIXES[prefixed[1]])), 1
    if re.fullmatch(r"\d+(?:[.,]\d+)*", token):
        return _Piece("number", token), 1
    if not re.search(r"\w|%|№", token):
        return _Piece("mark", token), 1
    plain = words.plain(token)
    linking = any(plain in words.group(each) for each in ("small words", "words of units")) or plain in _prices_words()
    return _Piece("link" if linking else "word", token), 1


def _is_sure(told: str, shouted: bool) -> bool:
    """Whether a sign or a code is money wherever it stands; a word such as som, real or won only where money is."""
    if not told.isalpha():
        return not told.replace(" ", "").replace("-", "").replace(".", "").isalpha() or " " in told
    word = told.casefold() in words.group("codes that are words")
    return codelists.currency_by_code(told) is not None and (not word or (told.isupper() and not shouted))


def _settled(pieces: list[_Piece], place: Place) -> list[_Piece]:
    """Words that may be money are it where a size, an amount or brackets stand by them."""
    amounts = [words.plain(piece.told) in words.group("sums of amounts") for piece in pieces]
    for at, piece in enumerate(pieces):
        if piece.kind == "maybe":
            beside_amount = any(amounts[:at]) or any(amounts[at + 1 :])
            near = (_beside(pieces, at, -1), _beside(pieces, at, 1))
            sized = any(each is not None and each.kind == "size" for each in near)
            before = pieces[at - 1].told if at else "(" if len(pieces) == 1 and not amounts[at] else ""
            set_off = (before != "" and before in "([,;:/") or words.plain(before) in ("in", "en", "em", "в")
            # A sum is an amount in English and money in Uzbekistan.
            beside_amount = beside_amount and not amounts[at] and place is Place.HEADER
            sure = place is Place.CELL or sized or set_off or beside_amount
            pieces[at] = _Piece("money" if sure else "word", piece.told)
    return pieces


def _prices_words() -> frozenset[str]:
    return words.group("constant prices") | words.group("current prices")


def _currency(piece: _Piece) -> frozenset[str]:
    if piece.kind == "both" and isinstance(piece.value, tuple):
        return currencies_meant(str(piece.value[0]))
    return currencies_meant(piece.told)


def _common(found: list[frozenset[str]]) -> frozenset[str]:
    """The currencies that all words may mean; all of them where the words contradict."""
    if not found:
        return frozenset()
    common = frozenset.intersection(*found)
    return common or frozenset.union(*found)


def _beside(pieces: list[_Piece], at: int, step: int) -> _Piece | None:
    """The next piece in a direction, passing over brackets and the small words of a unit."""
    place = at + step
    while 0 <= place < len(pieces) and (
        pieces[place].told in "()[]'"
        or (pieces[place].kind == "link" and words.plain(pieces[place].told) in ("of", "de", "d"))
    ):
        place += step
    return pieces[place] if 0 <= place < len(pieces) else None


def _by_money_or_set_off(pieces: list[_Piece], at: int) -> bool:
    """Whether a size stands by money, or set off: in brackets, behind a comma or "in", or alone."""
    if len(pieces) == 1:
        return True
    near = (_beside(pieces, at, -1), _beside(pieces, at, 1))
    if any(each is not None and each.kind in ("money", "both") for each in near):
        return True
    before = pieces[at - 1] if at else None
    short = len(words.plain(pieces[at].told)) <= 2
    if before is not None and (before.told in "([,/;–-" or words.plain(before.told) in ("in", "en", "em", "в")):
        return True
    return not short and at == len(pieces) - 1


def _meant_as_unit(pieces: list[_Piece], at: int) -> bool:
    """Whether a title names money as its unit, not a sum ("above USD 5 million") or a thing ("dollar bonds")."""
    for step in (-1, 1):
        place, beside = at + step, None
        while 0 <= place < len(pieces) and pieces[place].kind in ("money", "size", "both"):
            place += step
        beside = pieces[place] if 0 <= place < len(pieces) else None
        if beside is not None and beside.kind == "number" and not _YEAR.fullmatch(beside.told):
            return False
    piece = pieces[at]
    near = (_beside(pieces, at, -1), _beside(pieces, at, 1))
    paired = (
        any(each is not None and {each.kind, piece.kind} in ({"money", "size"},) for each in near)
        or piece.kind == "both"
    )
    before = pieces[at - 1] if at else None
    set_off = before is None or before.told in "([,;:/–-" or before.kind == "link"
    if paired:
        return True
    return set_off and (at + 1 == len(pieces) or pieces[at + 1].kind != "word")


def _prices(pieces: list[_Piece], money: bool) -> tuple[PriceBasis | None, int | None]:
    said = {words.plain(piece.told) for piece in pieces}
    years = [int(piece.told) for piece in pieces if piece.kind == "number" and _YEAR.fullmatch(piece.told)]
    glued = [
        int(pieces[at + 1].told) for at in range(len(pieces) - 1)
        if pieces[at].kind == "money" and pieces[at].told.islower() and _YEAR.fullmatch(pieces[at + 1].told)
    ]  # fmt: skip
    if said & words.group("constant prices") and not said & words.group("current prices"):
        return (PriceBasis.CONSTANT, years[0]) if len(set(years)) == 1 else (PriceBasis.CONSTANT_UNSTATED, None)
    if glued and money:
        return PriceBasis.CONSTANT, glued[0]
    if said & words.group("current prices"):
        return PriceBasis.CURRENT, None
    return None, None


_IN_NAMES = frozenset(("USD", "EUR", "GBP", "CHF", "JPY"))
"""Codes that stand in names of files and mean nothing but money there (php and all do)."""


def of_name(stem: str) -> str:
    """The unit that a file's name says, as a title would: "in USD million" of *oda_usd_mn_2020*; empty where none."""
    told = re.sub(r"[_\W]+", " ", stem)
    codes = {each.upper() for each in told.split()} & _IN_NAMES
    if len(codes) != 1:
        return ""
    (code,) = codes
    size = next((piece.told for piece in _pieces(told, Place.HEADER) if piece.kind == "size"), "")
    said = read(f"{code} {size}".strip())
    return f"in {code} {size}".strip() if said.currencies == {code} else ""


def titled_with_size(titles: Sequence[str]) -> str:
    """The title that names a size."""
    return next((told for told in titles if read(told, Place.TITLE).times is not None), "")
