"""Which shifts are facts by now, which are still to come, and which are open again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from matcher.calendar import DatedNeed, Key, absolute
from matcher.frame import Turn
from matcher.happened import Seen
from matcher.model.organisation import Organisation


@dataclass(frozen=True)
class Parted:
    """One person's turns: what was worked, what is promised, and needs that are open again."""

    past: tuple[Turn, ...]
    promised: tuple[Turn, ...]
    reopened: frozenset[Key]


def part(shifts: Iterable[Seen], organisation: Organisation, first_day: date, now: datetime | None) -> Parted:
    """A person's shifts, by time, parted at the first day of a new rota and at a moment in it.

    What was recorded of a shift that has begun is a fact. Where nothing was, it was worked, unless the team
    file says by now that the supporter was away that day, had left, or is not to work it. Where such a shift
    is still going on, it is open again for everybody. One that ended earlier today was worked all the same:
    somebody who falls ill in the afternoon came in the morning. `now` is in the organisation's zone.
    """
    past: list[Turn] = []
    promised: list[Turn] = []
    reopened: set[Key] = set()
    for each in shifts:
        begun = each.day < first_day or (now is not None and _has_begun(each, now))
        worked = _worked(organisation, each, now)
        if not begun:
            promised += [each.planned] if each.planned is not None else []
        elif worked is not None:
            past.append(worked)
        elif each.planned is not None and each.day >= first_day and goes_on(each.planned.need, now):
            reopened.add(each.planned.need.key)
            promised.append(each.planned)
    still_there = [turn for turn in past if turn.need.key in reopened]
    return Parted(
        tuple(turn for turn in past if turn not in still_there),
        (*still_there, *promised),
        frozenset(reopened),
    )


def _has_begun(each: Seen, now: datetime) -> bool:
    """Whether a shift has begun by the rota or, where it was not on it, by what was recorded."""
    turn = each.planned or each.worked
    return turn is not None and turn.need.begin < absolute(now)


def _worked(organisation: Organisation, each: Seen, now: datetime | None) -> Turn | None:
    """Who came to a shift that has begun, as far as anybody knows; None where nobody did."""
    if each.record is not None or each.planned is None:
        return each.worked
    away = is_away(organisation, each.planned) and not over_today(each.planned.need, now)
    return None if away else each.planned


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
