"""Where each element and attribute of an IATI file goes: one table for every reader of the format.

The table is an indented list of names as they stand in the file, each followed by what becomes of it.
``@name`` is an attribute, ``text()`` the text of an element; a name alone is an element that only
holds others. Two blanks of indent are one level. What becomes of a thing is one of

- ``row TABLE [column=value ...]``: each such element begins a row of TABLE;
- ``COLUMN``: the value goes to that column of the row that is open; ``COLUMN+`` gathers several values;
- ``texts NAME [> COLUMN]``: the element holds words in languages (2.0x: ``narrative``; 1.0x: its own text):
  each is a row of ``narrative``, and the first also goes to COLUMN;
- ``code COLUMN``: the element's ``@code`` goes to COLUMN, and its text (1.0x) is that code's name;
- ``lang``: the language of the words below; ``kind``: what kind of text they are, added to its name;
- ``use BLOCK``: the block of that name stands here;
- ``no REASON``: it is met, counted and left out, and why.

Source: the IATI Activity and Organisation Standards 2.03 and their predecessors 1.01 to 1.05 and 2.01, 2.02 (schemas
published by the IATI secretariat). Lines that end in ``(1.x)`` are of the old versions alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

CONTAINERS = MappingProxyType({"iati-activity": "iati-activities", "iati-organisation": "iati-organisations"})
"""The root that the standard has around each kind of record."""

_PERSON = "no contact details of a person or an office; no figure rests on them"
_LINKED = "no an address for machines; the identifier beside it says the same"
_CODE_NAME = "no the name of the code beside it, which the code list holds (1.x)"

_ROOT = f"""
@version                              no read when the file is recognised
@generated-datetime                   no read when the file is recognised
@linked-data-default                  {_LINKED}
@default-currency                     default_currency (1.x)
@xml:lang                             lang (1.x)
"""

_ACTIVITY = f"""
{_ROOT}
iati-activity                         row activity
  @version                            no read when the file is recognised (1.x)
  @xml:lang                           lang
  @last-updated-datetime              updated
  @default-currency                   default_currency
  @humanitarian                       humanitarian
  @hierarchy                          hierarchy
  @linked-data-uri                    {_LINKED}
  @budget-not-provided                budget_not_provided
  iati-identifier
    text()                            record_id
  reporting-org                       texts reporting-org > reporter
    @ref                              reporter_ref
    @type                             reporter_type
    @secondary-reporter               reporter_role
  title                               texts title > title
  description                         texts description
    @type                             kind
  participating-org                   row participant
    use organisation
    @role                             role
    @activity-id                      activity_ref
    @crs-channel-code                 channel
  other-identifier                    row identifier
    @ref                              value
    @type                             type
    @owner-ref                        owner (1.x)
    @owner-name                       owner_name (1.x)
    text()                            value (1.x)
    owner-org                         texts owner-org > owner_name
      @ref                            owner
  activity-website                    row document_link (1.x)
    text()                            url (1.x)
  activity-status
    @code                             status_stated
    @xml:lang                         lang (1.x)
    text()                            status_words (1.x)
  activity-date                       row date
    @type                             type
    @iso-date                         day
    @xml:lang                         lang (1.x)
    text()                            words (1.x)
    narrative
      @xml:lang                       lang
      text()                          text activity-date
  contact-info                        row contact
    @type                             type
    organisation                      texts organisation > organisation
    department                        texts department > department
    website
      text()                          website
    person-name                       {_PERSON}
    job-title                         {_PERSON}
    telephone                         {_PERSON}
    email                             {_PERSON}
    mailing-address                   {_PERSON}
  activity-scope                      code scope
  recipient-country                   row recipient vocabulary=iso2
    use share
  recipient-region                    row recipient
    use share
    use vocabulary
  location                            row location
    @ref                              reference
    @percentage                       percent (1.x)
    location-reach                    code reach
    location-id                       row place_id
      @code                           code
      @vocabulary                     vocabulary
    name                              texts name > name
    description                       texts description
    activity-description              texts activity-description
    administrative                    row place_admin
      @code                           code
      @vocabulary                     vocabulary
      @level                          level
      @country                        country (1.x)
      @adm1                           adm1 (1.x)
      @adm2                           adm2 (1.x)
      @xml:lang                       lang (1.x)
      text()                          words (1.x)
    point
      @srsName                        datum
      pos
        text()                        position
    coordinates (1.x)
      @latitude                       latitude (1.x)
      @longitude                      longitude (1.x)
      @precision                      precision (1.x)
      text()                          {_CODE_NAME}
    gazetteer-entry                   row place_id (1.x)
      @gazetteer-ref                  vocabulary (1.x)
      @xml:lang                       lang (1.x)
      text()                          code (1.x)
    location-type                     code feature (1.x)
    exactness                         code precision
    location-class                    code class
    feature-designation               code feature
  sector                              row sector
    use share
    use vocabulary
  tag                                 row label dimension=tag
    use label
  country-budget-items                row budget_items
    @vocabulary                       vocabulary
    budget-item                       row budget_item
      @code                           code
      @percentage                     percent
      @xml:lang                       lang (1.x)
      description                     texts description > label
  humanitarian-scope                  row label dimension=humanitarian-scope
    use label
    @type                             detail
  policy-marker                       row label dimension=policy-marker
    use label
    @significance                     detail
  collaboration-type                  code collaboration
  default-flow-type                   code flow_type
  default-finance-type                code finance_type
  default-aid-type                    row aid_type
    use typed
  default-tied-status                 code tied_status
  budget                              row budget
    @type                             type
    @status                           status
    use period
    use money
  planned-disbursement                row planned
    @type                             plan
    @updated                          updated (1.x)
    use period
    use money
    use parties
  capital-spend
    @percentage                       capital_spend
  transaction                         row transaction
    @ref                              reference
    @humanitarian                     humanitarian
    transaction-type                  code type
      @xml:lang                       lang (1.x)
    transaction-date
      @iso-date                       date
      text()                          date_words (1.x)
    use money
    description                       texts description
    use parties
    disbursement-channel              code channel
    sector                            row sector
      use share
      use vocabulary
    recipient-country                 row recipient vocabulary=iso2
      use share
    recipient-region                  row recipient
      use share
      use vocabulary
    flow-type                         code flow_type
    finance-type                      code finance_type
    aid-type                          row aid_type
      use typed
    tied-status                       code tied_status
  use document
  related-activity                    row related
    @ref                              ref
    @type                             type
    @xml:lang                         lang (1.x)
    text()                            words (1.x)
  legacy-data                         row legacy
    @name                             name
    @value                            value
    @iati-equivalent                  equivalent
    @xml:lang                         lang (1.x)
    text()                            text legacy-data > value (1.x)
  conditions
    @attached                         conditions
    condition                         row condition
      @type                           type
      @xml:lang                       lang (1.x)
      text()                          text condition (1.x)
      narrative
        @xml:lang                     lang
        text()                        text condition
  result                              row result
    @type                             type
    @aggregation-status               aggregation
    title                             texts title > title
    description                       texts description
    use document
    reference                         row reference
      @code                           code
      @vocabulary                     vocabulary
      @vocabulary-uri                 uri
    indicator                         row indicator
      @measure                        unit
      @ascending                      ascending
      @aggregation-status             aggregation
      title                           texts title > title
      description                     texts description
      use document
      reference                       row reference
        @vocabulary                   vocabulary
        @code                         code
        @indicator-uri                uri
      baseline                        row baseline
        @iso-date                     day
        @year                         year
        use value
      period                          row period
        use period
        target                        row target
          use value
        actual                        row actual
          use value
  crs-add
    other-flags                       row label dimension=crs-flag
      @code                           code
      @significance                   detail
    aidtype-flag                      row label dimension=crs-flag (1.x)
      @code                           code (1.x)
      @significance                   detail (1.x)
      text()                          {_CODE_NAME}
    loan-terms                        row loan
      @rate-1                         rate_1
      @rate-2                         rate_2
      repayment-type                  code repayment_type
      repayment-plan                  code repayment_plan
      commitment-date
        @iso-date                     commitment_date
        text()                        {_CODE_NAME}
      repayment-first-date
        @iso-date                     first_repayment
        text()                        {_CODE_NAME}
      repayment-final-date
        @iso-date                     final_repayment
        text()                        {_CODE_NAME}
    loan-status                       row loan_status
      @year                           year
      @currency                       currency
      @value-date                     value_date
      interest-received
        text()                        interest_received
      principal-outstanding
        text()                        principal_outstanding
      principal-arrears
        text()                        principal_arrears
      interest-arrears
        text()                        interest_arrears
    channel-code
      text()                          crs_channel
  fss                                 row fss
    @extraction-date                  extracted
    @priority                         priority
    @phaseout-year                    phaseout_year
    forecast                          row forecast
      @year                           year
      @currency                       currency
      @value-date                     value_date
      text()                          amount
