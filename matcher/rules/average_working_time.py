"""H9: the 48-hour average."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY, DatedNeed, days_from
from matcher.frame import Frame
from matcher.model.answer import Level, Violation
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK, MINUTES_IN_HOUR
from matcher.rules._base import Example, Rule
from matcher.wording import hours, many, span

if TYPE_CHECKING:
    from matcher.plan import Plan
    from matcher.solver.board import Board

WEEK = timedelta(days=DAYS_IN_WEEK)


@dataclass(frozen=True)
class Period:
    """First days of the weeks that are averaged; days that count, at least 7; minutes in another job."""

    weeks: tuple[date, ...]
    days_here: int
    other_job: int


class AverageWorkingTime(Rule):
    """sum(minutes of the last n weeks) + n · other jobs <= n · hours, n = max(7, days here) / 7, 17 at most

    The weeks are those that the history holds whole, from the supporter's own first week where that is later.
    Without a history, or without any shift or first day of a supporter, and in a typical week, each week
    stands by itself. Days away and days before the contract are left out: a week away is no week, and part of
    a week is that part of one. Regulation 4 would add the same days after the period instead, which are not
    planned yet. One week's hours are never made less.
    """

    kind: Literal["average_working_time"] = "average_working_time"
    level: Level = "hard"
    hours: int = Field(default=48, ge=0, le=168)
    """Most hours of working time a week on average, sleep-ins and other jobs in."""
    weeks: int = Field(default=17, ge=1, le=52)
    """Over how many weeks."""

    code: ClassVar[str] = "H9"
    basis: ClassVar[str] = (
        "Working Time Regulations 1998, regulation 4. Where nothing is known of the weeks before, 48 "
        "hours in each week are our own default."
    )
    counts_extras: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no history: four long days are 48 hours", "DDDD..."),
        Example(
            "no history: a sleep-in counts whole",
            "DDDDS..",
            says="Ann works 57 hours in the week Mon 1 Jun to Sun 7 Jun, sleep-ins and other jobs "
            "counted; the most is 48 hours.",
        ),
        Example("no history: each week by itself", "DDDD...DDDD..."),
        Example(
            "no history: a light week pays for nothing",
            "D......DDDDD..",
            says="Ann works 60 hours in the week Mon 8 Jun to Sun 14 Jun, sleep-ins and other jobs "
            "counted; the most is 48 hours.",
        ),
        Example("a light week before", "DDD....|DDDDD.."),
        Example(
            "a light week before does not carry this much",
            "DDD....|DDDDD.S",
            says="Ann works 105 hours in the 2 weeks Mon 25 May to Sun 7 Jun, sleep-ins and other "
            "jobs counted; the most is 96 hours (48 hours a week).",
        ),
        Example(
            "a history of others, with nothing known of somebody",
            ".......|DDDDD..\nDDD....|.......",
            says="Ann works 60 hours in the week Mon 1 Jun to Sun 7 Jun, sleep-ins and other jobs "
            "counted; the most is 48 hours.",
        ),
        Example(
            "a history of others, and they had started",
            ".......|DDDDD..\nDDD....|.......",
            supporters={"ann": {"contract": {"hours": 37.5, "started_on": "2026-01-05"}}},
        ),
        Example(
            "one Sunday in the history is not a week",
            "D|DDDDD..",
            says="Ann works 60 hours in the week Mon 1 Jun to Sun 7 Jun, sleep-ins and other jobs counted; "
            "the most is 48 hours.",
        ),
        Example(
            "a week away is no week",
            ".......|DDDDD..\nDDD....|.......",
            supporters={
                "ann": {
                    "contract": {"hours": 37.5, "started_on": "2026-01-05"},
                    "leave": [{"first_day": "2026-05-25", "last_day": "2026-05-31"}],
                }
            },
            says="Ann works 60 hours in the 2 weeks Mon 25 May to Sun 7 Jun, sleep-ins and other "
            "jobs counted; the most is 48 hours (48 hours a week, 7 days away or not started left out).",
        ),
        Example(
            "part of a week away is part of a week",
            "...D...|DDDDDDD",
            supporters={"ann": {"leave": [{"first_day": "2026-05-29", "last_day": "2026-05-31"}]}},
            says="Ann works 96 hours in the 2 weeks Mon 25 May to Sun 7 Jun, sleep-ins and other "
            "jobs counted; the most is 75.42 hours (48 hours a week, 3 days away or not started left out).",
        ),
        Example(
            "days away in a week that stands by itself",
            "...DDDD",
            supporters={"ann": {"leave": [{"first_day": "2026-06-01", "last_day": "2026-06-03"}]}},
        ),
        Example(
            "weeks before the first day of work do not count",
            ".......|DDDDD..\nDDD....|.......",
            supporters={"ann": {"contract": {"hours": 37.5, "started_on": "2026-06-01"}}},
            says="Ann works 60 hours in the week Mon 1 Jun to Sun 7 Jun, sleep-ins and other jobs "
            "counted; the most is 48 hours.",
        ),
        Example(
            "the light week is too long ago",
            "D......DDDD...|DDDDD..",
            rule={"weeks": 2},
            says="Ann works 108 hours in the 2 weeks Mon 25 May to Sun 7 Jun, sleep-ins and other "
            "jobs counted; the most is 96 hours (48 hours a week).",
        ),
        Example(
            "opted out",
            "DDDDS..",
            supporters={"ann": {"contract": {"hours": 37.5, "opted_out_of_48": True}}},
        ),
        Example(
            "another job",
            "DDDD...",
            supporters={"ann": {"contract": {"hours": 37.5, "other_job_hours": 1}}},
            says="Ann works 49 hours in the week Mon 1 Jun to Sun 7 Jun, sleep-ins and other jobs "
            "counted; the most is 48 hours.",
        ),
        Example("too much before the first day, and nothing added", "DDDDDDD|......."),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "E......|..\nDD.....|..",
        need={"early": {}, "sleep-in": {}},
        rule={"hours": 14, "weeks": 2},
        supporters={
            "ann": {"leave": [{"first_day": "2026-05-26", "last_day": "2026-05-27"}]},
            "bob": {"contract": {"hours": 10, "other_job_hours": 1}},
        },
    )

    def says(self) -> str:
        return (
            f"Nobody works more than {many(self.hours, 'hour')} a week on average over "
            f"{many(self.weeks, 'week')}, "
            "sleep-ins and other jobs in, unless they opted out. Where fewer weeks are known, those count; "
            "where none is, each week by itself."
        )

    def enforce(self, board: "Board") -> None:
        for supporter in board.supporters:
            for period in self._periods(board.frame, supporter):
                needs = [need for week in period.weeks for need in board.in_week(week)]
                board.at_most_from_now(
                    self,
                    [board.works(supporter, need) for need in needs],
                    self._most(period) - period.other_job,
                    [need.minutes for need in needs],
                )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for period in self._periods(plan.frame, supporter):
                worked = _worked(plan, supporter, period)
                room = self._most(period) - period.other_job
                beyond = plan.beyond(worked, room, lambda need: need.minutes)
                if beyond:
                    total = sum(need.minutes for need in worked) + period.other_job
                    yield self.broken(
                        self._sentence(supporter, period, total), amount=beyond, supporter=supporter.id
                    )

    def used(self, plan: "Plan", supporter: Supporter) -> tuple[int, int] | None:
        """Minutes a week, other jobs in, on average over the last weeks of a plan, and the most there may be.

        None where somebody opted out.
        """
        periods = list(self._periods(plan.frame, supporter))
        if not periods:
            return None
        period = periods[-1]
        total = sum(need.minutes for need in _worked(plan, supporter, period)) + period.other_job
        return total * DAYS_IN_WEEK // period.days_here, self.hours * MINUTES_IN_HOUR

    def _periods(self, frame: Frame, supporter: Supporter) -> Iterator[Period]:
        """Each period that ends with a week of the horizon."""
        if supporter.contract.opted_out_of_48:
            return
        known = self._known_from(frame, supporter)
        for week in frame.weeks:
            first = week if known is None else min(week, max(known, week - (self.weeks - 1) * WEEK))
            weeks = tuple(days_from(first, (week - first).days + 1)[::DAYS_IN_WEEK])
            days = days_from(first, len(weeks) * DAYS_IN_WEEK)
            here = max(DAYS_IN_WEEK, len(frame.days_here(supporter, days)))
            yield Period(weeks, here, supporter.contract.other_job_minutes * here // DAYS_IN_WEEK)

    def _known_from(self, frame: Frame, supporter: Supporter) -> date | None:
        """The first week that is known whole or, of the supporter's own first week, to its end."""
        day = frame.average_from(supporter)
        if day is None:
            return None
        week = frame.week_of(day)
        return week if day in (week, supporter.contract.started_on) else week + WEEK

    def _most(self, period: Period) -> int:
        """The most minutes, other jobs in."""
        return self.hours * MINUTES_IN_HOUR * period.days_here // DAYS_IN_WEEK

    def _sentence(self, supporter: Supporter, period: Period, total: int) -> str:
        count, days = len(period.weeks), span([period.weeks[0], period.weeks[-1] + WEEK - ONE_DAY])
        which = f"the week {days}" if count == 1 else f"the {count} weeks {days}"
        away = count * DAYS_IN_WEEK - period.days_here
        left_out = f", {many(away, 'day')} away or not started left out" if away else ""
        each = "" if count == 1 else f" ({many(self.hours, 'hour')} a week{left_out})"
        return (
            f"{supporter.name} works {hours(total)} in {which}, sleep-ins and other jobs counted; "
            f"the most is {hours(self._most(period))}{each}."
        )


def _worked(plan: "Plan", supporter: Supporter, period: Period) -> list[DatedNeed]:
    first, end = period.weeks[0], period.weeks[-1] + WEEK
    return [need for need in plan.needs_of(supporter.id) if first <= need.day < end]
