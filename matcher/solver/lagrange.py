"""What a rota costs at least, from prices on the rows that link supporters.

At any prices, each supporter for themselves chooses the cheapest schedule there is; together that is never
more than the best rota costs. Prices are whole numbers and so is all that is added up: the bound is proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from matcher.clock import Clock
from matcher.solver.blocks import Block, Blocks, Row, Terms
from matcher.solver.cost import Cost
from matcher.solver.search import asked, run, solver_for

SCALE = 1000
"""Prices are counted in such parts of one."""
POOL = 4
"""So many schedules are kept of those that were met on the way to the cheapest."""


QUICK_WORK = 0.03
"""Deterministic time for a schedule that is easily found: more than any of the public instances takes."""


@dataclass(frozen=True)
class Cheapest:
    """Schedules found for a supporter, the cheapest first, and what none is cheaper than, scaled; and whether
    that was easily found.
    """

    values: tuple[tuple[int, ...], ...]
    least: int
    easy: bool = True


def whole(rows: Sequence[Row], duals: Sequence[float]) -> tuple[int, ...]:
    """Prices of rows as whole numbers, scaled; none on a side on which a row has no limit."""
    return tuple(_allowed(row, round(dual * SCALE)) for row, dual in zip(rows, duals, strict=True))


def _allowed(row: Row, price: int) -> int:
    if row.least is None:
        price = min(price, 0)
    return price if row.most is not None else max(price, 0)


def cheapest(block: Block, prices: Sequence[int], clock: Clock, before: Cheapest | None = None) -> Cheapest:
    """The schedule of a supporter that is cheapest at some prices, solved to its end.

    `before`: what was found at other prices. Where that was hard it is not tried in the easy way.
    """
    reduced = [_reduced(price, uses, prices) for price, uses in zip(block.prices, block.uses, strict=True)]
    least = sum(_least(each, domain) for each, domain in zip(reduced, block.domains, strict=True))
    terms = [
        (block.model.get_int_var_from_proto_index(index), each) for index, each in enumerate(reduced) if each
    ]
    hint = dict(enumerate(before.values[0])) if before and before.values else {}
    question = asked(block.model, Cost(tuple(terms), -least), hint)
    easy = before is None or before.easy
    found = run(_quick(clock) if easy else _thorough(clock), question, clock)
    if easy and not found.proved:
        easy, found = False, run(_thorough(clock), question, clock)
    values = () if found.values is None else (found.values, *found.others)
    return Cheapest(values, least + found.bound if values else least, easy)


def _quick(clock: Clock) -> cp_model.CpSolver:
    """Without presolve and cuts. Measured: two thirds of the work, where a schedule is easily found."""
    solver = _solver(clock)
    solver.parameters.cp_model_presolve = False
    solver.parameters.cut_level = 0
    solver.parameters.add_lp_constraints_lazily = False
    solver.parameters.max_deterministic_time = QUICK_WORK
    return solver


def _thorough(clock: Clock) -> cp_model.CpSolver:
    """With cuts, and presolve once. Measured: where it is hard, half the time of presolve to its end; and
    without cuts some schedules take a hundred times as long.
    """
    solver = _solver(clock)
    solver.parameters.max_presolve_iterations = 1
    return solver


def _solver(clock: Clock) -> cp_model.CpSolver:
    solver = solver_for(clock, workers=1)
    solver.parameters.fill_additional_solutions_in_response = True
    solver.parameters.solution_pool_size = POOL
    return solver


@dataclass(frozen=True)
class Bound:
    """What every rota costs at least, scaled; the prices that say so, and what no schedule of each supporter
    is cheaper than at them.
    """

    least: int
    prices: tuple[int, ...]
    cheapest: tuple[int, ...]


def bound(blocks: Blocks, prices: Sequence[int], found: Sequence[Cheapest]) -> Bound:
    """What every rota costs at least."""
    cheapest = tuple(each.least for each in found)
    scaled = SCALE * blocks.fixed + sum(cheapest)
    for row, price in zip(blocks.rows, prices, strict=True):
        limit = row.least if price > 0 else row.most
        scaled += price * (limit or 0)
    for each in blocks.free:
        scaled += _least(_reduced(each.price, each.uses, prices), each.domain)
    return Bound(scaled, tuple(prices), cheapest)


def near(block: Block, bound: Bound, number: int, most: int) -> Row:
    """What holds for one supporter, by the number of their block, in every rota that costs no more than
    `most`; in variables of the whole.

    Whatever such a rota costs above the bound is all that the schedule of any one supporter may cost above
    their cheapest.
    """
    reduced = (
        (index, _reduced(price, uses, bound.prices))
        for index, price, uses in zip(block.variables, block.prices, block.uses, strict=True)
    )
    room = SCALE * most - bound.least
    return Row(tuple(term for term in reduced if term[1]), None, bound.cheapest[number] + room)


def above(block: Block, bound: Bound, number: int, values: Sequence[int]) -> int:
    """How much more a supporter's schedule costs than their cheapest, at the prices of a bound, in whole
    units; `values` are those of the whole.
    """
    schedule = [values[index] for index in block.variables]
    cost = sum(
        _reduced(price, uses, bound.prices) * value
        for price, uses, value in zip(block.prices, block.uses, schedule, strict=True)
        if value
    )
    return (cost - bound.cheapest[number]) // SCALE


def _reduced(price: int, uses: Terms, prices: Sequence[int]) -> int:
    return SCALE * price - sum(size * prices[row] for row, size in uses)


def _least(price: int, domain: tuple[int, int]) -> int:
    return min(price * domain[0], price * domain[1])