"""

_ORGANISATION = f"""
{_ROOT}
iati-organisation                     row organisation
  @version                            no read when the file is recognised (1.x)
  @xml:lang                           lang
  @last-updated-datetime              updated
  @default-currency                   default_currency
  @linked-data-uri                    {_LINKED}
  organisation-identifier
    text()                            record_id
  iati-identifier (1.x)
    text()                            record_id (1.x)
  identifier (1.x)
    text()                            record_id (1.x)
  name                                texts name > title
  reporting-org                       texts reporting-org > reporter
    @ref                              reporter_ref
    @type                             reporter_type
    @secondary-reporter               reporter_role
  total-budget                        row plan kind=total-budget
    use plan
  recipient-org-budget                row plan kind=recipient-org-budget
    recipient-org                     texts recipient-org > receiver_name
      @ref                            receiver_ref
    use plan
  recipient-region-budget             row plan kind=recipient-region-budget
    recipient-region                  row recipient
      use share
      use vocabulary
    use plan
  recipient-country-budget            row plan kind=recipient-country-budget
    recipient-country                 row recipient vocabulary=iso2
      use share
    use plan
  total-expenditure                   row plan kind=total-expenditure
    use plan
    expense-line                      row budget_line
      use line
  use document
"""

_BLOCKS = {
    "organisation": """
