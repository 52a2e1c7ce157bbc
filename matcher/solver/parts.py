"""A large rota solved in parts, with a bound of the whole from columns, and from a solve that goes on beside.

It begins with any rota that keeps the limits. Then parts of it are freed and solved, each from the best so
far: what columns leave open, and else what is around where the cost is. For a small team the whole is solved
for a while by one worker, before there are columns.
"""

import time
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Lock

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.solver.around import Around
from matcher.solver.blocks import NO_LIMIT, Blocks, Row, parted
from matcher.solver.columns import Round, rounds
from matcher.solver.cost import Cost
from matcher.solver.lagrange import Bound, near
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
PART_WORK, LEFT_WORK = 0.5, 3.0
"""Deterministic time for one part around where the cost is, and for the last of those whom columns settle."""
LEFT, LEFT_PART = 8, 3
"""So many supporters, or one of so many, whom columns settle last and least well, are solved anew."""
NEAR, NEARLY_PROVED = 1.05, 1.003
"""Up to so many times the bound, schedules are left out that no rota as cheap could have, and the whole of a
small team is solved for a proof; and that of a large one.
"""
ALONE = 40
"""With one worker, so many parts are tried without a better one before the whole is solved."""


def solve_in_parts(
    model: cp_model.CpModel,
    cost: Cost,
    clock: Clock,
    hint: Mapping[int, int],
    bound: int,
    watched: Watched,
    around: Around,
) -> Solved:
    """The best rota found until it is proved best or the time is up, and a bound of all rotas; from what is
    known of both.
    """
    begin = _begin(model, clock, hint)
    if begin.values is None:
        return begin
    best = _Best(model, cost, clock, watched, around.owners, begin.values)
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


