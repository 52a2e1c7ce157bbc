"""Which planned turns are facts by now, which are still to come, and which are open again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from matcher.calendar import DatedNeed, Key, absolute
from matcher.frame import Turn
from matcher.model.organisation import Organisation


@dataclass(frozen=True)
class Parted:
    """One person's planned turns: what was worked, what is promised, and needs that are open again."""

    past: tuple[Turn, ...]
    promised: tuple[Turn, ...]
    reopened: frozenset[Key]


def part(turns: Iterable[Turn], organisation: Organisation, first_day: date, now: datetime | None) -> Parted:
    """A person's planned turns, by time, parted at the first day of a new rota and at a moment in it.

    A shift that has begun was worked, unless the team file says by now that the supporter was away that day,
    had left, or is not to work it. Where such a shift is still going on, it is open again for everybody. One
    that ended earlier today was worked all the same: somebody who falls ill in the afternoon came in the
    morning. `now` is in the organisation's zone.
    """
    past: list[Turn] = []
    promised: list[Turn] = []
    reopened: set[Key] = set()
    for turn in turns:
        need = turn.need
        begun = now is not None and need.begin < absolute(now)
        if need.day >= first_day and not begun:
            promised.append(turn)
        elif not is_away(organisation, turn) or over_today(need, now):
            past.append(turn)
        elif need.day >= first_day and goes_on(need, now):
            reopened.add(need.key)
            promised.append(turn)
    still_there = [turn for turn in past if turn.need.key in reopened]
    return Parted(
        tuple(turn for turn in past if turn not in still_there),
        (*still_there, *promised),
        frozenset(reopened),
    )


def is_away(organisation: Organisation, turn: Turn) -> bool:
    """Whether the team file says by now that somebody was not there: away that day, left, or ruled out."""
    known = {each.id: each for each in organisation.supporters}.get(turn.supporter)
    shift = turn.supporter, turn.need.need.id, turn.need.day
    return known is not None and (
        known.contract.over(turn.need.day)
        or any(away.first_day <= turn.need.day <= away.last_day for away in known.leave)
        or any(shift == (ban.supporter, ban.need, ban.day) for ban in organisation.rota.forbids)
    )


def goes_on(need: DatedNeed, now: datetime | None) -> bool:
    """Whether a need has begun and not ended."""
    return now is not None and need.begin < absolute(now) < need.finish


def over_today(need: DatedNeed, now: datetime | None) -> bool:
    """Whether a need that starts today has ended."""
    return now is not None and need.day == now.date() and need.finish <= absolute(now)
