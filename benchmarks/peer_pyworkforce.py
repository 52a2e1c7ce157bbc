"""pyworkforce 0.5 as a peer: its MinHoursRoster, as far as it can state a person's week.

It knows days, named shifts, how many are required of each, bans by day, shifts that may not follow one
another from a day to the next, and one shift a day. It covers everything or finds nothing. It cannot state a
gap, weekly hours and rest, runs of days and nights, skills of some on a shift, contracts, fair turns or
steady faces. So its rota is scored as it comes, and what it breaks is counted.
"""

from importlib.util import find_spec
from itertools import product
from typing import Any

from matcher.calendar import DatedNeed
from matcher.frame import Frame, Turn
from matcher.model.words import MINUTES_IN_HOUR
from matcher.rulebook import can_work, for_frame

REST = 11 * MINUTES_IN_HOUR


def missing() -> str | None:
    """Why this peer cannot run here; None where it can."""
    return None if find_spec("pyworkforce") else "not installed: pip install '.[peers]'"


def pyworkforce(frame: Frame, seconds: float) -> tuple[Turn, ...] | None:
    """Its roster for so many seconds; None where it finds none."""
    from pyworkforce.rostering.binary_programming import MinHoursRoster

    places = {((need.day - frame.first_day).days, _name(need)): need for need in frame.needs}
    shifts = list(dict.fromkeys(name for _, name in places))
    like = {name: need for (_, name), need in places.items()}
    found = MinHoursRoster(
        num_days=frame.days,
        resources=[each.id for each in frame.supporters],
        shifts=shifts,
        shifts_hours=[-(-like[name].minutes // MINUTES_IN_HOUR) for name in shifts],
        min_working_hours=0,
        max_resting=frame.days,
        required_resources={
            name: [_asked(places.get((day, name))) for day in range(frame.days)] for name in shifts
        },
        banned_shifts=_bans(frame, places, shifts),
        non_sequential_shifts=[
            {"origin": a, "destination": b}
            for a, b in product(shifts, shifts)
            if _too_close(like[a], like[b])
        ],
        max_search_time=seconds,
        num_search_workers=2,
    ).solve()
    if found["status"] not in ("OPTIMAL", "FEASIBLE"):
        return None
    return tuple(
        Turn(each["resource"], places[each["day"], each["shift"]]) for each in found["resource_shifts"]
    )


def _name(need: DatedNeed) -> str:
    return f"{need.need.id}.{need.part}"


def _asked(need: DatedNeed | None) -> int:
    return need.need.supporters_needed if need else 0


def _bans(frame: Frame, places: dict[tuple[int, str], DatedNeed], shifts: list[str]) -> list[dict[str, Any]]:
    """Whatever a supporter may not work, and shifts on days that have none."""
    rules = for_frame(frame)
    able = {
        each.id: {need.id for need in can_work(rules, frame, each, frame.needs)} for each in frame.supporters
    }
    return [
        {"resource": id, "shift": name, "day": day}
        for id, mine in able.items()
        for name in shifts
        for day in range(frame.days)
        if (day, name) not in places or places[day, name].id not in mine
    ]


def _too_close(a: DatedNeed, b: DatedNeed) -> bool:
    """Whether b on the day after a leaves less than 11 hours between them."""
    a, b = a.moved((b.day - a.day).days - 1), b
    return b.begin - a.finish < REST
