"""Which rows belong together, and what people decided about it."""

from sarai.model.lines._origin import ORIGIN

LINES: dict[str, tuple[str, str]] = {
    "link": (
        "a promise and an activity that may serve it, with what speaks for and against it",
        """
key          text!  -  promise and activity
promise      text!  -  key of the promise
promise_id   text!  -  its short name
activity     text!  -  key of the activity, or of a promise that was taken from a record of a project
title        text   -  what the activity is called
provider     text   -  who provides it
recipients   texts! -  who receives it
date         day    -  when it was agreed
precision    text   <vocabulary.Precision>  how fine the date is known
end          day    -  when it ended, or is to end
status       text   -  status of the activity, or what was last seen of it
amount       amount [currency]  amount as stated
currency     text   <currencies>  its currency
base_year    year   [year]  base year of a constant amount
score        number! -  sum of the weights
answer       text!  <vocabulary.Verdict>  link, or ask a person; what is no link is not kept
reasons      texts! -  weight, feature and what met, in words; the weights and the start add up to the score
start        number! -  what the score begins with
dataset      text!  -  dataset of the activity's record
file         text!  -  sha256 of its file
locator      text!  -  where it stands in the file
url          text   -  where it is published
""",
    ),
    "correction": (
        "what a partner says of its record, beside what the record says, and what was decided of it",
        ORIGIN
        + """
record     text! -  key of the activity
field      text! <vocabulary.Correctable>  what is said to be otherwise
ordinal    int!  -  how many rows on the record and field there are up to this one; of a correction the last one holds
stated     text  -  what the record said when it was corrected
correct    text! -  what is right, as a value of the field; `none` is not stated
who        text! -  who says so
on         day!  -  when
why        text! -  reason in words
answer     text! <vocabulary.Judged>  what was decided of it
judge      text  -  who decided
judged_on  day   -  when
reason     text  -  why it was decided so
""",
    ),
    "judgement": (
        "what a person decided about a pair; it wins over the matcher and outlives rebuilds",
        ORIGIN
        + """
promise_id text! -  short name of the promise
activity   text! -  key of the activity
ordinal    int!  -  how many decisions on the pair there are up to this one; the last one wins
answer     text! <vocabulary.Decision>  link or no link
who        text! -  person who decided
on         day!  -  when
why        text! -  reason in words
""",
    ),
}