@ref                                  organisation
@type                                 type
@xml:lang                             lang (1.x)
text()                                text name > name (1.x)
narrative
  @xml:lang                           lang
  text()                              text name > name
""",
    "share": """
@code                                 code
@percentage                           percent
@xml:lang                             lang (1.x)
text()                                text name > label (1.x)
narrative
  @xml:lang                           lang
  text()                              text name > label
""",
    "vocabulary": """
@vocabulary                           vocabulary
@vocabulary-uri                       uri
""",
    "label": """
use vocabulary
@code                                 code
@xml:lang                             lang (1.x)
text()                                text name > label (1.x)
narrative
  @xml:lang                           lang
  text()                              text name > label
""",
    "typed": f"""
@code                                 code
@vocabulary                           vocabulary
@xml:lang                             lang (1.x)
text()                                {_CODE_NAME}
""",
    "period": f"""
period-start
  @iso-date                           period_start
  text()                              {_CODE_NAME}
period-end
  @iso-date                           period_end
  text()                              {_CODE_NAME}
""",
    "money": """
value
  @currency                           currency
  @value-date                         value_date
  text()                              amount
""",
    "plan": """
@status                               status
use period
use money
budget-line                           row budget_line
  use line
""",
    "line": """
@ref                                  reference
@xml:lang                             lang (1.x)
use money
narrative
  @xml:lang                           lang
  text()                              text line > label
""",
    "parties": """
provider-org                          texts provider-org > provider_name
  @ref                                provider_ref
  @provider-activity-id               provider_activity
  @type                               provider_type
receiver-org                          texts receiver-org > receiver_name
  @ref                                receiver_ref
  @receiver-activity-id               receiver_activity
  @type                               receiver_type
""",
    "value": """
@value                                value
location                              row value_place
  @ref                                ref
dimension                             row dimension
  @name                               name
  @value                              value
comment                               texts comment
use document
""",
    "document": f"""
