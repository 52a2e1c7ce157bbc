"""Run a solve: levels in order, each held at its best before the next; stoppable at any moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.model.answer import ProofWord
from matcher.solver.around import Around
from matcher.solver.board import Cost
from matcher.solver.parts import solve_in_parts
from matcher.solver.search import Solved, Watched, asked, run, solver_for

HEAD_START = 8.0
"""Deterministic time for one worker alone; what it proves is the same on every run."""


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
    parts: Around | None = None,
) -> Found:
    """Solve the levels in order, each held at its best before the next.

    `warm_start`: values of some variables, by index, to begin from. `uncovered`: what is told beside the cost
    of the best so far, for a rota the supporters missing in it. `lean`: whether the first level needs no more
    than the simpler relaxation. `parts`: how parts of a large rota are chosen, to be solved by themselves.
    """
    values: tuple[int, ...] | None = None
    ends: list[LevelFound] = []
    for name, cost in levels or [("possible", Cost())]:
        if values is not None and (clock.over or cost.of(values) == 0):
            end = _unsolved(name, cost.of(values))
        else:
            clock.tell(person, name)
            watched = Watched(partial(clock.tell, person, name), uncovered)
            hint = warm_start or {} if values is None else dict(enumerate(values))
            if parts is None:
                solved = _solve(model, lean and name == "gaps", cost, clock, hint, watched)
            else:
                solved = solve_in_parts(model, cost, clock, hint, watched, parts)
            if solved.values is not None:
                values = solved.values
                end = _ended(name, cost.of(values), solved)
            elif values is not None:
                end = _unsolved(name, cost.of(values))
            else:
                return Found(None, impossible=_impossible(solved.status, model, clock))
        missing = uncovered.of(values) if uncovered is not None else None
        clock.tell(person, name, end.cost, end.bound, missing)
        ends.append(end)
        model.add(cost.expression <= end.cost)
    return Found(values, tuple(ends) if levels else ())


def _unsolved(name: str, cost: int) -> LevelFound:
    """A level that was not searched: nothing is known, except that no cost is below zero."""
    return LevelFound(name, "proved", 0, 0) if cost == 0 else LevelFound(name, "stopped", cost, None)


def _ended(name: str, cost: int, solved: Solved) -> LevelFound:
    if solved.proved:
        return LevelFound(name, "proved", cost, cost)
    return LevelFound(name, "bounded", cost, solved.bound)


def _impossible(status: cp_model.CpSolverStatus, model: cp_model.CpModel, clock: Clock) -> bool:
    """Whether the solver says so once more without presolve, which has been wrong before (or-tools 5274)."""
    if status != cp_model.INFEASIBLE:
        return False
    solver = solver_for(clock, workers=1)
    solver.parameters.cp_model_presolve = False
    return run(solver, model, clock).status == cp_model.INFEASIBLE


def _solve(
    model: cp_model.CpModel,
    lean: bool,
    cost: Cost,
    clock: Clock,
    hint: Mapping[int, int],
    watched: Watched,
) -> Solved:
    alone = solver_for(clock, workers=1)
    alone.parameters.max_deterministic_time = HEAD_START
    if lean:
        # Measured: a third of the work on Joy's week. Later levels need the fuller relaxation.
        alone.parameters.linearization_level = 1
    first = run(alone, asked(model, cost, hint), clock, watched)
    if first.proved or clock.over:
        return first
    best = dict(enumerate(first.values)) if first.values is not None else hint
    later = run(solver_for(clock, clock.settings.workers), asked(model, cost, best), clock, watched)
    return first if later.status == cp_model.UNKNOWN else later
