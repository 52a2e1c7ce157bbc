"""The week: needs that end before they start, own time, phases, lengths, and shifts set by hand."""

from collections.abc import Iterator
from datetime import UTC, date, time

from matcher.calendar import days_from, ends_next_day, expand, weekday
from matcher.model.need import Need, OwnTime
from matcher.model.organisation import Organisation, SetShift
from matcher.model.person import Person
from matcher.model.supporter import Supporter
from matcher.model.words import DAYS, DAYS_IN_WEEK, MINUTES_IN_DAY, MINUTES_IN_HOUR, minutes
from matcher.read.paths import Loc
from matcher.read.text import Found
from matcher.rulebook import in_force
from matcher.rules.awake_hours import AwakeHours
from matcher.wording import day_name, hours, listed, many

MINUTES_IN_WEEK = DAYS_IN_WEEK * MINUTES_IN_DAY
A_MONDAY = date(2026, 6, 1)

NO_LENGTH = ("It starts and ends at {start}, so it has no length.", "Mend the start or the end.")
BACKWARDS = (
    "It ends at {end}, before it starts at {start}.",
    'If it runs past midnight, add "ends_next_day": true. If not, swap start and end.',
)
OVER_A_DAY = (
    "From {start} to {end} on the next day is longer than a day.",
    "Take out `ends_next_day`, or write it as two needs.",
)
TOO_LONG = (
    "It is {long} awake. Nobody may work more than {most} awake at a stretch.",
    "Split it into two needs, or raise `hours` of the rule 'awake_hours' (14 at most).",
)
MORE_THAN_THERE = (
    "It asks for {asked}, and the need has {there}.",
    "Ask for fewer, or raise `supporters_needed`.",
)
SWALLOWED = (
    "It lies wholly inside the person's own time, so it would never happen.",
    "Mend its times, mend the own time, or take it out.",
)
OVERLAP = ("It overlaps another own time of the same person.", "Write the two as one.")
PHASE_BACKWARDS = ("It ends on {last}, before it begins on {first}.", "Swap the two days, or mend one.")
PHASE_OVERLAP = (
    "It begins on {first}, when the phase '{other}' is in force {until}. One phase holds at a time.",
    "End one before the other begins. A need that holds throughout needs no `phase`.",
)
NOT_THAT_DAY = (
    "The need '{need}' does not happen on {day}. It happens on {days}.",
    "Mend the day or the need.",
)
NOT_THAT_PHASE = (
    "The need '{need}' does not happen on {day}: its phase '{phase}' is not in force then.",
    "Mend the day, or the phase's days.",
)


def week_problems(organisation: Organisation) -> Iterator[Found]:
    """Everything wrong with anybody's week."""
    kinds = _one_of_each(organisation)
    for place, person in enumerate(organisation.people):
        here: Loc = ("people", place)
        yield from _needs(person, _most_awake(organisation, person, kinds), here)
        yield from _own_time(person, (*here, "own_time"))
        yield from _phases(person, (*here, "phases"))
    people = {person.id: person for person in reversed(organisation.people)}
    for field, shifts in (("pins", organisation.rota.pins), ("forbids", organisation.rota.forbids)):
        for order, shift in enumerate(shifts):
            if shift.person in people:
                yield from _set_shift(shift, people[shift.person], ("rota", field, order, "day"))


def _phases(person: Person, here: Loc) -> Iterator[Found]:
    for place, phase in enumerate(person.phases):
        if phase.last_day is not None and phase.last_day < phase.first_day:
            loc = (*here, place, "last_day")
            yield _say(loc, PHASE_BACKWARDS, first=phase.first_day, last=phase.last_day)
        before = [
            other
            for order, other in enumerate(person.phases)
            if other.id != phase.id
            and (other.first_day, order) < (phase.first_day, place)
            and other.covers(phase.first_day)
        ]
        for other in before[:1]:
            last = f"until {other.last_day}" if other.last_day else "with no last day"
            loc, first = (*here, place, "first_day"), phase.first_day
            yield _say(loc, PHASE_OVERLAP, first=first, other=other.id, until=last, rests_on=(here,))


def _needs(person: Person, most: int | None, here: Loc) -> Iterator[Found]:
    own = _merged(person.own_time)
    for place, need in enumerate(person.needs):
        loc = (*here, "needs", place)
        backwards = _order(need, loc)
        if backwards is not None:
            yield backwards
            continue
        yield from _asks_too_much(need, loc)
        if _swallowed(need, own):
            yield _say(loc, SWALLOWED, rests_on=((*here, "own_time"), loc))
        elif need.kind != "sleep_in" and most is not None and _length(need) > most:
            yield from _too_long(person, need, most, loc)


def _order(need: Need, loc: Loc) -> Found | None:
    start, end = f"{need.start:%H:%M}", f"{need.end:%H:%M}"
    rests_on = ((*loc, "ends_next_day"),)
    if need.ends_next_day and need.end > need.start:
        return _say((*loc, "ends_next_day"), OVER_A_DAY, start=start, end=end)
    if need.end == need.start and not need.ends_next_day:
        return _say((*loc, "end"), NO_LENGTH, rests_on=rests_on, start=start, end=end)
    if need.end < need.start and not ends_next_day(need):
        return _say((*loc, "end"), BACKWARDS, rests_on=rests_on, start=start, end=end)
    return None


