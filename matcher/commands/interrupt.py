"""Ctrl-C, and a request to terminate: the best so far is kept."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from matcher.clock import Clock


@contextmanager
def stoppable(clock: Clock) -> Iterator[None]:
    """The first Ctrl-C, or a request to terminate, keeps the best so far; the second ends the program."""

    def stop(number: int, frame: object) -> None:
        if clock.stopped:
            raise KeyboardInterrupt
        clock.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
