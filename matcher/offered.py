"""When supporters said they can come."""

from datetime import datetime, tzinfo

from matcher.calendar import ONE_DAY, DatedNeed, absolute, weekday, window
from matcher.extras import is_of_its_own
from matcher.model.supporter import Availability, Supporter


def can_come(supporter: Supporter, need: DatedNeed, zone: tzinfo) -> bool:
    """Whether a supporter said they can come for a need: by its kind, or by clock times it lies inside.

    An extra that is no shift has no kind, so its day is enough. What comes with a shift, comes with it.
    """
    windows = supporter.availability
    if windows is None or not is_of_its_own(need.extra):
        return True
    day = weekday(need.day)
    return any((day in each.days and _by_kind(each, need)) or _by_clock(each, need, zone) for each in windows)


def _by_kind(each: Availability, need: DatedNeed) -> bool:
    if each.kinds is None:
        return each.start is None
    return need.kind in each.kinds or (need.extra is not None and need.kind == "other")


def _by_clock(each: Availability, need: DatedNeed, zone: tzinfo) -> bool:
    if each.start is None or each.end is None:
        return False
    return any(
        _inside(need, *window(day, each.start, each.end, zone))
        for day in (need.day - ONE_DAY, need.day)
        if weekday(day) in each.days
    )


def _inside(need: DatedNeed, start: datetime, end: datetime) -> bool:
    return absolute(start) <= need.begin and need.finish <= absolute(end)
