"""The default limits a second time, in plain Python, to judge what is said about them.

They are read off a supporter's line of shifts and off who stands together on a need, without the program's
rules, boards or plans. Only for team files without rules of their own, in weeks without a clock change.

Not written down here: a history, an allowed linked duty, shifts forbidden by hand, and own time (needs are
cut around it before anything else).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise

from drawn_week import HOUR, WEEK

from matcher.calendar import DatedNeed, weekday
from matcher.frame import Frame, Turn
from matcher.model.person import Person
from matcher.model.supporter import Availability, Supporter

Stretch = tuple[int, int, str]
"""Start and end in minutes, and the kind."""
Broken = set[tuple[str, str]]
"""Kinds of limits with the supporter they are about; '' for limits on those who are together on a need."""

WEIGHTS = {"health": 16, "safety": 8, "personal_care": 4, "chosen_activity": 2, "other": 1}
DAY = timedelta(days=1)
NIGHTS = ("waking_night", "sleep_in")


def price(need: DatedNeed) -> int:
    """What one supporter missing on a need costs."""
    return need.minutes * WEIGHTS[need.essential]


def broken(frame: Frame, turns: Iterable[Turn]) -> Broken:
    """Every limit that a rota breaks."""
    worked: dict[str, list[DatedNeed]] = {}
    there: dict[str, list[str]] = {}
    for turn in turns:
        worked.setdefault(turn.supporter, []).append(turn.need)
        there.setdefault(turn.need.id, []).append(turn.supporter)
    everyone = {each.id: each for each in frame.supporters}
    found = {(kind, id) for id, needs in worked.items() for kind in alone(frame, everyone[id], needs)}
    for need in frame.needs:
        found |= together(frame, need, [everyone[id] for id in there.get(need.id, [])])
    return found


def alone(frame: Frame, supporter: Supporter, works: Sequence[DatedNeed]) -> set[str]:
    """Limits that one supporter's shifts break, whoever else comes.

    More shifts never break fewer, but for a sleep-in that joins two of them: that is a linked duty then.
    """
    return (
        {kind for need in works for kind in of_one_shift(frame, supporter, need)}
        | _rest(_line(frame, works))
        | _in_a_row(frame, works)
        | _in_a_week(frame, supporter, works)
        | _weekly_rest(frame, works)
    )


def together(frame: Frame, need: DatedNeed, there: Sequence[Supporter]) -> Broken:
    """Limits that those on one need break together."""
    found: Broken = set()
    asked, wanted = need.need, need.need.supporters_needed
    if len(there) > wanted:
        found.add(("never_more_than_needed", ""))
    for skill in asked.skills:
        holders = [each for each in there if _holds(each, skill.skill, need)]
        if skill.at_least is not None and _too_few(len(there), len(holders), wanted, skill.at_least):
            found.add(("skills_on_shift", ""))
    if asked.requirement is not None and asked.requirement.at_least is not None:
        holders = [each for each in there if _meets(each, asked.requirement.requirement)]
        if _too_few(len(there), len(holders), wanted, asked.requirement.at_least):
            found.add(("must_and_never", ""))
    stages = {each.id: _stage(each, frame.person) for each in there}
    if not frame.cycle and "ready" not in stages.values():
        new = [each for each in there if stages[each.id] == "paired" and each.cleared == "yes"]
        found |= {("cleared_and_inducted", each.id) for each in new}
    return found


def _too_few(there: int, holders: int, wanted: int, at_least: int) -> bool:
    """Nobody who holds it among those there, or no room left for as many as are asked for."""
    return there > 0 and (holders == 0 or there - holders > max(0, wanted - at_least))


def of_one_shift(frame: Frame, supporter: Supporter, need: DatedNeed) -> set[str]:
    """Limits that close one shift to a supporter, whatever else they work."""
    person, found = frame.person, set()
    said = {answer.supporter: answer.answer for answer in reversed(person.answers)}
    if said.get(supporter.id) != "yes":
        found.add("persons_answer")
    if supporter.team_of not in (None, person.id):
        found |= {"one_team", "own_team_own_money"}
    if not frame.cycle:
        if supporter.team_of is None:
            found.add("own_team_own_money")
        if supporter.cleared != "yes" or _stage(supporter, person) not in ("paired", "ready"):
            found.add("cleared_and_inducted")
        if not _employed(supporter, need):
            found.add("contract_dates")
        if any(_away(need, leave.first_day, leave.last_day) for leave in supporter.leave):
            found.add("leave")
    if any(skill.at_least is None and not _holds(supporter, skill.skill, need) for skill in need.need.skills):
        found.add("skills_on_shift")
    if _not_wanted(person, supporter, need):
        found.add("must_and_never")
    agreed = {(each.supporter, each.rule, each.need, each.day) for each in frame.agreements}
    offered = (supporter.id, "availability", need.need.id, need.day) in agreed
    if not offered and not _can_come(frame, supporter.availability, need):
        found.add("availability")
    return found


def _stage(supporter: Supporter, person: Person) -> str | None:
    stages = [done.stage for done in supporter.induction if done.person == person.id]
    return stages[0] if stages else None


def _away(need: DatedNeed, first: date, last: date) -> bool:
    days = [need.start.date()]
    while days[-1] + DAY <= (need.end - timedelta(minutes=1)).date():
        days.append(days[-1] + DAY)
    return any(first <= day <= last for day in days)


def _employed(supporter: Supporter, need: DatedNeed) -> bool:
    """Every minute of a need lies between a contract's first day and its last."""
    first, last = supporter.contract.started_on, supporter.contract.ends_on
    until = (need.end - timedelta(minutes=1)).date()
    return (first is None or first <= need.start.date()) and (last is None or until <= last)


