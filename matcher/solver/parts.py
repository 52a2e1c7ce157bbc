"""A large rota solved in parts, with a bound of the whole from columns, and from a solve that goes on beside.

It begins with any rota that keeps the limits. Then parts of it are freed and solved, each from the best so
far: what columns leave open, and else what is around where the cost is. For a small team the whole is solved
for a while by one worker, before there are columns.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.solver.around import Around
from matcher.solver.best import After, Best
from matcher.solver.columns import Round, rounds
from matcher.solver.cost import Cost
from matcher.solver.search import (
    POLL_SECONDS,
    Solved,
    Taken,
    Watched,
    alone,
    asked,
    run,
    run_with,
    solver_for,
    stop,
)

HEAD_START, SOON = 4.0, 1.0
"""Deterministic time for one worker that solves the whole of a small team; seconds after which parts begin
beside it.
"""
LONGER, NEARLY_THERE, MEANWHILE = 2, 1.01, 3.0
"""So many times as long it goes on beside parts, while the best is up to so many times the bound, or parts
have taken no more than so much deterministic time.
"""
NEARLY_PROVED, NEARLY_PROVED_SMALL = 1.003, 1.008
"""Up to so many times the bound, the whole is solved for a proof; and that of a small team."""
ALONE, BESIDE = 40, 60
"""So many parts are tried without a better one before the whole is solved, with one worker; and where others
go on with parts.
"""
IN_VAIN = 6
"""After so many without a better one, every other one prepares the next level."""


def solve_in_parts(
    model: cp_model.CpModel,
    cost: Cost,
    clock: Clock,
    hint: Mapping[int, int],
    bound: int,
    watched: Watched,
    around: Around,
    after: After | None = None,
) -> Solved:
    """The best rota found until it is proved best or the time is up, and a bound of all rotas; from what is
    known of both. `after`: what it is prepared for.
    """
    begin = _begin(model, clock, hint)
    if begin.values is None:
        return begin
    best = Best(model, cost, clock, watched, around.owners, begin.values, after)
    best.heard(bound)
    if clock.settings.workers == 1:
        _alone(best, around)
    else:
        _beside(best, around)
    return best.solved


def _begin(model: cp_model.CpModel, clock: Clock, hint: Mapping[int, int]) -> Solved:
    """Any rota: the one that is known whole or, whatever it costs, one that keeps the limits."""
    if len(hint) == len(model.proto.variables):
        return Solved(cp_model.FEASIBLE, tuple(hint[index] for index in range(len(hint))), 0)
    return run(solver_for(clock, clock.settings.workers), asked(model, Cost(), hint), clock)


def _alone(best: Best, around: Around) -> None:
    """One after the other: a head start, columns, parts until they are in vain, the whole."""
    whole = _Whole(best, workers=1)
    whole.begin(around.large)
    for each in _rounds(best):
        if each.settled:
            best.settle(each.settled, best.clock.settings.seed)
            if each.last:
                break
    _until_in_vain(best, around, ALONE, lambda: best.enough)
    whole.solve()


def _rounds(best: Best) -> Iterator[Round]:
    """Rounds of columns, none where it is enough or the model does not part."""
    blocks = None if best.enough else best.parted()
    if blocks is None:
        return
    for each in rounds(
        blocks, best.clock, lambda: best.values, lambda: best.enough, lambda: best.workers_beside
    ):
        best.learn(blocks, each)
        yield each


def _beside(best: Best, around: Around) -> None:
    """Parts, and beside them a head start, columns, and the whole with the other workers."""
    whole, parts = _Whole(best, best.clock.settings.workers - 1, LONGER), _Parts(best, around)
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(_bounds, best, around, whole)
        try:
            wait([running], 0 if around.large else SOON)
            while not best.enough and not running.done():
                offered, best.offered = best.offered, ()
                if offered:
                    best.settle(offered, around.random.randrange(1 << 30))
                elif best.awaits:
                    time.sleep(POLL_SECONDS)
                else:
                    parts.solve()
                    whole.look()
        finally:
            stop(running, whole)
        running.result()


def _bounds(best: Best, around: Around, whole: "_Whole") -> None:
    """Bounds, from columns for the most part, which go on to settle rotas while the best is far from them. A
    small team is not that far once its last mix is found.
    """
    large, given, others = around.large, False, around.another()
    whole.begin(large)
    for each in _rounds(best):
        best.offered, given = each.settled or best.offered, given or bool(each.settled)
        best.awaits = not given
        if large:
            enough = each.last and best.within(NEARLY_PROVED)
        else:
            enough = each.last or (each.near and best.within(NEARLY_PROVED_SMALL))
        if enough:
            break
    best.awaits = False
    if best.priced and not large:
        _until_in_vain(best, others, BESIDE, lambda: best.within(NEARLY_PROVED_SMALL) or whole.over)
    whole.solve()


class _Whole:
    """The solve of the whole, begun again once the best is half as far from the bound: it knows more then."""

    def __init__(self, best: Best, workers: int, longer: int = 1) -> None:
        self._best, self._clock = best, best.clock.part(best.clock.left, workers)
        self._solver = solver_for(self._clock, workers)
        self._longer, self._far = longer, 0
        self.over = self._again = self._ahead = False

    def begin(self, large: bool) -> None:
        """A head start of one worker, but for a large team: often that is all it takes."""
        if not large and not self._best.enough:
            self._ahead = True
            self._run(alone(self._clock, self._longer * HEAD_START), self._best.plain())
            self._ahead = False

    def solve(self) -> None:
        """Until the best is proved, or the time is up."""
        self._again = True
        while self._again and not self.over and not self._best.enough:
            self._again, self._far = False, self._best.far
            self._run(solver_for(self._clock, self._clock.settings.workers), self._best.whole())

    def _run(self, solver: cp_model.CpSolver, model: cp_model.CpModel) -> None:
        self._solver = solver
        solver.best_bound_callback = self._best.heard
        found = run_with(solver, model, self._clock, Taken(self._best.take))
        if found.values is not None:
            self._best.take(found.values)
            self._best.heard(self._best.cost if found.status == cp_model.OPTIMAL else found.bound)

    def look(self) -> None:
        """End a head start that leads nowhere, begin again where it is time to.

        What parts took beside a head start tells how much it has done, which a solver only says at its end.
        """
        best = self._best
        if self._ahead and best.work > MEANWHILE and not best.within(NEARLY_THERE):
            self._solver.stop_search()
        if 2 * best.far <= self._far:
            self._again = True
            self._solver.stop_search()

    def stop_search(self) -> None:
        """End it."""
        self.over = True
        self._solver.stop_search()


class _Parts:
    """Parts beside others; once they are in vain, every other one is for the next level."""

    def __init__(self, best: Best, around: Around) -> None:
        self._best, self._around, self._later = best, around, around.another()
        self._in_vain = 0

    def solve(self) -> None:
        """Solve one more."""
        self._in_vain += 1
        if self._in_vain > IN_VAIN and self._in_vain % 2 and self._best.has_next:
            later = self._later
            held = later.held(self._best.values)
            later.learn(self._best.prepare(held, later.random.randrange(1 << 30)))
        elif _part(self._best, self._around):
            self._in_vain = 0


def _until_in_vain(best: Best, around: Around, times: int, enough: Callable[[], bool]) -> None:
    """Parts until so many one after another did not lead to a better rota, or it is enough."""
    in_vain = 0
    while in_vain < times and not enough():
        in_vain = 0 if _part(best, around) else in_vain + 1


def _part(best: Best, around: Around) -> bool:
    """Whether a part around where the cost is led to a better rota."""
    above = {} if around.large else best.above()
    better, ended = best.improve(around.held(best.values, above), around.random.randrange(1 << 30))
    around.learn(ended)
    return better
