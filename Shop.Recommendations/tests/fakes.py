"""Small stand-ins: an HTTP server that answers by a function, and the service itself in a thread."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Iterator, List, Optional
from unittest import mock
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

import uvicorn

from recommendations.api import create_app
from recommendations.settings import Settings

PATIENCE = 45.0

_opener = build_opener(ProxyHandler({}))


class Asked:
    def __init__(self, method: str, target: str, headers, body: bytes) -> None:
        parts = urlsplit(target)
        self.method, self.path, self.query = method, parts.path, parse_qs(parts.query)
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.text = body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class FakeServer:
    """``answer`` returns (status, JSON value); everything asked is kept in ``asked``."""

    def __init__(self, answer: Callable[[Asked], tuple]) -> None:
        self.asked: List[Asked] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                asked = Asked(self.command, self.path, self.headers, body)
                fake.asked.append(asked)
                status, value = answer(asked)
                data = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = _serve

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Service:
    def __init__(self, address: str, app) -> None:
        self.address = address
        self.choices = app.state.choices

    def get(self, path: str, headers: Optional[dict] = None) -> tuple:
        try:
            with _opener.open(Request(self.address + path, headers=headers or {}), timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def items(self, path: str) -> list:
        status, text = self.get(path)
        assert status == 200, text
        return [(item["productId"], item["reason"]) for item in json.loads(text)["items"]]


@contextmanager
def running(environment: dict) -> Iterator[Service]:
    """The whole service on a free port, with this environment and no other."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OTEL_", "services__", "ConnectionStrings__"))}
    with mock.patch.dict(os.environ, {**kept, **environment}, clear=True):
        app = create_app(Settings.read({"RECOMMENDATIONS_POLL_SECONDS": "0.05", **environment}))
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until(lambda: server.started)
        try:
            yield Service(f"http://127.0.0.1:{listener.getsockname()[1]}", app)
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def until(condition: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("what was waited for did not happen")


def feed_of(events: list) -> Callable[[Asked], tuple]:
    """A cart service whose feed has these (basket, type, product, category)."""
    entries = [
        {"id": str(number), "at": "2025-01-01T00:00:00Z", "type": kind, "basket": basket, "productId": product, "category": category, "quantity": 1}
        for number, (basket, kind, product, category) in enumerate(events, 1)
    ]

    def answer(asked: Asked) -> tuple:
        after = int(asked.query.get("after", ["0"])[0])
        page = [entry for entry in entries if int(entry["id"]) > after][: int(asked.query["limit"][0])]
        return 200, {"events": page, "next": page[-1]["id"] if page else str(after)}

    return answer
