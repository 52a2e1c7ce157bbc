"""What really happened, held against limits on rest and hours and against the minimum wage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from matcher.audit import audit
from matcher.calendar import DatedNeed
from matcher.frame import Before, Frame, Turn
from matcher.framing import rota_frame
from matcher.happened import Known
from matcher.model.hours import Flag, FlagKind, Undelivered
from matcher.model.person import Person
from matcher.money import sentences as say
from matcher.plan import Plan
from matcher.rulebook import for_frame
from matcher.wording import hours, when

KINDS: dict[str, FlagKind] = {
    "daily_rest": "rest",
    "linked_duty": "rest",
    "weekly_rest": "rest",
    "rest_after_nights": "rest",
    "average_working_time": "hours",
    "week_working_time": "hours",
    "minimum_wage": "pay",
}
"""The rules that are asked again about what was really worked, and what each is about."""


def flags(known: Known, person: Person, before: Before, first: date, last: date) -> tuple[Flag, ...]:
    """Sleep-ins that were disturbed, then what limits say of the shifts as they were worked."""
    worked = [each.worked for each in known.seen(person.id, first, last) if each.worked is not None]
    plan = Plan.of(_as_worked(known, person, before, worked, first, last), worked)
    return (*_disturbed(plan), *_limits(plan))


def undelivered(known: Known, person: Person, first: date, last: date) -> tuple[Undelivered, ...]:
    """What was planned or wanted on these days and did not happen."""
    return tuple(
        Undelivered(
            need=each.record.need,
            day=each.day,
            outcome=each.record.outcome,
            minutes=need.minutes,
            says=say.HOURS_UNDELIVERED[each.record.outcome].format(need=_sentence_start(when(need))),
        )
        for each in known.seen(person.id, first, last)
        if each.record is not None
        and not each.is_extra
        and each.record.outcome in ("cancelled", "not_covered")
        for need in _needs(known, person, each.planned, each.day, each.record.need)
    )


def _as_worked(
    known: Known, person: Person, before: Before, worked: Sequence[Turn], first: date, last: date
) -> Frame:
    """The question that what was worked is the answer to: everybody who came, and their shifts as needs."""
    came = {turn.supporter for turn in worked}
    frame = rota_frame(
        known.organisation,
        person,
        tuple(each for each in known.organisation.supporters if each.id in came),
        first_day=first,
        days=(last - first).days + 1,
        as_of=known.organisation.as_of or last,
        past=before.past,
        known_from=before.known_from,
    )
    needs = {turn.need.key: turn.need for turn in worked}
    return replace(frame, needs=tuple(sorted(needs.values(), key=lambda need: need.begin)))


def _disturbed(plan: Plan) -> Iterator[Flag]:
    for supporter in plan.frame.supporters:
        mine = plan.now(supporter.id)
        for place, need in enumerate(mine):
            if need.awake:
                after = mine[place + 1] if place + 1 < len(mine) else None
                words = say.HOURS_DISTURBED if after else say.HOURS_DISTURBED_LAST
                says = words.format(
                    name=supporter.name,
                    awake=hours(need.awake),
                    need=when(need),
                    after=when(after) if after else "",
                )
                yield Flag(kind="disturbed", supporter=supporter.id, says=says)


def _limits(plan: Plan) -> Iterator[Flag]:
    rules = [each for each in for_frame(plan.frame) if each.rule.kind in KINDS]
    for found in audit(plan, rules).violations:
        if found.supporter is not None:
            yield Flag(kind=KINDS[found.rule], supporter=found.supporter, says=found.says)


def _needs(known: Known, person: Person, planned: Turn | None, day: date, need: str) -> Iterator[DatedNeed]:
    """The need of a record: as it was planned or, where nobody was on it, as the file has it."""
    if planned is not None:
        yield planned.need
        return
    frame = rota_frame(known.organisation, person, (), first_day=day, days=1, as_of=day)
    yield from (each for each in frame.needs if each.need.id == need)


def _sentence_start(words: str) -> str:
    return words[0].upper() + words[1:]
