"""What is read from texts: documents and the claims they make."""

from sarai.model.lines._origin import ORIGIN

LINES: dict[str, tuple[str, str]] = {
    "document": (
        "a text that was read",
        ORIGIN
        + """
title  text!  -  name of the file
kind   text!  -  text, html, pdf or docx
date   day    -  date of the text, where it was given
pages  int    [pages]  pages, where it has any
characters int! [code points]  length of its text
""",
    ),
    "claim": (
        "one thing a text says, with the characters it says it in",
        ORIGIN
        + """
document     text!   -  key of the document
span_start   int!    [code points]  first character of the quote
span_end     int!    [code points]  character after the quote
page         int     -  page of the quote, from 1
quote        text!   -  the characters as they stand
type         text!   -  commitment, event, stock, interest ...
core         text!   -  yes for a cooperation fact; no for opinion and repetition
modality     text!   -  pledged, announced, signed, disbursed ...
polarity     text!   -  + or -
certainty    text!   -  fact, planned, conditional or hedged
actors       texts!  -  ISO or organisation codes of who acts
recipients   texts!  -  ISO or organisation codes of to whom
amount       amount  [currency]  first amount; the lower end of a range
amount_high  amount  [currency]  upper end of a range
currency     text    <currencies>  its currency
comparator   text    -  =, ~, >, >=, < or <=
count        number  [count_unit]  first count
count_unit   text    -  what is counted
period_from  text    -  first day, or fiscal year
period_to    text    -  last day, or fiscal year
instruments  texts!  -  instruments named
sectors      texts!  -  sectors named
topics       texts!  -  their topics
places       texts!  -  places named
part_of      text    -  key of the claim whose total this is a part of
duplicate_of text    -  key of the claim it repeats
relation     text    -  JSON of the arithmetic between its numbers and whether it holds
slots        text!   -  JSON of all slots, each value with its characters
rules        texts!  -  ids of the rules that made it
""",
    ),
}
