"""S1b: the fewest supporters who will do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.rules._base import Example, Rule
from matcher.wording import are, when

if TYPE_CHECKING:
    from matcher.calendar import DatedNeed
    from matcher.plan import Plan
    from matcher.solver.board import Board


def _two_or_one(days: list[str]) -> dict[str, dict[str, object]]:
    return {"early": {"days": days, "supporters_needed": 2, "fewest": 1}}


class FewestThere(Rule):
    """sum(works) >= fewest, for every dated need that says so; cost = missing * minutes"""

    kind: Literal["fewest_there"] = "fewest_there"
    level: Level = "gaps"
    weight: int = Field(default=160, ge=1, le=100_000)
    """What a minute below the fewest costs besides: ten times a missing minute of health."""

    code: ClassVar[str] = "S1b"
    basis: ClassVar[str] = "Our own: two who were asked for may be one at need, and one must not be nobody."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = frozenset({"hard", "gaps"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example("one of two", "EE.....", need=_two_or_one(["mon", "tue"])),
        Example(
            "nobody on Tuesday",
            "E......",
            need=_two_or_one(["mon", "tue"]),
            says="0 supporters are there for early, Tue 2 Jun 07:00-14:30; the fewest is 1.",
        ),
        Example("no fewest is given", "E......", need={"early": {"days": ["mon", "tue"]}}),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "..|..\n..|..",
        need={"early": {"supporters_needed": 2, "fewest": 1}, "night": {"supporters_needed": 2, "fewest": 2}},
    )

    def says(self) -> str:
        each = "" if self.level == "hard" else f" Each minute that is missing to it weighs {self.weight}."
        return f"Where a need says how few supporters will do, there are no fewer.{each}"

    def enforce(self, board: "Board") -> None:
        for need in board.needs:
            if need.need.fewest is not None:
                board.at_least(self, board.on(need), need.need.fewest, price=need.minutes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for need in plan.frame.needs:
            missing = _missing(need, len(plan.on(need)))
            if missing > 0:
                yield self.broken(
                    f"{are(len(plan.on(need)), 'supporter')} there for {when(need)}; "
                    f"the fewest is {need.need.fewest}.",
                    amount=missing * need.minutes,
                    needs=[need],
                )


def _missing(need: "DatedNeed", there: int) -> int:
    return (need.need.fewest or 0) - there
