"""The cards of what is answered of corridors: how each is made, and its columns."""

from sarai.model.card import Card

_NEEDS = ("the lists corridor-nodes, corridor-legs and corridor-figures of the study",)
_METHOD = "docs/corridors.md"

ROUTES = Card(
    id="route",
    name="Routes",
    unit="hours, km, USD",
    formula="the ways with least time, cost or generalised cost; timetable: the sum of typical hours of its steps; "
    "expected: quantiles of seeded draws of every step between its low and high hours",
    needs=_NEEDS,
    method="Yen (1971) over Dijkstra; beta-PERT after Malcolm and others (1959); docs/corridors.md",
    caveats=("hours that nobody publishes are worked out from other trains, ships and trucks, and say so",),
    tables={
        "rows": """
rank             int          -  1 is the best
sensible         flag         -  whether nothing speaks against the way
doubts           texts        -  what does
from             text         -  place where it starts
to               text         -  place where it ends
legs             many:step    -  its steps: legs, dwells, waits
km               int          [km]  sum of its legs
ends             text         -  terminal, handled or door
timetable_hours  number       [hours]  sum of typical hours
expected_hours   one:expected -  drawn from low, typical and high hours
cost             many:cost    -  by charge
bottleneck       many:narrow  -  narrowest of what is stated, by unit
basis            shares       [share]  of the typical hours by what they rest on
notes            texts        -  what has to be known
"""
    },
    parts={
        "step": """
item               text       -  leg or place
from               text       -  place
to                 text       -  place
mode               text       -  rail, road, sea, a border, dwell, wait or haulage
km                 number     [km]  length
km_basis           text       <vocabulary.FigureBasis>  what the length rests on
km_source          text       -  where it is told
hours              one:hours  -  low, typical, high
hours_basis        text       <vocabulary.FigureBasis>  what they rest on
hours_how          text       -  how they were derived
hours_date         text       -  when they held
hours_source       text       -  where they are told
time_published     text       -  yes where somebody states or saw hours or departures of this very item
usd                counts     [USD]  stated prices by charge
service            text       -  which service is known to run
service_source     text       -  who tells of it
departures_a_week  number     -  how often it leaves
utilisation        number     [share]  demand over capacity
""",
        "hours": """
low      number  [hours]  low
typical  number  [hours]  typical
high     number  [hours]  high
""",
        "expected": """
p10  number  [hours]  one in ten is faster
p50  number  [hours]  half are faster
p90  number  [hours]  one in ten is slower
""",
        "cost": """
charge          text   -  what the sum is the price of
usd             int    [USD]  sum
estimated_usd   int    [USD]  of it estimated
legs_estimated  texts  -  legs whose price is estimated
legs_without    texts  -  crossings without a known price, not in the sum
named           words  -  names of these legs
""",
        "narrow": """
item      text    -  leg or place
at        text    -  what it is called
capacity  number  [unit]  capacity
unit      text    -  of the capacity
basis     text    <vocabulary.FigureBasis>  what it rests on
date      text    -  when it held
source    text    -  where it is told
room      number  [unit]  what demand leaves
""",
    },
)

LEGS = Card(
    id="corridors",
    name="Legs",
    unit="hours, km",
    formula="every leg with its preferred figures: stated or observed before derived, then the newer, then the first",
    needs=_NEEDS,
    method=_METHOD,
    tables={
        "rows": """
leg             text     -  short name
from            text     -  place
to              text     -  place
mode            text     <vocabulary.Mode>  what moves the box
status          text     <vocabulary.LegStatus>  open or planned
km              number   [km]  length
km_basis        text     <vocabulary.FigureBasis>  what it rests on
other_km        numbers  [km]  other lengths that are stated
hours           numbers  [hours]  low, typical, high
hours_basis     text     <vocabulary.FigureBasis>  what they rest on
time_published  text     -  yes where somebody states or saw hours or departures of this very leg
capacity        texts    -  each capacity with its unit
utilisation     number   [share]  demand over capacity
note            text     -  what has to be known
"""
    },
)

PLACES = Card(
    id="corridors-places",
    name="Places",
    unit="",
    formula="the places of the corridors and the names they go by",
    needs=_NEEDS,
    method=_METHOD,
    tables={
        "rows": """
id       text   -  short name
name     text   -  what it is called
country  text   <countries>  ISO code
kind     text   -  city, port, border ...
also     texts  -  other names
"""
    },
)

TARGETS = Card(
    id="corridors-targets",
    name="Promised and seen",
    unit="Mt, TEU, trains, days",
    formula="each promised figure of a route beside what was seen of the same quantity in its year, or last before it, "
    "in the same unit; a share only of what was carried",
    needs=("the list corridor-series of the study",),
    method=_METHOD,
    caveats=("a promise of capacity is no promise of traffic and is never divided by it",),
    tables={
        "rows": """
id           text    -  short name
route        text    -  along which route
quantity     text    <vocabulary.Series>  what is promised
promised     number  [unit]  promised figure
unit         text    -  of both figures
due          int     [year]  year it is due in, where one is named
said         text    -  when it was said
seen         number  [unit]  figure seen
seen_year    int     [year]  in which year
share        number  [share]  seen of promised, of what was carried alone
in_due_year  flag    -  whether it was seen in the year it is due in
beside       text    -  what was carried beside a promised capacity
source       text    -  who promised
seen_source  text    -  who saw
"""
    },
)

