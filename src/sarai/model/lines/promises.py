"""What was promised, and what was seen of it."""

from sarai.model.lines._origin import ORIGIN

REVIEW = """
tier        text!  <vocabulary.Tier>  how close the source of the row stands to the fact
source_name text!  -  who published what the row rests on
url         text!  -  where it is published
published   text   -  date of the publication as stated
note        text   -  what is doubtful or has to be known, in our words
reviewed_by text   -  person who read the row against its source; none means not reviewed by a person
reviewed_on day    -  when
"""

_PROMISE = f"""{ORIGIN}
id             text!  -  short name, unique in the study
kind           text!  <vocabulary.PromiseKind>  one project, a headline sum, a policy, or derived from a record
firmness       text!  <vocabulary.Firmness>  how binding it was when made
makers         texts! -  who promised: ISO, DAC region or CRS channel codes
addressees     texts! -  to whom: ISO or DAC region codes
date           day!   -  first day the stated date can mean
date_precision text!  <vocabulary.Precision>  how fine the date is known
occasion       text   -  summit, visit, signing
wording        text!  -  what was promised, in our words
quote          text   -  the words themselves, where a document is loaded
document       text   -  key of that document
span_start     int    [code points]  first character of the quote
span_end       int    [code points]  character after the quote
amount         amount [currency]  amount promised, whole units; the lower end of a range
amount_high    amount [currency]  upper end of a range
currency       text   <currencies>  its currency
comparator     text   -  =, ~, >, >=, < or <= before the amount or count
count          number [count_unit]  what was promised other than money
count_unit     text   -  what is counted
period_from    day    -  first day of the period promised
due            day    -  last day of the period promised; none means no date was given
due_precision  text   <vocabulary.Precision>  how fine the due date is known
instrument     text   <vocabulary.Instrument>  by what means
sectors        texts! <sectors>  DAC sectors or groups; empty where none fits
topics         texts! -  topics of today that DAC sectors cannot hold
places         texts! -  places below the country
money          text   <vocabulary.Purse>  whose money: public, private or both
observable_by  texts! -  sources that could show delivery; empty means it cannot be seen from here
parent         text   -  key of the promise this is a part of
repeats        text   -  key of the promise that this announces again
umbrella       text!  -  yes where the sum covers other promises or is not broken down; no otherwise
record         text   -  key of the record it was derived from
{REVIEW}"""

_LOOK = f"""{ORIGIN}
id             text!  -  short name, unique in the study
promise        text!  -  key of the promise
date           day!   -  first day the stated date can mean
date_precision text!  <vocabulary.Precision>  how fine the date is known
known_by       day!   -  last day the stated date can mean: from then on it counts as known
status         text!  <vocabulary.Seen>  what was seen
value          number [unit]  how much, where the source says it
unit           text   -  of the value: a currency's code, or what is counted
wording        text   -  what was seen, in our words
basis          text!  <vocabulary.Basis>  reported by the source, or its absence in a search
{REVIEW}"""

LINES: dict[str, tuple[str, str]] = {
    "promise": ("a promise as it was made: never what came of it", _PROMISE),
    "observation": ("a dated look at a promise by a named source; never overwritten by a later one", _LOOK),
    "judged": (
        "a promise that holds beside all others, what it is worth, and what came of it on the day of the build",
        _PROMISE
        + """
current        cents   [study currency]  amount at the rate of its month or year
constant       cents   [study currency of the price year]  amount in constant prices
rate           number  [study currency per unit]  rate used
rate_period    text    -  month or year of the rate
rate_source    text    -  whose rate
deflator       number  [index, price year = 1]  deflator used
deflator_source text   -  whose deflator
no_price       text    -  why a price is missing
judged_on      day!    -  day of the build
outcome        text!   -  what came of it by the looks known on that day
rule           text!   -  id of the rule that decided
why            text!   -  the rule in words
sure           text!   -  what the outcome rests on
evidence       texts!  -  ids of the looks that can carry an outcome, oldest first
status         text    <vocabulary.Seen>  what the last of them saw
status_on      day     -  its day
last_seen      day     -  last day on which anybody's look ends
said           text    -  what the maker says of it on that day, by its last word
said_on        day     -  its day
said_by        text    -  id of the look or key of the record that says so; none is the promise itself
shown          text    -  what others than the maker were seen to show
shown_on       day     -  its day
shown_by       text    -  id of the look that shows it
schedule       text    -  where it stands against the date that it gave
months_late    int     [months]  how late it was seen complete
checkable      text    -  yes where it can be checked as worded, no otherwise
missing        texts   -  what it lacks of a deliverable, a target, a date, and who pays
contradiction  text    -  where two of the statuses contradict on comparable days
told           text    -  the three statuses in one sentence
method         text    -  version of the method that decided all of this
""",
    ),
    "look": (
        "a dated look that holds, at a promise that holds: of the study's lists, or derived from a record or a list of "
        "works",
        _LOOK,
    ),
    "eligibility": (
        "whether a party could use an agreement on a date",
        ORIGIN
        + """
agreement text! -  key of the agreement
party     text! <countries>  ISO code
eligible  text! -  yes or no
date      day!  -  from when it was eligible, or when it was seen not to be; first day the stated date can mean
date_precision text! <vocabulary.Precision>  how fine the date is known
url       text! -  where it is told
""",
    ),
}
