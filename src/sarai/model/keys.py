"""Stable names of rows, so that the next release's row is known as the same row revised."""


def record_key(source: str, record_id: str) -> str:
    """The key of an activity: the source and its own identifier, never an amount or a row number."""
    return f"{source}:{record_id}"


def flow_key(activity: str, ordinal: int) -> str:
    """The key of a flow that has no reference of its own: the activity and its place among its flows."""
    return f"{activity}#{ordinal}"


def child_key(owner: str, *parts: object) -> str:
    """The key of a row that belongs to another: its owner's key and what tells it from its siblings."""
    return "/".join([owner, *(str(part) for part in parts)])
