"""Which shifts are meant, by what is written about their needs."""

from datetime import date

from pydantic import Field

from matcher.model.need import Need
from matcher.model.words import DAYS, Day, Id, ShiftKind, Words


class Shifts(Words):
    """Which shifts are meant. All that is given has to fit; with nothing given, any shift."""

    kinds: tuple[ShiftKind, ...] | None = Field(default=None, min_length=1)
    """Shifts of these kinds."""
    needs: tuple[Id, ...] | None = Field(default=None, min_length=1)
    """Shifts on these needs."""
    tags: tuple[Id, ...] | None = Field(default=None, min_length=1)
    """Shifts on needs with one of these tags."""
    days: tuple[Day, ...] | None = Field(default=None, min_length=1)
    """Shifts that start on these days."""

    def fit(self, need: Need, day: date) -> bool:
        """Whether a shift on a need that starts on a day is meant."""
        return (
            (self.kinds is None or need.kind in self.kinds)
            and (self.needs is None or need.id in self.needs)
            and (self.tags is None or not set(self.tags).isdisjoint(need.tags))
            and (self.days is None or DAYS[day.weekday()] in self.days)
        )
