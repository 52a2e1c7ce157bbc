"""A large rota solved in parts, with a bound of the whole from a solve that goes on beside them.

It begins with any rota that keeps the limits. Then parts around where the cost is are freed and solved, each
from the best so far.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.solver.around import Around
from matcher.solver.cost import Cost
from matcher.solver.search import Solved, Watched, asked, run, solver_for, stop

PART_WORK = 0.5
"""Deterministic time for one part."""
ALONE = 40
"""With one worker, so many parts are tried without a better one before the whole is solved."""


def solve_in_parts(
    model: cp_model.CpModel,
    cost: Cost,
    clock: Clock,
    hint: Mapping[int, int],
    watched: Watched,
    around: Around,
) -> Solved:
    """The best rota found until it is proved best or the time is up, and a bound of all rotas."""
    begin = _begin(model, clock, hint)
    if begin.values is None:
        return begin
    if clock.settings.workers == 1:
        best = _better(model, cost, clock, begin, watched, around, None)
        return _of_both(cost, best, run(solver_for(clock, 1), _from(model, cost, best), clock, watched))
    whole_clock = clock.part(clock.left, clock.settings.workers - 1)
    whole = solver_for(whole_clock, whole_clock.settings.workers)
    beside = _Beside()
    whole.best_bound_callback = beside.heard
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(run, whole, _from(model, cost, begin), whole_clock)
        running.add_done_callback(lambda _: beside.finish())
        try:
            best = _better(model, cost, clock, begin, watched, around, beside)
        finally:
            stop(running, whole)
        return _of_both(cost, best, running.result())


def _begin(model: cp_model.CpModel, clock: Clock, hint: Mapping[int, int]) -> Solved:
    """Any rota: the one that is known whole or, whatever it costs, one that keeps the limits."""
    if len(hint) == len(model.proto.variables):
        return Solved(cp_model.FEASIBLE, tuple(hint[index] for index in range(len(hint))), 0)
    return run(solver_for(clock, workers=1), asked(model, Cost(), hint), clock)


class _Beside:
    """What is known of the solve of the whole that goes on."""

    def __init__(self) -> None:
        self.bound = 0
        self.done = False

    def heard(self, bound: float) -> None:
        self.bound = max(self.bound, round(bound))

    def finish(self) -> None:
        self.done = True


def _from(model: cp_model.CpModel, cost: Cost, best: Solved) -> cp_model.CpModel:
    return asked(model, cost, dict(enumerate(best.values or ())))


def _better(
    model: cp_model.CpModel,
    cost: Cost,
    clock: Clock,
    best: Solved,
    watched: Watched,
    around: Around,
    beside: _Beside | None,
) -> Solved:
    """The best that parts lead to, until the time is up or, beside the whole, until that is enough."""
    in_vain = 0
    while not clock.over and best.values is not None:
        if beside is None and in_vain >= ALONE:
            break
        now = cost.of(best.values)
        if beside is not None and (beside.done or now <= beside.bound):
            break
        part = _from(model, cost, best)
        for index in around.held(best.values):
            domain = part.proto.variables[index].domain
            domain[0] = domain[1] = best.values[index]
        part.add(cost.expression <= now)
        solver = solver_for(clock, workers=1)
        solver.parameters.max_deterministic_time = PART_WORK
        solver.parameters.random_seed = around.random.randrange(1 << 30)
        found = run(solver, part, clock)
        around.learn(found.proved)
        if found.values is None:
            in_vain += 1
            continue
        in_vain = 0 if cost.of(found.values) < now else in_vain + 1
        if cost.of(found.values) < now:
            watched.tell(cost.of(found.values), beside.bound if beside else 0, None)
        best = replace(found, bound=0)
    return best


def _of_both(cost: Cost, best: Solved, whole: Solved) -> Solved:
    """The better of two rotas, and what is known of all."""
    values = min((each.values for each in (best, whole) if each.values is not None), key=cost.of)
    bound = whole.bound if whole.status != cp_model.OPTIMAL else cost.of(values)
    proved = cost.of(values) <= bound
    return Solved(cp_model.OPTIMAL if proved else cp_model.FEASIBLE, values, bound)
