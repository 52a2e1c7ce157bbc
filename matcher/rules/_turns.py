"""Turns that a rota adds: weekends, nights, sleep-ins and bank holidays that had not begun before it."""

from datetime import date
from typing import TYPE_CHECKING

from matcher.calendar import DatedNeed
from matcher.fairness import counts, occasion, occasions, turns
from matcher.model.supporter import Supporter
from matcher.model.words import TurnKind

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board
    from matcher.solver.cost import Lit


def new_turns(board: "Board", kind: TurnKind, supporter: Supporter) -> "tuple[list[Lit], list[int]]":
    """Whether a supporter has each turn that a rota could add, and how many turns it counts."""
    begun = occasions(board.frame, kind, board.frame.came_before(supporter.id))
    by_day: dict[date, list[DatedNeed]] = {}
    for need in board.needs:
        day = occasion(board.frame, kind, need)
        if day is not None and day not in begun:
            by_day.setdefault(day, []).append(need)
    cells = [board.any_of([board.works(supporter, need) for need in mine]) for mine in by_day.values()]
    return cells, [counts(kind, day) for day in by_day]


def turns_now(plan: "Plan", kind: TurnKind, supporter: Supporter) -> int:
    """How many turns of a supporter a finished rota adds."""
    here = [need for need in plan.needs_of(supporter.id) if need.elsewhere is None]
    begun = occasions(plan.frame, kind, (need for need in here if not plan.inside(need)))
    return turns(kind, occasions(plan.frame, kind, here) - begun)
