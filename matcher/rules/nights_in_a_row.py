"""H12: waking nights in a row."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.model.shifts import Shifts
from matcher.rules._base import Example, Rule
from matcher.rules._runs import RunLimits
from matcher.wording import span

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

NIGHTS = Shifts(kinds=("waking_night",))


class NightsInARow(Rule):
    """sum(night[d - most .. d]) <= most, for every day d"""

    kind: Literal["nights_in_a_row"] = "nights_in_a_row"
    level: Level = "hard"
    most: int = Field(default=3, ge=1, le=14)
    """Most waking nights in a row."""

    code: ClassVar[str] = "H12"
    basis: ClassVar[str] = "HSE good practice for shift work: two to three nights in a row."
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("three nights, then off", "NNN.NNN"),
        Example(
            "a fourth night",
            "NNNN...",
            says="Ann works 4 waking nights in a row (Mon 1 Jun to Thu 4 Jun); the most is 3.",
        ),
        Example(
            "carried over from May",
            "NN|NN.....",
            says="Ann works 4 waking nights in a row (Sat 30 May to Tue 2 Jun); the most is 3.",
        ),
        Example("sleep-ins are not waking nights", "SSSSSSS"),
    )
    tiny: ClassVar[Example] = Example("tiny", "NN|....\nN.|..", need={"night": {}}, rule={"most": 2})

    def says(self) -> str:
        return f"Nobody works more than {self.most} waking nights in a row."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            board.runs(self, supporter, RunLimits(NIGHTS, most=self.most))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for run in plan.runs(supporter.id, ("waking_night",)):
                if len(run) > self.most:
                    yield self.broken(
                        f"{supporter.name} works {len(run)} waking nights in a row ({span(run)}); "
                        f"the most is {self.most}.",
                        amount=plan.excess(supporter.id, run, self.most, ("waking_night",)),
                        supporter=supporter.id,
                    )
