"""Days, nights, weeks, clock changes, overlap and rest. No solver and no rules.

Times are zone-aware; lengths and rests come from timestamps, so 22:00 to 08:00 is 9, 10 or 11 hours.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice

from matcher.model.need import Essential, Need, OwnTime
from matcher.model.words import DAYS, DAYS_IN_WEEK, OVERNIGHT, Day, ShiftKind

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)

Key = tuple[str, int, int, str | None]
"""A dated need's name, begin, finish, and whose it was where it was somebody else's."""


@dataclass(frozen=True, slots=True)
class DatedNeed:
    """A need on one date. `begin` and `finish` are whole minutes of absolute time."""

    need: Need
    day: date
    start: datetime
    end: datetime
    part: int = 1
    elsewhere: str | None = None
    """The id of somebody else whose need it was, for what a supporter worked in another team before."""
    awake: int | None = None
    """Of a sleep-in that is past: minutes awake for work, as they were recorded."""
    extra: str | None = None
    """Its kind, where it is time beside the needs: worked and paid, never counted."""
    begin: int = field(init=False)
    finish: int = field(init=False)
    id: str = field(init=False, compare=False)
    """How it is named in answers: 'early 2026-06-01', with '.2' for the part after own time."""
    key: "Key" = field(init=False, compare=False, repr=False)
    """What tells it from every other: earlier answers may hold one name with two times, or of two people."""

    def __post_init__(self) -> None:
        begin, finish = absolute(self.start), absolute(self.end)
        id = f"{self.need.id} {self.day}" + (f".{self.part}" if self.part > 1 else "")
        object.__setattr__(self, "begin", begin)
        object.__setattr__(self, "finish", finish)
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "key", (id, begin, finish, self.elsewhere))

    @property
    def kind(self) -> ShiftKind:
        """Which part of the day it is."""
        return self.need.kind

    @property
    def essential(self) -> Essential:
        """How essential it is."""
        return self.need.essential

    @property
    def minutes(self) -> int:
        """Working minutes: all of it."""
        return self.finish - self.begin

    @property
    def awake_minutes(self) -> int:
        """Awake minutes: none of a sleep-in until it is reported."""
        return self.awake or 0 if self.kind == "sleep_in" else self.minutes

    def moved(self, days: int) -> "DatedNeed":
        """The same need some days later or, with a negative number, earlier."""
        step = timedelta(days=days)
        start, end = self.start + step, self.end + step
        return replace(self, day=self.day + step, start=start, end=end)


def absolute(moment: datetime) -> int:
    """Whole minutes of absolute time."""
    return int(moment.timestamp() // 60)


def weekday(day: date) -> Day:
    """The day's name in the file."""
    return DAYS[day.weekday()]


@lru_cache(maxsize=4096)
def week_start(day: date, week_starts: Day) -> date:
    """The first day of the week that a day belongs to."""
    return day - timedelta(days=(day.weekday() - DAYS.index(week_starts)) % DAYS_IN_WEEK)


def days_from(first: date, count: int) -> list[date]:
    """`count` days in a row."""
    return list(_days_from(first, count))


@lru_cache(maxsize=4096)
def _days_from(first: date, count: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days=offset) for offset in range(count))


def overlapping_pairs(needs: Iterable[DatedNeed]) -> Iterator[tuple[DatedNeed, DatedNeed]]:
    """Pairs a, b that share a minute; a does not begin after b."""
    ordered = sorted(needs, key=lambda need: need.begin)
    for place, a in enumerate(ordered, start=1):
        for b in islice(ordered, place, None):
            if b.begin >= a.finish:
                break
            yield a, b


def overlapping_sets(needs: Iterable[DatedNeed]) -> Iterator[list[DatedNeed]]:
    """Sets of two or more that all share a minute, none of them part of another, by time."""
    there: list[DatedNeed] = []
    for need in sorted(needs, key=lambda need: need.begin):
        still = [each for each in there if each.finish > need.begin]
        if len(still) < len(there) > 1:
            yield there
        there = [*still, need]
    if len(there) > 1:
        yield there


def close_pairs(needs: Iterable[DatedNeed], gap: int) -> Iterator[tuple[DatedNeed, DatedNeed]]:
    """Pairs a before b that do not overlap, with fewer than `gap` minutes between them."""
    ordered = sorted(needs, key=lambda need: need.begin)
    for place, a in enumerate(ordered, start=1):
        for b in islice(ordered, place, None):
            if b.begin - a.finish >= gap:
                break
            if b.begin >= a.finish:
                yield a, b


