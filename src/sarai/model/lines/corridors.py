"""The corridors of a study: places, legs, what is said of them, and what if."""

from sarai.model.lines._origin import ORIGIN

LINES: dict[str, tuple[str, str]] = {
    "node": (
        "a place of the study's corridors",
        ORIGIN
        + """
id       text!   -  short name, unique in the study
name     text!   -  what it is called
country  text!   <countries>  ISO code
lat      number! [degrees]  north
lon      number! [degrees]  east
kind     text!   -  city, port, border, terminal ...
aliases  texts!  -  other names it goes by
""",
    ),
    "leg": (
        "a stretch of a corridor between two places",
        ORIGIN
        + """
id        text!   -  short name, unique in the study
start     text!   -  id of the place where it starts
end       text!   -  id of the place where it ends
mode      text!   <vocabulary.Mode>  what moves the box
status    text!   <vocabulary.LegStatus>  whether it can be used today
oneway    text!   -  yes where it is used from start to end alone
countries texts!  -  ISO codes of the countries it lies in
group     text    -  what its delays have in common with other legs
passage   text    -  the strait, sea or border zone it passes
carries   texts!  <vocabulary.Cargo>  which cargo it takes
service   text    -  which service is known to run
service_told_by text - who tells of the service
note      text    -  what has to be known
""",
    ),
    "shape": (
        "where a leg runs, coarsely, for maps",
        ORIGIN
        + """
leg      text!   -  id of the leg
points   texts!  -  degrees east and north of points along it, from its start to its end
told_by  text!   -  whose line it is, with its licence
""",
    ),
    "figure": (
        "one number about a leg or a place, as somebody gives it",
        ORIGIN
        + """
item      text!   -  id of the leg or place
quantity  text!   <vocabulary.Quantity>  what it states
value     number! [unit]  how much
unit      text!   -  of the value
scale     text    <vocabulary.Scale>  of a cost: what it is the price of
basis     text!   <vocabulary.FigureBasis>  what it rests on
how       text    -  how a derived figure was derived
date      text!   -  YYYY, YYYY-MM or YYYY-MM-DD it holds for
told_by   text!   -  where it is told
""",
    ),
    "series": (
        "what was to be, or was, on a route in a year: carried, boxes, trains, days, prices, capacity",
        ORIGIN
        + """
id        text!   -  short name, unique in the study
route     text!   -  what the route is called, or its two ends
quantity  text!   <vocabulary.Series>  what it states
kind      text!   <vocabulary.Told>  promised, observed or offered
low       number  [unit]  the least, where several are told
value     number! [unit]  how much
high      number  [unit]  the most, where several are told
unit      text!   -  Mt, TEU, days, USD/FEU ...
year      year    [year]  year it is of, or is due in; none where a promise names no year
period    text    -  which part of the year, where not the whole
said      text    -  when it was said
along     texts!  -  ids of the legs and places along the route
told_by   text!   -  where it is told
note      text    -  what has to be known
""",
    ),
    "work": (
        "a project on a leg",
        ORIGIN
        + """
id         text!   -  the record's id, where a source of the study has it
leg        text!   -  id of the leg
project    text!   -  what it is called
partner    text    -  who pays
amount     amount  [currency]  amount as stated
currency   text    <currencies>  its currency
agreed     text    -  when it was agreed: YYYY, YYYY-MM or YYYY-MM-DD
completed  text    -  when it was completed
status     text    -  what its source says of it
told_by    text!   -  where it is told
""",
    ),
    "distance": (
        "a published distance from end to end, beside which the legs are set",
        ORIGIN
        + """
start    text!   -  id or name of the place where it starts
end      text!   -  id or name of the place where it ends
mode     text    <vocabulary.Mode>  by this mode alone
km       number! [km]  as published; of several the least
km_most  number  [km]  the most, where sources differ
passes   texts!  -  ids of places that a sensible way passes, in order
avoid    texts!  -  what the published way leaves out
about    text    -  what it is the distance of
told_by  text!   -  where it is told
""",
    ),
    "scenario": (
        "what if: legs closed, opened or changed",
        ORIGIN
        + """
ordinal  int!    -  its place in its file, from 1; a file holds one as a rule
title    text!   -  what happens
why      text    -  why it might
closes   texts!  -  legs, passages, places or countries that are closed
opens    texts!  -  planned legs that are opened
""",
    ),
    "scenario_change": (
        "one quantity that a scenario sets or multiplies",
        ORIGIN
        + """
scenario  text!   -  key of the scenario
item      text!   -  id of the leg or place
quantity  text!   -  a quantity, or hours for all three
value     number  [unit]  what it becomes
factor    number  [ratio]  what it is multiplied by
unit      text    -  of the figures that change, where several are known
""",
    ),
}
