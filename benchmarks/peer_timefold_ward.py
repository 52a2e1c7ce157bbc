"""Timefold Solver 1.24 on an instance of Curtois & Qu: the instance as numbers, the rota as turns.

The rules are stated in `timefold/WardRota.java`; no rule of ours has a part in it. What it counts has to be
what `curtois_score.py` says of its roster, or the statement is wrong and nothing is printed. There is nothing
to choose on a day off, so a request for work on one is lost, whatever is done.
"""

from collections import defaultdict
from collections.abc import Iterator

from curtois_instance import Cover, Instance, Staff
from curtois_score import Roster, score
from peer_timefold import JAVA, java
from ward import DAY_0, id_of

from matcher.frame import Frame, Turn

NOTHING_WANTED = (0, 0, 0)


def timefold_ward(instance: Instance, frame: Frame, seconds: float, seed: int = 0) -> tuple[Turn, ...]:
    """Timefold for so many seconds of solving; its roster as turns of a frame of the same instance."""
    (_, soft), lines = java(JAVA / "WardRota.java", ward_statement(instance), seconds, seed)
    roster = _roster(instance, lines)
    counted = score(instance, roster)
    off = {each.id: each.off for each in instance.staff}
    lost = sum(each.weight for each in instance.on if each.day in off[each.staff])
    if -soft + lost != counted.penalty:
        raise RuntimeError(f"Timefold counts {lost - soft}, the scorer {counted.penalty}")
    return _turns(frame, roster)


def ward_statement(instance: Instance) -> Iterator[int]:
    """The instance as numbers, in the order in which `timefold/WardRota.java` reads them."""
    kinds = list(instance.shifts)
    yield from (len(kinds), len(instance.staff), instance.days)
    for shift in instance.shifts.values():
        yield shift.minutes
        yield from (int(kind in shift.not_next) for kind in kinds)
    covers = {(each.day, each.shift): each for each in instance.cover}
    for day in range(instance.days):
        for kind in kinds:
            each = covers.get((day, kind), Cover(day, kind, *NOTHING_WANTED))
            yield from (each.wanted, each.under, each.over)
    for staff in instance.staff:
        yield from _limits(instance, staff)
        yield from _days(instance, staff)


def _limits(instance: Instance, staff: Staff) -> Iterator[int]:
    yield from (staff.most_minutes, staff.least_minutes)
    yield from (staff.most_in_a_row, staff.least_in_a_row, staff.least_off_in_a_row, staff.most_weekends)
    yield from (staff.most_of[kind] for kind in instance.shifts)


def _days(instance: Instance, staff: Staff) -> Iterator[int]:
    """Each day: whether it is off, what each shift on it costs, and what it costs to have none."""
    on, off = (
        {(each.day, each.shift): each.weight for each in requests if each.staff == staff.id}
        for requests in (instance.on, instance.off)
    )
    wanted: dict[int, int] = defaultdict(int)
    for (day, _), weight in on.items():
        wanted[day] += weight
    for day in range(instance.days):
        yield int(day in staff.off)
        yield from (wanted[day] - on.get((day, k), 0) + off.get((day, k), 0) for k in instance.shifts)
        yield wanted[day]


def _roster(instance: Instance, lines: list[list[str]]) -> Roster:
    kinds = list(instance.shifts)
    roster: dict[str, list[str | None]] = {each.id: [None] * instance.days for each in instance.staff}
    for who, day, kind in (map(int, line) for line in lines):
        roster[instance.staff[who].id][day] = kinds[kind]
    return roster


def _turns(frame: Frame, roster: Roster) -> tuple[Turn, ...]:
    needs = {((need.day - DAY_0).days, need.need.id.rsplit("-", 3)[0]): need for need in frame.needs}
    return tuple(
        Turn(id_of(staff), needs[day, id_of(shift)])
        for staff, row in roster.items()
        for day, shift in enumerate(row)
        if shift is not None
    )
