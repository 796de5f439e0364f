"""Sending JSON and getting JSON back, within limits of time, size and tries."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from sarai.model.errors import FetchError


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may take (seconds in all, tries included), how large it may be, and how often it is asked."""

    seconds: float = 120.0
    bytes: int = 4_000_000
    tries: int = 3
    longest_pause: float = 20.0


_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that another try may better."""


def post_json(
    url: str, body: Mapping[str, Any], *, headers: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Any:
    """What a server answers to a JSON body, as Python values.

    A busy server is asked again after the pause it names, no longer than the limits allow. Redirects are not followed,
    so that nothing is sent to another address than the one given.

    Raises:
        FetchError: the address is none, nobody answers in time, the answer is an error, too large, or no JSON.
    """
    allowed = limits or Limits()
    if not url.startswith(("http://", "https://")):
        raise FetchError("is no address", where=url, cure="write for example http://localhost:11434/v1")
    until = time.monotonic() + allowed.seconds
    said = "no answer"
    for tried in range(1, allowed.tries + 1):
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            status, pause, content = _sent(url, body, headers or {}, left, allowed)
        except httpx.TimeoutException:
            said = f"no answer within {allowed.seconds:g} seconds"
            break
        except httpx.HTTPError as error:
            said = f"{type(error).__name__}: {error}".rstrip(": ")
            pause, status, content = None, 0, b""
        if status == httpx.codes.OK:
            return _decoded(content, url)
        if status and status not in _AGAIN:
            raise FetchError(f"answers {status}", where=url, cure="check the address, the model and the key")
        said = f"answers {status}" if status else said
        wait = min(pause if pause is not None else 0.5 * 2**tried, allowed.longest_pause, until - time.monotonic())
        if tried < allowed.tries and wait > 0:
            time.sleep(wait)
    raise FetchError(said, where=url, cure="check that the server runs, or try again later")


def _sent(
    url: str, body: Mapping[str, Any], headers: Mapping[str, str], seconds: float, allowed: Limits
) -> tuple[int, float | None, bytes]:
    until = time.monotonic() + seconds
    with (
        httpx.Client(timeout=httpx.Timeout(seconds), follow_redirects=False) as client,
        client.stream("POST", url, json=dict(body), headers=dict(headers)) as answer,
    ):
        content = b""
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > allowed.bytes:
                raise FetchError(f"answers with more than {allowed.bytes:,} bytes", where=url, cure="ask for less")
            if time.monotonic() > until:
                raise httpx.ReadTimeout("too slow")
        return answer.status_code, _pause(answer.headers.get("retry-after")), content


def _pause(told: str | None) -> float | None:
    try:
        return None if told is None else max(0.0, float(told))
    except ValueError:
        return None


def _decoded(content: bytes, url: str) -> Any:
    import json

    try:
        return json.loads(content)
    except (ValueError, UnicodeDecodeError):
        raise FetchError("answers with what is no JSON", where=url, cure="check that it speaks this protocol") from None
