"""A total somebody else made is never added to the records it may be the total of."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="aggregate_beside_records",
    order=59,
    standing=Standing.OUT,
    when="beside_records",
    about="The row is a total that its publisher made, and records of the same partner, recipient, year and kind are "
    "loaded: they count, since they open further. Its source or dataset asked alone shows it.",
    source="OECD CRS totals hold what members also publish record by record (IATI, open data of agencies)",
)
