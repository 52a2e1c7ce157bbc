"""Limits on all that one supporter works, seen as one line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from facts import (
    DAY,
    DAY_MINUTES,
    HOUR,
    OVERNIGHT,
    WEEK,
    Breach,
    Fact,
    File,
    Year,
    date_of,
    in_contract,
    minutes_of,
)


def broken_in_line(year: Year, who: str, person: str, line: Sequence[Fact]) -> Iterator[Breach]:
    """Limits on all that a supporter works with a person's team, in order of time."""
    for limits in (_rest, _nights, _runs, _weeks, _averages):
        yield from limits(year, who, person, line)


def _rest(year: Year, who: str, person: str, line: Sequence[Fact]) -> Iterator[Breach]:
    yield from (
        Breach("one_need_at_a_time", who, person, b.day) for a, b in pairwise(line) if b.begin < a.finish
    )
    rest = year.limit(line[-1].day, person, "daily_rest")["hours"] * HOUR
    for duty in _duties(line, rest):
        day = duty[-1].day
        limits, linked = year.limit(day, person, "daily_rest"), year.limit(day, person, "linked_duty")
        long = limits["duty_hours"] * HOUR
        if duty[-1].finish - duty[0].begin > long and not (linked["allowed"] and _all_linked(duty, long)):
            yield Breach("daily_rest", who, person, day)
        if linked["allowed"] and any(0 <= each.begin - duty[-1].finish < _owed(duty, long) for each in line):
            yield Breach("linked_duty", who, person, day)
        for first in duty:
            near = [each for each in duty if first.begin <= each.begin and each.finish <= first.begin + long]
            most = year.limit(day, person, "awake_hours")["hours"] * HOUR
            if sum(each.awake for each in {first, *near}) > most:
                yield Breach("awake_hours", who, person, day)
    yield from _linked_twice(year, who, person, line)


def _duties(line: Iterable[Fact], rest: int) -> list[list[Fact]]:
    """What is worked without a rest in between."""
    found: list[list[Fact]] = []
    for fact in line:
        if found and fact.begin - found[-1][-1].finish < rest:
            found[-1].append(fact)
        else:
            found.append([fact])
    return found


def _owed(duty: Sequence[Fact], long: int) -> int:
    """Minutes off after a duty longer than it may be by itself: a day's rest, and what was missed."""
    lasts = duty[-1].finish - duty[0].begin
    return DAY_MINUTES - long + lasts - long if lasts > long else 0


def _all_linked(duty: Sequence[Fact], long: int) -> bool:
    """Whether any two too far apart for one duty are a sleep-in and what it touches, or joined by one."""
    return all(
        b.finish - a.begin <= long or _touch(a, b) or any(_touch(a, c) and _touch(c, b) for c in duty)
        for place, a in enumerate(duty)
        for b in duty[place + 1 :]
    )


def _touch(a: Fact, b: Fact) -> bool:
    return a.finish == b.begin and (a.kind == "sleep_in") != (b.kind == "sleep_in")


def _linked_twice(year: Year, who: str, person: str, line: Sequence[Fact]) -> Iterator[Breach]:
    twice = [
        (night, after)
        for before, night, after in zip(line, line[1:], line[2:], strict=False)
        if night.kind == "sleep_in" and _touch(before, night) and _touch(night, after)
    ]
    for night, after in twice:
        limits = year.limit(night.day, person, "linked_duty")
        apart, off = limits["joined_twice_hours"] * HOUR, limits["off_after_hours"] * HOUR
        if any(0 <= each.begin - after.finish < off for each in line):
            yield Breach("linked_duty", who, person, after.day)
        if any(0 < night.begin - earlier.begin < apart for earlier, _ in twice):
            yield Breach("linked_duty", who, person, night.day)


def _nights(year: Year, who: str, person: str, line: Sequence[Fact]) -> Iterator[Breach]:
    for night in (each for each in line if each.kind == "waking_night"):
        rest = year.limit(night.day, person, "rest_after_nights")["hours"] * HOUR
        for later in line:
            if later.kind not in OVERNIGHT and 0 <= later.begin - night.finish < rest:
                yield Breach("rest_after_nights", who, person, later.day)


def _runs(year: Year, who: str, person: str, line: Sequence[Fact]) -> Iterator[Breach]:
    in_a_row = {
        "days_in_a_row": ("most", ()),
        "nights_in_a_row": ("most", ("waking_night",)),
        "sleep_ins": ("most_in_a_row", ("sleep_in",)),
    }
    for limit, (name, kinds) in in_a_row.items():
        days = {fact.day for fact in line if not kinds or fact.kind in kinds}
        for day in days:
            most = year.limit(day, person, limit)[name]
            if most is not None and all(day - DAY * back in days for back in range(most + 1)):
                yield Breach(limit, who, person, day)


