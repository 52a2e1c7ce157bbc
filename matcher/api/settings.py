"""How a server is set up. One value for each choice, with its unit."""

import os
from dataclasses import dataclass

MEGABYTE = 1024**2
WORKERS = 2
"""Processor cores for one solve."""


@dataclass(frozen=True)
class Settings:
    """Whom a server answers, and how much it takes on."""

    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    """Names besides its own address under which it may be called."""
    slots: int = 0
    """Pieces of work done at once. 0: as many as there are cores for."""
    memory_megabytes: int = 2048
    """Memory one piece of work may use."""
    most_waiting: int = 100
    """Pieces of work that may wait."""
    most_waiting_for_one: int = 20
    """Of these, how many for one caller."""
    body_megabytes: int = 8
    """Size of a request's body, at most."""
    body_seconds: float = 10.0
    """Time in which a body has to arrive."""
    head_seconds: float = 5.0
    """Time in which a request's first lines have to arrive."""
    requests_a_second: float = 100.0
    """Requests of one caller, on average; twice as many at once."""
    streams_for_one: int = 20
    """Open streams of events for one caller."""
    connections: int = 1000
    """Open connections in all."""
    keep_days: int = 30
    """Days after which a job that has ended goes, with its answer."""

    @property
    def at_once(self) -> int:
        """Pieces of work done at once."""
        return self.slots or max(1, (os.cpu_count() or 1) // WORKERS)
