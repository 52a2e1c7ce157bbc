"""Yes-or-no variables that may be known, and what is paid for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from matcher.model.answer import Level

Lit = cp_model.IntVar | int
"""A yes-or-no variable, or the constant it is known to be."""


@dataclass(frozen=True, slots=True)
class Cost:
    """A price to pay: a fixed part, and so much for each variable. Never below zero in a solution."""

    terms: tuple[tuple[cp_model.IntVar, int], ...] = ()
    fixed: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.terms + other.terms, self.fixed + other.fixed)

    @property
    def expression(self) -> cp_model.LinearExpr:
        """For the model."""
        variables, prices = [var for var, _ in self.terms], [price for _, price in self.terms]
        return cp_model.LinearExpr.weighted_sum(variables, prices) + self.fixed

    def of(self, values: Sequence[int]) -> int:
        """What it comes to in a solution, given as the values of all variables."""
        return self.fixed + sum(price * values[var.index] for var, price in self.terms)


@dataclass(frozen=True, slots=True)
class Charge:
    """What a rule adds to the cost of its level: `price` times the value of a variable or constant."""

    rule: str
    level: Level
    price: int
    of: Lit


def is_zero(lit: Lit) -> bool:
    """Whether a shift is known not to be."""
    return isinstance(lit, int) and lit == 0


def split(lits: Sequence[Lit], sizes: Sequence[int]) -> tuple[int, list[tuple[cp_model.IntVar, int]]]:
    """What the known ones come to together, and the others with their sizes."""
    known, open_ones = 0, list[tuple[cp_model.IntVar, int]]()
    for lit, size in zip(lits, sizes, strict=True):
        if isinstance(lit, int):
            known += lit * size
        else:
            open_ones.append((lit, size))
    return known, open_ones
