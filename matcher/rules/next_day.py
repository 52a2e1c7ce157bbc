"""H27: what does not follow on the next day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import ONE_DAY, DatedNeed
from matcher.model.answer import Level, Violation
from matcher.model.shifts import Shifts
from matcher.rules._base import ANY_LEVEL, Example, Rule
from matcher.rules._shifts import shifts_said
from matcher.wording import when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class NextDay(Rule):
    """after[d - 1] + never[d] <= 1, for every day d"""

    kind: Literal["next_day"] = "next_day"
    level: Level = "off"
    after: Shifts = Shifts(kinds=("late",))
    """Shifts on one day."""
    never: Shifts = Shifts(kinds=("early",))
    """Shifts that do not follow on the next day."""

    code: ClassVar[str] = "H27"
    basis: ClassVar[str] = (
        "Our own; not in force unless the file asks for it, because H7 holds the rest between shifts."
    )
    levels: ClassVar[frozenset[Level]] = ANY_LEVEL
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("an early, then a late", "EL....."),
        Example(
            "a late, then an early",
            "LE.....",
            says="Ann works early, Tue 2 Jun 07:00-14:30 on the day after late, Mon 1 Jun 14:30-22:00.",
        ),
        Example("a day between", "L.E...."),
        Example(
            "a late before the first day",
            "L|E......",
            says="Ann works early, Mon 1 Jun 07:00-14:30 on the day after late, Sun 31 May 14:30-22:00.",
        ),
        Example("both before the first day", "LE|......."),
        Example(
            "nothing after a night",
            "NL.N...",
            rule={"after": {"kinds": ["waking_night"]}, "never": {}},
            says="Ann works late, Tue 2 Jun 14:30-22:00 on the day after night, Mon 1 Jun 22:00-07:00.",
        ),
    )
    tiny: ClassVar[Example] = Example("tiny", "L|..\n.|..", need={"early": {}, "late": {}})

    def says(self) -> str:
        return f"On the day after {shifts_said(self.after)}, nobody works {shifts_said(self.never)}."

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for before, day in board.frame.windows(2):
                both = [
                    board.day_with(supporter, before, self.after),
                    board.day_with(supporter, day, self.never),
                ]
                board.at_most_from_now(self, both, 1)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            worked = plan.needs_of(supporter.id)
            first = [need for need in worked if self.after.fit(need.need, need.day)]
            for day in dict.fromkeys(need.day for need in first):
                before = [need for need in first if need.day == day]
                then = [
                    need
                    for need in plan.on_day(supporter.id, day + ONE_DAY)
                    if self.never.fit(need.need, need.day)
                ]
                if then and not (_begun(plan, before) and _begun(plan, then)):
                    yield self.broken(
                        f"{supporter.name} works {when(then[0])} on the day after {when(before[0])}.",
                        supporter=supporter.id,
                        needs=[before[0], then[0]],
                    )


def _begun(plan: "Plan", needs: list[DatedNeed]) -> bool:
    """Whether one of them was worked before what is planned."""
    return any(not plan.inside(need) for need in needs)
