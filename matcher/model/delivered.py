"""What really happened: who came, from when to when. A later record replaces an earlier one for a shift."""

from datetime import date, datetime
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from matcher.model.rewritten import Rewritten
from matcher.model.words import MINUTES_IN_DAY, Id, ShiftKind, Text, Words

DELIVERED_FORMAT: Final = "matcher/delivered/1"

Outcome = Literal["worked", "late", "disturbed", "cancelled", "not_covered"]


class Delivered(Words):
    """One shift as it happened. No remarks are kept."""

    person: Id
    """Who is supported."""
    need: Id
    """Which need."""
    day: date
    """The day it starts and belongs to."""
    part: int = Field(default=1, ge=1)
    """Which part of the need, where own time cuts it in several."""
    kind: ShiftKind | None = None
    """Which part of the day, so that it can still be told when the need has gone."""
    planned: Id | None = None
    """Who was on the rota. Left out: nobody was."""
    came: Id | None = None
    """Who came. None where nobody did."""
    start: datetime | None = None
    """When they came, zone-aware. None where nobody did."""
    end: datetime | None = None
    """When they left, zone-aware. None where nobody did."""
    awake_minutes: int | None = Field(default=None, ge=0, le=MINUTES_IN_DAY)
    """Of a sleep-in: minutes they were up and working. None of any other shift."""
    outcome: Outcome
    """worked, late (came or left at other times), disturbed (a sleep-in with time awake), cancelled (not
    wanted), or not_covered (wanted, nobody came)."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        known = [each is not None for each in (self.came, self.start, self.end)]
        if any(known) != all(known):
            raise ValueError("give who came together with start and end, or none of them")
        if any(moment is not None and moment.tzinfo is None for moment in (self.start, self.end)):
            raise ValueError("start and end say which zone they are in")
        return self


class Happened(Words):
    """What was recorded at one time about shifts that are past. It never changes."""

    format: Literal["matcher/delivered/1"] = DELIVERED_FORMAT
    """Format and its version."""
    number: int = Field(ge=1)
    """Its place in the history, counted from 1."""
    at: datetime
    """When it was recorded, zone-aware."""
    by: Text
    """Who recorded it."""
    shifts: tuple[Delivered, ...] = Field(min_length=1)
    """The shifts, as they happened."""
    rewritten: tuple[Rewritten, ...] = ()
    """When somebody was forgotten whom it was about, so that it is not as it was. Empty otherwise."""
