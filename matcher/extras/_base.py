"""What every kind of extra shares. A kind says when it may be, who is to have it, and who has to be there."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from matcher.calendar import DatedNeed, expand
from matcher.model.need import Need
from matcher.model.words import DAYS, ClockTime, Day, ShiftKind, Words

if TYPE_CHECKING:
    from matcher.frame import Frame
    from matcher.model.person import Person
    from matcher.model.supporter import Supporter


@dataclass(frozen=True)
class Wanted:
    """Extra time that one supporter, by id, is to have: so many of some times."""

    supporter: str
    times: tuple[DatedNeed, ...]
    least: int = 1
    """How many are due."""
    most: int = 1
    own: DatedNeed | None = None
    """Only where they work this need."""
    coming_from: tuple[DatedNeed, ...] = ()
    """And none of these, which end as it begins."""


class ExtraTime(Words):
    """When an extra may be."""

    days: tuple[Day, ...] = Field(default=DAYS, min_length=1)
    """On these days of the week. Left out: on every day."""
    dates: tuple[date, ...] | None = Field(default=None, min_length=1, max_length=400)
    """On these dates and on no others; `days` do not count then."""
    start: ClockTime
    """When it begins."""

    def same_day(self, other: "ExtraTime") -> bool:
        """Whether the two share a day."""
        if self.dates is not None and other.dates is not None:
            return not set(self.dates).isdisjoint(other.dates)
        return not self.weekdays.isdisjoint(other.weekdays)

    @property
    def weekdays(self) -> set[Day]:
        """The days of the week it falls on."""
        return set(self.days) if self.dates is None else {DAYS[day.weekday()] for day in self.dates}


class Extra(Words):
    """Time beside one person's needs. Subclasses give `kind`, their fields, `times` and `wanted`."""

    kind: str
    """Its name, the same everywhere."""
    agreed_on: date | None = None
    """The day the person agreed that it is in their home. Left out: it is not."""

    name: ClassVar[str]
    """What one of it is called."""
    at_once: ClassVar[int | None] = None
    """How many supporters may have it at one time; None: all of them."""
    of_its_own: ClassVar[bool] = True
    """Whether it is something to promise, to draw and to record. Else it comes with the shift it leads to."""

    @abstractmethod
    def times(self, person: "Person", day: date, zone: tzinfo) -> Iterator[DatedNeed]:
        """When it may be, of what belongs to a day. Each time has a name of its own among the needs."""

    @abstractmethod
    def wanted(self, frame: "Frame", who: "Supporter", times: Sequence[DatedNeed]) -> Iterator[Wanted]:
        """What a supporter is to have of it, at some of these times of a rota, at which they are not away."""

    def names(self, person: "Person") -> list[str]:
        """The names its times have beside the person's needs."""
        return [self.kind.replace("_", "-")]

    def beside(self, frame: "Frame", time: DatedNeed) -> DatedNeed | None:
        """The need that somebody who is ready has to be on then; None where nobody has to."""
        return None

    def in_home(self, day: date) -> bool:
        """Whether it is in the person's home on a day: never before they agreed."""
        return self.agreed_on is not None and self.agreed_on <= day

    def dated(
        self, name: str, day: date, start: datetime, end: datetime, kind: ShiftKind = "other", part: int = 1
    ) -> DatedNeed:
        """One of its times: a need that asks for nobody, under a name of its own."""
        need = Need(id=name, start=start.time(), end=end.time(), kind=kind, supporters_needed=0)
        return DatedNeed(need, day, start, end, part, extra=self.kind)


class Meeting(Extra):
    """An extra that the file gives times for."""

    at: tuple[ExtraTime, ...] = Field(min_length=1, max_length=50)
    """When it may be."""
    minutes: int = Field(default=60, ge=10, le=480)
    """How long it is."""

    def end(self, given: ExtraTime) -> time:
        """When it ends by the clock."""
        return (datetime.combine(date.min, given.start) + timedelta(minutes=self.minutes)).time()

    def times(self, person: "Person", day: date, zone: tzinfo) -> Iterator[DatedNeed]:
        """Those of the file; in the person's home, none that touches their own time."""
        own = person.own_time if self.in_home(day) else ()
        for part, given in enumerate(self.at if person.is_supported(day) else (), start=1):
            need = Need(**given.model_dump(), id=self.names(person)[0], end=self.end(given), kind="other")
            whole = expand([need], (), [day], zone)
            if whole and expand([need], own, [day], zone) == whole:
                yield self.dated(need.id, day, whole[0].start, whole[0].end, part=part)
