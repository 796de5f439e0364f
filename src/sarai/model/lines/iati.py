"""What readers of IATI fill besides the common tables: what hangs on an activity and is neither flow nor share."""

from sarai.model.lines._origin import ORIGIN

LINES: dict[str, tuple[str, str]] = {
    "related": (
        "another activity that an activity names",
        ORIGIN
        + """
activity  text!  -  key of the activity
type      text   -  parent, child, sibling, co-funded, third-party; retells: the same once more
ref       text   -  the other activity's identifier as stated
related   text   -  key of the other activity
""",
    ),
    "identifier": (
        "another identifier of an activity, and whose it is",
        ORIGIN
        + """
activity    text!  -  key of the activity
type        text   -  IATI type of identifier
value       text   -  identifier
owner       text   -  code of the organisation whose identifier it is
owner_name  text   -  name of that organisation
""",
    ),
    "document_link": (
        "a document that an activity, a result or a value of it points to",
        ORIGIN
        + """
owner       text!  -  key of the row the document belongs to
url         text   -  address
format      text   -  media type as stated
title       text   -  title in the source's first language
date        day    -  date of the document
categories  texts  -  IATI document categories
languages   texts  -  ISO 639-1 codes of its languages
recipients  texts  -  countries the document is about
""",
    ),
    "contact": (
        "an organisation to ask about an activity; people and their addresses are left out",
        ORIGIN
        + """
activity      text!  -  key of the activity
type          text   -  IATI type of contact
organisation  text   -  organisation
department    text   -  department
website       text   -  address of its site
""",
    ),
    "condition": (
        "a condition attached to an activity",
        ORIGIN
        + """
activity  text!  -  key of the activity
type      text   -  policy, performance or fiduciary, as IATI's code
""",
    ),
    "loan": (
        "terms of a loan as reported to the OECD Creditor Reporting System",
        ORIGIN
        + """
activity         text!   -  key of the activity
rate_1           number  [percent]  interest rate
rate_2           number  [percent]  second interest rate
repayment_type   text    -  equal principal, annuity, lump sum or other, as IATI's code
repayment_plan   text    -  repayments a year, as IATI's code
commitment_date  day     -  commitment
first_repayment  day     -  first repayment
final_repayment  day     -  last repayment
""",
    ),
    "loan_status": (
        "where a loan stood in a year, as reported to the OECD Creditor Reporting System",
        ORIGIN
        + """
activity               text!   -  key of the activity
year                   year    [year]  year
currency               text    <currencies>  currency
value_date             day     -  date of the value
interest_received      amount  [currency]  interest received in the year
principal_outstanding  amount  [currency]  principal outstanding at its end
principal_arrears      amount  [currency]  principal in arrears at its end
interest_arrears       amount  [currency]  interest in arrears at its end
""",
    ),
    "extra": (
        "a named value that a source states and for which no other table has a column",
        ORIGIN
        + """
owner   text!  -  key of the row it belongs to
name    text!  -  what the source calls it
value   text   -  value as stated
detail  text   -  what the source says it stands for
""",
    ),
}
