"""Dated needs of a frame, by day and by week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matcher.calendar import DatedNeed
from matcher.frame import Frame


@dataclass(frozen=True)
class Listed:
    """Dated needs as rules ask for them."""

    needs: tuple[DatedNeed, ...]
    """Those to be planned."""
    all_needs: tuple[DatedNeed, ...]
    """With those before the horizon."""
    by_day: Mapping[date, list[DatedNeed]]
    by_week: Mapping[date, list[DatedNeed]]

    @classmethod
    def of(cls, frame: Frame, needs: tuple[DatedNeed, ...]) -> "Listed":
        """Needs of a frame, with what came before them."""
        everything = (*frame.before, *needs)
        by_day: dict[date, list[DatedNeed]] = {}
        by_week: dict[date, list[DatedNeed]] = {}
        for need in everything:
            by_day.setdefault(need.day, []).append(need)
            by_week.setdefault(frame.week_of(need.day), []).append(need)
        return cls(needs, everything, by_day, by_week)
