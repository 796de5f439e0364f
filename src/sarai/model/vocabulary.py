"""The named values that rows and questions may carry.

Plain string enums, so that they compare and print as the words that stand in the tables. Values
that belong to a published standard (IATI, OECD DAC) are in ``codelists`` instead.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a financial statement says happened to the money (IATI TransactionType, in words).

    From ``total-budget`` on they are what an organisation states of itself as a whole: beside its activities' money,
    never part of it.
    """

    COMMITMENT = "commitment"
    DISBURSEMENT = "disbursement"
    EXPENDITURE = "expenditure"
    REPAYMENT = "repayment"
    INTEREST = "interest"
    INCOMING = "incoming"
    INCOMING_COMMITMENT = "incoming-commitment"
    PLEDGE = "pledge"
    INCOMING_PLEDGE = "incoming-pledge"
    REIMBURSEMENT = "reimbursement"
    PLANNED = "planned-disbursement"
    BUDGET = "budget"
    GUARANTEE = "guarantee"
    PURCHASE_OF_EQUITY = "purchase-of-equity"
    SALE_OF_EQUITY = "sale-of-equity"
    GRANT_EQUIVALENT = "grant-equivalent"
    CANCELLATION = "cancellation"
    NOT_STATED = "not-stated"
    TOTAL_BUDGET = "total-budget"
    RECIPIENT_ORG_BUDGET = "recipient-org-budget"
    RECIPIENT_REGION_BUDGET = "recipient-region-budget"
    RECIPIENT_COUNTRY_BUDGET = "recipient-country-budget"
    TOTAL_EXPENDITURE = "total-expenditure"


class Measure(StrEnum):
    """The kinds of money a total may add up."""

    COMMITTED = "committed"
    DISBURSED = "disbursed"
    SPENT = "spent"
    PLANNED = "planned"
    NET = "net"
    NET_COMMITTED = "net-committed"
    GRANT_EQUIVALENT = "grant-equivalent"
    ODF = "odf"
    ODF_COMMITTED = "odf-committed"


KINDS_OF: dict[Measure, tuple[Kind, ...]] = {
    Measure.COMMITTED: (Kind.COMMITMENT,),
    Measure.DISBURSED: (Kind.DISBURSEMENT,),
    Measure.SPENT: (Kind.DISBURSEMENT, Kind.EXPENDITURE),
    Measure.PLANNED: (Kind.PLANNED,),
    Measure.NET: (Kind.DISBURSEMENT, Kind.REPAYMENT),
    Measure.NET_COMMITTED: (Kind.COMMITMENT, Kind.CANCELLATION),
    Measure.GRANT_EQUIVALENT: (Kind.GRANT_EQUIVALENT, Kind.COMMITMENT, Kind.DISBURSEMENT),
    Measure.ODF: (Kind.DISBURSEMENT, Kind.EXPENDITURE),
    Measure.ODF_COMMITTED: (Kind.COMMITMENT,),
}

OFFICIAL_DEVELOPMENT = ("oda", "oda-like", "oof", "oof-like")
"""Flow classes of official development finance: aid and other official flows, as reported or as AidData judges them."""


class Rates(StrEnum):
    """At which rate a dated amount is converted: its month's, or the average of its year, as the DAC does."""

    MONTHLY = "monthly"
    ANNUAL = "annual"


class Family(StrEnum):
    """Whose definition of money a source has. Only money of one family is added; a source of none is its own.

    What the providers themselves report (``reported``), what a recipient's or another's register says of
    others' money (``register``), what is compiled from documents and press (``tracked``), the most that an
    agreement allows (``ceiling``), and the principal of a bank's loans before cancellations (``loan-book``).
    """

    REPORTED = "reported"
    REGISTER = "register"
    TRACKED = "tracked"
    CEILING = "ceiling"
    LOAN_BOOK = "loan-book"


FAMILY_WORDS: dict[str, str] = {
    Family.REPORTED: "what providers themselves report of their money",
    Family.REGISTER: "what a register says of others' money",
    Family.TRACKED: "compiled from documents and press",
    Family.CEILING: "the most that an agreement allows",
    Family.LOAN_BOOK: "principal of a bank's loans, cancellations not taken off",
}


