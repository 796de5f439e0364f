"""Where a row comes from: the columns that begin every row read from a source."""

ORIGIN = """
key         text!  -  stable name of the row: source, record id and, where needed, ordinal; never amount or row number
source      text!  -  the publisher's family of data, a reader's id
dataset     text!  -  the release of that family that this row was read from
file        text!  -  sha256 of the file
locator     text!  -  where the row stands in the file: sheet and row, XPath, or page and characters
"""
