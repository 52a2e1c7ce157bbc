"""The best rota so far of one level, what is proved of all rotas, and better ones in parts of it."""

from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.solver.blocks import NO_LIMIT, Blocks, Row, parted
from matcher.solver.columns import Round
from matcher.solver.cost import Cost
from matcher.solver.lagrange import Bound, above, near
from matcher.solver.search import Solved, Watched, alone, asked, run

PART_WORK, LEFT_WORK = 0.5, 3.0
"""Deterministic time for one part around where the cost is, and for the last of those whom columns settle."""
LEFT, LEFT_PART = 8, 3
"""So many supporters, or one of so many, whom columns settle last and least well, are solved anew."""
NEAR, WITHIN = 1.05, 1.001
"""Up to so many times the bound, schedules are left out that no rota as cheap could have; and the levels
after it need not wait for a proof.
"""


@dataclass(frozen=True)
class After:
    """What comes after a level: what the next one costs, if there is one, and seconds that this one leaves to
    it once it is nearly proved.
    """

    cost: Cost = field(default_factory=Cost)
    keep: float = 0


class Best:
    """The best rota so far, what is proved of all, and what columns offer to hold."""

    def __init__(
        self,
        model: cp_model.CpModel,
        cost: Cost,
        clock: Clock,
        watched: Watched,
        owners: Mapping[int, str],
        values: tuple[int, ...],
        after: "After | None" = None,
    ) -> None:
        self.clock = clock
        self._after = after or After()
        self._prepares = False
        self.values = values
        self.offered: Sequence[Mapping[int, int]] = ()
        self.awaits = False
        self.watched = watched
        self._model, self._cost, self._owners = model, cost, owners
        self._bound = 0
        self.work = 0.0
        """Deterministic time that parts have taken."""
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
        """Whether nothing is better, nothing much better with others waiting, or no time is left."""
        waiting = self.clock.left < self._after.keep and self.within(WITHIN)
        return self.clock.over or waiting or self.cost <= self._bound

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

    @property
    def priced(self) -> bool:
        """Whether there are prices, by which schedules may be left out."""
        return self._priced is not None

    def above(self) -> dict[str, int]:
        """How much dearer each supporter's schedule is than their cheapest, at the prices of the bound; empty
        where there are none.
        """
        if self._priced is None:
            return {}
        blocks, bound = self._priced
        return {
            self._owners[block.cell(self._owners)]: above(block, bound, number, self.values)
            for number, block in enumerate(blocks.blocks)
        }

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
            if values is None or self._cost.of(values) > now or self._spoils(values, now):
                return False
            self.values, better = values, self._cost.of(values)
        if better < now:
            self._tell(values)
        return better < now

    def _spoils(self, values: Sequence[int], now: int) -> bool:
        """Whether a rota is as good, and worse for the next level, which is prepared by now."""
        then = self._after.cost
        return self._prepares and self._cost.of(values) == now and then.of(values) > then.of(self.values)

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
        self._leave_out(made, most, held)
        return made

    def _leave_out(self, made: cp_model.CpModel, most: int, held: Collection[int]) -> None:
        """Leave out schedules that no rota has which costs so much at most, where that is near the bound."""
        if self._priced is None or most > NEAR * self._bound:
            return
        blocks, bound = self._priced
        for number, block in enumerate(blocks.blocks):
            if any(index in self._owners and index not in held for index in block.variables):
                _add(made, near(block, bound, number, most))

    def improve(self, held: Iterable[int], seed: int) -> tuple[bool, bool]:
        """Solve what is not held, by index, from the best so far. Whether that led to a better rota, and
        whether it was solved to its end.
        """
        values = {index: self.values[index] for index in held}
        return self._solve(self.whole(held=values), values, PART_WORK, seed)

    def prepare(self, held: Iterable[int], seed: int) -> bool:
        """Solve what is not held, by index, for the next level, and no worse for this one. Whether it was
        solved to its end.
        """
        self._prepares = True
        rota, then = self.values, self._after.cost
        values, most = {index: rota[index] for index in held}, self._cost.of(rota)
        made = asked(self._model, then, dict(enumerate(rota)))
        made.proto.objective.domain[1] = then.of(rota) - then.fixed
        terms = tuple((variable.index, price) for variable, price in self._cost.terms)
        _add(made, Row(terms, None, most - self._cost.fixed))
        self._leave_out(made, most, values)
        return self._solve(made, values, PART_WORK, seed)[1]

    @property
    def has_next(self) -> bool:
        """Whether a level comes after this one at which the best costs anything."""
        return self._after.cost.of(self.values) > 0

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
        self.work += found.work
        return self.take(found.values), found.proved


def _add(model: cp_model.CpModel, row: Row) -> None:
    """Post a row that has a most."""
    linear = model.proto.constraints.add().linear
    linear.vars.extend([index for index, _ in row.terms])
    linear.coeffs.extend([size for _, size in row.terms])
    linear.domain.extend([-NO_LIMIT, NO_LIMIT if row.most is None else row.most])
