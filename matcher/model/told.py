"""What was told for one rota besides what stands in the team file: who is away, and shifts set by hand."""

from datetime import date

from matcher.model.supporter import Leave
from matcher.model.words import Id, Words


class SetShift(Words):
    """A shift set by hand, or one already worked."""

    person: Id
    """Who is supported."""
    supporter: Id
    """Who comes, or does not."""
    need: Id
    """Which need."""
    day: date
    """The day it starts."""


class Absence(Leave):
    """Days somebody is away, with their id."""

    supporter: Id
    """Who is away."""

    @property
    def leave(self) -> Leave:
        """The same as it is written beside the supporter in the team file."""
        return Leave(first_day=self.first_day, last_day=self.last_day, kind=self.kind)


class Told(Words):
    """What was told when a rota was made again. The answer keeps it: the team file may not say it yet."""

    absences: tuple[Absence, ...] = ()
    """Who is away, and when."""
    pins: tuple[SetShift, ...] = ()
    """Shifts that must be."""
    forbids: tuple[SetShift, ...] = ()
    """Shifts that must not be."""


NOTHING_TOLD = Told()
