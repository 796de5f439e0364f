"""The promises of a brief, and those that records serve."""

from typing import Any

from sarai.study import Desk


def rows_of(desk: Desk) -> list[dict[str, Any]]:
    """The promises of the brief's partners to its recipients, with what came of them; no name means all of them."""
    return desk.study.promises(on=desk.on, **_asked(desk)).rows


def served(desk: Desk) -> list[dict[str, Any]]:
    """The promises of a brief with the records that serve them: see :meth:`sarai.study.Study.served`."""
    return desk.study.served(on=desk.on, **_asked(desk)).rows


def by_outcome(desk: Desk) -> dict[str, Any]:
    """How many promises of a brief are counted (``promises``), and how many of them came to each outcome."""
    makers, addressees = desk.partners or None, desk.recipients or None
    rolled = desk.study.promises_by((), on=desk.on, maker=makers, addressee=addressees).rows
    return rolled[0] if rolled else {}


def _asked(desk: Desk) -> dict[str, tuple[str, ...] | None]:
    return {"maker": desk.partners or None, "addressee": desk.recipients or None}
