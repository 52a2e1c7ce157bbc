"""H9: the 48-hour average."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

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


class AverageWorkingTime(Rule):
    """sum(minutes of the last n weeks) + n · other jobs <= n · hours, n = weeks known, 17 at most

    Known weeks begin with the earliest shift in the history, or with the supporter's own first week where
    that is later. Without a history, and in a typical week, each week stands by itself.
    """

    kind: Literal["average_working_time"] = "average_working_time"
    level: Level = "hard"
    hours: int = Field(default=48, ge=0, le=168)
    """Most hours of working time a week on average, sleep-ins and other jobs in."""
    weeks: int = Field(default=17, ge=1, le=52)
    """Over how many weeks."""

    code: ClassVar[str] = "H9"
    basis: ClassVar[str] = (
        "Working Time Regulations 1998, regulation 4. Where nothing is known of the weeks before, 48 hours "
        "in "
        "each week are our own default."
    )
    examples: ClassVar[tuple[Example, ...]] = (
        Example("no history: four long days are 48 hours", "DDDD..."),
        Example(
            "no history: a sleep-in counts whole",
            "DDDDS..",
            says="Ann works 57 hours in the week Mon 1 Jun to Sun 7 Jun, other jobs in; the most is 48 "
            "hours.",
        ),
        Example("no history: each week by itself", "DDDD...DDDD..."),
        Example(
            "no history: a light week pays for nothing",
            "D......DDDDD..",
            says="Ann works 60 hours in the week Mon 8 Jun to Sun 14 Jun, other jobs in; the most is 48 "
            "hours.",
        ),
        Example("a light week before", "DDD....|DDDDD.."),
        Example(
            "a light week before does not carry this much",
            "DDD....|DDDDD.S",
            says="Ann works 105 hours in the 2 weeks Mon 25 May to Sun 7 Jun, other jobs in; "
            "the most is 96 hours (48 hours a week).",
        ),
        Example(
            "a history of others is a history too",
            ".......|DDDDD..\nDDD....|.......",
        ),
        Example(
            "weeks before the first day of work do not count",
            ".......|DDDDD..\nDDD....|.......",
            supporters={"ann": {"contract": {"hours": 37.5, "started_on": "2026-06-01"}}},
            says="Ann works 60 hours in the week Mon 1 Jun to Sun 7 Jun, other jobs in; the most is 48 "
            "hours.",
        ),
        Example(
            "the light week is too long ago",
            "D......DDDD...|DDDDD..",
            rule={"weeks": 2},
            says="Ann works 108 hours in the 2 weeks Mon 25 May to Sun 7 Jun, other jobs in; "
            "the most is 96 hours (48 hours a week).",
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
            says="Ann works 49 hours in the week Mon 1 Jun to Sun 7 Jun, other jobs in; the most is 48 "
            "hours.",
        ),
        Example("too much before the first day, and nothing added", "DDDDDDD|......."),
    )
    tiny: ClassVar[Example] = Example(
        "tiny",
        "E......|..\nDD.....|..",
        need={"early": {}, "sleep-in": {}},
        rule={"hours": 14, "weeks": 2},
        supporters={"bob": {"contract": {"hours": 10, "other_job_hours": 1}}},
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
            for first, week in self._periods(board.frame, supporter):
                needs = [need for need in board.all_needs if first <= board.frame.week_of(need.day) <= week]
                board.at_most_from_now(
                    self,
                    [board.works(supporter, need) for need in needs],
                    self._most(supporter, first, week),
                    [need.minutes for need in needs],
                )

    def check(self, plan: "Plan") -> Iterator[Violation]:
        for supporter in plan.frame.supporters:
            for first, week in self._periods(plan.frame, supporter):
                end = week + WEEK
                worked = [need for need in plan.needs_of(supporter.id) if first <= need.day < end]
                beyond = plan.beyond(worked, self._most(supporter, first, week), lambda need: need.minutes)
                if beyond:
                    count = _weeks(first, week)
                    total = sum(need.minutes for need in worked)
                    yield self.broken(
                        self._sentence(
                            supporter, first, week, total + count * supporter.contract.other_job_minutes
                        ),
                        amount=beyond,
                        supporter=supporter.id,
                    )

    def _periods(self, frame: Frame, supporter: Supporter) -> Iterator[tuple[date, date]]:
        """First days of the first and last week of each period that ends inside the horizon."""
        if supporter.contract.opted_out_of_48:
            return
        known = min((frame.week_of(turn.need.day) for turn in frame.past), default=None)
        started = supporter.contract.started_on
        for week in frame.weeks:
            first = week if known is None else max(known, week - (self.weeks - 1) * WEEK)
            if started is not None:
                first = max(first, frame.week_of(started))
            yield min(first, week), week

    def _most(self, supporter: Supporter, first: date, week: date) -> int:
        each = self.hours * MINUTES_IN_HOUR - supporter.contract.other_job_minutes
        return _weeks(first, week) * each

    def _sentence(self, supporter: Supporter, first: date, week: date, total: int) -> str:
        count, days = _weeks(first, week), span([first, week + timedelta(days=DAYS_IN_WEEK - 1)])
        which = f"the week {days}" if count == 1 else f"the {count} weeks {days}"
        each = "" if count == 1 else f" ({many(self.hours, 'hour')} a week)"
        return (
            f"{supporter.name} works {hours(total)} in {which}, other jobs in; "
            f"the most is {many(count * self.hours, 'hour')}{each}."
        )


def _weeks(first: date, week: date) -> int:
    return (week - first) // WEEK + 1
