"""What a finished rota changes of what was promised, shift by shift. No prices and no sentences."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date

from matcher.calendar import DatedNeed
from matcher.extras import is_of_its_own
from matcher.frame import Frame
from matcher.model.answer import ChangeWord
from matcher.plan import Plan


@dataclass(frozen=True)
class Changed:
    """One shift given to a supporter, by id, taken from them, or moved; `was` is what had been promised."""

    supporter: str
    what: ChangeWord
    need: DatedNeed
    was: DatedNeed | None = None


def promised_days(frame: Frame) -> set[date]:
    """The days of a rota that a promise is about."""
    if frame.published is None:
        return set()
    return {day for day in frame.dates if frame.published_days is None or day in frame.published_days}


def is_promised(need: DatedNeed, days: Set[date]) -> bool:
    """Whether a promise for some days is about a need. What comes with a shift is no promise beside it."""
    return need.day in days and is_of_its_own(need.extra)


def changed(plan: Plan) -> Iterator[Changed]:
    """Each change by supporter, what is taken first; the team, then who has left it."""
    frame, days = plan.frame, promised_days(plan.frame)
    before = [turn for turn in frame.published or () if is_promised(turn.need, days)]
    now = [turn for turn in plan.turns if is_promised(turn.need, days)]
    for id in dict.fromkeys([*frame.by_id, *(turn.supporter for turn in before)]) if days else ():
        had = {turn.need.id: turn.need for turn in before if turn.supporter == id}
        has = {turn.need.id: turn.need for turn in now if turn.supporter == id}
        yield from (Changed(id, "taken", need) for name, need in had.items() if name not in has)
        yield from (Changed(id, "given", need) for name, need in has.items() if name not in had)
        for need, was in ((has[name], had[name]) for name in has if name in had):
            if (need.begin, need.finish) != (was.begin, was.finish):
                yield Changed(id, "moved", need, was)
