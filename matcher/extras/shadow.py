"""Shadow shifts: with somebody who is ready, until enough are done to count."""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal

from matcher.calendar import DatedNeed, expand
from matcher.extras._base import Extra, Wanted
from matcher.model.shifts import Shifts

if TYPE_CHECKING:
    from matcher.frame import Frame
    from matcher.model.person import Person
    from matcher.model.supporter import Supporter


class Shadow(Extra):
    """Shadow shifts in the person's home of whoever is `shadowing`: one at a time, and one a day."""

    kind: Literal["shadow"] = "shadow"
    """Its name."""
    shifts: Shifts = Shifts()
    """Which shifts may be shadowed. Left out: all but sleep-ins."""

    name: ClassVar[str] = "shadow shift"
    at_once: ClassVar[int | None] = 1

    def names(self, person: "Person") -> list[str]:
        return [_shadow_of(need.id) for need in person.needs]

    def times(self, person: "Person", day: date, zone: tzinfo) -> Iterator[DatedNeed]:
        """Each of the person's shifts that may be shadowed."""
        needs = person.needs_in_force(day) if self.in_home(day) else ()
        for need in expand(needs, person.own_time, [day], zone):
            if need.kind != "sleep_in" and need.need.supporters_needed and self.shifts.fit(need.need, day):
                yield self.dated(_shadow_of(need.need.id), day, need.start, need.end, need.kind, need.part)

    def wanted(self, frame: "Frame", who: "Supporter", times: Sequence[DatedNeed]) -> Iterator[Wanted]:
        """As many as are left to do, as soon as can be."""
        from matcher.rules.cleared_and_inducted import ClearedAndInducted  # made of words that hold extras

        done, left = who.inducted_with(frame.person.id), ClearedAndInducted.of(frame).left(frame, who)
        mine = [time for time in times if done is not None and done.stage_on(time.day) == "shadowing"]
        if mine and left:
            yield Wanted(who.id, tuple(mine), left, left)
            for _, today in groupby(mine, key=lambda time: time.day):
                yield Wanted(who.id, tuple(today), least=0)

    def beside(self, frame: "Frame", time: DatedNeed) -> DatedNeed | None:
        """The shift that is shadowed."""
        shadowed = (need for need in frame.needs if (need.day, need.part) == (time.day, time.part))
        return next((need for need in shadowed if _shadow_of(need.need.id) == time.need.id), None)


def _shadow_of(need: str) -> str:
    return f"shadow-{need}"
