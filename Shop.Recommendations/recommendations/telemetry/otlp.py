"""OTLP over HTTP as JSON, on the standard library: for machines where the OpenTelemetry SDK is not installed.

Spans and logs wait in bounded queues; one thread sends them. A collector that is away costs the newest records, never
memory, and never a request.
"""

from __future__ import annotations

import json
import logging
import ssl
import threading
import time
from collections import deque
from contextlib import contextmanager
from typing import Any, Iterator, Mapping, Optional
from urllib.parse import unquote
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

from .context import Span, Tracer, current, entered, new_span_id, new_trace_id, parse_traceparent
from .histogram import Histogram

SERVER, CLIENT = 2, 3
SCOPE = {"name": "goodsmart-api"}

log = logging.getLogger(__name__)


class OtlpSpan(Span):
    def __init__(self, name: str, kind: int, parent: Optional[Span], attributes: Mapping[str, Any]) -> None:
        super().__init__(parent.trace_id if parent else new_trace_id(), new_span_id(), parent.sampled if parent else True, parent.state if parent else "")
        self.name = name
        self.kind = kind
        self.parent_id = parent.span_id if parent else ""
        self.attributes = dict(attributes)
        self.failure: Optional[str] = None
        self.began = time.time_ns()

    def set(self, name: str, value: Any) -> None:
        self.attributes[name] = value

    def rename(self, name: str) -> None:
        self.name = name

    def fail(self, reason: str) -> None:
        self.failure = reason

    def ended(self) -> dict:
        record = {
            "traceId": self.trace_id, "spanId": self.span_id, "name": self.name, "kind": self.kind,
            "startTimeUnixNano": str(self.began), "endTimeUnixNano": str(time.time_ns()), "attributes": encode(self.attributes),
        }
        if self.parent_id:
            record["parentSpanId"] = self.parent_id
        if self.state:
            record["traceState"] = self.state
        if self.failure:
            record["status"] = {"code": 2, "message": self.failure}
        return record


def encode(attributes: Mapping[str, Any]) -> list:
    return [{"key": name, "value": _value(value)} for name, value in attributes.items()]


def _value(value: Any) -> dict:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    return {"stringValue": str(value)}


def _pairs(text: str) -> dict:
    """``a=b,c=d`` as OpenTelemetry's variables have it, percent-decoded."""
    parts = (part.split("=", 1) for part in text.split(",") if "=" in part)
    return {unquote(name.strip()): unquote(value.strip()) for name, value in parts}


