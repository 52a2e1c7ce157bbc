"""How often each caller may ask."""

import time
from collections import OrderedDict

MOST_KNOWN = 10_000
"""Callers remembered; whoever has not asked for longest is forgotten first."""


class Rates:
    """A bucket for each caller: so many requests a second on average, twice as many at once."""

    def __init__(self, a_second: float) -> None:
        self._a_second = a_second
        self._most = 2 * a_second
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, caller: str) -> bool:
        """Whether one more request of a caller is allowed now; it then counts."""
        now = time.monotonic()
        left, since = self._buckets.pop(caller, (self._most, now))
        left = min(self._most, left + (now - since) * self._a_second)
        allowed = left >= 1
        self._buckets[caller] = (left - allowed, now)
        if len(self._buckets) > MOST_KNOWN:
            self._buckets.popitem(last=False)
        return allowed
