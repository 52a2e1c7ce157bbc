"""A supporter: paid to be in one person's team, or an applicant who might be."""

from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from matcher.model.money import AgeBand, Rate, RateChange
from matcher.model.profile import Brings, Heading, OnePageProfile
from matcher.model.shifts import Shifts
from matcher.model.words import MINUTES_IN_DAY, ClockTime, Day, Hours, Id, ShiftKind, Text, Words, minutes

Cleared = Literal["no", "adult_first", "yes"]
Induction = Literal["shadowing", "paired", "ready"]


class Skill(Words):
    """A skill held, with the day it runs out."""

    skill: Id
    """One of the organisation's skills."""
    valid_until: date | None = None
    """The last day it counts. Left out: it does not run out."""


class Contract(Words):
    """What was agreed about hours and pay."""

    hours: Hours = 0
    """Contracted hours a week; 0 for relief and applicants."""
    most_hours: Hours | None = None
    """The most awake hours in a week they agreed to. Left out: the contract."""
    rate: Rate | None = None
    """Pounds an hour."""
    sleep_in_allowance: Rate | None = None
    """Pounds a sleep-in."""
    sleep_in_covers_minutes: int = Field(default=0, ge=0, le=MINUTES_IN_DAY)
    """Minutes awake that the allowance of a sleep-in pays for; those beyond are paid by the hour besides."""
    rate_changes: tuple[RateChange, ...] = Field(default=(), max_length=100)
    """What is paid from later days on. The two above hold until the first of them."""
    age_band: AgeBand = "21_and_over"
    """Which minimum wage holds for them. No birth date is kept."""
    opted_out_of_48: bool = False
    """They signed an opt-out from the 48-hour average. They may end it."""
    other_job_hours: Hours = 0
    """Hours a week in another job: they count as working time."""
    started_on: date | None = None
    """When they started, or will."""
    ends_on: date | None = None
    """Their last day. Somebody who has left stays in the file, so that what they worked keeps its name."""

    def rate_on(self, day: date) -> Decimal | None:
        """Pounds an hour on a day; None where it is not known."""
        given = (change.rate for change in self._changes_until(day) if change.rate is not None)
        return next(given, self.rate)

    def allowance_on(self, day: date) -> Decimal | None:
        """Pounds for a sleep-in that starts on a day; None where it is not known."""
        changes = self._changes_until(day)
        given = (each.sleep_in_allowance for each in changes if each.sleep_in_allowance is not None)
        return next(given, self.sleep_in_allowance)

    def _changes_until(self, day: date) -> list[RateChange]:
        """Those in force on a day, the latest first."""
        begun = [change for change in self.rate_changes if change.from_day <= day]
        return sorted(begun, key=lambda change: change.from_day, reverse=True)

    def over(self, day: date) -> bool:
        """Whether it has ended before a day."""
        return self.ends_on is not None and self.ends_on < day

    def covers(self, day: date) -> bool:
        """Whether a day lies between its first day and its last."""
        return not self.over(day) and (self.started_on is None or self.started_on <= day)

    @property
    def minutes(self) -> int:
        """Contracted minutes a week."""
        return minutes(self.hours)

    @property
    def most_minutes(self) -> int:
        """The most awake minutes in a week, as agreed."""
        return minutes(self.hours if self.most_hours is None else self.most_hours)

    @property
    def other_job_minutes(self) -> int:
        """Minutes a week in another job."""
        return minutes(self.other_job_hours)


