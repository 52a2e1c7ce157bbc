"""The master: the cheapest mix of known schedules, with shares that are one for each supporter."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.clock import Clock
from matcher.solver.blocks import Block, Blocks, Row, Terms
from matcher.solver.lp import LinearProgram


@dataclass(frozen=True)
class Column:
    """A schedule of a supporter: the number of their block, the values there, and its share's variable."""

    block: int
    values: tuple[int, ...]
    variable: int


@dataclass(frozen=True)
class Mix:
    """Prices of the linking rows, what the mix costs, by how much rows are bent to meet the box, and shares
    by their variables.
    """

    prices: tuple[float, ...]
    cost: float
    bent: float
    shares: tuple[float, ...]


class Master:
    """Columns by block. Rows may be bent at a price, which keeps prices in a box and every mix possible."""

    def __init__(self, blocks: Blocks) -> None:
        self.columns: list[Column] = []
        self._blocks = blocks
        self._program = LinearProgram(blocks.fixed)
        self._rows = [self._program.row(Row((), row.least, row.most)) for row in blocks.rows]
        self._shares = [self._program.row(Row((), 1, 1)) for _ in blocks.blocks]
        for free in blocks.free:
            self._program.variable(free.domain, free.price, free.uses)
        self._bends = [
            tuple(self._program.variable((0, math.inf), 0, ((row, size),)) for size in (1, -1))
            for row in self._rows
        ]
        self._seen: set[tuple[int, tuple[int, ...]]] = set()

    @property
    def size(self) -> int:
        """How many blocks there are."""
        return len(self._blocks.blocks)

    def copy(self) -> "Master":
        """Another that knows the same schedules."""
        made = Master(self._blocks)
        for column in self.columns:
            made.add(column.block, column.values)
        return made

    def add(self, number: int, values: tuple[int, ...]) -> None:
        """A schedule of a block, by its number, unless it is known."""
        if (number, values) in self._seen:
            return
        self._seen.add((number, values))
        block = self._blocks.blocks[number]
        price = sum(each * value for each, value in zip(block.prices, values, strict=True))
        uses = ((self._shares[number], 1), *_uses(block, values))
        self.columns.append(Column(number, values, self._program.variable((0, math.inf), price, uses)))

    def add_rota(self, values: Sequence[int]) -> None:
        """The schedules of a rota, given as the values of all variables."""
        for number, block in enumerate(self._blocks.blocks):
            self.add(number, tuple(values[index] for index in block.variables))

    def mix(self, centre: Sequence[float], box: float, clock: Clock) -> Mix | None:
        """The cheapest mix where each price is at most `box` from `centre`; None without time for it."""
        self._confine(centre, box)
        return self.cheapest(clock)

    def loosen(self, centre: Sequence[float]) -> None:
        """From now on prices may be what they like, near enough: a box around a centre that hardly binds."""
        self._confine(centre, 1 + 2 * max(map(abs, centre), default=0))

    def cheapest(self, clock: Clock) -> Mix | None:
        """The cheapest mix in the box of before, with what is held; None without time for it."""
        found = self._program.solve(clock)
        if found is None:
            return None
        bent = sum(found.values[bend] for bends in self._bends for bend in bends)
        return Mix(found.duals[: len(self._rows)], found.cost, bent, found.values)

    def hold(self, column: Column) -> None:
        """From now on a supporter has this schedule."""
        self._program.hold(column.variable, 1)

    def free(self) -> None:
        """Nobody's schedule is held any more."""
        for column in self.columns:
            self._program.hold(column.variable, 0)

    def _confine(self, centre: Sequence[float], box: float) -> None:
        for (more, fewer), price in zip(self._bends, centre, strict=True):
            self._program.price(more, price + box)
            self._program.price(fewer, box - price)


def _uses(block: Block, values: Sequence[int]) -> Terms:
    sizes: dict[int, int] = defaultdict(int)
    for uses, value in zip(block.uses, values, strict=True):
        for row, size in uses if value else ():
            sizes[row] += size * value
    return tuple((row, size) for row, size in sizes.items() if size)