def _asks_too_much(need: Need, loc: Loc) -> Iterator[Found]:
    there = many(need.supporters_needed, "supporter")
    asked: list[tuple[Loc, int | None]] = [((*loc, "fewest"), need.fewest)]
    for place, skill in enumerate(need.skills):
        asked += [((*loc, "skills", place, "at_least"), skill.at_least)]
        asked += [((*loc, "skills", place, "better"), skill.better)]
    if need.requirement is not None:
        asked.append(((*loc, "requirement", "at_least"), need.requirement.at_least))
    for where, least in asked:
        if least is not None and least > need.supporters_needed:
            rests_on = ((*loc, "supporters_needed"),)
            yield _say(where, MORE_THAN_THERE, rests_on=rests_on, asked=least, there=there)


def _length(times: Need | OwnTime) -> int:
    """Minutes from start to end by the clock; the same time twice is a whole day."""
    return (_clock(times.end) - _clock(times.start) - 1) % MINUTES_IN_DAY + 1


def _one_of_each(organisation: Organisation) -> list[Supporter]:
    """One supporter of each sort that the rules about awake hours tell apart."""
    whom = [rule.applies_to for rule in organisation.rules if isinstance(rule, AwakeHours)]
    sorts = {
        tuple((each.id in who.supporters, bool(set(who.tags) & set(each.tags))) for who in whom): each
        for each in organisation.supporters
    }
    return list(sorts.values())


def _most_awake(organisation: Organisation, person: Person, supporters: list[Supporter]) -> int | None:
    """The longest anybody may be awake at work for this person; None where no hard rule says."""
    rules = [each.rule for each in in_force(organisation, person, supporters)]
    hard = [minutes(rule.hours) for rule in rules if isinstance(rule, AwakeHours) and rule.level == "hard"]
    loose = [rule for rule in rules if isinstance(rule, AwakeHours) and rule.level != "hard"]
    return max(hard, default=None) if not loose else None


def _too_long(person: Person, need: Need, most: int, loc: Loc) -> Iterator[Found]:
    days = days_from(A_MONDAY, DAYS_IN_WEEK) if need.dates is None else need.dates
    pieces = expand([need], person.own_time, days, UTC)
    longest = max(piece.minutes for piece in pieces)
    if longest > most:
        rests_on = ((*loc[:2], "own_time"), (*loc, "ends_next_day"), ("rules",))
        yield _say((*loc, "end"), TOO_LONG, rests_on=rests_on, long=hours(longest), most=hours(most))


def _own_time(person: Person, here: Loc) -> Iterator[Found]:
    blocks = sorted(
        (start + week, end + week, place)
        for place, block in enumerate(person.own_time)
        for start, end in _blocks(block)
        for week in (0, MINUTES_IN_WEEK)
    )
    found: set[int] = set()
    until, last = -1, -1
    for start, end, place in blocks:
        if start < until:
            found.add(max(place, last))
        if end > until:
            until, last = end, place
    for place in sorted(found):
        yield _say((*here, place), OVERLAP, rests_on=(here,))


def _blocks(block: OwnTime) -> Iterator[tuple[int, int]]:
    """The starts and ends of own time in minutes of the week."""
    for day in block.days:
        start = DAYS.index(day) * MINUTES_IN_DAY + _clock(block.start)
        yield start, start + _length(block)


def _merged(own_time: tuple[OwnTime, ...]) -> list[tuple[int, int]]:
    """Own time without overlaps, also of the weeks before and after."""
    merged: list[tuple[int, int]] = []
    weeks = (-MINUTES_IN_WEEK, 0, MINUTES_IN_WEEK)
    blocks = [(start + week, end + week) for own in own_time for start, end in _blocks(own) for week in weeks]
    for start, end in sorted(blocks):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _swallowed(need: Need, own: list[tuple[int, int]]) -> bool:
    days = need.days if need.dates is None else {weekday(day) for day in need.dates}
    starts = [DAYS.index(day) * MINUTES_IN_DAY + _clock(need.start) for day in days]
    return all(any(a <= start and start + _length(need) <= b for a, b in own) for start in starts)


def _set_shift(shift: SetShift, person: Person, loc: Loc) -> Iterator[Found]:
    named = [need for need in person.needs if need.id == shift.need]
    day = f"{day_name(shift.day)} {shift.day.year}"
    in_force_then = [need for need in person.needs_in_force(shift.day) if need in named]
    if not named or any(need.starts_on(shift.day) for need in in_force_then):
        return
    need = named[0]
    if not need.starts_on(shift.day):
        days = need.days if need.dates is None else [f"{each:%d %b %Y}" for each in need.dates]
        yield _say(loc, NOT_THAT_DAY, need=need.id, day=day, days=listed(days))
    elif need.phase in {phase.id for phase in person.phases}:
        yield _say(loc, NOT_THAT_PHASE, need=need.id, day=day, phase=need.phase)


def _clock(moment: time) -> int:
    return moment.hour * MINUTES_IN_HOUR + moment.minute


def _say(loc: Loc, sentences: tuple[str, str], *, rests_on: tuple[Loc, ...] = (), **words: object) -> Found:
    says, mend = sentences
    return Found(loc, says.format(**words), mend, rests_on)
