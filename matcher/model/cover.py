"""Who could cover one shift: everybody in the person's own team, with what each choice does."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from matcher.model.answer import Change, Gap, Violation
from matcher.model.explained import CostChange
from matcher.model.told import Told
from matcher.model.words import Id, Text, Words

CanCover = Literal["can", "leaves_a_gap", "cannot", "not_known"]


class Choice(Words):
    """One supporter on the shift, and what follows from it."""

    supporter: Id
    """Who."""
    can: CanCover
    """can: no limit breaks and nothing else goes uncovered; leaves_a_gap: something else does; cannot: a
    limit would break, whoever else is moved; not_known: there was no time to work it out."""
    in_order: int | None = Field(default=None, ge=1)
    """Their place in the person's agreed order of who comes; None where they are not in it."""
    breaks: tuple[Violation, ...]
    """Limits that would break if they came and nobody else were moved."""
    changes: tuple[Change, ...]
    """Who else would be moved, with the least change."""
    gaps: tuple[Gap, ...]
    """What would go uncovered that is covered now."""
    costs: tuple[CostChange, ...]
    """What each rule would cost, all of this done, against the rota without them on the shift."""
    awake_minutes: int
    """Awake minutes in that week, all of this done."""
    contract_minutes: int
    """What the contract asks for in a week."""
    most_minutes: int
    """The most they agreed to in that week."""
    rest_before: int | None
    """Minutes off before it; None where nothing is known before."""
    rest_after: int | None
    """Minutes off after it; None where nothing comes after in what is published."""
    proved: bool
    """It is proved that with them on the shift no more can be covered, and with no less change."""
    says: tuple[Text, ...]
    """In sentences."""


class Cover(Words):
    """Everybody who could be asked to cover a shift, the first to ask first."""

    person: Id
    """Whose shift it is."""
    need: Id
    """Which need."""
    day: date
    """The day it starts."""
    part: int = Field(default=1, ge=1)
    """Which part of the need."""
    start: datetime
    """Zone-aware."""
    end: datetime
    """Zone-aware."""
    instead_of: Id | None
    """Who cannot come; None where nobody was on it."""
    order: tuple[Id, ...]
    """The person's agreed order of who comes when someone cannot."""
    choices: tuple[Choice, ...]
    """Everybody else in the team."""
    told: Told
    """What a replan is told besides a pin for whoever says yes."""
    first_day: date | None = None
    """The day it is to look from, where days before the shift are not published; None: from now on."""
    says: Text
    """In a sentence."""
