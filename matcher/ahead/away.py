"""Who of a team is away together, and what that costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matcher.ahead import sentences as say
from matcher.ahead.causes import helps, otherwise
from matcher.ahead.passing import not_away
from matcher.calendar import ONE_DAY, days_from
from matcher.clock import Clock
from matcher.figures import hours as hours_of
from matcher.model.ahead import AwayTogether
from matcher.rotas import RotaMade
from matcher.solve import Request
from matcher.wording import hours, listed, span

TOGETHER = 2
"""From so many on, people are away together."""


@dataclass(frozen=True)
class Stretch:
    """Days on which the same supporters of a team are away."""

    supporters: tuple[str, ...]
    first_day: date
    last_day: date


def away_together(asked: Request, person: str, weeks: Sequence[RotaMade], clock: Clock) -> list[AwayTogether]:
    """Each stretch in which the same two or more of a person's team are away, with what it costs."""
    return [_told(asked, person, each, weeks, clock) for each in _stretches(asked, person)]


def _stretches(asked: Request, person: str) -> list[Stretch]:
    found: list[Stretch] = []
    for day in days_from(asked.first_day, asked.days):
        away = tuple(
            each.id
            for each in asked.organisation.supporters
            if each.team_of == person
            and each.contract.covers(day)
            and any(leave.first_day <= day <= leave.last_day for leave in each.leave)
        )
        before = found[-1] if found else None
        if before and before.supporters == away and before.last_day + ONE_DAY == day:
            found[-1] = Stretch(away, before.first_day, day)
        elif len(away) >= TOGETHER:
            found.append(Stretch(away, day, day))
    return found


def _told(
    asked: Request, person: str, stretch: Stretch, weeks: Sequence[RotaMade], clock: Clock
) -> AwayTogether:
    touched = [
        week
        for week in weeks
        if week.frame.first_day <= stretch.last_day and stretch.first_day <= week.frame.last_day
    ]
    reached = bool(touched) and touched[-1].frame.last_day >= stretch.last_day
    lost = [_lost(week, stretch, clock) for week in touched] if reached else [None]
    known = [each for each in lost if each is not None]
    minutes_lost = sum(known) if len(known) == len(lost) else None
    over = sum(_over(week, stretch) for week in touched)
    names = listed([asked.organisation.supporter(id).name for id in stretch.supporters])
    days = span([stretch.first_day, stretch.last_day])
    return AwayTogether(
        person=person,
        supporters=stretch.supporters,
        first_day=stretch.first_day,
        last_day=stretch.last_day,
        minutes_lost=minutes_lost,
        minutes_over=over,
        says=f"{say.AHEAD_TOGETHER.format(who=names, days=days)} {_cost(minutes_lost, over)}",
    )


def _lost(week: RotaMade, stretch: Stretch, clock: Clock) -> int | None:
    """Minutes of a week that are not covered, and would be were they here; None where it is not known."""
    if week.plan is None:
        return None
    missing = week.plan.missing_minutes()
    if missing == 0:
        return 0
    here = not_away(stretch.supporters, stretch.first_day, stretch.last_day)
    other = otherwise(week.frame, here, clock)
    if other is None:
        return None
    return max(0, missing - other.minutes) if helps(week, other) else 0


def _over(week: RotaMade, stretch: Stretch) -> int:
    """Minutes beyond their contracts that the others work in a week."""
    rows = hours_of(week.plan) if week.plan is not None else ()
    others = [row for row in rows if row.supporter not in stretch.supporters]
    return sum(max(0, row.awake_minutes - row.contract_minutes) for row in others)


def _cost(lost: int | None, over: int) -> str:
    if lost is None:
        return say.AHEAD_TOGETHER_NOT_KNOWN
    if lost:
        return say.AHEAD_TOGETHER_LOST.format(hours=hours(lost))
    return say.AHEAD_TOGETHER_OVER.format(hours=hours(over)) if over else say.AHEAD_TOGETHER_FREE
