"""Time left, whether someone asked to stop, and who is watching. No solver."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event


@dataclass(frozen=True)
class Settings:
    """How hard to try: seconds in all, workers at once, random seed."""

    time_limit: float = 60.0
    workers: int = 2
    seed: int = 0


@dataclass(frozen=True)
class Progress:
    """One step of a solve, for whoever is watching."""

    person: str
    doing: str
    cost: int | None = None
    bound: int | None = None
    about: str = ""
    """Which of several solves for the person it belongs to, in words; empty where there is one."""
    missing: int | None = None
    """Supporters missing on the dated needs of the best rota so far; None where there is no rota yet."""


ROTA_MADE = "rota_made"
"""What is told of a person whose rota is made."""


class Clock:
    """Time left, whether someone asked to stop, and who is watching. One for all solves of a run."""

    def __init__(self, settings: Settings, watch: Callable[[Progress], None] | None = None) -> None:
        self.settings = settings
        self.watch = watch
        self.started = time.monotonic()
        self._asked = Event()
        self._until = self.started + settings.time_limit

    def stop(self) -> None:
        """Ask every solve to end with the best it has. Safe from any thread and from signal handlers."""
        self._asked.set()

    @property
    def stopped(self) -> bool:
        """Whether someone asked to stop."""
        return self._asked.is_set()

    @property
    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self._until - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether there is no time for another solve."""
        return self.stopped or self.left <= 0

    @property
    def used(self) -> float:
        """Seconds used."""
        return time.monotonic() - self.started

    def part(self, seconds: float) -> "Clock":
        """A clock that ends sooner, and stops when this one is stopped."""
        made = Clock(self.settings, self.watch)
        made._asked = self._asked
        made._until = min(self._until, time.monotonic() + seconds)
        return made

    def one_of(self, about: str, seconds: float, workers: int) -> "Clock":
        """A part for one of several solves that go on at once, which tells what it is about."""
        made, watch = self.part(seconds), self.watch
        made.settings = replace(self.settings, workers=workers)
        if watch is not None:
            made.watch = lambda step: watch(replace(step, about=about))
        return made

    def tell(
        self,
        person: str,
        doing: str,
        cost: int | None = None,
        bound: int | None = None,
        missing: int | None = None,
    ) -> None:
        """Tell whoever is watching."""
        if self.watch is not None:
            self.watch(Progress(person, doing, cost, bound, missing=missing))