document-link                         row document_link
  @url                                url
  @format                             format
  @xml:lang                           lang (1.x)
  title                               texts title > title
  description                         texts description
  category
    @code                             categories+
    text()                            {_CODE_NAME}
  language
    @code                             languages+
    text()                            {_CODE_NAME}
  document-date
    @iso-date                         date
  recipient-country
    @code                             recipients+
    @xml:lang                         lang (1.x)
    text()                            text recipient-country (1.x)
    narrative
      @xml:lang                       lang
      text()                          text recipient-country
""",
}


Action = tuple[str, str, str]
"""What becomes of a value: (verb, column, name of the text or reason); verbs are set, add, text, lang, kind, no."""


@dataclass(slots=True)
class Node:
    """One element of the table: what becomes of its attributes, its text and its children.

    ``table`` is the table whose row the element begins, with its ``constants``; ``reason`` says why the
    element is left out whole; ``relative`` is the path from the row that is open; ``begins`` tells
    whether an element below begins a row.
    """

    path: str
    relative: str = ""
    table: str | None = None
    constants: dict[str, str] = field(default_factory=dict)
    reason: str | None = None
    text: Action | None = None
    attributes: dict[str, Action] = field(default_factory=dict)
    children: dict[str, "Node"] = field(default_factory=dict)
    begins: bool = False


_TEXTS = """
@xml:lang                             lang (1.x)
text()                                text {name}{more} (1.x)
narrative
  @xml:lang                           lang
  text()                              text {name}{more}
"""

_CODED = f"""
@code                                 {{column}}
@xml:lang                             lang (1.x)
text()                                {_CODE_NAME}
"""


STANDARDS = MappingProxyType({"iati-activities": _ACTIVITY, "iati-organisations": _ORGANISATION})
"""The lines of each standard by the root of its files."""


def expanded(text: str, indent: int = 0) -> Iterator[tuple[int, str, str, bool]]:
    """The lines of a table with every block, ``texts`` and ``code`` written out: (level, name, fate, old)."""
    for line in text.splitlines():
        if not line.strip():
            continue
        level = (len(line) - len(line.lstrip())) // 2 + indent
        words = line.strip()
        old = words.endswith("(1.x)")
        name, _, fate = words.removesuffix("(1.x)").strip().partition(" ")
        fate = fate.strip()
        verb, _, rest = fate.partition(" ")
        if name == "use":
            yield from expanded(_BLOCKS[fate], level)
        elif name == "text()" or name.startswith("@"):
            yield level, name, fate, old
        elif verb == "texts":
            told, _, column = rest.partition(" > ")
            yield level, name, "", old
            yield from expanded(_TEXTS.format(name=told, more=f" > {column}" if column else ""), level + 1)
        elif verb == "code":
            yield level, name, "", old
            yield from expanded(_CODED.format(column=rest), level + 1)
        else:
            yield level, name, fate, old


@cache
def tree(root: str) -> Node:
    """The table of a standard as a tree, from the root of its files down."""
    top = Node(root)
    stack: list[tuple[Node, Node]] = [(top, top)]
    for level, name, fate, _ in expanded(STANDARDS[root]):
        parent, owner = stack[level]
        del stack[level + 1 :]
        if name.startswith("@"):
            parent.attributes[name[1:].replace("xml:lang", XML_LANG)] = _action(fate)
        elif name == "text()":
            parent.text = _action(fate)
        else:
            node = parent.children.get(name) or Node(f"{parent.path}/{name}")
            parent.children[name] = node
            verb, _, rest = fate.partition(" ")
            opened = owner
            if verb == "row":
                table, *constants = rest.split()
                node.table = table
                node.constants = dict(each.split("=") for each in constants)
                opened = node
                for above, _ in stack:
                    above.begins = True
            elif verb == "no":
                node.reason = rest
            node.relative = node.path.removeprefix(f"{owner.path}/")
            stack.append((node, opened))
    return top


def _action(fate: str) -> Action:
    verb, _, rest = fate.partition(" ")
    if verb == "no":
        return ("no", "", rest)
    if verb == "text":
        name, _, column = rest.partition(" > ")
        return ("text", column, name)
    if verb in ("lang", "kind"):
        return (verb, "", "")
    return ("add", verb[:-1], "") if verb.endswith("+") else ("set", verb, "")
