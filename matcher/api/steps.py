"""A step of a piece of work, as it is told: numbers, and words that name nobody."""

from typing import Literal

from matcher.model.words import Text, Words

Phase = Literal["teams", "rotas", "questions"]
"""Choosing teams, writing rotas, or looking at what a leader asks next about the teams."""


class Step(Words):
    """How far a job is."""

    says: Text
    """What it is doing, in words."""
    phase: Phase
    """teams, rotas, or questions about the teams."""
    people_done: int
    """People whose rota is made."""
    people: int
    """People in all."""
    covered: int
    """Needs covered in the best so far: supporters on dated needs."""
    needed: int
    """Needs in all: supporters wanted on dated needs."""
    cost: int | None = None
    """What the best so far costs, of what it is doing now, in the level's own units."""
    bound: int | None = None
    """No rota can cost less."""
    gap: float | None = None
    """(cost - bound) / max(cost, 1): 0 is proved best."""
