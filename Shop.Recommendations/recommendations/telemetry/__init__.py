"""Traces, metrics and logs: the OpenTelemetry SDK where it is installed, else a small exporter on the standard library."""

from __future__ import annotations

import logging
import os
import sys

from .context import Tracer

log = logging.getLogger(__name__)

_tracer: Tracer = Tracer()


def tracer() -> Tracer:
    return _tracer


def start_telemetry() -> Tracer:
    """Without OTEL_EXPORTER_OTLP_ENDPOINT nothing is recorded, but trace context still flows through."""
    global _tracer
    _log_to_console()
    if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        _tracer = _recording()
    return _tracer


def _recording() -> Tracer:
    try:
        from .sdk import SdkTracer

        return SdkTracer.start(os.environ)
    except Exception as missing:  # Not installed, or a version that has moved its parts: the shop goes on with its own.
        from .otlp import OtlpTracer

        log.info("Telemetry by the built-in exporter (%s)", missing)
        return OtlpTracer.start(os.environ)


def _log_to_console() -> None:
    own = logging.getLogger("recommendations")
    if own.handlers:
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    own.addHandler(handler)
    own.setLevel(logging.INFO)
    own.propagate = False
