"""S3c: few supporters who are new to the person."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.rules._base import PRICED_ONLY, Example, Rule

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

SHADOWED = {"induction": [{"person": "pat", "stage": "paired", "shadow_shifts": 3}]}


class FirstVisits(Rule):
    """cost = number of supporters who work, and have neither a shift in the history nor a shadow shift done

    Without a history nothing is known of who came before, and nobody counts.
    """

    kind: Literal["first_visits"] = "first_visits"
    level: Level = "person"
    weight: int = Field(default=90, ge=1, le=100_000)
    """What one supporter new to the person costs inside its level."""

    code: ClassVar[str] = "S3c"
    basis: ClassVar[str] = "NICE on continuity and the founding texts; the weight is our own default."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    in_typical_week: ClassVar[bool] = False
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("came before", "E|EE....."),
        Example("no history to tell", "EE....."),
        Example(
            "did not come before",
            "E|.......\n.|EE.....",
            says="Bob comes to Pat for the first time.",
        ),
        Example("did not come before and does not now", "E|E......\n.|......."),
        Example(
            "did not come before, but has shadowed", "E|.......\n.|EE.....", supporters={"bob": SHADOWED}
        ),
    )
    tiny: ClassVar[Example] = Example("tiny", "N|..\n.|..", need={"early": {}, "night": {}})

    def says(self) -> str:
        return "As few supporters as can be who come to the person for the first time."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            if board.frame.never_came(supporter):
                counted = [need for need in board.needs if need.extra is None]
                comes = board.any_of([board.works(supporter, need) for need in counted])
                board.charge(self, 1, comes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            shifts = [need for need in plan.now(supporter.id) if need.extra is None]
            if shifts and plan.frame.never_came(supporter):
                yield self.broken(
                    f"{supporter.name} comes to {plan.frame.person.name} for the first time.",
                    supporter=supporter.id,
                    needs=shifts[:1],
                )
