"""Time left, whether someone asked to stop, and who is watching. No solver."""

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event
from typing import Protocol


@dataclass(frozen=True)
class Settings:
    """How hard to try: seconds in all, workers at once, random seed."""

    time_limit: float = 60.0
    workers: int = 2
    seed: int = 0
    spread: bool = False
    """Whether many people may be spread over processes: only for programs that may be started again."""


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
    people: "PeopleDone | None" = None
    """How far all people are; None in a step of one of them."""
    says: str | None = None
    """A sentence that a reader has to see, also where no progress is shown."""


ROTA_MADE = "rota_made"
"""What is told of a person whose rota is made."""


@dataclass(frozen=True)
class PeopleDone:
    """How many people are done, of how many, and the gaps left in what is done; None: not counted."""

    done: int
    of: int
    gaps: int | None = None


Watch = Callable[[Progress], None]


class Asked(Protocol):
    """Whether someone asked to stop."""

    def set(self) -> None:
        """Ask."""

    def is_set(self) -> bool:
        """Whether someone asked."""


class Clock:
    """Time left, whether someone asked to stop, and who is watching. One for all solves of a run."""

    def __init__(self, settings: Settings, watch: Watch | None = None, asked: Asked | None = None) -> None:
        self.settings = settings
        self.watch = watch
        self.started = time.monotonic()
        self._asked = asked or Event()
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

    def part(self, seconds: float, workers: int | None = None) -> "Clock":
        """A clock that ends sooner, with other workers where given, and stops when this one is stopped."""
        settings = self.settings if workers is None else replace(self.settings, workers=workers)
        made = Clock(settings, self.watch, self._asked)
        made._until = min(self._until, time.monotonic() + seconds)
        return made

    def one_of(self, about: str, seconds: float, workers: int) -> "Clock":
        """A part for one of several solves that go on at once, which tells what it is about."""
        made, watch = self.part(seconds), self.watch
        made.settings = replace(self.settings, workers=workers)
        if watch is not None:
            made.watch = lambda step: watch(replace(step, about=about))
        return made

    def unwatched(self) -> "Clock":
        """The same clock for a solve that tells nobody."""
        made = self.part(self.left)
        made.watch = None
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

    def tell_all(self, doing: str, people: PeopleDone) -> None:
        """Tell whoever is watching how far all people are."""
        if self.watch is not None:
            self.watch(Progress("", doing, people=people))

    def say(self, sentence: str) -> None:
        """Tell whoever is watching what has to be seen; where nobody watches, as a warning."""
        if self.watch is None:
            warnings.warn(sentence, RuntimeWarning, stacklevel=2)
        else:
            self.watch(Progress("", "", says=sentence))