class Timing(StrEnum):
    """Whether an amount belongs to a date, to a period, or is everything up to a date."""

    ON_DATE = "on-date"
    IN_PERIOD = "in-period"
    CUMULATIVE = "cumulative"


class Precision(StrEnum):
    """How fine a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class PriceBasis(StrEnum):
    """The prices an amount is stated in."""

    CURRENT = "current"
    CONSTANT = "constant"
    CONSTANT_UNSTATED = "constant-unstated"


class ShareBasis(StrEnum):
    """Where a share of a recipient or sector comes from.

    ``stated`` shares are the source's own; ``whole`` is the only code there is; ``rest`` is what the others leave;
    ``rebased`` shares did not make 100; ``assumed`` ones are equal parts because the source states none; a
    ``label`` carries no money.
    """

    WHOLE = "whole"
    STATED = "stated"
    REST = "rest"
    REBASED = "rebased"
    ASSUMED = "assumed"
    LABEL = "label"


MADE = (ShareBasis.REST, ShareBasis.REBASED, ShareBasis.ASSUMED)
"""Shares that the source does not state as they are used."""


class Quality(StrEnum):
    """What makes a value less than exact; one with none of these words is an amount as stated, or at a month's rate.

    A rate of the year where no month's is in hand or known; the publisher's own dollars; prices moved back from
    constant ones; an official rate beside which another one ruled; shares that were rebased or assumed; fields that
    an older telling states.
    """

    YEARLY_RATE = "yearly rate"
    PUBLISHERS_RATE = "publisher's rate"
    OFFICIAL_RATE = "official rate"
    BACK_COMPUTED = "back-computed"
    REBASED_SHARE = "rebased share"
    ASSUMED_SHARE = "assumed share"
    INHERITED = "inherited field"


class Status(StrEnum):
    """Where an activity stands, in words that hold for every source."""

    PLEDGE = "pledge"
    COMMITMENT = "commitment"
    PIPELINE = "pipeline"
    IMPLEMENTATION = "implementation"
    FINALISATION = "finalisation"
    COMPLETION = "completion"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"


OPEN_STATUSES = (Status.PIPELINE, Status.COMMITMENT, Status.IMPLEMENTATION, Status.SUSPENDED)
"""Statuses of what is neither finished nor given up."""


class Mark(StrEnum):
    """What a source says of a record besides its fields."""

    UMBRELLA = "umbrella"
    YEAR_UNCERTAIN = "year-uncertain"
    COFINANCED = "cofinanced"
    LINE_OF_CREDIT = "line-of-credit"
    DEBT_UNCERTAIN = "debt-uncertain"
    GROUND_TRUTHED = "ground-truthed"
    UNOFFICIAL = "unofficial"
    SUSPICIOUS = "suspicious"
    INACTIVE = "inactive"
    MIRRORED = "mirrored-expenditure"
    AGGREGATE = "aggregate"
    RETOLD = "retold"
    FACILITY = "facility"
    UNPUBLISHED = "unpublished"


class Descriptor(StrEnum):
    """What a newer telling of a record takes from an older one where its own file has no column for it.

    Each is one group of fields that travels whole. What happened to the money and when is never among them.
    """

    TITLE = "title"
    AGENCY = "agency"
    FLOW_CLASS = "flow class"
    FINANCE_TYPE = "finance type"
    LOAN_TERMS = "loan terms"
    SECTOR = "sector"
    PLACE = "place"
    TOPIC = "topic"
    UMBRELLA = "umbrella"
    COFINANCED = "cofinanced"


class Tier(StrEnum):
    """How close the source of a record stands to the fact, nearest first.

    An ``own-record`` is told by an organisation that takes part in what it tells of and does not fund it. An
    ``independent-list`` is a third party's list of records or works, from which the build derives a look at a promise;
    it is never typed.
    """

    OFFICIAL_LEDGER = "official-ledger"
    OWN_RECORD = "own-record"
    OFFICIAL_TEXT = "official-text"
    INDEPENDENT_LIST = "independent-list"
    PRESS_NAMED_OFFICIAL = "press-named-official"
    PRESS_SEVERAL = "press-several"
    PRESS_SINGLE = "press-single-source"
    WEAK_OR_MIRROR = "weak-or-mirror"
    NOT_STATED = "not-stated"


class Standing(StrEnum):
    """In which of the three totals a row stands.

    ``certain`` rows stand in low, preferred and high; ``preferred`` in preferred and high;
    ``possible`` in high alone; ``out`` in none.
    """

    CERTAIN = "certain"
    PREFERRED = "preferred"
    POSSIBLE = "possible"
    OUT = "out"


class Counting(StrEnum):
    """The three totals, by how much doubt about double counting they let in."""

    LOW = "low"
    PREFERRED = "preferred"
    HIGH = "high"


COUNTED_IN: dict[Counting, tuple[Standing, ...]] = {
    Counting.LOW: (Standing.CERTAIN,),
    Counting.PREFERRED: (Standing.CERTAIN, Standing.PREFERRED),
    Counting.HIGH: (Standing.CERTAIN, Standing.PREFERRED, Standing.POSSIBLE),
}


class Verdict(StrEnum):
    """What is said of a promise and an activity: they belong together, they do not, or a person has to look."""

    LINK = "link"
    ASK = "ask a person"
    NO_LINK = "no link"


class Correctable(StrEnum):
    """What a partner may correct of its record."""

    TITLE = "title"
    STATUS = "status"
    AMOUNT = "amount"
    CURRENCY = "currency"
    DATE = "date"
    RECIPIENT = "recipient"
    SECTOR = "sector"
    NOT_OURS = "not ours"


class Judged(StrEnum):
    """What was decided of a correction; it stands beside the record all the same."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Decision(StrEnum):
    """What a person may decide about a promise and an activity."""

    LINK = "link"
    NO_LINK = "no link"


