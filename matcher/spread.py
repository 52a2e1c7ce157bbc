"""Many problems of one kind: worked on here one after another, or spread over processes.

A few are worked on here, each with every worker. From MANY on each has one worker, and as many are worked
on at once as there are workers: what one worker proves does not depend on how many there are beside it.
Time is shared fairly: each gets an equal part of what is left when it begins, and what it leaves goes on.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from matcher import sentences as say
from matcher.clock import Clock, PeopleDone, Settings
from matcher.errors import WorkEnded
from matcher.processes import Processes, for_one, may_begin_others, work_on
from matcher.wording import listed

MANY = 8
"""So many problems at once are spread, and each has one worker."""
TRIES = 2
"""How often a problem is begun whose process was ended from outside."""
LOOKS_EVERY = 0.05
"""Seconds between two looks at whether someone asked to stop."""

Problem = TypeVar("Problem")
Made = TypeVar("Made")


def _one_person(_: object) -> int:
    return 1


@dataclass(frozen=True)
class Job(Generic[Problem, Made]):
    """A kind of work: what is done with one problem, and what is told of it."""

    name: str
    do: Callable[[Problem, Clock], Made]
    """It stands in a module, and problem and result are values: all three are sent to other processes."""
    who: Callable[[Problem], str]
    """Whose problem it is, by name."""
    size: Callable[[Problem], int]
    """How large a problem is. Large ones are begun first, so that none is left alone at the end."""
    people: Callable[[Problem], int] = _one_person
    """How many people a problem is about: so many parts of the time it gets."""
    gaps: Callable[[Made], int] | None = None
    """Gaps in what was made, where that is to be told."""


class Spread:
    """Where problems are worked on: here, in processes of our own, or by an executor that is given."""

    def __init__(self, settings: Settings, executor: Executor | None = None) -> None:
        self._settings = settings
        self._given = executor
        self._own: Processes | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def work(self, job: Job[Problem, Made], problems: Sequence[Problem], clock: Clock) -> list[Made]:
        """What is made of each problem, in their order. WorkEnded where a process ends more than once."""
        apart = self._given is not None or (
            self._settings.spread and self._settings.workers > 1 and may_begin_others()
        )
        run = _Run(job, problems, clock)
        if len(problems) < MANY:
            return run.here(self._settings.workers)
        # What is left to do after a stop is less work than sending it.
        return run.apart(self) if apart and not clock.stopped else run.here(workers=1)

    @property
    def lanes(self) -> int:
        """How many problems are worked on at once."""
        return self._settings.workers

    def executor(self, clock: Clock) -> Executor:
        """Who works on problems that are spread."""
        if self._given is not None:
            return self._given
        self._own = self._own or Processes(self._settings.workers, clock.watch)
        return self._own.executor

    def stop(self) -> None:
        """Ask everybody to end with the best they have."""
        if self._own is not None:
            self._own.stop()

    def begin_anew(self) -> None:
        """Leave the processes of which one has ended."""
        self._close()

    def _close(self) -> None:
        if self._own is not None:
            self._own.close()
        self._own = None


class _Run(Generic[Problem, Made]):
    """One kind of work on all its problems."""

    def __init__(self, job: Job[Problem, Made], problems: Sequence[Problem], clock: Clock) -> None:
        self._job = job
        self._problems = problems
        self._clock = clock
        by_size = sorted(range(len(problems)), key=lambda place: -job.size(problems[place]))
        self._waiting = deque(by_size)
        self._begun = [0] * len(problems)
        self._made: dict[int, Made] = {}

    def here(self, workers: int) -> list[Made]:
        """All of them in this process, one after another, in their order."""
        self._tell()
        self._waiting = deque(range(len(self._problems)))
        while self._waiting:
            place, seconds = self._next(lanes=1)
            self._keep(place, self._job.do(self._problems[place], self._clock.part(seconds, workers)))
        return self._in_order()

    def apart(self, spread: Spread) -> list[Made]:
        """All of them by an executor, as many at once as it has lanes."""
        self._tell()
        running: dict[Future[Made], int] = {}
        while self._waiting or running:
            try:
                while self._waiting and len(running) < spread.lanes:
                    place, seconds = self._next(spread.lanes)
                    settings = for_one(self._clock.settings, seconds)
                    submit = spread.executor(self._clock).submit
                    running[submit(work_on, self._job.do, self._problems[place], settings)] = place
                done, _ = wait(running, LOOKS_EVERY, FIRST_COMPLETED)
                for future in done:
                    self._keep(running.pop(future), future.result())
            except BrokenExecutor:
                running.clear()
                spread.begin_anew()
                self._again()
            if self._clock.stopped:
                spread.stop()
        return self._in_order()

    def _next(self, lanes: int) -> tuple[int, float]:
        """The next problem, and its share of the time that is left."""
        parts = sum(self._job.people(self._problems[place]) for place in self._waiting)
        place = self._waiting.popleft()
        self._begun[place] += 1
        mine = self._job.people(self._problems[place])
        left = 0.0 if self._clock.stopped else self._clock.left
        return place, left * min(1.0, mine * lanes / parts)

    def _keep(self, place: int, made: Made) -> None:
        self._made[place] = made
        self._tell()

    def _tell(self) -> None:
        """Tell how far all people are, where there are several."""
        if len(self._problems) > 1:
            people, gaps = self._job.people, self._job.gaps
            done = sum(people(self._problems[each]) for each in self._made)
            left = None if gaps is None else sum(map(gaps, self._made.values()))
            self._clock.tell_all(self._job.name, PeopleDone(done, sum(map(people, self._problems)), left))

    def _again(self) -> None:
        """Work whose process was ended is begun again, and is said to be; not for ever."""
        here = {*self._made, *self._waiting}
        ended = [place for place, _ in enumerate(self._problems) if place not in here]
        names = [self._job.who(self._problems[place]) for place in ended]
        if any(self._begun[place] >= TRIES for place in ended):
            raise WorkEnded(names)
        self._waiting.extendleft(ended)
        self._clock.say(say.WORK_BEGUN_AGAIN.format(names=listed(names)))

    def _in_order(self) -> list[Made]:
        return [self._made[place] for place in range(len(self._problems))]
