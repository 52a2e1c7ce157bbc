"""H14: working days in a row."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.rules._base import Example, Rule
from matcher.wording import span

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class DaysInARow(Rule):
    """sum(day[d - most .. d]) <= most, for every day d; a day is worked if a shift starts on it"""

    kind: Literal["days_in_a_row"] = "days_in_a_row"
    level: Level = "hard"
    most: int = Field(default=6, ge=1, le=14)
    """Most working days in a row."""

    code: ClassVar[str] = "H14"
    basis: ClassVar[str] = "HSE good practice for shift work: five to seven working days in a row."
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("six days, then off", "EEEEEE."),
        Example(
            "a seventh day",
            "EEELLNS",
            says="Ann works 7 days in a row (Mon 1 Jun to Sun 7 Jun); the most is 6.",
        ),
        Example("two shifts on one day are one day", "E(EO)EEEE."),
        Example(
            "carried over from May",
            "LLL|LLLL...",
            says="Ann works 7 days in a row (Fri 29 May to Thu 4 Jun); the most is 6.",
        ),
        Example("a night belongs to the day it starts on", "NEEEEE."),
        Example("seven days that ended before the first day", "EEEEEEE.|......."),
    )
    tiny: ClassVar[Example] = Example("tiny", "EE|....\nE.|....", need={"early": {}}, rule={"most": 2})

    def says(self) -> str:
        return f"Nobody works more than {self.most} days in a row."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            board.longest_run(self, supporter, None, self.most)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for run in plan.runs(supporter.id):
                if len(run) > self.most:
                    yield self.broken(
                        f"{supporter.name} works {len(run)} days in a row ({span(run)}); "
                        f"the most is {self.most}.",
                        amount=plan.excess(supporter.id, run, self.most),
                        supporter=supporter.id,
                    )
