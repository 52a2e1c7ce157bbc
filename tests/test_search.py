"""What one solve minimises."""

import gc
import weakref

from ortools.sat.python import cp_model

from matcher.clock import Clock, Settings
from matcher.solver.cost import Cost
from matcher.solver.model import Model
from matcher.solver.search import Taken, asked, run, run_with, solver_for

CLOCK = Clock(Settings(time_limit=30, workers=1))


def least(cost: Cost, model: cp_model.CpModel) -> int:
    """The least a cost comes to."""
    solved = run(solver_for(CLOCK, workers=1), asked(model, cost, {}), CLOCK)
    assert solved.values is not None
    return cost.of(solved.values)


def test_nothing_costs_less_than_nothing() -> None:
    model = cp_model.CpModel()
    works = [model.new_bool_var("") for _ in range(3)]
    gap = Cost(tuple((each, -1) for each in works), fixed=2)
    assert least(gap, model) == 0


def test_what_costs_something_at_least_is_found_as_before() -> None:
    model = cp_model.CpModel()
    works = [model.new_bool_var("") for _ in range(3)]
    model.add_at_most_one(works)
    gap = Cost(tuple((each, -1) for each in works), fixed=2)
    assert least(gap, model) == 1


def test_every_better_solution_is_handed_on_whole() -> None:
    model = cp_model.CpModel()
    works = [model.new_bool_var("") for _ in range(3)]
    model.add(sum(works) >= 1)
    cost = Cost(tuple(zip(works, (3, 2, 1), strict=True)))
    taken: list[tuple[int, ...]] = []
    solved = run_with(solver_for(CLOCK, workers=1), asked(model, cost, {}), CLOCK, Taken(taken.append))

    assert taken[-1] == solved.values == (0, 0, 1)
    assert all(sum(each) >= 1 for each in taken)


def test_what_was_asked_is_gone_as_soon_as_nobody_needs_it() -> None:
    model = Model()
    cost = Cost(tuple((model.new_bool_var(""), 1) for _ in range(3)))
    gc.disable()
    try:
        question = asked(model, cost, {})
        kept = weakref.ref(question)
        del question
        assert kept() is None
    finally:
        gc.enable()


def test_a_copy_is_like_the_model_and_goes_its_own_way() -> None:
    model = Model()
    works = model.new_bool_var("")
    model.add(works + 1 == 2)
    copy = model.clone()
    copy.add(works == 0)

    assert (solver_for(CLOCK, 1).solve(model), solver_for(CLOCK, 1).solve(copy)) == (
        cp_model.OPTIMAL,
        cp_model.INFEASIBLE,
    )
