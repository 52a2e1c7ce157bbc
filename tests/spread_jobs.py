"""Work for other processes in the tests: it stands in a module of its own, so that it can be sent."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from matcher.clock import Clock
from matcher.spread import Job

ENOUGH = 30.0


@dataclass(frozen=True)
class Problem:
    """Somebody's problem; `folder` keeps what happened to it."""

    name: str
    folder: Path
    killed: int = 0
    """How often its process is killed while it is worked on."""


def squared(number: int, clock: Clock) -> tuple[int, int, float]:
    """A result, with the process and the time it was given."""
    return number * number, os.getpid(), clock.left


def until_stopped(number: int, clock: Clock) -> int:
    """Work that ends only when somebody asks."""
    clock.tell(str(number), "gaps")
    until = time.monotonic() + ENOUGH
    while not clock.stopped and time.monotonic() < until:
        time.sleep(0.01)
    return number if clock.stopped else -1


def killed_at_first(problem: Problem, clock: Clock) -> str:
    """Work whose process is killed as often as the problem says."""
    begun = problem.folder / problem.name
    tries = len(begun.read_text()) if begun.exists() else 0
    begun.write_text("x" * (tries + 1))
    if tries < problem.killed:
        os.kill(os.getpid(), signal.SIGKILL)
    return problem.name


SQUARES = Job("rotas", squared, who=str, size=int)
ENDLESS = Job("rotas", until_stopped, who=str, size=int)
KILLED = Job("rotas", killed_at_first, who=lambda problem: problem.name, size=lambda problem: 1)
