"""Large rotas by columns: a column is the whole schedule of one supporter.

A linear program, the master, mixes the schedules that are known, so that the rows that link supporters hold
at the least cost. At its prices of these rows each supporter is asked for a schedule that is cheaper still.
Each time this proves a bound, in the end that of the best mix of all schedules there are. On the way the
schedules that are surest in the mix are settled one after another, and that is a rota.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from random import Random

from matcher.clock import Clock
from matcher.solver.blocks import Blocks, Row, rows_of
from matcher.solver.dive import dive
from matcher.solver.lagrange import SCALE, Bound, Cheapest, bound, cheapest, whole
from matcher.solver.lp import LinearProgram
from matcher.solver.mix import Column, Master

OFFERED_EVERY = 8
"""After so many rounds, a rota is settled from the mix."""
BOX = 0.04
"""How far prices may move at first, as a part of what they are on average."""
STILL = 0.005
"""Where the mix gets cheaper by less than this part of it, prices may move twice as far."""
MOST_COLUMNS = 10_000
"""More are not kept: with so many, the memory they need stays small."""
NEAR = 1.002
"""Where the mix costs no more than so many times the bound, the bound is almost what it can come to."""
CLOSE = 1e-3
"""What two costs may differ by and be the same, as linear programs compute them."""


@dataclass(frozen=True)
class Round:
    """What is known after a round: a bound of all rotas and, now and then, a rota.

    `settled`: values by variable, of one supporter after another, the surest first.
    """

    proved: Bound
    settled: Sequence[Mapping[int, int]] = ()
    last: bool = False
    """Whether no schedule makes the mix cheaper. What is settled from then on are rotas of this mix."""
    near: bool = False
    """Whether no later round can have a much better bound."""

    @property
    def bound(self) -> int:
        """What every rota costs at least."""
        return max(0, -(-self.proved.least // SCALE))


def rounds(
    blocks: Blocks,
    clock: Clock,
    known: Callable[[], Sequence[int]],
    enough: Callable[[], bool] = lambda: False,
    workers: Callable[[], int] = lambda: 1,
) -> Iterator[Round]:
    """One round after another, also when no schedule makes the mix cheaper; until the time is up or it is
    enough.

    `known`: the best rota so far, as values of all variables; its schedules are columns too. `workers`: how
    many may be at work at once, asked before each round.
    """
    search = _Search(blocks, clock, enough, workers)
    while not search.over and not search.closed:
        if not search.priced():
            return
        search.master.add_rota(known())
        if not search.mixed():
            return
        yield Round(search.proved, search.settled(), search.closed, search.near)
    random = None
    while not search.over and (settled := search.dived(random)):
        yield Round(search.proved, settled, last=True, near=True)
        search.master.add_rota(known())
        random = random or Random(clock.settings.seed)


class _Search:
    """Prices at their best so far, and how far the next may be from them."""

    def __init__(
        self, blocks: Blocks, clock: Clock, enough: Callable[[], bool], workers: Callable[[], int]
    ) -> None:
        self.master = Master(blocks)
        self.closed = self.near = False
        self._blocks, self._clock = blocks, clock
        self._enough, self._workers = enough, workers
        self._prices = first_prices(blocks, clock)
        self._centre = self._prices
        self._proved: Bound | None = None
        self._found: dict[int, Cheapest] = {}
        self._box = max(BOX * sum(map(abs, self._prices)) / max(len(self._prices), 1), 1 / SCALE)
        self._cost: float | None = None
        self._nothing_new = False
        self._round = 0

    @property
    def over(self) -> bool:
        """Whether it has to end."""
        return self._clock.over or self._enough() or len(self.master.columns) > MOST_COLUMNS

    @property
    def proved(self) -> Bound:
        """The best bound so far."""
        assert self._proved is not None
        return self._proved

    def priced(self) -> bool:
        """Ask every supporter for a schedule; False where one has none, or there was no time to."""
        prices = whole(self._blocks.rows, self._prices)
        before = len(self.master.columns)
        found = self._ask(self.master, prices, range(self.master.size))
        if not all(each.values for each in found):
            return False
        self._nothing_new = len(self.master.columns) == before
        proved = bound(self._blocks, prices, found)
        if self._proved is None or proved.least > self._proved.least:
            self._proved, self._centre = proved, self._prices
        return True

    def _ask(self, master: Master, prices: Sequence[int], numbers: Sequence[int]) -> list[Cheapest]:
        """The cheapest schedules of some supporters, by number, which the master then knows."""
        workers, of = self._workers(), partial(self._cheapest, prices)
        if workers == 1:
            found = list(map(of, numbers))
        else:
            with ThreadPoolExecutor(max_workers=workers) as pool:
                found = list(pool.map(of, numbers))
        for number, each in zip(numbers, found, strict=True):
            for values in each.values:
                master.add(number, values)
        return found

    def _cheapest(self, prices: Sequence[int], number: int) -> Cheapest:
        if self.over:
            return Cheapest((), 0)
        before = self._found.get(number)
        found = self._found[number] = cheapest(self._blocks.blocks[number], prices, self._clock, before)
        return found

    def mixed(self) -> bool:
        """Mix the columns at prices near the best so far; False where that cannot be."""
        self._round += 1
        mix = self.master.mix(self._centre, self._box, self._clock)
        if mix is None:
            return False
        least = Round(self.proved).bound
        reached = self._nothing_new or mix.cost - CLOSE <= least
        still = self._cost is not None and self._cost - mix.cost < STILL * abs(mix.cost)
        self.closed = reached and mix.bent <= CLOSE
        self.near = self.closed or (mix.cost <= NEAR * least and mix.bent <= CLOSE)
        if mix.bent > CLOSE and (reached or still):
            self._box *= 2
        self._prices, self._cost = mix.prices, mix.cost
        return True

    def settled(self) -> Sequence[Mapping[int, int]]:
        """A rota, now and then."""
        if self.closed or self._round % OFFERED_EVERY:
            return ()
        self.master.loosen(self._centre)
        return self._values(dive(self.master, self._clock, self._enough))

    def dived(self, random: Random | None = None) -> Sequence[Mapping[int, int]]:
        """A rota for which supporters are asked again. What only it needs is forgotten after it."""
        master = self.master.copy()
        master.loosen(self._centre)
        return self._values(dive(master, self._clock, self._enough, partial(self._more, master), random))

    def _more(self, master: Master, prices: Sequence[float], numbers: Sequence[int]) -> bool:
        """Whether some supporters have schedules at some prices that a master did not know."""
        before = len(master.columns)
        if before <= MOST_COLUMNS:
            self._ask(master, whole(self._blocks.rows, prices), numbers)
        return len(master.columns) > before

    def _values(self, chosen: Sequence[Column]) -> list[Mapping[int, int]]:
        """Schedules as values by variable."""
        blocks = self._blocks.blocks
        return [dict(zip(blocks[column.block].variables, column.values, strict=True)) for column in chosen]


def first_prices(blocks: Blocks, clock: Clock) -> tuple[float, ...]:
    """Prices of the linking rows in the linear relaxation of the whole; all 0 where it is not solved."""
    program = LinearProgram(blocks.fixed)
    for row in blocks.rows:
        program.row(Row((), row.least, row.most))
    for each in blocks.free:
        program.variable(each.domain, each.price, each.uses)
    for block in blocks.blocks:
        place = [
            program.variable(domain, price, uses)
            for domain, price, uses in zip(block.domains, block.prices, block.uses, strict=True)
        ]
        for constraint in block.model.proto.constraints:
            for row in rows_of(constraint) or ():
                terms = tuple((place[index], size) for index, size in row.terms)
                program.row(Row(terms, row.least, row.most))
    found = program.solve(clock)
    return (0.0,) * len(blocks.rows) if found is None else found.duals[: len(blocks.rows)]
