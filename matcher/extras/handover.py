"""Handovers: paid time before a shift with those whose shift ends."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta, tzinfo
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from matcher.calendar import ONE_DAY, DatedNeed, expand
from matcher.extras._base import Extra, Wanted

if TYPE_CHECKING:
    from matcher.frame import Frame
    from matcher.model.person import Person
    from matcher.model.supporter import Supporter


class Handover(Extra):
    """Minutes in the person's home before each shift that follows on another, of whoever comes to it."""

    kind: Literal["handover"] = "handover"
    """Its name."""
    minutes: int = Field(default=15, ge=5, le=60)
    """How long it is."""

    name: ClassVar[str] = "handover"
    of_its_own: ClassVar[bool] = False

    def names(self, person: "Person") -> list[str]:
        return [_before(need.id) for need in person.needs]

    def times(self, person: "Person", day: date, zone: tzinfo) -> Iterator[DatedNeed]:
        """Before each shift that begins as another ends."""
        if not self.in_home(day):
            return
        around = [
            need
            for each in (day - ONE_DAY, day)
            for need in expand(person.needs_in_force(each), person.own_time, [each], zone)
            if need.need.supporters_needed
        ]
        ends = {need.finish for need in around}
        for need in around:
            if need.day == day and need.begin in ends:
                start = need.start.astimezone(UTC) - timedelta(minutes=self.minutes)
                name = _before(need.need.id)
                yield self.dated(name, day, start.astimezone(zone), need.start, part=need.part)

    def wanted(self, frame: "Frame", who: "Supporter", times: Sequence[DatedNeed]) -> Iterator[Wanted]:
        """One before each shift they come to, and do not stay on for from the one before."""
        mine = {(_before(need.need.id), need.day, need.part): need for need in frame.needs}
        for time in times:
            own = mine.get((time.need.id, time.day, time.part))
            if own is not None:
                ending = [need for need in (*frame.before, *frame.needs) if need.finish == own.begin]
                here = tuple(need for need in ending if need.elsewhere is None and need.extra is None)
                yield Wanted(who.id, (time,), own=own, coming_from=here)


def _before(need: str) -> str:
    return f"handover-{need}"
