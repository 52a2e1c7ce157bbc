"""How days, times, hours and counts are said. Sentences about them are built from here."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from matcher.calendar import DatedNeed
from matcher.model.words import DAYS, MINUTES_IN_HOUR, Day

DAY_NAMES: dict[Day, str] = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def day_of_week(day: date) -> str:
    """'Sunday'."""
    return DAY_NAMES[DAYS[day.weekday()]]


def many(count: int, thing: str, things: str | None = None) -> str:
    """'1 supporter', '2 supporters'."""
    return f"{count} {thing if count == 1 else things or thing + 's'}"


def are(count: int, thing: str, things: str | None = None) -> str:
    """'1 supporter is', '2 supporters are'."""
    return f"{many(count, thing, things)} {'is' if count == 1 else 'are'}"


@lru_cache(maxsize=4096)
def day_name(day: date) -> str:
    """'Mon 1 Jun'."""
    return f"{day:%a} {day.day} {day:%b}"


def full_date(day: date) -> str:
    """'1 Mar 2027'."""
    return f"{day.day} {day:%b} {day.year}"


def until(last_day: date | None) -> str:
    """' until 27 Dec 2026', or nothing for what has no last day."""
    return f" until {full_date(last_day)}" if last_day else ""


def pounds(amount: Decimal) -> str:
    """'£3,150.40'; with more places where a rate has more."""
    exponent = amount.normalize().as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"£{amount:,.{places}f}"


def span(days: Sequence[date]) -> str:
    """'Mon 1 Jun to Thu 4 Jun', or one day."""
    first, last = day_name(days[0]), day_name(days[-1])
    return first if first == last else f"{first} to {last}"


def clock(need: DatedNeed) -> str:
    """'07:00-14:30'."""
    start, end = need.start, need.end
    return f"{start.hour:02}:{start.minute:02}-{end.hour:02}:{end.minute:02}"


def when(need: DatedNeed) -> str:
    """'early, Mon 1 Jun 07:00-14:30'."""
    return f"{need.need.id}, {day_name(need.day)} {clock(need)}"


def hours(minutes: int) -> str:
    """'37.5 hours', '1 hour', '20 minutes'."""
    if 0 < abs(minutes) < MINUTES_IN_HOUR:
        return many(minutes, "minute")
    count = f"{minutes / MINUTES_IN_HOUR:.2f}".rstrip("0").rstrip(".")
    return f"{count} hour" if count == "1" else f"{count} hours"


def listed(words: Sequence[str], last: str = "and") -> str:
    """'trains, baking and football'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
