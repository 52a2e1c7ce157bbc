"""A need: one stretch of the person's week."""

from datetime import date
from typing import Literal

from pydantic import Field

from matcher.model.words import DAYS, ClockTime, Day, Id, ShiftKind, Text, Words

Essential = Literal["health", "safety", "personal_care", "chosen_activity", "other"]


class SkillNeeded(Words):
    """A skill that a need asks for."""

    skill: Id
    """One of the organisation's skills."""
    at_least: int | None = Field(default=None, ge=1, le=10)
    """How many of those on it must hold the skill. Left out: everybody on it."""
    better: int | None = Field(default=None, ge=1, le=10)
    """How many of those on it had better hold the skill, where it can be had."""


class Requirement(Words):
    """An occupational requirement on one need, with its written reason (Equality Act 2010, schedule 9)."""

    requirement: Text
    """What is required, for example 'a man'."""
    reason: Text
    """Why, in writing. Without a reason there is no requirement."""
    at_least: int | None = Field(default=None, ge=1, le=10)
    """How many of those on it must meet it. Left out: everybody on it."""


class Need(Words):
    """One stretch of the person's week. Each supporter on it works it whole."""

    id: Id
    """Its name in this file, for example 'early' or 'sun-early'."""
    days: tuple[Day, ...] = Field(default=DAYS, min_length=1)
    """The days it starts on. Left out: every day."""
    dates: tuple[date, ...] | None = Field(default=None, min_length=1, max_length=400)
    """It starts on these dates and on no others; `days` do not count then."""
    start: ClockTime
    """When it starts."""
    end: ClockTime
    """When it ends. A waking night or sleep-in may end on the next day."""
    ends_next_day: bool = False
    """Says that another kind of need runs past midnight on purpose."""
    kind: ShiftKind
    """Which part of the day it is."""
    supporters_needed: int = Field(default=1, ge=0, le=30)
    """How many supporters are with the person at once."""
    fewest: int | None = Field(default=None, ge=1, le=30)
    """Fewest supporters who will do, where that is less than are needed."""
    what_for: Text | None = None
    """What the time is for, in the person's words."""
    essential: Essential = "personal_care"
    """How essential it is: the order in which gaps are avoided."""
    skills: tuple[SkillNeeded, ...] = ()
    """Skills needed on it, valid on its date."""
    activity: Text | None = None
    """What the person does then: named when a gap would lose it."""
    interests: tuple[Text, ...] = ()
    """Interests that go with the activity."""
    requirement: Requirement | None = None
    """An occupational requirement with its written reason."""
    review_on: date | None = None
    """When more than one supporter, or a waking night, is looked at again."""
    phase: Id | None = None
    """The phase it belongs to. Left out: always."""
    tags: tuple[Id, ...] = ()
    """Words by which rules and requests may mean its shifts."""

    def starts_on(self, day: date) -> bool:
        """Whether it starts on a day, its phase left aside."""
        return DAYS[day.weekday()] in self.days if self.dates is None else day in self.dates


class Phase(Words):
    """A dated stretch of the person's life: getting to know, moving in, settled, step-up, step-down."""

    id: Id
    """Its name in this file."""
    first_day: date
    """The first day it is in force."""
    last_day: date | None = None
    """The last day. Left out: open."""
    review_on: date | None = None
    """When it is looked at again."""

    def covers(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class OwnTime(Words):
    """Time the person keeps without paid support. Needs are cut around it."""

    days: tuple[Day, ...] = Field(default=DAYS, min_length=1)
    """The days it starts on."""
    start: ClockTime
    """When it starts."""
    end: ClockTime
    """When it ends; at or before the start means the next day."""
    label: Text | None = None
    """What it is, for example 'with my sister'."""
