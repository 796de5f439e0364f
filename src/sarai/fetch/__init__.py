"""The only room with a network client: one plain client on httpx, handed to others as a function."""

from sarai.fetch.client import Limits, post_json

__all__ = ["Limits", "post_json"]
