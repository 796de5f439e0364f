"""Whose money it is: the partner of a transaction, and the rule that found it.

Partner is the transaction's provider; else the one funding organisation; else the reporter where it is one of several
funders, or where no funder is named and it is no secondary reporter; else ``several``.
"""

from dataclasses import dataclass
from functools import lru_cache

from sarai import codelists
from sarai.codelists import OrganisationKind
from sarai.model.vocabulary import SEVERAL, Tier


@dataclass(frozen=True, slots=True)
class Funder:
    """An organisation that gives: its code as partner and the agency behind it."""

    partner: str
    agency: str | None


@dataclass(frozen=True, slots=True)
class Funding:
    """Who funds an activity, where a transaction does not say it: partner, agency, and why."""

    partner: str | None
    agency: str | None
    rule: str


@lru_cache(maxsize=100_000)
def funder(ref: str | None, name: str | None) -> Funder | None:
    """The partner that an organisation's code or name means; none where neither is stated.

    An organisation counts under its donor (``JP-8``, ``XM-DAC-701-8`` under Japan, ``42001`` under the EU), by whatever
    code or name it is told; one that no list knows, or that code and name tell apart, is its own partner as stated.
    ``agency`` is partner and name, or none where the name is the partner's own.
    """
    told = name or ref
    if told is None:
        return None
    found = codelists.organisation_of(ref, name).found
    if found is None or found.kind is OrganisationKind.CATEGORY:
        return Funder(ref or _as_named(told), told)
    if found.agency is not None or name is None:
        return Funder(found.donor, found.agency)
    named = codelists.organisation_by_name(name).found
    # A name that no list knows is a body of the state or organisation whose code stands beside it.
    return Funder(found.donor, None if named is not None and named.code == found.code else f"{found.donor}:{name}")


def _as_named(name: str) -> str:
    """A name that no list knows; one that reads like another's code says that it is none (SC is not Seychelles)."""
    return f"{name} (as named)" if codelists.organisation_by_code(name).found is not None else name


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as a file names it: code, name, and its role or type where one is stated."""

    ref: str | None
    name: str | None
    stands_as: str | None = None

    def is_same(self, other: "Party") -> bool:
        """Whether the two are one organisation: by their codes where both state one, else by name or meaning."""
        if self.ref is not None and other.ref is not None:
            return self.ref.casefold() == other.ref.casefold()
        mine, others = funder(self.ref, self.name), funder(other.ref, other.name)
        return mine is not None and mine == others


@dataclass(frozen=True, slots=True)
class Parties:
    """Who tells of an activity and who takes part in it."""

    reporter: Party
    reporter_role: str | None
    record: str
    named: tuple[Party, ...]

    def funding(self, *, incoming: bool = False) -> Funding:
        """Who gives the money of a transaction that names no provider.

        The standard takes the reporter for it. That holds where the reporter is named among the funders, or where
        no funder is named and the reporter is no secondary one; of ``incoming`` money the reporter is never the
        giver.
        """
        funders = [each for each in self.named if each.stands_as == "funding"]
        if incoming:
            funders = [each for each in funders if not each.is_same(self.reporter)]
        found = [each for each in (funder(one.ref, one.name) for one in funders) if each is not None]
        partners = {each.partner for each in found}
        if len(partners) == 1:
            agencies = {each.agency for each in found}
            agency = agencies.pop() if len(agencies) == 1 else SEVERAL
            return Funding(found[0].partner, agency, "the one funding organisation")
        own = None if incoming else funder(self.reporter.ref, self.reporter.name)
        if own is not None and partners and self._funds:
            return Funding(own.partner, own.agency, f"the reporter, one of {len(partners)} funding organisations")
        if own is not None and not partners and not self.is_secondary:
            return Funding(own.partner, own.agency, "the reporter: no provider and no funding organisation is named")
        if partners:
            return Funding(SEVERAL, SEVERAL, f"{len(partners)} funding organisations, shares not stated")
        return Funding(None, None, "not stated: no provider and no funding organisation")

    @property
    def is_secondary(self) -> bool:
        """Whether the reporter tells of what others do: it says so, or others take part and it does not.

        A proxy states that it is no secondary reporter (the standard's definition of the flag), and a public body
        is taken at its word for records under its own code; whoever compiles others' registers has that too.
        """
        if self.reporter_role is not None:
            return self.reporter_role == "secondary"
        return bool(self.named) and not self._takes_part and not self._public_own

    @property
    def _funds(self) -> bool:
        mine = funder(self.reporter.ref, self.reporter.name)
        funders = (funder(each.ref, each.name) for each in self.named if each.stands_as == "funding")
        return mine is not None and any(each is not None and each.partner == mine.partner for each in funders)

    @property
    def _takes_part(self) -> bool:
        return any(each.is_same(self.reporter) for each in self.named)

    @property
    def _public_own(self) -> bool:
        own = bool(self.reporter.ref) and self.record.startswith(f"{self.reporter.ref}-")
        return own and self.reporter.stands_as in _PUBLIC

    def tier(self) -> Tier:
        """How close the reporter stands to the money it tells of."""
        if self.reporter_role == "secondary":
            return Tier.WEAK_OR_MIRROR
        funders = any(each.stands_as == "funding" for each in self.named)
        if self._funds or self._public_own or (not funders and not self.is_secondary):
            return Tier.OFFICIAL_LEDGER
        if self._takes_part or self.reporter_role == "primary":
            return Tier.OFFICIAL_LEDGER if self.reporter.stands_as in _PUBLIC else Tier.OWN_RECORD
        return Tier.WEAK_OR_MIRROR


_PUBLIC = ("10", "11", "15", "40")
"""Types (IATI OrganisationType) of organisations with official ledgers: governments, public bodies, multilaterals."""
