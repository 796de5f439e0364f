"""What is known beside flows: agreements, events, measures."""

from sarai.model.lines._origin import ORIGIN

LINES: dict[str, tuple[str, str]] = {
    "agreement": (
        "a declaration, framework, memorandum, exchange of notes, grant or loan agreement",
        ORIGIN
        + """
type        text!  -  kind of agreement
title       text   -  title in our words
parties     texts! -  ISO or organisation codes
date        day    -  signature or adoption
supersedes  text   -  key of the agreement it replaces
url         text   -  where the text stands
""",
    ),
    "event": (
        "something that happened on a date at a place",
        ORIGIN
        + """
type    text!  -  visit, summit, attack, exercise, closure ...
date    day    -  day it happened or began
place   text   -  place
actors  texts! -  ISO or organisation codes
title   text   -  what happened, in our words
url     text   -  where it is told
""",
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
""",
    ),
}
