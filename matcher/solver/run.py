"""Run a solve: levels in order, each held at its best before the next; stoppable at any moment."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import dataclass
from functools import partial

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.model.answer import ProofWord
from matcher.solver.board import Cost

HEAD_START = 8.0
"""Deterministic time for one worker alone; what it proves is the same on every run."""
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class LevelFound:
    """How one level ended. `bound` is None where nothing is known."""

    name: str
    status: ProofWord
    cost: int
    bound: int | None


@dataclass(frozen=True)
class Found:
    """What a solve found: values of all variables, or None; `impossible` only when that is proved."""

    values: tuple[int, ...] | None
    levels: tuple[LevelFound, ...] = ()
    impossible: bool = False

    def level(self, name: str) -> LevelFound:
        """How one level ended."""
        return next(level for level in self.levels if level.name == name)


def solve_levels(
    model: cp_model.CpModel,
    levels: Sequence[tuple[str, Cost]],
    clock: Clock,
    person: str = "",
    warm_start: Mapping[int, int] | None = None,
    uncovered: Cost | None = None,
    lean: bool = True,
) -> Found:
    """Solve the levels in order, each held at its best before the next.

    `warm_start`: values of some variables, by index, to begin from. `uncovered`: what is told beside the cost
    of the best so far, for a rota the supporters missing in it. `lean`: whether the first level needs no more
    than the simpler relaxation.
    """
    values: tuple[int, ...] | None = None
    ends: list[LevelFound] = []
    for name, cost in levels or [("possible", Cost())]:
        if values is not None and (clock.over or cost.of(values) == 0):
            end = _unsolved(name, cost.of(values))
        else:
            clock.tell(person, name)
            status, solver = _solve(
                model,
                lean and name == "gaps",
                cost,
                clock,
                warm_start or {} if values is None else dict(enumerate(values)),
                _Watched(partial(clock.tell, person, name), uncovered),
            )
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                values = tuple(solver.response_proto.solution)
                end = _ended(name, cost.of(values), status == cp_model.OPTIMAL, solver)
            elif values is not None:
                end = _unsolved(name, cost.of(values))
            else:
                return Found(None, impossible=_impossible(status, model, clock))
        missing = uncovered.of(values) if uncovered is not None else None
        clock.tell(person, name, end.cost, end.bound, missing)
        ends.append(end)
        model.add(cost.expression <= end.cost)
    return Found(values, tuple(ends) if levels else ())


def _unsolved(name: str, cost: int) -> LevelFound:
    """A level that was not searched: nothing is known, except that no cost is below zero."""
    return LevelFound(name, "proved", 0, 0) if cost == 0 else LevelFound(name, "stopped", cost, None)


def _ended(name: str, cost: int, proved: bool, solver: cp_model.CpSolver) -> LevelFound:
    if proved:
        return LevelFound(name, "proved", cost, cost)
    return LevelFound(name, "bounded", cost, max(0, round(solver.best_objective_bound)))


def _impossible(status: cp_model.CpSolverStatus, model: cp_model.CpModel, clock: Clock) -> bool:
    """Whether the solver says so once more without presolve, which has been wrong before (or-tools 5274)."""
    if status != cp_model.INFEASIBLE:
        return False
    solver = _solver(clock, workers=1)
    solver.parameters.cp_model_presolve = False
    return _run(solver, model, clock, None) == cp_model.INFEASIBLE


def _solve(
    model: cp_model.CpModel,
    lean: bool,
    cost: Cost,
    clock: Clock,
    hint: Mapping[int, int],
    watched: "_Watched",
) -> tuple[cp_model.CpSolverStatus, cp_model.CpSolver]:
    alone = _solver(clock, workers=1)
    alone.parameters.max_deterministic_time = HEAD_START
    if lean:
        # Measured: a third of the work on Joy's week. Later levels need the fuller relaxation.
        alone.parameters.linearization_level = 1
    status = _run(alone, _asked(model, cost, hint), clock, watched)
    if status in (cp_model.OPTIMAL, cp_model.INFEASIBLE) or clock.over:
        return status, alone
    best = dict(enumerate(alone.response_proto.solution)) if status == cp_model.FEASIBLE else hint
    together = _solver(clock, clock.settings.workers)
    later = _run(together, _asked(model, cost, best), clock, watched)
    return (status, alone) if later == cp_model.UNKNOWN else (later, together)


def _asked(model: cp_model.CpModel, cost: Cost, hint: Mapping[int, int]) -> cp_model.CpModel:
    """A copy of the model that minimises one cost from a hint."""
    asked = model.clone()
    asked.minimize(cost.expression)
    for index, value in hint.items():
        asked.add_hint(asked.get_int_var_from_proto_index(index), value)
    return asked


def _solver(clock: Clock, workers: int) -> cp_model.CpSolver:
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


def _run(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    clock: Clock,
    watched: "_Watched | None",
) -> cp_model.CpSolverStatus:
    callback = _Tell(watched) if watched is not None and clock.watch is not None else None
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(solver.solve, model, callback)
        try:
            return _wait(running, solver, clock)
        except BaseException:
            while not running.done():
                solver.stop_search()
                time.sleep(POLL_SECONDS)
            raise


def _wait(
    running: "Future[cp_model.CpSolverStatus]", solver: cp_model.CpSolver, clock: Clock
) -> cp_model.CpSolverStatus:
    while True:
        try:
            return running.result(timeout=POLL_SECONDS)
        except StillRunning:
            if clock.stopped:
                # Repeated, because a stop that comes before the search has begun is lost.
                solver.stop_search()


@dataclass(frozen=True)
class _Watched:
    """Whom to tell of a better solution: its cost, its bound, and what it leaves uncovered."""

    tell: Callable[[int, int, int | None], None]
    uncovered: Cost | None


class _Tell(cp_model.CpSolverSolutionCallback):
    def __init__(self, watched: _Watched) -> None:
        super().__init__()
        self._watched = watched

    def on_solution_callback(self) -> None:
        cost = self._watched.uncovered
        missing = (
            None if cost is None else cost.fixed + sum(price * self.value(var) for var, price in cost.terms)
        )
        self._watched.tell(round(self.objective_value), round(self.best_objective_bound), missing)
