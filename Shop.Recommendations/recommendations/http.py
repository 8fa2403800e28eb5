"""A JSON call to another service: bounded in time and size, traced, and never through a proxy of the environment."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any, Mapping, Optional
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from .telemetry import tracer

_opener = build_opener(ProxyHandler({}))

_MOST_BYTES = 8 * 1024 * 1024


class Unavailable(Exception):
    """The other service cannot be reached, does not answer in time, or does not make sense."""


class Refused(Exception):
    """The other service answered with an error status."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"status {status}: {text[:300]}")
        self.status = status


def call(method: str, url: str, *, body: Any = None, headers: Optional[Mapping[str, str]] = None, timeout: float = 2.0, quiet: bool = False) -> Any:
    """The decoded answer. ``body`` may be text (sent as NDJSON) or anything that JSON can say. ``quiet`` calls are not traced."""
    sent = {"accept": "application/json", **(headers or {})}
    data = None
    if body is not None:
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        sent["content-type"] = "application/x-ndjson" if isinstance(body, str) else "application/json"
    if quiet:
        return _send(method, url, data, sent, timeout)
    parts = urlsplit(url)
    facts = {"http.request.method": method, "url.full": url, "server.address": parts.hostname or "", "server.port": parts.port or 80}
    with tracer().client_span(method, facts) as span:
        span.inject(sent)
        return _send(method, url, data, sent, timeout)


def _send(method: str, url: str, data: Optional[bytes], headers: Mapping[str, str], timeout: float) -> Any:
    request = Request(url, data=data, headers=dict(headers), method=method)
    try:
        with _opener.open(request, timeout=timeout) as answer:
            text = answer.read(_MOST_BYTES + 1)
        if len(text) > _MOST_BYTES:
            raise Unavailable(f"{url} answered with more than {_MOST_BYTES} bytes")
        return json.loads(text) if text else None
    except HTTPError as error:
        with error:
            raise Refused(error.code, error.read(2000).decode(errors="replace")) from None
    except (OSError, HTTPException, ValueError) as error:
        raise Unavailable(f"{url}: {error}") from None
