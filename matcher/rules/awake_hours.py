"""H11: awake work inside a duty."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ByBegin
from matcher.model.answer import Level, Violation
from matcher.model.words import MINUTES_IN_HOUR
from matcher.rules._base import Example, Rule
from matcher.wording import hours, listed, many, when

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

SPAN = 13 * MINUTES_IN_HOUR
"""A duty lies between two rests of 11 hours; in 24 hours 13 are left for it."""


class AwakeHours(Rule):
    """works[a] = 1 → sum(awake minutes of needs in [a.start, a.start + 13 h]) <= hours, for every need a"""

    kind: Literal["awake_hours"] = "awake_hours"
    level: Level = "hard"
    hours: int = Field(default=12, ge=1, le=14)
    """Most awake hours in one duty; a need that is longer by itself is refused too."""

    code: ClassVar[str] = "H11"
    basis: ClassVar[str] = "HSE good practice for shift work: shifts of 12 hours at most."
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("a long day of 12 hours", "D......"),
        Example(
            "a long day of 12 hours and a minute",
            "D......",
            need={"long-day": {"end": "20:01"}},
            says="Ann is awake at work for 12.02 hours in one duty (long-day, Mon 1 Jun 08:00-20:01); "
            "the most is 12 hours.",
        ),
        Example(
            "a need longer than a duty",
            "D......",
            need={"long-day": {"end": "22:00"}},
            says="Ann is awake at work for 14 hours in one duty (long-day, Mon 1 Jun 08:00-22:00); "
            "the most is 12 hours.",
        ),
        Example(
            "where 14 hours are allowed", "D......", need={"long-day": {"end": "22:00"}}, rule={"hours": 14}
        ),
        Example(
            "an early and a late that fit into 13 hours",
            "(EL)......",
            need={"early": {"start": "08:00"}, "late": {"end": "21:00"}},
            says="Ann is awake at work for 13 hours in one duty (early, Mon 1 Jun 08:00-14:30 and "
            "late, Mon 1 Jun 14:30-21:00); the most is 12 hours.",
        ),
        Example(
            "an early and a late with a long break between",
            "(EL)......",
            need={"early": {"start": "08:00", "end": "12:00"}, "late": {"end": "21:00"}},
        ),
        Example("a sleep-in is not awake work", "(LS)E....."),
        Example(
            "a night from before the first day",
            "N|E......",
            need={"early": {"end": "10:30"}},
            says="Ann is awake at work for 12.5 hours in one duty (night, Sun 31 May 22:00-07:00 and "
            "early, Mon 1 Jun 07:00-10:30); the most is 12 hours.",
        ),
        Example("a long day that is past", "D|.......", need={"long-day": {"end": "22:00"}}),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "N|..\n(EO)|..",
        need={"early": {"end": "09:00"}, "night": {}, "other": {"start": "09:00", "end": "11:00"}},
        rule={"hours": 10},
    )

    def says(self) -> str:
        return f"Nobody is awake at work for more than {many(self.hours, 'hour')} in one duty."

    def enforce(self, board: "Board") -> None:
        most = self.hours * MINUTES_IN_HOUR
        by_begin = ByBegin(board.all_needs)
        for first in board.all_needs:
            near = by_begin.within(first.begin, first.begin + SPAN)
            duty = [first, *(need for need in near if need != first)]
            sizes = [need.awake_minutes for need in duty]
            if sum(sizes) <= most or not any(board.frame.inside(need) for need in duty):
                continue
            unless_first = max(0, sum(sizes[1:]) - most)
            sizes[0] += unless_first
            for supporter in board.supporters:
                cells = [board.works(supporter, need) for need in duty]
                board.at_most_from_now(self, cells, most + unless_first, sizes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            worked = plan.needs_of(supporter.id)
            by_begin = ByBegin(worked)
            for first in worked:
                duty = [
                    first,
                    *(need for need in by_begin.within(first.begin, first.begin + SPAN) if need != first),
                ]
                beyond = plan.beyond(duty, self.hours * MINUTES_IN_HOUR, lambda need: need.awake_minutes)
                if beyond and any(plan.inside(need) for need in duty):
                    awake = hours(sum(need.awake_minutes for need in duty))
                    yield self.broken(
                        f"{supporter.name} is awake at work for {awake} in one duty "
                        f"({listed([when(need) for need in duty if need.awake_minutes])}); "
                        f"the most is {many(self.hours, 'hour')}.",
                        amount=beyond,
                        supporter=supporter.id,
                        needs=duty,
                    )
