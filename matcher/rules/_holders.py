"""Enough of those on a need hold something: for skills and for written requirements alike."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from matcher.calendar import DatedNeed
from matcher.model.supporter import Supporter
from matcher.rules._base import Rule
from matcher.wording import are

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

Holds = Callable[[Supporter], bool]


def room_without(need: DatedNeed, at_least: int) -> int:
    """How many of those on a need may be without it, so that enough who hold it still fit."""
    return max(0, need.need.supporters_needed - at_least)


def post_enough(board: "Board", rule: Rule, need: DatedNeed, holds: Holds, at_least: int) -> None:
    """Leave room for `at_least` holders, and let nobody be on the need without a holder there."""
    holders = [board.works(supporter, need) for supporter in board.everyone if holds(supporter)]
    others = [board.works(supporter, need) for supporter in board.everyone if not holds(supporter)]
    board.at_most(rule, others, room_without(need, at_least))
    for other in others:
        board.implies(rule, other, holders)


def what_is_missing(plan: "Plan", need: DatedNeed, holds: Holds, at_least: int) -> str | None:
    """How those on a need fall short, as the end of a sentence; None where they do not."""
    there = set(plan.on(need))
    holding = sum(supporter.id in there and holds(supporter) for supporter in plan.everyone.supporters)
    without, room = len(there) - holding, room_without(need, at_least)
    if there and not holding:
        return "nobody there does"
    return f"{are(without, 'supporter')} there without it, and only {room} may be" if without > room else None
