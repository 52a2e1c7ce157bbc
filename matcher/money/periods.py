"""Which days a statement or the hours are about, where nothing else is said."""

from datetime import date, timedelta

from matcher.calendar import ONE_DAY, week_start
from matcher.model.words import DAYS_IN_WEEK, Day


def last_month(today: date) -> tuple[date, date]:
    """The first and the last day of the month before a day's."""
    last = today.replace(day=1) - ONE_DAY
    return last.replace(day=1), last


def last_weeks(today: date, count: int, week_starts: Day) -> tuple[date, date]:
    """The first and the last day of so many whole weeks before a day's."""
    monday = week_start(today, week_starts)
    return monday - timedelta(days=count * DAYS_IN_WEEK), monday - ONE_DAY
