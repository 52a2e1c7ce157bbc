"""Counts and times for Prometheus. Routes, states and times; nobody, and nothing anybody said."""

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "any"})


class Meters:
    """What one server counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "matcher_requests", "Requests.", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "matcher_request_seconds", "Seconds to answer.", ["route"], registry=self.registry
        )
        self._ended = Counter(
            "matcher_work_ended", "Pieces of work by how they ended.", ["how"], registry=self.registry
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        known = method if method in METHODS else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def ended(self, how: str) -> None:
        """Count a piece of work that ended."""
        self._ended.labels(how).inc()

    def watch(self, name: str, says: str, value: Callable[[], float]) -> None:
        """Tell a value as it is whenever somebody asks."""
        Gauge(name, says, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)