def _weeks(year: Year, who: str, person: str, line: Sequence[Fact]) -> Iterator[Breach]:
    for week in sorted({year.week(fact.day) for fact in line}):
        mine = [fact for fact in line if year.week(fact.day) == week]
        last = mine[-1].day
        contract = _contract(year, who, last)
        agreed = contract.get("most_hours")
        most = round((contract.get("hours", 0) if agreed is None else agreed) * HOUR)
        if sum(fact.awake for fact in mine) > most + _agreed_more(year, who, week, "most_hours"):
            yield Breach("most_hours", who, person, week)
        working = sum(fact.long for fact in mine) + round(contract.get("other_job_hours", 0) * HOUR)
        if working > year.limit(last, person, "week_working_time")["hours"] * HOUR:
            yield Breach("week_working_time", who, person, week)
        sleep_ins = year.limit(last, person, "sleep_ins")["most_a_week"]
        asleep = sum(fact.kind == "sleep_in" for fact in mine)
        if sleep_ins is not None and asleep > sleep_ins + _agreed_more(year, who, week, "sleep_ins"):
            yield Breach("sleep_ins", who, person, week)
        if _longest_rest(year, week, line) < year.limit(last, person, "weekly_rest")["hours"] * HOUR:
            yield Breach("weekly_rest", who, person, week)


def _contract(year: Year, who: str, day: date) -> File:
    found = [each for each in year.file(day)["supporters"] if each["id"] == who]
    contract: File = found[0].get("contract", {}) if found else {}
    return contract


def _agreed_more(year: Year, who: str, week: date, rule: str) -> int:
    agreed = year.file(week + DAY * 6).get("rota", {}).get("agreements", ())
    return sum(
        each.get("amount") or 0
        for each in agreed
        if (each["supporter"], each["rule"]) == (who, rule) and year.week(date_of(each["day"])) == week
    )


def _longest_rest(year: Year, week: date, line: Sequence[Fact]) -> int:
    """The longest time off from midnight to midnight of a week."""
    zone = ZoneInfo(year.file(week).get("time_zone", "Europe/London"))
    begin, end = (minutes_of(datetime.combine(day, time(), zone)) for day in (week, week + WEEK))
    work = [(fact.begin, fact.finish) for fact in line if fact.begin < end and begin < fact.finish]
    free, longest = begin, 0
    for start, finish in [*work, (end, end)]:
        longest, free = max(longest, start - free), max(free, finish)
    return longest


def _averages(year: Year, who: str, person: str, line: Sequence[Fact]) -> Iterator[Breach]:
    """Each week with the 16 before it. What became known later in a week bounds only what came after."""
    for week in sorted({year.week(fact.day) for fact in line}):
        limits = year.limit(week, person, "average_working_time")
        first = max(week - WEEK * (limits["weeks"] - 1), year.week(_started(year, who, week)))
        worked = sum(fact.long for fact in line if first <= fact.day < week + WEEK)
        known = {id(file): file for file in (year.file(week + DAY * ahead) for ahead in range(7))}
        if all(worked > _room(year, who, first, week, file, limits) for file in known.values()):
            yield Breach("average_working_time", who, person, week)


def _started(year: Year, who: str, day: date) -> date:
    """The day from which what they worked is known: their own first, or the first of all."""
    started = _contract(year, who, day).get("started_on")
    return year.first_day if started is None else max(date_of(started), year.first_day)


def _room(year: Year, who: str, first: date, week: date, file: File, limits: Mapping[str, Any]) -> int:
    """Minutes that may be worked in the weeks from one to another, with days away left out."""
    supporter = next(each for each in file["supporters"] if each["id"] == who)
    contract = supporter.get("contract", {})
    if contract.get("opted_out_of_48"):
        return 10**9
    days = [first + DAY * ahead for ahead in range((week - first).days + 7)]
    away = [(date_of(each["first_day"]), date_of(each["last_day"])) for each in supporter.get("leave", ())]
    here = max(
        7, sum(in_contract(supporter, day, day) and not any(a <= day <= b for a, b in away) for day in days)
    )
    elsewhere = round(contract.get("other_job_hours", 0) * HOUR)
    return int(limits["hours"] * HOUR * here // 7 - elsewhere * here // 7)