class Availability(Words):
    """When someone can come: days, with kinds, with clock times, or both (then either will do)."""

    days: tuple[Day, ...] = Field(min_length=1)
    """The days a shift may start on."""
    kinds: tuple[ShiftKind, ...] | None = None
    """The kinds of shift. With neither kinds nor times, any."""
    start: ClockTime | None = None
    """From this time. The need must lie wholly inside."""
    end: ClockTime | None = None
    """Until this time; at or before the start means the next day."""

    @model_validator(mode="after")
    def _both_times(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("give both start and end, or neither")
        return self


class Wish(Words):
    """Shifts someone prefers, or would rather not work."""

    days: tuple[Day, ...] | None = None
    """On these days. Left out: any day."""
    kinds: tuple[ShiftKind, ...] | None = None
    """Of these kinds. Left out: any kind."""


class ShiftRequest(Words):
    """One day someone asked for: to work then, or not to."""

    day: date
    """The day the shift starts."""
    wants: Literal["on", "off"] = "off"
    """on: to work such a shift; off: not to."""
    shifts: Shifts = Shifts()
    """Which shifts. Left out: any."""
    weight: int = Field(default=1, ge=1, le=1000)
    """How much it matters to them."""


class Leave(Words):
    """Days someone is away."""

    first_day: date
    """First day away."""
    last_day: date
    """Last day away."""
    kind: Literal["leave", "sick", "training", "other"] = "leave"
    """Why, in one word: no more is kept."""


class Inducted(Words):
    """How far the induction with one person has come."""

    person: Id
    """The person."""
    stage: Induction
    """shadowing: extra, never counted; paired: counted beside someone ready; ready."""
    shadow_shifts: int = Field(default=0, ge=0, le=100)
    """Shadow shifts done before the day the file is about. Those since then are counted from the history."""
    paired_from: date | None = None
    """Of somebody shadowing: the day from which they are paired, if their shadow shifts are done by then."""
    ready_from: date | None = None
    """The day from which they are ready."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ready_from and self.paired_from and self.ready_from < self.paired_from:
            raise ValueError("they are paired before they are ready: mend `paired_from` or `ready_from`")
        return self

    def stage_on(self, day: date) -> Induction:
        """How far it has come by a day, if all goes as it is planned."""
        if self.ready_from is not None and self.ready_from <= day:
            return "ready"
        if self.stage == "shadowing" and self.paired_from is not None and self.paired_from <= day:
            return "paired"
        return self.stage


class Travel(Words):
    """Minutes to one person's home, as entered by people. Never an address."""

    person: Id
    """The person."""
    minutes: int = Field(ge=0, le=300)
    """Minutes one way."""


class Supporter(Words):
    """A supporter or applicant."""

    id: Id
    """Short name inside the file."""
    name: Text
    """First name."""
    adult: bool
    """True: 18 or over. No birth date is kept."""
    team_of: Id | None = None
    """The one person whose team they are in. Left out: an applicant."""
    profile: OnePageProfile = OnePageProfile()
    """The supporter's own one-page profile."""
    brings: Brings = Brings()
    """What they bring, under the matching headings."""
    skills: tuple[Skill, ...] | None = None
    """Skills held. Left out: not known yet."""
    meets: tuple[Text, ...] = ()
    """Written requirements they meet, for example 'a man'. Used for those needs and nothing else."""
    contract: Contract = Contract()
    """Hours and pay."""
    availability: tuple[Availability, ...] | None = None
    """When they can come. Left out: any time."""
    leave: tuple[Leave, ...] = ()
    """Days away."""
    prefers: tuple[Wish, ...] = ()
    """Shifts they like."""
    would_rather_not: tuple[Wish, ...] = ()
    """Shifts they would rather not work."""
    requests: tuple[ShiftRequest, ...] = ()
    """Days they asked for, to work or to be free."""
    cleared: Cleared = "no"
    """Checks done: no, adult_first (only extra, never counted) or yes."""
    cleared_until: date | None = None
    """The last day the checks count, where a date is set for renewing them. Left out: they do not run out."""
    induction: tuple[Inducted, ...] = ()
    """How far the induction has come, by person."""
    travel: tuple[Travel, ...] = ()
    """Minutes to people's homes."""
    supervised_on: date | None = None
    """Last supervision."""
    incident_on: date | None = None
    """Last incident that calls for a debrief."""
    debriefed_on: date | None = None
    """Last debrief."""
    tags: tuple[Id, ...] = ()
    """Words that rules may name."""

    def inducted_with(self, person: str) -> Inducted | None:
        """The induction with a person, by id; None where it has not begun."""
        return next((done for done in self.induction if done.person == person), None)

    def stage_with(self, person: str, day: date) -> Induction | None:
        """How far the induction with a person, by id, has come by a day; None where it has not begun."""
        done = self.inducted_with(person)
        return None if done is None else done.stage_on(day)

    def has(self, heading: Heading, item: str, on: date) -> bool | None:
        """Whether an item under a matching heading is brought on a day; None: not known yet."""
        word = item.casefold()
        if any(word == asked.casefold() for asked in self.brings.not_known):
            return None
        if heading == "skills":
            return None if self.skills is None else self.holds(item, on)
        known: tuple[str, ...] | None = getattr(self.brings, heading)
        return None if known is None else any(word == brought.casefold() for brought in known)

    def holds(self, skill: str, on: date) -> bool:
        """Whether a skill is held and valid on a day."""
        return any(
            held.skill == skill and (held.valid_until is None or held.valid_until >= on)
            for held in self.skills or ()
        )
