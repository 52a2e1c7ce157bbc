"""Why a week does not cover: solved again without each thing that passes, naming only what helps."""

from dataclasses import dataclass

from matcher.ahead import sentences as say
from matcher.ahead.passing import Change, Passing, passing, together
from matcher.clock import Clock
from matcher.frame import Before, Frame
from matcher.model.ahead import Cause
from matcher.plan import Plan
from matcher.rotas import RotaMade
from matcher.rulebook import for_frame
from matcher.solver.rota import find_rota
from matcher.team_frames import team_frame
from matcher.wording import hours


@dataclass(frozen=True)
class Otherwise:
    """The best a week would be without something: its level-1 cost, and minutes not covered."""

    cost: int
    minutes: int


def why_not_covered(week: RotaMade, clock: Clock) -> tuple[Cause, ...] | None:
    """What keeps a week from being covered, each confirmed; None where time ran out before that was known.

    Nothing where the team as it always is would cover no more.
    """
    found = passing(week.frame)
    if not found:
        return ()
    everything = together(found)
    best = otherwise(week.frame, everything.without, clock)
    if best is None:
        return None
    if not helps(week, best):
        return ()
    alone = [(each, otherwise(week.frame, each.without, clock)) for each in found]
    causes = [_cause(week, each, other) for each, other in alone if other is not None and helps(week, other)]
    return tuple(causes) or (_cause(week, everything, best),)


def otherwise(frame: Frame, change: Change, clock: Clock) -> Otherwise | None:
    """The best a week would be, were the file changed; None where nothing was found in the time."""
    organisation = change(frame.organisation)
    other = team_frame(
        organisation,
        organisation.person(frame.person.id),
        first_day=frame.first_day,
        days=frame.days,
        as_of=frame.as_of,
        before=Before(frame.past, frame.known_from, frame.published, frame.published_days),
    )
    rules = [each for each in for_frame(other) if each.rule.level in ("hard", "gaps")]
    found = find_rota(other, rules, clock) if not clock.over else None
    if found is None or found.turns is None:
        return None
    cost = sum(level.cost for level in found.levels)
    return Otherwise(cost, Plan.of(other, found.turns).missing_minutes())


def helps(week: RotaMade, other: Otherwise) -> bool:
    """Whether it costs less than the week can at best, as far as that is proved."""
    gaps = next(proof for proof in week.proof if proof.level == "gaps")
    return gaps.bound is not None and other.cost < gaps.bound


def _cause(week: RotaMade, passing: Passing, other: Otherwise) -> Cause:
    missing = week.plan.missing_minutes() if week.plan is not None else 0
    more = max(0, missing - other.minutes)
    return Cause(
        what=passing.what,
        supporters=passing.supporters,
        minutes=more,
        because=passing.says,
        says=f"{passing.says} {effect(more, other.minutes)}",
    )


def effect(more: int, left: int, weeks: int = 1) -> str:
    """What would be otherwise, in a sentence: so many minutes more covered, so many still not."""
    if left == 0:
        return say.AHEAD_OTHERWISE_COVERED.format(weeks="the week" if weeks == 1 else "these weeks")
    return say.AHEAD_OTHERWISE_MORE.format(hours=hours(more)) if more else say.AHEAD_OTHERWISE_MATTERS