SEVERAL = "several"
"""A partner or agency of its own: several are named and their shares are not stated."""


class PromiseKind(StrEnum):
    """What sort of promise it is. Promises derived from records are kept apart from those that were typed."""

    PROJECT = "project"
    HEADLINE = "headline"
    POLICY = "policy"
    DERIVED = "derived-from-a-record"


class Firmness(StrEnum):
    """How binding a promise was when it was made."""

    PLEDGE = "pledge"
    TARGET = "target"
    PROPOSAL = "proposal"
    REQUEST = "request"
    SIGNED = "signed"
    FRAMEWORK = "framework"


class Purse(StrEnum):
    """Whose money a promise speaks of."""

    PUBLIC = "public"
    PRIVATE = "private"
    MIXED = "mixed"


class Instrument(StrEnum):
    """By what means a promise is to be kept."""

    GRANT = "grant"
    LOAN = "loan"
    INVESTMENT = "investment"
    GUARANTEE = "guarantee"
    TECHNICAL_COOPERATION = "technical-cooperation"
    TRAINING = "training"
    SCHOLARSHIPS = "scholarships"
    PROGRAMME = "programme"
    WORKS = "works"
    PURCHASE = "purchase"
    BUSINESS_DEALS = "business-deals"
    FRAMEWORK = "framework"


class Seen(StrEnum):
    """What one look at a promise found."""

    REAFFIRMED = "reaffirmed"
    ANNOUNCED_AGAIN = "announced-again"
    SIGNED = "signed"
    COMMITTED = "committed"
    STARTED = "started"
    PARTLY_DISBURSED = "partly-disbursed"
    PARTLY_DELIVERED = "partly-delivered"
    COMPLETED = "completed"
    DELAYED = "delayed"
    DOWNSIZED = "downsized"
    CANCELLED = "cancelled"
    NO_TRACE = "no-trace-found"


class Basis(StrEnum):
    """What an observation rests on: something a source says, or that a search found nothing."""

    REPORTED = "reported"
    ABSENCE = "absence-in-one-pass"


class AgreementType(StrEnum):
    """Kinds of agreement."""

    DECLARATION = "declaration"
    FRAMEWORK = "framework"
    ACTION_PLAN = "action-plan"
    INITIATIVE = "initiative"
    MEMORANDUM = "memorandum"
    EXCHANGE_OF_NOTES = "exchange-of-notes"
    GRANT_AGREEMENT = "grant-agreement"
    LOAN_AGREEMENT = "loan-agreement"
    TREATY = "treaty"
    CONTRACT = "contract"
    PACKAGE = "package-of-documents"


class EventType(StrEnum):
    """Kinds of event."""

    SUMMIT = "summit"
    MINISTERIAL = "ministerial-meeting"
    VISIT = "visit"
    ATTACK = "attack"
    EXERCISE = "exercise"
    CLOSURE = "border-closure"
    OTHER = "other"


