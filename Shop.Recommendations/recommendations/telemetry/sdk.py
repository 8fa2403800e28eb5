"""The same on the OpenTelemetry SDK, when it is installed (importing this fails when it is not)."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import Any, Iterator, Mapping

from opentelemetry import trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from .context import Span, Tracer

_propagator = TraceContextTextMapPropagator()


class SdkSpan(Span):
    def __init__(self, span: trace.Span) -> None:
        context = span.get_span_context()
        super().__init__(format(context.trace_id, "032x"), format(context.span_id, "016x"), bool(context.trace_flags & 1), context.trace_state.to_header())
        self._span = span

    def set(self, name: str, value: Any) -> None:
        self._span.set_attribute(name, value)

    def rename(self, name: str) -> None:
        self._span.update_name(name)

    def fail(self, reason: str) -> None:
        self._span.set_status(StatusCode.ERROR, reason)


def _exporters(protocol: str):
    if protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    else:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    return OTLPSpanExporter(), OTLPMetricExporter()


class SdkTracer(Tracer):
    def __init__(self, tracing: TracerProvider, metering: MeterProvider) -> None:
        self._providers = (tracing, metering)
        self._tracer = tracing.get_tracer("goodsmart-api")
        self._durations = metering.get_meter("goodsmart-api").create_histogram("http.server.request.duration", "s", "Duration of HTTP server requests.")

    @staticmethod
    def start(environment: Mapping[str, str]) -> "SdkTracer":
        spans, metrics = _exporters(environment.get("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"))
        named = {} if environment.get("OTEL_SERVICE_NAME") else {"service.name": "goodsmart-api"}
        resource = Resource.create(named)
        tracing = TracerProvider(resource=resource, shutdown_on_exit=False)
        tracing.add_span_processor(BatchSpanProcessor(spans))
        metering = MeterProvider([PeriodicExportingMetricReader(metrics)], resource=resource, shutdown_on_exit=False)
        _send_logs(environment, resource)
        return SdkTracer(tracing, metering)

    @contextmanager
    def server_span(self, name: str, headers: Mapping[str, str], attributes: Mapping[str, Any]) -> Iterator[Span]:
        caller = _propagator.extract(headers)
        with self._tracer.start_as_current_span(name, context=caller, kind=SpanKind.SERVER, attributes=dict(attributes)) as span:
            yield SdkSpan(span)

    @contextmanager
    def client_span(self, name: str, attributes: Mapping[str, Any]) -> Iterator[Span]:
        with self._tracer.start_as_current_span(name, kind=SpanKind.CLIENT, attributes=dict(attributes)) as span:
            yield SdkSpan(span)

    def request_took(self, seconds: float, attributes: Mapping[str, Any]) -> None:
        self._durations.record(seconds, dict(attributes))

    def shutdown(self, seconds: float) -> None:
        # The SDK's own shutdown waits as long as its exporter likes; this waits as long as we like.
        def end() -> None:
            for provider in self._providers:
                provider.shutdown()

        worker = threading.Thread(target=end, daemon=True)
        worker.start()
        worker.join(seconds)


def _send_logs(environment: Mapping[str, str], resource: Resource) -> None:
    try:
        from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
        from opentelemetry.sdk._logs.export import BatchLogRecordProcessor

        if environment.get("OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc":
            from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter
        else:
            from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    except ImportError:
        return  # Logs are still experimental in the SDK and move between its versions.
    provider = LoggerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    for name in ("recommendations", "uvicorn.error"):
        logging.getLogger(name).addHandler(LoggingHandler(logger_provider=provider))
