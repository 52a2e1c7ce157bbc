"""The look-ahead: which weeks will not cover, and what has to be decided, by when."""

from datetime import date
from typing import Final, Literal

from pydantic import Field

from matcher.model.answer import Gap, Provenance
from matcher.model.words import Id, Text, TurnKind, Words

LOOK_AHEAD_FORMAT: Final = "matcher/look-ahead/1"

WeekStatus = Literal["covered", "gaps", "impossible", "no_rota", "not_looked_at", "not_begun"]
CauseWord = Literal["leave", "skill", "checks", "contract", "phase", "together"]
Subject = Literal[
    "week",
    "published",
    "contract",
    "skill",
    "checks",
    "induction",
    "first_visit",
    "review",
    "contact",
    "supervision",
    "debrief",
    "fairness",
]


class Cause(Words):
    """Something without which more of a week would be covered: confirmed by a fresh solve without it."""

    what: CauseWord
    """leave, a skill or checks that run out, a contract that ends, a phase; together: only all of them."""
    supporters: tuple[Id, ...] = ()
    """Who it is about."""
    minutes: int
    """Minutes not covered now that would be covered without it."""
    because: Text
    """What it is, in a sentence."""
    says: Text
    """The same, with what would be covered otherwise."""


class WeekAhead(Words):
    """One person's week, solved as if it were to be written now, after the weeks before it."""

    person: Id
    """Whose week."""
    first_day: date
    """Its first day."""
    status: WeekStatus
    """covered; gaps; impossible: what is asked for cannot all hold; no_rota: none was found in the time;
    not_looked_at: the time ran out before; not_begun: support begins later."""
    proved: bool = False
    """It is proved that no rota of this team covers more."""
    gaps: tuple[Gap, ...] = ()
    """What would not be covered."""
    causes: tuple[Cause, ...] | None = ()
    """Why, where something that passes is behind it; empty where the team as it always is covers no more.
    None: there was no time to find out."""
    published: bool = False
    """The week is published, whole or in part."""
    changes: int = 0
    """How many shifts of what is published would have to change."""


class AwayTogether(Words):
    """Days on which the same two or more of a team are away."""

    person: Id
    """Whose team."""
    supporters: tuple[Id, ...]
    """Who is away."""
    first_day: date
    """First day."""
    last_day: date
    """Last day."""
    minutes_lost: int | None
    """Minutes of these weeks that are not covered, and would be were they here; None: not worked out."""
    minutes_over: int
    """Minutes beyond their contracts that the others work in these weeks."""
    says: Text
    """In a sentence."""


class SpreadAhead(Words):
    """How evenly one kind of turn would be shared in a team, week by week."""

    person: Id
    """Whose team."""
    kind: TurnKind
    """Which turns."""
    today: float | None
    """From whoever is furthest below an even share to whoever is furthest above it, in turns, before the
    first week; None where no history tells."""
    weeks: tuple[float, ...]
    """The same after each week that was looked at."""


class Decision(Words):
    """One thing that somebody has to decide or to do, by a day."""

    about: Subject
    """What it is about."""
    person: Id | None = None
    """The person it touches; None where it touches several or none."""
    supporters: tuple[Id, ...] = ()
    """The supporters it is about."""
    on: date
    """The day it is about: the first of a week, the last of a skill, the day that something is due."""
    decide_by: date
    """By when."""
    says: Text
    """What will be, in sentences."""
    do: Text
    """What to do about it."""


class LookAhead(Words):
    """All of it."""

    format: Literal["matcher/look-ahead/1"] = LOOK_AHEAD_FORMAT
    """Format and its version."""
    says: Text
    """The result in a sentence or two."""
    first_day: date
    """First day looked at."""
    weeks: int = Field(ge=1)
    """How many weeks were asked for."""
    complete: bool
    """Every week of everyone was looked at, and why each gap is there."""
    decisions: tuple[Decision, ...]
    """What to decide, the soonest first."""
    weeks_ahead: tuple[WeekAhead, ...]
    """Each week of each person."""
    away_together: tuple[AwayTogether, ...]
    """Who is away together, and what that costs."""
    fairness: tuple[SpreadAhead, ...]
    """How evenly turns would be shared."""
    provenance: Provenance
    """What made it."""
