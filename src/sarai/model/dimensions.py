"""The dimensions of money, a card each: what a total is broken down by and narrowed by.

From this one tuple come the columns of ``contribution``, what the counting selects into them, the words of ``--by``
and of the filters, their help, the parameters of the web and the pages of the docs. To add one is to add a card.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["DIMENSIONS", "Asked", "Dimension"]


class Asked(StrEnum):
    """How the values of a filter are understood."""

    NOT = "it is no filter"
    PARTY = "names and codes of partners and recipients"
    AGENCY = "an agency's name or part of it"
    YEAR = "years and spans of years"
    KIND = "words of the vocabulary Kind"
    STATUS = "words of the vocabulary Status"
    TIER = "words of the vocabulary Tier"
    LISTED = "codes and names of the code list of its column"
    SECTOR = "sectors and their groups"
    HELD = "values that the release holds, whole"
    PART = "part of the words that stand there"
    KEY = "keys, whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension.

    ``is_`` says what it is, ``filter`` what its filter takes, ``asked`` how that is understood. ``sql`` is what the
    counting selects from the relations that it joins there (``p`` the priced flow, ``a`` its activity as told, ``s``
    its shares, ``g``, ``given``, ``placed``, ``topics``, ``series``); without it the column is there already. ``type``,
    ``of`` and ``about`` are its line in the table ``contribution``, as :mod:`sarai.model.tables` writes lines.
    """

    name: str
    is_: str
    asked: Asked = Asked.NOT
    filter: str = ""
    sql: str = ""
    type: str = "text"
    of: str = "-"
    about: str = ""

    @property
    def line(self) -> str:
        """Its line in the table ``contribution``; none where the column stands there for every table's sake."""
        return f"{self.name}  {self.type}  {self.of}  {self.about or self.is_}\n" if self.sql else ""

    @property
    def selected(self) -> str:
        """What the counting selects into its column; none where it is there already."""
        return f"{self.sql} AS {self.name}" if self.sql else ""

    @property
    def codelist(self) -> str:
        """The code list of its column."""
        return self.of.strip("<>")


_FAMILY = """
           CASE WHEN family_of.family = 'reported'
                     AND (a.reporter_role = 'secondary' OR a.tier = 'weak-or-mirror') THEN 'register'
                ELSE coalesce(family_of.family, p.source) END
           || CASE WHEN p.timing = 'cumulative' THEN '-stock' ELSE '' END"""

_FORM = """
           CASE WHEN coalesce(p.aid_type, a.aid_type) IN ('E01', 'E02') THEN 'scholarship'
                WHEN regexp_matches(lower(a.instrument_stated), 'in.?kind') THEN 'in-kind'
                WHEN coalesce(p.aid_type, a.aid_type) IN ('D01', 'D02') THEN 'technical cooperation'
                WHEN coalesce(p.finance_type, a.finance_type) IN ('451', '452', '453') THEN 'export credit'
                WHEN length(coalesce(p.finance_type, a.finance_type)) = 4
                     AND coalesce(p.finance_type, a.finance_type) LIKE '11%' THEN 'guarantee'
                ELSE CASE left(coalesce(p.finance_type, a.finance_type), 1)
                     WHEN '1' THEN CASE WHEN length(coalesce(p.finance_type, a.finance_type)) = 3 THEN 'grant' END
                     WHEN '4' THEN 'loan' WHEN '5' THEN 'equity' WHEN '6' THEN 'debt relief' END
           END"""

DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        name="partner", is_="the provider of the money: ISO code, organisation code, or `several`",
        asked=Asked.PARTY, filter="Providers: ISO or organisation codes, or names.", sql="p.provider", about="partner",
    ),
    Dimension(
        name="agency", is_="donor and agency", asked=Asked.AGENCY, filter="Agencies by name or part of it.",
        sql="coalesce(p.agency, a.agency)", about="donor and agency, or `several`",
    ),
    Dimension(
        name="recipient", is_="ISO code of the country, or DAC code of the region",
        asked=Asked.PARTY, filter="Recipients: ISO codes, DAC codes or names; none = not stated.",
        sql="s.recipient", of="<countries>", about="ISO code, DAC region code; none is not stated",
    ),
    Dimension(
        name="year", is_="year of the statement in the source's year basis",
        asked=Asked.YEAR, filter="2015, 2010-2015, or several with commas.",
        sql="s.year", type="year", of="[year]", about="year",
    ),
    Dimension(
        name="kind", is_="commitment, disbursement, ...",
        asked=Asked.KIND, filter="commitment, disbursement, pledge, ... instead of --measure.",
        sql="p.kind", type="text!", of="<vocabulary.Kind>", about="what happened to the money",
    ),
    Dimension(
        name="flow_class", is_="ODA, other official flows, vague, ...",
        asked=Asked.LISTED, filter="oda, oof, oda-like, oof-like, vague, ...",
        sql="coalesce(p.flow_class, a.flow_class)", of="<flow_classes>", about="flow class",
    ),
    Dimension(
        name="family", is_="whose definition of money: reported, tracked, ...",
        asked=Asked.HELD, filter="Whose definition of money: reported, register, tracked, ceiling, loan-book, ...",
        sql=_FAMILY, type="text!",
        about="whose definition of money; only one family is added; ends in -stock where cumulative",
    ),
    Dimension(
        name="finance_type", is_="DAC finance type",
        asked=Asked.LISTED, filter="DAC finance types: 110 grant, 421 loan, ...",
        sql="coalesce(p.finance_type, a.finance_type)", of="<finance_types>", about="finance type",
    ),
    Dimension(
        name="form", is_="the form of the money: grant, loan, in-kind, scholarship, ...",
        asked=Asked.HELD, filter="The form of the money: grant, loan, in-kind, scholarship, technical cooperation, ...",
        sql=_FORM, about="form of the money; none is not stated",
    ),
    Dimension(
        name="concessional", is_="by whose rules a loan or grant is concessional",
        asked=Asked.HELD, filter="By whose rules it is concessional: `by the DAC and the IMF`, `by the DAC alone`, ...",
        sql="given.concessional", about="by whose rules it is concessional; none where terms of the loan are not known",
    ),
    Dimension(
        name="sector", is_="sector as stated",
        asked=Asked.SECTOR, filter="DAC sectors or groups: 210, 23010, Education, ...",
        sql="s.sector", of="<sectors>", about="sector as stated; none is not stated",
    ),
    Dimension(
        name="sector_group", is_="DAC group of the sector", sql="g.sector_group", of="<sectors>",
        about="its DAC group",
    ),
    Dimension(
        name="status", is_="where the activity stands",
        asked=Asked.STATUS, filter="commitment, implementation, completion, ...",
        sql="a.status", of="<vocabulary.Status>", about="status of the activity",
    ),
    Dimension(
        name="source", is_="publisher's family of data",
        asked=Asked.HELD, filter="Sources, as `sarai sources` lists them.",
    ),
    Dimension(
        name="dataset", is_="release of that family",
        asked=Asked.HELD, filter="Datasets: one release of a source, shown with all that it says.",
    ),
    Dimension(
        name="place", is_="place below the country", asked=Asked.PART, filter="Words in the place below the country.",
        sql="placed.place", about="place",
    ),
    Dimension(
        name="topic", is_="today's topic", asked=Asked.PART, filter="Words in the topic.", sql="topics.topic",
        about="topic",
    ),
    Dimension(
        name="programme", is_="programme of the recipient's own plan or budget",
        asked=Asked.HELD, filter="Programmes of the recipient's own plan or budget, by their codes.",
        sql="a.programme", about="programme of the recipient's plan or budget; none is not stated",
    ),
    Dimension(
        name="fiscal_year", is_="fiscal year of the recipient", asked=Asked.HELD,
        filter="Fiscal years as the recipient writes them: 2023/24, ...", sql="a.fiscal_year",
        about="fiscal year of the recipient as written; none is not stated",
    ),
    Dimension(
        name="on_budget", is_="whether the money passes through the recipient's budget: yes, no",
        asked=Asked.HELD, filter="Whether the money passes through the recipient's budget: yes or no.",
        sql="a.on_budget", about="yes or no; none is not stated",
    ),
    Dimension(
        name="tier", is_="how close the source stands to the fact",
        asked=Asked.TIER, filter="How close the source stands to the fact: official-ledger, official-text, ...",
        sql="a.tier", type="text!", of="<vocabulary.Tier>", about="how close the record's source stands to the fact",
    ),
    Dimension(name="currency", is_="currency as stated", sql="p.currency", of="<currencies>"),
    Dimension(
        name="source_basis", is_="the publisher's own series: currency, prices, base year",
        sql="series.source_basis", about="the publisher's series: currency, prices, base year",
    ),
    Dimension(name="rule", is_="the rule that decided whether a row is counted"),
    Dimension(
        name="activity", is_="the record itself", asked=Asked.KEY, filter="Records by their keys, whole.",
    ),
)  # fmt: skip
"""Every dimension, in the order in which help and docs list them."""
