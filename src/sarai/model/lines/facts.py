"""What is known beside flows: agreements, events, measures."""

from sarai.model.lines._origin import ORIGIN
from sarai.model.lines.promises import REVIEW

LINES: dict[str, tuple[str, str]] = {
    "agreement": (
        "a declaration, framework, memorandum, exchange of notes, grant or loan agreement",
        ORIGIN
        + """
id          text!  -  short name, unique in the study
type        text!  <vocabulary.AgreementType>  kind of agreement
title       text!  -  title in our words
parties     texts! -  ISO, DAC region or CRS channel codes
date        day!   -  signature or adoption; first day the stated date can mean
date_precision text! <vocabulary.Precision>  how fine the date is known
supersedes  text   -  key of the agreement it replaces
"""
        + REVIEW,
    ),
    "event": (
        "something that happened on a date at a place",
        ORIGIN
        + """
id          text!  -  short name, unique in the study
type        text!  <vocabulary.EventType>  visit, summit, attack, exercise, closure ...
date        day!   -  day it happened or began; first day the stated date can mean
date_precision text! <vocabulary.Precision>  how fine the date is known
place       text   -  place
actors      texts! -  ISO, DAC region or CRS channel codes
title       text!  -  what happened, in our words
"""
        + REVIEW,
    ),
    "measure": (
        "a number about a country or a pair of countries in a year",
        ORIGIN
        + """
indicator  text!   -  the publisher's code of the series
place      text!   <countries>  country or region
partner    text    <countries>  the other country, where the number is about a pair
year       year!   [year]  year
value      number  -  value; none means not reported
unit       text!   -  unit of the value
told_by    text    <vocabulary.ToldBy>  whose report of a pair it is; none where the number is about one country
note       text    -  what is doubtful or has to be known
url        text    -  where it is published
""",
    ),
    "facility": (
        "a unit of a plant, field, mine, terminal or pipeline, as a register of works tells it; no money",
        ORIGIN
        + """
id             text!   -  the publisher's id of the unit; where it has none, its page, name and unit
type           text!   <vocabulary.FacilityType>  what it is a unit of
name           text!   -  plant, field, mine, terminal or pipeline
unit           text    -  unit, phase or segment
other_names    texts!  -  other names, in any script
countries      texts!  <countries>  where it stands or runs
province       text    -  province or region, as stated
place          text    -  city or place, as stated
fuel           text    -  fuel, grade or product, as stated
technology     text    -  technology, as stated
capacity       number  -  capacity in its unit; none means not reported
capacity_unit  text    -  MW, Mt/year, kt/year, bcm/y ...
status         text    <vocabulary.FacilityStatus>  where it stands, on the date of its file; none means not stated
status_stated  text    -  status in the publisher's word
start_year     year    [year]  year in which it began, or is expected to begin, to work
start_stated   text    -  the same as the publisher writes it
end_year       year    [year]  year in which it stopped
owner          text    -  owners, as stated
operator       text    -  operators, as stated
parent         text    -  owners of the owners, as stated
lat            number  [degrees]  north
lon            number  [degrees]  east
accuracy       text    -  how exact the place is, in the publisher's word
url            text    -  the publisher's page of it
researched     day     -  day on which the publisher last looked, where it says so
stated         texts!  -  what else the row says, each as header: value
""",
    ),
    "membership": (
        "a state in, near or outside a body, a treaty or a scheme, from a date to a date",
        ORIGIN
        + """
id          text!  -  short name, unique in the study
state       text!  <countries>  the state
body        text!  -  the organisation, treaty, format or scheme
role        text!  -  member, observer, participant, non-member ...: staying outside is a row too
since       day    -  first day the stated date can mean; none means not seen in what was read
since_precision text <vocabulary.Precision>  how fine the date is known
until       day    -  last day the stated date can mean; none means it holds or its end was not seen
"""
        + REVIEW,
    ),
    "position": (
        "what a government asked, offered, declared or agreed, in our words",
        ORIGIN
        + """
id          text!  -  short name, unique in the study
government  text!  <countries>  who said it
addressees  texts  -  to whom: ISO, DAC region or CRS channel codes
act         text!  <vocabulary.Act>  what kind of saying it was
topic       text!  -  topic, as the list has it
sector      text   <sectors>  DAC sector group nearest to the topic
wording     text!  -  what was said, in our words
amount      amount [currency]  amount named, whole units
currency    text   <currencies>  its currency
date        day!   -  first day the stated date can mean
date_precision text! <vocabulary.Precision>  how fine the date is known
"""
        + REVIEW,
    ),
    "question": (
        "what somebody asks of a study, and where the answer stands",
        ORIGIN
        + """
id          text!  -  short name, unique in the study
question    text!  -  the question, in our words
pages       texts  -  pages of the study's site whose first sentences answer it; none where nothing loaded does
missing     text   -  what is not loaded, and would be needed
""",
    ),
}
