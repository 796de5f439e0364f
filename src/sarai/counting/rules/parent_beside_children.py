"""A parent whose sum is not its children's is doubtful: it counts in the high total alone."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="parent_beside_children",
    order=75,
    standing=Standing.POSSIBLE,
    when="family = 'unequal'",
    about="The activity and its children both report money and the sums differ, so it may hold theirs or more.",
    source="IATI hierarchy guidance",
)
