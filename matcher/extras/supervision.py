"""Supervision: each supporter with a leader, before it is due."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import DatedNeed
from matcher.extras._base import Meeting, Wanted
from matcher.model.words import DAYS_IN_WEEK, Id

if TYPE_CHECKING:
    from matcher.frame import Frame
    from matcher.model.supporter import Supporter

A_WEEK = timedelta(days=DAYS_IN_WEEK)


class Supervision(Meeting):
    """One at a time with a leader, elsewhere unless the person agreed. `contact_due` says how often."""

    kind: Literal["supervision"] = "supervision"
    """Its name."""
    leader: Id | None = None
    """Which leader it is with."""

    name: ClassVar[str] = "supervision"
    at_once: ClassVar[int | None] = 1

    def wanted(self, frame: "Frame", who: "Supporter", times: Sequence[DatedNeed]) -> Iterator[Wanted]:
        """One by each day it is due, and in the week before the first; what is late, as soon as can be."""
        from matcher.rules.contact_due import ContactDue  # made of words that hold extras

        rule, first = ContactDue.of(frame), frame.first_day
        had = [time.day for time in frame.came_before(who.id) if time.extra == self.kind]
        begin, due = first, rule.supervision_due(who, max(had, default=None)) or first
        while due - A_WEEK <= frame.last_day:
            mine = _between(times, begin, due) or _between(times, begin, max(due, begin + A_WEEK))
            if mine:
                yield Wanted(who.id, mine)
                due = max(due, mine[-1].day)
            begin, due = due + timedelta(days=1), due + rule.supervision_apart


def _between(times: Sequence[DatedNeed], first: date, last: date) -> tuple[DatedNeed, ...]:
    return tuple(time for time in times if first <= time.day <= last)
