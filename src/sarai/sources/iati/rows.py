"""What the rows of an activity and of an organisation have in common: keys, codes, money, shares, documents, texts.

Columns still carry the texts of the file; ``columns`` turns them into dates and amounts.
"""

from collections.abc import Mapping, Sequence

from sarai import codelists
from sarai.sources.iati import codes
from sarai.sources.iati.places import owned
from sarai.sources.iati.shares import recipients, sectors
from sarai.sources.iati.walk import Oddity, Raw, Walked

Rows = dict[str, list[Raw]]

_SECONDARY = {"1": "secondary", "true": "secondary", "0": "primary", "false": "primary"}

_FILLED = {"recipient": recipients, "sector": sectors}


class RecordRows:
    """One record on its way to canonical rows; what cannot be understood is added to ``walked.odd``."""

    def __init__(self, walked: Walked, key: str, rows: Rows) -> None:
        self.raw = walked.record
        self.found = walked.rows
        self.walked = walked
        self.key = key
        self.rows = rows
        self.start = len(self.raw["where"])
        self.raw["key"] = key
        self.taken: set[str] = set()

    def odd(self, raw: Raw, column: str, value: str, reason: str) -> None:
        """Note what a row states and cannot mean."""
        self.walked.odd.append(Oddity(raw["where"], column, value, reason))

    def key_of(self, raw: Raw) -> str:
        """The key of a row that has no better one: where it stands in its record."""
        found: str | None = raw.get("key")
        if found is None:
            found = raw["key"] = self.key + raw["where"][self.start :]
        return found

    def unique(self, key: str) -> str:
        """The key, told apart from one that the record has already."""
        taken = self.taken
        if key not in taken:
            taken.add(key)
            return key
        nth = 2
        while (told := f"{key}~{nth}") in taken:
            nth += 1
        taken.add(told)
        return told

    def code(self, raw: Raw, column: str, listed: str, *, upper: bool = False) -> None:
        """Keep a code only where its list knows it."""
        stated = raw.get(column)
        if stated is None:
            return
        code = stated.upper() if upper else stated
        if code in codelists.load(listed):
            raw[column] = code
            return
        self.odd(raw, column, stated, f"is unknown in the list {listed}")
        raw[column] = None

    def currency(self, raw: Raw) -> None:
        """The currency of a row, its own or the record's."""
        stated = raw.get("currency") or self.raw.get("default_currency")
        raw["currency"] = stated
        raw["currency_stated"] = stated
        if stated is not None and stated not in codelists.load("currencies"):
            self.code(raw, "currency", "currencies", upper=True)

    def reporter(self) -> None:
        """Who reports, and in what role."""
        raw = self.raw
        raw["reporter"] = raw.get("reporter") or raw.get("reporter_ref")
        if "reporter_role" in raw:
            raw["reporter_role"] = word_of(raw["reporter_role"], _SECONDARY)

    def splits(self, dimension: str) -> None:
        """Shares of every row that states some in this dimension."""
        for raws in owned(self.found.get(dimension, ())).values():
            owner = raws[0]["in"]
            _FILLED[dimension](raws, self.walked.odd.append)
            for raw in raws:
                raw["dimension"] = dimension
                self._split(raw, owner)

    def label(self, raw: Raw, owner: Raw) -> None:
        """A code that carries no money."""
        raw["vocabulary"] = raw.get("vocabulary") or "1"
        raw["percent"] = None
        raw["basis"] = "label"
        self._split(raw, owner)

    def _split(self, raw: Raw, owner: Raw) -> None:
        raw["key"] = self.unique(f"{owner['key']}/{raw['dimension']}/{raw['vocabulary']}/{raw.get('code') or ''}")
        raw["owner"] = owner["key"]
        self.rows["split"].append(raw)

    def documents(self, listed: Sequence[Raw]) -> None:
        """Documents, each with the row that it belongs to."""
        for raw in listed:
            raw["owner"] = self.key_of(raw["in"])
            self.key_of(raw)
            self.rows["document_link"].append(raw)

    def narratives(self) -> None:
        """Every text in its language; called last, since a text's owner has its key by then."""
        rows = self.rows["narrative"]
        for words in self.walked.words:
            owner = self.key_of(words.owner)
            language = words.language
            rows.append(
                {
                    "key": self.unique(f"{owner}/{words.element}/{language or ''}"),
                    "where": words.where,
                    "owner": owner,
                    "element": words.element,
                    "language": language,
                    "text": words.text,
                }
            )


def word_of(stated: str, words: Mapping[str, str]) -> str:
    """A code in words; as stated where it is none that the standard has."""
    return words.get(stated.casefold(), stated)


def role_of(participant: Raw) -> str | None:
    """The role of an organisation that takes part; none where the standard has no such role."""
    return codes.ROLES.get(participant.get("role", "").casefold())