class OtlpTracer(Tracer):
    def __init__(self, endpoint: str, headers: Mapping[str, str], resource: Mapping[str, Any], interval: float, certificate: Optional[str]) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._headers = dict(headers)
        self._resource = {"attributes": encode(resource)}
        self._interval = interval
        trust = ssl.create_default_context(cafile=certificate) if endpoint.startswith("https") else None
        self._opener = build_opener(ProxyHandler({}), *([HTTPSHandler(context=trust)] if trust else []))
        self._spans: "deque[dict]" = deque(maxlen=2048)
        self._logs: "deque[dict]" = deque(maxlen=2048)
        self._durations = Histogram()
        self._wake = threading.Event()
        self._done = threading.Event()
        self._failing = False
        threading.Thread(target=self._send_for_ever, name="telemetry", daemon=True).start()

    @staticmethod
    def start(environment: Mapping[str, str]) -> "OtlpTracer":
        resource = {"service.name": "goodsmart-api", "telemetry.sdk.language": "python", **_pairs(environment.get("OTEL_RESOURCE_ATTRIBUTES", ""))}
        if environment.get("OTEL_SERVICE_NAME"):
            resource["service.name"] = environment["OTEL_SERVICE_NAME"]
        if environment.get("OTEL_EXPORTER_OTLP_PROTOCOL", "").startswith("grpc"):
            log.warning("The built-in exporter speaks OTLP over HTTP only; it tries the gRPC address. Install opentelemetry-sdk for gRPC.")
        interval = _milliseconds(environment.get("OTEL_BSP_SCHEDULE_DELAY"), 2000)
        started = OtlpTracer(environment["OTEL_EXPORTER_OTLP_ENDPOINT"], _pairs(environment.get("OTEL_EXPORTER_OTLP_HEADERS", "")),
                             resource, interval, environment.get("OTEL_EXPORTER_OTLP_CERTIFICATE") or None)
        for name in ("recommendations", "uvicorn.error"):
            logging.getLogger(name).addHandler(_LogHandler(started))
        return started

    @contextmanager
    def server_span(self, name: str, headers: Mapping[str, str], attributes: Mapping[str, Any]) -> Iterator[Span]:
        caller = parse_traceparent(headers.get("traceparent", ""), headers.get("tracestate", ""))
        with self._span(name, SERVER, caller, attributes) as span, entered(span):
            yield span

    @contextmanager
    def client_span(self, name: str, attributes: Mapping[str, Any]) -> Iterator[Span]:
        with self._span(name, CLIENT, current.get(), attributes) as span:
            yield span

    @contextmanager
    def _span(self, name: str, kind: int, parent: Optional[Span], attributes: Mapping[str, Any]) -> Iterator[OtlpSpan]:
        span = OtlpSpan(name, kind, parent, attributes)
        try:
            yield span
        except BaseException as error:
            span.fail(str(error)[:300] or type(error).__name__)
            raise
        finally:
            if span.sampled:
                self._spans.append(span.ended())

    def request_took(self, seconds: float, attributes: Mapping[str, Any]) -> None:
        self._durations.record(seconds, attributes)

    def log(self, record: dict) -> None:
        self._logs.append(record)

    def shutdown(self, seconds: float) -> None:
        self._wake.set()
        self._done.wait(seconds)

    def _send_for_ever(self) -> None:
        stopping = False
        while not stopping:
            stopping = self._wake.wait(self._interval)
            self._send_all()
        self._done.set()

    def _send_all(self) -> None:
        spans, logs = _drain(self._spans), _drain(self._logs)
        if spans:
            self._post("traces", {"resourceSpans": [{"resource": self._resource, "scopeSpans": [{"scope": SCOPE, "spans": spans}]}]})
        if logs:
            self._post("logs", {"resourceLogs": [{"resource": self._resource, "scopeLogs": [{"scope": SCOPE, "logRecords": logs}]}]})
        metric = self._durations.take(encode)
        if metric:
            self._post("metrics", {"resourceMetrics": [{"resource": self._resource, "scopeMetrics": [{"scope": SCOPE, "metrics": [metric]}]}]})

    def _post(self, signal: str, body: dict) -> None:
        headers = {"content-type": "application/json", **self._headers}
        request = Request(f"{self._endpoint}/v1/{signal}", data=json.dumps(body).encode(), headers=headers, method="POST")
        try:
            with self._opener.open(request, timeout=3.0) as answer:
                answer.read()
            self._failing = False
        except Exception as error:  # Whatever a collector does, the service goes on.
            if not self._failing:
                log.warning("Telemetry cannot be sent to %s: %s", self._endpoint, error)
            self._failing = True


def _drain(queue: deque) -> list:
    taken = []
    while queue and len(taken) < 1024:
        taken.append(queue.popleft())
    return taken


def _milliseconds(text: Optional[str], default: int) -> float:
    return max(50, int(text) if text and text.isdigit() else default) / 1000


class _LogHandler(logging.Handler):
    _SEVERITY = {"DEBUG": 5, "INFO": 9, "WARNING": 13, "ERROR": 17, "CRITICAL": 21}

    def __init__(self, to: OtlpTracer) -> None:
        super().__init__()
        self._to = to

    def emit(self, record: logging.LogRecord) -> None:
        entry = {
            "timeUnixNano": str(int(record.created * 1e9)), "severityNumber": self._SEVERITY.get(record.levelname, 9),
            "severityText": record.levelname, "body": {"stringValue": record.getMessage()}, "attributes": encode({"logger": record.name}),
        }
        span = current.get()
        if span:
            entry.update(traceId=span.trace_id, spanId=span.span_id)
        self._to.log(entry)
