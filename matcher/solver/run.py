"""Run a solve: levels in order, each held at its best before the next; stoppable at any moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.model.answer import ProofWord
from matcher.solver.around import Around
from matcher.solver.best import After
from matcher.solver.cost import Cost
from matcher.solver.parts import HEAD_START, solve_in_parts
from matcher.solver.search import Solved, Watched, alone, asked, run, solver_for

QUICK = 1.0
"""Deterministic time for a first attempt by one worker alone."""
KEEP = 0.25
"""The part of the time that a level, nearly proved, leaves to those after it; with one worker none, as there
a clock has as little say in a rota as may be.
"""


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
    parts: Around | None = None,
) -> Found:
    """Solve the levels in order, each held at its best before the next.

    `warm_start`: values of some variables, by index, to begin from. `uncovered`: what is told beside the cost
    of the best so far, for a rota the supporters missing in it. `parts`: how parts of a large rota are
    chosen, to be solved by themselves.
    """
    values: tuple[int, ...] | None = None
    ends: list[LevelFound] = []
    asked_for = levels or [("possible", Cost())]
    for (name, cost), (_, then) in zip_longest(asked_for, asked_for[1:], fillvalue=("", Cost())):
        if values is not None and (clock.over or cost.of(values) == 0):
            end = _unsolved(name, cost.of(values))
        else:
            clock.tell(person, name)
            watched = Watched(partial(clock.tell, person, name), uncovered)
            hint = warm_start or {} if values is None else dict(enumerate(values))
            keeps = then.terms and clock.settings.workers > 1
            after = After(then, KEEP * clock.left if keeps else 0)
            found = _solve(model, name, cost, clock, hint, watched, parts, after)
            if found.best is not None:
                values = found.best.values
                end = _ended(name, found, found.best)
            elif values is not None:
                end = _unsolved(name, cost.of(values))
            else:
                return Found(None, impossible=_impossible(found.status, model, clock))
        missing = uncovered.of(values) if uncovered is not None else None
        clock.tell(person, name, end.cost, end.bound, missing)
        ends.append(end)
        model.add(cost.expression <= end.cost)
    return Found(values, tuple(ends) if levels else ())


def _unsolved(name: str, cost: int) -> LevelFound:
    """A level that was not searched: nothing is known, except that no cost is below zero."""
    return LevelFound(name, "proved", 0, 0) if cost == 0 else LevelFound(name, "stopped", cost, None)


def _impossible(status: cp_model.CpSolverStatus, model: cp_model.CpModel, clock: Clock) -> bool:
    """Whether the solver says so once more without presolve, which has been wrong before (or-tools 5274)."""
    if status != cp_model.INFEASIBLE:
        return False
    solver = solver_for(clock, workers=1)
    solver.parameters.cp_model_presolve = False
    return run(solver, model, clock).status == cp_model.INFEASIBLE


def _solve(
    model: cp_model.CpModel,
    name: str,
    cost: Cost,
    clock: Clock,
    hint: Mapping[int, int],
    watched: Watched,
    parts: Around | None,
    after: After,
) -> "_Searched":
    """One attempt after another, each from the best so far, until one settles it or time is up."""
    best = _Searched()
    for solver in _attempts(name, clock, parts):
        solved = run(solver, asked(model, cost, best.hint(hint)), clock, watched)
        best = best.with_attempt(solved, cost)
        if best.settled or clock.over:
            return best
    if parts is None:
        last = run(
            solver_for(clock, clock.settings.workers), asked(model, cost, best.hint(hint)), clock, watched
        )
    else:
        last = solve_in_parts(model, cost, clock, best.hint(hint), best.bound, watched, parts, after)
    return best.with_attempt(last, cost)


def _attempts(name: str, clock: Clock, parts: Around | None) -> Iterator[cp_model.CpSolver]:
    """One worker alone, once or twice, as far as a clock has no say in it."""
    if name == "gaps":
        # Measured: a third of the work on Joy's week. Where it is not soon enough, it never is: a fortnight
        # of hers stood at 27 s where the fuller relaxation takes 9.
        quick = alone(clock, QUICK)
        quick.parameters.linearization_level = 1
        yield quick
    elif parts is not None and parts.large:
        yield alone(clock, QUICK)
    if parts is None:
        yield alone(clock, HEAD_START)


@dataclass(frozen=True)
class _Best:
    """The cheapest values that were found."""

    cost: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class _Searched:
    """What attempts at a level came to: the best of them, and the highest bound of any."""

    status: cp_model.CpSolverStatus = cp_model.UNKNOWN
    best: _Best | None = None
    bound: int = 0

    @property
    def settled(self) -> bool:
        """Whether another attempt can change nothing."""
        proved = self.best is not None and self.best.cost <= self.bound
        return proved or self.status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)

    def hint(self, otherwise: Mapping[int, int]) -> Mapping[int, int]:
        """What the next attempt begins from."""
        return otherwise if self.best is None else dict(enumerate(self.best.values))

    def with_attempt(self, solved: Solved, cost: Cost) -> "_Searched":
        """The same after one more attempt."""
        if solved.values is None:
            return replace(self, status=self.status if self.best else solved.status)
        found = _Best(cost.of(solved.values), solved.values)
        best = min(self.best or found, found, key=lambda each: each.cost)
        return _Searched(solved.status, best, max(self.bound, solved.bound))


def _ended(name: str, found: _Searched, best: _Best) -> LevelFound:
    """How a level ended that was searched."""
    if found.settled:
        return LevelFound(name, "proved", best.cost, best.cost)
    return LevelFound(name, "bounded", best.cost, found.bound)
