"""What readers fill: activities, flows and all that hangs on them, told as the source tells them."""

from sarai.model.lines._origin import ORIGIN

LINES: dict[str, tuple[str, str]] = {
    "activity": (
        "an activity as one source tells it",
        ORIGIN
        + """
record_id        text!  -  the source's own identifier
title            text   -  title in the source's first language
reporter         text   -  organisation that reports
reporter_ref     text   -  organisation code of the reporter as stated
reporter_type    text   -  type of the reporter as stated
reporter_role    text   -  primary or secondary reporter
language         text   -  default language of the record
default_currency text   -  default currency as stated
hierarchy        year   -  IATI hierarchy level, 1 is the top
parent           text   -  key of the activity this is a part of
status           text   <vocabulary.Status>  where the activity stands
status_stated    text   -  the source's own word or code for it
start_planned    day    -  planned start
start_actual     day    -  actual start
end_planned      day    -  planned end
end_actual       day    -  actual end
year             year   [year]  year the source files the activity under
year_basis       text   -  calendar, or which fiscal year
updated          day    -  when the source last changed the record
copy_of          text   -  key of the record that the same file tells under the same identifier before
flow_class       text   <flow_classes>  ODA, other official flows, private money, vague and their like
flow_class_stated text  -  the source's own word for it
finance_type     text   <finance_types>  default finance type
aid_type         text   <aid_types>  default aid type
flow_type        text   <flow_types>  default DAC flow type
tied_status      text   <tied_statuses>  tied status
instrument_stated text  -  the source's own word for the kind of finance
intent           text   -  the provider's intent as the source judges it
loan_type        text   -  concessionality as stated
interest_rate    number [percent]  interest rate of the loan
maturity         number [years]  maturity of the loan
grace_period     number [years]  grace period of the loan
grant_element    number [percent]  grant element as stated
agency           text   -  donor and agency, or `several`
channel          text   <channels>  channel of delivery
collaboration    text   -  IATI collaboration type
scope            text   -  IATI activity scope
humanitarian     text   -  yes or no where the source says whether the activity is humanitarian
capital_spend    number [percent]  share of capital spending as stated
programme        text   -  programme of the recipient's own plan or budget that it belongs to, as its code there
fiscal_year      text   -  fiscal year of the recipient that it is filed under, as its unit writes it
on_budget        text   -  yes or no where the source says whether the money passes through the recipient's budget
phase            text   -  phase of a project, where the source has one
recommended      text   -  yes or no where the source says whether to use the record in totals
marks            texts! <vocabulary.Mark>  what else the source says of the record
source_count     int    [documents]  documents the record rests on
tier             text!  <vocabulary.Tier>  how close the record's source stands to the fact
""",
    ),
    "flow": (
        "one financial statement; negative amounts are valid",
        ORIGIN
        + """
activity       text!  -  key of the activity
ordinal        int!   -  which of the record's statements, from 1
kind           text!  <vocabulary.Kind>  what happened to the money
date           day    -  transaction date
value_date     day    -  date the amount's rate belongs to
precision      text   <vocabulary.Precision>  how fine the date is known
year           year   [year]  year of the statement in the source's year basis
year_rule      text   -  why this is the year, where it is not that of the transaction date
timing         text!  <vocabulary.Timing>  on a date, within a period, cumulative to a date
period_start   day    -  first day of the period
period_end     day    -  last day of the period
amount         amount [currency]  amount as stated; none means not reported
currency       text   <currencies>  currency as stated
price_basis    text!  <vocabulary.PriceBasis>  prices the amount is stated in
base_year      year   [year]  base year of constant prices
provider       text   -  partner: ISO code, organisation code, or `several`
provider_rule  text   -  why this is the partner
agency         text   -  overrides the activity's
receiver       text   -  receiving organisation
provider_ref   text   -  code of the providing organisation as stated
provider_name  text   -  name of the providing organisation as stated
provider_type  text   -  type of the providing organisation as stated
provider_activity text -  the provider's own identifier of the activity the money comes from
receiver_ref   text   -  code of the receiving organisation as stated
receiver_name  text   -  name of the receiving organisation as stated
receiver_type  text   -  type of the receiving organisation as stated
receiver_activity text -  the receiver's own identifier of the activity the money goes to
channel        text   -  IATI disbursement channel
humanitarian   text   -  yes or no where the source says whether the money is humanitarian
tied_status    text   <tied_statuses>  overrides the activity's
plan           text   -  original or revised, where the statement is a plan
kind_stated    text   -  the source's own code of the kind
flow_class     text   <flow_classes>  overrides the activity's
finance_type   text   <finance_types>  overrides the activity's
aid_type       text   <aid_types>  overrides the activity's
flow_type      text   <flow_types>  overrides the activity's
reference      text   -  the source's own transaction reference
""",
    ),
    "restated": (
        "a flow's value as its publisher restates it in other money or prices",
        ORIGIN
        + """
flow         text!   -  key of the flow
series       text!   -  the publisher's column
price_basis  text!   <vocabulary.PriceBasis>  prices of the series
base_year    year    [year]  base year of constant prices
currency     text!   <currencies>  currency of the series
value        amount  [currency]  value as the publisher prints it
rate         text    [currency per USD]  the publisher's own exchange rate, as printed
deflator     text    [index]  the publisher's own deflator, as printed
""",
    ),
    "budget": (
        "a plan: never part of spending",
        ORIGIN
        + """
activity      text!  -  key of the activity or organisation
kind          text!  <vocabulary.Kind>  whose plan it is: an activity's or an organisation's, and which of these
type          text   -  original or revised
status        text   -  indicative or committed
period_start  day    -  first day
period_end    day    -  last day
value_date    day    -  date the amount's rate belongs to
amount        amount [currency]  amount as stated
currency      text   <currencies>  currency as stated
line          text   -  country budget item, where it is one
provider      text   -  partner: ISO code, organisation code, or `several`
provider_rule text   -  why this is the partner
receiver      text   -  receiving organisation
receiver_ref  text   -  code of the receiving organisation as stated
receiver_name text   -  name of the receiving organisation as stated
""",
    ),
    "budget_line": (
        "a part of an organisation's budget or expenditure; lines need not make the whole",
        ORIGIN
        + """
owner       text!  -  key of the budget
reference   text   -  the source's own reference of the line
label       text   -  what it is for, in the source's first language
value_date  day    -  date the amount's rate belongs to
amount      amount [currency]  amount as stated
currency    text   <currencies>  currency as stated
""",
    ),
    "organisation": (
        "an organisation as one source tells it",
        ORIGIN
        + """
record_id        text!  -  the source's own identifier
title            text   -  name in the source's first language
reporter         text   -  organisation that reports
reporter_ref     text   -  organisation code of the reporter as stated
reporter_type    text   -  type of the reporter as stated
reporter_role    text   -  primary or secondary reporter
language         text   -  default language of the record
default_currency text   -  default currency as stated
updated          day    -  when the source last changed the record
copy_of          text   -  key of the record that the same file tells under the same identifier before
marks            texts! <vocabulary.Mark>  what else the source says of the record
tier             text!  <vocabulary.Tier>  how close the record's source stands to the fact
""",
    ),
    "split": (
        "a share of an activity or flow, or a label in another vocabulary",
        ORIGIN
        + """
owner           text!   -  key of the activity, flow or budget
dimension       text!   -  recipient, sector, place or topic
vocabulary      text!   -  whose code it is
code            text    -  code, in the canonical list where the vocabulary is the counted one
label           text    -  the source's own words
percent_stated  number  [percent]  share as stated
percent         number  [percent]  share used in counting; none for a label that carries no money
basis           text!   <vocabulary.ShareBasis>  where the share used comes from
detail          text    -  significance, type or level that the source states with the code
uri             text    -  where the source's own vocabulary is published
""",
    ),
    "participant": (
        "an organisation that takes part in an activity",
        ORIGIN
        + """
activity      text!  -  key of the activity
role          text!  -  funding, accountable, extending, implementing, receiving or cofinancing
name          text   -  name as stated
organisation  text   -  organisation code as stated
type          text   -  type of organisation as stated
activity_ref  text   -  the organisation's own identifier of the activity
channel       text   <channels>  CRS channel code as stated
""",
    ),
    "narrative": (
        "a text in one language; languages are never glued together",
        ORIGIN
        + """
owner     text!  -  key of the row the text belongs to
element   text!  -  title, description, sources ...
language  text   -  ISO 639-1
text      text!  -  the text as published
""",
    ),
    "location": (
        "a place of an activity",
        ORIGIN
        + """
activity   text!   -  key of the activity
name       text    -  name as stated
latitude   number  [degrees north]  WGS84
longitude  number  [degrees east]  WGS84
precision  text    -  the source's own precision or exactness code
feature    text    -  feature or location type
admin      text    -  administrative code
reference  text    -  the source's own reference of the place
reach      text    -  whether the activity happens there or its beneficiaries live there
class      text    -  class of the place: region, populated place, structure, other
percent    number  [percent]  share of the activity at the place as stated
datum      text    -  spatial reference system as stated
codes      texts   -  codes of the place in gazetteers, as vocabulary:code
admins     texts   -  every administrative code, as vocabulary:level:code
""",
    ),
    "result": (
        "an indicator of a result in one period",
        ORIGIN
        + """
activity      text!  -  key of the activity
type          text   -  output, outcome, impact
title         text   -  title of the result
indicator     text   -  title of the indicator
unit          text   -  unit of measure
baseline      text   -  baseline as stated
baseline_year year   [year]  baseline year
period_start  day    -  first day
period_end    day    -  last day
target        text   -  target as stated
actual        text   -  actual as stated
dimension     text   -  disaggregation as stated
place         text   -  references of the places the values are about
ascending     text   -  yes or no where the source says whether more is better
aggregation   text   -  yes or no where the source says whether the values can be added up
codes         texts  -  codes of the result or indicator in other lists, as vocabulary:code
baseline_day  day    -  date of the baseline
""",
    ),
}
