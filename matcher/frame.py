"""The frame: what is asked. Whose week, which days, who could come, what came before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from matcher.calendar import DatedNeed, days_from, expand, week_start
from matcher.model.need import Need
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK

if TYPE_CHECKING:
    from matcher.model.agreement import Agreement
    from matcher.model.organisation import Organisation, SetShift

WEEKS_BEFORE_A_CYCLE = 2
"""How often a typical week is seen repeated before itself, so that runs over its edge are seen."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One supporter, by id, on one dated need: a shift, before it is written out."""

    supporter: str
    need: DatedNeed


@dataclass(frozen=True)
class Frame:
    """One person's question. A cycle is a typical week that repeats for ever, without dates."""

    organisation: "Organisation"
    person: Person
    supporters: tuple[Supporter, ...]
    needs: tuple[DatedNeed, ...]
    first_day: date
    days: int
    as_of: date
    cycle: bool = False
    past: tuple[Turn, ...] = ()
    """Shifts worked before the first day; empty for a cycle, which is its own past."""
    published: tuple[Turn, ...] | None = None
    """What was promised for these days; None where nothing was."""
    pins: tuple["SetShift", ...] = ()
    forbids: tuple["SetShift", ...] = ()
    agreements: tuple["Agreement", ...] = ()
    """What supporters agreed to for these days besides what stands about them."""
    with_agreement: bool = False
    """Supporters may be asked for more than they agreed to: only for what-if questions."""

    @cached_property
    def zone(self) -> tzinfo:
        """The zone of its clock times; a cycle has no clock changes."""
        return UTC if self.cycle else ZoneInfo(self.organisation.time_zone)

    @cached_property
    def last_day(self) -> date:
        """The last day of the horizon."""
        return self.first_day + timedelta(days=self.days - 1)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The days of the horizon."""
        return tuple(days_from(self.first_day, self.days))

    @cached_property
    def before(self) -> tuple[DatedNeed, ...]:
        """Dated needs before the horizon that somebody worked or, in a cycle, may work."""
        if not self.cycle:
            return tuple(dict.fromkeys(turn.need for turn in self.past))
        return tuple(
            need.moved(-DAYS_IN_WEEK * weeks)
            for weeks in range(WEEKS_BEFORE_A_CYCLE, 0, -1)
            for need in self.needs
        )

    @cached_property
    def weeks(self) -> tuple[date, ...]:
        """First days of the weeks that the horizon touches."""
        starts = (week_start(day, self.organisation.week_starts) for day in self.dates)
        return tuple(dict.fromkeys(starts))

    @cached_property
    def by_id(self) -> dict[str, Supporter]:
        """Supporters by id."""
        return {supporter.id: supporter for supporter in self.supporters}

    def week_of(self, day: date) -> date:
        """First day of the week a day belongs to."""
        return week_start(day, self.organisation.week_starts)

    def agreed_to(self, rule: str, supporter: str, need: DatedNeed) -> bool:
        """Whether a supporter agreed to one shift that a rule speaks against."""
        return any(
            (each.rule, each.supporter, each.need, each.day) == (rule, supporter, need.need.id, need.day)
            for each in self.agreements
        )

    def agreed_more(self, rule: str, supporter: str, week: date) -> int:
        """How much more than a rule's limit a supporter agreed to in a week."""
        return sum(
            each.amount or 0
            for each in self.agreements
            if (each.rule, each.supporter) == (rule, supporter) and self.week_of(each.day) == week
        )

    def never_came(self, supporter: Supporter) -> bool:
        """Whether they have no shift in the history and no shadow shift; False where no history is known."""
        if not self.past or any(turn.supporter == supporter.id for turn in self.past):
            return False
        done = (done.shadow_shifts for done in supporter.induction if done.person == self.person.id)
        return not any(done)

    def windows(self, days: int) -> Iterator[tuple[date, ...]]:
        """Every `days` days in a row that end inside the horizon; the first ones begin before it."""
        for day in self.dates:
            yield tuple(days_from(day - timedelta(days=days - 1), days))

    def only(self, supporters: frozenset[str]) -> "Frame":
        """The same question, seen for some supporters."""
        kept = tuple(supporter for supporter in self.supporters if supporter.id in supporters)
        return replace(self, supporters=kept)


def needs_in_force(person: Person, day: date) -> tuple[Need, ...]:
    """The person's needs in the phase of a day."""
    phases = {
        phase.id
        for phase in person.phases
        if phase.first_day <= day and (phase.last_day is None or day <= phase.last_day)
    }
    return tuple(need for need in person.needs if need.phase is None or need.phase in phases)


def rota_frame(
    organisation: "Organisation",
    person: Person,
    supporters: tuple[Supporter, ...],
    *,
    first_day: date,
    days: int,
    as_of: date,
    past: tuple[Turn, ...] = (),
) -> Frame:
    """The question of a rota: dated, in the organisation's zone, with leave and history."""
    zone = ZoneInfo(organisation.time_zone)
    dates = days_from(first_day, days)
    needs = [
        need for day in dates for need in expand(needs_in_force(person, day), person.own_time, [day], zone)
    ]
    asked = organisation.rota
    return Frame(
        organisation=organisation,
        person=person,
        supporters=supporters,
        needs=tuple(sorted(needs, key=lambda need: (need.begin, need.finish, need.id))),
        first_day=first_day,
        days=days,
        as_of=as_of,
        past=past,
        pins=tuple(pin for pin in asked.pins if pin.person == person.id),
        forbids=tuple(ban for ban in asked.forbids if ban.person == person.id),
        agreements=asked.agreements,
    )


def typical_week(
    organisation: "Organisation",
    person: Person,
    supporters: tuple[Supporter, ...],
    *,
    first_day: date,
    as_of: date,
) -> Frame:
    """The question of a match: the week in force on the first day as a cycle, without clock changes."""
    monday = week_start(first_day, organisation.week_starts)
    days = days_from(monday, DAYS_IN_WEEK)
    needs = expand(needs_in_force(person, first_day), person.own_time, days, UTC)
    return Frame(
        organisation=organisation,
        person=person,
        supporters=supporters,
        needs=tuple(needs),
        first_day=monday,
        days=DAYS_IN_WEEK,
        as_of=as_of,
        cycle=True,
    )
