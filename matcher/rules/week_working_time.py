"""H10: working time in any one week."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.model.answer import Level, Violation
from matcher.model.words import MINUTES_IN_HOUR
from matcher.rules._base import Example, Rule
from matcher.wording import day_name, hours, many

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board


class WeekWorkingTime(Rule):
    """sum(minutes of the needs that start in a week) + other jobs <= hours, sleep-ins whole"""

    kind: Literal["week_working_time"] = "week_working_time"
    level: Level = "hard"
    hours: int = Field(default=60, ge=0, le=168)
    """Most hours of working time in a week, sleep-ins and other jobs in."""

    code: ClassVar[str] = "H10"
    basis: ClassVar[str] = (
        "Our own default: a limit for every single week, also for those who opted out of 48."
    )
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("five long days are 60 hours", "DDDDD.."),
        Example(
            "a sleep-in counts whole, also after an opt-out",
            "DDDDDS.",
            supporters={"ann": {"contract": {"hours": 37.5, "opted_out_of_48": True}}},
            says="Ann works 69 hours in the week from Mon 1 Jun, sleep-ins and other jobs counted; "
            "the most is 60 hours.",
        ),
        Example(
            "another job counts",
            "DDDDD..",
            supporters={"ann": {"contract": {"hours": 37.5, "other_job_hours": 0.5}}},
            says="Ann works 60.5 hours in the week from Mon 1 Jun, sleep-ins and other jobs counted; "
            "the most is 60 hours.",
        ),
        Example("a night belongs to the week it starts in", "N|DDDDD.."),
        Example(
            "days of the week that are past count",
            "DDD|DDD",
            organisation={"week_starts": "fri"},
            says="Ann works 72 hours in the week from Fri 29 May, sleep-ins and other jobs counted; "
            "the most is 60 hours.",
        ),
        Example(
            "too much before the first day, and nothing added",
            "DDDDDD|.",
            organisation={"week_starts": "tue"},
        ),
        Example(
            "another job beyond the limit, and no work here",
            ".......",
            supporters={"ann": {"contract": {"hours": 37.5, "other_job_hours": 61}}},
        ),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "S|..\nE|..",
        need={"early": {}, "sleep-in": {}},
        rule={"hours": 18},
        organisation={"week_starts": "sun"},
        supporters={"bob": {"contract": {"hours": 10, "other_job_hours": 2}}},
    )

    def says(self) -> str:
        return (
            f"Nobody works more than {many(self.hours, 'hour')} in any week, sleep-ins and other jobs in, "
            "also after opting out of 48 hours."
        )

    def enforce(self, board: "Board") -> None:
        for week in board.frame.weeks:
            needs = board.in_week(week)
            sizes = [need.minutes for need in needs]
            for supporter in board.supporters:
                limit = self.hours * MINUTES_IN_HOUR - supporter.contract.other_job_minutes
                board.at_most_from_now(self, [board.works(supporter, need) for need in needs], limit, sizes)

    def check(self, plan: "Plan") -> Iterator[Violation]:
        most = self.hours * MINUTES_IN_HOUR
        for supporter in plan.frame.supporters:
            elsewhere = supporter.contract.other_job_minutes
            for week in plan.frame.weeks:
                worked = plan.in_week(supporter.id, week)
                beyond = plan.beyond(worked, most - elsewhere, lambda need: need.minutes)
                if beyond:
                    total = sum(need.minutes for need in worked) + elsewhere
                    yield self.broken(
                        f"{supporter.name} works {hours(total)} in the week from {day_name(week)}, "
                        f"sleep-ins and other jobs counted; the most is {many(self.hours, 'hour')}.",
                        amount=beyond,
                        supporter=supporter.id,
                        needs=worked,
                    )
