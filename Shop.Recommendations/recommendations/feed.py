"""Reads the events of one cart service, from the oldest kept to the newest, and goes on reading."""

from __future__ import annotations

import logging
import threading
from typing import Callable, Iterable, Optional
from urllib.parse import quote

from .choices import CartEvent
from .http import Refused, Unavailable, call

log = logging.getLogger(__name__)

PAGE = 500


class Feed:
    """One thread a feed. ``deliver`` gets each page of events; when it fails, the page is read again."""

    def __init__(self, name: str, address: str, deliver: Callable[[list[CartEvent]], None], poll_seconds: float) -> None:
        self._name = name
        self._address = address
        self._deliver = deliver
        self._poll = poll_seconds
        self._after: Optional[str] = None
        self._stop = threading.Event()
        self._failing = False
        self._thread = threading.Thread(target=self._run, name=f"feed {name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Asks the thread to end; it is a daemon, so an unanswered call of it holds nobody up."""
        self._stop.set()

    def _run(self) -> None:
        wait = 0.0
        while not self._stop.wait(wait):
            wait = self._poll if self._read_page() < PAGE else 0.0
            if self._failing:
                wait = min(max(self._poll * 2, 0.2), 10.0)

    def _read_page(self) -> int:
        after = f"&after={quote(self._after, safe='')}" if self._after else ""
        try:
            page = call("GET", f"{self._address}/events?limit={PAGE}{after}", timeout=5.0, quiet=True)
            items = page["events"]
            self._deliver(list(_understood(items)))
            self._after = page["next"] if isinstance(page.get("next"), str) else self._after
            if self._failing:
                self._failing = False
                log.info("The cart events of %s are read again", self._name)
            return len(items)
        except Refused as error:
            # A cart service that began anew does not know the old token: begin anew as well.
            if error.status == 400:
                self._after = None
            self._failed(error)
        except (Unavailable, KeyError, TypeError) as error:
            self._failed(error)
        return 0

    def _failed(self, error: Exception) -> None:
        if not self._failing:
            log.warning("The cart events of %s cannot be read: %s", self._name, error)
        self._failing = True


def _understood(items: Iterable) -> Iterable[CartEvent]:
    for item in items:
        event = CartEvent.parse(item) if isinstance(item, dict) else None
        if event:
            yield event
