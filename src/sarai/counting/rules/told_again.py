"""Another telling of a record that is told already is no more money."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="told_again",
    order=25,
    standing=Standing.OUT,
    when="list_contains(marks, 'retold')",
    about="The row tells once more, from another page, of a project that its main source tells; it is kept beside it, "
    "with its own amount where the two differ.",
    source="the source's own word; the first page of a project speaks for it",
)
