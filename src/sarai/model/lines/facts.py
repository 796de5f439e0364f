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
""",
    ),
}
