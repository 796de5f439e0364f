"""How labels are compared."""

import unicodedata

__all__ = ["fold"]


def fold(text: str) -> str:
    """The letters and digits of a label, without case or accents; "&" reads as "and"."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    return "".join(filter(str.isalnum, plain))
