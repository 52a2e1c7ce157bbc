"""S3c: few supporters who are new to the person."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.rules._base import PRICED_ONLY, Example, Rule

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

PAIRED = {"induction": [{"person": "pat", "stage": "paired"}]}


class FirstVisits(Rule):
    """cost = number of supporters who work, and are paired or have no shift in the history

    Without a history nothing is known of who came before, so only those still paired count.
    """

    kind: Literal["first_visits"] = "first_visits"
    level: Level = "person"
    weight: int = Field(default=3, ge=1, le=100_000)
    """What one supporter new to the person costs inside its level."""

    code: ClassVar[str] = "S3c"
    basis: ClassVar[str] = "NICE on continuity and the founding texts; the weight is our own default."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example("came before", "E|EE....."),
        Example("no history to tell", "EE....."),
        Example(
            "did not come before",
            "E|.......\n.|EE.....",
            says="Bob comes, and did not come in the time before this rota.",
        ),
        Example("did not come before and does not now", "E|E......\n.|......."),
        Example(
            "still paired",
            "E|E......",
            supporters={"ann": PAIRED},
            says="Ann comes, and is still new to Pat.",
        ),
    )
    tiny: ClassVar[Example] = Example("tiny", "N|..\n.|..", need={"early": {}, "night": {}})

    def says(self) -> str:
        return "As few supporters as can be who are new to the person, or did not come in the time before."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            if _why_new(board.frame, supporter) is not None:
                comes = board.any_of([board.works(supporter, need) for need in board.needs])
                board.charge(self, 1, comes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            shifts, why_new = plan.now(supporter.id), _why_new(plan.frame, supporter)
            if shifts and why_new is not None:
                yield self.broken(
                    f"{supporter.name} comes, and {why_new}.", supporter=supporter.id, needs=shifts[:1]
                )


def _why_new(frame: Frame, supporter: Supporter) -> str | None:
    if supporter.stage_with(frame.person.id) == "paired":
        return f"is still new to {frame.person.name}"
    if frame.past and all(turn.supporter != supporter.id for turn in frame.past):
        return "did not come in the time before this rota"
    return None
