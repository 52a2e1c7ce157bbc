"""S1: fill every need."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.model.need import Essential
from matcher.model.shifts import Shifts
from matcher.model.words import Words
from matcher.rules._base import Example, Rule
from matcher.rules._shifts import shifts_said
from matcher.wording import are, when

if TYPE_CHECKING:
    from matcher.calendar import DatedNeed
    from matcher.plan import Plan
    from matcher.solver.board import Board


class EssentialWeights(Words):
    """What a missing minute costs, by how essential the need is."""

    health: int = Field(default=16, ge=1, le=10_000)
    """Health."""
    safety: int = Field(default=8, ge=1, le=10_000)
    """Safety."""
    personal_care: int = Field(default=4, ge=1, le=10_000)
    """Personal care."""
    chosen_activity: int = Field(default=2, ge=1, le=10_000)
    """An activity the person chose."""
    other: int = Field(default=1, ge=1, le=10_000)
    """Anything else."""

    def of(self, essential: Essential) -> int:
        """The weight of one class."""
        weight: int = getattr(self, essential)
        return weight


class EveryNeedMet(Rule):
    """Every need has the supporters it asks for.

    missing = max(0, supporters_needed - sum(works)); cost = missing * minutes * weight of how essential
    """

    kind: Literal["every_need_met"] = "every_need_met"
    level: Level = "gaps"
    weights: EssentialWeights = EssentialWeights()
    """The cost of a missing minute for each class of need."""
    counts: Literal["minutes", "supporters"] = "minutes"
    """minutes: by length and by how essential; supporters: each one missing costs one."""
    shifts: Shifts = Shifts()
    """Which shifts it is about."""

    code: ClassVar[str] = "S1"
    basis: ClassVar[str] = "Small Supports founding texts; the order of weights may be edited."
    about: ClassVar = "person"
    levels: ClassVar[frozenset[Level]] = frozenset({"gaps"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example("both earlies worked", "EE.....", need={"early": {"days": ["mon", "tue"]}}),
        Example(
            "nobody on Tuesday",
            "E......",
            need={"early": {"days": ["mon", "tue"]}},
            says="1 supporter is missing for early, Tue 2 Jun 07:00-14:30.",
        ),
        Example(
            "one where two are needed",
            "E......",
            need={"early": {"days": ["mon"], "supporters_needed": 2}},
            says="1 supporter is missing for early, Mon 1 Jun 07:00-14:30.",
        ),
        Example(
            "only nights are asked about",
            "E......",
            need={"early": {"days": ["tue"]}},
            rule={"shifts": {"kinds": ["waking_night"]}},
        ),
        Example(
            "two beyond one need do not make up for another",
            "E......\nE......",
            need={"early": {"days": ["mon", "tue"]}},
            rule={"counts": "supporters"},
            says="1 supporter is missing for early, Tue 2 Jun 07:00-14:30.",
        ),
    )

    tiny: ClassVar[Example] = Example(
        "tiny", "..|..\n..|..", need={"early": {"supporters_needed": 2}, "night": {"supporters_needed": 2}}
    )

    def says(self) -> str:
        w, which = (
            self.weights,
            "" if self.shifts == Shifts() else f" This is about {shifts_said(self.shifts)}.",
        )
        if self.counts == "supporters":
            return f"Every need has its supporters. Each one missing weighs the same.{which}"
        return (
            f"Every need has its supporters.{which} A missing minute weighs "
            f"{w.health} for health, {w.safety} for safety, {w.personal_care} for personal care, "
            f"{w.chosen_activity} for an activity the person chose, {w.other} for anything else."
        )

    def enforce(self, board: "Board") -> None:
        for need in board.needs:
            price = self.price(need)
            if price:
                needed, terms = board.missing(need)
                board.charge(self, price * needed)
                for works, size in terms:
                    board.charge(self, price * size, works)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for need in plan.frame.needs:
            missing = need.need.supporters_needed - len(plan.on(need))
            if missing > 0 and self.price(need):
                yield self.broken(
                    f"{are(missing, 'supporter')} missing for {when(need)}.",
                    amount=missing * self.price(need),
                    needs=[need],
                )

    def price(self, need: "DatedNeed") -> int:
        """What it costs that one supporter is missing, before the rule's own weight; 0: not asked about."""
        if not self.shifts.fit(need.need, need.day):
            return 0
        return 1 if self.counts == "supporters" else need.minutes * self.weights.of(need.essential)
