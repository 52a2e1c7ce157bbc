"""The master: the cheapest mix of known schedules, with shares that are one for each supporter."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from matcher.clock import Clock
from matcher.solver.blocks import Block, Blocks, Row, Terms
from matcher.solver.lp import Continuous, LinearProgram

SURE = 0.95
"""From such a share on, a schedule is as good as chosen."""
ROUGHLY = 0.5
"""What is left of a share at least, where one is taken for surer than it is."""
AT_ONCE = 20
"""Of so many supporters one at least is settled at a time."""


@dataclass(frozen=True)
class Column:
    """A schedule of a supporter: the number of their block, the values there, and its share's variable."""

    block: int
    values: tuple[int, ...]
    variable: int


@dataclass(frozen=True)
class Mix:
    """Prices of the linking rows, what the mix costs, and by how much rows are bent to meet the box."""

    prices: tuple[float, ...]
    cost: float
    bent: float


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
        found = self._program.solve(clock)
        if found is None:
            return None
        bent = sum(found.values[bend] for bends in self._bends for bend in bends)
        return Mix(found.duals[: len(self._rows)], found.cost, bent)

    def _confine(self, centre: Sequence[float], box: float) -> None:
        for (more, fewer), price in zip(self._bends, centre, strict=True):
            self._program.price(more, price + box)
            self._program.price(fewer, box - price)

    def settled(
        self, centre: Sequence[float], clock: Clock, random: Random | None = None
    ) -> list[dict[int, int]]:
        """A rota, as the values of one supporter after another in the order in which they were settled: the
        surest in the mix first; with `random`, roughly so. Empty where there is no time for it.
        """
        self._confine(centre, 1 + 2 * max(map(abs, centre), default=0))
        chosen: dict[int, Column] = {}
        while len(chosen) < len(self._blocks.blocks):
            found = self._program.solve(clock)
            if found is None:
                chosen = {}
                break
            for column in self._surest(found, chosen, random):
                chosen[column.block] = column
                self._program.hold(column.variable, 1)
        for column in self.columns:
            self._program.hold(column.variable, 0)
        return [
            dict(zip(self._blocks.blocks[column.block].variables, column.values, strict=True))
            for column in chosen.values()
        ]

    def _surest(self, found: Continuous, chosen: dict[int, Column], random: Random | None) -> list[Column]:
        """Of open supporters, those who are sure, and some of the surest at least."""
        share = {
            place: found.values[each.variable] * (random.uniform(ROUGHLY, 1) if random else 1)
            for place, each in enumerate(self.columns)
            if each.block not in chosen
        }
        best: dict[int, int] = {}
        for place in sorted(share, key=share.__getitem__, reverse=True):
            best.setdefault(self.columns[place].block, place)
        least = max(1, len(self._blocks.blocks) // AT_ONCE)
        surest = [self.columns[place] for place in best.values()]
        return surest[:least] + [each for each in surest[least:] if found.values[each.variable] >= SURE]


def _uses(block: Block, values: Sequence[int]) -> Terms:
    sizes: dict[int, int] = defaultdict(int)
    for uses, value in zip(block.uses, values, strict=True):
        for row, size in uses if value else ():
            sizes[row] += size * value
    return tuple((row, size) for row, size in sizes.items() if size)
