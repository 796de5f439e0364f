"""A parent whose sum is not its children's is doubtful: it counts in the high total alone."""

from sarai.counting.rules import Rule
from sarai.model.vocabulary import Standing

RULE = Rule(
    id="parent_beside_children",
    order=75,
    standing=Standing.POSSIBLE,
    when="family = 'unequal'",
    about="The activity and its children both report money and the sums differ: the parent may hold the children's money or other money.",
    source="IATI hierarchy guidance",
)
