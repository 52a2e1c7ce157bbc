"""Figures of a rota: hours of each supporter, steady faces, turns."""

from datetime import date

from pydantic import Field

from matcher.model.words import Id, TurnKind, Words


class SupporterHours(Words):
    """One supporter's hours in the rota."""

    supporter: Id
    """Who."""
    person: Id
    """Whose team."""
    shifts: int
    """Shifts, without extras."""
    sleep_ins: int
    """Of these, sleep-ins."""
    awake_minutes: int
    """Awake minutes: what the contract counts, extras in."""
    extra_minutes: int = 0
    """Of these, minutes of extras."""
    working_minutes: int
    """All minutes, sleep-ins whole."""
    paid_minutes: int
    """Paid by the hour."""
    contract_minutes: int
    """Due by contract on the same days, days away left out."""
    most_minutes: int
    """The most they agreed to for the weeks it touches, less what they worked in them on other days."""


class Continuity(Words):
    """How steady the faces are for one person."""

    person: Id
    """Who."""
    different_supporters: int
    """Different supporters in the rota."""
    first_visits: int
    """Supporters who come for the first time."""
    share_of_three_most: float | None = Field(ge=0, le=1)
    """Share of awake time given by the three who come most; None where nobody comes."""
    arrivals_a_week: float
    """Times someone comes through the door, a week."""


class TurnsTaken(Words):
    """One supporter's turns of one kind, this rota's in, beside an even share."""

    supporter: Id
    """Who."""
    turns: int
    """Turns taken since the first day; Christmas Day and New Year's Day count twice."""
    share: float
    """An even share: all turns of the team, by the days each could have come."""


class Fairness(Words):
    """How evenly one kind of turn is shared in one person's team over time, this rota in."""

    person: Id
    """Whose team."""
    kind: TurnKind
    """Which turns."""
    first_day: date
    """The first day that counts; the last is the last of the rota."""
    taken: tuple[TurnsTaken, ...]
    """Those who take such turns, in the team's order."""
    spread: float
    """From whoever is furthest below their share to whoever is furthest above it, in turns."""
