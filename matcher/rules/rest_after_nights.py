"""H13: rest after waking nights."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed, close_pairs
from matcher.model.answer import Level, Violation
from matcher.model.words import MINUTES_IN_HOUR, OVERNIGHT
from matcher.rules._base import Example, Rule
from matcher.wording import hours, many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class RestAfterNights(Rule):
    """night + day <= 1, for every day need that begins less than `hours` after the night ends"""

    kind: Literal["rest_after_nights"] = "rest_after_nights"
    level: Level = "hard"
    hours: int = Field(default=46, ge=1, le=168)
    """Least hours between the end of a waking night and the next need by day."""

    code: ClassVar[str] = "H13"
    basis: ClassVar[str] = (
        "HSE good practice: two nights' sleep after nights. The 46 hours are our own default for it."
    )
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "25 hours where 25 are set",
            "NN.E...",
            need={"night": {"end": "06:00"}},
            rule={"hours": 25},
        ),
        Example("a late two days after", "N..L..."),
        Example("46 hours to the minute", "N..E...", need={"night": {"end": "09:00"}}),
        Example(
            "one minute less than 46 hours",
            "N..E...",
            need={"night": {"end": "09:01"}},
            says="Ann has 45.98 hours between night, Mon 1 Jun 22:00-09:01 and early, Thu 4 Jun 07:00-14:30; "
            "the least after a waking night is 46 hours.",
        ),
        Example(
            "a late the day after",
            "N.L....",
            says="Ann has 31.5 hours between night, Mon 1 Jun 22:00-07:00 and late, Wed 3 Jun 14:30-22:00; "
            "the least after a waking night is 46 hours.",
        ),
        Example("the next night is another night", "NNN...."),
        Example("a sleep-in after a night", "N.S...."),
        Example(
            "the night was before the first day",
            "N|.E.....",
            says="Ann has 24 hours between night, Sun 31 May 22:00-07:00 and early, Tue 2 Jun 07:00-14:30; "
            "the least after a waking night is 46 hours.",
        ),
        Example("a breach that is past", "NE|......."),
    )
    tiny: ClassVar[Example] = Example(
        "tiny", "N|..\n.|..", need={"early": {}, "night": {}}, rule={"hours": 24}
    )

    def says(self) -> str:
        return (
            f"After a waking night the next need by day begins at least {many(self.hours, 'hour')} later, "
            "so that there are two nights' sleep."
        )

    def enforce(self, board: "Board") -> None:
        for night, later in close_pairs(board.all_needs, self.hours * MINUTES_IN_HOUR):
            if night.kind == "waking_night" and _by_day(later) and board.frame.inside(later):
                for supporter in board.supporters:
                    board.at_most(self, [board.works(supporter, night), board.works(supporter, later)], 1)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            nights = [need for need in plan.needs_of(supporter.id) if need.kind == "waking_night"]
            for later in filter(_by_day, plan.now(supporter.id)):
                for night in nights:
                    rest = later.begin - night.finish
                    if 0 <= rest < self.hours * MINUTES_IN_HOUR:
                        yield self.broken(
                            f"{supporter.name} has {hours(rest)} between {when(night)} and {when(later)}; "
                            f"the least after a waking night is {many(self.hours, 'hour')}.",
                            supporter=supporter.id,
                            needs=[night, later],
                        )


def _by_day(need: DatedNeed) -> bool:
    return need.kind not in OVERNIGHT
