"""One server span and one measurement a request; probes are not worth either."""

from __future__ import annotations

import time

from . import tracer

_QUIET = {"/health", "/alive"}


class TraceRequests:
    def __init__(self, app) -> None:
        self._app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http" or scope["path"] in _QUIET:
            return await self._app(scope, receive, send)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        method = scope["method"]
        facts = {"http.request.method": method, "url.path": scope["path"], "url.scheme": scope.get("scheme", "http")}
        status = 500
        began = time.perf_counter()

        async def note_status(message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with tracer().server_span(method, headers, facts) as span:
            try:
                await self._app(scope, receive, note_status)
            finally:
                route = getattr(scope.get("route"), "path", None)
                span.set("http.response.status_code", status)
                if route:
                    span.set("http.route", route)
                    span.rename(f"{method} {route}")
                if status >= 500:
                    span.fail(f"status {status}")
                measured = {"http.request.method": method, "http.response.status_code": status, **({"http.route": route} if route else {})}
                tracer().request_took(time.perf_counter() - began, measured)
