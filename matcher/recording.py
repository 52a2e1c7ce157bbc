"""Keep what really happened in a history. What the command does, as a library."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from matcher.errors import BadQuestion
from matcher.happened import Known
from matcher.model.delivered import Delivered, Happened
from matcher.money import sentences as say
from matcher.store.base import History
from matcher.wording import listed, many


def record(store: History, shifts: Sequence[Delivered], *, by: str, at: datetime) -> Happened:
    """Add a record of what happened, and return it. A later record of a shift replaces an earlier one."""
    if not shifts:
        raise BadQuestion(say.RECORD_NOTHING, say.RECORD_NOTHING_MEND)
    entry = Happened(number=store.last() + 1, at=at, by=by, shifts=tuple(shifts))
    store.record(entry)
    return entry


def as_planned(
    known: Known, said: Iterable[Delivered], first: date, last: date, now: datetime
) -> tuple[Delivered, ...]:
    """The other shifts of these days that have ended, as planned. What was recorded before stays."""
    told = {(each.person, each.need, each.day, each.part, each.planned) for each in said}
    return tuple(
        Delivered(
            person=person,
            need=need.need.id,
            day=need.day,
            part=need.part,
            kind=need.kind,
            planned=seen.planned.supporter,
            came=seen.planned.supporter,
            start=need.start,
            end=need.end,
            awake_minutes=0 if need.kind == "sleep_in" else None,
            outcome="worked",
        )
        for person in known.planned
        for seen in known.seen(person, first, last)
        if seen.planned is not None and seen.record is None
        for need in [seen.planned.need]
        if need.end <= now and (person, need.need.id, need.day, need.part, seen.planned.supporter) not in told
    )


def recorded(entry: Happened) -> str:
    """What was recorded, in a sentence."""
    counted = Counter(each.outcome for each in entry.shifts)
    parts = [
        text.format(counted[outcome]) for outcome, text in say.RECORD_OUTCOMES.items() if counted[outcome]
    ]
    others = sum(each.planned is not None and each.came not in (None, each.planned) for each in entry.shifts)
    sentence = say.RECORD_DONE.format(shifts=many(len(entry.shifts), "shift"), parts=listed(parts))
    return f"{sentence} {say.RECORD_OTHERS.format(others)}" if others else sentence
