"""A rota from a mix: schedules are settled one after another, the surest first, and the mix is found again.

Where what is settled makes the mix dearer, those who are open are asked for schedules that fit it better.
"""

from collections.abc import Callable, Collection, Sequence
from random import Random

from matcher.clock import Clock
from matcher.solver.mix import Column, Master, Mix

SURE = 0.95
"""From such a share on, a schedule is as good as chosen."""
ROUGHLY = 0.5
"""What is left of a share at least, where one is taken for surer than it is."""
AT_ONCE = 20
"""Of so many open supporters one at least is settled at a time."""
DEARER, CHEAPER = 2e-4, 1e-4
"""From such a part of its cost on, a mix is so much dearer that supporters are asked, and so much cheaper
that they are asked again.
"""
ASKED_MOST = 12
"""So often at most before the next is settled."""

Ask = Callable[[Sequence[float], Sequence[int]], bool]
"""Asks some supporters, by the numbers of their blocks, for schedules at some prices, which the master then
knows. Whether any is new.
"""


def dive(
    master: Master,
    clock: Clock,
    enough: Callable[[], bool],
    ask: Ask | None = None,
    random: Random | None = None,
) -> list[Column]:
    """A schedule for each supporter in the order in which they were settled, the surest first; with `random`,
    roughly so. Empty where there is no time for it, or it is enough.
    """
    chosen: dict[int, Column] = {}
    cost: float | None = None
    while len(chosen) < master.size:
        open_ones = [number for number in range(master.size) if number not in chosen]
        mix = None if enough() else _mixed(master, clock, open_ones, cost, ask)
        if mix is None:
            chosen = {}
            break
        cost = mix.cost
        for column in _surest(master, mix, chosen, random):
            chosen[column.block] = column
            master.hold(column)
    master.free()
    return list(chosen.values())


def _mixed(
    master: Master, clock: Clock, open_ones: Sequence[int], cost: float | None, ask: Ask | None
) -> Mix | None:
    """The mix with what is settled; where it is dearer than before, with what open supporters find then."""
    mix = master.cheapest(clock)
    if ask is None or mix is None or cost is None or mix.cost - cost < DEARER * abs(mix.cost):
        return mix
    for _ in range(ASKED_MOST):
        if not ask(mix.prices, open_ones):
            break
        before, mix = mix.cost, master.cheapest(clock)
        if mix is None or before - mix.cost < CHEAPER * abs(mix.cost):
            break
    return mix


def _surest(master: Master, mix: Mix, chosen: Collection[int], random: Random | None) -> list[Column]:
    """Of open supporters, those who are sure, and some of the surest at least."""
    share = {
        place: mix.shares[column.variable] * (random.uniform(ROUGHLY, 1) if random else 1)
        for place, column in enumerate(master.columns)
        if column.block not in chosen
    }
    best: dict[int, int] = {}
    for place in sorted(share, key=share.__getitem__, reverse=True):
        best.setdefault(master.columns[place].block, place)
    least = max(1, len(best) // AT_ONCE)
    surest = [master.columns[place] for place in best.values()]
    return surest[:least] + [each for each in surest[least:] if mix.shares[each.variable] >= SURE]
