"""H23: one need at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import overlapping_sets
from matcher.model.answer import Level, Violation
from matcher.rules._base import HARD_ONLY, Example, Rule
from matcher.wording import when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class OneNeedAtATime(Rule):
    """sum(works) <= 1, for all needs that share a minute"""

    kind: Literal["one_need_at_a_time"] = "one_need_at_a_time"
    level: Level = "hard"

    code: ClassVar[str] = "H23"
    basis: ClassVar[str] = "Nobody can be in two places at once."
    levels: ClassVar[frozenset[Level]] = HARD_ONLY
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("a late that begins when the early ends", "(EL)......"),
        Example(
            "a second need inside the early",
            "(EO)......",
            says="Ann works early, Mon 1 Jun 07:00-14:30 and other, Mon 1 Jun 10:00-14:00 at the same time.",
        ),
        Example("the same two needs, two supporters", "E......\nO......"),
        Example(
            "a night from before the first day",
            "N|O......",
            need={"other": {"start": "06:30", "end": "08:00"}},
            says="Ann works night, Sun 31 May 22:00-07:00 and other, Mon 1 Jun 06:30-08:00 at the same time.",
        ),
        Example("two at once before the first day are past", "(EO)|......."),
    )
    tiny: ClassVar[Example] = Example(
        "tiny", "N|..\n.|..", need={"early": {"start": "06:00"}, "night": {"end": "06:01"}, "other": {}}
    )

    def says(self) -> str:
        return "Nobody works two needs that overlap, not even by a minute."

    def enforce(self, board: "Board") -> None:
        for needs in overlapping_sets(board.all_needs):
            if any(map(board.frame.inside, needs)):
                for supporter in board.supporters:
                    board.at_most_from_now(self, [board.works(supporter, need) for need in needs], 1)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            worked = plan.needs_of(supporter.id)
            for place, later in enumerate(worked):
                for earlier in worked[:place]:
                    if earlier.finish > later.begin and (plan.inside(earlier) or plan.inside(later)):
                        yield self.broken(
                            f"{supporter.name} works {when(earlier)} and {when(later)} at the same time.",
                            supporter=supporter.id,
                            needs=[earlier, later],
                        )
