"""What one solve minimises."""

from ortools.sat.python import cp_model

from matcher.clock import Clock, Settings
from matcher.solver.cost import Cost
from matcher.solver.search import asked, run, solver_for

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
