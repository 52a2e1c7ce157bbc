"""What the auditor of many weeks reads: who came when, and the team file as it stood on each day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

File = Mapping[str, Any]
"""A team file as JSON reads it."""

DAY, WEEK, MINUTE = timedelta(days=1), timedelta(days=7), timedelta(minutes=1)
HOUR = 60
DAY_MINUTES = 24 * HOUR
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OVERNIGHT = ("waking_night", "sleep_in")
LIMITS: Mapping[str, Mapping[str, Any]] = {
    "daily_rest": {"hours": 11, "duty_hours": 13},
    "awake_hours": {"hours": 12},
    "linked_duty": {"allowed": False, "joined_twice_hours": 72, "off_after_hours": 24},
    "weekly_rest": {"hours": 35},
    "average_working_time": {"hours": 48, "weeks": 17},
    "week_working_time": {"hours": 60},
    "nights_in_a_row": {"most": 3},
    "rest_after_nights": {"hours": 46},
    "days_in_a_row": {"most": 6},
    "sleep_ins": {"most_a_week": 2, "most_in_a_row": 2},
}
"""What holds where a file says nothing else."""


@dataclass(frozen=True)
class Fact:
    """One supporter, by id, with one person from a start to an end, both zone-aware."""

    person: str
    supporter: str
    need: str
    kind: str
    start: datetime
    end: datetime

    @property
    def day(self) -> date:
        """The day it belongs to: on which it starts."""
        return self.start.date()

    @property
    def begin(self) -> int:
        """Its start in minutes of absolute time."""
        return minutes_of(self.start)

    @property
    def finish(self) -> int:
        """Its end in minutes of absolute time."""
        return minutes_of(self.end)

    @property
    def long(self) -> int:
        """How many minutes it lasts."""
        return self.finish - self.begin

    @property
    def awake(self) -> int:
        """How many of them are awake."""
        return 0 if self.kind == "sleep_in" else self.long


@dataclass(frozen=True)
class Breach:
    """A limit that is broken, by the name of its rule, by whom and with which person, on which day."""

    limit: str
    who: str
    person: str
    day: date


@dataclass(frozen=True)
class Year:
    """Many weeks. `files` holds each file with the first day on which it was known, in order."""

    facts: tuple[Fact, ...]
    files: tuple[tuple[date, File], ...]
    first_day: date
    last_day: date

    def file(self, day: date) -> File:
        """The file as it stood on a day."""
        return ([file for since, file in self.files if since <= day] or [self.files[0][1]])[-1]

    def limit(self, day: date, person: str, kind: str) -> Mapping[str, Any]:
        """A limit's numbers for a person's team: the file's own where it says so."""
        own = self._rule(day, person, kind)
        return {name: own.get(name, number) for name, number in LIMITS[kind].items()}

    def holds(self, breach: "Breach") -> bool:
        """Whether the limit is in force as a limit for the person's team."""
        return bool(self._rule(breach.day, breach.person, breach.limit).get("level", "hard") == "hard")

    def _rule(self, day: date, person: str, kind: str) -> File:
        """The rule of a kind in the file: the one for the person's team before the one for everybody."""
        mine = [rule for rule in self.file(day).get("rules", ()) if rule["kind"] == kind]
        named = [rule for rule in mine if person in rule.get("applies_to", {}).get("people", ())]
        general = [rule for rule in mine if not rule.get("applies_to", {}).get("people")]
        found: list[File] = [{}, *general, *named]
        return found[-1]

    def week(self, day: date) -> date:
        """The first day of the week a day belongs to."""
        starts = DAYS.index(self.file(day).get("week_starts", "mon"))
        return day - DAY * ((day.weekday() - starts) % 7)

    def lines(self) -> Iterator[tuple[str, str, list[Fact]]]:
        """Each supporter with the person they were with, and all they worked, by time."""
        found: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts, key=lambda fact: fact.begin):
            found.setdefault(fact.supporter, []).append(fact)
        yield from ((who, line[-1].person, line) for who, line in found.items())


def minutes_of(moment: datetime) -> int:
    """Whole minutes of absolute time."""
    return int(moment.timestamp() // 60)


def date_of(day: str | date) -> date:
    """A date of a file."""
    return day if isinstance(day, date) else date.fromisoformat(day)


def in_contract(supporter: File, first: date, last: date) -> bool:
    """Whether days from one to another lie within a supporter's contract."""
    contract = supporter.get("contract", {})
    started, ends = contract.get("started_on"), contract.get("ends_on")
    return (started is None or date_of(started) <= first) and (ends is None or last <= date_of(ends))
