"""How much of a typical week one supporter could do, if everybody else kept out of the way.

No team does more than its members could do one by one: that bounds from below what a week leaves uncovered.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from matcher.calendar import DatedNeed
from matcher.clock import Clock
from matcher.frame import Frame
from matcher.model.supporter import Supporter
from matcher.rulebook import for_frame
from matcher.solver.board import Board
from matcher.solver.cost import Cost
from matcher.solver.model import Model
from matcher.solver.run import solve_levels

Size = Callable[[DatedNeed], int]


def reach(week: Frame, supporter: Supporter, sizes: Sequence[Size], clock: Clock) -> list[int]:
    """The most that the needs one supporter works can add up to, for each way to measure a need.

    Only rules about a supporter are kept: others ask who else is there.
    """
    alone = replace(week, supporters=(supporter,))
    rules = [
        each for each in for_frame(alone) if each.rule.level == "hard" and each.rule.about == "supporter"
    ]
    board = Board(Model(), alone, rules)
    return [_most(board, supporter, size, clock) for size in sizes]


def _most(board: Board, supporter: Supporter, size: Size, clock: Clock) -> int:
    cells = [(board.works(supporter, need), size(need)) for need in board.needs]
    terms = tuple((works, -amount) for works, amount in cells if not isinstance(works, int) and amount)
    everything = -sum(amount for _, amount in terms)
    if not terms or clock.over:
        return everything
    left_over = solve_levels(board.model.clone(), [("gaps", Cost(terms, everything))], clock.unwatched())
    return everything - (left_over.levels[0].bound or 0 if left_over.levels else 0)