def _holds(supporter: Supporter, skill: str, need: DatedNeed) -> bool:
    ends = [held.valid_until for held in supporter.skills or () if held.skill == skill]
    return any(end is None or need.day <= end for end in ends)


def _meets(supporter: Supporter, requirement: str) -> bool:
    return requirement.lower() in [met.lower() for met in supporter.meets]


def _not_wanted(person: Person, supporter: Supporter, need: DatedNeed) -> bool:
    """Brings what the person will never have, lacks what everybody must have, or a requirement."""
    asked = person.looking_for
    for heading in ("characteristics", "interests", "supports", "skills"):
        for item in getattr(asked, heading):
            if heading == "skills":
                brings = _holds(supporter, item.item, need)
            else:
                brought = getattr(supporter.brings, heading) or ()
                brings = item.item.lower() in [word.lower() for word in brought]
            unknown = item.item.lower() in [word.lower() for word in supporter.brings.not_known]
            if item.wish == "never" and brings and not unknown:
                return True
            if item.wish == "must" and item.at_least is None and (unknown or not brings):
                return True
    required = need.need.requirement
    return required is not None and required.at_least is None and not _meets(supporter, required.requirement)


def _can_come(frame: Frame, windows: Sequence[Availability] | None, need: DatedNeed) -> bool:
    return windows is None or any(_holds_need(frame, window, need) for window in windows)


def _holds_need(frame: Frame, window: Availability, need: DatedNeed) -> bool:
    kinds = window.kinds if window.kinds is not None else () if window.start else (need.kind,)
    if weekday(need.day) in window.days and need.kind in kinds:
        return True
    if window.start is None or window.end is None:
        return False
    for day in (need.day - DAY, need.day):
        opens = datetime.combine(day, window.start, need.start.tzinfo)
        closes = datetime.combine(day, window.end, need.start.tzinfo)
        closes += DAY if window.end <= window.start else timedelta()
        if weekday(day) in window.days and opens <= need.start and need.end <= closes:
            return True
    return False


def _line(frame: Frame, works: Sequence[DatedNeed]) -> list[Stretch]:
    """The shifts on one line; a typical week three times over."""
    weeks = range(3) if frame.cycle else range(1)
    return sorted((n.begin + WEEK * week, n.finish + WEEK * week, n.kind) for n in works for week in weeks)


def _rest(line: Sequence[Stretch]) -> set[str]:
    found: set[str] = set()
    if any(a[1] > b[0] for a, b in combinations(line, 2)):
        found.add("one_need_at_a_time")
    for duty in _duties(line):
        if any(_needs_a_rest_between(a, b, duty) for a, b in combinations(duty, 2)):
            found.add("daily_rest")
    for a in line:
        awake = [b for b in line if b == a or (a[0] <= b[0] and b[1] <= a[0] + 13 * HOUR)]
        if sum(end - begin for begin, end, kind in awake if kind != "sleep_in") > 12 * HOUR:
            found.add("awake_hours")
    after_nights = (b[0] - a[1] for a, b in combinations(line, 2) if _from_night_to_day(a, b))
    if any(0 <= rest < 46 * HOUR for rest in after_nights):
        found.add("rest_after_nights")
    if _long_with_a_sleep_in(line):
        found.add("linked_duty")
    return found


def _duties(line: Sequence[Stretch]) -> list[list[Stretch]]:
    """What is worked without 11 hours off in between."""
    found: list[list[Stretch]] = []
    for stretch in line:
        if found and stretch[0] - max(end for _, end, _ in found[-1]) < 11 * HOUR:
            found[-1].append(stretch)
        else:
            found.append([stretch])
    return found


