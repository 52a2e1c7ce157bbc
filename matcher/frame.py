"""The frame: what is asked. Whose week, which days, who could come, what came before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from matcher.calendar import DatedNeed, Key, days_from, expand, week_start
from matcher.model.person import Person
from matcher.model.shifts import Shifts
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS_IN_WEEK

if TYPE_CHECKING:
    from matcher.extras import Extra, Wanted
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
class Before:
    """What is known of a person's days before a rota, and of what was promised for it."""

    past: tuple[Turn, ...] = ()
    """What was worked before the first day."""
    known_from: date | None = None
    """The first day from which `past` is whole. Left out, it is taken from the turns."""
    promised: tuple[Turn, ...] | None = None
    """What was promised for the days of the rota; None where nothing was."""
    promised_days: frozenset[date] | None = None
    """The days it was promised for; None for all of them."""
    opens: int | None = None
    """The absolute minute from which it is planned: what began before is settled, in `past`."""
    reopened: frozenset[Key] = frozenset()
    """Needs that had begun by then and are planned all the same, because somebody left or did not come."""
    published_on: Mapping[date, date] = field(default_factory=dict)
    """The day on which supporters first had each day of the rota, where they have it."""


NOTHING_BEFORE = Before()


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
    """Shifts worked before, those in other teams too; empty for a cycle, its own past."""
    known_from: date | None = None
    """From this day until the first day everything that was worked is in `past`; None: not known."""
    published: tuple[Turn, ...] | None = None
    """What was promised for these days; None where nothing was."""
    published_days: frozenset[date] | None = None
    """The days that the promise is about; None: all of them."""
    opens: int | None = None
    """The absolute minute from which it is planned; None: from the first day on."""
    reopened: frozenset[Key] = frozenset()
    """Needs that had begun by then and are planned all the same."""
    published_on: Mapping[date, date] = field(default_factory=dict)
    """The day on which supporters first had each day of the rota, where they have it."""
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

    def inside(self, need: DatedNeed) -> bool:
        """Whether a need is to be planned: it starts in the horizon and is not settled already."""
        if not self.first_day <= need.day <= self.last_day:
            return False
        return self.opens is None or need.begin >= self.opens or need.key in self.reopened

    @cached_property
    def before(self) -> tuple[DatedNeed, ...]:
        """Dated needs before the horizon that somebody worked or, in a cycle, may work."""
        if not self.cycle:
            return tuple({turn.need.key: turn.need for turn in self.past}.values())
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

    def settled(self, supporter: str, day: date, shifts: Shifts) -> bool:
        """Whether nothing can change whether a supporter, by id, has such a shift on a day.

        They had one already, or none of that day is planned.
        """
        if self.cycle:
            return False
        planned = any(shifts.fit(need.need, day) for need in self._planned_on.get(day, ()))
        return not planned or any(
            shifts.fit(turn.need.need, day)
            for turn in self._past_on.get(day, ())
            if turn.supporter == supporter
        )

    @cached_property
    def _planned_on(self) -> dict[date, list[DatedNeed]]:
        found: dict[date, list[DatedNeed]] = {}
        for need in (*self.needs, *self.extra_times):
            found.setdefault(need.day, []).append(need)
        return found

    @cached_property
    def _past_on(self) -> dict[date, list[Turn]]:
        found: dict[date, list[Turn]] = {}
        for turn in self.past:
            found.setdefault(turn.need.day, []).append(turn)
        return found

    @cached_property
    def seen_from(self) -> date:
        """The first day of which it is known who worked, or will be."""
        if self.cycle:
            return self.first_day - timedelta(days=DAYS_IN_WEEK * WEEKS_BEFORE_A_CYCLE)
        return self.known_from or self.first_day

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

    def came_before(self, supporter: str) -> list[DatedNeed]:
        """What a supporter, by id, worked for this person before the first day."""
        return self._came_before.get(supporter, [])

    @cached_property
    def _came_before(self) -> dict[str, list[DatedNeed]]:
        found: dict[str, list[DatedNeed]] = {}
        for turn in self._past_here:
            found.setdefault(turn.supporter, []).append(turn.need)
        return found

    @cached_property
    def _past_here(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.past if turn.need.elsewhere is None)

    def average_from(self, supporter: Supporter) -> date | None:
        """The day from which a supporter's hours are known; None where nothing is known of the days before.

        Somebody without any shift in the history may have worked where nobody wrote it down: unless it is
        known when they started, nothing is known. Of somebody who worked in another team, nothing is known
        before their first shift.
        """
        started = supporter.contract.started_on
        worked = [turn.need for turn in self.past if turn.supporter == supporter.id]
        if self.known_from is None or (started is None and not worked):
            return None
        known = max(self.known_from, started or self.known_from)
        came_over = any(need.elsewhere is not None for need in worked)
        return max(known, min(need.day for need in worked)) if came_over else known

    def days_here(self, supporter: Supporter, days: Iterable[date]) -> list[date]:
        """Those of some days that lie in a supporter's contract and are not days away."""
        return [
            day
            for day in days
            if supporter.contract.covers(day)
            and not any(away.first_day <= day <= away.last_day for away in supporter.leave)
        ]

    def agreed_minutes(self, supporter: Supporter, days: Iterable[date]) -> int:
        """Awake minutes that the contract asks for on some days: a seventh of a week for each day here."""
        return supporter.contract.minutes * len(self.days_here(supporter, days)) // DAYS_IN_WEEK

    def needs_on(self, day: date) -> list[DatedNeed]:
        """What the person needs on a day by the file as it is now, also before the horizon."""
        if day not in self._needs_on:
            needs = self.person.needs_in_force(day)
            self._needs_on[day] = expand(needs, self.person.own_time, [day], self.zone)
        return self._needs_on[day]

    @cached_property
    def _needs_on(self) -> dict[date, list[DatedNeed]]:
        return {}

    def due_minutes(self, supporter: Supporter, week: date, weeks: int = 1) -> int:
        """Awake minutes that the contract asks for in so many weeks from one on, on days that are known."""
        first = self.known_from or self.first_day
        days = [day for day in days_from(week, DAYS_IN_WEEK * weeks) if first <= day <= self.last_day]
        return self.agreed_minutes(supporter, days)

    def never_came(self, supporter: Supporter) -> bool:
        """Whether they have no shift in the history and no shadow shift; False where no history is known."""
        if not self._past_here or self.came_before(supporter.id):
            return False
        done = (done.shadow_shifts for done in supporter.induction if done.person == self.person.id)
        return not any(done)

    @cached_property
    def extra_times(self) -> tuple[DatedNeed, ...]:
        """When extras may be that are still to be planned, by time; none in a cycle."""
        if self.cycle or not self.person.extras:
            return ()
        begun = {turn.need.id for turn in self._past_here}
        found = [time for day in self.dates for time in self.person.extra_times(day, self.zone)]
        here = [time for time in found if self.inside(time) and time.id not in begun]
        return tuple(sorted(here, key=lambda time: (time.begin, time.finish, time.id)))

    def extra_of(self, time: DatedNeed) -> "Extra | None":
        """The person's extra that a time is of; None where they have it no more."""
        return next((extra for extra in self.person.extras if extra.kind == time.extra), None)

    def wanted(self, supporter: Supporter) -> "tuple[Wanted, ...]":
        """The extras a supporter is to have: those of the person's own team alone."""
        if supporter.id not in self._wanted:
            is_member = supporter.team_of == self.person.id and not self.cycle
            here = frozenset(self.days_here(supporter, self.dates))
            times = [time for time in self.extra_times if time.day in here]
            self._wanted[supporter.id] = tuple(
                wanted
                for extra in (self.person.extras if is_member else ())
                for wanted in extra.wanted(
                    self, supporter, [time for time in times if time.extra == extra.kind]
                )
            )
        return self._wanted[supporter.id]

    @cached_property
    def _wanted(self) -> "dict[str, tuple[Wanted, ...]]":
        return {}

    @cached_property
    def needs_only(self) -> "Frame":
        """The same question without extras: those worked before are left out."""
        past = tuple(turn for turn in self.past if turn.need.extra is None)
        return self if len(past) == len(self.past) else replace(self, past=past)

    def narrowed(self) -> "Frame":
        """The same question without those of the organisation it is not about: less to send elsewhere."""
        whole, me = self.organisation, self.person.id
        named = {*self.by_id, *(turn.supporter for turn in (*self.past, *(self.published or ())))}
        supporters = tuple(
            each for each in whole.supporters if each.team_of in (None, me) or each.id in named
        )
        teams = {me, *(each.team_of for each in supporters)}
        people = tuple(each for each in whole.people if each.id in teams)
        return replace(
            self, organisation=whole.model_copy(update={"people": people, "supporters": supporters})
        )

    def windows(self, days: int) -> Iterator[tuple[date, ...]]:
        """Every `days` days in a row that end inside the horizon; the first ones begin before it."""
        for day in self.dates:
            yield tuple(days_from(day - timedelta(days=days - 1), days))

    def only(self, supporters: frozenset[str]) -> "Frame":
        """The same question, seen for some supporters."""
        kept = tuple(supporter for supporter in self.supporters if supporter.id in supporters)
        return self if len(kept) == len(self.supporters) else replace(self, supporters=kept)
