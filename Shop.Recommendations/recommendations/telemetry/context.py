"""Spans as the rest of the program sees them. This base records nothing: it only hands W3C trace context on."""

from __future__ import annotations

import re
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Iterator, Mapping, MutableMapping, Optional

_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")

current: "ContextVar[Optional[Span]]" = ContextVar("span", default=None)


class Span:
    def __init__(self, trace_id: str, span_id: str, sampled: bool = True, state: str = "") -> None:
        self.trace_id = trace_id
        self.span_id = span_id
        self.sampled = sampled
        self.state = state

    def inject(self, headers: MutableMapping[str, str]) -> None:
        headers["traceparent"] = f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"
        if self.state:
            headers["tracestate"] = self.state

    def set(self, name: str, value: Any) -> None:
        """An attribute; a span that is not recorded has none."""

    def rename(self, name: str) -> None:
        """The final name, known when the route is."""

    def fail(self, reason: str) -> None:
        """Marks the work as failed."""


def parse_traceparent(header: str, state: str = "") -> Optional[Span]:
    """The caller's span, or None when the header is absent or not what W3C says it is."""
    found = _TRACEPARENT.fullmatch(header.strip())
    if not found:
        return None
    version, trace_id, span_id, flags, more = found.groups()
    if version == "ff" or (version == "00" and more) or not int(trace_id, 16) or not int(span_id, 16):
        return None
    return Span(trace_id, span_id, bool(int(flags, 16) & 1), state[:512])


def new_trace_id() -> str:
    return secrets.token_hex(16)


def new_span_id() -> str:
    return secrets.token_hex(8)


class Tracer:
    @contextmanager
    def server_span(self, name: str, headers: Mapping[str, str], attributes: Mapping[str, Any]) -> Iterator[Span]:
        caller = parse_traceparent(headers.get("traceparent", ""), headers.get("tracestate", ""))
        with entered(caller or Span(new_trace_id(), new_span_id(), sampled=False)) as span:
            yield span

    @contextmanager
    def client_span(self, name: str, attributes: Mapping[str, Any]) -> Iterator[Span]:
        yield current.get() or Span(new_trace_id(), new_span_id(), sampled=False)

    def request_took(self, seconds: float, attributes: Mapping[str, Any]) -> None:
        """One more server request, for the duration histogram."""

    def shutdown(self, seconds: float) -> None:
        """Sends what is left, within ``seconds``."""


@contextmanager
def entered(span: Span) -> Iterator[Span]:
    token = current.set(span)
    try:
        yield span
    finally:
        current.reset(token)