def _needs_a_rest_between(a: Stretch, b: Stretch, duty: Sequence[Stretch]) -> bool:
    """More than 13 hours from start to end without a rest; joined by a sleep-in it is a linked duty."""
    if a[1] > b[0] or b[1] - a[0] <= 13 * HOUR or _linked(a, b):
        return False
    return b[0] - a[1] >= 11 * HOUR or not any(_linked(a, c) and _linked(c, b) for c in duty)


def _linked(a: Stretch, b: Stretch) -> bool:
    return a[1] == b[0] and (a[2] == "sleep_in") != (b[2] == "sleep_in")


def _from_night_to_day(a: Stretch, b: Stretch) -> bool:
    return a[2] == "waking_night" and b[2] not in NIGHTS


def _long_with_a_sleep_in(line: Sequence[Stretch]) -> bool:
    """A sleep-in and what it touches, on one side or both, in more than 13 hours."""
    for night in (each for each in line if each[2] == "sleep_in"):
        before = [each[0] for each in line if _linked(each, night)] or [night[0]]
        after = [each[1] for each in line if _linked(night, each)] or [night[1]]
        if max(after) - min(before) > 13 * HOUR:
            return True
    return False


def _in_a_row(frame: Frame, works: Sequence[DatedNeed]) -> set[str]:
    limits = {
        "days_in_a_row": (None, 6),
        "nights_in_a_row": ("waking_night", 3),
        "sleep_ins": ("sleep_in", 2),
    }
    weeks = range(3) if frame.cycle else range(1)
    found: set[str] = set()
    for kind, (shift, most) in limits.items():
        mine = {need.day for need in works if shift in (None, need.kind)}
        days = sorted({day + 7 * DAY * week for day in mine for week in weeks})
        run = 1
        for a, b in pairwise(days):
            run = run + 1 if b - a == DAY else 1
            found |= {kind} if run > most else set()
    return found


def _in_a_week(frame: Frame, supporter: Supporter, works: Sequence[DatedNeed]) -> set[str]:
    found: set[str] = set()
    contract = supporter.contract
    for ahead in range(0, frame.days, 7):
        monday = frame.first_day + timedelta(days=ahead)
        week = [need for need in works if monday <= need.day < monday + 7 * DAY]
        awake = sum(need.minutes for need in week if need.kind != "sleep_in")
        working = sum(need.minutes for need in week) + round(contract.other_job_hours * 60)
        agreed = {
            rule: sum(
                each.amount or 0
                for each in frame.agreements
                if (each.supporter, each.rule) == (supporter.id, rule)
                and monday <= each.day < monday + 7 * DAY
            )
            for rule in ("most_hours", "sleep_ins")
        }
        found |= {"most_hours"} if awake > _most(frame, supporter) + agreed["most_hours"] else set()
        found |= {"week_working_time"} if working > 60 * HOUR and week else set()
        if working > 48 * HOUR and week and not contract.opted_out_of_48:
            found.add("average_working_time")
        if sum(need.kind == "sleep_in" for need in week) > 2 + agreed["sleep_ins"]:
            found.add("sleep_ins")
    return found


def most_if_asked(supporter: Supporter) -> int:
    """Awake minutes a week that may be asked for: as agreed, or 120 % of the contract."""
    contract = supporter.contract
    agreed = contract.hours if contract.most_hours is None else contract.most_hours
    return max(round(agreed * 60), round(contract.hours * 60) * 6 // 5)


def _most(frame: Frame, supporter: Supporter) -> int:
    contract = supporter.contract
    if frame.with_agreement:
        return most_if_asked(supporter)
    return round((contract.hours if contract.most_hours is None else contract.most_hours) * 60)


def _weekly_rest(frame: Frame, works: Sequence[DatedNeed]) -> set[str]:
    """35 hours off between Monday 00:00 and Sunday 24:00."""
    for ahead in range(0, frame.days, 7):
        zone = works[0].start.tzinfo if works else UTC
        monday = datetime.combine(frame.first_day + timedelta(days=ahead), time(), zone)
        begin = int(monday.timestamp()) // 60
        moved = (-WEEK, 0, WEEK) if frame.cycle else (0,)
        work = sorted((need.begin + by, need.finish + by) for need in works for by in moved)
        free_from, longest = begin, 0
        for start, end in [*work, (begin + WEEK, begin + WEEK)]:
            longest = max(longest, min(start, begin + WEEK) - free_from)
            free_from = max(free_from, end)
        if longest < 35 * HOUR:
            return {"weekly_rest"}
    return set()