SERIES = Card(
    id="corridors-series",
    name="Figures of routes by year",
    unit="as stated",
    formula="what was promised, seen and offered of each route by year, each with its source",
    needs=("the list corridor-series of the study",),
    method=_METHOD,
    caveats=(
        "counts of a ministry, of ports and of an association are different counts",
        "a forwarder offers, he does not measure",
    ),
    tables={
        "rows": """
id        text    -  short name
route     text    -  what the route is called
quantity  text    <vocabulary.Series>  what is stated
kind      text    <vocabulary.Told>  promised, observed or offered
low       number  [unit]  the least, where several are told
value     number  [unit]  how much
high      number  [unit]  the most, where several are told
unit      text    -  of the value
year      int     [year]  year it is of, or is due in
period    text    -  which part of the year, where not the whole
said      text    -  when it was said
note      text    -  what has to be known
source    text    -  where it is told
"""
    },
)

UTILISATION = Card(
    id="corridors-utilisation",
    name="Boxes against capacity",
    unit="TEU/year",
    formula="boxes of a year, seen and promised, over the capacity in force of each leg and place along the way",
    needs=(*_NEEDS, "the list corridor-series of the study"),
    method=_METHOD,
    caveats=("a capacity is not moved to the year of the boxes", "boxes are never divided by a promised capacity"),
    tables={
        "rows": """
item               text    -  leg or place
name               text    -  what it is called
year               int     [year]  year of the boxes
volume             text    <vocabulary.Told>  promised or observed
teu                number  [TEU/year]  boxes
capacity           number  [TEU/year]  capacity in force
capacity_basis     text    <vocabulary.FigureBasis>  what it rests on
capacity_date      text    -  when it held
utilisation        number  [share]  boxes over capacity
promised_capacity  number  [TEU/year]  largest capacity that is promised
source             text    -  where the capacity is told
"""
    },
)

PROJECTS = Card(
    id="corridors-projects",
    name="Projects on legs, before and after",
    unit="as stated",
    formula="projects on legs, with the newest figure before they were agreed and the oldest since they were completed",
    needs=(*_NEEDS, "the list corridor-projects of the study"),
    method=_METHOD,
    tables={
        "rows": """
id               text  -  the record's id
leg              text  -  leg
project          text  -  what it is called
partner          text  -  who pays
amount           text  [currency]  as stated
currency         text  <currencies>  its currency
agreed           text  -  when it was agreed
completed        text  -  when it was completed
status           text  -  what its source says of it
source           text  -  where it is told
between          text  -  places of the leg
hours_before     text  -  hours before
hours_after      text  -  hours after
capacity_before  text  -  capacity before
capacity_after   text  -  capacity after
change           text  -  what changed, where both sides were seen
record           text  -  key of the record in the ledger
record_status    text  -  its status there
"""
    },
)

DISTANCES = Card(
    id="corridors-distances",
    name="Published distances",
    unit="km",
    formula="each published distance from end to end beside the first way of these corridors; met where the length is "
    "within a tenth, the places named beforehand are passed in order, and the way makes sense",
    needs=(*_NEEDS, "the list corridor-distances of the study"),
    method=_METHOD,
    tables={
        "rows": """
from          text    -  place
to            text    -  place
published_km  number  [km]  as published; of several the least
published_most  number  [km]  the most, where sources differ
km            number  [km]  of the route
difference    number  [share]  of the route over the nearest published one, less one
verdict       text    -  met, or what is not
passes        texts   -  places that a sensible way passes, named beforehand
way           texts   -  places that this one passes
basis         texts   -  what the lengths of its legs rest on
legs          texts   -  its legs
about         text    -  what it is the distance of
source        text    -  where it is published
"""
    },
)

CRITICAL = Card(
    id="corridors-critical",
    name="What is lost with each leg",
    unit="hours",
    formula="hours added over the pairs whose best route uses the leg, where it is closed, and pairs cut off",
    needs=_NEEDS,
    method=_METHOD,
    tables={
        "rows": """
leg          text    -  leg
from         text    -  place
to           text    -  place
pairs        int     [pairs]  whose best route uses it
hours_added  number  [hours]  over these pairs
cut_off      texts   -  pairs that have no other way
"""
    },
)

_SIDE = """
{side}_hours  number  [hours]  timetable
{side}_p10    number  [hours]  one in ten is faster
{side}_p90    number  [hours]  one in ten is slower
{side}_teu    number  [TEU/year]  narrowest capacity
{side}_usd    counts  [USD]  cost by charge
{side}_legs   texts   -  legs of the best route
{side}_through  texts  -  places between its ends
{side}_sensible  flag  -  whether nothing speaks against it
"""

SCENARIO = Card(
    id="corridors-scenario",
    name="Before and after",
    unit="hours, USD, TEU/year",
    formula="the best route of each pair without and with what a scenario changes; routes are chosen and compared "
    "by the timetable, so that closing never makes it shorter; the range is that of the route that is left",
    needs=_NEEDS,
    method=_METHOD,
    tables={
        "rows": "from  text  -  place\nto  text  -  place\n"
        + _SIDE.format(side="before")
        + _SIDE.format(side="after")
        + "change_hours  number  [hours]  of the timetable; none where a side has no sensible route\n"
        + "result  text  -  which route wins\n"
    },
)

GRID = Card(
    id="corridors-grid",
    name="First ways between any two places",
    unit="hours",
    formula="the first sensible way of a box, else of a truck, else the least bad one; as it is, and under each "
    "what-if that closes or opens something; the low and the high are sums over its steps",
    needs=_NEEDS,
    method=_METHOD,
    tables={
        "rows": """
from      text    -  place
to        text    -  place
what_if   text    -  what is closed or opened; null as it is
cargo     text    -  what is carried; null where nothing leads there
hours     number  [hours]  of the timetable
low       number  [hours]  every step at its lowest
high      number  [hours]  every step at its highest
derived   number  [share]  of the hours that is worked out, not published
km        number  [km]  null where a leg's length is not known
through   texts   -  places between its ends
sensible  flag    -  whether nothing speaks against it
"""
    },
)
