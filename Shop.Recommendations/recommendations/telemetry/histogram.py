"""http.server.request.duration, cumulative since the start, as OTLP has it."""

from __future__ import annotations

import time
from bisect import bisect_left
from threading import Lock
from typing import Any, Callable, Mapping, Optional

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)

MOST_SERIES = 200


class Histogram:
    def __init__(self) -> None:
        self._series: dict[tuple, list] = {}
        self._began = time.time_ns()
        self._lock = Lock()
        self._changed = False

    def record(self, seconds: float, attributes: Mapping[str, Any]) -> None:
        key = tuple(sorted(attributes.items()))
        with self._lock:
            if key not in self._series and len(self._series) >= MOST_SERIES:
                return
            series = self._series.setdefault(key, [0, 0.0, [0] * (len(BOUNDS) + 1)])
            series[0] += 1
            series[1] += seconds
            series[2][bisect_left(BOUNDS, seconds)] += 1
            self._changed = True

    def take(self, encode: Callable[[Mapping[str, Any]], list]) -> Optional[dict]:
        """The metric, or None when nothing has happened since it was last taken."""
        with self._lock:
            if not self._changed:
                return None
            self._changed = False
            points = [self._point(encode(dict(key)), *series) for key, series in self._series.items()]
        return {"name": "http.server.request.duration", "unit": "s", "histogram": {"aggregationTemporality": 2, "dataPoints": points}}

    def _point(self, attributes: list, count: int, total: float, buckets: list) -> dict:
        return {
            "attributes": attributes, "startTimeUnixNano": str(self._began), "timeUnixNano": str(time.time_ns()),
            "count": str(count), "sum": total, "bucketCounts": [str(n) for n in buckets], "explicitBounds": list(BOUNDS),
        }
