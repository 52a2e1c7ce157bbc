"""Linear programs: what is continuous of a model, for prices and shares. Nothing here proves anything."""

import math
from dataclasses import dataclass

from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)

from matcher.clock import Clock
from matcher.solver.blocks import Row, Terms
from matcher.solver.search import threads, waited


@dataclass(frozen=True)
class Continuous:
    """The best values of a linear program, the price of each of its rows, and what it costs."""

    values: tuple[float, ...]
    duals: tuple[float, ...]
    cost: float


class LinearProgram:
    """Variables and rows by number, to be minimised; solved from the start each time."""

    def __init__(self, fixed: float = 0) -> None:
        self._made = ModelBuilderHelper()
        self._made.set_objective_offset(fixed)

    def variable(self, domain: tuple[float, float], price: float, uses: Terms = ()) -> int:
        """A new variable with its price, and its size in each row it stands in."""
        index = self._made.add_var()
        self._made.set_var_lower_bound(index, domain[0])
        self._made.set_var_upper_bound(index, domain[1])
        self._made.set_var_objective_coefficient(index, price)
        for row, size in uses:
            self._made.add_term_to_constraint(row, index, size)
        return index

    def price(self, variable: int, price: float) -> None:
        """Set what a variable costs."""
        self._made.set_var_objective_coefficient(variable, price)

    def hold(self, variable: int, least: float) -> None:
        """Set the least that a variable is."""
        self._made.set_var_lower_bound(variable, least)

    def row(self, row: Row) -> int:
        """A new row of variables that are there."""
        index = self._made.add_linear_constraint()
        self._made.set_constraint_lower_bound(index, -math.inf if row.least is None else row.least)
        self._made.set_constraint_upper_bound(index, math.inf if row.most is None else row.most)
        for variable, size in row.terms:
            self._made.add_term_to_constraint(index, variable, size)
        return index

    def solve(self, clock: Clock) -> Continuous | None:
        """The best, or None where there is none, the time is up, or somebody asks to stop."""
        solver = ModelSolverHelper("glop")
        solver.set_time_limit_in_seconds(max(clock.left, 0.01))
        waited(threads().submit(solver.solve, self._made), _Stopping(solver), clock)
        if solver.status() != SolveStatus.OPTIMAL:
            return None
        values, duals = solver.variable_values(), solver.dual_values()
        return Continuous(tuple(values), tuple(duals), solver.objective_value())


@dataclass(frozen=True)
class _Stopping:
    """The solver, to be asked to end as those of rotas are."""

    solver: ModelSolverHelper

    def stop_search(self) -> None:
        self.solver.interrupt_solve()
