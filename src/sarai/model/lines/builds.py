"""What a build adds: prices, files, rejects and the atom of every figure."""

from sarai.model.dimensions import DIMENSIONS
from sarai.model.lines._origin import ORIGIN

LINES: dict[str, tuple[str, str]] = {
    "rate": (
        "what one unit of a currency was worth in US dollars in a month or year",
        """
currency  text!    <currencies>  currency
period    text!    -  YYYY-MM or YYYY
value     number!  [USD per unit]  value
source    text!    -  whose rate
vintage   text!    -  which edition of it
""",
    ),
    "deflator": (
        "the price level of a provider's money in a year",
        """
provider   text!    <countries>  provider, DAC for the DAC total
year       year!    [year]  year
value      number!  [index, base year = 1]  value
base_year  year!    [year]  base year
currency   text!    <currencies>  currency of the index
source     text!    -  whose index
vintage    text!    -  which edition of it
""",
    ),
    "file": (
        "a file that a build read",
        """
file            text!  -  sha256
name            text!  -  name inside the study
source          text!  -  reader
dataset         text!  -  dataset it was recognised as
reader_version  text!  -  version of the reader
as_of           day    -  date the dataset speaks for
outcome         text!  -  read or refused
reason          text   -  why it was refused
bytes           int!   [bytes]  size
licence         text!  -  licence of the data
""",
    ),
    "tally": (
        "what a file itself adds up to, counted before any mapping, beside what was kept of it",
        """
file      text!   -  sha256
sheet     text!   -  sheet or part of the file
quantity  text!   -  records, or a column of money
unit      text!   -  records or the currency
stated    amount! -  the file's own sum
kept      amount! -  what stands in the tables
rejected  amount! -  what stands in reject
""",
    ),
    "reject": (
        "a row, or a cell of a kept row, that was refused, and why",
        """
source   text!  -  reader
dataset  text!  -  dataset
file     text!  -  sha256
locator  text!  -  where it stands
scope    text!  -  row or cell
record   text   -  the source's own identifier
reason   text!  -  what is wrong
column   text   -  column it is wrong in
value    text   -  what stands there
raw      text   -  the whole row as JSON, so that nothing is lost
""",
    ),
    "contribution": (
        "flow x recipient x sector x year, priced and classified: the atom of every money figure",
        ORIGIN
        + """
activity           text!   -  key of the activity
record             int!    -  number of the record in this release; copies of one record share it
title              text    -  title of the activity
same_group         text!   -  records of one and the same thing share it
same_rank          year!   -  1 speaks for its group, higher ranks are copies
reporter           text    -  organisation that reports
"""
        + "".join(each.line for each in DIMENSIONS)
        + """
partner_rule       text    -  why this is the partner
year_rule          text    -  why this is the year, where it is not that of the transaction date
date               day     -  date the rate belongs to
precision          text    <vocabulary.Precision>  how fine the date is
timing             text!   <vocabulary.Timing>  on a date, within a period, cumulative
aid_type           text    <aid_types>  aid type
inherited          tellings -  what an older telling says of fields that the record's file has no column for
amount             amount  [currency]  amount of the whole flow as stated
price_basis        text!   <vocabulary.PriceBasis>  prices of the amount
base_year          year    [year]  base year of a constant amount
rate               number  [study currency per unit]  rate used
rate_period        text    -  month or year of the rate
rate_source        text    -  whose rate
deflator           number  [index, price year = 1]  deflator used
deflator_source    text    -  whose deflator
current_factor     number  [index]  reflation of an amount stated in constant prices; 1 otherwise
recipient_percent  number! [percent]  share of the recipient
recipient_basis    text    <vocabulary.ShareBasis>  where the recipient's share comes from; none is not stated
sector_percent     number! [percent]  share of the sector
sector_basis       text    <vocabulary.ShareBasis>  where the sector's share comes from; none is not stated
year_percent       number! [percent]  share of the year in a plan over several, by days; 100 otherwise
value_current      cents   [study currency]  value in current prices
value_constant     cents   [study currency of the price year]  value in constant prices
value_source       cents   [source_basis]  value in the publisher's own series
quality            texts!  <vocabulary.Quality>  what makes the value less than exact; empty where nothing does
grant_element      number  [percent]  how much of the money is a gift by the DAC's rules; a grant is all of it
grant_element_rule text    -  what the grant element rests on, or why there is none
source_amount      amount  [source_basis]  the publisher's own value of the whole flow
source_series      text    -  the publisher's column
no_value           text    -  why a value is missing
standing           text!   <vocabulary.Standing>  in which totals it stands
rule               text!   -  the rule that decided
beside             text    -  the statement that the rule weighs this one against, where it does
licence            text!   -  licence of the source
""",
    ),
}
