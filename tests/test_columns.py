"""Columns: no bound is above the best there is, what is settled is a rota, and what does not part is left."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model
from test_parts import board

from matcher.clock import Clock, Settings
from matcher.solver.around import Around
from matcher.solver.blocks import Blocks, parted
from matcher.solver.columns import NEAR, Round, first_prices, rounds
from matcher.solver.cost import Cost
from matcher.solver.dive import dive
from matcher.solver.lagrange import SCALE, bound, cheapest, near, whole
from matcher.solver.mix import Column, Master

DAYS = 3
PEOPLE = ("ann", "bob", "cat")


class Small:
    """Three supporters on three days: a row for each day, limits and wishes for each supporter."""

    def __init__(self, wanted: list[int], most: list[int], dislikes: list[list[int]]) -> None:
        self.model = cp_model.CpModel()
        self.works = [[self.model.new_bool_var("") for _ in range(DAYS)] for _ in PEOPLE]
        self.owners = {
            cell.index: who for who, cells in zip(PEOPLE, self.works, strict=True) for cell in cells
        }
        terms: list[tuple[cp_model.IntVar, int]] = []
        for cells, limit, prices in zip(self.works, most, dislikes, strict=True):
            self.model.add(cp_model.LinearExpr.sum(cells) <= limit)
            twice = self.model.new_bool_var("")
            self.model.add_bool_or([cells[0].negated(), cells[1].negated(), twice])
            terms += [*zip(cells, prices, strict=True), (twice, 3)]
        for day, asked in enumerate(wanted):
            short = self.model.new_int_var(0, len(PEOPLE), "")
            there = [cells[day] for cells in self.works]
            self.model.add(cp_model.LinearExpr.sum(there) + short >= asked)
            terms.append((short, 10))
        self.cost = Cost(tuple(terms))
        self.wanted, self.most, self.dislikes = wanted, most, dislikes

    @property
    def best(self) -> int:
        """The least cost of all rotas, each of them tried."""
        schedules = [
            [
                (days, sum(map(int.__mul__, days, prices)) + 3 * (days[0] and days[1]))
                for days in product((0, 1), repeat=DAYS)
                if sum(days) <= limit
            ]
            for limit, prices in zip(self.most, self.dislikes, strict=True)
        ]
        return min(
            sum(price for _, price in rota)
            + 10
            * sum(max(0, asked - sum(days[day] for days, _ in rota)) for day, asked in enumerate(self.wanted))
            for rota in product(*schedules)
        )

    @property
    def blocks(self) -> Blocks:
        """The model in its parts."""
        found = parted(self.model, self.cost, self.owners)
        assert found is not None
        return found

    @property
    def any_rota(self) -> list[int]:
        """Values of a rota in which nobody works."""
        idle, solver = self.model.clone(), cp_model.CpSolver()
        for cell in self.owners:
            idle.proto.variables[cell].domain[1] = 0
        solver.solve(idle)
        return list(solver.response_proto.solution)


SMALL = st.builds(
    Small,
    st.lists(st.integers(0, 3), min_size=DAYS, max_size=DAYS),
    st.lists(st.integers(0, DAYS), min_size=3, max_size=3),
    st.lists(st.lists(st.integers(-4, 12), min_size=DAYS, max_size=DAYS), min_size=3, max_size=3),
)


def rounds_of(small: Small, known: list[int] | None = None) -> list[Round]:
    """All rounds until no schedule makes the mix cheaper."""
    found, rota = [], known or small.any_rota
    for each in rounds(small.blocks, clock(), lambda: rota):
        found.append(each)
        if each.last:
            break
    return found


def clock() -> Clock:
    return Clock(Settings(time_limit=60, workers=1))


@settings(deadline=None, max_examples=25)
@given(SMALL, st.lists(st.floats(-20, 20), min_size=DAYS, max_size=DAYS))
def test_no_prices_prove_more_than_the_best_rota_costs(small: Small, duals: list[float]) -> None:
    blocks = small.blocks
    prices = whole(blocks.rows, duals)

    proved = bound(blocks, prices, [cheapest(each, prices, clock()) for each in blocks.blocks])
    assert proved.least <= SCALE * small.best


@settings(deadline=None, max_examples=25)
@given(SMALL, st.lists(st.floats(-20, 20), min_size=DAYS, max_size=DAYS), st.booleans())
def test_a_schedule_is_as_cheap_from_one_that_was_cheapest_at_other_prices(
    small: Small, duals: list[float], easy: bool
) -> None:
    blocks = small.blocks
    free, prices = whole(blocks.rows, [0.0] * DAYS), whole(blocks.rows, duals)
    for block in blocks.blocks:
        before = replace(cheapest(block, free, clock()), easy=easy)
        found = cheapest(block, prices, clock(), before)

        assert found.least == cheapest(block, prices, clock()).least
        assert found.easy == easy


def left_with(small: Small, duals: list[float], most: int) -> tuple[int, int]:
    """The least and the most that rotas cost, of those that are left of such as cost at most so much."""
    blocks = small.blocks
    prices = whole(blocks.rows, duals)
    proved = bound(blocks, prices, [cheapest(each, prices, clock()) for each in blocks.blocks])
    for row in (near(block, proved, number, most) for number, block in enumerate(blocks.blocks)):
        terms = [(small.model.get_int_var_from_proto_index(index), size) for index, size in row.terms]
        assert row.most is not None
        small.model.add(sum(size * variable for variable, size in terms) <= row.most)
    return solved(small, small.model.minimize), solved(small, small.model.maximize)


def solved(small: Small, towards: Callable[[cp_model.LinearExprT], None]) -> int:
    towards(small.cost.expression)
    solver = cp_model.CpSolver()
    assert solver.solve(small.model) == cp_model.OPTIMAL
    return round(solver.objective_value)


@settings(deadline=None, max_examples=25)
@given(SMALL, st.lists(st.floats(-20, 20), min_size=DAYS, max_size=DAYS))
def test_no_rota_as_cheap_as_the_best_is_left_out(small: Small, duals: list[float]) -> None:
    assert left_with(small, duals, small.best)[0] == small.best


def test_schedules_that_no_rota_as_cheap_could_have_are_left_out() -> None:
    small = Small([2, 1, 0], [3, 2, 1], [[1, 2, 3], [2, 2, 2], [5, 4, 3]])
    dearest = solved(small, small.model.maximize)

    assert left_with(small, [2.0, 2.0, 0.0], small.best)[1] < dearest


@settings(deadline=None, max_examples=15)
@given(SMALL)
def test_every_round_is_a_bound_and_the_rounds_come_to_an_end(small: Small) -> None:
    best = small.best
    proved = [each.bound for each in rounds_of(small)]

    assert proved == sorted(proved), "a bound is never taken back"
    assert 0 <= proved[-1] <= max(best, 0)


def test_prices_that_are_best_prove_what_the_best_rota_costs() -> None:
    small = Small([2, 1, 0], [3, 2, 1], [[1, 2, 3], [2, 2, 2], [5, 4, 3]])

    assert rounds_of(small)[-1].bound == small.best == 7


@settings(deadline=None, max_examples=15)
@given(SMALL)
def test_a_round_is_near_where_no_bound_can_be_much_better_than_its_own(small: Small) -> None:
    found = rounds_of(small)

    assert found[-1].near
    assert all(found[-1].bound <= NEAR * each.bound + 1 for each in found if each.near)


def test_after_the_last_round_other_rotas_of_its_mix_are_settled() -> None:
    small = Small([2, 1, 3], [3, 2, 1], [[1, 2, 3], [2, 2, 2], [5, 4, 3]])
    rota = small.any_rota
    all_rounds = rounds(small.blocks, clock(), lambda: rota)
    after = [each for each in islice(all_rounds, 20) if each.last and each.settled]

    assert len(after) > 1
    assert all(len(each.settled) == len(PEOPLE) for each in after)
    assert {each.bound for each in after} == {rounds_of(small)[-1].bound}


def test_rows_that_link_supporters_are_told_from_what_is_theirs() -> None:
    blocks = Small([2, 1, 0], [3, 2, 1], [[1, 2, 3], [2, 2, 2], [5, 4, 3]]).blocks

    assert [len(each.variables) for each in blocks.blocks] == [DAYS + 1] * 3, (
        "cells, and what was worked twice"
    )
    assert len(blocks.rows) == len(blocks.free) == DAYS, "a row, and what is short, for each day"


def not_linear(small: Small) -> None:
    small.model.add_max_equality(small.model.new_int_var(0, 1, ""), [cells[0] for cells in small.works])


def only_if(small: Small) -> None:
    small.model.add(small.works[0][0] + small.works[1][0] == 2).only_enforce_if(small.works[2][0])


def impossible(small: Small) -> None:
    small.model.add_bool_or([])


def of_one(small: Small) -> None:
    small.owners = dict.fromkeys(small.owners, "ann")


@pytest.mark.parametrize("asked", [not_linear, only_if, impossible, of_one])
def test_what_does_not_part_into_supporters_is_left_as_it_is(asked: object) -> None:
    small = Small([2, 1, 0], [3, 2, 1], [[1, 2, 3], [2, 2, 2], [5, 4, 3]])
    assert callable(asked)
    asked(small)

    assert parted(small.model, small.cost, small.owners) is None


def test_the_other_side_of_a_variable_is_kept_wherever_it_is_named() -> None:
    small = Small([3, 3, 3], [3, 3, 3], [[0, 0, 0]] * 3)
    ann, bob = small.works[0][0], small.works[1][0]
    small.model.add_exactly_one(ann.negated(), bob.negated())
    small.model.add_at_most_one(ann.negated(), small.works[2][1].negated())
    small.model.add_implication(ann, bob.negated())
    solver = cp_model.CpSolver()
    small.model.minimize(small.cost.expression)
    solver.solve(small.model)
    best = round(solver.objective_value)
    rota = list(solver.response_proto.solution)

    assert 0 < rounds_of(small, rota)[-1].bound <= best


def test_what_columns_settle_is_a_rota() -> None:
    small = Small([2, 1, 3], [3, 2, 1], [[1, 2, 3], [2, 2, 2], [5, 4, 3]])
    settled = settled_with(small)
    for values in settled:
        for index, value in values.items():
            small.model.add(small.model.get_int_var_from_proto_index(index) == value)

    assert len(settled) == len(PEOPLE)
    assert cp_model.CpSolver().solve(small.model) == cp_model.OPTIMAL


def settled_with(small: Small) -> list[dict[int, int]]:
    """What a master settles that knows one rota, and for each supporter what is cheapest at first."""
    blocks, master = small.blocks, Master(small.blocks)
    prices = whole(blocks.rows, first_prices(blocks, clock()))
    master.add_rota(small.any_rota)
    for number, block in enumerate(blocks.blocks):
        master.add(number, cheapest(block, prices, clock()).values[0])
    master.loosen(prices)
    return [
        dict(zip(blocks.blocks[column.block].variables, column.values, strict=True))
        for column in dive(master, clock(), lambda: False)
    ]


@given(SMALL)
@settings(max_examples=50, deadline=None)
def test_what_is_settled_is_a_rota_also_where_supporters_are_asked_again(small: Small) -> None:
    asked: list[list[int]] = []
    chosen = dived_into(small, asked)
    values = {
        index: value
        for column in chosen
        for index, value in zip(small.blocks.blocks[column.block].variables, column.values, strict=True)
    }
    for index, value in values.items():
        small.model.add(small.model.get_int_var_from_proto_index(index) == value)

    assert sorted(column.block for column in chosen) == [0, 1, 2]
    assert cp_model.CpSolver().solve(small.model) == cp_model.OPTIMAL
    assert all(0 < len(numbers) < len(PEOPLE) for numbers in asked), "only those who are open are asked"


def dived_into(small: Small, asked: list[list[int]]) -> list[Column]:
    """What is settled from a mix of two rotas when open supporters are asked; `asked` gets who was."""
    blocks, master = small.blocks, Master(small.blocks)
    prices = first_prices(blocks, clock())
    master.add_rota(small.any_rota)
    for number, block in enumerate(blocks.blocks):
        master.add(number, cheapest(block, whole(blocks.rows, prices), clock()).values[0])

    def ask(prices: Sequence[float], numbers: Sequence[int]) -> bool:
        asked.append([*numbers])
        before = len(master.columns)
        for number in numbers:
            for values in cheapest(blocks.blocks[number], whole(blocks.rows, prices), clock()).values:
                master.add(number, values)
        return len(master.columns) > before

    master.loosen(prices)
    return dive(master, clock(), lambda: False, ask)


def test_with_one_worker_the_same_rounds_come_again() -> None:
    small = Small([2, 1, 3], [3, 2, 1], [[1, 2, 3], [2, 2, 2], [5, 4, 3]])

    assert rounds_of(small) == rounds_of(small)


def test_rounds_end_when_the_time_is_up_or_somebody_asks_to_stop() -> None:
    small = Small([2, 1, 0], [3, 2, 1], [[1, 2, 3], [2, 2, 2], [5, 4, 3]])
    stopped = clock()
    stopped.stop()

    assert [*rounds(small.blocks, stopped, lambda: [])] == []
    assert [*rounds(small.blocks, clock(), lambda: [], lambda: True)] == []


def test_a_rota_of_the_catalogue_parts_by_supporter_with_its_cover_between_them() -> None:
    asked = board()
    blocks = parted(asked.model, asked.cost("gaps"), Around(asked, Random(0)).owners)

    assert blocks is not None
    assert len(blocks.blocks) == len(asked.everyone)
    assert all(row.most is not None for row in blocks.rows)
