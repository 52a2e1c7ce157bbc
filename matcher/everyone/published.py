"""What is published for a person's week, held against the file as it is now."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from matcher.audit import audit
from matcher.calendar import ONE_DAY, days_from
from matcher.frame import Before, Turn
from matcher.happened import Known
from matcher.model.overview import WeekNow
from matcher.model.person import Person
from matcher.model.words import DAYS_IN_WEEK
from matcher.plan import Plan
from matcher.read.history import known_from
from matcher.rulebook import for_frame
from matcher.team_frames import team_frame, with_others


@dataclass(frozen=True)
class PublishedWeek:
    """One person's week as it is published; days that are over, as they were worked."""

    known: Known
    person: Person
    first_day: date
    as_of: date

    @cached_property
    def days(self) -> list[date]:
        """Its days that a rota is published for."""
        planned = self.known.planned.get(self.person.id, {})
        return [day for day in days_from(self.first_day, DAYS_IN_WEEK) if day in planned]

    @cached_property
    def plan(self) -> Plan | None:
        """The whole week with what came before it; None where no day of it is published."""
        return self._plan(self.first_day, DAYS_IN_WEEK) if self.days else None

    def told(self) -> WeekNow:
        """What is open in it, and what does not hold any more, from today on."""
        begins = max(self.first_day, self.as_of)
        left = DAYS_IN_WEEK - (begins - self.first_day).days
        plan = self._plan(begins, left) if self.days and left > 0 else None
        missing = [] if plan is None else [each for each in plan.missing() if each[0].day in self.days]
        return WeekNow(
            first_day=self.first_day,
            days_published=len(self.days),
            supporters_missing=sum(count for _, count in missing),
            minutes_missing=sum(need.minutes * count for need, count in missing),
            limits_broken=0 if plan is None else len(audit(plan, for_frame(plan.frame)).broken),
        )

    def _plan(self, first_day: date, days: int) -> Plan:
        """Some days as they are published, after what was worked before them."""
        planned, worked = self.known.planned[self.person.id], self.known.worked(self.person.id)
        end = first_day + timedelta(days=days)
        past = [turn for day, mine in worked.items() if day < first_day for turn in mine]
        turns = [
            turn for day, mine in planned.items() if max(first_day, self.as_of) <= day < end for turn in mine
        ]
        turns += [
            turn for day, mine in worked.items() if first_day <= day < min(self.as_of, end) for turn in mine
        ]
        frame = team_frame(
            self.known.organisation,
            self.person,
            first_day=first_day,
            days=days,
            as_of=self.as_of,
            before=Before(tuple(past), _known_from(planned, first_day)),
        )
        return Plan.of(with_others(frame, turns), turns)


def _known_from(planned: dict[date, list[Turn]], first_day: date) -> date | None:
    return known_from(planned, first_day) if first_day - ONE_DAY in planned else None
