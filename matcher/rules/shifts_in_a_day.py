"""H24: shifts that start on one day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.rules._base import Example, Rule
from matcher.wording import day_name, many

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class ShiftsInADay(Rule):
    """sum(works[needs that start on day d]) <= most, for every day d"""

    kind: Literal["shifts_in_a_day"] = "shifts_in_a_day"
    level: Level = "off"
    most: int = Field(default=1, ge=1, le=6)
    """Most shifts that start on one day."""

    code: ClassVar[str] = "H24"
    basis: ClassVar[str] = (
        "Our own; not in force unless the file asks for it, because H7 and H11 hold a duty."
    )
    posted_first: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("one a day", "ELN...."),
        Example(
            "an early and a late",
            "(EL)......",
            says="Ann works 2 shifts on Mon 1 Jun; the most is 1.",
        ),
        Example("a short one besides", "(EO)......", rule={"most": 2}),
        Example("two on the last day before the first", "(EL)|......."),
    )

    def says(self) -> str:
        return f"Nobody works more than {many(self.most, 'shift')} that {_start(self.most)} on one day."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for day in board.frame.dates:
                cells = [board.works(supporter, need) for need in board.starting(day)]
                board.at_most_from_now(self, cells, self.most)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for day in dict.fromkeys(need.day for need in plan.now(supporter.id)):
                today = plan.on_day(supporter.id, day)
                beyond = plan.beyond(today, self.most, lambda _: 1)
                if beyond:
                    yield self.broken(
                        f"{supporter.name} works {many(len(today), 'shift')} on {day_name(day)}; "
                        f"the most is {self.most}.",
                        amount=beyond,
                        supporter=supporter.id,
                    )


def _start(count: int) -> str:
    return "starts" if count == 1 else "start"
