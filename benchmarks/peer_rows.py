"""Peers that solve rows: plain CP-SAT and HiGHS, given the very rows that our rules post.

Both get every hard rule and every price. CP-SAT gets one weighted objective, as most programs have it: a
level weighs more than all that can be lost at the levels after it. HiGHS gets the levels one after another,
each held at its best, because weights of that size are beyond the precision of its linear programs.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model
from peer_stated import CannotState

from matcher.frame import Frame, Turn
from matcher.rulebook import for_frame
from matcher.solver.board import Board
from matcher.solver.cost import Cost
from matcher.solver.rota import pinned_board, turns_of

Turns = tuple[Turn, ...]
FAR = 2**60
"""Beyond this a limit is none."""


def plain_cp_sat(frame: Frame, seconds: float) -> Turns | None:
    """CP-SAT with its defaults on two workers, and one weighted sum."""
    board = pinned_board(frame, for_frame(frame))
    weight, terms = 1, []
    for level in reversed(board.levels()):
        cost = board.cost(level)
        terms.append(cost.expression * weight)
        weight *= 1 + sum(price * _largest(variable) for variable, price in cost.terms if price > 0)
    board.model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(board.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return turns_of(board, solver.response_proto.solution)


def _largest(variable: cp_model.IntVar) -> int:
    return int(max(variable.proto.domain))


def highs(frame: Frame, seconds: float) -> Turns | None:
    """HiGHS with its defaults on two threads, level by level, each begun from the one before."""
    import highspy

    until = time.monotonic() + seconds
    board = pinned_board(frame, for_frame(frame))
    program = _program(highspy, board)
    values: list[float] | None = None
    for level in board.levels():
        left = until - time.monotonic()
        if left <= 0:
            break
        cost = board.cost(level)
        found = _least(highspy, program, cost, left, values)
        if found is None:
            break
        values = found
        held = sum(price * round(values[variable.index]) for variable, price in cost.terms)
        _row(program, -highspy.kHighsInf, held, _added(cost))
    return None if values is None else turns_of(board, [round(value) for value in values])


def _added(cost: Cost) -> dict[int, int]:
    added: dict[int, int] = {}
    for variable, price in cost.terms:
        added[variable.index] = added.get(variable.index, 0) + price
    return added


@dataclass(frozen=True)
class Row:
    """lower <= sum of amounts times variables <= upper; None: no limit."""

    lower: int | None
    amounts: dict[int, int]
    upper: int | None


def _program(highspy: Any, board: Board) -> Any:
    program = highspy.Highs()
    for quiet in ("output_flag", "log_to_console"):
        program.setOptionValue(quiet, False)
    program.setOptionValue("threads", 2)
    proto = board.model.proto
    for variable in proto.variables:
        low, high = min(variable.domain), max(variable.domain)
        program.addVar(low, high)
    for index in range(len(proto.variables)):
        program.changeColIntegrality(index, highspy.HighsVarType.kInteger)
    for row in rows(proto):
        _row(
            program,
            -highspy.kHighsInf if row.lower is None else row.lower,
            highspy.kHighsInf if row.upper is None else row.upper,
            row.amounts,
        )
    return program


def _row(program: Any, lower: float, upper: float, amounts: dict[int, int]) -> None:
    program.addRow(lower, upper, len(amounts), list(amounts), [float(each) for each in amounts.values()])


def _least(
    highspy: Any, program: Any, cost: Cost, seconds: float, begin: list[float] | None
) -> list[float] | None:
    for index in range(program.getNumCol()):
        program.changeColCost(index, 0.0)
    for index, price in _added(cost).items():
        program.changeColCost(index, float(price))
    program.setOptionValue("time_limit", seconds)
    if begin is not None:
        solution = highspy.HighsSolution()
        solution.col_value = begin
        program.setSolution(solution)
    program.run()
    found = list(program.getSolution().col_value)
    return found if program.getInfo().primal_solution_status == 2 else None


def rows(proto: Any) -> Iterator[Row]:
    """The constraints of a CP-SAT model as linear rows. Only the kinds that boards post."""
    for each in proto.constraints:
        given = list(each.enforcement_literal)
        if each.has_bool_or():
            yield _clause([*each.bool_or.literals, *(_no(one) for one in given)])
        elif each.has_bool_and():
            for literal in each.bool_and.literals:
                yield _clause([literal, *(_no(one) for one in given)])
        elif each.has_at_most_one():
            yield _count(each.at_most_one.literals, None, 1)
        elif each.has_exactly_one():
            yield _count(each.exactly_one.literals, 1, 1)
        elif each.has_linear() and not given and len(each.linear.domain) == 2:
            yield _sum(each.linear)
        else:
            raise CannotState("a constraint that is no row")


def _sum(linear: Any) -> Row:
    amounts: dict[int, int] = {}
    for variable, amount in zip(linear.vars, linear.coeffs, strict=True):
        amounts[variable] = amounts.get(variable, 0) + amount
    low, high = linear.domain
    return Row(low if low > -FAR else None, amounts, high if high < FAR else None)


def _no(literal: int) -> int:
    return -literal - 1


def _clause(literals: Sequence[int]) -> Row:
    return _count(literals, 1, None)


def _count(literals: Sequence[int], lower: int | None, upper: int | None) -> Row:
    amounts: dict[int, int] = {}
    negated = 0
    for literal in literals:
        index, amount = (literal, 1) if literal >= 0 else (_no(literal), -1)
        negated += literal < 0
        amounts[index] = amounts.get(index, 0) + amount
    return Row(
        None if lower is None else lower - negated, amounts, None if upper is None else upper - negated
    )
