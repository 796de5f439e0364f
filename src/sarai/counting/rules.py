"""The rules that put a row in or out of totals, in the order in which they are asked.

A rule is a condition in SQL over the columns of ``flow`` and ``activity`` and the named facts of
``sarai.counting.facts``; the first rule that holds decides. Rules that put rows out come before those that only
doubt them.
"""

from dataclasses import dataclass

from sarai.model.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the rows it holds for get its ``standing``.

    ``title`` is what it holds in one line, ``about`` says what it does and why; ``source`` names the text it rests on.
    """

    id: str
    title: str
    standing: Standing
    when: str
    about: str
    source: str


COUNTED = "counted"
"""The word for a row that no rule holds for: it is certain."""

RULES = (
    Rule(
        id="outside_the_study",
        title="Rows of other countries, partners or years stay in the ledger and out of the study's totals.",
        standing=Standing.OUT,
        when="NOT in_study",
        about="Recipient, partner or year is none of those the study names.",
        source="study.toml",
    ),
    Rule(
        id="told_again",
        title="Another telling of a record that is told already is no more money.",
        standing=Standing.OUT,
        when="list_contains(marks, 'retold')",
        about="The row tells once more, from another page, of a project that its main source tells; it is kept beside it, "
        "with its own amount where the two differ.",
        source="the source's own word; the first page of a project speaks for it",
    ),
    Rule(
        id="cancelled",
        title="Money of a cancelled activity is not counted.",
        standing=Standing.OUT,
        when="status = 'cancelled'",
        about="The activity was cancelled.",
        source="status as stated",
    ),
    Rule(
        id="suspended",
        title="Money of a suspended activity is not counted.",
        standing=Standing.OUT,
        when="status = 'suspended'",
        about="The activity is suspended.",
        source="status as stated",
    ),
    Rule(
        id="umbrella",
        title="An umbrella is the sum of other records.",
        standing=Standing.OUT,
        when="list_contains(marks, 'umbrella')",
        about="A framework whose parts are records of their own; counting both would count the money twice.",
        source="the source marks the record as an umbrella",
    ),
    Rule(
        id="pledge_not_firm",
        title="A pledge is no commitment.",
        standing=Standing.OUT,
        when="kind = 'pledge'",
        about="A pledge is an intention, not an obligation; it never enters commitments.",
        source="IATI TransactionType 2 (firm, written obligation); AidData advises to leave pledges out",
    ),
    Rule(
        id="stock_on_a_date",
        title="A stock on a date is no year's money.",
        standing=Standing.OUT,
        when="timing = 'cumulative'",
        about="The amount is everything up to a date, such as a loan book's; added to the money of years it would stand "
        "beside itself. Its source or dataset asked alone shows it.",
        source="IATI transaction date and value; World Bank, IBRD Statement of Loans (stocks at the end of a period)",
    ),
    Rule(
        id="not_recommended_by_source",
        title="What the source does not stand by is not counted.",
        standing=Standing.OUT,
        when="recommended = 'no'",
        about="The source itself advises to leave the record out of totals.",
        source="AidData: recommended_for_research; in the first workbooks, the sheet of official finance",
    ),
    Rule(
        id="debt_reorganised",
        title="Relief or rescheduling of a debt is no new commitment.",
        standing=Standing.OUT,
        when="finance_type LIKE '6%' AND kind = 'commitment'",
        about="The money was committed when the loan was made; forgiving or rescheduling it is a class of its own. "
        "`--finance-type 610` (and the like) shows it, `--as-published` counts it as publishers do.",
        source="OECD DAC finance types 600-699, debt reorganisation; AidData GCDF 3.0 has such records among its recommended ones",
    ),
    Rule(
        id="replaced_by_revision",
        title="A plan that was revised is replaced.",
        standing=Standing.OUT,
        when="revision = 'replaced'",
        about="A revised budget or planned disbursement for the same period stands beside it: the revised one is the plan.",
        source="IATI BudgetType 2, Revised",
    ),
    Rule(
        id="overlaps_revision",
        title="A plan that a revised one overlaps is doubtful: it counts in the high total alone.",
        standing=Standing.POSSIBLE,
        when="revision = 'overlapped'",
        about="A revised plan covers part of the period or more than it: it may hold the same money.",
        source="IATI BudgetType 2, Revised",
    ),
    Rule(
        id="part_of_facility",
        title="A loan made out of a facility that counts is doubtful: it counts in the high total alone.",
        standing=Standing.POSSIBLE,
        when="of_facility",
        about="The record and a master facility name each other, and both are of one partner and recipient: the facility holds "
        "the loan. Records that are merely linked are siblings, and each is money of its own; a facility that does not count holds none.",
        source="AidData's titles: 53547 is a master facility, 40266 a loan linked to it; of 337 records 164 are linked",
    ),
    Rule(
        id="parent_of_counted",
        title="A parent whose sum is its children's sum is set aside.",
        standing=Standing.OUT,
        when="children_sum = 'equal'",
        about="The activity's sum is the sum of its children's, so the same money stands twice; it counts there.",
        source="IATI hierarchy guidance",
    ),
    Rule(
        id="parent_beside_children",
        title="A parent whose sum is not its children's is doubtful: it counts in the high total alone.",
        standing=Standing.POSSIBLE,
        when="children_sum = 'unequal'",
        about="The activity and its children both report money and the sums differ, so it may hold theirs or more.",
        source="IATI hierarchy guidance",
    ),
    Rule(
        id="same_identifier",
        title="Another element under the same identifier may be more of the record: it counts in the high total alone.",
        standing=Standing.POSSIBLE,
        when="is_twin",
        about="Another element of the same file bears the identifier and speaks for it, and this one is not known to be an "
        "older telling of the same statements.",
        source="IATI: an identifier is unique; files that repeat one are published all the same",
    ),
    Rule(
        id="mirrored_expenditure",
        title="Expenditures that mirror commitments are not spending.",
        standing=Standing.OUT,
        when="repeated = 'commitments' AND kind = 'expenditure'",
        about="The reporter's expenditures equal its commitments in nine of ten activities: they repeat them.",
        source="measured on the file: at least 10 activities state both",
    ),
    Rule(
        id="total_cost_expenditure",
        title="Expenditures that are what projects cost in all are not spending.",
        standing=Standing.OUT,
        when="repeated = 'total cost' AND kind = 'expenditure'",
        about="The reporter states one expenditure per activity, and it holds what was committed and disbursed (in nine of ten "
        "activities), being that very sum in one of ten: it is the cost of the project, whoever pays it. Its disbursements "
        "are what it spent.",
        source="IATI TransactionType 4: outgoing funds spent on goods and services for the activity; measured on the file: at "
        "least 10 activities state expenditure and disbursement",
    ),
    Rule(
        id="absent_from_newer",
        title="What a later dataset of the source could print and neither prints nor cites is not certain.",
        standing=Standing.PREFERRED,
        when="unprinted",
        about="A later dataset of the same source could hold the record and neither prints nor cites it: it may have been "
        "dropped, or told anew under other numbers.",
        source="the scopes of the datasets, as their cards state them",
    ),
    Rule(
        id="assumed_share",
        title="Equal parts that nobody states are no certain allocation.",
        standing=Standing.PREFERRED,
        when="recipient_basis = 'assumed' OR sector_basis = 'assumed'",
        about="Several recipients or sectors are named without shares; equal parts are assumed.",
        source="IATI: percentages are to be stated where several are named; equal parts are our assumption",
    ),
    Rule(
        id="cofinanced",
        title="A cofinanced amount is not certain to be the partner's own.",
        standing=Standing.PREFERRED,
        when="list_contains(marks, 'cofinanced') OR list_contains(inherited_marks, 'cofinanced')",
        about="Several financiers share the amount and their shares are not stated: part of it may be another's. A "
        "newer file without a column for it takes the mark from an older telling, which `explain` shows.",
        source="the source marks the record as cofinanced",
    ),
    Rule(
        id="umbrella_before",
        title="What an older telling marks as an umbrella is not certain.",
        standing=Standing.PREFERRED,
        when="list_contains(inherited_marks, 'umbrella')",
        about="An older telling of the record, whose file has a column for it, marks it as a framework of other records; "
        "the newer file has no such column and tells it as a record of its own.",
        source="AidData: 40267 is an umbrella in GCOF 1.0 and a completed loan in GCDF 3.0",
    ),
    Rule(
        id="debt_relief",
        title="Relief of a debt may repeat a loan.",
        standing=Standing.PREFERRED,
        when="finance_type LIKE '6%'",
        about="Forgiving or rescheduling a debt may repeat a loan that was counted when it was made.",
        source="DAC finance types 600-699",
    ),
)
"""The first that holds decides."""

ITEMISED = Rule(
    id="itemised",
    title="Records itemise the total that holds them: what they tell is taken off it once.",
    standing=Standing.CERTAIN,
    when="a total of the same publisher, family, partner, recipient, year, kind, year basis and flow class is loaded",
    about="The row takes a record's money off the publisher's total, and stands where the record stands: low and preferred "
    "are the total, what no record itemises stays with it.",
    source="OECD CRS totals hold what members also publish record by record (IATI, open data of agencies)",
)
ABOVE_TOTAL = Rule(
    id="records_above_total",
    title="Records above their publisher's own total contradict it: high is the records.",
    standing=Standing.POSSIBLE,
    when="the records that itemise a total come to more than it",
    about="The row is what the records tell beyond the total that should hold them; which of the two is right is not known.",
    source="a publisher's total and its records of the same money",
)
BESIDE_TOTAL = Rule(
    id="beside_total",
    title="Another publisher's records of the money that a total holds, and those of another year, count in high alone.",
    standing=Standing.POSSIBLE,
    when="a total of the same family, partner, recipient, year and kind is larger than records of it by another publisher or "
    "on another year basis; or a record states no year, and totals of the rest are loaded",
    about="Who reports is not who made the total, or its year is not the total's: the records may be part of it or not, and are "
    "not taken off it.",
    source="UN agencies report what a donor's own total holds as bilateral aid through them (multi-bi)",
)
BELOW_RECORDS = Rule(
    id="total_below_records",
    title="A total smaller than another publisher's records of the same money, or those of another year basis, counts in high alone.",
    standing=Standing.POSSIBLE,
    when="records of the same family, partner, recipient, year and kind, by another publisher or on another year basis, are "
    "larger than the total",
    about="Never the smaller in place of the larger: the records count.",
    source="as beside_total",
)
OTHER_TOTAL = Rule(
    id="told_by_another_total",
    title="Of several sources' totals of the same money the newest stands.",
    standing=Standing.OUT,
    when="another source's total of the same family, partner, recipient, year and kind is newer",
    about="The row is a total of what a newer source totals too. Its source or dataset asked alone shows it.",
    source="two editions of the OECD's totals",
)
OTHER_LEDGER = Rule(
    id="told_by_another_ledger",
    title="What a ledger of all that providers report tells, and another source tells too, counts once: where it is larger.",
    standing=Standing.POSSIBLE,
    when="a ledger that holds all that each provider reports of a year has records of the same family, partner, recipient, year "
    "and kind, and of the same flow class where both state one",
    about="The same reports reach the ledger and the provider's own files under other identifiers, so that no record is known "
    "to be the other. The larger sum counts, the smaller in high alone; a source asked alone shows all that it says.",
    source="OECD DAC, Converged Statistical Reporting Directives: the CRS holds a member's activities of a year, each of them; IATI "
    "files are published by the same members and by those who carry out their aid",
)
HANDED_ON = Rule(
    id="handed_on",
    title="What an activity spends out of money that another handed it is the same money: it counts in high alone.",
    standing=Standing.POSSIBLE,
    when="another loaded activity's statement names this one as receiver, or this one's incoming statement names that one",
    about="Money counts once, as it crosses into the recipient. Where the giver tells no country (a region is none) and the "
    "receiver does, it is the giver's statement that stands aside. What is handed back to the giver is the same money too; "
    "the same sum both ways, and money handed round in a circle, are left as they are.",
    source="UN OCHA FTS: a flow is counted once at the boundary of the recipient; IATI: provider- and receiver-activity-id",
)
HANDED_IN_PART = Rule(
    id="handed_on_in_part",
    title="Of an activity that spends more than it was handed, as much is taken off as it was handed.",
    standing=Standing.POSSIBLE,
    when="as handed_on, where the spending is more than what was handed on",
    about="What came for a country is taken off what was spent there first; which of the other statements are out of that money is "
    "not told: each is taken off in proportion, and counts whole in high.",
    source="as handed_on; the proportion is our assumption",
)

MEETINGS = (ITEMISED, ABOVE_TOTAL, BESIDE_TOTAL, BELOW_RECORDS, OTHER_TOTAL, OTHER_LEDGER, HANDED_ON, HANDED_IN_PART)
"""Rules of rows that depend on other rows, asked after all others; ``when`` says so in words."""
