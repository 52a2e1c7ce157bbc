"""One solve: a model, what it minimises, how long and with how many workers; stoppable at any moment."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.solver.cost import Cost

POLL_SECONDS = 0.01
"""Seconds between two looks at whether someone asked to stop."""
MOST_THREADS = 64
"""More solves than this never run at once in one process."""
NO_MOST = (1 << 63) - 1
"""No limit, as the solver writes it."""
T = TypeVar("T")


@dataclass(frozen=True)
class Solved:
    """How a solve ended: values of all variables, or None, and a bound of what it minimised."""

    status: cp_model.CpSolverStatus
    values: tuple[int, ...] | None
    bound: int
    others: tuple[tuple[int, ...], ...] = ()
    """Other solutions, where the solver was asked to keep some."""
    work: float = 0.0
    """Deterministic time that it took."""

    @property
    def proved(self) -> bool:
        """Whether nothing is better, or nothing is possible."""
        return self.status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)


def asked(model: cp_model.CpModel, cost: Cost, hint: Mapping[int, int]) -> cp_model.CpModel:
    """A copy of the model that minimises one cost from a hint."""
    asked = model.clone()
    asked.minimize(cost.expression)
    if cost.terms:  # Nothing costs less than nothing, which takes a relaxation seconds to see.
        asked.proto.objective.domain.extend([-cost.fixed, NO_MOST])
    if hint:  # To the solver, a hint that is empty is a hint, and it searches otherwise.
        asked.proto.solution_hint.vars.extend([*hint])
        asked.proto.solution_hint.values.extend([*hint.values()])
    return asked


def solver_for(clock: Clock, workers: int) -> cp_model.CpSolver:
    """A solver for what is left of the time."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = clock.settings.seed
    solver.parameters.max_time_in_seconds = max(clock.left, 0.01)
    # Its own handler would end the whole process when a solve runs off the main thread.
    solver.parameters.catch_sigint_signal = False
    if workers == 1:
        solver.parameters.linearization_level = 2
    elif workers == 2:
        # The portfolio must always hold one worker that leans on linear programming.
        solver.parameters.subsolvers.append("max_lp")
    return solver


def alone(clock: Clock, work: float) -> cp_model.CpSolver:
    """A solver of one worker for so much deterministic time: what it proves is the same on every run."""
    solver = solver_for(clock, workers=1)
    solver.parameters.max_deterministic_time = work
    return solver


def run(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    clock: Clock,
    watched: "Watched | None" = None,
) -> Solved:
    """Solve a model until it is proved, the time is up, or somebody asks to stop."""
    callback = _Tell(watched) if watched is not None and clock.watch is not None else None
    return run_with(solver, model, clock, callback)


def run_with(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    clock: Clock,
    callback: cp_model.CpSolverSolutionCallback | None,
) -> Solved:
    """The same; a callback hears of every better solution."""
    return _ended(waited(threads().submit(solver.solve, model, callback), solver, clock), solver)


@cache
def threads() -> ThreadPoolExecutor:
    """Threads that solves run in, used again and again: what a new thread needs of memory it keeps."""
    return ThreadPoolExecutor(max_workers=MOST_THREADS)


class Stoppable(Protocol):
    """A solver that can be asked to end."""

    def stop_search(self) -> object:
        """Ask. Lost where the search has not begun."""


def waited(running: "Future[T]", solver: Stoppable, clock: Clock) -> T:
    """What a solve ends with, also where somebody asks to stop; ended when waiting is."""
    try:
        return _wait(running, solver, clock)
    except BaseException:
        stop(running, solver)
        raise


def stop(running: "Future[Any]", solver: Stoppable) -> None:
    """End a solve. Asked again and again, because a stop that comes before the search has begun is lost."""
    while not running.done():
        solver.stop_search()
        time.sleep(POLL_SECONDS)


def _ended(status: cp_model.CpSolverStatus, solver: cp_model.CpSolver) -> Solved:
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = tuple(solver.response_proto.solution) if found else None
    others = tuple(tuple(each.values) for each in solver.response_proto.additional_solutions)
    bound, work = max(0, round(solver.best_objective_bound)), solver.response_proto.deterministic_time
    return Solved(status, values, bound, others, work)


def _wait(running: "Future[T]", solver: Stoppable, clock: Clock) -> T:
    while True:
        try:
            return running.result(timeout=POLL_SECONDS)
        except StillRunning:
            if clock.stopped:
                # Repeated, because a stop that comes before the search has begun is lost.
                solver.stop_search()


@dataclass(frozen=True)
class Watched:
    """Whom to tell of a better solution: its cost, its bound, and what it leaves uncovered."""

    tell: Callable[[int, int, int | None], None]
    uncovered: Cost | None


class Taken(cp_model.CpSolverSolutionCallback):
    """Hands on every better solution, as values of all variables."""

    def __init__(self, take: Callable[[tuple[int, ...]], object]) -> None:
        super().__init__()
        self._take = take

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        self._take(tuple(self.response_proto.solution))


class _Tell(cp_model.CpSolverSolutionCallback):
    def __init__(self, watched: Watched) -> None:
        super().__init__()
        self._watched = watched

    def on_solution_callback(self) -> None:
        cost = self._watched.uncovered
        missing = (
            None if cost is None else cost.fixed + sum(price * self.value(var) for var, price in cost.terms)
        )
        self._watched.tell(round(self.objective_value), round(self.best_objective_bound), missing)
