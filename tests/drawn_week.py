"""Whether one supporter can work a week that repeats: the default hard rules, written down a second time.

They are read off a line of three weeks in a row, not from pairs and windows as in the program. A team file
can be made from what passes here, and the audit must find nothing in it.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from matcher.calendar import DatedNeed

HOUR = 60
WEEK = 7 * 24 * HOUR

Stretch = tuple[int, int, str]
"""Start and end in minutes from the first Monday, and the kind."""


def can_be_worked(worked: Sequence[DatedNeed], monday: date) -> bool:
    """Whether these needs, week after week, break none of the default hard rules for one supporter."""
    midnight = int(datetime.combine(monday, time(), UTC).timestamp()) // 60
    one = sorted((need.begin - midnight, need.finish - midnight, need.kind) for need in worked)
    line = [(begin + WEEK * week, end + WEEK * week, kind) for week in range(3) for begin, end, kind in one]
    return (
        all(a[1] <= b[0] for a, b in pairwise(line))
        and all(_fits_one_duty(duty) for duty in duties(line))
        and all(_rested_after_night(a, b) for a, b in pairwise(line))
        and _longest_rest_in_middle_week(line) >= 35 * HOUR
        and _within_a_week(worked)
        and _longest_run({need.day for need in worked if need.kind == "waking_night"}) <= 3
        and _longest_run({need.day for need in worked}) <= 6
    )


def duties(line: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches of work with less than 11 hours between them, taken together."""
    found: list[list[Stretch]] = []
    for stretch in line:
        if found and stretch[0] - found[-1][-1][1] < 11 * HOUR:
            found[-1].append(stretch)
        else:
            found.append([stretch])
    return found


def _fits_one_duty(duty: Sequence[Stretch]) -> bool:
    awake = sum(end - begin for begin, end, kind in duty if kind != "sleep_in")
    return duty[-1][1] - duty[0][0] <= 13 * HOUR and awake <= 12 * HOUR


def _rested_after_night(a: Stretch, b: Stretch) -> bool:
    to_days = a[2] == "waking_night" and b[2] != "waking_night"
    return not to_days or b[0] - a[1] >= 46 * HOUR


def _longest_rest_in_middle_week(line: Sequence[Stretch]) -> int:
    """The longest time off from Monday 00:00 to Sunday 24:00."""
    work = [(max(begin, WEEK), min(end, 2 * WEEK)) for begin, end, _ in line]
    inside = [(begin, end) for begin, end in work if begin < end]
    marks = [(WEEK, WEEK), *sorted(inside), (2 * WEEK, 2 * WEEK)]
    return max(b[0] - a[1] for a, b in pairwise(marks))


def _within_a_week(worked: Sequence[DatedNeed]) -> bool:
    """At most 48 hours with sleep-ins, and two sleep-ins."""
    sleep_ins = sum(need.kind == "sleep_in" for need in worked)
    return sum(need.minutes for need in worked) <= 48 * HOUR and sleep_ins <= 2


def _longest_run(days: set[date]) -> int:
    """Days in a row, the week being followed by itself."""
    repeated = sorted({day + timedelta(days=7 * week) for day in days for week in range(3)})
    longest = run = 1 if repeated else 0
    for a, b in pairwise(repeated):
        run = run + 1 if b - a == timedelta(days=1) else 1
        longest = max(longest, run)
    return longest
