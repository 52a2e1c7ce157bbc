"""S3a: few arrivals at the person's door."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import DatedNeed
from matcher.model.answer import Level, Violation
from matcher.rules._base import PRICED_ONLY, Example, Rule
from matcher.wording import many

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class FewArrivals(Rule):
    """cost = sum(works) - sum(works and some shift of the same supporter ends as it starts)"""

    kind: Literal["few_arrivals"] = "few_arrivals"
    level: Level = "person"
    weight: int = Field(default=60, ge=1, le=100_000)
    """What one arrival costs inside its level; 60 is as much as an hour below an even share."""

    code: ClassVar[str] = "S3a"
    basis: ClassVar[str] = (
        "Founding texts: everyone remembers that they are a guest in the person's home. NICE on continuity; "
        "the weight is our own default."
    )
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = PRICED_ONLY
    examples: ClassVar[tuple[Example, ...]] = (
        Example("nobody comes", "......."),
        Example("stays on from the sleep-in before the first day", "S|E......"),
        Example(
            "late, sleep-in and early in one go", "(LS)E.....", says="Ann comes through Pat's door 1 time."
        ),
        Example("twice in a day", "(EN).....", says="Ann comes through Pat's door 2 times."),
        Example(
            "a handover is an arrival of somebody else",
            "E......\nL......",
            says=("Ann comes through Pat's door 1 time.", "Bob comes through Pat's door 1 time."),
        ),
    )
    tiny: ClassVar[Example] = Example("tiny", "S|..\n.|..", need={"early": {}, "sleep-in": {}})

    def says(self) -> str:
        return "As few arrivals as can be: a shift that goes straight on from another is not a new one."

    def enforce(self, board: "Board") -> None:
        ends: dict[int, list[DatedNeed]] = {}
        for other in board.all_needs:
            if other.elsewhere is None:
                ends.setdefault(other.finish, []).append(other)
        for need in board.needs:
            ending = ends.get(need.begin, [])
            for supporter in board.supporters:
                works = board.works(supporter, need)
                board.charge(self, 1, works)
                if ending:
                    there = board.any_of([board.works(supporter, other) for other in ending])
                    board.charge(self, -1, board.all_of([works, there]))

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            ends = {need.finish for need in plan.needs_of(supporter.id) if need.elsewhere is None}
            arrivals = [need for need in plan.now(supporter.id) if need.begin not in ends]
            if arrivals:
                times = many(len(arrivals), "time")
                yield self.broken(
                    f"{supporter.name} comes through {plan.frame.person.name}'s door {times}.",
                    amount=len(arrivals),
                    supporter=supporter.id,
                    needs=arrivals,
                )