class ToldBy(StrEnum):
    """Whose report a number about a pair of countries is; two reports of one fact are never added."""

    PLACE = "place"
    PARTNER = "partner"
    THIRD = "third"


class Act(StrEnum):
    """What a government does with words, weakest first."""

    EXPRESSED_INTEREST = "expressed_interest"
    REQUESTED = "requested"
    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    PLEDGED = "pledged"
    AGREED = "agreed"


class FigureBasis(StrEnum):
    """What a figure rests on."""

    STATED = "stated"
    DERIVED = "derived"
    PROMISED = "promised"
    OBSERVED = "observed"


class Says(StrEnum):
    """What a source says of a partner in a year."""

    SPEAKS = "speaks"
    SILENT = "silent"
    OUT_OF_SCOPE = "out of scope"


class Mode(StrEnum):
    """What moves the box. A border is crossed, a sea leg sailed."""

    RAIL = "rail"
    ROAD = "road"
    SEA = "sea"
    BORDER_RAIL = "border_rail"
    BORDER_ROAD = "border_road"


class Cargo(StrEnum):
    """What has to be carried: a box, a railway wagon, or a truck with its load."""

    CONTAINER = "container"
    WAGON = "wagon"
    TRUCK = "truck"


class LegStatus(StrEnum):
    """Whether a leg can be used today."""

    OPEN = "open"
    PLANNED = "planned"


class Quantity(StrEnum):
    """What a figure states: hours of a leg, or of the dwell at a place when the mode changes."""

    KM = "km"
    HOURS_LOW = "hours_low"
    HOURS_TYPICAL = "hours_typical"
    HOURS_HIGH = "hours_high"
    COST = "cost"
    CAPACITY = "capacity"
    DEPARTURES = "departures"


class Scale(StrEnum):
    """What a stated cost is the price of."""

    BLOCK_TRAIN_TEU = "block_train_teu"
    WAGON_20T = "wagon_20t"
    TRUCK = "truck"
    TRUCK_20T = "truck_20t"
    OCEAN_TEU = "ocean_teu"


class Membership(StrEnum):
    """Whether a record belongs to what somebody states of a portfolio."""

    SURE = "sure"
    POSSIBLE = "possible"


class Series(StrEnum):
    """What a yearly figure of a route states."""

    CARRIED = "carried"
    BOXES = "boxes"
    TRAINS = "trains"
    DAYS = "days"
    PRICE = "price"
    CAPACITY = "capacity"
    LENGTH = "length"
    SAVING = "saving"
    BUILDING = "building"
    CLOSED = "closed"


class Told(StrEnum):
    """Whether a yearly figure was promised, seen, or offered by who sells the service."""

    PROMISED = "promised"
    OBSERVED = "observed"
    OFFERED = "offered"


class ForecastEvent(StrEnum):
    """What is forecast of a promise."""

    DELIVERED = "delivered"
    MOVED = "left the pipeline"


class FacilityType(StrEnum):
    """What a unit in a register of works is of."""

    COAL_PLANT = "coal-plant"
    OIL_GAS_PLANT = "oil-gas-plant"
    NUCLEAR = "nuclear"
    HYDROPOWER = "hydropower"
    SOLAR = "solar"
    WIND = "wind"
    BIOENERGY = "bioenergy"
    GEOTHERMAL = "geothermal"
    COAL_MINE = "coal-mine"
    COAL_TERMINAL = "coal-terminal"
    OIL_GAS_FIELD = "oil-gas-field"
    PIPELINE = "pipeline"
    LNG_TERMINAL = "lng-terminal"
    IRON_STEEL = "iron-steel"
    IRON_MINE = "iron-mine"


class FacilityStatus(StrEnum):
    """Where a unit stands, in words that hold for every register of works.

    ``found`` is a field or deposit that is known and not yet decided on; ``converted`` works, as something else.
    """

    FOUND = "found"
    ANNOUNCED = "announced"
    PRE_CONSTRUCTION = "pre-construction"
    CONSTRUCTION = "construction"
    OPERATING = "operating"
    MOTHBALLED = "mothballed"
    SHELVED = "shelved"
    CANCELLED = "cancelled"
    RETIRED = "retired"
    CONVERTED = "converted"
