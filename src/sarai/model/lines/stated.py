"""What somebody states of a portfolio, what publishers print as totals, and forecasts that were frozen."""

from sarai.model.lines._origin import ORIGIN

LINES: dict[str, tuple[str, str]] = {
    "claimed": (
        "one figure that somebody states of its portfolio in a country and a span of years",
        ORIGIN
        + """
claim      text!   -  short name of the claim that it is a figure of
claimer    text!   -  who states it
partner    text!   -  whose portfolio it is
agency     text!   -  the agency's name
recipient  text!   <countries>  ISO code
first      year!   [year]  first year
last       year!   [year]  last year
quantity   text!   -  projects, money ...
component  text!   -  all, grant, technical-cooperation ...
value      amount! [unit]  as stated
unit       text!   -  of the value
precision  text    -  exactly, about ...
told_by    text!   -  where it is told
url        text!   -  its address
retrieved  text    -  when it was read there
tier       text!   <vocabulary.Tier>  how close that is to the fact
""",
    ),
    "claimed_record": (
        "a record that may belong to what somebody states of a portfolio",
        ORIGIN
        + """
claim         text!  -  short name of the claim
record        text!  -  key of the activity
membership    text!  <vocabulary.Membership>  whether it surely belongs to it
component     text!  -  the component that it is a part of
counted_with  text   -  key of the record whose works it is the design of
series        text   -  what it is a year of
named         text   -  the words by which a text names it
why           text   -  why it belongs, or may
""",
    ),
    "stated_total": (
        "a total that a publisher prints of its records, against which the records in hand are held",
        ORIGIN
        + """
of_dataset   text!   -  dataset whose records it is a total of
partner      text!   -  whose money it is
recipient    text!   <countries>  ISO code
kind         text!   <vocabulary.Kind>  what happened to the money
first        year    [year]  first year that it covers
last         year    [year]  last year
value        amount! [currency]  as printed
currency     text!   <currencies>  its currency
price_basis  text!   <vocabulary.PriceBasis>  its prices
base_year    year    [year]  base year of constant prices
definition   text!   -  what the publisher counts in it
told_by      text!   -  where it is printed
url          text!   -  its address
retrieved    text    -  when it was read there
""",
    ),
    "forecast": (
        "what was forecast of a promise on a day; never altered afterwards",
        ORIGIN
        + """
promise       text!   -  short name of the promise
as_of         day!    -  day it speaks from
written_on    day!    -  day it was written
event         text!   <vocabulary.ForecastEvent>  what is to happen
by            day!    -  until when
asked         text!   -  reference class that fits
answers       text!   -  reference class that answers
n             int!    [cases]  size of the class
delivered     int!    [cases]  of them delivered
last_checked  day!    -  when the class was last looked at
method        text!   -  how it was made
probability   number  [share]  chance; none where there are bounds alone
low           number  [share]  lower end
high          number  [share]  upper end
""",
    ),
}