class ByBegin:
    """Dated needs by when they begin, to look up those near a moment."""

    def __init__(self, needs: Iterable[DatedNeed]) -> None:
        self._needs: Sequence[DatedNeed] = sorted(needs, key=lambda need: need.begin)
        self._begins = [need.begin for need in self._needs]
        self._longest = max((need.minutes for need in self._needs), default=0)

    def within(self, begin: int, end: int) -> list[DatedNeed]:
        """Needs that lie wholly between two moments, in absolute minutes, by when they begin."""
        first, after = bisect_left(self._begins, begin), bisect_left(self._begins, end)
        return [need for need in islice(self._needs, first, after) if need.finish <= end]

    def touching(self, begin: int, end: int) -> list[DatedNeed]:
        """Needs of which some minute lies between two moments, in absolute minutes, by when they begin."""
        first, after = bisect_left(self._begins, begin - self._longest), bisect_left(self._begins, end)
        return [need for need in islice(self._needs, first, after) if need.finish > begin]


def ends_next_day(need: Need) -> bool:
    """Whether the need runs past midnight: a night that ends by the clock before it starts, or said so."""
    return need.ends_next_day or (need.kind in OVERNIGHT and need.end <= need.start)


def dated(need: Need, day: date, zone: tzinfo) -> DatedNeed:
    """A need on a day."""
    last = day + ONE_DAY if ends_next_day(need) else day
    return DatedNeed(need, day, _at(day, need.start, zone), _at(last, need.end, zone))


def expand(
    needs: Iterable[Need], own_time: Iterable[OwnTime], days: Iterable[date], zone: tzinfo
) -> list[DatedNeed]:
    """All needs that start on these days, cut around own time, by start.

    What lies wholly in an hour that the clocks jump over does not happen.
    """
    own = list(own_time)
    found = [
        piece
        for day in days
        for need in needs
        if need.starts_on(day)
        for piece in _cut(dated(need, day, zone), own, zone)
    ]
    return sorted(found, key=lambda piece: (piece.begin, piece.finish, piece.id))


def own_times(
    own: Iterable[OwnTime], first: date, last: date, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    """The person's own time that starts on the days from first to last, as starts and ends.

    What lies wholly in an hour that the clocks jump over does not happen.
    """
    blocks = list(own)
    for day in days_from(first, (last - first).days + 1):
        for block in blocks:
            if weekday(day) in block.days:
                start, end = window(day, block.start, block.end, zone)
                if absolute(start) < absolute(end):
                    yield start, end


def window(day: date, start: time, end: time, zone: tzinfo) -> tuple[datetime, datetime]:
    """From one clock time on a day to another; an end at or before the start is on the next day."""
    until = day if end > start else day + ONE_DAY
    return _at(day, start, zone), _at(until, end, zone)


def _cut(whole: DatedNeed, own: list[OwnTime], zone: tzinfo) -> Iterator[DatedNeed]:
    if not own:
        if whole.minutes > 0:
            yield whole
        return
    pieces = [(whole.start, whole.end)]
    for start, end in own_times(own, whole.day - ONE_DAY, whole.end.date(), zone):
        pieces = [left for piece in pieces for left in _without(piece, start, end)]
    real = [(start, end) for start, end in pieces if absolute(start) < absolute(end)]
    for part, (start, end) in enumerate(real, start=1):
        yield DatedNeed(whole.need, whole.day, start, end, part)


def _without(
    piece: tuple[datetime, datetime], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    if absolute(end) <= absolute(piece[0]) or absolute(piece[1]) <= absolute(start):
        yield piece
        return
    if absolute(piece[0]) < absolute(start):
        yield piece[0], start
    if absolute(end) < absolute(piece[1]):
        yield end, piece[1]


@lru_cache(maxsize=16384)
def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    """A clock time on a day. One that comes twice is the first; one the clocks jump over is the jump."""
    early = datetime.combine(day, clock, tzinfo=zone)
    late = early.replace(fold=1)
    if late.astimezone(UTC) < early.astimezone(UTC):
        return _jump(late.astimezone(UTC), early.astimezone(UTC), zone)
    return early.astimezone(UTC).astimezone(zone)


def _jump(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first minute after the clocks jumped, from a moment of universal time on either side of it."""
    moment, offset = before, after.astimezone(zone).utcoffset()
    while moment.astimezone(zone).utcoffset() != offset:
        moment += ONE_MINUTE
    return moment.astimezone(zone)