class _Best:
    """The best rota so far, what is proved of all, and what columns offer to hold."""

    def __init__(
        self,
        model: cp_model.CpModel,
        cost: Cost,
        clock: Clock,
        watched: Watched,
        owners: Mapping[int, str],
        values: tuple[int, ...],
    ) -> None:
        self.clock = clock
        self.values = values
        self.offered: Sequence[Mapping[int, int]] = ()
        self.awaits = False
        self.watched = watched
        self._model, self._cost, self._owners = model, cost, owners
        self._bound = 0
        self._priced: tuple[Blocks, Bound] | None = None
        self._changing = Lock()

    @property
    def cost(self) -> int:
        """What the best costs."""
        return self._cost.of(self.values)

    @property
    def far(self) -> int:
        """How far it is from the bound."""
        return self.cost - self._bound

    @property
    def enough(self) -> bool:
        """Whether nothing is better, or there is no time to look for it."""
        return self.clock.over or self.cost <= self._bound

    def within(self, times: float) -> bool:
        """Whether it costs no more than so many times the bound."""
        return self.cost <= times * self._bound

    @property
    def workers_beside(self) -> int:
        """Workers for columns: all while their first rota is awaited, and else all but the one for parts."""
        workers = self.clock.settings.workers
        return workers if self.awaits else max(1, workers - 1)

    @property
    def solved(self) -> Solved:
        """How it ended."""
        proved = self.cost <= self._bound
        return Solved(cp_model.OPTIMAL if proved else cp_model.FEASIBLE, self.values, self._bound)

    def heard(self, bound: float) -> None:
        """Every rota costs so much at least."""
        with self._changing:
            before, self._bound = self._bound, max(self._bound, round(bound))
        if before < self._bound:
            self._tell(self.values)

    def parted(self) -> Blocks | None:
        """The model by supporter, where it parts."""
        return parted(self._model, self._cost, self._owners)

    def learn(self, blocks: Blocks, found: Round) -> None:
        """A round of columns is over."""
        self._priced = blocks, found.proved
        self.heard(found.bound)

    def take(self, values: tuple[int, ...] | None) -> bool:
        """Whether a rota that was found is better; then, or where it is as good, it is the best."""
        with self._changing:
            now = self.cost
            if values is None or self._cost.of(values) > now:
                return False
            self.values, better = values, self._cost.of(values)
        if better < now:
            self._tell(values)
        return better < now

    def _tell(self, values: Sequence[int]) -> None:
        uncovered = self.watched.uncovered
        missing = None if uncovered is None else uncovered.of(values)
        self.watched.tell(self._cost.of(values), self._bound, missing)

    def plain(self) -> cp_model.CpModel:
        """The whole model, from the best so far, with nothing left out."""
        return asked(self._model, self._cost, dict(enumerate(self.values)))

    def whole(self, hint: Mapping[int, int] | None = None, held: Collection[int] = ()) -> cp_model.CpModel:
        """The whole model, from the best so far, without rotas that are known to cost more.

        `held`: variables that will not change; of those who have nothing else, nothing need be said.
        """
        values = self.values
        made = asked(self._model, self._cost, dict(enumerate(values)) if hint is None else hint)
        most = self._cost.of(values)
        if self._cost.terms:
            made.proto.objective.domain[1] = most - self._cost.fixed
        if self._priced is not None and self.within(NEAR):
            blocks, bound = self._priced
            for number, block in enumerate(blocks.blocks):
                if any(index in self._owners and index not in held for index in block.variables):
                    _add(made, near(block, bound, number, most))
        return made

    def improve(self, held: Iterable[int], seed: int) -> tuple[bool, bool]:
        """Solve what is not held, by index, from the best so far. Whether that led to a better rota, and
        whether it was solved to its end.
        """
        values = {index: self.values[index] for index in held}
        return self._solve(self.whole(held=values), values, PART_WORK, seed)

    def settle(self, settled: Sequence[Mapping[int, int]], seed: int) -> None:
        """Solve a rota of columns, which may have nothing to do with the best so far: its last supporters,
        and more of them while the others allow nothing better.
        """
        hint, left = ChainMap(*map(dict, settled)), min(LEFT, len(settled) // LEFT_PART)
        better, ended = False, True
        while ended and not better and left < len(settled):
            held = dict(ChainMap(*map(dict, settled[: len(settled) - left])))
            better, ended = self._solve(self.whole(hint, held), held, LEFT_WORK, seed)
            left *= 2

    def _solve(
        self, part: cp_model.CpModel, held: Mapping[int, int], work: float, seed: int
    ) -> tuple[bool, bool]:
        for index, value in held.items():
            domain = part.proto.variables[index].domain
            domain[0] = domain[1] = value
        solver = alone(self.clock, work)
        solver.parameters.random_seed = seed
        found = run(solver, part, self.clock)
        return self.take(found.values), found.proved


def _add(model: cp_model.CpModel, row: Row) -> None:
    """Post a row that has a most."""
    linear = model.proto.constraints.add().linear
    linear.vars.extend([index for index, _ in row.terms])
    linear.coeffs.extend([size for _, size in row.terms])
    linear.domain.extend([-NO_LIMIT, NO_LIMIT if row.most is None else row.most])


def _alone(best: _Best, around: Around) -> None:
    """One after the other: a head start, columns, parts until they are in vain, the whole."""
    whole = _Whole(best, workers=1)
    whole.begin(around.large)
    for each in _rounds(best):
        if each.settled:
            best.settle(each.settled, best.clock.settings.seed)
            if each.last:
                break
    in_vain = 0
    while in_vain < ALONE and not best.enough:
        in_vain = 0 if _part(best, around) else in_vain + 1
    whole.solve()


def _rounds(best: _Best) -> Iterator[Round]:
    """Rounds of columns, none where it is enough or the model does not part."""
    blocks = None if best.enough else best.parted()
    if blocks is None:
        return
    for each in rounds(
        blocks, best.clock, lambda: best.values, lambda: best.enough, lambda: best.workers_beside
    ):
        best.learn(blocks, each)
        yield each


def _beside(best: _Best, around: Around) -> None:
    """Parts, and beside them a head start, columns, and the whole with the other workers."""
    whole = _Whole(best, best.clock.settings.workers - 1)
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(_bounds, best, around.large, whole)
        try:
            wait([running], 0 if around.large else SOON)
            while not best.enough and not running.done():
                offered, best.offered = best.offered, ()
                if offered:
                    best.settle(offered, around.random.randrange(1 << 30))
                elif best.awaits:
                    time.sleep(POLL_SECONDS)
                else:
                    _part(best, around)
                    whole.look()
        finally:
            stop(running, whole)
        running.result()


def _bounds(best: _Best, large: bool, whole: "_Whole") -> None:
    """Bounds, from columns for the most part, which go on to settle rotas while the best is far from them. A
    small team is not that far.
    """
    whole.begin(large)
    given = False
    for each in _rounds(best):
        best.offered, given = each.settled or best.offered, given or bool(each.settled)
        best.awaits = not given
        if best.within(NEARLY_PROVED if large else NEAR) and (each.last if large else each.near):
            break
    best.awaits = False
    whole.solve()


class _Whole:
    """The solve of the whole, begun again once the best is half as far from the bound: it knows more then."""

    def __init__(self, best: _Best, workers: int) -> None:
        self._best, self._clock = best, best.clock.part(best.clock.left, workers)
        self._solver = solver_for(self._clock, workers)
        self._far = 0
        self._again = self._over = False

    def begin(self, large: bool) -> None:
        """A head start of one worker, but for a large team: often that is all it takes."""
        if not large and not self._best.enough:
            self._run(alone(self._clock, HEAD_START), self._best.plain())

    def solve(self) -> None:
        """Until the best is proved, or the time is up."""
        self._again = True
        while self._again and not self._over and not self._best.enough:
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
        """Begin again where it is time to."""
        if 2 * self._best.far <= self._far:
            self._again = True
            self._solver.stop_search()

    def stop_search(self) -> None:
        """End it."""
        self._over = True
        self._solver.stop_search()


def _part(best: _Best, around: Around) -> bool:
    """Whether a part around where the cost is led to a better rota."""
    better, ended = best.improve(around.held(best.values), around.random.randrange(1 << 30))
    around.learn(ended)
    return better
